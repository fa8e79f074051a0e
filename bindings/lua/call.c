/* One function for all calls of calls.h: it reads what a row takes, makes the call, and
   gives what the row gives. Functions of ycf.core never raise what is wrong, misuse
   included: ycf.lua does that, where the caller is known. */
#include <stdio.h>
#include <string.h>

#include "core.h"

struct call {
	const struct row *row;
	struct tracker *tracker;     /* NULL: the call needs none */
	ycf_tracker *handle;
	struct part *part;           /* what it is called on */
	struct part *made, *held;    /* what it makes; the record it is about */
	const char *text[4], *word, *path;
	int64_t number[2];
	bool flag[2];
	ycf_date day;
	ycf_count count;
	const char *const *list;
	int64_t revision;            /* that the record must have; 0: any */
	int descriptor, fields;      /* fields: their table's place */
	int texts, numbers, flags;   /* how many were taken */
	char room[32];
};

struct row {
	const char *name, *signature;
	ycf_status (*call)(struct call *c);
};

/* ---- the rows ---- */

#define T c->handle
#define PART c->part
#define MADE c->made
#define RECORD c->held->record
#define TEXT(n) c->text[n]
#define WORD c->word
#define NUMBER(n) c->number[n]
#define INDEX(n) ((size_t)c->number[n])
#define FLAG(n) c->flag[n]
#define DAY c->day
#define COUNT c->count
#define LIST c->list
#define PATH c->path
#define DESCRIPTOR c->descriptor
#define GIVE(place, value) (place = (value), YCF_OK)

#define CALL(name, signature, expression) \
	static ycf_status do_##name(struct call *c) \
	{ \
		(void)c; \
		return expression; \
	}
#include "calls.h"
#undef CALL

#define CALL(name, signature, expression) {#name, signature, do_##name},
static const struct row rows[] = {
#include "calls.h"
};

/* ---- what a call takes ---- */

static int refuse(lua_State *L, const struct call *call, int index, const char *wanted)
{
	return failure(L, YCF_MISUSE, lua_pushfstring(L, "%s takes %s here, not %s", call->row->name,
	               wanted, luaL_typename(L, index)), NULL);
}

static int take_text(lua_State *L, struct call *call, int index, bool is_key)
{
	if (lua_istable(L, index) && !is_key)
		return refuse(L, call, index, "text");
	lua_pushvalue(L, index);
	const char *text = become_text(L);
	if (text == NULL)
		return refuse(L, call, index, is_key ? "a key or a record" : "text without NUL");
	lua_replace(L, index);
	call->text[call->texts++] = text;
	return 0;
}

static int take_number(lua_State *L, struct call *call, int index)
{
	int whole;
	call->number[call->numbers++] = lua_tointegerx(L, index, &whole);
	return whole ? 0 : refuse(L, call, index, "a whole number");
}

static int take_day(lua_State *L, struct call *call, int index)
{
	const char *why;
	if (lua_type(L, index) != LUA_TSTRING)
		return refuse(L, call, index, "a day as text");
	const char *text = lua_tostring(L, index);
	call->day = ycf_date_read(text, &why);
	return call->day != 0 ? 0 : failure(L, YCF_INVALID, lua_pushfstring(L, "the day '%s' %s",
	                                                                    text, why), NULL);
}

/* Texts, which stay where they are, in the table. */
static int take_list(lua_State *L, struct call *call, int index)
{
	if (!lua_istable(L, index))
		return refuse(L, call, index, "a list");
	size_t count = lua_rawlen(L, index);
	const char **list = lua_newuserdata(L, (count + 1) * sizeof *list);
	for (size_t i = 0; i < count; i++, lua_pop(L, 1)) {
		lua_rawgeti(L, index, (lua_Integer)i + 1);
		list[i] = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
		if (list[i] == NULL || strlen(list[i]) != lua_rawlen(L, -1))
			return refuse(L, call, -1, "a list of texts without NUL");
	}
	list[count] = NULL;
	call->list = list;
	return 0;
}

/* A path, or an open file. */
static int take_output(lua_State *L, struct call *call, int index)
{
	luaL_Stream *file = luaL_testudata(L, index, LUA_FILEHANDLE);
	call->descriptor = -1;
	if (file == NULL) {
		int failed = take_text(L, call, index, false);
		call->path = failed == 0 ? call->text[--call->texts] : NULL;
		return failed;
	}
	if (file->closef == NULL)
		return refuse(L, call, index, "an open file");
	fflush(file->f);
	call->descriptor = fileno(file->f);
	return 0;
}

static int take_object(lua_State *L, struct call *call, int index, char letter)
{
	const struct part_type *type = letter == 'c' ? &cursor_type
		: letter == 'm' ? &import_type : letter == 'p' ? &reports_type : &document_type;
	if (letter == 't') {
		call->tracker = luaL_testudata(L, index, "ycf.tracker");
		return call->tracker != NULL ? 0 : refuse(L, call, index, "a tracker");
	}
	call->part = luaL_testudata(L, index, type->name);
	if (call->part == NULL)
		return refuse(L, call, index, type->name);
	call->tracker = call->part->tracker;
	return 0;
}

/* t c m p D: tracker, cursor, import, reports, document. x k: text, key or record. n: number.
   b: flag. d y: day. l: list. o: output. N: the noun of a new record. G: that of a
   stored one, whose key follows, and r: its revision. F: fields to set on either.
   What has a capital X or K, or d, l or r, may be nil. */
