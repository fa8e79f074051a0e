#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const uint64_t ONES = 0x0101010101010101u;
static const uint64_t HIGHS = 0x8080808080808080u;

enum { NEAREST_LONGEST = 63, PIECE_SIZE = 16 };

/* ---- reading UTF-8 ---- */

/* The length of the run of ASCII without NUL at the start. */
static size_t ascii_run(const char *text, size_t length)
{
	size_t at = 0;
	for (; length - at >= 8; at += 8) {
		uint64_t word;
		memcpy(&word, text + at, sizeof word);
		/* While all high bits are clear, the subtraction sets one only for a NUL. */
		if ((((word - ONES) | word) & HIGHS) != 0)
			break;
	}
	while (at < length && text[at] != '\0' && (unsigned char)text[at] < 0x80)
		at++;
	return at;
}

/* The bytes of the character at the start; 0: none, or bad UTF-8. */
static size_t character_at(const char *text, size_t length, int32_t *character)
{
	if (length == 0)
		return 0;
	if ((unsigned char)*text < 0x80) {
		*character = *text;
		return 1;
	}
	utf8proc_ssize_t seen = length < 4 ? (utf8proc_ssize_t)length : 4;
	utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text, seen, character);
	return taken > 0 ? (size_t)taken : 0;
}

bool text_valid(const char *text, size_t length, size_t *bad)
{
	size_t at = 0;
	while (at < length) {
		int32_t character = 0;
		if ((unsigned char)text[at] < 0x80)
			at += ascii_run(text + at, length - at);
		size_t taken = character_at(text + at, length - at, &character);
		if (at < length && (taken == 0 || character == 0)) {
			if (bad != NULL)
				*bad = at;
			return false;
		}
		at += taken;
	}
	return true;
}

int32_t text_next(const char **at, const char *end)
{
	int32_t character = -1;
	size_t taken = character_at(*at, (size_t)(end - *at), &character);
	if (taken == 0)
		return -1;
	*at += taken;
	return character;
}

/* ---- measuring ---- */

size_t text_characters(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

size_t text_columns(const char *text, size_t length)
{
	size_t columns = 0;
	for (size_t at = 0; at < length;) {
		int32_t character = 0;
		size_t taken = character_at(text + at, length - at, &character);
		if (character >= 0x20 && character < 0x7F)
			columns++;
		else
			columns += taken == 0 ? 1 : (size_t)utf8proc_charwidth(character);
		at += taken == 0 ? 1 : taken;
	}
	return columns;
}

/* ---- white space ---- */

bool text_is_space(int32_t character)
{
	if (character < 0x80)
		return character == ' ' || (character >= '\t' && character <= '\r');
	if (character == 0x85 || character == 0x200B || character == 0xFEFF)
		return true;
	utf8proc_category_t category = utf8proc_category(character);
	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL
	       || category == UTF8PROC_CATEGORY_ZP;
}

bool text_is_letter(int32_t character)
{
	switch (utf8proc_category(character)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

/* The bytes of the white space character at the end, 0 where there is none. */
static size_t space_before(const char *text, size_t length)
{
	size_t back = 1;
	while (back < 4 && back < length && ((unsigned char)text[length - back] & 0xC0) == 0x80)
		back++;
	int32_t character = -1;
	if (length == 0 || character_at(text + length - back, back, &character) != back)
		return 0;
	return text_is_space(character) ? back : 0;
}

/* Whether it is a character of ASCII that is seen. */
static bool is_graph(char c)
{
	return c > ' ' && c < 0x7F;
}

void text_trim(const char **text, size_t *length)
{
	const char *at = *text, *end = at + *length, *start = at;
	if (*length > 0 && is_graph(at[0]) && is_graph(end[-1]))
		return;
	while (at < end && text_is_space(text_next(&at, end)))
		start = at;
	size_t left = (size_t)(end - start), taken;
	while ((taken = space_before(start, left)) > 0)
		left -= taken;
	*text = start;
	*length = left;
}

bool text_is_blank(const char *text, size_t length)
{
	text_trim(&text, &length);
	return length == 0;
}

/* ---- normal forms ---- */

/* utf8proc's form of a text in memory of its own; *result its length, or its error. */
static char *mapped(const char *text, size_t length, utf8proc_option_t options,
                    utf8proc_ssize_t *result)
{
	utf8proc_uint8_t *out = NULL;
	*result = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &out,
	                       options);
	return (char *)out;
}

/* Characters below U+0300 are in normal form C already; U+0300 begins CC. */
static bool is_simple(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] >= 0xCC)
			return false;
	return true;
}

char *text_nfc(struct arena *arena, const char *text, size_t length)
{
	if (is_simple(text, length))
		return arena_copy(arena, text, length);
	utf8proc_ssize_t result;
	char *form = mapped(text, length, UTF8PROC_STABLE | UTF8PROC_COMPOSE, &result);
	if (result == UTF8PROC_ERROR_INVALIDUTF8)
		return arena_copy(arena, text, length);
	char *copy = result < 0 ? NULL : arena_copy(arena, form, (size_t)result);
	free(form);
	return copy;
}

