#include "format/workbook_writer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/text.h"

enum { PROPERTY_MOST = 250 };

struct book {
	lxw_workbook *workbook;
	struct message *message;
	lxw_error error;              /* the first */
	ycf_date made;
	struct book_sheet *sheets;
};

struct book_sheet {
	struct book *book;
	lxw_worksheet *worksheet;
	struct book_sheet *next;
};

static void note(struct book *book, lxw_error error)
{
	if (book->error == LXW_NO_ERROR)
		book->error = error;
}

/* ---- the book ---- */

static void split_day(ycf_date day, lxw_datetime *out)
{
	*out = (lxw_datetime){.year = day / 10000, .month = day / 100 % 100, .day = day % 100};
}

static void set_properties(struct book *book, const char *title, const char *author)
{
	struct buffer shown_title = {0}, shown_author = {0};
	/* A property holds no control characters, and no more than this. */
	text_printable(&shown_title, title, strlen(title), PROPERTY_MOST);
	text_printable(&shown_author, author, strlen(author), PROPERTY_MOST);
	lxw_doc_properties properties = {
		.title = (char *)(uintptr_t)buffer_string(&shown_title),
		.author = (char *)(uintptr_t)buffer_string(&shown_author),
		.created = (time_t)date_to_days(book->made) * 24 * 60 * 60,
	};
	note(book, workbook_set_properties(book->workbook, &properties));
	if (shown_title.failed || shown_author.failed)
		note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
	buffer_free(&shown_title);
	buffer_free(&shown_author);
}

ycf_status book_new(const char *title, const char *author, ycf_date made, struct message *message,
                    struct book **book)
{
	struct book *opened = calloc(1, sizeof *opened);
	*book = NULL;
	if (opened == NULL)
		return message_memory(message);
	opened->message = message;
	opened->made = made;
	/* The name is given when it is known where to. */
	opened->workbook = workbook_new("book.xlsx");
	if (opened->workbook == NULL) {
		free(opened);
		return message_memory(message);
	}
	set_properties(opened, title, author);
	*book = opened;
	return YCF_OK;
}

void book_free(struct book *book)
{
	if (book == NULL)
		return;
	for (struct book_sheet *sheet = book->sheets, *next; sheet != NULL; sheet = next) {
		next = sheet->next;
		free(sheet);
	}
	if (book->workbook != NULL)
		lxw_workbook_free(book->workbook);
	free(book);
}

/* ---- looks ---- */

static void set_edges(lxw_format *format, const struct book_look *look)
{
	if (look->border == BOOK_NONE)
		return;
	if (look->border_below) {
		format_set_bottom(format, LXW_BORDER_THIN);
		format_set_bottom_color(format, look->border);
		return;
	}
	format_set_border(format, LXW_BORDER_THIN);
	format_set_border_color(format, look->border);
}

