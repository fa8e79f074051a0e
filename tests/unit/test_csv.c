/* Reading delimited text: what a spreadsheet may have made of a table. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "format/csv_reader.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

#define BYTES(text) (text), sizeof (text) - 1

enum { PATH_SIZE = 1024, BORDER = 64 * 1024 };

/* All that a file says, as text: a row a line, each cell in angle brackets. */
struct reading {
	ycf_status status;
	struct message message;
	struct buffer rows;
	size_t count, least, most;
	int64_t number, line;                    /* of the last row */
	char delimiter;
	char encoding[64];
};

static void take_row(struct reading *reading, const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		assert_int_equal(row->cells[i][row->lengths[i]], '\0');
		buffer_char(&reading->rows, '<');
		buffer_add(&reading->rows, row->cells[i], row->lengths[i]);
		buffer_char(&reading->rows, '>');
	}
	buffer_char(&reading->rows, '\n');
	reading->count++;
	reading->least = reading->least == 0 || row->count < reading->least ? row->count
	                                                                    : reading->least;
	reading->most = row->count > reading->most ? row->count : reading->most;
	reading->number = row->number;
	reading->line = row->line;
}

static struct reading read_path(const char *path, const struct csv_options *options)
{
	struct reading reading = {0};
	struct csv_reader *reader;
	struct csv_row row;
	message_clear(&reading.message);
	reading.status = csv_open(path, options, &reading.message, &reader);
	if (reading.status != YCF_OK) {
		assert_null(reader);
		return reading;
	}
	while ((reading.status = csv_next(reader, &row)) == YCF_ROW)
		take_row(&reading, &row);
	assert_int_equal(csv_next(reader, &row), reading.status);
	reading.delimiter = csv_delimiter(reader);
	snprintf(reading.encoding, sizeof reading.encoding, "%s", csv_encoding(reader));
	csv_close(reader);
	return reading;
}

static void write_temporary(char path[PATH_SIZE], const void *bytes, size_t length)
{
	const char *folder = getenv("TMPDIR");
	snprintf(path, PATH_SIZE, "%s/ycf-csv-XXXXXX", folder != NULL ? folder : "/tmp");
	int descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	for (size_t done = 0; done < length;) {
		ssize_t written = write(descriptor, (const char *)bytes + done, length - done);
		assert_true(written > 0);
		done += (size_t)written;
	}
	assert_int_equal(close(descriptor), 0);
}

static struct reading read_with(const void *bytes, size_t length,
                                const struct csv_options *options)
{
	char path[PATH_SIZE];
	write_temporary(path, bytes, length);
	struct reading reading = read_path(path, options);
	unlink(path);
	return reading;
}

static struct reading read_bytes(const void *bytes, size_t length)
{
	return read_with(bytes, length, NULL);
}

static void done_with(struct reading *reading)
{
	buffer_free(&reading->rows);
}

static void expect_rows(const char *bytes, size_t length, const char *rows)
{
	struct reading reading = read_bytes(bytes, length);
	assert_string_equal(reading.message.text, "");
	assert_int_equal(reading.status, YCF_DONE);
	assert_string_equal(buffer_string(&reading.rows), rows);
	done_with(&reading);
}

/* The error, its line and a word of its remedy; and what was read before it. */
static void expect_fault(const char *bytes, size_t length, const char *rows, const char *line,
                         const char *word)
{
	struct reading reading = read_bytes(bytes, length);
	assert_int_equal(reading.status, YCF_INVALID);
	assert_int_equal(reading.message.status, YCF_INVALID);
	assert_string_equal(buffer_string(&reading.rows), rows);
	assert_non_null(strstr(reading.message.text, line));
	assert_non_null(strstr(reading.message.text, word));
	done_with(&reading);
}

/* ---- plain cases ---- */

static void test_line_ends(void **state)
{
	(void)state;
	expect_rows(BYTES("a,b\nc,d\n"), "<a><b>\n<c><d>\n");
	expect_rows(BYTES("a,b\r\nc,d\r\n"), "<a><b>\n<c><d>\n");
	expect_rows(BYTES("a,b\rc,d\r"), "<a><b>\n<c><d>\n");
	expect_rows(BYTES("a,b\r\nc,d\ne,f\rg,h"), "<a><b>\n<c><d>\n<e><f>\n<g><h>\n");
	expect_rows(BYTES("a,b\n\n\r\n\r\rc,d"), "<a><b>\n<c><d>\n");
}

