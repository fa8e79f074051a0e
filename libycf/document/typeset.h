/* Letters broken into lines that fit a box, smaller where they must be. */
#ifndef YCF_DOCUMENT_TYPESET_H
#define YCF_DOCUMENT_TYPESET_H

#include <stdbool.h>
#include <stddef.h>

#include "document/letters.h"

struct typeset_wish {
	double size, wrap_below, least;        /* of the type, points */
	size_t lines;                  /* at most */
	double width, height;          /* of the box */
	double line_spacing, letter_spacing;   /* parts of the type size */
	double cap_height;             /* likewise */
};

struct typeset_line {
	const struct letter *letters;
	size_t count;                  /* without the spaces between lines */
	double width;
	bool goes_on;                  /* there was a space before the next line */
};

struct typeset {
	double size;
	double height;                 /* first line's capitals to last base line */
	size_t line_count, room;       /* lines there are, and may be */
	struct typeset_line *lines;    /* the arena's */
};

enum typeset_result { TYPESET_FITS, TYPESET_TOO_LONG, TYPESET_MEMORY };

/* One line is kept to while the type need not go under `wrap_below`, then two,
   and so on; all of them go down to `least`, where at last a word that is too
   wide is broken.  Lines come out about equally long. */
enum typeset_result typeset_fit(const struct letters *letters, const struct typeset_wish *wish,
                                struct arena *arena, struct typeset *typeset);

/* As many lines as it takes, in the wish's size, added to those there are. */
bool typeset_add(const struct letters *letters, const struct typeset_wish *wish,
                 struct arena *arena, struct typeset *typeset);

#endif
