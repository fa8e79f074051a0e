/* Our YAML files: what is read, and how the rest is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/yaml.h"

static struct yaml_file *parsed(const char *source, struct message *message)
{
	struct yaml_file *file = NULL;
	if (yaml_parse("f.yaml", source, strlen(source), message, &file) != YCF_OK)
		fail_msg("%s", message->text);
	return file;
}

static void assert_refused(const char *source, const char *expected)
{
	struct message message = {0};
	struct yaml_file *file = NULL;
	assert_int_equal(yaml_parse("f.yaml", source, strlen(source), &message, &file), YCF_INVALID);
	if (strncmp(message.text, expected, strlen(expected)) != 0)
		fail_msg("'%s' begins otherwise than '%s'", message.text, expected);
	assert_null(file);
}

/* ---- the tree ---- */

static void a_file_becomes_a_tree_with_places(void **state)
{
	(void)state;
	struct message message = {0};
	struct yaml_file *file = parsed("name: Leeds # comment\n"
	                                "standards:\n"
	                                "  - title: 'Lead'\n"
	                                "  - two\n"
	                                "empty:\n", &message);
	const struct yaml *root = file->root;
	assert_int_equal(root->kind, YAML_MAP);
	assert_int_equal(root->count, 3);
	assert_string_equal(root->keys[2]->text, "empty");
	assert_string_equal(yaml_get(root, "name")->text, "Leeds");
	assert_true(yaml_get(root, "name")->plain);
	const struct yaml *list = yaml_get(root, "standards");
	assert_int_equal(list->kind, YAML_LIST);
	assert_int_equal(list->count, 2);
	const struct yaml *title = yaml_get(list->items[0], "title");
	assert_string_equal(title->text, "Lead");
	assert_false(title->plain);
	assert_int_equal(title->line, 3);
	assert_int_equal(title->column, 12);
	assert_int_equal(list->items[1]->line, 4);
	assert_int_equal(list->items[1]->column, 5);
	assert_null(yaml_get(root, "missing"));
	assert_null(yaml_get(list, "name"));
	assert_null(yaml_get(NULL, "name"));
	yaml_free(file);
	yaml_free(NULL);
}

static void texts_keep_their_characters(void **state)
{
	(void)state;
	struct message message = {0};
	struct yaml_file *file = parsed("\xEF\xBB\xBF" "a: Zo\xC3\xAB\n"
	                                "b: |\n  one\n  two\n"
	                                "c: \"\\u00eb\"\n", &message);
	assert_string_equal(yaml_get(file->root, "a")->text, "Zo\xC3\xAB");
	assert_string_equal(yaml_get(file->root, "b")->text, "one\ntwo\n");
	assert_string_equal(yaml_get(file->root, "c")->text, "\xC3\xAB");
	yaml_free(file);
}

static void the_source_and_name_are_copied(void **state)
{
	(void)state;
	struct message message = {0};
	struct yaml_file *file;
	char name[] = "f.yaml", source[] = "a: b";
	assert_int_equal(yaml_parse(name, source, 4, &message, &file), YCF_OK);
	memset(name, 'x', 6);
	memset(source, 'x', 4);
	assert_string_equal(file->name, "f.yaml");
	assert_int_equal(file->length, 4);
	assert_string_equal(file->source, "a: b");
	assert_string_equal(yaml_get(file->root, "a")->text, "b");
	yaml_free(file);
}

static void a_root_may_be_a_list_or_a_text(void **state)
{
	(void)state;
	struct message message = {0};
	struct yaml_file *file = parsed("[a, [b, c], {d: e}]", &message);
	assert_int_equal(file->root->count, 3);
	assert_string_equal(file->root->items[1]->items[1]->text, "c");
	assert_string_equal(yaml_get(file->root->items[2], "d")->text, "e");
	yaml_free(file);
	file = parsed("--- text\n...\n", &message);
	assert_string_equal(file->root->text, "text");
	yaml_free(file);
	file = parsed("[]", &message);
	assert_int_equal(file->root->count, 0);
	yaml_free(file);
}

/* ---- what is refused ---- */

