/* Reading what people send: forgiving about form, strict about meaning, and
   never harmed by what is hostile. */
#include "scratch.h"

/* What became of an import. */
struct outcome {
	ycf_status status;
	int64_t added, updated, unchanged, rejected, skipped;
	char problems[60000], warnings[20000];
	size_t problem_count;
};

/* How it is to be done, beyond the file. */
struct manner {
	const char *noun, *map, *where, *rejects;
	bool dry_run;
};

static void join_lines(const ycf_import *import,
                       const char *(*line)(const ycf_import *, size_t), char *out, size_t room)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; line(import, i) != NULL; i++) {
		const char *text = line(import, i);
		assert_null(strchr(text, '\n'));
		used += (size_t)snprintf(out + used, room - used, "%s\n", text);
		assert_true(used < room);
	}
}

static struct outcome run_import(struct scratch *scratch, struct manner manner, const char *path)
{
	static struct outcome outcome;
	ycf_import *import;
	ycf_tracker *tracker = scratch->tracker;
	ok(tracker, ycf_import_new(tracker, &import));
	ok(tracker, ycf_import_set_map(import, manner.map));
	if (manner.where != NULL)
		ok(tracker, ycf_import_where(import, manner.where));
	if (manner.rejects != NULL)
		ok(tracker, ycf_import_set_rejects(import, manner.rejects));
	ycf_import_set_dry_run(import, manner.dry_run);
	outcome.status = ycf_import_run(import, manner.noun != NULL ? manner.noun : "setting", path);
	outcome.added = ycf_import_count(import, YCF_ADDED);
	outcome.updated = ycf_import_count(import, YCF_UPDATED);
	outcome.unchanged = ycf_import_count(import, YCF_UNCHANGED);
	outcome.rejected = ycf_import_count(import, YCF_REJECTED);
	outcome.skipped = ycf_import_count(import, YCF_SKIPPED);
	for (outcome.problem_count = 0; ycf_import_problem(import, outcome.problem_count) != NULL;)
		outcome.problem_count++;
	join_lines(import, ycf_import_problem, outcome.problems, sizeof outcome.problems);
	join_lines(import, ycf_import_warning, outcome.warnings, sizeof outcome.warnings);
	if (outcome.status != YCF_OK) {
		assert_true(ycf_message(tracker)[0] != '\0');
		assert_null(strchr(ycf_message(tracker), '\n'));
	}
	ycf_import_free(import);
	return outcome;
}

static struct outcome import_bytes(struct scratch *scratch, struct manner manner,
                                   const void *bytes, size_t length)
{
	const char *path = scratch_path(scratch, "list.csv");
	write_bytes(path, bytes, length);
	return run_import(scratch, manner, path);
}

static struct outcome import_text(struct scratch *scratch, struct manner manner,
                                  const char *text)
{
	return import_bytes(scratch, manner, text, strlen(text));
}

static const struct manner own = {0}, plain = {.map = "plain"};

static void check_holds(const char *text, const char *word, const char *file, int line)
{
	if (strstr(text, word) != NULL)
		return;
	print_error("'%s' is not in '%s'\n", word, text);
	_fail(file, line);
}

#define says(text, word) check_holds((text), (word), __FILE__, __LINE__)

static void check_counts(struct scratch *scratch, const struct outcome *outcome,
                         ycf_status status, int64_t added, int64_t updated, int64_t unchanged,
                         int64_t rejected, const char *file, int line)
{
	if (outcome->status == status && outcome->added == added && outcome->updated == updated &&
	    outcome->unchanged == unchanged && outcome->rejected == rejected)
		return;
	print_error("%s, added %d updated %d unchanged %d rejected %d: %s\n%s",
	            ycf_status_name(outcome->status), (int)outcome->added, (int)outcome->updated,
	            (int)outcome->unchanged, (int)outcome->rejected,
	            ycf_message(scratch->tracker), outcome->problems);
	_fail(file, line);
}

#define came(outcome, status, added, updated, unchanged, rejected) \
	check_counts(scratch, &(outcome), status, added, updated, unchanged, rejected, \
	             __FILE__, __LINE__)

/* ---- form ---- */

struct form {
	const char *title, *bytes;
	size_t length;
};

#define FORM(title, bytes) {title, bytes, sizeof bytes - 1}

