/* What practitioners do, verb by verb: what each changes, and what each refuses. */
#include "scratch.h"

static void add_setting(ycf_tracker *tracker, const char *reference, const char *name)
{
	add(tracker, "setting", "reference", reference, "name", name, "kind", "primary");
}

static void joined_setting(ycf_tracker *tracker, const char *reference, ycf_date on)
{
	char name[80];
	snprintf(name, sizeof name, "%s School", reference);
	add_setting(tracker, reference, name);
	ok(tracker, ycf_join(tracker, reference, on));
}

static void call_and_free(ycf_tracker *tracker, ycf_record *record, ycf_status status,
                          const char *call, int line)
{
	check_ok(tracker, status, call, __FILE__, line);
	ycf_record_free(record);
}

#define verb(tracker, call, noun, ...) do { \
	ycf_record *verb_ = make((tracker), (noun), __VA_ARGS__); \
	call_and_free((tracker), verb_, call(verb_), #call, __LINE__); \
} while (0)

#define verb_with(tracker, call, steps, noun, ...) do { \
	ycf_record *verb_ = make((tracker), (noun), __VA_ARGS__); \
	call_and_free((tracker), verb_, call(verb_, steps), #call, __LINE__); \
} while (0)

#define verb_fails(tracker, status, words, call, noun, ...) do { \
	ycf_record *verb_ = make((tracker), (noun), __VA_ARGS__); \
	check_fails((tracker), (status), call(verb_), #call, words, __FILE__, __LINE__); \
	assert_true(ycf_record_is_null(verb_, "id")); \
	ycf_record_free(verb_); \
} while (0)

#define verb_with_fails(tracker, status, words, call, steps, noun, ...) do { \
	ycf_record *verb_ = make((tracker), (noun), __VA_ARGS__); \
	check_fails((tracker), (status), call(verb_, steps), #call, words, __FILE__, __LINE__); \
	assert_true(ycf_record_is_null(verb_, "id")); \
	ycf_record_free(verb_); \
} while (0)

static void appoint(ycf_tracker *tracker, const char *setting, const char *name,
                    const char *since)
{
	verb(tracker, ycf_appoint, "lead", "setting", setting, "name", name, "since", since);
}

/* Everything that the Leeds award asks for, by the first of July 2026. */
static void make_ready(ycf_tracker *tracker, const char *setting)
{
	appoint(tracker, setting, "Alex Testwell", "2026-01-12");
	verb(tracker, ycf_agree_plan, "plan", "setting", setting, "agreed", "2026-02-02",
	     "agreed_with", "Alex Testwell");
	verb_with(tracker, ycf_assess, TERMS("1=met", "2=met", "3=met", "4=met", "5=met", "6=met",
	                                     "7=met"), "assessment", "setting", setting, "source",
	          "practitioner", "date", "2026-06-10");
}

static char *give_award(ycf_tracker *tracker, const char *setting, const char *date)
{
	ycf_record *award = make(tracker, "award", "setting", setting, "date", date);
	ok(tracker, ycf_award(award));
	char *code = strdup(ycf_record_text(award, "code"));
	ycf_record_free(award);
	return code;
}

/* ---- leads ---- */

static void appointing_ends_the_predecessor(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	appoint(tracker, "elm", "Ann First", "2025-02-01");
	ycf_record *first = get(tracker, "lead", "elm");
	holds(first, "role", "designated_lead");
	holds(first, "until", NULL);
	appoint(tracker, "elm", "Bo Second", "2025-09-01");
	stored(tracker, "lead", ycf_record_text(first, "id"), "until", "2025-08-31");
	stored(tracker, "lead", "elm", "name", "Bo Second");
	standing(tracker, "elm", 20250831, "lead", "Ann First");
	standing(tracker, "elm", 20250901, "lead", "Bo Second");
	ycf_record_free(first);
	/* A deputy leaves the lead alone. */
	verb(tracker, ycf_appoint, "lead", "setting", "elm", "name", "Di Deputy", "role", "deputy",
	     "since", "2025-10-01");
	stored(tracker, "lead", "Bo Second", "until", NULL);
	standing(tracker, "elm", 20251001, "lead", "Bo Second");
	verb_fails(tracker, YCF_REFUSED, TERMS("Bo Second"), ycf_appoint, "lead", "setting", "elm",
	           "name", "Cy Early", "since", "2025-08-01");
	stored(tracker, "lead", "elm", "name", "Bo Second");
	verb_fails(tracker, YCF_NOT_FOUND, TERMS("oak"), ycf_appoint, "lead", "setting", "oak",
	           "name", "Cy Lost");
	verb_fails(tracker, YCF_INVALID, TERMS("name"), ycf_appoint, "lead", "setting", "elm",
	           "since", "2026-01-01");
	assert_int_equal(count_of(tracker, "lead", NULL), 3);
	stored(tracker, "lead", "elm", "until", NULL);
}

