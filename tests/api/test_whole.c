/* The law of the whole tracker: exported, imported into an empty one and
   exported again, it is the same to the byte. */
#include "scratch.h"

enum { NAUGHTY = 600 };

/* ---- the big list of naughty strings, from its JSON ---- */

struct strings {
	size_t count;
	char *texts[NAUGHTY];
};

static unsigned read_hex(const char *at)
{
	char digits[5] = "";
	memcpy(digits, at, 4);
	return (unsigned)strtoul(digits, NULL, 16);
}

static char *put_utf8(char *out, unsigned c)
{
	if (c < 0x80)
		*out++ = (char)c;
	else if (c < 0x800) {
		*out++ = (char)(0xC0 | c >> 6);
		*out++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*out++ = (char)(0xE0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 63));
		*out++ = (char)(0x80 | (c & 63));
	} else {
		*out++ = (char)(0xF0 | c >> 18);
		*out++ = (char)(0x80 | (c >> 12 & 63));
		*out++ = (char)(0x80 | (c >> 6 & 63));
		*out++ = (char)(0x80 | (c & 63));
	}
	return out;
}

/* An escape behind its backslash; *at is left on its last character. */
static char *put_escape(char *out, const char **at)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	const char *known = strchr(from, **at);
	if (**at != 'u') {
		*out++ = known != NULL ? to[known - from] : **at;
		return out;
	}
	unsigned c = read_hex(*at + 1);
	*at += 4;
	if (c >= 0xD800 && c < 0xDC00 && (*at)[1] == '\\' && (*at)[2] == 'u') {
		c = 0x10000 + ((c - 0xD800) << 10) + (read_hex(*at + 3) - 0xDC00);
		*at += 6;
	}
	return c == 0 ? out : put_utf8(out, c);
}

static void read_strings(const char *path, struct strings *strings)
{
	char *json = read_bytes(path, NULL);
	strings->count = 0;
	for (const char *at = json; *at != '\0'; at++) {
		if (*at != '"')
			continue;
		char *text = malloc(strlen(at) + 1), *out = text;
		assert_non_null(text);
		for (at++; *at != '"'; at++)
			if (*at == '\\') {
				at++;
				out = put_escape(out, &at);
			} else
				*out++ = *at;
		*out = '\0';
		assert_true(strings->count < NAUGHTY);
		strings->texts[strings->count++] = text;
	}
	free(json);
}

static void free_strings(struct strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		free(strings->texts[i]);
}

/* ---- a rich tracker ---- */

static void save(ycf_tracker *tracker, ycf_record *record)
{
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
}

static void done(ycf_tracker *tracker, ycf_record *record, ycf_status status)
{
	ok(tracker, status);
	ycf_record_free(record);
}

/* Every text, choice and day of a record filled; references are left to the caller. */
static void fill(ycf_tracker *tracker, ycf_record *record, const char *noun, const char *text)
{
	for (size_t i = 0; i < ycf_field_count(noun); i++) {
		const char *name = ycf_field_name(noun, i);
		ycf_kind kind = ycf_field_kind(noun, i);
		if ((ycf_field_flags(noun, i) & YCF_FIELD_READ_ONLY) || !ycf_record_is_null(record, name))
			continue;
		if (kind == YCF_TEXT) {
			char *cut = strndup(text, ycf_field_limit(noun, i));
			assert_non_null(cut);
			ok(tracker, ycf_record_set(record, name, cut));
			free(cut);
		} else if (kind == YCF_CHOICE)
			ok(tracker, ycf_record_set(record, name, ycf_field_choice(noun, i, 0)));
		else if (kind == YCF_DATE)
			ok(tracker, ycf_record_set_date(record, name, 20260228));
	}
}

static void fill_setting(ycf_tracker *tracker, const char *reference, const char *text)
{
	ycf_record *record = make(tracker, "practitioner", "name", "Robin Example, senior");
	fill(tracker, record, "practitioner", text);
	save(tracker, record);
	record = make(tracker, "setting", "reference", reference, "urn", "900001", "ods_code",
	              "Z99999", "joined", "2020-02-29", "departed", "2200-12-31", "opened",
	              "1800-01-01", "closed", "2199-12-31", "practitioner", "Robin Example, senior");
	fill(tracker, record, "setting", text);
	save(tracker, record);
	record = make(tracker, "external_id", "system", "civicrm", "value", "aBc:1", "setting",
	              reference);
	save(tracker, record);
}

