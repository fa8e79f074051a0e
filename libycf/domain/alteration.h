/* What was added, edited or removed since a moment. */
#ifndef YCF_DOMAIN_ALTERATION_H
#define YCF_DOMAIN_ALTERATION_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* The SQL that gives the rows altered after the time :since. */
ycf_status alteration_sql(struct buffer *sql, struct message *message);
/* The moment that a day, a time or a change's token means: what is later than
   it was altered since. */
ycf_status alteration_since(struct ycf_tracker *tracker, const char *text, int64_t *since);

#endif
