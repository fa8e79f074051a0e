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
static ycf_status set_field(lua_State *L, struct call *call, const char *field)
{
	if (lua_isboolean(L, -1))
		return ycf_record_set_boolean(call->record, field, lua_toboolean(L, -1));
	bool is_text = lua_type(L, -1) == LUA_TSTRING;
	const char *text = become_text(L);
	if (text == NULL && is_text)
		fail(L, call, YCF_INVALID, lua_pushfstring(L, "%s has a NUL character, which text "
		     "cannot hold; leave it out", field), field);
	if (text == NULL)
		fail(L, call, YCF_MISUSE, lua_pushfstring(L, "%s takes text, a whole number, a "
		     "boolean or a record", field), field);
	return ycf_record_set(call->record, field, text);
}

void set_fields(lua_State *L, struct call *call, int index)
{
	for (lua_pushnil(L); lua_next(L, index) != 0; lua_pop(L, 1)) {
		if (lua_type(L, -2) != LUA_TSTRING)
			fail(L, call, YCF_MISUSE, "the table of fields has a key that is no name", NULL);
		ycf_status status = set_field(L, call, lua_tostring(L, -2));
		if (status != YCF_OK)
			fail(L, call, status, NULL, NULL);
	}
}

/* ---- to Lua ---- */

/* What is known of a noun, kept at [0] of its records' metatable. The names of its
   fields stand at [1] on, and behind them the text of each time of the last record:
   where much is imported, many have the same. */
struct view {
	size_t count;
	int held;                    /* fields that the last record held: the next will, too */
	int64_t *times;              /* whose texts are kept, by field */
	struct field fields[];
};

int view_noun(lua_State *L)
{
	const char *noun = luaL_checkstring(L, 1);
	size_t count = ycf_field_count(noun);
	size_t size = sizeof(struct view) + count * sizeof(struct field);
	struct view *view = lua_newuserdata(L, size + count * sizeof *view->times);
	*view = (struct view){.count = count, .times = (int64_t *)(void *)((char *)view + size)};
	read_fields(noun, count, view->fields);
	memset(view->times, 0, count * sizeof *view->times);
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
	if (time == view->times[i]) {
		lua_rawgeti(L, meta, kept);
		return;
	}
	view->times[i] = 0;
	lua_pushstring(L, ycf_record_text(record, view->fields[i].name));
	lua_pushvalue(L, -1);
	lua_rawseti(L, meta, kept);
	view->times[i] = time;
}

static void push_value(lua_State *L, const ycf_record *record, int meta, struct view *view,
                       size_t i, const struct value *value)
{
	switch (view->fields[i].kind) {
	case YCF_BOOLEAN:
		lua_pushboolean(L, value->number != 0);
		break;
	case YCF_INTEGER:
		lua_pushinteger(L, value->number);
		break;
	case YCF_DATE:
		push_day(L, (ycf_date)value->number);
		break;
	case YCF_TIME:
		push_time(L, record, meta, view, i, value->number);
		break;
	case YCF_TEXT:
	case YCF_CHOICE:
	case YCF_REFERENCE:
		lua_pushlstring(L, value->text, strlen(value->text));   /* past Lua's cache of texts */
	}
}

void push_record(lua_State *L, const ycf_record *record)
{
	int held = 0;
	lua_getfield(L, NOUNS, ycf_record_noun(record));
	int meta = lua_gettop(L);
	lua_rawgeti(L, meta, 0);
	struct view *view = lua_touserdata(L, -1);
	lua_createtable(L, 0, view->held);
	for (size_t i = 0; i < view->count; i++) {
		struct value value;
		if (!read_value(record, &view->fields[i], &value))
			continue;
		lua_rawgeti(L, meta, (lua_Integer)i + 1);
		push_value(L, record, meta, view, i, &value);
		lua_rawset(L, -3);
		held++;
	}
	view->held = held;
	lua_pushvalue(L, meta);
	lua_setmetatable(L, -2);
	lua_replace(L, meta);
	lua_settop(L, meta);
}
