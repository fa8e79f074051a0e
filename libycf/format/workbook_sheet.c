/* The cells of one sheet. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "format/workbook_parts.h"

enum { MERGES_MOST = 1000, ROWS_MOST = 1048576, COLUMNS_MOST = 16384 };

struct stored_cell {
	int32_t row;
	uint16_t column;
	bool error;
	struct string string;
};

/* An area of several rows that is one cell; of it counts the first column. */
struct merge {
	int32_t first, last;
	uint16_t column;
	struct string string;
	bool error;
};

struct sheet {
	struct workbook *workbook;
	struct stored_cell *cells;
	size_t cell_count, cell_room;
	struct merge *merges;
	size_t merge_count, merge_room;

	/* while it is read */
	int32_t row, column;          /* from 1 */
	char type[16];
	unsigned long style;
	bool in_value, in_text, has_value, has_formula;
	int spoken;
	size_t from;                  /* where the present run of the text begins */
	struct buffer text;

	/* while rows are given */
	size_t next;
	size_t width;
	const char *texts[SHEET_COLUMNS];
	size_t lengths[SHEET_COLUMNS];
	bool errors[SHEET_COLUMNS];
};

void sheet_column_name(size_t column, char out[4])
{
	size_t at = 0;
	if (column >= 26)
		out[at++] = (char)('A' + (column / 26 - 1) % 26);
	out[at++] = (char)('A' + column % 26);
	out[at] = '\0';
}

/* "C7": both from 1; 0 where there is none. */
static const char *read_place(const char *text, int32_t *row, int32_t *column)
{
	*row = *column = 0;
	for (; (*text >= 'A' && *text <= 'Z') || *text == '$'; text++)
		if (*text != '$' && *column <= COLUMNS_MOST)
			*column = *column * 26 + (*text - 'A' + 1);
	for (; (*text >= '0' && *text <= '9') || *text == '$'; text++)
		if (*text != '$' && *row <= ROWS_MOST)
			*row = *row * 10 + (*text - '0');
	return text;
}

/* ---- a cell ---- */

static ycf_status begin_row(struct sheet *sheet, const char *const *attributes)
{
	const char *number = part_attribute(attributes, "r");
	int32_t row = number == NULL ? sheet->row + 1 : (int32_t)strtol(number, NULL, 10);
	if (row <= sheet->row || row > ROWS_MOST)
		return message_set(sheet->workbook->message, YCF_INVALID,
		                   "%s is damaged: the rows of a sheet are out of order; save it again "
		                   "as .xlsx", sheet->workbook->path);
	sheet->row = row;
	sheet->column = 0;
	return YCF_OK;
}

static void begin_cell(struct sheet *sheet, const char *const *attributes)
{
	const char *place = part_attribute(attributes, "r");
	const char *type = part_attribute(attributes, "t");
	const char *style = part_attribute(attributes, "s");
	int32_t row = 0, column = 0;
	if (place != NULL)
		read_place(place, &row, &column);
	/* Places go up within a row; what does not is as if it had none. */
	sheet->column = column > sheet->column && column <= COLUMNS_MOST ? column
	                                                                 : sheet->column + 1;
	strncpy(sheet->type, type == NULL ? "n" : type, sizeof sheet->type - 1);
	sheet->style = style == NULL ? 0 : strtoul(style, NULL, 10);
	sheet->has_value = sheet->has_formula = false;
	buffer_clear(&sheet->text);
}

static enum number_kind kind_of(const struct sheet *sheet)
{
	const struct workbook *workbook = sheet->workbook;
	return sheet->style < workbook->style_count
		? (enum number_kind)workbook->styles[sheet->style] : NUMBER_PLAIN;
}

static ycf_status keep_text(struct sheet *sheet, const char *text, struct string *string)
{
	struct buffer made = {0};
	buffer_text(&made, text);
	ycf_status status = part_keep(sheet->workbook, &made, string);
	buffer_free(&made);
	return status;
}

