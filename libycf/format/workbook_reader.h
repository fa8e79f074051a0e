/* The sheets of a workbook (.xlsx), whoever saved it, as rows of text.  Cells are what a person
   sees: numbers without an idle ".0", days as 2026-08-31, the last result of a formula, TRUE and
   FALSE, errors by their names.  A merged area has its value in each row of its first column. */
#ifndef YCF_FORMAT_WORKBOOK_READER_H
#define YCF_FORMAT_WORKBOOK_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"

struct workbook;
struct sheet;

enum { SHEET_COLUMNS = 256 };   /* those to the right are not looked at */

struct sheet_row {
	size_t count;
	const char *const *cells;     /* UTF-8, NUL-ended; "" where nothing stands */
	const size_t *lengths;
	const bool *errors;           /* #REF! and the like, or a formula without a result */
	int64_t number;               /* as the sheet counts it, from 1 */
};

/* The path is used as long as the workbook lives. */
ycf_status xlsx_open(const char *path, struct message *message, struct workbook **workbook);
void xlsx_close(struct workbook *workbook);    /* NULL is fine */
size_t xlsx_sheet_count(const struct workbook *workbook);
const char *xlsx_sheet_name(const struct workbook *workbook, size_t index);

/* Read one sheet: at most 200,000 cells and 16 MB of text in the workbook.  It lives as long as
   the workbook, whose next sheet may be read once this is closed. */
ycf_status xlsx_sheet(struct workbook *workbook, size_t index, struct sheet **sheet);
void sheet_close(struct sheet *sheet);             /* NULL is fine */
/* The next row in which anything stands, or false at the end; good until the next call. */
bool sheet_next(struct sheet *sheet, struct sheet_row *row);

/* "A" to "IV" */
void sheet_column_name(size_t column, char out[4]);

#endif
