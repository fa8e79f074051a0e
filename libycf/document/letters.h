/* A text as letters, each in a font that has it and placed beside the one
   before; and the font files that a document uses. */
#ifndef YCF_DOCUMENT_LETTERS_H
#define YCF_DOCUMENT_LETTERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/message.h"
#include "document/face.h"
#include "document/font.h"

struct letter {
	const char *at;                /* its bytes in the text */
	size_t length;
	uint32_t character;
	unsigned face;                 /* a number for faces_get */
	struct face_place place;
};

struct letters {
	struct letter *items;
	size_t count;
};

/* Opened fonts, and which of them has which characters.  They serve any number
   of documents in turn without growing: neither what is drawn nor how often is
   kept here. */
struct faces;

ycf_status faces_new(struct message *message, struct faces **faces);
void faces_free(struct faces *faces);          /* NULL is fine */
struct face *faces_get(const struct faces *faces, unsigned face);
/* Whether one of the style's families is installed; if not, others stand in. */
bool faces_have(const struct faces *faces, const struct font_style *style);
/* The face that a style's text is drawn in where it has the characters. */
ycf_status faces_main(struct faces *faces, const struct font_style *style,
                      struct message *message, unsigned *face);

/* `text` is UTF-8 and outlives the letters.  A character that cannot be drawn
   is YCF_INVALID. */
ycf_status letters_place(struct faces *faces, const struct font_style *style,
                         const char *text, struct arena *arena, struct message *message,
                         struct letters *letters);

#endif
