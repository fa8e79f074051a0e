/* Practitioners, and what other systems call settings and leads. */
#include "domain/nouns.h"

static const struct field practitioner_fields[] = {
	ROW_FIELDS(practitioner),
	TEXT_FIELD(practitioner, name, YCF_FIELD_REQUIRED | YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "the practitioner's full name"),
	TEXT_FIELD(practitioner, email, YCF_FIELD_PERSONAL | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 254,
	           "e-mail address"),
	TEXT_FIELD(practitioner, telephone, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 60, "telephone number"),
	DATE_FIELD(practitioner, since, YCF_FIELD_BRIEF, "first day with the service"),
	DATE_FIELD(practitioner, until, YCF_FIELD_BRIEF, "last day with the service"),
};

const struct noun practitioner_noun = {
	"practitioner", "p", sizeof(struct practitioner), practitioner_fields,
	COUNT_OF(practitioner_fields), "name", NULL, "name",
	"a practitioner of the support service, with a caseload of settings"
};

static const struct field external_id_fields[] = {
	ROW_FIELDS(external_id),
	TEXT_FIELD(external_id, system, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 60,
	           "the other system, such as civicrm"),
	TEXT_FIELD(external_id, value, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 200,
	           "what that system calls it; upper and lower case differ"),
	REFERENCE_FIELD(external_id, setting, YCF_FIELD_BRIEF, "setting", "the setting it means"),
	REFERENCE_FIELD(external_id, lead, YCF_FIELD_BRIEF, "lead", "or the lead it means"),
};

const struct noun external_id_noun = {
	"external_id", "x", sizeof(struct external_id), external_id_fields,
	COUNT_OF(external_id_fields), "value", NULL, "system, value",
	"what another system calls a setting or a lead"
};
