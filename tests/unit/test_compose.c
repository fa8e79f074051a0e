/* Layouts put together with values: what stands in place, groups, words, signs and type that
   fits; drawn and then read back by other programs.  A test whose program is not installed is
   skipped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "papers.h"

/* ---- what stands in place on pages ---- */

static const char leaves[] = ENGLISH
	"draw:\n"
	"  - {kind: text, pages: every, text: \"Leaf {page.number} of {page.count}.\", " PLACED(12)
	"  - {kind: text, text: \"Frontmost\", " PLACED(17)
	"  - {kind: text, pages: first, text: \"Firstly\", " PLACED(22)
	"  - {kind: text, pages: later, text: \"Onwards\", " PLACED(27)
	"  - {kind: text, pages: every, if: page.number is 2, text: \"Twofold\", " PLACED(32)
	"  - {kind: text, pages: every, if: page.number is not 2, text: \"Nontwo\", " PLACED(37)
	"flow:\n  top: 45\n  again: 45\n  draw:\n" DEEDS;

static void expect_only_on(const char *page_words, const char *word, bool wanted)
{
	expect_count(page_words, word, wanted ? 1 : 0);
}

static void pages_say_which_they_are(void **state)
{
	struct bench *bench = *state;
	char leaf[40];

	need("pdftotext");
	need("pdfinfo");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 70);
	draw_layout(bench, leaves);
	const char *text = ask_text(bench);
	unsigned pages = pages_of(text);
	assert_true(pages >= 3);
	for (unsigned page = 1; page <= pages; page++) {
		const char *one = page_text(bench, text, page);
		snprintf(leaf, sizeof leaf, "Leaf %u of %u.", page, pages);
		expect_only_on(one, leaf, true);
		expect_only_on(one, "Leaf", true);
		expect_only_on(one, "Frontmost", page == 1);
		expect_only_on(one, "Firstly", page == 1);
		expect_only_on(one, "Onwards", page > 1);
		expect_only_on(one, "Twofold", page == 2);
		expect_only_on(one, "Nontwo", page != 2);
	}
	const char *structure = ask_structure(bench);
	expect_count(structure, "Leaf", 1);
	expect_count(structure, "Nontwo", 1);
	expect_run(structure, "Task", 70);
}

static void a_page_alone_is_one_of_one(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_actions(bench, "Task", 2);
	draw_layout(bench, leaves);
	const char *text = ask_text(bench);
	assert_int_equal(pages_of(text), 1);
	expect_in(text, "Leaf 1 of 1.");
	expect_not_in(text, "Onwards");
	expect_not_in(text, "Twofold");
}

/* ---- groups, and what stands where nothing is ---- */

static void add_grouped(struct bench *bench, const char *what, const char *standard)
{
	add_field(bench, add_action(bench, what), "action.standard_title", standard);
}

static const char grouped[] = ENGLISH
	"flow:\n  draw:\n" TABLE
	"      rows: actions\n"
	"      group: \"{action.standard_title}\"\n"
	"      group_otherwise: \"Without a standard\"\n"
	"      columns:\n"
	"        - {heading: \"Deed\", text: \"{action.what}\", width: 60, heads_row: true}\n"
	"        - {heading: \"Note\", text: \"{action.note}\", otherwise: \"No remark\", width: 60}\n";

static void rows_are_written_in_groups(void **state)
{
	static const char *const order[] = {
		"Deed", "Safe space", "Task001", "Task002", "Training", "Task003",
		"Without a standard", "Task004", "Task005", NULL};
	struct bench *bench = *state;

	need("pdftotext");
	need("pdfinfo");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_grouped(bench, "Task001", "Safe space");
	add_grouped(bench, "Task002", "Safe space");
	add_grouped(bench, "Task003", "Training");
	add_grouped(bench, "Task004", "");
	add_grouped(bench, "Task005", NULL);
	draw_layout(bench, grouped);
	const char *text = ask_text(bench), *structure = ask_structure(bench);
	expect_order(text, order);
	expect_order(structure, order);
	expect_count(text, "Safe space", 1);
	expect_count(text, "Training", 1);
	expect_count(text, "Without a standard", 1);
	expect_count(structure, "TR\n", 1 + 5 + 3);
	expect_count(structure, "/ColSpan 2", 3);
}

