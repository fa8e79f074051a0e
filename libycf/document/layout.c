#include "document/layout_read.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* ---- the kind of document ---- */

static ycf_status refuse_document(const struct layout *layout, const struct yaml *at,
                                  const char *name)
{
	const char *near = text_nearest(name, document_kinds, DOCUMENT_KINDS);
	struct buffer known = {0};

	for (size_t i = 0; i < DOCUMENT_KINDS; i++)
		buffer_format(&known, "%s%s", i > 0 ? ", " : "", document_kinds[i]);
	ycf_status status = near != NULL
		? yaml_refuse(layout->file, at, "document is \"%s\"; did you mean \"%s\"?",
		              layout_shown(layout, name), near)
		: yaml_refuse(layout->file, at, "document is \"%s\"; write one of: %s",
		              layout_shown(layout, name), buffer_string(&known));
	buffer_free(&known);
	return status;
}

static ycf_status read_document(struct layout *layout, const struct yaml *root,
                                enum document_kind wanted)
{
	const struct yaml *at = NULL;
	const char *name = NULL;
	ycf_status status = layout_read_text(layout, root, "document", "what this is a layout of, "
	                                     "such as document: certificate", &at, &name);

	if (status != YCF_OK)
		return status;
	layout->kind = document_kind_find(name);
	if (layout->kind == DOCUMENT_KINDS)
		return refuse_document(layout, at, name);
	if (wanted != DOCUMENT_KINDS && wanted != layout->kind)
		return yaml_refuse(layout->file, at, "this is a layout of a %s, not of a %s; "
		                   "name another one with --layout", name, document_kinds[wanted]);
	return YCF_OK;
}

/* Which kinds of document have which keys. */
enum {
	ALL = (1 << DOCUMENT_KINDS) - 1, BADGE = 1 << DOCUMENT_BADGE,
	PAGED = ALL & ~(1 << DOCUMENT_FOOTER), FLOWING = PAGED & ~BADGE
};

static const struct {
	const char *name;
	unsigned kinds;
} top_keys[] = {
	{"document", ALL}, {"page", PAGED}, {"language", ALL}, {"months", ALL}, {"date", ALL},
	{"words", ALL}, {"title", ALL}, {"description", BADGE}, {"colours", PAGED},
	{"fonts", PAGED}, {"draw", ALL}, {"flow", FLOWING},
};

enum { TOP_KEYS = sizeof top_keys / sizeof top_keys[0] };

static ycf_status check_top_keys(const struct layout *layout, const struct yaml *root)
{
	const char *allowed[TOP_KEYS + 1] = {0};
	size_t count = 0;

	for (size_t i = 0; i < TOP_KEYS; i++) {
		if ((top_keys[i].kinds >> layout->kind & 1) != 0) {
			allowed[count++] = top_keys[i].name;
			continue;
		}
		for (size_t j = 0; j < root->count; j++)
			if (strcmp(root->keys[j]->text, top_keys[i].name) == 0)
				return yaml_refuse(layout->file, root->keys[j],
				                   "a %s has no \"%s:\"; take it out",
				                   document_kinds[layout->kind], top_keys[i].name);
	}
	return yaml_check_keys(layout->file, root, allowed);
}

/* ---- the page ---- */

/* Millimetres such as 60 or 62.5; not strtod, which follows the locale. */
static const char *read_measure(const char *at, double *mm)
{
	double unit = 1;

	*mm = 0;
	at += strspn(at, " ");
	size_t digits = strspn(at, "0123456789");
	if (digits == 0 || digits > 4)
		return NULL;
	for (; *at >= '0' && *at <= '9'; at++)
		*mm = *mm * 10 + (*at - '0');
	if (*at == '.' && at[1] >= '0' && at[1] <= '9')
		for (at++; *at >= '0' && *at <= '9'; at++)
			*mm += (*at - '0') * (unit /= 10);
	return at + strspn(at, " ");
}

/* "60 x 24" */
static bool read_sides(const char *text, double *width, double *height)
{
	text = read_measure(text, width);
	if (text == NULL || *text != 'x')
		return false;
	text = read_measure(text + 1, height);
	return text != NULL && *text == '\0' && *width >= 5 && *height >= 5
		&& *width <= (double)MOST_MM && *height <= (double)MOST_MM;
}

static ycf_status read_size(struct layout *layout, const struct yaml *page, double *width,
                            double *height)
{
	static const struct {
		const char *name;
		double width, height;
	} papers[] = {{"A3", 297, 420}, {"A4", 210, 297}, {"A5", 148, 210}};
	const char *size = "A4";
	ycf_status status = yaml_text(layout->file, page, "size", false, &size);

	if (status != YCF_OK)
		return status;
	for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++)
		if (strcmp(size, papers[i].name) == 0) {
			layout->paper = papers[i].name;
			*width = papers[i].width;
			*height = papers[i].height;
		}
	if (layout->paper == NULL && !read_sides(size, width, height))
		return yaml_refuse(layout->file, yaml_get(page, "size"), "size is \"%s\"; write A3, "
		                   "A4 or A5, or width x height in mm, such as \"60 x 24\", each "
		                   "from 5 to %d", layout_shown(layout, size), MOST_MM);
	return YCF_OK;
}

