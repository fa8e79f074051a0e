#include "document/typeset.h"

#include <string.h>

static const double SIZE_STEP = 0.25;

enum { FEW = 3 };      /* letters, below which a part of a word does not stand alone */

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
	return c == '/' || c == 0xB7 || c == 0x2013 || c == 0x2014 || c == '-' || c == '|' || c == 0x2022;
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

/* Where an address or a double name is broken best. */
static bool is_joint(uint32_t character)
{
	return character == '-' || character == 0x2010 || character == '/' || character == '@'
		|| character == '.' || character == '_' || character == ',';
}

/* A mark stays upon its letter. */
static bool is_upon_last(const struct letters *letters, size_t i)
{
	return letters->items[i].place.advance <= 0;
}

/* As many letters as go into the width, at least one; behind a joint, if one is
   among them, else so that the next line begins with a few and not with the
   word's last one. */
static size_t break_word(const struct letters *letters, const struct typeset_wish *wish,
                         double size, size_t first)
{
	size_t end = first + 1, word = end, joint = 0;
	double width = measure(letters, first, end, wish, size);

	while (word < letters->count && !is_space_at(letters, word))
		word++;
	for (; end < word; end++) {
		width += (letters->items[end].place.advance + wish->letter_spacing) * size;
		if (width > wish->width)
			break;
		if (is_joint(letters->items[end - 1].character))
			joint = end;
	}
	if (is_joint(letters->items[end - 1].character))
		joint = end;
	if (joint > 0 || end == word)
		return joint > 0 ? joint : end;
	while (end > first + FEW && (word - end < FEW || is_upon_last(letters, end)))
		end--;
	return end;
}

/* One way to set the letters. */
struct attempt {
	double size, width;
	size_t most;                   /* lines */
	bool breaks_words;
};

static bool fill_line(const struct letters *letters, const struct typeset_wish *wish,
                      const struct attempt *attempt, size_t first, struct typeset_line *line)
{
	size_t end = first, next = first;

	while (next < letters->count) {
		next = word_end(letters, next);
		if (measure(letters, first, next, wish, attempt->size) > attempt->width)
			break;
		end = next;
		while (is_space_at(letters, next))
			next++;
	}
	if (end == first && attempt->breaks_words)
		end = break_word(letters, wish, attempt->size, first);
	line->letters = letters->items + first;
	line->count = end - first;
	line->width = measure(letters, first, end, wish, attempt->size);
	line->goes_on = is_space_at(letters, end);
	return end > first;
}

static void measure_height(const struct typeset_wish *wish, struct typeset *typeset)
{
	double gaps = typeset->line_count > 1 ? (double)(typeset->line_count - 1) : 0;

	typeset->height = (wish->cap_height + gaps * wish->line_spacing) * typeset->size;
}

/* Into lines that there is room for. */
static bool break_lines(const struct letters *letters, const struct typeset_wish *wish,
                        const struct attempt *attempt, struct typeset *typeset)
{
	size_t at = 0;

	typeset->size = attempt->size;
	typeset->line_count = 0;
	for (;;) {
		while (is_space_at(letters, at))
			at++;
		if (at >= letters->count)
			break;
		if (typeset->line_count == attempt->most)
			return false;
		struct typeset_line *line = &typeset->lines[typeset->line_count++];
		if (!fill_line(letters, wish, attempt, at, line))
			return false;
		at += line->count;
	}
	if (typeset->line_count > 0)
		typeset->lines[typeset->line_count - 1].goes_on = false;
	measure_height(wish, typeset);
	return typeset->height <= wish->height;
}

/* The largest size at which the letters take at most so many lines. */
static bool fit_lines(const struct letters *letters, const struct typeset_wish *wish,
                      size_t most, struct typeset *typeset)
{
	struct attempt attempt = {.width = wish->width, .most = most};

	for (attempt.size = wish->size; attempt.size > wish->least; attempt.size -= SIZE_STEP)
		if (break_lines(letters, wish, &attempt, typeset))
			return true;
	attempt.size = wish->least;
	return break_lines(letters, wish, &attempt, typeset);
}

/* The narrowest width that gives no more lines makes them about equal. */
static void balance(const struct letters *letters, const struct typeset_wish *wish,
                    struct typeset *typeset)
{
	struct attempt attempt = {.size = typeset->size, .most = typeset->line_count};
	double least = 0, most = wish->width;

	for (int i = 0; i < 12; i++) {
		attempt.width = (least + most) / 2;
		if (break_lines(letters, wish, &attempt, typeset))
			most = attempt.width;
		else
			least = attempt.width;
	}
	attempt.width = most;
	break_lines(letters, wish, &attempt, typeset);
}

/* The number of lines that lets the type stay largest; 0: none does. */
static size_t choose_lines(const struct letters *letters, const struct typeset_wish *wish,
                           struct typeset *typeset)
{
	size_t best = 0;
	double size = 0;

	for (size_t most = 1; most <= wish->lines; most++) {
		if (!fit_lines(letters, wish, most, typeset))
			continue;
		if (best == 0 || typeset->size > size) {
			best = most;
			size = typeset->size;
		}
		if (size >= wish->wrap_below)
			break;
	}
	return best;
}

enum typeset_result typeset_fit(const struct letters *letters, const struct typeset_wish *wish,
                                struct arena *arena, struct typeset *typeset)
{
	struct attempt last = {wish->least, wish->width, wish->lines, true};

	typeset->lines = arena_take(arena, wish->lines * sizeof *typeset->lines);
	if (typeset->lines == NULL)
		return TYPESET_MEMORY;
	size_t most = choose_lines(letters, wish, typeset);
	if (most == 0)
		return break_lines(letters, wish, &last, typeset) ? TYPESET_FITS
		                                                  : TYPESET_TOO_LONG;
	fit_lines(letters, wish, most, typeset);
	if (typeset->line_count > 1)
		balance(letters, wish, typeset);
	return TYPESET_FITS;
}

/* Room for so many more lines: twice as much each time, so that a text of many
   short lines takes no more than its share. */
static bool make_room(struct arena *arena, size_t more, struct typeset *typeset)
{
	size_t room = typeset->line_count + more;

	if (room <= typeset->room)
		return true;
	if (room < 2 * typeset->room)
		room = 2 * typeset->room;
	struct typeset_line *lines = arena_take(arena, room * sizeof *lines);
	if (lines == NULL)
		return false;
	if (typeset->line_count > 0)
		memcpy(lines, typeset->lines, typeset->line_count * sizeof *lines);
	typeset->lines = lines;
	typeset->room = room;
	return true;
}

bool typeset_add(const struct letters *letters, const struct typeset_wish *wish,
                 struct arena *arena, struct typeset *typeset)
{
	struct attempt attempt = {wish->size, wish->width, letters->count, true};
	size_t before = typeset->line_count;

	if (!make_room(arena, letters->count + 1, typeset))
		return false;
	struct typeset added = {.lines = typeset->lines + before};
	break_lines(letters, wish, &attempt, &added);
	if (before > 0 && added.line_count > 0)
		typeset->lines[before - 1].goes_on = true;
	typeset->line_count = before + added.line_count;
	typeset->size = wish->size;
	measure_height(wish, typeset);
	return true;
}
