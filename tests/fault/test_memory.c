/* The n-th allocation fails, for n = 1, 2, 3 ... until the call succeeds: each
   failure is clear, nothing leaks, and the tracker is as it was.  The linker wraps
   the library's own allocations (see Makefile.am); SQLite's go through its own door. */
#include "../api/scratch.h"

#include <sqlite3.h>

/* ---- which allocation fails ---- */

static struct {
	bool armed;
	long left;               /* until one fails */
	long failed;
	bool lasting;            /* those after it fail too */
} shortage;

static bool is_short(void)
{
	if (!shortage.armed || shortage.left-- > 0)
		return false;
	if (!shortage.lasting && shortage.failed > 0)
		return false;
	shortage.failed++;
	return true;
}

static void run_short(long after, bool lasting)
{
	shortage.armed = true;
	shortage.left = after;
	shortage.failed = 0;
	shortage.lasting = lasting;
}

static bool was_short(void)
{
	shortage.armed = false;
	return shortage.failed > 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t size)
{
	return is_short() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return is_short() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
	return is_short() ? NULL : __real_realloc(old, size);
}

char *__wrap_strdup(const char *text)
{
	return is_short() ? NULL : __real_strdup(text);
}

static sqlite3_mem_methods plain;

static void *sqlite_malloc(int size)
{
	return is_short() ? NULL : plain.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
	return is_short() ? NULL : plain.xRealloc(old, size);
}

static int shorten_sqlite(void **state)
{
	(void)state;
	sqlite3_mem_methods ours;
	assert_int_equal(sqlite3_shutdown(), SQLITE_OK);
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain), SQLITE_OK);
	ours = plain;
	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	/* Room set aside would hide failures. */
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
	assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours), SQLITE_OK);
	return 0;
}

/* ---- what is tried ---- */

struct trial {
	ycf_status (*call)(struct scratch *scratch);
	void (*check)(struct scratch *scratch, bool succeeded);
	long step;               /* 1: every allocation; more: some of many */
};

static bool is_clear(ycf_status status)
{
	return status == YCF_OK || status == YCF_MEMORY;
}

/* Each n in turn, until the call gets by without a failure. */
static void try_all(struct scratch *scratch, const struct trial *trial)
{
	for (int lasting = 0; lasting < 2; lasting++)
		for (long n = 0;; n += trial->step) {
			run_short(n, lasting);
			ycf_status status = trial->call(scratch);
			bool failed = was_short();
			if (!is_clear(status))
				fail_msg("allocation %ld of %s failed: %s: %s", n,
				         lasting ? "all from it on" : "it alone", ycf_status_name(status),
				         ycf_message(scratch->tracker));
			if (trial->check != NULL)
				trial->check(scratch, status == YCF_OK);
			if (!failed) {
				assert_int_equal(status, YCF_OK);
				break;
			}
			assert_true(n < 1000000);
		}
}

/* ---- opening ---- */

static ycf_status open_again(struct scratch *scratch)
{
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL)
		return YCF_MEMORY;
	ycf_status status = ycf_open(tracker, scratch->path, 0);
	if (status != YCF_OK && ycf_message(tracker)[0] == '\0')
		status = YCF_MISUSE;
	ycf_free(tracker);
	return status;
}

static void opening(void **state)
{
	struct scratch *scratch = *state;
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other");
	ycf_free(scratch->tracker);
	scratch->tracker = ycf_new();
	try_all(scratch, &(struct trial){open_again, NULL, 1});
	ok(scratch->tracker, ycf_open(scratch->tracker, scratch->path, 0));
	stored(scratch->tracker, "setting", "elm", "name", "Elm");
}

/* ---- making ---- */

static ycf_status create_another(struct scratch *scratch)
{
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL)
		return YCF_MEMORY;
	ycf_status status = ycf_create(tracker, scratch_path(scratch, "made.ycf"),
	                               source_path("tests/frameworks/small.yaml"), 0);
	ycf_free(tracker);
	return status;
}

/* A tracker that could not be made is not there. */
static void none_half_made(struct scratch *scratch, bool succeeded)
{
	const char *path = scratch_path(scratch, "made.ycf");
	assert_int_equal(file_exists(path), succeeded);
	unlink(path);
}

static ycf_status create_specimen(struct scratch *scratch)
{
	ycf_tracker *tracker = ycf_new();
	if (tracker == NULL)
		return YCF_MEMORY;
	ycf_status status = ycf_set_specimen(tracker, 7, "2026-01-05T09:00:00Z");
	if (status == YCF_OK)
		status = ycf_create(tracker, scratch_path(scratch, "made.ycf"),
		                    source_path("tests/frameworks/small.yaml"), 0);
	if (status == YCF_OK && !ycf_is_specimen(tracker))
		status = YCF_MISUSE;
	ycf_free(tracker);
	return status;
}

