#include "format/delimiter.h"

#include <string.h>
#include <strings.h>

enum { RECORDS = 20 };

/* The first wins where two are as good. */
static const char candidates[] = {',', ';', '\t', '|'};

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

bool delimiter_allowed(char delimiter)
{
	return delimiter > 0 && delimiter < 0x7F && delimiter != '"' && !is_line_end(delimiter);
}

static size_t line_end(const char *text, size_t length)
{
	if (length >= 2 && text[0] == '\r' && text[1] == '\n')
		return 2;
	return length >= 1 && is_line_end(text[0]) ? 1 : 0;
}

size_t delimiter_line(const char *text, size_t length, char *delimiter)
{
	if (length < 5 || strncasecmp(text, "sep=", 4) != 0 || !delimiter_allowed(text[4]))
		return 0;
	size_t end = line_end(text + 5, length - 5);
	if (end == 0 && length > 5)
		return 0;
	*delimiter = text[4];
	return 5 + end;
}

/* The end of a quoted cell: behind its closing quote. */
static const char *quoted_end(const char *at, const char *end)
{
	for (at++; at < end; at++) {
		if (*at != '"')
			continue;
		if (at + 1 == end || at[1] != '"')
			return at + 1;
		at++;
	}
	return end;
}

static bool is_candidate(char c)
{
	return memchr(candidates, c, sizeof candidates) != NULL;
}

/* The columns of the next record that is not a blank line; 0 at the end.  The
   last of several is passed over where the text ends within it.  A quote opens
   behind any candidate, so that one inside quotes never counts. */
static size_t record_columns(const char **at, const char *end, char delimiter, bool first)
{
	size_t columns = 1;
	bool fresh = true;
	while (*at < end && is_line_end(**at))
		(*at)++;
	if (*at == end)
		return 0;
	while (*at < end && !is_line_end(**at)) {
		if (fresh && **at == '"') {
			*at = quoted_end(*at, end);
			fresh = false;
			continue;
		}
		columns += **at == delimiter;
		fresh = is_candidate(**at) || (fresh && **at == ' ');
		(*at)++;
	}
	return *at == end && !first ? 0 : columns;
}

/* How many of the first records have the commonest count above one. */
static size_t evenness(const char *text, size_t length, char delimiter)
{
	size_t columns[RECORDS], count = 0, most = 0;
	const char *at = text, *end = text + length;
	while (count < RECORDS
	       && (columns[count] = record_columns(&at, end, delimiter, count == 0)) != 0)
		count++;
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;
		for (size_t j = 0; j < count; j++)
			same += columns[j] == columns[i];
		if (columns[i] > 1 && same > most)
			most = same;
	}
	return most;
}

char delimiter_guess(const char *text, size_t length)
{
	char best = ',';
	size_t most = 0;
	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t score = evenness(text, length, candidates[i]);
		if (score > most) {
			most = score;
			best = candidates[i];
		}
	}
	return best;
}
