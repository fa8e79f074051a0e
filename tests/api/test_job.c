/* The job of a real city: from its lists of schools and practices to an award
   and a certificate, and on to the lists' next edition. */
#include "scratch.h"

/* ---- the extract, read by ourselves: no cell of it has a quote or a line in it ---- */

enum { COLUMNS = 160, ROWS = 1000 };

struct extract {
	size_t rows, columns;           /* the first row has the headings */
	const char *cells[ROWS][COLUMNS];
	char *bytes;
};

static const char *next_cell(char **at)
{
	char *cell = *at;
	char stop = ',';
	if (*cell == '"') {
		cell++;
		stop = '"';
	}
	char *end = cell;
	while (*end != stop && *end != '\n' && *end != '\0')
		end++;
	*at = end;
	if (*end == '"') {
		*end = '\0';
		*at = end + 1;
	}
	return cell;
}

static struct extract *read_extract(const char *path)
{
	struct extract *extract = calloc(1, sizeof *extract);
	assert_non_null(extract);
	char *at = extract->bytes = read_bytes(path, NULL);
	while (*at != '\0') {
		size_t column = 0;
		assert_true(extract->rows < ROWS);
		for (bool more = true; more;) {
			assert_true(column < COLUMNS);
			extract->cells[extract->rows][column++] = next_cell(&at);
			more = *at == ',';
			bool end = *at == '\0';
			*at = '\0';
			at += !end;
		}
		if (extract->rows++ == 0)
			extract->columns = column;
		assert_int_equal(column, extract->columns);
	}
	return extract;
}

static void free_extract(struct extract *extract)
{
	free(extract->bytes);
	free(extract);
}

static const char **cell(struct extract *extract, size_t row, const char *heading)
{
	for (size_t i = 0; i < extract->columns; i++)
		if (strcmp(extract->cells[0][i], heading) == 0)
			return &extract->cells[row][i];
	fail_msg("the extract has no column %s", heading);
	return NULL;
}

static size_t row_of(struct extract *extract, const char *urn)
{
	for (size_t row = 1; row < extract->rows; row++)
		if (strcmp(*cell(extract, row, "URN"), urn) == 0)
			return row;
	fail_msg("the extract has no school %s", urn);
	return 0;
}

/* All rows but one; ROWS: all. */
static void write_extract(const struct extract *extract, const char *path, size_t left_out)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	for (size_t row = 0; row < extract->rows; row++)
		for (size_t i = 0; i < extract->columns && row != left_out; i++)
			fprintf(file, "\"%s\"%c", extract->cells[row][i],
			        i + 1 == extract->columns ? '\n' : ',');
	assert_int_equal(fclose(file), 0);
}

static bool is_open(struct extract *extract, size_t row)
{
	return strcmp(*cell(extract, row, "EstablishmentStatus (code)"), "1") == 0;
}

/* ---- importing ---- */

struct counts {
	int64_t added, updated, unchanged, rejected, skipped;
};

static struct counts import_list(ycf_tracker *tracker, const char *map, const char *path)
{
	ycf_import *import;
	ok(tracker, ycf_import_new(tracker, &import));
	ok(tracker, ycf_import_set_map(import, map));
	ycf_status status = ycf_import_run(import, "setting", path);
	for (size_t i = 0; ycf_import_problem(import, i) != NULL; i++)
		print_error("%s\n", ycf_import_problem(import, i));
	ok(tracker, status);
	assert_null(ycf_import_warning(import, 0));
	struct counts counts = {
		ycf_import_count(import, YCF_ADDED), ycf_import_count(import, YCF_UPDATED),
		ycf_import_count(import, YCF_UNCHANGED), ycf_import_count(import, YCF_REJECTED),
		ycf_import_count(import, YCF_SKIPPED)
	};
	ycf_import_free(import);
	return counts;
}

#define assert_counts(found, ...) do { \
	struct counts found_ = (found), wanted_ = {__VA_ARGS__}; \
	assert_int_equal(found_.added, wanted_.added); \
	assert_int_equal(found_.updated, wanted_.updated); \
	assert_int_equal(found_.unchanged, wanted_.unchanged); \
	assert_int_equal(found_.rejected, wanted_.rejected); \
	assert_int_equal(found_.skipped, wanted_.skipped); \
} while (0)

static void iso_of(const char *day, char out[11])
{
	out[0] = '\0';
	if (strlen(day) == 10)
		snprintf(out, 11, "%.4s-%.2s-%.2s", day + 6, day + 3, day);
}

