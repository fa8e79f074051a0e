#include <stdlib.h>
#include <string.h>

#include "format/writer_form.h"

/* Every separator that a reader might guess is quoted, not the comma alone. */
static const char quoted_characters[] = ",;|\t\"\r\n";

/* Whether a spreadsheet may take it for a formula, be it guarded already. */
static bool is_formula(const char *text)
{
	text += strspn(text, "'");
	return *text != '\0' && strchr("=+@\t\r-", *text) != NULL;
}

const char *writer_unguard(const char *text)
{
	return *text == '\'' && is_formula(text) ? text + 1 : text;
}

static bool needs_quotes(const char *text, size_t length)
{
	if (length == 0 || text[0] == ' ' || text[length - 1] == ' ')
		return true;
	return strcspn(text, quoted_characters) < length;
}

/* The text with each quote written twice. */
static void write_doubled(struct output *output, const char *text, size_t length)
{
	const char *end = text + length, *quote;
	while ((quote = memchr(text, '"', (size_t)(end - text))) != NULL) {
		output_write(output, text, (size_t)(quote + 1 - text));
		output_write(output, "\"", 1);
		text = quote + 1;
	}
	output_write(output, text, (size_t)(end - text));
}

static void write_text(struct output *output, const char *text, size_t length, bool guard)
{
	bool quotes = needs_quotes(text, length);
	if (quotes)
		output_write(output, "\"", 1);
	if (guard)
		output_write(output, "'", 1);
	write_doubled(output, text, length);
	if (quotes)
		output_write(output, "\"", 1);
}

static void write_cell(const struct writer *writer, const struct cell *cell)
{
	if (cell->kind != CELL_NULL)
		write_text(writer->output, cell->text, cell->length,
		           cell->kind == CELL_TEXT && is_formula(cell->text));
	/* An only cell that is empty would make a blank line, which readers pass over. */
	else if (writer->count == 1)
		output_text(writer->output, "\"\"");
}

static ycf_status csv_row(struct writer *writer, const struct cell *cells)
{
	for (size_t i = 0; i < writer->count; i++) {
		if (i > 0)
			output_write(writer->output, ",", 1);
		write_cell(writer, &cells[i]);
	}
	output_write(writer->output, "\r\n", 2);
	return YCF_OK;
}

static ycf_status csv_end(struct writer *writer)
{
	(void)writer;
	return YCF_OK;
}

static void csv_writer_free(struct writer *writer)
{
	free(writer);
}

static const struct writer_form csv_form = {csv_row, csv_end, csv_writer_free};

static void write_header(const struct writer *writer, const char *const *columns)
{
	for (size_t i = 0; i < writer->count; i++) {
		if (i > 0)
			output_write(writer->output, ",", 1);
		write_text(writer->output, columns[i], strlen(columns[i]), is_formula(columns[i]));
	}
	output_write(writer->output, "\r\n", 2);
}

ycf_status csv_writer_open(const struct writer *base, const struct writer_options *options,
                           const char *const *columns, struct writer **writer)
{
	struct writer *opened = malloc(sizeof *opened);
	if (opened == NULL)
		return message_memory(base->message);
	*opened = *base;
	opened->form = &csv_form;
	if (options->byte_order_mark)
		output_text(opened->output, "\xEF\xBB\xBF");
	write_header(opened, columns);
	*writer = opened;
	return YCF_OK;
}
