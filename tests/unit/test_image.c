/* PNG pictures of every kind, pixel by pixel, and files that are none. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <png.h>

#include "document/image.h"

enum { SIDE = 17 };

static char folder[] = "/tmp/ycf-image-XXXXXX";
static char path[64];

/* ---- writing pictures ---- */

struct kind {
	int colour_type, depth;
	bool interlaced;
	bool keyed;                    /* tRNS: of a palette, or the first pixel's colour */
	unsigned width, height;
};

static const struct {
	const char *name;
	int colour_type, depth;
} kinds[] = {
	{"grey 1", PNG_COLOR_TYPE_GRAY, 1},
	{"grey 2", PNG_COLOR_TYPE_GRAY, 2},
	{"grey 4", PNG_COLOR_TYPE_GRAY, 4},
	{"grey 8", PNG_COLOR_TYPE_GRAY, 8},
	{"grey 16", PNG_COLOR_TYPE_GRAY, 16},
	{"grey 8 alpha", PNG_COLOR_TYPE_GRAY_ALPHA, 8},
	{"grey 16 alpha", PNG_COLOR_TYPE_GRAY_ALPHA, 16},
	{"palette 1", PNG_COLOR_TYPE_PALETTE, 1},
	{"palette 2", PNG_COLOR_TYPE_PALETTE, 2},
	{"palette 4", PNG_COLOR_TYPE_PALETTE, 4},
	{"palette 8", PNG_COLOR_TYPE_PALETTE, 8},
	{"colour 8", PNG_COLOR_TYPE_RGB, 8},
	{"colour 16", PNG_COLOR_TYPE_RGB, 16},
	{"colour 8 alpha", PNG_COLOR_TYPE_RGB_ALPHA, 8},
	{"colour 16 alpha", PNG_COLOR_TYPE_RGB_ALPHA, 16},
};

static const char *name_of(const struct kind *kind)
{
	static char name[80];

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kinds[i].colour_type == kind->colour_type && kinds[i].depth == kind->depth)
			snprintf(name, sizeof name, "%s%s%s, %u by %u", kinds[i].name,
			         kind->interlaced ? ", interlaced" : "",
			         kind->keyed ? ", keyed" : "", kind->width, kind->height);
	return name;
}

static unsigned channels_of(const struct kind *kind)
{
	switch (kind->colour_type) {
	case PNG_COLOR_TYPE_GRAY_ALPHA: return 2;
	case PNG_COLOR_TYPE_RGB: return 3;
	case PNG_COLOR_TYPE_RGB_ALPHA: return 4;
	default: return 1;
	}
}

/* Any numbers will do, as long as all of them come up. */
static unsigned sample_of(const struct kind *kind, unsigned x, unsigned y, unsigned channel)
{
	uint32_t n = (x + 1) * 2654435761u ^ (y + 7) * 40503u ^ (channel + 3) * 2246822519u;

	n = (n ^ n >> 15) * 2246822519u;
	return (n >> 16 ^ n) & ((1u << kind->depth) - 1);
}

static void palette_colour(unsigned index, uint8_t colour[4])
{
	colour[0] = (uint8_t)(index * 37 + 11);
	colour[1] = (uint8_t)(255 - index * 5);
	colour[2] = (uint8_t)(index * index);
	colour[3] = (uint8_t)(index % 3 == 0 ? 255 : index * 29);
}

static void put_row(const struct kind *kind, unsigned y, png_bytep row)
{
	unsigned channels = channels_of(kind), bit = 0;

	for (unsigned x = 0; x < kind->width; x++)
		for (unsigned channel = 0; channel < channels; channel++) {
			unsigned sample = sample_of(kind, x, y, channel);
			if (kind->depth == 16) {
				*row++ = (png_byte)(sample >> 8);
				*row++ = (png_byte)sample;
			} else if (kind->depth == 8) {
				*row++ = (png_byte)sample;
			} else {
				bit += (unsigned)kind->depth;
				row[(bit - 1) / 8] |= (png_byte)(sample << (7 - (bit - 1) % 8));
			}
		}
}

