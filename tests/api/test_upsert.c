/* Adding or editing by a key in one call, and external ids as keys everywhere. */
#include "scratch.h"

/* Upsert a setting of these fields and give its outcome. */
static ycf_count upsert_fields(ycf_tracker *tracker, const char *noun, const char *key,
                               const char *const *fields)
{
	ycf_count outcome = YCF_REJECTED;
	ycf_record *record = make_record(tracker, noun, fields);
	ok(tracker, ycf_upsert(record, key, &outcome));
	assert_non_null(ycf_record_text(record, "id"));
	ycf_record_free(record);
	return outcome;
}

#define upsert(tracker, noun, key, ...) \
	upsert_fields((tracker), (noun), (key), (const char *const[]){__VA_ARGS__, NULL, NULL})

static void refused(ycf_tracker *tracker, const char *noun, const char *key, ycf_status wanted,
                    const char *word, const char *const *fields)
{
	ycf_count outcome = YCF_REJECTED;
	ycf_record *record = make_record(tracker, noun, fields);
	fails(tracker, wanted, ycf_upsert(record, key, &outcome), word);
	assert_int_equal(outcome, YCF_REJECTED);
	assert_true(ycf_record_is_null(record, "id"));
	ycf_record_free(record);
}

static void added_edited_unchanged(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	assert_int_equal(upsert(tracker, "setting", "civicrm:123", "name", "Elm", "kind", "primary",
	                        "town", "Leeds"), YCF_ADDED);
	assert_int_equal(upsert(tracker, "setting", "civicrm:123", "name", "Elm"), YCF_UNCHANGED);
	assert_int_equal(upsert(tracker, "setting", "civicrm:123", "name", "Elm Tree"), YCF_UPDATED);
	stored(tracker, "setting", "civicrm:123", "name", "Elm Tree");
	stored(tracker, "setting", "civicrm:123", "town", "Leeds");
	stored(tracker, "setting", "civicrm:123", "revision", "2");
	assert_int_equal(upsert(tracker, "setting", "civicrm:123", "town", ""), YCF_UPDATED);
	stored(tracker, "setting", "civicrm:123", "town", NULL);
	stored(tracker, "setting", "civicrm:123", "kind", "primary");
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
	assert_int_equal(count_of(tracker, "external_id", NULL), 1);
	/* one call is one change */
	assert_int_equal(count_of(tracker, "change", NULL), 4);
}

static void the_record_holds_what_is_stored(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_count outcome;
	upsert(tracker, "setting", "civicrm:1", "name", "Elm", "kind", "primary", "town", "Leeds");
	ycf_record *record = make(tracker, "setting", "name", "Oak");
	ok(tracker, ycf_upsert(record, "civicrm:1", &outcome));
	assert_int_equal(outcome, YCF_UPDATED);
	holds(record, "name", "Oak");
	holds(record, "town", "Leeds");
	assert_int_equal(ycf_record_integer(record, "revision"), 2);
	fails(tracker, YCF_MISUSE, ycf_upsert(record, "civicrm:1", NULL), "stored");
	/* it can be edited like any other */
	ok(tracker, ycf_record_set(record, "town", "York"));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
	stored(tracker, "setting", "civicrm:1", "town", "York");
}

static void case_and_bytes_are_kept(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	upsert(tracker, "setting", "Salesforce:0015g00000XyZ1a", "name", "One", "kind", "other");
	upsert(tracker, "setting", "Salesforce:0015g00000XyZ1A", "name", "Two", "kind", "other");
	upsert(tracker, "setting", "salesforce:0015g00000XyZ1A", "name", "Three", "kind", "other");
	upsert(tracker, "setting", "a b:c:d e", "name", "Four", "kind", "other");
	assert_int_equal(count_of(tracker, "setting", NULL), 4);
	stored(tracker, "setting", "Salesforce:0015g00000XyZ1A", "name", "Two");
	stored(tracker, "setting", "salesforce:0015g00000XyZ1A", "name", "Three");
	stored(tracker, "setting", "a b:c:d e", "name", "Four");
	char *value = only(tracker, "external_id", TERMS("system=a b"), "value", 0);
	assert_string_equal(value, "c:d e");
	free(value);
	assert_int_equal(upsert(tracker, "setting", " salesforce: 0015g00000XyZ1A\n", "town", "Leeds"),
	                 YCF_UPDATED);
	/* a system with a colon, as another program may have given it */
	add(tracker, "external_id", "system", "https://crm.example", "value", "7", "setting",
	    "a b:c:d e");
	stored(tracker, "setting", "https://crm.example:7", "name", "Four");
}

