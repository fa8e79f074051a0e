#include "answers.h"

#include <stdlib.h>
#include <string.h>

#include "terminal.h"

enum { INDENT = 4, SPACES_LENGTH = 2 };

/* What somebody said of one criterion. */
struct said {
	char *code, *text, *level, *title, *commentary, *who;
};

struct going {
	struct session *session;
	ycf_record *assessment;
	char *framework;             /* the edition that the answers are of */
	struct said *said;
	size_t count;
	char **ratings;              /* CODE=LEVEL:WHY of what was confirmed or changed; NULL-ended */
	size_t rated, confirmed;
	char *line;
	size_t room;
};

/* ---- what was said ---- */

static char *copy(const char *text)
{
	return strdup(text != NULL ? text : "");
}

static char *who_said(const ycf_record *answer)
{
	char day[DAY_SIZE], *text;
	const char *assessor = ycf_record_text(answer, "assessor");
	ycf_date_write_people(ycf_record_date(answer, "date"), day);
	int length = asprintf(&text, "%s%s%s", day, assessor != NULL ? ", by " : "",
	                      assessor != NULL ? assessor : "");
	return length < 0 ? NULL : text;
}

static ycf_status keep(struct going *going, const ycf_record *answer)
{
	struct said *more = realloc(going->said, (going->count + 1) * sizeof *more);
	if (more == NULL)
		return YCF_MEMORY;
	going->said = more;
	struct said *said = &going->said[going->count++];
	*said = (struct said){
		copy(ycf_record_text(answer, "code")), copy(ycf_record_text(answer, "text")),
		copy(ycf_record_label(answer, "level")), copy(ycf_record_text(answer, "title")),
		copy(ycf_record_text(answer, "commentary")), who_said(answer)
	};
	bool whole = said->code != NULL && said->text != NULL && said->level != NULL &&
	             said->title != NULL && said->commentary != NULL && said->who != NULL;
	return whole ? YCF_OK : YCF_MEMORY;
}

/* The code of the framework that a key names: its editions are one mark. */
static ycf_status mark_of(struct session *session, const char *key, char **mark)
{
	ycf_record *framework = NULL;
	ycf_status status = ycf_get(session->tracker, "framework", key, &framework);
	if (status != YCF_OK)
		return status;
	free(*mark);
	*mark = copy(ycf_record_text(framework, "code"));
	ycf_record_free(framework);
	return *mark != NULL ? YCF_OK : YCF_MEMORY;
}

/* Answers of one mark are gone through: that of --framework, or the only one. */
static ycf_status take(struct going *going, const ycf_record *answer)
{
	struct session *session = going->session;
	const char *key = line_value(session->line, "framework");
	const char *token = ycf_record_text(answer, "framework");
	char *wanted = NULL, *mark = NULL;
	ycf_status status = YCF_OK;
	if (going->framework != NULL && strcmp(going->framework, token) == 0)
		return keep(going, answer);
	if (key != NULL) {
		status = mark_of(session, key, &wanted);
		if (status == YCF_OK)
			status = mark_of(session, token, &mark);
	}
	bool other = status == YCF_OK && key != NULL && strcmp(wanted, mark) != 0;
	free(wanted);
	free(mark);
	if (status != YCF_OK || other)
		return status;
	if (going->framework != NULL)
		return misuse(session, "there are answers to several frameworks; say which with "
		              "--framework");
	going->framework = copy(token);
	return going->framework != NULL ? keep(going, answer) : YCF_MEMORY;
}