/* The same two settings, as files come. */
static const struct form forms[] = {
	FORM("UTF-8", "reference,name,kind\na1,\xC3\x89" "cole Zo\xC3\xAB,primary\na2,Elm,other\n"),
	FORM("UTF-8 with a byte order mark",
	     "\xEF\xBB\xBFreference,name,kind\na1,\xC3\x89" "cole Zo\xC3\xAB,primary\na2,Elm,other\n"),
	FORM("Windows-1252", "reference,name,kind\r\na1,\xC9" "cole Zo\xEB,primary\r\na2,Elm,other\r\n"),
	FORM("semicolons", "reference;name;kind\na1;\xC3\x89" "cole Zo\xC3\xAB;primary\na2;Elm;other\n"),
	FORM("tabs", "reference\tname\tkind\na1\t\xC3\x89" "cole Zo\xC3\xAB\tprimary\na2\tElm\tother\n"),
	FORM("bars", "reference|name|kind\na1|\xC3\x89" "cole Zo\xC3\xAB|primary\na2|Elm|other\n"),
	FORM("sep=", "sep=;\nreference;name;kind\na1;\xC3\x89" "cole Zo\xC3\xAB;primary\na2;Elm;other\n"),
	FORM("carriage returns",
	     "reference,name,kind\ra1,\xC3\x89" "cole Zo\xC3\xAB,primary\ra2,Elm,other\r"),
	FORM("no line end at the end",
	     "reference,name,kind\na1,\xC3\x89" "cole Zo\xC3\xAB,primary\na2,Elm,other"),
	FORM("quotes", "\"reference\",\"name\",\"kind\"\r\n\"a1\",\"\xC3\x89" "cole Zo\xC3\xAB\","
	     "\"primary\"\r\n\"a2\",\"Elm\",\"other\"\r\n"),
	FORM("a title above", "Settings of the north,,\n,,\nreference,name,kind\n"
	     "a1,\xC3\x89" "cole Zo\xC3\xAB,primary\na2,Elm,other\n"),
	FORM("blank rows", "reference,name,kind\n\na1,\xC3\x89" "cole Zo\xC3\xAB,primary\n,,\n"
	     "a2,Elm,other\n\n,,\n"),
	FORM("trailing empty columns", "reference,name,kind,,\na1,\xC3\x89" "cole Zo\xC3\xAB,primary,,\n"
	     "a2,Elm,other,,\n"),
	FORM("headings of another case", "Reference , NAME,Kind\na1,\xC3\x89" "cole Zo\xC3\xAB,primary\n"
	     "a2,Elm,other\n"),
	FORM("the headings twice", "reference,name,kind\na1,\xC3\x89" "cole Zo\xC3\xAB,primary\n"
	     "reference,name,kind\na2,Elm,other\n"),
	FORM("columns in another order", "kind,name,reference\nprimary,\xC3\x89" "cole Zo\xC3\xAB,a1\n"
	     "other,Elm,a2\n"),
};

static void check_two(struct scratch *scratch, const struct outcome *outcome)
{
	ycf_tracker *tracker = scratch->tracker;
	came(*outcome, YCF_OK, 2, 0, 0, 0);
	stored(tracker, "setting", "ref:a1", "name", "\xC3\x89" "cole Zo\xC3\xAB");
	stored(tracker, "setting", "ref:a1", "kind", "primary");
	stored(tracker, "setting", "ref:a2", "name", "Elm");
	assert_int_equal(count_of(tracker, "setting", NULL), 2);
	for (int i = 0; i < 2; i++) {
		ycf_record *record = get(tracker, "setting", i == 0 ? "a1" : "a2");
		ok(tracker, ycf_remove(record));
		ycf_record_free(record);
	}
}

static void whatever_form_a_list_has(void **state)
{
	struct scratch *scratch = *state;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		for (int mapped = 0; mapped < 2; mapped++) {
			print_message("%s%s\n", forms[i].title, mapped ? ", mapped" : "");
			struct outcome outcome = import_bytes(scratch, mapped ? plain : own,
			                                      forms[i].bytes, forms[i].length);
			check_two(scratch, &outcome);
		}
}

/* UTF-16 of either order, from UTF-8 below U+0800. */
static size_t utf16(const char *text, bool big, unsigned char *out)
{
	size_t length = 0;
	unsigned units[400], count = 0;
	units[count++] = 0xFEFF;
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++)
		if (*c < 0x80)
			units[count++] = *c;
		else {
			units[count++] = (*c & 0x1Fu) << 6 | (c[1] & 0x3Fu);
			c++;
		}
	for (unsigned i = 0; i < count; i++) {
		out[length++] = (unsigned char)(big ? units[i] >> 8 : units[i]);
		out[length++] = (unsigned char)(big ? units[i] : units[i] >> 8);
	}
	return length;
}

static void whatever_order_of_bytes(void **state)
{
	struct scratch *scratch = *state;
	unsigned char bytes[800];
	for (int big = 0; big < 2; big++) {
		size_t length = utf16(forms[0].bytes, big, bytes);
		struct outcome outcome = import_bytes(scratch, own, bytes, length);
		check_two(scratch, &outcome);
	}
}