static void codes_of_settings(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	assert_int_equal(upsert(tracker, "setting", "urn:107809", "name", "Elm", "kind", "primary"),
	                 YCF_ADDED);
	stored(tracker, "setting", "urn:107809", "urn", "107809");
	assert_int_equal(upsert(tracker, "setting", "urn:107809", "ods_code", "B86001"), YCF_UPDATED);
	assert_int_equal(upsert(tracker, "setting", "ods:b86001", "town", "Leeds"), YCF_UPDATED);
	assert_int_equal(upsert(tracker, "setting", "ref:oak", "name", "Oak", "kind", "other"),
	                 YCF_ADDED);
	assert_int_equal(upsert(tracker, "setting", "ods:y1", "name", "Ash", "kind", "other"), YCF_ADDED);
	assert_int_equal(upsert(tracker, "setting", "ods:y1", "name", "Ash"), YCF_UNCHANGED);
	assert_int_equal(upsert(tracker, "setting", "ref:fir", "name", "Fir", "kind", "other",
	                        "reference", "fir"), YCF_ADDED);
	assert_int_equal(upsert(tracker, "setting", "ref:fir", "reference", "pine"), YCF_UPDATED);
	stored(tracker, "setting", "ref:pine", "name", "Fir");
	assert_int_equal(count_of(tracker, "external_id", NULL), 0);
	upsert(tracker, "setting", "ref:x", "name", "X", "kind", "other", "laestab", "383/1");
	upsert(tracker, "setting", "ref:y", "name", "Y", "kind", "other", "laestab", "383/1");
	refused(tracker, "setting", "laestab:383/1", YCF_AMBIGUOUS, "383/1", TERMS("town", "A", NULL));
}

static void leads_and_references(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	upsert(tracker, "setting", "civicrm:1", "name", "Elm", "kind", "primary");
	add(tracker, "practitioner", "name", "Robin Example");
	assert_int_equal(upsert(tracker, "lead", "civicrm:2", "setting", "civicrm:1", "name",
	                        "Ann Sample", "since", "2026-01-05"), YCF_ADDED);
	assert_int_equal(upsert(tracker, "lead", "civicrm:2", "setting", "civicrm:1", "email",
	                        "ann@elm.example"), YCF_UPDATED);
	assert_int_equal(upsert(tracker, "lead", "civicrm:2", "setting", "civicrm:1"), YCF_UNCHANGED);
	stored(tracker, "lead", "civicrm:2", "name", "Ann Sample");
	stored(tracker, "lead", "civicrm:1", "email", "ann@elm.example");
	upsert(tracker, "setting", "civicrm:1", "practitioner", "Robin Example");
	stored(tracker, "setting", "civicrm:1", "practitioner", "Robin Example");
	upsert(tracker, "setting", "civicrm:1", "practitioner", "");
	stored(tracker, "setting", "civicrm:1", "practitioner", NULL);
	assert_int_equal(count_of(tracker, "lead", "setting=civicrm:1"), 1);
	assert_int_equal(count_of(tracker, "lead", "setting!=civicrm:1"), 0);
	/* the other system's number of a lead is not that of a setting */
	refused(tracker, "setting", "civicrm:2", YCF_EXISTS, "civicrm",
	        TERMS("name", "Oak", "kind", "other", NULL));
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
}

