/* Self-reports through the library: what is refused and why, and what has no place any more. */
#include "scratch.h"

/* ---- reports as a page saves them ---- */

struct identity {
	char tracker[40], setting[40];
};

/* What the form of a setting says it is: the library's own CSV has it in one cell. */
static struct identity identity_of(struct scratch *scratch, const char *setting)
{
	struct identity identity;
	const char *path = scratch_path(scratch, "form.csv");
	ycf_record *request = make(scratch->tracker, "request", "setting", setting);
	ok(scratch->tracker, ycf_form_write(request, path));
	ycf_record_free(request);
	char *form = read_bytes(path, NULL);
	const char *at = strstr(form, "c-");
	assert_non_null(at);
	assert_int_equal(sscanf(at, "%39s %39s", identity.tracker, identity.setting), 2);
	free(form);
	return identity;
}

/* A report of elm's; `more` is what it says beyond its identity. */
static const char *report(struct scratch *scratch, const char *name, const char *edition,
                          const char *date, const char *more)
{
	char text[4000];
	struct identity is = identity_of(scratch, "elm");
	snprintf(text, sizeof text,
	         "{\"ycf\": \"self-report\", \"version\": 1, \"tracker\": \"%s\", \"setting\": \"%s\", "
	         "\"framework\": \"harbour\", \"edition\": \"%s\", \"date\": \"%s\", "
	         "\"reporter\": \"Ann Sample\"%s}", is.tracker, is.setting, edition, date, more);
	return write_text(scratch, name, text);
}

/* A whole report, as its tracker, setting and framework are given. */
static const char *report_of(struct scratch *scratch, const char *tracker, const char *setting,
                             const char *framework)
{
	char text[1000];
	snprintf(text, sizeof text,
	         "{\"ycf\": \"self-report\", \"version\": 1, \"tracker\": \"%s\", \"setting\": \"%s\", "
	         "\"framework\": \"%s\", \"edition\": \"2024\", \"date\": \"2026-03-02\", "
	         "\"standards\": [{\"code\": \"A\", \"level\": \"growing\"}]}", tracker, setting,
	         framework);
	return write_text(scratch, "one.json", text);
}

static ycf_reports *read_one(struct scratch *scratch, const char *path, ycf_status wanted)
{
	ycf_reports *reports = NULL;
	ok(scratch->tracker, ycf_reports_new(scratch->tracker, &reports));
	ycf_status status = ycf_reports_read(reports, (const char *const[]){path, NULL});
	if (status != wanted)
		fail_msg("%s: %s: %s", ycf_status_name(status), ycf_message(scratch->tracker),
		         ycf_reports_problem(reports, 0));
	return reports;
}

static void says(const char *line, const char *const *words)
{
	assert_non_null(line);
	for (; *words != NULL; words++)
		if (strstr(line, *words) == NULL)
			fail_msg("'%s' is not in: %s", *words, line);
}

/* One refusal with each of the words in it, and nothing stored. */
static void refused(struct scratch *scratch, const char *path, const char *const *words)
{
	ycf_reports *reports = read_one(scratch, path, YCF_INVALID);
	says(ycf_reports_problem(reports, 0), words);
	assert_int_equal(ycf_reports_count(reports, YCF_REJECTED), 1);
	assert_int_equal(ycf_reports_count(reports, YCF_ADDED), 0);
	ycf_reports_free(reports);
	assert_int_equal(count_of(scratch->tracker, "report", NULL), 0);
	assert_int_equal(count_of(scratch->tracker, "rating", NULL), 0);
}

static void taken(struct scratch *scratch, const char *path)
{
	ycf_reports *reports = read_one(scratch, path, YCF_OK);
	assert_int_equal(ycf_reports_count(reports, YCF_ADDED), 1);
	ycf_reports_free(reports);
}

static void add_elm(struct scratch *scratch)
{
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other", "joined",
	    "2026-01-01");
}

/* ---- what is refused ---- */

static void without_a_reason(void **state)
{
	struct scratch *scratch = *state;
	add_elm(scratch);
	refused(scratch, report(scratch, "bare.json", "2024", "2026-03-02",
	                        ", \"standards\": [{\"code\": \"A\", \"level\": \"secure\"}]"),
	        TERMS("bare.json", "standard A, commentary:", "'secure'", "reason"));
	taken(scratch, report(scratch, "told.json", "2024", "2026-03-02",
	                      ", \"standards\": [{\"code\": \"A\", \"level\": \"secure\", "
	                      "\"commentary\": \"The rota hangs there\"}]"));
	assert_int_equal(count_of(scratch->tracker, "rating", NULL), 3);
}

