#include "document/image.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <png.h>

#include "base/file.h"

enum { FILE_MOST = 8 << 20, SIDE_MOST = 8192, PIXELS_MOST = 16000000, HEADER = 24 };

void image_free(struct image *image)
{
	if (image == NULL)
		return;
	free(image->colours);
	free(image->alpha);
	free(image);
}

/* ---- what is no PNG picture ---- */

/* What a file of another kind begins with, after `skip` bytes. */
static const struct {
	size_t skip;
	const char *bytes;
	const char *kind;
} others[] = {
	{0, "\xff\xd8\xff", "a JPEG picture"},
	{0, "GIF8", "a GIF picture"},
	{8, "WEBP", "a WebP picture"},
	{4, "ftypavif", "an AVIF picture"},
	{4, "ftyphei", "a HEIF picture"},
	{0, "BM", "a BMP picture"},
	{0, "II*", "a TIFF picture"},
	{0, "MM", "a TIFF picture"},
	{0, "<svg", "an SVG drawing"},
	{0, "<?xml", "an SVG drawing or other XML"},
	{0, "%PDF", "a PDF document"},
};

static ycf_status refuse_other(const char *path, const char *bytes, size_t length,
                               struct message *message)
{
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		size_t size = strlen(others[i].bytes);
		if (length >= others[i].skip + size
		    && memcmp(bytes + others[i].skip, others[i].bytes, size) == 0)
			return message_set(message, YCF_INVALID, "%s is %s; save it as a PNG picture",
			                   path, others[i].kind);
	}
	if (length == 0)
		return message_set(message, YCF_INVALID, "%s is empty; save the picture again as PNG",
		                   path);
	return message_set(message, YCF_INVALID, "%s is not a PNG picture; save it as PNG", path);
}

static unsigned long big_endian(const char *bytes)
{
	unsigned long number = 0;

	for (size_t i = 0; i < 4; i++)
		number = number << 8 | (unsigned char)bytes[i];
	return number;
}

/* The size is judged before libpng sees it: that of a few bytes of file may be
   gigabytes. */
static ycf_status check_header(const char *path, const char *bytes, size_t length,
                               struct message *message)
{
	static const char signature[] = "\x89PNG\r\n\x1a\n";

	if (length < sizeof signature - 1 || memcmp(bytes, signature, sizeof signature - 1) != 0)
		return refuse_other(path, bytes, length, message);
	if (length < HEADER)
		return message_set(message, YCF_INVALID,
		                   "%s is a PNG picture cut off near its beginning; save it again", path);
	unsigned long width = big_endian(bytes + 16), height = big_endian(bytes + 20);
	if (width > SIDE_MOST || height > SIDE_MOST || width * height > PIXELS_MOST)
		return message_set(message, YCF_INVALID,
		                   "%s is %lu by %lu pixels; make it smaller: at most 8,192 on a side"
		                   " and 16 million in all", path, width, height);
	return YCF_OK;
}

/* ---- pixels ---- */

/* libpng's simplified interface would be shorter.  But asked for 8 bits of an
   interlaced picture of 16, it writes beyond its rows before 1.6.51, and in
   older versions mended since it mixes them up. */
struct decoder {
	const char *from, *end;        /* of the file not yet read */
	png_structp png;
	png_infop info;
	unsigned channels;
	struct image *image;
	png_bytep *rows;
	char wrong[120];               /* libpng's words for it */
};

static void PNGCBAPI note_error(png_structp png, png_const_charp words)
{
	struct decoder *decoder = png_get_error_ptr(png);

	snprintf(decoder->wrong, sizeof decoder->wrong, "%s", words);
	png_longjmp(png, 1);
}

static void PNGCBAPI pass_over_warning(png_structp png, png_const_charp words)
{
	(void)png;
	(void)words;
}

static void PNGCBAPI give_bytes(png_structp png, png_bytep bytes, size_t length)
{
	struct decoder *decoder = png_get_io_ptr(png);

	if (length > (size_t)(decoder->end - decoder->from))
		png_error(png, "the file ends too early");
	memcpy(bytes, decoder->from, length);
	decoder->from += length;
}

static bool decoder_begin(struct decoder *decoder)
{
	decoder->image = calloc(1, sizeof *decoder->image);
	decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, note_error,
	                                      pass_over_warning);
	if (decoder->png != NULL)
		decoder->info = png_create_info_struct(decoder->png);
	return decoder->image != NULL && decoder->info != NULL;
}

static void decoder_end(struct decoder *decoder)
{
	png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
	free(decoder->rows);
	image_free(decoder->image);
}

