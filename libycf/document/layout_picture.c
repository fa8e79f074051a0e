#include "document/layout_read.h"

#include <string.h>

#include "base/memory.h"
#include "base/text.h"

enum { NAME_LENGTH = 200 };

ycf_status layout_read_line(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element)
{
	ycf_status status = layout_read_colour(layout, map, "colour", true, &element->stroke);

	return status != YCF_OK ? status
		: layout_read_number(layout, map, "thickness", true, 0.1, MOST_POINTS, "points",
		                     &element->thickness);
}

static ycf_status read_paint(const struct layout *layout, const struct yaml *map,
                             struct layout_element *element)
{
	const char *kind = layout_kind_names[element->kind];

	if (layout_read_colour(layout, map, "fill", false, &element->fill) != YCF_OK
	    || layout_read_colour(layout, map, "stroke", false, &element->stroke) != YCF_OK
	    || layout_read_number(layout, map, "thickness", element->stroke != NULL, 0.1,
	                          MOST_POINTS, "points", &element->thickness) != YCF_OK)
		return layout->file->message->status;
	if (element->fill == NULL && element->stroke == NULL)
		return yaml_refuse(layout->file, map, "this %s has no colour; write fill: for its "
		                   "inside, stroke: for its outline, or both", kind);
	if (element->stroke == NULL && element->thickness > 0)
		return yaml_refuse(layout->file, yaml_get(map, "thickness"), "the thickness is that "
		                   "of the outline; write the outline's colour as stroke: too, or "
		                   "take \"thickness:\" out");
	return YCF_OK;
}

ycf_status layout_read_box(const struct layout *layout, const struct yaml *map,
                           struct layout_element *element)
{
	double shorter = element->width < element->height ? element->width : element->height;

	if (read_paint(layout, map, element) != YCF_OK
	    || layout_read_mm(layout, map, "radius", false, 0, &element->radius) != YCF_OK)
		return layout->file->message->status;
	if (element->radius * 2 > shorter + LAYOUT_SLACK)
		return yaml_refuse(layout->file, yaml_get(map, "radius"), "the radius is more than "
		                   "half of the box; write radius: %g or less", layout_in_mm(shorter / 2));
	return YCF_OK;
}

/* Control points may lie outside: the curve itself need not go there. */
static ycf_status check_path(const struct layout *layout, const struct yaml *map,
                             const struct path *path)
{
	if (path->count == 0)
		return yaml_refuse(layout->file, yaml_get(map, "path"), "this path draws nothing; "
		                   "write SVG path data such as \"M 0 0 L 20 0 L 20 10 Z\"");
	for (size_t i = 0; i < path->count; i++) {
		const struct path_step *step = &path->steps[i];
		bool inside = step->x >= -LAYOUT_SLACK && step->x <= layout->width + LAYOUT_SLACK
			&& step->y >= -LAYOUT_SLACK && step->y <= layout->height + LAYOUT_SLACK;
		if (step->kind != PATH_CLOSE && !inside)
			return yaml_refuse(layout->file, map, "this path reaches beyond the page's "
			                   "edge, to %.4g mm from the left and %.4g mm from the top; "
			                   "change x, y or scale", layout_in_mm(step->x), layout_in_mm(step->y));
	}
	return YCF_OK;
}

static ycf_status refuse_path(const struct layout *layout, const struct yaml *from,
                              const char *text, size_t at, const char *wrong)
{
	static const char wanted[] = "write SVG path data such as \"M 0 0 L 20 0 L 20 10 Z\"";

	if (text[at] == '\0')
		return yaml_refuse(layout->file, from, "the path is wrong at its end: %s; %s", wrong,
		                   wanted);
	return yaml_refuse(layout->file, from, "the path is wrong at its character %zu, before "
	                   "\"%s\": %s; %s", text_characters(text, at) + 1,
	                   layout_shown(layout, text + at), wrong, wanted);
}

