/* Leads: who holds the post, since when, and when that was last confirmed. */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/lead.h"
#include "domain/nouns.h"
#include "domain/record.h"
#include "domain/reference.h"

static const char *const role_choices[] = {
	"designated_lead", "deputy", "champion", "senior_sponsor", NULL
};

static const struct field lead_fields[] = {
	ROW_FIELDS(lead),
	REFERENCE_FIELD(lead, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting whose lead it is"),
	TEXT_FIELD(lead, name, YCF_FIELD_REQUIRED | YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "the lead's full name"),
	CHOICE_FIELD(lead, role, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, role_choices,
	             "what they are to the setting's young carers"),
	TEXT_FIELD(lead, job_title, 0, 200, "what they are otherwise: SENCO, practice manager"),
	TEXT_FIELD(lead, email, YCF_FIELD_PERSONAL | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 254,
	           "e-mail address"),
	TEXT_FIELD(lead, telephone, YCF_FIELD_PERSONAL, 60, "telephone number"),
	DATE_FIELD(lead, since, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "first day in post"),
	DATE_FIELD(lead, until, YCF_FIELD_BRIEF, "last day in post"),
	DATE_FIELD(lead, confirmed, YCF_FIELD_BRIEF,
	           "last day somebody said that they are still in post"),
	TEXT_FIELD(lead, why_ended, 0, 500, "why they left the post"),
};

const struct noun lead_noun = {
	"lead", "l", sizeof(struct lead), lead_fields, COUNT_OF(lead_fields), "name", NULL,
	"since, name", "a designated lead of a setting, or a deputy, champion or senior sponsor"
};

/* ---- who is in post ---- */

ycf_status lead_in_role(struct ycf_tracker *tracker, int64_t setting, unsigned role,
                        ycf_date on, struct arena *arena, struct lead *lead)
{
	struct binding bindings[] = {
		BIND_NUMBER(":setting", setting), BIND_TEXT(":role", choice_name(role_choices, role)),
		BIND_DATE(":on", on),
	};
	return store_first(tracker->store, &lead_noun,
	                   "WHERE setting = :setting AND role = :role AND since <= :on AND "
	                   "(until IS NULL OR until >= :on) "
	                   "ORDER BY since DESC, created DESC, id DESC LIMIT 1",
	                   bindings, COUNT_OF(bindings), arena, lead);
}

static ycf_status confirm_row(struct ycf_tracker *tracker, struct lead *lead, ycf_date on)
{
	if (lead->confirmed >= on)
		return YCF_OK;
	lead->confirmed = on;
	return store_update(tracker->store, &lead_noun, lead);
}

ycf_status lead_confirm_named(struct ycf_tracker *tracker, int64_t setting, const char *name,
                              ycf_date on)
{
	struct lead lead;
	struct arena *arena = arena_new();
	if (arena == NULL)
		return message_memory(&tracker->message);
	ycf_status status = YCF_DONE;
	if (name != NULL)
		status = lead_in_role(tracker, setting, ROLE_DESIGNATED_LEAD, on, arena, &lead);
	if (status == YCF_ROW)
		status = text_same(lead.name, name) ? confirm_row(tracker, &lead, on) : YCF_OK;
	arena_free(arena);
	return status == YCF_DONE ? YCF_OK : status;
}

/* The post's holder on that day, or a refusal that says what to do. */
static ycf_status holder(struct ycf_tracker *tracker, const char *key, ycf_date on,
                         struct arena *arena, struct lead *lead)
{
	struct setting setting;
	ycf_status status = reference_setting(tracker, key, arena, &setting);
	if (status != YCF_OK)
		return status;
	status = lead_in_role(tracker, setting.row.id, ROLE_DESIGNATED_LEAD, on, arena, lead);
	if (status != YCF_DONE)
		return status == YCF_ROW ? YCF_OK : status;
	char day[DATE_ISO_SIZE];
	date_write_iso(on, day);
	return message_set(&tracker->message, YCF_NOT_FOUND,
	                   "%s has no designated lead on %s; name one with `ycf appoint`",
	                   setting.name, day);
}

/* ---- verbs ---- */

/* A later one is refused. */
ycf_status lead_succeed(struct ycf_tracker *tracker, const struct lead *lead)
{
	struct lead before;
	struct arena *arena = arena_new();
	struct binding bindings[] = {
		BIND_NUMBER(":setting", lead->setting), BIND_DATE(":since", lead->since),
		BIND_TEXT(":role", choice_name(role_choices, lead->role)),
	};
	if (arena == NULL)
		return message_memory(&tracker->message);
	ycf_status status = store_first(
		tracker->store, &lead_noun, "WHERE setting = :setting AND role = :role AND "
		"(until IS NULL OR until >= :since) ORDER BY since DESC LIMIT 1", bindings,
		COUNT_OF(bindings), arena, &before);
	if (status == YCF_ROW && before.since >= lead->since)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "%s was appointed on or after that day; edit or remove that "
		                     "record first", before.name);
	else if (status == YCF_ROW) {
		before.until = date_add_days(lead->since, -1);
		if (before.why_ended == NULL)
			before.why_ended = "succeeded";
		status = store_update(tracker->store, &lead_noun, &before);
	}
	arena_free(arena);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status ycf_appoint(ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	ycf_status status = record_begin(record, &lead_noun);
	if (status != YCF_OK)
		return status;
	struct lead *lead = record->row;
	status = record_resolve(record);
	if (status == YCF_OK)
		status = rules_complete(tracker, &lead_noun, lead);
	if (status == YCF_OK && lead->confirmed == 0)
		lead->confirmed = lead->since;
	if (status == YCF_OK && lead->setting != 0)
		status = lead_succeed(tracker, lead);
	if (status == YCF_OK)
		status = record_add(record);
	return record_end(record, status);
}

ycf_status ycf_confirm(ycf_tracker *tracker, const char *setting, ycf_date on)
{
	struct lead lead;
	struct act act;
	ycf_status status = act_begin(&act, tracker);
	if (status == YCF_OK) {
		on = on != 0 ? on : tracker_today(tracker);
		status = holder(tracker, setting, on, act.arena, &lead);
		if (status == YCF_OK)
			status = confirm_row(tracker, &lead, on);
	}
	return act_end(&act, status);
}

static ycf_status vacate(struct ycf_tracker *tracker, const char *setting, ycf_date on,
                         const char *why, struct arena *arena)
{
	struct lead lead;
	ycf_status status = holder(tracker, setting, on, arena, &lead);
	if (status != YCF_OK)
		return status;
	lead.until = on;
	if (why != NULL)
		status = field_read(noun_field(&lead_noun, "why_ended"), &lead, why, strlen(why),
		                    arena, &tracker->message);
	return status == YCF_OK ? store_update(tracker->store, &lead_noun, &lead) : status;
}

ycf_status ycf_vacate(ycf_tracker *tracker, const char *setting, ycf_date on, const char *why)
{
	struct act act;
	ycf_status status = act_begin(&act, tracker);
	if (status == YCF_OK)
		status = vacate(tracker, setting, on != 0 ? on : tracker_today(tracker), why, act.arena);
	return act_end(&act, status);
}
