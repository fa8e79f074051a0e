#include "document/words.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

static struct typeset_wish wish_of(const struct layout_words *words, double cap_height,
                                   double width, double height)
{
	return (struct typeset_wish){
		.size = words->size,
		.wrap_below = words->wrap_below,
		.least = words->least,
		.lines = words->lines,
		.width = width,
		.height = height,
		.line_spacing = words->line_spacing,
		.letter_spacing = words->letter_spacing,
		.cap_height = cap_height,
	};
}

static struct font_style style_of(const struct layout_font *font)
{
	return (struct font_style){font->families, font->family_count, font->weight,
	                           font->italic};
}

/* Expand, and find how tall the type's capitals are. */
static ycf_status begin(const struct compose *compose, const struct scope *scope,
                        const struct layout_words *words, struct set_words *set)
{
	struct font_style style = style_of(words->font);
	unsigned face = 0;

	*set = (struct set_words){.words = words, .text = ""};
	ycf_status status = compose_text(compose, scope, words->at, words->text, &set->text);
	if (status == YCF_OK)
		status = faces_main(compose->faces, &style, compose->message, &face);
	if (status == YCF_OK)
		set->cap_height = face_cap_height(faces_get(compose->faces, face));
	return status;
}

/* Line breaks and tabs of a value become spaces. */
static ycf_status make_one_line(const struct compose *compose, struct set_words *set)
{
	char *copy = arena_text(compose->arena, set->text);

	if (copy == NULL)
		return message_memory(compose->message);
	set->text = copy;
	for (; *copy != '\0'; copy++)
		if (*copy == '\n' || *copy == '\r' || *copy == '\t')
			*copy = ' ';
	return YCF_OK;
}

static ycf_status refuse_long(const struct compose *compose, const struct set_words *set)
{
	struct buffer quoted = {0};

	text_printable(&quoted, set->text, strlen(set->text), 200);
	yaml_refuse(compose->layout->file, set->words->at,
	            "\"%s\" does not fit its place even in the smallest type; shorten it, or "
	            "give the layout more room, more lines or a smaller \"shrink_to\"",
	            buffer_string(&quoted));
	buffer_free(&quoted);
	return compose->message->status;
}

static ycf_status fit(const struct compose *compose, struct arena *arena, double width,
                      double height, struct set_words *set)
{
	struct font_style style = style_of(set->words->font);
	struct letters letters;
	ycf_status status = letters_place(compose->faces, &style, set->text, arena,
	                                  compose->message, &letters);

	if (status != YCF_OK)
		return status;
	struct typeset_wish wish = wish_of(set->words, set->cap_height, width, height);
	switch (typeset_fit(&letters, &wish, arena, &set->typeset)) {
	case TYPESET_FITS:
		return YCF_OK;
	case TYPESET_MEMORY:
		return message_memory(compose->message);
	default:
		return refuse_long(compose, set);
	}
}

static ycf_status fit_and_keep(const struct compose *compose, double width, double height,
                               struct kept_words *kept, struct set_words *set)
{
	if (kept->set.text != NULL && strcmp(kept->set.text, set->text) == 0) {
		*set = kept->set;
		return YCF_OK;
	}
	kept->set.text = NULL;
	if (kept->arena == NULL)
		kept->arena = arena_new();
	if (kept->arena == NULL)
		return message_memory(compose->message);
	arena_reset(kept->arena);
	set->text = arena_text(kept->arena, set->text);
	if (set->text == NULL)
		return message_memory(compose->message);
	ycf_status status = fit(compose, kept->arena, width, height, set);
	if (status == YCF_OK)
		kept->set = *set;
	return status;
}

ycf_status words_fit(const struct compose *compose, const struct scope *scope,
                     const struct layout_words *words, double width, double height,
                     struct kept_words *kept, struct set_words *set)
{
	ycf_status status = begin(compose, scope, words, set);

	if (status == YCF_OK)
		status = make_one_line(compose, set);
	if (status != YCF_OK || text_is_blank(set->text, strlen(set->text)))
		return status;
	return kept != NULL ? fit_and_keep(compose, width, height, kept, set)
	                    : fit(compose, compose->arena, width, height, set);
}

/* The paragraph at *text, which then stands behind it. */
static char *take_paragraph(char **text)
{
	char *paragraph = *text;
	size_t length = strcspn(paragraph, "\r\n");

	*text = paragraph + length;
	*text += strspn(*text, "\r\n");
	paragraph[length] = '\0';
	for (char *at = paragraph; *at != '\0'; at++)
		if (*at == '\t')
			*at = ' ';
	return paragraph;
}

ycf_status words_run(const struct compose *compose, const struct scope *scope,
                     const struct layout_words *words, double width, struct set_words *set)
{
	struct font_style style = style_of(words->font);
	struct letters letters;
	ycf_status status = begin(compose, scope, words, set);

	if (status != YCF_OK)
		return status;
	struct typeset_wish wish = wish_of(words, set->cap_height, width, INFINITY);
	wish.size *= compose->closer;
	char *left = arena_text(compose->arena, set->text);
	if (left == NULL)
		return message_memory(compose->message);
	while (*left != '\0') {
		const char *paragraph = take_paragraph(&left);
		if (text_is_blank(paragraph, strlen(paragraph)))
			continue;
		status = letters_place(compose->faces, &style, paragraph, compose->arena,
		                       compose->message, &letters);
		if (status != YCF_OK)
			return status;
		if (!typeset_add(&letters, &wish, compose->arena, &set->typeset))
			return message_memory(compose->message);
	}
	return YCF_OK;
}

double words_height(const struct set_words *set, size_t count)
{
	double gaps = count > 1 ? (double)(count - 1) : 0;

	if (count == 0)
		return 0;
	return (set->cap_height + gaps * set->words->line_spacing) * set->typeset.size;
}

size_t words_within(const struct set_words *set, size_t first, double height)
{
	size_t left = set->typeset.line_count - first, count = 0;

	while (count < left && words_height(set, count + 1) <= height + 0.01)
		count++;
	return count;
}

ycf_status words_draw(struct canvas *canvas, const struct set_words *set, size_t first,
                      size_t count, double x, double y, double width)
{
	double size = set->typeset.size;

	y += set->cap_height * size;
	for (size_t i = first; i < first + count; i++) {
		const struct typeset_line *line = &set->typeset.lines[i];
		struct run run = {
			.letters = line->letters,
			.count = line->count,
			.x = x + (width - line->width) * (int)set->words->align / 2,
			.y = y,
			.size = size,
			.spacing = set->words->letter_spacing * size,
			.colour = set->words->colour->colour,
			.goes_on = line->goes_on,
		};
		ycf_status status = canvas->acts->text(canvas, &run);
		if (status != YCF_OK)
			return status;
		y += set->words->line_spacing * size;
	}
	return YCF_OK;
}