static void put_colours(png_structp png, png_infop info, const struct kind *kind)
{
	int count = 1 << (kind->depth < 8 ? kind->depth : 8);
	png_color palette[256];
	png_byte alpha[256];
	png_color_16 key = {0};

	for (int i = 0; i < count; i++) {
		uint8_t colour[4];
		palette_colour((unsigned)i, colour);
		palette[i] = (png_color){colour[0], colour[1], colour[2]};
		alpha[i] = colour[3];
	}
	key.gray = key.red = (png_uint_16)sample_of(kind, 0, 0, 0);
	key.green = (png_uint_16)sample_of(kind, 0, 0, 1);
	key.blue = (png_uint_16)sample_of(kind, 0, 0, 2);
	bool indexed = kind->colour_type == PNG_COLOR_TYPE_PALETTE;
	if (indexed)
		png_set_PLTE(png, info, palette, count);
	if (kind->keyed)
		png_set_tRNS(png, info, indexed ? alpha : NULL, indexed ? count : 1, &key);
}

static void write_picture(const struct kind *kind, FILE *file)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_byte rows[SIDE][SIDE * 8] = {{0}};
	png_bytep row_of[SIDE];

	if (setjmp(png_jmpbuf(png)) != 0)
		fail_msg("%s: libpng could not write", name_of(kind));
	png_init_io(png, file);
	png_set_IHDR(png, info, kind->width, kind->height, kind->depth, kind->colour_type,
	             kind->interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	put_colours(png, info, kind);
	for (unsigned y = 0; y < kind->height; y++) {
		put_row(kind, y, rows[y]);
		row_of[y] = rows[y];
	}
	png_set_rows(png, info, row_of);
	png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
	png_destroy_write_struct(&png, &info);
}

static void make_picture(const struct kind *kind)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	write_picture(kind, file);
	assert_int_equal(fclose(file), 0);
}

/* ---- what must come out ---- */

static uint8_t in_8_bits(const struct kind *kind, unsigned sample)
{
	unsigned most = (1u << kind->depth) - 1;

	return (uint8_t)((sample * 255 + most / 2) / most);
}

static bool is_key(const struct kind *kind, unsigned x, unsigned y)
{
	for (unsigned channel = 0; channel < channels_of(kind); channel++)
		if (sample_of(kind, x, y, channel) != sample_of(kind, 0, 0, channel))
			return false;
	return kind->keyed;
}

static void expected_pixel(const struct kind *kind, unsigned x, unsigned y, uint8_t pixel[4])
{
	unsigned channels = channels_of(kind);

	if (kind->colour_type == PNG_COLOR_TYPE_PALETTE) {
		palette_colour(sample_of(kind, x, y, 0), pixel);
		pixel[3] = kind->keyed ? pixel[3] : 255;
		return;
	}
	for (unsigned i = 0; i < 3; i++)
		pixel[i] = in_8_bits(kind, sample_of(kind, x, y, channels < 3 ? 0 : i));
	pixel[3] = channels % 2 == 0 ? in_8_bits(kind, sample_of(kind, x, y, channels - 1))
		: is_key(kind, x, y) ? 0 : 255;
}

static void check_pixel(const struct kind *kind, const struct image *image, unsigned x, unsigned y)
{
	size_t at = (size_t)y * kind->width + x;
	uint8_t expected[4], found[4];

	expected_pixel(kind, x, y, expected);
	for (size_t i = 0; i < 3; i++)
		found[i] = image->grey ? image->colours[at] : image->colours[at * 3 + i];
	found[3] = image->alpha == NULL ? 255 : image->alpha[at];
	if (memcmp(expected, found, sizeof found) != 0)
		fail_msg("%s, at %u,%u: %d %d %d %d, not %d %d %d %d", name_of(kind), x, y,
		         found[0], found[1], found[2], found[3],
		         expected[0], expected[1], expected[2], expected[3]);
}

