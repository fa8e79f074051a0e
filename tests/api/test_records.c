/* Records: adding, reading, editing and removing them; keys, transactions,
   conflicts, asking and history. */
#include "scratch.h"

static void add_elm(ycf_tracker *tracker)
{
	add(tracker, "setting", "reference", "elm", "name", "Elm Tree Primary", "kind", "primary",
	    "urn", "900001", "joined", "5 January 2026");
}

/* ---- one record ---- */

static void a_record_comes_and_goes(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *record = make(tracker, "setting", "reference", " elm ", "name", "Elm", "kind",
	                          "Primary", "joined", "05/01/2026");
	assert_string_equal(ycf_record_noun(record), "setting");
	assert_true(ycf_record_is_null(record, "id"));
	ok(tracker, ycf_save(record));
	assert_non_null(ycf_record_text(record, "id"));
	assert_memory_equal(ycf_record_text(record, "id"), "s-", 2);
	assert_int_equal(ycf_record_integer(record, "revision"), 1);
	ycf_record *read = get(tracker, "setting", ycf_record_text(record, "id"));
	holds(read, "reference", "elm");
	holds(read, "kind", "primary");
	holds(read, "joined", "2026-01-05");
	assert_int_equal(ycf_record_date(read, "joined"), 20260105);
	assert_true(ycf_record_is_null(read, "town"));
	assert_true(ycf_record_is_null(read, "no_such_field"));
	assert_null(ycf_record_text(read, "town"));
	ok(tracker, ycf_record_set(read, "town", "Leeds"));
	ok(tracker, ycf_record_set_date(read, "joined", 0));
	ok(tracker, ycf_save(read));
	assert_int_equal(ycf_record_integer(read, "revision"), 2);
	stored(tracker, "setting", "elm", "town", "Leeds");
	stored(tracker, "setting", "elm", "joined", NULL);
	ok(tracker, ycf_record_set(read, "town", ""));
	ok(tracker, ycf_save(read));
	stored(tracker, "setting", "elm", "town", NULL);
	ok(tracker, ycf_remove(read));
	ycf_record_free(read);
	ycf_record_free(record);
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "setting", "elm", &record), "elm");
	assert_int_equal(count_of(tracker, "old_row", NULL), 3);
}

static void what_a_record_refuses(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *record = NULL;
	fails(tracker, YCF_MISUSE, ycf_record_new(tracker, "settting", &record), "settting", "setting");
	fails(tracker, YCF_MISUSE, ycf_record_new(tracker, "standing", &record), "computed");
	fails(tracker, YCF_MISUSE, ycf_get(tracker, "due", "x", &record), "select it by terms");
	record = make(tracker, "setting", "reference", "elm");
	fails(tracker, YCF_MISUSE, ycf_record_set(record, "nmae", "x"), "nmae", "name");
	fails(tracker, YCF_MISUSE, ycf_record_set(record, "id", "s-1"), "id");
	fails(tracker, YCF_MISUSE, ycf_record_set(record, "revision", "2"), "revision");
	fails(tracker, YCF_MISUSE, ycf_record_set_integer(record, "name", 3), "name");
	fails(tracker, YCF_INVALID, ycf_record_set(record, "joined", "31/02/2026"), "joined",
	      "31/02/2026");
	fails(tracker, YCF_INVALID, ycf_record_set_date(record, "joined", 20260231), "joined");
	fails(tracker, YCF_INVALID, ycf_record_set(record, "kind", "castle"), "castle", "primary");
	assert_string_equal(ycf_message_field(tracker), "kind");
	fails(tracker, YCF_INVALID, ycf_record_set(record, "name", "E\xFFm"), "name", "UTF-8");
	fails(tracker, YCF_INVALID, ycf_record_set(record, "name", "\xED\xA0\x80"), "UTF-8");
	fails(tracker, YCF_INVALID, ycf_record_set(record, "name", "\xC0\xAF"), "UTF-8");
	fails(tracker, YCF_INVALID, ycf_save(record), "name", "required");
	assert_string_equal(ycf_message_field(tracker), "name");
	ok(tracker, ycf_record_set(record, "name", "Elm"));
	fails(tracker, YCF_INVALID, ycf_save(record), "kind");
	ok(tracker, ycf_record_set(record, "kind", "other"));
	ok(tracker, ycf_record_set(record, "joined", "2026-02-01"));
	ok(tracker, ycf_record_set(record, "departed", "2026-01-01"));
	fails(tracker, YCF_INVALID, ycf_save(record), "departed", "2026-01-01", "2026-02-01");
	ok(tracker, ycf_record_set(record, "departed", NULL));
	fails(tracker, YCF_MISUSE, ycf_remove(record), "never stored");
	ok(tracker, ycf_save(record));
	assert_string_equal(ycf_message(tracker), "");
	assert_int_equal(ycf_message_status(tracker), YCF_OK);
	ycf_record_free(record);
}

