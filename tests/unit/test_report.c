/* Storing a report: all of it or nothing, everything that is wrong at once, and nothing
   touched that is not the setting's to say. */
#include "../api/scratch.h"

#include "domain/report.h"

enum { SCHOOL_DAY = 20240601 };

struct trial {
	struct findings findings;
	ycf_count outcome;
};

static int64_t setting_id(ycf_tracker *tracker)
{
	int64_t id = 0;
	ycf_record *record = get(tracker, "setting", "elm");
	const char *token = ycf_record_text(record, "id");
	assert_true(token_read("s", token, strlen(token), &id));
	ycf_record_free(record);
	return id;
}

static void assess(ycf_tracker *tracker, const char *source, const char *date,
                   const char *const *ratings)
{
	ycf_record *record = make(tracker, "assessment", "setting", "elm", "source", source, "date",
	                          date);
	ok(tracker, ycf_assess(record, ratings));
	ycf_record_free(record);
}

/* A setting with a lead, a plan of two actions, and views of its own and of its practitioner. */
static ycf_tracker *elm(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add(tracker, "setting", "reference", "elm", "name", "Elm Tree", "kind", "other");
	ok(tracker, ycf_join(tracker, "elm", 20240105));
	ycf_record *record = make(tracker, "lead", "setting", "elm", "name", "Ann Sample", "since",
	                          "2024-01-05");
	ok(tracker, ycf_appoint(record));
	ycf_record_free(record);
	record = make(tracker, "plan", "setting", "elm", "agreed", "2024-02-01", "agreed_with",
	              "Ann Sample");
	ok(tracker, ycf_agree_plan(record));
	ycf_record_free(record);
	add(tracker, "action", "plan", "elm", "what", "Light the lantern", "due", "2024-09-01");
	add(tracker, "action", "plan", "elm", "what", "Coil the ropes");
	assess(tracker, "self", "2024-03-01", TERMS("A.1=growing:one host", "A.2=starting"));
	assess(tracker, "practitioner", "2024-04-01", TERMS("A=growing"));
	return tracker;
}

static struct reported blank(ycf_tracker *tracker)
{
	return (struct reported){
		.setting = setting_id(tracker), .mark = "harbour", .edition = "2024",
		.made = 20240515, .date = SCHOOL_DAY, .form = FORM_PAGE, .reporter = "Ben Sample",
	};
}

static void trial_free(struct trial *trial)
{
	arena_free(trial->findings.arena);
}

static struct trial try(ycf_tracker *tracker, const struct reported *reported)
{
	struct trial trial = {.findings = {.arena = arena_new()}};
	struct report_run *run = NULL;
	ok(tracker, report_run_begin(tracker, &reported->setting, 1, false, &run));
	ok(tracker, report_store(run, reported, &trial.findings, &trial.outcome));
	report_run_end(run);
	return trial;
}

static void print_findings(const struct findings *findings)
{
	for (const struct finding *f = findings->first; f != NULL; f = f->next)
		print_error("%s [%s] [%s] %s\n", f->warning ? "warning" : "problem", f->at, f->field,
		            f->text);
}

static void taken(ycf_tracker *tracker, const struct reported *reported, size_t warnings)
{
	struct trial trial = try(tracker, reported);
	if (trial.outcome != YCF_ADDED || trial.findings.warnings != warnings)
		print_findings(&trial.findings);
	assert_int_equal(trial.outcome, YCF_ADDED);
	assert_int_equal(trial.findings.problems, 0);
	assert_int_equal(trial.findings.warnings, warnings);
	trial_free(&trial);
}

/* One finding of that place and field whose text has these words. */
static void told(const struct trial *trial, const char *at, const char *field, const char *words)
{
	for (const struct finding *f = trial->findings.first; f != NULL; f = f->next)
		if (strcmp(f->at, at) == 0 && strcmp(f->field, field) == 0 && strstr(f->text, words))
			return;
	print_findings(&trial->findings);
	fail_msg("nothing is told at '%s' of '%s' with '%s'", at, field, words);
}

