/* What is computed: one query for each derived noun. */
#ifndef YCF_DOMAIN_DERIVED_H
#define YCF_DOMAIN_DERIVED_H

#include "domain/nouns.h"
#include "domain/tracker.h"

/* Which settings a derived noun speaks of. */
enum candidates { CANDIDATES_JOINED, CANDIDATES_KNOWN, CANDIDATES_ONE, CANDIDATES_LISTED };

/* The SQL that gives the noun's rows; its parameters are :as_of, :framework
   and, of one setting, :setting, of those in a list :settings (a JSON array), of many :first and
   :last. */
ycf_status derived_sql(const struct noun *noun, enum candidates candidates, struct buffer *sql,
                       struct message *message);

/* What finds the end of a block of candidates, for struct selection; NULL where one setting
   is asked of, or the noun does not speak of settings one by one. */
const char *derived_next_block(const struct noun *noun, enum candidates candidates);

/* Ask of one setting, judged by one edition (0: the setting's own). */
ycf_status derived_ask(struct ycf_tracker *tracker, const struct noun *noun, int64_t setting,
                       int64_t framework, ycf_date as_of, struct rows **rows);
/* By which edition a setting is judged in a mark (a framework's code). */
struct judged {
	int64_t setting;
	const char *mark;
	int64_t framework;
};
/* Those of each of the settings and each mark that is loaded, by setting; in the arena. */
ycf_status derived_editions(struct ycf_tracker *tracker, const int64_t *settings, size_t count,
                            ycf_date as_of, struct arena *arena, const struct judged **judged,
                            size_t *judged_count);
/* The standing of one setting in the mark of a framework's edition. */
ycf_status derived_standing(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                            ycf_date as_of, struct arena *arena, struct standing *standing);

#endif
