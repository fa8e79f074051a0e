/* A workbook (.xlsx) for people: styles, sheets, cells, lists to choose from.  Nothing is written
   anywhere before book_write(), but for the library's own nameless temporary files.  What
   fails is told by book_write().  The only file that knows libxlsxwriter is
   workbook_writer.c. */
#ifndef YCF_FORMAT_WORKBOOK_WRITER_H
#define YCF_FORMAT_WORKBOOK_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "base/message.h"

struct book;
struct book_sheet;
struct book_style;

enum book_align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct book_look {
	const char *font;
	double size;
	bool bold, italic, wrap, middle, underline;
	bool open;                    /* may be written in, where the sheet is protected */
	bool text;                    /* what is typed is text, never a number */
	bool day;                     /* a day, written 1 December 2026 */
	unsigned indent;
	uint32_t colour, fill, border;   /* 0xRRGGBB; fill and border: BOOK_NONE for none */
	bool border_below;            /* only there */
	enum book_align align;
};
enum { BOOK_NONE = 0x7FFFFFFF };

/* `made` is the day that it says it was made on, so that the same facts give the same bytes. */
ycf_status book_new(const char *title, const char *author, ycf_date made, struct message *message,
                    struct book **book);
void book_free(struct book *book);                 /* NULL is fine */
struct book_style *book_style(struct book *book, const struct book_look *look);
struct book_sheet *book_sheet(struct book *book, const char *name, uint32_t tab);

/* Rows and columns count from 0.  An empty text is a cell with its style alone. */
void book_text(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *text,
               struct book_style *style);
/* Two texts in one cell, the second on the next line. */
void book_two(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *first,
              struct book_style *first_style, const char *second,
              struct book_style *second_style, struct book_style *style);
void book_day(struct book_sheet *sheet, uint32_t row, uint16_t column, ycf_date day,
              struct book_style *style);
/* Goes to a cell of another sheet: "'Report'!D5". */
void book_link(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *place,
               const char *text, struct book_style *style);
void book_width(struct book_sheet *sheet, uint16_t column, double characters);
void book_height(struct book_sheet *sheet, uint32_t row, double points);

/* A cell whose answer is chosen from the cells of a range ("=Choices!$A$1:$A$4"); `mend` is said
   of any other. */
void book_choose(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *range,
                 const char *mend);
/* A cell that takes days only. */
void book_days(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *mend);

void book_hide(struct book_sheet *sheet);
/* The rows and columns before this cell stay in sight. */
void book_freeze(struct book_sheet *sheet, uint32_t row, uint16_t column);
/* Only cells of open styles can be changed; there is no password. Widths and heights can. */
void book_protect(struct book_sheet *sheet);
void book_select(struct book_sheet *sheet, uint32_t row, uint16_t column);
/* A4, one page wide; `repeated` is a row that each page begins with, or negative. */
void book_print(struct book_sheet *sheet, bool landscape, int repeated, const char *footer);

/* All of it to an output; the book can only be freed afterwards. */
ycf_status book_write(struct book *book, struct output *output);

#endif
