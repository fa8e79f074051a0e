/* Action plans, their actions and reviews. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/lead.h"
#include "domain/nouns.h"
#include "domain/record.h"
#include "domain/reference.h"

static const struct field plan_fields[] = {
	ROW_FIELDS(plan),
	REFERENCE_FIELD(plan, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting it was agreed with"),
	REFERENCE_FIELD(plan, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it works towards"),
	DATE_FIELD(plan, agreed, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "the day it was agreed"),
	TEXT_FIELD(plan, agreed_with, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "who agreed it for the setting"),
	REFERENCE_FIELD(plan, practitioner, YCF_FIELD_BRIEF, "practitioner",
	                "who agreed it for the service"),
	DATE_FIELD(plan, ended, YCF_FIELD_BRIEF,
	           "the day it ended, for instance because another took its place"),
	TEXT_FIELD(plan, note, 0, 10000, "a remark"),
};

const struct noun plan_noun = {
	"plan", "n", sizeof(struct plan), plan_fields, COUNT_OF(plan_fields), "agreed", NULL,
	"agreed", "an action plan agreed with a setting"
};

static const struct field action_fields[] = {
	ROW_FIELDS(action),
	REFERENCE_FIELD(action, plan, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "plan",
	                "the plan it belongs to"),
	INTEGER_FIELD(action, number, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF,
	              "its number within the plan; the next one where none is given"),
	REFERENCE_FIELD(action, standard, YCF_FIELD_BRIEF, "standard", "the standard it is for"),
	TEXT_FIELD(action, what, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 2000, "what is to be done"),
	TEXT_FIELD(action, owner, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200, "who does it"),
	DATE_FIELD(action, due, YCF_FIELD_BRIEF, "the day by which it is to be done"),
	DATE_FIELD(action, done, YCF_FIELD_BRIEF, "the day it was done"),
	DATE_FIELD(action, dropped, YCF_FIELD_BRIEF, "the day it was given up"),
	TEXT_FIELD(action, note, 0, 10000, "a remark"),
};

const struct noun action_noun = {
	"action", "c", sizeof(struct action), action_fields, COUNT_OF(action_fields), "number",
	"plan", "plan, number", "one thing to do, of a setting's plan"
};

static const struct field review_fields[] = {
	ROW_FIELDS(review),
	REFERENCE_FIELD(review, plan, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "plan",
	                "the plan that was reviewed"),
	DATE_FIELD(review, date, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "the day"),
	TEXT_FIELD(review, agreed_with, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "who spoke for the setting; naming the lead confirms them in post"),
	REFERENCE_FIELD(review, practitioner, YCF_FIELD_BRIEF, "practitioner",
	                "who spoke for the service"),
	TEXT_FIELD(review, note, YCF_FIELD_BRIEF, 10000, "what was said"),
};

const struct noun review_noun = {
	"review", "v", sizeof(struct review), review_fields, COUNT_OF(review_fields), "date", "plan",
	"date", "a review of a plan with the setting"
};

/* ---- agreeing ---- */

/* A conversation has two sides: say who spoke for the setting. */
static ycf_status check_side(struct ycf_tracker *tracker, const char *agreed_with)
{
	if (agreed_with != NULL)
		return YCF_OK;
	message_place(&tracker->message, NULL, "agreed_with", 0);
	return message_set(&tracker->message, YCF_INVALID,
	                   "agreed_with is missing; say who agreed for the setting (--with 'NAME')");
}

