/* Trackers and their parts as Lua holds them, progress, and what becomes of a failure. */
#include "core.h"

/* A part as Lua holds it. Its user value is the tracker. */
struct held {
	struct handle *handle;
	struct part *part;           /* NULL: it was closed or collected */
};

/* ---- failures ---- */

static void put_text(lua_State *L, const char *name, const char *text)
{
	if (text[0] == '\0')
		return;
	lua_pushstring(L, text);
	lua_setfield(L, -2, name);
}

int fail(lua_State *L, const struct call *call, ycf_status status)
{
	struct failure told = call_failure(call, status);
	lua_pushnil(L);
	lua_pushstring(L, told.text);
	lua_pushstring(L, ycf_status_name(status));
	lua_createtable(L, 0, 3);
	put_text(L, "field", told.field);
	put_text(L, "record", told.record);
	if (told.row != 0) {
		lua_pushinteger(L, told.row);
		lua_setfield(L, -2, "row");
	}
	return 4;
}

/* ---- progress ---- */

/* Frames of libycf lie between this and the call: nothing may jump across them. What
   the function raised waits on the stack till they are gone. */
static bool call_progress(void *context, int64_t done, int64_t total)
{
	struct handle *handle = context;
	lua_State *L = handle->caller;
	if (handle->raised != 0)
		return true;
	handle->running = true;
	lua_pushvalue(L, handle->progress);
	lua_pushinteger(L, done);
	lua_pushinteger(L, total);
	bool failed = lua_pcall(L, 2, 1, 0) != LUA_OK;
	handle->running = false;
	bool stop = failed || lua_toboolean(L, -1);
	if (failed)
		handle->raised = lua_gettop(L);
	else
		lua_pop(L, 1);
	return stop;
}

/* set_progress(tracker, function or nil) */
int set_progress(lua_State *L)
{
	luaL_checkudata(L, 1, object_name('t'));
	lua_settop(L, 2);
	lua_setuservalue(L, 1);
	return 0;
}

/* Done anew for each call: a finalizer may have made one of its own since it began. */
static void watch(lua_State *L, struct handle *handle)
{
	lua_pushvalue(L, FIRST);
	while (lua_type(L, -1) == LUA_TUSERDATA)
		lua_getuservalue(L, -1);
	handle->caller = L;
	handle->progress = lua_gettop(L);
	handle->raised = 0;
	ycf_set_progress(handle->tracker.handle, lua_isfunction(L, -1) ? call_progress : NULL, handle);
}

ycf_status run(lua_State *L, struct call *call)
{
	struct handle *handle = (struct handle *)call->tracker;
	if (handle == NULL)
		return call_run(call);
	int top = lua_gettop(L);
	watch(L, handle);
	ycf_status status = call_run(call);
	if (handle->raised != 0)
		lua_error(L);            /* it stands at the top */
	lua_settop(L, top);
	return status;
}

/* ---- objects ---- */

static bool is_open(const struct held *held)
{
	return held->part != NULL && held->part->object != NULL;
}

ycf_status take_object(lua_State *L, struct call *call, char letter, int index)
{
	const char *name = object_name(letter);
	void *object = name != NULL ? luaL_testudata(L, index, name) : NULL;
	if (object == NULL)
		return YCF_MISUSE;
	struct held *held = letter == 't' ? NULL : object;
	struct handle *handle = held != NULL ? held->handle : object;
	if (handle->tracker.closing)
		call->wrong = "the tracker is closed";
	else if (handle->running)
		call->wrong = "a progress function may not use its tracker";
	else if (held != NULL && (!is_open(held) || held->part->in_use))
		call->wrong = lua_pushfstring(L, "the %s is closed", name + 4);
	if (call->wrong != NULL)
		return YCF_MISUSE;
	handle->calls++;
	call->tracker = &handle->tracker;
	if (held != NULL) {
		call->part = held->part;
		call->part->in_use = true;
	}
	return YCF_OK;
}

/* Its parts would keep the file open, so they are closed first. */
static void close_unused(struct handle *handle)
{
	if (!handle->tracker.closing || handle->calls > 0)
		return;
	close_parts(&handle->tracker);
	ycf_free(handle->tracker.handle);
	handle->tracker.handle = NULL;
}

void leave(struct call *call)
{
	struct handle *handle = (struct handle *)call->tracker;
	if (call->part != NULL)
		call->part->in_use = false;
	handle->calls--;
	close_unused(handle);
}

/* It has its finalizer before it has what is to be freed. */
static void hold_tracker(lua_State *L, struct call *call)
{
	struct handle *handle = lua_newuserdata(L, sizeof *handle);
	*handle = (struct handle){.calls = 0};
	luaL_setmetatable(L, object_name('t'));
	handle->tracker.handle = call->made.tracker;
	call->made.tracker = NULL;
}

static void hold_part(lua_State *L, struct call *call, char letter)
{
	struct held *held = lua_newuserdata(L, sizeof *held);
	*held = (struct held){(struct handle *)call->tracker, NULL};
	luaL_setmetatable(L, object_name(letter));
	lua_pushvalue(L, FIRST);
	lua_setuservalue(L, -2);
	held->part = keep_made(call, letter);
	if (held->part == NULL)
		luaL_error(L, "not enough memory");
}

void hold(lua_State *L, struct call *call, char letter)
{
	if (letter == 't')
		hold_tracker(L, call);
	else
		hold_part(L, call, letter);
}

/* ---- types ---- */

/* The letter of the type whose method this is. */
static char own_letter(lua_State *L)
{
	return (char)lua_tointeger(L, lua_upvalueindex(1));
}

/* Gives why it cannot be closed, if so. */
static int close_tracker(lua_State *L)
{
	struct handle *handle = luaL_checkudata(L, 1, object_name('t'));
	if (handle->running) {
		lua_pushliteral(L, "a progress function may not use its tracker");
		return 1;
	}
	handle->tracker.closing = true;
	close_unused(handle);
	return 0;
}

/* As that. What a finalizer would close while it is read is left to the collector. The tracker is
   there still, as the user value. */
static int close_part(lua_State *L)
{
	struct held *held = luaL_checkudata(L, 1, object_name(own_letter(L)));
	bool in_use = held->part != NULL && held->part->in_use;
	if (in_use && held->handle->running) {
		lua_pushliteral(L, "a progress function may not close what it is called for");
		return 1;
	}
	if (held->part == NULL || in_use)
		return 0;
	part_drop(&held->handle->tracker, held->part);
	held->part = NULL;
	free_dropped(&held->handle->tracker);
	return 0;
}

static int describe(lua_State *L)
{
	const char *name = object_name(own_letter(L));
	void *object = luaL_checkudata(L, 1, name);
	bool open = own_letter(L) == 't' ? !((struct tracker *)object)->closing : is_open(object);
	lua_pushfstring(L, "%s (%s)", name, open ? "open" : "closed");
	return 1;
}

void open_handles(lua_State *L)
{
	for (const char *letter = "tCDMP"; *letter != '\0'; letter++) {
		lua_CFunction close = *letter == 't' ? close_tracker : close_part;
		const luaL_Reg functions[] = {
			{"__gc", close}, {"__close", close}, {"__tostring", describe}, {NULL, NULL},
		};
		luaL_newmetatable(L, object_name(*letter));
		lua_pushinteger(L, *letter);
		luaL_setfuncs(L, functions, 1);
		lua_setfield(L, -2, object_name(*letter));
	}
}
