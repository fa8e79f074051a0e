/* The form as a CSV file: safe for Excel, whatever stands in it. */
#include <string.h>

#include "base/date.h"
#include "exchange/form.h"
#include "format/writer.h"

static ycf_status write_row(struct writer *writer, const struct form_row *row)
{
	struct cell cells[FORM_COLUMNS] = {0};
	char day[DATE_ISO_SIZE];
	if (row->kind == FORM_BAND || row->kind == FORM_MORE)
		return YCF_OK;
	for (size_t i = 0; i < FORM_COLUMNS; i++)
		if (row->cells[i] != NULL)
			cells[i] = (struct cell){CELL_TEXT, row->cells[i], strlen(row->cells[i])};
	if (row->dated != 0) {
		date_write_iso(row->dated, day);
		cells[COLUMN_DATED] = (struct cell){CELL_TEXT, day, strlen(day)};
	}
	return writer_row(writer, cells);
}

ycf_status form_write_csv(const struct form_facts *form, struct arena *arena, struct output *output,
                          struct message *message)
{
	struct writer_options options = {.format = YCF_CSV, .byte_order_mark = true};
	struct form_table table;
	struct writer *writer = NULL;
	ycf_status status = form_table_make(form, arena, message, &table);
	if (status == YCF_OK)
		status = writer_open(output, &options, form_headings, FORM_COLUMNS, message, &writer);
	for (size_t i = 0; status == YCF_OK && i < table.count; i++)
		status = write_row(writer, &table.rows[i]);
	if (status == YCF_OK)
		return writer_close(writer);
	writer_abandon(writer);
	return status;
}
