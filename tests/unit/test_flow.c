/* What a flow does over pages: tables that are continued, and what stays together; drawn and
   then read back by other programs.  A test whose program is not installed is skipped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "papers.h"

/* ---- tables over pages ---- */

static const char deeds[] = ENGLISH
	"flow:\n  draw:\n" TABLE
	"      rows: actions\n"
	"      rule: grey\n"
	"      columns:\n"
	"        - {heading: \"Deed\", text: \"{action.what}\", width: 80, heads_row: true}\n"
	"        - {heading: \"Doer\", text: \"{action.owner}\", width: 40}\n";

static void a_long_table_takes_several_pages(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	need("pdfinfo");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 60);
	draw_layout(bench, deeds);
	const char *text = ask_text(bench);
	assert_true(pages_of(text) >= 2);
	expect_run(text, "Task", 60);
	for (unsigned page = 1; page <= pages_of(text); page++) {
		const char *one = page_text(bench, text, page);
		expect_count(one, "Deed", 1);
		expect_count(one, "Doer", 1);
		assert_true(count_of(one, "Task") > 0);
		assert_true(strstr(one, "Deed") < strstr(one, "Task"));
	}
	const char *structure = ask_structure(bench);
	expect_count(structure, "Table (block)", 1);
	expect_count(structure, "Deed", 1);
	expect_count(structure, "Doer", 1);
	expect_count(structure, "TR\n", 61);
	expect_count(structure, "/Scope /Column", 2);
	expect_count(structure, "/Scope /Row", 60);
	expect_run(structure, "Task", 60);
}

static void draw_tall_row(struct bench *bench)
{
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_action(bench, "Before");
	struct value_row *tall = add_action(bench, long_text(bench, "tall", 700));
	add_field(bench, tall, "action.owner", long_text(bench, "slim", 20));
	add_action(bench, "After");
	draw_layout(bench, deeds);
}

static void a_row_too_tall_for_a_page_is_continued(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	draw_tall_row(bench);
	const char *text = ask_text(bench);
	expect_run(text, "tall", 700);
	expect_run(text, "slim", 20);
	assert_true(page_of(text, "tall700") >= page_of(text, "tall001") + 2);
	for (unsigned page = 1; page <= pages_of(text); page++)
		expect_count(page_text(bench, text, page), "Deed", 1);
	expect_order(text, (const char *const[]){"Before", "tall001", "slim001", "tall700",
	                                         "After", NULL});
}

static void a_row_over_pages_is_read_as_one(void **state)
{
	struct bench *bench = *state;

	need("pdfinfo");
	draw_tall_row(bench);
	const char *structure = ask_structure(bench);
	expect_run(structure, "tall", 700);
	expect_run(structure, "slim", 20);
	expect_count(structure, "Deed", 1);
	expect_count(structure, "/Scope /Row", 3);
	expect_count(structure, "TR\n", 4);
}

static void a_long_word_in_a_narrow_column_is_broken(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_action(bench, "somebody.invented@elmtree/sampleton.example");
	add_action(bench, "Llanfairpwllgwyngyllgogerychwyrndrobwll");
	draw_layout(bench, ENGLISH
	            "flow:\n  draw:\n" TABLE
	            "      rows: actions\n"
	            "      columns:\n"
	            "        - {heading: \"\", text: \"{action.what}\", width: 25}\n");
	const char *text = ask(bench, "pdftotext -raw -nopgbrk", "-");
	struct buffer joined = {0};
	for (const char *at = text; *at != '\0'; at++) {
		assert_int_not_equal(*at, ' ');
		if (*at != '\n')
			buffer_char(&joined, *at);
		else if (at - text < 40 && strstr(at, "example") != NULL)
			assert_non_null(memchr("./@", at[-1], 3));
	}
	assert_string_equal(buffer_string(&joined), "somebody.invented@elmtree/sampleton.example"
	                    "Llanfairpwllgwyngyllgogerychwyrndrobwll");
	buffer_free(&joined);
	assert_true(count_of(text, "\n") >= 5);
}

/* ---- what stays together ---- */

/* Draw what comes after a box of every height about the end of a page: `first` and
   `second` must always come out on the same page, be that the first or the next. */
