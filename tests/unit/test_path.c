/* Outlines: the shapes, and SVG path data as drawing programs write it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/path.h"

static struct path path_new(void)
{
	struct arena *arena = arena_new();

	assert_non_null(arena);
	return (struct path){.arena = arena};
}

/* "M 0 0 L 1 2 C 1 2 3 4 5 6 Z" */
static const char *written(const struct path *path)
{
	static char text[2000];
	size_t length = 0;

	text[0] = '\0';
	for (size_t i = 0; i < path->count; i++) {
		const struct path_step *step = &path->steps[i];
		const char *gap = i == 0 ? "" : " ";
		char *end = text + length;
		size_t room = sizeof text - length;
		int count = step->kind == PATH_CLOSE ? snprintf(end, room, "%sZ", gap)
			: step->kind == PATH_CURVE
			? snprintf(end, room, "%sC %.6g %.6g %.6g %.6g %.6g %.6g", gap, step->x1,
			           step->y1, step->x2, step->y2, step->x, step->y)
			: snprintf(end, room, "%s%c %.6g %.6g", gap,
			           step->kind == PATH_MOVE ? 'M' : 'L', step->x, step->y);
		assert_in_range(count, 1, room - 1);
		length += (size_t)count;
	}
	return text;
}

/* ---- path data ---- */

static const struct {
	const char *data, *expected;
} outlines[] = {
	{"M 0 0 L 10 20", "M 0 0 L 10 20"},
	{"M0,0L10,20Z", "M 0 0 L 10 20 Z"},
	{" \t\r\n\fM 0 0\n", "M 0 0"},
	{"m 5 6 l 1 1", "M 5 6 L 6 7"},
	{"M 5 6 m 1 1", "M 5 6 M 6 7"},
	/* without a letter the command goes on; after a move as lines */
	{"M 1 2 3 4 5 6", "M 1 2 L 3 4 L 5 6"},
	{"m 1 2 3 4 5 6", "M 1 2 L 4 6 L 9 12"},
	{"M1 2L3 4 5 6", "M 1 2 L 3 4 L 5 6"},
	{"M1 2,3 4,5 6", "M 1 2 L 3 4 L 5 6"},
	{"M0 0h1 2 3v4-5", "M 0 0 L 1 0 L 3 0 L 6 0 L 6 4 L 6 -1"},
	{"M1 1H5V6", "M 1 1 L 5 1 L 5 6"},
	{"M0 0C1 2 3 4 5 6", "M 0 0 C 1 2 3 4 5 6"},
	{"M1 1c1 2 3 4 5 6 1 2 3 4 5 6", "M 1 1 C 2 3 4 5 6 7 C 7 9 9 11 11 13"},
	/* S: the first control point goes on from the curve before, if there was one */
	{"M0 0C1 2 3 4 5 6S9 9 10 10", "M 0 0 C 1 2 3 4 5 6 C 7 8 9 9 10 10"},
	{"M0 0C1 2 3 4 5 6s4 3 5 4 1 1 2 2",
	 "M 0 0 C 1 2 3 4 5 6 C 7 8 9 9 10 10 C 11 11 11 11 12 12"},
	{"M5 5S9 9 10 10", "M 5 5 C 5 5 9 9 10 10"},
	{"M0 0C1 2 3 4 5 6L7 7S9 9 10 10", "M 0 0 C 1 2 3 4 5 6 L 7 7 C 7 7 9 9 10 10"},
	/* Q and T have one control point */
	{"M0 0Q3 6 6 0", "M 0 0 C 2 4 4 4 6 0"},
	{"M1 1q3 6 6 0 3 6 6 0", "M 1 1 C 3 5 5 5 7 1 C 9 5 11 5 13 1"},
	{"M0 0Q3 6 6 0T12 0t6 0", "M 0 0 C 2 4 4 4 6 0 C 8 -4 10 -4 12 0 C 14 4 16 4 18 0"},
	{"M3 3T9 9", "M 3 3 C 3 3 5 5 9 9"},
	{"M0 0C1 2 3 4 6 6T12 12", "M 0 0 C 1 2 3 4 6 6 C 6 6 8 8 12 12"},
	{"M0 0Q3 6 6 0S9 9 9 0", "M 0 0 C 2 4 4 4 6 0 C 6 0 9 9 9 0"},
	/* Z goes back to where the outline began, and one may go on from there */
	{"M5 5l1 0 0 1zm1 1l1 1", "M 5 5 L 6 5 L 6 6 Z M 6 6 L 7 7"},
	{"M5 5l1 0 0 1zl2 2", "M 5 5 L 6 5 L 6 6 Z M 5 5 L 7 7"},
	{"M5 5l1 0zh2", "M 5 5 L 6 5 Z M 5 5 L 7 5"},
	{"M0 0zz", "M 0 0 Z Z"},
	/* numbers run together as far as they can be told apart */
	{"M1-2", "M 1 -2"},
	{"M.5.5", "M 0.5 0.5"},
	{"M-.5-.5l1.5.5", "M -0.5 -0.5 L 1 0"},
	{"M+1+2", "M 1 2"},
	{"M1e1-2E-1", "M 10 -0.2"},
	{"M1.e0 5.", "M 1 5"},
	{"M0.0000001 100000", "M 1e-07 100000"},
	{"M0.30000000000000000000001 12.345678901234567890", "M 0.3 12.3457"},
	{"M1000000 -1000000", "M 1e+06 -1e+06"},
	{"M000000000000000000001 00.5", "M 1 0.5"},
	{"M0e99999 1e-99999", "M 0 0"},
};

