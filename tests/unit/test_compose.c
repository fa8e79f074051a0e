/* Layouts put together with values: pages, tables, words, signs, pictures and many
   documents in one file, drawn and then read back by other programs.  A test whose
   program is not installed is skipped. */
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

#include "base/file.h"
#include "base/memory.h"
#include "document/press.h"

/* Every layout here is of A5, which is 148 by 210 mm. */
#define LOOK \
	"page: {size: A5, margin: 10}\n" \
	"title: \"Papers of {setting.name}\"\n" \
	"colours: {ink: \"#000000\", green: \"#007000\", amber: \"#b07000\", red: \"#b00000\",\n" \
	"  grey: \"#808080\"}\n" \
	"fonts: {plain: {families: [DejaVu Sans]}}\n"
#define ENGLISH "language: en-GB\n" LOOK
#define TYPE "font: plain, size: 10, colour: ink"
#define TABLE "    - kind: table\n      font: plain\n      size: 10\n      colour: ink\n"

struct bench {
	struct arena *arena;
	enum document_kind kind;
	struct values values;
	struct message message;
	char folder[32];
	char pdf[64], layout[64], picture[64];
};

/* ---- the bench ---- */

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);

	assert_non_null(bench);
	bench->arena = arena_new();
	assert_non_null(bench->arena);
	strcpy(bench->folder, "/tmp/ycf-compose-XXXXXX");
	assert_non_null(mkdtemp(bench->folder));
	snprintf(bench->pdf, sizeof bench->pdf, "%s/page.pdf", bench->folder);
	snprintf(bench->layout, sizeof bench->layout, "%s/own.yaml", bench->folder);
	snprintf(bench->picture, sizeof bench->picture, "%s/logo.png", bench->folder);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	unlink(bench->pdf);
	unlink(bench->layout);
	unlink(bench->picture);
	assert_int_equal(rmdir(bench->folder), 0);
	arena_free(bench->arena);
	free(bench);
	return 0;
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

/* New values of a kind of document, for a school of that name. */
static void begin(struct bench *bench, enum document_kind kind, const char *name)
{
	bench->kind = kind;
	assert_int_equal(values_new(kind, bench->arena, &bench->message, &bench->values), YCF_OK);
	values_text(&bench->values, "setting.name", name);
}

static void put_layout(const struct bench *bench, const char *text)
{
	FILE *file = fopen(bench->layout, "w");

	assert_non_null(file);
	fprintf(file, "document: %s\n%s", document_kinds[bench->kind], text);
	assert_int_equal(fclose(file), 0);
}

static ycf_status draw(struct bench *bench)
{
	struct press *press = NULL;
	struct output *output = NULL;

	message_clear(&bench->message);
	assert_int_equal(output_open(bench->pdf, -1, &output, &bench->message), YCF_OK);
	ycf_status status = press_open(bench->layout, bench->kind, &bench->message, &press);
	if (status == YCF_OK)
		status = press_print(press, &bench->values, output);
	press_free(press);
	if (status == YCF_OK)
		return output_commit(output, &bench->message);
	output_abandon(output);
	return status;
}

static void draw_well(struct bench *bench)
{
	if (draw(bench) != YCF_OK)
		fail_msg("%s", bench->message.text);
}

static void draw_layout(struct bench *bench, const char *text)
{
	put_layout(bench, text);
	draw_well(bench);
}

/* What a program says about the file; bytes of 0 become spaces. */
static const char *ask(struct bench *bench, const char *program, const char *after)
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
	for (size_t i = 0; i < answer.length; i++)
		if (answer.data[i] == '\0')
			answer.data[i] = ' ';
	const char *kept = arena_text(bench->arena, buffer_string(&answer));
	buffer_free(&answer);
	assert_non_null(kept);
	return kept;
}

/* In the order in which it was drawn; a form feed ends each page. */
static const char *ask_text(struct bench *bench)
{
	return ask(bench, "pdftotext -raw", "-");
}