static ycf_status read_said(struct going *going, const char *source)
{
	struct session *session = going->session;
	char *setting = NULL, of_source[40];
	const ycf_record *answer;
	ycf_cursor *cursor = NULL;
	if (asprintf(&setting, "setting=%s", session_word(session, 0)) < 0)
		return YCF_MEMORY;
	snprintf(of_source, sizeof of_source, "source=%.20s", source);
	const char *terms[] = {setting, of_source, NULL};
	ycf_status status = ycf_select(session->tracker, "answer", terms, NULL,
	                               session_date(session, "on"), NULL, &cursor);
	while (status == YCF_OK && (status = ycf_cursor_next(cursor, &answer)) == YCF_ROW)
		status = take(going, answer);
	ycf_cursor_free(cursor);
	free(setting);
	if (status == YCF_DONE && going->count == 0)
		return misuse(session, "there are no answers of '%s' to start from", source);
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- going through ---- */

/* The codes of the levels, "not_met, partly, met". */
static void list_levels(const struct going *going, char *out, size_t size)
{
	char term[80];
	const char *terms[] = {term, NULL};
	const ycf_record *level;
	ycf_cursor *cursor = NULL;
	size_t length = 0;
	snprintf(term, sizeof term, "framework=%s", going->framework);
	if (ycf_select(going->session->tracker, "level", terms, "id", 0, NULL, &cursor) == YCF_OK)
		while (length < size && ycf_cursor_next(cursor, &level) == YCF_ROW)
			length += (size_t)snprintf(out + length, size - length, "%s%s",
			                           length > 0 ? ", " : "", ycf_record_text(level, "code"));
	ycf_cursor_free(cursor);
}

static void explain(const struct going *going, const char *source)
{
	char *text, levels[400] = "";
	list_levels(going, levels, sizeof levels);
	if (asprintf(&text, "%s: %zu %s of '%s'. Enter confirms one as it stands; a level (%s) "
	             "changes it, with a commentary behind a colon, as in %s: WHY; s leaves it out, "
	             "r leaves out the rest, q stops and stores nothing.",
	             session_setting(going->session, session_word(going->session, 0)), going->count,
	             going->count == 1 ? "answer" : "answers", source, levels,
	             going->said[0].level) < 0)
		return;
	print_wrapped(0, terminal_width(), text);
	free(text);
}

static void show(const struct going *going, size_t index)
{
	const struct said *said = &going->said[index];
	char *text;
	size_t column = print_columns(said->code) + SPACES_LENGTH;
	printf("\n");
	if (asprintf(&text, "%s (%zu of %zu)", said->text, index + 1, going->count) >= 0) {
		print_item(0, said->code, column, terminal_width(), text);
		free(text);
	}
	if (asprintf(&text, "%s (%s)%s%s", said->title, said->who,
	             said->commentary[0] != '\0' ? ": " : "", said->commentary) >= 0) {
		printf("%*s", INDENT, "");
		print_wrapped(INDENT, terminal_width(), text);
		free(text);
	}
}

static ycf_status new_assessment(struct going *going, ycf_record **record)
{
	struct session *session = going->session;
	ycf_status status = ycf_record_new(session->tracker, "assessment", record);
	if (status == YCF_OK)
		status = ycf_record_set(*record, "setting", session_word(session, 0));
	if (status == YCF_OK)
		status = session_fill(session, *record);
	return status == YCF_OK ? ycf_record_set(*record, "framework", going->framework) : status;
}

/* Whether the library takes this rating: asked one by one, so that what is refused can be
   mended where it stands. */
static ycf_status try(struct going *going, const char *rating)
{
	ycf_tracker *tracker = going->session->tracker;
	ycf_record *record = NULL;
	const char *ratings[] = {rating, NULL};
	ycf_status status = new_assessment(going, &record);
	if (status == YCF_OK)
		status = ycf_begin(tracker, NULL);
	if (status == YCF_OK) {
		status = ycf_assess(record, ratings);
		if (status >= YCF_INVALID && status < YCF_CANCELLED) {
			printf("%*s", INDENT, "");
			print_wrapped(INDENT, terminal_width(), ycf_message(tracker));
		}
		ycf_rollback(tracker);
	}
	ycf_record_free(record);
	return status;
}

/* The rating that the line asks for; NULL: none. */
static char *rating_of(const struct said *said, const char *line)
{
	char *rating;
	const char *colon = strchr(line, ':');
	int length;
	if (line[0] == '\0')
		length = asprintf(&rating, "%s=%s%s%s", said->code, said->level,
		                  said->commentary[0] != '\0' ? ":" : "", said->commentary);
	else if (colon != NULL)
		length = asprintf(&rating, "%s=%.*s:%s", said->code, (int)(colon - line), line,
		                  colon + 1 + strspn(colon + 1, " \t"));
	else
		length = asprintf(&rating, "%s=%s", said->code, line);
	return length < 0 ? NULL : rating;
}

/* One line of the terminal, without the white space around it; NULL: there is no more. */
static char *next_line(struct going *going)
{
	printf("> ");
	fflush(stdout);
	ssize_t length = getline(&going->line, &going->room, stdin);
	if (length < 0)
		return NULL;
	while (length > 0 && strchr(" \t\r\n", going->line[length - 1]) != NULL)
		going->line[--length] = '\0';
	return going->line + strspn(going->line, " \t");
}

static ycf_status stop(struct going *going, const struct said *said, bool asked)
{
	if (asked)
		complain("stopped at %s: nothing is stored", said->code);
	else
		complain("the input ended at %s, before all answers were gone through: nothing is "
		         "stored; r leaves out the rest", said->code);
	going->session->complained = true;
	return asked ? YCF_CANCELLED : YCF_INVALID;
}

/* Ask until an answer is taken or left out.  *rest: all that follow are left out. */
static ycf_status settle(struct going *going, size_t index, bool *rest)
{
	const struct said *said = &going->said[index];
	for (;;) {
		char *line = next_line(going);
		if (line == NULL || strcmp(line, "q") == 0)
			return stop(going, said, line != NULL);
		*rest = strcmp(line, "r") == 0;
		if (*rest || strcmp(line, "s") == 0)
			return YCF_OK;
		bool confirmed = line[0] == '\0';
		char *rating = rating_of(said, line);
		ycf_status status = rating != NULL ? try(going, rating) : YCF_MEMORY;
		if (status == YCF_OK) {
			going->ratings[going->rated++] = rating;
			going->confirmed += confirmed;
			return YCF_OK;
		}
		free(rating);
		if (status < YCF_INVALID || status >= YCF_CANCELLED)
			return status;
	}
}

static ycf_status settle_all(struct going *going)
{
	bool rest = false;
	ycf_status status = YCF_OK;
	going->ratings = calloc(going->count + 1, sizeof *going->ratings);
	if (going->ratings == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < going->count && status == YCF_OK && !rest; i++) {
		show(going, i);
		status = settle(going, i, &rest);
	}
	return status;
}

static ycf_status store(struct going *going)
{
	struct session *session = going->session;
	const char *reason = line_value(session->line, "reason");
	printf("\n");
	if (going->rated == 0) {
		complain("nothing was confirmed or changed: nothing is stored");
		session->complained = true;
		return YCF_INVALID;
	}
	ycf_status status = ycf_record_set(going->assessment, "framework", going->framework);
	if (status == YCF_OK)
		status = ycf_begin(session->tracker, reason);
	if (status != YCF_OK)
		return status;
	status = ycf_assess(going->assessment, (const char *const *)going->ratings);
	if (status == YCF_OK)
		status = ycf_commit(session->tracker);
	else
		ycf_rollback(session->tracker);
	if (status == YCF_OK)
		say(session, "%zu confirmed, %zu changed, %zu left out", going->confirmed,
		    going->rated - going->confirmed, going->count - going->rated);
	return status;
}

static void end(struct going *going)
{
	for (size_t i = 0; i < going->count; i++) {
		struct said *said = &going->said[i];
		char *texts[] = {said->code, said->text, said->level, said->title, said->commentary,
		                 said->who};
		for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
			free(texts[k]);
	}
	for (size_t i = 0; i < going->rated; i++)
		free(going->ratings[i]);
	free(going->ratings);
	free(going->said);
	free(going->framework);
	free(going->line);
}

ycf_status answers_go_through(struct session *session, ycf_record *assessment)
{
	const char *from = line_value(session->line, "start-from");
	const char *source = line_value(session->line, "source");
	struct going going = {.session = session, .assessment = assessment};
	if (source == NULL || strcmp(source, from) == 0)
		return misuse(session, "--start-from %s needs another --source, whose assessment it "
		              "becomes, as in --source practitioner", from);
	ycf_status status = read_said(&going, from);
	if (status == YCF_OK) {
		explain(&going, from);
		status = settle_all(&going);
	}
	if (status == YCF_OK)
		status = store(&going);
	end(&going);
	return status;
}
