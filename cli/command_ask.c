/* Lists: of any noun, of what is due, and of what happened. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "ask.h"
#include "commands.h"
#include "session.h"
#include "terminal.h"

/* ---- how it is asked ---- */

/* What a file is called says what is wanted in it. */
static ycf_status format_by_ending(struct session *session, ycf_format *format)
{
	const char *path = line_value(session->line, "output");
	const char *ending = path != NULL ? strrchr(path, '.') : NULL;
	if (ending == NULL || strchr(ending, '/') != NULL)
		return YCF_OK;
	if (strcasecmp(ending, ".csv") == 0)
		*format = YCF_CSV;
	else if (strcasecmp(ending, ".json") == 0)
		*format = YCF_JSON;
	else if (strncasecmp(ending, ".xls", 4) == 0)
		return misuse(session, "'%s' cannot be written; write a .csv file, which Excel opens",
		              path);
	return YCF_OK;
}

static ycf_status read_format(struct session *session, ycf_format *format)
{
	static const char *const names[] = {"table", "csv", "json"};
	static const ycf_format formats[] = {YCF_TABLE, YCF_CSV, YCF_JSON};
	const char *name = line_value(session->line, "format");
	*format = YCF_TABLE;
	if (name == NULL)
		return format_by_ending(session, format);
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(name, names[i]) == 0) {
			*format = formats[i];
			return YCF_OK;
		}
	}
	return misuse(session, "--format '%s' is not one of table, csv and json", name);
}

/* A word without the blanks around it; it is cut short in its place. */
static const char *trimmed(char *word)
{
	word += strspn(word, " ");
	size_t length = strlen(word);
	while (length > 0 && word[length - 1] == ' ')
		word[--length] = '\0';
	return word;
}

/* "a, b,c" as a NULL-ended list in one piece of memory, over a copy of the text. */
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
		columns[i] = trimmed(strsep(&rest, ","));
	columns[count] = NULL;
	return columns;
}

static ycf_status ask(struct session *session, const struct question *question,
                      const char *const *columns, ycf_cursor **cursor)
{
	return ycf_select(session->tracker, question->noun, question->terms,
	                  line_value(session->line, "sort"), session_date(session, "as-of"),
	                  columns, cursor);
}

static ycf_status check_columns(struct session *session, const char *columns)
{
	bool first = true;
	for (const char *c = columns; c != NULL && *c != '\0'; c++) {
		bool missing = *c == ',' && (first || c[1] == ',' || c[1] == '\0');
		if (missing)
			return misuse(session, "--columns '%s' has a comma too many", columns);
		first = false;
	}
	return YCF_OK;
}

/* ---- how it is answered ---- */

static ycf_status write_answer(struct session *session, const struct question *question,
                               ycf_format format, int64_t *count)
{
	const char *path = line_value(session->line, "output");
	const char **columns = NULL;
	ycf_cursor *cursor = NULL;
	if (question->columns != NULL && (columns = split_columns(question->columns)) == NULL)
		return YCF_MEMORY;
	fflush(stdout);
	ycf_status status = ask(session, question, columns, &cursor);
	if (status == YCF_OK && path == NULL)
		progress_hush(&session->progress);
	if (status == YCF_OK) {
		status = ycf_cursor_write(cursor, format, path == NULL ? terminal_width() : 0, path,
		                          STDOUT_FILENO);
		*count = ycf_cursor_count(cursor);
	}
	ycf_cursor_free(cursor);
	free(columns);
	return status;
}

/* People are told how many rows there are, and that there are none; programs
   see it. */
ycf_status ask_answer(struct session *session, const struct question *question)
{
	int64_t count = 0;
	ycf_format format;
	const char *path = line_value(session->line, "output");
	ycf_status status = read_format(session, &format);
	if (status == YCF_OK)
		status = check_columns(session, question->columns);
	if (status == YCF_OK)
		status = write_answer(session, question, format, &count);
	if (status != YCF_OK)
		return status;
	const char *rows = count == 1 ? "row is" : "rows are";
	if (format == YCF_TABLE && count == 0)
		fprintf(stderr, "%s\n", question->nothing);
	if (path != NULL)
		say(session, "%" PRId64 " %s in %s", count, rows, path);
	else if (format == YCF_TABLE && count > 0 && terminal_is_out())
		printf("\n%" PRId64 " %.*s\n", count, (int)strcspn(rows, " "), rows);
	return YCF_OK;
}