static void appointing_today(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	char today[11];
	joined_setting(tracker, "elm", 20250101);
	verb(tracker, ycf_appoint, "lead", "setting", "elm", "name", "Ann First");
	ycf_date_write(ycf_date_today(), today);
	stored(tracker, "lead", "elm", "since", today);
	standing(tracker, "elm", 0, "lead", "Ann First");
}

static void a_lead_is_confirmed_by_whoever_names_them(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	appoint(tracker, "elm", "Zo\xC3\xAB Testwell", "2025-02-01");
	ok(tracker, ycf_confirm(tracker, "elm", 20250301));
	stored(tracker, "lead", "elm", "confirmed", "2025-03-01");
	verb(tracker, ycf_log, "contact", "setting", "elm", "kind", "call", "date", "2025-04-01",
	     "with_whom", "zo\xC3\xAB testwell");
	stored(tracker, "lead", "elm", "confirmed", "2025-04-01");
	verb(tracker, ycf_log, "contact", "setting", "elm", "kind", "call", "date", "2025-05-01",
	     "with_whom", "The office");
	verb(tracker, ycf_log, "contact", "setting", "elm", "kind", "no_answer", "date",
	     "2025-05-02", "with_whom", "Zo\xC3\xAB Testwell");
	stored(tracker, "lead", "elm", "confirmed", "2025-04-01");
	verb(tracker, ycf_agree_plan, "plan", "setting", "elm", "agreed", "2025-06-01",
	     "agreed_with", "Zo\xC3\xAB Testwell");
	stored(tracker, "lead", "elm", "confirmed", "2025-06-01");
	verb_with(tracker, ycf_review_plan, NULL, "review", "setting", "elm", "date", "2025-07-01",
	          "agreed_with", "Zo\xC3\xAB Testwell");
	stored(tracker, "lead", "elm", "confirmed", "2025-07-01");
	verb_with(tracker, ycf_assess, TERMS("1=met"), "assessment", "setting", "elm", "source",
	          "self", "date", "2025-08-01", "assessor", "Zo\xC3\xAB Testwell");
	stored(tracker, "lead", "elm", "confirmed", "2025-08-01");
	/* An earlier day does not take a later one back. */
	ok(tracker, ycf_confirm(tracker, "elm", 20250515));
	stored(tracker, "lead", "elm", "confirmed", "2025-08-01");
	standing(tracker, "elm", 20250801, "lead_confirmed", "2025-08-01");
}

static void a_lead_leaves(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	fails(tracker, YCF_NOT_FOUND, ycf_vacate(tracker, "elm", 20250601, NULL), "elm School",
	      "2025-06-01");
	fails(tracker, YCF_NOT_FOUND, ycf_confirm(tracker, "elm", 20250601), "ycf appoint");
	appoint(tracker, "elm", "Ann First", "2025-02-01");
	ok(tracker, ycf_vacate(tracker, "elm", 20250630, "Moved to another school"));
	ycf_record *lead = get(tracker, "setting", "elm");
	ycf_record_free(lead);
	standing(tracker, "elm", 20250630, "lead", "Ann First");
	standing(tracker, "elm", 20250701, "lead", NULL);
	char *date = only(tracker, "due", TERMS("setting=elm", "kind=lead_vacant"), "date", 20250801);
	check_text(date, "2025-07-01", "date", __FILE__, __LINE__);
	free(date);
	char *why = only(tracker, "lead", TERMS("setting=elm"), "why_ended", 0);
	check_text(why, "Moved to another school", "why_ended", __FILE__, __LINE__);
	free(why);
	/* The post is filled again after a gap. */
	appoint(tracker, "elm", "Bo Second", "2025-09-01");
	standing(tracker, "elm", 20250831, "lead", NULL);
	assert_int_equal(count_on(tracker, "due", TERMS("kind=lead_vacant"), 20250901), 0);
}

