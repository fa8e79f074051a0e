/* A bench for layouts: put one together with values, draw it, and read the PDF by other
   programs. */
#ifndef YCF_TESTS_UNIT_PAPERS_H
#define YCF_TESTS_UNIT_PAPERS_H

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

#define DEEDS TABLE "      before: 3\n      rows: actions\n      columns:\n" \
	"        - {heading: \"Deed\", text: \"{action.what}\", width: 80}\n"

#define PLACED(y) TYPE ", x: 10, y: " #y ", width: 100, height: 4}\n"

struct bench {
	struct arena *arena;
	enum document_kind kind;
	struct values values;
	struct message message;
	char folder[32];
	char pdf[64], layout[64], picture[64];
};

int set_up(void **state);
int tear_down(void **state);
/* Skip the test where the program is not installed. */
void need(const char *program);
/* New values of a kind of document, for a school of that name. */
void begin(struct bench *bench, enum document_kind kind, const char *name);
void put_layout(const struct bench *bench, const char *text);
ycf_status draw(struct bench *bench);
void draw_well(struct bench *bench);
/* Drawn it must be refused in one line with these words, and leave no file. */
void expect_refused(struct bench *bench, const char *expected);
void draw_layout(struct bench *bench, const char *text);
/* What a program says about the file; bytes of 0 become spaces. */
const char *ask(struct bench *bench, const char *program, const char *after);
/* In the order in which it was drawn; a form feed ends each page. */
const char *ask_text(struct bench *bench);
const char *ask_structure(struct bench *bench);
const char *ask_objects(struct bench *bench);
void expect_in(const char *answer, const char *expected);
void expect_not_in(const char *answer, const char *unwanted);
unsigned count_of(const char *text, const char *what);
void expect_count(const char *answer, const char *what, unsigned expected);
/* They stand in that order; NULL ends them. */
void expect_order(const char *answer, const char *const *parts);
/* stem001, stem002 ... each once and in that order, and no others. */
void expect_run(const char *answer, const char *stem, unsigned count);
/* From 1; 0: on none. */
unsigned page_of(const char *text, const char *word);
unsigned pages_of(const char *text);
/* The text of one page alone. */
const char *page_text(struct bench *bench, const char *text, unsigned page);
/* Line ends and runs of spaces become one space. */
const char *flat(struct bench *bench, const char *text);
struct value_row *add_action(struct bench *bench, const char *what);
void add_actions(struct bench *bench, const char *stem, unsigned count);
void add_field(struct bench *bench, struct value_row *row, const char *name, const char *text);
/* "stem001 stem002 ..." */
const char *long_text(struct bench *bench, const char *stem, unsigned count);

#endif