static void path_data_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof outlines / sizeof outlines[0]; i++) {
		struct path path = path_new();
		size_t at = 99;
		const char *wrong = path_read(&path, outlines[i].data, 0, 0, 1, &at);
		if (wrong != NULL)
			fail_msg("%s: %s at %zu", outlines[i].data, wrong, at);
		if (strcmp(written(&path), outlines[i].expected) != 0)
			fail_msg("%s: %s", outlines[i].data, written(&path));
		arena_free(path.arena);
	}
}

static const struct {
	const char *data, *wrong;
	size_t at;
} slips[] = {
	{"", "empty", 0},
	{"  ", "empty", 2},
	{"L 1 2", "begin with M", 0},
	{"1 2", "letters", 0},
	{"M", "number is missing", 1},
	{"M 1", "number is missing", 3},
	{"M 1 2 3", "number is missing", 7},
	{"M 1 2 L", "number is missing", 7},
	{"M 1,,2", "number is missing", 4},
	{"M,1,2", "number is missing", 1},
	{"M 1 2,", "number is missing", 6},
	{"M 1 2, L 3 4", "number is missing", 7},
	{"M 1 .", "number is missing", 4},
	{"M 1 -", "number is missing", 4},
	{"M 1 --2", "number is missing", 4},
	{"M 1 NaN", "number is missing", 4},
	{"M 1 inf", "number is missing", 4},
	{"M 0x10 2", "number is missing", 3},
	{"M 1 2 C 1 2 3 4 5", "number is missing", 17},
	{"M 1 2 S 1 2 3", "number is missing", 13},
	{"M 0 0 Z 1 2", "letters", 8},
	{"M 0 0 X", "letters", 6},
	{"M 0 0 ; L 1 1", "letters", 6},
	{"M 0 0 L 1 1 \xc3\xa4", "letters", 12},
	{"M 1e 2", "number is missing", 3},
	{"M 0 0 Q 1 1 2", "number is missing", 13},
	{"M 0 0 a 1 1 0 0 0 2 2", "arcs (A) are not known", 6},
	{"M 0 1000001", "over a million", 4},
	{"M 0 -1e7", "over a million", 4},
	{"M 1e999 0", "over a million", 2},
	{"M 99999999999999999999999999999999 0", "over a million", 2},
};

static void a_slip_in_path_data_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
		struct path path = path_new();
		size_t at = 99;
		const char *wrong = path_read(&path, slips[i].data, 0, 0, 1, &at);
		if (wrong == NULL)
			fail_msg("\"%s\" was read", slips[i].data);
		if (strstr(wrong, slips[i].wrong) == NULL || at != slips[i].at)
			fail_msg("\"%s\": %s at %zu", slips[i].data, wrong, at);
		arena_free(path.arena);
	}
}

static void an_outline_is_scaled_then_moved(void **state)
{
	struct path path = path_new();
	size_t at;

	(void)state;
	assert_null(path_read(&path, "m1 1h1v1c0 1 2 3 4 4s1 1 2 2z", 100, 200, 10, &at));
	assert_string_equal(written(&path), "M 110 210 L 120 210 L 120 220"
	                    " C 120 230 140 250 160 260 C 180 270 170 270 180 280 Z");
	arena_free(path.arena);
}

static void outlines_are_added_up(void **state)
{
	struct path path = path_new();
	size_t at;

	(void)state;
	path_move(&path, 1, 2);
	path_line(&path, 3, 4);
	assert_null(path_read(&path, "M5 6L7 8", 0, 0, 1, &at));
	assert_string_equal(written(&path), "M 1 2 L 3 4 M 5 6 L 7 8");
	arena_free(path.arena);
}

/* A locale with a decimal comma, which the C library would follow. */
static void numbers_do_not_follow_the_locale(void **state)
{
	static const char *const commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "de_DE"};
	struct path path = path_new();
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++)
		if (setlocale(LC_NUMERIC, commas[i]) != NULL)
			break;
	const char *wrong = path_read(&path, "M1.5,2.5", 0, 0, 1, &at);
	setlocale(LC_NUMERIC, "C");
	assert_null(wrong);
	assert_string_equal(written(&path), "M 1.5 2.5");
	arena_free(path.arena);
}

