local lu = require "luaunit"
local scratch = require "scratch"
local ycf = require "ycf"

local fails, misuse = scratch.assertFails, scratch.assertMisuse

TestFiles = scratch.class()

function TestFiles:test_create_and_open()
	local path = scratch.path("real.ycf")
	local t = assert(ycf.create(path, {framework = "leeds", by = "Pat Sample"}))
	lu.assertIs(t:is_specimen(), false)
	lu.assertEquals(t:today(), ycf.date_today())
	lu.assertEquals(tostring(t), "ycf.tracker (open)")
	t:close()
	t:close()
	lu.assertEquals(tostring(t), "ycf.tracker (closed)")
	misuse("the tracker is closed", function() local _ = t:get("setting", "x") end)
	fails("exists", "real.ycf", ycf.create(path))
	local reader = assert(ycf.open(path, {read_only = true, by = "Pat Sample"}))
	fails("unreadable", "read", reader:add("setting", {name = "x", kind = "other"}))
	local nobody = assert(ycf.open(path))
	fails("refused", "who", nobody:add("setting", {name = "x", kind = "other"}))
	assert(nobody:set_actor("Bo Example"))
	assert(nobody:set_source("night job"))
	assert(nobody:add("setting", {name = "x", kind = "other"}))
	local change = nobody:list("change", {sort = "-at"})[1]
	lu.assertEquals({change.actor, change.source}, {"Bo Example", "night job"})
	fails("not_found", "none.ycf", ycf.open(scratch.path("none.ycf")))
	fails("foreign", "text.ycf", ycf.open(scratch.write("text.ycf", ("no tracker\n"):rep(99))))
	fails("unreadable", "atlantis", ycf.create(scratch.path("a.ycf"), {framework = "atlantis"}))
	fails("invalid", "clock", ycf.create(scratch.path("a.ycf"), {seed = 1, clock = "noon"}))
	misuse("both seed and clock", function() ycf.create(scratch.path("a.ycf"), {seed = 1}) end)
	misuse("there is no option 'actor'", function() ycf.open(path, {actor = "x"}) end)
	misuse("text", function() ycf.open() end)
	misuse("text", function() ycf.open(path, {by = {}}) end)
end

function TestFiles:test_another_process_s_lock_is_told()
	local path = scratch.path("sample.ycf")
	local t = scratch.tracker()
	local other = assert(ycf.open(path, {by = "Bo Example"}))
	assert(t:begin())
	assert(t:add("setting", {name = "x", kind = "other"}))
	fails("busy", "sample.ycf", other:add("setting", {name = "y", kind = "other"}))
	assert(t:commit())
	assert(other:add("setting", {name = "y", kind = "other"}))
end