static void headings_twice_are_told(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind\na1,Ash,other\n"
	                                     "reference,name,kind\na2,Elm,other\n");
	says(outcome.warnings, "row 3");
	assert_int_equal(outcome.skipped, 1);
}

static void white_space_that_nobody_sees(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct outcome outcome = import_text(
		scratch, plain, "reference,name,kind,URN\n\xC2\xA0" "a1 ,\xC2\xA0 Ash Tree\xC2\xA0, other ,"
		"\xC2\xA0" "900100\xC2\xA0\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	stored(tracker, "setting", "urn:900100", "name", "Ash Tree");
	stored(tracker, "setting", "a1", "urn", "900100");
}

static void a_line_within_a_cell(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind,notes\n"
	                                     "a1,Ash,other,\"one\ntwo\r\nthree \"\"q\"\"\"\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	stored(scratch->tracker, "setting", "a1", "notes", "one\ntwo\r\nthree \"q\"");
}

/* ---- columns ---- */

static void unknown_columns_are_told(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind,shoe size,nmae\n"
	                                     "a1,Ash,other,44,x\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	says(outcome.warnings, "shoe size");
	says(outcome.warnings, "nmae");
}

static void missing_columns_are_named(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct outcome outcome = import_text(scratch, plain, "reference,kind\na1,other\n");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(tracker), "'name'");
	says(ycf_message(tracker), "list.csv");
	outcome = import_text(scratch, own, "reference,kind\na1,other\n");
	/* Said once of the file, not of each row. */
	came(outcome, YCF_INVALID, 0, 0, 0, 0);
	says(ycf_message(tracker), "list.csv: row 2");
	says(ycf_message(tracker), "no column 'name'");
}

static void a_file_without_headings(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "a1,Ash Tree,other\na2,Elm,other\n");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "headings");
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
	outcome = import_text(scratch, own, "");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "empty");
}

static void one_heading_for_two_columns(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind,Name\na1,Ash,other,Oak\n");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "twice");
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
}

static void no_childs_record_ever(void **state)
{
	struct scratch *scratch = *state;
	static const char *const pupils[] = {
		"UPN", "Date of birth", "DOB", "NHS number", "Pupil name", "upn ", "Child's name"
	};
	for (size_t i = 0; i < sizeof pupils / sizeof pupils[0]; i++)
		for (int mapped = 0; mapped < 2; mapped++) {
			char text[200];
			snprintf(text, sizeof text, "reference,name,kind,%s\na1,Ash,other,x\n", pupils[i]);
			struct outcome outcome = import_text(scratch, mapped ? plain : own, text);
			assert_int_equal(outcome.status, YCF_REFUSED);
			says(ycf_message(scratch->tracker), "children");
		}
	struct outcome outcome = import_text(scratch, own, "reference,name,kind,UPRN\na1,Ash,other,1\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
}

static void only_mapped_columns_are_touched(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	import_text(scratch, own, "reference,name,kind,town,notes\na1,Ash,other,Leeds,Side door\n");
	struct outcome outcome = import_text(scratch, own, "reference,name,town\na1,Ash Tree,\n");
	came(outcome, YCF_OK, 0, 1, 0, 0);
	stored(tracker, "setting", "a1", "name", "Ash Tree");
	stored(tracker, "setting", "a1", "town", "Leeds");
	stored(tracker, "setting", "a1", "notes", "Side door");
	outcome = import_text(scratch, own, "reference,name,town\na1,Ash Tree,\n");
	came(outcome, YCF_OK, 0, 0, 1, 0);
}

/* ---- values ---- */

struct bad_value {
	const char *cell;
	const char *words[3];
};

static void days_are_not_guessed(void **state)
{
	struct scratch *scratch = *state;
	static const struct bad_value bad[] = {
		{"31/02/2026", {"row 2", "joined", "31/02/2026"}},
		{"12/31/2025", {"row 2", "joined", "12/31/2025"}},
		{"01/02/26", {"two digits", "all four", "01/02/26"}},
		{"11-Mar", {"year", "11-Mar", "joined"}},
		{"45678", {"spreadsheet", "45678", "joined"}},
		{"next week", {"not a date", "next week", "joined"}},
		{"2026-13-01", {"2026-13-01", "joined", "row 2"}},
		{"29/02/2025", {"29/02/2025", "joined", "row 2"}},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		char text[200];
		snprintf(text, sizeof text, "reference,name,kind,joined\na1,Ash,other,%s\n",
		         bad[i].cell);
		struct outcome outcome = import_text(scratch, own, text);
		came(outcome, YCF_INVALID, 0, 0, 0, 1);
		for (size_t w = 0; w < 3; w++)
			says(outcome.problems, bad[i].words[w]);
		assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
	}
}

static void days_as_people_write_them(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(
		scratch, plain, "reference,name,kind,joined\na1,A,other,31/08/2026\na2,B,other,31-08-2026\n"
		"a3,C,other,2026-08-31\na4,D,other,31 Aug 2026\na5,E,other,31 August 2026\n"
		"a6,F,other,31.08.2026\na7,G,other,31/08/2026 00:00\n");
	came(outcome, YCF_OK, 7, 0, 0, 0);
	assert_int_equal(count_of(scratch->tracker, "setting", "joined=2026-08-31"), 7);
}

static void choices_are_listed(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind\na1,Ash,castle\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 1);
	says(outcome.problems, "castle");
	says(outcome.problems, "gp_practice");
	says(outcome.problems, "youth_service");
	outcome = import_text(scratch, plain, "reference,name,kind\na1,Ash,castle\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 1);
	says(outcome.problems, "castle");
	says(outcome.problems, "gp_practice");
}

static void a_name_that_is_too_long(void **state)
{
	struct scratch *scratch = *state;
	char text[2000];
	snprintf(text, sizeof text, "reference,name,kind\na1,%0500d,other\n", 7);
	struct outcome outcome = import_text(scratch, own, text);
	came(outcome, YCF_INVALID, 0, 0, 0, 1);
	says(outcome.problems, "500 characters");
	says(outcome.problems, "300");
}

/* ---- keys ---- */

static void the_same_key_twice(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind\na1,Ash,other\n"
	                                     "a2,Elm,other\na1,Oak,other\n");
	came(outcome, YCF_INVALID, 2, 0, 0, 1);
	says(outcome.problems, "row 4");
	says(outcome.problems, "twice");
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
	import_text(scratch, own, "reference,name,kind\na1,Ash,other\n");
	outcome = import_text(scratch, own, "reference,name,kind\na1,Ash,other\na1,Ash,other\n");
	came(outcome, YCF_INVALID, 0, 0, 1, 1);
}

