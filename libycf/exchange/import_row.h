/* One row of a file becomes records. */
#ifndef YCF_EXCHANGE_IMPORT_ROW_H
#define YCF_EXCHANGE_IMPORT_ROW_H

#include "domain/record.h"
#include "exchange/column_map.h"
#include "exchange/heading.h"
#include "exchange/problems.h"

enum outcome {
	OUTCOME_ADDED, OUTCOME_UPDATED, OUTCOME_UNCHANGED, OUTCOME_REJECTED, OUTCOME_SKIPPED
};

/* What an import needs for its rows. */
struct row_import {
	struct ycf_tracker *tracker;
	struct column_map *map;
	const char *path;                    /* of the file, for messages */
	const struct headings *headings;
	struct problems *problems;
	const struct filter *where;          /* conditions of --where: all must hold to add */
	size_t where_count;
	struct arena *arena;                 /* of the present row; reset between rows */
	struct rows *lookups[5][MAP_KEYS];   /* for each noun of the map and each key */
	int64_t made[5];                     /* the id of each noun's record of this row */
	const struct csv_row *row;
	bool in_own_transaction;
	int64_t added;                       /* rows so far */
	int64_t keyless;                     /* added rows that nothing is known by */
	bool rejected;                       /* the present row has a problem */
	bool expects_new;                    /* the rows so far make it likely that the next is new */
	bool trying;                         /* to add a row unseen: problems are not told yet */
	bool started;
};

/* Store what a row says. A problem of the row is noted and gives
   OUTCOME_REJECTED with YCF_OK; other statuses end the import. */
ycf_status import_row(struct row_import *import, const struct csv_row *row, enum outcome *outcome);
void import_row_end(struct row_import *import);

/* Whether a cell meets a filter. */
bool filter_holds(const struct filter *filter, const struct csv_row *row);

#endif
