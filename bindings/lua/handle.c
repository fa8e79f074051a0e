/* Trackers and their parts as Lua holds them, progress, and what becomes of a failure. */
#include "core.h"

/* ---- objects ---- */

static void release_cursor(void *cursor)
{
	ycf_cursor_free(cursor);
}

static void release_document(void *document)
{
	ycf_document_free(document);
}

static void release_import(void *import)
{
	ycf_import_free(import);
}

static void release_reports(void *reports)
{
	ycf_reports_free(reports);
}

static void release_record(void *record)
{
	ycf_record_free(record);
}

const struct part_type cursor_type = {"ycf.cursor", release_cursor};
const struct part_type document_type = {"ycf.document", release_document};
const struct part_type import_type = {"ycf.import", release_import};
const struct part_type reports_type = {"ycf.reports", release_reports};
const struct part_type record_type = {"ycf.record", release_record};

struct part *part_new(lua_State *L, int index, const struct part_type *type)
{
	struct tracker *tracker = lua_touserdata(L, index);
	struct part *part = lua_newuserdata(L, sizeof *part);
	*part = (struct part){.tracker = tracker, .type = type, .count = -1,
	                      .in_use = type == &record_type};
	lua_pushvalue(L, index);
	lua_setuservalue(L, -2);
	luaL_setmetatable(L, type->name);
	part->next = tracker->parts;
	part->place = &tracker->parts;
	if (part->next != NULL)
		part->next->place = &part->next;
	tracker->parts = part;
	return part;
}

void part_close(struct part *part)
{
	if (part->object != NULL)
		part->type->release(part->object);
	part->object = NULL;
}

/* The collector's: nobody can be using it. Its tracker is there still, as its user
   value. */
static int part_gc(lua_State *L)
{
	struct part *part = lua_touserdata(L, 1);
	part_close(part);
	if (part->place != NULL)
		*part->place = part->next;
	if (part->next != NULL)
		part->next->place = part->place;
	part->next = NULL;
	part->place = NULL;
	return 0;
}

/* Its parts would keep the file open, so they are closed first. One that is being read
   is left to the collector: it is a finalizer, then, that closes the tracker. */
static int tracker_gc(lua_State *L)
{
	struct tracker *tracker = lua_touserdata(L, 1);
	for (struct part *part = tracker->parts; part != NULL; part = part->next)
		if (!part->in_use)
			part_close(part);
	ycf_free(tracker->handle);
	tracker->handle = NULL;
	return 0;
}

static int tracker_close(lua_State *L)
{
	struct tracker *tracker = luaL_checkudata(L, 1, "ycf.tracker");
	if (tracker->running != NULL)
		return luaL_error(L, "a progress function may not use its tracker");
	return tracker_gc(L);
}

static int close_part(lua_State *L, const char *type)
{
	struct part *part = luaL_checkudata(L, 1, type);
	if (part->tracker->running == part)
		return luaL_error(L, "a progress function may not close what it is called for");
	if (!part->in_use)
		part_close(part);
	return 0;
}

static int cursor_close(lua_State *L)
{
	return close_part(L, cursor_type.name);
}

static int document_close(lua_State *L)
{
	return close_part(L, document_type.name);
}

/* A handle without a file; NULL handle: out of memory. */
static int tracker_new(lua_State *L)
{
	struct tracker *tracker = lua_newuserdata(L, sizeof *tracker);
	*tracker = (struct tracker){.handle = NULL};
	luaL_setmetatable(L, "ycf.tracker");
	tracker->handle = ycf_new();
	return tracker->handle != NULL ? 1 : failure(L, YCF_MEMORY, ycf_status_text(YCF_MEMORY), NULL);
}

/* ---- progress ---- */

/* Frames of libycf lie between this and the call: nothing may jump across them. What
   the function raised waits on the stack till they are gone. */
