/* Settings: schools, GP practices, youth clubs and others. */
#include <string.h>

#include "base/date.h"
#include "domain/award.h"
#include "domain/nouns.h"
#include "domain/record.h"
#include "domain/reference.h"

static const char *const kind_choices[] = {
	"nursery", "primary", "secondary", "all_through", "special", "alternative", "college",
	"university", "gp_practice", "health_team", "hospital", "social_care", "early_help",
	"youth_service", "voluntary", "other", NULL
};

static const struct field setting_fields[] = {
	ROW_FIELDS(setting),
	TEXT_FIELD(setting, reference, YCF_FIELD_UNIQUE | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 60,
	           "what the service calls it; often its URN or ODS code"),
	TEXT_FIELD(setting, name, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 300, "the setting's name"),
	CHOICE_FIELD(setting, kind, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, kind_choices,
	             "what kind of setting"),
	TEXT_FIELD(setting, urn, YCF_FIELD_UNIQUE | YCF_FIELD_CODE, 20,
	           "unique reference number of a school (GIAS), six digits"),
	TEXT_FIELD(setting, laestab, YCF_FIELD_CODE, 20,
	           "local authority and establishment number (GIAS), 383/2270"),
	TEXT_FIELD(setting, ods_code, YCF_FIELD_UNIQUE | YCF_FIELD_CODE, 20,
	           "code of an NHS organisation (ODS)"),
	TEXT_FIELD(setting, ukprn, YCF_FIELD_CODE, 20, "UK provider reference number"),
	TEXT_FIELD(setting, street, 0, 500, "street address, without the town"),
	TEXT_FIELD(setting, town, YCF_FIELD_BRIEF, 200, "town"),
	TEXT_FIELD(setting, postcode, YCF_FIELD_BRIEF, 20, "postcode"),
	TEXT_FIELD(setting, ward, YCF_FIELD_BRIEF, 200, "electoral ward"),
	TEXT_FIELD(setting, ward_code, YCF_FIELD_CODE, 20, "the ward's GSS code"),
	TEXT_FIELD(setting, local_authority, 0, 200, "local authority"),
	TEXT_FIELD(setting, local_authority_code, YCF_FIELD_CODE, 20,
	           "the local authority's GSS code, E08000035"),
	TEXT_FIELD(setting, trust, 0, 300, "academy or other trust"),
	TEXT_FIELD(setting, telephone, 0, 60, "the setting's own telephone"),
	TEXT_FIELD(setting, email, YCF_FIELD_CODE, 254, "the setting's own e-mail address"),
	TEXT_FIELD(setting, website, 0, 500, "web site"),
	DATE_FIELD(setting, joined, YCF_FIELD_BRIEF, "the day it joined the programme"),
	DATE_FIELD(setting, departed, YCF_FIELD_BRIEF,
	           "the day it left the programme; from then on it is departed"),
	TEXT_FIELD(setting, departed_reason, 0, 500, "why it left"),
	DATE_FIELD(setting, opened, 0, "the day it opened"),
	DATE_FIELD(setting, closed, 0, "its last day, where it has closed"),
	REFERENCE_FIELD(setting, practitioner, YCF_FIELD_BRIEF, "practitioner",
	                "whose caseload it is in"),
	TEXT_FIELD(setting, notes, 0, 10000, "notes; never name or describe a child"),
};

const struct noun setting_noun = {
	"setting", "s", sizeof(struct setting), setting_fields, COUNT_OF(setting_fields),
	"reference name", NULL, "folded(name), reference",
	"a school, GP practice, youth club or other setting, known or joined"
};

/* ---- verbs ---- */

static ycf_status join(struct ycf_tracker *tracker, const char *key, ycf_date on,
                       struct arena *arena)
{
	struct setting setting;
	char day[DATE_ISO_SIZE];
	ycf_status status = reference_setting(tracker, key, arena, &setting);
	if (status != YCF_OK)
		return status;
	date_write_iso(setting.joined, day);
	if (setting.joined != 0 && setting.departed == 0)
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s joined on %s already; `ycf edit setting` corrects the day",
		                   setting.name, day);
	if (setting.closed != 0 && setting.closed < on)
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s has closed; join the setting that took its place", setting.name);
	setting.joined = on;
	setting.departed = 0;
	setting.departed_reason = NULL;
	return store_update(tracker->store, &setting_noun, &setting);
}

ycf_status ycf_join(ycf_tracker *tracker, const char *setting, ycf_date on)
{
	struct act act;
	ycf_status status = act_begin(&act, tracker);
	if (status == YCF_OK)
		status = join(tracker, setting, on != 0 ? on : tracker_today(tracker), act.arena);
	return act_end(&act, status);
}

static ycf_status depart(struct ycf_tracker *tracker, const char *key, ycf_date on,
                         const char *reason, bool closed, struct arena *arena)
{
	struct setting setting;
	ycf_status status = reference_setting(tracker, key, arena, &setting);
	if (status == YCF_OK && setting.joined == 0 && !closed)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "%s has not joined; there is nothing to leave", setting.name);
	if (status == YCF_OK && setting.departed != 0)
		status = message_set(&tracker->message, YCF_REFUSED, "%s has departed already",
		                     setting.name);
	if (status != YCF_OK)
		return status;
	if (setting.joined != 0)
		setting.departed = on;
	if (closed)
		setting.closed = on;
	if (reason != NULL)
		status = field_read(noun_field(&setting_noun, "departed_reason"), &setting, reason,
		                    strlen(reason), arena, &tracker->message);
	if (status == YCF_OK)
		status = rules_check(tracker, &setting_noun, &setting);
	if (status == YCF_OK)
		status = store_update(tracker->store, &setting_noun, &setting);
	return status == YCF_OK
		? award_end_held(tracker, setting.row.id, on,
		                 closed ? END_SETTING_CLOSED : END_DEPARTED) : status;
}

ycf_status ycf_depart(ycf_tracker *tracker, const char *setting, ycf_date on,
                      const char *reason, bool closed)
{
	struct act act;
	ycf_status status = act_begin(&act, tracker);
	if (status == YCF_OK)
		status = depart(tracker, setting, on != 0 ? on : tracker_today(tracker), reason, closed,
		                act.arena);
	return act_end(&act, status);
}
