-- Who is the lead there, and where does the setting stand? For a script of a CRM or a
-- telephone system, with whatever it has at hand: a name, a URN or ODS code, a reference,
-- its own id ("civicrm:101"), or the telephone number of whoever calls.
--
--    local lookup = require "lookup"
--    for _, found in ipairs(assert(lookup(tracker, "+44 113 496 0031"))) do
--       show(found.setting, found.stage, found.lead, found.telephone)
--    end
--
-- It gives a list, empty where nothing is found; or nil, a message and a code. By itself:
--
--    lua lookup.lua leeds.ycf '0113 496 0031'
local ycf = require "ycf"

local MOST = 10              -- of a name that many have

-- "+44 (0)113 496 0031" and "01134960031" are one; nil: that is no number.
local function plain_number(text)
	if not text or text:find "[^%d%s()+.%-]" then
		return nil
	end
	local digits = text:gsub("%(0%)", ""):gsub("[^%d+]", "")
	digits = digits:gsub("^%+44", "0"):gsub("^0044", "0"):gsub("^00", "0")
	return #digits >= 9 and digits or nil
end

local function designated_lead(tracker, setting)
	local today = tracker:today()
	local leads, message, code = tracker:list("lead", {
		setting = setting, role = "designated_lead", sort = "-since",
	})
	for _, lead in ipairs(leads or {}) do
		if lead.since <= today and (not lead["until"] or lead["until"] >= today) then
			return lead
		end
	end
	return leads and false, message, code
end

-- What is told of a setting: a table for each mark, or nil and why.
local function tell(tracker, setting, found)
	local lead, message, code = designated_lead(tracker, setting)
	if lead == nil then
		return nil, message, code
	end
	local standings
	standings, message, code = tracker:list("standing", {setting = setting})
	if not standings then
		return nil, message, code
	end
	if #standings == 0 then
		standings = {{stage = "known"}}
	end
	for _, standing in ipairs(standings) do
		found[#found + 1] = {
			setting = setting.name, reference = setting.reference, stage = standing.stage,
			next_review = standing.next_review, practitioner = standing.practitioner,
			lead = lead and lead.name, job_title = lead and lead.job_title,
			email = lead and lead.email or setting.email,
			telephone = lead and lead.telephone or setting.telephone,
		}
	end
	return true
end

-- ---- finding the settings ----

-- What is looked through, and the field that names the setting there.
local places = {{"setting", "id"}, {"lead", "setting"}}

-- Those whose own number, or whose lead's, is that.
local function by_number(tracker, number, add)
	for _, place in ipairs(places) do
		local noun, key = table.unpack(place)
		local records, message, code, close = tracker:select(noun, {
			"telephone!=", fields = {key, "telephone"},
		})
		if not records then
			return nil, message, code
		end
		for record in records, nil, nil, close do
			if plain_number(record.telephone) == number then
				add(record[key])
			end
		end
	end
	return true
end

local function by_name(tracker, name, add)
	for _, place in ipairs(places) do
		local noun, key = table.unpack(place)
		local records, message, code, close = tracker:select(noun, {
			"name~" .. name, fields = {key},
		})
		if not records then
			return nil, message, code
		end
		for record in records, nil, nil, close do
			if not add(record[key]) then
				break
			end
		end
	end
	return true
end

-- The tokens of the settings that are meant, each once.
local function settings_of(tracker, text)
	local tokens, seen = {}, {}
	local function add(token)
		if not seen[token] and #tokens < MOST then
			seen[token] = true
			tokens[#tokens + 1] = token
		end
		return #tokens < MOST
	end
	local setting, message, code = tracker:get("setting", text)
	if setting then
		return {setting.id}
	elseif code ~= "not_found" and code ~= "ambiguous" and code ~= "invalid" then
		return nil, message, code
	end
	local number = plain_number(text)
	local done
	if number then
		done, message, code = by_number(tracker, number, add)
	else
		done, message, code = by_name(tracker, text, add)
	end
	return done and tokens, message, code
end

local function lookup(tracker, text)
	text = type(text) == "string" and text:match "^%s*(.-)%s*$" or ""
	if text == "" then
		return {}
	end
	local tokens, message, code = settings_of(tracker, text)
	local found = {}
	for _, token in ipairs(tokens or {}) do
		local setting, done
		setting, message, code = tracker:get("setting", token)
		if setting then
			done, message, code = tell(tracker, setting, found)
		end
		if not done then
			return nil, message, code
		end
	end
	if not tokens then
		return nil, message, code
	end
	return found
end

-- ---- by itself ----

local function in_words(found)
	local lead = found.lead or "NO LEAD IN POST"
	if found.lead and found.job_title then
		lead = lead .. ", " .. found.job_title
	end
	local reach = table.concat({found.telephone or "no telephone", found.email}, ", ")
	local review = found.next_review and
		"; next review by " .. ycf.date_write_people(found.next_review) or ""
	return ("%s: %s%s\n  %s (%s)"):format(found.setting, found.stage:gsub("_", " "), review,
	                                     lead, reach)
end

local function main(path, text)
	local tracker, message = ycf.open(path, {read_only = true})
	local found
	if tracker then
		found, message = lookup(tracker, text)
		for _, each in ipairs(found or {}) do
			print(in_words(each))
		end
		tracker:close()
	end
	if not found then
		io.stderr:write("lookup: ", message, "\n")
		return 2
	end
	return #found > 0 and 0 or 1
end

-- `require` gives a module its name; a program gets its words.
if arg and arg[2] and ... == arg[1] then
	os.exit(main(arg[1], arg[2]), true)
end
return lookup
