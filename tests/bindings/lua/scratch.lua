-- A scratch folder for each test, with a tracker in it, and short ways to ask for failures.
local lu = require "luaunit"
local ycf = require "ycf"

local scratch = {}

local function quoted(text)
	return "'" .. text:gsub("'", "'\\''") .. "'"
end

function scratch.run(command)
	local pipe = assert(io.popen(command .. " 2>&1"))
	local said = pipe:read("a")
	local done = pipe:close()
	return done, said
end

function scratch.setUp()
	local _, name = scratch.run("mktemp -d")
	scratch.folder = name:match("[^\n]+")
end

function scratch.tearDown()
	collectgarbage()
	scratch.run("rm -rf " .. quoted(scratch.folder))
end

function scratch.path(name)
	return scratch.folder .. "/" .. name
end

function scratch.write(name, text)
	local file = assert(io.open(scratch.path(name), "wb"))
	file:write(text)
	file:close()
	return scratch.path(name)
end

function scratch.read(name)
	local file = assert(io.open(scratch.path(name), "rb"))
	local text = file:read("a")
	file:close()
	return text
end

-- A specimen: what it gives is known beforehand.
function scratch.tracker(name, options)
	local chosen = {by = "Pat Sample", seed = 4, clock = "2026-01-05T09:00:00Z"}
	for key, value in pairs(options or {}) do
		chosen[key] = value
	end
	return assert(ycf.create(scratch.path(name or "sample.ycf"), chosen))
end

-- What a failure of the world gives; returns its details.
function scratch.assertFails(code, text, first, message, given, details)
	lu.assertNil(first)
	lu.assertStrContains(message, text)
	lu.assertEquals(given, code)
	lu.assertIsTable(details)
	return details
end

-- Misuse is raised, and names the line that called: `call` is a function that holds it.
function scratch.assertMisuse(text, call)
	local called, message = pcall(call)
	lu.assertFalse(called)
	lu.assertStrContains(message, text)
	lu.assertStrMatches(message, "^.*test_%w+%.lua:%d+: .*$")
end

-- A class of tests that each have a folder of their own.
function scratch.class()
	return {setUp = scratch.setUp, tearDown = scratch.tearDown}
end

return scratch