static void fill_report(ycf_tracker *tracker, const char *setting, const char *text)
{
	ycf_record *record = make(tracker, "request", "setting", setting, "asked", "2024-03-01",
	                          "practitioner", "Robin Example, senior");
	fill(tracker, record, "request", text);
	save(tracker, record);
	ycf_cursor *cursor = ask(tracker, "assessment", TERMS("source=self"), NULL, 0);
	char *assessment = strdup(ycf_record_text(next_row(tracker, cursor), "id"));
	ycf_cursor_free(cursor);
	record = make(tracker, "report", "setting", setting, "date", "2024-03-01", "assessment",
	              assessment);
	free(assessment);
	fill(tracker, record, "report", text);
	save(tracker, record);
	char action[80];
	snprintf(action, sizeof action, "%s/4", setting);
	record = make(tracker, "remark", "setting", setting, "action", action);
	fill(tracker, record, "remark", text);
	save(tracker, record);
}

static void fill_work(ycf_tracker *tracker, const char *setting, const char *text)
{
	ycf_record *record = make(tracker, "lead", "setting", setting, "name", "Zo\xC3\xAB",
	                          "since", "2024-01-31", "role", "designated_lead");
	done(tracker, record, ycf_appoint(record));
	record = make(tracker, "lead", "setting", setting, "since", "2024-02-29", "until",
	              "2025-02-28", "role", "deputy", "confirmed", "2024-12-31");
	fill(tracker, record, "lead", text);
	save(tracker, record);
	record = make(tracker, "contact", "setting", setting, "date", "2024-02-29", "follow_up",
	              "2026-12-31", "practitioner", "Robin Example, senior");
	fill(tracker, record, "contact", text);
	done(tracker, record, ycf_log(record));
	record = make(tracker, "assessment", "setting", setting, "date", "2024-03-01");
	fill(tracker, record, "assessment", text);
	done(tracker, record, ycf_assess(record, TERMS("A=secure:\n\"=1+1\"\r\n", "B.1=growing",
	                                               "C=not_applicable")));
	record = make(tracker, "evidence", "setting", setting, "standard", "A", "dated",
	              "2024-03-01", "expires", "2024-03-01");
	fill(tracker, record, "evidence", text);
	save(tracker, record);
	record = make(tracker, "evidence", "setting", setting, "criterion", "B.1", "title", "-",
	              "kept_at", "@");
	save(tracker, record);
	record = make(tracker, "plan", "setting", setting, "agreed", "2024-04-30", "agreed_with",
	              "Zo\xC3\xAB", "note", text);
	done(tracker, record, ycf_agree_plan(record));
	for (int i = 0; i < 3; i++) {
		record = make(tracker, "action", "setting", setting, "standard", "C", "due", "2024-06-01",
		              "what", text + 8100, "owner", "=HYPERLINK(1)");
		save(tracker, record);
	}
	record = make(tracker, "review", "setting", setting, "date", "2024-08-31", "agreed_with",
	              "Zo\xC3\xAB", "note", text);
	done(tracker, record, ycf_review_plan(record, TERMS("close=1", "drop=2",
	                                                    "carry=3=2024-12-01", "add=A: +1")));
	fill_report(tracker, setting, text);
	record = make(tracker, "award", "setting", setting, "date", "2024-09-01", "recorded_from",
	              "-1", "note", text);
	done(tracker, record, ycf_award(record));
	ok(tracker, ycf_withdraw(tracker, setting, NULL, 20241001, "'=note"));
	record = make(tracker, "award", "setting", setting, "date", "2025-09-01", "recorded_from",
	              "\ttab");
	done(tracker, record, ycf_award(record));
}

static void edit_and_remove(ycf_tracker *tracker)
{
	ycf_record *record = make(tracker, "setting", "name", "Going", "kind", "other", "reference",
	                          "gone", "notes", "\"q\", 'r'\n\xF0\x9F\x98\x80");
	save(tracker, record);
	ok(tracker, ycf_begin(tracker, "a reason, with \"quotes\"\nand lines"));
	record = get(tracker, "setting", "gone");
	ok(tracker, ycf_record_set(record, "name", "Gone"));
	ok(tracker, ycf_save(record));
	ok(tracker, ycf_remove(record));
	ycf_record_free(record);
	ok(tracker, ycf_commit(tracker));
}

static void add_naughty(ycf_tracker *tracker, const struct strings *strings)
{
	ok(tracker, ycf_begin(tracker, "naughty strings"));
	for (size_t i = 0; i < strings->count; i++) {
		char reference[40];
		snprintf(reference, sizeof reference, "n%zu", i);
		ycf_record *record = make(tracker, "setting", "reference", reference, "kind", "other");
		/* A name must have something in it, and not blanks alone. */
		if (ycf_record_set(record, "name", strings->texts[i]) != YCF_OK ||
		    ycf_record_is_null(record, "name"))
			ok(tracker, ycf_record_set(record, "name", reference));
		ok(tracker, ycf_record_set(record, "notes", strings->texts[i]));
		if (ycf_save(record) == YCF_INVALID) {
			assert_string_equal(ycf_message_field(tracker), "name");
			ok(tracker, ycf_record_set(record, "name", reference));
			ok(tracker, ycf_save(record));
		}
		ycf_record_free(record);
	}
	ok(tracker, ycf_commit(tracker));
}

