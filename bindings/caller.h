/* What every binding does with ycf.h, whatever its language: a tracker and its parts, calls as rows
   of calls.h, fields by their kind. It is compiled into the module of each. */
#ifndef YCF_CALLER_H
#define YCF_CALLER_H

#include "ycf.h"

/* ---- a tracker and its parts ---- */

/* A cursor, document, import or reports that the language holds. */
struct part {
	char kind;                   /* its letter in calls.h */
	bool in_use;                 /* a call on it is under way */
	void *object;                /* NULL: closed */
	struct part *next, **place;  /* in a list of its tracker's */
};

/* A binding's own struct for a tracker begins with this. */
struct tracker {
	ycf_tracker *handle;         /* NULL: closed */
	bool closing;                /* as soon as no call is under way */
	struct part *parts;
	struct part *dropped;        /* by the language, and not freed yet */
};

/* What the letter stands for, "ycf.cursor"; NULL: no object. */
const char *object_name(char letter);

void part_close(struct part *part);
/* The language will not use it again, whatever the tracker is doing. */
void part_drop(struct tracker *tracker, struct part *part);
/* While no call is under way: free what was dropped; close the tracker's parts, which would keep
   its file open. */
void free_dropped(struct tracker *tracker);
void close_parts(struct tracker *tracker);

/* ---- calls ---- */

struct call {
	const struct row *row;
	struct tracker *tracker;     /* NULL: the call needs none */
	struct part *part;           /* what it is called on */
	const char *text[4];
	int64_t number[2];
	size_t texts, numbers, lists;   /* how many were taken */
	const char **fields;         /* names and values in turn */
	const char **list[2];
	const char *path;
	int64_t descriptor;          /* where there is no path */
	ycf_record *record;
	union {
		void *object;
		ycf_tracker *tracker;
		ycf_cursor *cursor;
		ycf_document *document;
		ycf_import *import;
		ycf_reports *reports;
	} made;
	const ycf_record *const *block;
	size_t count;                /* of the block's records */
	const char *word;
	bool flag;
	int64_t problems;
	const char *wrong;           /* where it is not the library that says it */
	char room[160];
};

struct row {
	const char *name, *signature;
	ycf_status (*run)(struct call *call);
};

/* The last has no name. */
extern const struct row rows[];

/* What is told of a call that failed; "" and 0: nothing. */
struct failure {
	const char *text, *record, *field;
	int64_t row;
};

/* What the language has for a letter: nothing, a number, or text, which stays where it is. A list
   is one text, in which each of its texts is ended by NUL; so are fields, a name and a value in
   turn. YCF_MISUSE: the letter does not take that. */
ycf_status take_nothing(struct call *call, char letter);
ycf_status take_number(struct call *call, char letter, int64_t number);
ycf_status take_text(struct call *call, char letter, const char *text, size_t length);
/* The call, when all is taken; before it, the record that it is about is fetched and filled. */
ycf_status call_run(struct call *call);
struct failure call_failure(const struct call *call, ycf_status status);
/* What was made becomes a part that the language holds; NULL: out of memory. */
struct part *keep_made(struct call *call, char letter);
/* Free what the call holds, and what it made and nobody kept. */
void call_end(struct call *call);

/* ---- fields ---- */

/* What is asked of a noun's field table once. */
struct field {
	const char *name;            /* the library's own pointer, which it finds at once */
	ycf_kind kind;
};

struct value {
	int64_t number;              /* of text and references: 0 */
	const char *text;            /* of text, references and choices */
};

struct field field_at(const char *noun, size_t i);
/* The one way in which a value is read, by its field's kind; false: it holds nothing. Inline, as it
   is done for each field of each record. */
static inline bool read_value(const ycf_record *record, const struct field *field,
                              struct value *value)
{
	value->number = 0;
	value->text = NULL;
	switch (field->kind) {
	case YCF_BOOLEAN:
		value->number = ycf_record_boolean(record, field->name);
		return true;
	case YCF_DATE:
		value->number = ycf_record_date(record, field->name);
		return value->number != 0;
	case YCF_INTEGER:
	case YCF_TIME:
		value->number = ycf_record_integer(record, field->name);
		return value->number != 0 || !ycf_record_is_null(record, field->name);
	case YCF_TEXT:
	case YCF_CHOICE:
	case YCF_REFERENCE:
		break;
	}
	value->text = ycf_record_text(record, field->name);
	/* The name of a choice always stands at the same place. */
	if (field->kind == YCF_CHOICE)
		value->number = (int64_t)(intptr_t)value->text;
	return value->text != NULL;
}

#endif
