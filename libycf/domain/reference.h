/* Finding the one record that a key means. */
#ifndef YCF_DOMAIN_REFERENCE_H
#define YCF_DOMAIN_REFERENCE_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* The id of the record of `noun` that `key` means; `framework` narrows
   standards, criteria and levels to an edition (0: the only framework's
   newest). Errors: YCF_NOT_FOUND, YCF_AMBIGUOUS (the message lists them). */
ycf_status reference_find(struct ycf_tracker *tracker, const struct noun *noun, const char *key,
                          int64_t framework, int64_t *id);

/* A key with a scheme: a code of the record itself, or an external id. */
struct record_key {
	const struct field *field;      /* the code; NULL: an external id */
	const char *system, *value;
};

/* What a scheme and a value mean for a setting or lead: YCF_MISUSE where they mean
   nothing. */
ycf_status reference_key_read(struct ycf_tracker *tracker, const struct noun *noun,
                              const char *text, struct arena *arena, struct record_key *key);
/* The record that has that key; *id stays 0 where there is none. */
ycf_status reference_key_find(struct ycf_tracker *tracker, const struct noun *noun,
                              const struct record_key *key, int64_t *id);

/* The newest edition of the framework that key names; NULL: of the only one. */
ycf_status reference_framework(struct ycf_tracker *tracker, const char *key, int64_t *id);

/* A setting with its row. */
ycf_status reference_setting(struct ycf_tracker *tracker, const char *key, struct arena *arena,
                             struct setting *setting);

/* What people know a record by, as text in the arena; NULL: out of memory. */
const char *reference_label(struct ycf_tracker *tracker, const struct noun *noun, int64_t id,
                            struct arena *arena);

#endif
