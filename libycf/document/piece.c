#include "document/piece.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "document/qr.h"

static bool is_text(const char *text)
{
	return !text_is_blank(text, strlen(text));
}

/* An element that stands on several pages says something else on each. */
static struct kept_words *kept_of(const struct compose *compose,
                                  const struct layout_element *element)
{
	return compose->pages == 1 ? &compose->kept[element - compose->layout->draw.items] : NULL;
}

static ycf_status set_text(const struct compose *compose, const struct scope *scope,
                           bool in_flow, struct piece *piece)
{
	const struct layout_element *element = piece->element;
	const struct layout_words *words = &element->words;
	const char *text = NULL;
	ycf_status status;

	if (!piece->drawn)
		return compose_text(compose, scope, words->at, words->text, &text);
	if (in_flow)
		status = words_run(compose, scope, words, element->width, &piece->words);
	else
		status = words_fit(compose, scope, words, element->width, element->height,
		                   kept_of(compose, element), &piece->words);
	piece->drawn = status == YCF_OK && piece->words.typeset.line_count > 0;
	return status;
}

static ycf_status set_alt(const struct compose *compose, const struct scope *scope,
                          struct piece *piece)
{
	const struct layout_element *element = piece->element;

	return compose_text(compose, scope, element->alt_at, element->alt, &piece->alt);
}

static ycf_status set_image(const struct compose *compose, const struct scope *scope,
                            struct piece *piece)
{
	ycf_status status = set_alt(compose, scope, piece);

	if (status == YCF_OK)
		status = pictures_get(compose->pictures, piece->element->file,
		                      piece->element->may_lack, compose->message, &piece->image);
	piece->drawn = piece->drawn && piece->image != NULL;
	return status;
}

static ycf_status set_qr(const struct compose *compose, const struct scope *scope,
                         struct piece *piece)
{
	const struct layout_element *element = piece->element;
	const char *text = NULL;
	ycf_status status = set_alt(compose, scope, piece);

	if (status == YCF_OK)
		status = compose_text(compose, scope, element->words.at, element->words.text,
		                      &text);
	if (status != YCF_OK)
		return status;
	piece->drawn = piece->drawn && is_text(text);
	piece->path.arena = compose->arena;
	if (!piece->drawn)
		return YCF_OK;
	return qr_draw(text, element->x, element->y, element->width, &piece->path,
	               compose->message);
}

ycf_status piece_set(const struct compose *compose, const struct scope *scope,
                     const struct layout_element *element, bool in_flow,
                     struct piece *piece)
{
	*piece = (struct piece){.element = element};
	ycf_status status = placeholder_hold(scope, element->conditions,
	                                     element->condition_count, &piece->drawn);

	if (status != YCF_OK)
		return status;
	switch (element->kind) {
	case LAYOUT_TEXT:
		return set_text(compose, scope, in_flow, piece);
	case LAYOUT_IMAGE:
		return set_image(compose, scope, piece);
	case LAYOUT_QR:
		return set_qr(compose, scope, piece);
	default:
		return YCF_OK;
	}
}

double piece_height(const struct piece *piece)
{
	if (piece->element->kind == LAYOUT_TEXT)
		return piece->words.typeset.height;
	if (piece->element->kind == LAYOUT_QR)
		return piece->element->width;
	return piece->element->height;
}

/* ---- drawing ---- */

static ycf_status draw_text(struct canvas *canvas, const struct piece *piece, double down)
{
	const struct layout_element *element = piece->element;
	const struct typeset *typeset = &piece->words.typeset;
	double spare = element->height > 0 ? element->height - typeset->height : 0;

	return words_draw(canvas, &piece->words, 0, typeset->line_count, element->x,
	                  element->y + down + spare * (int)element->words.vertical / 2,
	                  element->width);
}

