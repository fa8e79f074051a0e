#include "exchange/specimen_file.h"

#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "format/csv_reader.h"
#include "format/writer.h"
#include "record/noun.h"

/* The columns, as a table of fields so that values are written and read as any others. */
static const struct field fields[] = {
	INTEGER_FIELD(specimen, seed, 0, ""), TIME_FIELD(specimen, clock, 0, ""),
	INTEGER_FIELD(specimen, ids, 0, ""), INTEGER_FIELD(specimen, numbers, 0, ""),
};

enum { COLUMNS = COUNT_OF(fields), CELL_LIMIT = 1000 };

/* ---- writing ---- */

static ycf_status write_row(struct writer *writer, const struct specimen *specimen)
{
	char rooms[COLUMNS][VALUE_SIZE];
	struct cell cells[COLUMNS];
	for (size_t i = 0; i < COLUMNS; i++) {
		const char *text = field_write(&fields[i], specimen, "", rooms[i]);
		if (text == NULL)
			text = "";
		cells[i] = (struct cell){fields[i].kind == YCF_INTEGER ? CELL_NUMBER : CELL_TEXT, text,
		                         strlen(text)};
	}
	return writer_row(writer, cells);
}

ycf_status specimen_file_write(struct ycf_tracker *tracker, const char *path)
{
	struct message *message = &tracker->message;
	struct writer_options options = {.format = YCF_CSV, .byte_order_mark = true};
	const char *names[COLUMNS];
	struct output *output = NULL;
	struct writer *writer = NULL;
	for (size_t i = 0; i < COLUMNS; i++)
		names[i] = fields[i].name;
	ycf_status status = tracker_output(tracker, path, -1, &output);
	if (status == YCF_OK)
		status = writer_open(output, &options, names, COLUMNS, message, &writer);
	if (status == YCF_OK)
		status = write_row(writer, store_specimen(tracker->store));
	if (status == YCF_OK)
		status = writer_close(writer);
	else
		writer_abandon(writer);
	if (status == YCF_OK)
		return output_commit(output, message);
	output_abandon(output);
	return status;
}

/* ---- reading ---- */

static ycf_status refuse(struct ycf_tracker *tracker, const char *path)
{
	message_clear(&tracker->message);
	return message_set(&tracker->message, YCF_INVALID,
	                   "%s is not what ycf export --all writes of a specimen; the file was changed",
	                   path);
}

static ycf_status read_row(struct ycf_tracker *tracker, const struct csv_row *row,
                           struct arena *arena, struct specimen *specimen)
{
	if (row->count != COLUMNS)
		return YCF_INVALID;
	for (size_t i = 0; i < COLUMNS; i++) {
		const char *text = writer_unguard(row->cells[i]);
		ycf_status status = field_read(&fields[i], specimen, text, strlen(text), arena,
		                               &tracker->message);
		if (status != YCF_OK)
			return status;
	}
	bool sound = specimen->seed != INTEGER_NONE && specimen_clock_is_good(specimen->clock) &&
	             specimen->ids >= 0 && specimen->numbers >= 0;
	return sound ? YCF_OK : YCF_INVALID;
}

static ycf_status read_file(struct ycf_tracker *tracker, struct csv_reader *reader,
                            struct arena *arena, struct specimen *specimen)
{
	struct csv_row row;
	ycf_status status = csv_next(reader, &row);
	for (size_t i = 0; status == YCF_ROW && i < COLUMNS; i++)
		if (i >= row.count || strcmp(row.cells[i], fields[i].name) != 0)
			return YCF_INVALID;
	if (status == YCF_ROW)
		status = csv_next(reader, &row);
	if (status == YCF_ROW)
		return read_row(tracker, &row, arena, specimen);
	return status == YCF_DONE ? YCF_INVALID : status;
}

ycf_status specimen_file_read(struct ycf_tracker *tracker, const char *path,
                              struct specimen *specimen)
{
	struct csv_options options = {.delimiter = ',', .cell_limit = CELL_LIMIT};
	struct csv_reader *reader = NULL;
	if (access(path, F_OK) != 0)
		return YCF_NOT_FOUND;
	struct arena *arena = arena_new();
	*specimen = (struct specimen){0};
	ycf_status status = arena == NULL
		? message_memory(&tracker->message)
		: csv_open(path, &options, &tracker->message, &reader);
	if (status == YCF_OK)
		status = read_file(tracker, reader, arena, specimen);
	csv_close(reader);
	arena_free(arena);
	return status == YCF_INVALID ? refuse(tracker, path) : status;
}
