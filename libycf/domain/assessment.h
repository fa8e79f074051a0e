/* An assessment and its ratings, stored together or not at all. */
#ifndef YCF_DOMAIN_ASSESSMENT_H
#define YCF_DOMAIN_ASSESSMENT_H

#include "domain/record.h"

/* Store the assessment; on YCF_OK, rate, then end it with the status so far. */
ycf_status assessment_begin(struct ycf_record *record);
ycf_status assessment_rate(struct ycf_record *record, const char *code, const char *level,
                           const char *commentary);
/* The same of a standard, for those of its criteria that were not rated yet. */
ycf_status assessment_rate_rest(struct ycf_record *record, const char *code, const char *level,
                                const char *commentary);
/* Rate a criterion as it was before, with the commentary of then or, if not NULL, this one.  No
   reason is asked for what stands already. */
ycf_status assessment_repeat(struct ycf_record *record, const struct answer *answer,
                             const char *commentary);
/* Who made a self-assessment, if it is the lead, is confirmed in post. */
ycf_status assessment_end(struct ycf_record *record, ycf_status status);

#endif