static void same_cell(const ycf_record *setting, const char *field, const char *wanted)
{
	const char *found = ycf_record_text(setting, field);
	if (strcmp(found != NULL ? found : "", wanted) != 0)
		fail_msg("%s: %s is '%s', not '%s'", ycf_record_text(setting, "urn"), field,
		         found != NULL ? found : "", wanted);
}

/* What a school of that type and phase is to us; NULL: more than one answer will do. */
static const char *fitting_kind(struct extract *extract, size_t row)
{
	const char *type = *cell(extract, row, "TypeOfEstablishment (name)");
	const char *phase = *cell(extract, row, "PhaseOfEducation (name)");
	if (strstr(type, "pecial") != NULL && strstr(type, "16") == NULL)
		return "special";
	if (strcmp(type, "Pupil referral unit") == 0 || strstr(type, "alternative provision"))
		return "alternative";
	if (strcmp(type, "Higher education institutions") == 0)
		return "university";
	if (strcmp(type, "Local authority nursery school") == 0)
		return "nursery";
	if (strcmp(phase, "Primary") == 0)
		return "primary";
	if (strcmp(phase, "All-through") == 0)
		return "all_through";
	return strcmp(phase, "Secondary") == 0 ? "secondary" : NULL;
}

static void check_school(ycf_tracker *tracker, struct extract *extract, size_t row)
{
	char key[40], day[11];
	const char *urn = *cell(extract, row, "URN"), *kind = fitting_kind(extract, row);
	snprintf(key, sizeof key, "urn:%s", urn);
	ycf_record *setting = get(tracker, "setting", key);
	same_cell(setting, "urn", urn);
	same_cell(setting, "reference", urn);
	same_cell(setting, "name", *cell(extract, row, "EstablishmentName"));
	same_cell(setting, "ward", *cell(extract, row, "AdministrativeWard (name)"));
	same_cell(setting, "postcode", *cell(extract, row, "Postcode"));
	same_cell(setting, "trust", *cell(extract, row, "Trusts (name)"));
	same_cell(setting, "local_authority", "Leeds");
	same_cell(setting, "local_authority_code", "E08000035");
	iso_of(*cell(extract, row, "OpenDate"), day);
	if (strcmp(day, "1900-01-01") != 0)
		same_cell(setting, "opened", day);
	if (kind != NULL)
		same_cell(setting, "kind", kind);
	assert_true(ycf_record_is_null(setting, "joined"));
	ycf_record_free(setting);
}

static void every_open_school_comes_in(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = wanted_shared("data/gias-leeds-2023.csv");
	assert_counts(import_list(tracker, "gias", path), 306, 0, 0, 0, 465);
	struct extract *extract = read_extract(path);
	assert_int_equal(extract->rows, 772);
	size_t open = 0, addressed = 0;
	for (size_t row = 1; row < extract->rows; row++) {
		addressed += (*cell(extract, row, "Postcode"))[0] != '\0';
		if (is_open(extract, row)) {
			check_school(tracker, extract, row);
			open++;
		}
	}
	assert_int_equal(open, 306);
	assert_int_equal(addressed, 771 - 9);
	assert_int_equal(count_of(tracker, "setting", NULL), 306);
	/* The secure children's home is the only one of no kind of ours. */
	assert_int_equal(count_of(tracker, "setting", "kind=other"), 1);
	assert_int_equal(count_of(tracker, "setting", "ward="), 0);
	assert_int_equal(count_of(tracker, "standing", NULL), 0);
	assert_int_equal(count_of(tracker, "standing", "stage=known"), 306);
	free_extract(extract);
}

static void practices_come_in_without_wards(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = wanted_shared("data/epraccur-leeds-2025.csv");
	assert_counts(import_list(tracker, "ods-epraccur", path), 94, 0, 0, 0, 158);
	assert_int_equal(count_of(tracker, "setting", "kind=gp_practice"), 94);
	assert_int_equal(count_of(tracker, "setting", "ods_code="), 0);
	assert_int_equal(count_of(tracker, "setting", "postcode="), 0);
	assert_int_equal(count_of(tracker, "setting", "name~ward"), 0);
	assert_int_equal(count_of(tracker, "setting", "opened="), 0);
	assert_counts(import_list(tracker, "ods-epraccur", path), 0, 0, 94, 0, 158);
}

