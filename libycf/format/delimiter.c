#include "format/delimiter.h"

#include <string.h>
#include <strings.h>

enum { RECORDS = 20 };

/* The first wins where two are as good; candidate() knows their places. */
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
	at++;
	while (at < end && (at = memchr(at, '"', (size_t)(end - at))) != NULL) {
		if (at + 1 == end || at[1] != '"')
			return at + 1;
		at += 2;
	}
	return end;
}

/* The place of a candidate, counted from 1; 0: it is none. */
static size_t candidate(char c)
{
	switch (c) {
	case ',':
		return 1;
	case ';':
		return 2;
	case '\t':
		return 3;
	case '|':
		return 4;
	default:
		return 0;
	}
}

/* The columns that a record would have by each candidate. */
struct record {
	size_t columns[sizeof candidates];
};

/* Count the columns of the next record that is not a blank line; false at the end.  The last of
   several is passed over where the text ends within it.  A quote opens behind any candidate, so
   that one inside quotes never counts. */
static bool count_record(const char **at, const char *end, bool first, struct record *record)
{
	bool fresh = true;
	*record = (struct record){{1, 1, 1, 1}};
	while (*at < end && is_line_end(**at))
		(*at)++;
	if (*at == end)
		return false;
	while (*at < end && !is_line_end(**at)) {
		if (fresh && **at == '"') {
			*at = quoted_end(*at, end);
			fresh = false;
			continue;
		}
		size_t place = candidate(**at);
		if (place > 0)
			record->columns[place - 1]++;
		fresh = place > 0 || (fresh && **at == ' ');
		(*at)++;
	}
	return *at != end || first;
}

/* How many of the records have the commonest count above one. */
static size_t evenness(const struct record *records, size_t count, size_t place)
{
	size_t most = 0;
	for (size_t i = 0; i < count; i++) {
		size_t same = 0, columns = records[i].columns[place];
		for (size_t j = 0; j < count; j++)
			same += records[j].columns[place] == columns;
		if (columns > 1 && same > most)
			most = same;
	}
	return most;
}

char delimiter_guess(const char *text, size_t length)
{
	struct record records[RECORDS];
	char best = ',';
	size_t most = 0, count = 0;
	const char *at = text, *end = text + length;
	while (count < RECORDS && count_record(&at, end, count == 0, &records[count]))
		count++;
	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t score = evenness(records, count, i);
		if (score > most) {
			most = score;
			best = candidates[i];
		}
	}
	return best;
}
