/* The form as a workbook: a sheet that explains, and the table to fill in. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "exchange/form.h"
#include "format/workbook_writer.h"

/* The documents' colours; fonts that school computers have. */
enum colour {
	ACCENT = 0x1C4F63, INK = 0x1B2024, QUIET = 0x59636A, HAIRLINE = 0xB4BEC3, PAPER = 0xFFFFFF,
	SHADE = 0xF1F4F6, TINT = 0xDFE8EC
};

#define DISPLAY_FONT "Georgia"
#define TEXT_FONT "Calibri"

enum {
	HEADING_ROW = 2, FIRST_ROW = 3,               /* of the report, from 0 */
	CHOICE_LEVEL = 0, CHOICE_STATE, CHOICE_YES, CHOICE_CODE
};

/* Of the table's columns, in characters. */
static const double widths[FORM_COLUMNS] = {11, 46, 22, 20, 40, 24, 24, 17};

struct looks {
	struct book_style *label, *name, *mark, *panel, *panel_small, *line, *link, *small;
	struct book_style *title, *hint, *heading, *band;
	struct book_style *standard_code, *standard, *strong, *statement, *standard_last;
	struct book_style *code, *question, *last, *known;
	struct book_style *answer, *words, *day, *open_code, *shut, *identity;
};

struct drawing {
	const struct form_facts *form;
	struct arena *arena;
	struct book *book;
	struct looks looks;
	struct book_sheet *report;
	size_t codes;                                 /* how many there are to choose from */
	bool failed;
};

/* ---- looks ---- */

static struct book_look plain(double size, enum colour colour)
{
	return (struct book_look){
		.font = TEXT_FONT, .size = size, .colour = colour, .fill = BOOK_NONE,
		.border = BOOK_NONE, .wrap = true,
	};
}

static struct book_look display(double size, enum colour colour)
{
	struct book_look look = plain(size, colour);
	look.font = DISPLAY_FONT;
	return look;
}

static struct book_look boxed(double size, enum colour colour, enum colour fill)
{
	struct book_look look = plain(size, colour);
	look.fill = fill;
	look.border = HAIRLINE;
	return look;
}

static struct book_style *with(struct book *book, struct book_look look, bool bold)
{
	look.bold = bold;
	return book_style(book, &look);
}

static void make_start_looks(struct book *book, struct looks *looks)
{
	struct book_look mark = display(13, QUIET), panel = display(16, PAPER);
	struct book_look small = plain(11, PAPER), link = plain(13, ACCENT);
	struct book_look line = plain(12, INK);
	mark.italic = true;
	panel.fill = small.fill = ACCENT;
	panel.indent = small.indent = 1;
	panel.middle = line.middle = link.middle = true;
	link.underline = link.bold = true;
	looks->label = with(book, plain(10, ACCENT), true);
	looks->name = with(book, display(24, INK), false);
	looks->mark = book_style(book, &mark);
	looks->panel = book_style(book, &panel);
	looks->panel_small = book_style(book, &small);
	looks->line = book_style(book, &line);
	looks->link = book_style(book, &link);
	looks->small = with(book, plain(9, QUIET), false);
}

static void make_label_looks(struct book *book, struct looks *looks)
{
	struct book_look title = display(16, ACCENT), hint = plain(11, QUIET);
	struct book_look heading = boxed(11, PAPER, ACCENT), band = display(13, ACCENT);
	struct book_look code = boxed(10, QUIET, SHADE), strong = boxed(11, ACCENT, TINT);
	title.wrap = hint.wrap = band.wrap = false;
	heading.bold = heading.middle = band.middle = true;
	code.text = strong.text = true;
	looks->title = book_style(book, &title);
	looks->hint = book_style(book, &hint);
	looks->heading = book_style(book, &heading);
	looks->band = book_style(book, &band);
	looks->standard_code = with(book, strong, true);
	looks->standard = book_style(book, &strong);
	looks->strong = with(book, plain(12, ACCENT), true);
	looks->statement = with(book, plain(10, INK), false);
	looks->standard_last = with(book, boxed(10, INK, TINT), false);
	looks->code = book_style(book, &code);
	looks->question = with(book, boxed(11, INK, SHADE), false);
	looks->last = with(book, boxed(10, QUIET, SHADE), false);
	looks->known = with(book, boxed(11, INK, SHADE), true);
	looks->shut = with(book, boxed(10, QUIET, SHADE), false);
	looks->identity = with(book, plain(8, HAIRLINE), false);
}

