/* A walk down the pages of a flow: first to count them, then to draw. */
#ifndef YCF_DOCUMENT_WALK_H
#define YCF_DOCUMENT_WALK_H

#include "document/piece.h"

/* What stands in place on one page. */
struct sheet {
	struct piece *pieces;
	size_t count;
};

struct walk {
	const struct compose *compose;
	struct canvas *canvas;         /* NULL: only counting */
	const struct sheet *sheets;    /* one for each page */
	size_t page;                   /* from 1 */
	double y;
	bool fresh;                    /* nothing stands on this page yet */
};

/* Begin the next page, with what stands in place on it. */
ycf_status walk_turn(struct walk *walk);
double walk_room(const struct walk *walk);     /* left on this page */
double walk_page(const struct walk *walk);     /* on an empty later one */

#endif
