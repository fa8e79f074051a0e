local lu = require "luaunit"
local scratch = require "scratch"
local ycf = require "ycf"

local fails, misuse = scratch.assertFails, scratch.assertMisuse

TestAsking = scratch.class()

local function filled()
	local t = scratch.tracker()
	for i, kind in ipairs{"primary", "secondary", "nursery", "other"} do
		assert(t:add("setting", {reference = "s" .. i, name = "Setting " .. i, kind = kind}))
	end
	assert(t:join("s1", {on = "2026-01-01"}))
	assert(t:join("s2", {on = "2026-01-02"}))
	return t
end

local function references(t, noun, terms)
	local list = {}
	for record in assert(t:select(noun, terms)) do
		list[#list + 1] = record.reference
	end
	return table.concat(list, " ")
end

function TestAsking:test_terms()
	local t = filled()
	local cases = {
		{nil, "s1 s2 s3 s4"},
		{{}, "s1 s2 s3 s4"},
		{{kind = "nursery"}, "s3"},
		{{kind = {"nursery", "primary"}}, "s1 s3"},
		{{kind = {"nursery"}}, "s3"},
		{{"kind!=nursery,primary"}, "s2 s4"},
		{{"name~ING 4"}, "s4"},
		{{"joined>=2026-01-02", kind = "secondary"}, "s2"},
		{{joined = "2/1/2026"}, "s2"},
		{{joined = ""}, "s3 s4"},
		{{sort = "-reference"}, "s4 s3 s2 s1"},
		{{changed_since = "2026-01-06"}, ""},
	}
	for _, case in ipairs(cases) do
		lu.assertEquals(references(t, "setting", case[1]), case[2])
	end
	lu.assertEquals(references(t, "standing", {holds = false, as_of = "2026-01-01"}), "s1")
	lu.assertEquals(references(t, "standing", {standards_met = 0, as_of = "2026-01-05"}), "s1 s2")
	lu.assertEquals(references(t, "standing", {stage = "known"}), "s3 s4")
end

function TestAsking:test_the_table_of_terms_is_left_alone()
	local t = filled()
	local terms = {"name~1", kind = {"primary"}, sort = "name", as_of = "2026-01-05"}
	references(t, "setting", terms)
	lu.assertEquals(terms, {"name~1", kind = {"primary"}, sort = "name", as_of = "2026-01-05"})
end

function TestAsking:test_what_cannot_be_asked()
	local t = filled()
	misuse("name takes text, a whole number", function()
		local _ = t:select("setting", {name = {"a", "b"}})
	end)
	misuse("kind takes a list of texts", function()
		local _ = t:select("setting", {kind = {"other", {}}})
	end)
	misuse("kind takes text, a whole number", function() local _ = t:select("setting", {kind = print}) end)
	misuse("list", function() local _ = t:select("setting", {"kind=other", [3] = "name~x"}) end)
	misuse("table expected", function() local _ = t:select("setting", "kind=other") end)
	misuse("a list of texts", function() local _ = t:select("setting", {7}) end)
	misuse("not a term", function() local _ = t:select("setting", {"other"}) end)
	misuse("no field 'size'", function() local _ = t:list("setting", {sort = "size"}) end)
	misuse("since", function() local _ = t:list("alteration") end)
	fails("invalid", "not one of", t:select("setting", {kind = "castle"}))
	fails("invalid", "31/02/2026", t:select("standing", {as_of = "31/02/2026"}))
	fails("not_found", "nowhere", t:list("lead", {setting = "nowhere"}))
end

function TestAsking:test_a_cursor_ends_once_and_counts()
	local t = filled()
	local cursor = assert(t:select("setting"))
	lu.assertEquals(cursor:count(), 0)
	lu.assertEquals(cursor().reference, "s1")
	lu.assertEquals(cursor:count(), 1)
	for _ = 1, 3 do cursor() end
	lu.assertNil(cursor())
	lu.assertNil(cursor())
	lu.assertEquals(cursor:count(), 4)
	lu.assertEquals(#t:list("setting", {kind = "other"}), 1)
	lu.assertEquals(t:list("setting", {kind = "hospital"}), {})
end

-- Blocks of records are read ahead, of 1, 4, 16, then 64: none is lost or told twice.
function TestAsking:test_many_records_come_in_order_and_are_counted()
	local t = filled()
	assert(t:transaction(nil, function()
		for i = 1, 200 do
			t:add("setting", {reference = ("many%03d"):format(i), name = "Many", kind = "other"})
		end
	end))
	local cursor, told = assert(t:select("setting", {name = "Many", sort = "reference"})), {}
	for setting in cursor do
		told[#told + 1] = setting.reference
		lu.assertEquals(cursor:count(), #told)
		lu.assertEquals(setting.reference, ("many%03d"):format(#told))
	end
	lu.assertEquals(#told, 200)
	lu.assertEquals(cursor:count(), 200)
	local list = t:list("setting", {name = "Many", sort = "reference"})
	lu.assertEquals(#list, 200)
	lu.assertEquals(list[200].reference, "many200")
end

function TestAsking:test_loops_may_nest_and_write()
	local t = filled()
	local pairs_seen = 0
	for a in t:select("setting") do
		for b in t:select("setting") do
			pairs_seen = pairs_seen + (a.id ~= b.id and 1 or 0)
		end
		a.notes = "seen"
		assert(t:save(a))
	end
	lu.assertEquals(pairs_seen, 12)
	lu.assertEquals(#t:list("setting", {notes = "seen"}), 4)
end

function TestAsking:test_alterations_since_a_moment_or_a_change()
	local t = filled()
	local last
	for alteration in t:select("alteration", {since = "2026-01-01", noun = "setting"}) do
		lu.assertEquals({alteration.act, alteration.noun}, {"added", "setting"})
		last = alteration.change
	end
	assert(t:edit("setting", "s3", {notes = "x"}))
	assert(t:remove("setting", "s4"))
	local seen = {}
	for alteration in t:select("alteration", {since = last}) do
		seen[#seen + 1] = alteration.act
		last = alteration.change
	end
	lu.assertEquals(seen, {"edited", "removed"})
	lu.assertEquals(t:list("alteration", {since = last}), {})
end

function TestAsking:test_chosen_fields_alone()
	local t = filled()
	local wanted = {sort = "-reference", fields = {"name", "kind", "name"}}
	local one, two = t:list("setting", wanted)[1], t:select("setting", wanted)()
	lu.assertEquals(tostring(one), 'setting{name="Setting 4", kind="other"}')
	lu.assertEquals({tostring(two), ycf.noun(one)}, {tostring(one), "setting"})
	misuse("read without its field 'town'; ask for it in fields", function() local _ = one.town end)
	misuse("read without its field 'town'", function() one.town = "Leeds" end)
	misuse("setting has no field 'twn'", function() local _ = one.twn end)
	local standing = t:select("standing", {setting = "s4", stage = "known", fields = {"stage"}})()
	lu.assertEquals(tostring(standing), 'standing{stage="known"}')
	lu.assertEquals(t:list("setting", {sort = "reference", fields = {"kind"}})[2].kind, "secondary")
	misuse("no field 'nam'; did you mean 'name'", function()
		local _ = t:select("setting", {fields = {"nam"}})
	end)
	misuse("no field was asked for", function() local _ = t:list("setting", {fields = {}}) end)
	for _, fields in ipairs{"name", {"name", nil, "town"}, {"name", town = "town"}, {"name", 7}} do
		misuse("fields: a list of texts", function() local _ = t:list("setting", {fields = fields}) end)
	end
	one = assert(t:list("settings", wanted))[1]
	lu.assertEquals({tostring(one), ycf.noun(one)}, {tostring(two), "setting"})
	for i = 1, 50 do   -- metatables that nobody uses are let go
		assert(t:list("setting", {fields = {"name", i % 2 == 0 and "kind" or "town", "id"}}))
		collectgarbage()
	end
	lu.assertEquals(tostring(one), tostring(two))
end

function TestAsking:test_saving_what_was_read_in_part()
	local t = filled()
	local function read(...)
		return t:list("setting", {sort = "-reference", fields = {...}})[1]
	end
	local part, stale = read("id", "revision", "name"), read("id", "revision", "name")
	lu.assertEquals(t:label(part), "s4")
	assert(t:edit("setting", "s4", {town = "Leeds"}))
	stale.name = "Elm"
	fails("conflict", "read it again", t:save(stale))
	part = read("id", "revision", "name")
	part.name = "Elm"
	assert(t:save(part))
	local whole = t:get("setting", "s4")
	lu.assertEquals({whole.name, whole.town, part.revision}, {"Elm", "Leeds", 3})
	for _, name in ipairs{"id", "revision", "name"} do
		part = read(name)
		misuse("setting was read without its id and revision", function() local _ = t:save(part) end)
		misuse("setting was read without its id and revision", function() local _ = t:remove(part) end)
	end
	misuse("read without its field 'id'", function() local _ = t:label(part) end)
	misuse("a record with its id", function() local _ = t:join(part) end)
	misuse("a record with its id", function() local _ = t:add("lead", {setting = part, name = "A"}) end)
	assert(t:join(read("id")))
end

function TestAsking:test_writing_a_list()
	local t = filled()
	local cursor = assert(t:select("setting", {
		sort = "-reference", "reference!=s1", fields = {"reference", "kind"},
	}))
	lu.assertIs(cursor:write("csv", scratch.path("some.csv")), true)
	lu.assertEquals(scratch.read("some.csv"):gsub("\r", ""):gsub("^\xef\xbb\xbf", ""),
		"reference,kind\ns4,other\ns3,nursery\ns2,secondary\n")
	lu.assertEquals(cursor:count(), 3)
	cursor = assert(t:select("setting"))
	cursor()
	misuse("write it before its records are read", function()
		local _ = cursor:write("csv", scratch.path("rest.csv"))
	end)
	lu.assertNil(io.open(scratch.path("rest.csv")))
	lu.assertEquals(cursor().reference, "s2")
	local file = assert(io.open(scratch.path("all.json"), "w"))
	file:write("before\n")
	assert(t:select("setting", {fields = {"name"}}):write("json", file))
	file:write("after\n")
	file:close()
	lu.assertEquals(scratch.read("all.json"), 'before\n[\n{"name": "Setting 1"},\n' ..
		'{"name": "Setting 2"},\n{"name": "Setting 3"},\n{"name": "Setting 4"}\n]\nafter\n')
	assert(t:select("setting", {fields = {"name"}}):write("table", scratch.path("t"), {width = 20}))
	lu.assertStrContains(scratch.read("t"), "Setting 4\n")
	misuse("an open file", function() local _ = t:select("setting"):write("csv", file) end)
	misuse("a format expected", function() local _ = t:select("setting"):write("xml", "x") end)
	misuse("there is no option 'columns'", function()
		local _ = t:select("setting"):write("csv", "x", {columns = {}})
	end)
	misuse("text", function() local _ = t:select("setting"):write("csv") end)
	fails("unreadable", "no such file or folder",
		t:select("setting"):write("csv", scratch.path("none/here.csv")))
end