static void making(void **state)
{
	try_all(*state, &(struct trial){create_specimen, none_half_made, 31});
	try_all(*state, &(struct trial){create_another, none_half_made, 7});
}

/* ---- adding ---- */

static ycf_status add_setting(struct scratch *scratch)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_record_new(scratch->tracker, "setting", &record);
	if (status == YCF_OK)
		status = ycf_record_set(record, "name", "Oak");
	if (status == YCF_OK)
		status = ycf_record_set(record, "kind", "other");
	if (status == YCF_OK)
		status = ycf_record_set(record, "reference", "oak");
	if (status == YCF_OK)
		status = ycf_record_set(record, "joined", "2026-01-05");
	if (status == YCF_OK)
		status = ycf_save(record);
	ycf_record_free(record);
	return status;
}

static void added_or_not(struct scratch *scratch, bool succeeded)
{
	ycf_tracker *tracker = scratch->tracker;
	assert_int_equal(count_of(tracker, "setting", "reference=oak"), succeeded);
	assert_int_equal(count_of(tracker, "change", NULL), succeeded ? 2 : 1);
	if (!succeeded)
		return;
	ycf_free(tracker);
	assert_int_equal(unlink(scratch->path), 0);
	scratch->tracker = ycf_new();
	ok(scratch->tracker, ycf_set_actor(scratch->tracker, "Robin Example"));
	ok(scratch->tracker, ycf_create(scratch->tracker, scratch->path,
	                                source_path("tests/frameworks/small.yaml"), 0));
}

static void adding(void **state)
{
	try_all(*state, &(struct trial){add_setting, added_or_not, 1});
}

static ycf_status upsert_setting(struct scratch *scratch)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_record_new(scratch->tracker, "setting", &record);
	if (status == YCF_OK)
		status = ycf_record_set(record, "name", "Oak");
	if (status == YCF_OK)
		status = ycf_record_set(record, "kind", "other");
	if (status == YCF_OK)
		status = ycf_record_set(record, "reference", "oak");
	if (status == YCF_OK)
		status = ycf_upsert(record, "civicrm:1", NULL);
	ycf_record_free(record);
	return status;
}

static void upserted_or_not(struct scratch *scratch, bool succeeded)
{
	assert_int_equal(count_of(scratch->tracker, "external_id", NULL), succeeded);
	added_or_not(scratch, succeeded);
}

static ycf_status edit_by_key(struct scratch *scratch)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_record_new(scratch->tracker, "setting", &record);
	if (status == YCF_OK)
		status = ycf_record_set(record, "town", "Leeds");
	if (status == YCF_OK)
		status = ycf_upsert(record, "civicrm:1", NULL);
	ycf_record_free(record);
	return status;
}

static void edited_or_not(struct scratch *scratch, bool succeeded)
{
	stored(scratch->tracker, "setting", "oak", "town", succeeded ? "Leeds" : NULL);
	if (!succeeded)
		return;
	ycf_record *record = get(scratch->tracker, "setting", "oak");
	ok(scratch->tracker, ycf_record_set(record, "town", ""));
	ok(scratch->tracker, ycf_save(record));
	ycf_record_free(record);
}

static void upserting(void **state)
{
	struct scratch *scratch = *state;
	try_all(scratch, &(struct trial){upsert_setting, upserted_or_not, 1});
	ok(scratch->tracker, upsert_setting(scratch));
	try_all(scratch, &(struct trial){edit_by_key, edited_or_not, 1});
}

/* ---- asking ---- */

static ycf_status ask_for(struct scratch *scratch, const char *noun, const char *const *terms)
{
	ycf_cursor *cursor = NULL;
	const ycf_record *record;
	ycf_status status = ycf_select(scratch->tracker, noun, terms, "-name", 20260601,
	                               TERMS("reference", "name"), &cursor);
	if (status != YCF_OK)
		return status;
	while ((status = ycf_cursor_next(cursor, &record)) == YCF_ROW)
		if (ycf_record_text(record, "name") == NULL)
			break;
	ycf_cursor_free(cursor);
	return status == YCF_DONE ? YCF_OK : status == YCF_ROW ? YCF_MEMORY : status;
}

static ycf_status ask_settings(struct scratch *scratch)
{
	return ask_for(scratch, "setting", TERMS("name~elm", "kind=other,primary"));
}

