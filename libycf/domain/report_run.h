/* What a run of reports asks once and keeps: nothing that it rests on changes meanwhile. */
#ifndef YCF_DOMAIN_REPORT_RUN_H
#define YCF_DOMAIN_REPORT_RUN_H

#include "domain/derived.h"
#include "domain/edition.h"
#include "domain/report.h"

struct kept_edition {
	struct kept_edition *next;
	struct framework framework;
	struct edition edition;        /* its parts */
};

/* The levels of every edition of a mark, in their order. */
struct kept_levels {
	struct kept_levels *next;
	const char *mark;
	struct edition levels;         /* nothing but its levels is there */
};

struct report_run {
	struct ycf_tracker *tracker;
	struct arena *arena;
	bool undone;                   /* all of it is going to be undone */
	int64_t *settings;             /* of each report, in order */
	size_t setting_count;
	const struct judged *judged;   /* by setting */
	size_t judged_count;
	struct kept_edition *editions;
	struct kept_levels *levels;
};

/* The edition of the mark by which the setting is judged today; NULL: the mark is not loaded. */
ycf_status run_edition(struct report_run *run, int64_t setting, const char *mark,
                       const struct kept_edition **edition);
ycf_status run_levels(struct report_run *run, const char *mark, const struct edition **levels);
/* Whether what a report of this setting says is asked for by a later report of the run, or
   stays. */
bool run_asks_again(const struct report_run *run, int64_t setting);

#endif
