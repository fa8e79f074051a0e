/* Frameworks: what is wrong with a file is said with line and column; a small
   one with rules of its own works from end to end; editions live side by side. */
#include "scratch.h"

/* ---- files with one fault each ---- */

static void check_bad(struct scratch *scratch, const char *path)
{
	char *text = read_bytes(path, NULL), place[40], word[60], wanted[100];
	assert_int_equal(sscanf(text, "# expect: %39s %59s", place, word), 2);
	ycf_tracker *tracker = scratch->tracker;
	snprintf(wanted, sizeof wanted, ":%s:", place);
	for (int call = 0; call < 2; call++) {
		ycf_status status = call == 0 ? ycf_framework_check(tracker, path)
		                              : ycf_framework_load(tracker, path);
		const char *message = ycf_message(tracker);
		if (status != YCF_INVALID || strstr(message, wanted) == NULL ||
		    strstr(message, word) == NULL || strstr(message, strrchr(path, '/') + 1) == NULL ||
		    strchr(message, '\n') != NULL)
			fail_msg("%s wants %s and %s: %s: %s", strrchr(path, '/') + 1, place, word,
			         ycf_status_name(status), message);
	}
	free(text);
}

static void each_fault_is_named_with_its_place(void **state)
{
	struct scratch *scratch = *state;
	size_t count = 0;
	DIR *folder = opendir(source_path("tests/frameworks"));
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		if (strncmp(entry->d_name, "bad-", 4) == 0) {
			char name[400];
			snprintf(name, sizeof name, "tests/frameworks/%s", entry->d_name);
			check_bad(scratch, source_path(name));
			count++;
		}
	closedir(folder);
	assert_true(count >= 14);
	assert_int_equal(count_of(scratch->tracker, "framework", NULL), 1);
}

static void every_framework_that_comes_with_ycf_is_good(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	ok(tracker, ycf_framework_check(tracker, "leeds"));
	ok(tracker, ycf_framework_check(tracker, "no-wrong-doors-maturity"));
	ok(tracker, ycf_framework_load(tracker, "no-wrong-doors-maturity"));
	fails(tracker, YCF_EXISTS, ycf_framework_load(tracker, "leeds"), "2024", "leeds");
	fails(tracker, YCF_UNREADABLE, ycf_framework_check(tracker, "nosuch"), "nosuch");
	assert_int_equal(count_of(tracker, "framework", NULL), 2);
}

static void hostile_files(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	static const char *const texts[] = {
		"", "\n", "---\n...\n", "just words", "- a\n- b\n", "{", "framework: [", "a: b: c",
		"framework: x\n---\nframework: y\n", "\xFF\xFE", "framework: \"\\xZZ\"", "? [a]\n: b\n",
		"!!python/object:os.system x", "framework: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}",
		"\t\tframework: x", "framework: \x01\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *path = write_text(scratch, "hostile.yaml", texts[i]);
		fails(tracker, YCF_INVALID, ycf_framework_check(tracker, path), "hostile.yaml");
	}
	char *deep = malloc(200001);
	assert_non_null(deep);
	memset(deep, '[', 200000);
	deep[200000] = '\0';
	const char *path = write_text(scratch, "deep.yaml", deep);
	fails(tracker, YCF_INVALID, ycf_framework_check(tracker, path), "deep.yaml");
	free(deep);
	fails(tracker, YCF_UNREADABLE, ycf_framework_check(tracker, scratch_path(scratch, "x.yaml")),
	      "x.yaml");
}

/* ---- a small framework from end to end ---- */

static void do_verb(ycf_tracker *tracker, ycf_record *record, ycf_status status)
{
	ok(tracker, status);
	ycf_record_free(record);
}

static void begin_harbour(ycf_tracker *tracker, const char *reference)
{
	add(tracker, "setting", "reference", reference, "name", "North Quay", "kind", "voluntary",
	    "joined", "2024-01-10");
	ycf_record *record = make(tracker, "lead", "setting", reference, "name", "Ivy Harbour",
	                          "since", "2024-01-15");
	do_verb(tracker, record, ycf_appoint(record));
	record = make(tracker, "plan", "setting", reference, "agreed", "2024-01-31", "agreed_with",
	              "Ivy Harbour");
	do_verb(tracker, record, ycf_agree_plan(record));
}

static void assess_harbour(ycf_tracker *tracker, const char *reference, const char *date)
{
	ycf_record *record = make(tracker, "assessment", "setting", reference, "source", "self",
	                          "date", date);
	do_verb(tracker, record, ycf_assess(record, TERMS("A.1=secure:rota", "A.2=secure:lamp book",
	        "A.3=starting", "B.1=secure:walked along it", "C=not_applicable")));
}

