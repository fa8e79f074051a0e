/* XML as it streams by, under limits: 64 deep, a tag or comment at most 1 MB, and no document
   type, so that no entities can be declared.  The only file that knows expat is xml.c. */
#ifndef YCF_FORMAT_XML_H
#define YCF_FORMAT_XML_H

#include <stddef.h>

#include "base/message.h"

/* A name is NAMESPACE|LOCAL, or LOCAL where it has none; attributes are names and values in turn,
   NULL-ended.  Text may come in pieces.  What is not YCF_OK ends the reading. */
struct xml_handler {
	ycf_status (*start)(void *context, const char *name, const char *const *attributes);
	ycf_status (*end)(void *context, const char *name);
	ycf_status (*text)(void *context, const char *text, size_t length);
};

struct xml_parser;

/* `path` and `part` are for messages: a file, and the part of it that this is. */
ycf_status xml_open(const struct xml_handler *handler, void *context, const char *path,
                    const char *part, struct message *message, struct xml_parser **parser);
/* An archive_sink. */
ycf_status xml_feed(void *parser, const char *data, size_t length);
/* No more comes. */
ycf_status xml_end(struct xml_parser *parser);
void xml_close(struct xml_parser *parser);         /* NULL is fine */

#endif