/* ---- assessing ---- */

static void assessing_by_criterion_and_standard(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	verb_with(tracker, ycf_assess, TERMS("1=met:Seen on the visit", "2.1=partly", "2.2=MET"),
	          "assessment", "setting", "elm", "source", "practitioner", "date", "2025-03-01");
	standing(tracker, "elm", 20250228, "standards_met", "0");
	standing(tracker, "elm", 20250228, "stage", "registered");
	standing(tracker, "elm", 20250301, "standards_met", "1");
	standing(tracker, "elm", 20250301, "standards_total", "7");
	standing(tracker, "elm", 20250301, "stage", "working_towards");
	/* The setting's own view does not count for the Leeds award. */
	verb_with(tracker, ycf_assess, TERMS("2=met", "3=met"), "assessment", "setting", "elm",
	          "source", "self", "date", "2025-04-01");
	standing(tracker, "elm", 20250401, "standards_met", "1");
	/* The latest rating of a criterion counts, and only until then the one before. */
	verb_with(tracker, ycf_assess, TERMS("1.2=not_met"), "assessment", "setting", "elm",
	          "source", "practitioner", "date", "2025-05-01");
	standing(tracker, "elm", 20250430, "standards_met", "1");
	standing(tracker, "elm", 20250501, "standards_met", "0");
}

static void what_cannot_be_assessed(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	verb_with_fails(tracker, YCF_INVALID, TERMS("9.9", "1.1", "7.6"), ycf_assess,
	                TERMS("1.1=met", "9.9=met"), "assessment", "setting", "elm", "source", "self");
	verb_with_fails(tracker, YCF_INVALID, TERMS("excellent", "not_met", "partly", "met"),
	                ycf_assess, TERMS("1.1=excellent"), "assessment", "setting", "elm",
	                "source", "self");
	verb_with_fails(tracker, YCF_INVALID, TERMS("1.1"), ycf_assess, TERMS("1.1"), "assessment",
	                "setting", "elm", "source", "self");
	verb_with_fails(tracker, YCF_INVALID, TERMS("rating"), ycf_assess, NULL, "assessment",
	                "setting", "elm", "source", "self");
	verb_with_fails(tracker, YCF_INVALID, TERMS("1.1", "twice"), ycf_assess,
	                TERMS("1.1=met", "1=met"), "assessment", "setting", "elm", "source", "self");
	verb_with_fails(tracker, YCF_INVALID, TERMS("source"), ycf_assess, TERMS("1.1=met"),
	                "assessment", "setting", "elm");
	assert_int_equal(count_of(tracker, "assessment", NULL), 0);
	assert_int_equal(count_of(tracker, "rating", NULL), 0);
}

static void a_level_that_needs_a_reason(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	verb_with_fails(tracker, YCF_REFUSED, TERMS("A.1", "secure"), ycf_assess, TERMS("A.1=secure"),
	                "assessment", "setting", "elm", "source", "self");
	assert_int_equal(count_of(tracker, "assessment", NULL), 0);
	verb_with(tracker, ycf_assess, TERMS("A.1=secure:The rota was seen", "A.2=growing"),
	          "assessment", "setting", "elm", "source", "self", "date", "2025-02-01");
	add(tracker, "evidence", "setting", "elm", "standard", "B", "title", "Survey", "kept_at",
	    "shared drive");
	verb_with(tracker, ycf_assess, TERMS("B=secure"), "assessment", "setting", "elm", "source",
	          "self", "date", "2025-03-01");
	verb_with_fails(tracker, YCF_REFUSED, TERMS("C.1"), ycf_assess, TERMS("C=secure"),
	                "assessment", "setting", "elm", "source", "self");
	verb_with(tracker, ycf_assess, TERMS("C=not_applicable"), "assessment", "setting", "elm",
	          "source", "self", "date", "2025-03-02");
	standing(tracker, "elm", 20250401, "standards_met", "2");
}

