/* Award codes: PREFIX-XXXXX-XXXXX-C, ten random base 32 digits in two groups
   and a Luhn mod 32 check digit over them. */
#ifndef YCF_DOMAIN_AWARD_CODE_H
#define YCF_DOMAIN_AWARD_CODE_H

#include <stdbool.h>

enum { AWARD_DIGITS = 10, AWARD_DIGITS_SIZE = AWARD_DIGITS + 2, AWARD_CODE_SIZE = 32 };

/* Of random bytes. */
void award_code_make(const char *prefix, const unsigned char random[AWARD_DIGITS],
                     char code[AWARD_CODE_SIZE]);

enum award_code_reading { AWARD_CODE_GOOD, AWARD_CODE_NONE, AWARD_CODE_MISTYPED };

/* Read a typed code, whatever its case, dashes and spaces, O for 0, I and L
   for 1: its ten digits and the check digit. NONE: this is no code at all;
   MISTYPED: the check digit does not fit. */
enum award_code_reading award_code_read(const char *text, char digits[AWARD_DIGITS_SIZE]);

#endif