function TestFiles:test_templates()
	local t = scratch.tracker()
	scratch.run("mkdir -p '" .. scratch.path("ours/frameworks") .. "'")
	local small = os.getenv("YCF_SRCDIR") .. "/tests/frameworks/small.yaml"
	scratch.run(("cp '%s' '%s'"):format(small, scratch.path("ours/frameworks/small.yaml")))
	assert(t:set_templates(scratch.path("ours")))
	lu.assertIs(t:framework_check("small"), true)
	lu.assertIs(t:framework_load("small"), true)
	lu.assertEquals(#t:list("framework"), 2)
	fails("exists", "loaded", t:framework_load("small"))
	fails("invalid", "bad-unknown-rule.yaml:29:7", t:framework_check(
		os.getenv("YCF_SRCDIR") .. "/tests/frameworks/bad-unknown-rule.yaml"))
	assert(ycf.open(scratch.path("sample.ycf"), {templates = scratch.path("ours")}))
end

function TestFiles:test_backup_and_check()
	local t = scratch.tracker()
	assert(t:add("setting", {name = "Elm", kind = "other"}))
	lu.assertIs(t:backup(scratch.path("copy.ycf")), true)
	fails("exists", "copy.ycf", t:backup(scratch.path("copy.ycf")))
	lu.assertIs(t:check(), true)
	local copy = assert(ycf.open(scratch.path("copy.ycf")))
	lu.assertEquals(copy:list("setting")[1].name, "Elm")
end

function TestFiles:test_import_gives_counts()
	local t = scratch.tracker()
	local path = scratch.write("s.csv", "reference,name,kind\na,Ash,primary\nb,Birch,other\n")
	lu.assertEquals(t:import("setting", path, {dry_run = true}), {
		added = 2, updated = 0, unchanged = 0, rejected = 0, skipped = 0, problems = {},
		warnings = {},
	})
	lu.assertEquals(t:list("setting"), {})
	local done = assert(t:import("setting", path, {where = "kind=primary"}))
	lu.assertEquals({done.added, done.skipped}, {1, 1})
	done = assert(t:import("setting", path, {where = {"kind!=primary", "reference=b"}}))
	lu.assertEquals({done.added, done.unchanged}, {1, 1})
	done = assert(t:import("setting", path, {where = {kind = "other"}}))
	lu.assertEquals(done.unchanged, 2)
end

function TestFiles:test_import_tells_what_is_wrong()
	local t = scratch.tracker()
	local path = scratch.write("s.csv", "reference,name,kind\na,Ash,primary\nb,Birch,castle\n")
	local details = fails("invalid", "1 row was rejected", t:import("setting", path))
	lu.assertEquals({details.added, details.rejected, #details.problems}, {1, 1, 1})
	lu.assertStrContains(details.problems[1], "row 3: kind 'castle'")
	lu.assertEquals(t:list("setting"), {})
	local done = assert(t:import("setting", path, {rejects = scratch.path("rejects.csv")}))
	lu.assertEquals({done.added, done.rejected}, {1, 1})
	lu.assertStrContains(scratch.read("rejects.csv"), "castle")
	fails("unreadable", "nowhere", t:import("setting", path, {map = "nowhere"}))
	misuse("nothing that can be imported", function() local _ = t:import("seting", path) end)
	misuse("there is no option 'dryrun'", function()
		local _ = t:import("setting", path, {dryrun = true})
	end)
	misuse("table expected", function() local _ = t:import("setting", path, {where = 1}) end)
end

function TestFiles:test_maps()
	local t = scratch.tracker()
	local examples = os.getenv("YCF_SRCDIR") .. "/examples/"
	local done = assert(t:import("setting", examples .. "settings.csv", {map = "plain"}))
	lu.assertEquals(done.added, #t:list("setting"))
end

function TestFiles:test_everything_out_and_in()
	local t = scratch.tracker()
	local elm = assert(t:add("setting", {name = "Elm", kind = "other", notes = "=1+1"}))
	assert(t:appoint{setting = elm, name = "Ann Sample"})
	assert(t:export("setting", scratch.path("setting.csv")))
	local file = assert(io.open(scratch.path("again.csv"), "w"))
	assert(t:export("setting", file))
	file:close()
	-- The mark at the beginning is for files of their own, that spreadsheets open.
	lu.assertEquals("\xef\xbb\xbf" .. scratch.read("again.csv"), scratch.read("setting.csv"))
	lu.assertIs(t:export_all(scratch.path("all")), true)
	local other = scratch.tracker("other.ycf")
	lu.assertIs(other:import_all(scratch.path("all")), true)
	lu.assertEquals(other:list("setting"), t:list("setting"))
	assert(other:export_all(scratch.path("all again")))
	local same, differences = scratch.run(
		("diff -r '%s' '%s'"):format(scratch.path("all"), scratch.path("all again")))
	lu.assertTrue(same, differences)
	fails("exists", "all", t:export_all(scratch.path("all")))
end

TestDocuments = scratch.class()

local function accredited()
	local t = scratch.tracker()
	for i = 1, 3 do
		local s = assert(t:add("setting", {
			reference = "s" .. i, name = "Setting " .. i, kind = "other", joined = "2026-01-02",
		}))
		if i < 3 then
			assert(t:award{setting = s, date = "2026-01-04", recorded_from = "the old list"})
		end
	end
	return t
end

function TestDocuments:test_one()
	local t = accredited()
	local certificate = assert(t:document("certificate"))
	lu.assertEquals(certificate:ending(), "pdf")
	lu.assertEquals(tostring(certificate), "ycf.document (open)")
	lu.assertIs(certificate:write("s1", scratch.path("s1.pdf")), true)
	lu.assertStrContains(scratch.read("s1.pdf"), "%PDF", true)
	local file = assert(io.open(scratch.path("again.pdf"), "wb"))
	assert(certificate:write(t:get("setting", "s1"), file))
	file:close()
	lu.assertTrue(scratch.read("again.pdf") == scratch.read("s1.pdf"))
	fails("refused", "has no award", certificate:write("s3", scratch.path("s3.pdf")))
	certificate:close()
	certificate:close()
	misuse("closed", function() local _ = certificate:write("s1", scratch.path("x.pdf")) end)
	lu.assertEquals(t:document("badge"):ending(), "svg")
	local poster = assert(t:document("poster", {
		layout = "poster", paper = "A3", framework = "leeds", as_of = "2026-01-05",
		reprint_as_now = true,
	}))
	assert(poster:write("s1", scratch.path("poster.pdf")))
	fails("invalid", "B5", t:document("poster", {paper = "B5"}))
	fails("not_found", "nosuch", t:document("poster", {layout = "nosuch"}))
	fails("invalid", "2026-02-30", t:document("poster", {as_of = "2026-02-30"}))
	misuse("fields is an option of select", function()
		local _ = poster:write_each({fields = {"name"}}, scratch.path("posters"))
	end)
	misuse("no document 'novel'", function() local _ = t:document("novel") end)
end

function TestDocuments:test_many()
	local t = accredited()
	local summary = assert(t:document("summary", {as_of = "2026-01-05"}))
	local counts = assert(summary:write_each({"name~setting", sort = "-name"}, scratch.path("all")))
	lu.assertEquals(counts, {written = 3, left_out = 0, not_drawn = 0, problems = {}})
	local sign = assert(t:document("sign"))
	counts = assert(sign:write_each(nil, scratch.path("signs")))
	lu.assertEquals({counts.written, counts.left_out}, {2, 1})
	counts = assert(sign:write_combined({stage = {"accredited", "at_risk"}},
		scratch.path("signs.pdf"), {title = "Signs"}))
	lu.assertEquals(counts.written, 2)
	lu.assertStrContains(scratch.read("signs.pdf"), "%PDF", true)
	fails("refused", "", sign:write_combined({stage = "lapsed"}, scratch.path("none.pdf")))
	misuse("as_of is an option of the document", function()
		local _ = summary:write_each({as_of = "2026-01-05"}, scratch.path("x"))
	end)
end

function TestDocuments:test_layouts()
	local t = scratch.tracker()
	lu.assertEquals(t:layout_check("certificate"), "certificate")
	lu.assertEquals(t:layout_check("badge"), "badge")
	lu.assertIs(t:layout_preview("badge", scratch.path("badge.svg")), true)
	lu.assertStrContains(scratch.read("badge.svg"), "<svg")
	fails("invalid", "bad.yaml:1:1", t:layout_check(scratch.write("bad.yaml", "title: 1\nnonsense: 2\n")))
	lu.assertEquals(ycf.document_kinds()[1], "certificate")
	local values = ycf.layout_values("plan")
	local lists = 0
	for _, value in ipairs(values) do
		lu.assertIsString(value.help)
		lists = lists + (value.list and 1 or 0)
	end
	lu.assertTrue(#values > 10 and lists > 0)
	misuse("there is no document 'novel'", function() ycf.layout_values("novel") end)
end

TestDays = {}

function TestDays:test_days()
	lu.assertEquals(ycf.date_read("31/08/2026"), "2026-08-31")
	fails("invalid", "'31/02/2026' is not a day", ycf.date_read("31/02/2026"))
	lu.assertEquals(ycf.date_add_months("2026-08-31", 6), "2027-02-28")
	lu.assertEquals(ycf.date_add_days("2026-12-31", 1), "2027-01-01")
	fails("invalid", "days from there is no day", ycf.date_add_days("2026-01-01", math.maxinteger))
	fails("invalid", "days from there is no day", ycf.date_add_days("2026-01-01", 1 << 32))
	fails("invalid", "99999 months from there", ycf.date_add_months("2026-01-01", 99999))
	lu.assertEquals(ycf.date_write_people("2026-11-10"), "10 November 2026")
	lu.assertStrMatches(ycf.date_today(), "%d%d%d%d%-%d%d%-%d%d")
	misuse("a whole number", function() ycf.date_add_days("2026-12-31") end)
	misuse("a day as text", function() ycf.date_read(7) end)
end

function TestDays:test_statuses_are_those_of_the_library()
	lu.assertEquals(ycf.statuses.not_found, "Nothing matches.")
	local file = assert(io.open(os.getenv("YCF_SRCDIR") .. "/libycf/ycf.h"))
	local header = file:read("a")
	file:close()
	local declared = header:match("typedef enum ycf_status {(.-)}")
	local count = 0
	for name in declared:gmatch("YCF_([%u_]+) =") do
		lu.assertIsString(ycf.statuses[name:lower()], name)
		count = count + 1
	end
	for _ in pairs(ycf.statuses) do
		count = count - 1
	end
	lu.assertEquals(count, 0)
	lu.assertStrMatches(ycf.version, "%d+%.%d+%.%d+")
end
