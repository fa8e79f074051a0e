/* Rows out, and back in again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "format/csv_reader.h"
#include "format/writer.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

#define TEXT(text) {CELL_TEXT, (text), sizeof (text) - 1}
#define NUMBER(text) {CELL_NUMBER, (text), sizeof (text) - 1}
#define BOOLEAN(text) {CELL_BOOLEAN, (text), sizeof (text) - 1}
#define NONE {CELL_NULL, "", 0}
#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

enum { PATH_SIZE = 1024, MOST_COLUMNS = 40 };

/* A writer on a temporary file. */
struct written {
	char path[PATH_SIZE];
	struct message message;
	struct output *output;
	struct writer *writer;
};

static void begin(struct written *to, const struct writer_options *options,
                  const char *const *columns, size_t count)
{
	const char *folder = getenv("TMPDIR");
	snprintf(to->path, PATH_SIZE, "%s/ycf-writer-XXXXXX", folder != NULL ? folder : "/tmp");
	int descriptor = mkstemp(to->path);
	assert_true(descriptor >= 0);
	close(descriptor);
	message_clear(&to->message);
	assert_int_equal(output_open(to->path, -1, &to->output, &to->message), YCF_OK);
	assert_int_equal(writer_open(to->output, options, columns, count, &to->message,
	                             &to->writer), YCF_OK);
}

static void finish(struct written *to)
{
	assert_int_equal(writer_close(to->writer), YCF_OK);
	assert_int_equal(output_commit(to->output, &to->message), YCF_OK);
}

/* All that was written; free() it. */
static char *take(struct written *to)
{
	char *text;
	size_t length;
	assert_int_equal(file_read(to->path, 64 * 1024 * 1024, &text, &length, &to->message),
	                 YCF_OK);
	assert_int_equal(strlen(text), length);
	unlink(to->path);
	return text;
}

static char *written(const struct writer_options *options, const char *const *columns,
                     size_t count, const struct cell *cells, size_t rows)
{
	struct written to;
	begin(&to, options, columns, count);
	for (size_t i = 0; i < rows; i++)
		assert_int_equal(writer_row(to.writer, cells + i * count), YCF_OK);
	finish(&to);
	return take(&to);
}

static void expect(const struct writer_options *options, const char *const *columns, size_t count,
                   const struct cell *cells, size_t rows, const char *text)
{
	char *got = written(options, columns, count, cells, rows);
	assert_string_equal(got, text);
	free(got);
}

static const char *const two[] = {"name", "places"};
static const struct writer_options as_csv = {.format = YCF_CSV};
static const struct writer_options as_json = {.format = YCF_JSON};

/* ---- naughty strings ---- */

static bool shared_path(char path[PATH_SIZE], const char *name)
{
	const char *shared = getenv("YCF_SHARED"), *source = getenv("YCF_SRCDIR");
	source = source != NULL ? source : YCF_SRCDIR;
	if (shared != NULL)
		snprintf(path, PATH_SIZE, "%s/data/%s", shared, name);
	else
		snprintf(path, PATH_SIZE, "%s/../shared/data/%s", source, name);
	return access(path, R_OK) == 0;
}

static json_t *naughty_strings(void)
{
	char path[PATH_SIZE];
	if (!shared_path(path, "naughty-strings.json")) {
		print_message("skipped: there is no %s\n", path);
		skip();
	}
	json_t *strings = json_load_file(path, JSON_ALLOW_NUL, NULL);
	assert_true(json_array_size(strings) >= 500);
	return strings;
}

static struct cell naughty_cell(const json_t *strings, size_t i)
{
	const json_t *string = json_array_get(strings, i);
	const char *text = json_string_value(string);
	return (struct cell){CELL_TEXT, text, strlen(text)};
}

static char *write_naughty(const struct writer_options *options, const json_t *strings,
                           const char *const *columns, size_t count, char path[PATH_SIZE])
{
	struct written to;
	begin(&to, options, columns, count);
	for (size_t i = 0; i < json_array_size(strings); i++) {
		struct cell cells[2] = {naughty_cell(strings, i), NUMBER("7")};
		assert_int_equal(writer_row(to.writer, cells), YCF_OK);
	}
	finish(&to);
	strcpy(path, to.path);
	return path;
}

static void check_row(const struct csv_row *row, const struct cell *cell, size_t count)
{
	assert_int_equal(row->count, count);
	const char *text = writer_unguard(row->cells[0]);
	assert_string_equal(text, cell->text);
	/* What a spreadsheet sees first must begin no formula. */
	assert_true(row->lengths[0] == 0 || strchr("=+@\t\r-", row->cells[0][0]) == NULL);
}

