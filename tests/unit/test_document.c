/* The certificate as its readers meet it: drawn, then read back by other
   programs.  Those that need pdftotext, qpdf or pdffonts skip without them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "document/press.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

struct bench {
	struct arena *arena;
	struct values values;
	struct message message;
	char folder[32];
	char layout[1024];
	char pdf[64];
	char own_layout[64];
};

static void set_usual(struct bench *bench)
{
	struct values *values = &bench->values;

	bench->arena = arena_new();
	assert_non_null(bench->arena);
	assert_int_equal(values_new(DOCUMENT_CERTIFICATE, bench->arena, &bench->message, values),
	                 YCF_OK);
	values_text(values, "setting.name", "Elm Tree Primary School");
	values_text(values, "mark.title", "We are young carer friendly Leeds");
	values_text(values, "mark.issuer", "Family Action");
	values_date(values, "award.date", 20260920);
	values_text(values, "award.code", "LDS-7K3QD-9XW2M-4");
	values_text(values, "standards", "Designated lead · Staff training · Safe space · Positive "
	            "culture · Identifying young carers · Reporting · Support");
	values_text(values, "award.decided_by", "Quality panel");
	values_text(values, "verify.text", "LDS-7K3QD-9XW2M-4");
}

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);
	const char *source = getenv("YCF_SRCDIR");

	assert_non_null(bench);
	set_usual(bench);
	strcpy(bench->folder, "/tmp/ycf-document-XXXXXX");
	assert_non_null(mkdtemp(bench->folder));
	snprintf(bench->layout, sizeof bench->layout, "%s/templates/layouts/certificate.yaml",
	         source != NULL ? source : YCF_SRCDIR);
	snprintf(bench->pdf, sizeof bench->pdf, "%s/page.pdf", bench->folder);
	snprintf(bench->own_layout, sizeof bench->own_layout, "%s/own.yaml", bench->folder);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	unlink(bench->pdf);
	unlink(bench->own_layout);
	rmdir(bench->folder);
	arena_free(bench->arena);
	free(bench);
	return 0;
}

static ycf_status print(struct bench *bench, const char *layout, struct output *output)
{
	struct press *press = NULL;
	ycf_status status = press_open(layout, DOCUMENT_CERTIFICATE, &bench->message, &press);

	if (status == YCF_OK)
		status = press_print(press, &bench->values, output);
	press_free(press);
	return status;
}

static ycf_status draw(struct bench *bench, const char *layout)
{
	struct output *output = NULL;

	message_clear(&bench->message);
	assert_int_equal(output_open(bench->pdf, -1, &output, &bench->message), YCF_OK);
	ycf_status status = print(bench, layout, output);
	if (status != YCF_OK) {
		output_abandon(output);
		return status;
	}
	return output_commit(output, &bench->message);
}

static void draw_well(struct bench *bench)
{
	if (draw(bench, bench->layout) != YCF_OK)
		fail_msg("%s", bench->message.text);
}

static void need(const char *program)
{
	char command[128];

	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
	if (system(command) != 0) {
		print_message("skipped: %s is not installed\n", program);
		skip();
	}
}

/* What a program says about the page; free the buffer. */
static struct buffer ask(const struct bench *bench, const char *program, const char *after)
{
	char command[256], block[4096];
	struct buffer answer = {0};

	snprintf(command, sizeof command, "%s %s %s 2>&1", program, bench->pdf, after);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
		buffer_add(&answer, block, got);
	assert_int_equal(pclose(pipe), 0);
	assert_false(answer.failed);
	return answer;
}

static void expect_in(const struct buffer *answer, const char *expected)
{
	if (strstr(buffer_string(answer), expected) == NULL)
		fail_msg("\"%s\" is not in:\n%s", expected, buffer_string(answer));
}

