/* Specimens: one seed, one clock and the same calls give the same bytes, whoever makes
   them and through however many handles; and each document says what it is. */
#include "scratch.h"

#define CLOCK "2026-01-05T09:00:00Z"

static ycf_tracker *fresh_handle(void)
{
	ycf_tracker *tracker = ycf_new();
	assert_non_null(tracker);
	ok(tracker, ycf_set_templates(tracker, source_path("templates")));
	ok(tracker, ycf_set_actor(tracker, "Robin Example"));
	return tracker;
}

static void make_specimen(ycf_tracker *tracker, const char *path, int64_t seed)
{
	ok(tracker, ycf_set_specimen(tracker, seed, CLOCK));
	ok(tracker, ycf_create(tracker, path, "leeds", 0));
}

static int scratch_specimen(void **state)
{
	scratch_bare(state);
	struct scratch *scratch = *state;
	make_specimen(scratch->tracker, scratch->path, 7);
	return 0;
}

#define test_specimen(function) \
	cmocka_unit_test_setup_teardown(function, scratch_specimen, scratch_close)

/* ---- a scenario, call by call ---- */

static void add_elm(ycf_tracker *tracker)
{
	add(tracker, "setting", "reference", "elm", "name", "Elm Tree Primary", "kind", "primary",
	    "joined", "2026-01-05");
}

static void upsert_oak(ycf_tracker *tracker)
{
	ycf_record *record = make(tracker, "setting", "name", "Oak Surgery", "kind", "gp_practice");
	ok(tracker, ycf_upsert(record, "civicrm:9", NULL));
	ycf_record_free(record);
}

static void join_oak(ycf_tracker *tracker)
{
	ok(tracker, ycf_join(tracker, "civicrm:9", 0));
}

static void fail_once(ycf_tracker *tracker)
{
	ycf_record *record = make(tracker, "award", "setting", "elm");
	fails(tracker, YCF_REFUSED, ycf_award(record), "not ready");
	ycf_record_free(record);
	record = make(tracker, "setting", "reference", "elm", "name", "Another", "kind", "other");
	fails(tracker, YCF_EXISTS, ycf_save(record), "elm");
	ycf_record_free(record);
}

static void appoint_ann(ycf_tracker *tracker)
{
	ycf_record *record = make(tracker, "lead", "setting", "elm", "name", "Ann Sample");
	ok(tracker, ycf_appoint(record));
	ycf_record_free(record);
}

static void assess_elm(ycf_tracker *tracker)
{
	ycf_record *record = make(tracker, "assessment", "setting", "elm", "source", "self");
	ok(tracker, ycf_assess(record, TERMS("1.1=met", "3=met")));
	ycf_record_free(record);
}

static void award_both(ycf_tracker *tracker)
{
	static const char *const settings[] = {"elm", "civicrm:9"};
	ok(tracker, ycf_begin(tracker, "both on one day"));
	for (size_t i = 0; i < 2; i++) {
		ycf_record *record = make(tracker, "award", "setting", settings[i], "recorded_from",
		                          "minutes");
		ok(tracker, ycf_award(record));
		ycf_record_free(record);
	}
	ok(tracker, ycf_commit(tracker));
}

/* What was drawn and rolled back is drawn again. */
static void roll_back(ycf_tracker *tracker)
{
	ok(tracker, ycf_begin(tracker, NULL));
	add(tracker, "setting", "name", "Ash", "kind", "other");
	ycf_rollback(tracker);
}

static void edit_and_remove(ycf_tracker *tracker)
{
	ycf_record *record = make(tracker, "setting", "town", "Leeds");
	ok(tracker, ycf_upsert(record, "ref:elm", NULL));
	ycf_record_free(record);
	add(tracker, "contact", "setting", "elm", "kind", "visit");
	record = make(tracker, "setting", "name", "Nobody", "kind", "other", "reference", "gone");
	ok(tracker, ycf_save(record));
	ok(tracker, ycf_remove(record));
	ycf_record_free(record);
}

static void (*const scenario[])(ycf_tracker *tracker) = {
	add_elm, upsert_oak, join_oak, fail_once, appoint_ann, assess_elm, roll_back, award_both,
	edit_and_remove,
};

enum { STEPS = sizeof scenario / sizeof scenario[0] };

/* ---- what comes out ---- */

static void same_file(const char *a, const char *b)
{
	size_t length_a, length_b;
	char *bytes_a = read_bytes(a, &length_a), *bytes_b = read_bytes(b, &length_b);
	if (length_a != length_b || memcmp(bytes_a, bytes_b, length_a) != 0)
		fail_msg("%s and %s differ", a, b);
	free(bytes_a);
	free(bytes_b);
}

