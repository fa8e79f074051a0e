#include "document/pictures.h"

#include <stdlib.h>
#include <string.h>

struct picture {
	struct picture *next;
	struct image *image;
	char path[];
};

struct pictures {
	struct picture *first;
};

struct pictures *pictures_new(void)
{
	return calloc(1, sizeof(struct pictures));
}

void pictures_free(struct pictures *pictures)
{
	if (pictures == NULL)
		return;
	while (pictures->first != NULL) {
		struct picture *picture = pictures->first;
		pictures->first = picture->next;
		image_free(picture->image);
		free(picture);
	}
	free(pictures);
}

static ycf_status add(struct pictures *pictures, const char *path, struct message *message)
{
	struct image *image = NULL;
	ycf_status status = image_read(path, message, &image);

	if (status != YCF_OK)
		return status;
	size_t size = strlen(path) + 1;
	struct picture *picture = calloc(1, sizeof *picture + size);
	if (picture == NULL) {
		image_free(image);
		return message_memory(message);
	}
	memcpy(picture->path, path, size);
	picture->image = image;
	picture->next = pictures->first;
	pictures->first = picture;
	return YCF_OK;
}

ycf_status pictures_get(struct pictures *pictures, const char *path, bool may_lack,
                        struct message *message, const struct image **image)
{
	for (const struct picture *at = pictures->first; at != NULL; at = at->next)
		if (strcmp(at->path, path) == 0) {
			*image = at->image;
			return YCF_OK;
		}
	*image = NULL;
	if (may_lack && !image_is_there(path))
		return YCF_OK;
	ycf_status status = add(pictures, path, message);
	if (status == YCF_OK)
		*image = pictures->first->image;
	return status;
}