static void set_type(lxw_format *format, const struct book_look *look)
{
	format_set_font_name(format, look->font);
	format_set_font_size(format, look->size);
	format_set_font_color(format, look->colour);
	if (look->bold)
		format_set_bold(format);
	if (look->italic)
		format_set_italic(format);
	if (look->underline)
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

struct book_style *book_style(struct book *book, const struct book_look *look)
{
	static const uint8_t aligns[] = {LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT};
	lxw_format *format = workbook_add_format(book->workbook);
	if (format == NULL) {
		note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return NULL;
	}
	set_type(format, look);
	set_edges(format, look);
	format_set_align(format, aligns[look->align]);
	format_set_align(format, look->middle ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
	if (look->wrap)
		format_set_text_wrap(format);
	if (look->indent > 0)
		format_set_indent(format, (uint8_t)look->indent);
	if (look->fill != BOOK_NONE) {
		format_set_pattern(format, LXW_PATTERN_SOLID);
		format_set_bg_color(format, look->fill);
	}
	if (look->open)
		format_set_unlocked(format);
	if (look->text)
		format_set_num_format(format, "@");
	if (look->day)
		format_set_num_format(format, "d mmmm yyyy");
	return (struct book_style *)format;
}

/* ---- sheets and cells ---- */

struct book_sheet *book_sheet(struct book *book, const char *name, uint32_t tab)
{
	struct book_sheet *sheet = calloc(1, sizeof *sheet);
	lxw_worksheet *worksheet = workbook_add_worksheet(book->workbook, name);
	if (sheet == NULL || worksheet == NULL) {
		free(sheet);
		note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return NULL;
	}
	worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
	if (tab != BOOK_NONE)
		worksheet_set_tab_color(worksheet, tab);
	*sheet = (struct book_sheet){book, worksheet, book->sheets};
	book->sheets = sheet;
	return sheet;
}

static lxw_format *format_of(struct book_style *style)
{
	return (lxw_format *)style;
}

/* The bytes at `at` that would not come back as they are: a character that XML does not know, or
   the _ of a text that looks like the escape of one.  *unit is what stands for them. */
static size_t spoilt(const char *at, unsigned *unit)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	unsigned char c = (unsigned char)*at;
	*unit = c;
	if (c == '_')
		return at[1] == 'x' && strspn(at + 2, digits) >= 4 && at[6] == '_';
	if (c < ' ')
		return c != '\t' && c != '\n';
	bool is_none = strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0;
	*unit = is_none && (unsigned char)at[2] == 0xBE ? 0xFFFE : 0xFFFF;
	return is_none ? 3 : 0;
}

/* A text as a workbook keeps it, with _x000D_ and its like: the library escapes some of what needs
   it and not in every kind of cell. */
static const char *kept(struct book *book, struct buffer *room, const char *text)
{
	unsigned unit;
	const char *from = text;
	for (const char *at = text; *at != '\0';) {
		size_t length = spoilt(at, &unit);
		if (length == 0) {
			at++;
			continue;
		}
		buffer_add(room, from, (size_t)(at - from));
		buffer_format(room, "_x%04X_", unit);
		from = at += length;
	}
	if (from == text)
		return text;
	buffer_add(room, from, strlen(from));
	if (room->failed)
		note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
	return buffer_string(room);
}

static void write_text(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *text,
                       struct book_style *style)
{
	struct buffer room = {0};
	note(sheet->book, worksheet_write_string(sheet->worksheet, row, column,
	                                         kept(sheet->book, &room, text), format_of(style)));
	buffer_free(&room);
}

void book_text(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *text,
               struct book_style *style)
{
	if (sheet == NULL)
		return;
	if (text == NULL || *text == '\0')
		note(sheet->book, worksheet_write_blank(sheet->worksheet, row, column, format_of(style)));
	else
		write_text(sheet, row, column, text, style);
}

void book_two(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *first,
              struct book_style *first_style, const char *second,
              struct book_style *second_style, struct book_style *style)
{
	if (sheet == NULL)
		return;
	struct buffer above = {0}, below = {0}, line = {0};
	buffer_format(&line, "\n%s", second);
	const char *last = kept(sheet->book, &below, buffer_string(&line));
	lxw_rich_string_tuple one = {
		format_of(first_style), (char *)(uintptr_t)kept(sheet->book, &above, first)
	};
	lxw_rich_string_tuple two = {format_of(second_style), (char *)(uintptr_t)last};
	lxw_rich_string_tuple *both[] = {&one, &two, NULL};
	if (line.failed)
		note(sheet->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
	else
		note(sheet->book, worksheet_write_rich_string(sheet->worksheet, row, column, both,
		                                              format_of(style)));
	buffer_free(&above);
	buffer_free(&below);
	buffer_free(&line);
}

void book_day(struct book_sheet *sheet, uint32_t row, uint16_t column, ycf_date day,
              struct book_style *style)
{
	lxw_datetime split;
	if (sheet == NULL)
		return;
	/* Earlier days are no numbers in a workbook. */
	if (day < 19000301) {
		char text[DATE_ISO_SIZE];
		date_write_iso(day, text);
		book_text(sheet, row, column, text, style);
		return;
	}
	split_day(day, &split);
	note(sheet->book, worksheet_write_datetime(sheet->worksheet, row, column, &split,
	                                           format_of(style)));
}

void book_link(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *place,
               const char *text, struct book_style *style)
{
	char address[64];
	if (sheet == NULL)
		return;
	snprintf(address, sizeof address, "internal:%s", place);
	note(sheet->book, worksheet_write_url(sheet->worksheet, row, column, address,
	                                      format_of(style)));
	write_text(sheet, row, column, text, style);
}

void book_width(struct book_sheet *sheet, uint16_t column, double characters)
{
	if (sheet != NULL)
		note(sheet->book, worksheet_set_column(sheet->worksheet, column, column, characters,
		                                       NULL));
}

void book_height(struct book_sheet *sheet, uint32_t row, double points)
{
	if (sheet != NULL)
		note(sheet->book, worksheet_set_row(sheet->worksheet, row, points, NULL));
}

/* ---- what may be typed ---- */

void book_choose(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *range,
                 const char *mend)
{
	char formula[64], said[256];
	if (sheet == NULL)
		return;
	snprintf(formula, sizeof formula, "%s", range);
	snprintf(said, sizeof said, "%s", mend);
	lxw_data_validation validation = {
		.validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = formula,
		.error_title = "Please choose", .error_message = said,
	};
	note(sheet->book, worksheet_data_validation_cell(sheet->worksheet, row, column,
	                                                 &validation));
}

void book_days(struct book_sheet *sheet, uint32_t row, uint16_t column, const char *mend)
{
	char said[256];
	if (sheet == NULL)
		return;
	snprintf(said, sizeof said, "%s", mend);
	lxw_data_validation validation = {
		.validate = LXW_VALIDATION_TYPE_DATE, .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
		.minimum_datetime = {.year = 1950, .month = 1, .day = 1},
		.maximum_datetime = {.year = 2199, .month = 12, .day = 31},
		.error_title = "A day, please", .error_message = said,
	};
	note(sheet->book, worksheet_data_validation_cell(sheet->worksheet, row, column,
	                                                 &validation));
}

/* ---- sheets as a whole ---- */

void book_hide(struct book_sheet *sheet)
{
	if (sheet != NULL)
		worksheet_hide(sheet->worksheet);
}

void book_freeze(struct book_sheet *sheet, uint32_t row, uint16_t column)
{
	if (sheet != NULL)
		worksheet_freeze_panes(sheet->worksheet, row, column);
}

void book_protect(struct book_sheet *sheet)
{
	lxw_protection may = {.format_columns = LXW_TRUE, .format_rows = LXW_TRUE};
	if (sheet != NULL)
		worksheet_protect(sheet->worksheet, NULL, &may);
}

void book_select(struct book_sheet *sheet, uint32_t row, uint16_t column)
{
	if (sheet != NULL)
		worksheet_set_selection(sheet->worksheet, row, column, row, column);
}

void book_print(struct book_sheet *sheet, bool landscape, int repeated, const char *footer)
{
	static const uint8_t paper_a4 = 9;
	if (sheet == NULL)
		return;
	if (landscape)
		worksheet_set_landscape(sheet->worksheet);
	worksheet_set_paper(sheet->worksheet, paper_a4);
	worksheet_set_margins(sheet->worksheet, 0.5, 0.5, 0.6, 0.7);
	worksheet_fit_to_pages(sheet->worksheet, 1, 0);
	if (repeated >= 0)
		note(sheet->book, worksheet_repeat_rows(sheet->worksheet, (lxw_row_t)repeated,
		                                        (lxw_row_t)repeated));
	note(sheet->book, worksheet_set_footer(sheet->worksheet, footer));
}

/* ---- writing ---- */

static ycf_status pour(int descriptor, struct output *output, struct message *message)
{
	char piece[16 * 1024];
	off_t at = 0;
	for (;;) {
		ssize_t got = pread(descriptor, piece, sizeof piece, at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return message_system(message, errno, "writing", "a workbook");
		if (got == 0)
			return YCF_OK;
		output_write(output, piece, (size_t)got);
		at += got;
	}
}

static ycf_status tell(struct book *book)
{
	switch (book->error) {
	case LXW_NO_ERROR:
		return YCF_OK;
	case LXW_ERROR_MEMORY_MALLOC_FAILED:
		return message_memory(book->message);
	case LXW_ERROR_CREATING_XLSX_FILE:
	case LXW_ERROR_CREATING_TMPFILE:
	case LXW_ERROR_ZIP_FILE_OPERATION:
	case LXW_ERROR_ZIP_FILE_ADD:
	case LXW_ERROR_ZIP_CLOSE:
		return message_system(book->message, errno == 0 ? EIO : errno, "writing",
		                      "the temporary files of a workbook");
	default:
		return message_set(book->message, YCF_INVALID, "the workbook cannot be written: %s",
		                   lxw_strerror(book->error));
	}
}

/* The library writes to a name, which would follow a link that somebody planted there; a file in
   memory has a name that is this process's alone. */
ycf_status book_write(struct book *book, struct output *output)
{
	char name[64];
	int descriptor = memfd_create("workbook", MFD_CLOEXEC);
	if (descriptor < 0)
		return message_system(book->message, errno, "writing", "a workbook");
	snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
	free((char *)(uintptr_t)book->workbook->filename);
	book->workbook->filename = strdup(name);
	if (book->workbook->filename == NULL)
		note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
	if (book->error == LXW_NO_ERROR) {
		errno = 0;
		book->error = workbook_close(book->workbook);
		book->workbook = NULL;
	}
	ycf_status status = tell(book);
	if (status == YCF_OK)
		status = pour(descriptor, output, book->message);
	close(descriptor);
	return status;
}