static void the_same_list_again_changes_nothing(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = wanted_shared("data/gias-leeds-2023.csv");
	import_list(tracker, "gias", path);
	ycf_record *before = get(tracker, "setting", "urn:107809");
	assert_counts(import_list(tracker, "gias", path), 0, 0, 306, 0, 465);
	ycf_record *after = get(tracker, "setting", "urn:107809");
	assert_int_equal(ycf_record_integer(before, "revision"),
	                 ycf_record_integer(after, "revision"));
	assert_int_equal(ycf_record_integer(before, "changed"),
	                 ycf_record_integer(after, "changed"));
	assert_int_equal(count_of(tracker, "old_row", NULL), 0);
	ycf_record_free(before);
	ycf_record_free(after);
}

/* The n-th open school's URN. */
static const char *open_school(struct extract *extract, size_t number)
{
	for (size_t row = 1; row < extract->rows; row++)
		if (is_open(extract, row) && number-- == 0)
			return *cell(extract, row, "URN");
	fail_msg("too few open schools");
	return NULL;
}

static void close_school(struct extract *extract, const char *urn, const char *day)
{
	size_t row = row_of(extract, urn);
	*cell(extract, row, "EstablishmentStatus (code)") = "2";
	*cell(extract, row, "EstablishmentStatus (name)") = "Closed";
	*cell(extract, row, "CloseDate") = day;
}

static void the_next_edition_brings_changes(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = wanted_shared("data/gias-leeds-2023.csv");
	import_list(tracker, "gias", path);
	struct extract *extract = read_extract(path);
	const char *closed = open_school(extract, 5), *renamed = open_school(extract, 50);
	const char *gone = open_school(extract, 100), *own = open_school(extract, 150);
	char key[40], *name;
	size_t fresh = row_of(extract, open_school(extract, 200));

	/* A note and a reference of ours outlive what the list says. */
	snprintf(key, sizeof key, "urn:%s", own);
	ycf_record *setting = get(tracker, "setting", key);
	ok(tracker, ycf_record_set(setting, "reference", "elm"));
	ok(tracker, ycf_record_set(setting, "notes", "Ring at the side door"));
	ok(tracker, ycf_save(setting));
	ycf_record_free(setting);
	name = only(tracker, "setting", (snprintf(key, sizeof key, "urn=%s", gone), TERMS(key)),
	            "name", 0);
	ok(tracker, ycf_join(tracker, closed, 20230901));

	close_school(extract, closed, "31-08-2024");
	*cell(extract, row_of(extract, renamed), "EstablishmentName") = "A Name Quite New";
	*cell(extract, row_of(extract, own), "Postcode") = "LS97 1AA";
	memcpy(extract->cells[extract->rows], extract->cells[fresh], sizeof extract->cells[0]);
	*cell(extract, extract->rows, "URN") = "999001";
	*cell(extract, extract->rows, "EstablishmentName") = "Brand New School";
	extract->rows++;
	const char *next = scratch_path(scratch, "next.csv");
	write_extract(extract, next, row_of(extract, gone));

	assert_counts(import_list(tracker, "gias", next), 1, 3, 302, 0, 465);
	assert_int_equal(count_of(tracker, "setting", NULL), 307);
	stored(tracker, "setting", closed, "closed", "2024-08-31");
	standing(tracker, closed, 20240831, "stage", "registered");
	standing(tracker, closed, 20240901, "stage", "departed");
	stored(tracker, "setting", renamed, "name", "A Name Quite New");
	stored(tracker, "setting", gone, "name", name);
	stored(tracker, "setting", "elm", "urn", own);
	stored(tracker, "setting", "elm", "notes", "Ring at the side door");
	stored(tracker, "setting", "elm", "postcode", "LS97 1AA");
	stored(tracker, "setting", "999001", "name", "Brand New School");
	assert_counts(import_list(tracker, "gias", next), 0, 0, 306, 0, 465);
	free(name);
	free_extract(extract);
}

static bool folder_has(struct scratch *scratch, const char *word)
{
	static const char *const endings[] = {"", "-wal"};
	bool found = false;
	for (size_t i = 0; i < 2; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s%s", scratch->path, endings[i]);
		if (!file_exists(path))
			continue;
		size_t length;
		char *bytes = read_bytes(path, &length);
		found = found || memmem(bytes, length, word, strlen(word)) != NULL;
		free(bytes);
	}
	return found;
}