static void keys_of_two_settings(void **state)
{
	struct scratch *scratch = *state;
	import_text(scratch, plain, "reference,name,kind,urn\na1,Ash,other,900001\n"
	            "a2,Elm,other,900002\n");
	struct outcome outcome = import_text(scratch, plain, "reference,name,urn\n"
	                                     "a1,Ash,900002\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 1);
	says(outcome.problems, "two different settings");
	says(outcome.problems, "a1");
	says(outcome.problems, "a2");
}

static void a_key_fits_by_its_strongest(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	import_text(scratch, plain, "reference,name,kind,urn\na1,Ash,other,900001\n");
	struct outcome outcome = import_text(scratch, plain, "name,urn\nAsh Tree,900001\n");
	came(outcome, YCF_OK, 0, 1, 0, 0);
	stored(tracker, "setting", "a1", "name", "Ash Tree");
}

static void references_are_looked_up(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	add(tracker, "setting", "reference", "a1", "name", "Ash", "kind", "other");
	struct manner contacts = {.noun = "contact"};
	struct outcome outcome = import_text(scratch, contacts, "setting,date,kind,note\n"
	                                     "a1,01/05/2026,visit,Met the head\n"
	                                     "Ash,02/05/2026,call,Rang\n");
	came(outcome, YCF_OK, 2, 0, 0, 0);
	assert_int_equal(count_of(tracker, "contact", "setting=a1"), 2);
	outcome = import_text(scratch, contacts, "setting,date,kind\nnowhere,01/05/2026,visit\n"
	                      "a1,,visit\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 2);
	says(outcome.problems, "nowhere");
	says(outcome.problems, "date");
}

/* ---- shape ---- */

static void ragged_rows(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind\na1,Ash,other\n"
	                                     "a2,Elm, Oak and Ash,other\n");
	came(outcome, YCF_INVALID, 1, 0, 0, 1);
	says(outcome.problems, "row 3");
	says(outcome.problems, "4 cells");
	outcome = import_text(scratch, own, "reference,name,kind,town\na1,Ash,other\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
}

static void a_quote_that_never_closes(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, "reference,name,kind\na1,Ash,other\n"
	                                     "a2,\"Elm,other\na3,Oak,other\n");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "line 3");
	says(ycf_message(scratch->tracker), "never closed");
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
}

static void a_huge_cell(void **state)
{
	struct scratch *scratch = *state;
	size_t length = 3 * 1024 * 1024;
	char *text = malloc(length + 200);
	assert_non_null(text);
	size_t at = (size_t)sprintf(text, "reference,name,kind,notes\na1,Ash,other,\"");
	memset(text + at, 'x', length);
	sprintf(text + at + length, "\"\n");
	struct outcome outcome = import_text(scratch, own, text);
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "line 2");
	free(text);
}

