#include "document/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "document/layout.h"
#include "document/letters.h"
#include "document/pdf.h"
#include "document/placeholder.h"
#include "document/typeset.h"

/* What a text of the layout has become: nothing where it is not drawn. */
struct set_text {
	struct letters letters;
	struct typeset typeset;
	bool drawn;
};

struct drawing {
	const struct layout *layout;
	struct placeholder_values values;
	struct faces *faces;
	struct pdf *pdf;
	unsigned *fonts;               /* a face's font in the PDF */
	bool *drawn;                   /* per element */
	struct set_text *texts;        /* per element */
	struct message *message;
};

static struct arena *arena_of(const struct drawing *drawing)
{
	return drawing->layout->file->arena;
}

static ycf_status is_wanted(const struct drawing *drawing,
                            const struct layout_element *element, bool *wanted)
{
	*wanted = true;
	for (size_t i = 0; i < element->condition_count; i++) {
		const struct layout_condition *condition = &element->conditions[i];
		bool present = false;
		ycf_status status = placeholder_present(drawing->layout->file, condition->at,
		                                        &drawing->values, condition->value,
		                                        &present);
		if (status != YCF_OK)
			return status;
		*wanted = *wanted && present != condition->absent;
	}
	return YCF_OK;
}

/* The text with its values in place, composed so that an accent is one
   character with its letter, as fonts have it. */
static ycf_status expand(const struct drawing *drawing, const struct yaml *at,
                         const char *text, const char **expanded)
{
	struct buffer words = {0};
	ycf_status status = placeholder_expand(drawing->layout->file, at, text,
	                                       &drawing->values, &words);

	if (status == YCF_OK) {
		*expanded = text_nfc(arena_of(drawing), buffer_string(&words), words.length);
		if (*expanded == NULL)
			status = message_memory(drawing->message);
	}
	buffer_free(&words);
	return status;
}

static struct typeset_wish wish_of(const struct layout_element *element, double cap_height)
{
	const struct layout_words *words = &element->words;

	return (struct typeset_wish){
		.size = words->size,
		.wrap_below = words->wrap_below,
		.least = words->least,
		.lines = (size_t)words->lines,
		.width = element->width,
		.height = element->height,
		.line_spacing = words->line_spacing,
		.letter_spacing = words->letter_spacing,
		.cap_height = cap_height,
	};
}

static ycf_status refuse_long(const struct drawing *drawing,
                              const struct layout_element *element, const char *text)
{
	struct buffer quoted = {0};

	text_printable(&quoted, text, strlen(text), 200);
	yaml_refuse(drawing->layout->file, element->at,
	            "\"%s\" does not fit its place even in the smallest type; shorten it, or "
	            "give the layout more room, more lines or a smaller \"shrink_to\"",
	            buffer_string(&quoted));
	buffer_free(&quoted);
	return drawing->message->status;
}

static ycf_status set_text(struct drawing *drawing, const struct layout_element *element,
                           const char *text, struct set_text *set)
{
	const struct layout_font *font = element->words.font;
	struct font_style style = {font->families, font->family_count, font->weight,
	                           font->italic};
	unsigned face = 0;

	set->drawn = !text_is_blank(text, strlen(text));
	if (!set->drawn)
		return YCF_OK;
	if (faces_main(drawing->faces, &style, drawing->message, &face) != YCF_OK
	    || letters_place(drawing->faces, &style, text, arena_of(drawing),
	                     drawing->message, &set->letters) != YCF_OK)
		return drawing->message->status;
	struct typeset_wish wish =
		wish_of(element, face_cap_height(faces_get(drawing->faces, face)));
	if (!typeset_fit(&set->letters, &wish, &set->typeset))
		return refuse_long(drawing, element, text);
	return YCF_OK;
}

