/* Crockford's base 32: 0-9 A-Z without I, L, O and U. */
#ifndef YCF_BASE_BASE32_H
#define YCF_BASE_BASE32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

char base32_digit(unsigned value);                 /* 0 to 31; upper case */
int base32_value(char c);   /* forgiving: case, O as 0, I and L as 1; -1 else */
/* 13 digits, lower case, for an id of 63 bits; NUL after them. */
void base32_write(uint64_t value, char out[14]);
/* 1 to 13 digits, at most 63 bits. */
bool base32_read(const char *text, size_t length, uint64_t *value);
/* The Luhn mod 32 check digit of `length` base 32 digits (other characters
   are passed over); upper case. */
char base32_check(const char *digits, size_t length);

#endif