static void text_limits_are_in_characters(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	char text[700] = "";
	ycf_record *record = make(tracker, "setting", "kind", "other");
	for (int i = 0; i < 300; i++)
		strcat(text, "\xC3\xAB");
	ok(tracker, ycf_record_set(record, "name", text));
	strcat(text, "\xC3\xAB");
	fails(tracker, YCF_INVALID, ycf_record_set(record, "name", text), "301", "300");
	ok(tracker, ycf_save(record));
	assert_int_equal(strlen(ycf_record_text(record, "name")), 600);
	ycf_record_free(record);
}

static void unique_values_are_taken(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_elm(tracker);
	ycf_record *record = make(tracker, "setting", "reference", "elm", "name", "Oak", "kind",
	                          "other");
	fails(tracker, YCF_EXISTS, ycf_save(record), "reference", "elm");
	assert_string_equal(ycf_message_field(tracker), "reference");
	ok(tracker, ycf_record_set(record, "reference", "oak"));
	ok(tracker, ycf_record_set(record, "urn", "900001"));
	fails(tracker, YCF_EXISTS, ycf_save(record), "urn", "900001");
	ok(tracker, ycf_record_set(record, "urn", NULL));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
	add(tracker, "external_id", "system", "civicrm", "value", "Ab1", "setting", "elm");
	add(tracker, "external_id", "system", "civicrm", "value", "aB1", "setting", "oak");
	record = make(tracker, "external_id", "system", "civicrm", "value", "Ab1", "setting", "oak");
	fails(tracker, YCF_EXISTS, ycf_save(record), "Ab1");
	ycf_record_free(record);
}

static void a_stale_copy_is_refused(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *first = scratch->tracker;
	add_elm(first);
	ycf_tracker *second = second_handle(scratch);
	ycf_record *mine = get(first, "setting", "elm"), *theirs = get(second, "setting", "elm");
	ok(second, ycf_record_set(theirs, "town", "Leeds"));
	ok(second, ycf_save(theirs));
	ok(first, ycf_record_set(mine, "town", "York"));
	fails(first, YCF_CONFLICT, ycf_save(mine), "somebody else");
	fails(first, YCF_CONFLICT, ycf_remove(mine), "somebody else");
	stored(first, "setting", "elm", "town", "Leeds");
	assert_int_equal(count_of(first, "old_row", NULL), 1);
	ycf_record_free(mine);
	mine = get(first, "setting", "elm");
	ok(first, ycf_record_set(mine, "town", "York"));
	ok(first, ycf_save(mine));
	fails(second, YCF_CONFLICT, ycf_save(theirs), "again");
	ycf_record_free(theirs);
	theirs = get(second, "setting", "elm");
	ok(first, ycf_remove(mine));
	ok(second, ycf_record_set(theirs, "town", "Hull"));
	fails(second, YCF_CONFLICT, ycf_save(theirs), "");
	ycf_record_free(mine);
	ycf_record_free(theirs);
	ycf_free(second);
}

/* ---- keys ---- */

static void add_keyed(ycf_tracker *tracker)
{
	add_elm(tracker);
	add(tracker, "practitioner", "name", "Zo\xC3\xAB Example", "email", "zoe@service.example");
	add(tracker, "setting", "reference", "surgery", "name", "Mirage Surgery", "kind",
	    "gp_practice", "ods_code", "Z99901", "practitioner", "Zo\xC3\xAB Example");
	add(tracker, "setting", "reference", "oak1", "name", "Oak School", "kind", "primary");
	add(tracker, "setting", "reference", "oak2", "name", "Oak School", "kind", "secondary");
	add(tracker, "setting", "reference", "900001x", "name", "900001", "kind", "other");
	add(tracker, "external_id", "system", "civicrm", "value", "C:12", "setting", "elm");
}

static void same_setting(ycf_tracker *tracker, const char *key, const char *reference)
{
	stored(tracker, "setting", key, "reference", reference);
}

static void keys_of_settings(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *record = NULL;
	add_keyed(tracker);
	same_setting(tracker, "elm", "elm");
	same_setting(tracker, "ref:elm", "elm");
	same_setting(tracker, "urn:900001", "elm");
	same_setting(tracker, "900001", "elm");
	same_setting(tracker, "ods:Z99901", "surgery");
	same_setting(tracker, "ods:z99901", "surgery");
	same_setting(tracker, "Z99901", "surgery");
	same_setting(tracker, "civicrm:C:12", "elm");
	same_setting(tracker, "Elm Tree Primary", "elm");
	same_setting(tracker, "name:elm tree primary", "elm");
	same_setting(tracker, "name:900001", "900001x");
	record = get(tracker, "setting", "elm");
	same_setting(tracker, ycf_record_text(record, "id"), "elm");
	ycf_record_free(record);
	record = NULL;
	fails(tracker, YCF_AMBIGUOUS, ycf_get(tracker, "setting", "Oak School", &record), "oak1",
	      "oak2", "Oak School");
	assert_null(record);
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "setting", "civicrm:c:12", &record), "c:12");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "setting", "urn:1", &record), "urn:1");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "setting", "", &record), "");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "setting", "s-0000000000001", &record), "s-");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "setting", "x' OR 1=1 --", &record), "OR");
}

