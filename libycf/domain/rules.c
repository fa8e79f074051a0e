/* Rules between the fields of a record and between records. */
#include <string.h>

#include "base/date.h"
#include "domain/award.h"
#include "domain/record.h"
#include "domain/reference.h"

/* ---- days in order ---- */

struct order {
	const struct noun *noun;
	const char *earlier, *later;
};

static const struct order orders[] = {
	{&practitioner_noun, "since", "until"},
	{&setting_noun, "joined", "departed"},
	{&setting_noun, "opened", "closed"},
	{&lead_noun, "since", "until"},
	{&evidence_noun, "dated", "expires"},
	{&plan_noun, "agreed", "ended"},
	{&award_noun, "date", "expires"},
	{&award_noun, "date", "ended"},
	{&contact_noun, "date", "follow_up"},
	{&request_noun, "asked", "due"},
};

static ycf_date date_of(const struct noun *noun, const void *row, const char *name)
{
	return *(const ycf_date *)field_in(noun_field(noun, name), row);
}

ycf_status rules_check_dates(const struct noun *noun, const void *row, struct message *message)
{
	for (size_t i = 0; i < COUNT_OF(orders); i++) {
		const struct order *order = &orders[i];
		if (order->noun != noun)
			continue;
		ycf_date earlier = date_of(noun, row, order->earlier);
		ycf_date later = date_of(noun, row, order->later);
		if (earlier == 0 || later == 0 || earlier <= later)
			continue;
		char first[DATE_ISO_SIZE], second[DATE_ISO_SIZE];
		date_write_iso(earlier, first);
		date_write_iso(later, second);
		message_place(message, NULL, order->later, 0);
		return message_set(message, YCF_INVALID,
		                   "%s %s is before %s %s; one of the two days is wrong",
		                   order->later, second, order->earlier, first);
	}
	return YCF_OK;
}

/* ---- parts of one edition ---- */

static ycf_status same_edition(struct ycf_tracker *tracker, const char *sql, int64_t a, int64_t b,
                               const char *what)
{
	int64_t same = 1;
	struct binding bindings[] = {BIND_NUMBER(":a", a), BIND_NUMBER(":b", b)};
	ycf_status status = store_number(tracker->store, sql, bindings, 2, &same);
	if (status == YCF_OK && !same)
		status = message_set(&tracker->message, YCF_INVALID,
		                     "%s belongs to another framework or edition", what);
	return status;
}

static ycf_status check_action(struct ycf_tracker *tracker, const struct action *action)
{
	enum { MOST = 9999 };
	if (action->number != INTEGER_NONE && (action->number < 1 || action->number > MOST)) {
		message_place(&tracker->message, NULL, "number", 0);
		return message_set(&tracker->message, YCF_INVALID,
		                   "action.number: an action's number is from 1 to %d; leave it out for "
		                   "the next one", MOST);
	}
	if (action->done != 0 && action->dropped != 0)
		return message_set(&tracker->message, YCF_INVALID,
		                   "an action is either done or dropped, not both");
	if (action->standard == 0)
		return YCF_OK;
	return same_edition(tracker,
	                    "SELECT (SELECT framework FROM plan WHERE id = :a) = "
	                    "(SELECT framework FROM standard WHERE id = :b)",
	                    action->plan, action->standard, "the standard");
}

static ycf_status check_rating(struct ycf_tracker *tracker, const struct rating *rating)
{
	ycf_status status = same_edition(
		tracker, "SELECT (SELECT framework FROM assessment WHERE id = :a) = (SELECT s.framework "
		"FROM criterion c JOIN standard s ON s.id = c.standard WHERE c.id = :b)",
		rating->assessment, rating->criterion, "the criterion");
	if (status == YCF_OK)
		status = same_edition(
			tracker, "SELECT (SELECT framework FROM assessment WHERE id = :a) = "
			"(SELECT framework FROM level WHERE id = :b)", rating->assessment,
			rating->level, "the level");
	return status;
}

static ycf_status check_review(struct ycf_tracker *tracker, const struct review *review)
{
	int64_t good = 1;
	struct binding bindings[] = {
		BIND_NUMBER(":plan", review->plan), BIND_DATE(":date", review->date)
	};
	ycf_status status = store_number(tracker->store,
	                                 "SELECT agreed <= :date FROM plan WHERE id = :plan",
	                                 bindings, 2, &good);
	if (status == YCF_OK && !good)
		status = message_set(&tracker->message, YCF_INVALID,
		                     "a review cannot be before the plan was agreed; see the day");
	return status;
}

