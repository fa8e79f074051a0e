/* An edition's levels, standards and criteria, read once where much is held against them. */
#ifndef YCF_DOMAIN_EDITION_H
#define YCF_DOMAIN_EDITION_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* Each list in the order of the ids; its rows and texts are the arena's. */
struct edition {
	const struct level *levels;
	const struct standard *standards;
	const struct criterion *criteria;
	size_t level_count, standard_count, criterion_count;
};

ycf_status edition_read(struct ycf_tracker *tracker, int64_t framework, struct arena *arena,
                        struct edition *edition);
/* NULL: there is none.  A level is found by its code or title, whatever the case. */
const struct level *edition_level(const struct edition *edition, const char *text);
const struct standard *edition_standard(const struct edition *edition, const char *code);
const struct criterion *edition_criterion(const struct edition *edition, const char *code);

/* All rows of `SELECT columns FROM noun TAIL`, as one list. */
ycf_status edition_list(struct ycf_tracker *tracker, const struct noun *noun, const char *tail,
                        const struct binding *binding, struct arena *arena, const void **list,
                        size_t *count);

#endif
