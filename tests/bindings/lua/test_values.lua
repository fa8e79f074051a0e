-- Whatever is valid and goes in comes out equal.
local lu = require "luaunit"
local scratch = require "scratch"
local ycf = require "ycf"

TestValues = scratch.class()

local ranges = {
	{0x20, 0x7e}, {0xa0, 0x24f}, {0x370, 0x3ff}, {0x590, 0x6ff}, {0x1f00, 0x1fff}, {0x2000, 0x206f},
	{0x4e00, 0x9fff}, {0x1f300, 0x1f6ff},
}

local function random_text(most)
	local text = {}
	for i = 1, math.random(most) do
		local range = ranges[math.random(#ranges)]
		text[i] = utf8.char(math.random(range[1], range[2]))
	end
	return table.concat(text)
end

local function random_day()
	return ycf.date_add_days("2000-01-01", math.random(0, 18000))
end

-- Values of a field by its kind; nil where that is not for a caller to choose.
local makers = {
	text = function(field)
		local text = random_text(math.min(field.limit, 80))
		return field.code and "c" .. text:gsub("[^%g]", "") .. "c" or text
	end,
	choice = function(field) return field.choices[math.random(#field.choices)] end,
	date = random_day,
	integer = function() return math.random(0, 1000000) end,
	boolean = function() return math.random(2) == 1 end,
}

local unordered = {joined = true, departed = true, opened = true, closed = true}

local function random_fields(noun)
	local fields = {}
	for _, field in ipairs(ycf.fields(noun)) do
		local chosen = field.required or math.random(3) > 1
		if makers[field.kind] and not field.read_only and not unordered[field.name] and chosen then
			fields[field.name] = makers[field.kind](field)
		end
	end
	return fields
end

local function assert_holds(record, fields)
	for name, value in pairs(fields) do
		lu.assertEquals(record[name], value)
		lu.assertEquals(math.type(record[name]), math.type(value))
	end
	for name in pairs(record) do
		lu.assertTrue(fields[name] ~= nil or name == "id" or name == "revision" or
			name == "created" or name == "changed", name)
	end
end

function TestValues:test_random_settings()
	local t = scratch.tracker()
	math.randomseed(20260831)
	assert(t:begin())
	for i = 1, 300 do
		local fields = random_fields("setting")
		for _, name in ipairs{"reference", "urn", "ods_code"} do
			fields[name] = fields[name] and name .. i
		end
		local added = assert(t:add("setting", fields))
		assert_holds(added, fields)
		assert_holds(assert(t:get("setting", added.id)), fields)
		local edited = random_fields("setting")
		for _, name in ipairs{"reference", "urn", "ods_code"} do
			edited[name] = edited[name] and name .. i
		end
		for _, field in ipairs(ycf.fields("setting")) do
			if not field.read_only then
				added[field.name] = edited[field.name]
			end
		end
		assert_holds(assert(t:save(added)), edited)
	end
	assert(t:commit())
	local again = {}
	for setting in t:select("setting") do
		again[setting.id] = setting
	end
	for id, setting in pairs(again) do
		lu.assertEquals(t:get("setting", id), setting)
	end
end

-- A JSON array of texts, one in a line.
local function json_texts(text)
	local list = {}
	local plain = {b = "\b", f = "\f", n = "\n", r = "\r", t = "\t"}
	for body in text:gmatch('\n%s*"(.-)",?%s*%f[\n\0]') do
		body = body:gsub("\\u[dD][89abAB](%x%x)\\u[dD][c-fC-F](%x%x)", "")
		body = body:gsub("\\u(%x%x%x%x)", function(code)
			return utf8.char(tonumber(code, 16))
		end)
		list[#list + 1] = body:gsub("\\(.)", function(sign) return plain[sign] or sign end)
	end
	return list
end

function TestValues:test_naughty_strings()
	local file = io.open((os.getenv("YCF_SHARED") or "") .. "/data/naughty-strings.json", "rb")
	if not file then
		lu.skip("naughty-strings.json is not in the folder of YCF_SHARED")
	end
	local list = json_texts(file:read("a"))
	file:close()
	lu.assertTrue(#list > 400)
	local t, kept = scratch.tracker(), 0
	local setting = assert(t:add("setting", {name = "Elm", kind = "other"}))
	assert(t:begin())
	for _, text in ipairs(list) do
		local edited, message, code = t:edit("setting", setting, {notes = text})
		if edited then
			lu.assertEquals(edited.notes or "", text)
			lu.assertEquals(t:get("setting", setting).notes or "", text)
			kept = kept + 1
		else
			lu.assertEquals(code, "invalid")
			lu.assertTrue(text:find("\0") ~= nil or not utf8.len(text), message)
		end
	end
	assert(t:commit())
	lu.assertTrue(kept > 400)
end