static void assessing_from_a_file(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined_setting(tracker, "elm", 20250101);
	const char *path = write_text(scratch, "ratings.csv",
	                              "Self-report,,\nCriterion,Level,Commentary\n"
	                              "1,met,\"On the wall, and \"\"online\"\"\"\n"
	                              "2.1,Partly met,\n3.1,,\n");
	ycf_record *record = make(tracker, "assessment", "setting", "elm", "source", "practitioner",
	                          "date", "2025-03-01");
	ok(tracker, ycf_assess_file(record, path));
	assert_int_equal(count_of(tracker, "rating", "commentary=On the wall, and \"online\""), 7);
	assert_int_equal(count_of(tracker, "rating", NULL), 8);
	ycf_record_free(record);
	path = write_text(scratch, "bad.csv", "criterion,level\n1.1,met\n1.2,superb\n");
	record = make(tracker, "assessment", "setting", "elm", "source", "self");
	fails(tracker, YCF_INVALID, ycf_assess_file(record, path), "bad.csv", "row 3", "superb",
	      "partly");
	assert_int_equal(ycf_message_row(tracker), 3);
	ycf_record_free(record);
	assert_int_equal(count_of(tracker, "assessment", NULL), 1);
}

/* ---- plans ---- */

static void agreeing_ends_the_open_plan(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20250101);
	verb_fails(tracker, YCF_INVALID, TERMS("agreed_with"), ycf_agree_plan, "plan", "setting",
	           "elm", "agreed", "2025-02-01");
	verb(tracker, ycf_agree_plan, "plan", "setting", "elm", "agreed", "2025-02-01",
	     "agreed_with", "The head");
	ycf_record *first = get(tracker, "plan", "elm");
	verb(tracker, ycf_agree_plan, "plan", "setting", "elm", "agreed", "2025-08-31",
	     "agreed_with", "The head");
	stored(tracker, "plan", ycf_record_text(first, "id"), "ended", "2025-08-31");
	stored(tracker, "plan", "elm", "agreed", "2025-08-31");
	standing(tracker, "elm", 20250830, "plan_agreed", "2025-02-01");
	standing(tracker, "elm", 20250830, "next_review", "2025-08-01");
	standing(tracker, "elm", 20250831, "plan_agreed", "2025-08-31");
	standing(tracker, "elm", 20250831, "next_review", "2026-02-28");
	verb_fails(tracker, YCF_REFUSED, TERMS("review-plan"), ycf_agree_plan, "plan", "setting",
	           "elm", "agreed", "2025-08-31", "agreed_with", "The head");
	ycf_record_free(first);
	assert_int_equal(count_of(tracker, "plan", "ended="), 1);
}

static void add_actions(ycf_tracker *tracker)
{
	joined_setting(tracker, "elm", 20250101);
	verb(tracker, ycf_agree_plan, "plan", "setting", "elm", "agreed", "2025-02-01",
	     "agreed_with", "The head");
	static const char *const whats[] = {"Train staff", "Find a room", "Ask at enrolment", "Poster"};
	for (size_t i = 0; i < 4; i++)
		add(tracker, "action", "setting", "elm", "what", whats[i], "due", "2025-05-01",
		    "standard", "2");
}

static void actions_are_numbered_and_done(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_actions(tracker);
	stored(tracker, "action", "elm/3", "what", "Ask at enrolment");
	ok(tracker, ycf_complete(tracker, "elm", 3, 20250420));
	stored(tracker, "action", "elm/3", "done", "2025-04-20");
	fails(tracker, YCF_REFUSED, ycf_complete(tracker, "elm", 3, 20250421), "3", "done");
	fails(tracker, YCF_NOT_FOUND, ycf_complete(tracker, "elm", 9, 20250421), "9");
	assert_int_equal(count_on(tracker, "due", TERMS("setting=elm", "kind=action"), 20250419), 4);
	assert_int_equal(count_on(tracker, "due", TERMS("setting=elm", "kind=action"), 20250420), 3);
}

static void a_review_takes_steps(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_actions(tracker);
	verb_with(tracker, ycf_review_plan,
	          TERMS("close=1", "carry=2=2025-10-01", "drop=4", "add=5: Ask, then: write=2025-11-01",
	                "add=Thank everybody"),
	          "review", "setting", "elm", "date", "2025-07-30", "agreed_with", "The head");
	stored(tracker, "action", "elm/1", "done", "2025-07-30");
	stored(tracker, "action", "elm/2", "due", "2025-10-01");
	stored(tracker, "action", "elm/2", "done", NULL);
	stored(tracker, "action", "elm/3", "due", "2025-05-01");
	stored(tracker, "action", "elm/4", "dropped", "2025-07-30");
	stored(tracker, "action", "elm/5", "what", "Ask, then: write");
	stored(tracker, "action", "elm/5", "standard", "5");
	stored(tracker, "action", "elm/5", "due", "2025-11-01");
	stored(tracker, "action", "elm/6", "what", "Thank everybody");
	stored(tracker, "action", "elm/6", "standard", NULL);
	standing(tracker, "elm", 20250730, "last_review", "2025-07-30");
	standing(tracker, "elm", 20250730, "next_review", "2026-01-30");
}

