local lu = require "luaunit"
local scratch = require "scratch"

local fails, misuse = scratch.assertFails, scratch.assertMisuse

TestVerbs = scratch.class()

local function stage(t, day)
	return t:list("standing", {setting = "elm", as_of = day})[1].stage
end

-- The whole way of a setting, with each verb once.
function TestVerbs:test_the_way_to_the_mark_and_out_again()
	local t = scratch.tracker()
	local elm = assert(t:add("setting", {name = "Elm Primary", kind = "primary", reference = "elm"}))
	lu.assertIs(t:join(elm, {on = "2026-01-05"}), true)
	lu.assertEquals(stage(t, "2026-01-05"), "registered")
	local lead = assert(t:appoint{setting = "elm", name = "Ann Sample", since = "2026-01-06"})
	lu.assertEquals({lead.role, lead.since}, {"designated_lead", "2026-01-06"})
	lu.assertIs(t:confirm("elm", {on = "2026-01-20"}), true)
	local contact = assert(t:log{
		setting = "elm", date = "2026-01-21", kind = "call", with_whom = "Ann Sample",
	})
	lu.assertEquals(contact.with_whom, "Ann Sample")
	lu.assertEquals(t:get("lead", "elm").confirmed, "2026-01-21")
	local plan = assert(t:agree_plan{
		setting = "elm", agreed = "2026-02-02", agreed_with = "Ann Sample",
	})
	assert(t:add("action", {plan = plan, standard = "2", what = "Train staff", due = "2026-05-01"}))
	lu.assertIs(t:complete("elm", 1, {on = "2026-04-20"}), true)
	lu.assertEquals(t:get("action", "elm/1").done, "2026-04-20")
	local review = assert(t:review_plan({setting = elm, date = "2026-07-13", agreed_with = "Ann Sample"},
		{"add=6: Hand records on=2026-11-20"}))
	lu.assertEquals(review.plan, plan.id)
	lu.assertEquals(t:get("action", "elm/2").what, "Hand records on")
	assert(t:assess({setting = elm, source = "practitioner", date = "2026-09-07"}, {
		"7=met", ["1"] = "met", ["2"] = "met", ["3"] = "met", ["4"] = "met", ["5"] = "met",
		["6.1"] = "met", ["6.2"] = "met", ["6.3"] = "met",
		["6.4"] = {"partly", "Nothing is handed on: not yet"},
	}))
	lu.assertEquals(t:list("rating", {"commentary~handed"})[1].commentary,
		"Nothing is handed on: not yet")
	local ready, conditions = t:ready(elm, {as_of = "2026-09-07"})
	lu.assertIs(ready, false)
	local unmet = {}
	for _, condition in ipairs(conditions) do
		unmet[#unmet + 1] = not condition.met and condition.found or nil
	end
	lu.assertEquals(unmet, {"6 of 7 standards met; not yet 6"})
	fails("refused", "is not ready", t:award{setting = elm, date = "2026-09-07"})
	scratch.write("ratings.csv", "criterion,level,commentary\n6.4,met,\n")
	assert(t:assess_file({setting = elm, source = "practitioner", date = "2026-09-14"},
		scratch.path("ratings.csv")))
	lu.assertIs(t:ready("elm", {as_of = "2026-09-14", framework = "leeds"}), true)
	local award = assert(t:award{
		setting = elm, date = "2026-09-21", decided_by = "Panel of September",
	})
	lu.assertStrMatches(award.code, "LDS%-%w+%-%w+%-%w")
	lu.assertEquals(award.setting_name, "Elm Primary")
	lu.assertEquals(stage(t, "2026-09-21"), "accredited")
	lu.assertIs(t:withdraw(elm, {on = "2026-10-01", note = "asked for it", framework = "leeds"}),
		true)
	lu.assertEquals(stage(t, "2026-10-01"), "withdrawn")
	lu.assertIs(t:vacate("elm", {on = "2026-10-02", why = "left the school"}), true)
	lu.assertEquals(t:get("lead", lead)["until"], "2026-10-02")
	lu.assertIs(t:depart("elm", {on = "2026-10-03", reason = "closed", closed = true}), true)
	local gone = t:get("setting", "elm")
	lu.assertEquals({gone.departed, gone.departed_reason, gone.closed},
		{"2026-10-03", "closed", "2026-10-03"})
end

function TestVerbs:test_today_is_the_specimen_s()
	local t = scratch.tracker()
	lu.assertIs(t:is_specimen(), true)
	lu.assertEquals(t:today(), "2026-01-05")
	assert(t:add("setting", {name = "Elm Primary", kind = "primary", reference = "elm"}))
	assert(t:join("elm"))
	lu.assertEquals(t:get("setting", "elm").joined, "2026-01-05")
end

function TestVerbs:test_what_is_not_done()
	local t = scratch.tracker()
	assert(t:add("setting", {name = "Elm Primary", kind = "primary", reference = "elm"}))
	fails("not_found", "oak", t:join("oak"))
	fails("invalid", "the day '2026-02-30' is not a day of the calendar",
		t:join("elm", {on = "2026-02-30"}))
	fails("invalid", "has only two digits of the year", t:join("elm", {on = "1/2/26"}))
	misuse("a day as text", function() local _ = t:join("elm", {on = 20260105}) end)
	misuse("there is no option 'at'; there are: on", function()
		local _ = t:join("elm", {at = "2026-01-05"})
	end)
	misuse("a table of options expected, not string", function()
		local _ = t:join("elm", "2026-01-05")
	end)
	misuse("a key or a record", function() local _ = t:join() end)
	misuse("a key or a record", function() local _ = t:join({}) end)
	misuse("a whole number", function() local _ = t:complete("elm", "one") end)
	misuse("a whole number", function() local _ = t:complete("elm", 1.5) end)
	fails("invalid", "level", t:assess({setting = "elm", source = "self"}, {["1"] = "perfect"}))
	lu.assertEquals(t:list("assessment"), {})
end
