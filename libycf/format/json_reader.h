/* A JSON file read whole, under limits. */
#ifndef YCF_FORMAT_JSON_READER_H
#define YCF_FORMAT_JSON_READER_H

#include "base/message.h"
#include "format/json.h"

/* At most 4 MB, 100,000 values and 16 deep; UTF-8, with or without a byte order mark; no name
   twice in an object, no NUL in a text. json_decref() it. */
ycf_status json_read(const char *path, struct message *message, json_t **value);

#endif
