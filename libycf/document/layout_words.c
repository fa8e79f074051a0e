#include "document/layout_read.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"

enum { SHOWN_LIMIT = 60 };

const char *const layout_aligns[] = {"left", "centre", "right", NULL};
const char *const layout_verticals[] = {"top", "middle", "bottom", NULL};

void *layout_take(const struct layout *layout, size_t count, size_t size)
{
	void *taken = arena_take(layout->file->arena, count * size + 1);

	if (taken == NULL)
		message_memory(layout->file->message);
	return taken;
}

/* What a buffer holds, kept with the layout; the buffer is freed. */
static const char *keep(const struct layout *layout, struct buffer *buffer)
{
	const char *copy = buffer->failed ? NULL
		: arena_text(layout->file->arena, buffer_string(buffer));

	buffer_free(buffer);
	return copy != NULL ? copy : "...";
}

const char *layout_shown(const struct layout *layout, const char *text)
{
	struct buffer buffer = {0};

	text_printable(&buffer, text, strlen(text), SHOWN_LIMIT);
	return keep(layout, &buffer);
}

ycf_status layout_check_count(const struct layout *layout, const struct yaml *at, size_t count,
                              size_t most, const char *what)
{
	if (count <= most)
		return YCF_OK;
	return yaml_refuse(layout->file, at, "these are %zu %s; write at most %zu", count, what,
	                   most);
}

static const char *name_list(const struct layout *layout, const char *const *names,
                             size_t count)
{
	struct buffer list = {0};

	for (size_t i = 0; i < count; i++)
		buffer_format(&list, "%s%s", i > 0 ? ", " : "", layout_shown(layout, names[i]));
	return keep(layout, &list);
}

ycf_status layout_read_choice(const struct layout *layout, const struct yaml *map,
                              const char *key, const char *const *choices, int *out)
{
	const char *text = NULL;
	size_t count = 0;
	ycf_status status = yaml_text(layout->file, map, key, false, &text);

	if (status != YCF_OK || text == NULL)
		return status;
	for (; choices[count] != NULL; count++)
		if (strcmp(text, choices[count]) == 0) {
			*out = (int)count;
			return YCF_OK;
		}
	return yaml_refuse(layout->file, yaml_get(map, key), "%s is \"%s\"; write one of: %s",
	                   key, layout_shown(layout, text), name_list(layout, choices, count));
}

ycf_status layout_read_number(const struct layout *layout, const struct yaml *map,
                              const char *key, bool required, double least, double most,
                              const char *unit, double *out)
{
	if (required && map->kind == YAML_MAP && yaml_get(map, key) == NULL)
		return yaml_refuse(layout->file, map,
		                   "\"%s:\" is missing; write it in %s, such as %s: 12", key,
		                   unit, key);
	return yaml_number(layout->file, map, key, required, least, most, out);
}

ycf_status layout_read_mm(const struct layout *layout, const struct yaml *map, const char *key,
                          bool required, double least, double *out)
{
	double mm = *out / LAYOUT_POINTS_PER_MM;
	ycf_status status = layout_read_number(layout, map, key, required, least, MOST_MM, "mm",
	                                       &mm);

	*out = mm * LAYOUT_POINTS_PER_MM;
	return status;
}

ycf_status layout_read_text(const struct layout *layout, const struct yaml *map,
                            const char *key, const char *wanted, const struct yaml **at,
                            const char **out)
{
	const char *text = NULL;
	ycf_status status = yaml_text(layout->file, map, key, false, &text);

	if (status != YCF_OK)
		return status;
	const struct yaml *found = yaml_get(map, key);
	if (text == NULL || text_is_blank(text, strlen(text)))
		return yaml_refuse(layout->file, found != NULL ? found : map,
		                   "\"%s:\" is %s; write %s", key,
		                   found != NULL ? "empty" : "missing", wanted);
	*at = found;
	*out = text;
	return YCF_OK;
}

static ycf_status refuse_name(const struct layout *layout, const struct yaml *at,
                              const char *key, const char *text, const char *section,
                              const char *const *names, size_t count)
{
	const char *near = text_nearest(text, names, count);

	text = layout_shown(layout, text);
	if (near != NULL)
		return yaml_refuse(layout->file, at, "%s \"%s\" is not under \"%s:\"; did you mean "
		                   "\"%s\"? Otherwise add it there", key, text, section,
		                   layout_shown(layout, near));
	if (count == 0)
		return yaml_refuse(layout->file, at, "%s \"%s\" is not under \"%s:\"; add it there",
		                   key, text, section);
	return yaml_refuse(layout->file, at, "%s \"%s\" is not under \"%s:\"; add it there, or "
	                   "write one of: %s", key, text, section,
	                   name_list(layout, names, count));
}

