#include "document/subject.h"

#include <string.h>

#include "base/date.h"
#include "domain/award_code.h"
#include "domain/derived.h"
#include "domain/reference.h"

static struct message *message_of(const struct subject *subject)
{
	return &subject->tracker->message;
}

/* ---- several marks ---- */

/* 0 stands for all marks. */
#define OF_MARK "(:framework = 0 OR framework IN " EDITIONS_OF_MARK ")"

/* Where nobody said which mark is meant, only one may be in question. */
static ycf_status check_one_mark(const struct subject *subject, const char *what, const char *sql,
                                 const struct binding *bindings, size_t count)
{
	const char *marks = NULL;
	ycf_status status = store_text(subject->tracker->store, sql, bindings, count, subject->arena,
	                               &marks);
	if (status != YCF_OK || marks == NULL || strchr(marks, ',') == NULL)
		return status;
	return message_set(message_of(subject), YCF_AMBIGUOUS,
	                   "%s has %s in several frameworks (%s); say which with --framework",
	                   subject->setting.name, what, marks);
}

#define MARKS_OF(rows) \
	"SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code FROM framework " \
	"WHERE id IN (SELECT framework FROM " rows ") ORDER BY code)"

/* ---- an award ---- */

/* An award named by its own code is drawn whatever became of it. */
static bool names_award(const char *key)
{
	char digits[AWARD_DIGITS_SIZE];
	int64_t id;
	return token_read(award_noun.prefix, key, strlen(key), &id) ||
	       award_code_read(key, digits) == AWARD_CODE_GOOD;
}

/* A setting that is there, but has no award, is refused one. */
static ycf_status refuse_none(struct ycf_tracker *tracker, const char *key)
{
	int64_t id = 0;
	struct message said = tracker->message;
	message_clear(&tracker->message);
	if (reference_find(tracker, &setting_noun, key, 0, &id) == YCF_OK)
		return message_set(&tracker->message, YCF_REFUSED, "%s", said.text);
	tracker->message = said;
	return said.status;
}

/* An award given ahead of its day is held from that day. */
static ycf_status check_held(const struct subject *subject)
{
	const struct award *award = &subject->award;
	struct standing standing;
	ycf_date on = award->date > subject->day ? award->date : subject->day;
	ycf_status status = derived_standing(subject->tracker, award->setting, award->framework, on,
	                                     subject->arena, &standing);
	if (status == YCF_OK && !standing.holds)
		status = message_set(message_of(subject), YCF_REFUSED,
		                     "%s no longer holds award %s; to print it all the same, give that "
		                     "code in place of the setting", standing.name, award->code);
	return status;
}

/* There is an award, but of another mark or a later day. */
static ycf_status refuse_other(const struct subject *subject)
{
	char day[DATE_ISO_SIZE];
	date_write_iso(subject->day, day);
	if (subject->as_of != 0)
		return message_set(message_of(subject), YCF_REFUSED, "%s had no award on %s",
		                   subject->setting.name, day);
	return message_set(message_of(subject), YCF_REFUSED,
	                   "%s has no award in that framework; `ycf list award` shows those given",
	                   subject->setting.name);
}

/* The setting's award: one that has not ended before one that has. */
static ycf_status choose_award(struct subject *subject, int64_t framework)
{
	struct binding bindings[] = {
		BIND_NUMBER(":setting", subject->setting.row.id),
		BIND_NUMBER(":framework", framework), BIND_DATE(":day", subject->day),
		BIND_NUMBER(":any_day", subject->as_of == 0),
	};
	ycf_status status = check_one_mark(
		subject, "awards", MARKS_OF("award WHERE setting = :setting AND " OF_MARK
		" AND (ended IS NULL OR ended > :day) AND (:any_day OR date <= :day)"), bindings,
		COUNT_OF(bindings));
	if (status != YCF_OK)
		return status;
	status = store_first(
		subject->tracker->store, &award_noun, "WHERE setting = :setting AND " OF_MARK
		" AND (:any_day OR date <= :day) ORDER BY coalesce(ended <= :day, 0), date DESC, "
		"created DESC, id DESC LIMIT 1", bindings, COUNT_OF(bindings), subject->arena,
		&subject->award);
	if (status == YCF_DONE)
		return refuse_other(subject);
	return status == YCF_ROW ? check_held(subject) : status;
}

/* A certificate says what was awarded; the others, that the mark is held. */
static ycf_status check_display(const struct subject *subject, enum document_kind kind)
{
	struct message *message = message_of(subject);

	if (kind == DOCUMENT_CERTIFICATE || subject->award.ended != 0)
		return YCF_OK;
	ycf_status status = check_held(subject);
	if (status != YCF_REFUSED)
		return status;
	message_clear(message);
	return message_set(message, YCF_REFUSED, "award %s is no longer held, and a %s would say "
	                   "that it is; only its certificate can still be printed",
	                   subject->award.code, document_kinds[kind]);
}

