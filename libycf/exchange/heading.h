/* The row of headings of a file, held against a column map. */
#ifndef YCF_EXCHANGE_HEADING_H
#define YCF_EXCHANGE_HEADING_H

#include "exchange/column_map.h"
#include "exchange/problems.h"
#include "format/csv_reader.h"

struct headings {
	char **names;             /* as the file has them */
	size_t count;
	int64_t row;              /* which record they were; 0: a file without any */
};

/* The column that an import adds to the rows it rejected. */
extern const char rejected_heading[];

/* Read up to the row of headings, past title rows, and settle where the map's
   columns stand. Refuses what lacks a required column, has one twice, or holds
   pupils' records. Columns that nobody asked for are warned of. */
ycf_status headings_find(struct csv_reader *reader, struct column_map *map, const char *path,
                         struct arena *arena, struct problems *problems,
                         struct message *message, struct headings *headings);

/* Whether a heading is of a column that holds records of single children, which this
   register never keeps. */
bool heading_is_of_pupils(const char *name);

/* The column of that heading, or -1. */
int headings_column(const struct headings *headings, const char *name);

/* Whether a row is the headings again. */
bool headings_repeat(const struct headings *headings, const struct csv_row *row);

#endif
