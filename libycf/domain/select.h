/* Cursors, for those who ask from inside. */
#ifndef YCF_DOMAIN_SELECT_H
#define YCF_DOMAIN_SELECT_H

#include "domain/nouns.h"
#include "domain/record.h"
#include "domain/tracker.h"

struct ycf_cursor {
	struct ycf_tracker *tracker;
	struct rows *rows;
	struct ycf_record *record;
	const struct field **columns;   /* what was asked for; NULL: all */
	size_t column_count;
	int64_t count;               /* given so far */
	bool done;                   /* there are no more */
	ycf_status failed;           /* in the middle of it: it is at its end with that */
	struct message failure;
	struct ycf_record *block;    /* of ycf_cursor_block() */
	const ycf_record **blocked;  /* each of them */
	size_t room;                 /* for so many */
};

/* How many records it gives in all, where that is known; else ROWS_UNCOUNTED. */
int64_t cursor_total(const struct ycf_cursor *cursor);

/* What is computed of one setting, judged by one edition (0: the setting's
   own). */
ycf_status select_judged(struct ycf_tracker *tracker, const struct noun *noun, int64_t setting,
                         int64_t framework, ycf_date as_of, struct ycf_cursor **cursor);

#endif