static void an_empty_cell_says_otherwise(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	add_action(bench, "Task001");
	add_field(bench, add_action(bench, "Task002"), "action.note", "Half way");
	add_field(bench, add_action(bench, "Task003"), "action.note", " \t ");
	draw_layout(bench, grouped);
	const char *text = flat(bench, ask_text(bench));
	expect_in(text, "Task001 No remark");
	expect_in(text, "Task002 Half way");
	expect_in(text, "Task003 No remark");
	expect_count(text, "No remark", 2);
}

static void a_table_without_rows_says_so(void **state)
{
	struct bench *bench = *state;

	need("pdfinfo");
	begin(bench, DOCUMENT_PLAN, "Elm Tree Primary School");
	draw_layout(bench, ENGLISH "flow:\n  draw:\n" DEEDS
	            "      empty: \"{setting.name} has agreed nothing yet.\"\n"
	            "    - {kind: text, if: actions, text: \"Some are there\", " TYPE "}\n"
	            "    - {kind: text, if: not actions, text: \"None are there\", " TYPE "}\n");
	const char *structure = ask_structure(bench);
	expect_in(structure, "Elm Tree Primary School has agreed nothing yet.");
	expect_not_in(structure, "Table");
	expect_not_in(structure, "Deed");
	expect_not_in(structure, "Some are there");
	expect_in(structure, "None are there");
	add_action(bench, "Task001");
	draw_well(bench);
	structure = ask_structure(bench);
	expect_not_in(structure, "agreed nothing");
	expect_in(structure, "Some are there");
	expect_not_in(structure, "None are there");
}

/* ---- days and codes ---- */

static const char polish[] = "language: pl\n" LOOK
	"months: [stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia,\n"
	"  września, października, listopada, grudnia]\n"
	"date: \"{{{day}/{month}/{year}}}\"\n"
	"words: {overdue: \"Po terminie\", dropped: \"\"}\n"
	"flow:\n  draw:\n" TABLE
	"      rows: actions\n"
	"      columns:\n"
	"        - {heading: \"\", text: \"{action.due}\", width: 60}\n"
	"        - {heading: \"\", text: \"<{action.state}>\", width: 60}\n";

static void add_due(struct bench *bench, ycf_date due, const char *state)
{
	struct value_row *row = add_action(bench, "Task");

	row_date(&bench->values, "actions", row, "action.due", due);
	add_field(bench, row, "action.state", state);
}

static void days_and_codes_are_in_the_layouts_words(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_PLAN, "Szkoła Próbna");
	add_due(bench, 20260101, "overdue");
	add_due(bench, 20280229, "dropped");
	add_due(bench, 20261011, "not_yet_begun");
	add_due(bench, 20261231, "Overdue");
	draw_layout(bench, polish);
	const char *text = flat(bench, ask_text(bench));
	expect_in(text, "{1/stycznia/2026} <Po terminie>");
	expect_in(text, "{29/lutego/2028} <>");
	expect_in(text, "{11/października/2026} <not yet begun>");
	expect_in(text, "{31/grudnia/2026} <Overdue>");
}

