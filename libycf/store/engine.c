/* SQLite's errors in our words, statements, values in and out. */
#include "store/engine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"

struct fault {
	int code;
	ycf_status status;
	const char *remedy;
};

static const struct fault faults[] = {
	{SQLITE_BUSY, YCF_BUSY, "another program is writing to it; try again when that has finished"},
	{SQLITE_LOCKED, YCF_BUSY, "another part of this program is using it; try again"},
	{SQLITE_FULL, YCF_FULL, "the disk is full; make room and try again: nothing was changed"},
	{SQLITE_NOTADB, YCF_FOREIGN, "it is not a tracker made by ycf; nothing was touched"},
	{SQLITE_CORRUPT, YCF_DAMAGED,
	 "the file is damaged; go back to a backup"},
	{SQLITE_READONLY, YCF_UNREADABLE,
	 "the file or its folder is read-only; allow writing, or copy it to a folder of your own"},
	{SQLITE_CANTOPEN, YCF_UNREADABLE,
	 "it cannot be opened; see that the folder exists and may be written to"},
	{SQLITE_PERM, YCF_UNREADABLE, "the file may not be opened; see to its permissions"},
	{SQLITE_AUTH, YCF_UNREADABLE, "the file may not be opened; see to its permissions"},
	{SQLITE_IOERR, YCF_UNREADABLE, "the disk could not be read or written"},
	{SQLITE_NOMEM, YCF_MEMORY, "there is not enough memory"},
	{SQLITE_TOOBIG, YCF_INVALID, "a value is too long to be stored"},
};

static bool is_full_errno(int error)
{
	return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

/* The error of the system behind SQLite's: of the tracker's file, or of its log. */
static bool ran_out_of_room(struct store *store)
{
	int error = 0;
	sqlite3_file *log = NULL;
	if (is_full_errno(sqlite3_system_errno(store->db)))
		return true;
	if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_LAST_ERRNO, &error) == SQLITE_OK &&
	    is_full_errno(error))
		return true;
	error = 0;
	if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
	    log == NULL || log->pMethods == NULL)
		return false;
	log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &error);
	return is_full_errno(error);
}

ycf_status engine_error(struct store *store, int code, const char *doing)
{
	if ((code & 0xff) == SQLITE_IOERR && ran_out_of_room(store))
		code = SQLITE_FULL;
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		if (faults[i].code == (code & 0xff))
			return message_set(store->message, faults[i].status, "%s: %s%s%s", store->path,
			                   doing, doing[0] != '\0' ? ": " : "", faults[i].remedy);
	return message_set(store->message, YCF_UNREADABLE, "%s: %s (%s)", store->path, doing,
	                   sqlite3_errmsg(store->db));
}

ycf_status engine_prepare(struct store *store, const char *sql, sqlite3_stmt **statement)
{
	int code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement,
	                              NULL);
	return code == SQLITE_OK ? YCF_OK : engine_error(store, code, "");
}

ycf_status engine_take(struct store *store, const char *sql, sqlite3_stmt **statement)
{
	for (size_t i = 0; i < ENGINE_IDLE && store->idle[i] != NULL; i++)
		if (strcmp(sqlite3_sql(store->idle[i]), sql) == 0) {
			*statement = store->idle[i];
			memmove(&store->idle[i], &store->idle[i + 1],
			        (ENGINE_IDLE - 1 - i) * sizeof *store->idle);
			store->idle[ENGINE_IDLE - 1] = NULL;
			return YCF_OK;
		}
	return engine_prepare(store, sql, statement);
}

void engine_give(struct store *store, sqlite3_stmt *statement)
{
	if (statement == NULL)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	sqlite3_finalize(store->idle[ENGINE_IDLE - 1]);
	memmove(&store->idle[1], &store->idle[0], (ENGINE_IDLE - 1) * sizeof *store->idle);
	store->idle[0] = statement;
}

ycf_status engine_run(struct store *store, const char *sql)
{
	int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? YCF_OK : engine_error(store, code, "");
}

ycf_status engine_number(struct store *store, const char *sql, int64_t *number)
{
	return store_number(store, sql, NULL, 0, number);
}

