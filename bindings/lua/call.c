/* One function for all calls of calls.h: it reads what a row takes, makes the call, and
   gives what the row gives. Functions of ycf.core never raise what is wrong, misuse
   included: ycf.lua does that, where the caller is known. */
#include <stdio.h>
#include <string.h>

#include "core.h"

/* ---- what a call takes ---- */

static void take_text(lua_State *L, struct call *call, int index, bool is_key)
{
	lua_pushvalue(L, index);
	const char *text = lua_istable(L, index) && !is_key ? NULL : become_text(L);
	if (text == NULL)
		refuse(L, call, index, is_key ? "a key or a record" : "text without NUL");
	lua_replace(L, index);
	call->text[call->texts++] = text;
}

static void take_number(lua_State *L, struct call *call, int index)
{
	int whole;
	call->number[call->numbers++] = lua_tointegerx(L, index, &whole);
	if (!whole)
		refuse(L, call, index, "a whole number");
}

static void take_day_text(lua_State *L, struct call *call, int index)
{
	if (lua_type(L, index) != LUA_TSTRING)
		refuse(L, call, index, "a day as text");
	if (!take_day(call, lua_tostring(L, index)))
		fail(L, call, YCF_INVALID, lua_pushfstring(L, "the day '%s' %s", lua_tostring(L, index),
		     call->wrong), NULL);
}

/* Texts, which stay where they are, in the table. */
static void take_texts(lua_State *L, struct call *call, int index)
{
	if (!lua_istable(L, index))
		refuse(L, call, index, "a list");
	size_t count = lua_rawlen(L, index);
	if (!take_list(call, count))
		luaL_error(L, "not enough memory");
	for (size_t i = 0; i < count; i++, lua_pop(L, 1)) {
		lua_rawgeti(L, index, (lua_Integer)i + 1);
		const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
		if (text == NULL || strlen(text) != lua_rawlen(L, -1))
			refuse(L, call, -1, "a list of texts without NUL");
		call->list[i] = text;
	}
}

/* A path, or an open file. */
static void take_output(lua_State *L, struct call *call, int index)
{
	luaL_Stream *file = luaL_testudata(L, index, LUA_FILEHANDLE);
	if (file == NULL) {
		take_text(L, call, index, false);
		call->path = call->text[--call->texts];
		return;
	}
	if (file->closef == NULL)
		refuse(L, call, index, "an open file");
	fflush(file->f);
	call->descriptor = fileno(file->f);
}

static void take(lua_State *L, struct call *call, char letter, int index)
{
	if (lua_isnil(L, index) && take_nothing(call, letter))
		return;
	switch (letter) {
	case 'x': case 'X': case 'N': case 'G':
		take_text(L, call, index, false);
		break;
	case 'k': case 'K':
		take_text(L, call, index, true);
		break;
	case 'n':
		take_number(L, call, index);
		break;
	case 'b':
		call->number[call->numbers++] = lua_toboolean(L, index);
		break;
	case 'd': case 'y':
		take_day_text(L, call, index);
		break;
	case 'l':
		take_texts(L, call, index);
		break;
	case 'o':
		take_output(L, call, index);
		break;
	case 'r':
		call->revision = lua_tointeger(L, index);
		break;
	case 'F':
		if (!lua_istable(L, index))
			refuse(L, call, index, "a table of fields");
		break;
	default:
		take_object(L, call, index, letter);
	}
}

/* ---- what it gives ---- */

static void push_block(lua_State *L, const struct call *call)
{
	lua_createtable(L, (int)call->count, 0);
	for (size_t i = 0; i < call->count; i++) {
		push_record(L, call->block[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static void give(lua_State *L, struct call *call, char letter)
{
	switch (letter) {
	case 'R':
		push_record(L, call->record);
		break;
	case 'B':
		push_block(L, call);
		break;
	case 'w':
		lua_pushstring(L, call->word);
		break;
	case 'n':
		lua_pushinteger(L, call->number[0]);
		break;
	case 'b':
		lua_pushboolean(L, call->flag);
		break;
	case 'y':
		push_day(L, (ycf_date)call->number[0]);
		break;
	case 'u':
		lua_pushinteger(L, (lua_Integer)call->outcome);
		break;
	default:
		hold(L, call, letter);
	}
}

/* ---- the call ---- */

static int carry_out(lua_State *L)
{
	struct call *call = lua_touserdata(L, CALL);
	const char *signature = call->row->signature, *letter = signature;
	const char *fields = strchr(signature, 'F');
	for (int index = FIRST; *letter != ':'; letter++, index++)
		take(L, call, *letter, index);
	if (strpbrk(signature, "NG") != NULL)
		run(L, call, fetch_record);
	if (fields != NULL)
		set_fields(L, call, FIRST + (int)(fields - signature));
	run(L, call, call->row->run);
	if (letter[1] == '\0')
		lua_pushboolean(L, true);
	int last = lua_gettop(L);
	while (*++letter != '\0')
		give(L, call, *letter);
	return lua_gettop(L) > last ? lua_gettop(L) - last : 1;
}

/* Lua raises by jumping, wherever it takes memory: to here, where what the call holds is freed. */
static int invoke(lua_State *L)
{
	struct call call = {.row = lua_touserdata(L, lua_upvalueindex(2))};
	lua_settop(L, (int)strcspn(call.row->signature, ":"));
	lua_pushcfunction(L, carry_out);
	lua_pushlightuserdata(L, &call);
	lua_pushvalue(L, lua_upvalueindex(1));
	lua_rotate(L, 1, FIRST);
	bool raised = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0) != LUA_OK;
	call_end(&call);
	if (call.tracker != NULL)
		leave(&call);
	if (raised && !call.failed)
		return lua_error(L);
	for (int i = 1; i <= FAILURE && raised; i++)
		lua_rawgeti(L, 1, i);
	return raised ? FAILURE : lua_gettop(L);
}

YCF_API int luaopen_ycf_core(lua_State *L);

/* A table of all calls; of `nouns`, which ycf.lua fills with the metatables of records; and
   of methods by type. */
int luaopen_ycf_core(lua_State *L)
{
	luaL_checkversion(L);
	lua_settop(L, 0);
	lua_newtable(L);
	lua_newtable(L);
	for (const struct row *row = rows; row->name != NULL; row++) {
		lua_pushvalue(L, -2);
		lua_pushlightuserdata(L, (void *)(uintptr_t)row);
		lua_pushcclosure(L, invoke, 2);
		lua_setfield(L, -2, row->name);
	}
	open_handles(L);
	lua_pushvalue(L, -2);
	lua_setfield(L, -2, "nouns");
	return 1;
}
