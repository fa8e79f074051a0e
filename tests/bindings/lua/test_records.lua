local lu = require "luaunit"
local scratch = require "scratch"
local ycf = require "ycf"

local fails, misuse = scratch.assertFails, scratch.assertMisuse

TestRecords = scratch.class()

local function with_elm(options)
	local t = scratch.tracker("sample.ycf", options)
	return t, assert(t:add("setting", {
		name = "Elm Primary", kind = "primary", reference = "elm", urn = 900001,
	}))
end

function TestRecords:test_values_are_of_native_types()
	local t, setting = with_elm()
	lu.assertStrMatches(setting.id, "s%-%w+")
	lu.assertEquals(math.type(setting.revision), "integer")
	lu.assertEquals(setting.created, "2026-01-05T09:00:00.001Z")
	lu.assertEquals(setting.urn, "900001")
	lu.assertNil(setting.notes)
	lu.assertEquals(assert(t:edit("setting", "elm", {joined = "5/1/2026"})).joined, "2026-01-05")
	local level = t:list("level", {code = "met"})[1]
	lu.assertIs(level.counts_as_met, true)
	lu.assertStrMatches(level.framework, "f%-%w+")
	lu.assertEquals(t:label(level, "framework"), "leeds")
	lu.assertEquals(t:label(level, "title"), level.title)
	lu.assertEquals(t:label(setting), "elm")
	lu.assertNil(t:label(setting, "practitioner"))
	t:add("practitioner", {name = "Robin Example", ["until"] = "2026-12-31"})
	lu.assertEquals(t:get("practitioner", "Robin Example")["until"], "2026-12-31")
end

