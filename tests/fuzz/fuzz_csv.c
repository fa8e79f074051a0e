/* Any bytes as a CSV file: read to the end or to one error, never worse.  What
   was read is written again and must come back the same. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "format/csv_reader.h"
#include "format/writer.h"

enum { MOST = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(int true_value)
{
	if (!true_value)
		abort();
}

static int file_of(const uint8_t *bytes, size_t length, char path[MOST])
{
	int descriptor = memfd_create("csv", MFD_CLOEXEC);
	require(descriptor >= 0);
	require(write(descriptor, bytes, length) == (ssize_t)length);
	snprintf(path, MOST, "/proc/self/fd/%d", descriptor);
	return descriptor;
}

static void check_cells(const struct csv_row *row)
{
	require(row->count > 0);
	for (size_t i = 0; i < row->count; i++)
		require(text_valid(row->cells[i], row->lengths[i], NULL)
		        && strlen(row->cells[i]) == row->lengths[i]);
}

/* The row through the writer of CSV and the reader again. */
static void check_round(const struct csv_row *row)
{
	char path[MOST];
	struct message message;
	struct output *output;
	struct writer *writer;
	struct csv_reader *reader;
	struct csv_row again;
	const char *columns[MOST];
	struct cell cells[MOST];
	const struct writer_options options = {.format = YCF_CSV};
	int descriptor = file_of(NULL, 0, path);
	message_clear(&message);
	for (size_t i = 0; i < row->count; i++) {
		columns[i] = "column";
		cells[i] = (struct cell){CELL_TEXT, row->cells[i], row->lengths[i]};
	}
	require(output_open(NULL, descriptor, &output, &message) == YCF_OK);
	require(writer_open(output, &options, columns, row->count, &message, &writer) == YCF_OK);
	require(writer_row(writer, cells) == YCF_OK && writer_close(writer) == YCF_OK);
	require(output_commit(output, &message) == YCF_OK);
	require(csv_open(path, NULL, &message, &reader) == YCF_OK);
	require(csv_next(reader, &again) == YCF_ROW && csv_next(reader, &again) == YCF_ROW);
	require(again.count == row->count);
	for (size_t i = 0; i < row->count; i++)
		require(strcmp(writer_unguard(again.cells[i]), row->cells[i]) == 0);
	require(csv_next(reader, &again) == YCF_DONE);
	csv_close(reader);
	close(descriptor);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[MOST];
	struct message message;
	struct csv_reader *reader;
	struct csv_row row;
	const struct csv_options options = {.cell_limit = 4096};
	int64_t number = 0, line = 0;
	int descriptor = file_of(bytes, length, path);
	message_clear(&message);
	if (csv_open(path, &options, &message, &reader) == YCF_OK) {
		ycf_status status;
		while ((status = csv_next(reader, &row)) == YCF_ROW) {
			check_cells(&row);
			require(row.number == ++number && row.line > line);
			line = row.line;
			if (number == 1 && row.count <= MOST)
				check_round(&row);
		}
		require(status == YCF_DONE || message.status == status);
		csv_close(reader);
	}
	require(message.status == YCF_OK || message.text[0] != '\0');
	close(descriptor);
	return 0;
}
