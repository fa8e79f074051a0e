#include "document/layout.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

static const double POINTS_PER_MM = 72.0 / 25.4;

enum { MOST_MM = 2000, MOST_POINTS = 1000, MOST_LINES = 8 };

static void *take(const struct layout *layout, size_t count, size_t size)
{
	void *taken = arena_take(layout->file->arena, count * size + 1);

	if (taken == NULL)
		message_memory(layout->file->message);
	return taken;
}

/* A word out of a short list: its place in the list goes to *out. */
static ycf_status read_choice(const struct layout *layout, const struct yaml *map,
                              const char *key, const char *const *choices, size_t count,
                              int *out)
{
	const char *text = NULL;
	ycf_status status = yaml_text(layout->file, map, key, false, &text);

	if (status != YCF_OK || text == NULL)
		return status;
	for (size_t i = 0; i < count; i++)
		if (strcmp(text, choices[i]) == 0) {
			*out = (int)i;
			return YCF_OK;
		}
	struct buffer known = {0};
	for (size_t i = 0; i < count; i++)
		buffer_format(&known, "%s%s", i > 0 ? ", " : "", choices[i]);
	status = yaml_refuse(layout->file, yaml_get(map, key), "%s is \"%s\"; write one of: %s",
	                     key, text, buffer_string(&known));
	buffer_free(&known);
	return status;
}

static ycf_status read_mm(const struct layout *layout, const struct yaml *map, const char *key,
                          bool required, double *points)
{
	double mm = *points / POINTS_PER_MM;
	ycf_status status = yaml_number(layout->file, map, key, required, 0, MOST_MM, &mm);

	*points = mm * POINTS_PER_MM;
	return status;
}

static ycf_status read_page(struct layout *layout, const struct yaml *page)
{
	static const char *const keys[] = {"size", "orientation", "margin", NULL};
	static const char *const sizes[] = {"A4"};
	static const char *const orientations[] = {"portrait", "landscape"};
	int size = 0, orientation = 0;

	if (yaml_check_keys(layout->file, page, keys) != YCF_OK
	    || read_choice(layout, page, "size", sizes, 1, &size) != YCF_OK
	    || read_choice(layout, page, "orientation", orientations, 2, &orientation) != YCF_OK
	    || read_mm(layout, page, "margin", false, &layout->margin) != YCF_OK)
		return layout->file->message->status;
	layout->width = (orientation == 0 ? 210 : 297) * POINTS_PER_MM;
	layout->height = (orientation == 0 ? 297 : 210) * POINTS_PER_MM;
	return YCF_OK;
}

static bool read_hex(const char *text, struct layout_colour *colour)
{
	unsigned red, green, blue;

	if (strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return false;
	sscanf(text, "#%2x%2x%2x", &red, &green, &blue);
	colour->red = (float)red / 255;
	colour->green = (float)green / 255;
	colour->blue = (float)blue / 255;
	return true;
}

static ycf_status read_colours(struct layout *layout, const struct yaml *map)
{
	layout->colours = take(layout, map->count, sizeof *layout->colours);
	if (layout->colours == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < map->count; i++) {
		struct layout_colour *colour = &layout->colours[i];
		const struct yaml *value = map->items[i];
		colour->name = map->keys[i]->text;
		if (value->kind != YAML_TEXT || !read_hex(value->text, colour))
			return yaml_refuse(layout->file, value,
			                   "the colour %s must be written \"#rrggbb\", "
			                   "with quotes, such as \"#1b4d6b\"", colour->name);
		layout->colour_count++;
	}
	return YCF_OK;
}

static ycf_status read_families(const struct layout *layout, const struct yaml *list,
                                struct layout_font *font)
{
	if (list->count == 0)
		return yaml_refuse(layout->file, list, "name at least one font family");
	font->families = take(layout, list->count, sizeof *font->families);
	if (font->families == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->kind != YAML_TEXT)
			return yaml_refuse(layout->file, list->items[i],
			                   "a font family must be a name");
		font->families[font->family_count++] = list->items[i]->text;
	}
	return YCF_OK;
}

static ycf_status read_font(const struct layout *layout, const struct yaml *map,
                            struct layout_font *font)
{
	static const char *const keys[] = {"families", "weight", "slant", NULL};
	static const char *const slants[] = {"upright", "italic"};
	const struct yaml *families = NULL;
	int64_t weight = 400;
	int slant = 0;

