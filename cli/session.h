/* One run of a command: its line, its tracker, and what it has to say. */
#ifndef YCF_CLI_SESSION_H
#define YCF_CLI_SESSION_H

#include "options.h"
#include "print.h"
#include "terminal.h"
#include "ycf.h"

enum { DAY_SIZE = 32 };   /* of a day written for people */

struct session {
	const struct line *line;
	ycf_tracker *tracker;
	ycf_record *setting;     /* whose name was asked for */
	FILE *saying;            /* said once the change is kept */
	char *said;
	size_t said_length;
	char day[DAY_SIZE];
	struct progress progress;
	bool complained;
};

/* Run the command of a line; returns the program's exit status. */
int session_run(const struct line *line);

ycf_status session_open(struct session *session, unsigned flags);
/* The file that holds the tracker; NULL after a complaint. */
const char *session_file(struct session *session);

/* A word of the line; NULL: not there. */
const char *session_word(const struct session *session, size_t index);
/* The day of a DATE option; 0 where it is not given. */
ycf_date session_date(const struct session *session, const char *option);
/* The day of --on for people, today where it is not given. */
const char *session_day(struct session *session);
/* The name of the setting that a key names; the key itself where none is found. */
const char *session_setting(struct session *session, const char *key);

/* Whether a noun is one; a complaint with the nearest one where it is not. */
ycf_status session_noun(struct session *session, const char *noun);
/* What people know a record by: its name, where it has one. */
const char *record_known_by(const ycf_record *record);

/* Set the fields that options of the line are for. */
ycf_status session_fill(struct session *session, ycf_record *record);
/* Set a field from the line's words FIELD=VALUE, from `first` on. */
ycf_status session_fill_words(struct session *session, size_t first, ycf_record *record);

/* A line for stdout, printed when the command has succeeded. */
void say(struct session *session, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The command line is wrong: complain, and return YCF_MISUSE. */
ycf_status misuse(struct session *session, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