static void rated(ycf_tracker *tracker, const char *source, const char *code, const char *field,
                  const char *wanted)
{
	char of_source[40], of_code[40];
	snprintf(of_source, sizeof of_source, "source=%s", source);
	snprintf(of_code, sizeof of_code, "code=%s", code);
	char *found = only(tracker, "answer", TERMS("setting=elm", of_source, of_code), field,
	                   SCHOOL_DAY);
	check_text(found, wanted, field, __FILE__, __LINE__);
	free(found);
}

static void all_of_it_is_stored(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {
		{.code = "A", .unchanged = true},
		{.code = "A.2", .level = "GROWING", .commentary = "a new lamp"},
		{.code = "B", .level = "Secure", .commentary = "surveyed, in May\r\n"},
	};
	struct reported_evidence evidence[] = {
		{"B", "Survey", "shelf 3", 20240501}, {"B.1", " survey", "Shelf 3", 20240501},
	};
	struct reported_remark remarks[] = {{1, REMARK_DONE, "lit"}, {2, REMARK_GOING_ON, NULL}};
	reported.ratings = ratings, reported.rating_count = 3;
	reported.evidence = evidence, reported.evidence_count = 2;
	reported.remarks = remarks, reported.remark_count = 2;
	reported.lead_in_post = YES;
	reported.note = "=SUM(1)";
	taken(tracker, &reported, 0);
	rated(tracker, "self", "A.1", "title", "Growing");
	rated(tracker, "self", "A.1", "commentary", "one host");
	rated(tracker, "self", "A.1", "date", "2024-06-01");
	rated(tracker, "self", "A.2", "commentary", "a new lamp");
	rated(tracker, "self", "B.2", "title", "Secure");
	rated(tracker, "practitioner", "A.2", "date", "2024-04-01");
	assert_int_equal(count_of(tracker, "evidence", "setting=elm"), 1);
	assert_int_equal(count_of(tracker, "remark", "setting=elm"), 2);
	assert_int_equal(count_of(tracker, "action", "done="), 2);
	stored(tracker, "lead", "elm", "confirmed", "2024-06-01");
	stored(tracker, "report", "elm", "reporter", "Ben Sample");
	stored(tracker, "report", "elm", "note", "=SUM(1)");
	stored(tracker, "report", "elm", "assessment", "2024-06-01");
}

/* Whatever form it comes in and in whatever order, and in levels by code or title. */
static void the_same_report_is_known_again(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {
		{.code = "A.1", .level = "growing", .commentary = "two\nlines"},
		{.code = "B.1", .level = "starting"},
	};
	struct reported_rating again[] = {
		{.code = "B.1", .level = " Starting OUT"},
		{.code = "A.1", .level = "Growing", .commentary = " two\r\nlines "},
		{.code = "B.2"},
	};
	reported.ratings = ratings, reported.rating_count = 2;
	taken(tracker, &reported, 0);
	reported.ratings = again, reported.rating_count = 3;
	reported.form = FORM_CSV;
	reported.note = " ";
	struct trial trial = try(tracker, &reported);
	assert_int_equal(trial.outcome, YCF_UNCHANGED);
	trial_free(&trial);
	assert_int_equal(count_of(tracker, "report", "setting=elm"), 1);
	assert_int_equal(count_of(tracker, "assessment", "setting=elm"), 3);
	ratings[1].level = "growing";
	reported.ratings = ratings, reported.rating_count = 2;
	taken(tracker, &reported, 0);
}

