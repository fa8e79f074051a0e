#include "domain/award_code.h"

#include <stdio.h>
#include <string.h>

#include "base/base32.h"

void award_code_make(const char *prefix, const unsigned char random[AWARD_DIGITS],
                     char code[AWARD_CODE_SIZE])
{
	char digits[AWARD_DIGITS + 1] = "";
	for (size_t i = 0; i < AWARD_DIGITS; i++)
		digits[i] = base32_digit(random[i] & 31);
	snprintf(code, AWARD_CODE_SIZE, "%s-%.5s-%.5s-%c", prefix, digits, digits + 5,
	         base32_check(digits, AWARD_DIGITS));
}

static bool is_passed_over(char c)
{
	return c == '-' || c == ' ' || c == '\t' || c == '_' || c == '.' || c == '\r' || c == '\n';
}

/* The last eleven digits, read backwards past dashes; what stands before them is the prefix. */
enum award_code_reading award_code_read(const char *text, char digits[AWARD_DIGITS_SIZE])
{
	size_t at = strlen(text);
	int wanted = AWARD_DIGITS;
	digits[AWARD_DIGITS + 1] = '\0';
	while (wanted >= 0 && at > 0) {
		char c = text[--at];
		if (is_passed_over(c))
			continue;
		int value = base32_value(c);
		if (value < 0)
			return AWARD_CODE_NONE;
		digits[wanted--] = base32_digit((unsigned)value);
	}
	if (wanted >= 0 || at == 0)
		return AWARD_CODE_NONE;
	return base32_check(digits, AWARD_DIGITS) == digits[AWARD_DIGITS] ? AWARD_CODE_GOOD
	                                                                  : AWARD_CODE_MISTYPED;
}
