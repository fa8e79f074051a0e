/* The tables in the file against the tables of fields: every stored field has
   its column, of the right type, required where it is, and pointing where it
   points. */
#include "../api/scratch.h"

#include <sqlite3.h>

static sqlite3 *database_of(struct scratch *scratch)
{
	sqlite3 *database;
	assert_int_equal(sqlite3_open_v2(scratch->path, &database, SQLITE_OPEN_READWRITE, NULL),
	                 SQLITE_OK);
	return database;
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql, const char *text)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(database));
	if (text != NULL)
		sqlite3_bind_text(statement, 1, text, -1, SQLITE_TRANSIENT);
	return statement;
}

static const char *column_type(ycf_kind kind)
{
	switch (kind) {
	case YCF_TEXT:
	case YCF_DATE:
	case YCF_CHOICE:
		return "TEXT";
	case YCF_INTEGER:
	case YCF_BOOLEAN:
	case YCF_TIME:
	case YCF_REFERENCE:
		return "INTEGER";
	}
	return "";
}

static void check_column(const char *noun, size_t index, sqlite3_stmt *columns)
{
	const char *name = (const char *)sqlite3_column_text(columns, 0);
	const char *type = (const char *)sqlite3_column_text(columns, 1);
	bool filled = sqlite3_column_int(columns, 2) != 0 || sqlite3_column_int(columns, 3) != 0;
	if (ycf_field_name(noun, index) == NULL)
		fail_msg("%s.%s is a column, but no field", noun, name);
	assert_string_equal(name, ycf_field_name(noun, index));
	ycf_kind kind = ycf_field_kind(noun, index);
	if (strcmp(type, column_type(kind)) != 0)
		fail_msg("%s.%s is %s, not %s", noun, name, type, column_type(kind));
	/* What ycf sets itself, and what is either yes or no, is always there. */
	bool required = (ycf_field_flags(noun, index) & YCF_FIELD_REQUIRED) != 0 || index < 4 ||
	                kind == YCF_BOOLEAN;
	if (required != filled)
		fail_msg("%s.%s: required and NOT NULL disagree", noun, name);
}

static void every_field_has_its_column(void **state)
{
	struct scratch *scratch = *state;
	sqlite3 *database = database_of(scratch);
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++) {
		const char *noun = ycf_noun_name(i);
		if (ycf_noun_is_derived(noun))
			continue;
		size_t index = 0;
		sqlite3_stmt *columns = prepare(database, "SELECT name, type, \"notnull\", pk FROM "
		                                "pragma_table_info(?1)", noun);
		while (sqlite3_step(columns) == SQLITE_ROW)
			check_column(noun, index++, columns);
		assert_int_equal(index, ycf_field_count(noun));
		sqlite3_finalize(columns);
	}
	sqlite3_close(database);
}

static bool has_foreign_key(sqlite3 *database, const char *noun, const char *field,
                            const char *target)
{
	sqlite3_stmt *keys = prepare(database, "SELECT count(*) FROM pragma_foreign_key_list(?1) "
	                             "WHERE \"from\" = ?2 AND \"table\" = ?3 AND "
	                             "coalesce(\"to\", 'id') = 'id'", noun);
	sqlite3_bind_text(keys, 2, field, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(keys, 3, target, -1, SQLITE_TRANSIENT);
	assert_int_equal(sqlite3_step(keys), SQLITE_ROW);
	bool found = sqlite3_column_int(keys, 0) == 1;
	sqlite3_finalize(keys);
	return found;
}

static void every_reference_is_a_foreign_key(void **state)
{
	sqlite3 *database = database_of(*state);
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++)
		for (size_t field = 4; field < ycf_field_count(ycf_noun_name(i)); field++) {
			const char *noun = ycf_noun_name(i);
			if (ycf_noun_is_derived(noun) || ycf_field_kind(noun, field) != YCF_REFERENCE)
				continue;
			if (!has_foreign_key(database, noun, ycf_field_name(noun, field),
			                     ycf_field_target(noun, field)))
				fail_msg("%s.%s has no foreign key", noun, ycf_field_name(noun, field));
		}
	sqlite3_close(database);
}

/* A unique index, partial or not, over that one column. */
static bool is_unique(sqlite3 *database, const char *noun, const char *field)
{
	sqlite3_stmt *keys = prepare(
		database, "SELECT count(*) FROM pragma_index_list(?1) l WHERE l.\"unique\" AND "
		"(SELECT group_concat(name) FROM pragma_index_info(l.name)) = ?2", noun);
	sqlite3_bind_text(keys, 2, field, -1, SQLITE_TRANSIENT);
	assert_int_equal(sqlite3_step(keys), SQLITE_ROW);
	bool found = sqlite3_column_int(keys, 0) > 0;
	sqlite3_finalize(keys);
	return found;
}

static void what_is_unique_is_so_in_the_file(void **state)
{
	sqlite3 *database = database_of(*state);
	size_t unique = 0;
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++)
		for (size_t field = 0; field < ycf_field_count(ycf_noun_name(i)); field++) {
			const char *noun = ycf_noun_name(i);
			if (!(ycf_field_flags(noun, field) & YCF_FIELD_UNIQUE))
				continue;
			unique++;
			if (!is_unique(database, noun, ycf_field_name(noun, field)))
				fail_msg("%s.%s is not unique in the file", noun, ycf_field_name(noun, field));
		}
	assert_true(unique >= 4);
	sqlite3_close(database);
}

static int64_t number(sqlite3 *database, const char *sql)
{
	sqlite3_stmt *statement = prepare(database, sql, NULL);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int64_t found = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return found;
}

static void the_file_says_whose_it_is(void **state)
{
	sqlite3 *database = database_of(*state);
	assert_int_not_equal(number(database, "PRAGMA application_id"), 0);
	assert_true(number(database, "PRAGMA user_version") >= 1);
	assert_int_equal(number(database, "SELECT count(*) FROM sqlite_master WHERE type = 'table' "
	                        "AND sql NOT LIKE '%STRICT' AND name NOT LIKE 'sqlite_%'"), 0);
	assert_int_equal(number(database, "SELECT count(*) FROM sqlite_master WHERE type IN "
	                        "('trigger', 'view')"), 0);
	sqlite3_close(database);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(every_field_has_its_column),
		test_leeds(every_reference_is_a_foreign_key),
		test_leeds(what_is_unique_is_so_in_the_file),
		test_leeds(the_file_says_whose_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
