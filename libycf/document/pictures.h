/* The pictures of a layout, each read once. */
#ifndef YCF_DOCUMENT_PICTURES_H
#define YCF_DOCUMENT_PICTURES_H

#include <stdbool.h>

#include "document/image.h"

struct pictures;

struct pictures *pictures_new(void);           /* NULL: out of memory */
void pictures_free(struct pictures *pictures); /* NULL is fine */
/* *image is NULL where the file may lack and is not there. */
ycf_status pictures_get(struct pictures *pictures, const char *path, bool may_lack,
                        struct message *message, const struct image **image);

#endif