static ycf_status end_open_plan(struct ycf_tracker *tracker, const struct plan *plan)
{
	struct plan before;
	struct arena *arena = arena_new();
	struct binding bindings[] = {
		BIND_NUMBER(":setting", plan->setting), BIND_NUMBER(":framework", plan->framework)
	};
	if (arena == NULL)
		return message_memory(&tracker->message);
	ycf_status status = store_first(
		tracker->store, &plan_noun, "WHERE setting = :setting AND ended IS NULL AND framework IN "
		"(SELECT id FROM framework WHERE code = (SELECT code FROM framework "
		"WHERE id = :framework)) ORDER BY agreed DESC LIMIT 1", bindings, 2, arena, &before);
	if (status == YCF_ROW && before.agreed >= plan->agreed)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "a plan of that day or later is open already; review that one with "
		                     "`ycf review-plan`");
	else if (status == YCF_ROW) {
		before.ended = plan->agreed;
		status = store_update(tracker->store, &plan_noun, &before);
	}
	arena_free(arena);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status agree(struct ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	struct plan *plan = record->row;
	ycf_status status = record_resolve(record);
	if (status == YCF_OK)
		status = rules_complete(tracker, &plan_noun, plan);
	if (status == YCF_OK)
		status = check_side(tracker, plan->agreed_with);
	if (status == YCF_OK && plan->setting != 0)
		status = end_open_plan(tracker, plan);
	if (status == YCF_OK)
		status = record_add(record);
	if (status == YCF_OK)
		status = lead_confirm_named(tracker, plan->setting, plan->agreed_with, plan->agreed);
	return status;
}

ycf_status ycf_agree_plan(ycf_record *record)
{
	ycf_status status = record_begin(record, &plan_noun);
	if (status != YCF_OK)
		return status;
	return record_end(record, agree(record));
}

/* ---- actions ---- */

static ycf_status find_action(struct ycf_tracker *tracker, int64_t plan, int64_t number,
                              struct arena *arena, struct action *action)
{
	struct binding bindings[] = {BIND_NUMBER(":plan", plan), BIND_NUMBER(":number", number)};
	ycf_status status = store_first(tracker->store, &action_noun,
	                                "WHERE plan = :plan AND number = :number", bindings, 2,
	                                arena, action);
	if (status == YCF_DONE)
		return message_set(&tracker->message, YCF_NOT_FOUND,
		                   "the plan has no action %d; `ycf show SETTING` lists those that are open",
		                   (int)number);
	if (status == YCF_ROW && (action->done != 0 || action->dropped != 0))
		return message_set(&tracker->message, YCF_REFUSED, "action %d is %s already",
		                   (int)number, action->done != 0 ? "done" : "dropped");
	return status == YCF_ROW ? YCF_OK : status;
}

static ycf_status complete(struct ycf_tracker *tracker, int64_t plan, int64_t number, ycf_date on,
                           struct arena *arena)
{
	struct action action;
	ycf_status status = find_action(tracker, plan, number, arena, &action);
	if (status != YCF_OK)
		return status;
	action.done = on;
	return store_update(tracker->store, &action_noun, &action);
}

ycf_status ycf_complete(ycf_tracker *tracker, const char *setting, int64_t number, ycf_date on)
{
	int64_t plan = 0;
	struct act act;
	ycf_status status = act_begin(&act, tracker);
	if (status == YCF_OK)
		status = reference_find(tracker, &plan_noun, setting, 0, &plan);
	if (status == YCF_OK)
		status = complete(tracker, plan, number, on != 0 ? on : tracker_today(tracker), act.arena);
	return act_end(&act, status);
}

/* ---- reviewing ---- */

static ycf_status refuse_step(struct ycf_tracker *tracker, const char *step)
{
	return message_set(&tracker->message, YCF_INVALID,
	                   "'%s' is not a step of a review; write close=2, carry=3=2026-10-01, "
	                   "drop=4 or add='5: WHAT=2026-11-01'", step);
}

static ycf_status read_day(struct ycf_tracker *tracker, const char *text, ycf_date *date)
{
	enum date_reading reading = date_read(text, strlen(text), date);
	if (reading == DATE_READ)
		return YCF_OK;
	return message_set(&tracker->message, YCF_INVALID, "'%s' %s", text, date_problem(reading));
}

static ycf_status drop(struct ycf_tracker *tracker, const struct review *review, int64_t number,
                       struct arena *arena)
{
	struct action action;
	ycf_status status = find_action(tracker, review->plan, number, arena, &action);
	if (status != YCF_OK)
		return status;
	action.dropped = review->date;
	return store_update(tracker->store, &action_noun, &action);
}

