/* Contacts with a setting. */
#include "domain/lead.h"
#include "domain/nouns.h"
#include "domain/record.h"

static const char *const contact_choices[] = {
	"visit", "call", "email", "letter", "meeting", "no_answer", "other", NULL
};

static const struct field contact_fields[] = {
	ROW_FIELDS(contact),
	REFERENCE_FIELD(contact, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting that was contacted"),
	DATE_FIELD(contact, date, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "the day"),
	CHOICE_FIELD(contact, kind, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, contact_choices,
	             "what kind of contact; no_answer where nobody answered"),
	REFERENCE_FIELD(contact, practitioner, YCF_FIELD_BRIEF, "practitioner", "who made it"),
	TEXT_FIELD(contact, with_whom, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "whom it was with; naming the lead confirms them in post"),
	TEXT_FIELD(contact, note, YCF_FIELD_BRIEF, 10000,
	           "what was said; never name or describe a child"),
	DATE_FIELD(contact, follow_up, YCF_FIELD_BRIEF, "the day to try again or follow up"),
};

const struct noun contact_noun = {
	"contact", "k", sizeof(struct contact), contact_fields, COUNT_OF(contact_fields), "date",
	NULL, "date", "a visit, call, letter or unanswered attempt"
};

ycf_status ycf_log(ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	ycf_status status = record_begin(record, &contact_noun);
	if (status != YCF_OK)
		return status;
	const struct contact *contact = record->row;
	status = record_add(record);
	/* Nobody was reached by a call that nobody answered. */
	if (status == YCF_OK && contact->kind != KIND_NO_ANSWER)
		status = lead_confirm_named(tracker, contact->setting, contact->with_whom,
		                            contact->date);
	return record_end(record, status);
}
