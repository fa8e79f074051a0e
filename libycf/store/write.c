/* The one door for every write: a transaction with an author, a time and a
   reason, which keeps the old row of an edit or a removal. */
#include "store/engine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

/* ---- transactions ---- */

/* Undoing must work where there is no memory left to prepare a statement. */
ycf_status engine_prepare_undo(struct store *store)
{
	static const char *const sql[] = {
		[UNDO_ALL] = "ROLLBACK", [UNDO_STEP] = "ROLLBACK TO step",
		[UNDO_BEGIN] = "SAVEPOINT step", [UNDO_RELEASE] = "RELEASE step",
	};
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < UNDO_COUNT && status == YCF_OK; i++)
		status = engine_prepare(store, sql[i], &store->undo[i]);
	return status;
}

static int run_kept(sqlite3_stmt *statement)
{
	sqlite3_step(statement);
	return sqlite3_reset(statement);
}

static ycf_status run_step(struct store *store, enum undo which)
{
	int code = store->loose ? SQLITE_OK : run_kept(store->undo[which]);
	return code == SQLITE_OK ? YCF_OK : engine_error(store, code, "");
}

static void forget_author(struct store *store)
{
	free(store->actor);
	free(store->reason);
	free(store->source);
	store->actor = store->reason = store->source = NULL;
}

static ycf_status keep_author(struct store *store, const struct author *author)
{
	forget_author(store);
	store->actor = author->actor != NULL ? strdup(author->actor) : NULL;
	store->reason = author->reason != NULL ? strdup(author->reason) : NULL;
	store->source = strdup(author->source);
	bool short_of_memory = (author->actor != NULL && store->actor == NULL) ||
	                       (author->reason != NULL && store->reason == NULL) ||
	                       store->source == NULL;
	return short_of_memory ? message_memory(store->message) : YCF_OK;
}

/* Room for pages. What is written is met again and again; what is read, mostly once: a small room
   then stays in the processor's caches. */
static void make_room(struct store *store, bool writing)
{
	/* Where it fails, all is as well, only slower. */
	sqlite3_exec(store->db, writing ? "PRAGMA cache_size = -8192" : "PRAGMA cache_size = -2048",
	             NULL, NULL, NULL);
}

ycf_status store_begin(struct store *store, const struct author *author)
{
	ycf_status status = keep_author(store, author);
	/* Short of memory even undoing can fail; then it is done now. */
	if (!sqlite3_get_autocommit(store->db))
		run_kept(store->undo[UNDO_ALL]);
	if (status == YCF_OK)
		status = engine_run(store, "BEGIN IMMEDIATE");
	if (status != YCF_OK)
		return status;
	store->in_transaction = true;
	store->change = 0;
	make_room(store, true);
	int64_t last = 0;
	status = specimen_begin(store, &last);
	store->time = store->now.is ? store->now.specimen.clock : time_now();
	if (store->time <= last)
		store->time = last + 1;
	if (status != YCF_OK)
		store_rollback(store);
	return status;
}

ycf_status store_snapshot(struct store *store)
{
	ycf_status status = engine_run(store, "BEGIN");
	if (status == YCF_OK)
		store->in_transaction = true;
	return status;
}

ycf_status store_commit(struct store *store)
{
	ycf_status status = schema_make_indexes(store);
	if (status == YCF_OK)
		status = specimen_commit(store);
	if (status == YCF_OK)
		status = engine_run(store, "COMMIT");
	if (status != YCF_OK)
		store_rollback(store);
	store->before = store->now;
	store->in_transaction = false;
	make_room(store, false);
	return status;
}

void store_rollback(struct store *store)
{
	/* SQLite may have rolled back by itself (full disk): then this says so, and that is well. */
	run_kept(store->undo[UNDO_ALL]);
	schema_forget_indexes(store);
	make_room(store, false);
	store->now = store->before;
	store->in_transaction = false;
	store->steps = 0;
	store->change = 0;
}

void engine_end_reading(struct store *store)
{
	run_kept(store->undo[UNDO_ALL]);
}

bool store_in_transaction(const struct store *store)
{
	return store->in_transaction;
}

