/* What people read: plain lines on stdout, complaints on stderr. */
#ifndef YCF_CLI_PRINT_H
#define YCF_CLI_PRINT_H

#include <stddef.h>
#include <stdio.h>

enum { PRINT_UNWRAPPED = 0 };

/* Text as it may safely be shown: what would steer the terminal is left out,
   line breaks become spaces. */
void print_text(FILE *file, const char *text);
/* As it comes, but safe; lines stay lines. */
void print_lines(FILE *file, const char *text);

/* Words from `column` on, where the cursor stands, to the end of the line;
   what `width` has no room for goes on below. */
void print_wrapped(size_t column, size_t width, const char *text);
/* The same, where the cursor stands at `start`. */
void print_hanging(size_t start, size_t column, size_t width, const char *text);
/* "  term      text", where text starts at `column` and goes on below itself
   when it is wider than `width` leaves room for. */
void print_item(size_t indent, const char *term, size_t column, size_t width,
                const char *text);

/* Columns that text takes on a terminal. */
size_t print_columns(const char *text);

/* "ycf: ..." as one line on stderr. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
