/* One function for all calls of calls.h: it reads what a row takes, makes the call, and
   gives what the row gives. Functions of ycf.core never raise what is wrong, misuse
   included: ycf.lua does that, where the caller is known. */
#include <stdio.h>
#include <string.h>

#include "core.h"

/* ---- what a call takes ---- */

/* For people. */
static const char *wanted(char letter)
{
	switch (letter) {
	case 't': return "a tracker";
	case 'k': case 'K': return "a key or a record with its id";
	case 'n': case 'r': return "a whole number";
	case 'd': case 'y': return "a day as text";
	case 'o': return "a path as text or an open file";
	default: return object_name(letter) != NULL ? object_name(letter) : "text without NUL";
	}
}

static ycf_status take_file(lua_State *L, struct call *call, int index)
{
	luaL_Stream *file = luaL_testudata(L, index, LUA_FILEHANDLE);
	if (file == NULL || file->closef == NULL)
		return YCF_MISUSE;
	fflush(file->f);
	return take_number(call, 'o', fileno(file->f));
}

/* Where a key is wanted, a record is its id; where text is, a whole number is its digits. */
static void become_text(lua_State *L, char letter, int index)
{
	int whole;
	lua_Integer number = lua_tointegerx(L, index, &whole);
	if (lua_istable(L, index) && (letter == 'k' || letter == 'K')) {
		lua_pushliteral(L, "id");
		lua_rawget(L, index);
		lua_replace(L, index);
	} else if (lua_type(L, index) == LUA_TNUMBER && whole && letter != 'd' && letter != 'y') {
		lua_pushfstring(L, "%I", (LUAI_UACINT)number);
		lua_replace(L, index);
	}
}

static ycf_status take(lua_State *L, struct call *call, char letter, int index)
{
	int whole;
	size_t length;
	if (letter == 'b')
		return take_number(call, letter, lua_toboolean(L, index));
	if (lua_isnil(L, index))
		return take_nothing(call, letter);
	if (letter == 'n' || letter == 'r') {
		lua_Integer number = lua_tointegerx(L, index, &whole);
		return whole ? take_number(call, letter, number) : YCF_MISUSE;
	}
	if (lua_isuserdata(L, index))
		return letter == 'o' ? take_file(L, call, index) : take_object(L, call, letter, index);
	become_text(L, letter, index);
	if (lua_type(L, index) != LUA_TSTRING)
		return YCF_MISUSE;
	const char *text = lua_tolstring(L, index, &length);
	return take_text(call, letter, text, length);
}

static bool has_nul(lua_State *L, int index)
{
	size_t length;
	const char *text = lua_type(L, index) == LUA_TSTRING ? lua_tolstring(L, index, &length) : NULL;
	return text != NULL && strlen(text) != length;
}

static ycf_status take_all(lua_State *L, struct call *call)
{
	const char *letter = call->row->signature;
	for (int index = FIRST; *letter != ':'; letter++, index++) {
		const char *given = has_nul(L, index) ? "text with a NUL" : luaL_typename(L, index);
		ycf_status status = take(L, call, *letter, index);
		if (status == YCF_MISUSE && call->wrong == NULL)
			call->wrong = lua_pushfstring(L, "%s takes %s here, not %s", call->row->name,
			                              wanted(*letter), given);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

/* ---- what it gives ---- */

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
	default:
		hold(L, call, letter);
	}
}

/* ---- the call ---- */

static int carry_out(lua_State *L)
{
	struct call *call = lua_touserdata(L, CALL);
	ycf_status status = take_all(L, call);
	if (status == YCF_OK)
		status = run(L, call);
	if (status != YCF_OK)
		return fail(L, call, status);
	int last = lua_gettop(L);
	const char *gives = strchr(call->row->signature, ':') + 1;
	for (const char *letter = gives; *letter != '\0'; letter++)
		give(L, call, *letter);
	if (gives[0] == '\0')
		lua_pushboolean(L, true);
	return lua_gettop(L) - last;
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
	return raised ? lua_error(L) : lua_gettop(L);
}

YCF_API int luaopen_ycf_core(lua_State *L);

/* A table of all calls; of `nouns`, which ycf.lua fills with the metatables of records; and
   of methods by type. */
int luaopen_ycf_core(lua_State *L)
{
	static const luaL_Reg functions[] = {
		{"set_progress", set_progress}, {"view", view_noun}, {NULL, NULL},
	};
	luaL_checkversion(L);
	luaL_newlib(L, functions);
	lua_newtable(L);
	for (const struct row *row = rows; row->name != NULL; row++) {
		lua_pushvalue(L, -1);
		lua_pushlightuserdata(L, (void *)(uintptr_t)row);
		lua_pushcclosure(L, invoke, 2);
		lua_setfield(L, -3, row->name);
	}
	lua_setfield(L, -2, "nouns");
	open_handles(L);
	return 1;
}