static void names_of_head_teachers_stay_out(void **state)
{
	struct scratch *scratch = *state;
	struct extract *extract = read_extract(wanted_shared("data/gias-leeds-2023.csv"));
	for (size_t row = 1; row < extract->rows; row++) {
		*cell(extract, row, "HeadFirstName") = "Quillemina";
		*cell(extract, row, "HeadLastName") = "Featherstonehaugh";
	}
	const char *path = scratch_path(scratch, "heads.csv");
	write_extract(extract, path, ROWS);
	assert_counts(import_list(scratch->tracker, "gias", path), 306, 0, 0, 0, 465);
	assert_true(folder_has(scratch, "107809"));
	assert_false(folder_has(scratch, "Quillemina"));
	assert_false(folder_has(scratch, "Featherstonehaugh"));
	free_extract(extract);
}

/* ---- from joining to the certificate ---- */

static void reach_the_mark(ycf_tracker *tracker, const char *setting)
{
	ok(tracker, ycf_join(tracker, setting, 20260105));
	ycf_record *record = make(tracker, "lead", "setting", setting, "name", "Alex Testwell",
	                          "email", "alex@sample.example", "since", "12/01/2026");
	ok(tracker, ycf_appoint(record));
	ycf_record_free(record);
	record = make(tracker, "plan", "setting", setting, "agreed", "2 Feb 2026", "agreed_with",
	              "Alex Testwell");
	ok(tracker, ycf_agree_plan(record));
	ycf_record_free(record);
	record = make(tracker, "assessment", "setting", setting, "source", "practitioner", "date",
	              "2026-06-10");
	ok(tracker, ycf_assess(record, TERMS("1=met", "2=met", "3=met", "4=met", "5=met", "6=met",
	                                     "7=met")));
	ycf_record_free(record);
}

static void check_certificate(struct scratch *scratch, const char *code, const char *name)
{
	const char *path = scratch_path(scratch, "certificate.pdf");
	ok(scratch->tracker, draw(scratch->tracker, "certificate", code, path));
	size_t length;
	char *bytes = read_bytes(path, &length), *text = text_of_pdf(path);
	assert_true(length > 1000);
	assert_memory_equal(bytes, "%PDF-", 5);
	if (text[0] != '\0') {
		assert_non_null(strstr(text, code));
		assert_non_null(strstr(text, name));
		assert_non_null(strstr(text, "20 July 2026"));
		assert_null(strstr(text, "at risk"));
		assert_null(strstr(text, "Alex Testwell"));
	}
	free(text);
	free(bytes);
}

static void a_school_reaches_the_mark(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	bool ready = false;
	ycf_cursor *cursor;
	import_list(tracker, "gias", wanted_shared("data/gias-leeds-2023.csv"));
	import_list(tracker, "ods-epraccur", wanted_shared("data/epraccur-leeds-2025.csv"));
	assert_int_equal(count_of(tracker, "setting", NULL), 400);

	ycf_record *award = make(tracker, "award", "setting", "107809", "date", "2026-07-20");
	fails(tracker, YCF_REFUSED, ycf_award(award), "ycf join");
	ycf_record_free(award);
	fails(tracker, YCF_REFUSED, draw(tracker, "certificate", "107809",
	      scratch_path(scratch, "early.pdf")), "107809", "no award");
	assert_false(file_exists(scratch_path(scratch, "early.pdf")));

	reach_the_mark(tracker, "107809");
	ok(tracker, ycf_ready(tracker, "107809", NULL, 20260720, &ready, &cursor));
	ycf_cursor_free(cursor);
	assert_true(ready);
	award = make(tracker, "award", "setting", "107809", "date", "2026-07-20");
	ok(tracker, ycf_award(award));
	check_certificate(scratch, ycf_record_text(award, "code"),
	                  ycf_record_text(award, "setting_name"));
	ycf_record_free(award);
	standing(tracker, "107809", 20260719, "stage", "working_towards");
	standing(tracker, "107809", 20260720, "stage", "accredited");
	standing(tracker, "107809", 20260802, "stage", "accredited");
	standing(tracker, "107809", 20260803, "stage", "at_risk");
	standing(tracker, "107809", 20260803, "holds", "true");
	assert_int_equal(count_on(tracker, "due", TERMS("kind=review"), 20260720), 1);
	int64_t problems = -1;
	ok(tracker, ycf_check(tracker, &problems));
	assert_int_equal(problems, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(every_open_school_comes_in),
		test_leeds(practices_come_in_without_wards),
		test_leeds(the_same_list_again_changes_nothing),
		test_leeds(the_next_edition_brings_changes),
		test_leeds(names_of_head_teachers_stay_out),
		test_leeds(a_school_reaches_the_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
