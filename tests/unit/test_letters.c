/* Letters in the fonts that have them, placed and outlined. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "document/letters.h"

static const char *const sans[] = {"DejaVu Sans"}, *const absent[] = {"No Such Font At All"},
                  *const serif[] = {"No Such Font At All", "dejavu serif"};
static const struct font_style plain = {sans, 1, 400, false}, bold = {sans, 1, 700, false};

static struct faces *faces;
static struct arena *arena;
static struct message message;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return arena != NULL && faces_new(&message, &faces) == YCF_OK ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	faces_free(faces);
	arena_free(arena);
	return 0;
}

static struct letters place(const struct font_style *style, const char *text)
{
	struct letters letters = {0};

	if (letters_place(faces, style, text, arena, &message, &letters) != YCF_OK)
		fail_msg("%s", message.text);
	return letters;
}

static unsigned main_of(const struct font_style *style)
{
	unsigned face = 0;

	assert_int_equal(faces_main(faces, style, &message, &face), YCF_OK);
	return face;
}

static void letters_know_their_text(void **state)
{
	static const char text[] = "Tŷ 𝐀";
	static const uint32_t characters[] = {'T', 0x177, ' ', 0x1D400};
	struct letters letters = {0};

	(void)state;
	if (letters_place(faces, &plain, text, arena, &message, &letters) != YCF_OK) {
		message_clear(&message);
		print_message("skipped: no font has U+1D400\n");
		skip();
	}
	assert_int_equal(letters.count, 4);
	for (size_t i = 0, at = 0; i < 4; at += letters.items[i++].length) {
		assert_int_equal(letters.items[i].character, characters[i]);
		assert_ptr_equal(letters.items[i].at, text + at);
		assert_true(face_has(faces_get(faces, letters.items[i].face), characters[i]));
	}
}

static void kerning_draws_letters_together(void **state)
{
	struct letters letters = place(&plain, "AV");

	(void)state;
	assert_true(letters.items[0].place.advance < letters.items[0].place.own - 0.01);
	assert_true(letters.items[1].place.advance > letters.items[1].place.own - 0.001);
	assert_true(letters.items[0].place.own
	            == face_advance(faces_get(faces, letters.items[0].face), 'A'));
}

static void styles_have_their_own_faces(void **state)
{
	const struct font_style none = {absent, 1, 400, false}, second = {serif, 2, 400, false},
	                        fewer = {serif, 1, 400, false};

	(void)state;
	assert_int_not_equal(main_of(&plain), main_of(&bold));
	assert_int_equal(main_of(&plain), main_of(&plain));
	assert_string_equal(face_facts(faces_get(faces, main_of(&plain)))->name, "DejaVuSans");
	assert_string_equal(face_facts(faces_get(faces, main_of(&bold)))->name, "DejaVuSans-Bold");
	assert_string_equal(face_facts(faces_get(faces, main_of(&second)))->name, "DejaVuSerif");
	/* the same names, but not all of them: a font made for reading stands in */
	assert_int_equal(main_of(&fewer), main_of(&none));
	assert_int_equal(main_of(&none), main_of(&plain));
}

/* However many styles were asked for since. */
static void a_style_is_found_again(void **state)
{
	const unsigned before = main_of(&plain);
	char name[32];
	const char *families[] = {name, "DejaVu Sans"};

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof name, "Imagined %d", i);
		const struct font_style style = {families, 2, 400, false};
		assert_int_equal(main_of(&style), before);
	}
	assert_int_equal(main_of(&plain), before);
	assert_int_equal(place(&plain, "a").items[0].face, before);
}

/* What is remembered of one character is not taken for another one. */
static void every_character_has_its_face(void **state)
{
	(void)state;
	for (int round = 0; round < 2; round++)
		for (uint32_t c = 0x21; c < 0x600; c++) {
			char text[] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F)), '\0'};
			struct letters letters = {0};
			if (c < 0x80)
				memcpy(text, (char[]){(char)c, '\0'}, 2);
			if (letters_place(faces, &plain, text, arena, &message, &letters) == YCF_OK)
				assert_true(face_has(faces_get(faces, letters.items[0].face), c));
			message_clear(&message);
		}
}

static void expect_refused(const char *text, const char *first, const char *second)
{
	struct letters letters = {0};

	assert_int_equal(letters_place(faces, &plain, text, arena, &message, &letters),
	                 YCF_INVALID);
	if (strstr(message.text, first) == NULL || strstr(message.text, second) == NULL)
		fail_msg("\"%s\" and \"%s\" are not in: %s", first, second, message.text);
	message_clear(&message);
}