static const char *ask_structure(struct bench *bench)
{
	return ask(bench, "pdfinfo -struct-text", "");
}

static const char *ask_objects(struct bench *bench)
{
	return ask(bench, "qpdf --static-id --qdf --object-streams=disable", "-");
}

/* ---- looking at answers ---- */

static void expect_in(const char *answer, const char *expected)
{
	if (strstr(answer, expected) == NULL)
		fail_msg("\"%s\" is not in:\n%s", expected, answer);
}

static void expect_not_in(const char *answer, const char *unwanted)
{
	if (strstr(answer, unwanted) != NULL)
		fail_msg("\"%s\" is in:\n%s", unwanted, answer);
}

static unsigned count_of(const char *text, const char *what)
{
	unsigned count = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		count++;
	return count;
}

static void expect_count(const char *answer, const char *what, unsigned expected)
{
	unsigned found = count_of(answer, what);

	if (found != expected)
		fail_msg("\"%s\" is there %u times, not %u, in:\n%s", what, found, expected, answer);
}

/* They stand in that order; NULL ends them. */
static void expect_order(const char *answer, const char *const *parts)
{
	const char *at = answer;

	for (; *parts != NULL; parts++) {
		at = strstr(at, *parts);
		if (at == NULL)
			fail_msg("\"%s\" is not in, or not behind those before it:\n%s", *parts, answer);
		at += strlen(*parts);
	}
}

/* stem001, stem002 ... each once and in that order, and no others. */
static void expect_run(const char *answer, const char *stem, unsigned count)
{
	const char *at = answer;
	char word[40];

	expect_count(answer, stem, count);
	for (unsigned i = 1; i <= count; i++) {
		snprintf(word, sizeof word, "%s%03u", stem, i);
		at = strstr(at, word);
		if (at == NULL)
			fail_msg("%s is missing, or too early, in:\n%s", word, answer);
	}
}

/* From 1; 0: on none. */
static unsigned page_of(const char *text, const char *word)
{
	const char *found = strstr(text, word);
	unsigned page = 1;

	if (found == NULL)
		return 0;
	for (; text < found; text++)
		page += *text == '\f';
	return page;
}

static unsigned pages_of(const char *text)
{
	return count_of(text, "\f");
}

/* The text of one page alone. */
static const char *page_text(struct bench *bench, const char *text, unsigned page)
{
	for (; page > 1; page--)
		text = strchr(text, '\f') + 1;
	return arena_copy(bench->arena, text, strcspn(text, "\f"));
}

/* Line ends and runs of spaces become one space. */
static const char *flat(struct bench *bench, const char *text)
{
	char *copy = arena_text(bench->arena, text);
	size_t to = 0;

	assert_non_null(copy);
	for (const char *from = text; *from != '\0'; from++) {
		char c = *from == '\n' || *from == '\f' ? ' ' : *from;
		if (c != ' ' || (to > 0 && copy[to - 1] != ' '))
			copy[to++] = c;
	}
	copy[to] = '\0';
	return copy;
}

/* ---- rows ---- */

static struct value_row *add_action(struct bench *bench, const char *what)
{
	struct value_row *row = values_row(&bench->values, "actions", bench->arena);

	assert_non_null(row);
	row_text(&bench->values, "actions", row, "action.what", what);
	return row;
}

static void add_actions(struct bench *bench, const char *stem, unsigned count)
{
	for (unsigned i = 1; i <= count; i++)
		add_action(bench, arena_format(bench->arena, "%s%03u", stem, i));
}

static void add_field(struct bench *bench, struct value_row *row, const char *name,
                      const char *text)
{
	row_text(&bench->values, "actions", row, name, text);
}

/* "stem001 stem002 ..." */
static const char *long_text(struct bench *bench, const char *stem, unsigned count)
{
	struct buffer words = {0};

	for (unsigned i = 1; i <= count; i++)
		buffer_format(&words, "%s%s%03u", i > 1 ? " " : "", stem, i);
	const char *kept = arena_text(bench->arena, buffer_string(&words));
	buffer_free(&words);
	assert_non_null(kept);
	return kept;
}

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
#define DEEDS TABLE "      before: 3\n      rows: actions\n      columns:\n" \
	"        - {heading: \"Deed\", text: \"{action.what}\", width: 80}\n"

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

