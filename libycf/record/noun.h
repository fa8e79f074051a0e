/* Nouns and their fields: one private table of facts for each noun, from which
   SQL, CSV, JSON, the program and the bindings are driven. Only record/
   parses, formats and compares a kind. */
#ifndef YCF_RECORD_NOUN_H
#define YCF_RECORD_NOUN_H

#include "base/memory.h"
#include "base/message.h"

#define INTEGER_NONE INT64_MIN

struct field {
	ycf_kind kind;
	const char *name;
	size_t offset;
	unsigned flags;                 /* YCF_FIELD_... */
	size_t limit;                   /* of text, in characters */
	const char *const *choices;     /* of a choice, NULL-ended; the value is index + 1 */
	const char *target;             /* of a reference: the noun */
	const char *help;
};

/* What every stored row begins with. */
struct row {
	int64_t id;
	int64_t revision;
	int64_t created;                /* milliseconds */
	int64_t changed;
};

struct noun {
	const char *name;
	const char *prefix;             /* of its id tokens; NULL: derived */
	size_t size;                    /* of its struct */
	const struct field *fields;
	size_t count;
	const char *label;              /* the fields it is known by, first that holds something */
	const char *through;            /* its reference that leads to a setting, if not `setting` */
	const char *order;              /* how it is sorted where nobody says */
	const char *help;
};

/* Rows of a field table; each checks the member's C type when compiled. */
#define FIELD_OF(type, member, ctype) \
	(offsetof(struct type, member) + \
	 0 * sizeof(_Generic(((struct type *)0)->member, ctype: (char)0)))
#define TEXT_FIELD(type, member, flags, limit, help) \
	{YCF_TEXT, #member, FIELD_OF(type, member, const char *), flags, limit, NULL, NULL, help}
#define INTEGER_FIELD(type, member, flags, help) \
	{YCF_INTEGER, #member, FIELD_OF(type, member, int64_t), flags, 0, NULL, NULL, help}
#define BOOLEAN_FIELD(type, member, flags, help) \
	{YCF_BOOLEAN, #member, FIELD_OF(type, member, bool), flags, 0, NULL, NULL, help}
#define DATE_FIELD(type, member, flags, help) \
	{YCF_DATE, #member, FIELD_OF(type, member, ycf_date), flags, 0, NULL, NULL, help}
#define TIME_FIELD(type, member, flags, help) \
	{YCF_TIME, #member, FIELD_OF(type, member, int64_t), flags, 0, NULL, NULL, help}
#define CHOICE_FIELD(type, member, flags, choices, help) \
	{YCF_CHOICE, #member, FIELD_OF(type, member, unsigned), flags, 0, choices, NULL, help}
#define REFERENCE_FIELD(type, member, flags, target, help) \
	{YCF_REFERENCE, #member, FIELD_OF(type, member, int64_t), flags, 0, NULL, target, help}

/* The first rows of every stored noun's table; the struct begins with `struct
   row row`. */
#define ROW_FIELDS(type) \
	{YCF_REFERENCE, "id", offsetof(struct type, row.id), YCF_FIELD_READ_ONLY, 0, NULL, \
	 #type, "the record's own token"}, \
	{YCF_INTEGER, "revision", offsetof(struct type, row.revision), YCF_FIELD_READ_ONLY, 0, \
	 NULL, NULL, "how often it was written; a stale copy is refused"}, \
	{YCF_TIME, "created", offsetof(struct type, row.created), YCF_FIELD_READ_ONLY, 0, NULL, \
	 NULL, "when it was added"}, \
	{YCF_TIME, "changed", offsetof(struct type, row.changed), YCF_FIELD_READ_ONLY, 0, NULL, \
	 NULL, "when it was last written"}
enum { ROW_FIELD_COUNT = 4 };

/* Some fields of a noun: a bit for each, in the table's order. No noun has more than 64. */
typedef uint64_t field_set;
#define ALL_FIELDS UINT64_MAX

static inline field_set field_bit(const struct noun *noun, const struct field *field)
{
	return (field_set)1 << (field - noun->fields);
}

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

const struct field *noun_field(const struct noun *noun, const char *name);   /* or NULL */
bool noun_is_derived(const struct noun *noun);

/* Set every field to "nothing there". */
void row_clear(const struct noun *noun, void *row);

static inline void *field_at(const struct field *field, void *row)
{
	return (char *)row + field->offset;
}

static inline const void *field_in(const struct field *field, const void *row)
{
	return (const char *)row + field->offset;
}

bool field_is_null(const struct field *field, const void *row);
/* Nothing, or text of blanks alone. */
bool field_is_blank(const struct field *field, const void *row);
void field_clear(const struct field *field, void *row);

/* Read a value from text into the row; blank text empties the field (not of a
   text field that is not an identifier: only empty text does). Text is copied
   to the arena. References take tokens only. Errors name the field, and its
   valid choices. */
ycf_status field_read(const struct field *field, void *row, const char *text, size_t length,
                      struct arena *arena, struct message *message);

/* Write a value as text: into `room` (VALUE_SIZE) where it must be made, else
   the text itself; NULL where there is none. prefix: of the target's tokens. */
enum { VALUE_SIZE = 48 };
const char *field_write(const struct field *field, const void *row, const char *prefix,
                        char room[VALUE_SIZE]);

bool field_same(const struct field *field, const void *a, const void *b);
/* Copy a value from one row to another of the same noun; text by pointer. */
void field_copy(const struct field *field, void *to, const void *from);
/* Copy a whole row with its texts. */
ycf_status row_copy(const struct noun *noun, void *to, const void *from, struct arena *arena,
                    struct message *message);

/* The first problem of a row by itself: a required field that holds nothing. */
ycf_status row_check_filled(const struct noun *noun, const void *row, struct message *message);
/* The same of what is written anew, where blanks alone are nothing either. */
ycf_status row_check(const struct noun *noun, const void *row, struct message *message);

/* What people know a row by, as text in the arena ("" where it has nothing of
   the kind); NULL: out of memory. */
const char *row_label(const struct noun *noun, const void *row, struct arena *arena);

/* Refuse a name that is no field of the noun, with the nearest that is. */
ycf_status noun_refuse_field(const struct noun *noun, const char *name, struct message *message);

unsigned choice_read(const char *const *choices, const char *text, size_t length);  /* 0: none */
const char *choice_name(const char *const *choices, unsigned choice);       /* NULL for 0 */

void token_write(const char *prefix, int64_t id, char out[VALUE_SIZE]);
/* Whether text is a token of that prefix; *id is its number. */
bool token_read(const char *prefix, const char *text, size_t length, int64_t *id);

#endif