static void a_review_is_all_or_nothing(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_actions(tracker);
	static const char *const bad[][3] = {
		{"close=1", "close=9", "9"}, {"close=1", "tidy=2", "tidy=2"},
		{"close=1", "carry=2=someday", "someday"}, {"close=1", "carry=2", "carry=2"},
		{"close=1", "close=1", "done"}, {"close=1", "add=99: Never=2025-10-01", "99"},
		{"close=1", "close=x", "close=x"}, {"close=1", "add=5: =2025-11-01", "what"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		ycf_record *review = make(tracker, "review", "setting", "elm", "date", "2025-07-30",
		                          "agreed_with", "The head");
		ycf_status status = ycf_review_plan(review, TERMS(bad[i][0], bad[i][1]));
		assert_true(status >= YCF_INVALID && status < YCF_CANCELLED);
		if (strstr(ycf_message(tracker), bad[i][2]) == NULL)
			fail_msg("%s: %s", bad[i][1], ycf_message(tracker));
		ycf_record_free(review);
	}
	assert_int_equal(count_of(tracker, "review", NULL), 0);
	assert_int_equal(count_of(tracker, "action", NULL), 4);
	stored(tracker, "action", "elm/1", "done", NULL);
	verb_with_fails(tracker, YCF_INVALID, TERMS("agreed_with"), ycf_review_plan, NULL, "review",
	                "setting", "elm", "date", "2025-07-30");
	verb_with_fails(tracker, YCF_INVALID, TERMS("plan"), ycf_review_plan, NULL, "review",
	                "setting", "elm", "date", "2025-01-30", "agreed_with", "The head");
	joined_setting(tracker, "oak", 20250101);
	verb_with_fails(tracker, YCF_NOT_FOUND, TERMS("oak", "plan"), ycf_review_plan, NULL, "review",
	                "setting", "oak", "date", "2025-07-30", "agreed_with", "The head");
}

/* ---- awards ---- */

static void an_award_says_what_is_missing(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	bool ready = true;
	ycf_cursor *cursor = NULL;
	joined_setting(tracker, "elm", 20260101);
	ok(tracker, ycf_ready(tracker, "elm", NULL, 20260701, &ready, &cursor));
	assert_false(ready);
	size_t conditions = 0, met = 0;
	for (const ycf_record *row; (row = next_row(tracker, cursor)) != NULL; conditions++) {
		met += ycf_record_boolean(row, "met");
		assert_non_null(ycf_record_text(row, "title"));
		assert_non_null(ycf_record_text(row, "found"));
		if (!ycf_record_boolean(row, "met"))
			assert_non_null(strstr(ycf_record_text(row, "next_step"), "elm"));
	}
	ycf_cursor_free(cursor);
	assert_int_equal(conditions, 5);
	assert_int_equal(met, 1);
	verb_fails(tracker, YCF_REFUSED, TERMS("elm School", "lead", "plan", "0 of 7"), ycf_award,
	           "award", "setting", "elm", "date", "2026-07-01");
	make_ready(tracker, "elm");
	ok(tracker, ycf_ready(tracker, "elm", NULL, 20260609, &ready, &cursor));
	assert_false(ready);
	ycf_cursor_free(cursor);
	ok(tracker, ycf_ready(tracker, "elm", NULL, 20260610, &ready, &cursor));
	assert_true(ready);
	ycf_cursor_free(cursor);
	/* The review is due on 2 August and overdue on the 3rd. */
	ok(tracker, ycf_ready(tracker, "elm", "leeds", 20260802, &ready, &cursor));
	assert_true(ready);
	ycf_cursor_free(cursor);
	ok(tracker, ycf_ready(tracker, "elm", "leeds:2024", 20260803, &ready, &cursor));
	assert_false(ready);
	ycf_cursor_free(cursor);
	fails(tracker, YCF_NOT_FOUND, ycf_ready(tracker, "elm", "harbour", 0, &ready, &cursor),
	      "harbour");
	verb_fails(tracker, YCF_REFUSED, TERMS("was due by 2026-08-02"), ycf_award, "award",
	           "setting", "elm", "date", "2026-08-03");
	assert_int_equal(count_of(tracker, "award", NULL), 0);
	free(give_award(tracker, "elm", "2026-08-02"));
}

static void an_award_freezes_name_and_title(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20260101);
	make_ready(tracker, "elm");
	char *code = give_award(tracker, "elm", "2026-07-01");
	ycf_record *setting = get(tracker, "setting", "elm");
	ok(tracker, ycf_record_set(setting, "name", "Elm Academy"));
	ok(tracker, ycf_save(setting));
	ycf_record_free(setting);
	stored(tracker, "award", code, "setting_name", "elm School");
	stored(tracker, "award", code, "mark_title", "We are young carer friendly Leeds");
	stored(tracker, "award", code, "expires", NULL);
	stored(tracker, "award", code, "recorded_from", NULL);
	free(code);
}

