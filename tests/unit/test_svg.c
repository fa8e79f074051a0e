/* Pictures in SVG: what is drawn, what it says to those who do not see it, and
   what must not be in it. */
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

#include "document/svg.h"

static const struct colour ink = {0, 0.5F, 1}, paper = {1, 1, 1};
static const char *const families[] = {"Lato", "Carlito", "DejaVu Sans"};
static const struct font_style style = {families, 3, 400, false};

static struct message message;
static struct faces *faces;

static void require(ycf_status status)
{
	if (status != YCF_OK)
		fail_msg("%d: %s", status, message.text);
}

static struct svg *begun(const char *title, const char *description)
{
	struct svg *svg = NULL;

	message_clear(&message);
	require(svg_new(faces, title, description, "en-GB", &message, &svg));
	return svg;
}

static struct svg *begun_page(const char *title, const char *description)
{
	struct svg *svg = begun(title, description);

	require(svg_canvas(svg)->acts->page(svg_canvas(svg), 144, 72, 1));
	return svg;
}

/* The whole of it as text; free() it. */
static char *saved(struct svg *svg)
{
	char path[] = "/tmp/ycf-svg-XXXXXX";
	int descriptor = mkstemp(path);
	struct output *output = NULL;
	char *text = NULL;
	size_t length = 0;

	assert_true(descriptor >= 0);
	close(descriptor);
	require(output_open(path, -1, &output, &message));
	require(svg_save(svg, output));
	require(output_commit(output, &message));
	require(file_read(path, 1 << 24, &text, &length, &message));
	unlink(path);
	assert_int_equal(strlen(text), length);
	svg_free(svg);
	return text;
}

static size_t occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		count++;
	return count;
}

/* ---- outlines ---- */

static void an_outline_is_drawn(void **state)
{
	struct svg *svg = begun_page("T", "D");
	struct path path = {.arena = arena_new()};
	const struct paint paint = {.fill = &ink, .stroke = &paper, .thickness = 0.75};
	const struct paint outline = {.stroke = &ink, .thickness = 2};

	(void)state;
	path_box(&path, 1, 2, 3.5, 4.25, 0);
	path_move(&path, 10, 10);
	path_curve(&path, 10.5, 9, 11.004, 9, 12, 10.999);
	path_line(&path, 13, 11.01);
	path_line(&path, 9.99, 12);
	path_close(&path);
	path_curve(&path, 12, 14, 14, 14, 16, 10);
	require(svg_canvas(svg)->acts->path(svg_canvas(svg), &path, &paint));
	require(svg_canvas(svg)->acts->path(svg_canvas(svg), &path, &outline));
	arena_free(path.arena);
	char *text = saved(svg);
	assert_non_null(strstr(text, "<path fill=\"#0080ff\" stroke=\"#ffffff\" "
	                       "stroke-miterlimit=\"10\" stroke-width=\".75\" "
	                       "d=\"m1 2h3.5v4.25h-3.5z"
	                       "m9 8c.5-1 1-1 2 1l1 .01-3.01.99zq3 6 6 0\"/>\n"));
	assert_non_null(strstr(text, "<path fill=\"none\" stroke=\"#0080ff\""));
	free(text);
}

/* Written as steps from one to the next, a thousand of them end where they
   should. */
static void rounding_does_not_add_up(void **state)
{
	struct svg *svg = begun_page("T", "D");
	struct path path = {.arena = arena_new()}, again = {.arena = path.arena};
	const struct paint paint = {.fill = &ink};
	size_t at;

	(void)state;
	path_move(&path, 0, 0);
	for (int i = 1; i <= 1000; i++)
		path_line(&path, i / 7.0, i % 2 + i / 9.0);
	require(svg_canvas(svg)->acts->path(svg_canvas(svg), &path, &paint));
	char *text = saved(svg), *data = strstr(text, " d=\"");
	assert_non_null(data);
	*strchr(data + 4, '"') = '\0';
	assert_null(path_read(&again, data + 4, 0, 0, 1, &at));
	assert_int_equal(again.count, path.count);
	for (size_t i = 0; i < path.count; i++) {
		assert_true(fabs(again.steps[i].x - path.steps[i].x) < 0.0051);
		assert_true(fabs(again.steps[i].y - path.steps[i].y) < 0.0051);
	}
	free(text);
	arena_free(path.arena);
}

static void nothing_to_draw_is_nothing_drawn(void **state)
{
	struct svg *svg = begun_page("T", "D");
	struct path path = {.arena = arena_new()};
	const struct paint paint = {.fill = &ink};

	(void)state;
	require(svg_canvas(svg)->acts->path(svg_canvas(svg), &path, &paint));
	arena_free(path.arena);
	char *text = saved(svg);
	assert_null(strstr(text, "<path"));
	free(text);
}

/* ---- letters ---- */

static struct letters placed(const char *text, struct arena *arena)
{
	struct letters letters;