static bool call_progress(void *context, int64_t done, int64_t total)
{
	struct tracker *tracker = context;
	lua_State *L = tracker->caller;
	if (tracker->raised != 0)
		return true;
	tracker->running = lua_touserdata(L, 1);
	lua_pushvalue(L, tracker->progress);
	lua_pushinteger(L, done);
	lua_pushinteger(L, total);
	bool failed = lua_pcall(L, 2, 1, 0) != LUA_OK;
	tracker->running = NULL;
	bool stop = failed || lua_toboolean(L, -1);
	if (failed)
		tracker->raised = lua_gettop(L);
	else
		lua_pop(L, 1);
	return stop;
}

const char *begin_call(lua_State *L, struct tracker *tracker)
{
	if (tracker->handle == NULL)
		return "the tracker is closed";
	if (tracker->running != NULL)
		return "a progress function may not use its tracker";
	tracker->caller = L;
	tracker->raised = 0;
	ycf_set_progress(tracker->handle, tracker->has_progress ? call_progress : NULL, tracker);
	if (!tracker->has_progress)
		return NULL;
	luaL_checkstack(L, 8, NULL);
	lua_pushvalue(L, 1);
	while (lua_type(L, -1) == LUA_TUSERDATA)
		lua_getuservalue(L, -1);
	tracker->progress = lua_gettop(L);
	return NULL;
}

/* set_progress(tracker, function or nil) */
static int set_progress(lua_State *L)
{
	struct tracker *tracker = luaL_checkudata(L, 1, "ycf.tracker");
	lua_settop(L, 2);
	tracker->has_progress = lua_isfunction(L, 2);
	lua_setuservalue(L, 1);
	return 0;
}

void settle(lua_State *L, struct tracker *tracker)
{
	if (tracker == NULL || tracker->raised == 0)
		return;
	lua_pushvalue(L, tracker->raised);
	tracker->raised = 0;
	lua_error(L);
}

/* ---- failures ---- */

static void put_text(lua_State *L, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	lua_pushstring(L, text);
	lua_setfield(L, -2, name);
}

int failure(lua_State *L, ycf_status status, const char *message, const char *field)
{
	lua_pushnil(L);
	lua_pushstring(L, message);
	lua_pushstring(L, ycf_status_name(status));
	lua_createtable(L, 0, 3);
	put_text(L, "field", field);
	return FAILURE;
}

/* A finalizer, which may run wherever Lua takes memory, can close the tracker. */
static const char *told(struct tracker *tracker, const char *(*what)(const ycf_tracker *))
{
	return tracker->handle != NULL ? what(tracker->handle) : "";
}

int fail(lua_State *L, struct tracker *tracker, ycf_status status)
{
	settle(L, tracker);
	const char *message = told(tracker, ycf_message);
	failure(L, status, message[0] != '\0' ? message : ycf_status_text(status), NULL);
	put_text(L, "record", told(tracker, ycf_message_record));
	put_text(L, "field", told(tracker, ycf_message_field));
	int64_t row = tracker->handle != NULL ? ycf_message_row(tracker->handle) : 0;
	if (row != 0) {
		lua_pushinteger(L, row);
		lua_setfield(L, -2, "row");
	}
	return FAILURE;
}

/* ---- cursors ---- */

/* The next record is at part->block[part->at], if this gives YCF_ROW. Blocks become ever
   larger: of many cursors only the first record is wanted, but to take turns with SQLite for
   each of many would be slow. A cursor at its end is closed at once, as what it holds weighs
   more than Lua knows. */
static ycf_status read_ahead(struct part *part)
{
	enum { MOST = 64 };
	if (part->at < part->filled)
		return YCF_ROW;
	size_t most = part->filled == 0 ? 1 : part->filled < MOST ? part->filled * 4 : MOST;
	ycf_status status = ycf_cursor_block(part->cursor, most, &part->block, &part->filled);
	part->at = 0;
	if (status != YCF_ROW)
		part->filled = 0;
	if (status == YCF_DONE) {
		part->count = ycf_cursor_count(part->cursor);
		part_close(part);
	}
	return status;
}