static void a_decision_taken_before(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20240101);
	verb(tracker, ycf_award, "award", "setting", "elm", "date", "2024-07-18", "recorded_from",
	     "Award register of 2024, line 3");
	stored(tracker, "award", "elm", "recorded_from", "Award register of 2024, line 3");
	standing(tracker, "elm", 20240718, "holds", "true");
	standing(tracker, "elm", 20240718, "stage", "at_risk");
	standing(tracker, "elm", 20240718, "next_review", "2025-01-18");
	add_setting(tracker, "oak", "Oak School");
	verb_fails(tracker, YCF_REFUSED, TERMS("Oak School", "ycf join"), ycf_award, "award",
	           "setting", "oak", "date", "2024-07-18", "recorded_from", "A letter");
}

static void a_new_award_supersedes(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20260101);
	make_ready(tracker, "elm");
	char *first = give_award(tracker, "elm", "2026-06-20");
	char *second = give_award(tracker, "elm", "2026-07-20");
	stored(tracker, "award", first, "ended", "2026-07-20");
	stored(tracker, "award", first, "end_reason", "superseded");
	stored(tracker, "award", second, "ended", NULL);
	standing(tracker, "elm", 20260719, "award_code", first);
	standing(tracker, "elm", 20260720, "award_code", second);
	standing(tracker, "elm", 20260720, "stage", "accredited");
	verb_fails(tracker, YCF_REFUSED, TERMS(second), ycf_award, "award", "setting", "elm", "date",
	           "2026-07-01");
	free(first);
	free(second);
}

static void an_award_is_withdrawn(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined_setting(tracker, "elm", 20260101);
	fails(tracker, YCF_REFUSED, ycf_withdraw(tracker, "elm", NULL, 20260701, "x"), "elm School",
	      "no award");
	make_ready(tracker, "elm");
	char *code = give_award(tracker, "elm", "2026-06-20");
	fails(tracker, YCF_INVALID, ycf_withdraw(tracker, "elm", NULL, 20260619, "x"), code);
	ok(tracker, ycf_withdraw(tracker, "elm", NULL, 20260715, "The panel's decision"));
	stored(tracker, "award", code, "ended", "2026-07-15");
	stored(tracker, "award", code, "end_reason", "withdrawn");
	stored(tracker, "award", code, "note", "The panel's decision");
	standing(tracker, "elm", 20260714, "stage", "accredited");
	standing(tracker, "elm", 20260715, "stage", "withdrawn");
	standing(tracker, "elm", 20260715, "holds", "false");
	fails(tracker, YCF_REFUSED, draw(tracker, "certificate", "elm",
	      scratch_path(scratch, "c.pdf")), "elm");
	char *second = give_award(tracker, "elm", "2026-07-25");
	standing(tracker, "elm", 20260725, "stage", "accredited");
	free(second);
	free(code);
}

/* ---- joining and leaving ---- */

