/* What a setting reported of itself, whatever file it came in, and how it is
   stored. */
#ifndef YCF_DOMAIN_REPORT_H
#define YCF_DOMAIN_REPORT_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* An answer: to a criterion, or to a standard, where it counts for those of its criteria that
   have no answer of their own. */
struct reported_rating {
	const char *code;
	const char *level;             /* its code or title, whatever the case; NULL where unchanged */
	const char *commentary;        /* or NULL */
	bool unchanged;                /* as it was last reported: level and commentary */
};

struct reported_evidence {
	const char *code;              /* of the standard or criterion that it speaks to */
	const char *title, *kept_at;
	ycf_date dated;                /* 0: none */
};

struct reported_remark {
	int64_t number;                /* the action's within the plan */
	unsigned state;                /* enum remark_state; 0 is a problem, and told */
	const char *note;              /* or NULL */
};

/* Empty texts are as good as NULL.  What is asked of a text (UTF-8, length) is asked here. */
struct reported {
	int64_t setting;
	const char *mark, *edition;    /* the framework's code and edition that the form was made for */
	ycf_date made;                 /* the day the form was made; 0: not known */
	ycf_date date;                 /* the day it was filled in */
	unsigned form;                 /* enum form */
	const char *reporter;
	unsigned lead_in_post;         /* enum yes_no; 0: not answered */
	const char *proposed_lead, *proposed_email, *proposed_telephone;
	const char *note;
	const struct reported_rating *ratings;
	size_t rating_count;
	const struct reported_evidence *evidence;
	size_t evidence_count;
	const struct reported_remark *remarks;
	size_t remark_count;
};

/* What is wrong with a report, or worth saying of it. */
struct finding {
	const struct finding *next;
	bool warning;                  /* it does not hinder */
	const char *at;                /* "standard 1", "criterion 1.1", "action 3"; "": the whole */
	const char *field;             /* "level", "commentary", "kept_at" ...; "": none */
	const char *text;
};

/* In the order in which they were found. */
struct findings {
	struct arena *arena;           /* the caller's, for the texts */
	struct finding *first, *last;
	size_t problems, warnings;     /* how many */
};

/* Reports that are read in one go, in a transaction of the caller's.  settings: that of each
   report, 0 and one that is not there among them; undone: the transaction is going to be undone,
   so that what nobody asks for need not be written. */
struct report_run;
ycf_status report_run_begin(struct ycf_tracker *tracker, const int64_t *settings, size_t count,
                            bool undone, struct report_run **run);
void report_run_end(struct report_run *run);                /* NULL is fine */

/* Hold a report against the tracker and store it, in a step that can be undone by itself:
   evidence that is not there yet, the self-assessment with its ratings, the lead confirmed, the
   remarks, and the report with its digest.  All that is wrong is found, not the first thing only;
   then nothing is stored.  *outcome: YCF_ADDED; YCF_UNCHANGED (this very report is stored already,
   and nothing else was looked at); YCF_REJECTED (there are problems among the findings).  Other
   than YCF_OK are only errors of the machine. */
ycf_status report_store(struct report_run *run, const struct reported *reported,
                        struct findings *findings, ycf_count *outcome);

#endif
