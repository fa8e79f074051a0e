/* From the cells of a row to the fields of a record. */
#ifndef YCF_EXCHANGE_ROW_VALUE_H
#define YCF_EXCHANGE_ROW_VALUE_H

#include "exchange/import_row.h"

/* A value on its way from a cell to a field. */
struct value {
	const char *text;
	size_t length;
};

/* Note a problem of the present row. */
void row_reject(struct row_import *import, const char *text);
/* Note the library's message as a problem of the row, if it is of the row's
   making; other statuses are given back. */
ycf_status row_reject_message(struct row_import *import, ycf_status status);

/* The first of a field's entries that gives a value: NULL where none does. */
const struct entry *row_field_value(struct row_import *import, const struct map_field *field,
                                    bool adding, struct value *value);
ycf_status row_read_value(struct row_import *import, const struct map_field *field,
                          const struct entry *entry, const struct value *value,
                          struct ycf_record *record);
/* Fill the record with what the row says; `adding` tells whether it is new. */
ycf_status row_read_fields(struct row_import *import, const struct map_noun *noun, bool adding,
                           struct ycf_record *record);

#endif
