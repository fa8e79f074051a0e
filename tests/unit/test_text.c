/* UTF-8: what is valid, equal, trimmed and shown. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static void valid_utf8_is_accepted(void **state)
{
	(void)state;
	const char *const texts[] = {"", "a", "plain ascii, longer than eight bytes", "\xC3\xA9",
	                             "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF",
	                             "\xED\x9F\xBF", "\xEE\x80\x80", "\x7F"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_true(text_valid(texts[i], strlen(texts[i]), NULL));
}

static void bad_utf8_is_refused_at_its_first_byte(void **state)
{
	(void)state;
	const char *const tails[] = {
		"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80",
		"\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82", "\xF0\x8F\xBF\xBF",
		"\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF0\x9F\x98", "\xFE", "\xFF"
	};
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
		for (size_t before = 0; before < 20; before++) {
			char text[40];
			size_t bad = 99, length = before + strlen(tails[i]);
			memset(text, 'x', before);
			memcpy(text + before, tails[i], strlen(tails[i]));
			assert_false(text_valid(text, length, &bad));
			assert_int_equal(bad, before);
		}
	}
}

static void a_zero_byte_is_refused_wherever_it_stands(void **state)
{
	(void)state;
	for (size_t at = 0; at < 24; at++) {
		char text[24];
		size_t bad = 99;
		memset(text, 'x', sizeof text);
		text[at] = '\0';
		assert_false(text_valid(text, sizeof text, &bad));
		assert_int_equal(bad, at);
	}
}

/* A straightforward reading of the Unicode standard's table 3-7. */
static bool is_valid_pair(unsigned char a, unsigned char b)
{
	if (a == 0 || (a < 0x80 && b == 0))
		return false;
	if (a < 0x80)
		return b < 0x80;
	return a >= 0xC2 && a <= 0xDF && b >= 0x80 && b <= 0xBF;
}

static void every_pair_of_bytes_is_judged_rightly(void **state)
{
	(void)state;
	for (int a = 0; a < 256; a++) {
		for (int b = 0; b < 256; b++) {
			char text[2] = {(char)a, (char)b};
			assert_int_equal(text_valid(text, 2, NULL),
			                 is_valid_pair((unsigned char)a, (unsigned char)b));
		}
	}
}

static void characters_and_columns_are_counted(void **state)
{
	(void)state;
	const char *text = "Zo\xC3\xAB \xE4\xB8\xAD";
	assert_int_equal(text_characters(text, strlen(text)), 5);
	assert_int_equal(text_columns(text, strlen(text)), 6);
	const char *combining = "e\xCC\x81";
	assert_int_equal(text_characters(combining, 3), 2);
	assert_int_equal(text_columns(combining, 3), 1);
}

static void assert_trimmed(const char *text, const char *expected)
{
	size_t length = strlen(text);
	text_trim(&text, &length);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(text, expected, length);
}

static void trimming_drops_every_kind_of_space(void **state)
{
	(void)state;
	assert_trimmed(" \t\r\n a b \v\f", "a b");
	assert_trimmed("\xC2\xA0" "a\xC2\xA0", "a");
	assert_trimmed("\xEF\xBB\xBF" "a\xE2\x80\x8B", "a");
	assert_trimmed("\xE3\x80\x80" "a\xE2\x80\xA9", "a");
	assert_trimmed("\xC3\xA9", "\xC3\xA9");
	assert_trimmed("a\xC3", "a\xC3");
	assert_true(text_is_blank("\xC2\xA0 \xE2\x80\x8B", 6));
	assert_true(text_is_blank("", 0));
	assert_false(text_is_blank("\xC2\xA0.", 3));
}

static void composed_and_decomposed_become_one(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	assert_string_equal(text_nfc(arena, "e\xCC\x81", 3), "\xC3\xA9");
	assert_string_equal(text_nfc(arena, "\xC3\xA9", 2), "\xC3\xA9");
	assert_string_equal(text_nfc(arena, "plain", 5), "plain");
	assert_string_equal(text_nfc(arena, "\xE2\x84\xAB", 3), "\xC3\x85");
	arena_free(arena);
}

