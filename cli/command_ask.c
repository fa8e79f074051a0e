/* Lists: of any noun, of what is due, and of what happened. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "commands.h"
#include "session.h"
#include "terminal.h"

struct question {
	const char *noun;
	const char *const *terms;
	const char *columns;      /* separated by commas; NULL: those for people, or all */
	const char *nothing;      /* what is said of an empty list */
};

/* ---- how it is asked ---- */

static ycf_status read_format(struct session *session, ycf_format *format)
{
	static const char *const names[] = {"table", "csv", "json"};
	static const ycf_format formats[] = {YCF_TABLE, YCF_CSV, YCF_JSON};
	const char *name = line_value(session->line, "format");
	*format = YCF_TABLE;
	if (name == NULL)
		return YCF_OK;
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(name, names[i]) == 0) {
			*format = formats[i];
			return YCF_OK;
		}
	}
	return misuse(session, "--format '%s' is not one of table, csv and json", name);
}

/* "a,b,c" as a NULL-ended list in one piece of memory, over a copy of the text. */
static const char **split_columns(const char *text)
{
	size_t count = 1, size = strlen(text) + 1;
	for (const char *c = text; *c != '\0'; c++)
		count += *c == ',';
	const char **columns = malloc((count + 1) * sizeof *columns + size);
	if (columns == NULL)
		return NULL;
	char *copy = (char *)(columns + count + 1), *rest = copy;
	memcpy(copy, text, size);
	for (size_t i = 0; i < count; i++)
		columns[i] = strsep(&rest, ",");
	columns[count] = NULL;
	return columns;
}

static ycf_status ask(struct session *session, const struct question *question,
                      ycf_cursor **cursor)
{
	return ycf_select(session->tracker, question->noun, question->terms,
	                  line_value(session->line, "sort"), session_date(session, "as-of"),
	                  cursor);
}

/* How many rows there are, counted no further than `most`. */
static ycf_status count_rows(struct session *session, const struct question *question,
                             int64_t most, int64_t *count)
{
	ycf_cursor *cursor = NULL;
	const ycf_record *record;
	ycf_status status = ask(session, question, &cursor);
	*count = 0;
	if (status != YCF_OK)
		return status;
	do
		status = ycf_cursor_next(cursor, &record);
	while (status == YCF_ROW && ++*count < most);
	ycf_cursor_free(cursor);
	return status == YCF_DONE || status == YCF_ROW ? YCF_OK : status;
}

/* ---- how it is answered ---- */

static ycf_status write_answer(struct session *session, const struct question *question,
                               ycf_format format)
{
	const char *path = line_value(session->line, "output");
	const char **columns = NULL;
	ycf_cursor *cursor = NULL;
	if (question->columns != NULL && (columns = split_columns(question->columns)) == NULL)
		return YCF_MEMORY;
	fflush(stdout);
	ycf_status status = ask(session, question, &cursor);
	if (status == YCF_OK)
		status = ycf_cursor_write(cursor, format, columns, path == NULL ? terminal_width() : 0,
		                          path, STDOUT_FILENO);
	ycf_cursor_free(cursor);
	free(columns);
	return status;
}

/* People are told how many rows there are, and that there are none; programs
   see it. */
static ycf_status answer(struct session *session, const struct question *question)
{
	int64_t count = 1;
	ycf_format format;
	bool watched = terminal_is_out() && line_value(session->line, "output") == NULL;
	ycf_status status = read_format(session, &format);
	if (status == YCF_OK && format == YCF_TABLE)
		status = count_rows(session, question, watched ? INT64_MAX : 1, &count);
	if (status == YCF_OK && count == 0) {
		fprintf(stderr, "%s\n", question->nothing);
		return YCF_OK;
	}
	if (status == YCF_OK)
		status = write_answer(session, question, format);
	if (status == YCF_OK && watched && format == YCF_TABLE)
		printf("\n%" PRId64 " %s\n", count, count == 1 ? "row" : "rows");
	return status;
}