/* YCF_ROW: the next record was pushed. YCF_DONE. Else failure values were pushed. */
static ycf_status push_next(lua_State *L, struct part *part)
{
	if (part->object == NULL && part->count >= 0)
		return YCF_DONE;
	const char *wrong = begin_call(L, part->tracker);
	if (wrong == NULL && (part->object == NULL || part->in_use))
		wrong = "the cursor is closed";
	if (wrong != NULL) {
		failure(L, YCF_MISUSE, wrong, NULL);
		return YCF_MISUSE;
	}
	ycf_status status = read_ahead(part);
	if (status == YCF_ROW) {
		part->in_use = true;
		push_record(L, part->block[part->at++]);
		part->in_use = false;
	} else if (status != YCF_DONE)
		fail(L, part->tracker, status);
	return status;
}

/* What a loop calls: the next record; nil at the end. Failures are raised: nil would
   look like the end. */
static int cursor_next(lua_State *L)
{
	ycf_status status = push_next(L, luaL_checkudata(L, 1, cursor_type.name));
	if (status != YCF_ROW && status != YCF_DONE)
		return luaL_error(L, "%s", lua_tostring(L, 1 - FAILURE));
	return status == YCF_ROW;
}

/* cursor_list(cursor): all its records that are still to come, in a table. */
static int cursor_list(lua_State *L)
{
	ycf_status status;
	struct part *part = luaL_checkudata(L, 1, cursor_type.name);
	lua_settop(L, 1);
	lua_newtable(L);
	for (lua_Integer i = 1; (status = push_next(L, part)) == YCF_ROW; i++) {
		lua_rawseti(L, 2, i);
		lua_settop(L, 2);
	}
	if (status != YCF_DONE)
		return FAILURE;
	lua_settop(L, 2);
	return 1;
}

static int cursor_count(lua_State *L)
{
	struct part *part = luaL_checkudata(L, 1, cursor_type.name);
	if (part->count < 0 && part->object == NULL)
		return failure(L, YCF_MISUSE, "the cursor is closed", NULL);
	int64_t ahead = (int64_t)(part->filled - part->at);
	lua_pushinteger(L, part->object != NULL ? ycf_cursor_count(part->cursor) - ahead
	                                        : part->count);
	return 1;
}

/* ---- types ---- */

static int describe(lua_State *L)
{
	bool is_tracker = luaL_testudata(L, 1, "ycf.tracker") != NULL;
	void *object = lua_touserdata(L, 1);
	bool closed = is_tracker ? ((struct tracker *)object)->handle == NULL
	                         : ((struct part *)object)->object == NULL;
	luaL_getmetafield(L, 1, "__name");
	lua_pushfstring(L, "%s (%s)", lua_tostring(L, -1), closed ? "closed" : "open");
	return 1;
}

static void put_function(lua_State *L, const char *name, lua_CFunction function)
{
	if (function == NULL)
		return;
	lua_pushvalue(L, 1);
	lua_pushcclosure(L, function, 1);
	lua_setfield(L, -2, name);
}

/* A type, and the table of its methods for ycf.lua to fill; nouns lie at 1. */
static void make_type(lua_State *L, const char *type, lua_CFunction collect,
                      lua_CFunction close, lua_CFunction next)
{
	luaL_newmetatable(L, type);
	put_function(L, "__gc", collect);
	put_function(L, "__close", close);
	put_function(L, "__call", next);
	put_function(L, "__tostring", describe);
	lua_pushboolean(L, false);
	lua_setfield(L, -2, "__metatable");
	lua_newtable(L);
	put_function(L, "close", close);
	lua_pushvalue(L, -1);
	lua_setfield(L, -3, "__index");
	lua_setfield(L, -3, type);
	lua_pop(L, 1);
}

void open_handles(lua_State *L)
{
	put_function(L, "new", tracker_new);
	put_function(L, "set_progress", set_progress);
	put_function(L, "cursor_list", cursor_list);
	put_function(L, "cursor_count", cursor_count);
	put_function(L, "view", view_noun);
	make_type(L, "ycf.tracker", tracker_gc, tracker_close, NULL);
	make_type(L, cursor_type.name, part_gc, cursor_close, cursor_next);
	make_type(L, document_type.name, part_gc, document_close, NULL);
	make_type(L, import_type.name, part_gc, NULL, NULL);
	make_type(L, reports_type.name, part_gc, NULL, NULL);
	make_type(L, record_type.name, part_gc, NULL, NULL);
}