static void folding_ignores_case_spaces_and_width(void **state)
{
	(void)state;
	assert_true(text_same("St  Mary's\tSCHOOL ", " st mary's school"));
	assert_true(text_same("caf\xC3\xA9", "CAFE\xCC\x81"));
	assert_true(text_same("Stra\xC3\x9F" "e", "STRASSE"));
	assert_true(text_same("a\xC2\xA0" "b", "A B"));
	assert_true(text_same("\xEF\xBC\xA1", "a"));
	assert_true(text_same("", "  "));
	assert_false(text_same("St Mary", "St Marys"));
	assert_false(text_same("ab", "a b"));
	assert_false(text_same("e", "\xC3\xA9"));
}

static void equality_agrees_with_the_folded_form(void **state)
{
	(void)state;
	const char *const texts[] = {"a", "A ", " a", "a b", "A  B", "ab", "", " ", "a\tb\n", "b"};
	const size_t count = sizeof texts / sizeof texts[0];
	struct arena *arena = arena_new();
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			char *left = text_folded(arena, texts[i], strlen(texts[i]));
			char *right = text_folded(arena, texts[j], strlen(texts[j]));
			assert_int_equal(strcmp(left, right) == 0, text_same(texts[i], texts[j]));
		}
	}
	arena_free(arena);
}

static size_t encode(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
	out[0] = (char)(leads[more] | c >> (6 * more));
	for (size_t i = 1; i <= more; i++)
		out[i] = (char)(0x80 | (c >> (6 * (more - i)) & 0x3F));
	return more + 1;
}

static void folding_twice_changes_nothing_more(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	for (uint32_t c = 1; c < 0x30000; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		char text[8];
		size_t length = encode(c, text);
		assert_true(text_valid(text, length, NULL));
		char *once = text_folded(arena, text, length);
		char *twice = text_folded(arena, once, strlen(once));
		if (strcmp(once, twice) != 0)
			fail_msg("U+%04X folds differently the second time", (unsigned)c);
		char *form = text_nfc(arena, text, length);
		assert_string_equal(form, text_nfc(arena, form, strlen(form)));
		if (c % 256 == 0)
			arena_reset(arena);
	}
	arena_free(arena);
}

static void walking_stops_at_the_end_and_at_bad_bytes(void **state)
{
	(void)state;
	const char *text = "a\xC3\xA9\xFF", *at = text, *end = text + 4;
	assert_int_equal(text_next(&at, end), 'a');
	assert_int_equal(text_next(&at, end), 0xE9);
	assert_int_equal(text_next(&at, end), -1);
	assert_ptr_equal(at, text + 3);
	assert_int_equal(text_next(&end, end), -1);
}

static void assert_printed(const char *text, size_t limit, const char *expected)
{
	struct buffer out = {0};
	buffer_text(&out, ">");
	text_printable(&out, text, strlen(text), limit);
	assert_string_equal(out.data + 1, expected);
	buffer_free(&out);
}

static void shown_text_is_one_harmless_line(void **state)
{
	(void)state;
	assert_printed("a\nb\tc", 0, "a b c");
	assert_printed("\x1b[31mred", 0, "\\x1b[31mred");
	assert_printed("a\xE2\x80\xAE" "b", 0, "a\\u202eb");
	assert_printed("a\xF3\xA0\x80\x81", 0, "a\\U000e0001");
	assert_printed("a\xFF", 0, "a\\xff");
	assert_printed("\xC2\x9B", 0, "\\x9b");
	assert_printed("Zo\xC3\xAB", 0, "Zo\xC3\xAB");
	assert_printed("a\xE2\x80\xA8z", 0, "a z");
}

