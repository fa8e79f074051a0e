/* The SHA-256 of bytes (FIPS 180-4), to know the same text again. */
#ifndef YCF_BASE_SHA256_H
#define YCF_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_TEXT = 65 };     /* 64 hexadecimal digits, lower case, and a NUL */

struct sha256 {
	uint32_t state[8];
	uint64_t length;           /* bytes so far */
	unsigned char block[64];   /* those not yet worked in */
};

void sha256_begin(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *data, size_t length);
void sha256_end(struct sha256 *sha, char out[SHA256_TEXT]);

#endif
