/* A table of a flow: a row of headings, and a row for each of a list's. */
#ifndef YCF_DOCUMENT_TABLE_H
#define YCF_DOCUMENT_TABLE_H

#include "document/walk.h"

struct set_table;

ycf_status table_set(const struct compose *compose, const struct layout_element *element,
                     struct set_table **table);
/* What must be left on a page for it to begin there: its headings and first
   row, or all of it. */
double table_least(const struct walk *walk, const struct set_table *table);
/* Draw it from the walk's place on, over as many pages as it takes, its
   headings on each. */
ycf_status table_walk(struct walk *walk, const struct set_table *table);

#endif