static void make_open_looks(struct book *book, struct looks *looks)
{
	struct book_look look = boxed(11, INK, PAPER);
	look.open = look.text = true;
	looks->answer = with(book, look, true);
	looks->words = with(book, look, false);
	looks->open_code = with(book, look, false);
	look.text = false;
	look.day = true;
	look.align = ALIGN_LEFT;
	looks->day = with(book, look, false);
}

/* ---- the sheet that explains ---- */

static const char *tell(struct drawing *drawing, const char *text)
{
	drawing->failed = drawing->failed || text == NULL;
	return text == NULL ? "" : text;
}

static size_t lines_of(const char *text, size_t width)
{
	size_t lines = (text_columns(text, strlen(text)) + width - 1) / width;
	return lines > 0 ? lines : 1;
}

static const char *return_words(struct drawing *drawing)
{
	char due[DATE_PEOPLE_SIZE];
	if (drawing->form->due == 0)
		return "Send it back when it suits you";
	date_write_people(drawing->form->due, due);
	return tell(drawing, arena_format(drawing->arena, "Send it back by %s", due));
}

static const char *whom_words(struct drawing *drawing)
{
	const struct form_facts *form = drawing->form;
	if (form->practitioner == NULL)
		return "to whoever sent it to you";
	return tell(drawing, arena_format(drawing->arena, "to %s%s%s", form->practitioner,
	                                  form->practitioner_email != NULL ? ", " : "",
	                                  form->practitioner_email != NULL
	                                      ? form->practitioner_email : ""));
}

static void draw_top(struct drawing *drawing, struct book_sheet *sheet)
{
	const struct form_facts *form = drawing->form;
	const struct looks *looks = &drawing->looks;
	const char *mark = arena_format(drawing->arena, "for the mark “%s”", form->framework->title);
	book_height(sheet, 0, 12);
	book_text(sheet, 1, 1, "SELF-REPORT", looks->label);
	book_text(sheet, 2, 1, form->setting.name, looks->name);
	book_height(sheet, 2, 33.0 * (double)lines_of(form->setting.name, 50));
	book_text(sheet, 3, 1, tell(drawing, mark), looks->mark);
	book_height(sheet, 3, 20.0 * (double)lines_of(form->framework->title, 90));
	book_height(sheet, 4, 12);
	book_text(sheet, 5, 1, return_words(drawing), looks->panel);
	book_height(sheet, 5, 34);
	book_text(sheet, 6, 1, whom_words(drawing), looks->panel_small);
	book_height(sheet, 6, 24);
	book_height(sheet, 7, 14);
}

static void draw_lines(struct drawing *drawing, struct book_sheet *sheet, uint32_t row)
{
	const struct form_facts *form = drawing->form;
	const char *lines[] = {
		"1.  Everything is on the next sheet, “Report”. The white cells are yours to fill in; the "
		"others are locked, so that nothing gets lost.",
		"2.  Tell us the day, your name, and whether the lead for young carers is still the same.",
		form->action_count > 0
			? "3.  For each thing you agreed to do, choose Done, Going on or Stuck."
			: "3.  No actions are open, so there is nothing to say about any.",
		"4.  For each standard choose how things stand. Where nothing is new, choose “Nothing has "
		"changed”: then you are through in two minutes.",
		"5.  If you like, go into single criteria, comment, and say what evidence there is and "
		"where it is kept.",
		"6.  Please do not name or describe any child. Then save this file and send it back.",
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++, row++) {
		book_text(sheet, row, 1, lines[i], drawing->looks.line);
		book_height(sheet, row, 38);
	}
}

