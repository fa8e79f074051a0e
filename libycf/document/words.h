/* A text of a layout, set: expanded, broken into lines, ready to be drawn. */
#ifndef YCF_DOCUMENT_WORDS_H
#define YCF_DOCUMENT_WORDS_H

#include "document/compose.h"
#include "document/typeset.h"

struct set_words {
	const struct layout_words *words;
	const char *text;              /* "" where nothing is to be drawn */
	double cap_height;             /* part of the type size */
	struct typeset typeset;
};

/* The last setting of an element, for the next document: most of what a page
   says is the same on each. */
struct kept_words {
	struct arena *arena;
	struct set_words set;          /* text NULL: none */
};

/* Into a box, smaller where it must be; what does not fit is refused.  `kept`
   may be NULL; what is set with it is good until it is used again. */
ycf_status words_fit(const struct compose *compose, const struct scope *scope,
                     const struct layout_words *words, double width, double height,
                     struct kept_words *kept, struct set_words *set);
/* In its size, on as many lines as it takes; line breaks of a value are kept. */
ycf_status words_run(const struct compose *compose, const struct scope *scope,
                     const struct layout_words *words, double width, struct set_words *set);

/* From the top of the capitals of the first to the base line of the last of
   `count` lines. */
double words_height(const struct set_words *set, size_t count);
/* How many lines from `first` on go into a height. */
size_t words_within(const struct set_words *set, size_t first, double height);

/* Draw lines with the capitals of the first of them at y. */
ycf_status words_draw(struct canvas *canvas, const struct set_words *set, size_t first,
                      size_t count, double x, double y, double width);

#endif
