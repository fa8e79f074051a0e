/* What is computed: one query for each derived noun. */
#ifndef YCF_DOMAIN_DERIVED_H
#define YCF_DOMAIN_DERIVED_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* Which settings a derived noun speaks of. */
enum candidates { CANDIDATES_JOINED, CANDIDATES_KNOWN, CANDIDATES_ONE };

/* The SQL that gives the noun's rows; its parameters are :as_of, :framework
   and, of one setting, :setting, of many :first and :last. */
ycf_status derived_sql(const struct noun *noun, enum candidates candidates, struct buffer *sql,
                       struct message *message);

/* What finds the end of a block of candidates, for struct selection; NULL where one setting
   is asked of, or the noun does not speak of settings one by one. */
const char *derived_next_block(const struct noun *noun, enum candidates candidates);

/* Ask of one setting, judged by one edition (0: the setting's own). */
ycf_status derived_ask(struct ycf_tracker *tracker, const struct noun *noun, int64_t setting,
                       int64_t framework, ycf_date as_of, struct rows **rows);
/* The edition of a mark (a framework's code) by which a setting is judged; *framework stays 0
   where that mark is not loaded. */
ycf_status derived_edition(struct ycf_tracker *tracker, int64_t setting, const char *mark,
                           ycf_date as_of, int64_t *framework);
/* The standing of one setting in the mark of a framework's edition. */
ycf_status derived_standing(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                            ycf_date as_of, struct arena *arena, struct standing *standing);

#endif
