local lu = require "luaunit"
local scratch = require "scratch"
local ycf = require "ycf"

local fails, misuse = scratch.assertFails, scratch.assertMisuse

TestObjects = scratch.class()

-- How many files of the scratch folder this process has open.
local function open_files()
	local _, listed = scratch.run("ls -l /proc/$PPID/fd")
	local count = 0
	for line in listed:gmatch("[^\n]+") do
		count = count + (line:find(scratch.folder, 1, true) and 1 or 0)
	end
	return count
end

local function filled(count)
	local t = scratch.tracker()
	assert(t:transaction(nil, function()
		for i = 1, count do
			assert(t:add("setting", {
				reference = "s" .. i, name = "Setting " .. i, kind = "other", joined = "2026-01-02",
			}))
		end
	end))
	return t
end

function TestObjects:test_closing_a_tracker_closes_the_file_whatever_is_open()
	local t = filled(3)
	local cursor, document = t:select("setting"), t:document("summary")
	cursor()
	lu.assertTrue(open_files() > 0)
	t:close()
	lu.assertEquals(open_files(), 0)
	misuse("the tracker is closed", function() local _ = cursor() end)
	misuse("the tracker is closed", function() local _ = document:write("s1", "x") end)
	misuse("closed", function() local _ = cursor:count() end)
	lu.assertEquals(tostring(cursor), "ycf.cursor (closed)")
	cursor:close()
	document:close()
end

function TestObjects:test_what_was_read_ahead_is_not_given_by_what_is_closed()
	local t = filled(40)
	local closed, left = t:select("setting"), t:select("setting")
	local kept = ycf.open(scratch.path("sample.ycf")):select("setting")
	for _ = 1, 3 do
		local _ = closed(), left(), kept()
	end
	closed:close()
	misuse("the cursor is closed", function() local _ = closed() end)
	t:close()
	misuse("the tracker is closed", function() local _ = left() end)
	lu.assertStrContains(kept().name, "Setting")
	lu.assertEquals(kept:count(), 4)
end

function TestObjects:test_a_loop_that_breaks_closes_its_cursor()
	if _VERSION == "Lua 5.3" then
		lu.skip("Lua 5.3 has no closing values")
	end
	local t = filled(3)
	local kept
	local a, b, c, closing = t:select("setting")
	kept = a
	for _ in a, b, c, closing do
		break
	end
	misuse("the cursor is closed", function() local _ = kept() end)
	local scope = assert(load([[
		local ycf, path = ...
		local kept
		do
			local t <close> = assert(ycf.open(path))
			local cursor <close> = assert(t:select("setting"))
			local document <close> = assert(t:document("summary"))
			kept = {t, cursor, document}
		end
		return kept]]))
	for _, object in ipairs(scope(ycf, scratch.path("sample.ycf"))) do
		lu.assertStrContains(tostring(object), "(closed)")
	end
end