static void prove_harbour(ycf_tracker *tracker, const char *reference)
{
	add(tracker, "evidence", "setting", reference, "standard", "A", "title", "Rota", "kept_at",
	    "office", "dated", "2024-02-01");
	add(tracker, "evidence", "setting", reference, "criterion", "B.1", "title", "Photograph",
	    "kept_at", "office", "dated", "2024-02-01", "expires", "2024-09-15");
	add(tracker, "evidence", "setting", reference, "standard", "C", "title", "Chart", "kept_at",
	    "office");
}

static void not_ready(ycf_tracker *tracker, const char *reference, const char *date,
                      const char *word)
{
	ycf_record *award = make(tracker, "award", "setting", reference, "date", date);
	fails(tracker, YCF_REFUSED, ycf_award(award), word, "North Quay");
	ycf_record_free(award);
}

static char *award_harbour(ycf_tracker *tracker, const char *reference, const char *date)
{
	ycf_record *award = make(tracker, "award", "setting", reference, "date", date);
	ok(tracker, ycf_award(award));
	char *code = strdup(ycf_record_text(award, "code"));
	ycf_record_free(award);
	return code;
}

static void review_harbour(ycf_tracker *tracker, const char *reference, const char *date)
{
	ycf_record *record = make(tracker, "review", "setting", reference, "date", date,
	                          "agreed_with", "Ivy Harbour");
	do_verb(tracker, record, ycf_review_plan(record, NULL));
}

static void earn_harbour(ycf_tracker *tracker, const char *reference)
{
	begin_harbour(tracker, reference);
	not_ready(tracker, reference, "2024-02-10", "0 of 3 standards");
	not_ready(tracker, reference, "2024-02-10", "never assessed by self");
	assess_harbour(tracker, reference, "2024-02-05");
	not_ready(tracker, reference, "2024-02-10", "0 of 3 standards");
	prove_harbour(tracker, reference);
	not_ready(tracker, reference, "2024-02-04", "0 of 3 standards");
}

static void a_mark_of_another_shape(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	earn_harbour(tracker, "quay");
	char *code = award_harbour(tracker, "quay", "2024-02-10");
	assert_memory_equal(code, "TST-", 4);
	stored(tracker, "award", code, "mark_title", "Harbour friendly");
	stored(tracker, "award", code, "expires", "2027-02-10");
	standing(tracker, "quay", 20240210, "stage", "accredited");
	standing(tracker, "quay", 20240210, "standards_total", "3");
	/* Four months from 31 January, thirty days of grace, sixty to the lapse. */
	standing(tracker, "quay", 20240210, "next_review", "2024-05-31");
	standing(tracker, "quay", 20240630, "stage", "accredited");
	standing(tracker, "quay", 20240701, "stage", "at_risk");
	standing(tracker, "quay", 20240730, "stage", "at_risk");
	standing(tracker, "quay", 20240731, "stage", "lapsed");
	standing(tracker, "quay", 20240731, "holds", "false");
	review_harbour(tracker, "quay", "2024-07-30");
	standing(tracker, "quay", 20240731, "stage", "accredited");
	standing(tracker, "quay", 20240731, "next_review", "2024-11-30");
	/* The photograph runs out on 15 September. */
	standing(tracker, "quay", 20240915, "stage", "accredited");
	standing(tracker, "quay", 20240916, "stage", "at_risk");
	char *why = only(tracker, "standing", TERMS("setting=quay"), "reasons", 20240916);
	assert_non_null(strstr(why, "Photograph"));
	free(why);
	assert_int_equal(count_on(tracker, "due", TERMS("setting=quay", "kind=evidence"), 20240901), 1);
	ok(tracker, draw(tracker, "certificate", code, scratch_path(scratch, "c.pdf")));
	free(code);
}

static void three_calls_without_an_answer(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	static const char *const days[] = {"2024-03-01", "2024-03-08", "2024-03-15"};
	earn_harbour(tracker, "quay");
	free(award_harbour(tracker, "quay", "2024-02-10"));
	for (size_t i = 0; i < 3; i++) {
		ycf_record *record = make(tracker, "contact", "setting", "quay", "date", days[i], "kind",
		                          "no_answer");
		do_verb(tracker, record, ycf_log(record));
	}
	standing(tracker, "quay", 20240314, "stage", "accredited");
	standing(tracker, "quay", 20240315, "stage", "at_risk");
	ycf_record *record = make(tracker, "contact", "setting", "quay", "date", "2024-03-20", "kind",
	                          "email");
	do_verb(tracker, record, ycf_log(record));
	standing(tracker, "quay", 20240319, "stage", "at_risk");
	standing(tracker, "quay", 20240320, "stage", "accredited");
}

