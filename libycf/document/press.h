/* A layout with all that is kept from one document to the next: its fonts and
   pictures.  Documents come off it one to a file, or many in one. */
#ifndef YCF_DOCUMENT_PRESS_H
#define YCF_DOCUMENT_PRESS_H

#include "base/file.h"
#include "document/values.h"

struct press;

/* Read a layout file for that kind of document.  The message is used by every
   later call. */
ycf_status press_open(const char *path, enum document_kind kind, struct message *message,
                      struct press **press);
void press_free(struct press *press);          /* NULL is fine */

enum document_kind press_kind(const struct press *press);
/* Whether each font of the layout has a family that is installed. */
ycf_status press_check_fonts(struct press *press);
/* Whether all that is printed from now on says that it is a specimen. */
void press_mark(struct press *press, bool specimen);
const char *press_ending(const struct press *press);   /* "pdf", "svg", "html" */
/* Refuse to write over the layout itself.  Errors: YCF_REFUSED. */
ycf_status press_spare(const struct press *press, const char *path);
/* Enlarge or reduce to a paper size ("A3") of the same proportions. */
ycf_status press_paper(struct press *press, const char *size);

/* One document, whole.  Errors: YCF_INVALID (a name that is not known or a text
   that does not fit, with the layout's line; a text that cannot be drawn). */
ycf_status press_print(struct press *press, const struct values *values,
                       struct output *output);

/* Many documents in one file (PDF only): add each, then finish.  A failed add
   leaves out that document alone. */
ycf_status press_add(struct press *press, const struct values *values);
ycf_status press_finish(struct press *press, const char *title, struct output *output);

#endif