static void cleverness_is_refused_at_its_place(void **state)
{
	(void)state;
	assert_refused("a: &x b\n", "f.yaml:1:4: an anchor");
	assert_refused("a: &x\n  - b\n", "f.yaml:1:4: an anchor");
	assert_refused("a: &x {b: c}\n", "f.yaml:1:4: an anchor");
	assert_refused("a: b\nc: *x\n", "f.yaml:2:4: an alias");
	assert_refused("*x : b\n", "f.yaml:1:1: an alias");
	assert_refused("a: !!str b\n", "f.yaml:1:4: a tag");
	assert_refused("a: ! b\n", "f.yaml:1:4: a tag");
	assert_refused("a: !t [b]\n", "f.yaml:1:4: a tag");
	assert_refused("a: b\n---\nc: d\n", "f.yaml:2:1: a second document");
	assert_refused("a: b\nc: d\n  # note\na: e\n",
	               "f.yaml:4:1: 'a' stands here twice (first on line 1)");
	assert_refused("? [a]\n: b\n", "f.yaml:1:3: a key has to be a text");
	assert_refused("{a: b}: c\n", "f.yaml:1:1: a key has to be a text");
	assert_refused("a: \"b\\0c\"\n", "f.yaml:1:4: the text holds a zero character");
	assert_refused("", "f.yaml:1:1: the file is empty");
	assert_refused("# nothing\n", "f.yaml:2:1: the file is empty");
}

static void broken_yaml_is_refused_at_its_place(void **state)
{
	(void)state;
	assert_refused("a: b\n c: d\n", "f.yaml:2:3: the YAML cannot be read");
	assert_refused("a: b\n\tc: d\n", "f.yaml:2:1: a tab stands here; indent with spaces");
	assert_refused("b: c\na: {d: e\nf: g\n\n", "f.yaml:3:2: the YAML cannot be read (did not "
	               "find expected ',' or '}' in what begins on line 2)");
	assert_refused("a: [b\n", "f.yaml:2:1: the YAML cannot be read");
	assert_refused("a: 'b\n", "f.yaml:2:1: the YAML cannot be read");
	assert_refused("a: b\nc: \x01\n", "f.yaml:2:4: the YAML cannot be read");
	assert_refused("\xEF\xBB\xBF" "a: \x01\n", "f.yaml:1:");
	assert_refused("a: b\nc\xC3\xAB: \xFF\n", "f.yaml:2:5: the file is not UTF-8");
	assert_refused("\xFF\xFE" "a", "f.yaml:1:1: the file is not UTF-8");
}

static void a_duplicate_is_found_among_others(void **state)
{
	(void)state;
	assert_refused("a: 1\nb: 2\nb: 3\na: 4\n",
	               "f.yaml:4:1: 'a' stands here twice (first on line 1)");
	assert_refused("{x: {k: 1, \"k\": 2}}", "f.yaml:1:12: 'k' stands here twice");
}

static char *repeated(const char *text, size_t count)
{
	size_t length = strlen(text);
	char *all = malloc(length * count + 1);
	for (size_t i = 0; i < count; i++)
		memcpy(all + i * length, text, length);
	all[length * count] = '\0';
	return all;
}

static void depth_is_limited(void **state)
{
	(void)state;
	struct message message = {0};
	struct yaml_file *file = NULL;
	char *opening = repeated("[", 33), *closing = repeated("]", 33), source[80];
	snprintf(source, sizeof source, "%.31sx%.31s", opening, closing);
	file = parsed(source, &message);
	yaml_free(file);
	snprintf(source, sizeof source, "%sx%s", opening, closing);
	assert_refused(source, "f.yaml:1:33: lists and maps stand more than 32 deep");
	free(opening);
	free(closing);
	char *hostile = repeated("[", 1000000);
	assert_refused(hostile, "f.yaml:1:33: lists");
	free(hostile);
	hostile = repeated("{a: ", 200000);
	assert_refused(hostile, "f.yaml:1:");
	free(hostile);
}