static void days_in_sentences_are_in_the_layouts_words(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_SUMMARY, "Class of 2026-08-03");
	values_text(&bench->values, "standing.stage", "at_risk");
	values_text(&bench->values, "standing.reasons",
	            "no review since 2026-08-03; lead gone (2026-11-02), not 2026-02-30 or 2026-1-2");
	draw_layout(bench, "language: cy\n" LOOK
	            "months: [Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, Gorffennaf, Awst,\n"
	            "  Medi, Hydref, Tachwedd, Rhagfyr]\n"
	            "date: \"{day} {month}\"\n"
	            "words: {at_risk: \"Mewn perygl\"}\n"
	            "flow:\n  draw:\n"
	            "    - {kind: text, text: \"{setting.name}\", " TYPE "}\n"
	            "    - {kind: text, if: standing.stage is at_risk, "
	            "text: \"[{standing.stage}] {standing.reasons}\", " TYPE "}\n"
	            "    - {kind: text, if: standing.stage is not at_risk, text: \"Fine\", " TYPE "}\n");
	const char *text = flat(bench, ask_text(bench));
	expect_in(text, "Class of 2026-08-03");
	expect_in(text, "[Mewn perygl] no review since 3 Awst; lead gone (2 Tachwedd), not "
	          "2026-02-30 or 2026-1-2");
	expect_not_in(text, "Fine");
}

/* ---- signs ---- */

static void add_standard(struct bench *bench, const char *title, const char *rag)
{
	struct value_row *row = values_row(&bench->values, "standards", bench->arena);

	assert_non_null(row);
	row_text(&bench->values, "standards", row, "standard.title", title);
	row_text(&bench->values, "standards", row, "standard.self_rag", rag);
}

static void draw_signs(struct bench *bench, const char *text)
{
	begin(bench, DOCUMENT_SUMMARY, "Elm Tree Primary School");
	add_standard(bench, "Lead", "green");
	add_standard(bench, "Training", "amber");
	add_standard(bench, "Space", "red");
	add_standard(bench, "Culture", "none");
	add_standard(bench, "Reports", "mauve");
	add_standard(bench, "Support", NULL);
	draw_layout(bench, arena_format(bench->arena, ENGLISH
	                                "words: {green: \"Quite met\", red: \"Missing (yet)\"}\n"
	                                "flow:\n  draw:\n" TABLE
	                                "      rows: standards\n"
	                                "      columns:\n"
	                                "        - {heading: \"Standard\", width: 60,\n"
	                                "           text: \"{standard.title}\"}\n"
	                                "        - {heading: \"Reached\", width: 60, %s\n"
	                                "           symbol: \"{standard.self_rag}\"}\n", text));
}

static void a_sign_alone_says_what_it_means(void **state)
{
	struct bench *bench = *state;

	need("pdfinfo");
	need("qpdf");
	draw_signs(bench, "");
	const char *structure = ask_structure(bench), *objects = ask_objects(bench);
	expect_count(structure, "Figure", 4);
	expect_count(structure, "TR\n", 7);
	expect_count(structure, "TD", 12);
	expect_count(objects, "/Alt ", 4);
	expect_in(objects, "/Alt (Quite met)");
	expect_in(objects, "/Alt (amber)");
	expect_in(objects, "/Alt (Missing \\(yet\\))");
	expect_in(objects, "/Alt (none)");
}

static void a_sign_beside_words_is_not_read(void **state)
{
	struct bench *bench = *state;

	need("pdfinfo");
	need("qpdf");
	draw_signs(bench, "text: \"{standard.self_rag}\",");
	const char *structure = ask_structure(bench), *objects = ask_objects(bench);
	expect_count(structure, "Figure", 0);
	expect_count(objects, "/Alt ", 0);
	expect_count(structure, "Quite met", 1);
	expect_count(structure, "mauve", 1);
	expect_count(structure, "TD", 12);
}

