/* What a document's layout may call upon: values by name, and lists of them.
   For each kind of document one table says which there are. */
#ifndef YCF_DOCUMENT_VALUES_H
#define YCF_DOCUMENT_VALUES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/message.h"

enum document_kind {
	DOCUMENT_CERTIFICATE, DOCUMENT_POSTER, DOCUMENT_SIGN, DOCUMENT_PLAN, DOCUMENT_SUMMARY,
	DOCUMENT_BADGE, DOCUMENT_FOOTER, DOCUMENT_KINDS
};

extern const char *const document_kinds[];     /* "certificate" ...; NULL-ended */
enum document_kind document_kind_find(const char *name);      /* DOCUMENT_KINDS: none */
bool document_is_of_award(enum document_kind kind);   /* all but plan and summary */
const char *document_ending(enum document_kind kind);  /* "pdf", "svg", "html" */

/* VALUE_WORD: one of a few codes ("at_risk"), which the layout's `words:` put
   into its language.  VALUE_SENTENCE: words of ours, in which a day stands as
   2026-09-20; it is written as the layout writes days. */
enum value_kind { VALUE_TEXT, VALUE_DATE, VALUE_WORD, VALUE_SENTENCE };

/* A row for each value: its name, kind, a sample for previews (a date's as
   2026-09-20) and a line of help. */
struct value_field {
	const char *name;
	enum value_kind kind;
	const char *sample;
	const char *help;
};

struct list_field {
	const char *name;              /* "actions" */
	const char *help;
	const struct value_field *fields;      /* of each row: "action.what" ... */
	size_t count;
};

struct value_table {
	const struct value_field *fields;
	size_t count;
	const struct list_field *lists;
	size_t list_count;
};

const struct value_table *value_table(enum document_kind kind);

/* A value as found: text (or a word's code), or a date; both empty where there
   is none. */
struct value {
	const char *text;
	ycf_date date;
};

struct value_row {
	struct value_row *next;
	struct value *values;          /* in the order of the list's fields */
};

/* The values of one document, in its table's order. */
struct values {
	const struct value_table *table;
	struct value *values;
	struct value_row **rows;       /* the first of each list */
};

ycf_status values_new(enum document_kind kind, struct arena *arena, struct message *message,
                      struct values *values);
/* What documents of the kind do not have is passed over.  Texts are kept as
   pointers. */
void values_text(struct values *values, const char *name, const char *text);
void values_date(struct values *values, const char *name, ycf_date date);
/* A new last row of a list, to be filled by its fields' names; NULL: out of
   memory. */
struct value_row *values_row(struct values *values, const char *list, struct arena *arena);
void row_text(const struct values *values, const char *list, struct value_row *row,
              const char *name, const char *text);
void row_date(const struct values *values, const char *list, struct value_row *row,
              const char *name, ycf_date date);

/* Sample values for previews: variant 0 is an everyday one, 1 has the longest
   names, 2 letters of many languages, 3 as little as can be. */
enum { VALUES_SAMPLES = 4 };
ycf_status values_sample(enum document_kind kind, unsigned variant, struct arena *arena,
                         struct message *message, struct values *values);

#endif
