/* Pictures in documents, and many documents in one file; drawn and then read back by other
   programs.  A test whose program is not installed is skipped. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "papers.h"

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
		test(a_picture_is_drawn_and_named),
		test(a_picture_that_may_lack_is_left_out),
		test(a_picture_that_cannot_be_read_is_named),
		test(documents_in_one_file_are_told_apart),
		test(a_document_alone_has_bookmarks_of_its_headings),
		test(a_document_is_the_same_among_others),
		test(what_cannot_be_drawn_is_left_out_alone),
		test(a_picture_is_kept_once_for_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