/* All that is in a page with the sign of one rating, whose colours are all the same. */
static const char *sign_of(struct bench *bench, const char *rag)
{
	begin(bench, DOCUMENT_SUMMARY, "Elm Tree Primary School");
	add_standard(bench, "Lead", rag);
	draw_layout(bench, "page: {size: A5, margin: 10}\n"
	            "language: en-GB\n"
	            "title: \"Signs\"\n"
	            "colours: {ink: \"#303030\", green: \"#303030\", amber: \"#303030\",\n"
	            "  red: \"#303030\", grey: \"#303030\"}\n"
	            "fonts: {plain: {families: [DejaVu Sans]}}\n"
	            "flow:\n  draw:\n" TABLE
	            "      rows: standards\n"
	            "      columns:\n"
	            "        - {heading: \"\", text: \"{standard.title}\", width: 60,\n"
	            "           symbol: \"{standard.self_rag}\"}\n");
	return ask_objects(bench);
}

static void each_sign_is_told_by_its_shape(void **state)
{
	static const char *const codes[][2] = {
		{"green", "met"}, {"amber", "partly"}, {"red", "not_met"}, {"none", "none"}};
	struct bench *bench = *state;
	const char *signs[4];

	need("qpdf");
	for (size_t i = 0; i < 4; i++) {
		signs[i] = sign_of(bench, codes[i][0]);
		if (strcmp(signs[i], sign_of(bench, codes[i][1])) != 0)
			fail_msg("the signs of %s and %s differ", codes[i][0], codes[i][1]);
		for (size_t k = 0; k < i; k++)
			if (strcmp(signs[i], signs[k]) == 0)
				fail_msg("%s and %s have the same sign", codes[i][0], codes[k][0]);
	}
	assert_true(strcmp(sign_of(bench, "mauve"), sign_of(bench, "")) == 0);
	assert_true(strcmp(sign_of(bench, "mauve"), signs[3]) != 0);
}

/* ---- type that fits its place ---- */

/* What can be seen of the words drawn, in points. */
struct shown {
	double size;                   /* of the type, as the calibration has it */
	double left, right, top, bottom;
	unsigned lines, words;
};

static struct shown look(struct bench *bench)
{
	struct shown shown = {.left = 1e9, .top = 1e9};
	const char *at = ask(bench, "pdftotext -bbox", "-");
	double left, top, right, bottom, line = -1;

	for (; (at = strstr(at, "<word ")) != NULL; at++) {
		assert_int_equal(sscanf(at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" "
		                        "yMax=\"%lf\"", &left, &top, &right, &bottom), 4);
		shown.left = fmin(shown.left, left);
		shown.right = fmax(shown.right, right);
		shown.top = fmin(shown.top, top);
		shown.bottom = fmax(shown.bottom, bottom);
		/* how high a reader takes letters of that size to be */
		shown.size = bottom - top;
		shown.lines += fabs(top - line) > 1;
		shown.words++;
		line = top;
	}
	return shown;
}

/* A box of 90 by 25 mm. */
static const char fitted[] = ENGLISH
	"draw:\n"
	"  - {kind: text, text: \"{setting.name}\", font: plain, colour: ink, size: 24,\n"
	"     wrap_below: 16, shrink_to: 8, lines: 2, x: 20, y: 40, width: 90, height: 25}\n";

static const double box_left = 20 * 72 / 25.4, box_right = 110 * 72 / 25.4,
                    box_top = 40 * 72 / 25.4, box_bottom = 65 * 72 / 25.4;

/* Tails of letters hang below their box, and accents stand above. */
static void expect_within(const struct shown *shown)
{
	assert_true(shown->left >= box_left - 1);
	assert_true(shown->right <= box_right + 1);
	assert_true(shown->top >= box_top - 0.3 * shown->size);
	assert_true(shown->bottom <= box_bottom + 0.3 * shown->size);
}

/* So many words of five letters; the size is in points. */
static bool fit_words(struct bench *bench, unsigned count, double unit, struct shown *shown)
{
	struct buffer name = {0};

	for (unsigned i = 0; i < count; i++)
		buffer_text(&name, i > 0 ? " Maple" : "Maple");
	values_text(&bench->values, "setting.name", buffer_string(&name));
	ycf_status status = draw(bench);
	buffer_free(&name);
	if (status != YCF_OK)
		return false;
	*shown = look(bench);
	shown->size /= unit;
	assert_int_equal(shown->words, count);
	expect_within(shown);
	return true;
}