/* Of what a file may hold beside its pixels only what their colours mean. */
static void choose_chunks(png_structp png)
{
	static const png_byte wanted[] = "gAMA\0sRGB";

	png_set_user_limits(png, SIDE_MOST, SIDE_MOST);
	png_set_benign_errors(png, 1);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
	png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted, 2);
}

/* 8 bits of sRGB, with alpha if anything may be transparent. */
static void choose_pixels(struct decoder *decoder)
{
	png_set_expand(decoder->png);
	png_set_scale_16(decoder->png);
	png_set_alpha_mode(decoder->png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
	png_set_interlace_handling(decoder->png);
	png_read_update_info(decoder->png, decoder->info);
	decoder->channels = png_get_channels(decoder->png, decoder->info);
	decoder->image->width = png_get_image_width(decoder->png, decoder->info);
	decoder->image->height = png_get_image_height(decoder->png, decoder->info);
	decoder->image->grey = decoder->channels < 3;
}

static bool make_room(struct decoder *decoder)
{
	struct image *image = decoder->image;
	size_t row = (size_t)image->width * decoder->channels;

	if (png_get_rowbytes(decoder->png, decoder->info) != row)
		png_error(decoder->png, "its rows have an unknown form");
	image->colours = malloc(row * image->height);
	decoder->rows = calloc(image->height, sizeof *decoder->rows);
	if (image->colours == NULL || decoder->rows == NULL)
		return false;
	for (size_t i = 0; i < image->height; i++)
		decoder->rows[i] = image->colours + i * row;
	return true;
}

/* libpng leaves by longjmp, so whatever must outlive that is in the decoder. */
static ycf_status decode(struct decoder *decoder)
{
	if (setjmp(png_jmpbuf(decoder->png)) != 0)
		return strstr(decoder->wrong, "memory") != NULL ? YCF_MEMORY : YCF_INVALID;
	png_set_read_fn(decoder->png, decoder, give_bytes);
	choose_chunks(decoder->png);
	png_read_info(decoder->png, decoder->info);
	choose_pixels(decoder);
	if (!make_room(decoder))
		return YCF_MEMORY;
	png_read_image(decoder->png, decoder->rows);
	return YCF_OK;
}

/* Colours followed by alpha, pixel after pixel, become two planes. */
static bool split(struct image *image)
{
	size_t pixels = (size_t)image->width * image->height;
	size_t channels = image->grey ? 1 : 3;
	uint8_t *to = image->colours, opaque = 255;
	const uint8_t *from = image->colours;

	image->alpha = malloc(pixels);
	if (image->alpha == NULL)
		return false;
	for (size_t i = 0; i < pixels; i++) {
		for (size_t channel = 0; channel < channels; channel++)
			*to++ = *from++;
		opaque &= *from;
		image->alpha[i] = *from++;
	}
	if (opaque == 255) {
		free(image->alpha);
		image->alpha = NULL;
	}
	uint8_t *shrunk = realloc(image->colours, pixels * channels);
	if (shrunk != NULL)
		image->colours = shrunk;
	return true;
}

static ycf_status read_pixels(const char *path, const char *bytes, size_t length,
                              struct message *message, struct image **image)
{
	struct decoder decoder = {.from = bytes, .end = bytes + length};
	ycf_status status = decoder_begin(&decoder) ? decode(&decoder) : YCF_MEMORY;

	if (status == YCF_OK && decoder.channels % 2 == 0 && !split(decoder.image))
		status = YCF_MEMORY;
	if (status == YCF_MEMORY)
		message_memory(message);
	else if (status != YCF_OK)
		message_set(message, status,
		            "%s is a damaged or unfinished PNG picture (%s); save it again",
		            path, decoder.wrong);
	if (status == YCF_OK) {
		*image = decoder.image;
		decoder.image = NULL;
	}
	decoder_end(&decoder);
	return status;
}

bool image_is_there(const char *path)
{
	return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

ycf_status image_read(const char *path, struct message *message, struct image **image)
{
	char *bytes = NULL;
	size_t length = 0;

	if (!image_is_there(path))
		return message_set(message, YCF_NOT_FOUND,
		                   "there is no picture %s; put it there or correct its name", path);
	ycf_status status = file_read(path, FILE_MOST, &bytes, &length, message);
	if (status == YCF_OK)
		status = check_header(path, bytes, length, message);
	if (status == YCF_OK)
		status = read_pixels(path, bytes, length, message, image);
	free(bytes);
	return status;
}
