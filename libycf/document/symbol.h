/* Signs for how a standard is met, told apart by their shape as well as their
   colour. */
#ifndef YCF_DOCUMENT_SYMBOL_H
#define YCF_DOCUMENT_SYMBOL_H

#include "document/compose.h"

/* The sign for a code (met, partly, not_met, none, or green, amber, red), or
   -1 where there is none for it. */
int symbol_find(const char *code);

/* Draw it in the layout's colours "green", "amber", "red" and "grey", in a
   square of `size` with its top left corner at x, y. */
ycf_status symbol_draw(const struct compose *compose, struct canvas *canvas, int symbol,
                       double x, double y, double size);

#endif