ycf_status command_list(struct session *session)
{
	const char *noun = session_word(session, 0);
	struct question question = {
		.noun = noun, .terms = session->line->words + 1,
		.columns = line_value(session->line, "columns"),
		.nothing = session->line->word_count > 1 ? "nothing meets these terms"
		                                         : "nothing is there yet",
	};
	ycf_status status = session_noun(session, noun);
	return status == YCF_OK ? answer(session, &question) : status;
}

/* ---- what is due ---- */

enum { ROOMY = 100 };

/* The worklist's columns for people, where nobody says; whom to ask stands there
   where it leaves room for what is to be done. */
static const char *due_columns(void)
{
	size_t width = terminal_width();
	return width == 0 || width >= ROOMY ? "date,days,reference,name,what,who"
	                                    : "date,days,reference,name,what";
}

ycf_status command_due(struct session *session)
{
	const struct line *line = session->line;
	const char *within = line_value(line, "within"), *columns = line_value(line, "columns");
	char term[64], nothing[128];
	ycf_format format;
	ycf_status status = read_format(session, &format);
	const char **terms = calloc(line->word_count + 2, sizeof *terms);
	if (status == YCF_OK && terms == NULL)
		status = YCF_MEMORY;
	if (status == YCF_OK) {
		snprintf(term, sizeof term, "within=%s", within != NULL ? within : "30");
		snprintf(nothing, sizeof nothing, "nothing is due within %s days",
		         within != NULL ? within : "30");
		memcpy(terms, line->words, line->word_count * sizeof *terms);
		terms[line->word_count] = term;
		if (columns == NULL && format == YCF_TABLE)
			columns = due_columns();
		status = answer(session, &(struct question){"due", terms, columns, nothing});
	}
	free(terms);
	return status;
}

/* ---- what happened ---- */

enum { EVENT_COLUMN = 4 };

/* The minute in local time, of milliseconds. */
static void print_minute(int64_t at)
{
	char text[32] = "";
	time_t seconds = (time_t)(at / 1000);
	struct tm local;
	if (localtime_r(&seconds, &local) != NULL)
		strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
	printf("%s", text);
}

/* What was done to which record; where it was added or is gone, the fields say. */
static void print_deed(struct session *session, const ycf_record *event)
{
	ycf_record *record = NULL;
	const char *noun = ycf_record_text(event, "noun"), *act = ycf_record_text(event, "act");
	bool edited = strcmp(act, "edit") == 0;
	printf(": %s %s", edited ? "edited" : strcmp(act, "add") == 0 ? "added" : "removed", noun);
	if (edited && strcmp(noun, "setting") != 0 &&
	    ycf_get(session->tracker, noun, ycf_record_text(event, "record"), &record) == YCF_OK) {
		printf(" ");
		print_text(stdout, record_known_by(record));
	}
	ycf_record_free(record);
}

static void print_event(struct session *session, const ycf_record *event)
{
	const char *actor = ycf_record_text(event, "actor");
	const char *reason = ycf_record_text(event, "reason"), *what = ycf_record_text(event, "what");
	print_minute(ycf_record_integer(event, "at"));
	printf(" ");
	print_text(stdout, actor != NULL ? actor : "somebody");
	print_deed(session, event);
	if (reason != NULL) {
		fputs(", because: ", stdout);
		print_text(stdout, reason);
	}
	printf("\n");
	if (what != NULL)
		print_item(0, "", EVENT_COLUMN, terminal_width(), what);
}

static ycf_status print_history(struct session *session, const char *const *terms)
{
	ycf_cursor *cursor = NULL;
	const ycf_record *event;
	ycf_status status = ycf_select(session->tracker, "history", terms, NULL, 0, &cursor);
	if (status != YCF_OK)
		return status;
	while ((status = ycf_cursor_next(cursor, &event)) == YCF_ROW)
		print_event(session, event);
	ycf_cursor_free(cursor);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status command_history(struct session *session)
{
	char *term;
	if (asprintf(&term, "setting=%s", session_word(session, 0)) < 0)
		return YCF_MEMORY;
	const char *terms[] = {term, NULL};
	ycf_status status = line_has(session->line, "format")
		? answer(session, &(struct question){"history", terms, NULL, "nothing happened yet"})
		: print_history(session, terms);
	free(term);
	return status;
}