static size_t same_folder(const char *a, const char *b)
{
	char path_a[500], path_b[500];
	struct dirent *entry;
	size_t count = 0;
	DIR *folder = opendir(a);
	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path_a, sizeof path_a, "%s/%s", a, entry->d_name);
		snprintf(path_b, sizeof path_b, "%s/%s", b, entry->d_name);
		same_file(path_a, path_b);
		count++;
	}
	closedir(folder);
	return count;
}

static void write_out(struct scratch *scratch, ycf_tracker *tracker, const char *name)
{
	char folder[40], certificate[40];
	snprintf(folder, sizeof folder, "%s-out", name);
	snprintf(certificate, sizeof certificate, "%s.pdf", name);
	ok(tracker, ycf_export_all(tracker, scratch_path(scratch, folder)));
	ok(tracker, draw(tracker, "certificate", "elm", scratch_path(scratch, certificate)));
}

static void one_handle_or_many(void **state)
{
	struct scratch *scratch = *state;
	for (size_t i = 0; i < STEPS; i++)
		scenario[i](scratch->tracker);
	write_out(scratch, scratch->tracker, "one");
	const char *path = scratch_path(scratch, "many.ycf");
	ycf_tracker *tracker = fresh_handle();
	make_specimen(tracker, path, 7);
	for (size_t i = 0; i < STEPS; i++) {
		ycf_free(tracker);
		tracker = fresh_handle();
		ok(tracker, ycf_open(tracker, path, 0));
		scenario[i](tracker);
	}
	write_out(scratch, tracker, "many");
	ycf_free(tracker);
	/* the nouns, and the specimen's own file */
	assert_int_equal(same_folder(scratch_path(scratch, "one-out"),
	                             scratch_path(scratch, "many-out")), 23);
	same_file(scratch_path(scratch, "one.pdf"), scratch_path(scratch, "many.pdf"));
}

static char *first_code(ycf_tracker *tracker)
{
	return only(tracker, "award", TERMS("setting=elm"), "code", 0);
}

static void another_seed(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = fresh_handle();
	make_specimen(tracker, scratch_path(scratch, "other.ycf"), 8);
	for (size_t i = 0; i < STEPS; i++) {
		scenario[i](scratch->tracker);
		scenario[i](tracker);
	}
	char *ours = first_code(scratch->tracker), *theirs = first_code(tracker);
	assert_string_not_equal(ours, theirs);
	ycf_record *elm = get(scratch->tracker, "setting", "elm"), *other = get(tracker, "setting", "elm");
	assert_string_not_equal(ycf_record_text(elm, "id"), ycf_record_text(other, "id"));
	assert_string_equal(ycf_record_text(elm, "changed"), ycf_record_text(other, "changed"));
	ycf_record_free(elm);
	ycf_record_free(other);
	free(ours);
	free(theirs);
	ycf_free(tracker);
}

/* ---- its time ---- */

static void the_clock_goes_by_milliseconds(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	assert_int_equal(ycf_today(tracker), 20260105);
	add_elm(tracker);
	join_oak((upsert_oak(tracker), tracker));
	ycf_record *record = get(tracker, "setting", "elm");
	holds(record, "created", "2026-01-05T09:00:00.001Z");
	ycf_record_free(record);
	stored(tracker, "setting", "civicrm:9", "joined", "2026-01-05");
	stored(tracker, "setting", "civicrm:9", "changed", "2026-01-05T09:00:00.003Z");
	char *day = only(tracker, "standing", TERMS("setting=elm"), "as_of", 0);
	assert_string_equal(day, "2026-01-05");
	free(day);
}

static void every_day_is_its_own(void **state)
{
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	bool ready = true;
	ycf_cursor *cursor = NULL;
	add_elm(tracker);
	appoint_ann(tracker);
	ok(tracker, ycf_confirm(tracker, "elm", 0));
	stored(tracker, "lead", "elm", "since", "2026-01-05");
	stored(tracker, "lead", "elm", "confirmed", "2026-01-05");
	ycf_record *plan = make(tracker, "plan", "setting", "elm", "agreed_with", "Ann Sample");
	ok(tracker, ycf_agree_plan(plan));
	holds(plan, "agreed", "2026-01-05");
	ycf_record_free(plan);
	add(tracker, "action", "setting", "elm", "what", "Do");
	ok(tracker, ycf_complete(tracker, "elm", 1, 0));
	stored(tracker, "action", "elm/1", "done", "2026-01-05");
	ok(tracker, ycf_ready(tracker, "elm", NULL, 0, &ready, &cursor));
	ycf_cursor_free(cursor);
	assert_false(ready);
	ok(tracker, ycf_vacate(tracker, "elm", 0, NULL));
	ok(tracker, ycf_depart(tracker, "elm", 0, NULL, false));
	stored(tracker, "setting", "elm", "departed", "2026-01-05");
}

