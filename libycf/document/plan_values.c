/* The values of a plan: its actions, by standard, and its reviews. */
#include <string.h>

#include "document/subject.h"

/* The rows of a noun that belong to the plan, in an order. */
static ycf_status ask_of_plan(const struct subject *subject, const struct noun *noun,
                              const char *tail, struct rows **rows)
{
	struct buffer sql = {0};
	struct binding bindings[] = {
		BIND_NUMBER(":plan", subject->plan.row.id), BIND_DATE(":day", subject->day),
	};
	buffer_text(&sql, "SELECT ");
	store_columns(noun, &sql);
	buffer_format(&sql, " FROM \"%s\" WHERE plan = :plan %s", noun->name, tail);
	ycf_status status = store_ask(subject->tracker->store, noun, &sql, bindings,
	                              COUNT_OF(bindings), rows);
	buffer_free(&sql);
	return status;
}

/* ---- actions ---- */

static bool was(ycf_date date, const struct subject *subject)
{
	return date != 0 && date <= subject->day;
}

static const char *action_state(const struct subject *subject, const struct action *action)
{
	if (was(action->done, subject))
		return "done";
	if (was(action->dropped, subject))
		return "dropped";
	return action->due != 0 && action->due < subject->day ? "overdue" : "open";
}

static ycf_status name_standard(const struct subject *subject, int64_t id, struct values *values,
                                struct value_row *row)
{
	struct standard standard;
	if (id == 0)
		return YCF_OK;
	ycf_status status = store_get(subject->tracker->store, &standard_noun, id, subject->arena,
	                              &standard);
	if (status != YCF_OK)
		return status;
	row_text(values, "actions", row, "action.standard", standard.code);
	row_text(values, "actions", row, "action.standard_title", standard.title);
	return YCF_OK;
}

static ycf_status add_action(const struct subject *subject, const struct action *action,
                             struct values *values)
{
	const char *number;
	struct value_row *row = values_row(values, "actions", subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	ycf_status status = number_text(subject, action->number, &number);
	row_text(values, "actions", row, "action.number", number);
	row_text(values, "actions", row, "action.what", action->what);
	row_text(values, "actions", row, "action.owner", action->owner);
	row_date(values, "actions", row, "action.due", action->due);
	if (was(action->done, subject))
		row_date(values, "actions", row, "action.done", action->done);
	if (was(action->dropped, subject))
		row_date(values, "actions", row, "action.dropped", action->dropped);
	row_text(values, "actions", row, "action.note", action->note);
	row_text(values, "actions", row, "action.state", action_state(subject, action));
	return status == YCF_OK ? name_standard(subject, action->standard, values, row) : status;
}

static ycf_status action_values(const struct subject *subject, struct values *values)
{
	struct action action;
	struct rows *rows = NULL;
	/* A framework's standards have ids in its own order. */
	ycf_status status = ask_of_plan(subject, &action_noun,
	                                "ORDER BY standard IS NULL, standard, number", &rows);
	while (status == YCF_OK && (status = rows_next(rows, subject->arena, &action)) == YCF_ROW)
		status = add_action(subject, &action, values);
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- reviews ---- */

static ycf_status add_review(const struct subject *subject, const struct review *review,
                             struct values *values)
{
	struct practitioner practitioner;
	struct value_row *row = values_row(values, "reviews", subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	values_date(values, "plan.last_review", review->date);
	row_date(values, "reviews", row, "review.date", review->date);
	row_text(values, "reviews", row, "review.agreed_with", review->agreed_with);
	row_text(values, "reviews", row, "review.note", review->note);
	if (review->practitioner == 0)
		return YCF_OK;
	ycf_status status = store_get(subject->tracker->store, &practitioner_noun,
	                              review->practitioner, subject->arena, &practitioner);
	if (status == YCF_OK)
		row_text(values, "reviews", row, "review.practitioner", practitioner.name);
	return status;
}

static ycf_status review_values(const struct subject *subject, struct values *values)
{
	struct review review;
	struct rows *rows = NULL;
	ycf_status status = ask_of_plan(subject, &review_noun,
	                                "AND date <= :day ORDER BY date, created, id", &rows);
	while (status == YCF_OK && (status = rows_next(rows, subject->arena, &review)) == YCF_ROW)
		status = add_review(subject, &review, values);
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- all of it ---- */

ycf_status plan_values(const struct subject *subject, struct values *values)
{
	const struct plan *plan = &subject->plan;
	const char *months;
	struct framework framework;
	ycf_status status = setting_values(subject, values);
	if (status == YCF_OK)
		status = practitioner_values(subject, values);
	if (status == YCF_OK)
		status = mark_values(subject, plan->framework, &framework, values);
	if (status == YCF_OK)
		status = number_text(subject, framework.review_months, &months);
	if (status != YCF_OK)
		return status;
	values_date(values, "plan.agreed", plan->agreed);
	values_text(values, "plan.agreed_with", plan->agreed_with);
	values_text(values, "plan.note", plan->note);
	values_date(values, "plan.next_review", subject->standing.next_review);
	values_text(values, "plan.review_months", months);
	status = action_values(subject, values);
	return status == YCF_OK ? review_values(subject, values) : status;
}
