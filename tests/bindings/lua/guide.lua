-- docs/lua.md, done as it says: its ```lua blocks are one script, and each prints the ```text
-- block behind it, line by line (`...` stands for lines, or for parts of one). Every function
-- and code of the module is told there. usage: guide.lua SOURCE FOLDER
local core = require "ycf.core"
local ycf = require "ycf"

local source, folder = arg[1], arg[2]

local function read(path)
	local file = assert(io.open(path))
	local text = file:read("a")
	file:close()
	return text
end

local function fail(...)
	io.stderr:write("docs/lua.md: ", string.format(...), "\n")
	os.exit(1)
end

local guide = read(source .. "/docs/lua.md")

local function check_all_is_told()
	for letter, methods in pairs{t = "ycf.tracker", cursor = "ycf.cursor", d = "ycf.document"} do
		for name in pairs(core[methods]) do
			if not guide:find("`" .. letter .. ":" .. name .. "(", 1, true) then
				fail("does not tell of %s:%s()", letter, name)
			end
		end
	end
	for name, value in pairs(ycf) do
		if not guide:find("`ycf." .. name .. (type(value) == "function" and "(" or "`"), 1, true) then
			fail("does not tell of ycf.%s", name)
		end
	end
	for code in pairs(ycf.statuses) do
		local is_failure = code ~= "ok" and code ~= "row" and code ~= "done" and code ~= "misuse"
		if is_failure and not guide:find("\n| `" .. code .. "` |", 1, true) then
			fail("does not tell of the code %s", code)
		end
	end
end

-- A line as a pattern: `...` stands for anything.
local function pattern(line)
	local escaped = line:gsub("%p", "%%%0"):gsub("%%%.%%%.%%%.", ".*")
	return "^" .. escaped .. "$"
end

local function check_printed(wanted, printed)
	local at = 1
	for line in wanted:gmatch("[^\n]+") do
		local found = line == "..."
		while not found do
			local stop = printed:find("\n", at, true)
			if not stop then
				fail("is not printed: %s\nbut:\n%s", line, printed)
			end
			found = printed:sub(at, stop - 1):find(pattern(line)) ~= nil
			at = stop + 1
		end
	end
end

check_all_is_told()
local script, wanted = {}, {}
for kind, block in guide:gmatch("\n```(%l+)\n(.-)\n```") do
	if kind == "lua" then
		script[#script + 1] = block .. ('\nio.stdout:write("=== %d\\n")'):format(#script + 1)
	elseif kind == "text" then
		wanted[#script] = block
	end
end
if #script < 8 then
	fail("has only %d blocks of Lua", #script)
end
local file = assert(io.open(folder .. "/guide.lua", "w"))
file:write('io.stdout:setvbuf("no")\n', table.concat(script, "\n"), "\n")
file:close()
local pipe = io.popen(("cd '%s' && '%s' guide.lua 2>&1"):format(folder, os.getenv("LUA")))
local said = pipe:read("a")
if not pipe:close() then
	fail("fails:\n%s", said)
end
local block = 0
for printed in said:gmatch("(.-)=== %d+\n") do
	block = block + 1
	check_printed(wanted[block] or "", printed)
end
