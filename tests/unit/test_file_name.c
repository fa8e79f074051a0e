/* Names for files: readable, the same on every system, none twice. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/file_name.h"

struct run {
	struct arena *arena;
	struct message message;
	struct file_names *names;
};

static int begin(void **state)
{
	static struct run run;
	run = (struct run){.arena = arena_new()};
	assert_non_null(run.arena);
	assert_int_equal(file_names_new(&run.message, &run.names), YCF_OK);
	*state = &run;
	return 0;
}

static int end(void **state)
{
	struct run *run = *state;
	file_names_free(run->names);
	arena_free(run->arena);
	return 0;
}

static const char *make(struct run *run, const char *reference, const char *name)
{
	const char *made = NULL;
	assert_int_equal(file_name_make(run->names, reference, name, "certificate", "pdf",
	                                run->arena, &run->message, &made), YCF_OK);
	return made;
}

static void names_are_readable(void **state)
{
	struct run *run = *state;
	assert_string_equal(make(run, "107809", "Elm Tree Primary School"),
	                    "107809-Elm-Tree-Primary-School-certificate.pdf");
	assert_string_equal(make(run, NULL, "St Anne's & St. Mary’s (Infants')"),
	                    "St-Annes-St-Marys-Infants-certificate.pdf");
	assert_string_equal(make(run, NULL, "Szkoła Żółtej Łódki"),
	                    "Szkoła-Żółtej-Łódki-certificate.pdf");
	assert_string_equal(make(run, NULL, "Школа № 5"), "Школа-5-certificate.pdf");
	assert_string_equal(make(run, NULL, "हिन्दी विद्यालय"), "हिन्दी-विद्यालय-certificate.pdf");
	assert_string_equal(make(run, "A/1", "Hawai\312\273i"), "A-1-Hawaii-certificate.pdf");
	/* What only chooses a letter's shape is left out. */
	assert_string_equal(make(run, NULL, "Elm\357\270\217 Tree"), "Elm-Tree-certificate.pdf");
	/* A letter and its accent become one character. */
	assert_string_equal(make(run, NULL, "E\314\201cole"), "\303\211cole-certificate.pdf");
}

static void names_are_safe(void **state)
{
	struct run *run = *state;
	assert_string_equal(make(run, NULL, "../../etc/passwd"), "etc-passwd-certificate.pdf");
	assert_string_equal(make(run, NULL, "-rf . "), "rf-certificate.pdf");
	assert_string_equal(make(run, NULL, "C:\\a<b>|\"c\"?*\n"), "C-a-b-c-certificate.pdf");
	assert_string_equal(make(run, NULL, "CON"), "CON-certificate.pdf");
	assert_string_equal(make(run, NULL, "..."), "certificate.pdf");
	assert_string_equal(make(run, "", "\360\237\216\223"), "certificate-2.pdf");
	assert_string_equal(make(run, NULL, "a\342\200\256b"), "a-b-certificate.pdf");
	assert_string_equal(make(run, NULL, "bad \377 byte"), "bad-byte-certificate.pdf");
}

static void long_names_are_cut_between_words(void **state)
{
	struct run *run = *state;
	char word[300];
	assert_string_equal(
		make(run, "100001", "Upper and Lower Sample Wood - SEMH (Social, Emotional and Mental "
		     "Health Needs) Learning Centre"),
		"100001-Upper-and-Lower-Sample-Wood-SEMH-Social-Emotional-and-Mental-Health-Needs-"
		"certificate.pdf");
	memset(word, 'x', 290);
	word[290] = '\0';
	assert_int_equal(strlen(make(run, "7", word)), 80 + strlen("-certificate.pdf"));
	/* The limit is told in bytes, too: file systems count them. */
	word[0] = '\0';
	for (int i = 0; i < 70; i++)
		strcat(word, "\360\220\220\200");
	const char *made = make(run, NULL, word);
	assert_true(strlen(made) < 250);
	assert_true(text_valid(made, strlen(made), NULL));
}

static void no_name_is_given_twice(void **state)
{
	struct run *run = *state;
	assert_string_equal(make(run, "7", "Elm"), "7-Elm-certificate.pdf");
	assert_string_equal(make(run, "7", "elm"), "7-elm-certificate-2.pdf");
	assert_string_equal(make(run, "7", "ELM!"), "7-ELM-certificate-3.pdf");
	assert_string_equal(make(run, NULL, "7 Elm"), "7-Elm-certificate-4.pdf");
	assert_string_equal(make(run, NULL, "\316\243\316\261\317\202"),
	                    "\316\243\316\261\317\202-certificate.pdf");
	assert_string_equal(make(run, NULL, "\317\203\316\261\317\203"),
	                    "\317\203\316\261\317\203-certificate-2.pdf");
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void many_names_differ(void **state)
{
	enum { MANY = 3000 };
	static const char *made[MANY];
	struct run *run = *state;
	char name[40];
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%s %d", i % 2 == 0 ? "Elm" : "ELM", i / 3);
		const char *one = make(run, NULL, name);
		made[i] = text_folded(run->arena, one, strlen(one));
	}
	qsort(made, MANY, sizeof *made, by_text);
	for (int i = 1; i < MANY; i++)
		assert_string_not_equal(made[i - 1], made[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names_are_readable, begin, end),
		cmocka_unit_test_setup_teardown(names_are_safe, begin, end),
		cmocka_unit_test_setup_teardown(long_names_are_cut_between_words, begin, end),
		cmocka_unit_test_setup_teardown(no_name_is_given_twice, begin, end),
		cmocka_unit_test_setup_teardown(many_names_differ, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