static ycf_status check_report(struct ycf_tracker *tracker, const struct report *report)
{
	int64_t good = 1;
	struct binding bindings[] = {
		BIND_NUMBER(":assessment", report->assessment), BIND_NUMBER(":setting", report->setting),
		BIND_NUMBER(":framework", report->framework),
	};
	if (report->proposed_lead == NULL &&
	    (report->proposed_email != NULL || report->proposed_telephone != NULL)) {
		message_place(&tracker->message, NULL, "proposed_lead", 0);
		return message_set(&tracker->message, YCF_INVALID,
		                   "an e-mail address or telephone number of a new lead is given, but "
		                   "not their name (proposed_lead)");
	}
	ycf_status status = store_number(
		tracker->store, "SELECT setting = :setting AND framework = :framework AND "
		"source = 'self' FROM assessment WHERE id = :assessment", bindings, COUNT_OF(bindings),
		&good);
	if (status == YCF_OK && !good)
		status = message_set(&tracker->message, YCF_INVALID,
		                     "the assessment is not this setting's own of that framework; a "
		                     "report has a self-assessment of the same setting");
	return status;
}

static ycf_status check_remark(struct ycf_tracker *tracker, const struct remark *remark)
{
	int64_t same = 1;
	struct binding bindings[] = {
		BIND_NUMBER(":report", remark->report), BIND_NUMBER(":action", remark->action)
	};
	ycf_status status = store_number(
		tracker->store, "SELECT (SELECT setting FROM report WHERE id = :report) = (SELECT "
		"p.setting FROM \"action\" c JOIN plan p ON p.id = c.plan WHERE c.id = :action)",
		bindings, COUNT_OF(bindings), &same);
	if (status == YCF_OK && !same)
		status = message_set(&tracker->message, YCF_INVALID,
		                     "the action is of another setting than the report");
	return status;
}

/* ---- one at a time ---- */

static ycf_status check_only_lead(struct ycf_tracker *tracker, const struct lead *lead)
{
	int64_t others = 0;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", lead->setting), BIND_NUMBER(":id", lead->row.id)
	};
	if (lead->role != ROLE_DESIGNATED_LEAD || lead->until != 0)
		return YCF_OK;
	ycf_status status = store_number(
		tracker->store, "SELECT count(*) FROM lead WHERE setting = :setting AND id <> :id AND "
		"role = 'designated_lead' AND until IS NULL", bindings, 2, &others);
	if (status == YCF_OK && others > 0)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "the setting has a designated lead in post; `ycf appoint` ends that "
		                     "one when it names the next");
	return status;
}

static ycf_status check_only_plan(struct ycf_tracker *tracker, const struct plan *plan)
{
	int64_t others = 0;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", plan->setting), BIND_NUMBER(":id", plan->row.id),
		BIND_NUMBER(":framework", plan->framework),
	};
	if (plan->ended != 0)
		return YCF_OK;
	ycf_status status = store_number(
		tracker->store, "SELECT count(*) FROM plan WHERE setting = :setting AND id <> :id AND "
		"ended IS NULL AND framework IN (SELECT id FROM framework WHERE code = "
		"(SELECT code FROM framework WHERE id = :framework))", bindings, 3, &others);
	if (status == YCF_OK && others > 0)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "the setting has an open plan; `ycf agree-plan` ends that one when "
		                     "it records the next");
	return status;
}

ycf_status rules_check(struct ycf_tracker *tracker, const struct noun *noun, const void *row)
{
	struct message *message = &tracker->message;
	ycf_status status = rules_check_dates(noun, row, message);
	if (status != YCF_OK)
		return status;
	if (noun == &action_noun)
		return check_action(tracker, row);
	if (noun == &rating_noun)
		return check_rating(tracker, row);
	if (noun == &review_noun)
		return check_review(tracker, row);
	if (noun == &lead_noun)
		return check_only_lead(tracker, row);
	if (noun == &plan_noun)
		return check_only_plan(tracker, row);
	if (noun == &report_noun)
		return check_report(tracker, row);
	if (noun == &remark_noun)
		return check_remark(tracker, row);
	const struct evidence *evidence = row;
	if (noun == &evidence_noun && evidence->standard == 0 && evidence->criterion == 0)
		return message_set(message, YCF_INVALID,
		                   "evidence speaks to a standard or a criterion; give one of them");
	const struct external_id *external = row;
	if (noun == &external_id_noun && (external->setting == 0) == (external->lead == 0))
		return message_set(message, YCF_INVALID,
		                   "an external id is of a setting or of a lead; give one of them");
	return YCF_OK;
}

/* ---- defaults ---- */

static ycf_status number_action(struct ycf_tracker *tracker, struct action *action)
{
	if (action->number != INTEGER_NONE)
		return YCF_OK;
	int64_t last = 0;
	struct binding binding = BIND_NUMBER(":plan", action->plan);
	ycf_status status = store_number(tracker->store,
	                                 "SELECT max(number) FROM \"action\" WHERE plan = :plan",
	                                 &binding, 1, &last);
	action->number = last + 1;
	return status;
}

