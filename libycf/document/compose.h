/* A document put together from a layout and values: all of it is set before
   any of it is drawn, so that what does not fit or cannot be drawn is found
   while nothing has been written yet. */
#ifndef YCF_DOCUMENT_COMPOSE_H
#define YCF_DOCUMENT_COMPOSE_H

#include "base/memory.h"
#include "document/canvas.h"
#include "document/layout.h"
#include "document/pictures.h"
#include "document/placeholder.h"
#include "document/values.h"

struct set_words;

struct compose {
	const struct layout *layout;
	const struct values *values;
	struct faces *faces;
	struct pictures *pictures;
	struct kept_words *kept;       /* of each element of the layout's `draw` */
	struct arena *arena;           /* of this document */
	struct message *message;
	double scale;                  /* to another paper size */
	double closer;                 /* how large the flow's type and spaces are: 1, or less */
	bool bookmarks;                /* a line in the outline for each heading */
	bool specimen;                 /* each page is to say so */
	const struct set_words *mark;  /* what says so */
	size_t pages;                  /* known once the flow is set; 0 before */
};

static inline struct scope compose_scope(const struct compose *compose)
{
	return (struct scope){.layout = compose->layout, .values = compose->values};
}

struct composed;

ycf_status compose_set(struct compose *compose, struct composed **composed);
ycf_status compose_draw(const struct compose *compose, const struct composed *composed,
                        struct canvas *canvas);

/* A text with its values in place, as the document has it: NFC, so that an
   accent is one character with its letter. */
ycf_status compose_text(const struct compose *compose, const struct scope *scope,
                        const struct yaml *at, const char *text, const char **expanded);

#endif
