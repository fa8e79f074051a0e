/* An assessment and its ratings, stored together or not at all. */
#ifndef YCF_DOMAIN_ASSESSMENT_H
#define YCF_DOMAIN_ASSESSMENT_H

#include "domain/record.h"

/* Store the assessment; on YCF_OK, rate, then end it with the status so far. */
ycf_status assessment_begin(struct ycf_record *record);
ycf_status assessment_rate(struct ycf_record *record, const char *code, const char *level,
                           const char *commentary);
ycf_status assessment_end(struct ycf_record *record, ycf_status status);

#endif