static void keys_of_others(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *record = NULL;
	add_keyed(tracker);
	stored(tracker, "practitioner", "zo\xC3\xAB example", "email", "zoe@service.example");
	stored(tracker, "practitioner", "ZOE@service.example", "name", "Zo\xC3\xAB Example");
	stored(tracker, "setting", "surgery", "practitioner", "Zo\xC3\xAB Example");
	stored(tracker, "framework", "leeds", "edition", "2024");
	stored(tracker, "framework", "leeds:2024", "code", "leeds");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "framework", "leeds:1999", &record),
	      "leeds:1999");
	stored(tracker, "standard", "2", "framework", "leeds");
	stored(tracker, "criterion", "2.1", "standard", "2");
	stored(tracker, "level", "partly", "rag", "amber");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "plan", "elm", &record), "elm", "plan");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "lead", "elm", &record), "elm", "lead");
	ycf_record *plan = make(tracker, "plan", "setting", "elm", "agreed_with", "The head",
	                        "agreed", "2026-02-01");
	ok(tracker, ycf_agree_plan(plan));
	add(tracker, "action", "setting", "elm", "what", "First");
	add(tracker, "action", "plan", ycf_record_text(plan, "id"), "what", "Second");
	stored(tracker, "action", "elm/2", "what", "Second");
	stored(tracker, "action", "urn:900001/1", "what", "First");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "action", "elm/9", &record), "elm/9");
	fails(tracker, YCF_NOT_FOUND, ycf_get(tracker, "action", "elm/1x", &record), "elm/1x");
	ycf_record_free(plan);
	add(tracker, "lead", "setting", "elm", "name", "Ann Lead", "role", "designated_lead",
	    "since", "2026-01-01");
	add(tracker, "external_id", "system", "civicrm", "value", "77", "lead", "Ann Lead");
	stored(tracker, "lead", "civicrm:77", "name", "Ann Lead");
	stored(tracker, "lead", "urn:900001", "name", "Ann Lead");
	record = make(tracker, "contact", "setting", "Oak School", "date", "2026-01-01", "kind", "call");
	fails(tracker, YCF_AMBIGUOUS, ycf_save(record), "oak1", "oak2");
	assert_string_equal(ycf_message_field(tracker), "setting");
	ycf_record_free(record);
	record = make(tracker, "setting", "name", "X", "kind", "other", "practitioner", "Nobody");
	fails(tracker, YCF_NOT_FOUND, ycf_save(record), "Nobody");
	assert_string_equal(ycf_message_field(tracker), "practitioner");
	ycf_record_free(record);
}

/* ---- removing ---- */

static void what_others_depend_on_stays(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_keyed(tracker);
	add(tracker, "contact", "setting", "elm", "date", "2026-01-01", "kind", "call");
	add(tracker, "contact", "setting", "elm", "date", "2026-01-02", "kind", "call");
	ycf_record *record = get(tracker, "setting", "elm");
	fails(tracker, YCF_REFUSED, ycf_remove(record), "2 contacts", "1 external_id");
	ycf_record_free(record);
	record = get(tracker, "practitioner", "Zo\xC3\xAB Example");
	fails(tracker, YCF_REFUSED, ycf_remove(record), "1 setting");
	ycf_record_free(record);
	record = get(tracker, "framework", "leeds");
	fails(tracker, YCF_REFUSED, ycf_remove(record), "framework");
	fails(tracker, YCF_REFUSED, ycf_save(record), "edition");
	ycf_record_free(record);
	stored(tracker, "setting", "elm", "name", "Elm Tree Primary");
}

/* ---- who, why and all or nothing ---- */

static void nobody_writes_nothing(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_elm(tracker);
	ok(tracker, ycf_set_actor(tracker, NULL));
	ycf_record *record = make(tracker, "setting", "name", "X", "kind", "other");
	fails(tracker, YCF_REFUSED, ycf_save(record), "--by", "YCF_BY");
	fails(tracker, YCF_REFUSED, ycf_confirm(tracker, "elm", 0) == YCF_NOT_FOUND
	      ? ycf_depart(tracker, "elm", 0, NULL, false) : YCF_OK, "--by");
	ycf_record_free(record);
	stored(tracker, "setting", "elm", "name", "Elm Tree Primary");
	char name[300];
	memset(name, 'x', 201);
	name[201] = '\0';
	fails(tracker, YCF_INVALID, ycf_set_actor(tracker, name), "200");
}