static void of_another(void **state)
{
	struct scratch *scratch = *state;
	add_elm(scratch);
	struct identity is = identity_of(scratch, "elm");
	refused(scratch, report_of(scratch, "c-0000000000001", is.setting, "harbour"),
	        TERMS("one.json", "another tracker"));
	refused(scratch, report_of(scratch, is.tracker, is.setting, "meadow"),
	        TERMS("one.json", "framework", "'meadow'"));
	refused(scratch, report_of(scratch, is.tracker, "s-0000000000001", "harbour"),
	        TERMS("one.json", "setting", "not in this tracker"));
	refused(scratch, write_text(scratch, "draft.json",
	                            "{\"ycf\": \"self-report-draft\", \"version\": 1}"),
	        TERMS("draft.json", "is a draft", "save the report"));
	taken(scratch, report_of(scratch, is.tracker, is.setting, "harbour"));
}

static void problems_are_counted(void **state)
{
	enum { BAD = 130 };
	struct scratch *scratch = *state;
	add_elm(scratch);
	const char *folder = scratch_path(scratch, "many");
	assert_int_equal(mkdir(folder, 0700), 0);
	for (int i = 0; i < BAD; i++) {
		char name[40];
		snprintf(name, sizeof name, "many/%03d.json", i);
		report(scratch, name, "2024", "2026-03-02",
		       ", \"standards\": [{\"code\": \"A\", \"level\": \"brilliant\"}]");
	}
	ycf_reports *reports = read_one(scratch, scratch_path(scratch, "many"), YCF_INVALID);
	size_t told = 0;
	while (ycf_reports_problem(reports, told) != NULL)
		told++;
	assert_int_equal(ycf_reports_count(reports, YCF_REJECTED), BAD);
	assert_int_equal(told, 101);
	says(ycf_reports_problem(reports, 0), TERMS("000.json", "standard A", "level", "brilliant"));
	says(ycf_reports_problem(reports, 100), TERMS("30 more"));
	ycf_reports_free(reports);
}

/* ---- what is taken ---- */

static void an_older_edition(void **state)
{
	struct scratch *scratch = *state;
	add_elm(scratch);
	const char *path = report(scratch, "older.json", "2024", "2026-03-02",
	                          ", \"criteria\": [{\"code\": \"A.1\", \"level\": \"growing\"}, "
	                          "{\"code\": \"A.3\", \"level\": \"growing\"}]");
	ok(scratch->tracker, ycf_framework_load(scratch->tracker,
	                                        source_path("tests/frameworks/small-2.yaml")));
	ycf_reports *reports = read_one(scratch, path, YCF_OK);
	says(ycf_reports_warning(reports, 0), TERMS("older.json", "A.3", "2024", "2026", "left out"));
	assert_null(ycf_reports_warning(reports, 1));
	ycf_reports_free(reports);
	char *criterion = only(scratch->tracker, "answer", TERMS("setting=elm"), "code", 0);
	assert_string_equal(criterion, "A.1");
	free(criterion);
}

static void an_older_report(void **state)
{
	struct scratch *scratch = *state;
	add_elm(scratch);
	taken(scratch, report(scratch, "later.json", "2024", "2026-05-04",
	                      ", \"criteria\": [{\"code\": \"A.1\", \"level\": \"growing\"}]"));
	taken(scratch, report(scratch, "earlier.json", "2024", "2026-04-06",
	                      ", \"criteria\": [{\"code\": \"A.1\", \"level\": \"starting\"}]"));
	char *level = only(scratch->tracker, "answer", TERMS("setting=elm"), "level", 0);
	assert_string_equal(level, "growing");
	free(level);
	level = only(scratch->tracker, "answer", TERMS("setting=elm"), "level", 20260420);
	assert_string_equal(level, "starting");
	free(level);
	assert_int_equal(count_of(scratch->tracker, "report", "date=2026-04-06"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(without_a_reason),
		test_small(of_another),
		test_small(problems_are_counted),
		test_small(an_older_edition),
		test_small(an_older_report),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