static ycf_status draw_path(const struct compose *compose, struct canvas *canvas,
                            const struct layout_element *element, const struct path *path,
                            double down)
{
	struct path moved = {.arena = compose->arena};
	struct paint paint = {
		.fill = element->fill != NULL ? &element->fill->colour : NULL,
		.stroke = element->stroke != NULL ? &element->stroke->colour : NULL,
		.thickness = element->thickness,
	};

	if (down == 0)
		return canvas->acts->path(canvas, path, &paint);
	moved.steps = arena_take(compose->arena, path->count * sizeof *moved.steps);
	if (moved.steps == NULL)
		return message_memory(compose->message);
	for (moved.count = 0; moved.count < path->count; moved.count++) {
		struct path_step step = path->steps[moved.count];
		step.y1 += down;
		step.y2 += down;
		step.y += down;
		moved.steps[moved.count] = step;
	}
	return canvas->acts->path(canvas, &moved, &paint);
}

static ycf_status draw_shape(const struct compose *compose, struct canvas *canvas,
                             const struct layout_element *element, double down)
{
	struct path path = {.arena = compose->arena};

	if (element->kind == LAYOUT_PATH)
		return draw_path(compose, canvas, element, &element->path, down);
	if (element->kind == LAYOUT_BOX) {
		path_box(&path, element->x, element->y, element->width, element->height,
		         element->radius);
	} else {
		path_move(&path, element->x, element->y);
		path_line(&path, element->x + element->width, element->y + element->height);
	}
	if (path.failed)
		return message_memory(compose->message);
	return draw_path(compose, canvas, element, &path, down);
}

static ycf_status draw_image(struct canvas *canvas, const struct piece *piece, double down)
{
	const struct layout_element *element = piece->element;
	const struct image *image = piece->image;
	double scale = fmin(element->width / image->width, element->height / image->height);
	double width = image->width * scale, height = image->height * scale;

	return canvas->acts->image(canvas, image,
	                           element->x + (element->width - width) * (int)element->align / 2,
	                           element->y + down
	                           + (element->height - height) * (int)element->vertical / 2,
	                           width, height);
}

struct element piece_reading(const struct compose *compose, const struct set_words *words)
{
	enum reading role = words->words->role;
	bool heads = role >= ROLE_HEADING_1 && role <= ROLE_HEADING_3;

	return (struct element){
		.role = role,
		.bookmark = heads && compose->bookmarks ? words->text : NULL,
	};
}

static struct element reading_of(const struct compose *compose, const struct piece *piece,
                                 double down)
{
	const struct layout_element *element = piece->element;

	if (element->kind == LAYOUT_TEXT)
		return piece_reading(compose, &piece->words);
	if (element->kind != LAYOUT_IMAGE && element->kind != LAYOUT_QR)
		return (struct element){.role = ROLE_DECORATION};
	return (struct element){
		.role = ROLE_FIGURE,
		.alt = piece->alt,
		.x = element->x,
		.y = element->y + down,
		.width = element->width,
		.height = element->kind == LAYOUT_QR ? element->width : element->height,
	};
}

static ycf_status draw(const struct compose *compose, struct canvas *canvas,
                       const struct piece *piece, double down)
{
	switch (piece->element->kind) {
	case LAYOUT_TEXT:
		return draw_text(canvas, piece, down);
	case LAYOUT_IMAGE:
		return draw_image(canvas, piece, down);
	case LAYOUT_QR:
		return draw_path(compose, canvas, piece->element, &piece->path, down);
	default:
		return draw_shape(compose, canvas, piece->element, down);
	}
}

ycf_status piece_draw(const struct compose *compose, struct canvas *canvas,
                      const struct piece *piece, double down, bool repeats)
{
	struct element element = {.role = ROLE_DECORATION};

	if (!piece->drawn)
		return YCF_OK;
	if (!repeats)
		element = reading_of(compose, piece, down);
	ycf_status status = canvas->acts->open(canvas, &element);
	if (status == YCF_OK)
		status = draw(compose, canvas, piece, down);
	return status == YCF_OK ? canvas->acts->close(canvas) : status;
}