static void who_and_why_are_kept(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ok(tracker, ycf_set_source(tracker, "python"));
	ok(tracker, ycf_begin(tracker, "the autumn list"));
	add_elm(tracker);
	ok(tracker, ycf_commit(tracker));
	char *reason = only(tracker, "change", TERMS("reason=the autumn list"), "actor", 0);
	assert_string_equal(reason, "Robin Example");
	free(reason);
	char *source = only(tracker, "change", TERMS("reason=the autumn list"), "source", 0);
	assert_string_equal(source, "python");
	free(source);
	ycf_record *record = get(tracker, "setting", "elm");
	ok(tracker, ycf_set_actor(tracker, "Sam Second"));
	ok(tracker, ycf_record_set(record, "town", "Leeds"));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
	ycf_cursor *cursor = ask(tracker, "history", TERMS("setting=elm"), NULL, 0);
	const ycf_record *row = next_row(tracker, cursor);
	holds(row, "actor", "Robin Example");
	holds(row, "reason", "the autumn list");
	holds(row, "act", "add");
	row = next_row(tracker, cursor);
	holds(row, "actor", "Sam Second");
	holds(row, "act", "edit");
	assert_non_null(strstr(ycf_record_text(row, "what"), "town = Leeds"));
	assert_null(next_row(tracker, cursor));
	ycf_cursor_free(cursor);
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "history", NULL, NULL, 0, NULL, &cursor),
	      "setting=");
}

static void a_removal_is_in_the_history(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_elm(tracker);
	add(tracker, "contact", "setting", "elm", "date", "2026-01-01", "kind", "call", "note", "Rang");
	ycf_cursor *cursor = ask(tracker, "contact", NULL, NULL, 0);
	ycf_record *record = get(tracker, "contact",
	                         ycf_record_text(next_row(tracker, cursor), "id"));
	ycf_cursor_free(cursor);
	ok(tracker, ycf_begin(tracker, "entered for the wrong school"));
	ok(tracker, ycf_remove(record));
	ok(tracker, ycf_commit(tracker));
	ycf_record_free(record);
	char *what = only(tracker, "history", TERMS("setting=elm", "act=removal"), "what", 0);
	assert_non_null(strstr(what, "Rang"));
	free(what);
	char *reason = only(tracker, "history", TERMS("setting=elm", "act=removal"), "reason", 0);
	assert_string_equal(reason, "entered for the wrong school");
	free(reason);
}

static void a_failing_call_undoes_only_itself(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ok(tracker, ycf_begin(tracker, NULL));
	fails(tracker, YCF_MISUSE, ycf_begin(tracker, NULL), "open");
	add_elm(tracker);
	ycf_record *record = make(tracker, "setting", "reference", "elm", "name", "Twin", "kind",
	                          "other");
	fails(tracker, YCF_EXISTS, ycf_save(record), "elm");
	ycf_record_free(record);
	record = make(tracker, "assessment", "setting", "elm", "source", "self");
	fails(tracker, YCF_INVALID, ycf_assess(record, TERMS("1=met", "9.9=met")), "9.9");
	ycf_record_free(record);
	add(tracker, "setting", "reference", "oak", "name", "Oak", "kind", "other");
	ok(tracker, ycf_commit(tracker));
	fails(tracker, YCF_MISUSE, ycf_commit(tracker), "transaction");
	assert_int_equal(count_of(tracker, "setting", NULL), 2);
	assert_int_equal(count_of(tracker, "assessment", NULL), 0);
	assert_int_equal(count_of(tracker, "rating", NULL), 0);
	assert_int_equal(count_of(tracker, "change", NULL), 2);
}

static void the_first_call_inside_may_fail(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ok(tracker, ycf_begin(tracker, "why"));
	ycf_record *record = make(tracker, "setting", "name", "X", "kind", "other", "practitioner",
	                          "Nobody");
	fails(tracker, YCF_NOT_FOUND, ycf_save(record), "Nobody");
	ycf_record_free(record);
	record = make(tracker, "assessment", "setting", "elm", "source", "self");
	assert_int_equal(ycf_assess(record, TERMS("1=met")), YCF_NOT_FOUND);
	ycf_record_free(record);
	add_elm(tracker);
	ok(tracker, ycf_commit(tracker));
	assert_int_equal(count_of(tracker, "change", "reason=why"), 1);
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
}

