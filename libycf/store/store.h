/* The tracker's file: one SQLite database. Only store/ knows SQLite, and every
   write passes the one door of store_insert(), store_update() and
   store_remove(). */
#ifndef YCF_STORE_STORE_H
#define YCF_STORE_STORE_H

#include "record/noun.h"

struct store;

/* The stored nouns, NULL-ended; `change` and `old_row` among them. */
typedef const struct noun *const *catalogue;

/* A tracker whose ids, random numbers and times follow from a seed and a clock. */
struct specimen {
	int64_t seed;
	int64_t clock;            /* the time of its first transaction; its day is today */
	int64_t ids, numbers;     /* how many were drawn so far */
};

/* Whether a specimen's clock is of a year whose seconds ids have room for: 2000 to 2099. */
bool specimen_clock_is_good(int64_t clock);

/* flags: YCF_READ_ONLY, YCF_SHARED_FOLDER. The message is used as long as the
   store lives.  specimen: NULL for a tracker like any other. */
ycf_status store_create(const char *path, unsigned flags, const struct specimen *specimen,
                        catalogue nouns, struct message *message, struct store **store);
ycf_status store_open(const char *path, unsigned flags, catalogue nouns,
                      struct message *message, struct store **store);
void store_close(struct store *store);                      /* NULL is fine */
/* Remove a file just created, with what SQLite keeps beside it. */
void store_discard(const char *path);
ycf_status store_backup(struct store *store, const char *path);
struct message *store_message(struct store *store);
const struct specimen *store_specimen(const struct store *store);   /* NULL: it is none */
/* Make the tracker this specimen from now on. */
ycf_status store_make_specimen(struct store *store, const struct specimen *specimen);
/* Random bytes; of a specimen, those that follow. */
ycf_status store_random(struct store *store, void *data, size_t length);
/* Whether a path names the tracker's own file, or one that SQLite keeps beside it. */
bool store_is_own(const struct store *store, const char *path);

/* ---- transactions ---- */

struct author {
	const char *actor;        /* who; writing without one is refused */
	const char *reason;       /* or NULL */
	const char *source;
};

/* Take the write lock. The author is kept by copy. */
ycf_status store_begin(struct store *store, const struct author *author);
/* See the file as it is now, whatever others write, until store_rollback(). */
ycf_status store_snapshot(struct store *store);
ycf_status store_commit(struct store *store);
void store_rollback(struct store *store);
bool store_in_transaction(const struct store *store);
/* A step inside a transaction that can be undone by itself. */
ycf_status store_step_begin(struct store *store);
ycf_status store_step_end(struct store *store);
/* Whether steps are kept apart.  Not where all is going to be undone with the transaction, and
   nobody reads before what an undone step leaves: keeping old pages is dear. */
void store_keep_steps(struct store *store, bool kept);
void store_step_undo(struct store *store);
int store_steps(const struct store *store);        /* how many are open */
/* The transaction's time: milliseconds, greater than that of any before it. */
int64_t store_time(const struct store *store);

/* ---- rows ---- */

/* Give the row an id (unless it has one), revision 1 and the time, and add it.
   YCF_EXISTS where a unique value is taken; the message then says which. */
ycf_status store_insert(struct store *store, const struct noun *noun, void *row);
/* Write an edited row if its revision is still the stored one; the old row is
   kept. */
ycf_status store_update(struct store *store, const struct noun *noun, void *row);
ycf_status store_remove(struct store *store, const struct noun *noun, const void *row);
/* Add a row as it is, with its id, revision and times, and no change made of
   it: for reading a whole tracker back. */
ycf_status store_restore(struct store *store, const struct noun *noun, const void *row);
/* The row of that id: YCF_OK or YCF_NOT_FOUND. */
ycf_status store_get(struct store *store, const struct noun *noun, int64_t id,
                     struct arena *arena, void *row);

/* Remember an id until store_forget(): *again tells that it was remembered
   before. */
ycf_status store_remember(struct store *store, int64_t id, bool *again);
ycf_status store_forget(struct store *store);
/* Drop the noun's indexes that only serve finding, not those that keep values unique, until the
   commit, which makes them at one go: for adding very many rows.  Does nothing inside a step or
   while a query is open. */