	if (yaml_check_keys(layout->file, map, keys) != YCF_OK
	    || yaml_list(layout->file, map, "families", true, &families) != YCF_OK
	    || yaml_integer(layout->file, map, "weight", false, 100, 900, &weight) != YCF_OK
	    || read_choice(layout, map, "slant", slants, 2, &slant) != YCF_OK)
		return layout->file->message->status;
	font->weight = (int)weight;
	font->italic = slant == 1;
	return read_families(layout, families, font);
}

static ycf_status read_fonts(struct layout *layout, const struct yaml *map)
{
	layout->fonts = take(layout, map->count, sizeof *layout->fonts);
	if (layout->fonts == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < map->count; i++) {
		layout->fonts[i].name = map->keys[i]->text;
		ycf_status status = read_font(layout, map->items[i], &layout->fonts[i]);
		if (status != YCF_OK)
			return status;
		layout->font_count++;
	}
	return YCF_OK;
}

/* A name that stands under `section`: which of `names` it is. */
static ycf_status read_named(const struct layout *layout, const struct yaml *map,
                             const char *key, const char *section,
                             const char *const *names, size_t count, bool required,
                             size_t *out)
{
	const char *text = NULL;
	ycf_status status = yaml_text(layout->file, map, key, required, &text);

	*out = count;
	if (status != YCF_OK || text == NULL)
		return status;
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], text) == 0) {
			*out = i;
			return YCF_OK;
		}
	const char *near = text_nearest(text, names, count);
	return yaml_refuse(layout->file, yaml_get(map, key),
	                   "%s \"%s\" is not under \"%s:\"%s%s%s; add it there", key, text,
	                   section, near != NULL ? "; did you mean \"" : "",
	                   near != NULL ? near : "", near != NULL ? "\"" : "");
}

static ycf_status read_colour(const struct layout *layout, const struct yaml *map,
                              const char *key, bool required,
                              const struct layout_colour **colour)
{
	const char **names = take(layout, layout->colour_count, sizeof *names);
	size_t found = 0;

	if (names == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < layout->colour_count; i++)
		names[i] = layout->colours[i].name;
	ycf_status status = read_named(layout, map, key, "colours", names,
	                               layout->colour_count, required, &found);
	*colour = found < layout->colour_count ? &layout->colours[found] : NULL;
	return status;
}

static ycf_status read_font_name(const struct layout *layout, const struct yaml *map,
                                 const struct layout_font **font)
{
	const char **names = take(layout, layout->font_count, sizeof *names);
	size_t found = 0;

	if (names == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < layout->font_count; i++)
		names[i] = layout->fonts[i].name;
	ycf_status status = read_named(layout, map, "font", "fonts", names,
	                               layout->font_count, true, &found);
	*font = found < layout->font_count ? &layout->fonts[found] : NULL;
	return status;
}

/* "name" or "not name". */
static ycf_status read_condition(const struct layout *layout, const struct yaml *at,
                                 struct layout_condition *condition)
{
	if (at->kind != YAML_TEXT || at->text[0] == '\0')
		return yaml_refuse(layout->file, at,
		                   "a condition is a value's name, or \"not\" and its name");
	condition->at = at;
	condition->absent = strncmp(at->text, "not ", 4) == 0;
	condition->value = at->text + (condition->absent ? 4 : 0);
	condition->value += strspn(condition->value, " ");
	return YCF_OK;
}

static ycf_status read_conditions(const struct layout *layout, const struct yaml *map,
                                  struct layout_element *element)
{
	const struct yaml *at = yaml_get(map, "if");

	if (at == NULL)
		return YCF_OK;
	size_t count = at->kind == YAML_LIST ? at->count : 1;
	element->conditions = take(layout, count, sizeof *element->conditions);
	if (element->conditions == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < count; i++) {
		ycf_status status = read_condition(
			layout, at->kind == YAML_LIST ? at->items[i] : at,
			&element->conditions[i]);
		if (status != YCF_OK)
			return status;
		element->condition_count++;
	}
	return YCF_OK;
}