void store_keep_steps(struct store *store, bool kept)
{
	store->loose = !kept;
}

ycf_status store_step_begin(struct store *store)
{
	ycf_status status = run_step(store, UNDO_BEGIN);
	if (status == YCF_OK && store->steps < ENGINE_STEPS)
		store->at_step[store->steps] = store->now;
	if (status == YCF_OK)
		store->steps++;
	return status;
}

ycf_status store_step_end(struct store *store)
{
	store->steps--;
	return run_step(store, UNDO_RELEASE);
}

void store_step_undo(struct store *store)
{
	store->steps--;
	if (store->loose)
		return;
	if (store->steps < ENGINE_STEPS)
		store->now = store->at_step[store->steps];
	run_kept(store->undo[UNDO_STEP]);
	run_kept(store->undo[UNDO_RELEASE]);
	/* The change's own row may have been written inside the step. */
	int64_t there = 0;
	struct binding binding = BIND_NUMBER(":id", store->change);
	store_number(store, "SELECT count(*) FROM \"change\" WHERE id = :id", &binding, 1, &there);
	if (there == 0)
		store->change = 0;
}

int store_steps(const struct store *store)
{
	return store->steps;
}

int64_t store_time(const struct store *store)
{
	return store->time;
}

static void bind_change(struct store *store, sqlite3_stmt *statement)
{
	sqlite3_bind_int64(statement, 1, store->change);
	sqlite3_bind_int64(statement, 2, store->time);
	sqlite3_bind_text(statement, 3, store->actor, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, store->reason, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 5, store->source, -1, SQLITE_STATIC);
}

/* The transaction's row in `change`, written with the first write. */
static ycf_status note_change(struct store *store)
{
	if (store->change != 0)
		return YCF_OK;
	if (store->actor == NULL)
		return message_set(store->message, YCF_REFUSED,
		                   "nobody is named as making this change; say who (--by NAME, or the "
		                   "environment variable YCF_BY)");
	sqlite3_stmt *statement;
	ycf_status status = engine_prepare(
		store, "INSERT INTO \"change\" (id, revision, created, changed, \"at\", actor, reason, "
		"source) VALUES (?1, 1, ?2, ?2, ?2, ?3, ?4, ?5)", &statement);
	if (status != YCF_OK)
		return status;
	store->change = engine_next_id(store);
	bind_change(store, statement);
	int code = sqlite3_step(statement);
	sqlite3_finalize(statement);
	if (code == SQLITE_DONE)
		return YCF_OK;
	store->change = 0;
	return engine_error(store, code, "writing");
}

/* ---- what SQLite refuses, in our words ---- */

/* The fields that SQLite names: "UNIQUE constraint failed: external_id.system,
   external_id.value".  References say little and are left out. */
static size_t describe_taken(struct store *store, const struct noun *noun, const void *row,
                             struct buffer *out)
{
	char room[VALUE_SIZE], name[64];
	size_t count = 0;
	for (const char *dot = strchr(sqlite3_errmsg(store->db), '.'); dot != NULL;
	     dot = strchr(dot + 1, '.')) {
		snprintf(name, sizeof name, "%.*s", (int)strcspn(dot + 1, ", "), dot + 1);
		const struct field *field = noun_field(noun, name);
		if (field == NULL || field->kind == YCF_REFERENCE)
			continue;
		const char *value = field_write(field, row, "", room);
		message_place(store->message, NULL, field->name, 0);
		buffer_format(out, "%s%s '%s'", count++ > 0 ? " and " : "", field->name,
		              value != NULL ? value : "");
	}
	return count;
}

static ycf_status taken(struct store *store, const struct noun *noun, const void *row)
{
	struct buffer what = {0};
	size_t fields = describe_taken(store, noun, row, &what);
	const char *text = buffer_string(&what);
	ycf_status status;
	if (fields == 0)
		status = message_set(store->message, YCF_EXISTS, "this %s is there already",
		                     noun->name);
	else
		status = message_set(store->message, YCF_EXISTS,
		                     "%s belong%s to another %s already; edit that one, or give another "
		                     "%.*s", text, fields == 1 ? "s" : "", noun->name,
		                     fields == 1 ? (int)strcspn(text, " ") : 5,
		                     fields == 1 ? text : "value");
	buffer_free(&what);
	return status;
}

