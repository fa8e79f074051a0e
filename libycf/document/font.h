/* Finding font files among those installed for the whole system.  The only
   file that knows fontconfig is font.c. */
#ifndef YCF_DOCUMENT_FONT_H
#define YCF_DOCUMENT_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"

struct font_style {
	const char *const *families;   /* the first installed one is taken */
	size_t family_count;
	int weight;                    /* 100 to 900, 400 is regular */
	bool italic;
};

struct font_file {
	const char *path;              /* lives as long as the catalogue */
	unsigned index;                /* of the font in a collection */
};

struct font_catalogue;

ycf_status font_catalogue_open(struct message *message, struct font_catalogue **catalogue);
void font_catalogue_free(struct font_catalogue *catalogue);   /* NULL is fine */

/* Whether one of the style's families is installed. */
bool font_is_installed(const struct font_catalogue *catalogue, const struct font_style *style);

/* The font that has the character: of the first family that does, the nearest
   in weight and slant; failing all families, any installed font. */
bool font_find(const struct font_catalogue *catalogue, const struct font_style *style,
               uint32_t character, struct font_file *file);

#endif
