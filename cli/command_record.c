/* Records by noun and field. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "session.h"
#include "terminal.h"

/* ---- adding, editing, removing ---- */

/* By the number that the commands on actions take. */
static void say_action(struct session *session, const ycf_record *action, const char *done)
{
	ycf_record *plan = NULL;
	if (ycf_get(session->tracker, "plan", ycf_record_text(action, "plan"), &plan) == YCF_OK)
		say(session, "action %s of %s%s: '%s'", ycf_record_text(action, "number"),
		    session_setting(session, ycf_record_text(plan, "setting")), done,
		    ycf_record_text(action, "what"));
	ycf_record_free(plan);
}

static void say_record(struct session *session, const ycf_record *record, const char *done)
{
	say(session, "%s '%s'%s (%s)", ycf_record_noun(record), record_known_by(record), done,
	    ycf_record_text(record, "id"));
}

static bool is_action(const ycf_record *record)
{
	return strcmp(ycf_record_noun(record), "action") == 0;
}

static void say_done(struct session *session, const ycf_record *record, const char *done)
{
	if (is_action(record))
		say_action(session, record, done);
	else
		say_record(session, record, done);
}

ycf_status command_add(struct session *session)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_record_new(session->tracker, session_word(session, 0), &record);
	if (status == YCF_OK)
		status = session_fill_words(session, 1, record);
	if (status == YCF_OK)
		status = ycf_save(record);
	if (status == YCF_OK)
		say_done(session, record, is_action(record) ? "" : " was added");
	ycf_record_free(record);
	return status;
}

ycf_status command_edit(struct session *session)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_get(session->tracker, session_word(session, 0),
	                            session_word(session, 1), &record);
	if (status == YCF_OK)
		status = session_fill_words(session, 2, record);
	if (status == YCF_OK)
		status = ycf_save(record);
	if (status == YCF_OK)
		say_done(session, record, " was edited");
	ycf_record_free(record);
	return status;
}

ycf_status command_upsert(struct session *session)
{
	static const char *const done[] = {
		[YCF_ADDED] = " was added", [YCF_UPDATED] = " was edited",
		[YCF_UNCHANGED] = " is as it was",
	};
	ycf_record *record = NULL;
	ycf_count outcome = YCF_UNCHANGED;
	ycf_status status = ycf_record_new(session->tracker, session_word(session, 0), &record);
	if (status == YCF_OK)
		status = session_fill_words(session, 2, record);
	if (status == YCF_OK)
		status = ycf_upsert(record, session_word(session, 1), &outcome);
	if (status == YCF_OK)
		say_done(session, record, done[outcome]);
	ycf_record_free(record);
	return status;
}

ycf_status command_remove(struct session *session)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_get(session->tracker, session_word(session, 0),
	                            session_word(session, 1), &record);
	if (status == YCF_OK)
		status = ycf_remove(record);
	if (status == YCF_OK)
		say_done(session, record, " was removed");
	ycf_record_free(record);
	return status;
}

/* ---- fields ---- */

enum { NAME_COLUMN = 24, FACT_COLUMN = 26 };

static void print_nouns(const char *title, bool derived)
{
	printf("%s:\n", title);
	for (size_t i = 0; ycf_noun_name(i) != NULL; i++) {
		const char *noun = ycf_noun_name(i);
		if (ycf_noun_is_derived(noun) == derived)
			print_item(2, noun, 18, terminal_width(), ycf_noun_help(noun));
	}
}

static void write_kind(FILE *out, const char *noun, size_t index)
{
	static const char *const kinds[] = {
		[YCF_TEXT] = "text", [YCF_INTEGER] = "whole number", [YCF_BOOLEAN] = "yes or no",
		[YCF_DATE] = "day", [YCF_TIME] = "time", [YCF_CHOICE] = "one of",
		[YCF_REFERENCE] = "reference to",
	};
	ycf_kind kind = ycf_field_kind(noun, index);
	size_t limit = ycf_field_limit(noun, index);
	const char *target = ycf_field_target(noun, index), *choice;
	fputs(kinds[kind], out);
	if (kind == YCF_REFERENCE && target != NULL)
		fprintf(out, " %s", target);
	if (kind == YCF_TEXT && limit > 0)
		fprintf(out, " of at most %zu characters", limit);
	for (size_t i = 0; (choice = ycf_field_choice(noun, index, i)) != NULL; i++)
		fprintf(out, "%s%s", i == 0 ? " " : ", ", choice);
}

static void write_flags(FILE *out, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *text;
	} texts[] = {
		{YCF_FIELD_REQUIRED, "required"}, {YCF_FIELD_UNIQUE, "unique"},
		{YCF_FIELD_PERSONAL, "personal"}, {YCF_FIELD_READ_ONLY, "set by ycf"},
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (flags & texts[i].flag)
			fprintf(out, "; %s", texts[i].text);
}

static ycf_status print_field(const char *noun, size_t index)
{
	char *facts = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&facts, &length);
	if (out == NULL)
		return YCF_MEMORY;
	write_kind(out, noun, index);
	write_flags(out, ycf_field_flags(noun, index));
	if (fclose(out) == 0) {
		print_item(2, ycf_field_name(noun, index), NAME_COLUMN, terminal_width(),
		           ycf_field_help(noun, index));
		print_item(0, "", FACT_COLUMN, terminal_width(), facts);
	}
	free(facts);
	return YCF_OK;
}

ycf_status command_fields(struct session *session)
{
	const char *noun = session_word(session, 0);
	ycf_status status;
	if (noun == NULL) {
		print_nouns("Stored", false);
		print_nouns("\nComputed", true);
		return YCF_OK;
	}
	status = session_noun(session, noun);
	if (status != YCF_OK)
		return status;
	printf("%s: ", noun);
	print_hanging(strlen(noun) + 2, FACT_COLUMN - NAME_COLUMN, terminal_width(),
	              ycf_noun_help(noun));
	for (size_t i = 0; i < ycf_field_count(noun) && status == YCF_OK; i++)
		status = print_field(noun, i);
	return status;
}