static void everything_wrong_is_told_and_nothing_stored(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {
		{.code = "A.1", .level = "splendid"}, {.code = "A.2", .level = "secure"},
		{.code = "A.2", .level = "growing"}, {.code = "Z.9", .level = "growing"},
		{.code = "B", .unchanged = true}, {.code = "A.3", .commentary = "gulls"},
		{.code = "A", .level = "growing"}, {.code = "A", .level = "growing"},
	};
	struct reported_evidence evidence[] = {{"B", "Survey", "", 0}, {"Q", "x", "y", 0}};
	struct reported_remark remarks[] = {
		{9, REMARK_DONE, NULL}, {1, 0, "lit"}, {2, REMARK_STUCK, "\xff"}, {1, REMARK_STUCK, NULL},
		{1, REMARK_DONE, NULL},
	};
	reported.ratings = ratings, reported.rating_count = 8;
	reported.evidence = evidence, reported.evidence_count = 2;
	reported.remarks = remarks, reported.remark_count = 5;
	reported.proposed_email = "cy@example.org";
	struct trial trial = try(tracker, &reported);
	assert_int_equal(trial.outcome, YCF_REJECTED);
	told(&trial, "criterion A.1", "level", "splendid");
	told(&trial, "criterion A.2", "commentary", "needs a reason");
	told(&trial, "'Z.9'", "code", "Z.9");
	told(&trial, "standard B", "level", "nothing was reported before");
	told(&trial, "criterion A.3", "level", "no level");
	told(&trial, "standard A", "", "answered twice");
	told(&trial, "standard B", "kept_at", "where it is kept");
	told(&trial, "'Q'", "code", "Q");
	told(&trial, "action 9", "", "no such action");
	told(&trial, "action 1", "state", "whether it is done");
	told(&trial, "action 2", "note", "UTF-8");
	told(&trial, "", "proposed_lead", "name");
	trial_free(&trial);
	assert_int_equal(count_of(tracker, "report", "setting=elm"), 0);
	assert_int_equal(count_of(tracker, "evidence", "setting=elm"), 0);
	assert_int_equal(count_of(tracker, "assessment", "setting=elm"), 2);
	assert_string_equal(ycf_message(tracker), "");
	stored(tracker, "lead", "elm", "confirmed", "2024-02-01");
}

static void a_bad_day_or_framework_ends_it(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	reported.mark = "forest";
	reported.date = 20990101;
	struct trial trial = try(tracker, &reported);
	assert_int_equal(trial.outcome, YCF_REJECTED);
	told(&trial, "", "date", "yet to come");
	told(&trial, "", "framework", "forest");
	trial_free(&trial);
}

/* Evidence that comes with a level is a reason for it. */
static void evidence_is_a_reason(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {{.code = "B", .level = "secure"}};
	struct reported_evidence evidence[] = {{"B", "Survey", "shelf 3", 20240501}};
	reported.ratings = ratings, reported.rating_count = 1;
	struct trial trial = try(tracker, &reported);
	assert_int_equal(trial.outcome, YCF_REJECTED);
	trial_free(&trial);
	reported.evidence = evidence, reported.evidence_count = 1;
	taken(tracker, &reported, 0);
	/* Another day on what is recorded is told, and changes nothing. */
	evidence[0].dated = 20240520;
	taken(tracker, &reported, 1);
	assert_int_equal(count_of(tracker, "evidence", "dated=2024-05-01"), 1);
}

static void a_lead_is_confirmed_only_who_was_asked_about(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	reported.reporter = "ann sample";
	taken(tracker, &reported, 0);
	stored(tracker, "lead", "elm", "confirmed", "2024-06-01");
	/* She says herself that she has left. */
	reported.date = 20240602;
	reported.lead_in_post = NO;
	reported.proposed_lead = "Cy O'Sample";
	taken(tracker, &reported, 0);
	stored(tracker, "lead", "elm", "confirmed", "2024-06-01");
	stored(tracker, "lead", "elm", "name", "Ann Sample");
	/* The form asked about Ann; Dee was appointed since. */
	ycf_record *record = make(tracker, "lead", "setting", "elm", "name", "Dee Sample", "since",
	                          "2024-06-03");
	ok(tracker, ycf_appoint(record));
	ycf_record_free(record);
	reported.date = 20240604;
	reported.lead_in_post = YES;
	reported.proposed_lead = NULL;
	taken(tracker, &reported, 1);
	stored(tracker, "lead", "elm", "confirmed", "2024-06-03");
}