/* Drop white space at both ends and make each run of it one space, in place. */
static void spaces_collapse(char *text, size_t length)
{
	const char *at = text, *end = text + length;
	char *out = text;
	bool pending = false;
	while (at < end) {
		const char *start = at;
		int32_t character = text_next(&at, end);
		if (character < 0)
			at++;
		if (character >= 0 && text_is_space(character)) {
			pending = out != text;
			continue;
		}
		if (pending)
			*out++ = ' ';
		pending = false;
		memmove(out, start, (size_t)(at - start));
		out += at - start;
	}
	*out = '\0';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char *folded_ascii(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_copy(arena, text, length);
	if (copy == NULL)
		return NULL;
	for (size_t i = 0; i < length; i++)
		copy[i] = lower(copy[i]);
	spaces_collapse(copy, length);
	return copy;
}

char *text_folded(struct arena *arena, const char *text, size_t length)
{
	if (ascii_run(text, length) == length)
		return folded_ascii(arena, text, length);
	utf8proc_ssize_t result;
	char *form = mapped(text, length, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT
	                    | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &result);
	if (result == UTF8PROC_ERROR_INVALIDUTF8)
		return folded_ascii(arena, text, length);
	char *copy = result < 0 ? NULL : arena_copy(arena, form, (size_t)result);
	free(form);
	if (copy != NULL)
		spaces_collapse(copy, (size_t)result);
	return copy;
}

/* The next character of an ASCII text's folded form; NUL at its end. */
static char folded_next(const char **at)
{
	const char *start = *at;
	while (text_is_space(**at))
		(*at)++;
	if (*at != start && **at != '\0')
		return ' ';
	return **at == '\0' ? '\0' : lower(*(*at)++);
}

static bool ascii_same(const char *a, const char *b)
{
	while (text_is_space(*a))
		a++;
	while (text_is_space(*b))
		b++;
	for (;;) {
		char left = folded_next(&a), right = folded_next(&b);
		if (left != right)
			return false;
		if (left == '\0')
			return true;
	}
}

bool text_same(const char *a, const char *b)
{
	/* Most differ in their first letter, and no fold changes that. */
	if (is_graph(*a) && is_graph(*b) && lower(*a) != lower(*b))
		return false;
	size_t a_length = strlen(a), b_length = strlen(b);
	if (ascii_run(a, a_length) == a_length && ascii_run(b, b_length) == b_length)
		return ascii_same(a, b);
	struct arena *arena = arena_new();
	char *left = arena == NULL ? NULL : text_folded(arena, a, a_length);
	char *right = arena == NULL ? NULL : text_folded(arena, b, b_length);
	/* Out of memory only the very same text counts as the same. */
	bool same = left != NULL && right != NULL ? strcmp(left, right) == 0 : strcmp(a, b) == 0;
	arena_free(arena);
	return same;
}

/* ---- showing ---- */

static const char hex[] = "0123456789abcdef";

static size_t escape(char out[PIECE_SIZE], char letter, uint32_t value, size_t digits)
{
	out[0] = '\\';
	out[1] = letter;
	for (size_t i = 0; i < digits; i++)
		out[2 + i] = hex[value >> (4 * (digits - 1 - i)) & 15];
	return digits + 2;
}

static bool is_hidden(int32_t character)
{
	utf8proc_category_t category = utf8proc_category(character);
	return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF;
}

/* The visible form of the character at *at, which moves on; its bytes. */
static size_t visible(const char **at, const char *end, char out[PIECE_SIZE])
{
	const char *start = *at;
	int32_t character = text_next(at, end);
	if (character < 0)
		return escape(out, 'x', (unsigned char)*(*at)++, 2);
	bool hidden = is_hidden(character);
	bool line_end = character == 0x2028 || character == 0x2029;
	if (line_end || (hidden && character < 0x100 && text_is_space(character))) {
		out[0] = ' ';
		return 1;
	}
	if (hidden && character < 0x100)
		return escape(out, 'x', (uint32_t)character, 2);
	if (hidden)
		return escape(out, character > 0xFFFF ? 'U' : 'u', (uint32_t)character,
		              character > 0xFFFF ? 8 : 4);
	memcpy(out, start, (size_t)(*at - start));
	return (size_t)(*at - start);
}

static bool is_printable_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 0x20 || text[i] > 0x7E)
			return false;
	return true;
}

static void printable_cut(struct buffer *out, size_t keep, size_t limit)
{
	if (out->failed || out->data == NULL)
		return;
	out->length = keep;
	out->data[keep] = '\0';
	buffer_add(out, "...", limit < 3 ? limit : 3);
}

void text_printable(struct buffer *out, const char *text, size_t length, size_t limit)
{
	if (limit == 0)
		limit = SIZE_MAX;
	if (length <= limit && is_printable_ascii(text, length)) {
		buffer_add(out, text, length);
		return;
	}
	size_t keep = out->length, used = 0;
	for (const char *at = text, *end = text + length; at < end;) {
		char piece[PIECE_SIZE];
		size_t size = visible(&at, end, piece);
		if (size > limit - used) {
			printable_cut(out, keep, limit);
			return;
		}
		buffer_add(out, piece, size);
		used += size;
		if (limit - used >= 3)
			keep = out->length;
	}
}

/* ---- did you mean ---- */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edit distance in which two neighbours swapped count as one edit. */
static unsigned edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	unsigned rows[3][NEAREST_LONGEST + 1];
	for (unsigned j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (unsigned i = 1; i <= a_length; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *over = rows[(i + 1) % 3];
		row[0] = i;
		for (unsigned j = 1; j <= b_length; j++) {
			unsigned changed = lower(a[i - 1]) != lower(b[j - 1]);
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + changed);
			if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2])
			    && lower(a[i - 2]) == lower(b[j - 1]))
				row[j] = least(row[j], over[j - 2] + 1);
		}
	}
	return rows[a_length % 3][b_length];
}

const char *text_nearest(const char *text, const char *const *names, size_t count)
{
	size_t length = strlen(text);
	const char *nearest = NULL;
	unsigned best = 3;
	if (length > NEAREST_LONGEST)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t name_length = strlen(names[i]);
		if (name_length > NEAREST_LONGEST)
			continue;
		unsigned distance = edit_distance(text, length, names[i], name_length);
		if (distance < best && distance * 2 < length) {
			best = distance;
			nearest = names[i];
		}
	}
	return nearest;
}