static void zero_bytes(void **state)
{
	struct scratch *scratch = *state;
	static const char bytes[] = "reference,name,kind\na1,A\0sh,other\n";
	struct outcome outcome = import_bytes(scratch, own, bytes, sizeof bytes - 1);
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "zero byte");
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
}

static void not_a_list_at_all(void **state)
{
	struct scratch *scratch = *state;
	static const char book[] = "PK\003\004\024\0\6\0workbook";
	struct outcome outcome = import_bytes(scratch, own, book, sizeof book);
	assert_true(outcome.status == YCF_INVALID || outcome.status == YCF_FOREIGN);
	says(ycf_message(scratch->tracker), "save it as CSV");
	outcome = run_import(scratch, own, scratch_path(scratch, "nothing.csv"));
	assert_int_equal(outcome.status, YCF_UNREADABLE);
	says(ycf_message(scratch->tracker), "nothing.csv");
	outcome = run_import(scratch, own, scratch->folder);
	assert_true(outcome.status != YCF_OK);
	outcome = run_import(scratch, own, scratch->path);
	assert_true(outcome.status != YCF_OK);
}

/* ---- all or nothing ---- */

static const char mixed[] =
	"reference,name,kind,joined\n"
	"a1,Ash,other,01/02/2026\n"
	"a2,,castle,32/01/2026\n"
	"a3,Elm,primary,2026-03-01\n"
	"a4,Oak,tower,\n";

static void every_problem_at_once(void **state)
{
	struct scratch *scratch = *state;
	struct outcome outcome = import_text(scratch, own, mixed);
	came(outcome, YCF_INVALID, 2, 0, 0, 2);
	says(ycf_message(scratch->tracker), "2 rows");
	says(ycf_message(scratch->tracker), "list.csv");
	says(outcome.problems, "row 3");
	says(outcome.problems, "castle");
	says(outcome.problems, "32/01/2026");
	says(outcome.problems, "row 5");
	says(outcome.problems, "tower");
	assert_true(outcome.problem_count >= 3);
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
}

static void a_hundred_problems_then_a_count(void **state)
{
	struct scratch *scratch = *state;
	char *text = malloc(20000);
	assert_non_null(text);
	size_t at = (size_t)sprintf(text, "reference,name,kind\n");
	for (int i = 0; i < 250; i++)
		at += (size_t)sprintf(text + at, "a%d,Ash %d,castle\n", i, i);
	struct outcome outcome = import_text(scratch, own, text);
	came(outcome, YCF_INVALID, 0, 0, 0, 250);
	assert_int_equal(outcome.problem_count, 101);
	says(outcome.problems, "150 more");
	free(text);
}