/* ---- what stands in place on pages ---- */

#define PLACED(y) TYPE ", x: 10, y: " #y ", width: 100, height: 4}\n"

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

/* ---- pictures ---- */

/* 4 by 2 pixels, not compressed. */
static const unsigned char png[] = {
	0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
	0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xf0, 0xca, 0xea,
	0x34, 0x00, 0x00, 0x00, 0x25, 0x49, 0x44, 0x41, 0x54, 0x78, 0x01, 0x01, 0x1a, 0x00, 0xe5, 0xff,
	0x00, 0xc8, 0x00, 0x28, 0xc8, 0x00, 0x28, 0xc8, 0x00, 0x28, 0xc8, 0x00, 0x28, 0x00, 0xc8, 0x1e,
	0x28, 0xc8, 0x1e, 0x28, 0xc8, 0x1e, 0x28, 0xc8, 0x1e, 0x28, 0x69, 0xa6, 0x07, 0xf9, 0x42, 0xc0,
	0xd8, 0x36, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};

static void put_picture(const struct bench *bench, size_t length)
{
	FILE *file = fopen(bench->picture, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(png, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

#define PICTURE(more) ENGLISH \
	"draw:\n" \
	"  - {kind: image, file: logo.png, " more "alt: \"Logo of {mark.title}\",\n" \
	"     x: 20, y: 20, width: 40, height: 40}\n" \
	"  - {kind: text, text: \"{setting.name}\", reads_as: heading 1, " PLACED(70)

static void begin_picture(struct bench *bench, const char *name)
{
	begin(bench, DOCUMENT_CERTIFICATE, name);
	values_text(&bench->values, "mark.title", "the \"Young Carers\" mark");
}

static void a_picture_is_drawn_and_named(void **state)
{
	struct bench *bench = *state;

	need("pdfimages");
	need("pdfinfo");
	need("qpdf");
	begin_picture(bench, "Elm Tree Primary School");
	put_picture(bench, sizeof png);
	draw_layout(bench, PICTURE(""));
	const char *list = flat(bench, ask(bench, "pdfimages -list", "| tail -n +3"));
	/* width, height, colour, components, bits */
	expect_count(list, " image 4 2 rgb 3 8 ", 1);
	expect_count(list, " rgb ", 1);
	/* 4 pixels on 40 mm are 3 an inch both ways: its proportions are kept */
	expect_in(list, " 3 3 ");
	expect_count(ask_structure(bench), "Figure", 1);
	const char *objects = ask_objects(bench);
	expect_count(objects, "/Subtype /Image", 1);
	expect_in(objects, "/Alt (Logo of the \"Young Carers\" mark)");
}

static void a_picture_that_may_lack_is_left_out(void **state)
{
	struct bench *bench = *state;

	need("pdfimages");
	need("pdfinfo");
	begin_picture(bench, "Elm Tree Primary School");
	draw_layout(bench, PICTURE("may_lack: true, "));
	assert_string_equal(ask(bench, "pdfimages -list", "| tail -n +3"), "");
	const char *structure = ask_structure(bench);
	expect_not_in(structure, "Figure");
	expect_in(structure, "Elm Tree Primary School");
	put_picture(bench, sizeof png);
	draw_well(bench);
	expect_count(ask_structure(bench), "Figure", 1);
}

static void expect_refused(struct bench *bench, const char *expected)
{
	assert_int_not_equal(draw(bench), YCF_OK);
	expect_in(bench->message.text, expected);
	expect_not_in(bench->message.text, "\n");
	assert_int_equal(access(bench->pdf, F_OK), -1);
}

static void a_picture_that_cannot_be_read_is_named(void **state)
{
	static const size_t lengths[] = {0, 4, 8, 20, 40, 60, sizeof png - 14};
	struct bench *bench = *state;

	begin_picture(bench, "Elm Tree Primary School");
	put_layout(bench, PICTURE(""));
	expect_refused(bench, bench->picture);
	put_layout(bench, PICTURE("may_lack: true, "));
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		put_picture(bench, lengths[i]);
		expect_refused(bench, bench->picture);
	}
	/* its element is left out, but would not be tomorrow */
	put_layout(bench, PICTURE("if: award.ended, "));
	expect_refused(bench, bench->picture);
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

/* ---- many documents in one file ---- */

enum { MOST = 4 };

/* Draw those of a bench's values into one file. */
static void draw_many(struct bench *bench, const struct values *many, const ycf_status *statuses,
                      size_t count)
{
	struct press *press = NULL;
	struct output *output = NULL;

	message_clear(&bench->message);
	assert_int_equal(press_open(bench->layout, bench->kind, &bench->message, &press), YCF_OK);
	for (size_t i = 0; i < count; i++) {
		ycf_status expected = statuses != NULL ? statuses[i] : YCF_OK;
		if (press_add(press, &many[i]) != expected)
			fail_msg("document %zu: %s", i, bench->message.text);
		if (expected != YCF_OK)
			expect_in(bench->message.text, "U+E000");
		message_clear(&bench->message);
	}
	assert_int_equal(output_open(bench->pdf, -1, &output, &bench->message), YCF_OK);
	assert_int_equal(press_finish(press, "All of them", output), YCF_OK);
	assert_int_equal(output_commit(output, &bench->message), YCF_OK);
	press_free(press);
}

static const char papers[] = ENGLISH
	"draw:\n"
	"  - {kind: text, pages: every, text: \"Leaf {page.number} of {page.count}.\", " PLACED(12)
	"  - {kind: text, text: \"Kept words\", " PLACED(17)
	"flow:\n  top: 30\n  again: 30\n  draw:\n"
	"    - {kind: text, text: \"{setting.name}\", reads_as: heading 1, " TYPE "}\n" DEEDS;

/* Three plans, the second of three pages. */
static void make_plans(struct bench *bench, struct values plans[3])
{
	static const char *const names[] = {"Elm School", "Oak School", "Ash School"};
	static const unsigned rows[] = {2, 70, 5};

	for (size_t i = 0; i < 3; i++) {
		begin(bench, DOCUMENT_PLAN, names[i]);
		add_actions(bench, names[i], rows[i]);
		plans[i] = bench->values;
	}
	put_layout(bench, papers);
}

static void documents_in_one_file_are_told_apart(void **state)
{
	struct bench *bench = *state;
	struct values plans[3];

	need("qpdf");
	need("pdfinfo");
	make_plans(bench, plans);
	draw_many(bench, plans, NULL, 3);
	const char *objects = ask_objects(bench);
	expect_count(objects, "/Title (", 4);
	expect_in(objects, "/Title (All of them)");
	expect_count(objects, "/Title (Papers of Elm School)", 1);
	expect_count(objects, "/Title (Papers of Oak School)", 1);
	expect_count(objects, "/Title (Papers of Ash School)", 1);
	const char *structure = ask_structure(bench);
	expect_count(structure, "Part\n", 3);
	expect_count(structure, "H1 (block)", 3);
	expect_count(structure, "Table (block)", 3);
	expect_order(structure, (const char *const[]){
		"Part\n", "Leaf 1 of 1.", "Elm School", "Part\n", "Leaf 1 of 3.", "Oak School", "Part\n",
		"Leaf 1 of 1.", "Ash School", NULL});
	expect_in(flat(bench, ask(bench, "pdfinfo", "")), "Pages: 5 ");
	expect_in(ask(bench, "qpdf --check", ""), "No syntax or stream encoding errors found");
}

static void a_document_alone_has_bookmarks_of_its_headings(void **state)
{
	struct bench *bench = *state;
	struct values plans[3];

	need("qpdf");
	make_plans(bench, plans);
	bench->values = plans[1];
	draw_well(bench);
	const char *objects = ask_objects(bench);
	expect_count(objects, "/Title (", 2);
	expect_count(objects, "/Title (Papers of Oak School)", 1);
	expect_count(objects, "/Title (Oak School)", 1);
	bench->values = plans[0];
	draw_well(bench);
	expect_count(ask_objects(bench), "/Title (", 1);
}

/* The text of each alone, one after the other. */
static const char *text_alone(struct bench *bench, const struct values *many, size_t count)
{
	struct buffer all = {0};

	for (size_t i = 0; i < count; i++) {
		bench->values = many[i];
		draw_well(bench);
		buffer_text(&all, ask_text(bench));
	}
	const char *kept = arena_text(bench->arena, buffer_string(&all));
	buffer_free(&all);
	assert_non_null(kept);
	return kept;
}

static void a_document_is_the_same_among_others(void **state)
{
	struct bench *bench = *state;
	struct values plans[3];

	need("pdftotext");
	make_plans(bench, plans);
	const char *alone = text_alone(bench, plans, 3);
	assert_int_equal(pages_of(alone), 5);
	draw_many(bench, plans, NULL, 3);
	assert_string_equal(ask_text(bench), alone);
	/* the other way round, after another of the same name */
	struct values others[MOST] = {plans[2], plans[1], plans[1], plans[0]};
	alone = text_alone(bench, others, MOST);
	draw_many(bench, others, NULL, MOST);
	assert_string_equal(ask_text(bench), alone);
}

static void what_cannot_be_drawn_is_left_out_alone(void **state)
{
	static const ycf_status statuses[MOST] = {YCF_INVALID, YCF_OK, YCF_INVALID, YCF_OK};
	struct bench *bench = *state;
	struct values plans[3];

	need("pdftotext");
	need("pdfinfo");
	need("qpdf");
	make_plans(bench, plans);
	const char *alone = text_alone(bench, plans, 2);
	begin(bench, DOCUMENT_PLAN, "Yew School");
	add_actions(bench, "Yew", 70);
	add_action(bench, "Yew \xEE\x80\x80");
	struct values bad = bench->values;
	struct values many[MOST] = {bad, plans[0], bad, plans[1]};
	draw_many(bench, many, statuses, MOST);
	assert_string_equal(ask_text(bench), alone);
	expect_count(ask_structure(bench), "Part\n", 2);
	expect_not_in(ask_objects(bench), "Yew");
	expect_in(ask(bench, "qpdf --check", ""), "No syntax or stream encoding errors found");
}

static void a_picture_is_kept_once_for_all(void **state)
{
	struct bench *bench = *state;
	struct values many[3];

	need("pdfimages");
	need("qpdf");
	put_picture(bench, sizeof png);
	for (size_t i = 0; i < 3; i++) {
		begin_picture(bench, arena_format(bench->arena, "School %zu", i));
		many[i] = bench->values;
	}
	put_layout(bench, PICTURE(""));
	draw_many(bench, many, NULL, 3);
	const char *list = flat(bench, ask(bench, "pdfimages -list", "| tail -n +3"));
	expect_count(list, " rgb ", 3);
	const char *objects = ask_objects(bench);
	expect_count(objects, "/Subtype /Image", 1);
	expect_count(objects, "/Alt (", 3);
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
		test(a_picture_is_drawn_and_named),
		test(a_picture_that_may_lack_is_left_out),
		test(a_picture_that_cannot_be_read_is_named),
		test(a_long_name_is_set_smaller_and_then_on_two_lines),
		test(a_long_word_is_broken_only_in_the_smallest_type),
		test(one_line_is_never_two),
		test(documents_in_one_file_are_told_apart),
		test(a_document_alone_has_bookmarks_of_its_headings),
		test(a_document_is_the_same_among_others),
		test(what_cannot_be_drawn_is_left_out_alone),
		test(a_picture_is_kept_once_for_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
