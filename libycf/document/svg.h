/* A canvas that is one SVG picture, its letters drawn as outlines so that it
   looks the same wherever it is shown. */
#ifndef YCF_DOCUMENT_SVG_H
#define YCF_DOCUMENT_SVG_H

#include "base/file.h"
#include "document/canvas.h"

struct svg;

/* `title` names the picture and `description` says in words what it shows, for
   those who do not see it; `language` as in en-GB.  These texts, the faces and
   the message are used by every later call. */
ycf_status svg_new(const struct faces *faces, const char *title, const char *description,
                   const char *language, struct message *message, struct svg **svg);
struct canvas *svg_canvas(struct svg *svg);
void svg_free(struct svg *svg);                /* NULL is fine */
/* Failed writes stay with the output. */
ycf_status svg_save(struct svg *svg, struct output *output);

#endif