ycf_status layout_read_path(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element)
{
	const struct yaml *from = NULL;
	const char *text = NULL;
	double scale = 1;
	size_t at = 0;

	if (layout_read_text(layout, map, "path",
	                     "SVG path data such as \"M 0 0 L 20 0 L 20 10 Z\"", &from, &text)
	    != YCF_OK
	    || yaml_number(layout->file, map, "scale", false, 0.001, 1000, &scale) != YCF_OK
	    || read_paint(layout, map, element) != YCF_OK)
		return layout->file->message->status;
	element->path.arena = layout->file->arena;
	element->path.lasting = true;
	const char *wrong = path_read(&element->path, text, element->x, element->y,
	                              scale * LAYOUT_POINTS_PER_MM, &at);
	if (element->path.failed)
		return message_memory(layout->file->message);
	if (wrong != NULL)
		return refuse_path(layout, from, text, at, wrong);
	return check_path(layout, map, &element->path);
}

static bool has_control_character(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text < ' ' || *text == 127)
			return true;
	return false;
}

static bool climbs(const char *name)
{
	for (;;) {
		size_t length = strcspn(name, "/");
		if (length == 2 && name[0] == '.' && name[1] == '.')
			return true;
		if (name[length] == '\0')
			return false;
		name += length + 1;
	}
}

static bool ends_in_png(const char *ending)
{
	return strcmp(ending, ".png") == 0 || strcmp(ending, ".PNG") == 0;
}

/* What is wrong with an image's name, or NULL. */
static const char *name_fault(const char *name)
{
	size_t length = strlen(name);

	if (length > NAME_LENGTH)
		return "is too long";
	if (has_control_character(name))
		return "has a control character in it";
	if (strchr(name, '\\') != NULL)
		return "has a \\ in it";
	if (name[0] == '/' || strchr(name, ':') != NULL)
		return "is not in the layout's folder";
	if (climbs(name))
		return "leaves the layout's folder";
	if (length < 5 || name[length - 5] == '/' || !ends_in_png(name + length - 4))
		return "is no name of a PNG file";
	return NULL;
}

static ycf_status read_file_name(const struct layout *layout, const struct yaml *map,
                                 struct layout_element *element)
{
	static const char wanted[] = "the name of a PNG file that lies beside the layout, such as "
	                             "logo.png";
	const char *slash = strrchr(layout->file->name, '/'), *name = NULL;
	const struct yaml *at = NULL;
	ycf_status status = layout_read_text(layout, map, "file", wanted, &at, &name);

	if (status != YCF_OK)
		return status;
	const char *fault = name_fault(name);
	if (fault != NULL)
		return yaml_refuse(layout->file, at, "\"%s\" %s; write %s",
		                   layout_shown(layout, name), fault, wanted);
	int length = slash != NULL ? (int)(slash + 1 - layout->file->name) : 0;
	element->file = arena_format(layout->file->arena, "%.*s%s", length, layout->file->name,
	                             name);
	return element->file != NULL ? YCF_OK : message_memory(layout->file->message);
}

static ycf_status read_alt(const struct layout *layout, const struct yaml *map,
                           struct layout_element *element)
{
	return layout_read_text(layout, map, "alt", "what the picture shows, in words, for those "
	                        "who have the page read out to them", &element->alt_at,
	                        &element->alt);
}

ycf_status layout_read_image(const struct layout *layout, const struct yaml *map,
                             struct layout_element *element)
{
	int align = LAYOUT_LEFT, vertical = LAYOUT_TOP;

	if (read_file_name(layout, map, element) != YCF_OK
	    || read_alt(layout, map, element) != YCF_OK
	    || yaml_boolean(layout->file, map, "may_lack", false, &element->may_lack) != YCF_OK
	    || layout_read_choice(layout, map, "align", layout_aligns, &align) != YCF_OK
	    || layout_read_choice(layout, map, "vertical", layout_verticals, &vertical) != YCF_OK)
		return layout->file->message->status;
	element->align = (enum layout_align)align;
	element->vertical = (enum layout_vertical)vertical;
	return YCF_OK;
}

ycf_status layout_read_qr(const struct layout *layout, const struct yaml *map,
                          struct layout_element *element)
{
	if (layout_read_text(layout, map, "text", "what the code holds, such as "
	                     "text: \"{verify.text}\"", &element->words.at, &element->words.text)
	    != YCF_OK || read_alt(layout, map, element) != YCF_OK)
		return layout->file->message->status;
	return layout_read_colour(layout, map, "colour", true, &element->fill);
}

