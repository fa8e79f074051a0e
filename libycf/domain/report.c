/* Reports: what a setting said of itself, as it came back. */
#include "domain/nouns.h"

const char *const yes_no_choices[] = {"yes", "no", NULL};

static const struct field report_fields[] = {
	ROW_FIELDS(report),
	REFERENCE_FIELD(report, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting that reports"),
	REFERENCE_FIELD(report, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it was read into"),
	DATE_FIELD(report, date, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF,
	           "the day it was filled in, as it says itself"),
	CHOICE_FIELD(report, form, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, form_choices,
	             "in what form it came back: a workbook, a page's report file, or a CSV file"),
	TEXT_FIELD(report, reporter, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "who filled it in; naming the lead confirms them in post"),
	CHOICE_FIELD(report, lead_in_post, YCF_FIELD_BRIEF, yes_no_choices,
	             "whether the lead on record is still in post; none where nobody answered"),
	TEXT_FIELD(report, proposed_lead, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "who is to be the lead, where the setting names somebody new"),
	TEXT_FIELD(report, proposed_email, YCF_FIELD_PERSONAL | YCF_FIELD_CODE, 254,
	           "their e-mail address"),
	TEXT_FIELD(report, proposed_telephone, YCF_FIELD_PERSONAL, 60, "their telephone number"),
	REFERENCE_FIELD(report, assessment, 0, "assessment",
	                "the self-assessment made of it; none where nothing was rated"),
	TEXT_FIELD(report, digest, YCF_FIELD_REQUIRED | YCF_FIELD_UNIQUE | YCF_FIELD_CODE, 64,
	           "the SHA-256 of what it says, by which the same report is known again"),
	TEXT_FIELD(report, note, 0, 10000, "anything else that it says"),
};

const struct noun report_noun = {
	"report", "t", sizeof(struct report), report_fields, COUNT_OF(report_fields), "date", NULL,
	"date", "a self-report as it came back from a setting"
};