static struct image *read_picture(const char *name)
{
	struct message message;
	struct image *image = NULL;

	message_clear(&message);
	if (image_read(path, &message, &image) != YCF_OK)
		fail_msg("%s: %s", name, message.text);
	return image;
}

static void check_kind(const struct kind *kind)
{
	make_picture(kind);
	struct image *image = read_picture(name_of(kind));

	assert_int_equal(image->width, kind->width);
	assert_int_equal(image->height, kind->height);
	assert_int_equal(image->grey, (kind->colour_type & PNG_COLOR_MASK_COLOR) == 0);
	for (unsigned y = 0; y < kind->height; y++)
		for (unsigned x = 0; x < kind->width; x++)
			check_pixel(kind, image, x, y);
	image_free(image);
}

/* Sizes that leave some of the seven interlaced pictures empty, and rows that
   do not end at a byte. */
static void every_kind_is_read_pixel_by_pixel(void **state)
{
	static const unsigned sizes[][2] = {{1, 1}, {3, 1}, {1, 5}, {4, 4}, {8, 8}, {13, 9}, {17, 16}};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++)
			for (unsigned way = 0; way < 4; way++) {
				struct kind kind = {kinds[i].colour_type, kinds[i].depth,
				                    way % 2 == 1, way / 2 == 1,
				                    sizes[j][0], sizes[j][1]};
				bool has_alpha = (kind.colour_type & PNG_COLOR_MASK_ALPHA) != 0;
				if (!has_alpha || !kind.keyed)
					check_kind(&kind);
			}
}

static void write_plain(unsigned width, unsigned height, png_uint_32 format, uint8_t value)
{
	png_image png = {.version = PNG_IMAGE_VERSION, .width = width, .height = height,
	                 .format = format};
	uint8_t *pixels = malloc(PNG_IMAGE_SIZE(png));

	assert_non_null(pixels);
	memset(pixels, value, PNG_IMAGE_SIZE(png));
	assert_true(png_image_write_to_file(&png, path, 0, pixels, 0, NULL));
	free(pixels);
}

/* What a file says of its colours is heeded: this one counts light. */
static void colours_become_srgb(void **state)
{
	static const struct {
		uint8_t light, expected;
	} levels[] = {{0, 0}, {55, 128}, {128, 187}, {255, 255}};
	png_byte pixels[4];
	png_bytep row = pixels;
	FILE *file = fopen(path, "wb");
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);

	(void)state;
	assert_non_null(file);
	png_init_io(png, file);
	png_set_IHDR(png, info, 4, 1, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
	             PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_gAMA(png, info, 1.0);
	for (size_t i = 0; i < 4; i++)
		pixels[i] = levels[i].light;
	png_set_rows(png, info, &row);
	png_write_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
	png_destroy_write_struct(&png, &info);
	assert_int_equal(fclose(file), 0);
	struct image *image = read_picture("linear light");
	for (size_t i = 0; i < 4; i++)
		assert_true(abs(image->colours[i] - levels[i].expected) <= 1);
	image_free(image);
}

static void alpha_that_hides_nothing_is_dropped(void **state)
{
	(void)state;
	write_plain(20, 10, PNG_FORMAT_RGBA, 255);
	struct image *image = read_picture("opaque");
	assert_null(image->alpha);
	assert_false(image->grey);
	for (size_t i = 0; i < (size_t)20 * 10 * 3; i++)
		assert_int_equal(image->colours[i], 255);
	image_free(image);
	write_plain(20, 10, PNG_FORMAT_GA, 0);
	image = read_picture("clear");
	assert_non_null(image->alpha);
	assert_true(image->grey);
	image_free(image);
}