static void a_term_ends(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add(tracker, "setting", "reference", "quay", "name", "North Quay", "kind", "other", "joined",
	    "2021-01-10");
	ycf_record *record = make(tracker, "lead", "setting", "quay", "name", "Ivy Harbour", "since",
	                          "2021-01-15");
	do_verb(tracker, record, ycf_appoint(record));
	record = make(tracker, "award", "setting", "quay", "date", "2021-02-28", "recorded_from",
	              "a letter");
	do_verb(tracker, record, ycf_award(record));
	record = make(tracker, "plan", "setting", "quay", "agreed", "2024-02-01", "agreed_with", "X");
	do_verb(tracker, record, ycf_agree_plan(record));
	stored(tracker, "award", "quay", "expires", "2024-02-28");
	standing(tracker, "quay", 20240228, "stage", "accredited");
	standing(tracker, "quay", 20240229, "stage", "at_risk");
	standing(tracker, "quay", 20240329, "stage", "at_risk");
	standing(tracker, "quay", 20240330, "stage", "lapsed");
	char *why = only(tracker, "standing", TERMS("setting=quay"), "reasons", 20240330);
	assert_non_null(strstr(why, "2024-02-28"));
	free(why);
	assert_int_equal(count_on(tracker, "due", TERMS("kind=term", "within=30"), 20240201), 1);
	/* A new decision holds again. */
	record = make(tracker, "award", "setting", "quay", "date", "2024-04-10", "recorded_from",
	              "another letter");
	do_verb(tracker, record, ycf_award(record));
	standing(tracker, "quay", 20240410, "holds", "true");
}

static void a_lapse_is_final(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	earn_harbour(tracker, "quay");
	free(award_harbour(tracker, "quay", "2024-02-10"));
	review_harbour(tracker, "quay", "2024-07-31");
	standing(tracker, "quay", 20240730, "stage", "at_risk");
	standing(tracker, "quay", 20240731, "stage", "lapsed");
	standing(tracker, "quay", 20240801, "stage", "lapsed");
	standing(tracker, "quay", 20260101, "stage", "lapsed");
	free(award_harbour(tracker, "quay", "2024-08-02"));
	standing(tracker, "quay", 20240801, "stage", "lapsed");
	standing(tracker, "quay", 20240802, "stage", "accredited");
}

/* ---- editions and marks side by side ---- */

static void an_award_keeps_its_editions_rules(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	earn_harbour(tracker, "quay");
	char *old = award_harbour(tracker, "quay", "2024-02-10");
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small-2.yaml")));
	fails(tracker, YCF_EXISTS, ycf_framework_load(tracker,
	      source_path("tests/frameworks/small-2.yaml")), "2026", "harbour");
	assert_int_equal(count_of(tracker, "framework", NULL), 2);
	stored(tracker, "framework", "harbour", "edition", "2026");
	stored(tracker, "framework", "harbour:2024", "term_months", "36");
	/* The award of 2024 is judged as before; there is one standing a mark. */
	standing(tracker, "quay", 20240630, "stage", "accredited");
	standing(tracker, "quay", 20240210, "standards_met", "3");
	stored(tracker, "award", old, "expires", "2027-02-10");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "criterion", "A.3", &(ycf_record *){NULL}),
	      "A.3");
	/* Another is assessed under the new edition, which has no A.3 and wants C.3. */
	add(tracker, "setting", "reference", "pier", "name", "South Pier", "kind", "other", "joined",
	    "2026-01-10");
	ycf_record *record = make(tracker, "assessment", "setting", "pier", "source", "self", "date",
	                          "2026-02-01");
	fails(tracker, YCF_INVALID, ycf_assess(record, TERMS("A.3=growing")), "A.3", "C.3");
	ycf_record_free(record);
	record = make(tracker, "assessment", "setting", "pier", "source", "self", "date",
	              "2026-02-01", "framework", "harbour:2024");
	do_verb(tracker, record, ycf_assess(record, TERMS("A.3=growing")));
	record = make(tracker, "award", "setting", "pier", "date", "2026-03-01", "recorded_from",
	              "a letter");
	ok(tracker, ycf_award(record));
	assert_string_equal(ycf_record_text(record, "expires"), "2028-03-01");
	ycf_record_free(record);
	free(old);
}