static void test_text_is_kept(void **state)
{
	(void)state;
	expect_rows(BYTES(" a ,\tb\t, c\n"), "< a ><\tb\t>< c>\n");
	expect_rows(BYTES("\" a \",\"\"\n,\n"), "< a ><>\n<><>\n");
	expect_rows(BYTES("\"a\r\nb\rc\nd\",\"say \"\"no\"\"\"\n"), "<a\r\nb\rc\nd><say \"no\">\n");
	expect_rows(BYTES("a,b\n,,,\nc\n"), "<a><b>\n<><><><>\n<c>\n");
	expect_rows(BYTES("x"), "<x>\n");
	expect_rows(BYTES("\"\""), "<>\n");
	expect_rows(BYTES(","), "<><>\n");
	expect_rows(BYTES("a,"), "<a><>\n");
	expect_rows(BYTES(""), "");
	expect_rows(BYTES("\n\r\n"), "");
}

static void test_stray_quotes(void **state)
{
	(void)state;
	expect_rows(BYTES("5\" pipe,b\n"), "<5\" pipe><b>\n");
	expect_rows(BYTES("a,6'2\"\n7\"\"\",c"), "<a><6'2\">\n<7\"\"\"><c>\n");
	expect_rows(BYTES("a, \"1,000\",b\n"), "<a><1,000><b>\n");
	expect_rows(BYTES("\"a\" ,\"b\"\t \n\"c\" "), "<a><b>\n<c>\n");
	expect_rows(BYTES("\"a\"\t\"b\" \t c\n"), "<a><b>< c>\n");
	expect_fault(BYTES("a,b\n\"c\"d,e\nf,g\n"), "<a><b>\n", "line 2:", "twice");
	expect_fault(BYTES("a,b\n\"c\" d,e\n"), "<a><b>\n", "line 2:", "twice");
	expect_fault(BYTES("a\n\n\"b\nc\nd\"e\n"), "<a>\n", "line 5:", "line 3");
}

static void test_unclosed_quote(void **state)
{
	(void)state;
	expect_fault(BYTES("a,b\r\n1,\"x\r\ny\"\r\n2,\"open\r\n3,c\r\n"), "<a><b>\n<1><x\r\ny>\n",
	             "line 4:", "closing quote");
	expect_fault(BYTES("\"a"), "", "line 1:", "closing quote");
	expect_fault(BYTES("a,\"b\n\nc\",\"d\n"), "", "line 3:", "closing quote");
	expect_fault(BYTES("\""), "", "line 1:", "closing quote");
}

static void test_numbers_and_lines(void **state)
{
	(void)state;
	struct reading reading = read_bytes(BYTES("a,b\n\n\"1\r\n2\r3\n4\",c\n\r\nd,e\r\r\n\r\nf,g"));
	assert_int_equal(reading.count, 4);
	assert_int_equal(reading.number, 4);
	assert_int_equal(reading.line, 11);
	done_with(&reading);
	reading = read_bytes(BYTES("sep=;\r\n\r\na;b\r\n"));
	assert_int_equal(reading.number, 1);
	assert_int_equal(reading.line, 3);
	done_with(&reading);
}

static void test_fault_names_row(void **state)
{
	(void)state;
	struct reading reading = read_bytes(BYTES("a\nb\n\n\"c\"d\n"));
	assert_int_equal(reading.message.row, 3);
	done_with(&reading);
}

/* ---- delimiters ---- */

static void expect_delimiter(const char *bytes, size_t length, char delimiter, const char *rows)
{
	struct reading reading = read_bytes(bytes, length);
	assert_int_equal(reading.status, YCF_DONE);
	assert_int_equal(reading.delimiter, delimiter);
	assert_string_equal(buffer_string(&reading.rows), rows);
	done_with(&reading);
}