/* A day of every kind: leap days, month ends, the first and the last. */
static void add_days(ycf_tracker *tracker)
{
	ok(tracker, ycf_begin(tracker, "days"));
	ycf_record *setting = make(tracker, "setting", "reference", "days", "name", "Days", "kind",
	                           "other");
	save(tracker, setting);
	for (ycf_date day = 20231225; day < 20240310; day = ycf_date_add_days(day, 1)) {
		ycf_record *record = make(tracker, "contact", "setting", "days", "kind", "call");
		ok(tracker, ycf_record_set_date(record, "date", day));
		save(tracker, record);
	}
	ok(tracker, ycf_commit(tracker));
}

/* ---- folders ---- */

static size_t compare_folders(const char *first, const char *second)
{
	size_t count = 0;
	DIR *folder = opendir(first);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		char a[500], b[500];
		size_t a_length, b_length;
		if (entry->d_name[0] == '.')
			continue;
		snprintf(a, sizeof a, "%s/%s", first, entry->d_name);
		snprintf(b, sizeof b, "%s/%s", second, entry->d_name);
		char *a_bytes = read_bytes(a, &a_length), *b_bytes = read_bytes(b, &b_length);
		if (a_length != b_length || memcmp(a_bytes, b_bytes, a_length) != 0)
			fail_msg("%s differs", entry->d_name);
		free(a_bytes);
		free(b_bytes);
		count++;
	}
	closedir(folder);
	return count;
}

static size_t stored_nouns(void)
{
	size_t count = 0;
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++)
		count += !ycf_noun_is_derived(ycf_noun_name(i));
	return count;
}

static ycf_tracker *empty_tracker(struct scratch *scratch)
{
	ycf_tracker *tracker = ycf_new();
	assert_non_null(tracker);
	ok(tracker, ycf_set_actor(tracker, "Somebody else"));
	ok(tracker, ycf_set_templates(tracker, source_path("templates")));
	ok(tracker, ycf_create(tracker, scratch_path(scratch, "second.ycf"), "leeds", 0));
	return tracker;
}

static void check_law(struct scratch *scratch)
{
	const char *first = scratch_path(scratch, "first"), *second = scratch_path(scratch, "again");
	int64_t problems = -1;
	ok(scratch->tracker, ycf_export_all(scratch->tracker, first));
	ycf_tracker *tracker = empty_tracker(scratch);
	ok(tracker, ycf_import_all(tracker, first));
	ok(tracker, ycf_check(tracker, &problems));
	assert_int_equal(problems, 0);
	ok(tracker, ycf_export_all(tracker, second));
	assert_int_equal(compare_folders(first, second), stored_nouns());
	assert_int_equal(compare_folders(second, first), stored_nouns());
	ycf_free(tracker);
}

/* ---- tests ---- */

static void every_noun_filled(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	char text[10001];
	for (size_t i = 0; i < 10000; i++)
		text[i] = "abcdefgh \n\",;'=\t|"[i % 17];
	text[10000] = '\0';
	fill_setting(tracker, "full", text);
	fill_work(tracker, "full", text);
	edit_and_remove(tracker);
	add_days(tracker);
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small-2.yaml")));
	ok(tracker, ycf_framework_load(tracker, "leeds"));
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++)
		if (!ycf_noun_is_derived(ycf_noun_name(i)) &&
		    count_of(tracker, ycf_noun_name(i), NULL) == 0)
			fail_msg("there is no %s in the tracker", ycf_noun_name(i));
	check_law(scratch);
}

static void naughty_strings_come_back_whole(void **state)
{
	struct scratch *scratch = *state;
	struct strings strings;
	read_strings(wanted_shared("data/naughty-strings.json"), &strings);
	assert_true(strings.count > 500);
	add_naughty(scratch->tracker, &strings);
	check_law(scratch);
	free_strings(&strings);
}

