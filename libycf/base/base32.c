#include "base/base32.h"

enum { DIGITS = 13 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

char base32_digit(unsigned value)
{
	return alphabet[value & 31];
}

int base32_value(char c)
{
	char digit = upper(c);
	if (digit == 'O')
		digit = '0';
	if (digit == 'I' || digit == 'L')
		digit = '1';
	for (int value = 0; value < 32; value++)
		if (alphabet[value] == digit)
			return value;
	return -1;
}

void base32_write(uint64_t value, char out[14])
{
	out[DIGITS] = '\0';
	for (int i = DIGITS - 1; i >= 0; i--) {
		out[i] = lower(base32_digit((unsigned)(value & 31)));
		value >>= 5;
	}
}

bool base32_read(const char *text, size_t length, uint64_t *value)
{
	uint64_t sum = 0;
	if (length == 0 || length > DIGITS)
		return false;
	for (size_t i = 0; i < length; i++) {
		int digit = base32_value(text[i]);
		if (digit < 0 || sum > (uint64_t)INT64_MAX >> 5)
			return false;
		sum = sum << 5 | (uint64_t)digit;
	}
	*value = sum;
	return true;
}

char base32_check(const char *digits, size_t length)
{
	unsigned sum = 0, factor = 2;
	for (size_t i = length; i-- > 0;) {
		int value = base32_value(digits[i]);
		if (value < 0)
			continue;
		unsigned product = (unsigned)value * factor;
		sum += product / 32 + product % 32;
		factor = 3 - factor;
	}
	return base32_digit((32 - sum % 32) % 32);
}
