/* The record that a row's keys name. */
#ifndef YCF_EXCHANGE_ROW_KNOWN_H
#define YCF_EXCHANGE_ROW_KNOWN_H

#include "exchange/import_row.h"

/* *known stays NULL where there is none; keys of two different records are a
   problem of the row. */
ycf_status row_find_known(struct row_import *import, size_t index, const void *row,
                          void **known);
/* Note it where the known record stood in the file before. */
ycf_status row_check_twice(struct row_import *import, const struct row *known);

#endif
