/* What happened to a setting and what belongs to it, in order. */
#ifndef YCF_DOMAIN_HISTORY_H
#define YCF_DOMAIN_HISTORY_H

#include "domain/nouns.h"

ycf_status history_sql(struct buffer *sql, struct message *message);

#endif
