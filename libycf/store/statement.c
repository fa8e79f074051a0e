/* The SQL of a noun, made from its field table, and queries. */
#include "store/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void engine_columns(const struct noun *noun, field_set fields, struct buffer *sql)
{
	const char *before = "\"";
	for (size_t i = 0; i < noun->count; i++, fields >>= 1) {
		if ((fields & 1) == 0)
			continue;
		buffer_text(sql, before);
		buffer_text(sql, noun->fields[i].name);
		buffer_char(sql, '"');
		before = ", \"";
	}
}

void store_columns(const struct noun *noun, struct buffer *sql)
{
	engine_columns(noun, ALL_FIELDS, sql);
}

static void insert_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_format(sql, "INSERT INTO \"%s\" (", noun->name);
	store_columns(noun, sql);
	buffer_text(sql, ") VALUES (");
	for (size_t i = 0; i < noun->count; i++)
		buffer_format(sql, "%s?%zu", i == 0 ? "" : ", ", i + 1);
	buffer_text(sql, ")");
}

/* Parameters 1 on are the fields; the last is the revision that was read. */
static void update_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_format(sql, "UPDATE \"%s\" SET ", noun->name);
	for (size_t i = 1; i < noun->count; i++)
		buffer_format(sql, "%s\"%s\" = ?%zu", i == 1 ? "" : ", ", noun->fields[i].name,
		              i + 1);
	buffer_format(sql, " WHERE id = ?1 AND revision = ?%zu", noun->count + 1);
}

static void get_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_text(sql, "SELECT ");
	store_columns(noun, sql);
	buffer_format(sql, " FROM \"%s\" WHERE id = ?1", noun->name);
}

static const char *prefix_of(catalogue nouns, const char *name)
{
	for (; *nouns != NULL; nouns++)
		if (strcmp((*nouns)->name, name) == 0)
			return (*nouns)->prefix;
	return "x";
}

/* A row as a JSON object; ids as tokens. */
static void json_sql(catalogue nouns, const struct noun *noun, struct buffer *sql)
{
	buffer_text(sql, "json_object(");
	for (size_t i = 0; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		buffer_format(sql, "%s'%s', ", i == 0 ? "" : ", ", field->name);
		if (field->kind == YCF_REFERENCE)
			buffer_format(sql, "token('%s', \"%s\")", prefix_of(nouns, field->target),
			              field->name);
		else
			buffer_format(sql, "\"%s\"", field->name);
	}
	buffer_text(sql, ")");
}

/* ?1 the row, ?2 the new id, ?3 the time, ?4 the change, ?5 what was done */
static void old_row_sql(catalogue nouns, const struct noun *noun, struct buffer *sql)
{
	buffer_format(sql,
	              "INSERT INTO old_row (id, revision, created, changed, \"change\", noun, "
	              "record, act, was) SELECT ?2, 1, ?3, ?3, ?4, '%s', token('%s', id), ?5, ",
	              noun->name, noun->prefix);
	json_sql(nouns, noun, sql);
	buffer_format(sql, " FROM \"%s\" WHERE id = ?1", noun->name);
}

static void shape_sql(catalogue nouns, const struct noun *noun, enum shape shape,
                      struct buffer *sql)
{
	switch (shape) {
	case SHAPE_INSERT:
		insert_sql(noun, sql);
		break;
	case SHAPE_UPDATE:
		update_sql(noun, sql);
		break;
	case SHAPE_GET:
		get_sql(noun, sql);
		break;
	case SHAPE_OLD_ROW:
		old_row_sql(nouns, noun, sql);
		break;
	case SHAPE_DELETE:
	case SHAPE_COUNT:
		buffer_format(sql, "DELETE FROM \"%s\" WHERE id = ?1 AND revision = ?2", noun->name);
		break;
	}
}

static struct prepared *prepared_of(struct store *store, const struct noun *noun)
{
	for (size_t i = 0; i < store->noun_count; i++)
		if (store->prepared[i].noun == noun)
			return &store->prepared[i];
	return NULL;
}

