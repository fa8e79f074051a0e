/* The message of a handle, and the table of statuses. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "ycf.h"
#include "base/text.h"

static void the_first_error_wins(void **state)
{
	(void)state;
	struct message message = {0};
	assert_int_equal(message_set(&message, YCF_NOT_FOUND, "no setting '%s'", "Elm"),
	                 YCF_NOT_FOUND);
	assert_int_equal(message_set(&message, YCF_BUSY, "later"), YCF_NOT_FOUND);
	assert_int_equal(message.status, YCF_NOT_FOUND);
	assert_string_equal(message.text, "no setting 'Elm'");
	message_clear(&message);
	assert_int_equal(message.status, YCF_OK);
	assert_string_equal(message.text, "");
	assert_int_equal(message_set(&message, YCF_BUSY, "later"), YCF_BUSY);
}

static void the_text_is_one_printable_line(void **state)
{
	(void)state;
	struct message message = {0};
	message_set(&message, YCF_INVALID, "'%s' is\nwrong", "a\x1b[2Jb\xFF");
	assert_string_equal(message.text, "'a\\x1b[2Jb\\xff' is wrong");
}

static void a_long_text_is_cut_at_a_character(void **state)
{
	(void)state;
	for (size_t shift = 0; shift < 4; shift++) {
		struct message message = {0};
		char *name = malloc(20001);
		for (size_t i = 0; i < 20000; i += 2)
			memcpy(name + i, "\xC3\xA9", 2);
		name[20000] = '\0';
		message_set(&message, YCF_INVALID, "%.*s%s", (int)shift, "xxxx", name);
		size_t length = strlen(message.text);
		assert_in_range(length, MESSAGE_TEXT - 8, MESSAGE_TEXT - 1);
		assert_true(text_valid(message.text, length, NULL));
		assert_string_equal(message.text + length - 3, "...");
		free(name);
	}
}

static void the_place_is_kept_once_said(void **state)
{
	(void)state;
	struct message message = {0};
	message_set(&message, YCF_INVALID, "wrong");
	message_place(&message, NULL, "postcode", 0);
	message_place(&message, "setting 7", "name", 12);
	message_place(&message, NULL, NULL, 13);
	assert_string_equal(message.record, "setting 7");
	assert_string_equal(message.field, "postcode");
	assert_int_equal(message.row, 12);
	message_clear(&message);
	assert_string_equal(message.field, "");
	assert_int_equal(message.row, 0);
	char name[1000];
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	message_place(&message, name, NULL, 0);
	assert_int_equal(strlen(message.record), MESSAGE_NAME - 1);
}

static ycf_status status_of(int error)
{
	struct message message = {0};
	ycf_status status = message_system(&message, error, "writing", "/a/b");
	assert_non_null(strstr(message.text, "writing /a/b failed: "));
	assert_non_null(strstr(message.text, "; "));
	return status;
}

static void failed_calls_are_told_apart(void **state)
{
	(void)state;
	assert_int_equal(status_of(ENOSPC), YCF_FULL);
	assert_int_equal(status_of(EDQUOT), YCF_FULL);
	assert_int_equal(status_of(EFBIG), YCF_FULL);
	assert_int_equal(status_of(ENOMEM), YCF_MEMORY);
	assert_int_equal(status_of(ENOENT), YCF_UNREADABLE);
	assert_int_equal(status_of(EXDEV), YCF_UNREADABLE);
	assert_int_equal(status_of(99999), YCF_UNREADABLE);
	struct message message = {0};
	message_system(&message, ENOENT, "reading", "");
	assert_non_null(strstr(message.text, "reading '' failed: there is no such file or folder; "));
}

static void every_status_has_its_own_name_and_sentence(void **state)
{
	(void)state;
	assert_int_equal(ycf_status_count(), 18);
	for (size_t i = 0; i < ycf_status_count(); i++) {
		const char *name = ycf_status_name(ycf_status_at(i));
		const char *text = ycf_status_text(ycf_status_at(i));
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name));
		assert_int_equal(text[strlen(text) - 1], '.');
		for (size_t j = 0; j < i; j++) {
			assert_int_not_equal(ycf_status_at(i), ycf_status_at(j));
			assert_string_not_equal(name, ycf_status_name(ycf_status_at(j)));
		}
	}
	assert_string_equal(ycf_status_name(YCF_NOT_FOUND), "not_found");
	assert_string_equal(ycf_status_name((ycf_status)999), "unknown");
	assert_int_equal(ycf_status_at(999), YCF_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_error_wins),
		cmocka_unit_test(the_text_is_one_printable_line),
		cmocka_unit_test(a_long_text_is_cut_at_a_character),
		cmocka_unit_test(the_place_is_kept_once_said),
		cmocka_unit_test(failed_calls_are_told_apart),
		cmocka_unit_test(every_status_has_its_own_name_and_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