static ycf_status ask_in_blocks(struct scratch *scratch)
{
	ycf_cursor *cursor = NULL;
	const ycf_record *const *records;
	size_t count, all = 0;
	ycf_status status = ycf_select(scratch->tracker, "setting", NULL, NULL, 0, NULL, &cursor);
	if (status != YCF_OK)
		return status;
	while ((status = ycf_cursor_block(cursor, 100, &records, &count)) == YCF_ROW)
		all += count;
	ycf_cursor_free(cursor);
	return status != YCF_DONE ? status : all == 1 ? YCF_OK : YCF_MISUSE;
}

static ycf_status ask_alterations(struct scratch *scratch)
{
	ycf_cursor *cursor = NULL;
	const ycf_record *record;
	ycf_status status = ycf_select(scratch->tracker, "alteration", TERMS("since=2026-01-01"), NULL,
	                               0, NULL, &cursor);
	if (status != YCF_OK)
		return status;
	while ((status = ycf_cursor_next(cursor, &record)) == YCF_ROW)
		if (ycf_record_text(record, "record") == NULL)
			break;
	ycf_cursor_free(cursor);
	return status == YCF_DONE ? YCF_OK : status == YCF_ROW ? YCF_MEMORY : status;
}

static ycf_status ask_standing(struct scratch *scratch)
{
	return ask_for(scratch, "standing", TERMS("name~elm", "setting=elm"));
}

static void asking(void **state)
{
	struct scratch *scratch = *state;
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other", "joined",
	    "2026-01-01");
	try_all(scratch, &(struct trial){ask_settings, NULL, 1});
	try_all(scratch, &(struct trial){ask_in_blocks, NULL, 1});
	try_all(scratch, &(struct trial){ask_alterations, NULL, 149});
	/* A long query: some hundred of its many thousand allocations. */
	try_all(scratch, &(struct trial){ask_standing, NULL, 499});
}

static ycf_status get_by_name(struct scratch *scratch)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_get(scratch->tracker, "setting", "elm tree", &record);
	ycf_record_free(record);
	return status;
}

static void finding(void **state)
{
	struct scratch *scratch = *state;
	add(scratch->tracker, "setting", "name", "Elm Tree", "kind", "other");
	try_all(scratch, &(struct trial){get_by_name, NULL, 1});
}

/* ---- importing and writing out ---- */

static ycf_status import_list(struct scratch *scratch)
{
	ycf_import *import = NULL;
	ycf_status status = ycf_import_new(scratch->tracker, &import);
	if (status == YCF_OK)
		status = ycf_import_set_map(import, source_path("templates/maps/plain.yaml"));
	if (status == YCF_OK)
		status = ycf_import_run(import, "setting", scratch_path(scratch, "list.csv"));
	ycf_import_free(import);
	return status;
}

static void imported_or_not(struct scratch *scratch, bool succeeded)
{
	size_t count = count_of(scratch->tracker, "setting", NULL);
	assert_int_equal(count, succeeded ? 2 : 0);
	for (size_t i = 0; i < count; i++) {
		ycf_record *record = get(scratch->tracker, "setting", i == 0 ? "a1" : "a2");
		ok(scratch->tracker, ycf_remove(record));
		ycf_record_free(record);
	}
}

static void importing(void **state)
{
	struct scratch *scratch = *state;
	write_text(scratch, "list.csv", "reference;name;kind;joined;practitioner\n"
	           "a1;\xC9" "cole;Primary school;05/01/2026;\na2;\"Elm; old\";GP;;\n");
	try_all(scratch, &(struct trial){import_list, imported_or_not, 5});
}

static ycf_status export_list(struct scratch *scratch)
{
	return ycf_export(scratch->tracker, "criterion", scratch_path(scratch, "out.csv"), -1);
}

static void whole_or_absent(struct scratch *scratch, bool succeeded)
{
	const char *path = scratch_path(scratch, "out.csv");
	assert_int_equal(file_exists(path), succeeded);
	unlink(path);
}

static void exporting(void **state)
{
	try_all(*state, &(struct trial){export_list, whole_or_absent, 1});
}

/* ---- a verb ---- */

static ycf_status assess(struct scratch *scratch)
{
	ycf_record *record = NULL;
	static const char *const ratings[] = {"A.1=secure:seen", "B=growing", NULL};
	ycf_status status = ycf_record_new(scratch->tracker, "assessment", &record);
	if (status == YCF_OK)
		status = ycf_record_set(record, "setting", "elm");
	if (status == YCF_OK)
		status = ycf_record_set(record, "source", "self");
	if (status == YCF_OK)
		status = ycf_assess(record, ratings);
	ycf_record_free(record);
	return status;
}