static ycf_status read_place(const struct layout *layout, const struct yaml *map,
                             bool both_sides, struct layout_element *element)
{
	if (read_mm(layout, map, "x", true, &element->x) != YCF_OK
	    || read_mm(layout, map, "y", true, &element->y) != YCF_OK
	    || read_mm(layout, map, "width", both_sides, &element->width) != YCF_OK
	    || read_mm(layout, map, "height", both_sides, &element->height) != YCF_OK)
		return layout->file->message->status;
	double edge = element->kind == LAYOUT_TEXT ? layout->margin : 0;
	if (element->x < edge - 0.01 || element->y < edge - 0.01
	    || element->x + element->width > layout->width - edge + 0.01
	    || element->y + element->height > layout->height - edge + 0.01)
		return yaml_refuse(layout->file, map, "this reaches beyond the page's %s; "
		                   "move it or make it smaller",
		                   edge > 0 ? "margin" : "edge");
	return YCF_OK;
}

static ycf_status read_type(const struct layout *layout, const struct yaml *map,
                            struct layout_words *words)
{
	int64_t lines = 1;

	words->line_spacing = 1.25;
	if (yaml_number(layout->file, map, "size", true, 1, MOST_POINTS, &words->size) != YCF_OK)
		return layout->file->message->status;
	words->least = words->wrap_below = words->size;
	if (yaml_number(layout->file, map, "shrink_to", false, 1, words->size, &words->least)
	    != YCF_OK
	    || yaml_number(layout->file, map, "wrap_below", false, words->least, words->size,
	                   &words->wrap_below) != YCF_OK
	    || yaml_integer(layout->file, map, "lines", false, 1, MOST_LINES, &lines) != YCF_OK
	    || yaml_number(layout->file, map, "line_spacing", false, 0.5, 5,
	                   &words->line_spacing) != YCF_OK
	    || yaml_number(layout->file, map, "letter_spacing", false, -0.1, 1,
	                   &words->letter_spacing) != YCF_OK)
		return layout->file->message->status;
	words->lines = (int)lines;
	return YCF_OK;
}

static ycf_status read_words(const struct layout *layout, const struct yaml *map,
                             struct layout_words *words)
{
	static const char *const aligns[] = {"left", "centre", "right"};
	static const char *const verticals[] = {"top", "middle", "bottom"};
	int align = LAYOUT_LEFT, vertical = LAYOUT_TOP;

	if (yaml_text(layout->file, map, "text", true, &words->text) != YCF_OK
	    || read_font_name(layout, map, &words->font) != YCF_OK
	    || read_type(layout, map, words) != YCF_OK
	    || read_choice(layout, map, "align", aligns, 3, &align) != YCF_OK
	    || read_choice(layout, map, "vertical", verticals, 3, &vertical) != YCF_OK)
		return layout->file->message->status;
	words->at = yaml_get(map, "text");
	words->align = (enum layout_align)align;
	words->vertical = (enum layout_vertical)vertical;
	return YCF_OK;
}

static ycf_status read_text(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element)
{
	static const char *const keys[] = {
		"kind", "if", "text", "font", "size", "shrink_to", "wrap_below", "lines",
		"line_spacing", "letter_spacing", "colour", "align", "vertical",
		"x", "y", "width", "height", NULL,
	};

	if (yaml_check_keys(layout->file, map, keys) != YCF_OK
	    || read_place(layout, map, true, element) != YCF_OK
	    || read_colour(layout, map, "colour", true, &element->colour) != YCF_OK)
		return layout->file->message->status;
	return read_words(layout, map, &element->words);
}

static ycf_status read_line(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element)
{
	static const char *const keys[] = {
		"kind", "if", "colour", "thickness", "x", "y", "width", "height", NULL,
	};

	if (yaml_check_keys(layout->file, map, keys) != YCF_OK
	    || read_place(layout, map, false, element) != YCF_OK
	    || read_colour(layout, map, "colour", true, &element->colour) != YCF_OK)
		return layout->file->message->status;
	return yaml_number(layout->file, map, "thickness", true, 0.1, MOST_POINTS,
	                   &element->thickness);
}

static ycf_status read_box(const struct layout *layout, const struct yaml *map,
                           struct layout_element *element)
{
	static const char *const keys[] = {
		"kind", "if", "fill", "stroke", "thickness", "radius", "x", "y", "width", "height",
		NULL,
	};

