/* Awards of the mark: whether a setting is ready, giving and ending them. */
#include "domain/award.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "domain/award_code.h"
#include "domain/condition.h"
#include "domain/derived.h"
#include "domain/readiness.h"
#include "domain/record.h"
#include "domain/reference.h"

static const char *const end_choices[] = {
	"withdrawn", "superseded", "setting_closed", "departed", NULL
};

static const struct field award_fields[] = {
	ROW_FIELDS(award),
	TEXT_FIELD(award, code, YCF_FIELD_REQUIRED | YCF_FIELD_UNIQUE | YCF_FIELD_CODE | YCF_FIELD_BRIEF,
	           40, "the award's code, printed on the certificate; made by ycf"),
	REFERENCE_FIELD(award, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting that holds it"),
	REFERENCE_FIELD(award, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it was awarded under, whose rules it keeps"),
	DATE_FIELD(award, date, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "the day of the award"),
	TEXT_FIELD(award, decided_by, YCF_FIELD_PERSONAL, 200, "who decided"),
	TEXT_FIELD(award, note, 0, 10000, "a remark"),
	TEXT_FIELD(award, setting_name, YCF_FIELD_READ_ONLY, 300,
	           "the setting's name on the day of the award"),
	TEXT_FIELD(award, mark_title, YCF_FIELD_READ_ONLY, 300, "the mark's title on that day"),
	DATE_FIELD(award, expires, YCF_FIELD_BRIEF,
	           "its last day, where the framework has a fixed term"),
	DATE_FIELD(award, ended, YCF_FIELD_BRIEF, "the day from which it is no longer held"),
	CHOICE_FIELD(award, end_reason, YCF_FIELD_BRIEF, end_choices, "why it ended"),
	TEXT_FIELD(award, recorded_from, 0, 500,
	           "where a decision taken before this tracker was found; no readiness check was made"),
};

const struct noun award_noun = {
	"award", "w", sizeof(struct award), award_fields, COUNT_OF(award_fields), "code", NULL,
	"date", "an award of the mark to a setting"
};

/* ---- ending ---- */

static ycf_status end_award(struct ycf_tracker *tracker, struct award *award, ycf_date on,
                            enum end_reason reason)
{
	if (on < award->date)
		return message_set(&tracker->message, YCF_INVALID,
		                   "award %s was given after that day; see the day", award->code);
	award->ended = on;
	award->end_reason = reason;
	return store_update(tracker->store, &award_noun, award);
}

/* The last award in a mark (0: in any) that has not ended. */
static ycf_status open_award(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                             struct arena *arena, struct award *award)
{
	struct binding bindings[] = {
		BIND_NUMBER(":setting", setting), BIND_NUMBER(":framework", framework)
	};
	return store_first(tracker->store, &award_noun,
	                   "WHERE setting = :setting AND ended IS NULL AND (:framework = 0 OR "
	                   "framework IN (SELECT id FROM framework WHERE code = "
	                   "(SELECT code FROM framework WHERE id = :framework))) "
	                   "ORDER BY date DESC, created DESC, id DESC LIMIT 1",
	                   bindings, COUNT_OF(bindings), arena, award);
}

ycf_status award_end_held(struct ycf_tracker *tracker, int64_t setting, ycf_date on,
                          enum end_reason reason)
{
	struct award award;
	struct arena *arena = arena_new();
	if (arena == NULL)
		return message_memory(&tracker->message);
	ycf_status status;
	while ((status = open_award(tracker, setting, 0, arena, &award)) == YCF_ROW)
		if ((status = end_award(tracker, &award, on, reason)) != YCF_OK)
			break;
	arena_free(arena);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status withdraw(struct ycf_tracker *tracker, const char *key, const char *framework,
                           ycf_date on, const char *note, struct arena *arena)
{
	struct setting setting;
	struct award award;
	int64_t edition = 0;
	ycf_status status = reference_setting(tracker, key, arena, &setting);
	if (status == YCF_OK)
		status = reference_framework(tracker, framework, &edition);
	if (status == YCF_OK)
		status = open_award(tracker, setting.row.id, edition, arena, &award);
	if (status == YCF_DONE)
		return message_set(&tracker->message, YCF_REFUSED, "%s holds no award", setting.name);
	if (status != YCF_ROW)
		return status;
	status = YCF_OK;
	if (note != NULL)
		status = field_read(noun_field(&award_noun, "note"), &award, note, strlen(note),
		                    arena, &tracker->message);
	return status == YCF_OK ? end_award(tracker, &award, on, END_WITHDRAWN) : status;
}

ycf_status ycf_withdraw(ycf_tracker *tracker, const char *setting, const char *framework,
                        ycf_date on, const char *note)
{
	struct act act;
	ycf_status status = act_begin(&act, tracker);
	if (status == YCF_OK)
		status = withdraw(tracker, setting, framework, on != 0 ? on : tracker_today(tracker), note,
		                  act.arena);
	return act_end(&act, status);
}

/* ---- giving ---- */

static ycf_status fresh_code(struct ycf_tracker *tracker, const char *prefix, struct arena *arena,
                             const char **kept)
{
	char code[AWARD_CODE_SIZE];
	unsigned char random[AWARD_DIGITS];
	int64_t there = 1;
	ycf_status status = YCF_OK;
	while (there > 0 && status == YCF_OK) {
		struct binding binding = BIND_TEXT(":code", code);
		status = store_random(tracker->store, random, sizeof random);
		if (status != YCF_OK)
			return status;
		award_code_make(prefix, random, code);
		status = store_number(tracker->store, "SELECT count(*) FROM award WHERE code = :code",
		                      &binding, 1, &there);
	}
	*kept = arena_text(arena, code);
	return *kept != NULL ? status : message_memory(&tracker->message);
}

/* What is frozen in an award, and its term. */
static ycf_status freeze(struct ycf_tracker *tracker, struct award *award,
                         const struct setting *setting, struct arena *arena)
{
	struct framework framework;
	ycf_status status = store_get(tracker->store, &framework_noun, award->framework, arena,
	                              &framework);
	if (status != YCF_OK)
		return status;
	award->setting_name = setting->name;
	award->mark_title = framework.title;
	if (framework.term_months != INTEGER_NONE && award->expires == 0)
		award->expires = date_add_months(award->date, (int)framework.term_months);
	if (award->code != NULL)
		return YCF_OK;
	return fresh_code(tracker, framework.prefix, arena, &award->code);
}

static ycf_status refuse_unready(struct ycf_tracker *tracker, const struct award *award,
                                 const struct setting *setting)
{
	struct buffer reasons = {0};
	ycf_status status = readiness_reasons(tracker, award->setting, award->framework, award->date,
	                                      &reasons);
	if (status == YCF_OK && reasons.length > 0)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "%s is not ready: %s; `ycf ready` says what would meet each",
		                     setting->name, buffer_string(&reasons));
	buffer_free(&reasons);
	return status;
}

/* The award held until now gives way to the new one. */
static ycf_status supersede(struct ycf_tracker *tracker, const struct award *award,
                            struct arena *arena)
{
	struct award before;
	ycf_status status = open_award(tracker, award->setting, award->framework, arena, &before);
	if (status != YCF_ROW)
		return status == YCF_DONE ? YCF_OK : status;
	if (before.date >= award->date)
		return message_set(&tracker->message, YCF_REFUSED,
		                   "award %s of that day or later is held already", before.code);
	return end_award(tracker, &before, award->date, END_SUPERSEDED);
}

static ycf_status check_joined(struct ycf_tracker *tracker, const struct award *award,
                               const struct setting *setting)
{
	if (setting->departed != 0 && setting->departed <= award->date)
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s has departed; it must join again first", setting->name);
	if (setting->joined == 0 || setting->joined > award->date)
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s had not joined by that day; record that first with `ycf join`",
		                   setting->name);
	return YCF_OK;
}

ycf_status award_prepare(struct ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	struct award *award = record->row;
	struct setting setting;
	ycf_status status = record_resolve(record);
	if (status == YCF_OK && award->framework == 0)
		status = reference_framework(tracker, NULL, &award->framework);
	if (award->date == 0)
		award->date = tracker_today(tracker);
	if (status == YCF_OK && award->setting == 0)
		return row_check(&award_noun, award, &tracker->message);
	if (status == YCF_OK)
		status = store_get(tracker->store, &setting_noun, award->setting, record->arena,
		                   &setting);
	if (status == YCF_OK)
		status = check_joined(tracker, award, &setting);
	if (status == YCF_OK && award->recorded_from == NULL)
		status = refuse_unready(tracker, award, &setting);
	if (status == YCF_OK)
		status = supersede(tracker, award, record->arena);
	if (status == YCF_OK)
		status = freeze(tracker, award, &setting, record->arena);
	return status;
}

ycf_status ycf_award(ycf_record *record)
{
	ycf_status status = record_begin(record, &award_noun);
	if (status != YCF_OK)
		return status;
	status = award_prepare(record);
	if (status == YCF_OK)
		status = record_add(record);
	return record_end(record, status);
}

/* ---- mending ---- */

ycf_status award_reopen(struct ycf_tracker *tracker, const struct award *award)
{
	struct award before;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", award->setting), BIND_DATE(":date", award->date),
		BIND_NUMBER(":framework", award->framework),
	};
	struct arena *arena = arena_new();
	if (arena == NULL)
		return message_memory(&tracker->message);
	ycf_status status = store_first(
		tracker->store, &award_noun, "WHERE setting = :setting AND ended = :date AND "
		"end_reason = 'superseded' AND framework IN (SELECT id FROM framework WHERE code = "
		"(SELECT code FROM framework WHERE id = :framework)) LIMIT 1", bindings,
		COUNT_OF(bindings), arena, &before);
	if (status == YCF_ROW) {
		before.ended = 0;
		before.end_reason = 0;
		status = store_update(tracker->store, &award_noun, &before);
	}
	arena_free(arena);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status award_check_edit(struct ycf_tracker *tracker, const struct award *award)
{
	struct award stored;
	struct arena *arena = arena_new();
	if (arena == NULL)
		return message_memory(&tracker->message);
	ycf_status status = store_get(tracker->store, &award_noun, award->row.id, arena, &stored);
	if (status == YCF_OK && stored.recorded_from == NULL &&
	    (stored.date != award->date || stored.setting != award->setting ||
	     stored.framework != award->framework || strcmp(stored.code, award->code) != 0 ||
	     award->recorded_from != NULL))
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "award %s was decided on its day under its rules, so its day, "
		                     "setting, framework, code and source stay; if it is wrong, remove "
		                     "it and award again", stored.code);
	arena_free(arena);
	return status;
}