function TestRecords:test_a_record_is_a_table_with_the_fields_that_hold_something()
	local _, setting = with_elm()
	local names = {}
	for name in pairs(setting) do
		names[#names + 1] = name
	end
	table.sort(names)
	lu.assertEquals(names, {
		"changed", "created", "id", "kind", "name", "reference", "revision", "urn"
	})
	lu.assertEquals(ycf.noun(setting), "setting")
	lu.assertNil(ycf.noun({}))
	lu.assertNil(ycf.noun(7))
	lu.assertEquals(tostring(setting), ('setting{id="%s", revision=1, ' ..
		'created="2026-01-05T09:00:00.001Z", changed="2026-01-05T09:00:00.001Z", ' ..
		'reference="elm", name="Elm Primary", kind="primary", urn="900001"}'):format(setting.id))
end

function TestRecords:test_a_misspelt_field_is_told()
	local t, setting = with_elm()
	misuse("setting has no field 'nmae'", function() return #setting.nmae end)
	misuse("setting has no field 'nmae'", function() setting.nmae = "x" end)
	misuse("setting has no field 'nmae'; did you mean 'name'",
		function() local _ = t:add("setting", {nmae = "x"}) end)
	misuse("there is no noun 'seting'; did you mean 'setting'",
		function() local _ = t:get("seting", "elm") end)
	misuse("there is no noun", function() ycf.fields("seting") end)
	misuse("no field 'stag'", function() local _ = t:select("standing", {stag = "known"}) end)
	lu.assertNil(setting[1])
end

function TestRecords:test_a_record_is_found_by_any_key_or_by_itself()
	local t, setting = with_elm()
	for _, key in ipairs{"elm", "urn:900001", "Elm Primary", setting.id, setting} do
		lu.assertEquals(assert(t:get("setting", key)).id, setting.id)
	end
	lu.assertEquals(assert(t:get("setting", 900001)).id, setting.id)
	local lead = assert(t:appoint{setting = setting, name = "Ann Sample"})
	lu.assertEquals(lead.setting, setting.id)
	lu.assertEquals(#t:list("lead", {setting = setting}), 1)
	local details = fails("not_found", "urn:1", t:get("setting", "urn:1"))
	lu.assertEquals(details, {})
	t:add("setting", {name = "Oak", kind = "other"})
	t:add("setting", {name = "Oak", kind = "other"})
	fails("ambiguous", "matches more than one", t:get("setting", "Oak"))
end

function TestRecords:test_save_writes_what_was_changed()
	local t, setting = with_elm()
	setting.notes = "Ring twice"
	setting.urn = nil
	lu.assertIs(t:save(setting), setting)
	lu.assertEquals(setting.revision, 2)
	local stored = t:get("setting", "elm")
	lu.assertEquals(stored, setting)
	lu.assertEquals(stored.notes, "Ring twice")
	lu.assertNil(stored.urn)
	lu.assertIs(t:save(setting), setting)
	lu.assertEquals(setting.revision, 2)
end

function TestRecords:test_save_refuses_a_stale_copy()
	local t, setting = with_elm()
	local mine, theirs = t:get("setting", "elm"), t:get("setting", "elm")
	theirs.notes = "theirs"
	assert(t:save(theirs))
	mine.notes = "mine"
	fails("conflict", "changed by somebody else", t:save(mine))
	fails("conflict", "changed by somebody else", t:remove(mine))
	lu.assertEquals(t:get("setting", "elm").notes, "theirs")
	assert(t:remove(theirs))
	fails("not_found", "there is no setting", t:save(setting))
end

function TestRecords:test_save_refuses_what_is_not_to_be_written()
	local t, setting = with_elm()
	setting.created = "2020-01-01T00:00:00.000Z"
	misuse("created is set by ycf itself", function() local _ = t:save(setting) end)
	misuse("a record expected", function() local _ = t:save({name = "x"}) end)
	misuse("setting.name is of another kind", function()
		local _ = t:edit("setting", setting, {name = setting})
	end)
	misuse("a key that is no name", function() local _ = t:add("setting", {["na\0me"] = "x"}) end)
	misuse("text with a NUL", function() local _ = t:get("setting", "e\0lm") end)
	misuse("before its fields", function()
		local _ = t:request(setting, "form.html", {setting = "elm"})
	end)
	misuse("a table of fields expected", function() local _ = t:request(setting, "x.xlsx", "abc") end)
	misuse("there is no option 'by templates'", function()
		local _ = ycf.open("x.ycf", {["by templates"] = "x"})
	end)
	lu.assertTrue(t:read_reports() ~= nil)
	local standing = t:list("standing", {stage = "known"})[1]
	misuse("standing is computed", function() local _ = t:save(standing) end)
	misuse("standing is computed", function() local _ = t:add("standing", {}) end)
end

function TestRecords:test_a_value_that_cannot_be_is_no_misuse()
	local t = with_elm()
	lu.assertEquals(fails("invalid", "kind 'castle' is not one of",
		t:add("setting", {name = "x", kind = "castle"})).field, "kind")
	lu.assertEquals(fails("invalid", "name is required", t:add("setting", {kind = "other"})).field,
		"name")
	fails("invalid", "is not UTF-8", t:add("setting", {kind = "other", name = "\xff"}))
	fails("invalid", "has a NUL", t:add("setting", {kind = "other", name = "a\0b"}))
	lu.assertEquals(fails("exists", "urn", t:add("setting", {
		name = "x", kind = "other", urn = "900001",
	})).field, "urn")
	misuse("name takes text", function()
		local _ = t:add("setting", {name = print, kind = "other"})
	end)
	misuse("name takes text", function()
		local _ = t:add("setting", {name = 1.5, kind = "other"})
	end)
	misuse("of another kind", function()
		local _ = t:add("setting", {name = true, kind = "other"})
	end)
	misuse("no name", function() local _ = t:add("setting", {"x"}) end)
	misuse("a table of fields", function() local _ = t:add("setting", "x") end)
	misuse("text", function() local _ = t:add(nil, {}) end)
	lu.assertEquals(#t:list("setting"), 1)
end

function TestRecords:test_edit_changes_what_it_names()
	local t = with_elm()
	local edited = assert(t:edit("setting", "elm", {notes = "Ring twice", urn = ""}))
	lu.assertEquals({edited.name, edited.notes, edited.urn}, {"Elm Primary", "Ring twice"})
	fails("not_found", "oak", t:edit("setting", "oak", {notes = "x"}))
end

function TestRecords:test_remove()
	local t, setting = with_elm()
	assert(t:appoint{setting = setting, name = "Ann Sample"})
	fails("refused", "1 lead depends on it", t:remove(setting))
	lu.assertIs(t:remove("lead", "elm"), true)
	lu.assertIs(t:remove(setting), true)
	fails("not_found", "elm", t:remove("setting", "elm"))
end

function TestRecords:test_upsert_by_the_key_of_another_system()
	local t = with_elm()
	local function upsert(fields)
		local setting, outcome = t:upsert("setting", "civicrm:Ab12", fields)
		return assert(setting, outcome), outcome
	end
	local added, outcome = upsert{name = "Oak Surgery", kind = "gp_practice", town = "Sampleton"}
	lu.assertEquals(outcome, "added")
	local same
	same, outcome = upsert{name = "Oak Surgery"}
	lu.assertEquals({same, outcome}, {added, "unchanged"})
	local updated
	updated, outcome = upsert{name = "Old Oak Surgery", town = ""}
	lu.assertEquals({updated.id, updated.name, updated.kind, updated.town, outcome},
		{added.id, "Old Oak Surgery", "gp_practice", nil, "updated"})
	lu.assertEquals(t:get("setting", "civicrm:Ab12").id, added.id)
	fails("not_found", "civicrm:ab12", t:get("setting", "civicrm:ab12"))
	lu.assertEquals(t:list("external_id")[1].value, "Ab12")
	local lead = assert(t:upsert("lead", "salesforce:003X", {
		setting = "civicrm:Ab12", name = "Bo Example",
	}))
	lu.assertEquals(lead.setting, added.id)
	misuse("scheme", function() local _ = t:upsert("setting", "elm", {name = "x"}) end)
	misuse("no external ids", function() local _ = t:upsert("plan", "civicrm:1", {}) end)
end

function TestRecords:test_nouns_and_fields_are_those_of_the_tables()
	local file = assert(io.open(os.getenv("YCF_SRCDIR") .. "/tests/golden/fields.txt"))
	local golden = file:read("a")
	file:close()
	local shown = {}
	for _, noun in ipairs(ycf.nouns()) do
		shown[#shown + 1] = noun.name .. (noun.derived and " (computed)" or "")
		for _, field in ipairs(ycf.fields(noun.name)) do
			local words = {field.name, field.kind}
			for _, flag in ipairs{"required", "unique", "read_only", "personal", "code", "brief"} do
				words[#words + 1] = field[flag] and flag or nil
			end
			if field.limit and field.limit > 0 then
				words[#words + 1] = "at most " .. field.limit
			end
			if field.target then
				words[#words + 1] = "-> " .. field.target
			end
			shown[#shown + 1] = "\t" .. table.concat(words, " ") ..
				(field.choices and ": " .. table.concat(field.choices, ", ") or "")
			lu.assertIsString(field.help)
		end
	end
	lu.assertEquals(table.concat(shown, "\n") .. "\n", golden)
end

function TestRecords:test_no_field_is_hidden_by_an_option()
	for _, noun in ipairs(ycf.nouns()) do
		for _, field in ipairs(ycf.fields(noun.name)) do
			lu.assertNotEquals(field.name, "sort")
			lu.assertFalse(field.name == "as_of" and not noun.derived)
		end
	end
end

TestTransactions = scratch.class()

function TestTransactions:test_it_is_kept_with_its_reason()
	local t = with_elm()
	local a, b = t:transaction("a visit", function(same)
		lu.assertIs(same, t)
		assert(t:edit("setting", "elm", {notes = "one"}))
		return "given", 7
	end)
	lu.assertEquals({a, b}, {"given", 7})
	lu.assertEquals(t:get("setting", "elm").notes, "one")
	local changes = t:list("change", {sort = "-at"})
	lu.assertEquals({changes[1].reason, changes[1].actor, changes[1].source},
		{"a visit", "Pat Sample", "lua"})
	lu.assertIs(t:transaction(nil, function() end), true)
	lu.assertIs(t:transaction(nil, function() return false end), false)
end

function TestTransactions:test_it_is_undone_by_an_error_or_nil_and_message()
	local t = with_elm()
	local problem = {}
	local called, raised = pcall(t.transaction, t, "x", function()
		assert(t:edit("setting", "elm", {notes = "one"}))
		error(problem)
	end)
	lu.assertFalse(called)
	lu.assertIs(raised, problem)
	lu.assertNil(t:get("setting", "elm").notes)
	local results = {t:transaction("x", function()
		assert(t:edit("setting", "elm", {notes = "one"}))
		return t:get("setting", "oak")
	end)}
	fails("not_found", "oak", table.unpack(results, 1, 4))
	lu.assertNil(t:get("setting", "elm").notes)
	misuse("a function expected", function() local _ = t:transaction("x") end)
end

function TestTransactions:test_what_fails_inside_undoes_only_itself()
	local t = with_elm()
	assert(t:transaction("x", function()
		assert(t:edit("setting", "elm", {notes = "one"}))
		fails("invalid", "castle", t:add("setting", {name = "x", kind = "castle"}))
	end))
	lu.assertEquals(t:get("setting", "elm").notes, "one")
end

function TestTransactions:test_begin_commit_and_rollback()
	local t = with_elm()
	lu.assertIs(t:begin("x"), true)
	misuse("open already", function() local _ = t:transaction("y", function() end) end)
	assert(t:edit("setting", "elm", {notes = "one"}))
	lu.assertIs(t:rollback(), true)
	lu.assertNil(t:get("setting", "elm").notes)
	assert(t:begin())
	assert(t:edit("setting", "elm", {notes = "two"}))
	lu.assertIs(t:commit(), true)
	lu.assertEquals(t:get("setting", "elm").notes, "two")
	misuse("no transaction is open", function() local _ = t:commit() end)
end

function TestTransactions:test_a_coroutine_may_yield_inside()
	local t = with_elm()
	local work = coroutine.wrap(function()
		return t:transaction("x", function()
			assert(t:edit("setting", "elm", {notes = coroutine.yield("asking")}))
			return "done"
		end)
	end)
	lu.assertEquals(work(), "asking")
	lu.assertEquals(work("an answer"), "done")
	lu.assertEquals(t:get("setting", "elm").notes, "an answer")
end