	if (yaml_check_keys(layout->file, map, keys) != YCF_OK
	    || read_place(layout, map, true, element) != YCF_OK
	    || read_colour(layout, map, "fill", false, &element->fill) != YCF_OK
	    || read_colour(layout, map, "stroke", false, &element->stroke) != YCF_OK
	    || yaml_number(layout->file, map, "thickness", element->stroke != NULL, 0.1,
	                   MOST_POINTS, &element->thickness) != YCF_OK
	    || read_mm(layout, map, "radius", false, &element->radius) != YCF_OK)
		return layout->file->message->status;
	if (element->radius * 2 > fmin(element->width, element->height))
		return yaml_refuse(layout->file, yaml_get(map, "radius"),
		                   "the radius is more than half of the box; make it smaller");
	return YCF_OK;
}

static ycf_status read_element(const struct layout *layout, const struct yaml *map,
                               struct layout_element *element)
{
	static const char *const kinds[] = {"text", "line", "box"};
	int kind = -1;

	element->at = map;
	if (map->kind != YAML_MAP)
		return yaml_refuse(layout->file, map, "what is drawn begins with \"kind:\"");
	if (read_choice(layout, map, "kind", kinds, 3, &kind) != YCF_OK)
		return layout->file->message->status;
	if (kind < 0)
		return yaml_refuse(layout->file, map, "\"kind:\" is missing; "
		                   "write kind: text, kind: line or kind: box");
	element->kind = (enum layout_kind)kind;
	ycf_status status = read_conditions(layout, map, element);
	if (status != YCF_OK)
		return status;
	if (element->kind == LAYOUT_TEXT)
		return read_text(layout, map, element);
	return element->kind == LAYOUT_LINE ? read_line(layout, map, element)
	                                    : read_box(layout, map, element);
}

static ycf_status read_elements(struct layout *layout, const struct yaml *list)
{
	layout->elements = take(layout, list->count, sizeof *layout->elements);
	if (layout->elements == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < list->count; i++) {
		ycf_status status = read_element(layout, list->items[i], &layout->elements[i]);
		if (status != YCF_OK)
			return status;
		layout->element_count++;
	}
	return YCF_OK;
}

static ycf_status read_language(struct layout *layout, const struct yaml *root)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                              "0123456789-";
	ycf_status status = yaml_text(layout->file, root, "language", true, &layout->language);

	if (status != YCF_OK)
		return status;
	size_t length = strspn(layout->language, letters);
	if (length < 2 || length > 35 || layout->language[length] != '\0')
		return yaml_refuse(layout->file, yaml_get(root, "language"),
		                   "the language must be a code such as en-GB or cy");
	return YCF_OK;
}

static ycf_status read_all(struct layout *layout)
{
	static const char *const keys[] = {"page", "language", "title", "colours", "fonts",
	                                   "draw", NULL};
	struct yaml_file *file = layout->file;
	const struct yaml *root = file->root, *page = NULL, *colours = NULL, *fonts = NULL,
	                  *draw = NULL;

	if (yaml_check_keys(file, root, keys) != YCF_OK
	    || yaml_map(file, root, "page", true, &page) != YCF_OK
	    || read_language(layout, root) != YCF_OK
	    || yaml_text(file, root, "title", true, &layout->title) != YCF_OK
	    || yaml_map(file, root, "colours", true, &colours) != YCF_OK
	    || yaml_map(file, root, "fonts", true, &fonts) != YCF_OK
	    || yaml_list(file, root, "draw", true, &draw) != YCF_OK)
		return file->message->status;
	layout->title_at = yaml_get(root, "title");
	if (read_page(layout, page) != YCF_OK || read_colours(layout, colours) != YCF_OK
	    || read_fonts(layout, fonts) != YCF_OK)
		return file->message->status;
	return read_elements(layout, draw);
}

ycf_status layout_read(const char *path, struct message *message, struct layout **out)
{
	struct yaml_file *file = NULL;
	ycf_status status = yaml_read(path, message, &file);

	if (status != YCF_OK)
		return status;
	struct layout *layout = arena_take(file->arena, sizeof *layout);
	if (layout == NULL) {
		yaml_free(file);
		return message_memory(message);
	}
	layout->file = file;
	status = read_all(layout);
	if (status != YCF_OK)
		layout_free(layout);
	else
		*out = layout;
	return status;
}

void layout_free(struct layout *layout)
{
	if (layout != NULL)
		yaml_free(layout->file);
}