static ycf_status find_award(struct subject *subject, enum document_kind kind, const char *key,
                             int64_t framework)
{
	struct ycf_tracker *tracker = subject->tracker;
	int64_t id = 0;
	ycf_status status = reference_find(tracker, &award_noun, key, 0, &id);
	if (status == YCF_NOT_FOUND)
		return refuse_none(tracker, key);
	if (status == YCF_OK)
		status = store_get(tracker->store, &award_noun, id, subject->arena, &subject->award);
	if (status == YCF_OK)
		status = store_get(tracker->store, &setting_noun, subject->award.setting,
		                   subject->arena, &subject->setting);
	if (status != YCF_OK)
		return status;
	return names_award(key) ? check_display(subject, kind) : choose_award(subject, framework);
}

static ycf_status take_award(struct subject *subject, const struct standing *standing,
                             bool *there)
{
	struct binding binding = BIND_TEXT(":code", standing->award_code);
	*there = standing->holds;
	if (!*there)
		return YCF_OK;
	ycf_status status = store_first(subject->tracker->store, &award_noun, "WHERE code = :code",
	                                &binding, 1, subject->arena, &subject->award);
	*there = status == YCF_ROW;
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

/* ---- a plan ---- */

#define OPEN_PLAN \
	"setting = :setting AND " OF_MARK " AND agreed <= :day AND (ended IS NULL OR ended > :day)"

static ycf_status refuse_no_plan(const struct subject *subject)
{
	char day[DATE_ISO_SIZE];
	date_write_iso(subject->day, day);
	return message_set(message_of(subject), YCF_REFUSED,
	                   "%s has no action plan open on %s; agree one with `ycf agree-plan`",
	                   subject->setting.name, day);
}

/* YCF_ROW, or YCF_DONE where none is open. */
static ycf_status open_plan(struct subject *subject, int64_t framework)
{
	struct binding bindings[] = {
		BIND_NUMBER(":setting", subject->setting.row.id),
		BIND_NUMBER(":framework", framework), BIND_DATE(":day", subject->day),
	};
	ycf_status status = check_one_mark(subject, "plans", MARKS_OF("plan WHERE " OPEN_PLAN),
	                                   bindings, COUNT_OF(bindings));
	if (status != YCF_OK)
		return status;
	return store_first(subject->tracker->store, &plan_noun, "WHERE " OPEN_PLAN
	                   " ORDER BY agreed DESC, created DESC, id DESC LIMIT 1", bindings,
	                   COUNT_OF(bindings), subject->arena, &subject->plan);
}

static ycf_status find_plan(struct subject *subject, int64_t framework)
{
	ycf_status status = open_plan(subject, framework);
	if (status == YCF_DONE)
		return refuse_no_plan(subject);
	if (status == YCF_ROW)
		status = derived_standing(subject->tracker, subject->setting.row.id,
		                          subject->plan.framework, subject->day,
		                          subject->arena, &subject->standing);
	return status;
}

static ycf_status take_plan(struct subject *subject, const struct standing *standing, bool *there)
{
	ycf_status status = open_plan(subject, standing->framework);
	subject->standing = *standing;
	*there = status == YCF_ROW;
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

/* ---- a summary ---- */

static ycf_status find_standing(struct subject *subject, int64_t framework)
{
	const struct setting *setting = &subject->setting;
	char day[DATE_ISO_SIZE];
	ycf_status status = YCF_OK;
	date_write_iso(subject->day, day);
	if (setting->joined == 0 || setting->joined > subject->day)
		return message_set(message_of(subject), YCF_REFUSED,
		                   "%s had not joined on %s; record that first with `ycf join`",
		                   setting->name, day);
	if (framework == 0)
		status = reference_framework(subject->tracker, NULL, &framework);
	if (status == YCF_OK)
		status = derived_standing(subject->tracker, setting->row.id, framework,
		                          subject->day, subject->arena, &subject->standing);
	return status;
}

/* ---- any ---- */

static void set_day(struct subject *subject)
{
	subject->day = subject->as_of != 0 ? subject->as_of : tracker_today(subject->tracker);
}

ycf_status subject_find(struct subject *subject, enum document_kind kind, const char *key,
                        int64_t framework)
{
	set_day(subject);
	if (document_is_of_award(kind))
		return find_award(subject, kind, key, framework);
	ycf_status status = reference_setting(subject->tracker, key, subject->arena,
	                                      &subject->setting);
	if (status != YCF_OK)
		return status;
	return kind == DOCUMENT_PLAN ? find_plan(subject, framework)
	                             : find_standing(subject, framework);
}

ycf_status subject_take(struct subject *subject, enum document_kind kind,
                        const struct standing *standing, bool *there)
{
	set_day(subject);
	ycf_status status = store_get(subject->tracker->store, &setting_noun, standing->setting,
	                              subject->arena, &subject->setting);
	if (status != YCF_OK)
		return status;
	if (document_is_of_award(kind))
		return take_award(subject, standing, there);
	if (kind == DOCUMENT_PLAN)
		return take_plan(subject, standing, there);
	subject->standing = *standing;
	*there = standing->stage != STAGE_KNOWN;
	return YCF_OK;
}

ycf_status subject_values(const struct subject *subject, enum document_kind kind,
                          struct values *values)
{
	ycf_status status = values_new(kind, subject->arena, message_of(subject), values);
	if (status != YCF_OK)
		return status;
	if (document_is_of_award(kind))
		return award_values(subject, values);
	return kind == DOCUMENT_PLAN ? plan_values(subject, values)
	                             : summary_values(subject, values);
}