static void every_number_keeps_its_digits(void **state)
{
	static const char *const numbers[] = {"0.1", "123.456", "0.001", "-17.25", "999999.999999999",
	                                      "3.14159265358979", "1e-5", "0.000123456789012345"};

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		struct path path = path_new();
		char data[80];
		size_t at;
		snprintf(data, sizeof data, "M%s 0", numbers[i]);
		assert_null(path_read(&path, data, 0, 0, 1, &at));
		double expected = strtod(numbers[i], NULL);
		if (fabs(path.steps[0].x - expected) > 1e-15 * fabs(expected))
			fail_msg("%s: %.17g", numbers[i], path.steps[0].x);
		arena_free(path.arena);
	}
}

static void the_number_of_steps_is_limited(void **state)
{
	struct path path = path_new();
	struct buffer data = {0};
	size_t at = 0;

	(void)state;
	buffer_text(&data, "M0 0");
	for (int i = 1; i < 50000; i++)
		buffer_text(&data, "h1");
	assert_null(path_read(&path, buffer_string(&data), 0, 0, 1, &at));
	assert_int_equal(path.count, 50000);
	assert_true(path.steps[49999].x > 49998.5 && path.steps[49999].x < 49999.5);
	buffer_text(&data, "h1");
	const char *wrong = path_read(&path, buffer_string(&data), 0, 0, 1, &at);
	assert_non_null(wrong);
	assert_non_null(strstr(wrong, "50,000"));
	buffer_free(&data);
	arena_free(path.arena);
}

/* ---- shapes ---- */

static void a_box_has_four_corners(void **state)
{
	struct path path = path_new();

	(void)state;
	path_box(&path, 10, 20, 30, 40, 0);
	assert_string_equal(written(&path), "M 10 20 L 40 20 L 40 60 L 10 60 Z");
	arena_free(path.arena);
}

static size_t kinds(const struct path *path, enum path_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < path->count; i++)
		count += path->steps[i].kind == kind;
	return count;
}

static double along(double a, double b, double c, double d, double t)
{
	double s = 1 - t;

	return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

/* How far the curves stray from a circle of that radius. */
static double astray(const struct path *path, double x, double y, double radius)
{
	double worst = 0, from_x = 0, from_y = 0;

	for (size_t i = 0; i < path->count; i++) {
		const struct path_step *step = &path->steps[i];
		for (double t = 0; step->kind == PATH_CURVE && t <= 1; t += 0.05) {
			double at_x = along(from_x, step->x1, step->x2, step->x, t);
			double at_y = along(from_y, step->y1, step->y2, step->y, t);
			worst = fmax(worst, fabs(hypot(at_x - x, at_y - y) - radius));
		}
		from_x = step->x;
		from_y = step->y;
	}
	return worst;
}

static void a_circle_is_four_curves(void **state)
{
	struct path path = path_new();

	(void)state;
	path_circle(&path, 100, 50, 10);
	assert_int_equal(path.count, 6);
	assert_int_equal(kinds(&path, PATH_CURVE), 4);
	assert_int_equal(path.steps[5].kind, PATH_CLOSE);
	assert_true(hypot(path.steps[4].x - path.steps[0].x,
	                  path.steps[4].y - path.steps[0].y) < 1e-9);
	/* one part in 3,600: no eye can tell */
	assert_true(astray(&path, 100, 50, 10) < 10.0 / 3600);
	arena_free(path.arena);
}

static void corners_are_rounded(void **state)
{
	struct path path = path_new();

	(void)state;
	path_box(&path, 0, 0, 40, 20, 5);
	assert_int_equal(kinds(&path, PATH_CURVE), 4);
	assert_int_equal(kinds(&path, PATH_LINE), 4);
	for (size_t i = 0; i + 1 < path.count; i++) {
		assert_in_range(path.steps[i].x, 0, 40);
		assert_in_range(path.steps[i].y, 0, 20);
	}
	path.count = 0;
	/* a radius over half the box makes a rounded end, no knot */
	path_box(&path, 0, 0, 40, 20, 500);
	assert_int_equal(kinds(&path, PATH_CURVE), 4);
	assert_int_equal(kinds(&path, PATH_LINE), 2);
	for (size_t i = 0; i + 1 < path.count; i++) {
		assert_true(path.steps[i].x > -1e-9 && path.steps[i].x < 40 + 1e-9);
		assert_true(path.steps[i].y > -1e-9 && path.steps[i].y < 20 + 1e-9);
	}
	arena_free(path.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(path_data_is_read),
		cmocka_unit_test(a_slip_in_path_data_is_told),
		cmocka_unit_test(an_outline_is_scaled_then_moved),
		cmocka_unit_test(outlines_are_added_up),
		cmocka_unit_test(numbers_do_not_follow_the_locale),
		cmocka_unit_test(every_number_keeps_its_digits),
		cmocka_unit_test(the_number_of_steps_is_limited),
		cmocka_unit_test(a_box_has_four_corners),
		cmocka_unit_test(a_circle_is_four_curves),
		cmocka_unit_test(corners_are_rounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