ycf_status store_put_off_indexes(struct store *store, const struct noun *noun);
/* Empty every table, for reading a whole tracker back. */
ycf_status store_clear(struct store *store);

/* ---- queries ---- */

enum binding_kind { BINDING_NULL, BINDING_NUMBER, BINDING_TEXT, BINDING_DATE };

struct binding {
	const char *name;         /* ":setting" */
	enum binding_kind kind;
	int64_t number;           /* of a date: yyyymmdd */
	const char *text;
};

#define BIND_NUMBER(name, value) {name, BINDING_NUMBER, value, NULL}
#define BIND_TEXT(name, value) {name, BINDING_TEXT, 0, value}
#define BIND_DATE(name, value) {name, BINDING_DATE, value, NULL}

struct rows;

/* The noun's columns by name, comma-separated, for a SELECT. */
void store_columns(const struct noun *noun, struct buffer *sql);
/* Run a SELECT that gives the noun's columns in their order. */
ycf_status store_query(struct store *store, const struct noun *noun, const char *sql,
                       const struct binding *bindings, size_t count, struct rows **rows);
/* The same with SQL that was put together; running short of memory while it
   was is told here. */
ycf_status store_ask(struct store *store, const struct noun *noun, const struct buffer *sql,
                     const struct binding *bindings, size_t count, struct rows **rows);
/* YCF_ROW, YCF_DONE or an error. Texts go to the arena. */
ycf_status rows_next(struct rows *rows, struct arena *arena, void *row);
/* All that are left, as one list in the arena. */
ycf_status rows_gather(struct rows *rows, struct arena *arena, const void **list, size_t *count);
/* Run the same SELECT again with other values. */
ycf_status rows_again(struct rows *rows, const struct binding *bindings, size_t count);
void rows_free(struct rows *rows);                          /* NULL is fine */
/* How many there are in all, where they were gathered beforehand; else
   ROWS_UNCOUNTED. */
enum { ROWS_UNCOUNTED = -1 };
int64_t rows_total(const struct rows *rows);

/* The first row of `SELECT columns FROM noun TAIL`: YCF_ROW or YCF_DONE. */
ycf_status store_first(struct store *store, const struct noun *noun, const char *tail,
                       const struct binding *bindings, size_t count, struct arena *arena,
                       void *row);
/* The first column of the first row; *number is left alone where there is
   none. */
ycf_status store_number(struct store *store, const char *sql, const struct binding *bindings,
                        size_t count, int64_t *number);
ycf_status store_text(struct store *store, const char *sql, const struct binding *bindings,
                      size_t count, struct arena *arena, const char **text);
/* Run a statement that writes only temporary tables of our own. */
ycf_status store_scratch(struct store *store, const char *sql, const struct binding *bindings,
                         size_t count);

/* ---- selecting ---- */

enum test_kind {
	TEST_EQUAL, TEST_UNEQUAL, TEST_LESS, TEST_AT_MOST, TEST_MORE, TEST_AT_LEAST,
	TEST_CONTAINS, TEST_EMPTY, TEST_NOT_EMPTY
};

struct test {
	const char *field;        /* a column */
	const char *inside;       /* NULL, or the set it must be in: SQL that the value and brackets end */
	enum test_kind kind;
	const struct binding *values;   /* any of them, for TEST_EQUAL; names unused */
	size_t count;
};

struct selection {
	const char *source;       /* SQL of a derived noun's rows; NULL: the table */
	const struct binding *bindings;     /* of the source, by name */
	size_t binding_count;
	const struct test *tests;
	size_t test_count;
	field_set fields;         /* those that are read; the others hold nothing */
	const char *order;        /* SQL after ORDER BY, or NULL */
	/* NULL; or, where the source is asked block by block, from :first to :last, SQL that
	   gives the last of the :block that begin at :first.  The answer is then gathered
	   beforehand, all of one moment, in memory that does not grow with it. */
	const char *next_block;
};

ycf_status store_select(struct store *store, const struct noun *noun,
                        const struct selection *selection, struct rows **rows);

/* ---- looking the file over ---- */

/* SQLite's integrity and foreign key checks; each problem adds one to
   *problems and the first is put in the message. */
ycf_status store_check(struct store *store, int64_t *problems);

#endif