/* Line ends and runs of spaces become one space: a long name is wrapped. */
static void flatten(struct buffer *text)
{
	size_t to = 0;

	for (size_t i = 0; i < text->length; i++) {
		char c = text->data[i] == '\n' || text->data[i] == '\f' ? ' ' : text->data[i];
		if (c != ' ' || (to > 0 && text->data[to - 1] != ' '))
			text->data[to++] = c;
	}
	text->data[to] = '\0';
	text->length = to;
}

static void expect_name_read_back(struct bench *bench, const char *name, const char *expected)
{
	values_text(&bench->values, "setting.name", name);
	draw_well(bench);
	struct buffer text = ask(bench, "pdftotext -layout", "-");
	flatten(&text);
	expect_in(&text, expected);
	buffer_free(&text);
}

static void names_are_drawn_and_read_back(void **state)
{
	static const char *const names[] = {
		"Elm Tree Primary School",
		("Elmete Wood - BESD SILC (Behaviour, Emotional, Social Difficulties "
		 "Specialist Learning Centre)"),
		"Szkoła Polska im. Świętej Łucji Żółć",
		"Ysgol Gynradd Tŷ Ŵyn, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
		"Ελληνικό Σχολείο Λιντς – Άγιος Γεώργιος",
		"Українська школа «Світло й Їжак»",
		"St Mary's & St Joseph’s “Hilltop” (11–18) Æøåß Țș ﬁ İı",
		"Հայկական դպրոց",
		"AVAToYeWaTr. Lady Yew, Valley & Tower",
	};

	need("pdftotext");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		expect_name_read_back(*state, names[i], names[i]);
}

static void decomposed_letters_are_composed(void **state)
{
	need("pdftotext");
	expect_name_read_back(*state, "Ysgol Ty\xCC\x82 E\xCC\x81" "glantine, Zi\xCC\x81na",
	                      "Ysgol Tŷ Églantine, Zína");
}

static void title_language_and_one_page(void **state)
{
	struct bench *bench = *state;

	need("pdfinfo");
	need("qpdf");
	values_text(&bench->values, "setting.name", "Tŷ (Ŵyn) \\ Школа");
	draw_well(bench);
	struct buffer info = ask(bench, "pdfinfo", "");
	expect_in(&info, "We are young carer friendly Leeds: Tŷ (Ŵyn) \\ Школа\n");
	expect_in(&info, " pts (A4)");
	assert_null(strstr(info.data, "CreationDate"));
	flatten(&info);
	expect_in(&info, "Pages: 1 ");
	buffer_free(&info);
	struct buffer raw = ask(bench, "qpdf --qdf --object-streams=disable", "-");
	expect_in(&raw, "/Lang (en-GB)");
	expect_in(&raw, "beginbfrange");
	assert_null(strstr(raw.data, "begincidrange"));
	buffer_free(&raw);
}

static void the_file_is_sound(void **state)
{
	struct bench *bench = *state;

	need("qpdf");
	draw_well(bench);
	struct buffer answer = ask(bench, "qpdf --check", "");
	expect_in(&answer, "No syntax or stream encoding errors found");
	assert_null(strstr(answer.data, "WARNING"));
	buffer_free(&answer);
	need("pdftotext");
	answer = ask(bench, "pdftotext", "/dev/null");
	assert_string_equal(buffer_string(&answer), "");
	buffer_free(&answer);
}