/* The edition meant where none is given. */
static ycf_status default_framework(struct ycf_tracker *tracker, int64_t *framework)
{
	return *framework != 0 ? YCF_OK : reference_framework(tracker, NULL, framework);
}

static ycf_status default_practitioner(struct ycf_tracker *tracker, int64_t setting,
                                       int64_t *practitioner)
{
	struct binding binding = BIND_NUMBER(":id", setting);
	if (*practitioner != 0)
		return YCF_OK;
	return store_number(tracker->store, "SELECT practitioner FROM setting WHERE id = :id",
	                    &binding, 1, practitioner);
}

static void default_today(struct ycf_tracker *tracker, ycf_date *date)
{
	if (*date == 0)
		*date = tracker_today(tracker);
}

static ycf_status complete_plan(struct ycf_tracker *tracker, struct plan *plan)
{
	default_today(tracker, &plan->agreed);
	ycf_status status = default_framework(tracker, &plan->framework);
	return status == YCF_OK
		? default_practitioner(tracker, plan->setting, &plan->practitioner) : status;
}

static ycf_status complete_review(struct ycf_tracker *tracker, struct review *review)
{
	int64_t setting = 0;
	struct binding binding = BIND_NUMBER(":id", review->plan);
	default_today(tracker, &review->date);
	ycf_status status = store_number(tracker->store,
	                                 "SELECT setting FROM plan WHERE id = :id", &binding, 1,
	                                 &setting);
	return status == YCF_OK
		? default_practitioner(tracker, setting, &review->practitioner) : status;
}

static ycf_status complete_contact(struct ycf_tracker *tracker, struct contact *contact)
{
	default_today(tracker, &contact->date);
	return default_practitioner(tracker, contact->setting, &contact->practitioner);
}

static ycf_status complete_assessment(struct ycf_tracker *tracker, struct assessment *assessment)
{
	default_today(tracker, &assessment->date);
	return default_framework(tracker, &assessment->framework);
}

static ycf_status complete_request(struct ycf_tracker *tracker, struct request *request)
{
	default_today(tracker, &request->asked);
	ycf_status status = default_framework(tracker, &request->framework);
	return status == YCF_OK
		? default_practitioner(tracker, request->setting, &request->practitioner) : status;
}

static ycf_status complete_report(struct ycf_tracker *tracker, struct report *report)
{
	default_today(tracker, &report->date);
	return default_framework(tracker, &report->framework);
}

static void complete_lead(struct ycf_tracker *tracker, struct lead *lead)
{
	default_today(tracker, &lead->since);
	if (lead->role == 0)
		lead->role = ROLE_DESIGNATED_LEAD;
}

ycf_status rules_complete(struct ycf_tracker *tracker, const struct noun *noun, void *row)
{
	if (noun == &action_noun)
		return number_action(tracker, row);
	if (noun == &plan_noun)
		return complete_plan(tracker, row);
	if (noun == &review_noun)
		return complete_review(tracker, row);
	if (noun == &contact_noun)
		return complete_contact(tracker, row);
	if (noun == &assessment_noun)
		return complete_assessment(tracker, row);
	if (noun == &request_noun)
		return complete_request(tracker, row);
	if (noun == &report_noun)
		return complete_report(tracker, row);
	if (noun == &lead_noun)
		complete_lead(tracker, row);
	return YCF_OK;
}

/* ---- removals ---- */

/* Ratings are nothing without their assessment, nor remarks without their report: remove the
   rows of `noun` that `tail` finds. */
static ycf_status remove_parts(struct ycf_tracker *tracker, const struct noun *noun,
                               const char *tail, int64_t whole)
{
	struct binding binding = BIND_NUMBER(":whole", whole);
	struct arena *arena = arena_new();
	ycf_status status = YCF_OK;
	while (status == YCF_OK) {
		void *row = arena == NULL ? NULL : arena_take(arena, noun->size);
		status = row == NULL ? message_memory(&tracker->message)
		                     : store_first(tracker->store, noun, tail, &binding, 1, arena, row);
		if (status == YCF_ROW)
			status = store_remove(tracker->store, noun, row);
		if (status == YCF_OK)
			arena_reset(arena);
	}
	arena_free(arena);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status rules_before_removal(struct ycf_tracker *tracker, const struct noun *noun,
                                const void *row)
{
	if (noun == &assessment_noun)
		return remove_parts(tracker, &rating_noun, "WHERE assessment = :whole LIMIT 1",
		                    ((const struct row *)row)->id);
	if (noun == &report_noun)
		return remove_parts(tracker, &remark_noun, "WHERE report = :whole LIMIT 1",
		                    ((const struct row *)row)->id);
	if (noun == &award_noun)
		return award_reopen(tracker, row);
	return YCF_OK;
}
