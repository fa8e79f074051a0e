-- The Lua binding beside LuaSQL, in turn, by processor time:
--
--     bindings_lua.lua TRACKER COLUMNS ROUNDS PROGRAM-THAT-TIMES-A-GET-IN-C
local ycf = require "ycf"

local CALLS, MANY = 20000, 1000000
local path, columns, rounds, program = table.unpack(arg)
rounds = tonumber(rounds)

-- What one would write who knows LuaSQL: a table for each row.
local function tables(what)
	local luasql = require "luasql.sqlite3"
	local environment = luasql.sqlite3()
	local database = assert(environment:connect(path))
	local cursor = assert(database:execute(
		"SELECT " .. what:gsub(",", ", ") .. " FROM setting ORDER BY id"))
	local list = {}
	local row = cursor:fetch({}, "a")
	while row do
		list[#list + 1] = row
		row = cursor:fetch({}, "a")
	end
	cursor:close()
	database:close()
	environment:close()
	return list
end

local function list(fields)
	local tracker = assert(ycf.open(path, {read_only = true}))
	local records = assert(tracker:list("setting", {sort = "id", fields = fields}))
	tracker:close()
	return records
end

local function loop(fields)
	local tracker = assert(ycf.open(path, {read_only = true}))
	local list = {}
	for setting in assert(tracker:select("setting", {sort = "id", fields = fields})) do
		list[#list + 1] = setting
	end
	tracker:close()
	return list
end

local function median(list)
	table.sort(list)
	local middle = #list // 2
	return #list % 2 == 1 and list[middle + 1] or (list[middle] + list[middle + 1]) / 2
end

local function wall()
	local file = assert(io.open("/proc/uptime"))
	local seconds = file:read("n")
	file:close()
	return seconds
end

local function compare()
	local names = {}
	for name in columns:gmatch("[^,]+") do
		names[#names + 1] = name
	end
	local sides = {
		{"luasql.sqlite3, a table each", tables, columns},
		{"ycf, a list", list, names},
		{"ycf, a record each in a loop", loop, names},
		{"luasql.sqlite3, of all columns", tables, "*"},
		{"ycf, a list of all fields", list},
	}
	local shown
	for _, side in ipairs(sides) do
		side.wall, side.cpu = {}, {}
	end
	for round = 1, rounds do
		for _, side in ipairs(sides) do
			collectgarbage()
			local since, used = wall(), os.clock()
			local list = side[2](side[3])
			side.cpu[round], side.wall[round] = os.clock() - used, wall() - since
			local last = list[#list]
			shown = ("listing %d settings; the last is %s, %s"):format(#list, last.reference,
				last.name)
		end
	end
	print(shown)
	print(("%-36s%8s%7s%8s%7s"):format("", "wall s", "ratio", "cpu s", "ratio"))
	local first_wall, first_cpu = median(sides[1].wall), median(sides[1].cpu)
	for _, side in ipairs(sides) do
		local took, used = median(side.wall), median(side.cpu)
		print(("%-36s%8.2f%7.2f%8.2f%7.2f"):format(side[1], took, took / first_wall, used,
			used / first_cpu))
	end
	print(("(%d fields, of %d; to reach: a ratio of at most 1 of the same fields)"):format(#names,
		#ycf.fields("setting")))
end

local function single_gets()
	local tracker = assert(ycf.open(path, {read_only = true}))
	local key = assert(tracker:select("setting"))().id
	local ours, floor = {}, {}
	for round = 1, rounds do
		local pipe = assert(io.popen(("'%s' '%s' '%s' %d"):format(program, path, key, CALLS)))
		floor[round] = pipe:read("n") / 1000
		pipe:close()
		local used = os.clock()
		for _ = 1, CALLS do
			local _ = tracker:get("setting", key)
		end
		ours[round] = (os.clock() - used) / CALLS * 1e6
	end
	tracker:close()
	local c = median(floor)
	print(("\na get: C %.2f us, Lua %.2f us; to reach: at most %.2f us"):format(c, median(ours),
		2 * c + 1))
end

local function resident()
	local file = assert(io.open("/proc/self/statm"))
	local _, pages = file:read("n", "n")
	file:close()
	return pages * 4096
end

-- How much memory a million calls take for good. What is looked for in vain is a token: for any
-- other key the library would look through all settings for one that is like it.
local function growth()
	local tracker = assert(ycf.open(path, {read_only = true}))
	local first = assert(tracker:select("setting"))()
	local function calls(count)
		for _ = 1, count // 8 do
			for _ = 1, 5 do
				tracker:get("setting", first.id)
			end
			local _ = tracker:get("setting", "s-0000000000001")
			local _ = tracker:label(first)
			local _ = assert(tracker:select("setting", {reference = first.reference}))()
		end
		collectgarbage()
		collectgarbage()
	end
	calls(20000)
	local before = resident()
	calls(MANY)
	print(("\n%d calls: memory grew by %.0f KB; to reach: less than 1024 KB"):format(MANY,
		(resident() - before) / 1024))
	tracker:close()
end

compare()
single_gets()
growth()
