/* Who holds a setting's posts. */
#ifndef YCF_DOMAIN_LEAD_H
#define YCF_DOMAIN_LEAD_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* Who holds the role on that day: YCF_ROW, or YCF_DONE where nobody does. */
ycf_status lead_in_role(struct ycf_tracker *tracker, int64_t setting, unsigned role,
                        ycf_date on, struct arena *arena, struct lead *lead);
/* Confirm the designated lead in post, if it is they who are named. */
ycf_status lead_confirm_named(struct ycf_tracker *tracker, int64_t setting, const char *name,
                              ycf_date on);
/* Whoever held the lead's role in the setting until now ends the day before. */
ycf_status lead_succeed(struct ycf_tracker *tracker, const struct lead *lead);

#endif
