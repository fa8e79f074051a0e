/* libharu, and what the files that draw with it share.  Only pdf*.c include this,
   and nothing else includes libharu's headers.  Its pages, dictionaries, streams
   and cross-reference table are used; what stands in an object is text of ours,
   and so is what is drawn on a page: its own drawing is slow, goes on after it
   ran out of memory, and knows no marked content. */
#ifndef YCF_DOCUMENT_HARU_H
#define YCF_DOCUMENT_HARU_H

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

#include "base/memory.h"
#include "document/pdf.h"

/* What is used of the inner headers was tried with this version only. */
#if HPDF_VERSION_ID < 20300 || HPDF_VERSION_ID >= 20400
#error "libharu 2.3 is needed: pdf*.c use its inner headers"
#endif

struct pdf_font;
struct pdf_codes;
struct pdf_picture;
struct pdf_tag;
struct pdf_mark;
struct pdf_bookmark;

/* What was last set on a page: only what differs is written.  Colours in
   thousandths, lengths in hundredths of a point. */
struct pdf_ink {
	int fill[3], stroke[3];
	long thickness;
	long size, spacing;            /* of the type */
	const struct pdf_font *font;
};

/* number counts from 0. */
struct pdf_page {
	struct pdf_page *next;
	HPDF_Dict object;
	unsigned number;
	double width, height, scale;
	struct pdf_mark *first, *last; /* its marked content, in order */
	unsigned marks;
};

struct pdf {
	struct canvas canvas;          /* first */
	struct faces *faces;
	struct message *message;
	struct arena *arena;           /* owns what follows */
	HPDF_Doc doc;
	HPDF_STATUS fault;             /* the first, as the handler was told */
	const char *title, *language;

	HPDF_Stream reader, writer;    /* what is deflated, and what comes of it */
	const unsigned char *read_at;
	size_t read_left;
	struct buffer deflated;

	struct pdf_page *pages, *page; /* the first, and the last: it is drawn on */
	unsigned page_count;
	bool on_page;
	HPDF_Dict resources;           /* of all pages */
	struct buffer content;         /* of the page drawn on */
	struct pdf_ink ink;

	struct pdf_font *fonts;
	unsigned font_count;
	struct pdf_codes *codes;       /* or NULL before the first font */
	struct pdf_picture *drawn;     /* the pictures that stand in it */
	unsigned drawn_count;
	struct pdf_pictures *pictures;
	struct pdf_pictures *own_pictures;     /* of this document alone, or NULL */

	struct pdf_tag *root, *open;   /* the document, and the innermost element */
	struct pdf_tag *marked;        /* whose content is being written, or NULL */
	bool in_mark;                  /* content of that or decoration is open */
	unsigned waiting;              /* open elements whose bookmark has no place yet */
	struct pdf_bookmark *outline;
	struct output *output;         /* while saving */
};

/* ---- pdf.c ---- */

/* Whether all went well so far; else `doing` says in the message what did not. */
ycf_status pdf_check(struct pdf *pdf, const char *doing);

/* ---- pdf_object.c ---- */

/* A new indirect object, empty as yet; NULL: pdf_check tells. */
HPDF_Dict pdf_object(struct pdf *pdf);

static inline unsigned pdf_id(const HPDF_Dict object)
{
	return object->header.obj_id & 0xFFFFFF;
}

/* Say what stands between its << and >>. */
ycf_status pdf_fill(struct pdf *pdf, HPDF_Dict object, const struct buffer *text);
/* The same with a stream, whose bytes must live until the document is saved;
   /Length is added to the text. */
ycf_status pdf_fill_stream(struct pdf *pdf, HPDF_Dict object, struct buffer *text,
                           const void *bytes, size_t length);
/* Deflated bytes, in pdf->deflated until the next call. */
ycf_status pdf_deflate(struct pdf *pdf, const void *bytes, size_t length);

/* A number with so many decimals at most, which is in units of the last. */
void pdf_add_decimal(struct buffer *out, long number, unsigned decimals);
long pdf_hundredths(double number);
void pdf_add_number(struct buffer *out, double number);        /* two decimals */
/* An object's text, as UTF-16 where it is not plain ASCII. */
void pdf_add_text(struct buffer *out, const char *text);
void pdf_add_utf16(struct buffer *out, uint32_t character);    /* in hex digits */
void pdf_add_reference(struct buffer *out, const HPDF_Dict object);

/* ---- pdf_draw.c ---- */

extern const struct canvas_acts pdf_acts;
ycf_status pdf_end_page(struct pdf *pdf);

/* ---- pdf_font.c ---- */

/* The font of a face, begun where it is new; NULL: pdf_check tells. */
struct pdf_font *pdf_font(struct pdf *pdf, unsigned face);
unsigned pdf_font_number(const struct pdf_font *font);
/* The code that stands for a character on pages; 0: no more can be had. */
unsigned pdf_code(struct pdf *pdf, struct pdf_font *font, uint32_t character);
/* A width as the document has it, in thousandths of the type size. */
int pdf_width(double part);
ycf_status pdf_embed_fonts(struct pdf *pdf);
void pdf_add_fonts(const struct pdf *pdf, struct buffer *out);

/* ---- pdf_image.c ---- */

/* A picture's number in the document. */
ycf_status pdf_place_image(struct pdf *pdf, const struct image *image, unsigned *number);
/* A lasting path's form, painted by an operator (a string that stands for itself);
   where it is not known yet, keep it with its content. */
ycf_status pdf_place_form(struct pdf *pdf, const struct path *path, const char *painting,
                          bool *known, unsigned *number);
ycf_status pdf_keep_form(struct pdf *pdf, const struct path *path, const char *painting,
                         const struct buffer *content, unsigned *number);
void pdf_add_images(const struct pdf *pdf, struct buffer *out);

/* ---- pdf_tags.c ---- */

ycf_status pdf_begin_tags(struct pdf *pdf);
ycf_status pdf_open_tag(struct pdf *pdf, const struct element *element);
ycf_status pdf_close_tag(struct pdf *pdf);
/* What is drawn next belongs to the innermost open element; `top` is where it
   reaches up to on the page. */
ycf_status pdf_mark(struct pdf *pdf, double top);
void pdf_end_mark(struct pdf *pdf);
/* Write the structure; adds what the catalogue says of it. */
ycf_status pdf_write_tags(struct pdf *pdf, struct buffer *catalog);

/* ---- pdf_outline.c ---- */

/* A line for the outline, which has no place yet; NULL: out of memory. */
struct pdf_bookmark *pdf_bookmark(struct pdf *pdf, const char *title);
/* On the page that is being drawn, behind the lines within another one. */
void pdf_place_bookmark(struct pdf *pdf, struct pdf_bookmark *bookmark,
                        struct pdf_bookmark *within, double top);
ycf_status pdf_write_outline(struct pdf *pdf, struct buffer *catalog);

#endif