/* ---- what it is ---- */

static void a_specimen_for_ever(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = fresh_handle();
	assert_false(ycf_is_specimen(tracker));
	assert_int_equal(ycf_today(tracker), ycf_date_today());
	ok(tracker, ycf_open(tracker, scratch->path, YCF_READ_ONLY));
	assert_true(ycf_is_specimen(tracker));
	assert_int_equal(ycf_today(tracker), 20260105);
	fails(tracker, YCF_MISUSE, ycf_set_specimen(tracker, 1, CLOCK), "open");
	ycf_free(tracker);
	for (size_t i = 0; i < STEPS; i++)
		scenario[i](scratch->tracker);
	const char *copy = scratch_path(scratch, "copy.ycf");
	ok(scratch->tracker, ycf_backup(scratch->tracker, copy));
	tracker = fresh_handle();
	ok(tracker, ycf_open(tracker, copy, 0));
	assert_true(ycf_is_specimen(tracker));
	/* both go on alike */
	edit_and_remove(tracker);
	edit_and_remove(scratch->tracker);
	write_out(scratch, tracker, "copy");
	write_out(scratch, scratch->tracker, "own");
	same_folder(scratch_path(scratch, "copy-out"), scratch_path(scratch, "own-out"));
	ycf_free(tracker);
}

static void clocks_that_cannot_be(void **state)
{
	struct scratch *scratch = *state;
	static const char *const bad[] = {
		NULL, "", "today", "1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2026-02-30T09:00:00Z"
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		fails(scratch->tracker, YCF_INVALID, ycf_set_specimen(scratch->tracker, 1, bad[i]),
		      "2026-01-05T09:00:00Z");
	fails(scratch->tracker, YCF_INVALID, ycf_set_specimen(scratch->tracker, INT64_MIN, CLOCK), "seed");
	ok(scratch->tracker, ycf_create(scratch->tracker, scratch->path, "leeds", 0));
	assert_false(ycf_is_specimen(scratch->tracker));
}

/* ---- out and in ---- */

static void out_and_in(void **state)
{
	struct scratch *scratch = *state;
	for (size_t i = 0; i + 1 < STEPS; i++)
		scenario[i](scratch->tracker);
	const char *folder = scratch_path(scratch, "folder");
	ok(scratch->tracker, ycf_export_all(scratch->tracker, folder));
	ycf_tracker *plain = fresh_handle(), *real = fresh_handle();
	ok(plain, ycf_create(plain, scratch_path(scratch, "plain.ycf"), "leeds", 0));
	ok(plain, ycf_import_all(plain, folder));
	assert_true(ycf_is_specimen(plain));
	edit_and_remove(plain);
	edit_and_remove(scratch->tracker);
	write_out(scratch, plain, "plain");
	write_out(scratch, scratch->tracker, "own");
	assert_int_equal(same_folder(scratch_path(scratch, "plain-out"),
	                             scratch_path(scratch, "own-out")), 23);
	ycf_free(plain);
	/* what is real is not read into a specimen */
	ok(real, ycf_create(real, scratch_path(scratch, "real.ycf"), "leeds", 0));
	ok(real, ycf_export_all(real, scratch_path(scratch, "real")));
	assert_false(file_exists(scratch_path(scratch, "real/specimen.csv")));
	plain = fresh_handle();
	make_specimen(plain, scratch_path(scratch, "new.ycf"), 3);
	fails(plain, YCF_REFUSED, ycf_import_all(plain, scratch_path(scratch, "real")), "specimen");
	assert_true(ycf_is_specimen(plain));
	ycf_free(plain);
	ycf_free(real);
}

static void a_spoilt_file(void **state)
{
	struct scratch *scratch = *state;
	static const char *const bad[] = {
		"", "seed,clock,ids,numbers\n", "seed,clock,ids,numbers\n1,2026-01-05T09:00:00Z,3\n",
		"seed,clock,ids,numbers\n1,soon,3,4\n", "seed,clock,ids,numbers\n,2026-01-05T09:00:00Z,3,4\n",
		"seed,clock,ids,numbers\n1,2026-01-05T09:00:00Z,-3,4\n", "a,b\n1,2\n",
	};
	ok(scratch->tracker, ycf_export_all(scratch->tracker, scratch_path(scratch, "folder")));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		ycf_tracker *tracker = fresh_handle();
		const char *path = scratch_path(scratch, "into.ycf");
		write_text(scratch, "folder/specimen.csv", bad[i]);
		ok(tracker, ycf_create(tracker, path, "leeds", 0));
		fails(tracker, YCF_INVALID, ycf_import_all(tracker, scratch_path(scratch, "folder")),
		      "specimen.csv");
		assert_false(ycf_is_specimen(tracker));
		ycf_free(tracker);
		assert_int_equal(unlink(path), 0);
	}
}

