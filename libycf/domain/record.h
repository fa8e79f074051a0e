/* A record as a caller holds it: a row of a noun, and references not yet
   looked up. */
#ifndef YCF_DOMAIN_RECORD_H
#define YCF_DOMAIN_RECORD_H

#include "domain/nouns.h"
#include "domain/tracker.h"

struct ycf_record {
	struct ycf_tracker *tracker;
	const struct noun *noun;
	struct arena *arena;           /* owns the row and its texts */
	void *row;
	const char **pending;          /* a key for each reference still to be looked up, or NULL */
	field_set fields;              /* those that it has; the others are as unknown ones */
	field_set given;               /* those that were set */
	const char *through;           /* the setting meant, where the noun belongs to one through
	                                  another */
	bool has_through;
	struct arena *shown;           /* texts handed out */
	size_t last;                   /* the field that was last asked for */
};

/* The noun of that name; YCF_MISUSE, with the nearest one, where there is none. */
ycf_status record_noun(struct ycf_tracker *tracker, const char *name, const struct noun **noun);
ycf_status record_new(struct ycf_tracker *tracker, const struct noun *noun,
                      struct ycf_record **record);

/* Begin a verb that adds a record: the call and its writes begin; the noun is
   the one wanted, and the record is new. */
ycf_status record_begin(struct ycf_record *record, const struct noun *noun);
/* Look up all references of the record. */
ycf_status record_resolve(struct ycf_record *record);
/* Store it as an addition, with defaults and rules: for verbs, inside their
   transaction. */
ycf_status record_add(struct ycf_record *record);
/* Store an edited record, if it says anything new. */
ycf_status record_edit(struct ycf_record *record);
/* End an addition: what failed is undone, and the record is as if never
   stored. */
ycf_status record_end(struct ycf_record *record, ycf_status status);

/* Fill in what the noun has defaults for, and hold the row against the rules
   between fields and records. */
ycf_status rules_complete(struct ycf_tracker *tracker, const struct noun *noun, void *row);
ycf_status rules_check(struct ycf_tracker *tracker, const struct noun *noun, const void *row);
/* What goes with a record that is removed, or comes back. */
ycf_status rules_before_removal(struct ycf_tracker *tracker, const struct noun *noun,
                                const void *row);
/* Only what a row says by itself: for imports, where nothing else is asked of
   the store. */
ycf_status rules_check_dates(const struct noun *noun, const void *row, struct message *message);

#endif
