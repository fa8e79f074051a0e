/* The values of a summary: where a setting stands with the mark on a day. */
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "document/subject.h"
#include "domain/derived.h"

/* ---- what is computed ---- */

static ycf_status ask(const struct subject *subject, const struct noun *noun,
                      struct rows **rows)
{
	return derived_ask(subject->tracker, noun, subject->setting.row.id,
	                   subject->standing.framework, subject->day, rows);
}

static ycf_status add_standard(const struct subject *subject, const struct progress *progress,
                               struct values *values)
{
	static const char list[] = "standards";
	const char *pieces = NULL;
	struct value_row *row = values_row(values, list, subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	row_text(values, list, row, "standard.code", progress->code);
	row_text(values, list, row, "standard.title", progress->title);
	row_text(values, list, row, "standard.self", progress->self_level);
	row_text(values, list, row, "standard.self_rag",
	         choice_name(rag_choices, progress->self_rag));
	row_text(values, list, row, "standard.practitioner", progress->practitioner_level);
	row_text(values, list, row, "standard.practitioner_rag",
	         choice_name(rag_choices, progress->practitioner_rag));
	if (progress->evidence == 0)
		return YCF_OK;
	ycf_status status = number_text(subject, progress->evidence, &pieces);
	row_text(values, list, row, "standard.evidence", pieces);
	return status;
}

static ycf_status progress_values(const struct subject *subject, struct values *values)
{
	struct progress progress;
	struct rows *rows = NULL;
	ycf_status status = ask(subject, &progress_noun, &rows);
	while (status == YCF_OK &&
	       (status = rows_next(rows, subject->arena, &progress)) == YCF_ROW)
		status = add_standard(subject, &progress, values);
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

/* How a standard's views stand to each other and to what was before; NULL: nothing is to say. */
static const char *view_state(const struct comparison *comparison)
{
	static const char *const states[2][4] = {
		{NULL, "up", "down", NULL}, {"differs", "differs_up", "differs_down", "differs"}
	};
	return states[comparison->differs][comparison->moved];
}

/* What somebody says on one line, as much as a table has room for. */
static const char *in_short(const struct subject *subject, const char *text)
{
	enum { MOST = 400 };
	struct buffer said = {0}, line = {0};
	if (text == NULL)
		return "";
	for (const char *at = text; *at != '\0'; at++)
		if (*at == '\n')
			buffer_text(&said, " \302\267 ");    /* a middle dot */
		else
			buffer_char(&said, *at);
	text_printable(&line, buffer_string(&said), said.length, MOST);
	bool failed = said.failed || line.failed;
	const char *kept = failed ? NULL : arena_text(subject->arena, buffer_string(&line));
	buffer_free(&said);
	buffer_free(&line);
	return kept;
}

static ycf_status add_view(const struct subject *subject, const struct comparison *comparison,
                           struct values *values)
{
	static const char list[] = "views";
	const char *state = view_state(comparison);
	if (state == NULL)
		return YCF_OK;
	struct value_row *row = values_row(values, list, subject->arena);
	const char *self = in_short(subject, comparison->self_commentary);
	const char *practitioner = in_short(subject, comparison->practitioner_commentary);
	if (row == NULL || self == NULL || practitioner == NULL)
		return message_memory(&subject->tracker->message);
	row_text(values, list, row, "view.standard", comparison->code);
	row_text(values, list, row, "view.title", comparison->title);
	row_text(values, list, row, "view.state", state);
	row_text(values, list, row, "view.self_before", comparison->self_before);
	row_text(values, list, row, "view.self_says", self);
	row_text(values, list, row, "view.practitioner_says", practitioner);
	return YCF_OK;
}

static ycf_status comparison_values(const struct subject *subject, struct values *values)
{
	struct comparison comparison;
	struct rows *rows = NULL;
	ycf_status status = ask(subject, &comparison_noun, &rows);
	while (status == YCF_OK &&
	       (status = rows_next(rows, subject->arena, &comparison)) == YCF_ROW)
		status = add_view(subject, &comparison, values);
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status add_next(const struct subject *subject, const struct due *due,
                           struct values *values)
{
	static const char list[] = "next";
	const struct field *kind = noun_field(&due_noun, "kind");
	struct value_row *row = values_row(values, list, subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	row_text(values, list, row, "next.kind", choice_name(kind->choices, due->kind));
	row_date(values, list, row, "next.date", due->date);
	row_text(values, list, row, "next.state", due->days < 0 ? "overdue" : "due");
	row_text(values, list, row, "next.what", due->what);
	row_text(values, list, row, "next.who", due->who);
	row_text(values, list, row, "next.next_step", due->next_step);
	return YCF_OK;
}

/* The first of what is due: a summary is not the plan. */
static ycf_status due_values(const struct subject *subject, struct values *values)
{
	enum { MOST = 8 };
	struct due due;
	struct rows *rows = NULL;
	const char *more = NULL;
	int64_t count = 0;
	ycf_status status = ask(subject, &due_noun, &rows);
	while (status == YCF_OK && (status = rows_next(rows, subject->arena, &due)) == YCF_ROW)
		status = ++count <= MOST ? add_next(subject, &due, values) : YCF_OK;
	rows_free(rows);
	if (status != YCF_DONE || count <= MOST)
		return status == YCF_DONE ? YCF_OK : status;
	status = number_text(subject, count - MOST, &more);
	values_text(values, "more_due", more);
	return status;
}

static ycf_status add_condition(const struct subject *subject,
                                const struct readiness *condition, struct values *values)
{
	static const char list[] = "conditions";
	struct value_row *row = values_row(values, list, subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	row_text(values, list, row, "condition.title", condition->title);
	row_text(values, list, row, "condition.state", condition->met ? "met" : "not_met");
	row_text(values, list, row, "condition.found", condition->found);
	row_text(values, list, row, "condition.next_step", condition->next_step);
	return YCF_OK;
}

static ycf_status readiness_values(const struct subject *subject, struct values *values)
{
	struct readiness condition;
	struct rows *rows = NULL;
	ycf_status status = ask(subject, &readiness_noun, &rows);
	while (status == YCF_OK &&
	       (status = rows_next(rows, subject->arena, &condition)) == YCF_ROW)
		status = add_condition(subject, &condition, values);
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- evidence ---- */

/* Of the mark, and not from after the day; the latest two for each standard. */
static const char evidence_tail[] =
	" FROM (SELECT *, row_number() OVER (PARTITION BY place ORDER BY dated DESC, id DESC) AS late "
	"FROM (SELECT e.*, coalesce(e.standard, c.standard) AS place FROM evidence e "
	"LEFT JOIN criterion c ON c.id = e.criterion WHERE e.setting = :setting "
	"AND (e.dated IS NULL OR e.dated <= :day))) WHERE late <= 2 AND place IN (SELECT id FROM "
	"standard WHERE framework IN " EDITIONS_OF_MARK ") ORDER BY place, dated, title, id";

static ycf_status standard_code(const struct subject *subject, const struct evidence *evidence,
                                const char **code)
{
	struct store *store = subject->tracker->store;
	struct criterion criterion = {.standard = evidence->standard};
	struct standard standard;
	ycf_status status = YCF_OK;
	if (evidence->standard == 0)
		status = store_get(store, &criterion_noun, evidence->criterion, subject->arena,
		                   &criterion);
	if (status == YCF_OK)
		status = store_get(store, &standard_noun, criterion.standard, subject->arena,
		                   &standard);
	if (status == YCF_OK)
		*code = standard.code;
	return status;
}

static ycf_status add_evidence(const struct subject *subject, const struct evidence *evidence,
                               struct values *values)
{
	const char *code = NULL;
	struct value_row *row = values_row(values, "evidence", subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	ycf_status status = standard_code(subject, evidence, &code);
	if (status != YCF_OK)
		return status;
	row_text(values, "evidence", row, "evidence.standard", code);
	row_text(values, "evidence", row, "evidence.title", evidence->title);
	row_text(values, "evidence", row, "evidence.kept_at", evidence->kept_at);
	row_date(values, "evidence", row, "evidence.dated", evidence->dated);
	row_date(values, "evidence", row, "evidence.expires", evidence->expires);
	return YCF_OK;
}

static ycf_status evidence_values(const struct subject *subject, struct values *values)
{
	struct buffer sql = {0};
	struct rows *rows = NULL;
	struct evidence evidence;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", subject->setting.row.id), BIND_DATE(":day", subject->day),
		BIND_NUMBER(":framework", subject->standing.framework),
	};
	buffer_text(&sql, "SELECT ");
	store_columns(&evidence_noun, &sql);
	buffer_text(&sql, evidence_tail);
	ycf_status status = store_ask(subject->tracker->store, &evidence_noun, &sql, bindings,
	                              COUNT_OF(bindings), &rows);
	while (status == YCF_OK &&
	       (status = rows_next(rows, subject->arena, &evidence)) == YCF_ROW)
		status = add_evidence(subject, &evidence, values);
	rows_free(rows);
	buffer_free(&sql);
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- where it stands ---- */

static ycf_status last_assessed(const struct subject *subject, unsigned source, ycf_date *date)
{
	const char *text = NULL;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", subject->setting.row.id), BIND_DATE(":day", subject->day),
		BIND_NUMBER(":framework", subject->standing.framework),
		BIND_TEXT(":source", choice_name(source_choices, source)),
	};
	ycf_status status = store_text(
		subject->tracker->store, "SELECT max(date) FROM assessment WHERE setting = :setting "
		"AND source = :source AND date <= :day AND framework IN " EDITIONS_OF_MARK,
		bindings, COUNT_OF(bindings), subject->arena, &text);
	*date = 0;
	if (text != NULL)
		date_read_iso(text, strlen(text), date);
	return status;
}

static ycf_status assessed_values(const struct subject *subject, struct values *values)
{
	ycf_date self = 0, practitioner = 0;
	ycf_status status = last_assessed(subject, SOURCE_SELF, &self);
	if (status == YCF_OK)
		status = last_assessed(subject, SOURCE_PRACTITIONER, &practitioner);
	values_date(values, "assessed.self", self);
	values_date(values, "assessed.practitioner", practitioner);
	return status;
}

static ycf_status standing_values(const struct subject *subject, struct values *values)
{
	const struct standing *standing = &subject->standing;
	const struct field *stage = noun_field(&standing_noun, "stage");
	const char *met, *total;
	ycf_status status = number_text(subject, standing->standards_met, &met);
	if (status == YCF_OK)
		status = number_text(subject, standing->standards_total, &total);
	if (status != YCF_OK)
		return status;
	values_text(values, "standing.stage", choice_name(stage->choices, standing->stage));
	values_text(values, "standing.reasons", standing->reasons);
	values_text(values, "standing.standards_met", met);
	values_text(values, "standing.standards_total", total);
	values_date(values, "standing.lead_confirmed", standing->lead_confirmed);
	values_date(values, "standing.plan_agreed", standing->plan_agreed);
	values_date(values, "standing.last_review", standing->last_review);
	values_date(values, "standing.next_review", standing->next_review);
	values_text(values, "award.code", standing->award_code);
	values_date(values, "award.date", standing->awarded);
	values_date(values, "award.expires", standing->expires);
	return assessed_values(subject, values);
}

ycf_status summary_values(const struct subject *subject, struct values *values)
{
	struct framework framework;
	ycf_status status = setting_values(subject, values);
	if (status == YCF_OK)
		status = practitioner_values(subject, values);
	if (status == YCF_OK)
		status = mark_values(subject, subject->standing.framework, &framework, values);
	if (status == YCF_OK)
		status = standing_values(subject, values);
	if (status == YCF_OK)
		status = progress_values(subject, values);
	if (status == YCF_OK)
		status = comparison_values(subject, values);
	if (status == YCF_OK)
		status = evidence_values(subject, values);
	if (status == YCF_OK)
		status = due_values(subject, values);
	return status == YCF_OK ? readiness_values(subject, values) : status;
}
