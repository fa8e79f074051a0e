/* A layout file as read: the page, its colours and fonts, and what is drawn
   in which order.  All measures in points from the top left of the page. */
#ifndef YCF_DOCUMENT_LAYOUT_H
#define YCF_DOCUMENT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/message.h"
#include "base/yaml.h"
#include "document/canvas.h"
#include "document/values.h"

enum layout_kind {
	LAYOUT_TEXT, LAYOUT_LINE, LAYOUT_BOX, LAYOUT_PATH, LAYOUT_IMAGE, LAYOUT_QR, LAYOUT_TABLE,
	LAYOUT_HTML
};
enum layout_align { LAYOUT_LEFT, LAYOUT_CENTRE, LAYOUT_RIGHT };
enum layout_vertical { LAYOUT_TOP, LAYOUT_MIDDLE, LAYOUT_BOTTOM };
enum layout_pages { LAYOUT_FIRST, LAYOUT_LATER, LAYOUT_EVERY };

struct layout_colour {
	const char *name;
	struct colour colour;
};

struct layout_font {
	const char *name;
	const struct yaml *at;         /* its families */
	const char **families;
	size_t family_count;
	int weight;
	bool italic;
};

/* "award.ended", "not award.ended", "stage is lapsed", "stage is not lapsed". */
struct layout_condition {
	const struct yaml *at;
	const char *value;             /* a value's name */
	const char *word;              /* that it must be, or NULL: any */
	bool negated;
};

struct layout_words {
	const struct yaml *at;
	const char *text;              /* with {placeholders} */
	const struct layout_font *font;
	const struct layout_colour *colour;
	double size, wrap_below, least;        /* of the type */
	size_t lines;                  /* at most; 0: any number */
	double line_spacing, letter_spacing;   /* parts of the type size */
	enum layout_align align;
	enum layout_vertical vertical;
	enum reading role;                /* heading, paragraph or decoration */
};

/* `words` of a column are those of its cells; the heading has the table's. */
struct layout_column {
	const struct yaml *at;
	struct layout_words heading, words;
	struct layout_words otherwise; /* where `words` come out empty; .text NULL: none */
	const char *symbol;            /* with {placeholders}: met, partly, not_met ..., or NULL */
	const struct yaml *symbol_at;
	double x, width;               /* from the table's left edge; of its words */
	bool heads_row;
};

struct layout_table {
	const struct yaml *at;
	const struct list_field *list;
	size_t list_index;             /* among the value table's lists */
	struct layout_column *columns;
	size_t column_count;
	struct layout_words group;     /* a row above those that share it; .text NULL: none */
	struct layout_words group_otherwise;   /* where that comes out empty; likewise */
	struct layout_words empty;     /* in place of the table where it has no rows; or NULL */
	const struct layout_colour *rule;      /* between rows, or NULL */
	double thickness;
	double gap;                    /* above and below the words of a row */
	bool whole;                    /* on one page, where a page has room for it */
};

struct layout_element {
	enum layout_kind kind;
	const struct yaml *at;
	struct layout_condition *conditions;   /* all must hold */
	size_t condition_count;
	enum layout_pages pages;
	double x, y, width, height;
	double before, needs;          /* in a flow: space above; room it must find on the page */
	const struct layout_colour *fill, *stroke;     /* of box, path, line (stroke), QR (fill) */
	double thickness, radius;
	struct layout_words words;     /* of a text; a QR's text; a piece of HTML */
	struct path path;              /* of a path, in place */
	const char *file;              /* of an image: its whole path */
	bool may_lack;                 /* an image whose file need not be there */
	const char *alt;               /* of an image or QR, with {placeholders} */
	const struct yaml *alt_at;
	enum layout_align align;       /* of an image within its place */
	enum layout_vertical vertical;
	struct layout_table table;
};

struct layout_elements {
	struct layout_element *items;
	size_t count;
};

struct layout_word {
	const char *code, *text;
};

struct layout {
	struct yaml_file *file;
	enum document_kind kind;
	double width, height, margin;
	const char *paper;             /* "A4"; NULL for other sizes */
	const char *language;
	const char *months[12];
	const char *date;              /* "{day} {month} {year}" */
	struct layout_word *words;
	size_t word_count;
	const struct yaml *title_at;
	const char *title;             /* with {placeholders} */
	const struct yaml *description_at;
	const char *description;       /* likewise; of a badge, what it says in words; or NULL */
	struct layout_colour *colours;
	size_t colour_count;
	struct layout_font *fonts;
	size_t font_count;
	struct layout_elements draw;   /* in place; of a footer, its pieces of HTML */
	struct layout_elements flow;   /* one below the other, over as many pages as it takes */
	double flow_top, flow_again, flow_bottom;      /* on the first page, on later ones */
	size_t flow_pages;             /* to be kept to by smaller type; 0: any number */
};

/* The layout must be one of `kind`; DOCUMENT_KINDS: of whichever it says. */
ycf_status layout_read(const char *path, enum document_kind kind, struct message *message,
                       struct layout **layout);
void layout_free(struct layout *layout);       /* NULL is fine */

#endif