static void a_long_name_is_set_smaller_and_then_on_two_lines(void **state)
{
	struct bench *bench = *state;
	struct shown shown;
	unsigned full = 0, smaller = 0, two = 0, count = 1;
	double least = 24;

	need("pdftotext");
	begin(bench, DOCUMENT_CERTIFICATE, "Maple");
	draw_layout(bench, fitted);
	double unit = look(bench).size / 24;
	for (; fit_words(bench, count, unit, &shown); count++) {
		assert_true(shown.lines == 1 || shown.lines == 2);
		assert_true(shown.size > 8 - 0.1 && shown.size < 24 + 0.1);
		assert_true(shown.lines == 2 || shown.size > 16 - 0.1);
		/* never back to fewer lines, or from the smaller to the full size on one */
		assert_true(shown.lines == 2 || two == 0);
		full += shown.lines == 1 && shown.size > 24 - 0.1;
		smaller += shown.lines == 1 && shown.size < 24 - 0.1;
		two += shown.lines == 2;
		least = fmin(least, shown.size);
		assert_true(count < 100);
	}
	assert_true(full >= 2 && smaller >= 1 && two >= 3);
	assert_true(least < 9);
	assert_int_equal(bench->message.status, YCF_INVALID);
	expect_in(bench->message.text, "does not fit");
}

static void a_long_word_is_broken_only_in_the_smallest_type(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_CERTIFICATE, "Maple");
	draw_layout(bench, fitted);
	double unit = look(bench).size / 24;
	values_text(&bench->values, "setting.name", "Mapleoakelmashlarchbeechyewwillow");
	draw_well(bench);
	struct shown shown = look(bench);
	assert_int_equal(shown.lines, 1);
	assert_true(shown.size / unit > 8.1 && shown.size / unit < 23.9);
	expect_within(&shown);
	values_text(&bench->values, "setting.name",
	            "Mapleoakelmashlarchbeechyewwillowmapleoakelmashlarchbeechyewwillow");
	draw_well(bench);
	shown = look(bench);
	assert_int_equal(shown.lines, 2);
	assert_true(fabs(shown.size / unit - 8) < 0.1);
	expect_within(&shown);
}

static void one_line_is_never_two(void **state)
{
	struct bench *bench = *state;

	need("pdftotext");
	begin(bench, DOCUMENT_CERTIFICATE, "Maple maple maple maple maple maple maple");
	draw_layout(bench, ENGLISH
	            "draw:\n"
	            "  - {kind: text, text: \"{setting.name}\", font: plain, colour: ink, size: 24,\n"
	            "     shrink_to: 8, x: 20, y: 40, width: 90, height: 25}\n");
	struct shown shown = look(bench);
	assert_int_equal(shown.lines, 1);
	expect_within(&shown);
	put_layout(bench, ENGLISH
	           "draw:\n"
	           "  - {kind: text, text: \"{setting.name}\", font: plain, colour: ink, size: 24,\n"
	           "     x: 20, y: 40, width: 90, height: 25}\n");
	unlink(bench->pdf);
	expect_refused(bench, "does not fit");
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(pages_say_which_they_are),
		test(a_page_alone_is_one_of_one),
		test(rows_are_written_in_groups),
		test(an_empty_cell_says_otherwise),
		test(a_table_without_rows_says_so),
		test(days_and_codes_are_in_the_layouts_words),
		test(days_in_sentences_are_in_the_layouts_words),
		test(a_sign_alone_says_what_it_means),
		test(a_sign_beside_words_is_not_read),
		test(each_sign_is_told_by_its_shape),
		test(a_long_name_is_set_smaller_and_then_on_two_lines),
		test(a_long_word_is_broken_only_in_the_smallest_type),
		test(one_line_is_never_two),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