static void draw_start(struct drawing *drawing)
{
	const struct form_facts *form = drawing->form;
	char made[DATE_PEOPLE_SIZE];
	struct book_sheet *sheet = book_sheet(drawing->book, "Start here", ACCENT);
	book_width(sheet, 0, 3);
	book_width(sheet, 1, 96);
	draw_top(drawing, sheet);
	draw_lines(drawing, sheet, 8);
	book_link(sheet, 14, 1, "'Report'!D6", "Go to the report", drawing->looks.link);
	book_height(sheet, 14, 26);
	date_write_people(form->made, made);
	book_text(sheet, 15, 1,
	          tell(drawing, arena_format(drawing->arena, "Form made on %s, edition %s of the mark%s%s",
	                                     made, form->framework->edition,
	                                     form->framework->issuer != NULL ? " of " : "",
	                                     form->framework->issuer != NULL
	                                         ? form->framework->issuer : "")),
	          drawing->looks.small);
	book_height(sheet, 15, 18);
	book_select(sheet, 14, 1);
	book_protect(sheet);
	book_print(sheet, false, -1, "");
}

/* ---- lists to choose from ---- */

/* Codes for more evidence; a code that is no text would be shortened. */
static void draw_codes(struct drawing *drawing, struct book_sheet *sheet)
{
	const struct form_facts *form = drawing->form;
	uint32_t row = 0;
	for (size_t i = 0; i < form->standard_count; i++) {
		const struct form_standard *standard = &form->standards[i];
		book_text(sheet, row++, CHOICE_CODE, standard->standard->code, drawing->looks.open_code);
		for (size_t k = 0; k < standard->criterion_count; k++)
			book_text(sheet, row++, CHOICE_CODE, standard->criteria[k].code,
			          drawing->looks.open_code);
	}
	drawing->codes = row;
}

static void draw_choices(struct drawing *drawing)
{
	const struct form_facts *form = drawing->form;
	struct book_sheet *sheet = book_sheet(drawing->book, "Choices", BOOK_NONE);
	book_text(sheet, 0, CHOICE_LEVEL, form_unchanged, NULL);
	for (uint32_t i = 0; i < form->level_count; i++)
		book_text(sheet, i + 1, CHOICE_LEVEL, form->levels[form->level_count - 1 - i].title, NULL);
	for (uint32_t i = 0; form_states[i] != NULL; i++)
		book_text(sheet, i, CHOICE_STATE, form_states[i], NULL);
	for (uint32_t i = 0; form_yes_no[i] != NULL; i++)
		book_text(sheet, i, CHOICE_YES, form_yes_no[i], NULL);
	draw_codes(drawing, sheet);
	book_protect(sheet);
	book_hide(sheet);
}

static void choose(struct drawing *drawing, uint32_t row, uint16_t column, int choice, size_t first,
                   size_t last)
{
	char range[48];
	snprintf(range, sizeof range, "=Choices!$%c$%zu:$%c$%zu", 'A' + choice, first, 'A' + choice,
	         last);
	book_choose(drawing->report, row, column, range,
	            "Please choose one of the answers in the list, or leave the cell empty.");
}

/* ---- the table ---- */

static void draw_open(struct drawing *drawing, uint32_t row, const struct form_row *facts,
                      int first)
{
	const struct looks *looks = &drawing->looks;
	struct book_sheet *sheet = drawing->report;
	for (int i = first; i < COLUMN_DATED; i++)
		book_text(sheet, row, (uint16_t)i, facts->cells[i], looks->words);
	if (facts->dated != 0)
		book_day(sheet, row, COLUMN_DATED, facts->dated, looks->day);
	else
		book_text(sheet, row, COLUMN_DATED, "", looks->day);
	book_days(sheet, row, COLUMN_DATED, "Please write a day, such as 01/09/2026.");
}