/* ---- what its documents say ---- */

static size_t count_words(const char *text, const char *words)
{
	size_t count = 0;
	for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words))
		count++;
	return count;
}

static void say_on_each_page(const char *path, const char *words, size_t least_pages)
{
	char *text = text_of_pdf(path);
	if (text[0] != '\0') {
		size_t pages = count_words(text, "\f");
		assert_true(pages >= least_pages);
		assert_int_equal(count_words(text, words), pages);
	}
	free(text);
}

static void documents_say_so(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	static const char *const kinds[] = {"certificate", "poster", "sign", "plan", "summary"};
	for (size_t i = 0; i < STEPS; i++)
		scenario[i](tracker);
	ycf_record *plan = make(tracker, "plan", "setting", "elm", "agreed_with", "Ann Sample");
	ok(tracker, ycf_agree_plan(plan));
	ycf_record_free(plan);
	for (int i = 0; i < 60; i++)
		add(tracker, "action", "setting", "elm", "what", "One of very many things to be done");
	const char *path = scratch_path(scratch, "document");
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		ok(tracker, draw(tracker, kinds[i], "elm", path));
		say_on_each_page(path, "Specimen: not an award", strcmp(kinds[i], "plan") == 0 ? 2 : 1);
	}
	ok(tracker, draw(tracker, "badge", "elm", path));
	char *badge = read_bytes(path, NULL);
	assert_non_null(strstr(badge, "Specimen: not an award"));
	free(badge);
	ok(tracker, draw(tracker, "footer", "elm", path));
	char *footer = read_bytes(path, NULL);
	assert_non_null(strstr(footer, "Specimen: not an award</p>"));
	assert_true(strstr(footer, "Specimen") < strstr(footer, "<table"));
	free(footer);
}

static void in_one_file_and_in_welsh(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	ycf_document *document = NULL;
	for (size_t i = 0; i < STEPS; i++)
		scenario[i](tracker);
	ok(tracker, ycf_document_new(tracker, "certificate", &document));
	const char *path = scratch_path(scratch, "all.pdf");
	ok(tracker, ycf_document_write_combined(document, NULL, NULL, NULL, path, -1));
	say_on_each_page(path, "Specimen: not an award", 2);
	ok(tracker, ycf_document_set_layout(document, "certificate-cymraeg"));
	ok(tracker, ycf_document_write(document, "elm", path, -1));
	say_on_each_page(path, "nid dyfarniad yw hwn", 1);
	ycf_document_free(document);
}

/* A layout that covers its whole page last, and one with a box in its flow. */
static void no_layout_hides_it(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	ycf_document *document = NULL;
	add_elm(tracker);
	const char *layout = write_text(scratch, "white.yaml",
		"document: summary\npage: {size: A4, orientation: portrait, margin: 0}\n"
		"language: en-GB\ntitle: x\ncolours: {paper: \"#ffffff\", ink: \"#000000\"}\n"
		"fonts: {plain: {families: [Lato, DejaVu Sans]}}\n"
		"draw:\n"
		"  - {kind: box, fill: paper, x: 0, y: 0, width: 210, height: 297}\n");
	const char *path = scratch_path(scratch, "white.pdf"), *rest;
	ok(tracker, ycf_document_new(tracker, "summary", &document));
	ok(tracker, ycf_document_set_layout(document, layout));
	ok(tracker, ycf_document_write(document, "elm", path, -1));
	say_on_each_page(path, "Specimen: not an award", 1);
	char command[400], *dump = calloc(1, 400000);
	assert_non_null(dump);
	/* what is drawn last shows: ink that is red stands at the top */
	snprintf(command, sizeof command,
	         "pdftoppm -r 30 '%s' 2>/dev/null | od -An -v -tu1 -w3 | "
	         "awk '$1 > $2 + 40 {n++} END {print n + 0}'", path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	size_t length = fread(dump, 1, 399999, pipe);
	dump[length] = '\0';
	pclose(pipe);
	long red = strtol(dump, (char **)&rest, 10);
	if (rest != dump && system("command -v pdftoppm >/dev/null") == 0)
		assert_true(red > 20);
	free(dump);
	ycf_document_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_specimen(one_handle_or_many),
		test_specimen(another_seed),
		test_specimen(the_clock_goes_by_milliseconds),
		test_specimen(every_day_is_its_own),
		test_specimen(a_specimen_for_ever),
		test_bare(clocks_that_cannot_be),
		test_specimen(out_and_in),
		test_specimen(a_spoilt_file),
		test_specimen(documents_say_so),
		test_specimen(in_one_file_and_in_welsh),
		test_specimen(no_layout_hides_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