static void entries_are_limited(void **state)
{
	(void)state;
	struct message message = {0};
	char *source = repeated("- a\n", 99999);
	struct yaml_file *file = parsed(source, &message);
	assert_int_equal(file->root->count, 99999);
	yaml_free(file);
	free(source);
	source = repeated("- a\n", 100000);
	assert_refused(source, "f.yaml:100000:3: the file has over 100,000 entries");
	free(source);
}

static void a_map_of_many_keys_is_checked_quickly(void **state)
{
	(void)state;
	struct message message = {0};
	char *source = malloc(1000000), *at = source;
	for (int i = 0; i < 49000; i++)
		at += sprintf(at, "k%d: v\n", i);
	struct yaml_file *file = parsed(source, &message);
	assert_int_equal(file->root->count, 49000);
	yaml_free(file);
	strcpy(at, "k7: v\n");
	assert_refused(source, "f.yaml:49001:1: 'k7' stands here twice (first on line 8)");
	free(source);
}

static void size_is_limited(void **state)
{
	(void)state;
	char *source = repeated("#", 1024 * 1024 + 1);
	assert_refused(source, "f.yaml is larger than 1 MiB");
	free(source);
}

static void harmful_text_never_reaches_the_message(void **state)
{
	(void)state;
	assert_refused("\"a\\e[31m\": 1\n\"a\\e[31m\": 1\n", "f.yaml:2:1: 'a\\x1b[31m' stands");
}

/* ---- typed look-ups ---- */

struct sample {
	struct message message;
	struct yaml_file *file;
};

static int open_sample(void **state)
{
	static const char source[] =
		"text: some words\n"
		"quoted: \"12\"\n"
		"whole: 12\n"
		"minus: -3\n"
		"huge: 99999999999999999999\n"
		"number: 12.5\n"
		"many: 0.1234567890123456\n"
		"yes: yes\n"
		"no: false\n"
		"nothing: null\n"
		"blank:\n"
		"list: [a]\n"
		"map: {a: b}\n"
		"octal: 010\n";
	struct sample *sample = calloc(1, sizeof *sample);
	*state = sample;
	return yaml_parse("f.yaml", source, sizeof source - 1, &sample->message, &sample->file)
	       != YCF_OK;
}

static int close_sample(void **state)
{
	struct sample *sample = *state;
	yaml_free(sample->file);
	free(sample);
	return 0;
}

static void assert_told(struct sample *sample, ycf_status status, const char *expected)
{
	assert_int_equal(status, YCF_INVALID);
	if (strncmp(sample->message.text, expected, strlen(expected)) != 0)
		fail_msg("'%s' begins otherwise than '%s'", sample->message.text, expected);
	message_clear(&sample->message);
}

static void texts_are_looked_up(void **state)
{
	struct sample *s = *state;
	const struct yaml *root = s->file->root;
	const char *text = "before";
	assert_int_equal(yaml_text(s->file, root, "missing", false, &text), YCF_OK);
	assert_int_equal(yaml_text(s->file, root, "nothing", false, &text), YCF_OK);
	assert_int_equal(yaml_text(s->file, root, "blank", false, &text), YCF_OK);
	assert_string_equal(text, "before");
	assert_int_equal(yaml_text(s->file, root, "text", true, &text), YCF_OK);
	assert_string_equal(text, "some words");
	assert_told(s, yaml_text(s->file, root, "list", false, &text),
	            "f.yaml:12:7: 'list' has to be a text");
	assert_told(s, yaml_text(s->file, root, "missing", true, &text),
	            "f.yaml:1:1: 'missing' is missing; add it");
	assert_told(s, yaml_text(s->file, root, "nothing", true, &text),
	            "f.yaml:10:10: 'nothing' is empty");
	assert_told(s, yaml_text(s->file, yaml_get(root, "list"), "a", true, &text),
	            "f.yaml:12:7: 'name: value' lines are expected here");
}