static ycf_status carry(struct ycf_tracker *tracker, const struct review *review, int64_t number,
                        const char *day, struct arena *arena)
{
	struct action action;
	ycf_date due = 0;
	ycf_status status = read_day(tracker, day, &due);
	if (status == YCF_OK)
		status = find_action(tracker, review->plan, number, arena, &action);
	if (status != YCF_OK)
		return status;
	action.due = due;
	return store_update(tracker->store, &action_noun, &action);
}

/* "5: WHAT=2026-11-01", where the standard and the day may be left out. */
static ycf_status add(struct ycf_tracker *tracker, const struct review *review, const char *text)
{
	struct ycf_record *record = NULL;
	ycf_status status = record_new(tracker, &action_noun, &record);
	if (status != YCF_OK)
		return status;
	struct action *action = record->row;
	const char *colon = strchr(text, ':'), *equals = strrchr(text, '=');
	action->plan = review->plan;
	if (colon != NULL && strcspn(text, " \t") >= (size_t)(colon - text)) {
		const char *standard = arena_copy(record->arena, text, (size_t)(colon - text));
		status = ycf_record_set(record, "standard", standard);
		text = colon + 1;
	}
	if (status == YCF_OK && equals != NULL && equals >= text)
		status = read_day(tracker, equals + 1, &action->due);
	size_t length = equals != NULL && equals >= text ? (size_t)(equals - text) : strlen(text);
	text_trim(&text, &length);
	if (status == YCF_OK)
		status = field_read(noun_field(&action_noun, "what"), action, text, length,
		                    record->arena, &tracker->message);
	if (status == YCF_OK)
		status = record_add(record);
	ycf_record_free(record);
	return status;
}

static ycf_status take_step(struct ycf_tracker *tracker, const struct review *review,
                            const char *step, struct arena *arena)
{
	const char *equals = strchr(step, '=');
	char *end;
	if (equals == NULL)
		return refuse_step(tracker, step);
	size_t length = (size_t)(equals - step);
	if (length == 3 && strncmp(step, "add", 3) == 0)
		return add(tracker, review, equals + 1);
	long number = strtol(equals + 1, &end, 10);
	if (end == equals + 1 || number < 1)
		return refuse_step(tracker, step);
	if (length == 5 && strncmp(step, "carry", 5) == 0 && *end == '=')
		return carry(tracker, review, number, end + 1, arena);
	if (*end != '\0')
		return refuse_step(tracker, step);
	if (length == 5 && strncmp(step, "close", 5) == 0)
		return complete(tracker, review->plan, number, review->date, arena);
	if (length == 4 && strncmp(step, "drop", 4) == 0)
		return drop(tracker, review, number, arena);
	return refuse_step(tracker, step);
}

static ycf_status review_plan(struct ycf_record *record, const char *const *steps)
{
	struct ycf_tracker *tracker = record->tracker;
	const struct review *review = record->row;
	int64_t setting = 0;
	struct binding binding = BIND_NUMBER(":plan", 0);
	ycf_status status = check_side(tracker, review->agreed_with);
	if (status == YCF_OK)
		status = record_add(record);
	for (; status == YCF_OK && steps != NULL && *steps != NULL; steps++)
		status = take_step(tracker, review, *steps, record->arena);
	binding.number = review->plan;
	if (status == YCF_OK)
		status = store_number(tracker->store, "SELECT setting FROM plan WHERE id = :plan",
		                      &binding, 1, &setting);
	if (status == YCF_OK)
		status = lead_confirm_named(tracker, setting, review->agreed_with, review->date);
	return status;
}

ycf_status ycf_review_plan(ycf_record *record, const char *const *steps)
{
	ycf_status status = record_begin(record, &review_noun);
	if (status != YCF_OK)
		return status;
	return record_end(record, review_plan(record, steps));
}