static void test_delimiters(void **state)
{
	(void)state;
	expect_delimiter(BYTES("a;b;c\n1,5;2;3\n"), ';', "<a><b><c>\n<1,5><2><3>\n");
	expect_delimiter(BYTES("a\tb\n1,2\t3\n"), '\t', "<a><b>\n<1,2><3>\n");
	expect_delimiter(BYTES("a|b\n1|2\n"), '|', "<a><b>\n<1><2>\n");
	expect_delimiter(BYTES("a;\"x,y\"\nb;\"z,w\"\n"), ';', "<a><x,y>\n<b><z,w>\n");
	expect_delimiter(BYTES("title\n\na;b\nc;d\n"), ';', "<title>\n<a><b>\n<c><d>\n");
	expect_delimiter(BYTES("a,b;c\n1,2;3\n"), ',', "<a><b;c>\n<1><2;3>\n");
	expect_delimiter(BYTES("one\ntwo\n"), ',', "<one>\n<two>\n");
	expect_delimiter(BYTES("sep=;\na,b;c\n"), ';', "<a,b><c>\n");
	expect_delimiter(BYTES("SEP=|\r\na,b|c"), '|', "<a,b><c>\n");
	expect_delimiter(BYTES("\xEF\xBB\xBFsep=\t\r\na,b\tc"), '\t', "<a,b><c>\n");
	expect_delimiter(BYTES("sep=;"), ';', "");
	expect_delimiter(BYTES("sep=;x\n"), ';', "<sep=><x>\n");
}

static void test_asked_delimiter(void **state)
{
	(void)state;
	struct csv_options options = {.delimiter = '|'};
	struct reading reading = read_with(BYTES("a,b|c\n"), &options);
	assert_string_equal(buffer_string(&reading.rows), "<a,b><c>\n");
	done_with(&reading);
	options.delimiter = '"';
	reading = read_with(BYTES("a,b\n"), &options);
	assert_int_equal(reading.status, YCF_MISUSE);
	done_with(&reading);
}

/* ---- encodings ---- */

static void expect_encoding(const char *bytes, size_t length, const char *encoding,
                            const char *rows)
{
	struct reading reading = read_bytes(bytes, length);
	assert_string_equal(reading.message.text, "");
	assert_int_equal(reading.status, YCF_DONE);
	assert_string_equal(reading.encoding, encoding);
	assert_string_equal(buffer_string(&reading.rows), rows);
	done_with(&reading);
}

static void test_encodings(void **state)
{
	(void)state;
	expect_encoding(BYTES("\xEF\xBB\xBF\"a\",b\n"), "UTF-8", "<a><b>\n");
	expect_encoding(BYTES("\xEF\xBB\xBF"), "UTF-8", "");
	expect_encoding(BYTES("\xFF\xFE" "a\0,\0\xE9\0\n\0"), "UTF-16LE", "<a><é>\n");
	expect_encoding(BYTES("\xFE\xFF" "\0a\0,\0\xE9\0\n"), "UTF-16BE", "<a><é>\n");
	expect_encoding(BYTES("a\0,\0\xE9\0\n\0"), "UTF-16LE", "<a><é>\n");
	expect_encoding(BYTES("\0a\0,\0\xE9\0\n"), "UTF-16BE", "<a><é>\n");
	expect_encoding(BYTES("\xFF\xFE\x3D\xD8\x00\xDE\n\0"), "UTF-16LE", "<\xF0\x9F\x98\x80>\n");
	expect_encoding(BYTES("\xFF\xFE"), "UTF-16LE", "");
	expect_encoding(BYTES("caf\xE9,\x80\x93\n"), "Windows-1252", "<café><€“>\n");
	expect_encoding(BYTES("caf\xC3\xA9,a\ncaf\xE9,b\r\ncaf\xC3\xA9,c"),
	                "UTF-8 and Windows-1252", "<café><a>\n<café><b>\n<café><c>\n");
	expect_encoding(BYTES("caf\xC3\xA9\r\xE9\r"), "UTF-8 and Windows-1252", "<café>\n<é>\n");
}