/* ---- SQL functions ---- */

/* folded(text): the form for comparing, whatever the case. */
static void sql_folded(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	if (text == NULL)
		return;
	struct arena *arena = arena_new();
	char *folded = arena == NULL
		? NULL : text_folded(arena, text, (size_t)sqlite3_value_bytes(values[0]));
	if (folded == NULL)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_text(context, folded, -1, SQLITE_TRANSIENT);
	arena_free(arena);
}

/* token(prefix, id): an id as text. */
static void sql_token(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	char token[VALUE_SIZE];
	if (sqlite3_value_type(values[1]) == SQLITE_NULL)
		return;
	token_write((const char *)sqlite3_value_text(values[0]), sqlite3_value_int64(values[1]),
	            token);
	sqlite3_result_text(context, token, -1, SQLITE_TRANSIENT);
}

/* token_id(text): the id that a token of any kind stands for. */
static void sql_token_id(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	int64_t id;
	const char *text = (const char *)sqlite3_value_text(values[0]);
	if (text != NULL && token_read(NULL, text, (size_t)sqlite3_value_bytes(values[0]), &id))
		sqlite3_result_int64(context, id);
}

ycf_status engine_functions(struct store *store, sqlite3 *db)
{
	int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
	int code = sqlite3_create_function(db, "folded", 1, flags, NULL, sql_folded, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_create_function(db, "token", 2, flags, NULL, sql_token, NULL, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_create_function(db, "token_id", 1, flags, NULL, sql_token_id, NULL,
		                               NULL);
	return code == SQLITE_OK ? YCF_OK : engine_error(store, code, "");
}

/* ---- values in ---- */

static int bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
	return sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
}

static int bind_field(struct store *store, sqlite3_stmt *statement, int parameter,
                      const struct field *field, const void *row, char date[12])
{
	(void)store;
	const void *at = field_in(field, row);
	switch (field->kind) {
	case YCF_TEXT:
		return bind_text(statement, parameter, *(const char *const *)at);
	case YCF_DATE:
		date_write_iso(*(const ycf_date *)at, date);
		return sqlite3_bind_text(statement, parameter, date, 10, SQLITE_STATIC);
	case YCF_CHOICE:
		return bind_text(statement, parameter,
		                 choice_name(field->choices, *(const unsigned *)at));
	case YCF_BOOLEAN:
		return sqlite3_bind_int(statement, parameter, *(const bool *)at);
	case YCF_INTEGER:
	case YCF_TIME:
	case YCF_REFERENCE:
		break;
	}
	return sqlite3_bind_int64(statement, parameter, *(const int64_t *)at);
}

int engine_bind_row(struct store *store, sqlite3_stmt *statement, int first,
                    const struct noun *noun, const void *row)
{
	/* Most fields of most rows are empty: clearing all at once is cheaper than one by one. */
	int code = sqlite3_clear_bindings(statement);
	for (size_t i = 0; i < noun->count && code == SQLITE_OK; i++)
		if (!field_is_null(&noun->fields[i], row))
			code = bind_field(store, statement, first + (int)i, &noun->fields[i], row,
			                  store->dates[i]);
	return code;
}

int engine_bind_value(sqlite3_stmt *statement, int parameter, const struct binding *binding)
{
	char date[DATE_ISO_SIZE];
	switch (binding->kind) {
	case BINDING_NUMBER:
		return sqlite3_bind_int64(statement, parameter, binding->number);
	case BINDING_TEXT:
		return sqlite3_bind_text(statement, parameter, binding->text, -1, SQLITE_TRANSIENT);
	case BINDING_DATE:
		if (binding->number == 0)
			break;
		date_write_iso((ycf_date)binding->number, date);
		return sqlite3_bind_text(statement, parameter, date, -1, SQLITE_TRANSIENT);
	case BINDING_NULL:
		break;
	}
	return sqlite3_bind_null(statement, parameter);
}

ycf_status engine_bind(struct store *store, sqlite3_stmt *statement,
                       const struct binding *bindings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int parameter = sqlite3_bind_parameter_index(statement, bindings[i].name);
		if (parameter == 0)
			continue;
		int code = engine_bind_value(statement, parameter, &bindings[i]);
		if (code != SQLITE_OK)
			return engine_error(store, code, "");
	}
	return YCF_OK;
}