	message_clear(&message);
	require(letters_place(faces, &style, text, arena, &message, &letters));
	return letters;
}

struct bounds {
	double left, top, right, bottom;
};

/* Of the picture's one outline; its corners and control points. */
static struct bounds bounds_of(char *text)
{
	struct path path = {.arena = arena_new()};
	struct bounds bounds = {1e9, 1e9, -1e9, -1e9};
	char *data = strstr(text, " d=\"");
	size_t at;

	assert_non_null(data);
	assert_int_equal(occurrences(text, "<path"), 1);
	*strchr(data + 4, '"') = '\0';
	assert_null(path_read(&path, data + 4, 0, 0, 1, &at));
	for (size_t i = 0; i < path.count; i++) {
		if (path.steps[i].kind == PATH_CLOSE)
			continue;
		bounds.left = fmin(bounds.left, path.steps[i].x);
		bounds.right = fmax(bounds.right, path.steps[i].x);
		bounds.top = fmin(bounds.top, path.steps[i].y);
		bounds.bottom = fmax(bounds.bottom, path.steps[i].y);
	}
	arena_free(path.arena);
	return bounds;
}

static struct bounds drawn(const char *words, double spacing)
{
	struct svg *svg = begun_page("T", "D");
	struct arena *arena = arena_new();
	struct letters letters = placed(words, arena);
	struct run run = {
		.letters = letters.items, .count = letters.count, .x = 20, .y = 50, .size = 30,
		.spacing = spacing, .colour = ink,
	};

	require(svg_canvas(svg)->acts->text(svg_canvas(svg), &run));
	arena_free(arena);
	char *text = saved(svg);
	struct bounds bounds = bounds_of(text);
	free(text);
	return bounds;
}

static void letters_stand_on_their_base_line(void **state)
{
	(void)state;
	struct bounds capital = drawn("H", 0), deep = drawn("p", 0), two = drawn("HH", 0);

	assert_true(fabs(capital.bottom - 50) < 0.01);
	assert_true(capital.left > 20 && capital.left < 26);
	double height = (capital.bottom - capital.top) / 30;
	assert_true(height > 0.65 && height < 0.8);
	assert_true(deep.bottom > 54 && deep.bottom < 60);
	assert_true(two.right > capital.right + 18 && two.right < capital.right + 30);
	struct bounds apart = drawn("HH", 7);
	assert_true(fabs(apart.right - two.right - 7) < 0.02);
}

static void letters_are_kerned(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	struct face_place first = placed("AV", arena).items[0].place;
	struct bounds pair = drawn("AV", 0), alone = drawn("V", 0);
	arena_free(arena);
	assert_true(fabs(pair.right - alone.right - 30 * first.advance) < 0.02);
}

static void spaces_alone_are_nothing(void **state)
{
	struct svg *svg = begun_page("T", "D");
	struct arena *arena = arena_new();
	struct letters letters = placed("   ", arena);
	struct run run = {.letters = letters.items, .count = letters.count, .size = 10};

	(void)state;
	require(svg_canvas(svg)->acts->text(svg_canvas(svg), &run));
	arena_free(arena);
	char *text = saved(svg);
	assert_null(strstr(text, "<path"));
	free(text);
}

/* ---- the picture as a whole ---- */

static void a_picture_has_its_size(void **state)
{
	struct svg *svg = begun("T", "D");
	const struct canvas_acts *act = svg_canvas(svg)->acts;

	(void)state;
	require(act->page(svg_canvas(svg), 60 * 72 / 25.4, 24.5 * 72 / 25.4, 1));
	char *text = saved(svg);
	assert_non_null(strstr(text, "width=\"60mm\" height=\"24.5mm\" viewBox=\"0 0 170.08 69.45\""));
	free(text);
	svg = begun("T", "D");
	require(act->page(svg_canvas(svg), 60 * 72 / 25.4, 24.5 * 72 / 25.4, 2));
	text = saved(svg);
	assert_non_null(strstr(text, "width=\"120mm\" height=\"49mm\" viewBox=\"0 0 170.08 69.45\""));
	free(text);
}

static void it_says_what_it_shows(void **state)
{
	char title_id[40], desc_id[40];

	(void)state;
	char *text = saved(begun_page("Elm & <Oak>", "Holds \"it\"\n\x01 for \xc5\xb7\xef\xbf\xbf."));
	assert_ptr_equal(strstr(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" "), text);
	assert_non_null(strstr(text, " role=\"img\""));
	assert_non_null(strstr(text, " lang=\"en-GB\" xml:lang=\"en-GB\">"));
	assert_int_equal(sscanf(strstr(text, "<title"), "<title id=\"%39[^\"]", title_id), 1);
	assert_int_equal(sscanf(strstr(text, "<desc"), "<desc id=\"%39[^\"]", desc_id), 1);
	assert_non_null(strstr(text, ">Elm &amp; &lt;Oak&gt;</title>"));
	assert_non_null(strstr(text, ">Holds &quot;it&quot;   for \xc5\xb7.</desc>"));
	char labelled[100];
	snprintf(labelled, sizeof labelled, " aria-labelledby=\"%s %s\"", title_id, desc_id);
	assert_non_null(strstr(text, labelled));
	/* names of another picture in the same web page are others */
	char *other = saved(begun_page("Elm & <Oak>", "Held it."));
	assert_null(strstr(other, title_id));
	assert_null(strstr(other, desc_id));
	free(other);
	free(text);
}

