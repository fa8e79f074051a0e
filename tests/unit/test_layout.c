/* Layout files: what is read, and how a slip in one is told. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/layout.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

#define HEAD "page: {margin: 10}\nlanguage: en-GB\ntitle: Test\n" \
             "colours: {ink: \"#000000\", paper: \"#ff8000\"}\n" \
             "fonts: {plain: {families: [A, B], weight: 700, slant: italic}}\n"
#define PLACE "x: 20, y: 20, width: 50, height: 10"
#define TEXT "kind: text, text: Hello, font: plain, size: 12, colour: ink, " PLACE

static ycf_status read_text(const char *text, struct message *message, struct layout **layout)
{
	char path[] = "/tmp/ycf-layout-XXXXXX";
	int file = mkstemp(path);

	assert_true(file >= 0);
	assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
	close(file);
	message_clear(message);
	ycf_status status = layout_read(path, message, layout);
	unlink(path);
	return status;
}

static void a_layout_is_read(void **state)
{
	struct message message;
	struct layout *layout = NULL;

	(void)state;
	if (read_text(HEAD "draw:\n  - {" TEXT ", if: [a, not b]}\n"
	              "  - {kind: line, colour: ink, thickness: 1, x: 0, y: 5, width: 210}\n"
	              "  - {kind: box, fill: paper, radius: 2, " PLACE "}\n",
	              &message, &layout) != YCF_OK)
		fail_msg("%s", message.text);
	assert_int_equal(layout->element_count, 3);
	assert_true(fabs(layout->width - 595.2756) < 0.001);
	assert_true(fabs(layout->elements[0].x - 56.6929) < 0.001);
	assert_int_equal(layout->elements[0].condition_count, 2);
	assert_false(layout->elements[0].conditions[0].absent);
	assert_true(layout->elements[0].conditions[1].absent);
	assert_string_equal(layout->elements[0].conditions[1].value, "b");
	assert_string_equal(layout->elements[0].words.font->families[1], "B");
	assert_true(layout->elements[0].words.font->italic);
	assert_true(fabs((double)layout->elements[2].fill->green - 128.0 / 255) < 0.001);
	assert_null(layout->elements[2].stroke);
	layout_free(layout);
}

static void the_certificate_is_a_layout(void **state)
{
	const char *source = getenv("YCF_SRCDIR");
	char path[1024];
	struct message message;
	struct layout *layout = NULL;

	(void)state;
	snprintf(path, sizeof path, "%s/templates/layouts/certificate.yaml",
	         source != NULL ? source : YCF_SRCDIR);
	message_clear(&message);
	if (layout_read(path, &message, &layout) != YCF_OK)
		fail_msg("%s", message.text);
	layout_free(layout);
}

static const struct {
	const char *text;
	const char *expected;          /* in the message, behind the file's name */
} slips[] = {
	{HEAD "draw:\n  - {" TEXT ", colr: ink}\n", ":7:104: "},
	{HEAD "draw:\n  - {" TEXT ", colr: ink}\n", "colr"},
	{HEAD "draw:\n  - {kind: text, " PLACE ", font: plain, size: 9, colour: ink}\n", "text"},
	{HEAD "draw:\n  - {kind: txt}\n", ":7:12: kind is \"txt\""},
	{HEAD "draw:\n  - {text: Hello}\n", ":7:5: \"kind:\" is missing"},
	{HEAD "draw:\n  - Hello\n", ":7:5: "},
	{HEAD "draw:\n  - {kind: box, fill: papr, " PLACE "}\n",
	 ":7:23: fill \"papr\" is not under \"colours:\"; did you mean \"paper\""},
	{HEAD "draw:\n  - {kind: text, text: a, font: plane, size: 9, colour: ink, " PLACE "}\n",
	 "\"plain\""},
	{HEAD "draw:\n  - {kind: box, fill: ink, x: 200, y: 0, width: 11, height: 1}\n",
	 "beyond the page's edge"},
	{HEAD "draw:\n  - {kind: text, text: a, font: plain, size: 9, colour: ink, x: 5, y: 20, "
	 "width: 9, height: 9}\n", "beyond the page's margin"},
	{HEAD "draw:\n  - {kind: box, fill: ink, radius: 6, " PLACE "}\n", "radius"},
	{HEAD "draw:\n  - {kind: box, stroke: ink, " PLACE "}\n", "thickness"},
	{HEAD "draw:\n  - {" TEXT ", shrink_to: 13}\n", "shrink_to"},
	{HEAD "draw:\n  - {" TEXT ", lines: 9}\n", "lines"},
	{HEAD "draw:\n  - {" TEXT ", if: [[a]]}\n", "condition"},
	{HEAD "draw:\n  - {kind: line, colour: ink, thickness: 1, x: nan, y: 1}\n", ":7:48: "},
	{HEAD "draw: no\n", ":6:7: "},
	{HEAD, "draw"},
	{"page: {size: A9}\nlanguage: en-GB\ntitle: T\ncolours: {}\nfonts: {}\ndraw: []\n",
	 ":1:14: size is \"A9\""},
	{"page: {}\nlanguage: en-GB\ntitle: T\ncolours: {a: \"#12345g\"}\nfonts: {}\ndraw: []\n",
	 ":4:14: the colour a"},
	{"page: {}\nlanguage: en-GB\ntitle: T\ncolours: {}\nfonts: {a: {families: []}}\ndraw: []\n",
	 "at least one font family"},
	{"page: {}\nlanguage: en GB\ntitle: T\ncolours: {}\nfonts: {}\ndraw: []\n",
	 ":2:11: the language"},
	{"- page\n", ":1:1: "},
};

static void a_slip_is_told_by_line_and_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
		struct message message;
		struct layout *layout = NULL;
		ycf_status status = read_text(slips[i].text, &message, &layout);
		if (status != YCF_INVALID || strstr(message.text, slips[i].expected) == NULL)
			fail_msg("slip %zu: %d, \"%s\" is not in: %s", i, status,
			         slips[i].expected, message.text);
		assert_null(layout);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_layout_is_read),
		cmocka_unit_test(the_certificate_is_a_layout),
		cmocka_unit_test(a_slip_is_told_by_line_and_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