static void rolling_back(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	add_elm(tracker);
	ok(tracker, ycf_begin(tracker, NULL));
	ok(tracker, ycf_depart(tracker, "elm", 20260201, "x", false));
	add(tracker, "setting", "reference", "oak", "name", "Oak", "kind", "other");
	ycf_rollback(tracker);
	ycf_rollback(tracker);
	stored(tracker, "setting", "elm", "departed", NULL);
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
	/* Freed in the middle: rolled back. */
	ycf_tracker *second = second_handle(scratch);
	ok(second, ycf_begin(second, NULL));
	ok(second, ycf_depart(second, "elm", 20260201, "x", false));
	ycf_free(second);
	stored(tracker, "setting", "elm", "departed", NULL);
	ok(tracker, ycf_depart(tracker, "elm", 20260201, "x", false));
}

/* ---- freeing ---- */

static void objects_are_freed_in_any_order(void **state)
{
	struct scratch *scratch = *state;
	add_elm(scratch->tracker);
	for (int order = 0; order < 6; order++) {
		ycf_tracker *tracker = second_handle(scratch);
		ycf_record *record = get(tracker, "setting", "elm");
		ycf_cursor *cursor = ask(tracker, "setting", NULL, NULL, 0);
		ycf_import *import;
		const ycf_record *row;
		ok(tracker, ycf_import_new(tracker, &import));
		if (order % 3 == 0)
			ycf_free(tracker);
		if (order % 2 == 0)
			ycf_record_free(record);
		assert_int_equal(ycf_cursor_next(cursor, &row), YCF_ROW);
		assert_string_equal(ycf_record_text(row, "reference"), "elm");
		if (order % 3 == 1)
			ycf_free(tracker);
		if (order % 2 == 1) {
			assert_string_equal(ycf_record_label(record, "reference"), "elm");
			ycf_record_free(record);
		}
		ycf_import_free(import);
		ycf_cursor_free(cursor);
		if (order % 3 == 2)
			ycf_free(tracker);
	}
	ycf_record_free(NULL);
	ycf_cursor_free(NULL);
	ycf_import_free(NULL);
	ycf_free(NULL);
}

static void a_bare_handle_refuses_all(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *record = NULL;
	ycf_cursor *cursor = NULL;
	ycf_import *import = NULL;
	fails(tracker, YCF_MISUSE, ycf_record_new(tracker, "setting", &record), "ycf_open()");
	fails(tracker, YCF_MISUSE, ycf_get(tracker, "setting", "elm", &record), "ycf_open()");
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "setting", NULL, NULL, 0, NULL, &cursor), "open");
	fails(tracker, YCF_MISUSE, ycf_import_new(tracker, &import), "open");
	fails(tracker, YCF_MISUSE, ycf_join(tracker, "elm", 0), "open");
	fails(tracker, YCF_MISUSE, ycf_begin(tracker, NULL), "open");
	fails(tracker, YCF_MISUSE, ycf_commit(tracker), "open");
	ycf_rollback(tracker);
	fails(tracker, YCF_MISUSE, ycf_export_all(tracker, "/nowhere"), "open");
}

/* ---- asking ---- */

static void add_five(ycf_tracker *tracker)
{
	add(tracker, "practitioner", "name", "Robin Example");
	add(tracker, "setting", "reference", "a", "name", "Elm", "kind", "primary", "town", "Leeds",
	    "joined", "2026-01-01", "practitioner", "Robin Example");
	add(tracker, "setting", "reference", "b", "name", "elder", "kind", "secondary", "town",
	    "Bradford", "joined", "2026-02-01");
	add(tracker, "setting", "reference", "c", "name", "\xC3\x89" "cole", "kind", "primary");
	add(tracker, "setting", "reference", "d", "name", "Zoo", "kind", "gp_practice", "town",
	    "leeds", "joined", "2026-03-01");
	add(tracker, "setting", "reference", "e", "name", "50% off_school", "kind", "other",
	    "joined", "2026-04-01");
}

/* The references that meet the terms, in order. */
static void check_found(ycf_tracker *tracker, const char *const *terms, const char *sort,
                        const char *wanted, int line)
{
	char found[100] = "";
	ycf_cursor *cursor = ask(tracker, "setting", terms, sort, 0);
	for (const ycf_record *row; (row = next_row(tracker, cursor)) != NULL;)
		strcat(found, ycf_record_text(row, "reference"));
	ycf_cursor_free(cursor);
	check_text(found, wanted, terms[0] != NULL ? terms[0] : "all", __FILE__, line);
}

#define found(sort, wanted, ...) check_found(tracker, TERMS(__VA_ARGS__), sort, wanted, __LINE__)

