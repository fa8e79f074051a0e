/* Pictures in PNG files.  The only file that knows libpng is image.c. */
#ifndef YCF_DOCUMENT_IMAGE_H
#define YCF_DOCUMENT_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"

struct image {
	unsigned width, height;        /* in pixels */
	bool grey;                     /* one byte a pixel instead of three */
	uint8_t *colours;              /* rows from the top; grey, or red green blue */
	uint8_t *alpha;                /* a byte a pixel, 255 opaque; NULL: all opaque */
};

/* Read a PNG of any kind (palette, 16 bit, interlaced, transparent) under
   limits of file size and pixels.  Errors name the file: YCF_NOT_FOUND,
   YCF_INVALID (no PNG, truncated, damaged, too large), YCF_MEMORY. */
ycf_status image_read(const char *path, struct message *message, struct image **image);
void image_free(struct image *image);          /* NULL is fine */
/* False only where there is no such file; what cannot be looked at is there. */
bool image_is_there(const char *path);

#endif
