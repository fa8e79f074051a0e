/* How letters become lines: where a word that is too wide is broken. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "document/typeset.h"

enum { MOST = 200 };

/* Each letter half as wide as the type is large; ^ is a mark upon the letter
   before it. */
static void lay(const char *text, struct letter *items, struct letters *letters)
{
	letters->items = items;
	letters->count = strlen(text);
	for (size_t i = 0; i < letters->count; i++)
		items[i] = (struct letter){
			.at = text + i, .length = 1, .character = (uint32_t)text[i],
			.place = {.advance = text[i] == '^' ? 0 : 0.5},
		};
}

/* The lines of a text set in 10 points: `wide` letters go into one. */
static void breaks(const char *text, size_t wide, const char *lines)
{
	struct letter items[MOST];
	struct letters letters;
	struct typeset typeset = {0};
	struct typeset_wish wish = {.size = 10, .width = 5.0 * (double)wide + 0.1, .line_spacing = 1.2,
	                            .height = 1000, .cap_height = 0.7};
	struct arena *arena = arena_new();
	char joined[2 * MOST] = "";

	assert_non_null(arena);
	lay(text, items, &letters);
	assert_true(typeset_add(&letters, &wish, arena, &typeset));
	for (size_t i = 0; i < typeset.line_count; i++) {
		if (i > 0)
			strcat(joined, "|");
		strncat(joined, typeset.lines[i].letters[0].at, typeset.lines[i].count);
	}
	assert_string_equal(joined, lines);
	arena_free(arena);
}

static void lines_are_broken_between_words(void **state)
{
	(void)state;
	breaks("ask the lead at school", 8, "ask the|lead at|school");
	breaks("ask the lead - or me", 10, "ask the|lead - or|me");
}

static void a_wide_word_is_broken_behind_a_joint(void **state)
{
	(void)state;
	breaks("Featherstone-Haugh", 14, "Featherstone-|Haugh");
	breaks("a.lead@school.example", 16, "a.lead@school.|example");
	breaks("the Featherstone-Haugh", 14, "the|Featherstone-|Haugh");
}

static void no_letter_is_left_alone(void **state)
{
	(void)state;
	breaks("Featherstonehaugh", 16, "Featherstoneha|ugh");
	breaks("Featherstonehaugh", 15, "Featherstoneha|ugh");
	breaks("Featherstonehaugh", 14, "Featherstoneha|ugh");
	breaks("Featherstonehaugh", 13, "Featherstoneh|augh");
	breaks("Featherstonehaugh", 6, "Feathe|rstone|haugh");
	/* unless there is no room for several on any line */
	breaks("lead", 1, "l|e|a|d");
	breaks("leads", 3, "lea|ds");
}

static void a_mark_stays_upon_its_letter(void **state)
{
	(void)state;
	breaks("abcdefghi^^jk", 10, "abcdefgh|i^^jk");
	breaks("abcdefg^h^ij", 9, "abcdefg^|h^ij");
	breaks("abcdefghijkl^", 8, "abcdefgh|ijkl^");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_broken_between_words),
		cmocka_unit_test(a_wide_word_is_broken_behind_a_joint),
		cmocka_unit_test(no_letter_is_left_alone),
		cmocka_unit_test(a_mark_stays_upon_its_letter),
	};

	return cmocka_run_group_tests_name("typeset", tests, NULL, NULL);
}