static void csv_comes_back(const struct writer_options *options, size_t count)
{
	char path[PATH_SIZE];
	struct message message;
	struct csv_reader *reader;
	struct csv_row row;
	json_t *strings = naughty_strings();
	message_clear(&message);
	write_naughty(options, strings, two, count, path);
	assert_int_equal(csv_open(path, NULL, &message, &reader), YCF_OK);
	assert_int_equal(csv_next(reader, &row), YCF_ROW);
	assert_string_equal(row.cells[0], "name");
	for (size_t i = 0; i < json_array_size(strings); i++) {
		const struct cell cell = naughty_cell(strings, i);
		assert_int_equal(csv_next(reader, &row), YCF_ROW);
		check_row(&row, &cell, count);
	}
	assert_int_equal(csv_next(reader, &row), YCF_DONE);
	csv_close(reader);
	unlink(path);
	json_decref(strings);
}

static void test_csv_comes_back(void **state)
{
	(void)state;
	const struct writer_options marked = {.format = YCF_CSV, .byte_order_mark = true};
	csv_comes_back(&as_csv, 2);
	csv_comes_back(&marked, 2);
	csv_comes_back(&as_csv, 1);
}

static void test_json_comes_back(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	json_t *strings = naughty_strings();
	write_naughty(&as_json, strings, two, 2, path);
	json_t *rows = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
	assert_int_equal(json_array_size(rows), json_array_size(strings));
	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);
		assert_int_equal(json_object_size(row), 2);
		assert_string_equal(json_string_value(json_object_get(row, "name")),
		                    naughty_cell(strings, i).text);
		assert_int_equal(json_integer_value(json_object_get(row, "places")), 7);
	}
	json_decref(rows);
	json_decref(strings);
	unlink(path);
}

/* ---- CSV ---- */

static void test_csv(void **state)
{
	(void)state;
	const struct cell cells[] = {
		TEXT("St Mary's"), NUMBER("-12"),
		TEXT("a,b"), BOOLEAN("true"),
		TEXT("say \"no\""), NONE,
		TEXT(""), TEXT(" x"),
		NONE, TEXT("line\r\nend"),
	};
	const struct writer_options marked = {.format = YCF_CSV, .byte_order_mark = true};
	expect(&as_csv, two, 2, cells, 5,
	       "name,places\r\nSt Mary's,-12\r\n\"a,b\",true\r\n\"say \"\"no\"\"\",\r\n"
	       "\"\",\" x\"\r\n,\"line\r\nend\"\r\n");
	expect(&as_csv, two, 2, cells, 0, "name,places\r\n");
	expect(&marked, two, 2, cells, 1, "\xEF\xBB\xBFname,places\r\nSt Mary's,-12\r\n");
	expect(&as_csv, two, 1, &cells[5], 1, "name\r\n\"\"\r\n");
}

static void test_guard(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"=1+1", "'=1+1"}, {"+44", "'+44"}, {"-3", "'-3"}, {"@x", "'@x"},
		{"'=1", "''=1"}, {"''-", "'''-"}, {"'plain", "'plain"}, {"'", "'"},
		{"1=1", "1=1"}, {"a-b", "a-b"}, {"''", "''"},
	};
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		const struct cell cell = {CELL_TEXT, pairs[i][0], strlen(pairs[i][0])};
		char wanted[64];
		snprintf(wanted, sizeof wanted, "name\r\n%s\r\n", pairs[i][1]);
		expect(&as_csv, two, 1, &cell, 1, wanted);
		assert_string_equal(writer_unguard(pairs[i][1]), pairs[i][0]);
	}
	assert_string_equal(writer_unguard("'\tx"), "\tx");
	assert_string_equal(writer_unguard("=1"), "=1");
	assert_string_equal(writer_unguard(""), "");
}

/* ---- JSON ---- */

static void test_json(void **state)
{
	(void)state;
	const struct cell cells[] = {
		TEXT("a \"b\"\n\\"), NUMBER("9223372036854775807"),
		NONE, NUMBER("12.5"),
		TEXT(""), BOOLEAN("false"),
		TEXT("é"), NUMBER("007"),
	};
	expect(&as_json, two, 2, cells, 4,
	       "[\n{\"name\": \"a \\\"b\\\"\\n\\\\\", \"places\": 9223372036854775807},\n"
	       "{\"name\": null, \"places\": 12.5},\n{\"name\": \"\", \"places\": false},\n"
	       "{\"name\": \"é\", \"places\": \"007\"}\n]\n");
	expect(&as_json, two, 2, cells, 0, "[]\n");
}

static void test_json_refuses_bad_text(void **state)
{
	(void)state;
	struct written to;
	const struct cell cells[] = {TEXT("\xFF"), NONE};
	begin(&to, &as_json, two, 2);
	assert_int_equal(writer_row(to.writer, cells), YCF_INVALID);
	assert_non_null(strstr(to.message.text, "name"));
	writer_abandon(to.writer);
	writer_abandon(NULL);
	output_abandon(to.output);
	unlink(to.path);
}

/* ---- tables ---- */

