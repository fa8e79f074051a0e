/* One element of a layout, set: everything but a table. */
#ifndef YCF_DOCUMENT_PIECE_H
#define YCF_DOCUMENT_PIECE_H

#include "document/compose.h"
#include "document/words.h"

struct piece {
	const struct layout_element *element;
	bool drawn;                    /* its conditions hold, and there is something */
	struct set_words words;
	const struct image *image;
	const char *alt;               /* of an image or QR code */
	struct path path;              /* of a QR code, where the element stands */
};

/* A slip in an element that is not drawn today is refused all the same: it
   must not wait until it is. */
ycf_status piece_set(const struct compose *compose, const struct scope *scope,
                     const struct layout_element *element, bool in_flow,
                     struct piece *piece);
/* In a flow. */
double piece_height(const struct piece *piece);

/* Draw it lower than its element says by `down`; as decoration whatever its
   role where it only repeats what was read on another page. */
ycf_status piece_draw(const struct compose *compose, struct canvas *canvas,
                      const struct piece *piece, double down, bool repeats);

/* The element that a text is, for reading. */
struct element piece_reading(const struct compose *compose, const struct set_words *words);

#endif
