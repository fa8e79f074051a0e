#include "document/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Coordinates are written in hundredths of a point. */
enum { PARTS = 100 };

static const double MM_PER_POINT = 25.4 / 72, SAME = 0.002;

struct svg {
	struct canvas canvas;
	const struct faces *faces;
	const char *title, *description, *language;
	struct message *message;
	struct arena *arena;           /* of the outlines at hand */
	struct buffer text;
	bool begun;
};

static struct svg *svg_of(struct canvas *canvas)
{
	return (struct svg *)canvas;
}

static ycf_status written(const struct svg *svg)
{
	return svg->text.failed ? message_memory(svg->message) : YCF_OK;
}

/* ---- text and numbers ---- */

/* XML has no place for most control characters and for U+FFFE and U+FFFF. */
static void add_escaped(struct buffer *out, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		if (strncmp(text, "\xef\xbf\xbe", 3) == 0 || strncmp(text, "\xef\xbf\xbf", 3) == 0)
			text += 2;
		else if (c == '&')
			buffer_text(out, "&amp;");
		else if (c == '<')
			buffer_text(out, "&lt;");
		else if (c == '>')
			buffer_text(out, "&gt;");
		else if (c == '"')
			buffer_text(out, "&quot;");
		else
			buffer_char(out, c < ' ' ? ' ' : (char)c);
	}
}

/* 1234 is 12.34, -50 is -.5. */
static void add_parts(struct buffer *out, long long parts)
{
	long long whole = llabs(parts) / PARTS, rest = llabs(parts) % PARTS;

	if (parts < 0)
		buffer_char(out, '-');
	if (whole > 0 || rest == 0)
		buffer_format(out, "%lld", whole);
	if (rest > 0)
		buffer_format(out, rest % 10 == 0 ? ".%lld" : ".%02lld",
		              rest % 10 == 0 ? rest / 10 : rest);
}

static void add_number(struct buffer *out, double number)
{
	add_parts(out, llround(number * (double)PARTS));
}

static void add_colour(struct buffer *out, const char *attribute, const struct colour *colour)
{
	if (colour == NULL)
		buffer_format(out, " %s=\"none\"", attribute);
	else
		buffer_format(out, " %s=\"#%02lx%02lx%02lx\"", attribute,
		              lround((double)colour->red * 255), lround((double)colour->green * 255),
		              lround((double)colour->blue * 255));
}

/* ---- outlines ---- */

struct spot {
	long long x, y;                /* in hundredths, so that no step drifts */
};

struct pen {
	struct buffer *out;
	struct spot now, start;
	double x, y, start_x, start_y; /* the same, unrounded */
	char last;                     /* command: it need not be said twice */
	bool fraction;                 /* the number before has one */
};

static struct spot spot_of(double x, double y)
{
	return (struct spot){llround(x * (double)PARTS), llround(y * (double)PARTS)};
}

static void say(struct pen *pen, char command)
{
	if (command != pen->last || command == 'm') {
		buffer_char(pen->out, command);
		pen->fraction = false;
	}
	pen->last = command;
}

/* A minus sign parts numbers as well as a space does, and so does a second
   point. */
static void add_step(struct pen *pen, long long parts)
{
	const struct buffer *out = pen->out;
	char before = out->length > 0 && !out->failed ? out->data[out->length - 1] : ' ';
	bool points = pen->fraction && parts > 0 && parts < PARTS;

	if (parts >= 0 && !points && before >= '0' && before <= '9')
		buffer_char(pen->out, ' ');
	add_parts(pen->out, parts);
	pen->fraction = parts % PARTS != 0;
}

static void add_spot(struct pen *pen, struct spot spot)
{
	add_step(pen, spot.x - pen->now.x);
	add_step(pen, spot.y - pen->now.y);
}

static void add_line(struct pen *pen, struct spot to)
{
	if (to.y == pen->now.y) {
		say(pen, 'h');
		add_step(pen, to.x - pen->now.x);
	} else if (to.x == pen->now.x) {
		say(pen, 'v');
		add_step(pen, to.y - pen->now.y);
	} else {
		say(pen, 'l');
		add_spot(pen, to);
	}
}

/* Most fonts have curves with one control point, which take less to write.  In
   a path they have two, each of which leads back to the one. */
static void add_curve(struct pen *pen, const struct path_step *step)
{
	double x = (3 * step->x1 - pen->x) / 2, y = (3 * step->y1 - pen->y) / 2;
	double other_x = (3 * step->x2 - step->x) / 2, other_y = (3 * step->y2 - step->y) / 2;

	if (fabs(x - other_x) < SAME && fabs(y - other_y) < SAME) {
		say(pen, 'q');
		add_spot(pen, spot_of(x, y));
	} else {
		say(pen, 'c');
		add_spot(pen, spot_of(step->x1, step->y1));
		add_spot(pen, spot_of(step->x2, step->y2));
	}
	add_spot(pen, spot_of(step->x, step->y));
}

static void draw_step(struct pen *pen, const struct path_step *step)
{
	struct spot to = spot_of(step->x, step->y);

	switch (step->kind) {
	case PATH_MOVE:
		say(pen, 'm');
		add_spot(pen, to);
		pen->start = to;
		pen->start_x = step->x;
		pen->start_y = step->y;
		break;
	case PATH_LINE:
		add_line(pen, to);
		break;
	case PATH_CURVE:
		add_curve(pen, step);
		break;
	case PATH_CLOSE:
		say(pen, 'z');
		to = pen->start;
		break;
	}
	pen->x = step->kind == PATH_CLOSE ? pen->start_x : step->x;
	pen->y = step->kind == PATH_CLOSE ? pen->start_y : step->y;
	pen->now = to;
}

