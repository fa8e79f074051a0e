#include "base/digest.h"

#include <sodium.h>

_Static_assert(DIGEST_HEX_SIZE == 2 * crypto_hash_sha256_BYTES + 1, "two digits a byte");
_Static_assert(DIGEST_BASE64_SIZE ==
               sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL),
               "four characters for three bytes");

/* Hashing and writing need none of what sodium_init() prepares. */

void digest_hex(const void *data, size_t length, char out[DIGEST_HEX_SIZE])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, data, length);
	sodium_bin2hex(out, DIGEST_HEX_SIZE, hash, sizeof hash);
}

void digest_base64(const void *data, size_t length, char out[DIGEST_BASE64_SIZE])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, data, length);
	sodium_bin2base64(out, DIGEST_BASE64_SIZE, hash, sizeof hash,
	                  sodium_base64_VARIANT_ORIGINAL);
}
