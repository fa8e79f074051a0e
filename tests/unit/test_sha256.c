/* SHA-256 against the values that its standard publishes, and in pieces. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/sha256.h"

static void check(const char *text, size_t times, const char *expected)
{
	char found[SHA256_TEXT];
	struct sha256 sha;
	sha256_begin(&sha);
	for (size_t i = 0; i < times; i++)
		sha256_add(&sha, text, strlen(text));
	sha256_end(&sha, found);
	assert_string_equal(found, expected);
}

static void published_values(void **state)
{
	(void)state;
	check("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	check("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
	      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	check("a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* However the bytes are cut, and at every length around a block's. */
static void pieces_make_the_whole(void **state)
{
	char text[200];
	(void)state;
	memset(text, 'x', sizeof text);
	for (size_t length = 0; length < sizeof text; length++)
		for (size_t cut = 0; cut <= length; cut += 7) {
			char whole[SHA256_TEXT], parts[SHA256_TEXT];
			struct sha256 sha;
			sha256_begin(&sha);
			sha256_add(&sha, text, length);
			sha256_end(&sha, whole);
			sha256_begin(&sha);
			sha256_add(&sha, text, cut);
			sha256_add(&sha, text, length - cut);
			sha256_end(&sha, parts);
			assert_string_equal(whole, parts);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_values),
		cmocka_unit_test(pieces_make_the_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