static void terms(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_five(tracker);
	found("reference", "abcde", NULL);
	found("-reference", "edcba", NULL);
	found("reference", "ac", "kind=primary");
	found("reference", "abc", "kind=primary,secondary");
	found("reference", "bde", "kind!=primary");
	found("reference", "a", "town=Leeds");
	found("reference", "ad", "town~LEEDS");
	found("reference", "ce", "town=");
	found("reference", "abd", "town!=");
	found("reference", "ab", "joined<2026-03-01");
	found("reference", "abd", "joined<=1 March 2026");
	found("reference", "de", "joined>2026-02-01");
	found("reference", "bde", "joined>=2026-02-01");
	found("reference", "b", "joined>2026-01-01", "joined<2026-03-01");
	found("reference", "c", "name~\xC3\xA9" "cole");
	found("reference", "e", "name~50%");
	found("reference", "e", "name~f_s");
	found("reference", "", "name~5_%");
	found("reference", "a", "practitioner=robin example");
	found("reference", "c", "name=\xC3\x89" "cole");
	found("name", "ebad", "joined!=");
	found("joined", "cabde", NULL);
}

static void terms_that_cannot_be(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_cursor *cursor = NULL;
	static const struct {
		const char *term;
		ycf_status status;
		const char *word;
	} bad[] = {
		{"town", YCF_MISUSE, "town"}, {"shoe=44", YCF_MISUSE, "shoe"},
		{"joined<someday", YCF_INVALID, "someday"}, {"kind=castle", YCF_INVALID, "castle"},
		{"practitioner=Nobody", YCF_NOT_FOUND, "Nobody"}, {"within=30", YCF_MISUSE, "within"},
		{"changed_since=someday", YCF_INVALID, "someday"}, {"", YCF_MISUSE, ""},
		{"changed_since<2026-01-01", YCF_MISUSE, "changed_since=VALUE"},
		{"joined>=", YCF_INVALID, "joined lacks a value"},
		{"kind!=primary,", YCF_INVALID, "kind lacks a value"},
		{"kind= ", YCF_INVALID, "kind lacks a value"},
		{"=x", YCF_MISUSE, ""}, {"name=\xFF", YCF_INVALID, "UTF-8"},
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		fails(tracker, bad[i].status,
		      ycf_select(tracker, "setting", TERMS(bad[i].term), NULL, 0, NULL, &cursor), bad[i].word);
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "setting", NULL, "shoe", 0, NULL, &cursor), "shoe");
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "shoe", NULL, NULL, 0, NULL, &cursor), "shoe");
	fails(tracker, YCF_INVALID, ycf_select(tracker, "standing", NULL, NULL, 20260231, NULL, &cursor),
	      "day");
	fails(tracker, YCF_INVALID, ycf_select(tracker, "due", TERMS("within=soon"), NULL, 0, NULL,
	      &cursor), "soon");
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "due", TERMS("within>30"), NULL, 0, NULL,
	      &cursor), "within=VALUE");
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "action", TERMS("setting!=elm"), NULL, 0, NULL,
	      &cursor), "setting=VALUE");
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "seting", NULL, NULL, 0, NULL, &cursor),
	      "did you mean 'setting'");
	fails(tracker, YCF_NOT_FOUND, ycf_select(tracker, "standing", TERMS("setting=nowhere"), NULL,
	      0, NULL, &cursor), "nowhere");
	assert_null(cursor);
}

/* ---- many at a time ---- */

static void blocks_of_records(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	const ycf_record *const *records;
	char reference[20];
	size_t count = 99;
	ok(tracker, ycf_begin(tracker, NULL));
	for (int i = 0; i < 250; i++) {
		snprintf(reference, sizeof reference, "r%03d", i);
		add(tracker, "setting", "reference", reference, "name", "Elm", "kind", "other");
	}
	ok(tracker, ycf_commit(tracker));
	ycf_cursor *cursor = ask(tracker, "setting", NULL, "reference", 0);
	fails(tracker, YCF_MISUSE, ycf_cursor_block(cursor, 0, &records, &count), "one");
	assert_int_equal(count, 99);
	static const size_t sizes[] = {1, 100, 7, 100, 100};
	static const size_t given[] = {1, 100, 7, 100, 42};
	int at = 0;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		assert_int_equal(ycf_cursor_block(cursor, sizes[i], &records, &count), YCF_ROW);
		assert_int_equal(count, given[i]);
		for (size_t k = 0; k < count; k++) {
			snprintf(reference, sizeof reference, "r%03d", at++);
			holds(records[k], "reference", reference);
			holds(records[k], "name", "Elm");
			assert_memory_equal(ycf_record_text(records[k], "id"), "s-", 2);
		}
		/* all of a block are good at once */
		holds(records[0], "kind", "other");
		assert_int_equal(ycf_cursor_count(cursor), at);
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(ycf_cursor_block(cursor, 10, &records, &count), YCF_DONE);
	const ycf_record *record;
	assert_int_equal(ycf_cursor_next(cursor, &record), YCF_DONE);
	ycf_cursor_free(cursor);
}

