/* Whether a setting is ready for the award, condition by condition. */
#ifndef YCF_DOMAIN_READINESS_H
#define YCF_DOMAIN_READINESS_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* What is not met, in words, joined by "; "; nothing where all is. */
ycf_status readiness_reasons(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                             ycf_date as_of, struct buffer *reasons);

#endif