static void several_marks_in_one_tracker(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	bool ready;
	ycf_cursor *cursor = NULL;
	ok(tracker, ycf_framework_load(tracker, "leeds"));
	add(tracker, "setting", "reference", "quay", "name", "North Quay", "kind", "other", "joined",
	    "2024-01-01");
	fails(tracker, YCF_AMBIGUOUS, ycf_ready(tracker, "quay", NULL, 20240201, &ready, &cursor),
	      "harbour", "leeds", "--framework");
	ycf_record *record = make(tracker, "award", "setting", "quay", "date", "2024-02-01",
	                          "recorded_from", "x");
	fails(tracker, YCF_AMBIGUOUS, ycf_award(record), "harbour", "leeds");
	ok(tracker, ycf_record_set(record, "framework", "leeds"));
	ok(tracker, ycf_award(record));
	assert_memory_equal(ycf_record_text(record, "code"), "LDS-", 4);
	ycf_record_free(record);
	assert_int_equal(count_on(tracker, "standing", TERMS("setting=quay"), 20240301), 2);
	assert_int_equal(count_on(tracker, "standing", TERMS("setting=quay", "holds=true"),
	                          20240301), 1);
	assert_int_equal(count_on(tracker, "standing", TERMS("framework=harbour", "stage=registered"),
	                          20240301), 1);
	record = make(tracker, "award", "setting", "quay", "date", "2024-03-01", "recorded_from", "x",
	              "framework", "harbour");
	do_verb(tracker, record, ycf_award(record));
	assert_int_equal(count_on(tracker, "standing", TERMS("setting=quay", "holds=true"),
	                          20240301), 2);
	ok(tracker, ycf_withdraw(tracker, "quay", "leeds", 20240401, NULL));
	assert_int_equal(count_on(tracker, "standing", TERMS("setting=quay", "holds=true"),
	                          20240401), 1);
	/* Both end with the setting. */
	ok(tracker, ycf_depart(tracker, "quay", 20240501, NULL, false));
	assert_int_equal(count_of(tracker, "award", "ended="), 0);
}

/* Both the setting and a practitioner must find each standard met: still one
   standing for each setting and mark. */
static void standards_met_by_two_sources(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	write_text(scratch, "two.yaml",
	           "framework: two\nedition: \"1\"\ntitle: Two\nprefix: TWO\nreview_months: 6\n"
	           "levels:\n  - {code: \"no\", title: No, rag: red, counts_as_met: false}\n"
	           "  - {code: \"yes\", title: Yes, rag: green, counts_as_met: true}\n"
	           "standards:\n  - code: \"1\"\n    title: Only\n    criteria:\n"
	           "      - {code: \"1.1\", text: Done}\n"
	           "rules:\n  award_needs:\n    - standards_met: {by: self}\n"
	           "    - standards_met: {by: practitioner}\n  at_risk_when_not:\n"
	           "    - standards_met: {by: panel}\n");
	ok(tracker, ycf_create(tracker, scratch->path, scratch_path(scratch, "two.yaml"), 0));
	add(tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other", "joined",
	    "2024-01-01");
	ycf_record *record = make(tracker, "assessment", "setting", "elm", "source", "self", "date",
	                          "2024-02-01");
	do_verb(tracker, record, ycf_assess(record, TERMS("1.1=yes")));
	assert_int_equal(count_on(tracker, "standing", NULL, 20240301), 1);
	record = make(tracker, "award", "setting", "elm", "date", "2024-03-01");
	fails(tracker, YCF_REFUSED, ycf_award(record), "0 of 1");
	ycf_record_free(record);
	record = make(tracker, "assessment", "setting", "elm", "source", "practitioner", "date",
	              "2024-03-01");
	do_verb(tracker, record, ycf_assess(record, TERMS("1.1=yes")));
	free(award_harbour(tracker, "elm", "2024-03-01"));
	assert_int_equal(count_on(tracker, "standing", NULL, 20240301), 1);
	standing(tracker, "elm", 20240301, "stage", "at_risk");
	record = make(tracker, "assessment", "setting", "elm", "source", "panel", "date",
	              "2024-03-02");
	do_verb(tracker, record, ycf_assess(record, TERMS("1.1=yes")));
	standing(tracker, "elm", 20240302, "stage", "accredited");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(each_fault_is_named_with_its_place),
		test_leeds(every_framework_that_comes_with_ycf_is_good),
		test_leeds(hostile_files),
		test_small(a_mark_of_another_shape),
		test_small(three_calls_without_an_answer),
		test_small(a_term_ends),
		test_small(a_lapse_is_final),
		test_small(an_award_keeps_its_editions_rules),
		test_small(several_marks_in_one_tracker),
		test_bare(standards_met_by_two_sources),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
