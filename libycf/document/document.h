/* A page drawn from a layout file and a list of named values. */
#ifndef YCF_DOCUMENT_DOCUMENT_H
#define YCF_DOCUMENT_DOCUMENT_H

#include "base/file.h"
#include "base/message.h"

/* What `{name}` in a layout's text stands for: {"setting.name", "Elm Tree
   Primary"}.  NULL or empty text: the value is absent, for `if:`. */
struct document_value {
	const char *name;
	const char *text;
};

/* Draw the layout file with these values as a PDF.  Placeholders must be
   among the values' names; a character that no installed font can draw is an
   error that names it.  The same layout and values give the same bytes. */
ycf_status document_draw(const char *layout_path,
                         const struct document_value *values, size_t count,
                         struct output *output, struct message *message);

#endif
