-- What tests/bindings/lua/sweep.c runs while memory fails from the n-th time on that Lua asks for
-- some, for n = 0, 1, 2 ... until a piece gets by. Each piece is given an open tracker.
local ycf = require "ycf"

local folder = ...
local path = folder .. "/sample.ycf"
local pieces = {}

local function piece(name, run)
	pieces[#pieces + 1] = {name = name, run = run}
end

local function make()
	local t = assert(ycf.create(path, {by = "Pat Sample", seed = 4, clock = "2026-01-05T09:00:00Z"}))
	assert(t:transaction(nil, function()
		for i = 1, 5 do
			assert(t:add("setting", {
				reference = "s" .. i, name = "Setting " .. i, kind = "other", urn = 900000 + i,
				joined = "2026-01-02", notes = ("note "):rep(i),
			}))
		end
		assert(t:award{setting = "s1", date = "2026-01-04", recorded_from = "the old list"})
	end))
	t:close()
	local file = assert(io.open(folder .. "/settings.csv", "w"))
	file:write("reference,name,kind\ns1,Setting 1,other\ns9,Setting 9,castle\n")
	file:close()
end

function pieces.open()
	return assert(ycf.open(path, {by = "Pat Sample"}))
end

-- The tracker is as it was, and can be used: nothing is half done, no transaction left open.
function pieces.check(t)
	t:set_progress(nil)
	assert(t:begin())
	assert(t:rollback())
	local count = 0
	for setting in assert(t:select("setting")) do
		assert(setting.notes == ("note "):rep(tonumber(setting.urn) - 900000))
		count = count + 1
	end
	assert(count == 5)
end

piece("open", function() pieces.open():close() end)
piece("open what is not there", function() assert(not ycf.open(folder .. "/none.ycf")) end)
piece("create where something is", function() assert(not ycf.create(path)) end)
piece("get", function(t) assert(t:get("setting", "s1").urn == "900001") end)
piece("get what is not there", function(t) assert(select(3, t:get("setting", "s6")) == "not_found") end)
piece("misuse", function(t)
	local called, message = pcall(t.get, t, "seting", "s1")
	assert(not called)
	if message:find("not enough memory", 1, true) then
		error(message, 0)
	end
end)
piece("a loop", function(t)
	for setting in assert(t:select("setting", {kind = {"other", "primary"}, sort = "-name"})) do
		assert(setting.name)
	end
end)
piece("a loop that ends early", function(t)
	for setting in assert(t:select("setting", {"name~Setting"})) do
		assert(setting.name)
		break
	end
end)
piece("list", function(t) assert(#t:list("standing", {as_of = "2026-01-05"}) == 5) end)
piece("write", function(t)
	assert(t:select("setting", {fields = {"name"}}):write("csv", folder .. "/out.csv"))
	assert(t:list("setting", {fields = {"kind", "town"}})[1].kind)
end)
piece("ready", function(t) assert(t:ready("s2", {as_of = "2026-01-05"}) == false) end)
piece("show", function(t) return tostring(t:get("setting", "s1")) .. tostring(t) end)
piece("label", function(t)
	assert(t:label(t:list("award")[1], "setting") == "s1")
end)

-- All that writes is undone in the end.
local function undone(run)
	return function(t)
		local done, message = t:transaction("a trial", function()
			run(t)
			return nil, "undo"
		end)
		assert(done == nil and message == "undo")
	end
end
piece("add", undone(function(t) assert(t:add("setting", {name = "New", kind = "other"})) end))
piece("refused", undone(function(t) assert(not t:add("setting", {name = "New", kind = "castle"})) end))
piece("edit", undone(function(t) assert(t:edit("setting", "s1", {notes = "other"})) end))
piece("save", undone(function(t)
	local setting = t:get("setting", "s1")
	setting.notes = nil
	assert(t:save(setting))
end))
piece("stale", undone(function(t)
	local setting = t:get("setting", "s1")
	assert(t:edit("setting", "s1", {notes = "other"}))
	setting.notes = nil
	assert(select(3, t:save(setting)) == "conflict")
end))
piece("upsert", undone(function(t)
	assert(t:upsert("setting", "civicrm:12", {name = "New", kind = "other"}))
end))
piece("remove", undone(function(t) assert(t:remove(t:get("setting", "s5"))) end))
piece("assess", undone(function(t)
	assert(t:assess({setting = "s2", source = "self", date = "2026-01-05"},
		{["1"] = "met", ["2.1"] = {"partly", "begun"}}))
end))
piece("join and depart", undone(function(t)
	assert(t:depart("s2", {on = "2026-01-05", reason = "moved"}))
	assert(t:join("s2", {on = "2026-01-05"}))
end))
piece("import", undone(function(t)
	local calls = 0
	t:set_progress(function() calls = calls + 1 end)
	local _, _, code, details = t:import("setting", folder .. "/settings.csv")
	t:set_progress(nil)
	assert(code == "invalid" and #details.problems == 1 and calls > 0)
end))
piece("documents", function(t)
	local summary = assert(t:document("badge", {as_of = "2026-01-05"}))
	assert(summary:write("s1", folder .. "/badge.svg"))
	assert(summary:write_each({holds = true}, folder .. "/badges").written == 1)
	summary:close()
end)
piece("facts", function()
	assert(#ycf.nouns() > 20 and #ycf.fields("setting") > 20 and #ycf.layout_values("plan") > 10)
	assert(ycf.date_add_days("2026-12-31", 1) == "2027-01-01")
end)

make()
return pieces