static void draw_labels(struct drawing *drawing, uint32_t row, const struct form_row *facts)
{
	const struct looks *looks = &drawing->looks;
	struct book_sheet *sheet = drawing->report;
	bool strong = facts->kind == FORM_STANDARD;
	const char *question = facts->cells[COLUMN_QUESTION];
	const char *statement = strong ? strchr(question, '\n') : NULL;
	book_text(sheet, row, COLUMN_CODE, facts->cells[COLUMN_CODE],
	          strong ? looks->standard_code : looks->code);
	if (statement != NULL)
		book_two(sheet, row, COLUMN_QUESTION,
		         tell(drawing, arena_copy(drawing->arena, question,
		                                  (size_t)(statement - question))),
		         looks->strong, statement + 1, looks->statement, looks->standard);
	else
		book_text(sheet, row, COLUMN_QUESTION, question,
		          strong ? looks->standard_code : looks->question);
	book_text(sheet, row, COLUMN_LAST, facts->cells[COLUMN_LAST],
	          strong ? looks->standard_last : looks->last);
	for (int i = COLUMN_ANSWER; i < FORM_COLUMNS; i++)
		book_text(sheet, row, (uint16_t)i, facts->cells[i],
		          facts->kind == FORM_SETTING ? looks->known : looks->shut);
}

static bool last_reported(const struct drawing *drawing, const char *code)
{
	for (size_t i = 0; i < drawing->form->standard_count; i++)
		if (strcmp(drawing->form->standards[i].standard->code, code) == 0)
			return drawing->form->standards[i].last != 0;
	return true;
}

static void draw_answer(struct drawing *drawing, uint32_t row, const struct form_row *facts)
{
	const struct looks *looks = &drawing->looks;
	struct book_sheet *sheet = drawing->report;
	size_t levels = drawing->form->level_count + 1;
	if (facts->kind == FORM_DATE) {
		book_text(sheet, row, COLUMN_ANSWER, "", looks->day);
		book_days(sheet, row, COLUMN_ANSWER, "Please write a day, such as 01/12/2026.");
		return;
	}
	book_text(sheet, row, COLUMN_ANSWER, "", looks->answer);
	if (facts->kind == FORM_LEAD)
		choose(drawing, row, COLUMN_ANSWER, CHOICE_YES, 1, 2);
	else if (facts->kind == FORM_ACTION)
		choose(drawing, row, COLUMN_ANSWER, CHOICE_STATE, 1, 3);
	else if (facts->kind == FORM_STANDARD)
		choose(drawing, row, COLUMN_ANSWER, CHOICE_LEVEL,
		       last_reported(drawing, facts->cells[COLUMN_CODE]) ? 1 : 2, levels);
	else if (facts->kind == FORM_CRITERION)
		choose(drawing, row, COLUMN_ANSWER, CHOICE_LEVEL, 2, levels);
}

/* As high as its texts need: not every program finds that out by itself. There is room for a line
   or two of what will be written. */
static double height_of(const struct form_row *facts)
{
	size_t most = facts->kind == FORM_STANDARD ? 3 : facts->kind == FORM_CRITERION ? 2 : 1;
	for (int i = 0; i < FORM_COLUMNS; i++) {
		const char *text = facts->cells[i];
		size_t lines = 0, width = (size_t)(widths[i] * 0.95);
		for (const char *next; text != NULL && *text != '\0'; text = next) {
			size_t length = strcspn(text, "\n");
			next = text + length + (text[length] != '\0');
			lines += (text_columns(text, length) + width - 1) / width;
		}
		if (lines > most)
			most = lines;
	}
	double height = 6 + 15.0 * (double)most;
	return height > 400 ? 400 : height;
}

