/* QR codes: drawn as a path, painted as pixels, and read back. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/qr.h"

enum { LEFT = 30, TOP = 70, SIZE = 100, MOST = 177, QUIET = 4 };

/* The squares of a code as they would be painted, dark where true. */
struct painting {
	unsigned side;
	size_t boxes;
	bool dark[MOST][MOST];
};

static struct path drawn(const char *text)
{
	struct path path = {.arena = arena_new()};
	struct message message;

	assert_non_null(path.arena);
	message_clear(&message);
	if (qr_draw(text, LEFT, TOP, SIZE, &path, &message) != YCF_OK)
		fail_msg("%s", message.text);
	return path;
}

/* A box is a move, three lines and a close; its corners are the first and third. */
static const struct path_step *next_box(const struct path *path, size_t *at)
{
	static const enum path_kind kinds[] = {PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE};
	const struct path_step *box = path->steps + *at;

	if (*at == path->count)
		return NULL;
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(box[i].kind, kinds[i]);
	assert_true(box[0].x < box[2].x && box[0].y < box[2].y);
	*at += 5;
	return box;
}

/* The top left box belongs to a finder pattern, which is seven squares wide. */
static double module_of(const struct path *path)
{
	return (path->steps[1].x - path->steps[0].x) / 7;
}

static unsigned squares(double length, double module)
{
	double count = length / module;

	assert_true(fabs(count - round(count)) < 1e-6);
	return (unsigned)lround(count);
}

static void paint_box(struct painting *painting, const struct path_step *box, double module)
{
	const double x_begin = LEFT, y_begin = TOP;
	unsigned left = squares(box[0].x - x_begin, module), top = squares(box[0].y - y_begin, module);
	unsigned right = squares(box[2].x - x_begin, module), bottom = squares(box[2].y - y_begin, module);

	assert_in_range(left, QUIET, QUIET + painting->side);
	assert_in_range(top, QUIET, QUIET + painting->side);
	assert_in_range(right, left + 1, QUIET + painting->side);
	assert_in_range(bottom, top + 1, QUIET + painting->side);
	for (unsigned y = top - QUIET; y < bottom - QUIET; y++)
		for (unsigned x = left - QUIET; x < right - QUIET; x++) {
			assert_false(painting->dark[y][x]);
			painting->dark[y][x] = true;
		}
}

static void paint(const char *text, struct painting *painting)
{
	struct path path = drawn(text);
	double module = module_of(&path);
	const struct path_step *box;
	size_t at = 0;

	*painting = (struct painting){.side = squares(SIZE, module) - 2 * QUIET};
	assert_in_range(painting->side, 21, MOST);
	while ((box = next_box(&path, &at)) != NULL) {
		paint_box(painting, box, module);
		painting->boxes++;
	}
	arena_free(path.arena);
}

static const char plain_address[] = "https://mark.example/award/LDS-T78FA-KQ912-K";

static void a_code_is_as_small_as_can_be(void **state)
{
	static const struct {
		const char *text;
		unsigned side;
	} texts[] = {
		{"1", 21},
		{"LDS-T78FA-KQ912-K", 21},     /* capitals and digits take less room */
		{"lds-t78fa-kq912-k", 25},
		{plain_address, 29},
	};
	static struct painting painting;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		paint(texts[i].text, &painting);
		assert_int_equal(painting.side, texts[i].side);
	}
}

static void check_finder(const struct painting *painting, unsigned left, unsigned top)
{
	for (unsigned y = 0; y < 7; y++)
		for (unsigned x = 0; x < 7; x++) {
			bool ring = x == 0 || x == 6 || y == 0 || y == 6;
			bool heart = x >= 2 && x <= 4 && y >= 2 && y <= 4;
			assert_int_equal(painting->dark[top + y][left + x], ring || heart);
		}
}

static void three_corners_tell_where_it_lies(void **state)
{
	static struct painting painting;

	(void)state;
	paint(plain_address, &painting);
	check_finder(&painting, 0, 0);
	check_finder(&painting, painting.side - 7, 0);
	check_finder(&painting, 0, painting.side - 7);
	/* beside them it says how much damage it bears: M is dark and light here */
	assert_true(painting.dark[8][0]);
	assert_false(painting.dark[8][1]);
}

