/* Requests: when a setting was asked to report on itself. */
#include "domain/nouns.h"

const char *const form_choices[] = {"workbook", "page", "csv", NULL};

static const struct field request_fields[] = {
	ROW_FIELDS(request),
	REFERENCE_FIELD(request, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting that was asked"),
	REFERENCE_FIELD(request, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition that it was asked about"),
	DATE_FIELD(request, asked, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF,
	           "the day it was asked; a report of that day or later answers it"),
	DATE_FIELD(request, due, YCF_FIELD_BRIEF,
	           "the day by which an answer is wanted; where none is given, four weeks later"),
	CHOICE_FIELD(request, form, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, form_choices,
	             "in what form it was sent: a workbook, a page for a browser, or a CSV file"),
	REFERENCE_FIELD(request, practitioner, YCF_FIELD_BRIEF, "practitioner", "who asked"),
	TEXT_FIELD(request, note, 0, 10000, "a remark"),
};

const struct noun request_noun = {
	"request", "j", sizeof(struct request), request_fields, COUNT_OF(request_fields), "asked",
	NULL, "asked", "one occasion on which a setting was asked to report on itself"
};
