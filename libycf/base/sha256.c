#include "base/sha256.h"

#include <sodium.h>

_Static_assert(SHA256_TEXT == 2 * crypto_hash_sha256_BYTES + 1, "two digits a byte");
_Static_assert(SHA256_BASE64 ==
               sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL),
               "four characters for three bytes");
_Static_assert(sizeof(struct sha256) >= sizeof(crypto_hash_sha256_state), "room for the state");

/* Hashing needs none of what sodium_init() prepares. */
static crypto_hash_sha256_state *state_of(struct sha256 *sha)
{
	return (crypto_hash_sha256_state *)(void *)sha->state;
}

void sha256_begin(struct sha256 *sha)
{
	crypto_hash_sha256_init(state_of(sha));
}

void sha256_add(struct sha256 *sha, const void *data, size_t length)
{
	crypto_hash_sha256_update(state_of(sha), data, length);
}

void sha256_end(struct sha256 *sha, char out[SHA256_TEXT])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_final(state_of(sha), hash);
	sodium_bin2hex(out, SHA256_TEXT, hash, sizeof hash);
}

void sha256_base64(const void *data, size_t length, char out[SHA256_BASE64])
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, data, length);
	sodium_bin2base64(out, SHA256_BASE64, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
}
