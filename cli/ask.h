/* Asking for the records of a noun as the line wishes: format, columns, file. */
#ifndef YCF_CLI_ASK_H
#define YCF_CLI_ASK_H

#include "session.h"

struct question {
	const char *noun;
	const char *const *terms;
	const char *columns;      /* separated by commas; NULL: those for people, or all */
	const char *nothing;      /* what is said of an empty list */
};

ycf_status ask_answer(struct session *session, const struct question *question);
/* Whether a list was asked for rather than what people read. */
bool ask_wants_list(const struct session *session);

#endif
