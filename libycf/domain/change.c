/* The change log: each transaction, and the rows it edited or removed. */
#include "domain/nouns.h"

static const struct field change_fields[] = {
	ROW_FIELDS(change),
	TIME_FIELD(change, at, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "when, in UTC"),
	TEXT_FIELD(change, actor, YCF_FIELD_REQUIRED | YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200, "who"),
	TEXT_FIELD(change, reason, YCF_FIELD_BRIEF, 2000, "why, where somebody said"),
	TEXT_FIELD(change, source, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 200,
	           "by what: program, python, lua ..."),
};

const struct noun change_noun = {
	"change", "h", sizeof(struct change), change_fields, COUNT_OF(change_fields), "at", NULL,
	"at", "one transaction that changed something"
};

static const char *const act_choices[] = {"edit", "removal", NULL};

static const struct field old_row_fields[] = {
	ROW_FIELDS(old_row),
	REFERENCE_FIELD(old_row, change, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "change",
	                "the transaction"),
	TEXT_FIELD(old_row, noun, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 60, "what kind of record"),
	TEXT_FIELD(old_row, record, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 60, "the record's token"),
	CHOICE_FIELD(old_row, act, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, act_choices,
	             "whether it was edited or removed"),
	TEXT_FIELD(old_row, was, YCF_FIELD_REQUIRED, 4000000, "the row before, as a JSON object"),
};

const struct noun old_row_noun = {
	"old_row", "o", sizeof(struct old_row), old_row_fields, COUNT_OF(old_row_fields), "record",
	NULL, "created", "a record as it was before an edit or a removal"
};
