/* Going through what somebody else answered, one by one. */
#ifndef YCF_CLI_ANSWERS_H
#define YCF_CLI_ANSWERS_H

#include "session.h"

/* Show each answer of the source that --start-from names, have it confirmed, changed or left
   out, and store the assessment with what was confirmed or changed. */
ycf_status answers_go_through(struct session *session, ycf_record *assessment);

#endif