ycf_status engine_shape(struct store *store, const struct noun *noun, enum shape shape,
                        sqlite3_stmt **statement)
{
	sqlite3_stmt **kept = &prepared_of(store, noun)->shapes[shape];
	if (*kept == NULL) {
		struct buffer sql = {0};
		shape_sql(store->nouns, noun, shape, &sql);
		ycf_status status = sql.failed ? message_memory(store->message)
		                               : engine_prepare(store, sql.data, kept);
		buffer_free(&sql);
		if (status != YCF_OK)
			return status;
	}
	*statement = *kept;
	return YCF_OK;
}

void engine_finalize(struct store *store)
{
	for (size_t i = 0; i < UNDO_COUNT; i++)
		sqlite3_finalize(store->undo[i]);
	sqlite3_finalize(store->remember);
	store->remember = NULL;
	for (size_t i = 0; i < ENGINE_IDLE; i++) {
		sqlite3_finalize(store->idle[i]);
		store->idle[i] = NULL;
	}
	for (size_t i = 0; store->prepared != NULL && i < store->noun_count; i++)
		for (int shape = 0; shape < SHAPE_COUNT; shape++) {
			sqlite3_finalize(store->prepared[i].shapes[shape]);
			store->prepared[i].shapes[shape] = NULL;
		}
}

/* ---- queries ---- */

ycf_status rows_alone(struct store *store, const struct noun *noun, struct rows **rows)
{
	struct rows *made = calloc(1, sizeof *made);
	if (made == NULL)
		return message_memory(store->message);
	made->store = store;
	made->noun = noun;
	made->fields = ALL_FIELDS;
	made->total = ROWS_UNCOUNTED;
	*rows = made;
	return YCF_OK;
}

static ycf_status rows_new(struct store *store, const struct noun *noun, const char *sql,
                           struct rows **rows)
{
	struct rows *made = NULL;
	ycf_status status = rows_alone(store, noun, &made);
	if (status == YCF_OK)
		status = engine_take(store, sql, &made->statement);
	if (status == YCF_OK)
		*rows = made;
	else
		free(made);
	return status;
}

ycf_status store_query(struct store *store, const struct noun *noun, const char *sql,
                       const struct binding *bindings, size_t count, struct rows **rows)
{
	struct rows *made = NULL;
	ycf_status status = rows_new(store, noun, sql, &made);
	if (status != YCF_OK)
		return status;
	status = engine_bind(store, made->statement, bindings, count);
	if (status != YCF_OK)
		rows_free(made);
	else
		*rows = made;
	return status;
}

ycf_status store_ask(struct store *store, const struct noun *noun, const struct buffer *sql,
                     const struct binding *bindings, size_t count, struct rows **rows)
{
	if (sql->failed || sql->data == NULL)
		return message_memory(store->message);
	return store_query(store, noun, sql->data, bindings, count, rows);
}

ycf_status rows_again(struct rows *rows, const struct binding *bindings, size_t count)
{
	sqlite3_reset(rows->statement);
	return engine_bind(rows->store, rows->statement, bindings, count);
}

ycf_status rows_next(struct rows *rows, struct arena *arena, void *row)
{
	int code = sqlite3_step(rows->statement);
	if (code == SQLITE_ROW) {
		ycf_status status = engine_read_row(rows->store, rows->statement, rows->noun,
		                                    rows->fields, arena, row);
		return status == YCF_OK ? YCF_ROW : status;
	}
	sqlite3_reset(rows->statement);
	return code == SQLITE_DONE ? YCF_DONE : engine_error(rows->store, code, "reading");
}