static ycf_status svg_path(struct canvas *canvas, const struct path *path,
                           const struct paint *paint)
{
	struct svg *svg = svg_of(canvas);
	struct pen pen = {.out = &svg->text};

	if (path->count == 0)
		return YCF_OK;
	buffer_text(&svg->text, "<path");
	add_colour(&svg->text, "fill", paint->fill);
	if (paint->stroke != NULL) {
		add_colour(&svg->text, "stroke", paint->stroke);
		buffer_text(&svg->text, " stroke-miterlimit=\"10\" stroke-width=\"");
		add_number(&svg->text, paint->thickness);
		buffer_char(&svg->text, '"');
	}
	buffer_text(&svg->text, " d=\"");
	for (size_t i = 0; i < path->count; i++)
		draw_step(&pen, &path->steps[i]);
	buffer_text(&svg->text, "\"/>\n");
	return written(svg);
}

static ycf_status svg_text(struct canvas *canvas, const struct run *run)
{
	struct svg *svg = svg_of(canvas);
	struct path path = {.arena = svg->arena};
	const struct paint paint = {.fill = &run->colour};
	double x = run->x;

	arena_reset(svg->arena);
	for (size_t i = 0; i < run->count; i++) {
		const struct letter *letter = &run->letters[i];
		const struct face_place *place = &letter->place;
		if (!face_outline(faces_get(svg->faces, letter->face), letter->character,
		                  x + place->x * run->size, run->y - place->y * run->size,
		                  run->size, &path))
			return message_memory(svg->message);
		x += place->advance * run->size + run->spacing;
	}
	return svg_path(canvas, &path, &paint);
}

/* ---- the picture ---- */

/* Names that stay apart where several pictures stand in one web page. */
static unsigned long name_of(const struct svg *svg)
{
	const char *const texts[] = {svg->title, svg->description};
	unsigned long hash = 2166136261;

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (const char *at = texts[i]; *at != '\0'; at++)
			hash = ((hash ^ (unsigned char)*at) * 16777619) & 0xffffffff;
	return hash;
}

static void add_words(struct svg *svg, const char *element, unsigned long name,
                      const char *text)
{
	buffer_format(&svg->text, "<%s id=\"%s-%08lx\">", element, element, name);
	add_escaped(&svg->text, text);
	buffer_format(&svg->text, "</%s>\n", element);
}

static void add_language(struct svg *svg, const char *attribute)
{
	buffer_format(&svg->text, " %s=\"", attribute);
	add_escaped(&svg->text, svg->language);
	buffer_char(&svg->text, '"');
}

static ycf_status svg_page(struct canvas *canvas, double width, double height, double scale)
{
	struct svg *svg = svg_of(canvas);
	unsigned long name = name_of(svg);

	if (svg->begun)
		return message_set(svg->message, YCF_INVALID,
		                   "a badge is one picture and has no second page; make what it "
		                   "says shorter");
	svg->begun = true;
	buffer_text(&svg->text, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
	add_number(&svg->text, width * scale * MM_PER_POINT);
	buffer_text(&svg->text, "mm\" height=\"");
	add_number(&svg->text, height * scale * MM_PER_POINT);
	buffer_text(&svg->text, "mm\" viewBox=\"0 0 ");
	add_number(&svg->text, width);
	buffer_char(&svg->text, ' ');
	add_number(&svg->text, height);
	buffer_format(&svg->text, "\" role=\"img\" aria-labelledby=\"title-%08lx desc-%08lx\"",
	              name, name);
	add_language(svg, "lang");
	add_language(svg, "xml:lang");
	buffer_text(&svg->text, ">\n");
	add_words(svg, "title", name, svg->title);
	add_words(svg, "desc", name, svg->description);
	return written(svg);
}

/* The words under <desc> tell all of it at once. */
static ycf_status svg_open(struct canvas *canvas, const struct element *element)
{
	(void)canvas;
	(void)element;
	return YCF_OK;
}

static ycf_status svg_close(struct canvas *canvas)
{
	(void)canvas;
	return YCF_OK;
}

static ycf_status svg_image(struct canvas *canvas, const struct image *image,
                            double x, double y, double width, double height)
{
	(void)image, (void)x, (void)y, (void)width, (void)height;
	return message_set(svg_of(canvas)->message, YCF_INVALID,
	                   "a badge holds no picture from a file; draw it with \"kind: path\"");
}

static const struct canvas_acts acts = {
	svg_page, svg_open, svg_close, svg_text, svg_path, svg_image
};

ycf_status svg_new(const struct faces *faces, const char *title, const char *description,
                   const char *language, struct message *message, struct svg **out)
{
	struct svg *svg = calloc(1, sizeof *svg);

	if (svg == NULL)
		return message_memory(message);
	*svg = (struct svg){
		.canvas.acts = &acts, .faces = faces, .title = title, .description = description,
		.language = language, .message = message, .arena = arena_new(),
	};
	if (svg->arena == NULL) {
		svg_free(svg);
		return message_memory(message);
	}
	*out = svg;
	return YCF_OK;
}

struct canvas *svg_canvas(struct svg *svg)
{
	return &svg->canvas;
}

void svg_free(struct svg *svg)
{
	if (svg == NULL)
		return;
	arena_free(svg->arena);
	buffer_free(&svg->text);
	free(svg);
}

ycf_status svg_save(struct svg *svg, struct output *output)
{
	buffer_text(&svg->text, "</svg>\n");
	if (svg->text.failed)
		return message_memory(svg->message);
	output_write(output, svg->text.data, svg->text.length);
	return YCF_OK;
}
