-- ycf for Lua. docs/lua.md tells what each function does, with what formats and errors.
-- ycf.core has the calls of ycf.h as they are; this file gives them Lua's manners.
local core = require "ycf.core"

local ycf = {version = core.version(), statuses = {}}

-- The methods of a type that ycf.core has made, and its metatable, which nobody else sees.
local function methods_of(name)
	local meta, methods = core[name], {}
	meta.__index, meta.__metatable, core[name] = methods, false, methods
	return methods, meta
end

local Tracker, tracker_meta = methods_of("ycf.tracker")
local Cursor, cursor_meta = methods_of("ycf.cursor")
local Document, document_meta = methods_of("ycf.document")
local close_tracker, close_cursor = tracker_meta.__close, cursor_meta.__close
local close_document = document_meta.__close

-- Misuse is raised at the caller. A method ends with `return give(...)`, a tail call: its
-- caller is then at level 2.
local function give(first, message, code, ...)
	if first ~= nil then
		return first
	elseif code == "misuse" then
		error(message, 2)
	end
	return nil, message, code, ...
end

-- Called by a method, whose caller is at level 3.
local function options(given, names)
	if given == nil then
		return {}
	elseif type(given) ~= "table" then
		error("a table of options expected, not " .. type(given), 3)
	end
	local known = {}
	for name in names:gmatch("%S+") do
		known[name] = true
	end
	for name in pairs(given) do
		if not known[name] then
			error(("there is no option '%s'; there are: %s"):format(tostring(name), names), 3)
		end
	end
	return given
end

-- These calls on an object, one by one: the object, or what the first failure tells.
local function in_turn(object, calls)
	for _, call in ipairs(calls) do
		local done, message, code, details = call[1](object, call[2], call[3])
		if not done then
			return nil, message, code, details
		end
	end
	return object
end

-- A list as the calls take it: one text, in which each of its texts is ended by NUL. Called by a
-- method, whose caller is at level 3.
local function joined(list, what)
	if list == nil then
		return nil
	elseif type(list) ~= "table" then
		error(what .. ": a list of texts expected, not " .. type(list), 3)
	end
	local count, last = 0, 0
	for place, text in pairs(list) do
		if type(text) ~= "string" or text:find("\0", 1, true) then
			error(what .. ": a list of texts without NUL expected", 3)
		end
		count, last = count + 1, math.type(place) == "integer" and math.max(last, place) or math.huge
	end
	if last ~= count then
		error(what .. ": a list of texts without names and gaps expected", 3)
	end
	return table.concat(list, "\0", 1, count) .. (count > 0 and "\0" or "")
end

local takes_values = " takes text, a whole number, a boolean or a record with its id"

-- One value as text; nil: it has none.
local function value_text(value)
	if type(value) == "table" then
		value = rawget(value, "id")
	elseif type(value) == "number" then
		value = math.tointeger(value)
	end
	local known = type(value) == "string" or type(value) == "number" or type(value) == "boolean"
	return known and tostring(value) or nil
end