static void blocks_and_single_records(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	const ycf_record *const *records;
	const ycf_record *record;
	size_t count;
	add_five(tracker);
	ycf_cursor *cursor = ask(tracker, "setting", NULL, "reference", 0);
	holds(next_row(tracker, cursor), "reference", "a");
	assert_int_equal(ycf_cursor_block(cursor, 2, &records, &count), YCF_ROW);
	holds(records[1], "reference", "c");
	holds(next_row(tracker, cursor), "reference", "d");
	assert_int_equal(ycf_cursor_block(cursor, SIZE_MAX, &records, &count), YCF_ROW);
	assert_int_equal(count, 1);
	holds(records[0], "reference", "e");
	assert_int_equal(ycf_cursor_next(cursor, &record), YCF_DONE);
	ycf_cursor_free(cursor);
	cursor = ask(tracker, "setting", TERMS("reference=nowhere"), NULL, 0);
	assert_int_equal(ycf_cursor_block(cursor, 5, &records, &count), YCF_DONE);
	ycf_cursor_free(cursor);
}

/* The table's own name of a field, which bindings keep, and any other spelling of it. */
static void fields_by_the_table_s_own_names(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_elm(tracker);
	ycf_record *record = get(tracker, "setting", "elm");
	for (size_t i = 0; i < ycf_field_count("setting"); i++) {
		char copy[60];
		const char *name = ycf_field_name("setting", i);
		snprintf(copy, sizeof copy, "%s", name);
		check_text(ycf_record_text(record, name), ycf_record_text(record, copy), name, __FILE__,
		           __LINE__);
	}
	ycf_record_free(record);
}

static void changed_since(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	char term[60];
	add_five(tracker);
	ycf_record *record = get(tracker, "setting", "c");
	ok(tracker, ycf_record_set(record, "town", "York"));
	usleep(3000);
	ok(tracker, ycf_save(record));
	snprintf(term, sizeof term, "changed_since=%s", ycf_record_text(record, "changed"));
	found(NULL, "c", term);
	ycf_record_free(record);
	found("reference", "abcde", "changed_since=2020-01-01");
	found(NULL, "", "changed_since=2199-01-01");
}

static void things_of_a_setting(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_five(tracker);
	for (int i = 0; i < 2; i++) {
		const char *setting = i == 0 ? "a" : "b";
		ycf_record *record = make(tracker, "plan", "setting", setting, "agreed", "2026-05-01",
		                          "agreed_with", "The head");
		ok(tracker, ycf_agree_plan(record));
		ycf_record_free(record);
		add(tracker, "action", "setting", setting, "what", "Do", "due", "2026-06-01");
		record = make(tracker, "review", "setting", setting, "date", "2026-05-02", "agreed_with",
		              "The head");
		ok(tracker, ycf_review_plan(record, NULL));
		ycf_record_free(record);
		record = make(tracker, "assessment", "setting", setting, "source", "self");
		ok(tracker, ycf_assess(record, TERMS("1.1=met")));
		ycf_record_free(record);
	}
	static const char *const nouns[] = {"plan", "action", "review", "assessment", "rating"};
	for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
		assert_int_equal(count_of(tracker, nouns[i], NULL), 2);
		assert_int_equal(count_of(tracker, nouns[i], "setting=a"), 1);
		assert_int_equal(count_of(tracker, nouns[i], "setting=d"), 0);
	}
	assert_int_equal(count_on(tracker, "due", TERMS("setting=a", "kind=action", "within=30"),
	                          20260502), 1);
	assert_int_equal(count_on(tracker, "due", TERMS("setting=a", "kind=action", "within=29"),
	                          20260502), 0);
	assert_int_equal(count_on(tracker, "due", TERMS("days<0", "kind=action"), 20260602), 2);
	assert_int_equal(count_on(tracker, "due", TERMS("days<0", "kind=action"), 20260601), 0);
}

/* A cursor goes on while the records it walks over are changed. */
static void changing_what_a_cursor_walks(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	add_five(tracker);
	size_t count = 0;
	ycf_cursor *cursor = ask(tracker, "setting", NULL, NULL, 0);
	for (const ycf_record *row; (row = next_row(tracker, cursor)) != NULL; count++) {
		ycf_record *record = get(tracker, "setting", ycf_record_text(row, "id"));
		ok(tracker, ycf_record_set(record, "notes", "seen"));
		ok(tracker, ycf_save(record));
		ycf_record_free(record);
		assert_true(count < 10);
	}
	ycf_cursor_free(cursor);
	assert_int_equal(count, 5);
	assert_int_equal(count_of(tracker, "setting", "notes=seen"), 5);
}

/* ---- writing out ---- */

