/* What the files of ycf.core share; the only one that includes Lua's headers. They
   have no rules of the register, and no list of its nouns and fields. */
#ifndef YCF_LUA_CORE_H
#define YCF_LUA_CORE_H

#include <lauxlib.h>
#include <lua.h>

#include "../caller.h"

/* Where a call finds on its stack itself, noun -> the metatable of its records, and what it
   takes. */
enum { CALL = 1, NOUNS, FIRST };

/* A tracker as Lua holds it. Its user value is the progress function. */
struct handle {
	struct tracker tracker;
	int calls;                   /* under way: a finalizer may make one within another */
	bool running;                /* the progress function */
	lua_State *caller;           /* of the call that is running */
	int progress, raised;        /* stack places: the function, what it raised; 0: none */
};

/* handle.c */
/* Take the tracker, or a part of one, that a call is on. */
void take_object(lua_State *L, struct call *call, int index, char letter);
void leave(struct call *call);
/* Take a step of the call; raises what a progress function raised, or that it failed. */
void run(lua_State *L, struct call *call, ycf_status (*step)(struct call *));
/* What a call gives that failed: nil, message, code, details. */
enum { FAILURE = 4 };

/* The one error function: raises a table of these, which are then given. Where there is no
   text, what is wrong is the library's to say. */
int fail(lua_State *L, struct call *call, ycf_status status, const char *text, const char *field);
int refuse(lua_State *L, struct call *call, int index, const char *wanted);
/* What the call made, pushed. */
void hold(lua_State *L, struct call *call, char letter);
void open_handles(lua_State *L);     /* into the table at the top */

/* value.c */
/* The value at the top becomes text without NUL, a record becomes its id; NULL: it cannot. */
const char *become_text(lua_State *L);
/* Sets each field that stands in the table at `index`. */
void set_fields(lua_State *L, struct call *call, int index);
void push_record(lua_State *L, const ycf_record *record);
void push_day(lua_State *L, ycf_date day);
int view_noun(lua_State *L);

#endif