static void neighbours_are_drawn_as_one(void **state)
{
	static struct painting painting;
	size_t dark = 0;

	(void)state;
	paint(plain_address, &painting);
	for (unsigned y = 0; y < painting.side; y++)
		for (unsigned x = 0; x < painting.side; x++)
			dark += painting.dark[y][x];
	assert_true(dark > 300);
	assert_true(painting.boxes < dark / 2);
}

/* ---- read back ---- */

enum { PIXELS = 6 };

static void write_pixels(const struct painting *painting, const char *path)
{
	unsigned side = (painting->side + 2 * QUIET) * PIXELS;
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fprintf(file, "P5 %u %u 255\n", side, side);
	for (unsigned y = 0; y < side; y++)
		for (unsigned x = 0; x < side; x++) {
			unsigned column = x / PIXELS - QUIET, row = y / PIXELS - QUIET;
			bool inside = column < painting->side && row < painting->side;
			fputc(inside && painting->dark[row][column] ? 0 : 255, file);
		}
	assert_int_equal(fclose(file), 0);
}

static void check_read_back(const char *text)
{
	static struct painting painting;
	char path[] = "/tmp/ycf-qr-XXXXXX", command[120], found[3000];
	int descriptor = mkstemp(path);

	assert_true(descriptor >= 0);
	close(descriptor);
	paint(text, &painting);
	write_pixels(&painting, path);
	snprintf(command, sizeof command,
	         "zbarimg -q --raw -Sdisable -Sqrcode.enable %s 2>/dev/null", path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	size_t length = fread(found, 1, sizeof found - 1, pipe);
	int exit_status = pclose(pipe);
	unlink(path);
	found[length] = '\0';
	if (length > 0 && found[length - 1] == '\n')
		found[length - 1] = '\0';
	assert_int_equal(exit_status, 0);
	assert_string_equal(found, text);
}

static void a_reader_gets_the_text_back(void **state)
{
	static const char *const texts[] = {
		plain_address,
		"LDS-T78FA-KQ912-K",
		"LDS-T78FA-KQ912-K https://mark.example/",
		"1234567890123456789012345678901234567890",
		"https://mark.example/?q=a%20b&c=d#e",
		"Ysgol T\xc5\xb7 Gwyn \xe2\x80\x93 na\xc3\xafve caf\xc3\xa9",
		"\xce\x94\xce\xbf\xce\xba\xce\xb9\xce\xbc\xce\xae",
	};
	char long_text[701] = "";

	(void)state;
	if (system("command -v zbarimg >/dev/null") != 0)
		skip();
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		check_read_back(texts[i]);
	for (size_t i = 0; i < sizeof long_text - 1; i++)
		long_text[i] = (char)('a' + i * 7 % 26);
	check_read_back(long_text);
}

static void a_text_too_long_is_refused(void **state)
{
	static struct painting painting;
	static char text[2400];
	struct path path = {.arena = arena_new()};
	struct message message;

	(void)state;
	memset(text, 'a', 2331);
	paint(text, &painting);
	assert_int_equal(painting.side, 177);
	text[2331] = 'a';
	message_clear(&message);
	assert_int_equal(qr_draw(text, 0, 0, 10, &path, &message), YCF_INVALID);
	assert_non_null(strstr(message.text, "2332 bytes is too long"));
	assert_int_equal(path.count, 0);
	arena_free(path.arena);
}

static void no_text_is_no_code(void **state)
{
	struct path path = drawn("");

	(void)state;
	assert_int_equal(path.count, 0);
	arena_free(path.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_is_as_small_as_can_be),
		cmocka_unit_test(three_corners_tell_where_it_lies),
		cmocka_unit_test(neighbours_are_drawn_as_one),
		cmocka_unit_test(a_reader_gets_the_text_back),
		cmocka_unit_test(a_text_too_long_is_refused),
		cmocka_unit_test(no_text_is_no_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
