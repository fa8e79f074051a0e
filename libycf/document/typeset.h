/* Letters broken into lines that fit a box, smaller where they must be. */
#ifndef YCF_DOCUMENT_TYPESET_H
#define YCF_DOCUMENT_TYPESET_H

#include <stdbool.h>
#include <stddef.h>

#include "document/letters.h"

enum { TYPESET_LINES = 8 };

struct typeset_wish {
	double size, wrap_below, least;        /* of the type, points */
	size_t lines;                  /* at most, up to TYPESET_LINES */
	double width, height;          /* of the box */
	double line_spacing, letter_spacing;   /* parts of the type size */
	double cap_height;             /* likewise */
};

struct typeset_line {
	size_t first, count;           /* letters, without the spaces between lines */
	double width;
};

struct typeset {
	double size;
	double height;                 /* first line's capitals to last base line */
	size_t line_count;
	struct typeset_line lines[TYPESET_LINES];
};

/* One line is kept to while the type need not go under `wrap_below`, then two,
   and so on; all of them go down to `least` before giving up.  Lines come out
   about equally long.  False where nothing fits. */
bool typeset_fit(const struct letters *letters, const struct typeset_wish *wish,
                 struct typeset *typeset);

#endif