static void what_cannot_be_drawn_is_named(void **state)
{
	(void)state;
	expect_refused("مدرسة", "U+0645 (م)", "script");
	expect_refused("בית ספר", "U+05D1", "script");
	expect_refused("विद्यालय", "U+0935", "script");
	expect_refused("โรงเรียน", "U+0E42", "script");
	expect_refused("Elm \xF0\x9E\xA4\xA2", "U+1E922", "script");
	expect_refused("Elm\x07", "U+0007", "remove it");
	expect_refused("Elm\nTree", "U+000A", "remove it");
	expect_refused("Elm\xE2\x80\x8BTree", "U+200B", "invisible");
	expect_refused("Elm\xE2\x80\xAETree", "U+202E", "invisible");
	expect_refused("Elm \xF0\x9F\x91\xA9\xE2\x80\x8D", "U+", "");
	expect_refused("Elm \xEE\x80\x80", "U+E000", "remove it");
	expect_refused("Ch\xEF\xBF\xBDteau", "U+FFFD", "enter it again");
	expect_refused("Elm \xEF\xBF\xBC", "U+FFFC", "remove it");
	expect_refused("Elm \xF3\xA0\x81\xA7", "U+E0067", "invisible");
	expect_refused("Elm \xF0\x9F\xA7\x8C", "U+1F9CC", "");
	expect_refused("Elm \xFF", "UTF-8", "");
	/* and once more, now that much is remembered */
	expect_refused("Elm مدرسة", "U+0645 (م)", "script");
}

/* The box around an outline: left, top, right, bottom. */
static void measure(const struct path *path, double box[4])
{
	box[0] = box[1] = 1e9;
	box[2] = box[3] = -1e9;
	for (size_t i = 0; i < path->count; i++) {
		const struct path_step *step = &path->steps[i];
		if (step->kind == PATH_CLOSE)
			continue;
		box[0] = step->x < box[0] ? step->x : box[0];
		box[1] = step->y < box[1] ? step->y : box[1];
		box[2] = step->x > box[2] ? step->x : box[2];
		box[3] = step->y > box[3] ? step->y : box[3];
	}
}

static void outlines_stand_on_the_base_line(void **state)
{
	struct face *face = faces_get(faces, main_of(&plain));
	struct path path = {.arena = arena};
	double box[4];

	(void)state;
	assert_true(face_outline(face, 'H', 100, 200, 10, &path));
	measure(&path, box);
	assert_int_equal(path.steps[0].kind, PATH_MOVE);
	assert_int_equal(path.steps[path.count - 1].kind, PATH_CLOSE);
	assert_true(box[3] > 199.99 && box[3] < 200.01);
	assert_true(box[1] > 200 - 10 * face_cap_height(face) - 0.01
	            && box[1] < 200 - 10 * face_cap_height(face) + 0.01);
	assert_true(box[0] > 100 && box[2] < 100 + 10 * face_advance(face, 'H'));
	size_t count = path.count;
	assert_true(face_outline(face, ' ', 110, 200, 10, &path));
	assert_int_equal(path.count, count);
	assert_true(face_outline(face, 'g', 110, 200, 10, &path));
	measure(&path, box);
	assert_true(box[3] > 201);
}

static void facts_of_a_font(void **state)
{
	const char *const mono[] = {"DejaVu Sans Mono"}, *const book[] = {"DejaVu Serif"};
	const struct font_style fixed = {mono, 1, 400, false}, text = {book, 1, 400, false},
	                        slanted = {sans, 1, 400, true};
	const struct face_facts *facts = face_facts(faces_get(faces, main_of(&plain)));

	(void)state;
	assert_false(facts->serif || facts->fixed);
	assert_true(facts->ascent > 0.7 && facts->ascent < 1.3);
	assert_true(facts->descent < 0 && facts->descent > -0.5);
	assert_true(facts->cap_height > 0.72 && facts->cap_height < 0.74);
	assert_true(facts->left < 0 && facts->right > 1 && facts->top > 0.9 && facts->bottom < 0);
	assert_true(facts->weight > 390 && facts->weight < 410);
	assert_true(face_facts(faces_get(faces, main_of(&bold)))->weight > 600);
	assert_true(face_facts(faces_get(faces, main_of(&text)))->serif);
	facts = face_facts(faces_get(faces, main_of(&fixed)));
	assert_true(facts->fixed || strcmp(facts->name, "DejaVuSansMono") != 0);
	facts = face_facts(faces_get(faces, main_of(&slanted)));
	assert_true(facts->slant < -5 || strstr(facts->name, "Oblique") == NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_know_their_text),
		cmocka_unit_test(kerning_draws_letters_together),
		cmocka_unit_test(styles_have_their_own_faces),
		cmocka_unit_test(a_style_is_found_again),
		cmocka_unit_test(every_character_has_its_face),
		cmocka_unit_test(what_cannot_be_drawn_is_named),
		cmocka_unit_test(outlines_stand_on_the_base_line),
		cmocka_unit_test(facts_of_a_font),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
