#include "document/mark.h"

#include <math.h>
#include <string.h>
#include <strings.h>

static const char *const families[] = {"Lato", "Carlito", "DejaVu Sans"};
static const struct colour red = {0.55f, 0.1f, 0.1f}, white = {1, 1, 1};

/* Below the edge that printers leave blank and above what the layouts of ours
   begin with; a picture as small as a badge has no such edge. */
enum { LARGE = 200, TALLEST = 13, EDGE = 11 };

static const char *const marks[][2] = {
	{"cy", "Sampl yn unig: nid dyfarniad yw hwn"},
	{"en", "Specimen: not an award"},
};

const char *mark_text(const struct layout *layout)
{
	size_t i = 0;

	while (i + 1 < sizeof marks / sizeof marks[0]
	       && (strncasecmp(layout->language, marks[i][0], 2) != 0
	           || (layout->language[2] != '\0' && layout->language[2] != '-')))
		i++;
	return marks[i][1];
}

static double height_of(const struct layout *layout)
{
	return fmin(TALLEST, layout->height / 10);
}

static ycf_status take_words(const struct compose *compose, const struct layout_words **words)
{
	struct layout_words *made = arena_take(compose->arena, sizeof *made);
	struct layout_font *font = arena_take(compose->arena, sizeof *font);
	struct layout_colour *colour = arena_take(compose->arena, sizeof *colour);
	const char **names = arena_take(compose->arena, sizeof families);

	if (made == NULL || font == NULL || colour == NULL || names == NULL)
		return message_memory(compose->message);
	memcpy(names, families, sizeof families);
	colour->colour = red;
	font->families = names;
	font->family_count = sizeof families / sizeof families[0];
	font->weight = 700;
	double size = height_of(compose->layout) * 0.8;
	*made = (struct layout_words){
		.at = compose->layout->file->root, .text = mark_text(compose->layout), .font = font,
		.colour = colour, .size = size, .wrap_below = size, .least = size / 20, .lines = 1,
		.line_spacing = 1, .align = LAYOUT_CENTRE, .role = ROLE_PARAGRAPH,
	};
	*words = made;
	return YCF_OK;
}

ycf_status mark_set(struct compose *compose)
{
	const struct layout *layout = compose->layout;
	const struct layout_words *words = NULL;
	struct scope scope = compose_scope(compose);
	struct set_words *mark = arena_take(compose->arena, sizeof *mark);

	if (!compose->specimen)
		return YCF_OK;
	if (mark == NULL)
		return message_memory(compose->message);
	ycf_status status = take_words(compose, &words);
	if (status == YCF_OK)
		status = words_fit(compose, &scope, words, layout->width * 0.95, height_of(layout),
		                   NULL, mark);
	compose->mark = mark;
	return status;
}

/* White under the letters, whatever the layout has there. */
static ycf_status draw_ground(const struct compose *compose, struct canvas *canvas, double y)
{
	struct path path = {.arena = compose->arena};
	const struct paint paint = {.fill = &white};
	double height = height_of(compose->layout);
	double width = compose->mark->typeset.lines[0].width + height;

	path_box(&path, (compose->layout->width - width) / 2, y, width, height, 0);
	if (path.failed)
		return message_memory(compose->message);
	return canvas->acts->path(canvas, &path, &paint);
}

static ycf_status draw_text(const struct compose *compose, struct canvas *canvas, double y,
                            bool read)
{
	const struct set_words *mark = compose->mark;
	struct element element = {.role = read ? ROLE_PARAGRAPH : ROLE_DECORATION};
	double spare = height_of(compose->layout) - words_height(mark, 1);

	ycf_status status = canvas->acts->open(canvas, &element);
	if (status == YCF_OK)
		status = words_draw(canvas, mark, 0, 1, 0, y + spare / 2, compose->layout->width);
	return status == YCF_OK ? canvas->acts->close(canvas) : status;
}

ycf_status mark_draw(const struct compose *compose, struct canvas *canvas, bool read)
{
	struct element ground = {.role = ROLE_DECORATION};
	double y = compose->layout->height > (double)LARGE ? EDGE : 0;

	if (compose->mark == NULL || compose->mark->typeset.line_count == 0)
		return YCF_OK;
	ycf_status status = canvas->acts->open(canvas, &ground);
	if (status == YCF_OK)
		status = draw_ground(compose, canvas, y);
	if (status == YCF_OK)
		status = canvas->acts->close(canvas);
	return status == YCF_OK ? draw_text(compose, canvas, y, read) : status;
}
