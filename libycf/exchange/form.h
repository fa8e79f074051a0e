/* The form that a setting reports on itself with: what is already known, whatever file it is
   then written as. */
#ifndef YCF_EXCHANGE_FORM_H
#define YCF_EXCHANGE_FORM_H

#include "base/file.h"
#include "domain/nouns.h"
#include "domain/tracker.h"

struct form_criterion {
	const char *code, *text, *guidance;
	bool required;
	const struct level *level;            /* last time; NULL: never rated */
	const char *commentary;
};

struct form_evidence {
	const char *code;                     /* of the standard or criterion it speaks to */
	const char *title, *kept_at;
	ycf_date dated;
};

struct form_standard {
	const struct standard *standard;
	ycf_date last;                        /* when it was last reported on; 0: never */
	struct form_criterion *criteria;
	size_t criterion_count;
	struct form_evidence *evidence;
	size_t evidence_count;
};

struct form_action {
	int64_t number;
	const char *standard;                 /* its code, or NULL */
	const char *what, *owner;
	ycf_date due;
};

struct form_facts {
	const char *tracker, *setting_token;
	ycf_date made, due;
	struct setting setting;
	const struct framework *framework;
	const char *practitioner, *practitioner_email;   /* to whom it goes back; NULL: not known */
	const char *lead, *lead_email;                   /* NULL: nobody is in post */
	const struct level *levels;                      /* worst first */
	size_t level_count;
	struct form_action *actions;                     /* those that are open */
	size_t action_count;
	struct form_standard *standards;
	size_t standard_count;
};

/* What one framework's forms have in common, kept from one to the next. */
struct form_desk;

ycf_status form_desk_open(struct ycf_tracker *tracker, struct form_desk **desk);
void form_desk_close(struct form_desk *desk);    /* NULL is fine */
/* The form that a request asks for, its references looked up.  What is the framework's lives as
   long as the desk, the rest as long as the arena. */
ycf_status form_make(struct form_desk *desk, const struct request *request, struct arena *arena,
                     struct form_facts *form);

/* The three kinds of file. */
ycf_status form_write_book(const struct form_facts *form, struct arena *arena,
                           struct output *output, struct message *message);
ycf_status form_write_csv(const struct form_facts *form, struct arena *arena, struct output *output,
                          struct message *message);
ycf_status form_write_page(struct ycf_tracker *tracker, const struct form_facts *form,
                           struct arena *arena, struct output *output);

/* ---- the table of a workbook or CSV file ---- */

enum form_column {
	COLUMN_CODE, COLUMN_QUESTION, COLUMN_LAST, COLUMN_ANSWER, COLUMN_COMMENTARY, COLUMN_EVIDENCE,
	COLUMN_KEPT_AT, COLUMN_DATED, FORM_COLUMNS
};
extern const char *const form_headings[FORM_COLUMNS];
extern const char form_unchanged[];              /* "Nothing has changed" */
extern const char *const form_states[];          /* how far an action is, NULL-ended */
extern const char *const form_yes_no[];

/* What a row asks for; in a table its code says so. */
enum form_row_kind {
	FORM_BAND,                            /* a heading between rows; not in CSV */
	FORM_SETTING, FORM_DATE, FORM_BY, FORM_LEAD, FORM_NEW_LEAD, FORM_NEW_EMAIL,
	FORM_NEW_TELEPHONE, FORM_ACTION, FORM_STANDARD, FORM_CRITERION, FORM_EVIDENCE,
	FORM_MORE,                            /* room for more evidence */
	FORM_NOTE, FORM_IDENTITY
};

struct form_row {
	enum form_row_kind kind;
	const char *cells[FORM_COLUMNS];      /* NULL: empty */
	ycf_date dated;
};

struct form_table {
	struct form_row *rows;
	size_t count;
};

/* Codes of the rows that are no standard's, criterion's or action's, by their kind. */
const char *form_row_code(enum form_row_kind kind);
/* In the words that a file's reader knows again, whoever opened it in between. */
ycf_status form_table_make(const struct form_facts *form, struct arena *arena,
                           struct message *message, struct form_table *table);

#endif
