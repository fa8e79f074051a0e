-- Every test of the Lua binding, by luaunit.
local lu = require "luaunit"

for _, name in ipairs{"records", "asking", "verbs", "files", "objects", "values"} do
	require("test_" .. name)
end
os.exit(lu.LuaUnit.run(), true)