static void a_dry_run_changes_nothing(void **state)
{
	struct scratch *scratch = *state;
	struct manner dry = {.dry_run = true};
	struct outcome outcome = import_text(scratch, dry, "reference,name,kind\na1,Ash,other\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	assert_int_equal(count_of(scratch->tracker, "setting", NULL), 0);
	assert_int_equal(count_of(scratch->tracker, "change", NULL), 1);
	outcome = import_text(scratch, dry, mixed);
	came(outcome, YCF_INVALID, 2, 0, 0, 2);
}

static void bad_rows_into_a_file_of_their_own(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct manner picky = {.rejects = scratch_path(scratch, "rejects.csv")};
	struct outcome outcome = import_text(scratch, picky, mixed);
	came(outcome, YCF_OK, 2, 0, 0, 2);
	assert_int_equal(count_of(tracker, "setting", NULL), 2);
	char *text = read_bytes(picky.rejects, NULL);
	says(text, "reference,name,kind,joined,why_rejected");
	says(text, ",castle,32/01/2026,");
	says(text, "a2,");
	says(text, "a4,Oak,tower,");
	says(text, "gp_practice");
	assert_null(strstr(text, "Ash"));
	free(text);
}

/* A list without headings: the rejected rows must still be there to mend. */
static void bad_rows_of_a_list_without_headings(void **state)
{
	struct scratch *scratch = *state;
	struct manner picky = {.map = "ods-epraccur",
	                       .rejects = scratch_path(scratch, "rejects.csv")};
	struct outcome outcome = import_text(
		scratch, picky,
		"Z99901,ONE SURGERY,,,1 ROW,,,TOWN,,LS97 1AA,20200101,,A,,,,,0113 496 0001,,,,,,,,4,\n"
		"Z99902,TWO SURGERY,,,1 ROW,,,TOWN,,LS97 1AA,20201399,,A,,,,,0113 496 0001,,,,,,,,4,\n");
	came(outcome, YCF_OK, 1, 0, 0, 1);
	char *text = read_bytes(picky.rejects, NULL);
	says(text, "Z99902");
	says(text, "20201399");
	free(text);
}

static void the_filter_decides_what_is_added(void **state)
{
	struct scratch *scratch = *state;
	struct manner filtered = {.where = "town=Leeds"};
	struct outcome outcome = import_text(scratch, filtered, "reference,name,kind,town\n"
	                                     "a1,Ash,other,Leeds\na2,Elm,other,Bradford\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	assert_int_equal(outcome.skipped, 1);
	outcome = import_text(scratch, filtered, "reference,name,kind,town\n"
	                      "a1,Ash,other,Bradford\na2,Elm,other,Bradford\n");
	came(outcome, YCF_OK, 0, 1, 0, 0);
	filtered.where = "town!=Bradford";
	outcome = import_text(scratch, filtered, "reference,name,kind,town\n"
	                      "a3,Oak,other,York\na2,Elm,other,Bradford\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	filtered.where = "borough=Leeds";
	outcome = import_text(scratch, filtered, "reference,name,kind,town\na4,Fir,other,York\n");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(scratch->tracker), "borough");
}

/* A cell that a spreadsheet would run is read back as it was. */
static void the_guard_comes_off(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	import_text(scratch, own, "reference,name,kind\na1,'=1+1,other\na2,''=1+1,other\n"
	            "a3,'tis Elm,other\n");
	stored(tracker, "setting", "a1", "name", "=1+1");
	stored(tracker, "setting", "a2", "name", "'=1+1");
	stored(tracker, "setting", "a3", "name", "'tis Elm");
}

/* ---- what stands in examples/ ---- */

static void a_practitioners_spreadsheet(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct manner manner = {.map = "practitioner-spreadsheet"};
	const char *path = source_path("examples/practitioner-spreadsheet.csv");
	struct outcome outcome = run_import(scratch, manner, path);
	came(outcome, YCF_OK, 12, 0, 0, 0);
	assert_int_equal(count_of(tracker, "setting", NULL), 12);
	assert_int_equal(count_of(tracker, "practitioner", NULL), 1);
	assert_int_equal(count_of(tracker, "lead", NULL), 11);
	assert_int_equal(count_of(tracker, "award", NULL), 5);
	assert_int_equal(count_of(tracker, "award", "recorded_from="), 0);
	assert_int_equal(count_of(tracker, "assessment", NULL), 0);
	assert_int_equal(count_of(tracker, "standing", NULL), 12);
	stored(tracker, "setting", "urn:900032", "practitioner", "Robin Example");
	stored(tracker, "lead", "urn:900032", "name", "Zo\xC3\xAB Mockingham");
	stored(tracker, "lead", "urn:900031", "confirmed", "2026-06-12");
	stored(tracker, "lead", "urn:900038", "since", "2026-01-13");
	stored(tracker, "award", "urn:900034", "recorded_from", "Letter of 27/02/2025");
	stored(tracker, "award", "urn:900034", "setting_name", "Fancy That High School");
	standing(tracker, "urn:900031", 20260701, "holds", "true");
	standing(tracker, "urn:900035", 20260701, "stage", "at_risk");
	standing(tracker, "urn:900036", 20260701, "stage", "registered");
	outcome = run_import(scratch, manner, path);
	came(outcome, YCF_OK, 0, 0, 12, 0);
	assert_int_equal(count_of(tracker, "award", NULL), 5);
	assert_int_equal(count_of(tracker, "lead", NULL), 11);
}

static void the_sample_settings(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = source_path("examples/settings.csv");
	struct outcome outcome = run_import(scratch, plain, path);
	came(outcome, YCF_OK, 25, 0, 0, 0);
	assert_int_equal(outcome.warnings[0], '\0');
	assert_int_equal(count_of(tracker, "practitioner", NULL), 2);
	stored(tracker, "setting", "willow-zoe", "name", "\xC3\x89" "cole Zo\xC3\xAB at Willow Bank");
	stored(tracker, "setting", "dovecote", "street", "The Old Mill, 4 Dove Row");
	stored(tracker, "setting", "ods:Z99901", "practitioner", "Robin Example");
	assert_int_equal(count_on(tracker, "standing", NULL, 20260401), 19);
	assert_int_equal(count_on(tracker, "standing", TERMS("stage=departed"), 20260430), 1);
	outcome = run_import(scratch, plain, path);
	came(outcome, YCF_OK, 0, 0, 25, 0);
}

/* ---- whatever may come ---- */

static void torture_file(struct scratch *scratch, const char *path)
{
	static const char *const maps[] = {NULL, "plain", "practitioner-spreadsheet", "gias",
	                                   "ods-epraccur"};
	for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++) {
		struct manner manner = {.map = maps[i]};
		struct outcome outcome = run_import(scratch, manner, path);
		if (outcome.status != YCF_OK && outcome.rejected == 0)
			says(ycf_message(scratch->tracker), strrchr(path, '/') + 1);
		assert_true(outcome.status == YCF_OK || outcome.status == YCF_INVALID ||
		            outcome.status == YCF_REFUSED);
	}
}

static size_t torture_folder(struct scratch *scratch, const char *folder)
{
	size_t count = 0;
	DIR *open = opendir(folder);
	assert_non_null(open);
	for (struct dirent *entry; (entry = readdir(open)) != NULL; count++) {
		char path[4200];
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] != '.')
			torture_file(scratch, path);
	}
	closedir(open);
	return count;
}

