/* Any bytes as a picture: read whole, or refused with one line that names the
   file, never worse. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "document/image.h"

enum { MOST = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(int true_value)
{
	if (!true_value)
		abort();
}

static int file_of(const uint8_t *bytes, size_t length, char path[MOST])
{
	int descriptor = memfd_create("image", MFD_CLOEXEC);
	require(descriptor >= 0);
	require(write(descriptor, bytes, length) == (ssize_t)length);
	snprintf(path, MOST, "/proc/self/fd/%d", descriptor);
	return descriptor;
}

static void check_image(const struct image *image)
{
	size_t pixels = (size_t)image->width * image->height, sum = 0;
	require(image->width >= 1 && image->width <= 8192);
	require(image->height >= 1 && image->height <= 8192);
	require(pixels <= 16000000);
	for (size_t i = 0; i < pixels * (image->grey ? 1 : 3); i++)
		sum += image->colours[i];
	bool clear = image->alpha == NULL;
	for (size_t i = 0; i < pixels && image->alpha != NULL; i++)
		clear = clear || image->alpha[i] < 255;
	require(clear && sum <= pixels * 765);
}

static uint32_t sum_of(const uint8_t *bytes, size_t length)
{
	uint32_t sum = 0xffffffff;
	for (size_t i = 0; i < length; i++) {
		sum ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
	}
	return ~sum;
}

/* Give every chunk the sum that its bytes ought to have; otherwise hardly
   anything would be read beyond the first change. */
static void mend_sums(uint8_t *bytes, size_t length)
{
	size_t at = 8;
	while (at + 12 <= length) {
		size_t size = (size_t)bytes[at] << 24 | (size_t)bytes[at + 1] << 16
			| (size_t)bytes[at + 2] << 8 | bytes[at + 3];
		if (size > length - at - 12)
			return;
		uint32_t sum = sum_of(bytes + at + 4, size + 4);
		for (size_t i = 0; i < 4; i++)
			bytes[at + 8 + size + i] = (uint8_t)(sum >> (24 - 8 * i));
		at += size + 12;
	}
}

static void try_bytes(const uint8_t *bytes, size_t length)
{
	char path[MOST];
	struct message message;
	struct image *image = NULL;
	int descriptor = file_of(bytes, length, path);
	message_clear(&message);
	ycf_status status = image_read(path, &message, &image);
	if (status == YCF_OK) {
		check_image(image);
	} else {
		require(image == NULL && message.status == status);
		require(status == YCF_INVALID || status == YCF_MEMORY);
		require(text_valid(message.text, strlen(message.text), NULL));
		require(strchr(message.text, '\n') == NULL);
		require(status == YCF_MEMORY || strstr(message.text, path) != NULL);
	}
	image_free(image);
	close(descriptor);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	uint8_t *mended = malloc(length + 1);
	require(mended != NULL);
	memcpy(mended, bytes, length);
	mend_sums(mended, length);
	try_bytes(bytes, length);
	try_bytes(mended, length);
	free(mended);
	return 0;
}
