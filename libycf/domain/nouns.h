/* The nouns of the register as ordinary structs, which rules use by member.
   Beside each, in its own .c, is its field table. */
#ifndef YCF_DOMAIN_NOUNS_H
#define YCF_DOMAIN_NOUNS_H

#include "record/noun.h"

struct framework {
	struct row row;
	const char *code, *edition, *title, *issuer, *area, *language, *prefix;
	int64_t review_months, term_months, grace_days, lapse_days;
	const char *verify_url, *rules;
};

struct standard {
	struct row row;
	int64_t framework;
	const char *code, *title, *statement;
};

struct criterion {
	struct row row;
	int64_t standard;
	const char *code, *text;
	bool required;
	const char *guidance;
};

enum rag { RAG_NONE = 1, RAG_RED, RAG_AMBER, RAG_GREEN };
extern const char *const rag_choices[];

struct level {
	struct row row;
	int64_t framework;
	const char *code, *title;
	unsigned rag;
	bool counts_as_met, needs_reason;
};

enum purpose { PURPOSE_AWARD = 1, PURPOSE_AT_RISK };

struct rule {
	struct row row;
	int64_t framework;
	unsigned purpose;
	const char *condition;
	unsigned source;
	int64_t months, times;
};

struct practitioner {
	struct row row;
	const char *name, *email, *telephone;
	ycf_date since, until;
};

struct setting {
	struct row row;
	const char *reference, *name;
	unsigned kind;
	const char *urn, *laestab, *ods_code, *ukprn;
	const char *street, *town, *postcode, *ward, *ward_code;
	const char *local_authority, *local_authority_code, *trust;
	const char *telephone, *email, *website;
	ycf_date joined, departed;
	const char *departed_reason;
	ycf_date opened, closed;
	int64_t practitioner;
	const char *notes;
};

struct external_id {
	struct row row;
	const char *system, *value;
	int64_t setting, lead;
};

enum role { ROLE_DESIGNATED_LEAD = 1, ROLE_DEPUTY, ROLE_CHAMPION, ROLE_SENIOR_SPONSOR };

struct lead {
	struct row row;
	int64_t setting;
	const char *name;
	unsigned role;
	const char *job_title, *email, *telephone;
	ycf_date since, until, confirmed;
	const char *why_ended;
};

enum { KIND_NO_ANSWER = 6 };   /* of a contact */

struct contact {
	struct row row;
	int64_t setting;
	ycf_date date;
	unsigned kind;
	int64_t practitioner;
	const char *with_whom, *note;
	ycf_date follow_up;
};

enum source { SOURCE_SELF = 1, SOURCE_PRACTITIONER, SOURCE_PANEL };
extern const char *const source_choices[];

struct assessment {
	struct row row;
	int64_t setting, framework;
	ycf_date date;
	unsigned source;
	const char *assessor, *comment;
};

struct rating {
	struct row row;
	int64_t assessment, criterion, level;
	const char *commentary;
};

struct evidence {
	struct row row;
	int64_t setting, standard, criterion;
	const char *title, *kept_at;
	ycf_date dated, expires;
	const char *note;
};

struct plan {
	struct row row;
	int64_t setting, framework;
	ycf_date agreed;
	const char *agreed_with;
	int64_t practitioner;
	ycf_date ended;
	const char *note;
};

struct action {
	struct row row;
	int64_t plan, number, standard;
	const char *what, *owner;
	ycf_date due, done, dropped;
	const char *note;
};

struct review {
	struct row row;
	int64_t plan;
	ycf_date date;
	const char *agreed_with;
	int64_t practitioner;
	const char *note;
};

enum form { FORM_WORKBOOK = 1, FORM_PAGE, FORM_CSV };
extern const char *const form_choices[];

struct request {
	struct row row;
	int64_t setting, framework;
	ycf_date asked, due;
	unsigned form;
	int64_t practitioner;
	const char *note;
};

enum yes_no { YES = 1, NO };
extern const char *const yes_no_choices[];

struct report {
	struct row row;
	int64_t setting, framework;
	ycf_date date;
	unsigned form;
	const char *reporter;
	unsigned lead_in_post;         /* enum yes_no; 0: not answered */
	const char *proposed_lead, *proposed_email, *proposed_telephone;
	int64_t assessment;
	const char *digest, *note;
};