static void files_that_break_software(void **state)
{
	struct scratch *scratch = *state;
	size_t count = torture_folder(scratch, wanted_shared("data/csv-torture/csvlint"));
	count += torture_folder(scratch, wanted_shared("data/csv-torture/messy"));
	count += torture_folder(scratch, wanted_shared("data/csv-torture/spectrum/csvs"));
	assert_true(count > 35);
	int64_t problems;
	ok(scratch->tracker, ycf_check(scratch->tracker, &problems));
}

static void maps_that_are_wrong(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	write_text(scratch, "bad.yaml", "map: bad\ntitle: Bad\nheader: true\nnouns:\n  setting:\n"
	           "    key: [reference]\n    fields:\n      reference: {column: ref}\n"
	           "      shoe: {column: Shoe}\n");
	struct manner bad = {.map = scratch_path(scratch, "bad.yaml")};
	struct outcome outcome = import_text(scratch, bad, "ref\n1\n");
	assert_int_equal(outcome.status, YCF_INVALID);
	says(ycf_message(tracker), "bad.yaml:9:7");
	says(ycf_message(tracker), "shoe");
	bad.map = "nosuchmap";
	outcome = import_text(scratch, bad, "ref\n1\n");
	assert_int_equal(outcome.status, YCF_UNREADABLE);
	says(ycf_message(tracker), "nosuchmap");
	bad = (struct manner){.map = "gias", .noun = "lead"};
	outcome = import_text(scratch, bad, "ref\n1\n");
	assert_int_equal(outcome.status, YCF_MISUSE);
	bad = (struct manner){.noun = "standing"};
	outcome = import_text(scratch, bad, "ref\n1\n");
	assert_int_equal(outcome.status, YCF_MISUSE);
}

/* ---- external ids ---- */

static const char by_external_ids[] =
	"map: crm\nignore: all\nnouns:\n"
	"  setting:\n    key: [urn]\n"
	"    external_ids:\n      CiviCRM: {column: Organisation ID}\n"
	"      salesforce: {column: Account}\n"
	"    fields:\n      name: {column: Organisation, required: true}\n"
	"      kind: {value: other, when_new: true}\n      urn: {column: URN}\n"
	"  lead:\n    external_ids:\n      CiviCRM: {column: Contact ID}\n"
	"    fields:\n      name: {column: Contact, required: true}\n"
	"      email: {column: Email}\n      since: {value: 2026-01-05, when_new: true}\n";

