/* Assessing, and the award. */
#include <string.h>
#include <unistd.h>

#include "answers.h"
#include "commands.h"
#include "session.h"
#include "terminal.h"

/* ---- assessing ---- */

static ycf_status rate(struct session *session, ycf_record *assessment)
{
	const char *file = line_value(session->line, "from");
	bool through = line_has(session->line, "start-from");
	if ((file != NULL) + through + (session->line->word_count > 1) > 1)
		return misuse(session, "give ratings, --from FILE or --start-from WHO, not two of them");
	if (through)
		return answers_go_through(session, assessment);
	if (file != NULL)
		return ycf_assess_file(assessment, file);
	return ycf_assess(assessment, session->line->words + 1);
}

static void say_assessed(struct session *session, const char *key, const ycf_record *assessment)
{
	char term[64];
	const char *terms[] = {term, NULL};
	const ycf_record *rating;
	ycf_cursor *cursor = NULL;
	int count = 0;
	snprintf(term, sizeof term, "assessment=%s", ycf_record_text(assessment, "id"));
	if (ycf_select(session->tracker, "rating", terms, NULL, 0, NULL, &cursor) == YCF_OK)
		while (ycf_cursor_next(cursor, &rating) == YCF_ROW)
			count++;
	ycf_cursor_free(cursor);
	say(session, "%s was assessed on %s: %d %s rated", session_setting(session, key),
	    session_day(session), count, count == 1 ? "criterion" : "criteria");
}

ycf_status command_assess(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_record *assessment = NULL;
	ycf_status status = ycf_record_new(session->tracker, "assessment", &assessment);
	if (status == YCF_OK)
		status = ycf_record_set(assessment, "setting", key);
	if (status == YCF_OK)
		status = session_fill(session, assessment);
	if (status == YCF_OK)
		status = rate(session, assessment);
	if (status == YCF_OK)
		say_assessed(session, key, assessment);
	ycf_record_free(assessment);
	return status;
}

/* ---- readiness ---- */

enum { CONDITION_COLUMN = 6 };

static void print_condition(const ycf_record *condition)
{
	size_t width = terminal_width();
	bool met = ycf_record_boolean(condition, "met");
	const char *found = ycf_record_text(condition, "found");
	const char *next = ycf_record_text(condition, "next_step");
	print_item(2, met ? "yes" : "no", CONDITION_COLUMN, width,
	           ycf_record_text(condition, "title"));
	if (found != NULL)
		print_item(0, "", CONDITION_COLUMN, width, found);
	if (!met && next != NULL)
		print_item(CONDITION_COLUMN, "->", CONDITION_COLUMN + 3, width, next);
}

ycf_status command_ready(struct session *session)
{
	const char *key = session_word(session, 0);
	char day[DAY_SIZE];
	bool ready = false;
	const ycf_record *condition;
	ycf_cursor *cursor = NULL;
	ycf_date as_of = session_date(session, "as-of");
	const char *name = session_setting(session, key);
	ycf_status status = ycf_ready(session->tracker, key, line_value(session->line, "framework"),
	                              as_of, &ready, &cursor);
	if (status != YCF_OK)
		return status;
	ycf_date_write_people(as_of != 0 ? as_of : ycf_today(session->tracker), day);
	print_text(stdout, name);
	printf(" is %s for the award on %s\n", ready ? "ready" : "not ready", day);
	while ((status = ycf_cursor_next(cursor, &condition)) == YCF_ROW)
		print_condition(condition);
	ycf_cursor_free(cursor);
	if (status != YCF_DONE || ready)
		return status == YCF_DONE ? YCF_OK : status;
	session->complained = true;
	return YCF_REFUSED;
}

/* ---- the award ---- */

ycf_status command_award(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_record *award = NULL;
	ycf_status status = ycf_record_new(session->tracker, "award", &award);
	if (status == YCF_OK)
		status = ycf_record_set(award, "setting", key);
	if (status == YCF_OK)
		status = session_fill(session, award);
	if (status == YCF_OK)
		status = ycf_award(award);
	if (status == YCF_OK)
		say(session, "%s was awarded '%s' on %s: %s", ycf_record_text(award, "setting_name"),
		    ycf_record_text(award, "mark_title"), session_day(session),
		    ycf_record_text(award, "code"));
	ycf_record_free(award);
	return status;
}

ycf_status command_withdraw(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_status status = ycf_withdraw(session->tracker, key,
	                                 line_value(session->line, "framework"),
	                                 session_date(session, "on"),
	                                 line_value(session->line, "note"));
	if (status == YCF_OK)
		say(session, "the award of %s was withdrawn on %s", session_setting(session, key),
		    session_day(session));
	return status;
}
