#include "document/letters.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { MOST_FACES = 256, MOST_STYLES = 32, REMEMBERED = 512, QUOTED = 120 };

struct opened {
	struct font_file file;
	struct face *face;
};

/* A style's fonts as found: looking through all that are installed takes long. */
struct styled {
	char *families;                /* NUL-ended, one behind the other */
	size_t family_count;
	int weight;
	bool italic;
	unsigned main_face;
	struct {
		uint32_t character;    /* 0: none yet */
		unsigned face;
	} known[REMEMBERED];
};

struct faces {
	struct font_catalogue *catalogue;
	struct opened opened[MOST_FACES];
	unsigned count;
	struct styled *styles[MOST_STYLES];
	unsigned next_style;           /* the oldest gives way */
};

ycf_status faces_new(struct message *message, struct faces **out)
{
	struct faces *faces = calloc(1, sizeof *faces);

	if (faces == NULL)
		return message_memory(message);
	ycf_status status = font_catalogue_open(message, &faces->catalogue);
	if (status != YCF_OK)
		free(faces);
	else
		*out = faces;
	return status;
}

static void styled_free(struct styled *styled)
{
	if (styled != NULL)
		free(styled->families);
	free(styled);
}

void faces_free(struct faces *faces)
{
	if (faces == NULL)
		return;
	for (unsigned i = 0; i < MOST_STYLES; i++)
		styled_free(faces->styles[i]);
	for (unsigned i = 0; i < faces->count; i++)
		face_free(faces->opened[i].face);
	font_catalogue_free(faces->catalogue);
	free(faces);
}

struct face *faces_get(const struct faces *faces, unsigned face)
{
	return faces->opened[face].face;
}

/* ---- which font ---- */

static ycf_status open_face(struct faces *faces, const struct font_file *file,
                            struct message *message, unsigned *face)
{
	for (unsigned i = 0; i < faces->count; i++)
		if (faces->opened[i].file.index == file->index
		    && strcmp(faces->opened[i].file.path, file->path) == 0) {
			*face = i;
			return YCF_OK;
		}
	if (faces->count == MOST_FACES)
		return message_set(message, YCF_INVALID,
		                   "the texts need more than %d fonts; use fewer scripts",
		                   MOST_FACES);
	struct opened *opened = &faces->opened[faces->count];
	opened->file = *file;
	ycf_status status = face_open(file->path, file->index, message, &opened->face);
	if (status == YCF_OK)
		*face = faces->count++;
	return status;
}

static bool is_of_style(const struct styled *styled, const struct font_style *style)
{
	const char *family = styled->families;

	if (styled->weight != style->weight || styled->italic != style->italic
	    || styled->family_count != style->family_count)
		return false;
	for (size_t i = 0; i < style->family_count; i++) {
		if (strcmp(family, style->families[i]) != 0)
			return false;
		family += strlen(family) + 1;
	}
	return true;
}

static struct styled *styled_new(const struct font_style *style)
{
	struct styled *styled = calloc(1, sizeof *styled);
	struct buffer families = {0};

	buffer_add(&families, "", 0);
	for (size_t i = 0; i < style->family_count; i++)
		buffer_add(&families, style->families[i], strlen(style->families[i]) + 1);
	if (styled == NULL || families.failed) {
		buffer_free(&families);
		free(styled);
		return NULL;
	}
	styled->families = families.data;
	styled->family_count = style->family_count;
	styled->weight = style->weight;
	styled->italic = style->italic;
	return styled;
}

static ycf_status find_main(struct faces *faces, const struct font_style *style,
                            struct message *message, unsigned *face)
{
	struct font_file file;

	if (!font_find(faces->catalogue, style, ' ', &file))
		return message_set(message, YCF_NOT_FOUND,
		                   "no installed font can draw text; install one, such as "
		                   "DejaVu (on Debian: fonts-dejavu-core)");
	return open_face(faces, &file, message, face);
}

static ycf_status look_up(struct faces *faces, const struct font_style *style,
                          struct message *message, struct styled **out)
{
	unsigned face = 0;

	for (unsigned i = 0; i < MOST_STYLES; i++)
		if (faces->styles[i] != NULL && is_of_style(faces->styles[i], style)) {
			*out = faces->styles[i];
			return YCF_OK;
		}
	ycf_status status = find_main(faces, style, message, &face);
	if (status != YCF_OK)
		return status;
	struct styled *styled = styled_new(style);
	if (styled == NULL)
		return message_memory(message);
	styled->main_face = face;
	styled_free(faces->styles[faces->next_style]);
	faces->styles[faces->next_style] = styled;
	faces->next_style = (faces->next_style + 1) % MOST_STYLES;
	*out = styled;
	return YCF_OK;
}