static void settings_and_leads_by_external_ids(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct manner crm = {.map = write_text(scratch, "crm.yaml", by_external_ids)};
	static const char first[] = "Organisation ID,Organisation,URN,Contact ID,Contact,Email\n"
		"aB1,Elm Tree,900001,7,Ann Sample,ann@elm.example\n"
		"ab1,Oak,,8,Bob Sample,\n";
	struct outcome outcome = import_text(scratch, crm, first);
	came(outcome, YCF_OK, 2, 0, 0, 0);
	stored(tracker, "setting", "CiviCRM:aB1", "name", "Elm Tree");
	stored(tracker, "setting", "CiviCRM:ab1", "name", "Oak");
	stored(tracker, "lead", "CiviCRM:7", "email", "ann@elm.example");
	outcome = import_text(scratch, crm, first);
	came(outcome, YCF_OK, 0, 0, 2, 0);
	/* whatever else of them changed, they are found */
	outcome = import_text(scratch, crm, "Organisation ID,Organisation,Contact ID,Contact,Account\n"
	                      "aB1,Elm School,7,Ann Renamed,\nab1,Oak,8,Bob Sample,001x\n");
	came(outcome, YCF_OK, 0, 2, 0, 0);
	stored(tracker, "setting", "urn:900001", "name", "Elm School");
	stored(tracker, "lead", "CiviCRM:7", "name", "Ann Renamed");
	stored(tracker, "setting", "salesforce:001x", "name", "Oak");
	assert_int_equal(count_of(tracker, "setting", NULL), 2);
	assert_int_equal(count_of(tracker, "lead", NULL), 2);
	assert_int_equal(count_of(tracker, "external_id", NULL), 5);
	/* one that is known by its URN is given the other system's number */
	add(tracker, "setting", "name", "Ash", "kind", "other", "urn", "900002");
	outcome = import_text(scratch, crm, "Organisation ID,Organisation,URN\n9,Ash,900002\n");
	came(outcome, YCF_OK, 0, 1, 0, 0);
	stored(tracker, "setting", "CiviCRM:9", "name", "Ash");
	/* keys of two settings; and a number that is a lead's */
	outcome = import_text(scratch, crm, "Organisation ID,Organisation,URN\naB1,Elm,900002\n"
	                      "7,Fir,\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 2);
	says(outcome.problems, "two different settings");
	says(outcome.problems, "CiviCRM");
	assert_int_equal(count_of(tracker, "setting", NULL), 3);
}

static void external_ids_under_our_own_headings(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct outcome outcome = import_text(scratch, own, "external_id,name,kind\n"
	                                     "civicrm:1,Elm,other\ncivicrm:2,Oak,other\n");
	came(outcome, YCF_OK, 2, 0, 0, 0);
	assert_int_equal(strlen(outcome.warnings), 0);
	outcome = import_text(scratch, own, "external_id,town\ncivicrm:1,Leeds\ncivicrm:2,\n");
	came(outcome, YCF_OK, 0, 1, 1, 0);
	stored(tracker, "setting", "civicrm:1", "town", "Leeds");
	struct manner leads = {.noun = "lead"};
	outcome = import_text(scratch, leads, "external_id,setting,name,role,since\n"
	                      "civicrm:3,civicrm:1,Ann Sample,designated_lead,2026-01-05\n");
	came(outcome, YCF_OK, 1, 0, 0, 0);
	outcome = import_text(scratch, leads, "external_id,email\ncivicrm:3,ann@elm.example\n");
	came(outcome, YCF_OK, 0, 1, 0, 0);
	stored(tracker, "lead", "civicrm:1", "email", "ann@elm.example");
	outcome = import_text(scratch, own, "external_id,name,kind\n77,Fir,other\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 1);
	says(outcome.problems, "civicrm:123");
	outcome = import_text(scratch, own, "external_id,name,kind\nx:1,  ,other\n");
	came(outcome, YCF_INVALID, 0, 0, 0, 1);
	says(outcome.problems, "name");
}

static void external_ids_that_a_map_cannot_have(void **state)
{
	struct scratch *scratch = *state;
	struct manner bad = {.map = write_text(
		scratch, "bad.yaml", "map: bad\nnouns:\n  practitioner:\n    key: [name]\n"
		"    external_ids:\n      civicrm: {column: ID}\n"
		"    fields:\n      name: {column: Name}\n")};
	ycf_import *import = NULL;
	ok(scratch->tracker, ycf_import_new(scratch->tracker, &import));
	ok(scratch->tracker, ycf_import_set_map(import, bad.map));
	fails(scratch->tracker, YCF_INVALID,
	      ycf_import_run(import, "practitioner", write_text(scratch, "list.csv", "Name,ID\nA,1\n")),
	      "practitioner", "6");
	ycf_import_free(import);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(whatever_form_a_list_has),
		test_leeds(whatever_order_of_bytes),
		test_leeds(headings_twice_are_told),
		test_leeds(white_space_that_nobody_sees),
		test_leeds(a_line_within_a_cell),
		test_leeds(unknown_columns_are_told),
		test_leeds(missing_columns_are_named),
		test_leeds(a_file_without_headings),
		test_leeds(one_heading_for_two_columns),
		test_leeds(no_childs_record_ever),
		test_leeds(only_mapped_columns_are_touched),
		test_leeds(days_are_not_guessed),
		test_leeds(days_as_people_write_them),
		test_leeds(choices_are_listed),
		test_leeds(a_name_that_is_too_long),
		test_leeds(the_same_key_twice),
		test_leeds(keys_of_two_settings),
		test_leeds(a_key_fits_by_its_strongest),
		test_leeds(references_are_looked_up),
		test_leeds(ragged_rows),
		test_leeds(a_quote_that_never_closes),
		test_leeds(a_huge_cell),
		test_leeds(zero_bytes),
		test_leeds(not_a_list_at_all),
		test_leeds(every_problem_at_once),
		test_leeds(a_hundred_problems_then_a_count),
		test_leeds(a_dry_run_changes_nothing),
		test_leeds(bad_rows_into_a_file_of_their_own),
		test_leeds(bad_rows_of_a_list_without_headings),
		test_leeds(the_filter_decides_what_is_added),
		test_leeds(the_guard_comes_off),
		test_leeds(a_practitioners_spreadsheet),
		test_leeds(the_sample_settings),
		test_leeds(files_that_break_software),
		test_leeds(maps_that_are_wrong),
		test_small(settings_and_leads_by_external_ids),
		test_small(external_ids_under_our_own_headings),
		test_small(external_ids_that_a_map_cannot_have),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
