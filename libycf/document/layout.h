/* A layout file as read: the page, its colours and fonts, and what is drawn
   in which order.  All measures in points from the top left of the page. */
#ifndef YCF_DOCUMENT_LAYOUT_H
#define YCF_DOCUMENT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"
#include "base/yaml.h"

enum layout_kind { LAYOUT_TEXT, LAYOUT_LINE, LAYOUT_BOX };
enum layout_align { LAYOUT_LEFT, LAYOUT_CENTRE, LAYOUT_RIGHT };
enum layout_vertical { LAYOUT_TOP, LAYOUT_MIDDLE, LAYOUT_BOTTOM };

struct layout_colour {
	const char *name;
	float red, green, blue;        /* 0 to 1 */
};

struct layout_font {
	const char *name;
	const char **families;
	size_t family_count;
	int weight;
	bool italic;
};

struct layout_condition {
	const struct yaml *at;
	const char *value;             /* a value's name */
	bool absent;                   /* holds where the value is absent */
};

struct layout_words {
	const struct yaml *at;
	const char *text;              /* with {placeholders} */
	const struct layout_font *font;
	double size, wrap_below, least;        /* of the type */
	int lines;                     /* at most */
	double line_spacing, letter_spacing;   /* parts of the type size */
	enum layout_align align;
	enum layout_vertical vertical;
};

struct layout_element {
	enum layout_kind kind;
	const struct yaml *at;
	struct layout_condition *conditions;   /* all must hold */
	size_t condition_count;
	double x, y, width, height;
	const struct layout_colour *colour;            /* of text and line */
	const struct layout_colour *fill, *stroke;     /* of a box, or NULL */
	double thickness, radius;
	struct layout_words words;                     /* of a text */
};

struct layout {
	struct yaml_file *file;
	double width, height, margin;
	const char *language;
	const struct yaml *title_at;
	const char *title;             /* with {placeholders} */
	struct layout_colour *colours;
	size_t colour_count;
	struct layout_font *fonts;
	size_t font_count;
	struct layout_element *elements;
	size_t element_count;
};

ycf_status layout_read(const char *path, struct message *message, struct layout **layout);
void layout_free(struct layout *layout);       /* NULL is fine */

#endif
