/* What the files of ycf.core share; the only one that includes Lua's headers. They
   have no rules of the register, and no list of its nouns and fields. */
#ifndef YCF_LUA_CORE_H
#define YCF_LUA_CORE_H

#include <lauxlib.h>
#include <lua.h>

#include "ycf.h"

/* Every function's first upvalue: noun -> the metatable of its records. */
#define NOUNS lua_upvalueindex(1)

/* A tracker as Lua holds it. Its user value is the progress function. */
struct tracker {
	ycf_tracker *handle;         /* NULL: closed */
	struct part *parts;
	bool has_progress;
	const void *running;         /* the object for which a progress function runs */
	lua_State *caller;           /* of the call that is running */
	int progress, raised;        /* stack places: the function, what it raised; 0: none */
};

/* An object of libycf that belongs to a tracker: a cursor, document, import or reports that
   Lua holds, or a record held during one call. Its user value is the tracker. */
struct part {
	struct tracker *tracker;
	struct part *next, **place;  /* in the tracker's list */
	union {
		void *object;            /* NULL: closed */
		ycf_cursor *cursor;
		ycf_document *document;
		ycf_import *import;
		ycf_reports *reports;
		ycf_record *record;
	};
	const struct part_type *type;
	const ycf_record *const *block;   /* of a cursor: its records that come next, */
	size_t at, filled;           /* which of them is the next, how many they are */
	int64_t count;               /* of a cursor that has given all; -1 before */
	bool in_use;                 /* it is being read: only the collector may close it */
};

struct part_type {
	const char *name;
	void (*release)(void *object);
};

/* What a call gives that failed: nil, message, code, details. */
enum { FAILURE = 4 };

/* handle.c */
extern const struct part_type cursor_type, document_type, import_type, reports_type, record_type;
/* A part of the tracker at `index`, pushed, without an object: so that what is made
   next has a keeper, whatever Lua raises. */
struct part *part_new(lua_State *L, int index, const struct part_type *type);
void part_close(struct part *part);
/* Before each call of libycf: NULL, or what is wrong with the tracker. */
const char *begin_call(lua_State *L, struct tracker *tracker);
/* The one error function: raises what a progress function raised, else pushes
   FAILURE values. */
int fail(lua_State *L, struct tracker *tracker, ycf_status status);
int failure(lua_State *L, ycf_status status, const char *message, const char *field);
void settle(lua_State *L, struct tracker *tracker);
void open_handles(lua_State *L);     /* into the table at the top; nouns lie below it */

/* value.c */
/* The value at the top becomes text without NUL, a record becomes its id; NULL: it cannot. */
const char *become_text(lua_State *L);
/* Sets each field that stands in the table at `index`. 0, or FAILURE values were pushed. */
int set_fields(lua_State *L, struct tracker *tracker, int index, ycf_record *record);
void push_record(lua_State *L, const ycf_record *record);
void push_day(lua_State *L, ycf_date day);
int view_noun(lua_State *L);

#endif