-- What call(..., i) gives for i = 0, 1, 2 ... until it gives nil.
local function all(call, ...)
	local list, arguments = {}, {...}
	local last = #arguments + 1
	repeat
		arguments[last] = #list
		list[#list + 1] = call(table.unpack(arguments))
	until arguments[last] == #list
	return list
end

---- nouns and fields ----

local kinds = {[0] = "text", "integer", "boolean", "date", "time", "choice", "reference"}
local flags = {required = 1, unique = 2, personal = 4, read_only = 8, code = 16, brief = 32}

local function field_facts(noun, name, i)
	local facts = {
		name = name, kind = kinds[core.field_kind(noun, i)], help = core.field_help(noun, i),
		target = core.field_target(noun, i),
	}
	for flag, bit in pairs(flags) do
		facts[flag] = core.field_flags(noun, i) & bit ~= 0
	end
	if facts.kind == "text" then
		facts.limit = core.field_limit(noun, i)
	elseif facts.kind == "choice" then
		facts.choices = all(core.field_choice, noun, i)
	end
	return facts
end

function ycf.fields(noun)
	if type(noun) ~= "string" or not core.noun_help(noun) then
		error(("there is no noun '%s'"):format(tostring(noun)), 2)
	end
	local list = all(core.field_name, noun)
	for i, name in ipairs(list) do
		list[i] = field_facts(noun, name, i - 1)
	end
	return list
end

function ycf.nouns()
	local list = all(core.noun_name)
	for i, noun in ipairs(list) do
		list[i] = {
			name = noun, help = core.noun_help(noun), derived = core.noun_is_derived(noun),
		}
	end
	return list
end

for i = 0, core.status_count() - 1 do
	local status = core.status_at(i)
	ycf.statuses[core.status_name(status)] = core.status_text(status)
end

---- records ----

-- Of each metatable of records: the noun, the names of the fields, a function that tells what is
-- missing.
local view_of = setmetatable({}, {__mode = "k"})
local partial = setmetatable({}, {__mode = "v"})   -- metatables of some fields, while they are used
local fields_of = {}                               -- noun -> name -> facts

local function fields_by_name(noun)
	if not fields_of[noun] and core.noun_help(noun) then
		local known = {}
		for _, facts in ipairs(ycf.fields(noun)) do
			known[facts.name] = facts
		end
		fields_of[noun] = known
	end
	return fields_of[noun] or {}
end

local function show(noun, names, record)
	local shown = {}
	for _, name in ipairs(names) do
		local value = record[name]
		if value ~= nil then
			local form = type(value) == "string" and '%s="%s"' or "%s=%s"
			shown[#shown + 1] = form:format(name, value)
		end
	end
	return noun .. "{" .. table.concat(shown, ", ") .. "}"
end

-- The names of their fields, and the places of these in the noun.
local function fields_of_view(noun, wanted)
	local names, places, place_of = all(core.field_name, noun), {}, {}
	for i, name in ipairs(names) do
		place_of[name] = i - 1
	end
	if wanted ~= "" then
		names = {}
		for name in wanted:gmatch("%S+") do
			if place_of[name] and not names[name] then
				names[name], names[#names + 1] = true, name
			end
		end
	end
	for i, name in ipairs(names) do
		places[i] = place_of[name]
	end
	return names, places
end

-- A metatable of records of a noun, "setting", or of some of its fields, "setting name town", made
-- when the first of them is. A field that holds nothing is nil; one that is misspelt, or was not
-- asked for, is told at once.
local function make_view(nouns, view)
	if partial[view] then
		return partial[view]
	end
	local noun, wanted = view:match("^(%S+) ?(.*)$")
	local names, places = fields_of_view(noun, wanted)
	local meta, has, known = {[0] = core.view(noun, places)}, {}, fields_by_name(noun)
	for i, name in ipairs(names) do
		meta[i], has[name] = name, true
	end
	local function missing(name)   -- what is wrong with asking for it, or nil
		local wrong = known[name] and "this %s was read without its field '%s'; ask for it in fields"
			or "%s has no field '%s'"
		return type(name) == "string" and not has[name] and wrong:format(noun, name) or nil
	end
	local function check(name)
		local wrong = missing(name)
		if wrong then
			error(wrong, 3)
		end
	end
	meta.__name = "ycf." .. noun
	meta.__tostring = function(record) return show(noun, names, record) end
	meta.__index = function(_, name) check(name) end
	meta.__newindex = function(record, name, value)
		check(name)
		rawset(record, name, value)
	end
	view_of[meta] = {noun = noun, names = names, missing = missing}
	local kept = wanted == "" and nouns or partial
	kept[view] = meta
	return meta
end
setmetatable(core.nouns, {__index = make_view})

function ycf.noun(record)
	local view = type(record) == "table" and view_of[getmetatable(record)]
	return view and view.noun or nil
end

-- Its noun, and the id and revision by which a change of it is stored. Called by a method, whose
-- caller is at level 3.
local function stored_record(record)
	local noun = ycf.noun(record) or error("a record expected, not " .. type(record), 3)
	local id, revision = rawget(record, "id"), rawget(record, "revision")
	if not (id and revision) and fields_by_name(noun).revision then
		error(("this %s was read without its id and revision; ask for them in fields")
			:format(noun), 3)
	end
	return noun, id or "", revision   -- what is computed has none
end

-- A call that stores these fields of a noun. Called by a method, whose caller is at level 3.
local function store(call, tracker, noun, fields, ...)
	local list, known = {}, fields_by_name(noun)
	if type(fields) ~= "table" then
		error("a table of fields expected, not " .. type(fields), 3)
	end
	for name, value in pairs(fields) do
		if type(name) ~= "string" or name:find("\0", 1, true) then
			error("the table of fields has a key that is no name", 3)
		end
		local text = value_text(value) or error(name .. takes_values, 3)
		local kind = known[name] and known[name].kind
		if kind and (type(value) == "boolean" and kind ~= "boolean"
				or type(value) == "table" and kind ~= "reference") then
			error(("%s.%s is of another kind"):format(noun, name), 3)
		elseif text:find("\0", 1, true) then
			return nil, name .. " has a NUL character, which text cannot hold; leave it out",
				"invalid", {field = name}
		end
		list[#list + 1] = name
		list[#list + 1] = text
	end
	return call(tracker, noun, joined(list, "fields"), ...)
end

function Tracker:get(noun, key)
	return give(core.get(self, noun, key))
end

function Tracker:add(noun, fields)
	return give(store(core.add, self, noun, fields))
end

function Tracker:edit(noun, key, fields)
	return give(store(core.edit, self, noun, fields, key))
end

local outcomes = {[0] = "added", "updated", "unchanged"}

function Tracker:upsert(noun, key, fields)
	local record, outcome, code, details = store(core.upsert, self, noun, fields, key)
	if not record then
		return give(nil, outcome, code, details)
	end
	return record, outcomes[outcome]
end

-- What differs from the stored record is set, so that the library sees an attempt to change
-- what is not to be changed, and nothing else. Its revision guards it.
function Tracker:save(record)
	local noun, id = stored_record(record)
	local stored, message, code, details = core.get(self, noun, id)
	local changes = {}
	local names = view_of[getmetatable(record)].names
	for _, name in ipairs(stored and names or {}) do
		if record[name] ~= stored[name] then
			changes[name] = record[name] == nil and "" or record[name]
		end
	end
	if stored then
		stored, message, code, details = store(core.edit, self, noun, changes, id, record.revision)
	end
	if not stored then
		return give(nil, message, code, details)
	end
	for _, name in ipairs(names) do
		rawset(record, name, stored[name])
	end
	return record
end

-- remove(record), or remove(noun, key)
function Tracker:remove(noun, key)
	local revision
	if type(noun) == "table" then
		noun, key, revision = stored_record(noun)
	end
	return give(core.remove(self, noun, key, revision))
end

-- What people know a record by, or what a reference of it speaks of.
function Tracker:label(record, field)
	local noun = ycf.noun(record) or error("a record expected, not " .. type(record), 2)
	field = field or "id"
	local wrong = view_of[getmetatable(record)].missing(field)
	if wrong then
		error(wrong, 2)
	end
	local facts, value = fields_by_name(noun)[field], rawget(record, field)
	if not facts or value == nil or not facts.target then
		return value
	end
	return give(core.label(self, facts.target, value, "id"))
end

---- transactions ----

function Tracker:begin(reason)
	return give(core.begin(self, reason))
end

-- Nothing between the function's end and this takes memory, which could fail.
local function finish(tracker, succeeded, first, second, ...)
	if not succeeded then
		core.rollback(tracker)
		error(first, 0)
	elseif first == nil and second ~= nil then
		core.rollback(tracker)
		return first, second, ...
	end
	local done, message, code, details = core.commit(tracker)
	if not done then
		core.rollback(tracker)
		return give(nil, message, code, details)
	elseif first == nil then
		return true
	end
	return first, second, ...
end

function Tracker:transaction(reason, body)
	if type(body) ~= "function" then
		error("a function expected, not " .. type(body), 2)
	end
	local begun, message, code, details = core.begin(self, reason)
	if not begun then
		return give(nil, message, code, details)
	end
	return finish(self, pcall(body, self))
end

---- questions ----

-- Texts as they are, then name = value as "name=value" in the order of the names. `sign`
-- joins the values of a list, where `several(name)` allows one. Called by a method, whose
-- caller is at level 3.
local function texts(given, sign, several)
	if given == nil then
		return nil
	elseif type(given) ~= "table" then
		error("a table expected, not " .. type(given), 3)
	end
	local list, names = table.move(given, 1, #given, 1, {}), {}
	for name in pairs(given) do
		if type(name) == "string" then
			names[#names + 1] = name
		elseif not list[name] then
			error("a list, or names with values expected", 3)
		end
	end
	table.sort(names)
	for _, name in ipairs(names) do
		local value = given[name]
		if type(value) == "table" and #value > 0 and several(name) then
			local parts = {}
			for i, each in ipairs(value) do
				parts[i] = value_text(each) or error(name .. " takes a list of texts", 3)
			end
			value = table.concat(parts, sign)
		end
		local text = value_text(value) or error(name .. takes_values, 3)
		list[#list + 1] = name .. "=" .. text
	end
	return joined(list, "terms")
end

-- The terms, sort, as_of and fields of a question. They stand among the terms: no noun has a
-- field that one would ask for by these names.
local function question(given)
	if type(given) ~= "table" then
		return given
	end
	local terms = table.move(given, 1, #given, 1, {})
	for name, value in pairs(given) do
		if name ~= "sort" and name ~= "as_of" and name ~= "fields" then
			terms[name] = value
		end
	end
	return terms, given.sort, given.as_of, given.fields
end

local function takes_several(noun)
	return function(name)
		local facts = fields_by_name(noun)[name]
		return facts and facts.kind == "choice"
	end
end

---- cursors ----

-- Of each cursor: its tracker; the names of the fields that were chosen; the block of records that
-- come next, and which of them was given last; how many came before them; how many the next block
-- is to have; and of one that has given all, how many there were.
local reading = setmetatable({}, {__mode = "k"})
local nothing = {}

local function begin_reading(cursor, tracker, fields)
	reading[cursor] = {
		tracker = tracker, fields = fields, block = nothing, at = 0, before = 0, most = 1,
		count = false,
	}
end

-- Blocks become ever larger: of many cursors only the first record is wanted, but to take
-- turns with SQLite for each of many would be slow.
local MOST = 32

-- What is wrong, or nil: the next block was read; none at the end. The cursor is closed then at
-- once, as what it holds weighs more than Lua knows. A finalizer may use it, too, wherever memory
-- is taken: not between the block's coming and its being noted.
local function read_on(cursor, state)
	local block, message = core.cursor_block(cursor, state.most, state.fields)
	if not block then
		return message
	end
	state.before, state.block, state.at = state.before + #state.block, block, 0
	state.most = math.min(state.most * 4, MOST)
	if #block == 0 then
		state.count = core.cursor_count(cursor)
		close_cursor(cursor)
	end
end

-- What a loop calls: the next record; nil at the end. Failures are raised: nil would look like
-- the end.
function cursor_meta.__call(cursor)
	local state = reading[cursor]
	local at = state.at + 1
	local record = state.block[at]
	if not record and not state.count then
		local message = read_on(cursor, state)
		if message then
			error(message, 2)
		end
		at, record = 1, state.block[1]
	end
	if record then
		state.at = at
	end
	return record
end

-- All records of a cursor that nobody else has, or what a failure tells.
local function read_all(cursor, fields)
	local list = {}
	repeat
		local block, message, code, details = core.cursor_block(cursor, MOST, fields)
		if not block then
			return nil, message, code, details
		end
		table.move(block, 1, #block, #list + 1, list)
	until #block == 0
	close_cursor(cursor)
	return list
end

function Cursor:count()
	local state = reading[self]
	if state and state.count then
		return state.count
	end
	local count, message, code, details = core.cursor_count(self)
	if count and state.before + state.at > 0 then
		count = state.before + state.at
	end
	return give(count, message, code, details)
end

---- closing ----

-- The message is what close() says where it cannot be done. Else what was read ahead of the cursor
-- is not given any more.
local function forget(message, state)
	if message then
		error(message, 3)
	elseif state then
		state.block, state.at = nothing, 0
	end
end

function Cursor:close()
	forget(close_cursor(self), reading[self])
end

function Document:close()
	forget(close_document(self))
end

function Tracker:close()
	forget(close_tracker(self))
	for _, state in pairs(reading) do
		if state.tracker == self then
			forget(nil, state)
		end
	end
end

tracker_meta.__close, cursor_meta.__close = Tracker.close, Cursor.close
document_meta.__close = Document.close

-- The values after the cursor are those of a generic for: the last closes it where the loop
-- ends early.
function Tracker:select(noun, given)
	local terms, sort, as_of, fields = question(given)
	terms = texts(terms, ",", takes_several(noun))
	local cursor, message, code, details = core.select(self, noun, terms, sort, as_of,
		joined(fields, "fields"))
	if not cursor then
		return give(nil, message, code, details)
	end
	begin_reading(cursor, self, fields and table.concat(fields, " "))
	return cursor, nil, nil, cursor
end

function Tracker:list(noun, given)
	local terms, sort, as_of, fields = question(given)
	terms = texts(terms, ",", takes_several(noun))
	local cursor, message, code, details = core.select(self, noun, terms, sort, as_of,
		joined(fields, "fields"))
	if not cursor then
		return give(nil, message, code, details)
	end
	return give(read_all(cursor, fields and table.concat(fields, " ")))
end

local formats = {table = 0, csv = 1, json = 2}

function Cursor:write(format, target, given)
	local chosen = options(given, "width")
	if not formats[format] then
		error("a format expected: table, csv or json", 2)
	elseif (core.cursor_count(self) or reading[self].count or 0) > 0 then
		error("a list is written whole; write it before its records are read", 2)
	end
	return give(core.cursor_write(self, formats[format], chosen.width or 0, target))
end

---- verbs ----

for _, each in ipairs{{"appoint", "lead"}, {"log", "contact"}, {"agree_plan", "plan"},
                      {"award", "award"}, {"assess_file", "assessment"}} do
	local verb, noun = table.unpack(each)
	Tracker[verb] = function(self, fields, more)
		return give(store(core[verb], self, noun, fields, more))
	end
end

local function always()
	return true
end

function Tracker:assess(fields, ratings)
	return give(store(core.assess, self, "assessment", fields, texts(ratings, ":", always)))
end

function Tracker:review_plan(fields, steps)
	return give(store(core.review_plan, self, "review", fields, joined(steps, "steps")))
end

function Tracker:join(setting, given)
	return give(core.join(self, setting, options(given, "on").on))
end

function Tracker:depart(setting, given)
	local chosen = options(given, "on reason closed")
	return give(core.depart(self, setting, chosen.on, chosen.reason, chosen.closed))
end

function Tracker:confirm(setting, given)
	return give(core.confirm(self, setting, options(given, "on").on))
end

function Tracker:vacate(setting, given)
	local chosen = options(given, "on why")
	return give(core.vacate(self, setting, chosen.on, chosen.why))
end

function Tracker:complete(setting, number, given)
	return give(core.complete(self, setting, number, options(given, "on").on))
end

function Tracker:withdraw(setting, given)
	local chosen = options(given, "on note framework")
	return give(core.withdraw(self, setting, chosen.framework, chosen.on, chosen.note))
end

-- Whether it is, and each condition.
function Tracker:ready(setting, given)
	local chosen = options(given, "as_of framework")
	local is, cursor, code, details = core.ready(self, setting, chosen.framework, chosen.as_of)
	if is == nil then
		return give(nil, cursor, code, details)
	end
	local list
	list, cursor, code, details = read_all(cursor)
	if not list then
		return give(nil, cursor, code, details)
	end
	return is, list
end

---- files in and out ----

local function put_import(import, done)
	for i, name in ipairs{"added", "updated", "unchanged", "rejected", "skipped"} do
		done[name] = core.import_count(import, i - 1)
	end
	done.problems = all(core.import_problem, import)
	done.warnings = all(core.import_warning, import)
	return done
end

function Tracker:import(noun, path, given)
	local chosen = options(given, "map where dry_run rejects")
	local where = type(chosen.where) == "string" and {chosen.where} or chosen.where
	local conditions = texts(where, ",", function() end) or ""
	local import, message, code, details = core.import_new(self)
	if not import then
		return give(nil, message, code, details)
	end
	local calls = {
		{core.import_set_map, chosen.map}, {core.import_set_dry_run, chosen.dry_run},
		{core.import_set_rejects, chosen.rejects},
	}
	for condition in conditions:gmatch("(.-)\0") do
		calls[#calls + 1] = {core.import_where, condition}
	end
	calls[#calls + 1] = {core.import_run, noun, path}
	local done
	done, message, code, details = in_turn(import, calls)
	if done then
		return put_import(import, {})
	end
	return give(nil, message, code, put_import(import, details))
end

function Tracker:export(noun, target)
	return give(core.export(self, noun, target))
end

---- documents ----

function Tracker:document(kind, given)
	local chosen = options(given, "layout paper framework as_of reprint_as_now")
	local document, message, code, details = core.document_new(self, kind)
	if not document then
		return give(nil, message, code, details)
	end
	local done
	done, message, code, details = in_turn(document, {
		{core.document_set_framework, chosen.framework}, {core.document_set_as_of, chosen.as_of},
		{core.document_set_reprint_as_now, chosen.reprint_as_now},
		{core.document_set_layout, chosen.layout}, {core.document_set_paper, chosen.paper},
	})
	if done then
		return document
	end
	document:close()
	return give(nil, message, code, details)
end

function Document:ending()
	return give(core.document_ending(self))
end

function Document:write(key, target)
	return give(core.document_write(self, key, target))
end

local function counted(document, done, message, code, details)
	local counts = done and {} or details
	for i, name in ipairs{"written", "left_out", "not_drawn"} do
		counts[name] = core.document_count(document, i - 1)
	end
	counts.problems = all(core.document_problem, document)
	if done then
		return counts
	end
	return nil, message, code, counts
end

-- The day is the document's own: one among the terms would be passed over.
local function settings(given)
	local terms, sort, as_of, fields = question(given)
	if as_of ~= nil then
		error("as_of is an option of the document, not of this", 3)
	elseif fields ~= nil then
		error("fields is an option of select and list, not of this", 3)
	end
	return terms, sort
end

function Document:write_each(given, folder)
	local terms, sort = settings(given)
	terms = texts(terms, ",", takes_several("standing"))
	return give(counted(self, core.document_write_each(self, terms, sort, folder)))
end

function Document:write_combined(given, target, more)
	local terms, sort = settings(given)
	terms = texts(terms, ",", takes_several("standing"))
	local title = options(more, "title").title
	return give(counted(self, core.document_write_combined(self, terms, sort, title, target)))
end

---- self-reports ----

-- The fields of a request: those given, and the setting.
local function asked(setting, fields)
	local all = {}
	if fields ~= nil and type(fields) ~= "table" then
		error("a table of fields expected, not " .. type(fields), 3)
	end
	for name, value in pairs(fields or {}) do
		if name == "setting" then
			error("the setting of a request is given before its fields", 3)
		end
		all[name] = value
	end
	all.setting = setting
	return all
end

function Tracker:form(setting, path, fields)
	return give(store(core.form_write, self, "request", asked(setting, fields), path))
end

function Tracker:request(setting, path, fields)
	return give(store(core.request, self, "request", asked(setting, fields), path))
end

function Tracker:request_each(given, folder, more)
	local chosen = options(more, "form fields")
	local terms, sort = settings(given)
	terms = texts(terms, ",", takes_several("standing"))
	return give(store(core.request_each, self, "request", asked(nil, chosen.fields), terms, sort,
		folder, chosen.form))
end

local function put_reports(reports, done)
	for name, count in pairs{added = 0, unchanged = 2, refused = 3, skipped = 4} do
		done[name] = core.reports_count(reports, count)
	end
	done.problems = all(core.reports_problem, reports)
	done.warnings = all(core.reports_warning, reports)
	return done
end

function Tracker:read_reports(paths, given)
	local chosen = options(given, "dry_run")
	paths = texts(type(paths) == "string" and {paths} or paths, ",", function() end)
	local reports, message, code, details = core.reports_new(self)
	if not reports then
		return give(nil, message, code, details)
	end
	local done
	done, message, code, details = in_turn(reports, {
		{core.reports_set_dry_run, chosen.dry_run}, {core.reports_read, paths},
	})
	if done then
		return put_reports(reports, {})
	end
	return give(nil, message, code, put_reports(reports, details))
end

function Tracker:layout_preview(layout, target)
	return give(core.layout_preview(self, layout, target))
end

function ycf.document_kinds()
	return all(core.document_kind_name)
end

function ycf.layout_values(kind)
	if type(kind) ~= "string" or not core.layout_value_name(kind, 0) then
		error(("there is no document '%s'"):format(tostring(kind)), 2)
	end
	local list = all(core.layout_value_name, kind)
	for i, name in ipairs(list) do
		list[i] = {
			name = name, kind = core.layout_value_kind(kind, i - 1),
			help = core.layout_value_help(kind, i - 1), list = core.layout_value_list(kind, i - 1),
		}
	end
	return list
end

---- trackers ----

for _, name in ipairs{"backup", "check", "commit", "rollback", "is_specimen", "today",
                      "set_actor", "set_source", "set_templates", "framework_check",
                      "framework_load", "layout_check", "export_all", "import_all"} do
	Tracker[name] = function(self, text)
		return give(core[name](self, text))
	end
end

function Tracker:set_progress(progress)
	if progress ~= nil and type(progress) ~= "function" then
		error("a function or nil expected, not " .. type(progress), 2)
	end
	core.set_progress(self, progress)
end

local function open(calls, chosen)
	local tracker, message, code, details = core.new()
	if not tracker then
		return nil, message, code, details
	end
	local done
	done, message, code, details = in_turn(tracker, {
		{core.set_source, chosen.source or "lua"}, {core.set_actor, chosen.by},
		{core.set_templates, chosen.templates}, table.unpack(calls),
	})
	if not done then
		tracker:close()
	end
	return done, message, code, details
end

function ycf.open(path, given)
	local chosen = options(given, "by source templates read_only shared_folder")
	return give(open({
		{function(tracker)
			return core.open(tracker, path, chosen.read_only, chosen.shared_folder)
		end},
	}, chosen))
end

function ycf.create(path, given)
	local chosen = options(given, "by source templates framework seed clock shared_folder")
	if (chosen.seed == nil) ~= (chosen.clock == nil) then
		error("a specimen takes both seed and clock", 2)
	end
	local calls = {
		{function(tracker)
			return core.create(tracker, path, chosen.framework, chosen.shared_folder)
		end},
	}
	if chosen.seed ~= nil then
		table.insert(calls, 1, {core.set_specimen, chosen.seed, chosen.clock})
	end
	return give(open(calls, chosen))
end

---- days ----

for _, name in ipairs{"date_read", "date_write_people", "date_add_months", "date_add_days",
                      "date_today"} do
	ycf[name] = function(...)
		return give(core[name](...))
	end
end

return ycf