static void tables_csv_and_json(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	static const char *const wanted[] = {
		[YCF_CSV] = "reference,name,practitioner\r\na,\"Elm, \"\"old\"\"\",Robin Example\r\n"
		            "b,'=1+1,\r\n",
		[YCF_JSON] = "{\"reference\": \"a\", \"name\": \"Elm, \\\"old\\\"\", \"practitioner\": "
		             "\"Robin Example\"}",
	};
	add(tracker, "practitioner", "name", "Robin Example");
	add(tracker, "setting", "reference", "a", "name", "Elm, \"old\"", "kind", "other",
	    "practitioner", "Robin Example");
	add(tracker, "setting", "reference", "b", "name", "=1+1", "kind", "other");
	for (ycf_format format = YCF_TABLE; format <= YCF_JSON; format++) {
		const char *path = scratch_path(scratch, "out");
		ycf_cursor *cursor;
		ok(tracker, ycf_select(tracker, "setting", NULL, "reference", 0,
		                       TERMS("reference", "name", "practitioner"), &cursor));
		ok(tracker, ycf_cursor_write(cursor, format, 0, path, -1));
		ycf_cursor_free(cursor);
		char *text = read_bytes(path, NULL);
		if (format != YCF_TABLE && strstr(text, wanted[format]) == NULL)
			fail_msg("%s", text);
		assert_non_null(strstr(text, "Robin Example"));
		free(text);
	}
}

/* Of a stored noun, and of one that is gathered beforehand and put in order by a field that was
   not asked for. */
static void chosen_fields_alone_are_read(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const ycf_record *record;
	ycf_cursor *cursor;
	for (const char *key = "ab"; *key != '\0'; key++) {
		const char name[] = {*key, '\0'};
		add(tracker, "setting", "reference", name, "name", *key == 'a' ? "Zest" : "Elm",
		    "kind", "primary", "town", "Leeds");
		ok(tracker, ycf_join(tracker, name, 20260101));
	}
	ok(tracker, ycf_select(tracker, "setting", NULL, "name", 0, TERMS("town", "joined", "id"),
	                       &cursor));
	assert_int_equal(ycf_cursor_next(cursor, &record), YCF_ROW);
	assert_string_equal(ycf_record_text(record, "town"), "Leeds");
	assert_int_equal(ycf_record_date(record, "joined"), 20260101);
	assert_string_equal(ycf_record_label(record, "id"), "b");
	assert_int_equal(ycf_record_integer(record, "revision"), 0);
	assert_true(ycf_record_is_null(record, "kind"));
	assert_null(ycf_record_text(record, "changed"));
	ycf_cursor_free(cursor);
	ok(tracker, ycf_select(tracker, "standing", NULL, "-name", 20260501,
	                       TERMS("stage", "setting"), &cursor));
	assert_int_equal(ycf_cursor_next(cursor, &record), YCF_ROW);
	assert_string_equal(ycf_record_label(record, "setting"), "a");
	assert_null(ycf_record_text(record, "name"));
	assert_true(ycf_record_is_null(record, "standards_met"));
	assert_true(ycf_record_is_null(record, "holds"));   /* not: no */
	assert_null(ycf_record_text(record, "holds"));
	assert_null(ycf_record_label(record, "lead"));
	assert_string_equal(ycf_record_text(record, "stage"), "registered");
	assert_int_equal(ycf_cursor_next(cursor, &record), YCF_ROW);
	assert_int_equal(ycf_cursor_next(cursor, &record), YCF_DONE);
	ycf_cursor_free(cursor);
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "setting", NULL, NULL, 0, TERMS("shoe"),
	      &cursor), "setting has no field 'shoe'");
	fails(tracker, YCF_MISUSE, ycf_select(tracker, "setting", NULL, NULL, 0, TERMS(NULL),
	      &cursor), "no field was asked for");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(a_record_comes_and_goes),
		test_leeds(what_a_record_refuses),
		test_leeds(text_limits_are_in_characters),
		test_leeds(unique_values_are_taken),
		test_leeds(a_stale_copy_is_refused),
		test_leeds(keys_of_settings),
		test_leeds(keys_of_others),
		test_leeds(what_others_depend_on_stays),
		test_leeds(nobody_writes_nothing),
		test_leeds(who_and_why_are_kept),
		test_leeds(a_removal_is_in_the_history),
		test_leeds(a_failing_call_undoes_only_itself),
		test_leeds(the_first_call_inside_may_fail),
		test_leeds(rolling_back),
		test_leeds(objects_are_freed_in_any_order),
		test_bare(a_bare_handle_refuses_all),
		test_leeds(terms),
		test_leeds(terms_that_cannot_be),
		test_leeds(blocks_of_records),
		test_leeds(blocks_and_single_records),
		test_leeds(fields_by_the_table_s_own_names),
		test_leeds(changed_since),
		test_leeds(things_of_a_setting),
		test_leeds(changing_what_a_cursor_walks),
		test_leeds(tables_csv_and_json),
		test_leeds(chosen_fields_alone_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