static void what_cannot_be(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	const char *const *named = TERMS("name", "Elm", "kind", "other", NULL);
	static const char *const keyless[] = {"", "107809", "civicrm:", ":5", " : ", "name:Elm"};
	for (size_t i = 0; i < sizeof keyless / sizeof keyless[0]; i++)
		refused(tracker, "setting", keyless[i], YCF_MISUSE, "civicrm:123", named);
	refused(tracker, "lead", "urn:107809", YCF_MISUSE, "urn", TERMS("name", "Ann", NULL));
	refused(tracker, "practitioner", "civicrm:1", YCF_MISUSE, "practitioner",
	        TERMS("name", "Robin", NULL));
	refused(tracker, "setting", "civicrm:1", YCF_INVALID, "name", TERMS("kind", "other", NULL));
	refused(tracker, "setting", "urn:1", YCF_INVALID, "urn",
	        TERMS("name", "Elm", "kind", "other", "urn", "2", NULL));
	refused(tracker, "setting", "civicrm:\xFF", YCF_INVALID, "UTF-8", named);
	refused(tracker, "setting", "civicrm:1", YCF_NOT_FOUND, "nobody",
	        TERMS("name", "Elm", "kind", "other", "practitioner", "nobody", NULL));
	assert_int_equal(count_of(tracker, "setting", NULL), 0);
	assert_int_equal(count_of(tracker, "external_id", NULL), 0);
	upsert(tracker, "setting", "civicrm:1", "name", "Elm", "kind", "other", "urn", "1");
	refused(tracker, "setting", "civicrm:2", YCF_EXISTS, "urn",
	        TERMS("name", "Oak", "kind", "other", "urn", "1", NULL));
	refused(tracker, "setting", "civicrm:1", YCF_INVALID, "name", TERMS("name", "", NULL));
	refused(tracker, "setting", "civicrm:1", YCF_INVALID, "name", TERMS("name", "  ", NULL));
	stored(tracker, "setting", "civicrm:1", "name", "Elm");
}

/* What failed can be mended and tried again with the same record. */
static void after_a_failure(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_count outcome;
	upsert(tracker, "setting", "civicrm:1", "name", "Elm", "kind", "other", "town", "Leeds");
	ycf_record *record = make(tracker, "setting", "joined", "2026-02-01", "departed", "2026-01-01",
	                          "name", "Oak");
	fails(tracker, YCF_INVALID, ycf_upsert(record, "civicrm:1", NULL), "departed");
	ok(tracker, ycf_record_set(record, "departed", ""));
	ok(tracker, ycf_upsert(record, "civicrm:1", &outcome));
	assert_int_equal(outcome, YCF_UPDATED);
	holds(record, "town", "Leeds");
	ycf_record_free(record);
	record = make(tracker, "setting", "name", "Fir", "practitioner", "nobody");
	fails(tracker, YCF_NOT_FOUND, ycf_upsert(record, "civicrm:1", NULL), "nobody");
	add(tracker, "practitioner", "name", "nobody");
	ok(tracker, ycf_upsert(record, "civicrm:1", NULL));
	holds(record, "practitioner", "nobody");
	ycf_record_free(record);
}

static void inside_a_transaction(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ok(tracker, ycf_begin(tracker, "nightly"));
	upsert(tracker, "setting", "civicrm:1", "name", "Elm", "kind", "other");
	refused(tracker, "setting", "civicrm:2", YCF_INVALID, "kind", TERMS("name", "Oak", NULL));
	assert_int_equal(upsert(tracker, "setting", "civicrm:1", "name", "Elm"), YCF_UNCHANGED);
	ok(tracker, ycf_commit(tracker));
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
	assert_int_equal(count_of(tracker, "external_id", "value=2"), 0);
	ycf_tracker *other = second_handle(*state);
	assert_int_equal(upsert(other, "setting", "civicrm:1", "town", "Leeds"), YCF_UPDATED);
	ycf_free(other);
	stored(tracker, "setting", "civicrm:1", "town", "Leeds");
}

static void required_text_is_no_blanks(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_record *record = make(tracker, "setting", "name", " \t ", "kind", "other");
	fails(tracker, YCF_INVALID, ycf_save(record), "name");
	ok(tracker, ycf_record_set(record, "name", " Elm "));
	ok(tracker, ycf_save(record));
	holds(record, "name", " Elm ");
	ycf_record_free(record);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(added_edited_unchanged),
		test_small(the_record_holds_what_is_stored),
		test_small(case_and_bytes_are_kept),
		test_small(codes_of_settings),
		test_small(leads_and_references),
		test_small(what_cannot_be),
		test_small(after_a_failure),
		test_small(inside_a_transaction),
		test_small(required_text_is_no_blanks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
