-- Where each setting stands and what is due there, by practitioner: as text for a meeting,
-- or as CSV for Excel.
--
--    lua report.lua leeds.ycf [--as-of 2026-11-02] [--within 30] [--csv] > report.txt
--
-- Exit status: 0 done, 2 the command is wrong or the tracker cannot be read.
local ycf = require "ycf"

local NOBODY = "(no practitioner)"
local COLUMNS = {"practitioner", "setting", "stage", "lead", "standards", "next_review",
                 "overdue", "due", "first"}

-- ---- gathering ----

local function place(rows, standing)
	local key = standing.setting .. (standing.practitioner or "")
	if not rows[key] then
		rows[key] = {
			practitioner = standing.practitioner or NOBODY, setting = standing.name,
			overdue = 0, due = 0, first = "", stages = {},
		}
		rows[#rows + 1] = rows[key]
	end
	return rows[key]
end

-- A row for each setting; one with several marks has all their stages.
local function gather(t, as_of, within)
	local rows, stages = {}, {}
	for standing in assert(t:select("standing", {as_of = as_of, sort = "name"})) do
		local row = place(rows, standing)
		row.stages[#row.stages + 1] = standing.stage
		row.lead = standing.lead or "VACANT"
		row.standards = ("%d of %d"):format(standing.standards_met or 0,
		                                    standing.standards_total or 0)
		row.next_review = standing.next_review or ""
		row.stage = table.concat(row.stages, ", ")
		stages[standing.stage] = (stages[standing.stage] or 0) + 1
	end
	for due in assert(t:select("due", {as_of = as_of, within = within, sort = "date"})) do
		local row = rows[due.setting .. (due.practitioner or "")]
		if row then
			local which = due.days < 0 and "overdue" or "due"
			row[which] = row[which] + 1
			row.first = row.first ~= "" and row.first or due.what
		end
	end
	table.sort(rows, function(a, b)
		if a.practitioner ~= b.practitioner then
			return a.practitioner < b.practitioner
		end
		return a.setting < b.setting
	end)
	return rows, stages
end

-- ---- writing ----

-- Excel would run what looks like a formula.
local function cell(value)
	local text = tostring(value)
	if text:find "^'*[=+@\t\r%-]" then
		text = "'" .. text
	end
	return text:find '[",\r\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

local function write_csv(out, rows)
	out:write("\u{FEFF}", table.concat(COLUMNS, ","), "\r\n")
	for _, row in ipairs(rows) do
		local cells = {}
		for i, column in ipairs(COLUMNS) do
			cells[i] = cell(row[column])
		end
		out:write(table.concat(cells, ","), "\r\n")
	end
end

local function pad(text, width)
	local length = utf8.len(text) or #text
	if length > width then
		return text:sub(1, utf8.offset(text, width) - 1) .. "…"
	end
	return text .. (" "):rep(width - length)
end

local function write_line(out, row)
	local line = table.concat({
		pad(row.setting, 36), pad(row.stage, 16), pad(row.lead, 18), pad(row.standards, 7),
		pad(row.next_review, 10), ("%3s"):format(row.overdue), ("%3s"):format(row.due), row.first,
	}, "  ")
	out:write("  ", line:match "^(.-)%s*$", "\n")
end

local function write_text(out, rows, stages, day)
	out:write("Where the settings stand on ", ycf.date_write_people(day), "\n")
	for _, field in ipairs(ycf.fields "standing") do
		for _, stage in ipairs(field.name == "stage" and field.choices or {}) do
			if stages[stage] then
				out:write(("  %-16s %4d\n"):format(stage, stages[stage]))
			end
		end
	end
	local practitioner
	for _, row in ipairs(rows) do
		if row.practitioner ~= practitioner then
			practitioner = row.practitioner
			out:write("\n", practitioner, "\n")
			write_line(out, {
				setting = "setting", stage = "stage", lead = "lead", standards = "met",
				next_review = "review by", overdue = "!", due = "due", first = "what first",
			})
		end
		write_line(out, row)
	end
end

-- ---- the command ----

local takes = {["--as-of"] = "as_of", ["--within"] = "within"}

local function read_command(words)
	local chosen, i = {within = 30}, 1
	while words[i] do
		local name = takes[words[i]]
		if name then
			i = i + 1
			chosen[name] = words[i] or error(words[i - 1] .. " takes a value", 0)
		elseif words[i] == "--csv" then
			chosen.csv = true
		elseif words[i]:find "^%-" or chosen.path then
			error(("what is '%s'?"):format(words[i]), 0)
		else
			chosen.path = words[i]
		end
		i = i + 1
	end
	chosen.within = math.tointeger(tonumber(chosen.within)) or error("--within takes days", 0)
	return chosen.path and chosen or error("name a tracker", 0)
end

local function main(words)
	local chosen = read_command(words)
	local t = assert(ycf.open(chosen.path, {read_only = true}))
	local day = chosen.as_of and assert(ycf.date_read(chosen.as_of)) or t:today()
	local rows, stages = gather(t, day, chosen.within)
	t:close()
	if chosen.csv then
		write_csv(io.stdout, rows)
	else
		write_text(io.stdout, rows, stages, day)
	end
	assert(io.stdout:flush())
end

local done, message = pcall(main, arg)
if not done then
	io.stderr:write("report: ", tostring(message), "\n")
	os.exit(2, true)
end
