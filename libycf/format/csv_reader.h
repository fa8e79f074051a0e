/* Rows of a delimited text file in whatever form a spreadsheet gave it.  The
   only file that knows libcsv is csv_reader.c.  Text is kept byte for byte; only
   blanks around a quoted cell, outside its quotes, are dropped.  A quote inside
   an unquoted cell is text (5" pipe); text behind a closing quote and a quote
   that is never closed are errors. */
#ifndef YCF_FORMAT_CSV_READER_H
#define YCF_FORMAT_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"

struct csv_reader;

struct csv_options {
	char delimiter;           /* 0: find out (also from a line `sep=;`) */
	const char *encoding;     /* iconv's name; NULL: find out */
	size_t cell_limit;        /* bytes in one cell; 0: 1 MiB */
};

/* Cells are UTF-8 and NUL-ended, good until the next csv_next. */
struct csv_row {
	size_t count;
	const char *const *cells;
	const size_t *lengths;
	int64_t number;           /* the record's, from 1, blank lines not counted */
	int64_t line;             /* the line of the file it begins on, from 1 */
};

ycf_status csv_open(const char *path, const struct csv_options *options,
                    struct message *message, struct csv_reader **reader);
/* YCF_ROW, YCF_DONE or an error whose message names file and line. */
ycf_status csv_next(struct csv_reader *reader, struct csv_row *row);
void csv_close(struct csv_reader *reader);         /* NULL is fine */

char csv_delimiter(const struct csv_reader *reader);
const char *csv_encoding(const struct csv_reader *reader);
/* How far into the file, and its size (0 where unknown), for progress. */
void csv_progress(const struct csv_reader *reader, int64_t *done, int64_t *total);

#endif
