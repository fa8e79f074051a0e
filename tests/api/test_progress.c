/* How far a setting has come with each standard: the worst of what is required,
   as of a day, by the setting's own word and by the practitioner's. */
#include "scratch.h"

static void joined(ycf_tracker *tracker, const char *reference)
{
	add(tracker, "setting", "reference", reference, "name", reference, "kind", "other");
	ok(tracker, ycf_join(tracker, reference, 20240105));
}

static void assess(ycf_tracker *tracker, const char *setting, const char *source,
                   const char *date, const char *const *ratings)
{
	ycf_record *assessment = make(tracker, "assessment", "setting", setting, "source", source,
	                              "date", date);
	ok(tracker, ycf_assess(assessment, ratings));
	ycf_record_free(assessment);
}

static void check_progress(ycf_tracker *tracker, const char *setting, const char *standard,
                           ycf_date on, const char *field, const char *wanted, int line)
{
	char of_setting[80], of_standard[80];
	snprintf(of_setting, sizeof of_setting, "setting=%s", setting);
	snprintf(of_standard, sizeof of_standard, "code=%s", standard);
	char *found = only(tracker, "progress", TERMS(of_setting, of_standard), field, on);
	check_text(found, wanted, field, __FILE__, line);
	free(found);
}

#define progress(tracker, setting, standard, on, field, wanted) \
	check_progress((tracker), (setting), (standard), (on), (field), (wanted), __LINE__)

static void nothing_is_rated(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	add(tracker, "setting", "reference", "oak", "name", "Oak", "kind", "other");
	assert_int_equal(count_on(tracker, "progress", NULL, 20240301), 3);
	assert_int_equal(count_on(tracker, "progress", NULL, 20240101), 0);
	progress(tracker, "elm", "A", 20240301, "title", "A warm welcome");
	progress(tracker, "elm", "A", 20240301, "self_level", NULL);
	progress(tracker, "elm", "A", 20240301, "self_rag", NULL);
	progress(tracker, "elm", "A", 20240301, "practitioner_level", NULL);
	progress(tracker, "elm", "A", 20240301, "met", "false");
	progress(tracker, "elm", "A", 20240301, "evidence", "0");
}

/* Of standard A the third criterion is not required. */
static void the_worst_that_is_required_counts(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assess(tracker, "elm", "self", "2024-02-01", TERMS("A.1=secure:rota"));
	progress(tracker, "elm", "A", 20240201, "self_level", "Starting out");
	progress(tracker, "elm", "A", 20240201, "self_rag", "red");
	progress(tracker, "elm", "B", 20240201, "self_level", NULL);
	assess(tracker, "elm", "self", "2024-03-01", TERMS("A.2=growing"));
	progress(tracker, "elm", "A", 20240301, "self_level", "Growing");
	progress(tracker, "elm", "A", 20240301, "self_rag", "amber");
	progress(tracker, "elm", "A", 20240301, "met", "false");
	progress(tracker, "elm", "A", 20240229, "self_level", "Starting out");
	assess(tracker, "elm", "self", "2024-04-01", TERMS("A.2=secure:lamp book", "A.3=starting"));
	progress(tracker, "elm", "A", 20240401, "self_level", "Secure");
	progress(tracker, "elm", "A", 20240401, "self_rag", "green");
	progress(tracker, "elm", "A", 20240401, "met", "true");
	progress(tracker, "elm", "A", 20240331, "met", "false");
	assess(tracker, "elm", "self", "2024-05-01", TERMS("B.2=secure:rope"));
	progress(tracker, "elm", "B", 20240501, "self_level", "Starting out");
}

static void what_does_not_apply_is_no_worse(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assess(tracker, "elm", "self", "2024-02-01",
	       TERMS("A.1=secure:rota", "A.2=not_applicable", "B.1=not_applicable",
	             "C.1=growing", "C.2=not_applicable"));
	progress(tracker, "elm", "A", 20240201, "self_level", "Secure");
	progress(tracker, "elm", "B", 20240201, "self_level", "Not applicable");
	progress(tracker, "elm", "B", 20240201, "self_rag", "none");
	progress(tracker, "elm", "B", 20240201, "met", "true");
	progress(tracker, "elm", "C", 20240201, "self_level", "Growing");
}

