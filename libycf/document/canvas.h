/* What pages are drawn on: a PDF (pdf.h) or an SVG picture (svg.h).  Points
   (1/72 inch) from the page's top left corner, y downwards. */
#ifndef YCF_DOCUMENT_CANVAS_H
#define YCF_DOCUMENT_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"
#include "document/image.h"
#include "document/letters.h"
#include "document/path.h"

struct colour {
	float red, green, blue;        /* 0 to 1 */
};

/* What something is to those who have a page read out to them. */
enum reading {
	ROLE_DECORATION,               /* nothing: passed over in reading */
	ROLE_PART,                     /* one of several documents in a file */
	ROLE_HEADING_1, ROLE_HEADING_2, ROLE_HEADING_3,
	ROLE_PARAGRAPH,
	ROLE_FIGURE,
	ROLE_TABLE, ROLE_ROW, ROLE_HEADER_CELL, ROLE_CELL,
};

struct element {
	enum reading role;
	const char *alt;               /* of a figure: what it shows, in words */
	double x, y, width, height;    /* of a figure: where it stands */
	bool heads_row;                /* of a header cell: heads its row, not its column */
	unsigned columns;              /* that a cell spans; 0 is 1 */
	const char *bookmark;          /* a line for it in the outline, or NULL */
	unsigned again;                /* 1: the last of its kind is gone on with, 2: the one
	                                  before that; 0: a new one is begun */
};

/* One line of text, in as many faces as its letters have. */
struct run {
	const struct letter *letters;
	size_t count;
	double x, y;                   /* where its base line begins */
	double size;                   /* of the type */
	double spacing;                /* points added after each letter */
	struct colour colour;
	bool goes_on;                  /* a space is read before the next line */
};

struct paint {
	const struct colour *fill, *stroke;    /* NULL: none */
	double thickness;              /* of the stroke */
};

struct canvas;

/* `open` begins an element within the one that is open, `close` ends it; it
   may stretch over pages.  What is drawn while none is open is decoration. */
struct canvas_acts {
	ycf_status (*page)(struct canvas *canvas, double width, double height, double scale);
	ycf_status (*open)(struct canvas *canvas, const struct element *element);
	ycf_status (*close)(struct canvas *canvas);
	ycf_status (*text)(struct canvas *canvas, const struct run *run);
	ycf_status (*path)(struct canvas *canvas, const struct path *path,
	                   const struct paint *paint);
	ycf_status (*image)(struct canvas *canvas, const struct image *image,
	                    double x, double y, double width, double height);
};

/* The first member of what implements it. */
struct canvas {
	const struct canvas_acts *acts;
};

#endif
