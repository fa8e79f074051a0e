/* An assessment and its ratings, stored together or not at all. */
#ifndef YCF_DOMAIN_ASSESSMENT_H
#define YCF_DOMAIN_ASSESSMENT_H

#include "domain/edition.h"
#include "domain/record.h"

/* What a set of ratings needs while it is stored. */
struct occasion {
	struct ycf_tracker *tracker;
	const struct assessment *assessment;
	struct arena *arena;
	const struct edition *edition; /* that it is rated against */
	bool *rated;                   /* of each criterion of the edition, and one that is not its */
	bool unwritten;                /* it is going to be undone, and nobody asks for its ratings */
};

/* Store the assessment; on YCF_OK, rate, then end it with the status so far. */
ycf_status assessment_begin(struct ycf_record *record);
/* For the assessment that has begun, of which nothing is rated yet; the edition is read where it
   is NULL. */
ycf_status occasion_begin(struct occasion *occasion, struct ycf_record *record,
                          const struct edition *edition);
bool assessment_rated(const struct occasion *occasion, int64_t criterion);
ycf_status assessment_rate(struct occasion *occasion, const char *code, const char *level,
                           const char *commentary);
/* The same of a standard, for those of its criteria that were not rated yet. */
ycf_status assessment_rate_rest(struct occasion *occasion, const char *code, const char *level,
                                const char *commentary);
/* Rate a criterion as it was before, with the commentary of then or, if not NULL, this one.  No
   reason is asked for what stands already. */
ycf_status assessment_repeat(struct occasion *occasion, const struct answer *answer,
                             const char *commentary);
/* Who made a self-assessment, if it is the lead, is confirmed in post. */
ycf_status assessment_end(struct ycf_record *record, ycf_status status);

#endif