static void leaving_and_coming_back(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_setting(tracker, "elm", "Elm School");
	assert_int_equal(count_on(tracker, "standing", NULL, 20260101), 0);
	assert_int_equal(count_on(tracker, "standing", TERMS("stage=known"), 20260101), 1);
	fails(tracker, YCF_REFUSED, ycf_depart(tracker, "elm", 20260101, "x", false), "not joined");
	ok(tracker, ycf_join(tracker, "elm", 20260101));
	standing(tracker, "elm", 20251231, "stage", "known");
	standing(tracker, "elm", 20260101, "stage", "registered");
	fails(tracker, YCF_REFUSED, ycf_join(tracker, "elm", 20260201), "2026-01-01");
	make_ready(tracker, "elm");
	char *code = give_award(tracker, "elm", "2026-07-01");
	fails(tracker, YCF_INVALID, ycf_depart(tracker, "elm", 20251201, "x", false), "2025-12-01",
	      "2026-01-01");
	ok(tracker, ycf_depart(tracker, "elm", 20260801, "Another scheme", false));
	stored(tracker, "setting", "elm", "departed_reason", "Another scheme");
	stored(tracker, "award", code, "ended", "2026-08-01");
	standing(tracker, "elm", 20260731, "stage", "accredited");
	standing(tracker, "elm", 20260801, "stage", "departed");
	assert_int_equal(count_on(tracker, "due", TERMS("setting=elm"), 20260901), 0);
	verb_fails(tracker, YCF_REFUSED, TERMS("departed"), ycf_award, "award", "setting", "elm",
	           "date", "2026-08-02", "recorded_from", "x");
	ok(tracker, ycf_join(tracker, "elm", 20260901));
	stored(tracker, "setting", "elm", "departed", NULL);
	stored(tracker, "setting", "elm", "departed_reason", NULL);
	standing(tracker, "elm", 20260901, "stage", "working_towards");
	free(code);
}

static void a_setting_closes(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	joined_setting(tracker, "elm", 20260101);
	make_ready(tracker, "elm");
	char *code = give_award(tracker, "elm", "2026-07-01");
	ok(tracker, ycf_depart(tracker, "elm", 20260831, "Merged", true));
	stored(tracker, "setting", "elm", "closed", "2026-08-31");
	stored(tracker, "award", code, "end_reason", "setting_closed");
	standing(tracker, "elm", 20260901, "stage", "departed");
	fails(tracker, YCF_REFUSED, ycf_join(tracker, "elm", 20260901), "closed");
	free(code);
}

/* ---- award codes ---- */

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Luhn's sum in base 32, reckoned afresh: 0 where the check digit fits. */
static int luhn(const char *code)
{
	int sum = 0, place = 0;
	for (size_t i = strlen(code); i-- > 0;) {
		if (code[i] == '-')
			continue;
		int value = (int)(strchr(alphabet, code[i]) - alphabet);
		int product = value * (place++ % 2 + 1);
		sum += product / 32 + product % 32;
	}
	return sum % 32;
}

static void check_form(const char *code)
{
	assert_int_equal(strlen(code), 17);
	assert_memory_equal(code, "LDS-", 4);
	for (size_t i = 4; i < 17; i++)
		if (i == 9 || i == 15)
			assert_int_equal(code[i], '-');
		else
			assert_non_null(strchr(alphabet, code[i]));
	assert_int_equal(luhn(code + 4), 0);
}

static bool known(ycf_tracker *tracker, const char *key)
{
	ycf_record *award = NULL;
	ycf_status status = ycf_get(tracker, "award", key, &award);
	ycf_record_free(award);
	assert_true(status == YCF_OK || status == YCF_NOT_FOUND || status == YCF_INVALID);
	return status == YCF_OK;
}

/* Every slip of one digit or of two neighbours is noticed, but for the one
   pair that Luhn's method cannot tell apart: 0Z and Z0. */
static void check_slips(ycf_tracker *tracker, const char *code)
{
	char slip[20];
	for (size_t i = 4; i < 17; i++) {
		strcpy(slip, code);
		for (const char *digit = alphabet; code[i] != '-' && *digit != '\0'; digit++) {
			slip[i] = *digit;
			if (*digit != code[i])
				assert_false(known(tracker, slip));
		}
	}
	for (size_t i = 4; i < 16; i++) {
		size_t next = code[i + 1] == '-' ? i + 2 : i + 1;
		strcpy(slip, code);
		slip[i] = code[next];
		slip[next] = code[i];
		bool blind = (code[i] == '0' && code[next] == 'Z') || (code[i] == 'Z' && code[next] == '0');
		if (code[i] != '-' && code[i] != code[next] && !blind) {
			assert_int_not_equal(luhn(slip + 4), 0);
			assert_false(known(tracker, slip));
		}
	}
}

