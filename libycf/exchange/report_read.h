/* A self-report that came back, while it is read: one struct, whatever file it came in. */
#ifndef YCF_EXCHANGE_REPORT_READ_H
#define YCF_EXCHANGE_REPORT_READ_H

#include "domain/report.h"

struct returned {
	const char *path;
	struct arena *arena;                  /* owns all of it */
	struct message *message;
	const char *tracker, *setting;        /* the tokens of what it was made for; NULL: not said */
	struct reported reported;
	struct reported_rating *ratings;
	struct reported_evidence *evidence;
	struct reported_remark *remarks;
	size_t rating_room, evidence_room, remark_room;
	struct findings findings;
	bool bad_day;                         /* the report's own day was told as a problem */
};

/* What is wrong or left out, in its order.  `at` and `field` as struct finding has them. */
void returned_problem(struct returned *returned, const char *at, const char *field,
                      const char *format, ...) __attribute__((format(printf, 4, 5)));
void returned_warn(struct returned *returned, const char *at, const char *field,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));

/* "standard 1" or "criterion 1.1"; NULL: no memory. */
const char *returned_place(struct returned *returned, const char *code, bool criterion);

/* Texts must live as long as the arena.  YCF_OK or YCF_MEMORY. */
ycf_status returned_rate(struct returned *returned, struct reported_rating rating);
ycf_status returned_evidence(struct returned *returned, struct reported_evidence evidence);
ycf_status returned_remark(struct returned *returned, struct reported_remark remark);
/* A day as somebody wrote it; what is none is a problem, and 0. */
ycf_date returned_day(struct returned *returned, const char *at, const char *field,
                      const char *text);

/* Read a file of each kind.  What is wrong with what it says is a finding; not YCF_OK is what
   hinders reading it at all. */
ycf_status returned_read_json(struct returned *returned);
ycf_status returned_read_csv(struct returned *returned);
ycf_status returned_read_book(struct returned *returned);

#endif