static int take(lua_State *L, struct call *call, char letter, int index)
{
	if (strchr("XKdlr", letter) != NULL && lua_isnoneornil(L, index)) {
		call->texts += letter == 'X' || letter == 'K';
		return 0;
	}
	switch (letter) {
	case 'x': case 'X': case 'N': case 'G':
		return take_text(L, call, index, false);
	case 'k': case 'K':
		return take_text(L, call, index, true);
	case 'n':
		return take_number(L, call, index);
	case 'r':
		call->revision = lua_tointeger(L, index);
		return 0;
	case 'b':
		call->flag[call->flags++] = lua_toboolean(L, index);
		return 0;
	case 'd': case 'y':
		return take_day(L, call, index);
	case 'l':
		return take_list(L, call, index);
	case 'o':
		return take_output(L, call, index);
	case 'F':
		call->fields = index;
		return lua_istable(L, index) ? 0 : refuse(L, call, index, "a table of fields");
	default:
		return take_object(L, call, index, letter);
	}
}

/* ---- the call ---- */

/* The keepers of what the call makes or holds; the handle, after all that takes memory,
   for a finalizer may have closed it. */
static int prepare(lua_State *L, struct call *call)
{
	const char *signature = call->row->signature, *gives = strchr(signature, ':');
	const struct part_type *made = strchr(gives, 'C') != NULL ? &cursor_type
		: strchr(gives, 'D') != NULL ? &document_type
		: strchr(gives, 'M') != NULL ? &import_type
		: strchr(gives, 'P') != NULL ? &reports_type : NULL;
	if (made != NULL)
		call->made = part_new(L, 1, made);
	if (strpbrk(signature, "NGR") != NULL)
		call->held = part_new(L, 1, &record_type);
	if (call->tracker == NULL)
		return 0;
	const char *wrong = begin_call(L, call->tracker);
	if (wrong == NULL && call->part != NULL && call->part->object == NULL)
		wrong = "it is closed";
	call->handle = call->tracker->handle;
	return wrong == NULL ? 0 : failure(L, YCF_MISUSE, wrong, NULL);
}

/* The revision of the record that Lua has guards what is done with it: the library sees
   to what happens after this. */
static int fetch(lua_State *L, struct call *call)
{
	ycf_record **record = &call->held->record;
	ycf_status status = strchr(call->row->signature, 'N') != NULL
		? ycf_record_new(call->handle, call->text[0], record)
		: ycf_get(call->handle, call->text[0], call->text[1], record);
	if (status != YCF_OK)
		return fail(L, call->tracker, status);
	if (call->revision != 0 && call->revision != ycf_record_integer(*record, "revision"))
		return failure(L, YCF_CONFLICT, lua_pushfstring(L, "this %s was changed by somebody else "
		               "since it was read; read it again and repeat the change",
		               call->text[0]), NULL);
	if (call->fields == 0)
		return 0;
	int failed = set_fields(L, call->tracker, call->fields, *record);
	if (failed != 0)
		return failed;
	const char *wrong = begin_call(L, call->tracker);
	return wrong == NULL ? 0 : failure(L, YCF_MISUSE, wrong, NULL);
}

/* R: the record. C D M: what was made. w: text or nil. n b u: number, flag, count. y: day. */
static void give(lua_State *L, struct call *call, char letter, int made)
{
	switch (letter) {
	case 'R':
		push_record(L, call->held->record);
		part_close(call->held);
		break;
	case 'w':
		lua_pushstring(L, call->word);
		break;
	case 'n':
		lua_pushinteger(L, call->number[0]);
		break;
	case 'u':
		lua_pushinteger(L, (lua_Integer)call->count);
		break;
	case 'b':
		lua_pushboolean(L, call->flag[0]);
		break;
	case 'y':
		push_day(L, call->day);
		break;
	default:
		lua_pushvalue(L, made);
	}
}

static int invoke(lua_State *L)
{
	const struct row *row = lua_touserdata(L, lua_upvalueindex(2));
	struct call call = {.row = row};
	int index = 1, failed = 0;
	lua_settop(L, (int)strcspn(row->signature, ":"));
	for (; row->signature[index - 1] != ':' && failed == 0; index++)
		failed = take(L, &call, row->signature[index - 1], index);
	int made = lua_gettop(L) + 1;
	if (failed == 0)
		failed = prepare(L, &call);
	if (failed == 0 && strpbrk(row->signature, "NG") != NULL)
		failed = fetch(L, &call);
	if (failed != 0)
		return failed;
	ycf_status status = row->call(&call);
	if (status != YCF_OK)
		return fail(L, call.tracker, status);
	settle(L, call.tracker);
	int first = lua_gettop(L);
	for (const char *letter = row->signature + index; *letter != '\0'; letter++)
		give(L, &call, *letter, made);
	if (call.held != NULL)
		part_close(call.held);
	if (lua_gettop(L) == first)
		lua_pushboolean(L, true);
	return lua_gettop(L) - first;
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
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		lua_pushvalue(L, -2);
		lua_pushlightuserdata(L, (void *)(uintptr_t)&rows[i]);
		lua_pushcclosure(L, invoke, 2);
		lua_setfield(L, -2, rows[i].name);
	}
	open_handles(L);
	lua_pushvalue(L, -2);
	lua_setfield(L, -2, "nouns");
	return 1;
}