static ycf_status read_margin(struct layout *layout, const struct yaml *page)
{
	double shorter = layout->width < layout->height ? layout->width : layout->height;
	ycf_status status = layout_read_mm(layout, page, "margin", false, 0, &layout->margin);

	if (status == YCF_OK && layout->margin * 2 >= shorter)
		return yaml_refuse(layout->file, yaml_get(page, "margin"), "this margin leaves no "
		                   "room on the page; write margin: less than %g",
		                   layout_in_mm(shorter / 2));
	return status;
}

static ycf_status read_page(struct layout *layout, const struct yaml *root)
{
	static const char *const keys[] = {"size", "orientation", "margin", NULL};
	static const char *const orientations[] = {"portrait", "landscape", NULL};
	const struct yaml *page = NULL;
	int landscape = 0;
	double width = 0, height = 0;

	if (yaml_map(layout->file, root, "page", true, &page) != YCF_OK
	    || yaml_check_keys(layout->file, page, keys) != YCF_OK
	    || read_size(layout, page, &width, &height) != YCF_OK
	    || layout_read_choice(layout, page, "orientation", orientations, &landscape) != YCF_OK)
		return layout->file->message->status;
	if (layout->paper == NULL && yaml_get(page, "orientation") != NULL)
		return yaml_refuse(layout->file, yaml_get(page, "orientation"), "a size in mm says "
		                   "already which side is longer; take \"orientation:\" out");
	layout->width = (landscape ? height : width) * LAYOUT_POINTS_PER_MM;
	layout->height = (landscape ? width : height) * LAYOUT_POINTS_PER_MM;
	return read_margin(layout, page);
}

/* ---- colours and fonts ---- */

static bool read_hex(const char *text, struct colour *colour)
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

static ycf_status read_colours(struct layout *layout, const struct yaml *root)
{
	const struct yaml *map = NULL;
	ycf_status status = yaml_map(layout->file, root, "colours", false, &map);

	if (status != YCF_OK || map == NULL)
		return status;
	if (layout_check_count(layout, map, map->count, MOST_COLOURS, "colours") != YCF_OK)
		return layout->file->message->status;
	layout->colours = layout_take(layout, map->count, sizeof *layout->colours);
	if (layout->colours == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < map->count; i++, layout->colour_count++) {
		struct layout_colour *colour = &layout->colours[i];
		const struct yaml *value = map->items[i];
		colour->name = map->keys[i]->text;
		if (value->kind != YAML_TEXT || !read_hex(value->text, &colour->colour))
			return yaml_refuse(layout->file, value, "%s is no colour; write # and "
			                   "six of 0-9 a-f in quotation marks, such as "
			                   "%s: \"#1b4d6b\"",
			                   layout_shown(layout, colour->name),
			                   layout_shown(layout, colour->name));
	}
	return YCF_OK;
}

static ycf_status read_families(const struct layout *layout, const struct yaml *list,
                                struct layout_font *font)
{
	if (list->count == 0)
		return yaml_refuse(layout->file, list, "no font family is named; write at least one, "
		                   "such as families: [Lato, DejaVu Sans]");
	if (layout_check_count(layout, list, list->count, MOST_FAMILIES, "families") != YCF_OK)
		return layout->file->message->status;
	font->at = list;
	font->families = layout_take(layout, list->count, sizeof *font->families);
	if (font->families == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml *family = list->items[i];
		if (family->kind != YAML_TEXT || text_is_blank(family->text, strlen(family->text)))
			return yaml_refuse(layout->file, family, "this is no name of a font family; "
			                   "write one such as DejaVu Sans");
		font->families[font->family_count++] = family->text;
	}
	return YCF_OK;
}

static ycf_status read_font(const struct layout *layout, const struct yaml *map,
                            struct layout_font *font)
{
	static const char *const keys[] = {"families", "weight", "slant", NULL};
	static const char *const slants[] = {"upright", "italic", NULL};
	const struct yaml *families = NULL;
	int64_t weight = 400;
	int italic = 0;

	if (yaml_check_keys(layout->file, map, keys) != YCF_OK
	    || yaml_list(layout->file, map, "families", true, &families) != YCF_OK
	    || yaml_integer(layout->file, map, "weight", false, 100, 900, &weight) != YCF_OK
	    || layout_read_choice(layout, map, "slant", slants, &italic) != YCF_OK)
		return layout->file->message->status;
	font->weight = (int)weight;
	font->italic = italic != 0;
	return read_families(layout, families, font);
}