bool faces_have(const struct faces *faces, const struct font_style *style)
{
	return font_is_installed(faces->catalogue, style);
}

ycf_status faces_main(struct faces *faces, const struct font_style *style,
                      struct message *message, unsigned *face)
{
	struct styled *styled = NULL;
	ycf_status status = look_up(faces, style, message, &styled);

	if (status == YCF_OK)
		*face = styled->main_face;
	return status;
}

static ycf_status refuse(struct message *message, const char *text, uint32_t character,
                         size_t length, const char *at, const char *reason)
{
	struct buffer quoted = {0}, sign = {0};

	text_printable(&quoted, text, strlen(text), QUOTED);
	text_printable(&sign, at, length, 0);
	message_set(message, YCF_INVALID, "\"%s\" cannot be drawn: its character U+%04X (%s) %s",
	            buffer_string(&quoted), (unsigned)character, buffer_string(&sign), reason);
	buffer_free(&quoted);
	buffer_free(&sign);
	return message->status;
}

/* The style's own face where it has the character, else any that does. */
static ycf_status search(struct faces *faces, const struct font_style *style,
                         unsigned main_face, const char *text, struct letter *letter,
                         struct message *message)
{
	struct font_file file;
	const char *reason = face_refusal(letter->character);

	letter->face = main_face;
	if (reason != NULL)
		return refuse(message, text, letter->character, letter->length, letter->at, reason);
	if (face_has(faces_get(faces, main_face), letter->character))
		return YCF_OK;
	if (font_find(faces->catalogue, style, letter->character, &file)) {
		ycf_status status = open_face(faces, &file, message, &letter->face);
		if (status != YCF_OK
		    || face_has(faces_get(faces, letter->face), letter->character))
			return status;
	}
	return refuse(message, text, letter->character, letter->length, letter->at,
	              "is in no installed font; install a TrueType font that has it, "
	              "or write the text without it");
}

static ycf_status choose(struct faces *faces, const struct font_style *style,
                         struct styled *styled, const char *text, struct letter *letter,
                         struct message *message)
{
	size_t slot = letter->character % REMEMBERED;

	if (styled->known[slot].character == letter->character) {
		letter->face = styled->known[slot].face;
		return YCF_OK;
	}
	ycf_status status = search(faces, style, styled->main_face, text, letter, message);
	if (status == YCF_OK) {
		styled->known[slot].character = letter->character;
		styled->known[slot].face = letter->face;
	}
	return status;
}

static ycf_status split(struct faces *faces, const struct font_style *style,
                        const char *text, struct message *message, struct letters *letters)
{
	const char *at = text, *end = text + strlen(text);
	struct styled *styled = NULL;
	ycf_status status = look_up(faces, style, message, &styled);

	while (status == YCF_OK && at < end) {
		struct letter *letter = &letters->items[letters->count];
		letter->at = at;
		int32_t character = text_next(&at, end);
		if (character < 0)
			return message_set(message, YCF_INVALID,
			                   "a text to be drawn is not UTF-8; enter it again");
		letter->length = (size_t)(at - letter->at);
		letter->character = (uint32_t)character;
		status = choose(faces, style, styled, text, letter, message);
		letters->count++;
	}
	return status;
}

/* ---- where it stands ---- */

/* Kerning works within one font: place run by run. */
static ycf_status place_run(struct faces *faces, struct letter *run, size_t count,
                            struct arena *arena, struct message *message)
{
	uint32_t *characters = arena_take(arena, count * sizeof *characters);
	struct face_place *places = arena_take(arena, count * sizeof *places);

	if (characters == NULL || places == NULL)
		return message_memory(message);
	for (size_t i = 0; i < count; i++)
		characters[i] = run[i].character;
	ycf_status status = face_place(faces->opened[run->face].face, characters, count, places,
	                               message);
	for (size_t i = 0; i < count; i++)
		run[i].place = places[i];
	return status;
}

ycf_status letters_place(struct faces *faces, const struct font_style *style,
                         const char *text, struct arena *arena, struct message *message,
                         struct letters *letters)
{
	letters->count = 0;
	letters->items = arena_take(arena, (strlen(text) + 1) * sizeof *letters->items);
	if (letters->items == NULL)
		return message_memory(message);
	ycf_status status = split(faces, style, text, message, letters);
	for (size_t i = 0, end; status == YCF_OK && i < letters->count; i = end) {
		for (end = i + 1; end < letters->count
		     && letters->items[end].face == letters->items[i].face;)
			end++;
		status = place_run(faces, &letters->items[i], end - i, arena, message);
	}
	return status;
}
