/* Values from Lua, and by field kind to it. */
#include <string.h>

#include "core.h"

const char *become_text(lua_State *L)
{
	int whole = 0;
	lua_Integer number = lua_tointegerx(L, -1, &whole);
	if (lua_type(L, -1) == LUA_TNUMBER && whole)
		lua_pushfstring(L, "%I", (LUAI_UACINT)number);
	else if (lua_istable(L, -1) && lua_pushliteral(L, "id") != NULL)
		lua_rawget(L, -2);
	else
		lua_pushvalue(L, -1);
	lua_replace(L, -2);
	const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
	return text != NULL && strlen(text) == lua_rawlen(L, -1) ? text : NULL;
}

/* Sets a field to the value at the top. */
static int set_field(lua_State *L, struct tracker *tracker, ycf_record *record, const char *field)
{
	ycf_status status;
	if (lua_isboolean(L, -1)) {
		status = ycf_record_set_boolean(record, field, lua_toboolean(L, -1));
		return status == YCF_OK ? 0 : fail(L, tracker, status);
	}
	bool is_text = lua_type(L, -1) == LUA_TSTRING;
	const char *text = become_text(L);
	if (text == NULL && is_text)
		return failure(L, YCF_INVALID, lua_pushfstring(L, "%s has a NUL character, which text "
		               "cannot hold; leave it out", field), field);
	if (text == NULL)
		return failure(L, YCF_MISUSE, lua_pushfstring(L, "%s takes text, a whole number, a "
		               "boolean or a record", field), field);
	status = ycf_record_set(record, field, text);
	return status == YCF_OK ? 0 : fail(L, tracker, status);
}

int set_fields(lua_State *L, struct tracker *tracker, int index, ycf_record *record)
{
	for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
		if (lua_type(L, -2) != LUA_TSTRING)
			return failure(L, YCF_MISUSE, "the table of fields has a key that is no name", NULL);
		int failed = set_field(L, tracker, record, lua_tostring(L, -2));
		if (failed != 0)
			return failed;
	}
	return 0;
}

/* ---- to Lua ---- */

/* What is known of a noun, kept at [0] of its records' metatable. The names of its
   fields stand at [1] on, and behind them the text of each time of the last record:
   where much is imported, many have the same. */
struct view {
	size_t count;
	int held;                    /* fields that the last record held: the next will, too */
	struct {
		const char *name;        /* the library's own pointer, which it finds at once */
		ycf_kind kind;
		int64_t time;            /* whose text is kept */
	} fields[];
};

int view_noun(lua_State *L)
{
	const char *noun = luaL_checkstring(L, 1);
	size_t count = ycf_field_count(noun);
	struct view *view = lua_newuserdata(L, sizeof *view + count * sizeof view->fields[0]);
	view->count = count;
	view->held = 0;
	for (size_t i = 0; i < count; i++) {
		view->fields[i].name = ycf_field_name(noun, i);
		view->fields[i].kind = ycf_field_kind(noun, i);
		view->fields[i].time = 0;
	}
	return 1;
}

void push_day(lua_State *L, ycf_date day)
{
	char text[11];
	ycf_date_write(day, text);
	lua_pushstring(L, text);
}

static void push_time(lua_State *L, const ycf_record *record, int meta, struct view *view,
                      size_t i, int64_t time)
{
	lua_Integer kept = (lua_Integer)(view->count + i) + 1;
	if (time == view->fields[i].time) {
		lua_rawgeti(L, meta, kept);
		return;
	}
	view->fields[i].time = 0;
	lua_pushstring(L, ycf_record_text(record, view->fields[i].name));
	lua_pushvalue(L, -1);
	lua_rawseti(L, meta, kept);
	view->fields[i].time = time;
}

/* The one converter, by kind: pushes the name of field i and its value; false: there is
   none, and nothing was pushed. */
static bool push_field(lua_State *L, const ycf_record *record, int meta, struct view *view,
                       size_t i)
{
	const char *text = NULL, *name = view->fields[i].name;
	ycf_kind kind = view->fields[i].kind;
	int64_t number = 0;
	bool holds = true;
	if (kind == YCF_DATE)
		holds = (number = ycf_record_date(record, name)) != 0;
	else if (kind == YCF_INTEGER || kind == YCF_TIME)
		holds = (number = ycf_record_integer(record, name)) != 0 ||
		        !ycf_record_is_null(record, name);
	else if (kind != YCF_BOOLEAN)
		holds = (text = ycf_record_text(record, name)) != NULL;
	if (!holds)
		return false;
	lua_rawgeti(L, meta, (lua_Integer)i + 1);
	if (text != NULL)
		lua_pushlstring(L, text, strlen(text));   /* past Lua's cache of constant texts */
	else if (kind == YCF_DATE)
		push_day(L, (ycf_date)number);
	else if (kind == YCF_TIME)
		push_time(L, record, meta, view, i, number);
	else if (kind == YCF_INTEGER)
		lua_pushinteger(L, number);
	else
		lua_pushboolean(L, ycf_record_boolean(record, name));
	return true;
}

void push_record(lua_State *L, const ycf_record *record)
{
	int held = 0;
	lua_getfield(L, NOUNS, ycf_record_noun(record));
	int meta = lua_gettop(L);
	lua_rawgeti(L, meta, 0);
	struct view *view = lua_touserdata(L, -1);
	lua_createtable(L, 0, view->held);
	for (size_t i = 0; i < view->count; i++)
		if (push_field(L, record, meta, view, i)) {
			lua_rawset(L, -3);
			held++;
		}
	view->held = held;
	lua_pushvalue(L, meta);
	lua_setmetatable(L, -2);
	lua_replace(L, meta);
	lua_settop(L, meta);
}