static ycf_status read_fonts(struct layout *layout, const struct yaml *root)
{
	const struct yaml *map = NULL;
	ycf_status status = yaml_map(layout->file, root, "fonts", false, &map);

	if (status != YCF_OK || map == NULL)
		return status;
	if (layout_check_count(layout, map, map->count, MOST_FONTS, "fonts") != YCF_OK)
		return layout->file->message->status;
	layout->fonts = layout_take(layout, map->count, sizeof *layout->fonts);
	if (layout->fonts == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; status == YCF_OK && i < map->count; i++, layout->font_count++) {
		layout->fonts[i].name = map->keys[i]->text;
		status = read_font(layout, map->items[i], &layout->fonts[i]);
	}
	return status;
}

/* ---- what is drawn ---- */

static ycf_status read_flow_room(struct layout *layout, const struct yaml *flow)
{
	double foot = layout->height - layout->margin, first;

	layout->flow_top = layout->flow_again = layout->margin;
	layout->flow_bottom = foot;
	if (layout_read_mm(layout, flow, "top", false, 0, &layout->flow_top) != YCF_OK
	    || layout_read_mm(layout, flow, "again", false, 0, &layout->flow_again) != YCF_OK
	    || layout_read_mm(layout, flow, "bottom", false, 0, &layout->flow_bottom) != YCF_OK)
		return layout->file->message->status;
	first = layout->flow_top < layout->flow_again ? layout->flow_top : layout->flow_again;
	if (first < layout->margin - LAYOUT_SLACK || layout->flow_bottom > foot + LAYOUT_SLACK)
		return yaml_refuse(layout->file, flow, "the flow reaches beyond the page's margin; "
		                   "write top: and again: %g or more, bottom: %g or less",
		                   layout_in_mm(layout->margin), layout_in_mm(foot));
	if (layout->flow_bottom - layout->flow_top < 10 * LAYOUT_POINTS_PER_MM
	    || layout->flow_bottom - layout->flow_again < 10 * LAYOUT_POINTS_PER_MM)
		return yaml_refuse(layout->file, flow, "the flow has less than 10 mm on a page; write "
		                   "top: and again: smaller, or bottom: larger");
	return YCF_OK;
}

static ycf_status read_flow(struct layout *layout, const struct yaml *flow)
{
	static const char *const keys[] = {"top", "again", "bottom", "pages", "draw", NULL};
	const struct yaml *draw = NULL;
	int64_t pages = 0;

	if (yaml_check_keys(layout->file, flow, keys) != YCF_OK
	    || read_flow_room(layout, flow) != YCF_OK
	    || yaml_integer(layout->file, flow, "pages", false, 1, MOST_PAGES, &pages) != YCF_OK
	    || yaml_list(layout->file, flow, "draw", true, &draw) != YCF_OK)
		return layout->file->message->status;
	layout->flow_pages = (size_t)pages;
	return layout_read_elements(layout, draw, LAYOUT_IN_FLOW, &layout->flow);
}

static ycf_status read_drawn(struct layout *layout, const struct yaml *root)
{
	const struct yaml *draw = NULL, *flow = NULL;
	ycf_status status = yaml_list(layout->file, root, "draw", false, &draw);

	if (status == YCF_OK)
		status = yaml_map(layout->file, root, "flow", false, &flow);
	if (status == YCF_OK && draw != NULL)
		status = layout_read_elements(layout, draw, LAYOUT_IN_DRAW, &layout->draw);
	if (status == YCF_OK && flow != NULL)
		status = read_flow(layout, flow);
	if (status == YCF_OK && layout->draw.count == 0 && layout->flow.count == 0)
		return yaml_refuse(layout->file, draw != NULL ? draw : root, "nothing is drawn; write "
		                   "what stands on the page under \"draw:\"");
	return status;
}

/* ---- the whole ---- */

static ycf_status read_titles(struct layout *layout, const struct yaml *root)
{
	ycf_status status = layout_read_text(layout, root, "title", "the document's title, such as "
	                                     "title: \"{mark.title}: {setting.name}\"",
	                                     &layout->title_at, &layout->title);

	if (status != YCF_OK || layout->kind != DOCUMENT_BADGE)
		return status;
	return layout_read_text(layout, root, "description", "what the badge says, in words, for "
	                        "those who cannot see it", &layout->description_at,
	                        &layout->description);
}

static ycf_status read_all(struct layout *layout, enum document_kind kind)
{
	const struct yaml *root = layout->file->root;

	if (read_document(layout, root, kind) != YCF_OK
	    || check_top_keys(layout, root) != YCF_OK
	    || (layout->kind != DOCUMENT_FOOTER && read_page(layout, root) != YCF_OK)
	    || layout_read_language(layout, root) != YCF_OK
	    || read_titles(layout, root) != YCF_OK || read_colours(layout, root) != YCF_OK
	    || read_fonts(layout, root) != YCF_OK)
		return layout->file->message->status;
	return read_drawn(layout, root);
}

ycf_status layout_read(const char *path, enum document_kind kind, struct message *message,
                       struct layout **out)
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
	status = read_all(layout, kind);
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