static ycf_status keep_shared(const struct sheet *sheet, struct string *string)
{
	const struct workbook *workbook = sheet->workbook;
	char *end;
	const char *text = buffer_string(&sheet->text);
	unsigned long index = strtoul(text, &end, 10);
	if (end == text || index >= workbook->string_count)
		return message_set(workbook->message, YCF_INVALID,
		                   "%s is damaged: a cell's text is missing; save it again as .xlsx",
		                   workbook->path);
	*string = workbook->strings[index];
	return YCF_OK;
}

static ycf_status keep_number(struct sheet *sheet, struct string *string)
{
	char shown[NUMBER_SIZE];
	number_show(buffer_string(&sheet->text), kind_of(sheet), sheet->workbook->from_1904, shown);
	return keep_text(sheet, shown, string);
}

/* A day in words of its own: 2026-08-31T00:00:00. */
static ycf_status keep_day(struct sheet *sheet, struct string *string)
{
	char *time = memchr(sheet->text.data, 'T', sheet->text.length);
	if (time != NULL) {
		*time = '\0';
		sheet->text.length = (size_t)(time - sheet->text.data);
	}
	return part_keep(sheet->workbook, &sheet->text, string);
}

static ycf_status keep_value(struct sheet *sheet, struct stored_cell *cell)
{
	const char *type = sheet->type;
	if (sheet->text.failed)
		return message_memory(sheet->workbook->message);
	if (strcmp(type, "s") == 0)
		return keep_shared(sheet, &cell->string);
	if (strcmp(type, "b") == 0)
		return keep_text(sheet, strcmp(buffer_string(&sheet->text), "1") == 0 ? "TRUE" : "FALSE",
		                 &cell->string);
	if (strcmp(type, "n") == 0)
		return keep_number(sheet, &cell->string);
	if (strcmp(type, "d") == 0)
		return keep_day(sheet, &cell->string);
	cell->error = strcmp(type, "e") == 0;
	if (strcmp(type, "str") == 0)
		part_unescape(&sheet->text, 0);
	return part_keep(sheet->workbook, &sheet->text, &cell->string);
}

static ycf_status end_cell(struct sheet *sheet)
{
	struct workbook *workbook = sheet->workbook;
	bool unknown = sheet->has_formula && !sheet->has_value;
	if (sheet->column > SHEET_COLUMNS || (sheet->text.length == 0 && !unknown))
		return YCF_OK;
	if (sheet->cell_count == CELLS_MOST)
		return part_refuse(workbook, "cells");
	ycf_status status = part_room(workbook, &sheet->cells, sizeof *sheet->cells,
	                              sheet->cell_count, &sheet->cell_room);
	if (status != YCF_OK)
		return status;
	struct stored_cell *cell = &sheet->cells[sheet->cell_count];
	*cell = (struct stored_cell){
		.row = sheet->row, .column = (uint16_t)(sheet->column - 1), .error = unknown,
	};
	if (unknown)
		cell->string = (struct string){"a formula that was never worked out", 35};
	else
		status = keep_value(sheet, cell);
	if (status == YCF_OK && cell->string.length > 0)
		sheet->cell_count++;
	return status;
}

static ycf_status add_merge(struct sheet *sheet, const char *const *attributes)
{
	const char *area = part_attribute(attributes, "ref");
	int32_t first, last, left, right;
	if (area == NULL)
		return YCF_OK;
	area = read_place(area, &first, &left);
	if (*area++ != ':')
		return YCF_OK;
	read_place(area, &last, &right);
	if (last <= first || first < 1 || left < 1 || left > SHEET_COLUMNS || last > ROWS_MOST)
		return YCF_OK;
	if (sheet->merge_count == MERGES_MOST)
		return part_refuse(sheet->workbook, "merged cells");
	ycf_status status = part_room(sheet->workbook, &sheet->merges, sizeof *sheet->merges,
	                              sheet->merge_count, &sheet->merge_room);
	if (status == YCF_OK)
		sheet->merges[sheet->merge_count++] =
			(struct merge){.first = first, .last = last, .column = (uint16_t)(left - 1)};
	return status;
}

/* ---- the XML ---- */