static void draw_row(struct drawing *drawing, uint32_t row, const struct form_row *facts)
{
	const struct looks *looks = &drawing->looks;
	struct book_sheet *sheet = drawing->report;
	if (facts->kind == FORM_BAND) {
		book_text(sheet, row, COLUMN_CODE, facts->cells[COLUMN_QUESTION], looks->band);
		book_height(sheet, row, 30);
		return;
	}
	if (facts->kind == FORM_IDENTITY) {
		book_text(sheet, row, COLUMN_CODE, facts->cells[COLUMN_CODE], looks->identity);
		book_text(sheet, row, COLUMN_QUESTION, facts->cells[COLUMN_QUESTION], looks->identity);
		book_text(sheet, row, COLUMN_ANSWER, facts->cells[COLUMN_ANSWER], looks->identity);
		return;
	}
	draw_labels(drawing, row, facts);
	book_height(sheet, row, height_of(facts));
	if (facts->kind == FORM_SETTING)
		return;
	if (facts->kind == FORM_MORE) {
		book_text(sheet, row, COLUMN_CODE, "", looks->open_code);
		choose(drawing, row, COLUMN_CODE, CHOICE_CODE, 1, drawing->codes);
	}
	if (facts->kind == FORM_EVIDENCE || facts->kind == FORM_MORE)
		draw_open(drawing, row, facts, COLUMN_EVIDENCE);
	else if (facts->kind == FORM_STANDARD || facts->kind == FORM_CRITERION)
		draw_open(drawing, row, facts, COLUMN_COMMENTARY);
	else if (facts->kind == FORM_ACTION || facts->kind == FORM_NOTE)
		book_text(sheet, row, COLUMN_COMMENTARY, "", looks->words);
	if (facts->kind != FORM_EVIDENCE && facts->kind != FORM_MORE && facts->kind != FORM_NOTE)
		draw_answer(drawing, row, facts);
}

static void draw_headings(struct drawing *drawing)
{
	static const char *const titles[FORM_COLUMNS] = {
		"Code", "Question", "Last time", "Answer", "Commentary", "Evidence", "Kept at", "Dated"
	};
	struct book_sheet *sheet = drawing->report;
	book_text(sheet, 0, 0, drawing->form->setting.name, drawing->looks.title);
	book_height(sheet, 0, 26);
	book_text(sheet, 1, 0, "White cells are yours to fill in. Please do not name or describe any "
	          "child.", drawing->looks.hint);
	book_height(sheet, 1, 20);
	book_height(sheet, HEADING_ROW, 22);
	for (int i = 0; i < FORM_COLUMNS; i++) {
		book_width(sheet, (uint16_t)i, widths[i]);
		book_text(sheet, HEADING_ROW, (uint16_t)i, titles[i], drawing->looks.heading);
	}
}

static void draw_report(struct drawing *drawing, const struct form_table *table)
{
	struct book_sheet *sheet = drawing->report;
	draw_headings(drawing);
	for (uint32_t i = 0; i < table->count; i++)
		draw_row(drawing, FIRST_ROW + i, &table->rows[i]);
	book_freeze(sheet, FIRST_ROW, COLUMN_LAST);
	book_select(sheet, FIRST_ROW + 2, COLUMN_ANSWER);
	book_protect(sheet);
	book_print(sheet, true, HEADING_ROW, "&C&9Page &P of &N");
}

ycf_status form_write_book(const struct form_facts *form, struct arena *arena,
                           struct output *output, struct message *message)
{
	struct drawing drawing = {.form = form, .arena = arena};
	struct form_table table;
	const char *issuer = form->framework->issuer;
	const char *title = arena_format(arena, "Self-report: %s", form->setting.name);
	ycf_status status = form_table_make(form, arena, message, &table);
	if (status == YCF_OK && title == NULL)
		status = message_memory(message);
	if (status == YCF_OK)
		status = book_new(title, issuer != NULL ? issuer : "", form->made, message,
		                  &drawing.book);
	if (status != YCF_OK)
		return status;
	make_start_looks(drawing.book, &drawing.looks);
	make_label_looks(drawing.book, &drawing.looks);
	make_open_looks(drawing.book, &drawing.looks);
	draw_start(&drawing);
	drawing.report = book_sheet(drawing.book, "Report", ACCENT);
	draw_choices(&drawing);
	draw_report(&drawing, &table);
	status = drawing.failed ? message_memory(message) : book_write(drawing.book, output);
	book_free(drawing.book);
	return status;
}
