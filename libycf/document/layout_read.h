/* What the files that read layouts share: layout.c reads the whole,
   layout_language.c its language, layout_element.c what is drawn,
   layout_place.c where, layout_picture.c what is no text, layout_table.c
   tables, layout_words.c measures, colours, fonts and type.  What they refuse
   is told by line and column, and by what to write instead. */
#ifndef YCF_DOCUMENT_LAYOUT_READ_H
#define YCF_DOCUMENT_LAYOUT_READ_H

#include "document/layout.h"

enum {
	MOST_MM = 2000, MOST_POINTS = 1000, MOST_LINES = 8, MOST_PAGES = 100, MOST_COLOURS = 100,
	MOST_FONTS = 50, MOST_FAMILIES = 20, MOST_WORDS = 500, MOST_ELEMENTS = 1000,
	MOST_CONDITIONS = 10, MOST_COLUMNS = 20
};

enum layout_section { LAYOUT_IN_DRAW, LAYOUT_IN_FLOW };

#define LAYOUT_POINTS_PER_MM (72.0 / 25.4)
/* Points of measures: what they may be over by rounding. */
#define LAYOUT_SLACK 0.01

static inline double layout_in_mm(double points)
{
	return points / LAYOUT_POINTS_PER_MM;
}

/* From the layout's arena, zeroed; NULL: out of memory, which is told. */
void *layout_take(const struct layout *layout, size_t count, size_t size);
/* A text of the file, short enough for a message. */
const char *layout_shown(const struct layout *layout, const char *text);
ycf_status layout_check_count(const struct layout *layout, const struct yaml *at, size_t count,
                              size_t most, const char *what);

/* All of these leave *out as it was where the key is absent. */
ycf_status layout_read_choice(const struct layout *layout, const struct yaml *map,
                              const char *key, const char *const *choices, int *out);
/* `unit` is what the number is given in ("points"), for the message. */
ycf_status layout_read_number(const struct layout *layout, const struct yaml *map,
                              const char *key, bool required, double least, double most,
                              const char *unit, double *out);
/* Millimetres in the file, points in *out. */
ycf_status layout_read_mm(const struct layout *layout, const struct yaml *map, const char *key,
                          bool required, double least, double *out);
/* A text that must be there and not be blank; `wanted` says what to write. */
ycf_status layout_read_text(const struct layout *layout, const struct yaml *map,
                            const char *key, const char *wanted, const struct yaml **at,
                            const char **out);
ycf_status layout_read_colour(const struct layout *layout, const struct yaml *map,
                              const char *key, bool required,
                              const struct layout_colour **out);
ycf_status layout_read_font(const struct layout *layout, const struct yaml *map,
                            const char *key, bool required, const struct layout_font **out);
const struct layout_colour *layout_find_colour(const struct layout *layout, const char *name);

extern const char *const layout_kind_names[];  /* NULL-ended, as these */
extern const char *const layout_aligns[], *const layout_verticals[];

/* The language, and how it names months, days and codes. */
ycf_status layout_read_language(struct layout *layout, const struct yaml *root);

/* The words of an element of kind text. */
ycf_status layout_read_words(const struct layout *layout, const struct yaml *map,
                             enum layout_section section, struct layout_words *words);
ycf_status layout_read_place(const struct layout *layout, const struct yaml *map,
                             enum layout_section section, struct layout_element *element);
/* What an element of the kind has beside its place. */
ycf_status layout_read_line(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element);
ycf_status layout_read_box(const struct layout *layout, const struct yaml *map,
                           struct layout_element *element);
ycf_status layout_read_path(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element);
ycf_status layout_read_image(const struct layout *layout, const struct yaml *map,
                             struct layout_element *element);
ycf_status layout_read_qr(const struct layout *layout, const struct yaml *map,
                          struct layout_element *element);
/* A table whose place in the flow is known already. */
ycf_status layout_read_table(const struct layout *layout, const struct yaml *map,
                             double width, struct layout_table *table);
/* The flow's top, again and bottom must be known before its elements. */
ycf_status layout_read_elements(const struct layout *layout, const struct yaml *list,
                                enum layout_section section, struct layout_elements *elements);

#endif
