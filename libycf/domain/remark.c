/* Remarks: what a setting says of an action of its plan. */
#include "domain/nouns.h"

static const char *const state_choices[] = {"done", "going_on", "stuck", NULL};

static const struct field remark_fields[] = {
	ROW_FIELDS(remark),
	REFERENCE_FIELD(remark, report, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "report",
	                "the report that says it"),
	REFERENCE_FIELD(remark, action, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "action",
	                "the action it is about"),
	CHOICE_FIELD(remark, state, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, state_choices,
	             "how far the setting says it is; the plan itself changes only when the "
	             "practitioner completes the action or reviews the plan"),
	TEXT_FIELD(remark, note, YCF_FIELD_BRIEF, 10000, "a line on it"),
};

const struct noun remark_noun = {
	"remark", "m", sizeof(struct remark), remark_fields, COUNT_OF(remark_fields), "state",
	"report", "report, \"action\"", "what a report says of an action of the plan"
};
