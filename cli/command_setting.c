/* Settings and their leads. */
#include <string.h>

#include "commands.h"
#include "session.h"

ycf_status command_join(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_status status = ycf_join(session->tracker, key, session_date(session, "on"));
	if (status == YCF_OK)
		say(session, "%s joined on %s", session_setting(session, key), session_day(session));
	return status;
}

ycf_status command_depart(struct session *session)
{
	const char *key = session_word(session, 0);
	bool closed = line_has(session->line, "closed");
	ycf_status status = ycf_depart(session->tracker, key, session_date(session, "on"),
	                               line_value(session->line, "reason"), closed);
	if (status == YCF_OK)
		say(session, closed ? "%s closed on %s" : "%s left the programme on %s",
		    session_setting(session, key), session_day(session));
	return status;
}

/* "designated_lead" as "designated lead" */
static void say_role(struct session *session, const ycf_record *lead, const char *setting)
{
	char role[40] = "";
	const char *name = ycf_record_text(lead, "role");
	snprintf(role, sizeof role, "%s", name != NULL ? name : "lead");
	for (char *c = role; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
	say(session, "%s is %s of %s from %s", ycf_record_text(lead, "name"), role, setting,
	    session_day(session));
}

ycf_status command_appoint(struct session *session)
{
	const char *key = session_word(session, 0);
	ycf_record *lead = NULL;
	ycf_status status = ycf_record_new(session->tracker, "lead", &lead);
	if (status == YCF_OK)
		status = ycf_record_set(lead, "setting", key);
	if (status == YCF_OK)
		status = ycf_record_set(lead, "name", session_word(session, 1));
	if (status == YCF_OK)
		status = session_fill(session, lead);
	if (status == YCF_OK)
		status = ycf_appoint(lead);
	if (status == YCF_OK)
		say_role(session, lead, session_setting(session, key));
	ycf_record_free(lead);
	return status;
}

/* The name of who is the designated lead on the day of --on; "the lead" where
   that cannot be told. */
static void find_lead(struct session *session, const char *setting, char *name, size_t size)
{
	char of[512], since[32], day[11];
	const char *terms[] = {of, since, "role=designated_lead", NULL};
	const ycf_record *lead;
	ycf_cursor *cursor = NULL;
	ycf_date on = session_date(session, "on");
	ycf_date_write(on != 0 ? on : ycf_today(session->tracker), day);
	snprintf(of, sizeof of, "setting=%s", setting);
	snprintf(since, sizeof since, "since<=%s", day);
	snprintf(name, size, "the lead");
	if (ycf_select(session->tracker, "lead", terms, "-since", 0, NULL, &cursor) == YCF_OK &&
	    ycf_cursor_next(cursor, &lead) == YCF_ROW)
		snprintf(name, size, "%s", ycf_record_text(lead, "name"));
	ycf_cursor_free(cursor);
}

ycf_status command_confirm(struct session *session)
{
	char lead[256];
	const char *key = session_word(session, 0);
	ycf_status status = ycf_confirm(session->tracker, key, session_date(session, "on"));
	if (status != YCF_OK)
		return status;
	find_lead(session, key, lead, sizeof lead);
	say(session, "%s was in post at %s on %s", lead, session_setting(session, key),
	    session_day(session));
	return YCF_OK;
}

ycf_status command_vacate(struct session *session)
{
	char lead[256];
	const char *key = session_word(session, 0);
	ycf_status status = ycf_vacate(session->tracker, key, session_date(session, "on"),
	                               line_value(session->line, "why"));
	if (status != YCF_OK)
		return status;
	find_lead(session, key, lead, sizeof lead);
	say(session, "%s was lead of %s until %s; the post is vacant from the next day", lead,
	    session_setting(session, key), session_day(session));
	return YCF_OK;
}

ycf_status command_log(struct session *session)
{
	const char *key = session_word(session, 0);
	char again[DAY_SIZE];
	ycf_record *contact = NULL;
	ycf_status status = ycf_record_new(session->tracker, "contact", &contact);
	if (status == YCF_OK)
		status = ycf_record_set(contact, "setting", key);
	if (status == YCF_OK)
		status = session_fill(session, contact);
	if (status == YCF_OK)
		status = ycf_log(contact);
	if (status == YCF_OK) {
		const char *kind = ycf_record_text(contact, "kind");
		ycf_date_write_people(ycf_record_date(contact, "follow_up"), again);
		say(session, "logged for %s: %s on %s%s%s", session_setting(session, key),
		    strcmp(kind, "no_answer") == 0 ? "no answer" : kind, session_day(session),
		    again[0] != '\0' ? "; follow up on " : "", again);
	}
	ycf_record_free(contact);
	return status;
}
