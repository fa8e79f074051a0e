#include "session.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

enum { EXIT_RULE = 1, EXIT_USAGE = 2, EXIT_MACHINE = 3, EXIT_STOPPED = 130 };

/* ---- words and options ---- */

const char *session_word(const struct session *session, size_t index)
{
	return index < session->line->word_count ? session->line->words[index] : NULL;
}

ycf_date session_date(const struct session *session, const char *option)
{
	const char *text = line_value(session->line, option);
	return text != NULL ? ycf_date_read(text, NULL) : 0;
}

const char *session_day(struct session *session)
{
	ycf_date on = session_date(session, "on");
	ycf_date_write_people(on != 0 ? on : ycf_date_today(), session->day);
	return session->day;
}

const char *session_setting(struct session *session, const char *key)
{
	ycf_record_free(session->setting);
	session->setting = NULL;
	if (ycf_get(session->tracker, "setting", key, &session->setting) != YCF_OK)
		return key;
	return ycf_record_text(session->setting, "name");
}

ycf_status session_noun(struct session *session, const char *noun)
{
	const char *names[64];
	size_t count = 0;
	if (ycf_noun_help(noun) != NULL)
		return YCF_OK;
	while (count < 64 && (names[count] = ycf_noun_name(count)) != NULL)
		count++;
	const char *nearest = nearest_name(noun, names, count);
	if (nearest == NULL)
		return misuse(session, "there is no noun '%s'; `ycf fields` lists them", noun);
	return misuse(session, "there is no noun '%s'; did you mean '%s'?", noun, nearest);
}

const char *record_known_by(const ycf_record *record)
{
	const char *name = ycf_record_text(record, "name");
	if (name == NULL)
		name = ycf_record_label(record, "id");
	return name != NULL ? name : "";
}

ycf_status session_fill(struct session *session, ycf_record *record)
{
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < session->line->given_count && status == YCF_OK; i++) {
		const struct given *given = &session->line->given[i];
		if (given->option->field != NULL)
			status = ycf_record_set(record, given->option->field, given->value);
	}
	return status;
}

ycf_status session_fill_words(struct session *session, size_t first, ycf_record *record)
{
	ycf_status status = YCF_OK;
	for (size_t i = first; i < session->line->word_count && status == YCF_OK; i++) {
		const char *word = session->line->words[i], *equals = strchr(word, '=');
		if (equals == NULL)
			return misuse(session, "'%s' sets no field; write FIELD=VALUE", word);
		char *field = strndup(word, (size_t)(equals - word));
		status = field == NULL ? YCF_MEMORY : ycf_record_set(record, field, equals + 1);
		free(field);
	}
	return status;
}

/* A day that cannot be is wrong data; it is told before anything is touched. */
static ycf_status check_dates(struct session *session)
{
	for (size_t i = 0; i < session->line->given_count; i++) {
		const struct given *given = &session->line->given[i];
		const char *why = NULL;
		if (given->option->argument == NULL ||
		    strcmp(given->option->argument, DATE_ARGUMENT) != 0 ||
		    ycf_date_read(given->value, &why) != 0)
			continue;
		complain("--%s '%s' %s", given->option->name, given->value, why);
		session->complained = true;
		return YCF_INVALID;
	}
	return YCF_OK;
}

/* ---- speaking ---- */

void say(struct session *session, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vfprintf(session->saying, format, arguments);
	va_end(arguments);
	fputs("\n", session->saying);
}

ycf_status misuse(struct session *session, const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	complain("%s", length < 0 ? "there is not enough memory" : text);
	if (length >= 0)
		free(text);
	session->complained = true;
	return YCF_MISUSE;
}

/* The library's message, with the field that it is about unless it names that
   already. */
static void complain_of(const struct session *session, ycf_status status)
{
	const char *text = ycf_message(session->tracker);
	const char *field = ycf_message_field(session->tracker);
	if (text[0] == '\0')
		text = ycf_status_text(status);
	if (field[0] != '\0' && strstr(text, field) != NULL)
		field = "";
	complain("%s%s%s", field, field[0] != '\0' ? ": " : "", text);
}

