/* The setting's own view of each standard beside its practitioner's; what moved; and what
   the worklist makes of requests, reports and remarks. */
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

static void check_compared(ycf_tracker *tracker, const char *standard, ycf_date on,
                           const char *field, const char *wanted, int line)
{
	char of_standard[80];
	snprintf(of_standard, sizeof of_standard, "code=%s", standard);
	char *found = only(tracker, "comparison", TERMS("setting=elm", of_standard), field, on);
	check_text(found, wanted, field, __FILE__, line);
	free(found);
}

#define compared(tracker, standard, on, field, wanted) \
	check_compared((tracker), (standard), (on), (field), (wanted), __LINE__)

static void nothing_was_said(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assert_int_equal(count_on(tracker, "comparison", NULL, 20240301), 3);
	assert_int_equal(count_on(tracker, "answer", NULL, 20240301), 0);
	compared(tracker, "A", 20240301, "self_level", NULL);
	compared(tracker, "A", 20240301, "differs", "false");
	compared(tracker, "A", 20240301, "moved", NULL);
	compared(tracker, "A", 20240301, "self_commentary", NULL);
}

static void views_move_and_differ(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assess(tracker, "elm", "self", "2024-02-01", TERMS("A=starting", "B=growing"));
	compared(tracker, "A", 20240201, "self_level", "Starting out");
	compared(tracker, "A", 20240201, "self_before", NULL);
	compared(tracker, "A", 20240201, "moved", NULL);
	assess(tracker, "elm", "self", "2024-03-01", TERMS("A=growing:two hosts"));
	compared(tracker, "A", 20240301, "self_before", "Starting out");
	compared(tracker, "A", 20240301, "moved", "up");
	compared(tracker, "A", 20240301, "self_date", "2024-03-01");
	compared(tracker, "A", 20240301, "self_commentary", "two hosts");
	/* B was not touched by the second; before its only assessment there is nothing. */
	compared(tracker, "B", 20240301, "self_date", "2024-02-01");
	compared(tracker, "B", 20240301, "moved", NULL);
	assess(tracker, "elm", "practitioner", "2024-04-01",
	       TERMS("A.1=secure:seen", "A.2=growing:dim", "B=starting"));
	compared(tracker, "A", 20240401, "practitioner_level", "Growing");
	compared(tracker, "A", 20240401, "differs", "false");
	compared(tracker, "A", 20240401, "practitioner_commentary", "A.1: seen\nA.2: dim");
	compared(tracker, "B", 20240401, "differs", "true");
	compared(tracker, "B", 20240401, "practitioner_rag", "red");
	assess(tracker, "elm", "self", "2024-05-01", TERMS("A.2=starting:broken"));
	compared(tracker, "A", 20240501, "moved", "down");
	compared(tracker, "A", 20240501, "self_before", "Growing");
	compared(tracker, "A", 20240501, "self_commentary", "A.1, A.3: two hosts\nA.2: broken");
	compared(tracker, "A", 20240501, "differs", "true");
	/* And as of then, nothing of it was known. */
	compared(tracker, "A", 20240301, "moved", "up");
	assert_int_equal(count_on(tracker, "comparison", TERMS("differs=true"), 20240501), 2);
}

static void the_practitioners_move_counts_where_nothing_is_the_settings(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assess(tracker, "elm", "practitioner", "2024-02-01", TERMS("B=growing"));
	assess(tracker, "elm", "practitioner", "2024-02-01", TERMS("B=growing"));
	compared(tracker, "B", 20240301, "moved", "same");
	compared(tracker, "B", 20240301, "practitioner_before", "Growing");
	assess(tracker, "elm", "panel", "2024-02-02", TERMS("B=secure:seen"));
	compared(tracker, "B", 20240301, "practitioner_level", "Growing");
	assert_int_equal(count_on(tracker, "answer", TERMS("source=panel"), 20240301), 2);
}

static void every_setting_has_its_own(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	joined(tracker, "oak");
	add(tracker, "setting", "reference", "yew", "name", "Yew", "kind", "other");
	assess(tracker, "oak", "self", "2024-02-01", TERMS("A=growing"));
	assert_int_equal(count_on(tracker, "comparison", NULL, 20240301), 6);
	assert_int_equal(count_on(tracker, "comparison", TERMS("self_level=Growing"), 20240301), 1);
	assert_int_equal(count_on(tracker, "answer", TERMS("setting=oak"), 20240301), 3);
	assert_int_equal(count_on(tracker, "answer", TERMS("setting=elm"), 20240301), 0);
}

/* ---- the worklist ---- */

static const char digest[] = "%064d";

static void report(ycf_tracker *tracker, const char *date, const char *const *fields)
{
	static int number;
	char text[80];
	snprintf(text, sizeof text, digest, ++number);
	ycf_record *record = make(tracker, "report", "setting", "elm", "date", date, "form", "csv",
	                          "digest", text);
	for (; fields[0] != NULL; fields += 2)
		ok(tracker, ycf_record_set(record, fields[0], fields[1]));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
}