static ycf_status prepare_element(struct drawing *drawing, size_t i)
{
	const struct layout_element *element = &drawing->layout->elements[i];
	const char *text = NULL;
	ycf_status status = is_wanted(drawing, element, &drawing->drawn[i]);

	if (status != YCF_OK || element->kind != LAYOUT_TEXT)
		return status;
	/* a slip in a text that is not drawn today must not wait until it is */
	status = expand(drawing, element->words.at, element->words.text, &text);
	if (status != YCF_OK || !drawing->drawn[i])
		return status;
	return set_text(drawing, element, text, &drawing->texts[i]);
}

static ycf_status prepare(struct drawing *drawing)
{
	size_t count = drawing->layout->element_count;

	drawing->drawn = arena_take(arena_of(drawing), count * sizeof *drawing->drawn + 1);
	drawing->texts = arena_take(arena_of(drawing), count * sizeof *drawing->texts + 1);
	if (drawing->drawn == NULL || drawing->texts == NULL)
		return message_memory(drawing->message);
	for (size_t i = 0; i < count; i++) {
		ycf_status status = prepare_element(drawing, i);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static ycf_status start_document(struct drawing *drawing)
{
	const struct layout *layout = drawing->layout;
	const char *title = NULL;

	if (expand(drawing, layout->title_at, layout->title, &title) != YCF_OK
	    || pdf_new(layout->width, layout->height, drawing->message, &drawing->pdf) != YCF_OK
	    || pdf_title(drawing->pdf, title) != YCF_OK)
		return drawing->message->status;
	return pdf_language(drawing->pdf, layout->language);
}

static ycf_status embed_face(struct drawing *drawing, unsigned number)
{
	const struct face *face = faces_get(drawing->faces, number);
	unsigned char *data = NULL;
	size_t length = 0, count = 0, i = 0;

	for (int32_t c = -1; (c = face_next_used(face, c)) >= 0;)
		count++;
	if (count == 0)
		return YCF_OK;
	uint32_t *characters = arena_take(arena_of(drawing), count * sizeof *characters);
	if (characters == NULL)
		return message_memory(drawing->message);
	for (int32_t c = -1; (c = face_next_used(face, c)) >= 0;)
		characters[i++] = (uint32_t)c;
	ycf_status status = face_subset(face, drawing->message, &data, &length);
	if (status == YCF_OK)
		status = pdf_embed(drawing->pdf, data, length, characters, count,
		                   &drawing->fonts[number]);
	free(data);
	return status;
}

static ycf_status embed_faces(struct drawing *drawing)
{
	unsigned count = faces_count(drawing->faces);

	drawing->fonts = arena_take(arena_of(drawing), count * sizeof *drawing->fonts + 1);
	if (drawing->fonts == NULL)
		return message_memory(drawing->message);
	for (unsigned i = 0; i < count; i++) {
		ycf_status status = embed_face(drawing, i);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static struct pdf_colour pdf_colour_of(const struct layout_colour *colour)
{
	return (struct pdf_colour){colour->red, colour->green, colour->blue};
}

/* How many letters from `first` the viewer puts in the right place by itself:
   up to a change of font, a kerned pair or, lest rounding add up, a space. */
static size_t stretch(const struct letter *letters, size_t count)
{
	size_t i = 0;

	while (i + 1 < count && letters[i].place.plain && letters[i].character != ' '
	       && letters[i + 1].face == letters[i].face
	       && (letters[i + 1].place.plain || letters[i + 1].place.x == 0)
	       && letters[i + 1].place.y == 0)
		i++;
	return i + 1;
}

static ycf_status draw_stretch(const struct drawing *drawing, struct pdf_type *type,
                               const struct letter *letters, size_t count, double x, double y)
{
	const struct letter *last = &letters[count - 1];
	const char *text = arena_copy(arena_of(drawing), letters->at,
	                              (size_t)(last->at + last->length - letters->at));

	if (text == NULL)
		return message_memory(drawing->message);
	type->font = drawing->fonts[letters->face];
	return pdf_text(drawing->pdf, type, x + letters->place.x * type->size,
	                y + letters->place.y * type->size, text);
}

static ycf_status draw_line_of_text(const struct drawing *drawing, struct pdf_type *type,
                                    const struct letter *letters, size_t count,
                                    double x, double y)
{
	while (count > 0) {
		size_t taken = stretch(letters, count);
		ycf_status status = draw_stretch(drawing, type, letters, taken, x, y);
		if (status != YCF_OK)
			return status;
		for (size_t i = 0; i < taken; i++)
			x += letters[i].place.advance * type->size + type->spacing;
		letters += taken;
		count -= taken;
	}
	return YCF_OK;
}

static ycf_status draw_text(const struct drawing *drawing,
                            const struct layout_element *element, const struct set_text *set)
{
	const struct layout_words *words = &element->words;
	const struct typeset *typeset = &set->typeset;
	struct pdf_type type = {
		.size = typeset->size,
		.spacing = words->letter_spacing * typeset->size,
		.colour = pdf_colour_of(element->colour),
	};
	double leading = words->line_spacing * typeset->size;
	/* the base line of the last line, from the page's foot */
	double y = drawing->layout->height - element->y - element->height
		+ (element->height - typeset->height) * (2 - (int)words->vertical) / 2;

	y += leading * (double)typeset->line_count;
	for (size_t i = 0; i < typeset->line_count; i++) {
		const struct typeset_line *line = &typeset->lines[i];
		double x = element->x + (element->width - line->width) * (int)words->align / 2;
		y -= leading;
		ycf_status status = draw_line_of_text(drawing, &type,
		                                      &set->letters.items[line->first],
		                                      line->count, x, y);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static ycf_status draw_line(const struct drawing *drawing,
                            const struct layout_element *element)
{
	double top = drawing->layout->height - element->y;

	return pdf_line(drawing->pdf, element->x, top, element->x + element->width,
	                top - element->height, element->thickness,
	                pdf_colour_of(element->colour));
}

static ycf_status draw_box(const struct drawing *drawing,
                           const struct layout_element *element)
{
	struct pdf_colour fill = {0}, stroke = {0};
	struct pdf_box box = {
		.x = element->x,
		.y = drawing->layout->height - element->y - element->height,
		.width = element->width,
		.height = element->height,
		.radius = element->radius,
		.thickness = element->thickness,
	};

	if (element->fill != NULL) {
		fill = pdf_colour_of(element->fill);
		box.fill = &fill;
	}
	if (element->stroke != NULL) {
		stroke = pdf_colour_of(element->stroke);
		box.stroke = &stroke;
	}
	return pdf_box(drawing->pdf, &box);
}

static ycf_status draw_element(const struct drawing *drawing, size_t i)
{
	const struct layout_element *element = &drawing->layout->elements[i];

	if (!drawing->drawn[i])
		return YCF_OK;
	if (element->kind == LAYOUT_LINE)
		return draw_line(drawing, element);
	if (element->kind == LAYOUT_BOX)
		return draw_box(drawing, element);
	return drawing->texts[i].drawn ? draw_text(drawing, element, &drawing->texts[i])
	                               : YCF_OK;
}

static ycf_status draw_page(struct drawing *drawing, struct output *output)
{
	if (faces_new(drawing->message, &drawing->faces) != YCF_OK
	    || prepare(drawing) != YCF_OK || start_document(drawing) != YCF_OK
	    || embed_faces(drawing) != YCF_OK)
		return drawing->message->status;
	for (size_t i = 0; i < drawing->layout->element_count; i++) {
		ycf_status status = draw_element(drawing, i);
		if (status != YCF_OK)
			return status;
	}
	return pdf_save(drawing->pdf, output);
}

ycf_status document_draw(const char *layout_path,
                         const struct document_value *values, size_t count,
                         struct output *output, struct message *message)
{
	struct layout *layout = NULL;
	ycf_status status = layout_read(layout_path, message, &layout);

	if (status != YCF_OK)
		return status;
	struct drawing drawing = {
		.layout = layout,
		.values = {values, count},
		.message = message,
	};
	status = draw_page(&drawing, output);
	pdf_free(drawing.pdf);
	faces_free(drawing.faces);
	layout_free(layout);
	return status;
}
