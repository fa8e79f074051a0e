/* What one document is about, found in the tracker, and what its layout may
   call upon. */
#ifndef YCF_DOCUMENT_SUBJECT_H
#define YCF_DOCUMENT_SUBJECT_H

#include "document/values.h"
#include "domain/nouns.h"
#include "domain/tracker.h"

/* The first four are given, the others found. */
struct subject {
	struct ycf_tracker *tracker;
	struct arena *arena;           /* owns what is found: of one document */
	ycf_date as_of;                /* 0: today, and an award given ahead of its day counts */
	bool as_now;                   /* an award is reprinted under the setting's present name */
	ycf_date day;                  /* as_of, or today */
	struct setting setting;
	struct award award;            /* of an award's documents */
	struct plan plan;              /* of a plan */
	struct standing standing;      /* of a plan and a summary */
};

/* What a document for the setting (or the award) that `key` names is about;
   `framework` is an edition of the mark meant, 0 where nobody said.  Errors:
   YCF_REFUSED (no award is held, no plan open, not joined), YCF_AMBIGUOUS. */
ycf_status subject_find(struct subject *subject, enum document_kind kind, const char *key,
                        int64_t framework);
/* The same of a setting as it stands; *there is false where it has nothing
   that such a document could be about. */
ycf_status subject_take(struct subject *subject, enum document_kind kind,
                        const struct standing *standing, bool *there);

/* All values of a subject that was found. */
ycf_status subject_values(const struct subject *subject, enum document_kind kind,
                          struct values *values);

/* In SQL, the editions of the mark that :framework is one of. */
#define EDITIONS_OF_MARK \
	"(SELECT id FROM framework WHERE code = " \
	"(SELECT code FROM framework WHERE id = :framework))"

/* Of each kind: award_values.c, plan_values.c, summary_values.c. */
ycf_status award_values(const struct subject *subject, struct values *values);
ycf_status plan_values(const struct subject *subject, struct values *values);
ycf_status summary_values(const struct subject *subject, struct values *values);

/* What they share: setting_values.c. */
ycf_status setting_values(const struct subject *subject, struct values *values);
/* The mark of an edition, which is read into *framework. */
ycf_status mark_values(const struct subject *subject, int64_t edition,
                       struct framework *framework, struct values *values);
ycf_status practitioner_values(const struct subject *subject, struct values *values);
/* A number as text; NULL where there is none. */
ycf_status number_text(const struct subject *subject, int64_t number, const char **text);

#endif