ycf_status rows_gather(struct rows *rows, struct arena *arena, const void **list, size_t *count)
{
	char *data = NULL;
	size_t room = 0, size = rows->noun->size;
	ycf_status status = YCF_ROW;
	for (*count = 0; status == YCF_ROW; *count += status == YCF_ROW) {
		if (*count == room) {
			room = room == 0 ? 8 : room * 2;
			char *more = arena_take(arena, room * size);
			if (more == NULL)
				return message_memory(rows->store->message);
			if (*count > 0)
				memcpy(more, data, *count * size);
			data = more;
		}
		status = rows_next(rows, arena, data + *count * size);
	}
	*list = data;
	return status == YCF_DONE ? YCF_OK : status;
}

void rows_free(struct rows *rows)
{
	if (rows == NULL)
		return;
	if (rows->answers != NULL) {
		sqlite3_finalize(rows->statement);
		sqlite3_close(rows->answers);
	} else
		engine_give(rows->store, rows->statement);
	free(rows);
}

int64_t rows_total(const struct rows *rows)
{
	return rows->total;
}

ycf_status store_first(struct store *store, const struct noun *noun, const char *tail,
                       const struct binding *bindings, size_t count, struct arena *arena,
                       void *row)
{
	struct buffer sql = {0};
	buffer_text(&sql, "SELECT ");
	store_columns(noun, &sql);
	buffer_format(&sql, " FROM \"%s\" %s", noun->name, tail);
	struct rows *rows = NULL;
	ycf_status status = store_ask(store, noun, &sql, bindings, count, &rows);
	buffer_free(&sql);
	if (status == YCF_OK)
		status = rows_next(rows, arena, row);
	rows_free(rows);
	return status;
}

ycf_status store_get(struct store *store, const struct noun *noun, int64_t id,
                     struct arena *arena, void *row)
{
	sqlite3_stmt *statement;
	ycf_status status = engine_shape(store, noun, SHAPE_GET, &statement);
	if (status != YCF_OK)
		return status;
	sqlite3_bind_int64(statement, 1, id);
	int code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		status = engine_read_row(store, statement, noun, ALL_FIELDS, arena, row);
	else if (code != SQLITE_DONE)
		status = engine_error(store, code, "reading");
	else
		status = message_set(store->message, YCF_NOT_FOUND, "there is no such %s any more",
		                     noun->name);
	sqlite3_reset(statement);
	return status;
}

/* Step once; the row's first column is for the caller to read before it gives the
   statement back. */
static ycf_status first_value(struct store *store, const char *sql,
                              const struct binding *bindings, size_t count,
                              sqlite3_stmt **statement)
{
	ycf_status status = engine_take(store, sql, statement);
	if (status == YCF_OK)
		status = engine_bind(store, *statement, bindings, count);
	if (status != YCF_OK)
		return status;
	int code = sqlite3_step(*statement);
	if (code == SQLITE_ROW)
		return YCF_ROW;
	return code == SQLITE_DONE ? YCF_DONE : engine_error(store, code, "");
}