static void test_asked_encoding(void **state)
{
	(void)state;
	struct csv_options options = {.encoding = "ISO-8859-15"};
	struct reading reading = read_with(BYTES("\xA4,b\n"), &options);
	assert_string_equal(buffer_string(&reading.rows), "<€><b>\n");
	done_with(&reading);
	options.encoding = "utf-8";
	reading = read_with(BYTES("a\n\xE9\n"), &options);
	assert_int_equal(reading.status, YCF_INVALID);
	assert_non_null(strstr(reading.message.text, "line 2:"));
	done_with(&reading);
	options.encoding = "klingon";
	reading = read_with(BYTES("a\n"), &options);
	assert_int_equal(reading.status, YCF_MISUSE);
	assert_non_null(strstr(reading.message.text, "klingon"));
	done_with(&reading);
}

static void test_bad_bytes(void **state)
{
	(void)state;
	expect_fault(BYTES("a\r\nb\r\nc\0d\r\n"), "", "line 3:", "zero byte");
	expect_fault(BYTES("a\n\x81 \xE9\n"), "", "line 2:", "UTF-8");
	expect_fault(BYTES("\xEF\xBB\xBF" "a\n\xE9\n"), "", "line 2:", "UTF-8");
	expect_fault(BYTES("\xFF\xFE" "a\0\n\0\0\xDC"), "", "line 2:", "UTF-8");
	expect_fault(BYTES("\xFF\xFE" "a\0\n\0b"), "", "line 2:", "middle");
	expect_fault(BYTES("\xFF\xFE" "a\0\n\0\n\0\0\0"), "", "line 3:", "zero byte");
	expect_fault(BYTES("\xFF\xFE\0\0a\0\0\0"), "", "UTF-32", "save");
}

/* ---- what is no text ---- */

static void expect_foreign(const char *bytes, size_t length, const char *kind)
{
	struct reading reading = read_bytes(bytes, length);
	assert_int_equal(reading.status, YCF_FOREIGN);
	assert_non_null(strstr(reading.message.text, kind));
	assert_non_null(strstr(reading.message.text, "save it as CSV"));
	done_with(&reading);
}