#define REPORT(tracker, date, ...) \
	report((tracker), (date), (const char *const[]){__VA_ARGS__, NULL, NULL})

static void check_due(ycf_tracker *tracker, const char *kind, ycf_date on, const char *field,
                      const char *wanted, int line)
{
	char of_kind[80];
	snprintf(of_kind, sizeof of_kind, "kind=%s", kind);
	if (wanted == NULL) {
		assert_int_equal(count_on(tracker, "due", TERMS("setting=elm", of_kind), on), 0);
		return;
	}
	char *found = only(tracker, "due", TERMS("setting=elm", of_kind), field, on);
	check_text(found, wanted, field, __FILE__, line);
	free(found);
}

#define due(tracker, kind, on, field, wanted) \
	check_due((tracker), (kind), (on), (field), (wanted), __LINE__)

static void appoint(ycf_tracker *tracker, const char *name, const char *since)
{
	ycf_record *lead = make(tracker, "lead", "setting", "elm", "name", name, "since", since);
	ok(tracker, ycf_appoint(lead));
	ycf_record_free(lead);
}

static void what_was_asked_for_is_due(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	appoint(tracker, "Ann Sample", "2024-01-05");
	due(tracker, "self_report", 20240301, "date", NULL);
	add(tracker, "request", "setting", "elm", "asked", "2024-03-01", "form", "workbook");
	due(tracker, "self_report", 20240229, "date", NULL);
	due(tracker, "self_report", 20240301, "date", "2024-03-29");
	due(tracker, "self_report", 20240301, "who", "Ann Sample");
	due(tracker, "self_report", 20240329, "next_step", "ycf read-report FILE");
	due(tracker, "self_report", 20240330, "next_step", "ycf self-report elm -o self-report.xlsx");
	/* Asked again: one thing is due, by the new day. */
	add(tracker, "request", "setting", "elm", "asked", "2024-04-02", "due", "2024-04-12", "form",
	    "page");
	due(tracker, "self_report", 20240402, "date", "2024-04-12");
	REPORT(tracker, "2024-04-01", "note", "late for the first");
	due(tracker, "self_report", 20240402, "date", "2024-04-12");
	REPORT(tracker, "2024-04-05", "note", "here it is");
	due(tracker, "self_report", 20240404, "date", "2024-04-12");
	due(tracker, "self_report", 20240405, "date", NULL);
}

static void a_new_lead_is_due(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	appoint(tracker, "Ann Sample", "2024-01-05");
	REPORT(tracker, "2024-03-01", "lead_in_post", "no", "proposed_lead", "Cy O'Sample",
	       "proposed_email", "cy@example.org", "reporter", "Ben Sample");
	due(tracker, "lead_proposed", 20240229, "date", NULL);
	due(tracker, "lead_proposed", 20240301, "date", "2024-03-01");
	due(tracker, "lead_proposed", 20240301, "who", "Cy O'Sample, cy@example.org");
	due(tracker, "lead_proposed", 20240301, "next_step",
	    "ycf appoint elm 'Cy O'\\''Sample' --email 'cy@example.org' --on 2024-03-01");
	/* A later report that says nothing of the lead takes nothing back. */
	REPORT(tracker, "2024-03-05", "note", "more evidence");
	due(tracker, "lead_proposed", 20240306, "date", "2024-03-01");
	ok(tracker, ycf_confirm(tracker, "elm", 20240307));
	due(tracker, "lead_proposed", 20240307, "date", NULL);
	REPORT(tracker, "2024-03-08", "lead_in_post", "no", "reporter", "Ben Sample");
	due(tracker, "lead_proposed", 20240308, "next_step", "ycf vacate elm --on 2024-03-08");
	due(tracker, "lead_proposed", 20240308, "who", "Ben Sample");
	/* Somebody was appointed since, even from a day before it. */
	appoint(tracker, "Dee Sample", "2024-03-02");
	due(tracker, "lead_proposed", 20240308, "date", NULL);
}