bool ask_wants_list(const struct session *session)
{
	return line_has(session->line, "format") || line_has(session->line, "output");
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
	return status == YCF_OK ? ask_answer(session, &question) : status;
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

/* How far the user looks ahead: by the option, by a term of their own, or as
   usual.  *own: it is among the terms. */
static const char *due_within(const struct line *line, bool *own)
{
	static const char term[] = "within=";
	const char *within = line_value(line, "within");
	*own = false;
	for (size_t i = 0; i < line->word_count && within == NULL; i++) {
		*own = strncmp(line->words[i], term, sizeof term - 1) == 0;
		within = *own ? line->words[i] + sizeof term - 1 : NULL;
	}
	return within != NULL ? within : "30";
}

static ycf_status answer_due(struct session *session, const char **terms)
{
	const struct line *line = session->line;
	bool own;
	const char *within = due_within(line, &own), *columns = line_value(line, "columns");
	char term[64], nothing[128];
	ycf_format format;
	ycf_status status = read_format(session, &format);
	if (status != YCF_OK)
		return status;
	snprintf(term, sizeof term, "within=%s", within);
	snprintf(nothing, sizeof nothing, "nothing is due within %s days", within);
	memcpy(terms, line->words, line->word_count * sizeof *terms);
	terms[line->word_count] = own ? NULL : term;
	if (columns == NULL && format == YCF_TABLE)
		columns = due_columns();
	return ask_answer(session, &(struct question){"due", terms, columns, nothing});
}

ycf_status command_due(struct session *session)
{
	const char **terms = calloc(session->line->word_count + 2, sizeof *terms);
	ycf_status status = terms != NULL ? answer_due(session, terms) : YCF_MEMORY;
	free(terms);
	return status;
}

/* ---- what happened ---- */

enum { INDENT = 2, EVENT_COLUMN = 6, MINUTE_SIZE = 32 };

/* The minute in local time, of milliseconds. */
static void write_minute(int64_t at, char out[MINUTE_SIZE])
{
	time_t seconds = (time_t)(at / 1000);
	struct tm local;
	out[0] = '\0';
	if (localtime_r(&seconds, &local) != NULL)
		strftime(out, MINUTE_SIZE, "%Y-%m-%d %H:%M", &local);
}

/* What one transaction did stands below one line that says when, who and why. */
static ycf_status print_change(const ycf_record *event)
{
	char minute[MINUTE_SIZE], *text;
	const char *actor = ycf_record_text(event, "actor");
	const char *reason = ycf_record_text(event, "reason");
	write_minute(ycf_record_integer(event, "at"), minute);
	if (asprintf(&text, "%s %s%s%s", minute, actor != NULL ? actor : "somebody",
	             reason != NULL ? ", because: " : "", reason != NULL ? reason : "") < 0)
		return YCF_MEMORY;
	print_hanging(0, strlen(minute) + 1, terminal_width(), text);
	free(text);
	return YCF_OK;
}

/* An edit tells which record it was; of one that was added or removed, the
   fields do. */
static ycf_status print_event(struct session *session, const ycf_record *event)
{
	ycf_record *record = NULL;
	char *text;
	const char *noun = ycf_record_text(event, "noun"), *act = ycf_record_text(event, "act");
	const char *what = ycf_record_text(event, "what"), *which = "";
	bool edited = strcmp(act, "edit") == 0;
	if (edited && strcmp(noun, "setting") != 0 &&
	    ycf_get(session->tracker, noun, ycf_record_text(event, "record"), &record) == YCF_OK)
		which = record_known_by(record);
	int length = asprintf(&text, "%s %s%s%s: %s",
	                      edited ? "edited" : strcmp(act, "add") == 0 ? "added" : "removed",
	                      noun, which[0] != '\0' ? " " : "", which,
	                      what != NULL ? what : "nothing changed");
	ycf_record_free(record);
	if (length < 0)
		return YCF_MEMORY;
	printf("%*s", INDENT, "");
	print_hanging(INDENT, EVENT_COLUMN, terminal_width(), text);
	free(text);
	return YCF_OK;
}

static ycf_status print_history(struct session *session, const char *const *terms)
{
	ycf_cursor *cursor = NULL;
	const ycf_record *event;
	int64_t last = -1;
	ycf_status status = ycf_select(session->tracker, "history", terms, NULL, 0, NULL, &cursor);
	while (status == YCF_OK && (status = ycf_cursor_next(cursor, &event)) == YCF_ROW) {
		status = ycf_record_integer(event, "at") != last ? print_change(event) : YCF_OK;
		last = ycf_record_integer(event, "at");
		if (status == YCF_OK)
			status = print_event(session, event);
	}
	ycf_cursor_free(cursor);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status command_history(struct session *session)
{
	char *term;
	if (asprintf(&term, "setting=%s", session_word(session, 0)) < 0)
		return YCF_MEMORY;
	const char *terms[] = {term, NULL};
	ycf_status status = ask_wants_list(session)
		? ask_answer(session, &(struct question){"history", terms, NULL, "nothing happened yet"})
		: print_history(session, terms);
	free(term);
	return status;
}
