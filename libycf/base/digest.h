/* Fingerprints.  The only file that knows libsodium is digest.c. */
#ifndef YCF_BASE_DIGEST_H
#define YCF_BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX_SIZE = 65, DIGEST_BASE64_SIZE = 45 };

/* The SHA-256 of some bytes, in lower-case hexadecimals. */
void digest_hex(const void *data, size_t length, char out[DIGEST_HEX_SIZE]);
/* In base 64 with +, / and =, as a page's security policy names a script. */
void digest_base64(const void *data, size_t length, char out[DIGEST_BASE64_SIZE]);

#endif