static ycf_status on_start(void *context, const char *name, const char *const *attributes)
{
	struct sheet *sheet = context;
	const char *local = part_name(name);
	if (strcmp(local, "c") == 0)
		begin_cell(sheet, attributes);
	else if (strcmp(local, "v") == 0)
		sheet->in_value = sheet->has_value = true;
	else if (strcmp(local, "row") == 0)
		return begin_row(sheet, attributes);
	else if (strcmp(local, "f") == 0)
		sheet->has_formula = true;
	else if (strcmp(local, "is") == 0)
		sheet->has_value = true;
	else if (strcmp(local, "rPh") == 0)
		sheet->spoken++;
	else if (strcmp(local, "t") == 0) {
		sheet->in_text = sheet->spoken == 0;
		sheet->from = sheet->text.length;
	}
	else if (strcmp(local, "mergeCell") == 0)
		return add_merge(sheet, attributes);
	return YCF_OK;
}

static ycf_status on_end(void *context, const char *name)
{
	struct sheet *sheet = context;
	const char *local = part_name(name);
	if (strcmp(local, "v") == 0)
		sheet->in_value = false;
	else if (strcmp(local, "t") == 0) {
		sheet->in_text = false;
		part_unescape(&sheet->text, sheet->from);
	}
	else if (strcmp(local, "rPh") == 0)
		sheet->spoken--;
	else if (strcmp(local, "c") == 0)
		return end_cell(sheet);
	return YCF_OK;
}

static ycf_status on_text(void *context, const char *text, size_t length)
{
	struct sheet *sheet = context;
	if (!sheet->in_value && !sheet->in_text)
		return YCF_OK;
	if (length > TEXT_MOST - sheet->text.length)
		return part_refuse(sheet->workbook, "text");
	buffer_add(&sheet->text, text, length);
	return YCF_OK;
}

ycf_status xlsx_sheet(struct workbook *workbook, size_t index, struct sheet **sheet)
{
	static const struct xml_handler handler = {on_start, on_end, on_text};
	*sheet = NULL;
	ycf_status status = workbook_read_strings(workbook);
	if (status != YCF_OK)
		return status;
	struct sheet *opened = calloc(1, sizeof *opened);
	if (opened == NULL)
		return message_memory(workbook->message);
	opened->workbook = workbook;
	status = part_read(workbook, workbook->sheets[index].path, &handler, opened, NULL);
	buffer_free(&opened->text);
	if (status != YCF_OK) {
		sheet_close(opened);
		return status;
	}
	*sheet = opened;
	return YCF_OK;
}

void sheet_close(struct sheet *sheet)
{
	if (sheet == NULL)
		return;
	buffer_free(&sheet->text);
	free(sheet->cells);
	free(sheet->merges);
	free(sheet);
}

/* ---- rows ---- */

static void put(struct sheet *sheet, uint16_t column, struct string string, bool error)
{
	while (sheet->width <= column) {
		sheet->texts[sheet->width] = "";
		sheet->lengths[sheet->width] = 0;
		sheet->errors[sheet->width++] = false;
	}
	sheet->texts[column] = string.text;
	sheet->lengths[column] = string.length;
	sheet->errors[column] = error;
}

/* The first row of a merged area tells what the rows below it are given. */
static void put_merged(struct sheet *sheet, int32_t row)
{
	for (size_t i = 0; i < sheet->merge_count; i++) {
		struct merge *merge = &sheet->merges[i];
		if (row == merge->first && merge->column < sheet->width) {
			merge->string = (struct string){sheet->texts[merge->column],
			                                sheet->lengths[merge->column]};
			merge->error = sheet->errors[merge->column];
		} else if (row > merge->first && row <= merge->last && merge->string.text != NULL)
			put(sheet, merge->column, merge->string, merge->error);
	}
}

bool sheet_next(struct sheet *sheet, struct sheet_row *row)
{
	if (sheet->next == sheet->cell_count)
		return false;
	int32_t number = sheet->cells[sheet->next].row;
	sheet->width = 0;
	for (; sheet->next < sheet->cell_count && sheet->cells[sheet->next].row == number;
	     sheet->next++) {
		const struct stored_cell *cell = &sheet->cells[sheet->next];
		put(sheet, cell->column, cell->string, cell->error);
	}
	put_merged(sheet, number);
	*row = (struct sheet_row){
		.count = sheet->width, .cells = sheet->texts, .lengths = sheet->lengths,
		.errors = sheet->errors, .number = number,
	};
	return true;
}