static void expect_together(struct bench *bench, const char *elements, const char *first,
                            const char *second)
{
	bool seen[3] = {false, false, false};

	need("pdftotext");
	for (double height = 150; height < 189; height += 1) {
		draw_layout(bench, arena_format(bench->arena, ENGLISH "flow:\n  draw:\n"
		                                "    - {kind: box, fill: grey, height: %g}\n%s",
		                                height, elements));
		const char *text = ask_text(bench);
		unsigned page = page_of(text, first);
		if (page == 0 || page > 2 || page_of(text, second) != page)
			fail_msg("behind a box of %g mm, \"%s\" and \"%s\" are not together:\n%s",
			         height, first, second, text);
		seen[page] = true;
	}
	assert_true(seen[1] && seen[2]);
}

#define HEADLINE "    - {kind: text, text: \"Headline\", reads_as: heading 1, " TYPE "}\n"
static void a_heading_stays_with_a_line(void **state)
{
	struct bench *bench = *state;

	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	expect_together(bench, HEADLINE "    - {kind: text, before: 2, text: \"Oneline\", "
	                TYPE "}\n", "Headline", "Oneline");
}

static void a_heading_stays_with_a_text_of_many_lines(void **state)
{
	struct bench *bench = *state;

	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	expect_together(bench, HEADLINE "    - {kind: text, before: 2, "
	                "text: \"lineone\\nlinetwo\\nlinethree\\nlinefour\", " TYPE "}\n",
	                "Headline", "lineone");
}

static void headings_stay_with_the_table_below(void **state)
{
	struct bench *bench = *state;

	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 5);
	expect_together(bench, HEADLINE "    - {kind: text, before: 2, text: \"Underline\", "
	                "reads_as: heading 2, " TYPE "}\n" DEEDS, "Headline", "Task001");
}

static void a_text_stays_with_the_table_below(void **state)
{
	struct bench *bench = *state;

	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 5);
	expect_together(bench, "    - {kind: text, text: \"These are the deeds:\", " TYPE "}\n"
	                DEEDS, "These are", "Task001");
}

static void the_first_line_of_a_text_is_not_left_alone(void **state)
{
	struct bench *bench = *state;

	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	expect_together(bench, "    - {kind: text, "
	                "text: \"lineone\\nlinetwo\\nlinethree\\nlinefour\", " TYPE "}\n",
	                "lineone", "linetwo");
}

static void a_text_is_continued_on_the_next_page(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	values_text(&bench->values, "plan.note", long_text(bench, "note", 900));
	draw_layout(bench, ENGLISH "flow:\n  top: 60\n  again: 100\n  draw:\n"
	            "    - {kind: text, text: \"{plan.note}\", " TYPE "}\n"
	            "    - {kind: text, text: \"Behind it\", " TYPE "}\n");
	const char *text = ask_text(bench);
	assert_true(pages_of(text) >= 3);
	expect_run(text, "note", 900);
	assert_int_equal(page_of(text, "Behind it"), pages_of(text));
	/* 140 mm on the first page, 100 on the next */
	assert_true(count_of(page_text(bench, text, 1), "note")
	            > count_of(page_text(bench, text, 2), "note") * 5 / 4);
}

/* The page that a text with that wish comes out on, where 50 mm are left. */
static unsigned page_needing(struct bench *bench, const char *wish)
{
	draw_layout(bench, arena_format(bench->arena, ENGLISH "flow:\n  draw:\n"
	                                "    - {kind: box, fill: grey, height: 140}\n"
	                                "    - {kind: text, text: \"Needy\", %s" TYPE "}\n", wish));
	return page_of(ask_text(bench), "Needy");
}

static void what_needs_room_goes_where_it_is(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	assert_int_equal(page_needing(bench, ""), 1);
	assert_int_equal(page_needing(bench, "needs: 49.5, "), 1);
	assert_int_equal(page_needing(bench, "needs: 50.5, "), 2);
	assert_int_equal(page_needing(bench, "before: 10, needs: 39.5, "), 1);
	assert_int_equal(page_needing(bench, "before: 10, needs: 40.5, "), 2);
}

/* A table of 15 rows below a flow's beginning. */
static const char *draw_whole(struct bench *bench, const char *beginning, const char *wish)
{
	draw_layout(bench, arena_format(bench->arena, ENGLISH "flow:\n%s%s%s", beginning, DEEDS,
	                                wish));
	return ask_text(bench);
}

