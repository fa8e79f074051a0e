/* Inside store/ only: the SQLite handle and what hangs on it. The one place
   that includes sqlite3.h. */
#ifndef YCF_STORE_ENGINE_H
#define YCF_STORE_ENGINE_H

#include <sqlite3.h>

#include "store/store.h"

enum { ENGINE_APPLICATION_ID = 0x79636631 };   /* "ycf1" */
enum { ENGINE_FIELDS = 64 };                   /* the most fields a noun may have */
enum { ENGINE_PUT_OFF = 8 };                   /* the most indexes put off */
enum { ENGINE_STEPS = 8 };                     /* the most steps that give back what they drew */
enum { ENGINE_IDLE = 24 };                     /* the most statements kept idle */

/* The statements kept for each noun. */
enum shape { SHAPE_INSERT, SHAPE_UPDATE, SHAPE_GET, SHAPE_OLD_ROW, SHAPE_DELETE, SHAPE_COUNT };

struct prepared {
	const struct noun *noun;
	sqlite3_stmt *shapes[SHAPE_COUNT];
};

/* Statements that begin, undo and end, prepared beforehand. */
enum undo { UNDO_ALL, UNDO_STEP, UNDO_BEGIN, UNDO_RELEASE, UNDO_COUNT };

struct specimen_state {
	bool is;
	struct specimen specimen;
};

struct store {
	sqlite3 *db;
	sqlite3_stmt *undo[UNDO_COUNT];
	char *path;
	struct message *message;
	catalogue nouns;
	struct prepared *prepared;      /* a row a noun of the catalogue */
	size_t noun_count;
	bool in_transaction;
	int steps;                      /* savepoints open */
	bool loose;                     /* steps are only counted */
	int64_t time;                   /* of the transaction */
	int64_t change;                 /* its row in `change`, 0 until something is written */
	char *actor, *reason, *source;
	sqlite3_stmt *remember;         /* of store_remember() */
	sqlite3_stmt *idle[ENGINE_IDLE];        /* questions asked before, the last first */
	char *put_off[ENGINE_PUT_OFF];  /* SQL of the indexes to make before the commit */
	size_t put_off_count;
	struct specimen_state now, before;      /* before: as the transaction found it */
	struct specimen_state at_step[ENGINE_STEPS];
	int64_t id_seconds;
	uint32_t id_counter;
	char dates[ENGINE_FIELDS][12];  /* texts of the days being bound */
};

ycf_status engine_error(struct store *store, int code, const char *doing);
ycf_status engine_prepare(struct store *store, const char *sql, sqlite3_stmt **statement);
/* A question's statement, ready to bind: one that idles where it was asked
   before, because preparing the longer ones takes far longer than asking them.
   Give it back in place of finalizing it; NULL is fine. */
ycf_status engine_take(struct store *store, const char *sql, sqlite3_stmt **statement);
void engine_give(struct store *store, sqlite3_stmt *statement);
ycf_status engine_run(struct store *store, const char *sql);
ycf_status engine_number(struct store *store, const char *sql, int64_t *number);
/* Our own SQL functions, for the tracker's connection or another. */
ycf_status engine_functions(struct store *store, sqlite3 *db);

/* A cached statement of a noun, reset and ready to bind. */
ycf_status engine_shape(struct store *store, const struct noun *noun, enum shape shape,
                        sqlite3_stmt **statement);
void engine_finalize(struct store *store);

/* Bind a row's fields in the table's order, parameter `first` on. */
int engine_bind_row(struct store *store, sqlite3_stmt *statement, int first,
                    const struct noun *noun, const void *row);
ycf_status engine_bind(struct store *store, sqlite3_stmt *statement,
                       const struct binding *bindings, size_t count);
int engine_bind_value(sqlite3_stmt *statement, int parameter, const struct binding *binding);
/* The statement's columns are these fields in the table's order; the others hold nothing. */
ycf_status engine_read_row(struct store *store, sqlite3_stmt *statement,
                           const struct noun *noun, field_set fields, struct arena *arena,
                           void *row);
/* store_columns(), of these fields. */
void engine_columns(const struct noun *noun, field_set fields, struct buffer *sql);

/* The rows of a question: a statement of the tracker's, or of an answer of its own. */
struct rows {
	struct store *store;
	const struct noun *noun;
	field_set fields;               /* those that are read */
	sqlite3_stmt *statement;
	sqlite3 *answers;               /* NULL, or the database that the answer is in */
	int64_t total;                  /* how many rows are in it */
};

ycf_status rows_alone(struct store *store, const struct noun *noun, struct rows **rows);
/* store_select(), of a selection that is asked block by block. */
ycf_status engine_answer(struct store *store, const struct noun *noun,
                         const struct selection *selection, struct rows **rows);
/* End a transaction that only read, and has no author. */
void engine_end_reading(struct store *store);

ycf_status engine_prepare_undo(struct store *store);

int64_t engine_next_id(struct store *store);

/* Read what kind of tracker it is, on opening. */
ycf_status specimen_read(struct store *store);
/* The same for a transaction that begins; *last is the time of the one before. */
ycf_status specimen_begin(struct store *store, int64_t *last);
/* Write down what the transaction drew. */
ycf_status specimen_commit(struct store *store);
int64_t specimen_next_id(struct store *store, int64_t epoch_seconds);

/* Bring the schema to the newest step; a new file gets all of them. */
ycf_status schema_upgrade(struct store *store);
/* Refuse a file that a newer program wrote. */
ycf_status schema_check(struct store *store);
int schema_version(void);
/* Make the indexes that were put off; or forget them, as a rollback brings them back. */
ycf_status schema_make_indexes(struct store *store);
void schema_forget_indexes(struct store *store);

#endif