static void test_other_kinds_of_file(void **state)
{
	(void)state;
	expect_foreign(BYTES("PK\3\4\24\0\6\0"), "Excel");
	expect_foreign(BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"), "old Excel");
	expect_foreign(BYTES("%PDF-1.7\n"), "PDF");
	expect_foreign(BYTES("\x89PNG\r\n\x1A\n"), "PNG");
	expect_foreign(BYTES("\xFF\xD8\xFF\xE0"), "JPEG");
	expect_foreign(BYTES("SQLite format 3\0..."), "SQLite");
	expect_foreign(BYTES("\x1F\x8B\x08\0"), "gzip");
	expect_foreign(BYTES("\xEF\xBB\xBF\n <!DocType HTML>"), "web page");
	expect_foreign(BYTES("<HTML><body>"), "web page");
}

static void test_no_file(void **state)
{
	(void)state;
	struct reading reading = read_path("/nowhere/at/all.csv", NULL);
	assert_int_equal(reading.status, YCF_UNREADABLE);
	assert_non_null(strstr(reading.message.text, "/nowhere/at/all.csv"));
	reading = read_path("/", NULL);
	assert_int_equal(reading.status, YCF_UNREADABLE);
	assert_non_null(strstr(reading.message.text, "folder"));
}

static void test_unreadable_file(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	if (geteuid() == 0) {
		print_message("skipped: root reads any file\n");
		skip();
	}
	write_temporary(path, BYTES("a\n"));
	assert_int_equal(chmod(path, 0), 0);
	struct reading reading = read_path(path, NULL);
	unlink(path);
	assert_int_equal(reading.status, YCF_UNREADABLE);
	assert_non_null(strstr(reading.message.text, "permission"));
}

/* ---- large and hostile ---- */

/* "first\n", a quoted cell opened on line 2, then `length` times `filler`. */
static struct reading read_huge(char filler, size_t length, const struct csv_options *options)
{
	struct buffer file = {0};
	buffer_text(&file, "first\na,\"");
	for (size_t i = 0; i < length; i++)
		buffer_char(&file, filler);
	buffer_text(&file, "\"\nlast\n");
	assert_false(file.failed);
	struct reading reading = read_with(file.data, file.length, options);
	buffer_free(&file);
	return reading;
}

static void test_huge_cell(void **state)
{
	(void)state;
	const char fillers[] = {'x', '\n', '"'};
	for (size_t i = 0; i < sizeof fillers; i++) {
		struct reading reading = read_huge(fillers[i], 5 * 1024 * 1024, NULL);
		assert_int_equal(reading.status, YCF_INVALID);
		assert_string_equal(buffer_string(&reading.rows), "<first>\n");
		assert_non_null(strstr(reading.message.text, "line 2: a cell is longer than 1048576"));
		done_with(&reading);
	}
}

static void test_cell_limit(void **state)
{
	(void)state;
	struct csv_options options = {.cell_limit = 100};
	struct reading reading = read_huge('x', 100, &options);
	assert_int_equal(reading.status, YCF_DONE);
	assert_int_equal(reading.count, 3);
	done_with(&reading);
	reading = read_huge('x', 101, &options);
	assert_int_equal(reading.status, YCF_INVALID);
	assert_int_equal(reading.count, 1);
	done_with(&reading);
}

static void test_endless_row(void **state)
{
	(void)state;
	struct buffer file = {0};
	buffer_text(&file, "a\n");
	for (size_t i = 0; i < 3 * 1024 * 1024; i++)
		buffer_char(&file, ',');
	struct reading reading = read_with(file.data, file.length, NULL);
	assert_int_equal(reading.status, YCF_INVALID);
	assert_int_equal(reading.count, 1);
	assert_non_null(strstr(reading.message.text, "line 2: a row is longer"));
	done_with(&reading);
	buffer_free(&file);
}

/* `length` bytes to stand before a row: lines, or one long cell. */
static void add_filler(struct buffer *file, size_t length, bool lines)
{
	for (size_t i = 0; i + 1 < length; i++)
		buffer_char(file, lines && i % 1000 == 999 ? '\n' : 'p');
	buffer_char(file, lines ? '\n' : ',');
}

/* A telling row moved byte by byte over the border of a block. */
static void cross_border(const char *row, size_t length, const char *meaning, bool lines)
{
	struct buffer file = {0};
	size_t tail = strlen(meaning);
	for (size_t shift = 0; shift <= length + 2; shift++) {
		buffer_clear(&file);
		add_filler(&file, BORDER - shift, lines);
		buffer_add(&file, row, length);
		struct reading reading = read_bytes(file.data, file.length);
		assert_string_equal(reading.message.text, "");
		assert_int_equal(reading.status, YCF_DONE);
		assert_true(reading.rows.length > tail);
		const char *rest = reading.rows.data + reading.rows.length - tail;
		assert_string_equal(rest, meaning);
		assert_int_equal(rest[-1], lines ? '\n' : '>');
		done_with(&reading);
	}
	buffer_free(&file);
}

static void test_block_borders(void **state)
{
	(void)state;
	for (int lines = 0; lines < 2; lines++) {
		cross_border(BYTES("caf\xC3\xA9,\xF0\x9F\x98\x80,\xE2\x82\xAC\n"),
		             "<café><😀><€>\n", lines);
		cross_border(BYTES("\"a\"\"b\r\nc\", \"d,e\" ,5\" x\r\nz\r\n"),
		             "<a\"b\r\nc><d,e><5\" x>\n<z>\n", lines);
		cross_border(BYTES("caf\xE9,\xC3\xA9\n\xC3\xA9\n"), "<café><Ã©>\n<é>\n", lines);
		cross_border(BYTES("a\r\n\r\nb\r\rc\n"), "<a>\n<b>\n<c>\n", lines);
	}
}

static void test_border_in_utf16(void **state)
{
	(void)state;
	for (size_t shift = 0; shift < 12; shift++) {
		struct buffer file = {0};
		buffer_add(&file, "\xFF\xFE", 2);
		while (file.length < BORDER - 8 + shift / 2 * 2)
			buffer_add(&file, file.length % 512 == 510 ? "\n\0" : "p\0", 2);
		buffer_add(&file, "\n\0\x3D\xD8\x00\xDE,\0\xE9\0\r\0\n\0z\0", 16);
		struct reading reading = read_bytes(file.data, file.length);
		assert_int_equal(reading.status, YCF_DONE);
		assert_non_null(strstr(buffer_string(&reading.rows), "\n<😀><é>\n<z>\n"));
		done_with(&reading);
		buffer_free(&file);
	}
}

/* The lines of rows far into a file, where quoted cells hold line ends. */
static void test_lines_far_in(void **state)
{
	(void)state;
	struct buffer file = {0};
	for (int i = 0; i < 30000; i++)
		buffer_text(&file, "abc,\"d\r\ne\"\r\n");
	buffer_text(&file, "\"x\"y\n");
	struct reading reading = read_bytes(file.data, file.length);
	assert_int_equal(reading.count, 30000);
	assert_int_equal(reading.line, 59999);
	assert_int_equal(reading.message.row, 30001);
	assert_non_null(strstr(reading.message.text, "line 60001:"));
	done_with(&reading);
	buffer_free(&file);
}

static void test_progress(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct message message;
	struct csv_reader *reader;
	struct csv_row row;
	int64_t done, total;
	message_clear(&message);
	write_temporary(path, BYTES("a,b\nc,d\n"));
	assert_int_equal(csv_open(path, NULL, &message, &reader), YCF_OK);
	while (csv_next(reader, &row) == YCF_ROW)
		continue;
	csv_progress(reader, &done, &total);
	assert_int_equal(done, 8);
	assert_int_equal(total, 8);
	csv_close(reader);
	csv_close(NULL);
	unlink(path);
}

/* ---- the collections ---- */

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

static void need_shared(char path[PATH_SIZE], const char *name)
{
	if (!shared_path(path, name)) {
		print_message("skipped: there is no %s\n", path);
		skip();
	}
}

static void check_object(const json_t *object, char *const *keys, const struct csv_row *row)
{
	assert_int_equal(json_object_size(object), row->count);
	for (size_t i = 0; i < row->count; i++) {
		/* The collection's two files do not agree on this one number. */
		if (strcmp(keys[i], "Contact Phone Number") == 0)
			continue;
		const json_t *value = json_object_get(object, keys[i]);
		assert_non_null(value);
		assert_int_equal(json_string_length(value), row->lengths[i]);
		assert_memory_equal(json_string_value(value), row->cells[i], row->lengths[i]);
	}
}

static void check_spectrum(const char *csv, const char *json)
{
	struct message message;
	struct csv_reader *reader;
	struct csv_row row;
	char *keys[32] = {0};
	json_t *meaning = json_load_file(json, 0, NULL);
	assert_non_null(meaning);
	message_clear(&message);
	assert_int_equal(csv_open(csv, NULL, &message, &reader), YCF_OK);
	assert_int_equal(csv_next(reader, &row), YCF_ROW);
	for (size_t i = 0; i < row.count; i++)
		keys[i] = strdup(row.cells[i]);
	size_t count = json_is_object(meaning) ? 1 : json_array_size(meaning);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(csv_next(reader, &row), YCF_ROW);
		check_object(json_is_object(meaning) ? meaning : json_array_get(meaning, i), keys,
		             &row);
	}
	assert_int_equal(csv_next(reader, &row), YCF_DONE);
	for (size_t i = 0; i < 32; i++)
		free(keys[i]);
	csv_close(reader);
	json_decref(meaning);
}

