/* What was added, edited or removed since a moment, for those who carry it elsewhere. */
#include "scratch.h"

/* The records altered since then as "NOUN:ACT ", in their order; free it. */
static char *altered(ycf_tracker *tracker, const char *since, const char *term)
{
	char moment[100];
	char *text = calloc(1, 4000);
	snprintf(moment, sizeof moment, "since=%s", since);
	ycf_cursor *cursor = ask(tracker, "alteration", TERMS(moment, term), NULL, 0);
	const ycf_record *record;
	while ((record = next_row(tracker, cursor)) != NULL) {
		strcat(text, ycf_record_text(record, "noun"));
		strcat(text, ":");
		strcat(text, ycf_record_text(record, "act"));
		strcat(text, " ");
	}
	ycf_cursor_free(cursor);
	return text;
}

static void check_altered(ycf_tracker *tracker, const char *since, const char *term,
                          const char *wanted, const char *file, int line)
{
	char *found = altered(tracker, since, term);
	check_text(found, wanted, since, file, line);
	free(found);
}

#define alters(tracker, since, term, wanted) \
	check_altered((tracker), (since), (term), (wanted), __FILE__, __LINE__)

/* The token of the last change. */
static const char *last_change(ycf_tracker *tracker)
{
	static char rooms[4][60];
	static size_t next;
	char *room = rooms[next++ % 4];
	ycf_cursor *cursor = ask(tracker, "change", NULL, "-at", 0);
	const ycf_record *record = next_row(tracker, cursor);
	assert_non_null(record);
	snprintf(room, sizeof rooms[0], "%s", ycf_record_text(record, "id"));
	ycf_cursor_free(cursor);
	return room;
}

static void change_town(ycf_tracker *tracker, const char *key, const char *town)
{
	ycf_record *record = get(tracker, "setting", key);
	ok(tracker, ycf_record_set(record, "town", town));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
}

static void take_away(ycf_tracker *tracker, const char *noun, const char *key)
{
	ycf_record *record = get(tracker, noun, key);
	ok(tracker, ycf_remove(record));
	ycf_record_free(record);
}