static void long_text_is_cut_at_a_character(void **state)
{
	(void)state;
	assert_printed("abcdefgh", 8, "abcdefgh");
	assert_printed("abcdefghi", 8, "abcde...");
	assert_printed("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 7, "\xC3\xA9\xC3\xA9...");
	assert_printed("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 8, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
	assert_printed("abcd", 2, "..");
	assert_printed("abcd", 3, "...");
}

static void random_bytes_are_shown_as_valid_text_within_the_limit(void **state)
{
	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		char text[40];
		size_t length = (size_t)rand() % sizeof text, limit = (size_t)rand() % 50;
		for (size_t i = 0; i < length; i++)
			text[i] = (char)rand();
		struct buffer out = {0};
		text_printable(&out, text, length, limit);
		assert_true(text_valid(buffer_string(&out), out.length, NULL));
		assert_true(limit == 0 || out.length <= limit);
		for (size_t i = 0; i < out.length; i++)
			assert_true((unsigned char)out.data[i] >= 0x20);
		buffer_free(&out);
		const char *start = text;
		text_trim(&start, &length);
		assert_true(start >= text && start + length <= text + sizeof text);
	}
}

static void a_mistyped_name_finds_its_nearest(void **state)
{
	(void)state;
	const char *const names[] = {"name", "kind", "postcode", "lead_email"};
	assert_string_equal(text_nearest("nmae", names, 4), "name");
	assert_string_equal(text_nearest("Postcod", names, 4), "postcode");
	assert_string_equal(text_nearest("lead-email", names, 4), "lead_email");
	assert_null(text_nearest("address", names, 4));
	assert_null(text_nearest("ne", names, 4));
	assert_null(text_nearest("", names, 4));
	char longest[200];
	memset(longest, 'n', sizeof longest - 1);
	longest[sizeof longest - 1] = '\0';
	assert_null(text_nearest(longest, names, 4));
}

static void arenas_keep_texts_whole_and_apart(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	char *kept[300];
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 300; i++) {
			size_t size = (size_t)(i * i) % 40000 + 1;
			kept[i] = arena_take(arena, size);
			assert_non_null(kept[i]);
			assert_int_equal((uintptr_t)kept[i] % 16, 0);
			assert_int_equal(kept[i][0] | kept[i][size - 1], 0);
			memset(kept[i], i % 127 + 1, size);
		}
		for (int i = 0; i < 300; i++)
			assert_int_equal(kept[i][(size_t)(i * i) % 40000], i % 127 + 1);
		arena_reset(arena);
	}
	assert_null(arena_take(arena, SIZE_MAX));
	assert_null(arena_take(arena, SIZE_MAX / 2));
	assert_string_equal(arena_format(arena, "%d %s", 7, "x"), "7 x");
	assert_string_equal(arena_copy(arena, NULL, 0), "");
	arena_free(arena);
	arena_free(NULL);
}

static void buffers_grow_and_end_in_nul(void **state)
{
	(void)state;
	struct buffer buffer = {0};
	assert_string_equal(buffer_string(&buffer), "");
	for (int i = 0; i < 1000; i++) {
		buffer_format(&buffer, "%d,", i);
		assert_int_equal(strlen(buffer.data), buffer.length);
	}
	assert_memory_equal(buffer.data, "0,1,2,3,", 8);
	assert_string_equal(buffer.data + buffer.length - 8, "998,999,");
	buffer_clear(&buffer);
	buffer_char(&buffer, 'x');
	assert_string_equal(buffer_string(&buffer), "x");
	buffer_add(&buffer, "y", SIZE_MAX - 1);
	assert_true(buffer.failed);
	buffer_text(&buffer, "more");
	assert_string_equal(buffer_string(&buffer), "x");
	buffer_free(&buffer);
	assert_false(buffer.failed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_utf8_is_accepted),
		cmocka_unit_test(bad_utf8_is_refused_at_its_first_byte),
		cmocka_unit_test(a_zero_byte_is_refused_wherever_it_stands),
		cmocka_unit_test(every_pair_of_bytes_is_judged_rightly),
		cmocka_unit_test(characters_and_columns_are_counted),
		cmocka_unit_test(trimming_drops_every_kind_of_space),
		cmocka_unit_test(composed_and_decomposed_become_one),
		cmocka_unit_test(folding_ignores_case_spaces_and_width),
		cmocka_unit_test(equality_agrees_with_the_folded_form),
		cmocka_unit_test(folding_twice_changes_nothing_more),
		cmocka_unit_test(walking_stops_at_the_end_and_at_bad_bytes),
		cmocka_unit_test(shown_text_is_one_harmless_line),
		cmocka_unit_test(long_text_is_cut_at_a_character),
		cmocka_unit_test(random_bytes_are_shown_as_valid_text_within_the_limit),
		cmocka_unit_test(a_mistyped_name_finds_its_nearest),
		cmocka_unit_test(arenas_keep_texts_whole_and_apart),
		cmocka_unit_test(buffers_grow_and_end_in_nul),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