static void test_spectrum(void **state)
{
	(void)state;
	char folder[PATH_SIZE], csv[PATH_SIZE * 2], json[PATH_SIZE * 2];
	size_t count = 0;
	need_shared(folder, "csv-torture/spectrum");
	snprintf(csv, sizeof csv, "%s/csvs", folder);
	DIR *files = opendir(csv);
	assert_non_null(files);
	for (struct dirent *entry; (entry = readdir(files)) != NULL;) {
		const char *dot = strrchr(entry->d_name, '.');
		if (dot == NULL || strcmp(dot, ".csv") != 0)
			continue;
		snprintf(csv, sizeof csv, "%s/csvs/%s", folder, entry->d_name);
		snprintf(json, sizeof json, "%s/json/%.*s.json", folder,
		         (int)(dot - entry->d_name), entry->d_name);
		check_spectrum(csv, json);
		count++;
	}
	closedir(files);
	assert_true(count >= 12);
}

struct meaning {
	const char *file;
	size_t rows, least, most;
	char delimiter;
	const char *encoding;
	int64_t line;                            /* of the last row */
	const char *told;                        /* among the rows, or in the message */
	ycf_status status;
};

static const struct meaning meanings[] = {
	{"csvlint/cr-line-endings.csv", 3, 3, 3, ',', "UTF-8", 3, "<Biff><Baff><Boff>\n", YCF_DONE},
	{"csvlint/crlf-line-endings.csv", 3, 3, 3, ',', "UTF-8", 3, "<Baz>\n<Biff>", YCF_DONE},
	{"csvlint/inconsistent-line-endings-unquoted.csv", 3, 3, 3, ',', "UTF-8", 3,
	 "<Foo><Bsr><Baz>\n<Biff><Baff><Boff>\n<Qux><Teaspoon><Doge>\n", YCF_DONE},
	{"csvlint/inconsistent-line-endings.csv", 3, 3, 3, ',', "UTF-8", 3,
	 "<Foo><Bsr><Baz>\n<Biff><Baff><Boff>\n<Qux><Teaspoon><Doge>\n", YCF_DONE},
	{"csvlint/invalid-byte-sequence.csv", 24, 7, 7, ',', "Windows-1252", 24,
	 "<Histórico><Data do Balancete><Número do documento>", YCF_DONE},
	{"csvlint/invalid_many_rows.csv", 3, 3, 3, ',', "UTF-8", 3,
	 "line 4: text follows the closing quote", YCF_INVALID},
	{"csvlint/lf-line-endings.csv", 3, 3, 3, ',', "UTF-8", 3, "<Teaspoon><Doge>\n", YCF_DONE},
	{"csvlint/title-row.csv", 4, 3, 3, ',', "UTF-8", 4, "<This is a title row><><>\n<Foo>",
	 YCF_DONE},
	{"csvlint/valid.csv", 3, 3, 3, ',', "UTF-8", 3, "<Foo><Bar><Baz>\n<1><2><3>\n", YCF_DONE},
	{"csvlint/valid_many_rows.csv", 7, 3, 3, ',', "UTF-8", 7, "<1><2><3>\n<3><2><1>\n", YCF_DONE},
	{"csvlint/white space in filename.csv", 3, 3, 3, ',', "UTF-8", 3, "<3><2><1>\n", YCF_DONE},
	{"csvlint/windows-line-endings.csv", 2, 3, 3, ',', "UTF-8", 2, "<a><b><c>\n<d><e><f>\n",
	 YCF_DONE},
	{"messy/begrotingsanalyse-2011.csv", 43, 20, 20, ',', "UTF-8", 43,
	 "<bedragen in Euro's (afgerond) per inwoner (exclusief G4 en artikel 12-gemeenten)>",
	 YCF_DONE},
	{"messy/complex.csv", 4, 4, 4, ',', "UTF-8", 4, "<2011-01-03>< ><6,000,000><Galway>\n",
	 YCF_DONE},
	{"messy/example.tsv", 141, 17, 17, '\t', "UTF-8", 141, "<2012-06-22 00:00:00><15955><144>",
	 YCF_DONE},
	{"messy/excel_pasting.csv", 21, 9, 9, ',', "UTF-8", 24, "<Timber><2,666><2,274>", YCF_DONE},
	{"messy/long.csv", 4000, 1, 1, ',', "UTF-8", 4000, "<foo>\n<foo>\n", YCF_DONE},
	{"messy/mixedGLB.csv", 137, 19, 19, ',', "UTF-8", 137, "<Year><Jan>", YCF_DONE},
	{"messy/null.csv", 10, 4, 4, ',', "UTF-8", 10, "<3><null><><>\n", YCF_DONE},
	{"messy/simple.csv", 7, 3, 3, ',', "UTF-8", 7, "<2011-01-02><-1><Galway>\n", YCF_DONE},
	{"messy/simple.psv", 29, 6, 6, '|', "UTF-8", 29, "<1986><44000>", YCF_DONE},
	{"messy/simple.ssv", 7, 3, 3, ';', "UTF-8", 7, "<2011-01-02><-1><Galway>\n", YCF_DONE},
	{"messy/simple.unknown", 0, 0, 0, ',', "UTF-8", 0, "", YCF_DONE},
	{"messy/skip_initials.csv", 3, 2, 2, ',', "UTF-8", 3, "<hello><    goodbye>\n", YCF_DONE},
	{"messy/small.csv", 1, 1, 1, ',', "UTF-8", 1, "<a>\n", YCF_DONE},
	{"messy/spanish_chars.csv", 117, 8, 8, ',', "Windows-1252", 120,
	 "<Gasto total 2011><Descripción>\n", YCF_DONE},
	{"messy/sparse_with_column_errors.csv", 2238, 4, 4, ',', "Windows-1252", 2238,
	 "<Trägerorganisationen; Umstrukturierung", YCF_DONE},
	{"messy/utf-16le_encoded.csv", 328, 19, 19, ',', "UTF-16LE", 328, "<Organisation_code>",
	 YCF_DONE},
	{"messy/utf8bom.csv", 1, 2, 2, ',', "UTF-8", 1, "<kitten><win>\n", YCF_DONE},
	{"messy/weird_head_padding.csv", 86, 1, 11, ';', "UTF-8", 94, "vertragsärztlichen Versorgung",
	 YCF_DONE},
};