static char *everything_drawn(void)
{
	struct svg *svg = begun_page("Invented School", "An invented mark");
	struct canvas *canvas = svg_canvas(svg);
	struct arena *arena = arena_new();
	struct path path = {.arena = arena};
	const struct paint paint = {.fill = &paper, .stroke = &ink, .thickness = 1};
	const struct element element = {.role = ROLE_HEADING_1};
	struct letters letters = placed("Welsh: T\xc5\xb7 Gwyn & <caf\xc3\xa9>", arena);
	struct run run = {
		.letters = letters.items, .count = letters.count, .x = 5, .y = 40, .size = 9,
		.colour = ink,
	};

	path_box(&path, 2, 2, 140, 68, 6);
	path_circle(&path, 120, 20, 9);
	require(canvas->acts->path(canvas, &path, &paint));
	require(canvas->acts->open(canvas, &element));
	require(canvas->acts->text(canvas, &run));
	require(canvas->acts->close(canvas));
	arena_free(arena);
	return saved(svg);
}

/* It may be put into any web page, under the strictest of policies. */
static void it_needs_and_loads_nothing(void **state)
{
	static const char *const unwanted[] = {
		"script", "style", "href", "url(", "<text", "font", "<!", "<?", "on", "&#", "data:",
	};

	(void)state;
	char *text = everything_drawn();
	char *drawing = strstr(text, "</desc>");
	assert_non_null(drawing);
	for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
		if (strstr(drawing, unwanted[i]) != NULL)
			fail_msg("\"%s\" is in: %s", unwanted[i], text);
	assert_int_equal(occurrences(text, "http"), 1);
	free(text);
}

static void the_same_drawing_is_the_same_bytes(void **state)
{
	(void)state;
	char *one = everything_drawn(), *two = everything_drawn();
	assert_string_equal(one, two);
	assert_true(strlen(one) > 1000);
	free(one);
	free(two);
}

static void it_is_well_formed_xml(void **state)
{
	(void)state;
	if (system("command -v xmllint >/dev/null") != 0)
		skip();
	char *text = everything_drawn();
	FILE *pipe = popen("xmllint --nonet --noout -", "w");
	assert_non_null(pipe);
	fputs(text, pipe);
	assert_int_equal(pclose(pipe), 0);
	free(text);
}

static void a_second_page_is_refused(void **state)
{
	struct svg *svg = begun_page("T", "D");

	(void)state;
	assert_int_equal(svg_canvas(svg)->acts->page(svg_canvas(svg), 10, 10, 1), YCF_INVALID);
	assert_non_null(strstr(message.text, "no second page"));
	svg_free(svg);
}

static void a_picture_from_a_file_is_refused(void **state)
{
	struct svg *svg = begun_page("T", "D");
	uint8_t pixel = 0;
	const struct image image = {.width = 1, .height = 1, .grey = true, .colours = &pixel};

	(void)state;
	assert_int_equal(svg_canvas(svg)->acts->image(svg_canvas(svg), &image, 0, 0, 9, 9),
	                 YCF_INVALID);
	assert_non_null(strstr(message.text, "holds no picture"));
	svg_free(svg);
	svg_free(NULL);
}

static int open_faces(void **state)
{
	(void)state;
	message_clear(&message);
	return faces_new(&message, &faces) == YCF_OK ? 0 : -1;
}

static int close_faces(void **state)
{
	(void)state;
	faces_free(faces);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_outline_is_drawn),
		cmocka_unit_test(rounding_does_not_add_up),
		cmocka_unit_test(nothing_to_draw_is_nothing_drawn),
		cmocka_unit_test(letters_stand_on_their_base_line),
		cmocka_unit_test(letters_are_kerned),
		cmocka_unit_test(spaces_alone_are_nothing),
		cmocka_unit_test(a_picture_has_its_size),
		cmocka_unit_test(it_says_what_it_shows),
		cmocka_unit_test(it_needs_and_loads_nothing),
		cmocka_unit_test(the_same_drawing_is_the_same_bytes),
		cmocka_unit_test(it_is_well_formed_xml),
		cmocka_unit_test(a_second_page_is_refused),
		cmocka_unit_test(a_picture_from_a_file_is_refused),
	};

	return cmocka_run_group_tests(tests, open_faces, close_faces) != 0;
}
