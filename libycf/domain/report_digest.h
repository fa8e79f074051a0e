/* What a report says, in few letters: the same for the same report in whatever
   form it came. */
#ifndef YCF_DOMAIN_REPORT_DIGEST_H
#define YCF_DOMAIN_REPORT_DIGEST_H

#include "base/sha256.h"
#include "domain/report_run.h"

enum { REPORT_DIGEST_SIZE = SHA256_TEXT };

ycf_status report_digest(struct report_run *run, const struct reported *reported,
                         struct arena *arena, char digest[REPORT_DIGEST_SIZE]);

#endif
