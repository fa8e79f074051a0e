#include "domain/report_digest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* What a report says, line by line: sorted, so that the order of a file's rows is of no account. */
struct lines {
	const struct reported *reported;
	struct arena *arena;
	const char **list;
	size_t count;
	const struct edition *levels;  /* of every edition of the mark */
	bool failed;
};

/* The same text through whatever program: outer white space and the carriage returns that some
   put at the ends of lines are not what somebody says. */
static const char *plain(struct lines *lines, const char *text)
{
	if (text == NULL)
		return "";
	size_t length = strlen(text), kept = 0;
	text_trim(&text, &length);
	if (text[length] == '\0' && memchr(text, '\r', length) == NULL)
		return text;
	char *copy = arena_copy(lines->arena, text, length);
	lines->failed |= copy == NULL;
	for (size_t i = 0; copy != NULL && i < length; i++)
		if (text[i] != '\r')
			copy[kept++] = text[i];
	if (copy == NULL)
		return "";
	copy[kept] = '\0';
	return copy;
}

/* One line of several parts, a separator between them. */
static void add_line(struct lines *lines, const char *const *parts, size_t count)
{
	size_t length = 0;
	for (size_t i = 0; i < count; i++)
		length += strlen(parts[i]) + 1;
	char *line = arena_take(lines->arena, length), *end = line;
	lines->failed |= line == NULL;
	for (size_t i = 0; line != NULL && i < count; i++) {
		end = stpcpy(end, parts[i]);
		if (i + 1 < count)
			*end++ = '\037';
	}
	if (line != NULL)
		lines->list[lines->count++] = line;
}

#define ADD_LINE(lines, ...) \
	add_line(lines, (const char *const []){__VA_ARGS__}, \
	         COUNT_OF(((const char *const []){__VA_ARGS__})))

static const char *number(struct lines *lines, int64_t value)
{
	const char *text = arena_format(lines->arena, "%" PRId64, value);
	lines->failed |= text == NULL;
	return text == NULL ? "" : text;
}

/* A level is the same whether it was written by its code or its title. */
static const char *level_code(struct lines *lines, const char *level)
{
	const char *text = plain(lines, level);
	const struct level *found = edition_level(lines->levels, text);
	return found != NULL ? found->code : text;
}

static void add_ratings(struct lines *lines)
{
	for (size_t i = 0; i < lines->reported->rating_count; i++) {
		const struct reported_rating *said = &lines->reported->ratings[i];
		const char *commentary = plain(lines, said->commentary);
		const char *level = said->unchanged ? "=" : level_code(lines, said->level);
		if (level[0] != '\0' || commentary[0] != '\0')
			ADD_LINE(lines, "rating", plain(lines, said->code), level, commentary);
	}
}

static void add_others(struct lines *lines)
{
	const struct reported *reported = lines->reported;
	ADD_LINE(lines, "report", number(lines, reported->setting), plain(lines, reported->mark),
	         number(lines, reported->date), plain(lines, reported->reporter),
	         number(lines, reported->lead_in_post), plain(lines, reported->proposed_lead),
	         plain(lines, reported->proposed_email), plain(lines, reported->proposed_telephone),
	         plain(lines, reported->note));
	for (size_t i = 0; i < reported->evidence_count; i++) {
		const struct reported_evidence *said = &reported->evidence[i];
		ADD_LINE(lines, "evidence", plain(lines, said->code), plain(lines, said->title),
		         plain(lines, said->kept_at), number(lines, said->dated));
	}
	for (size_t i = 0; i < reported->remark_count; i++) {
		const struct reported_remark *said = &reported->remarks[i];
		const char *note = plain(lines, said->note);
		if (said->state != 0 || note[0] != '\0')
			ADD_LINE(lines, "remark", number(lines, said->number), number(lines, said->state),
			         note);
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ycf_status report_digest(struct report_run *run, const struct reported *reported,
                         struct arena *arena, char digest[REPORT_DIGEST_SIZE])
{
	struct sha256 sha;
	struct lines lines = {.reported = reported, .arena = arena};
	size_t most = 1 + reported->rating_count + reported->evidence_count + reported->remark_count;
	ycf_status status = run_levels(run, reported->mark, &lines.levels);
	if (status != YCF_OK)
		return status;
	lines.list = arena_take(arena, most * sizeof *lines.list);
	if (lines.list == NULL)
		return message_memory(&run->tracker->message);
	add_ratings(&lines);
	add_others(&lines);
	if (lines.failed)
		return message_memory(&run->tracker->message);
	qsort(lines.list, lines.count, sizeof *lines.list, by_text);
	sha256_begin(&sha);
	for (size_t i = 0; i < lines.count; i++)
		sha256_add(&sha, lines.list[i], strlen(lines.list[i]) + 1);
	sha256_end(&sha, digest);
	return YCF_OK;
}
