/* Jansson, for those who make and take JSON: format/json_*.c and, in exchange/, the files of the
   page. */
#ifndef YCF_FORMAT_JSON_H
#define YCF_FORMAT_JSON_H

#include <jansson.h>

#include "base/memory.h"

/* Write a value where HTML may stand around it: every < as \u003c.  False: no memory. */
bool json_write_safe(const json_t *value, struct buffer *out);

#endif
