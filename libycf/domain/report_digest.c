#include "domain/report_digest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/edition.h"

/* What a report says, line by line: sorted, so that the order of a file's rows is of no account. */
struct lines {
	struct ycf_tracker *tracker;
	const struct reported *reported;
	struct arena *arena;
	const char **list;
	size_t count;
	const struct level *levels;    /* of every edition of the mark, in their order */
	size_t level_count;
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

static void add_line(struct lines *lines, const char *line)
{
	lines->failed |= line == NULL;
	if (line != NULL)
		lines->list[lines->count++] = line;
}

static ycf_status read_levels(struct lines *lines)
{
	const void *levels = NULL;
	struct binding binding = BIND_TEXT(":mark", lines->reported->mark);
	ycf_status status = edition_list(
		lines->tracker, &level_noun, "WHERE framework IN (SELECT id FROM framework WHERE "
		"code = :mark) ORDER BY (SELECT edition FROM framework WHERE id = level.framework), id",
		&binding, lines->arena, &levels, &lines->level_count);
	lines->levels = levels;
	return status;
}

/* A level is the same whether it was written by its code or its title. */
static const char *level_code(struct lines *lines, const char *level)
{
	const char *text = plain(lines, level);
	const struct edition all = {.levels = lines->levels, .level_count = lines->level_count};
	const struct level *found = edition_level(&all, text);
	return found != NULL ? found->code : text;
}

static ycf_status add_ratings(struct lines *lines)
{
	ycf_status status = read_levels(lines);
	for (size_t i = 0; i < lines->reported->rating_count && status == YCF_OK; i++) {
		const struct reported_rating *said = &lines->reported->ratings[i];
		const char *commentary = plain(lines, said->commentary);
		const char *level = said->unchanged ? "=" : level_code(lines, said->level);
		if (level[0] != '\0' || commentary[0] != '\0')
			add_line(lines, arena_format(lines->arena, "rating\037%s\037%s\037%s",
			                             plain(lines, said->code), level, commentary));
	}
	return status;
}

static void add_others(struct lines *lines)
{
	const struct reported *reported = lines->reported;
	add_line(lines, arena_format(
		lines->arena, "report\037%" PRId64 "\037%s\037%d\037%s\037%u\037%s\037%s\037%s\037%s",
		reported->setting, reported->mark, (int)reported->date, plain(lines, reported->reporter),
		reported->lead_in_post, plain(lines, reported->proposed_lead),
		plain(lines, reported->proposed_email), plain(lines, reported->proposed_telephone),
		plain(lines, reported->note)));
	for (size_t i = 0; i < reported->evidence_count; i++) {
		const struct reported_evidence *said = &reported->evidence[i];
		add_line(lines, arena_format(lines->arena, "evidence\037%s\037%s\037%s\037%d",
		                             plain(lines, said->code), plain(lines, said->title),
		                             plain(lines, said->kept_at), (int)said->dated));
	}
	for (size_t i = 0; i < reported->remark_count; i++) {
		const struct reported_remark *said = &reported->remarks[i];
		if (said->state != 0 || plain(lines, said->note)[0] != '\0')
			add_line(lines, arena_format(lines->arena, "remark\037%" PRId64 "\037%u\037%s",
			                             said->number, said->state, plain(lines, said->note)));
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ycf_status report_digest(struct ycf_tracker *tracker, const struct reported *reported,
                         struct arena *arena, char digest[REPORT_DIGEST_SIZE])
{
	struct sha256 sha;
	struct lines lines = {.tracker = tracker, .reported = reported, .arena = arena};
	size_t most = 1 + reported->rating_count + reported->evidence_count + reported->remark_count;
	lines.list = arena_take(arena, most * sizeof *lines.list);
	if (lines.list == NULL)
		return message_memory(&tracker->message);
	ycf_status status = add_ratings(&lines);
	if (status == YCF_OK)
		add_others(&lines);
	if (status == YCF_OK && lines.failed)
		status = message_memory(&tracker->message);
	if (status != YCF_OK)
		return status;
	qsort(lines.list, lines.count, sizeof *lines.list, by_text);
	sha256_begin(&sha);
	for (size_t i = 0; i < lines.count; i++)
		sha256_add(&sha, lines.list[i], strlen(lines.list[i]) + 1);
	sha256_end(&sha, digest);
	return YCF_OK;
}