ycf_status store_number(struct store *store, const char *sql, const struct binding *bindings,
                        size_t count, int64_t *number)
{
	sqlite3_stmt *statement = NULL;
	ycf_status status = first_value(store, sql, bindings, count, &statement);
	if (status == YCF_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
		*number = sqlite3_column_int64(statement, 0);
	engine_give(store, statement);
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

ycf_status store_text(struct store *store, const char *sql, const struct binding *bindings,
                      size_t count, struct arena *arena, const char **text)
{
	sqlite3_stmt *statement = NULL;
	ycf_status status = first_value(store, sql, bindings, count, &statement);
	if (status == YCF_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL) {
		*text = arena_copy(arena, (const char *)sqlite3_column_text(statement, 0),
		                   (size_t)sqlite3_column_bytes(statement, 0));
		if (*text == NULL)
			status = message_memory(store->message);
	}
	engine_give(store, statement);
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

ycf_status store_scratch(struct store *store, const char *sql, const struct binding *bindings,
                         size_t count)
{
	sqlite3_stmt *statement = NULL;
	ycf_status status = first_value(store, sql, bindings, count, &statement);
	engine_give(store, statement);
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

/* ---- selecting ---- */

static const char *const operators[] = {
	[TEST_LESS] = "<", [TEST_AT_MOST] = "<=",
	[TEST_MORE] = ">", [TEST_AT_LEAST] = ">=",
};

/* As many brackets as the text before the value left open. */
static const char *closing(const char *sql)
{
	static const char brackets[] = "))))";
	int open = 0;
	for (; *sql != '\0'; sql++)
		open += (*sql == '(') - (*sql == ')');
	return open >= 0 && open <= 4 ? brackets + 4 - open : "";
}

static void test_sql(const struct test *test, struct buffer *sql, int *parameter)
{
	char column[160];
	snprintf(column, sizeof column, "\"%s\"", test->field);
	if (test->kind == TEST_EMPTY)
		buffer_format(sql, "%s IS NULL", column);
	else if (test->kind == TEST_NOT_EMPTY)
		buffer_format(sql, "%s IS NOT NULL", column);
	else if (test->kind == TEST_CONTAINS)
		buffer_format(sql, "instr(folded(%s), folded(?%d)) > 0", column, (*parameter)++);
	else if (test->inside != NULL)
		buffer_format(sql, "%s IN %s ?%d%s", column, test->inside, (*parameter)++,
		              closing(test->inside));
	else if (test->kind == TEST_EQUAL || test->kind == TEST_UNEQUAL) {
		/* What is empty is none of the values. */
		if (test->kind == TEST_UNEQUAL)
			buffer_format(sql, "(%s IS NULL OR %s NOT IN (", column, column);
		else
			buffer_format(sql, "%s IN (", column);
		for (size_t i = 0; i < test->count; i++)
			buffer_format(sql, "%s?%d", i == 0 ? "" : ", ", (*parameter)++);
		buffer_text(sql, test->kind == TEST_UNEQUAL ? "))" : ")");
	} else
		buffer_format(sql, "%s %s ?%d", column, operators[test->kind], (*parameter)++);
}

/* The tests' parameters are numbered from 101, after any that the source names. */
enum { FIRST_TEST = 101 };

static void select_sql(const struct noun *noun, const struct selection *selection,
                       struct buffer *sql)
{
	int parameter = FIRST_TEST;
	buffer_text(sql, "SELECT ");
	engine_columns(noun, selection->fields, sql);
	if (selection->source != NULL)
		buffer_format(sql, " FROM (%s)", selection->source);
	else
		buffer_format(sql, " FROM \"%s\"", noun->name);
	for (size_t i = 0; i < selection->test_count; i++) {
		buffer_text(sql, i == 0 ? " WHERE " : " AND ");
		test_sql(&selection->tests[i], sql, &parameter);
	}
	if (selection->order != NULL)
		buffer_format(sql, " ORDER BY %s", selection->order);
}

static ycf_status bind_tests(struct store *store, sqlite3_stmt *statement,
                             const struct selection *selection)
{
	int parameter = FIRST_TEST;
	for (size_t i = 0; i < selection->test_count; i++)
		for (size_t k = 0; k < selection->tests[i].count; k++) {
			int code = engine_bind_value(statement, parameter++,
			                             &selection->tests[i].values[k]);
			if (code != SQLITE_OK)
				return engine_error(store, code, "");
		}
	return YCF_OK;
}

ycf_status store_select(struct store *store, const struct noun *noun,
                        const struct selection *selection, struct rows **rows)
{
	struct buffer sql = {0};
	struct rows *made = NULL;
	if (selection->next_block != NULL)
		return engine_answer(store, noun, selection, rows);
	select_sql(noun, selection, &sql);
	ycf_status status = store_ask(store, noun, &sql, selection->bindings,
	                              selection->binding_count, &made);
	buffer_free(&sql);
	if (status == YCF_OK)
		status = bind_tests(store, made->statement, selection);
	if (status == YCF_OK) {
		made->fields = selection->fields;
		*rows = made;
	}
	else
		rows_free(made);
	return status;
}