/* The harbour's award asks for the setting's own word. */
static void both_sides_are_told_and_one_decides(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assess(tracker, "elm", "practitioner", "2024-02-01", TERMS("C=secure:seen"));
	progress(tracker, "elm", "C", 20240201, "practitioner_level", "Secure");
	progress(tracker, "elm", "C", 20240201, "practitioner_rag", "green");
	progress(tracker, "elm", "C", 20240201, "self_level", NULL);
	progress(tracker, "elm", "C", 20240201, "met", "false");
	assess(tracker, "elm", "self", "2024-02-02", TERMS("C=secure:told"));
	progress(tracker, "elm", "C", 20240202, "met", "true");
	assess(tracker, "elm", "panel", "2024-02-03", TERMS("C=starting"));
	progress(tracker, "elm", "C", 20240203, "self_level", "Secure");
	progress(tracker, "elm", "C", 20240203, "met", "true");
}

static void evidence_is_counted_by_standard(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	add(tracker, "evidence", "setting", "elm", "standard", "A", "title", "Rota", "kept_at", "x");
	add(tracker, "evidence", "setting", "elm", "criterion", "A.2", "title", "Lamp book",
	    "kept_at", "x", "dated", "2024-02-01");
	progress(tracker, "elm", "A", 20240131, "evidence", "1");
	progress(tracker, "elm", "A", 20240201, "evidence", "2");
	progress(tracker, "elm", "B", 20240201, "evidence", "0");
}

static int64_t standards_met(ycf_tracker *tracker, const char *setting, ycf_date on)
{
	char term[80];
	snprintf(term, sizeof term, "setting=%s", setting);
	return (int64_t)count_on(tracker, "progress", TERMS(term, "met=true"), on);
}

/* Standing counts what this tells one by one. */
static void it_agrees_with_standing(void **state)
{
	static const char *const levels[] = {"not_met", "partly", "met", "met", "met"};
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	unsigned dice = 7;
	joined(tracker, "elm");
	for (int day = 1; day <= 28; day++) {
		char date[24], rating[40], met[24];
		snprintf(date, sizeof date, "2024-02-%02d", day);
		for (int standard = 1; standard <= 7; standard++) {
			dice = dice * 1103515245u + 12345u;
			snprintf(rating, sizeof rating, "%d=%s", standard, levels[(dice >> 16) % 5]);
			assess(tracker, "elm", day % 2 == 0 ? "self" : "practitioner", date, TERMS(rating));
		}
		snprintf(met, sizeof met, "%d", (int)standards_met(tracker, "elm", 20240200 + day));
		standing(tracker, "elm", 20240200 + day, "standards_met", met);
	}
}

static void by_caseload_and_framework(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small.yaml")));
	add(tracker, "practitioner", "name", "Robin Example");
	add(tracker, "practitioner", "name", "Sam Second");
	joined(tracker, "elm");
	joined(tracker, "oak");
	ycf_record *oak = get(tracker, "setting", "oak");
	ok(tracker, ycf_record_set(oak, "practitioner", "Robin Example"));
	ok(tracker, ycf_save(oak));
	ycf_record_free(oak);
	assert_int_equal(count_on(tracker, "progress", NULL, 20240301), 20);
	assert_int_equal(count_on(tracker, "progress", TERMS("framework=harbour"), 20240301), 6);
	assert_int_equal(count_on(tracker, "progress", TERMS("practitioner=Robin Example",
	                                                     "framework=leeds"), 20240301), 7);
	assert_int_equal(count_on(tracker, "progress", TERMS("practitioner=Sam Second"), 20240301),
	                 0);
	ycf_cursor *cursor = NULL;
	fails(tracker, YCF_NOT_FOUND, ycf_select(tracker, "progress", TERMS("practitioner=Nobody"),
	                                         NULL, 20240301, NULL, &cursor), "Nobody");
}

static void standards_come_in_the_frameworks_order(void **state)
{
	static const char *const order[] = {"1", "2", "3", "4", "5", "6", "7"};
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	ycf_cursor *cursor = ask(tracker, "progress", NULL, NULL, 20240301);
	for (size_t i = 0; i < 7; i++)
		holds(next_row(tracker, cursor), "code", order[i]);
	assert_null(next_row(tracker, cursor));
	ycf_cursor_free(cursor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(nothing_is_rated),
		test_small(the_worst_that_is_required_counts),
		test_small(what_does_not_apply_is_no_worse),
		test_small(both_sides_are_told_and_one_decides),
		test_small(evidence_is_counted_by_standard),
		test_leeds(it_agrees_with_standing),
		test_leeds(by_caseload_and_framework),
		test_leeds(standards_come_in_the_frameworks_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