static void what_is_said_of_an_action_is_due(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	ycf_record *plan = make(tracker, "plan", "setting", "elm", "agreed", "2024-02-01",
	                        "agreed_with", "Ann Sample");
	ok(tracker, ycf_agree_plan(plan));
	ycf_record_free(plan);
	add(tracker, "action", "plan", "elm", "what", "Light the lantern");
	REPORT(tracker, "2024-03-01", "reporter", "Ben Sample");
	add(tracker, "remark", "setting", "elm", "action", "elm/1", "state", "stuck", "note", "no oil");
	due(tracker, "remark", 20240301, "what",
	    "action 1 is stuck, says the setting: Light the lantern (no oil)");
	due(tracker, "remark", 20240301, "next_step", "ycf review-plan elm");
	due(tracker, "remark", 20240301, "who", "Ben Sample");
	REPORT(tracker, "2024-03-02", "reporter", "Ben Sample");
	add(tracker, "remark", "setting", "elm", "action", "elm/1", "state", "done");
	due(tracker, "remark", 20240302, "next_step", "ycf complete elm 1 --on 2024-03-02");
	ok(tracker, ycf_complete(tracker, "elm", 1, 20240302));
	due(tracker, "remark", 20240302, "next_step", NULL);
	add(tracker, "action", "plan", "elm", "what", "Coil the ropes");
	add(tracker, "remark", "setting", "elm", "action", "elm/2", "state", "stuck");
	due(tracker, "remark", 20240302, "date", "2024-03-02");
	ycf_record *review = make(tracker, "review", "setting", "elm", "date", "2024-03-03",
	                          "agreed_with", "Ann Sample");
	ok(tracker, ycf_review_plan(review, NULL));
	ycf_record_free(review);
	due(tracker, "remark", 20240303, "date", NULL);
	due(tracker, "remark", 20240302, "date", "2024-03-02");
}

/* ---- rules, and what depends on what ---- */

static void rules_hold(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	joined(tracker, "oak");
	assess(tracker, "oak", "self", "2024-02-01", TERMS("A=growing"));
	char *token = only(tracker, "assessment", TERMS("setting=oak"), "id", 0);
	assert_non_null(token);
	free(token);
	ycf_record *record = make(tracker, "report", "setting", "elm", "form", "csv", "digest", "d1",
	                          "proposed_email", "cy@example.org");
	fails(tracker, YCF_INVALID, ycf_save(record), "name");
	ok(tracker, ycf_record_set(record, "proposed_lead", "Cy Sample"));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
	record = make(tracker, "report", "setting", "elm", "form", "csv", "digest", "d1");
	fails(tracker, YCF_EXISTS, ycf_save(record), "digest");
	ycf_record_free(record);
	record = make(tracker, "request", "setting", "elm", "form", "csv", "asked", "2024-03-02",
	              "due", "2024-03-01");
	fails(tracker, YCF_INVALID, ycf_save(record), "due");
	ycf_record_free(record);
	ycf_record *plan = make(tracker, "plan", "setting", "oak", "agreed", "2024-02-01",
	                        "agreed_with", "Ann Sample");
	ok(tracker, ycf_agree_plan(plan));
	ycf_record_free(plan);
	add(tracker, "action", "plan", "oak", "what", "Light the lantern");
	record = make(tracker, "remark", "setting", "elm", "action", "oak/1", "state", "done");
	fails(tracker, YCF_INVALID, ycf_save(record), "another setting");
	ycf_record_free(record);
	record = make(tracker, "remark", "setting", "oak", "action", "oak/1", "state", "done");
	fails(tracker, YCF_NOT_FOUND, ycf_save(record), "no report");
	ycf_record_free(record);
}

static void a_report_takes_its_remarks_along(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined(tracker, "elm");
	assess(tracker, "elm", "self", "2024-02-01", TERMS("A=growing"));
	ycf_record *plan = make(tracker, "plan", "setting", "elm", "agreed", "2024-02-01",
	                        "agreed_with", "Ann Sample");
	ok(tracker, ycf_agree_plan(plan));
	ycf_record_free(plan);
	add(tracker, "action", "plan", "elm", "what", "Light the lantern");
	ycf_cursor *cursor = ask(tracker, "assessment", NULL, NULL, 0);
	char token[40];
	snprintf(token, sizeof token, "%s", ycf_record_text(next_row(tracker, cursor), "id"));
	ycf_cursor_free(cursor);
	REPORT(tracker, "2024-03-01", "assessment", token);
	add(tracker, "remark", "setting", "elm", "action", "elm/1", "state", "done");
	ycf_record *record = get(tracker, "assessment", token);
	fails(tracker, YCF_REFUSED, ycf_remove(record), "report");
	ycf_record_free(record);
	record = get(tracker, "action", "elm/1");
	fails(tracker, YCF_REFUSED, ycf_remove(record), "remark");
	ycf_record_free(record);
	assert_int_equal(count_on(tracker, "history", TERMS("setting=elm", "noun=remark"), 0), 1);
	record = get(tracker, "report", "elm");
	ok(tracker, ycf_remove(record));
	ycf_record_free(record);
	assert_int_equal(count_of(tracker, "remark", "state=done"), 0);
	assert_int_equal(count_of(tracker, "assessment", "setting=elm"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(nothing_was_said),
		test_small(views_move_and_differ),
		test_small(the_practitioners_move_counts_where_nothing_is_the_settings),
		test_small(every_setting_has_its_own),
		test_small(what_was_asked_for_is_due),
		test_small(a_new_lead_is_due),
		test_small(what_is_said_of_an_action_is_due),
		test_small(rules_hold),
		test_small(a_report_takes_its_remarks_along),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