static void rated_wholly_or_not(struct scratch *scratch, bool succeeded)
{
	size_t assessments = count_of(scratch->tracker, "assessment", NULL);
	assert_int_equal(count_of(scratch->tracker, "rating", NULL), assessments * 3);
	assert_true(assessments > 0 || !succeeded);
}

static void assessing(void **state)
{
	struct scratch *scratch = *state;
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other", "joined",
	    "2026-01-01");
	try_all(scratch, &(struct trial){assess, rated_wholly_or_not, 3});
}

/* ---- drawing ---- */

static ycf_status draw_one(struct scratch *scratch, const char *kind)
{
	ycf_document *document = NULL;
	ycf_status status = ycf_document_new(scratch->tracker, kind, &document);
	if (status == YCF_OK)
		status = ycf_document_set_as_of(document, 20260601);
	if (status == YCF_OK)
		status = ycf_document_write(document, "elm", scratch_path(scratch, "out.csv"), -1);
	ycf_document_free(document);
	return status;
}

static ycf_status draw_footer(struct scratch *scratch)
{
	return draw_one(scratch, "footer");
}

static ycf_status draw_plan(struct scratch *scratch)
{
	return draw_one(scratch, "plan");
}

static ycf_status draw_summary(struct scratch *scratch)
{
	return draw_one(scratch, "summary");
}

static ycf_status draw_each(struct scratch *scratch)
{
	ycf_document *document = NULL;
	ycf_status status = ycf_document_new(scratch->tracker, "footer", &document);
	if (status == YCF_OK)
		status = ycf_document_set_as_of(document, 20260601);
	if (status == YCF_OK)
		status = ycf_document_write_each(document, TERMS("name~elm"), "-name",
		                                 scratch_path(scratch, "each"));
	if (status == YCF_OK && ycf_document_count(document, YCF_WRITTEN) != 1)
		status = YCF_MISUSE;
	ycf_document_free(document);
	return status;
}

static void whole_footers(struct scratch *scratch, bool succeeded)
{
	const char *path = scratch_path(scratch, "each/elm-Elm-footer.html");
	if (file_exists(path)) {
		char *bytes = read_bytes(path, NULL);
		assert_non_null(strstr(bytes, "</html>"));
		free(bytes);
	} else {
		assert_false(succeeded);
	}
	remove_folder(scratch_path(scratch, "each"));
}

/* Long queries and many letters: some of their very many allocations. */
static void drawing(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	add(tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other", "joined",
	    "2026-01-01");
	ycf_record *record = make(tracker, "award", "setting", "elm", "date", "2026-05-01",
	                          "recorded_from", "a list");
	ok(tracker, ycf_award(record));
	ycf_record_free(record);
	record = make(tracker, "plan", "setting", "elm", "agreed", "2026-05-01", "agreed_with", "Al");
	ok(tracker, ycf_agree_plan(record));
	ycf_record_free(record);
	add(tracker, "action", "setting", "elm", "standard", "A", "what", "Do it");
	try_all(scratch, &(struct trial){draw_footer, whole_or_absent, 997});
	try_all(scratch, &(struct trial){draw_each, whole_footers, 1999});
	try_all(scratch, &(struct trial){draw_plan, whole_or_absent, 1499});
	try_all(scratch, &(struct trial){draw_summary, whole_or_absent, 4999});
}

/* ---- self-reports ---- */

static ycf_status write_form(struct scratch *scratch, const char *name)
{
	ycf_record *request = NULL;
	ycf_status status = ycf_record_new(scratch->tracker, "request", &request);
	if (status == YCF_OK)
		status = ycf_record_set(request, "setting", "elm");
	if (status == YCF_OK)
		status = ycf_form_write(request, scratch_path(scratch, name));
	ycf_record_free(request);
	return status;
}

static ycf_status write_page(struct scratch *scratch)
{
	return write_form(scratch, "form.html");
}

static ycf_status write_table(struct scratch *scratch)
{
	return write_form(scratch, "form.csv");
}

/* Of what libxlsxwriter takes nothing fails here: it is a library of its own. */
static ycf_status write_book(struct scratch *scratch)
{
	return write_form(scratch, "form.xlsx");
}

static void whole_form(struct scratch *scratch, bool succeeded)
{
	static const char *const names[] = {"form.html", "form.csv", "form.xlsx"};
	size_t there = 0;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		there += unlink(scratch_path(scratch, names[i])) == 0;
	assert_int_equal(there, succeeded);
	assert_int_equal(count_of(scratch->tracker, "request", NULL), 0);
}