static void a_whole_table_is_not_broken(void **state)
{
	static const char box[] = "  draw:\n    - {kind: box, fill: grey, height: 130}\n";
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 15);
	const char *text = draw_whole(bench, box, "      whole: false\n");
	assert_int_equal(page_of(text, "Task001"), 1);
	assert_int_equal(page_of(text, "Task015"), 2);
	text = draw_whole(bench, box, "      whole: true\n");
	assert_int_equal(page_of(text, "Deed"), 2);
	assert_int_equal(page_of(text, "Task001"), 2);
	assert_int_equal(page_of(text, "Task015"), 2);
	expect_count(text, "Deed", 1);
}

static void a_whole_table_that_no_page_holds_is_broken(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 60);
	const char *text = draw_whole(bench, "  draw:\n", "      whole: true\n");
	expect_run(text, "Task", 60);
	assert_int_equal(page_of(text, "Task001"), 1);
	assert_int_equal(page_of(text, "Task060"), 2);
}

/* How tall a reader takes the letters of a word to be. */
static double size_of(struct bench *bench, const char *word)
{
	const char *at = strstr(ask(bench, "pdftotext -bbox", "-"),
	                        arena_format(bench->arena, ">%s<", word));
	double left, top, right, bottom;

	assert_non_null(at);
	while (*at != '<' || strncmp(at, "<word ", 6) != 0)
		at--;
	assert_int_equal(sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
	                        &left, &top, &right, &bottom), 4);
	return bottom - top;
}

/* Type is set smaller to keep to so many pages, where that can be done. */
static void a_flow_keeps_to_its_pages(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 30);
	const char *text = draw_whole(bench, "  draw:\n", "");
	assert_int_equal(pages_of(text), 1);
	double whole = size_of(bench, "Task001");
	text = draw_whole(bench, "  pages: 1\n  draw:\n", "");
	assert_int_equal(pages_of(text), 1);
	assert_true(fabs(size_of(bench, "Task001") - whole) < 0.001);

	add_actions(bench, "More", 8);
	assert_int_equal(pages_of(draw_whole(bench, "  draw:\n", "")), 2);
	text = draw_whole(bench, "  pages: 1\n  draw:\n", "");
	assert_int_equal(pages_of(text), 1);
	expect_run(text, "Task", 30);
	expect_run(text, "More", 8);
	assert_true(size_of(bench, "Task001") < whole * 0.96);
	assert_true(size_of(bench, "Task001") > whole * 0.79);

	add_actions(bench, "Much", 60);
	text = draw_whole(bench, "  pages: 1\n  draw:\n", "");
	assert_int_equal(pages_of(text), pages_of(draw_whole(bench, "  draw:\n", "")));
	assert_true(fabs(size_of(bench, "Task001") - whole) < 0.001);
}

/* The first page has less room than the others where a flow begins low on it. */
static void what_comes_first_goes_on_where_it_fits(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 15);
	const char *text = draw_whole(bench, "  top: 140\n  draw:\n", "      whole: true\n");
	assert_int_equal(page_of(text, "Task001"), 2);
	assert_int_equal(page_of(text, "Task015"), 2);
	text = draw_whole(bench, "  top: 189.5\n  draw:\n", "");
	expect_count(page_text(bench, text, 1), "Deed", 0);
	assert_int_equal(page_of(text, "Task001"), 2);
	draw_layout(bench, ENGLISH "flow:\n  top: 150\n  draw:\n"
	            "    - {kind: text, needs: 60, text: \"Needy\", " TYPE "}\n");
	assert_int_equal(page_of(ask_text(bench), "Needy"), 2);
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_long_table_takes_several_pages),
		test(a_row_too_tall_for_a_page_is_continued),
		test(a_row_over_pages_is_read_as_one),
		test(a_long_word_in_a_narrow_column_is_broken),
		test(a_heading_stays_with_a_line),
		test(a_heading_stays_with_a_text_of_many_lines),
		test(headings_stay_with_the_table_below),
		test(a_text_stays_with_the_table_below),
		test(the_first_line_of_a_text_is_not_left_alone),
		test(a_text_is_continued_on_the_next_page),
		test(what_needs_room_goes_where_it_is),
		test(a_whole_table_is_not_broken),
		test(a_whole_table_that_no_page_holds_is_broken),
		test(a_flow_keeps_to_its_pages),
		test(what_comes_first_goes_on_where_it_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