static void a_large_picture_is_read(void **state)
{
	(void)state;
	write_plain(8192, 1953, PNG_FORMAT_GRAY, 77);
	struct image *image = read_picture("large");
	assert_int_equal(image->width, 8192);
	assert_int_equal(image->height, 1953);
	assert_int_equal(image->colours[8192 * 1953 - 1], 77);
	image_free(image);
	write_plain(1, 1, PNG_FORMAT_RGBA, 128);
	image = read_picture("one pixel");
	assert_int_equal(image->alpha[0], 128);
	image_free(image);
}

/* ---- what is refused ---- */

static void write_bytes(const void *bytes, size_t length)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static size_t read_bytes(char *bytes, size_t room)
{
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	size_t length = fread(bytes, 1, room, file);
	assert_int_equal(fclose(file), 0);
	assert_in_range(length, 1, room - 1);
	return length;
}

static void check_refused(const char *what, ycf_status expected, const char *words)
{
	struct message message;
	struct image *image = NULL;

	message_clear(&message);
	ycf_status status = image_read(path, &message, &image);
	if (status != expected)
		fail_msg("%s: %d: %s", what, status, message.text);
	if (strstr(message.text, path) == NULL || strstr(message.text, words) == NULL)
		fail_msg("%s: \"%s\" is not in: %s", what, words, message.text);
	assert_null(image);
}

static void what_is_not_there_is_told(void **state)
{
	char whole[sizeof path];

	(void)state;
	strcpy(whole, path);
	unlink(path);
	check_refused("missing", YCF_NOT_FOUND, "there is no picture");
	snprintf(path, sizeof path, "%s", folder);
	check_refused("a folder", YCF_UNREADABLE, "folder");
	strcpy(path, whole);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_refused("a pipe", YCF_UNREADABLE, "ordinary file");
	unlink(path);
}

static void another_kind_of_file_is_named(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *words;
	} files[] = {
		{"\xff\xd8\xff\xe0\0\x10JFIF", 10, "is a JPEG picture; save it as a PNG picture"},
		{"GIF89a", 6, "is a GIF picture"},
		{"RIFF\x10\0\0\0WEBPVP8 ", 16, "is a WebP picture"},
		{"\0\0\0\x1c" "ftypavif", 12, "is an AVIF picture"},
		{"<svg xmlns=\"\"/>", 15, "is an SVG drawing"},
		{"%PDF-1.4", 8, "is a PDF document"},
		{"", 0, "is empty"},
		{"hello", 5, "is not a PNG picture; save it as PNG"},
		{"\x89PNG\n\x1a\n", 7, "is not a PNG picture"},        /* line ends mangled */
		{"\x89PNG\r\n\x1a\n", 8, "cut off near its beginning"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		write_bytes(files[i].bytes, files[i].length);
		check_refused(files[i].words, YCF_INVALID, files[i].words);
	}
}

static void a_picture_too_large_is_told_by_its_size(void **state)
{
	static const struct {
		uint8_t width[4], height[4];
		const char *words;
	} sizes[] = {
		{{0, 0, 0x20, 1}, {0, 0, 0, 1}, "8193 by 1 pixels"},
		{{0, 0, 0, 1}, {0, 0, 0x20, 1}, "1 by 8193 pixels"},
		{{0, 0, 0x0f, 0xa0}, {0, 0, 0x0f, 0xa1}, "4000 by 4001 pixels"},
		{{0, 1, 0x86, 0xa0}, {0, 1, 0x86, 0xa0}, "100000 by 100000 pixels"},
		{{0x7f, 0xff, 0xff, 0xff}, {0x7f, 0xff, 0xff, 0xff}, "2147483647 by 2147483647"},
		{{0xff, 0xff, 0xff, 0xff}, {0xff, 0xff, 0xff, 0xff}, "make it smaller"},
		{{0, 0, 0, 0}, {0, 0, 0, 1}, "damaged"},
		{{0, 0, 0, 1}, {0, 0, 0, 0}, "damaged"},
		{{0, 0, 0x0f, 0xa0}, {0, 0, 0x0f, 0xa0}, "damaged"},
	};
	char bytes[2000];

	(void)state;
	write_plain(2, 2, PNG_FORMAT_RGB, 9);
	size_t length = read_bytes(bytes, sizeof bytes);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		memcpy(bytes + 16, sizes[i].width, 4);
		memcpy(bytes + 20, sizes[i].height, 4);
		write_bytes(bytes, length);
		check_refused(sizes[i].words, YCF_INVALID, sizes[i].words);
	}
}