static void every_font_is_embedded(void **state)
{
	struct bench *bench = *state;
	unsigned fonts = 0;

	need("pdffonts");
	values_text(&bench->values, "setting.name", "School Հայկական Школа");
	draw_well(bench);
	struct buffer answer = ask(bench, "pdffonts", "| tail -n +3");
	for (char *line = strtok(answer.data, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		if (strstr(line, "yes yes yes") == NULL)
			fail_msg("not embedded, cut down and mapped: %s", line);
		fonts++;
	}
	assert_true(fonts >= 2);
	buffer_free(&answer);
}

static void what_is_absent_is_not_drawn(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	draw_well(bench);
	struct buffer text = ask(bench, "pdftotext", "-");
	flatten(&text);
	expect_in(&text, "for as long as the standards are kept");
	assert_null(strstr(text.data, "until"));
	assert_null(strstr(text.data, "Recorded from"));
	assert_null(strstr(text.data, "ended"));
	assert_null(strstr(text.data, "Check this"));
	buffer_free(&text);
}

static void what_is_there_is_drawn(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	values_date(&bench->values, "award.expires", 20290919);
	values_text(&bench->values, "award.recorded_from", "the minutes of 2024");
	draw_well(bench);
	struct buffer text = ask(bench, "pdftotext", "-");
	flatten(&text);
	expect_in(&text, "until 19 September 2029");
	expect_in(&text, "Recorded from: the minutes of 2024");
	expect_in(&text, "LDS-7K3QD-9XW2M-4");
	assert_null(strstr(text.data, "as long as"));
	buffer_free(&text);
	values_date(&bench->values, "award.ended", 20270501);
	draw_well(bench);
	text = ask(bench, "pdftotext", "-");
	flatten(&text);
	expect_in(&text, "This award ended on 1 May 2027.");
	assert_null(strstr(text.data, "2029"));
	buffer_free(&text);
}

static void expect_refused(struct bench *bench, const char *name, const char *first,
                           const char *second)
{
	values_text(&bench->values, "setting.name", name);
	assert_int_equal(draw(bench, bench->layout), YCF_INVALID);
	if (strstr(bench->message.text, first) == NULL
	    || strstr(bench->message.text, second) == NULL)
		fail_msg("\"%s\" and \"%s\" are not in: %s", first, second, bench->message.text);
	assert_int_equal(access(bench->pdf, F_OK), -1);
}

static void what_cannot_be_drawn_is_named(void **state)
{
	expect_refused(*state, "Elm \xE2\x9D\xA4\xE2\x80\x8D\xF0\x9F\x94\xA5", "U+200D", "invisible");
	expect_refused(*state, "مدرسة", "U+0645 (م)", "script");
	expect_refused(*state, "בית ספר", "U+05D1", "script");
	expect_refused(*state, "विद्यालय", "U+0935", "script");
	expect_refused(*state, "โรงเรียน", "U+0E42", "script");
	expect_refused(*state, "Elm\x07", "U+0007", "remove it");
	expect_refused(*state, "Elm\xE2\x80\x8BTree", "U+200B", "invisible");
	expect_refused(*state, "Elm\xE2\x80\xAETree", "U+202E", "invisible");
	expect_refused(*state, "Elm \xEE\x80\x80", "U+E000", "remove it");
	expect_refused(*state, "Elm \xFF", "setting.name", "UTF-8");
}

static void a_text_that_cannot_fit_is_refused(void **state)
{
	char name[1000];

	memset(name, 'W', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	expect_refused(*state, name, "does not fit", "shorten it");
	for (size_t i = 9; i < sizeof name - 1; i += 10)
		name[i] = ' ';
	expect_refused(*state, name, "does not fit", "shorten it");
}

static void write_layout(const struct bench *bench, const char *text)
{
	FILE *file = fopen(bench->own_layout, "w");

	assert_non_null(file);
	fprintf(file,
	        "document: certificate\n"
	        "page: {size: A4, orientation: portrait, margin: 10}\n"
	        "language: en-GB\n"
	        "title: Test\n"
	        "colours: {ink: \"#000000\"}\n"
	        "fonts: {plain: {families: [DejaVu Sans]}}\n"
	        "draw:\n"
	        "  - {kind: text, font: plain, size: 10, colour: ink, x: 20, y: 20,\n"
	        "     width: 150, height: 20, text: %s}\n", text);
	assert_int_equal(fclose(file), 0);
}

static void braces_are_written_twice(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	write_layout(bench, "\"{{a}} {award.code} }}{{\"");
	assert_int_equal(draw(bench, bench->own_layout), YCF_OK);
	struct buffer text = ask(bench, "pdftotext", "-");
	expect_in(&text, "{a} LDS-7K3QD-9XW2M-4 }{\n");
	buffer_free(&text);
}

static void a_value_is_never_expanded_again(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	expect_name_read_back(bench, "{award.code} {{x}} %s", "{award.code} {{x}} %s");
}

static void expect_layout_refused(struct bench *bench, const char *text, const char *expected)
{
	write_layout(bench, text);
	assert_int_equal(draw(bench, bench->own_layout), YCF_INVALID);
	if (strstr(bench->message.text, expected) == NULL)
		fail_msg("\"%s\" is not in: %s", expected, bench->message.text);
}

static void placeholders_are_checked(void **state)
{
	struct bench *bench = *state;

	expect_layout_refused(bench, "\"{setting.nam}\"", "own.yaml:9:36:");
	expect_layout_refused(bench, "\"{setting.nam}\"", "did you mean \"setting.name\"?");
	expect_layout_refused(bench, "\"{setting.name\"", "own.yaml:9:36:");
	expect_layout_refused(bench, "\"setting.name}\"", "own.yaml:9:36:");
	expect_layout_refused(bench, "\"{}\"", "not closed");
	expect_layout_refused(bench, "\"{standard.code}\"", "table with rows: standards");
	expect_layout_refused(bench, "is awarded, to", "in quotation marks");
	expect_layout_refused(bench, "{setting.name}", "in quotation marks");
	expect_layout_refused(bench, "\"x\", if: not awrd.ended", "\"award.ended\"");
}

static void a_slip_is_found_even_in_what_is_not_drawn(void **state)
{
	expect_layout_refused(*state, "\"{setting.nam}\", if: award.ended", "setting.name");
}

static void a_missing_layout_is_named(void **state)
{
	struct bench *bench = *state;

	assert_int_not_equal(draw(bench, "/nowhere/at-all.yaml"), YCF_OK);
	assert_non_null(strstr(bench->message.text, "/nowhere/at-all.yaml"));
}

static void the_same_page_gives_the_same_bytes(void **state)
{
	struct bench *bench = *state;
	char *first = NULL, *second = NULL;
	size_t first_length = 0, second_length = 0;

	values_text(&bench->values, "setting.name", "Հայկական Школа Tŷ Ŵyn");
	draw_well(bench);
	assert_int_equal(file_read(bench->pdf, 1 << 20, &first, &first_length, &bench->message),
	                 YCF_OK);
	draw_well(bench);
	assert_int_equal(file_read(bench->pdf, 1 << 20, &second, &second_length,
	                           &bench->message), YCF_OK);
	assert_int_equal(first_length, second_length);
	assert_memory_equal(first, second, first_length);
	assert_true(first_length < 64 * 1024);
	free(first);
	free(second);
}

static void a_full_disk_is_told(void **state)
{
	struct bench *bench = *state;
	struct output *output = NULL;
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	if (full < 0) {
		print_message("skipped: no /dev/full\n");
		skip();
	}
	message_clear(&bench->message);
	assert_int_equal(output_open(NULL, full, &output, &bench->message), YCF_OK);
	print(bench, bench->layout, output);
	assert_int_equal(output_commit(output, &bench->message), YCF_FULL);
	close(full);
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(names_are_drawn_and_read_back),
		test(decomposed_letters_are_composed),
		test(title_language_and_one_page),
		test(the_file_is_sound),
		test(every_font_is_embedded),
		test(what_is_absent_is_not_drawn),
		test(what_is_there_is_drawn),
		test(what_cannot_be_drawn_is_named),
		test(a_text_that_cannot_fit_is_refused),
		test(braces_are_written_twice),
		test(a_value_is_never_expanded_again),
		test(placeholders_are_checked),
		test(a_slip_is_found_even_in_what_is_not_drawn),
		test(a_missing_layout_is_named),
		test(the_same_page_gives_the_same_bytes),
		test(a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
