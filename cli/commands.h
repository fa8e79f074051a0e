/* The commands, one row each; help and completion are made from the same rows. */
#ifndef YCF_CLI_COMMANDS_H
#define YCF_CLI_COMMANDS_H

#include "options.h"
#include "ycf.h"

struct session;

enum group {
	GROUP_START, GROUP_SETTINGS, GROUP_AWARD, GROUP_REPORTS, GROUP_DOCUMENTS, GROUP_ASK, GROUP_FILES,
	GROUP_CARE, GROUP_COUNT
};

enum opening { OPENS_NOTHING, OPENS_TO_READ, OPENS_TO_WRITE };

enum { ANY_NUMBER = 100000 };

struct command {
	const char *name;
	enum group group;
	const char *summary;
	const char *usage;                /* what follows the name */
	const char *more;                 /* what else is to be known; NULL: nothing */
	const char *example;
	size_t least, most;               /* words */
	enum opening opens;
	const struct option *options;
	ycf_status (*run)(struct session *session);
};

extern const struct command commands[];   /* ended by one without a name */
extern const char *const group_titles[GROUP_COUNT];

const struct command *command_find(const char *name);   /* NULL: none */

/* command_setting.c */
ycf_status command_join(struct session *session);
ycf_status command_depart(struct session *session);
ycf_status command_appoint(struct session *session);
ycf_status command_confirm(struct session *session);
ycf_status command_vacate(struct session *session);
ycf_status command_log(struct session *session);

/* command_plan.c */
ycf_status command_agree_plan(struct session *session);
ycf_status command_complete(struct session *session);
ycf_status command_review_plan(struct session *session);

/* command_award.c */
ycf_status command_assess(struct session *session);
ycf_status command_ready(struct session *session);
ycf_status command_award(struct session *session);
ycf_status command_withdraw(struct session *session);

/* command_report.c */
ycf_status command_self_report(struct session *session);
ycf_status command_read_report(struct session *session);

/* command_document.c */
ycf_status command_document(struct session *session);
ycf_status command_layout(struct session *session);

/* command_ask.c */
ycf_status command_list(struct session *session);
ycf_status command_due(struct session *session);
ycf_status command_history(struct session *session);

/* command_compare.c */
ycf_status command_compare(struct session *session);

/* command_show.c */
ycf_status command_show(struct session *session);

/* command_record.c */
ycf_status command_add(struct session *session);
ycf_status command_edit(struct session *session);
ycf_status command_remove(struct session *session);
ycf_status command_fields(struct session *session);

/* command_files.c */
ycf_status command_import(struct session *session);
ycf_status command_export(struct session *session);

/* command_tracker.c */
ycf_status command_init(struct session *session);
ycf_status command_framework(struct session *session);
ycf_status command_backup(struct session *session);
ycf_status command_check(struct session *session);

/* help.c */
ycf_status command_help(struct session *session);

#endif