/* A name that stands under `section`: which of `names` it is, else `count`. */
static ycf_status read_named(const struct layout *layout, const struct yaml *map,
                             const char *key, const char *section,
                             const char *const *names, size_t count, bool required,
                             size_t *out)
{
	const char *text = NULL;
	ycf_status status = yaml_text(layout->file, map, key, false, &text);

	*out = count;
	if (status != YCF_OK)
		return status;
	if (text == NULL && !required)
		return YCF_OK;
	if (text == NULL)
		return yaml_refuse(layout->file, map, "\"%s:\" is missing; write one of those "
		                   "under \"%s:\"%s%s", key, section, count > 0 ? ": " : "",
		                   name_list(layout, names, count));
	for (*out = 0; *out < count; ++*out)
		if (strcmp(names[*out], text) == 0)
			return YCF_OK;
	return refuse_name(layout, yaml_get(map, key), key, text, section, names, count);
}

ycf_status layout_read_colour(const struct layout *layout, const struct yaml *map,
                              const char *key, bool required,
                              const struct layout_colour **out)
{
	const char *names[MOST_COLOURS];
	size_t found = 0;

	for (size_t i = 0; i < layout->colour_count; i++)
		names[i] = layout->colours[i].name;
	ycf_status status = read_named(layout, map, key, "colours", names,
	                               layout->colour_count, required, &found);
	if (status == YCF_OK && found < layout->colour_count)
		*out = &layout->colours[found];
	return status;
}

ycf_status layout_read_font(const struct layout *layout, const struct yaml *map,
                            const char *key, bool required, const struct layout_font **out)
{
	const char *names[MOST_FONTS];
	size_t found = 0;

	for (size_t i = 0; i < layout->font_count; i++)
		names[i] = layout->fonts[i].name;
	ycf_status status = read_named(layout, map, key, "fonts", names, layout->font_count,
	                               required, &found);
	if (status == YCF_OK && found < layout->font_count)
		*out = &layout->fonts[found];
	return status;
}

const struct layout_colour *layout_find_colour(const struct layout *layout, const char *name)
{
	for (size_t i = 0; i < layout->colour_count; i++)
		if (strcmp(layout->colours[i].name, name) == 0)
			return &layout->colours[i];
	return NULL;
}

static ycf_status read_type(const struct layout *layout, const struct yaml *map,
                            enum layout_section section, struct layout_words *words)
{
	int64_t lines = section == LAYOUT_IN_FLOW ? 0 : 1;
	struct yaml_file *file = layout->file;

	words->line_spacing = 1.25;
	if (layout_read_number(layout, map, "size", true, 1, MOST_POINTS, "points", &words->size)
	    != YCF_OK)
		return file->message->status;
	words->least = words->wrap_below = words->size;
	if (yaml_number(file, map, "shrink_to", false, 1, words->size, &words->least) != YCF_OK
	    || yaml_number(file, map, "wrap_below", false, words->least, words->size,
	                   &words->wrap_below) != YCF_OK
	    || yaml_integer(file, map, "lines", false, 1, MOST_LINES, &lines) != YCF_OK
	    || yaml_number(file, map, "line_spacing", false, 0.5, 5, &words->line_spacing)
	       != YCF_OK
	    || yaml_number(file, map, "letter_spacing", false, -0.1, 1, &words->letter_spacing)
	       != YCF_OK)
		return file->message->status;
	words->lines = (size_t)lines;
	return YCF_OK;
}

static ycf_status read_role(const struct layout *layout, const struct yaml *map,
                            enum reading *role)
{
	static const char *const names[] = {
		"heading 1", "heading 2", "heading 3", "text", "decoration", NULL,
	};
	static const enum reading roles[] = {
		ROLE_HEADING_1, ROLE_HEADING_2, ROLE_HEADING_3, ROLE_PARAGRAPH, ROLE_DECORATION,
	};
	int found = 3;
	ycf_status status = layout_read_choice(layout, map, "reads_as", names, &found);

	*role = roles[found];
	return status;
}

ycf_status layout_read_words(const struct layout *layout, const struct yaml *map,
                             enum layout_section section, struct layout_words *words)
{
	int align = LAYOUT_LEFT, vertical = LAYOUT_TOP;

	if (layout_read_text(layout, map, "text",
	                     "what stands there, such as text: \"{setting.name}\"",
	                     &words->at, &words->text) != YCF_OK
	    || layout_read_font(layout, map, "font", true, &words->font) != YCF_OK
	    || read_type(layout, map, section, words) != YCF_OK
	    || layout_read_colour(layout, map, "colour", true, &words->colour) != YCF_OK
	    || layout_read_choice(layout, map, "align", layout_aligns, &align) != YCF_OK
	    || layout_read_choice(layout, map, "vertical", layout_verticals, &vertical) != YCF_OK
	    || read_role(layout, map, &words->role) != YCF_OK)
		return layout->file->message->status;
	words->align = (enum layout_align)align;
	words->vertical = (enum layout_vertical)vertical;
	return YCF_OK;
}