static ycf_status write_error(struct store *store, int code, const struct noun *noun,
                              const void *row)
{
	int extended = sqlite3_extended_errcode(store->db);
	if (extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY)
		return taken(store, noun, row);
	if (extended == SQLITE_CONSTRAINT_FOREIGNKEY)
		return message_set(store->message, YCF_NOT_FOUND,
		                   "this %s refers to a record that is not there", noun->name);
	if ((code & 0xff) == SQLITE_CONSTRAINT)
		return message_set(store->message, YCF_INVALID, "this %s cannot be stored (%s)",
		                   noun->name, sqlite3_errmsg(store->db));
	return engine_error(store, code, "writing");
}

static ycf_status write_row(struct store *store, const struct noun *noun, enum shape shape,
                            const void *row, int64_t revision, int *changed)
{
	sqlite3_stmt *statement;
	ycf_status status = engine_shape(store, noun, shape, &statement);
	if (status != YCF_OK)
		return status;
	int code = engine_bind_row(store, statement, 1, noun, row);
	if (code == SQLITE_OK && shape == SHAPE_UPDATE)
		code = sqlite3_bind_int64(statement, (int)noun->count + 1, revision);
	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	if (code != SQLITE_DONE && code != SQLITE_OK)
		status = write_error(store, code, noun, row);
	*changed = sqlite3_changes(store->db);
	sqlite3_reset(statement);
	return status;
}

/* ---- rows ---- */

ycf_status store_insert(struct store *store, const struct noun *noun, void *row)
{
	struct row *head = row;
	ycf_status status = note_change(store);
	if (status != YCF_OK)
		return status;
	bool fresh = head->id == 0;
	if (fresh)
		head->id = engine_next_id(store);
	head->revision = 1;
	head->created = head->changed = store->time;
	int changed;
	status = write_row(store, noun, SHAPE_INSERT, row, 0, &changed);
	if (status != YCF_OK && fresh)
		head->id = 0;
	return status;
}

ycf_status store_restore(struct store *store, const struct noun *noun, const void *row)
{
	int changed;
	return write_row(store, noun, SHAPE_INSERT, row, 0, &changed);
}

static ycf_status keep_old_row(struct store *store, const struct noun *noun, int64_t id,
                               const char *act)
{
	sqlite3_stmt *statement;
	ycf_status status = note_change(store);
	if (status == YCF_OK)
		status = engine_shape(store, noun, SHAPE_OLD_ROW, &statement);
	if (status != YCF_OK)
		return status;
	sqlite3_bind_int64(statement, 1, id);
	sqlite3_bind_int64(statement, 2, engine_next_id(store));
	sqlite3_bind_int64(statement, 3, store->time);
	sqlite3_bind_int64(statement, 4, store->change);
	sqlite3_bind_text(statement, 5, act, -1, SQLITE_STATIC);
	int code = sqlite3_step(statement);
	sqlite3_reset(statement);
	return code == SQLITE_DONE ? YCF_OK : engine_error(store, code, "writing");
}

static ycf_status conflict(struct store *store, const struct noun *noun)
{
	return message_set(store->message, YCF_CONFLICT,
	                   "this %s was changed or removed by somebody else since it was read; "
	                   "read it again and repeat the change", noun->name);
}

ycf_status store_update(struct store *store, const struct noun *noun, void *row)
{
	struct row *head = row;
	struct row before = *head;
	ycf_status status = keep_old_row(store, noun, head->id, "edit");
	if (status != YCF_OK)
		return status;
	head->revision = before.revision + 1;
	head->changed = store->time;
	int changed = 0;
	status = write_row(store, noun, SHAPE_UPDATE, row, before.revision, &changed);
	if (status == YCF_OK && changed == 0)
		status = conflict(store, noun);
	if (status != YCF_OK)
		*head = before;
	return status;
}

