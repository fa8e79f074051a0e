/* A document in HTML: the pieces of a layout one after the other. */
#ifndef YCF_DOCUMENT_HTML_H
#define YCF_DOCUMENT_HTML_H

#include "base/file.h"
#include "document/compose.h"

/* Failed writes stay with the output. */
ycf_status html_write(const struct compose *compose, struct output *output);

#endif