static void add_elm(ycf_tracker *tracker)
{
	add(tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other");
}

static void what_became_of_each(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	const char *start = last_change(tracker);
	alters(tracker, start, NULL, "");
	add_elm(tracker);
	const char *added = last_change(tracker);
	add(tracker, "lead", "setting", "elm", "name", "Ann Sample");
	alters(tracker, start, NULL, "setting:added lead:added ");
	change_town(tracker, "elm", "Leeds");
	/* in the order of what was done last, and all taken together */
	alters(tracker, start, NULL, "lead:added setting:added ");
	alters(tracker, added, NULL, "lead:added setting:edited ");
	take_away(tracker, "lead", "elm");
	alters(tracker, start, NULL, "setting:added lead:removed ");
	alters(tracker, last_change(tracker), NULL, "");
	take_away(tracker, "setting", "elm");
	alters(tracker, start, NULL, "lead:removed setting:removed ");
	alters(tracker, added, "act=removed", "lead:removed setting:removed ");
	/* what is not changed by saving it again was not altered */
	add(tracker, "setting", "reference", "oak", "name", "Oak", "kind", "other", "town", "York");
	const char *oak = last_change(tracker);
	change_town(tracker, "oak", "York");
	alters(tracker, oak, NULL, "");
}

static void its_fields(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	char since[80];
	snprintf(since, sizeof since, "since=%s", last_change(tracker));
	ok(tracker, ycf_set_source(tracker, "python"));
	add_elm(tracker);
	ycf_record *elm = get(tracker, "setting", "elm");
	ycf_cursor *cursor = ask(tracker, "alteration", TERMS(since), NULL, 0);
	const ycf_record *record = next_row(tracker, cursor);
	assert_non_null(record);
	holds(record, "noun", "setting");
	holds(record, "record", ycf_record_text(elm, "id"));
	holds(record, "setting", "elm");
	holds(record, "at", ycf_record_text(elm, "changed"));
	holds(record, "actor", "Robin Example");
	holds(record, "source", "python");
	assert_string_equal(ycf_record_text(record, "change"), last_change(tracker));
	ycf_cursor_free(cursor);
	ycf_record_free(elm);
	assert_int_equal(count_on(tracker, "alteration", TERMS(since, "source!=python"), 0), 0);
	assert_int_equal(count_on(tracker, "alteration", TERMS(since, "noun=setting"), 0), 1);
	assert_int_equal(count_on(tracker, "alteration", TERMS(since, "noun=lead"), 0), 0);
	assert_int_equal(count_on(tracker, "alteration", TERMS(since, "setting="), 0), 0);
}

/* One row of each stored noun: whichever is new is told by itself. */
static void everything_of_a_setting(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	const char *start = last_change(tracker);
	add_elm(tracker);
	add(tracker, "setting", "reference", "oak", "name", "Oak", "kind", "other");
	add(tracker, "practitioner", "name", "Robin");
	ok(tracker, ycf_join(tracker, "elm", 20260101));
	add(tracker, "lead", "setting", "elm", "name", "Ann Sample");
	add(tracker, "external_id", "system", "civicrm", "value", "1", "lead", "elm");
	add(tracker, "contact", "setting", "elm", "kind", "call");
	add(tracker, "evidence", "setting", "elm", "standard", "A", "title", "Poster", "kept_at",
	    "the hall");
	ycf_record *record = make(tracker, "assessment", "setting", "elm", "source", "self");
	ok(tracker, ycf_assess(record, TERMS("A=secure")));
	char assessment[60];
	snprintf(assessment, sizeof assessment, "%s", ycf_record_text(record, "id"));
	ycf_record_free(record);
	record = make(tracker, "plan", "setting", "elm", "agreed_with", "Ann Sample");
	ok(tracker, ycf_agree_plan(record));
	ycf_record_free(record);
	add(tracker, "action", "setting", "elm", "what", "Do");
	record = make(tracker, "review", "setting", "elm", "agreed_with", "Ann Sample");
	ok(tracker, ycf_review_plan(record, NULL));
	ycf_record_free(record);
	record = make(tracker, "award", "setting", "elm", "recorded_from", "a list");
	ok(tracker, ycf_award(record));
	ycf_record_free(record);
	static const char *const nouns[] = {
		"setting", "practitioner", "lead", "external_id", "contact", "evidence", "assessment",
		"rating", "plan", "action", "review", "award"
	};
	char since[80];
	snprintf(since, sizeof since, "since=%s", start);
	for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
		char noun[60];
		snprintf(noun, sizeof noun, "noun=%s", nouns[i]);
		size_t all = count_on(tracker, "alteration", TERMS(since, noun), 0);
		size_t own = count_on(tracker, "alteration", TERMS(since, noun, "setting=elm"), 0);
		bool of_nobody = strcmp(nouns[i], "practitioner") == 0;
		if (all == 0 || (own == 0) != of_nobody)
			fail_msg("%s: %zu, of them %zu of the setting", nouns[i], all, own);
	}
	/* what goes with another goes in its transaction */
	const char *before = last_change(tracker);
	take_away(tracker, "assessment", assessment);
	snprintf(since, sizeof since, "since=%s", before);
	assert_true(count_on(tracker, "alteration", TERMS(since, "noun=rating", "act=removed",
	                                                  "setting=elm"), 0) > 0);
	assert_int_equal(count_on(tracker, "alteration", TERMS(since, "noun=assessment",
	                                                       "setting=elm"), 0), 1);
}