/* How many rows of one noun refer to this one, added up over its references. */
static ycf_status dependents(struct store *store, const struct noun *target,
                             const struct noun *noun, int64_t id, int64_t *found)
{
	*found = 0;
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		if (field->kind != YCF_REFERENCE || strcmp(field->target, target->name) != 0)
			continue;
		char sql[200];
		int64_t number = 0;
		struct binding binding = BIND_NUMBER(":id", id);
		snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\" WHERE \"%s\" = :id",
		         noun->name, field->name);
		ycf_status status = store_number(store, sql, &binding, 1, &number);
		if (status != YCF_OK)
			return status;
		*found += number;
	}
	return YCF_OK;
}

static ycf_status refuse_removal(struct store *store, const struct noun *noun, const void *row,
                                 const char *dependents)
{
	struct arena *arena = arena_new();
	const char *label = arena == NULL ? NULL : row_label(noun, row, arena);
	ycf_status status = message_set(
		store->message, YCF_REFUSED, "%s '%s' cannot be removed, since %s on it; remove "
		"those first, or record an end date instead", noun->name, label != NULL ? label : "",
		dependents);
	arena_free(arena);
	return status;
}

static ycf_status refuse_dependents(struct store *store, const struct noun *target,
                                    const void *row)
{
	struct buffer names = {0};
	int64_t total = 0, id = ((const struct row *)row)->id;
	ycf_status status = YCF_OK;
	for (catalogue noun = store->nouns; *noun != NULL && status == YCF_OK; noun++) {
		int64_t found;
		status = dependents(store, target, *noun, id, &found);
		total += status == YCF_OK ? found : 0;
		if (status == YCF_OK && found > 0)
			buffer_format(&names, "%s%" PRId64 " %s%s", names.length > 0 ? ", " : "", found,
			              (*noun)->name, found > 1 ? "s" : "");
	}
	buffer_text(&names, names.length > 0 && total == 1 ? " depends" : " depend");
	if (status == YCF_OK && total > 0)
		status = refuse_removal(store, target, row, buffer_string(&names));
	buffer_free(&names);
	return status;
}

ycf_status store_remove(struct store *store, const struct noun *noun, const void *row)
{
	const struct row *head = row;
	sqlite3_stmt *statement;
	ycf_status status = refuse_dependents(store, noun, row);
	if (status == YCF_OK)
		status = keep_old_row(store, noun, head->id, "removal");
	if (status == YCF_OK)
		status = engine_shape(store, noun, SHAPE_DELETE, &statement);
	if (status != YCF_OK)
		return status;
	sqlite3_bind_int64(statement, 1, head->id);
	sqlite3_bind_int64(statement, 2, head->revision);
	int code = sqlite3_step(statement);
	int changed = sqlite3_changes(store->db);
	sqlite3_reset(statement);
	if (code != SQLITE_DONE)
		return engine_error(store, code, "writing");
	return changed == 0 ? conflict(store, noun) : YCF_OK;
}

/* ---- whole files ---- */

ycf_status store_forget(struct store *store)
{
	return engine_run(store, "CREATE TEMP TABLE IF NOT EXISTS seen(id INTEGER PRIMARY KEY); "
	                  "DELETE FROM temp.seen");
}

ycf_status store_remember(struct store *store, int64_t id, bool *again)
{
	ycf_status status = YCF_OK;
	if (store->remember == NULL)
		status = engine_prepare(store, "INSERT OR IGNORE INTO temp.seen VALUES (?1)",
		                        &store->remember);
	if (status != YCF_OK)
		return status;
	sqlite3_bind_int64(store->remember, 1, id);
	int code = sqlite3_step(store->remember);
	*again = sqlite3_changes(store->db) == 0;
	sqlite3_reset(store->remember);
	return code == SQLITE_DONE ? YCF_OK : engine_error(store, code, "writing");
}

ycf_status store_clear(struct store *store)
{
	ycf_status status = YCF_OK;
	for (size_t i = store->noun_count; i > 0 && status == YCF_OK; i--) {
		char sql[100];
		snprintf(sql, sizeof sql, "DELETE FROM \"%s\"", store->nouns[i - 1]->name);
		status = engine_run(store, sql);
	}
	return status;
}