static void whole_numbers_are_looked_up(void **state)
{
	struct sample *s = *state;
	const struct yaml *root = s->file->root;
	int64_t number = 99;
	assert_int_equal(yaml_integer(s->file, root, "whole", true, 0, 12, &number), YCF_OK);
	assert_int_equal(number, 12);
	assert_int_equal(yaml_integer(s->file, root, "minus", true, -3, 12, &number), YCF_OK);
	assert_int_equal(number, -3);
	assert_int_equal(yaml_integer(s->file, root, "octal", true, 0, 12, &number), YCF_OK);
	assert_int_equal(number, 10);
	assert_told(s, yaml_integer(s->file, root, "whole", true, 0, 11, &number),
	            "f.yaml:3:8: 'whole' has to be a whole number from 0 to 11");
	assert_told(s, yaml_integer(s->file, root, "quoted", true, 0, 99, &number), "f.yaml:2:9: ");
	assert_told(s, yaml_integer(s->file, root, "huge", true, 0, INT64_MAX, &number),
	            "f.yaml:5:7: ");
	assert_told(s, yaml_integer(s->file, root, "number", true, 0, 99, &number), "f.yaml:6:9: ");
	assert_told(s, yaml_integer(s->file, root, "text", true, 0, 99, &number), "f.yaml:1:7: ");
	assert_int_equal(number, 10);
}

static void measures_are_looked_up_in_any_locale(void **state)
{
	struct sample *s = *state;
	const struct yaml *root = s->file->root;
	double number = 99;
	if (setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL)
		print_message("no locale with a decimal comma is installed\n");
	assert_int_equal(yaml_number(s->file, root, "number", true, 0, 100, &number), YCF_OK);
	setlocale(LC_NUMERIC, "C");
	assert_true(number == 12.5);
	assert_int_equal(yaml_number(s->file, root, "minus", true, -3, 100, &number), YCF_OK);
	assert_true(number == -3);
	assert_told(s, yaml_number(s->file, root, "number", true, 0, 12, &number),
	            "f.yaml:6:9: 'number' has to be a number from 0 to 12");
	assert_told(s, yaml_number(s->file, root, "many", true, 0, 12, &number), "f.yaml:7:7: ");
	assert_told(s, yaml_number(s->file, root, "text", true, 0, 12, &number), "f.yaml:1:7: ");
	assert_told(s, yaml_number(s->file, root, "quoted", true, 0, 12, &number), "f.yaml:2:9: ");
}

static void odd_numbers_are_refused(void **state)
{
	(void)state;
	const char *const bad[] = {".5", "5.", "1e3", "0x10", "1,5", "nan", ".inf", "1.2.3", "+1",
	                           "1_000", "--1", "-.5"};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct message message = {0};
		char source[32];
		double number = 99;
		int64_t whole = 99;
		snprintf(source, sizeof source, "a: %s\n", bad[i]);
		struct yaml_file *file = parsed(source, &message);
		assert_int_equal(yaml_number(file, file->root, "a", true, -1e9, 1e9, &number),
		                 YCF_INVALID);
		message_clear(&message);
		assert_int_equal(yaml_integer(file, file->root, "a", true, -99, 99, &whole), YCF_INVALID);
		assert_true(number == 99 && whole == 99);
		yaml_free(file);
	}
}

static void truth_lists_and_maps_are_looked_up(void **state)
{
	struct sample *s = *state;
	const struct yaml *root = s->file->root, *found = NULL;
	bool truth = false;
	assert_int_equal(yaml_boolean(s->file, root, "yes", true, &truth), YCF_OK);
	assert_true(truth);
	assert_int_equal(yaml_boolean(s->file, root, "no", true, &truth), YCF_OK);
	assert_false(truth);
	assert_told(s, yaml_boolean(s->file, root, "whole", true, &truth),
	            "f.yaml:3:8: 'whole' has to be true or false");
	assert_int_equal(yaml_list(s->file, root, "list", true, &found), YCF_OK);
	assert_string_equal(found->items[0]->text, "a");
	assert_told(s, yaml_list(s->file, root, "map", true, &found), "f.yaml:13:6: ");
	assert_int_equal(yaml_map(s->file, root, "map", true, &found), YCF_OK);
	assert_string_equal(found->keys[0]->text, "a");
	assert_told(s, yaml_map(s->file, root, "list", true, &found), "f.yaml:12:7: ");
	assert_int_equal(yaml_map(s->file, root, "blank", false, &found), YCF_OK);
	assert_int_equal(found->kind, YAML_MAP);
}