static int exit_code(ycf_status status)
{
	if (status == YCF_CANCELLED)
		return EXIT_STOPPED;
	if (status >= YCF_BUSY)
		return EXIT_MACHINE;
	if (status == YCF_MISUSE)
		return EXIT_USAGE;
	return status == YCF_OK ? EXIT_SUCCESS : EXIT_RULE;
}

/* ---- the tracker ---- */

const char *session_file(struct session *session)
{
	const char *file = line_value(session->line, "tracker");
	if (file == NULL)
		file = getenv("YCF_TRACKER");
	if (file != NULL && file[0] != '\0')
		return file;
	misuse(session, "no tracker is named; give -t FILE or set YCF_TRACKER");
	return NULL;
}

ycf_status session_open(struct session *session, unsigned flags)
{
	const char *file = session_file(session);
	if (file == NULL)
		return YCF_MISUSE;
	if (line_has(session->line, "shared-folder"))
		flags |= YCF_SHARED_FOLDER;
	ycf_status status = ycf_open(session->tracker, file, flags);
	/* Any file that cannot be opened is the machine's matter. */
	return status == YCF_NOT_FOUND ? YCF_UNREADABLE : status;
}

static ycf_status name_the_actor(struct session *session)
{
	const char *by = line_value(session->line, "by");
	if (by == NULL)
		by = getenv("YCF_BY");
	ycf_status status = ycf_set_source(session->tracker, "program");
	return status == YCF_OK ? ycf_set_actor(session->tracker, by) : status;
}

/* ---- running ---- */

static ycf_status run_with_reason(struct session *session, const char *reason)
{
	ycf_status status = ycf_begin(session->tracker, reason);
	if (status != YCF_OK)
		return status;
	status = session->line->command->run(session);
	progress_end(&session->progress);
	if (status == YCF_OK)
		return ycf_commit(session->tracker);
	if (!session->complained)
		complain_of(session, status);
	session->complained = true;
	ycf_rollback(session->tracker);
	return status;
}

static ycf_status run_command(struct session *session)
{
	const struct command *command = session->line->command;
	const char *reason = line_value(session->line, "reason");
	ycf_status status = check_dates(session);
	if (status == YCF_OK)
		status = name_the_actor(session);
	if (status == YCF_OK && command->opens != OPENS_NOTHING)
		status = session_open(session, 0);
	if (status != YCF_OK)
		return status;
	/* What asks somebody line by line keeps nobody else waiting meanwhile. */
	if (command->opens == OPENS_TO_WRITE && reason != NULL &&
	    !line_has(session->line, "start-from"))
		return run_with_reason(session, reason);
	status = command->run(session);
	if (status == YCF_UNREADABLE && !line_has(session->line, "output") &&
	    terminal_reader_has_gone())
		session->complained = true;
	return status;
}

static void session_end(struct session *session)
{
	ycf_record_free(session->setting);
	ycf_free(session->tracker);
	if (session->saying != NULL)
		fclose(session->saying);
	free(session->said);
}

int session_run(const struct line *line)
{
	struct session session = {.line = line, .tracker = ycf_new()};
	session.saying = open_memstream(&session.said, &session.said_length);
	if (session.tracker == NULL || session.saying == NULL) {
		complain("there is not enough memory; close other programs and try again");
		session_end(&session);
		return EXIT_MACHINE;
	}
	progress_start(&session.progress, line->command->name);
	if (line->command->opens == OPENS_TO_WRITE || line_has(line, "output") ||
	    line_has(line, "folder") || line_has(line, "combined"))
		progress_take_signals();
	ycf_set_progress(session.tracker, progress_show, &session.progress);
	ycf_status status = run_command(&session);
	progress_end(&session.progress);
	if (status != YCF_OK && !session.complained)
		complain_of(&session, status);
	fflush(session.saying);
	if (status == YCF_OK)
		print_lines(stdout, session.said);
	session_end(&session);
	return exit_code(status);
}