/* As it may be typed from a certificate on a wall. */
static void check_typed(ycf_tracker *tracker, const char *code)
{
	static const char from[] = "01", to[2][2] = {{'o', 'O'}, {'l', 'I'}};
	for (int form = 0; form < 2; form++) {
		char typed[40];
		size_t length = 0;
		for (const char *c = code; *c != '\0'; c++) {
			const char *look = strchr(from, *c);
			if (look != NULL && c > code + 3)
				typed[length++] = to[look - from][form];
			else if (*c == '-' && form == 0)
				typed[length++] = ' ';
			else if (*c != '-' || c == code + 3)
				typed[length++] = form == 0 && *c >= 'A' ? (char)(*c - 'A' + 'a') : *c;
		}
		typed[length] = '\0';
		if (!known(tracker, typed))
			fail_msg("%s is not found as '%s'", code, typed);
	}
}

static void award_codes(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	enum { AWARDS = 300 };
	static char codes[AWARDS][20];
	ok(tracker, ycf_begin(tracker, "many"));
	for (int i = 0; i < AWARDS; i++) {
		char reference[20];
		snprintf(reference, sizeof reference, "s%d", i);
		joined_setting(tracker, reference, 20240101);
		ycf_record *award = make(tracker, "award", "setting", reference, "date", "2024-07-18",
		                         "recorded_from", "A list");
		ok(tracker, ycf_award(award));
		assert_true(strlen(ycf_record_text(award, "code")) < sizeof codes[0]);
		strcpy(codes[i], ycf_record_text(award, "code"));
		ycf_record_free(award);
		check_form(codes[i]);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(codes[i], codes[k]);
		stored(tracker, "award", codes[i], "setting", reference);
	}
	ok(tracker, ycf_commit(tracker));
	for (int i = 0; i < AWARDS; i++)
		check_typed(tracker, codes[i]);
	for (int i = 0; i < 5; i++)
		check_slips(tracker, codes[i]);
	assert_false(known(tracker, "LDS-00000-00000-1"));
	assert_false(known(tracker, ""));
	assert_false(known(tracker, "LDS"));
}

static void a_mistyped_code_is_called_so(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *award = NULL;
	joined_setting(tracker, "elm", 20240101);
	verb(tracker, ycf_award, "award", "setting", "elm", "date", "2024-07-18", "recorded_from",
	     "A list");
	fails(tracker, YCF_INVALID, ycf_get(tracker, "award", "LDS-00000-00000-1", &award),
	      "LDS-00000-00000-1", "code");
	assert_null(award);
}

static void a_certificate_by_its_code(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined_setting(tracker, "elm", 20260101);
	make_ready(tracker, "elm");
	char *code = give_award(tracker, "elm", "2026-06-20");
	const char *path = scratch_path(scratch, "c.pdf");
	ok(tracker, draw(tracker, "certificate", code, path));
	char *pdf = read_bytes(path, NULL);
	assert_memory_equal(pdf, "%PDF-", 5);
	free(pdf);
	ok(tracker, draw(tracker, "certificate", "elm", scratch_path(scratch, "d.pdf")));
	fails(tracker, YCF_NOT_FOUND, draw(tracker, "certificate", "oak", path), "oak");
	free(code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(appointing_ends_the_predecessor),
		test_leeds(appointing_today),
		test_leeds(a_lead_is_confirmed_by_whoever_names_them),
		test_leeds(a_lead_leaves),
		test_leeds(assessing_by_criterion_and_standard),
		test_leeds(what_cannot_be_assessed),
		test_small(a_level_that_needs_a_reason),
		test_leeds(assessing_from_a_file),
		test_leeds(agreeing_ends_the_open_plan),
		test_leeds(actions_are_numbered_and_done),
		test_leeds(a_review_takes_steps),
		test_leeds(a_review_is_all_or_nothing),
		test_leeds(an_award_says_what_is_missing),
		test_leeds(an_award_freezes_name_and_title),
		test_leeds(a_decision_taken_before),
		test_leeds(a_new_award_supersedes),
		test_leeds(an_award_is_withdrawn),
		test_leeds(leaving_and_coming_back),
		test_leeds(a_setting_closes),
		test_leeds(award_codes),
		test_leeds(a_mistyped_code_is_called_so),
		test_leeds(a_certificate_by_its_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
