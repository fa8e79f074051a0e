/* Action plans. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "session.h"

ycf_status command_agree_plan(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_record *plan = NULL;
	ycf_status status = ycf_record_new(session->tracker, "plan", &plan);
	if (status == YCF_OK)
		status = ycf_record_set(plan, "setting", key);
	if (status == YCF_OK)
		status = session_fill(session, plan);
	if (status == YCF_OK)
		status = ycf_agree_plan(plan);
	if (status == YCF_OK)
		say(session, "a plan was agreed with %s on %s", session_setting(session, key),
		    session_day(session));
	ycf_record_free(plan);
	return status;
}

/* The number that `text` begins with, and where it ends; 0: it begins with none. */
static long long read_number(const char *text, const char **end)
{
	char *stop;
	errno = 0;
	long long number = strtoll(text, &stop, 10);
	*end = stop;
	return errno == 0 && text[0] >= '0' && text[0] <= '9' ? number : 0;
}

ycf_status command_complete(struct session *session)
{
	const char *key = session_word(session, 0), *text = session_word(session, 1), *end;
	long long number = read_number(text, &end);
	if (number < 1 || *end != '\0')
		return misuse(session, "'%s' is not an action's number; `ycf list action setting=%s` "
		              "shows them", text, key);
	ycf_status status = ycf_complete(session->tracker, key, number,
	                                 session_date(session, "on"));
	if (status == YCF_OK)
		say(session, "action %lld of %s was done on %s", number,
		    session_setting(session, key), session_day(session));
	return status;
}

/* ---- reviewing ---- */

static const char *const step_names[] = {"close", "carry", "drop", "add"};

static bool is_step(const struct given *given)
{
	for (size_t i = 0; i < sizeof step_names / sizeof step_names[0]; i++)
		if (strcmp(given->option->name, step_names[i]) == 0)
			return true;
	return false;
}

static ycf_status check_step(struct session *session, const struct given *given)
{
	const char *name = given->option->name, *end;
	bool carries = strcmp(name, "carry") == 0;
	if (strcmp(name, "add") == 0)
		return YCF_OK;
	long long number = read_number(given->value, &end);
	if (number < 1 || (!carries && *end != '\0'))
		return misuse(session, "--%s '%s' names no action by its number; write --%s 3%s", name,
		              given->value, name, carries ? "=2026-10-01" : "");
	if (carries && (end[0] != '=' || end[1] == '\0'))
		return misuse(session, "--carry '%s' needs a day; write --carry %lld=2026-10-01",
		              given->value, number);
	return YCF_OK;
}

static ycf_status check_steps(struct session *session)
{
	const struct line *line = session->line;
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < line->given_count && status == YCF_OK; i++)
		if (is_step(&line->given[i]))
			status = check_step(session, &line->given[i]);
	return status;
}

static void free_steps(char **steps)
{
	for (size_t i = 0; steps != NULL && steps[i] != NULL; i++)
		free(steps[i]);
	free(steps);
}

/* The options --close 2 and the like as the steps "close=2", in their order;
   NULL: out of memory. */
static char **take_steps(const struct line *line)
{
	size_t count = 0;
	char **steps = calloc(line->given_count + 1, sizeof *steps);
	for (size_t i = 0; steps != NULL && i < line->given_count; i++) {
		const struct given *given = &line->given[i];
		if (!is_step(given))
			continue;
		if (asprintf(&steps[count], "%s=%s", given->option->name, given->value) >= 0) {
			count++;
			continue;
		}
		steps[count] = NULL;
		free_steps(steps);
		return NULL;
	}
	return steps;
}

static void say_next_review(struct session *session, const char *key)
{
	char term[512], day[DAY_SIZE] = "";
	const char *terms[] = {term, NULL};
	const ycf_record *standing;
	ycf_cursor *cursor = NULL;
	snprintf(term, sizeof term, "setting=%s", key);
	if (ycf_select(session->tracker, "standing", terms, NULL, session_date(session, "on"), NULL,
	               &cursor) == YCF_OK &&
	    ycf_cursor_next(cursor, &standing) == YCF_ROW)
		ycf_date_write_people(ycf_record_date(standing, "next_review"), day);
	ycf_cursor_free(cursor);
	say(session, "the plan of %s was reviewed on %s%s%s", session_setting(session, key),
	    session_day(session), day[0] != '\0' ? "; the next review is due by " : "", day);
}

ycf_status command_review_plan(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_record *review = NULL;
	char **steps = NULL;
	ycf_status status = check_steps(session);
	if (status == YCF_OK && (steps = take_steps(session->line)) == NULL)
		status = YCF_MEMORY;
	if (status == YCF_OK)
		status = ycf_record_new(session->tracker, "review", &review);
	if (status == YCF_OK)
		status = ycf_record_set(review, "setting", key);
	if (status == YCF_OK)
		status = session_fill(session, review);
	if (status == YCF_OK)
		status = ycf_review_plan(review, (const char *const *)steps);
	if (status == YCF_OK)
		say_next_review(session, key);
	ycf_record_free(review);
	free_steps(steps);
	return status;
}
