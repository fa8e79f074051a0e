/* Any bytes as a workbook, and as the XML of its parts: read to the end or to one error. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "format/workbook_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(int true_value)
{
	if (!true_value)
		abort();
}

static void check_sheet(struct sheet *sheet)
{
	struct sheet_row row;
	int64_t last = 0;
	while (sheet_next(sheet, &row)) {
		require(row.number > last && row.count > 0 && row.count <= SHEET_COLUMNS);
		last = row.number;
		for (size_t i = 0; i < row.count; i++)
			require(text_valid(row.cells[i], row.lengths[i], NULL)
			        && strlen(row.cells[i]) == row.lengths[i]);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char path[64];
	struct message message;
	struct workbook *workbook;
	int descriptor = memfd_create("workbook", MFD_CLOEXEC);
	require(descriptor >= 0 && write(descriptor, bytes, length) == (ssize_t)length);
	snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
	message_clear(&message);
	if (xlsx_open(path, &message, &workbook) == YCF_OK) {
		for (size_t i = 0; i < xlsx_sheet_count(workbook); i++) {
			struct sheet *sheet;
			if (xlsx_sheet(workbook, i, &sheet) != YCF_OK)
				break;
			check_sheet(sheet);
			sheet_close(sheet);
		}
		xlsx_close(workbook);
	}
	require(message.status == YCF_OK || message.text[0] != '\0');
	close(descriptor);
	return 0;
}
