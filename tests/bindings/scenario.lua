-- The scenario that is told in each language, here for Lua: from a framework to a
-- withdrawal. What it makes goes into FOLDER: lua5.4 scenario.lua FOLDER
local ycf = require "ycf"

local source, folder = os.getenv "YCF_SRCDIR", arg[1]
local given = source .. "/tests/bindings/harbour"

local function into(name)
	return folder .. "/" .. name
end

local function begin(t)
	local list, map = given .. "/berths.csv", {map = given .. "/map.yaml"}
	local done = assert(t:transaction("the office list", function()
		return t:import("setting", list, map)
	end))
	assert(done.added == 3)
	assert(assert(t:import("setting", list, map)).unchanged == 3)
	assert(t:join("harbour:S-3", {on = "2024-02-12"}))
	assert(t:appoint{setting = "bay", name = "Cy Sample", email = "cy@bay.example",
	                 job_title = "Bonesetter", since = "2024-02-19"})
	assert(t:appoint{setting = "bay", name = "Dee Sample", role = "deputy",
	                 since = "19 Feb 2024"})
	assert(t:vacate("mole", {on = "2024-06-30", why = "Sailed away"}))
	assert(t:appoint{setting = "mole", name = "Eve Sample"})
	assert(t:upsert("setting", "harbour:q1", {telephone = "0113 496 0102",
	                                          email = "mole@sampleport.example"}))
	local crm, name = "crm:0015g00000XyZAbAAN", "Harbour Øst"
	local oest, outcome = assert(t:upsert("setting", crm, {name = name, kind = "other"}))
	assert(outcome == "added")
	assert(select(2, t:upsert("setting", crm, {name = name})) == "unchanged")
	assert(t:upsert("setting", "crm:0015g00000XyZAbAAn", {name = "Harbour West", kind = "other",
	                                                      reference = "west"}))
	assert(t:upsert("lead", "crm:0035g00000AbCdEAAV", {
		setting = oest, name = "Finn Sample", role = "designated_lead", since = "2025-12-01",
	}))
	assert(t:edit("setting", "bay", {notes = "Ring twice; “after dark” once", email = "",
	                                 town = "Sampleport"}))
end

local function work(t)
	assert(t:assess({setting = "quay", source = "self", assessor = "Ann Sample",
	                 date = "2025-02-03"}, {A = "growing", C = "growing"}))
	assert(t:assess_file({setting = "quay", source = "self", date = "2025-11-03"},
	                     given .. "/ratings.csv"))
	for code in ("ABC"):gmatch "." do
		assert(t:add("evidence", {setting = "quay", standard = code, title = "Seen at " .. code,
		                          kept_at = "shelf/" .. code, dated = "2025-11-04",
		                          expires = "2027-11-04"}))
	end
	assert(t:agree_plan{setting = "quay", agreed_with = "Ann Sample", agreed = "2025-08-04"})
	assert(t:add("action", {setting = "quay", standard = "A", what = "Oil for the lamp",
	                        owner = "Ann Sample", due = "2025-10-01"}))
	assert(t:add("action", {setting = "quay", standard = "B", what = "Coil the ropes",
	                        due = "2025-10-02"}))
	assert(t:add("action", {setting = "quay", standard = "C", what = "Ring the bell"}))
	local twice = assert(t:add("action", {setting = "quay", what = "Entered twice"}))
	assert(t:transaction("entered twice", function()
		return t:remove(twice)
	end))
	assert(t:complete("quay", 1, {on = "2025-09-15"}))
	assert(t:log{setting = "quay", kind = "visit", with_whom = "Ann Sample", date = "2025-09-20",
	             note = "Lamp is bright", follow_up = "2026-03-01"})
	assert(t:review_plan({setting = "quay", agreed_with = "Ann Sample", date = "2025-12-01"},
	                     {"close=2", "carry=3=2026-02-01", "add=B: Paint the wall=2026-05-01"}))
end

local function must_refuse(...)
	local done, _, code = ...
	assert(done == nil and code == "refused", code)
end

local function decide(t)
	must_refuse(t:award{setting = "quay", date = "2026-01-05"})
	assert(t:assess({setting = "quay", source = "self", date = "2025-12-08"}, {
		"B=secure:The wall was tapped", "C=secure:All can hear it", "A.2=secure:Lit, and trimmed",
	}))
	assert(t:ready("quay", {as_of = "2026-01-05"}))
	assert(t:award{setting = "quay", date = "2026-01-05", decided_by = "Harbour Friends"})
	assert(t:award{setting = "mole", date = "2024-05-01", recorded_from = "Minutes of May 2024"})
	assert(t:withdraw("mole", {on = "2025-12-31", note = "No host for a year"}))
	assert(t:transaction("Silted up", function()
		return t:depart("west", {on = "2026-01-04", reason = "Silted up", closed = true})
	end))
	must_refuse(t:edit("award", "quay", {date = "2026-01-06"}))
end

local function tell(t)
	local day = "2026-05-02"
	assert(assert(t:select("standing", {sort = "-name", as_of = day}))
		:write("csv", into "standing.csv"))
	assert(assert(t:select("due", {
		as_of = day, fields = {"reference", "kind", "date", "days", "what", "who"},
	})):write("json", into "due.json"))
	assert(assert(t:select("alteration", {
		since = "2026-01-05T09:00:00.010Z",
		fields = {"noun", "record", "setting", "act", "at", "change", "actor"},
	})):write("json", into "alteration.json"))
	assert(assert(t:document "certificate"):write("quay", into "certificate.pdf"))
	assert(assert(t:document("summary", {as_of = day})):write("quay", into "summary.pdf"))
	assert(t:export_all(into "all"))
end

local t = assert(ycf.create(into "tracker.ycf", {
	framework = source .. "/tests/frameworks/small.yaml", by = "Robin Example", seed = 2026,
	clock = "2026-01-05T09:00:00Z",
}))
for _, part in ipairs{begin, work, decide, tell} do
	part(t)
end
t:close()