static void a_file_too_large_is_told(void **state)
{
	FILE *file = fopen(path, "wb");

	(void)state;
	assert_non_null(file);
	assert_int_equal(ftruncate(fileno(file), (8 << 20) + 1), 0);
	assert_int_equal(fclose(file), 0);
	check_refused("9 MB", YCF_INVALID, "larger than");
}

static void corrupt_pixels_are_refused(void **state)
{
	char bytes[4000];

	(void)state;
	make_picture(&(struct kind){PNG_COLOR_TYPE_RGB, 8, false, false, SIDE, SIDE});
	size_t length = read_bytes(bytes, sizeof bytes);
	char *pixels = memmem(bytes, length, "IDAT", 4);
	assert_non_null(pixels);
	pixels[20] ^= 1;
	write_bytes(bytes, length);
	check_refused("a flipped bit", YCF_INVALID, "damaged or unfinished PNG picture");
	pixels[20] ^= 1;
	write_bytes(bytes, (size_t)(pixels - bytes) + 20);
	check_refused("half a picture", YCF_INVALID, "damaged or unfinished PNG picture");
}

/* Whatever is cut off or changed: a picture, or one message that names it. */
static void try_bytes(const char *bytes, size_t length)
{
	struct message message;
	struct image *image = NULL;

	write_bytes(bytes, length);
	message_clear(&message);
	ycf_status status = image_read(path, &message, &image);
	assert_int_equal(status == YCF_OK, image != NULL);
	if (status != YCF_OK && (status != YCF_INVALID || strstr(message.text, path) == NULL))
		fail_msg("%d: %s", status, message.text);
	image_free(image);
}

static void damage_does_no_harm(void **state)
{
	static const struct kind tried[] = {
		{PNG_COLOR_TYPE_GRAY, 1, true, false, 13, 9},
		{PNG_COLOR_TYPE_GRAY_ALPHA, 16, false, false, 6, 5},
		{PNG_COLOR_TYPE_PALETTE, 8, true, true, 3, 4},
		{PNG_COLOR_TYPE_RGB, 16, true, false, 7, 6},
	};
	char bytes[4000];

	(void)state;
	for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++) {
		make_picture(&tried[i]);
		size_t length = read_bytes(bytes, sizeof bytes);
		for (size_t cut = 0; cut < length; cut++)
			try_bytes(bytes, cut);
		for (size_t at = 8; at < length; at += 2) {
			bytes[at] ^= 0x55;
			try_bytes(bytes, length);
			bytes[at] ^= 0x55;
		}
	}
}

static int make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/a picture.png", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	return (unlink(path) == 0 || errno == ENOENT) && rmdir(folder) == 0 ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_read_pixel_by_pixel),
		cmocka_unit_test(colours_become_srgb),
		cmocka_unit_test(alpha_that_hides_nothing_is_dropped),
		cmocka_unit_test(a_large_picture_is_read),
		cmocka_unit_test(what_is_not_there_is_told),
		cmocka_unit_test(another_kind_of_file_is_named),
		cmocka_unit_test(a_picture_too_large_is_told_by_its_size),
		cmocka_unit_test(a_file_too_large_is_told),
		cmocka_unit_test(corrupt_pixels_are_refused),
		cmocka_unit_test(damage_does_no_harm),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder) != 0;
}