static void check_meaning(const char *folder, const struct meaning *meaning)
{
	char path[PATH_SIZE * 2];
	snprintf(path, sizeof path, "%s/%s", folder, meaning->file);
	struct reading reading = read_path(path, NULL);
	if (reading.status != meaning->status)
		print_message("%s: %s\n", meaning->file, reading.message.text);
	assert_int_equal(reading.status, meaning->status);
	assert_int_equal(reading.count, meaning->rows);
	assert_int_equal(reading.least, meaning->least);
	assert_int_equal(reading.most, meaning->most);
	assert_int_equal(reading.delimiter, meaning->delimiter);
	assert_string_equal(reading.encoding, meaning->encoding);
	assert_int_equal(reading.line, meaning->line);
	assert_non_null(strstr(meaning->status == YCF_DONE ? buffer_string(&reading.rows)
	                                                   : reading.message.text, meaning->told));
	done_with(&reading);
}

static void test_collections(void **state)
{
	(void)state;
	char folder[PATH_SIZE];
	need_shared(folder, "csv-torture");
	for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
		check_meaning(folder, &meanings[i]);
}

static void test_lists_of_settings(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	need_shared(path, "gias-leeds-2023.csv");
	struct reading reading = read_path(path, NULL);
	assert_int_equal(reading.status, YCF_DONE);
	assert_int_equal(reading.count, 772);
	assert_int_equal(reading.least, 140);
	assert_int_equal(reading.most, 140);
	assert_string_equal(reading.encoding, "Windows-1252");
	done_with(&reading);
	need_shared(path, "epraccur-leeds-2025.csv");
	reading = read_path(path, NULL);
	assert_int_equal(reading.status, YCF_DONE);
	assert_int_equal(reading.count, 252);
	assert_int_equal(reading.least, 27);
	assert_int_equal(reading.most, 27);
	done_with(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_text_is_kept),
		cmocka_unit_test(test_stray_quotes),
		cmocka_unit_test(test_unclosed_quote),
		cmocka_unit_test(test_numbers_and_lines),
		cmocka_unit_test(test_fault_names_row),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_asked_delimiter),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_asked_encoding),
		cmocka_unit_test(test_bad_bytes),
		cmocka_unit_test(test_other_kinds_of_file),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_unreadable_file),
		cmocka_unit_test(test_huge_cell),
		cmocka_unit_test(test_cell_limit),
		cmocka_unit_test(test_endless_row),
		cmocka_unit_test(test_block_borders),
		cmocka_unit_test(test_border_in_utf16),
		cmocka_unit_test(test_lines_far_in),
		cmocka_unit_test(test_progress),
		cmocka_unit_test(test_spectrum),
		cmocka_unit_test(test_collections),
		cmocka_unit_test(test_lists_of_settings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
