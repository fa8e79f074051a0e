/* Values to Lua, by field kind. */
#include <string.h>

#include "core.h"

/* What is known of a field: of days, times and choices also which text was made last, as many
   records in a row have the same. */
struct column {
	struct field field;
	int64_t made;                /* its value; 0: none */
};

/* What is known of a noun's fields, or of those that were asked for, kept at [0] of the records'
   metatable. Their names stand at [1] on, and behind them the texts made last. */
struct view {
	size_t count;
	int held;                    /* fields that the last record held: the next will, too */
	struct column columns[];
};

/* view(noun, places): a list of the fields' places in the noun. */
int view_noun(lua_State *L)
{
	const char *noun = luaL_checkstring(L, 1);
	size_t count = (size_t)luaL_len(L, 2);
	struct view *view = lua_newuserdata(L, sizeof *view + count * sizeof *view->columns);
	*view = (struct view){.count = count};
	for (size_t i = 0; i < count; i++) {
		lua_rawgeti(L, 2, (lua_Integer)i + 1);
		view->columns[i].field = field_at(noun, (size_t)lua_tointeger(L, -1));
		view->columns[i].made = 0;
		lua_pop(L, 1);
	}
	return 1;
}

void push_day(lua_State *L, ycf_date day)
{
	char text[11];
	ycf_date_write(day, text);
	lua_pushstring(L, text);
}

/* The text of a value that this number stands for, which is kept at [place]. */
static void push_kept(lua_State *L, const ycf_record *record, int meta, lua_Integer place,
                      struct column *column, int64_t number)
{
	if (column->made == number) {
		lua_rawgeti(L, meta, place);
		return;
	}
	column->made = 0;
	lua_pushstring(L, ycf_record_text(record, column->field.name));
	lua_pushvalue(L, -1);
	lua_rawseti(L, meta, place);
	column->made = number;
}

static void push_value(lua_State *L, const ycf_record *record, int meta, lua_Integer place,
                       struct column *column, const struct value *value)
{
	switch (column->field.kind) {
	case YCF_BOOLEAN:
		lua_pushboolean(L, value->number != 0);
		break;
	case YCF_INTEGER:
		lua_pushinteger(L, value->number);
		break;
	case YCF_DATE:
	case YCF_TIME:
	case YCF_CHOICE:
		push_kept(L, record, meta, place, column, value->number);
		break;
	case YCF_TEXT:
	case YCF_REFERENCE:
		lua_pushlstring(L, value->text, strlen(value->text));   /* past Lua's cache of texts */
	}
}

/* Pushes the metatable of records of a noun, of all fields (NULL) or those named, and, once for all
   of a block, the names of their fields. */
static struct view *push_view(lua_State *L, const char *noun, const char *fields)
{
	lua_pushfstring(L, fields != NULL ? "%s %s" : "%s", noun, fields);
	lua_gettable(L, NOUNS);
	int meta = lua_gettop(L);
	lua_rawgeti(L, meta, 0);
	struct view *view = lua_touserdata(L, -1);
	lua_pop(L, 1);
	if (!lua_checkstack(L, (int)view->count + LUA_MINSTACK))
		luaL_error(L, "not enough memory");
	for (size_t i = 1; i <= view->count; i++)
		lua_rawgeti(L, meta, (lua_Integer)i);
	return view;
}

/* A table, with what push_view() pushed at `meta`. */
static void make_record(lua_State *L, int meta, struct view *view, const ycf_record *record)
{
	int held = 0;
	lua_createtable(L, 0, view->held);
	for (int i = 0; i < (int)view->count; i++) {
		struct column *column = &view->columns[i];
		struct value value;
		if (!read_value(record, &column->field, &value))
			continue;
		lua_pushvalue(L, meta + 1 + i);
		push_value(L, record, meta, (lua_Integer)view->count + i + 1, column, &value);
		lua_rawset(L, -3);
		held++;
	}
	view->held = held;
	lua_pushvalue(L, meta);
	lua_setmetatable(L, -2);
}

void push_record(lua_State *L, const ycf_record *record)
{
	int meta = lua_gettop(L) + 1;
	make_record(L, meta, push_view(L, ycf_record_noun(record), NULL), record);
	lua_replace(L, meta);
	lua_settop(L, meta);
}

void push_block(lua_State *L, const struct call *call)
{
	lua_createtable(L, (int)call->count, 0);
	int list = lua_gettop(L);
	struct view *view = call->count == 0 ? NULL
		: push_view(L, ycf_record_noun(call->block[0]), call->text[0]);
	for (size_t i = 0; i < call->count; i++) {
		make_record(L, list + 1, view, call->block[i]);
		lua_rawseti(L, list, (lua_Integer)i + 1);
	}
	lua_settop(L, list);
}
