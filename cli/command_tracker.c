/* The tracker itself, and its frameworks. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "session.h"
#include "terminal.h"

static void say_frameworks(struct session *session, const char *path)
{
	const ycf_record *framework;
	ycf_cursor *cursor = NULL;
	if (ycf_select(session->tracker, "framework", NULL, NULL, 0, NULL, &cursor) == YCF_OK)
		while (ycf_cursor_next(cursor, &framework) == YCF_ROW)
			say(session, "%s is ready, with the framework '%s' (%s:%s)", path,
			    ycf_record_text(framework, "title"),
			    ycf_record_text(framework, "code"),
			    ycf_record_text(framework, "edition"));
	ycf_cursor_free(cursor);
}

static void say_specimen(struct session *session, const char *path)
{
	if (ycf_is_specimen(session->tracker))
		say(session, "%s is a specimen: its awards are none, and its documents say so", path);
}

/* A seed and a clock go together. */
static ycf_status set_specimen(struct session *session)
{
	const char *seed = line_value(session->line, "seed"), *clock = line_value(session->line, "clock");
	char *end = NULL;
	if (seed == NULL && clock == NULL)
		return YCF_OK;
	if (seed == NULL || clock == NULL)
		return misuse(session, "a specimen takes both --seed N and --clock TIME");
	errno = 0;
	long long number = strtoll(seed, &end, 10);
	if (errno != 0 || end == seed || *end != '\0')
		return misuse(session, "--seed '%s' is not a whole number", seed);
	return ycf_set_specimen(session->tracker, number, clock);
}

ycf_status command_init(struct session *session)
{
	const char *path = session_word(session, 0);
	unsigned flags = line_has(session->line, "shared-folder") ? YCF_SHARED_FOLDER : 0;
	ycf_status status = set_specimen(session);
	if (status == YCF_OK)
		status = ycf_create(session->tracker, path, line_value(session->line, "framework"),
		                    flags);
	if (status != YCF_OK)
		return status;
	say_frameworks(session, path);
	say_specimen(session, path);
	if (terminal_is_out())
		say(session, "now: export YCF_TRACKER='%s' YCF_BY='YOUR NAME'", path);
	return YCF_OK;
}

static ycf_status load(struct session *session, const char *file)
{
	ycf_status status = session_open(session, 0);
	if (status == YCF_OK)
		status = ycf_framework_load(session->tracker, file);
	if (status == YCF_OK)
		say(session, "the framework of %s is loaded", file);
	return status;
}

ycf_status command_framework(struct session *session)
{
	const char *what = session_word(session, 0), *file = session_word(session, 1);
	if (strcmp(what, "load") == 0)
		return load(session, file);
	if (strcmp(what, "check") != 0)
		return misuse(session, "framework takes check or load, not '%s'; "
		              "`ycf list framework` lists those loaded", what);
	ycf_status status = ycf_framework_check(session->tracker, file);
	if (status == YCF_OK)
		say(session, "%s is a sound framework", file);
	return status;
}

ycf_status command_backup(struct session *session)
{
	const char *path = session_word(session, 0);
	ycf_status status = ycf_backup(session->tracker, path);
	if (status == YCF_OK)
		say(session, "a copy of the tracker is in %s", path);
	return status;
}

ycf_status command_check(struct session *session)
{
	int64_t problems = 0;
	ycf_status status = ycf_check(session->tracker, &problems);
	if (status == YCF_OK)
		say(session, "%s is sound", session_file(session));
	if (status == YCF_OK)
		say_specimen(session, session_file(session));
	if (status != YCF_DAMAGED || problems < 2)
		return status;
	complain("%s (the first of %" PRId64 " problems)", ycf_message(session->tracker), problems);
	session->complained = true;
	return status;
}
