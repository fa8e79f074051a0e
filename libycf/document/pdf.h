/* A canvas that is a PDF: tagged in the shape of PDF/UA-1, fonts embedded and
   cut down to what is used.  The same drawing gives the same bytes. */
#ifndef YCF_DOCUMENT_PDF_H
#define YCF_DOCUMENT_PDF_H

#include "base/file.h"
#include "document/canvas.h"

struct pdf;

/* Pictures and lasting paths as PDFs hold them, each made ready once.  The
   images and paths must live as long. */
struct pdf_pictures;

struct pdf_pictures *pdf_pictures_new(void);           /* NULL: out of memory */
void pdf_pictures_free(struct pdf_pictures *pictures); /* NULL is fine */

/* `language` as in en-GB.  The faces and the message are used by every later
   call; an image drawn must live until the document is freed. */
ycf_status pdf_new(struct faces *faces, const char *title, const char *language,
                   struct message *message, struct pdf **pdf);
/* Take pictures from those that other documents have used, which must outlive
   this one; before any is drawn. */
void pdf_use_pictures(struct pdf *pdf, struct pdf_pictures *pictures);
ycf_status pdf_title(struct pdf *pdf, const char *title);      /* another one */
struct canvas *pdf_canvas(struct pdf *pdf);
void pdf_free(struct pdf *pdf);                /* NULL is fine */
/* Embed the fonts, write the document: the last that is done with it.  Failed
   writes stay with the output. */
ycf_status pdf_save(struct pdf *pdf, struct output *output);

#endif