static void test_table(void **state)
{
	(void)state;
	static const char *const columns[] = {"name", "pupils", "next_review", "notes", "holds"};
	const struct cell cells[] = {
		TEXT("Oak Lane Primary"), NUMBER("7"), TEXT("2026-08-31"), NONE, BOOLEAN("true"),
		TEXT("Café"), NUMBER("1204"), NONE, NONE, BOOLEAN("false"),
		TEXT("日本\x1B"), NONE, NONE, NONE, NONE,
	};
	const struct writer_options wide = {.format = YCF_TABLE, .width = 80};
	expect(&wide, columns, 5, cells, 3,
	       "name              pupils  next review  holds\n"
	       "────────────────  ──────  ───────────  ─────\n"
	       "Oak Lane Primary       7  2026-08-31   yes\n"
	       "Café                1204               no\n"
	       "日本\\x1b\n");
	expect(&wide, columns, 5, cells, 0, "");
}

static void test_table_narrow(void **state)
{
	(void)state;
	static const char *const columns[] = {"name", "local_authority_code", "statement"};
	const struct cell cells[] = {
		TEXT("Oak Lane Primary School"), NUMBER("383"),
		TEXT("A lead is named and visible to all"),
	};
	const struct writer_options narrow = {.format = YCF_TABLE, .width = 50};
	const struct writer_options narrower = {.format = YCF_TABLE, .width = 26};
	expect(&narrow, columns, 3, cells, 1,
	       "                        local\n"
	       "                    authority\n"
	       "name                     code  statement\n"
	       "──────────────────  ─────────  ───────────────────\n"
	       "Oak Lane Primary…         383  A lead is named an…\n");
	expect(&narrower, columns, 3, cells, 1,
	       "                  local\n"
	       "              authority\n"
	       "name               code  …\n"
	       "────────────  ─────────  ─\n"
	       "Oak Lane Pr…        383  …\n");
}

static void check_widths(char *text, size_t width)
{
	for (char *line = text, *end; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		assert_non_null(end);
		assert_true(text_columns(line, (size_t)(end - line)) <= width);
		assert_true(end == line || end[-1] != ' ');
	}
}

static void test_table_keeps_its_width(void **state)
{
	(void)state;
	static const char *const columns[] = {"name", "places", "a_long_heading_of_words", "text"};
	json_t *strings = naughty_strings();
	for (size_t width = 1; width < 130; width += width < 30 ? 1 : 9) {
		const struct writer_options options = {.format = YCF_TABLE, .width = width};
		struct written to;
		begin(&to, &options, columns, 4);
		for (size_t i = 0; i < json_array_size(strings); i++) {
			struct cell cells[] = {naughty_cell(strings, i), NUMBER("123456"), NONE,
			                       naughty_cell(strings, (i * 7) % 500)};
			cells[2] = i % 3 == 0 ? cells[0] : cells[2];
			assert_int_equal(writer_row(to.writer, cells), YCF_OK);
		}
		finish(&to);
		char *text = take(&to);
		check_widths(text, width);
		free(text);
	}
	json_decref(strings);
}

/* More rows than are held back: widths are settled, no column is left out. */
static void test_table_streams(void **state)
{
	(void)state;
	const struct writer_options options = {.format = YCF_TABLE, .width = 60};
	const struct cell first[] = {TEXT("short"), NONE};
	const struct cell last[] = {TEXT("a name that is longer"), NUMBER("12")};
	struct written to;
	begin(&to, &options, two, 2);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(writer_row(to.writer, first), YCF_OK);
	assert_int_equal(writer_row(to.writer, last), YCF_OK);
	finish(&to);
	char *text = take(&to);
	check_widths(text, 60);
	const char *end = "\na na…  12\n";
	assert_memory_equal(text, "name   places\n", 14);
	assert_string_equal(text + strlen(text) - strlen(end), end);
	free(text);
}

static void test_many_columns(void **state)
{
	(void)state;
	const char *columns[MOST_COLUMNS];
	struct cell cells[MOST_COLUMNS];
	for (size_t i = 0; i < MOST_COLUMNS; i++) {
		columns[i] = "a_heading";
		cells[i] = (struct cell)TEXT("2026-08-31");
	}
	const struct writer_options options = {.format = YCF_TABLE, .width = 80};
	char *text = written(&options, columns, MOST_COLUMNS, cells, 1);
	check_widths(text, 80);
	assert_non_null(strstr(text, "2026-08-31  2026-08-31  2026-08-31  …\n"));
	free(text);
	const struct writer_options wide = {.format = YCF_TABLE};
	text = written(&wide, columns, MOST_COLUMNS, cells, 1);
	assert_null(strstr(text, "…"));
	free(text);
}

static void test_unknown_format(void **state)
{
	(void)state;
	struct message message;
	struct writer *writer;
	const struct writer_options options = {.format = (ycf_format)9};
	message_clear(&message);
	assert_int_equal(writer_open(NULL, &options, two, 2, &message, &writer), YCF_MISUSE);
	assert_null(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv_comes_back),
		cmocka_unit_test(test_json_comes_back),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_refuses_bad_text),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_table_narrow),
		cmocka_unit_test(test_table_keeps_its_width),
		cmocka_unit_test(test_table_streams),
		cmocka_unit_test(test_many_columns),
		cmocka_unit_test(test_unknown_format),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
