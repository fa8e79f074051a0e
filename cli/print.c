#include "print.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

/* ---- text ---- */

/* How many bytes at `text` steer a terminal or turn the writing round: control
   characters (also those of two bytes), and the marks of direction. */
static size_t steering(const unsigned char *text)
{
	if (text[0] < 0x20 || text[0] == 0x7F)
		return 1;
	if (text[0] == 0xC2 && text[1] >= 0x80 && text[1] < 0xA0)
		return 2;
	if (text[0] != 0xE2 || text[1] == 0)
		return 0;
	bool embeds = text[1] == 0x80 && text[2] >= 0xAA && text[2] <= 0xAE;
	bool isolates = text[1] == 0x81 && text[2] >= 0xA6 && text[2] <= 0xA9;
	return embeds || isolates ? 3 : 0;
}

static void print_safely(FILE *file, const char *text, bool lines)
{
	while (*text != '\0') {
		size_t skipped = steering((const unsigned char *)text);
		if (*text == '\n')
			putc(lines ? '\n' : ' ', file);
		else if (*text == '\t')
			putc(' ', file);
		else if (skipped == 0)
			putc(*text, file);
		text += skipped > 0 ? skipped : 1;
	}
}

void print_text(FILE *file, const char *text)
{
	print_safely(file, text, false);
}

void print_lines(FILE *file, const char *text)
{
	print_safely(file, text, true);
}

/* The bytes of the character at `text`, and the columns that it takes. */
static size_t character(const char *text, size_t length, size_t *columns)
{
	wchar_t wide;
	mbstate_t state = {0};
	size_t bytes = mbrtowc(&wide, text, length, &state);
	bool known = bytes > 0 && bytes <= length;
	int width = known ? wcwidth(wide) : 1;
	*columns = width > 0 ? (size_t)width : 0;
	return known ? bytes : 1;
}

static size_t columns_of(const char *text, size_t length)
{
	size_t total = 0, columns;
	for (size_t at = 0; at < length; total += columns)
		at += character(text + at, length - at, &columns);
	return total;
}

size_t print_columns(const char *text)
{
	return columns_of(text, strlen(text));
}

/* ---- items ---- */

static void print_word(const char *word, size_t length)
{
	char *copy = strndup(word, length);
	if (copy != NULL)
		print_text(stdout, copy);
	free(copy);
}

/* The bytes of a word that go into `room` columns; all where there is no room
   for even one character. */
static size_t fitting(const char *word, size_t length, size_t room)
{
	size_t at = 0, used = 0, columns;
	while (at < length) {
		size_t bytes = character(word + at, length - at, &columns);
		if (used + columns > room)
			break;
		used += columns;
		at += bytes;
	}
	return at > 0 ? at : length;
}

void print_hanging(size_t start, size_t column, size_t width, const char *text)
{
	static const char blanks[] = " \n\r\t";
	size_t at = start;
	bool first = true;
	for (text += strspn(text, blanks); *text != '\0'; text += strspn(text, blanks)) {
		size_t length = strcspn(text, blanks), from = first ? at : column;
		if (width != PRINT_UNWRAPPED)
			length = fitting(text, length, width > from ? width - from : 0);
		size_t columns = columns_of(text, length);
		if (!first && width != PRINT_UNWRAPPED && at + 1 + columns > width) {
			printf("\n%*s", (int)column, "");
			at = column;
			first = true;
		}
		printf("%s", first ? "" : " ");
		print_word(text, length);
		at += columns + !first;
		first = false;
		text += length;
	}
	printf("\n");
}

void print_wrapped(size_t column, size_t width, const char *text)
{
	print_hanging(column, column, width, text);
}

void print_item(size_t indent, const char *term, size_t column, size_t width, const char *text)
{
	size_t at = indent + print_columns(term);
	printf("%*s", (int)indent, "");
	print_text(stdout, term);
	if (at >= column) {
		printf("\n");
		at = 0;
	}
	printf("%*s", (int)(column - at), "");
	print_wrapped(column, width, text);
}

/* ---- complaints ---- */

void complain(const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	fflush(stdout);
	fputs("ycf: ", stderr);
	print_text(stderr, length < 0 ? "there is not enough memory" : text);
	fputs("\n", stderr);
	if (length >= 0)
		free(text);
}