static void naughty_strings_are_kept_byte_for_byte(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct strings strings;
	read_strings(wanted_shared("data/naughty-strings.json"), &strings);
	add_naughty(tracker, &strings);
	const char *path = scratch_path(scratch, "setting.csv");
	ok(tracker, ycf_export(tracker, "setting", path, -1));
	ycf_import *import;
	ok(tracker, ycf_import_new(tracker, &import));
	ok(tracker, ycf_import_run(import, "setting", path));
	assert_int_equal(ycf_import_count(import, YCF_UNCHANGED), strings.count);
	assert_int_equal(ycf_import_count(import, YCF_UPDATED), 0);
	ycf_import_free(import);
	for (size_t i = 0; i < strings.count; i++) {
		char key[40];
		snprintf(key, sizeof key, "ref:n%zu", i);
		ycf_record *setting = get(tracker, "setting", key);
		const char *notes = ycf_record_text(setting, "notes");
		if (strings.texts[i][0] == '\0')
			assert_null(notes);
		else
			assert_string_equal(notes, strings.texts[i]);
		ycf_record_free(setting);
	}
	free_strings(&strings);
}

/* One noun's file alone, into another tracker: the same texts under the same keys. */
static void one_noun_into_another_tracker(void **state)
{
	struct scratch *scratch = *state;
	struct strings strings;
	read_strings(wanted_shared("data/naughty-strings.json"), &strings);
	add_naughty(scratch->tracker, &strings);
	const char *path = scratch_path(scratch, "setting.csv");
	ok(scratch->tracker, ycf_export(scratch->tracker, "setting", path, -1));
	ycf_tracker *tracker = empty_tracker(scratch);
	ycf_import *import;
	ok(tracker, ycf_import_new(tracker, &import));
	ycf_status status = ycf_import_run(import, "setting", path);
	if (ycf_import_problem(import, 0) != NULL)
		print_error("%s\n", ycf_import_problem(import, 0));
	ok(tracker, status);
	assert_int_equal(ycf_import_count(import, YCF_ADDED), strings.count);
	ycf_import_free(import);
	for (size_t i = 0; i < strings.count; i++) {
		char key[40];
		snprintf(key, sizeof key, "ref:n%zu", i);
		ycf_record *before = get(scratch->tracker, "setting", key);
		ycf_record *after = get(tracker, "setting", key);
		assert_string_equal(ycf_record_text(before, "name"), ycf_record_text(after, "name"));
		if (!ycf_record_is_null(before, "notes"))
			assert_string_equal(ycf_record_text(before, "notes"),
			                    ycf_record_text(after, "notes"));
		ycf_record_free(before);
		ycf_record_free(after);
	}
	free_strings(&strings);
	ycf_free(tracker);
}

static void only_an_empty_tracker_takes_all(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *folder = scratch_path(scratch, "all");
	add(tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other");
	ok(tracker, ycf_export_all(tracker, folder));
	fails(tracker, YCF_REFUSED, ycf_import_all(tracker, folder), "records");
	assert_true(ycf_export_all(tracker, folder) != YCF_OK);
	assert_non_null(strstr(ycf_message(tracker), folder));
	assert_int_equal(count_of(tracker, "setting", NULL), 1);
}

static void a_spoiled_folder_changes_nothing(void **state)
{
	struct scratch *scratch = *state;
	const char *folder = scratch_path(scratch, "all");
	add(scratch->tracker, "setting", "reference", "elm", "name", "Elm", "kind", "other");
	ok(scratch->tracker, ycf_export_all(scratch->tracker, folder));
	ycf_tracker *tracker = empty_tracker(scratch);
	size_t standards = count_of(tracker, "standard", NULL);
	fails(tracker, YCF_UNREADABLE, ycf_import_all(tracker, scratch_path(scratch, "none")), "none");
	char *text = read_bytes(scratch_path(scratch, "all/setting.csv"), NULL);
	char *at = strstr(text, "other");
	assert_non_null(at);
	memcpy(at, "otter", 5);
	write_bytes(scratch_path(scratch, "all/setting.csv"), text, strlen(text));
	fails(tracker, YCF_INVALID, ycf_import_all(tracker, folder), "setting.csv", "row 2", "otter");
	assert_int_equal(count_of(tracker, "setting", NULL), 0);
	assert_int_equal(count_of(tracker, "standard", NULL), standards);
	free(text);
	assert_int_equal(unlink(scratch_path(scratch, "all/rating.csv")), 0);
	assert_true(ycf_import_all(tracker, folder) != YCF_OK);
	assert_int_equal(count_of(tracker, "standard", NULL), standards);
	ycf_free(tracker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_small(every_noun_filled),
		test_leeds(naughty_strings_come_back_whole),
		test_leeds(naughty_strings_are_kept_byte_for_byte),
		test_leeds(one_noun_into_another_tracker),
		test_leeds(only_an_empty_tracker_takes_all),
		test_leeds(a_spoiled_folder_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
