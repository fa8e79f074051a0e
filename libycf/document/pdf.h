/* A PDF of one page: fonts, text, lines, boxes.  Points (1/72 inch) from the
   bottom left, as PDF has it.  The only file that knows libharu is pdf.c. */
#ifndef YCF_DOCUMENT_PDF_H
#define YCF_DOCUMENT_PDF_H

#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "base/message.h"

struct pdf;

struct pdf_colour {
	float red, green, blue;        /* 0 to 1 */
};

/* The message is used by every later call too. */
ycf_status pdf_new(double width, double height, struct message *message, struct pdf **pdf);
void pdf_free(struct pdf *pdf);                /* NULL is fine */

ycf_status pdf_title(struct pdf *pdf, const char *title);
ycf_status pdf_language(struct pdf *pdf, const char *language);

/* Embed a TrueType file held in memory; `characters` are all those it will
   draw, rising.  *font is its number for pdf_text. */
ycf_status pdf_embed(struct pdf *pdf, const unsigned char *data, size_t length,
                     const uint32_t *characters, size_t count, unsigned *font);

struct pdf_type {
	unsigned font;
	double size;
	double spacing;                /* points added after each character */
	struct pdf_colour colour;
};

/* Text from a point of its base line on. */
ycf_status pdf_text(struct pdf *pdf, const struct pdf_type *type, double x, double y,
                    const char *text);

ycf_status pdf_line(struct pdf *pdf, double x, double y, double to_x, double to_y,
                    double thickness, struct pdf_colour colour);

struct pdf_box {
	double x, y, width, height;    /* of the bottom left corner */
	double radius;
	double thickness;              /* of the outline */
	const struct pdf_colour *fill, *stroke;        /* NULL: none */
};

ycf_status pdf_box(struct pdf *pdf, const struct pdf_box *box);

/* Write the document; failed writes stay with the output. */
ycf_status pdf_save(struct pdf *pdf, struct output *output);

#endif