/* Each transaction as the next moment: all of it is told, and none of it twice. */
static void night_after_night(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	char since[80], reference[20];
	snprintf(since, sizeof since, "since=%s", last_change(tracker));
	for (int night = 0; night < 30; night++) {
		int many = night % 4;
		for (int i = 0; i < many; i++) {
			snprintf(reference, sizeof reference, "r%d-%d", night, i);
			add(tracker, "setting", "reference", reference, "name", "X", "kind", "other");
		}
		ycf_cursor *cursor = ask(tracker, "alteration", TERMS(since), NULL, 0);
		const ycf_record *record;
		int told = 0;
		while ((record = next_row(tracker, cursor)) != NULL) {
			snprintf(since, sizeof since, "since=%s", ycf_record_text(record, "change"));
			told++;
		}
		ycf_cursor_free(cursor);
		assert_int_equal(told, many);
	}
}

static void days_and_times(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_tracker *specimen = ycf_new();
	ok(specimen, ycf_set_templates(specimen, source_path("templates")));
	ok(specimen, ycf_set_actor(specimen, "Robin Example"));
	ok(specimen, ycf_set_specimen(specimen, 1, "2026-03-31T23:59:59.998Z"));
	ok(specimen, ycf_create(specimen, scratch_path(*state, "days.ycf"),
	                        source_path("tests/frameworks/small.yaml"), 0));
	add_elm(specimen);                                        /* .999 */
	add(specimen, "practitioner", "name", "Robin");           /* the next day's first moment */
	add(specimen, "lead", "setting", "elm", "name", "Ann");   /* a millisecond later */
	alters(specimen, "2026-04-01", NULL, "practitioner:added lead:added ");
	alters(specimen, "1 April 2026", NULL, "practitioner:added lead:added ");
	alters(specimen, "2026-04-01T00:00:00Z", NULL, "lead:added ");
	alters(specimen, "2026-03-31T23:59:59.998Z", NULL, "setting:added practitioner:added lead:added ");
	alters(specimen, "2026-03-31T23:59:59.999Z", NULL, "practitioner:added lead:added ");
	alters(specimen, "2026-04-02", NULL, "");
	ycf_free(specimen);
	alters(tracker, "2199-01-01", NULL, "");
}

static void what_came_back(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	add_elm(tracker);
	const char *since = last_change(tracker), *path = scratch_path(scratch, "settings.csv");
	ok(tracker, ycf_export(tracker, "setting", path, -1));
	take_away(tracker, "setting", "elm");
	alters(tracker, since, NULL, "setting:removed ");
	ycf_import *import = NULL;
	ok(tracker, ycf_import_new(tracker, &import));
	ok(tracker, ycf_import_run(import, "setting", path));
	ycf_import_free(import);
	alters(tracker, since, NULL, "setting:edited ");
	alters(tracker, "2020-01-01", "noun=setting", "setting:added ");
}

static void moments_that_cannot_be(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_cursor *cursor = NULL;
	static const struct {
		const char *term;
		ycf_status status;
		const char *word;
	} bad[] = {
		{NULL, YCF_MISUSE, "since"}, {"noun=lead", YCF_MISUSE, "since"},
		{"since=", YCF_INVALID, "2026-10-01"}, {"since=yesterday", YCF_INVALID, "yesterday"},
		{"since>2026-01-01", YCF_MISUSE, "since"}, {"since=2026-02-30", YCF_INVALID, "2026-02-30"},
		{"since=h-0000000000001", YCF_NOT_FOUND, "h-0000000000001"},
		{"since=s-0000000000001", YCF_INVALID, "s-0000000000001"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		fails(tracker, bad[i].status,
		      ycf_select(tracker, "alteration", TERMS(bad[i].term), NULL, 0, NULL, &cursor), bad[i].word);
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "setting", TERMS("since=2026-01-01"), NULL, 0, NULL,
	                                      &cursor), "since");
	assert_null(cursor);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(what_became_of_each),
		test_small(its_fields),
		test_small(everything_of_a_setting),
		test_small(night_after_night),
		test_small(days_and_times),
		test_small(what_came_back),
		test_small(moments_that_cannot_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