/* ---- values out ---- */

static ycf_status damaged_value(struct store *store, const struct noun *noun,
                                const struct field *field)
{
	message_place(store->message, NULL, field->name, 0);
	return message_set(store->message, YCF_DAMAGED,
	                   "%s: %s.%s holds a value that ycf cannot have written; go back to a backup",
	                   store->path, noun->name, field->name);
}

static ycf_status read_text(struct store *store, sqlite3_value *value, struct arena *arena,
                            const char **out)
{
	const char *text = (const char *)sqlite3_value_text(value);
	if (text == NULL)
		return message_memory(store->message);
	*out = arena_copy(arena, text, (size_t)sqlite3_value_bytes(value));
	return *out == NULL ? message_memory(store->message) : YCF_OK;
}

static bool read_date(sqlite3_value *value, ycf_date *date)
{
	const char *text = (const char *)sqlite3_value_text(value);
	return date_read_iso(text, (size_t)sqlite3_value_bytes(value), date) == DATE_READ;
}

static bool read_choice(sqlite3_value *value, const struct field *field, unsigned *choice)
{
	const char *text = (const char *)sqlite3_value_text(value);
	*choice = choice_read(field->choices, text, strlen(text));
	return *choice != 0;
}

/* The row is all zeros, which is nothing elsewhere. */
static inline void clear_integer(const struct field *field, void *row)
{
	if (field->kind == YCF_INTEGER)
		field_clear(field, row);
}

/* The value itself is looked at, which nobody else can reach meanwhile: asking by the column
   costs a tenth of a long list. */
static ycf_status read_field(struct store *store, sqlite3_value *value, const struct noun *noun,
                             const struct field *field, struct arena *arena, void *row)
{
	if (sqlite3_value_type(value) == SQLITE_NULL) {
		clear_integer(field, row);
		return YCF_OK;
	}
	void *at = field_at(field, row);
	bool good = true;
	bool is_text = field->kind == YCF_DATE || field->kind == YCF_CHOICE;
	if (is_text && sqlite3_value_text(value) == NULL)
		return message_memory(store->message);
	switch (field->kind) {
	case YCF_TEXT:
		return read_text(store, value, arena, at);
	case YCF_DATE:
		good = read_date(value, at);
		break;
	case YCF_CHOICE:
		good = read_choice(value, field, at);
		break;
	case YCF_BOOLEAN:
		*(bool *)at = sqlite3_value_int(value) != 0;
		break;
	case YCF_INTEGER:
	case YCF_TIME:
	case YCF_REFERENCE:
		*(int64_t *)at = sqlite3_value_int64(value);
		break;
	}
	return good ? YCF_OK : damaged_value(store, noun, field);
}

ycf_status engine_read_row(struct store *store, sqlite3_stmt *statement,
                           const struct noun *noun, field_set fields, struct arena *arena,
                           void *row)
{
	int column = 0;
	memset(row, 0, noun->size);
	for (size_t i = 0; i < noun->count; i++, fields >>= 1) {
		const struct field *field = &noun->fields[i];
		if ((fields & 1) == 0) {
			clear_integer(field, row);
			continue;
		}
		ycf_status status = read_field(store, sqlite3_column_value(statement, column++), noun,
		                               field, arena, row);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

/* ---- ids ---- */

/* Seconds since 2020 over a counter that begins at random: two laptops do not
   make the same one, and rows added together stand together. */
int64_t engine_next_id(struct store *store)
{
	enum { EPOCH_2020 = 1577836800 };
	if (store->now.is)
		return specimen_next_id(store, EPOCH_2020);
	int64_t seconds = (int64_t)time(NULL) - EPOCH_2020;
	if (seconds > store->id_seconds)
		store->id_seconds = seconds;
	store->id_counter = (store->id_counter + 1) & 0x7fffffff;
	if (store->id_counter == 0)
		store->id_seconds++;
	return store->id_seconds << 31 | store->id_counter;
}
