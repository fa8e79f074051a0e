/* External ids as keys of a row: of its settings and leads. */
#ifndef YCF_EXCHANGE_ROW_EXTERNAL_H
#define YCF_EXCHANGE_ROW_EXTERNAL_H

#include "exchange/import_row.h"

/* Whether the file has columns for external ids of this noun. */
bool row_has_external(const struct map_noun *noun);
/* How many the row gives, and the record that they name: *known stays NULL
   where there is none. */
ycf_status row_find_external(struct row_import *import, const struct map_noun *noun,
                             size_t *given, void **known);
/* Give the record of that id those that it does not have yet; *added tells that
   there was one. */
ycf_status row_give_external(struct row_import *import, const struct map_noun *noun, int64_t id,
                             bool *added);
/* The row's keys belong to two records. */
ycf_status row_refuse_two(struct row_import *import, const struct map_noun *noun,
                          const void *first, const void *second);

#endif