/* An older report after a newer one is taken as dated. */
static void an_older_report_is_taken_as_dated(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {{.code = "A", .level = "secure", .commentary = "all well"}};
	reported.ratings = ratings, reported.rating_count = 1;
	taken(tracker, &reported, 0);
	ratings[0] = (struct reported_rating){.code = "A", .unchanged = true};
	reported.date = 20240520;
	taken(tracker, &reported, 0);
	rated(tracker, "self", "A.1", "title", "Secure");
	char *found = only(tracker, "answer", TERMS("setting=elm", "source=self", "code=A.1"), "title",
	                   20240520);
	assert_string_equal(found, "Growing");
	free(found);
}

/* What is typed beside "nothing has changed" is not lost. */
static void a_commentary_beside_unchanged_is_kept(void **state)
{
	ycf_tracker *tracker = elm(state);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {
		{.code = "A", .unchanged = true, .commentary = "still so"}
	};
	reported.ratings = ratings, reported.rating_count = 1;
	taken(tracker, &reported, 0);
	rated(tracker, "self", "A.1", "title", "Growing");
	rated(tracker, "self", "A.1", "commentary", "still so");
}

/* A form of an older edition is read by its codes; what has no place is named. */
static void an_older_edition_is_read_by_its_codes(void **state)
{
	ycf_tracker *tracker = elm(state);
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small-2.yaml")));
	ycf_record *record = make(tracker, "assessment", "setting", "elm", "framework",
	                          "harbour:2026", "source", "practitioner", "date", "2024-05-01");
	ok(tracker, ycf_assess(record, TERMS("A.1=growing")));
	ycf_record_free(record);
	/* The open plan is of the older edition, and judges. */
	record = get(tracker, "plan", "elm");
	ok(tracker, ycf_record_set(record, "ended", "2024-05-10"));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
	struct reported reported = blank(tracker);
	struct reported_rating ratings[] = {
		{.code = "A.1", .unchanged = true}, {.code = "A.3", .level = "growing"},
		{.code = "B.2", .level = "growing"}, {.code = "nowhere", .level = "growing"},
	};
	reported.ratings = ratings, reported.rating_count = 4;
	struct trial trial = try(tracker, &reported);
	assert_int_equal(trial.outcome, YCF_REJECTED);
	told(&trial, "'nowhere'", "code", "nowhere");
	assert_int_equal(trial.findings.problems, 1);
	trial_free(&trial);
	reported.rating_count = 3;
	trial = try(tracker, &reported);
	assert_int_equal(trial.outcome, YCF_ADDED);
	assert_int_equal(trial.findings.warnings > 0, true);
	trial_free(&trial);
	rated(tracker, "self", "A.1", "title", "Growing");
	rated(tracker, "self", "A.1", "date", "2024-06-01");
}

/* Many hands in one second, whose counters begin at random. */
static void a_tracker_stays_known_by_its_token(void **state)
{
	struct scratch *scratch = *state;
	struct arena *arena = arena_new();
	const char *first = NULL, *token = NULL;
	ok(scratch->tracker, tracker_token(scratch->tracker, arena, &first));
	for (int i = 0; i < 40; i++) {
		char reference[20];
		ycf_tracker *other = second_handle(scratch);
		snprintf(reference, sizeof reference, "r%d", i);
		add(other, "setting", "reference", reference, "name", "Elm", "kind", "other");
		ok(other, tracker_token(other, arena, &token));
		assert_string_equal(token, first);
		ycf_free(other);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(all_of_it_is_stored),
		test_small(the_same_report_is_known_again),
		test_small(everything_wrong_is_told_and_nothing_stored),
		test_small(a_bad_day_or_framework_ends_it),
		test_small(evidence_is_a_reason),
		test_small(a_lead_is_confirmed_only_who_was_asked_about),
		test_small(an_older_report_is_taken_as_dated),
		test_small(a_commentary_beside_unchanged_is_kept),
		test_small(an_older_edition_is_read_by_its_codes),
		test_small(a_tracker_stays_known_by_its_token),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