static void writing_forms(void **state)
{
	struct scratch *scratch = *state;
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm _x0041_", "kind", "other",
	    "joined", "2026-01-01");
	try_all(scratch, &(struct trial){write_page, whole_form, 401});
	try_all(scratch, &(struct trial){write_table, whole_form, 401});
	try_all(scratch, &(struct trial){write_book, whole_form, 401});
}

/* The form as it was sent, with a day and an answer in it. */
static void fill_in(struct scratch *scratch)
{
	char text[2000], tracker[40], setting[40];
	assert_int_equal(write_table(scratch), YCF_OK);
	char *form = read_bytes(scratch_path(scratch, "form.csv"), NULL);
	assert_int_equal(sscanf(strstr(form, "c-"), "%39s %39s", tracker, setting), 2);
	free(form);
	snprintf(text, sizeof text, "code,answer,commentary,evidence,kept at\n"
	         "form,%s %s harbour:2024,,,\ndate,2026-03-02,,,\nby,Ann Sample,,,\n"
	         "A.1,Growing,well,Rota,Office\n", tracker, setting);
	write_text(scratch, "report.csv", text);
	snprintf(text, sizeof text, "{\"ycf\": \"self-report\", \"version\": 1, \"tracker\": \"%s\", "
	         "\"setting\": \"%s\", \"framework\": \"harbour\", \"edition\": \"2024\", "
	         "\"date\": \"2026-03-02\", \"reporter\": \"Ann Sample\", \"criteria\": [{\"code\": "
	         "\"A.1\", \"level\": \"growing\", \"commentary\": \"well\"}], \"evidence\": "
	         "[{\"standard\": \"A\", \"title\": \"Rota\", \"kept_at\": \"Office\"}]}", tracker,
	         setting);
	write_text(scratch, "report.json", text);
}

/* Tried only, so that each goes the whole way. */
static ycf_status read_back(struct scratch *scratch, const char *name)
{
	ycf_reports *reports = NULL;
	ycf_status status = ycf_reports_new(scratch->tracker, &reports);
	if (status != YCF_OK)
		return status;
	ycf_reports_set_dry_run(reports, true);
	status = ycf_reports_read(reports, (const char *const[]){scratch_path(scratch, name), NULL});
	if (status == YCF_OK && ycf_reports_count(reports, YCF_ADDED) != 1)
		status = YCF_MISUSE;
	ycf_reports_free(reports);
	return status;
}

static ycf_status read_table(struct scratch *scratch)
{
	return read_back(scratch, "report.csv");
}

static ycf_status read_page(struct scratch *scratch)
{
	return read_back(scratch, "report.json");
}

/* Nobody filled it in, and only for that is it refused. */
static ycf_status read_book(struct scratch *scratch)
{
	ycf_reports *reports = NULL;
	ycf_status status = ycf_reports_new(scratch->tracker, &reports);
	if (status != YCF_OK)
		return status;
	status = ycf_reports_read(reports, TERMS(scratch_path(scratch, "form.xlsx")));
	const char *problem = ycf_reports_problem(reports, 0);
	if (status == YCF_OK)
		status = YCF_MISUSE;
	else if (status == YCF_INVALID && problem != NULL &&
	         (strstr(problem, "nobody has filled in") != NULL || strstr(problem, "no memory") != NULL))
		status = YCF_OK;
	ycf_reports_free(reports);
	return status;
}

static void nothing_is_stored(struct scratch *scratch, bool succeeded)
{
	(void)succeeded;
	assert_int_equal(count_of(scratch->tracker, "report", NULL), 0);
	assert_int_equal(count_of(scratch->tracker, "rating", NULL), 0);
	assert_int_equal(count_of(scratch->tracker, "evidence", NULL), 0);
}

static void reading_reports(void **state)
{
	struct scratch *scratch = *state;
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other", "joined",
	    "2026-01-01");
	fill_in(scratch);
	assert_int_equal(write_book(scratch), YCF_OK);
	try_all(scratch, &(struct trial){read_table, nothing_is_stored, 211});
	try_all(scratch, &(struct trial){read_page, nothing_is_stored, 211});
	try_all(scratch, &(struct trial){read_book, nothing_is_stored, 211});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(opening),
		test_small(making),
		test_small(adding),
		test_small(upserting),
		test_small(asking),
		test_small(finding),
		test_small(importing),
		test_small(exporting),
		test_small(assessing),
		test_small(drawing),
		test_small(writing_forms),
		test_small(reading_reports),
	};
	return cmocka_run_group_tests(tests, shorten_sqlite, NULL) != 0;
}