static void unknown_keys_are_refused_with_the_nearest(void **state)
{
	(void)state;
	struct message message = {0};
	const char *const allowed[] = {"name", "standards", NULL};
	struct yaml_file *file = parsed("name: a\nstandrads: b\n", &message);
	assert_int_equal(yaml_check_keys(file, file->root, allowed), YCF_INVALID);
	assert_string_equal(message.text,
	                    "f.yaml:2:1: 'standrads' is not known here; did you mean 'standards'?");
	message_clear(&message);
	const char *const others[] = {"name", "colour", NULL};
	assert_int_equal(yaml_check_keys(file, file->root, others), YCF_INVALID);
	assert_string_equal(message.text,
	                    "f.yaml:2:1: 'standrads' is not known here; use one of: name, colour");
	message_clear(&message);
	const char *const all[] = {"name", "standrads", NULL};
	assert_int_equal(yaml_check_keys(file, file->root, all), YCF_OK);
	assert_int_equal(yaml_check_keys(file, file->root->items[0], all), YCF_INVALID);
	yaml_free(file);
}

/* ---- files, and harm ---- */

static void a_file_is_read_and_named(void **state)
{
	(void)state;
	struct message message = {0};
	struct yaml_file *file = NULL;
	char path[] = "/tmp/ycf-test-yaml-XXXXXX";
	int descriptor = mkstemp(path);
	assert_true(descriptor >= 0);
	assert_int_equal(write(descriptor, "a: b\na: c\n", 10), 10);
	close(descriptor);
	assert_int_equal(yaml_read(path, &message, &file), YCF_INVALID);
	assert_memory_equal(message.text, path, strlen(path));
	assert_non_null(strstr(message.text, ":2:1: 'a' stands here twice"));
	unlink(path);
	message_clear(&message);
	assert_int_equal(yaml_read(path, &message, &file), YCF_UNREADABLE);
	assert_null(file);
}

static void scrambled_files_do_no_harm(void **state)
{
	(void)state;
	static const char alphabet[] = "ab: \n-[]{},'\"|>#&*!%?\\\t01.\xC3\xAB";
	srand(3);
	for (int round = 0; round < 50000; round++) {
		struct message message = {0};
		struct yaml_file *file = NULL;
		size_t length = (size_t)rand() % 40;
		char *source = malloc(length + 1);
		for (size_t i = 0; i < length; i++)
			source[i] = alphabet[(size_t)rand() % (sizeof alphabet - 1)];
		ycf_status status = yaml_parse("f", source, length, &message, &file);
		assert_int_equal(status == YCF_OK, file != NULL);
		assert_int_equal(status, message.status);
		yaml_free(file);
		free(source);
	}
}

#define with_sample(test) cmocka_unit_test_setup_teardown(test, open_sample, close_sample)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_becomes_a_tree_with_places),
		cmocka_unit_test(texts_keep_their_characters),
		cmocka_unit_test(the_source_and_name_are_copied),
		cmocka_unit_test(a_root_may_be_a_list_or_a_text),
		cmocka_unit_test(cleverness_is_refused_at_its_place),
		cmocka_unit_test(broken_yaml_is_refused_at_its_place),
		cmocka_unit_test(a_duplicate_is_found_among_others),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(entries_are_limited),
		cmocka_unit_test(a_map_of_many_keys_is_checked_quickly),
		cmocka_unit_test(size_is_limited),
		cmocka_unit_test(harmful_text_never_reaches_the_message),
		with_sample(texts_are_looked_up),
		with_sample(whole_numbers_are_looked_up),
		with_sample(measures_are_looked_up_in_any_locale),
		cmocka_unit_test(odd_numbers_are_refused),
		with_sample(truth_lists_and_maps_are_looked_up),
		cmocka_unit_test(unknown_keys_are_refused_with_the_nearest),
		cmocka_unit_test(a_file_is_read_and_named),
		cmocka_unit_test(scrambled_files_do_no_harm),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
