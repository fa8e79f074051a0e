/* Awards held, and their end. */
#ifndef YCF_DOMAIN_AWARD_H
#define YCF_DOMAIN_AWARD_H

#include "domain/record.h"

/* End every award that the setting still holds. */
ycf_status award_end_held(struct ycf_tracker *tracker, int64_t setting, ycf_date on,
                          enum end_reason reason);

/* Make an award record ready to be stored: ready it is or recorded from
   elsewhere, its code, its term, what is frozen in it; an award held until now
   is ended. */
ycf_status award_prepare(struct ycf_record *award);

/* The award that this one superseded is held again: for when this one is removed. */
ycf_status award_reopen(struct ycf_tracker *tracker, const struct award *award);
/* Refuse an edit of what the decision rested on. */
ycf_status award_check_edit(struct ycf_tracker *tracker, const struct award *award);

#endif
