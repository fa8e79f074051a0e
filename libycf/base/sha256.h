/* The SHA-256 of bytes, to know the same text again.  The only file that knows libsodium is
   sha256.c. */
#ifndef YCF_BASE_SHA256_H
#define YCF_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum {
	SHA256_TEXT = 65,          /* 64 hexadecimal digits, lower case, and a NUL */
	SHA256_BASE64 = 45         /* 44 characters with +, / and =, and a NUL */
};

struct sha256 {
	uint64_t state[16];        /* the library's own */
};

void sha256_begin(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *data, size_t length);
void sha256_end(struct sha256 *sha, char out[SHA256_TEXT]);
/* Of bytes that lie together, as a page's security policy names its script. */
void sha256_base64(const void *data, size_t length, char out[SHA256_BASE64]);

#endif
