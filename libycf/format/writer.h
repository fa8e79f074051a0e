/* Rows out: CSV, JSON or a table for people, behind one small printer. */
#ifndef YCF_FORMAT_WRITER_H
#define YCF_FORMAT_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "base/message.h"

enum cell_kind { CELL_NULL, CELL_TEXT, CELL_NUMBER, CELL_BOOLEAN };

struct cell {
	enum cell_kind kind;
	const char *text;         /* NUL-ended; "true" or "false" of a boolean */
	size_t length;
};

struct writer;

struct writer_options {
	ycf_format format;        /* YCF_CSV, YCF_JSON, YCF_TABLE */
	size_t width;             /* of the table, in columns; 0: no limit */
	bool byte_order_mark;     /* before CSV, for Excel */
};

/* CSV: CRLF, quoted where needed, the formula guard on text cells: `'` before
   a cell that matches ^'*[=+@\t\r-].  Empty text and null are both an empty
   cell, but empty text is written "" (and so is null in an only column, where
   a blank line would be no row).  JSON: an array of objects, a row a line.
   Table: header, rule, columns aligned by terminal width; headings break
   between words and text is cut with an ellipsis so that the row fits `width`,
   columns on the right that cannot be shown readably becoming one ellipsis;
   numbers to the right, booleans as yes and no.  Columns that are null
   throughout are left out; widths are settled by the first 10,000 rows or
   4 MiB, and what is longer later is cut.  No rows at all: nothing.
   A failed write is told by output_commit. */
ycf_status writer_open(struct output *output, const struct writer_options *options,
                       const char *const *columns, size_t count,
                       struct message *message, struct writer **writer);
ycf_status writer_row(struct writer *writer, const struct cell *cells);
ycf_status writer_close(struct writer *writer);    /* ends and frees it */
void writer_abandon(struct writer *writer);        /* frees it; NULL is fine */

/* Take one `'` off a guarded cell: returns where the text begins. */
const char *writer_unguard(const char *text);

#endif
