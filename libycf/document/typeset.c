#include "document/typeset.h"

static const double SIZE_STEP = 0.25;

static bool is_space(uint32_t character)
{
	return character == ' ' || character == 0x3000
		|| (character >= 0x2000 && character <= 0x200A && character != 0x2007);
}

static bool is_space_at(const struct letters *letters, size_t i)
{
	return i < letters->count && is_space(letters->items[i].character);
}

/* A dash or dot between two words belongs to the first: no line begins with it. */
static bool is_separator_at(const struct letters *letters, size_t i)
{
	if (i + 1 >= letters->count || !is_space_at(letters, i + 1))
		return false;
	uint32_t c = letters->items[i].character;
	return c == 0xB7 || c == 0x2013 || c == 0x2014 || c == '-' || c == '|' || c == 0x2022;
}

static double measure(const struct letters *letters, size_t first, size_t end,
                      const struct typeset_wish *wish, double size)
{
	double parts = 0;

	for (size_t i = first; i < end; i++)
		parts += letters->items[i].place.advance + wish->letter_spacing;
	return end > first ? (parts - wish->letter_spacing) * size : 0;
}

/* The end of the word at `i` (and of the separators that hang on to it). */
static size_t word_end(const struct letters *letters, size_t i)
{
	for (;;) {
		while (i < letters->count && !is_space_at(letters, i))
			i++;
		size_t next = i;
		while (is_space_at(letters, next))
			next++;
		if (!is_separator_at(letters, next))
			return i;
		i = next;
	}
}

static bool fill_line(const struct letters *letters, const struct typeset_wish *wish,
                      double size, double width, size_t first, struct typeset_line *line)
{
	size_t end = first, next = first;

	while (next < letters->count) {
		next = word_end(letters, next);
		if (measure(letters, first, next, wish, size) > width)
			break;
		end = next;
		while (is_space_at(letters, next))
			next++;
	}
	line->first = first;
	line->count = end - first;
	line->width = measure(letters, first, end, wish, size);
	return end > first;
}

static bool break_lines(const struct letters *letters, const struct typeset_wish *wish,
                        double size, double width, size_t most, struct typeset *typeset)
{
	size_t at = 0;

	typeset->size = size;
	typeset->line_count = 0;
	for (;;) {
		while (is_space_at(letters, at))
			at++;
		if (at >= letters->count)
			break;
		if (typeset->line_count == most)
			return false;
		struct typeset_line *line = &typeset->lines[typeset->line_count++];
		if (!fill_line(letters, wish, size, width, at, line))
			return false;
		at = line->first + line->count;
	}
	double gaps = typeset->line_count > 1 ? (double)(typeset->line_count - 1) : 0;
	typeset->height = (wish->cap_height + gaps * wish->line_spacing) * size;
	return typeset->height <= wish->height;
}

/* The largest size at which the letters take at most so many lines. */
static bool fit_lines(const struct letters *letters, const struct typeset_wish *wish,
                      size_t most, struct typeset *typeset)
{
	for (double size = wish->size; size > wish->least; size -= SIZE_STEP)
		if (break_lines(letters, wish, size, wish->width, most, typeset))
			return true;
	return break_lines(letters, wish, wish->least, wish->width, most, typeset);
}

/* The narrowest width that gives no more lines makes them about equal. */
static void balance(const struct letters *letters, const struct typeset_wish *wish,
                    struct typeset *typeset)
{
	double least = 0, most = wish->width;
	struct typeset tried;

	for (int i = 0; i < 12; i++) {
		double width = (least + most) / 2;
		if (break_lines(letters, wish, typeset->size, width, typeset->line_count, &tried)) {
			*typeset = tried;
			most = width;
		} else {
			least = width;
		}
	}
}

bool typeset_fit(const struct letters *letters, const struct typeset_wish *wish,
                 struct typeset *typeset)
{
	struct typeset tried;
	bool found = false;

	for (size_t most = 1; most <= wish->lines && most <= TYPESET_LINES; most++) {
		if (!fit_lines(letters, wish, most, &tried))
			continue;
		if (!found || tried.size > typeset->size)
			*typeset = tried;
		found = true;
		if (typeset->size >= wish->wrap_below)
			break;
	}
	if (found && typeset->line_count > 1)
		balance(letters, wish, typeset);
	return found;
}
