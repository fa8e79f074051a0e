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

/* What is known of a noun, kept at [0] of its records' metatable; the names of its
   fields stand at [1] on. */
struct view {
	size_t count;
	int held;                /* fields that the last record held: the next will, too */
	struct {
		const char *name;    /* the library's own pointer, which it finds at once */
		ycf_kind kind;
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
	}
	return 1;
}

void push_day(lua_State *L, ycf_date day)
{
	char text[11];
	ycf_date_write(day, text);
	lua_pushstring(L, text);
}

/* The one converter. false: nothing there, nothing pushed. */
static bool push_value(lua_State *L, const ycf_record *record, const char *field, ycf_kind kind)
{
	const char *text;
	switch (kind) {
	case YCF_BOOLEAN:
		lua_pushboolean(L, ycf_record_boolean(record, field));
		return true;
	case YCF_INTEGER:
		if (ycf_record_is_null(record, field))
			return false;
		lua_pushinteger(L, ycf_record_integer(record, field));
		return true;
	case YCF_DATE:
		if (ycf_record_date(record, field) == 0)
			return false;
		push_day(L, ycf_record_date(record, field));
		return true;
	case YCF_TEXT:
	case YCF_TIME:
	case YCF_CHOICE:
	case YCF_REFERENCE:
		break;
	}
	text = ycf_record_text(record, field);
	if (text == NULL)
		return false;
	lua_pushlstring(L, text, strlen(text));   /* past the cache of constant texts */
	return true;
}

void push_record(lua_State *L, const ycf_record *record)
{
	lua_getfield(L, NOUNS, ycf_record_noun(record));
	int meta = lua_gettop(L);
	lua_rawgeti(L, meta, 0);
	struct view *view = lua_touserdata(L, -1);
	int held = 0;
	lua_createtable(L, 0, view->held);
	for (size_t i = 0; i < view->count; i++) {
		lua_rawgeti(L, meta, (lua_Integer)i + 1);
		if (push_value(L, record, view->fields[i].name, view->fields[i].kind)) {
			lua_rawset(L, -3);
			held++;
		} else {
			lua_pop(L, 1);
		}
	}
	view->held = held;
	lua_pushvalue(L, meta);
	lua_setmetatable(L, -2);
	lua_replace(L, meta);
	lua_settop(L, meta);
}
