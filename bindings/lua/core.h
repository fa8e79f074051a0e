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
ycf_status take_object(lua_State *L, struct call *call, char letter, int index);
void leave(struct call *call);
/* Make the call; raises what a progress function raised. */
ycf_status run(lua_State *L, struct call *call);
/* The one way in which a call fails: it gives nil, message, code, details. */
int fail(lua_State *L, const struct call *call, ycf_status status);
/* What the call made, pushed. */
void hold(lua_State *L, struct call *call, char letter);
int set_progress(lua_State *L);
void open_handles(lua_State *L);     /* into the table at the top */

/* value.c */
void push_record(lua_State *L, const ycf_record *record);
void push_block(lua_State *L, const struct call *call);
void push_day(lua_State *L, ycf_date day);
int view_noun(lua_State *L);

#endif