function TestObjects:test_any_order_of_collection()
	filled(5):close()
	math.randomseed(7)
	for _ = 1, 60 do
		local objects = {assert(ycf.open(scratch.path("sample.ycf")))}
		local t = objects[1]
		for _ = 1, 4 do
			objects[#objects + 1] = t:select("setting")
			objects[#objects + 1] = t:document("summary")
		end
		objects[2]()
		t = nil
		while #objects > 0 do
			local object = table.remove(objects, math.random(#objects))
			if math.random(2) == 1 then
				object:close()
			end
			object = nil
			collectgarbage()
		end
	end
	lu.assertEquals(open_files(), 0)
end

-- A finalizer runs wherever Lua takes memory, in the midst of calls, too.
function TestObjects:test_finalizers_may_close_what_is_in_use()
	filled(200):close()
	for round = 1, 60 do
		local t = assert(ycf.open(scratch.path("sample.ycf"), {by = "Pat Sample"}))
		local cursor = t:select("setting")
		local function bait()
			return setmetatable({}, {__gc = function()
				pcall(cursor)
				if round % 3 == 0 then
					cursor:close()
				elseif round % 3 == 1 then
					t:close()
				end
			end})
		end
		local function work()
			for _ = 1, 30 do
				bait()
				for _ = 1, round do
					local _ = cursor()
				end
				local _ = t:get("setting", "s1")
				local _ = t:get("setting", "nowhere")
				local _ = t:list("setting", {"name~1"})
			end
		end
		pcall(work)
		t:close()
	end
	collectgarbage()
	lu.assertEquals(open_files(), 0)
end

function TestObjects:test_what_is_no_tracker_is_refused()
	local t = filled(1)
	misuse("a tracker", function() local _ = t.get({}, "setting", "s1") end)
	misuse("a tracker", function() local _ = t.get(t:select("setting"), "setting", "s1") end)
	misuse("a tracker", function() local _ = t.get(io.stdout, "setting", "s1") end)
	lu.assertIs(getmetatable(t), false)
	lu.assertErrorMsgContains("ycf.tracker", t.close, t:select("setting"))
	lu.assertErrorMsgContains("ycf.cursor", t:select("setting").close, t)
end

function TestObjects:test_exit_with_things_open()
	filled(3):close()
	scratch.write("exit.lua", [[
		local ycf = require "ycf"
		t = assert(ycf.open(arg[1], {by = "Pat Sample"}))
		c, d = t:select("setting"), t:document("summary")
		c()
		assert(t:begin("never to be kept"))
		assert(t:add("setting", {name = "x", kind = "other"}))
		if arg[2] then os.exit(true, arg[2] == "close") end]])
	for _, how in ipairs{"", "close", "leave"} do
		local done, said = scratch.run(("'%s' '%s' '%s' %s"):format(
			os.getenv("LUA"), scratch.path("exit.lua"), scratch.path("sample.ycf"), how))
		lu.assertTrue(done, said)
		lu.assertEquals(said, "")
	end
	lu.assertEquals(#ycf.open(scratch.path("sample.ycf")):list("setting"), 3)
end

TestProgress = scratch.class()

local function long_file(rows)
	local lines = {"reference,name,kind"}
	for i = 1, rows do
		lines[#lines + 1] = ("r%d,Row %d,other"):format(i, i)
	end
	return scratch.write("long.csv", table.concat(lines, "\n") .. "\n")
end

function TestProgress:test_it_is_told_how_far_a_call_is()
	local t, path, seen = scratch.tracker(), long_file(20000), {}
	t:set_progress(function(done, total)
		seen[#seen + 1] = {done, total}
	end)
	lu.assertEquals(assert(t:import("setting", path)).added, 20000)
	lu.assertTrue(#seen > 1)
	for i = 2, #seen do
		lu.assertTrue(seen[i][1] >= seen[i - 1][1] and seen[i][2] == seen[1][2])
	end
	local count = #seen
	t:set_progress(nil)
	assert(t:import("setting", path))
	lu.assertEquals(#seen, count)
	misuse("a function or nil expected", function() t:set_progress("x") end)
end

function TestProgress:test_it_cancels_by_returning_true()
	local t, path = scratch.tracker(), long_file(20000)
	t:set_progress(function() return true end)
	fails("cancelled", "nothing was changed", t:import("setting", path))
	t:set_progress()
	lu.assertEquals(#t:list("setting"), 0)
end

function TestProgress:test_what_it_raises_comes_out_of_the_call()
	local t, path, problem = scratch.tracker(), long_file(20000), {}
	t:set_progress(function() error(problem) end)
	local called, raised = pcall(t.import, t, "setting", path)
	lu.assertFalse(called)
	lu.assertIs(raised, problem)
	t:set_progress(function() error("with words") end)
	lu.assertErrorMsgContains("with words", t.import, t, "setting", path)
	t:set_progress(function() coroutine.yield() end)
	lu.assertErrorMsgContains("yield", coroutine.wrap(function()
		local _ = t:import("setting", path)
	end))
	t:set_progress()
	lu.assertEquals(#t:list("setting"), 0)
	lu.assertEquals(assert(t:import("setting", path)).added, 20000)
end

function TestProgress:test_it_may_not_use_its_tracker()
	local t, path, said = scratch.tracker(), long_file(20000), {}
	t:set_progress(function()
		for i, call in ipairs{
			function() t:close() end,
			function() local _ = t:list("setting") end,
			function() local _ = t:commit() end,
		} do
			said[i] = select(2, pcall(call))
		end
	end)
	assert(t:import("setting", path))
	lu.assertEquals(#said, 3)
	for i = 1, 3 do
		lu.assertStrContains(said[i], "a progress function may not use its tracker")
	end
end

function TestProgress:test_it_may_not_close_what_it_is_called_for()
	local t = filled(40)
	local document, said = assert(t:document("summary"))
	t:set_progress(function()
		said = select(2, pcall(document.close, document))
		collectgarbage()
	end)
	lu.assertEquals(assert(document:write_each({}, scratch.path("all"))).written, 40)
	lu.assertStrContains(said, "may not close")
	t:set_progress(function() error("enough") end)
	lu.assertErrorMsgContains("enough", document.write_each, document, {}, scratch.path("all"))
end

function TestProgress:test_a_tracker_that_its_progress_function_knows_is_collected()
	local gone = setmetatable({}, {__mode = "k"})
	do
		local t = scratch.tracker()
		t:set_progress(function() return t == nil end)
		gone[t] = true
	end
	collectgarbage()
	collectgarbage()
	lu.assertNil(next(gone))
end

function TestProgress:test_it_works_in_a_coroutine()
	local t, path, calls = scratch.tracker(), long_file(20000), 0
	t:set_progress(function() calls = calls + 1 end)
	local work = coroutine.wrap(function()
		coroutine.yield()
		return t:import("setting", path).added
	end)
	work()
	lu.assertEquals(work(), 20000)
	lu.assertTrue(calls > 0)
end