enum remark_state { REMARK_DONE = 1, REMARK_GOING_ON, REMARK_STUCK };

struct remark {
	struct row row;
	int64_t report, action;
	unsigned state;
	const char *note;
};

enum end_reason { END_WITHDRAWN = 1, END_SUPERSEDED, END_SETTING_CLOSED, END_DEPARTED };

struct award {
	struct row row;
	const char *code;
	int64_t setting, framework;
	ycf_date date;
	const char *decided_by, *note, *setting_name, *mark_title;
	ycf_date expires, ended;
	unsigned end_reason;
	const char *recorded_from;
};

struct change {
	struct row row;
	int64_t at;
	const char *actor, *reason, *source;
};

struct old_row {
	struct row row;
	int64_t change;
	const char *noun, *record;
	unsigned act;
	const char *was;
};

/* ---- derived ---- */

enum stage {
	STAGE_KNOWN = 1, STAGE_REGISTERED, STAGE_WORKING_TOWARDS, STAGE_ACCREDITED, STAGE_AT_RISK,
	STAGE_LAPSED, STAGE_WITHDRAWN, STAGE_DEPARTED
};

struct standing {
	int64_t setting;
	const char *reference, *name;
	int64_t framework;
	ycf_date as_of;
	unsigned stage;
	bool holds;
	const char *reasons, *lead;
	ycf_date lead_confirmed;
	int64_t standards_met, standards_total;
	ycf_date plan_agreed, last_review, next_review, awarded, expires;
	const char *award_code, *practitioner;
};

/* How far a setting has come with one standard. */
struct progress {
	int64_t setting;
	const char *reference, *name;
	int64_t framework, standard;
	const char *code, *title, *self_level;
	unsigned self_rag;
	const char *practitioner_level;
	unsigned practitioner_rag;
	bool met;
	int64_t evidence;
	const char *practitioner;
};

/* What one source last said of one criterion. */
struct answer {
	int64_t setting;
	const char *reference, *name;
	int64_t framework, standard, criterion;
	const char *code, *text;
	unsigned source;
	int64_t level;
	const char *title;
	unsigned rag;
	const char *commentary;
	ycf_date date;
	const char *assessor;
	int64_t assessment;
	const char *practitioner;
};

/* What a setting and its practitioner each think of one standard. */
struct comparison {
	int64_t setting;
	const char *reference, *name;
	int64_t framework, standard;
	const char *code, *title;
	const char *self_level;
	unsigned self_rag;
	ycf_date self_date;
	const char *self_commentary, *self_before;
	const char *practitioner_level;
	unsigned practitioner_rag;
	ycf_date practitioner_date;
	const char *practitioner_commentary, *practitioner_before;
	bool differs;
	unsigned moved;
	const char *practitioner;
};

struct due {
	int64_t setting;
	const char *reference, *name;
	unsigned kind;
	ycf_date date;
	int64_t days;
	const char *what, *who, *next_step, *practitioner;
};

/* One condition of an award, met or not. */
struct readiness {
	int64_t setting, framework;
	const char *condition, *title;
	bool met;
	const char *found, *next_step;
};

/* One line of a setting's history. */
struct history {
	int64_t setting, at;
	const char *actor, *reason, *source, *noun, *record;
	unsigned act;
	const char *what;
};

/* What became of one record since a moment. */
struct alteration {
	const char *noun, *record;
	int64_t setting;
	unsigned act;
	int64_t at, change;
	const char *actor, *source;
};

extern const struct noun framework_noun, standard_noun, criterion_noun, level_noun, rule_noun,
	practitioner_noun, setting_noun, external_id_noun, lead_noun, contact_noun,
	assessment_noun, rating_noun, evidence_noun, plan_noun, action_noun, review_noun,
	request_noun, report_noun, remark_noun, award_noun, change_noun, old_row_noun,
	standing_noun, progress_noun, comparison_noun, answer_noun, due_noun, readiness_noun,
	history_noun, alteration_noun;

/* The stored nouns, those referred to before those that refer; NULL-ended. */
extern const struct noun *const stored_nouns[];

/* Any noun by name or plural ("settings"); NULL: none. */
const struct noun *noun_find(const char *name);

#endif
