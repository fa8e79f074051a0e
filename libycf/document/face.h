/* One font file: what it has, how its letters stand beside each other, their
   outlines, and a copy cut down to the characters in use.  The only file that
   knows HarfBuzz is face.c. */
#ifndef YCF_DOCUMENT_FACE_H
#define YCF_DOCUMENT_FACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"
#include "document/path.h"

struct face;

/* Where a character stands, in parts of the type size. */
struct face_place {
	double advance;        /* to the next character, kerning included */
	double own;            /* the same as the font's own widths have it */
	double x, y;           /* moved by: marks over and under letters; y upwards */
};

/* What a document says of a font that it holds; in parts of the type size. */
struct face_facts {
	char name[64];         /* its PostScript name, of letters, digits and hyphens */
	double left, bottom, right, top;       /* the box around all of its letters */
	double ascent, descent;        /* over the base line, and (below 0) under it */
	double cap_height;
	double slant;          /* of an italic, in degrees; below 0 leans right */
	double weight;         /* 400 is regular */
	bool serif, fixed;
};

ycf_status face_open(const char *path, unsigned index, struct message *message,
                     struct face **face);
void face_free(struct face *face);             /* NULL is fine */

bool face_has(const struct face *face, uint32_t character);
double face_cap_height(const struct face *face);      /* part of the type size */
double face_advance(const struct face *face, uint32_t character);     /* likewise */
const struct face_facts *face_facts(const struct face *face);

/* Place a run of characters, all of which the face has. */
ycf_status face_place(struct face *face, const uint32_t *characters, size_t count,
                      struct face_place *places, struct message *message);

/* Add a character's outline to a path, its base line beginning at x, y (y
   downwards); to be filled by the nonzero rule.  False: out of memory. */
bool face_outline(const struct face *face, uint32_t character, double x, double y, double size,
                  struct path *path);

/* A TrueType file with the glyphs of these characters only (free() it), and the
   number that each has in it. */
ycf_status face_subset(struct face *face, const uint32_t *characters, size_t count,
                       uint16_t *glyphs, unsigned char **file, size_t *length,
                       struct message *message);

/* Why a character cannot be drawn whatever the font, and what to do about it,
   to follow "the character U+0627 (...)"; NULL where it can be. */
const char *face_refusal(uint32_t character);

#endif
