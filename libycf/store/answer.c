/* Answers about many settings. What is computed of them takes room in memory
   for each; so they are asked block by block, and the rows are gathered, and
   put in order, in a database of their own that SQLite keeps in a temporary
   file once it is large. */
#include "store/engine.h"

enum { BLOCK = 500 };

/* Putting an answer together. */
struct gathering {
	struct store *store;
	const struct noun *noun;
	struct rows *blocks;           /* the question, asked of a block at a time */
	struct rows *answer;
	sqlite3_stmt *insert;
	const char *next_block;
	struct binding block[3];       /* :first, :last, :block */
};

static ycf_status answer_error(struct gathering *gathering, int code)
{
	if (code == SQLITE_FULL)
		return message_set(gathering->store->message, YCF_FULL,
		                   "the disk of temporary files is full; make room and ask again");
	return engine_error(gathering->store, code, "working out an answer");
}

static ycf_status run(struct gathering *gathering, const char *sql)
{
	int code = sqlite3_exec(gathering->answer->answers, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? YCF_OK : answer_error(gathering, code);
}

static ycf_status prepare(struct gathering *gathering, const struct buffer *sql,
                          sqlite3_stmt **statement)
{
	if (sql->failed)
		return message_memory(gathering->store->message);
	int code = sqlite3_prepare_v2(gathering->answer->answers, sql->data, -1, statement, NULL);
	return code == SQLITE_OK ? YCF_OK : answer_error(gathering, code);
}

static void insert_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_text(sql, "INSERT INTO answer VALUES (?");
	for (size_t i = 1; i < noun->count; i++)
		buffer_text(sql, ", ?");
	buffer_text(sql, ")");
}

static ycf_status make_table(struct gathering *gathering)
{
	struct buffer table = {0}, insert = {0};
	buffer_text(&table, "PRAGMA synchronous = OFF; BEGIN; CREATE TABLE answer (");
	store_columns(gathering->noun, &table);
	buffer_text(&table, ")");
	insert_sql(gathering->noun, &insert);
	ycf_status status = table.failed ? message_memory(gathering->store->message)
	                                 : run(gathering, table.data);
	if (status == YCF_OK)
		status = prepare(gathering, &insert, &gathering->insert);
	buffer_free(&table);
	buffer_free(&insert);
	return status;
}

/* A database without a name is this connection's alone, and goes with it. */
static ycf_status open_answer(struct gathering *gathering)
{
	ycf_status status = rows_alone(gathering->store, gathering->noun, &gathering->answer);
	if (status != YCF_OK)
		return status;
	gathering->answer->total = 0;
	int code = sqlite3_open("", &gathering->answer->answers);
	if (code != SQLITE_OK)
		return answer_error(gathering, code);
	status = engine_functions(gathering->store, gathering->answer->answers);
	return status == YCF_OK ? make_table(gathering) : status;
}

static ycf_status keep_row(struct gathering *gathering)
{
	int code = SQLITE_OK;
	for (int i = 0; i < (int)gathering->noun->count && code == SQLITE_OK; i++)
		code = sqlite3_bind_value(gathering->insert, i + 1,
		                          sqlite3_column_value(gathering->blocks->statement, i));
	if (code == SQLITE_OK)
		code = sqlite3_step(gathering->insert);
	sqlite3_reset(gathering->insert);
	gathering->answer->total++;
	return code == SQLITE_DONE ? YCF_OK : answer_error(gathering, code);
}

static ycf_status gather_block(struct gathering *gathering)
{
	struct rows *blocks = gathering->blocks;
	ycf_status status = rows_again(blocks, gathering->block, COUNT_OF(gathering->block));
	while (status == YCF_OK) {
		int code = sqlite3_step(blocks->statement);
		if (code == SQLITE_DONE)
			return YCF_OK;
		status = code == SQLITE_ROW ? keep_row(gathering)
		                            : engine_error(gathering->store, code, "reading");
	}
	return status;
}

static ycf_status gather(struct gathering *gathering, const struct selection *selection)
{
	struct binding bindings[8] = {0};
	int64_t *first = &gathering->block[0].number, *last = &gathering->block[1].number;
	size_t count = 0;
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < selection->binding_count && count < 5; i++)
		bindings[count++] = selection->bindings[i];
	for (*first = 1; status == YCF_OK; *first = *last + 1) {
		bindings[count] = gathering->block[0];
		bindings[count + 1] = gathering->block[2];
		*last = 0;
		status = store_number(gathering->store, gathering->next_block, bindings, count + 2,
		                      last);
		if (status != YCF_OK || *last == 0)
			break;
		status = gather_block(gathering);
	}
	return status;
}

static ycf_status put_in_order(struct gathering *gathering, field_set fields, const char *order)
{
	struct buffer sql = {0};
	ycf_status status = run(gathering, "COMMIT");
	buffer_text(&sql, "SELECT ");
	engine_columns(gathering->noun, fields, &sql);
	buffer_text(&sql, " FROM answer");
	if (order != NULL)
		buffer_format(&sql, " ORDER BY %s", order);
	if (status == YCF_OK)
		status = prepare(gathering, &sql, &gathering->answer->statement);
	buffer_free(&sql);
	gathering->answer->fields = fields;
	return status;
}

ycf_status engine_answer(struct store *store, const struct noun *noun,
                         const struct selection *selection, struct rows **rows)
{
	struct gathering gathering = {
		.store = store, .noun = noun, .next_block = selection->next_block,
		.block = {BIND_NUMBER(":first", 0), BIND_NUMBER(":last", 0),
		          BIND_NUMBER(":block", BLOCK)},
	};
	struct selection question = *selection;
	question.order = question.next_block = NULL;
	question.fields = ALL_FIELDS;   /* by any of which it may be put in order */
	/* All blocks are of one moment, whatever others write meanwhile. */
	bool own = sqlite3_get_autocommit(store->db);
	ycf_status status = open_answer(&gathering);
	if (status == YCF_OK && own)
		status = engine_run(store, "BEGIN");
	if (status == YCF_OK)
		status = store_select(store, noun, &question, &gathering.blocks);
	if (status == YCF_OK)
		status = gather(&gathering, selection);
	rows_free(gathering.blocks);
	if (own && !sqlite3_get_autocommit(store->db))
		engine_end_reading(store);
	if (status == YCF_OK)
		status = put_in_order(&gathering, selection->fields, selection->order);
	sqlite3_finalize(gathering.insert);
	if (status == YCF_OK)
		*rows = gathering.answer;
	else
		rows_free(gathering.answer);
	return status;
}
