/* One font file: what it has, how its letters stand beside each other, and a
   copy cut down to the characters in use.  The only file that knows HarfBuzz
   is face.c. */
#ifndef YCF_DOCUMENT_FACE_H
#define YCF_DOCUMENT_FACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"

struct face;

/* Where a character stands, in parts of the type size. */
struct face_place {
	double advance;        /* to the next character, kerning included */
	double x, y;           /* moved by: marks over and under letters */
	bool plain;            /* as the font's own widths have it */
};

ycf_status face_open(const char *path, unsigned index, struct message *message,
                     struct face **face);
void face_free(struct face *face);             /* NULL is fine */

bool face_has(const struct face *face, uint32_t character);
double face_cap_height(const struct face *face);      /* part of the type size */

/* Place a run of characters, all of which the face has, and note them as used. */
ycf_status face_place(struct face *face, const uint32_t *characters, size_t count,
                      struct face_place *places, struct message *message);

/* The characters placed so far, in order; -1 after the last.  Start with -1. */
int32_t face_next_used(const struct face *face, int32_t character);

/* A TrueType file with the used characters only; free() it. */
ycf_status face_subset(const struct face *face, struct message *message,
                       unsigned char **data, size_t *length);

/* Why a character cannot be drawn whatever the font, and what to do about it,
   to follow "the character U+0627 (...)"; NULL where it can be. */
const char *face_refusal(uint32_t character);

#endif
