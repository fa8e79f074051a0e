#include "document/values.h"

#include <string.h>

#include "record/noun.h"

const char *const document_kinds[] = {
	"certificate", "poster", "sign", "plan", "summary", "badge", "footer", NULL
};

enum document_kind document_kind_find(const char *name)
{
	unsigned kind = 0;
	while (kind < DOCUMENT_KINDS && strcmp(document_kinds[kind], name) != 0)
		kind++;
	return (enum document_kind)kind;
}

bool document_is_of_award(enum document_kind kind)
{
	return kind != DOCUMENT_PLAN && kind != DOCUMENT_SUMMARY;
}

const char *document_ending(enum document_kind kind)
{
	if (kind == DOCUMENT_BADGE)
		return "svg";
	return kind == DOCUMENT_FOOTER ? "html" : "pdf";
}

/* ---- what several kinds of document share ---- */

#define SETTING_VALUES \
	{"setting.name", VALUE_TEXT, "Elm Tree Primary School", \
	 "the setting's name; of an award, as it was when it was given, unless reprinted as now"}, \
	{"setting.kind", VALUE_WORD, "primary", "what kind of setting it is"}, \
	{"setting.street", VALUE_TEXT, "12 Sample Lane", "its street"}, \
	{"setting.town", VALUE_TEXT, "Sampleton", "its town"}, \
	{"setting.postcode", VALUE_TEXT, "LS97 1AA", "its postcode"}, \
	{"setting.telephone", VALUE_TEXT, "0113 496 0001", "its telephone number"}, \
	{"setting.email", VALUE_TEXT, "office@elmtree.example", "its e-mail address"}, \
	{"setting.website", VALUE_TEXT, "https://www.elmtree.example", "its website"}

#define MARK_VALUES \
	{"mark.title", VALUE_TEXT, "We are young carer friendly Sampleton", \
	 "the mark's title; of an award, as it was when it was given"}, \
	{"mark.issuer", VALUE_TEXT, "Sampleton Family Support", "who awards the mark"}, \
	{"mark.area", VALUE_TEXT, "Sampleton", "where the mark is awarded"}

#define LEAD_VALUES \
	{"lead.name", VALUE_TEXT, "Alex Testwell", "the designated lead in post"}, \
	{"lead.job_title", VALUE_TEXT, "SENCO", "what the lead is otherwise"}, \
	{"lead.email", VALUE_TEXT, "alex.testwell@elmtree.example", "the lead's e-mail address"}, \
	{"lead.telephone", VALUE_TEXT, "0113 496 0002", "the lead's telephone number"}

#define DEPUTY_VALUES \
	{"deputy.name", VALUE_TEXT, "Sam Sampleby", "the lead's deputy in post"}

#define PRACTITIONER_VALUES \
	{"practitioner.name", VALUE_TEXT, "Robin Example", \
	 "who looks after the setting for the service"}, \
	{"practitioner.email", VALUE_TEXT, "robin@service.example", "their e-mail address"}, \
	{"practitioner.telephone", VALUE_TEXT, "0113 496 0100", "their telephone number"}

#define AS_OF_VALUE \
	{"as_of", VALUE_DATE, "2026-11-22", "the day on which all of this holds"}

/* ---- of an award: certificate, poster, sign, badge, footer ---- */

static const struct value_field award_fields[] = {
	SETTING_VALUES,
	MARK_VALUES,
	{"standards", VALUE_TEXT,
	 "A designated lead \302\267 Staff training \302\267 A safe space \302\267 A positive "
	 "culture \302\267 Identifying young carers \302\267 Reporting and monitoring \302\267 "
	 "Support and signposting", "the titles of the mark's standards, in one line"},
	{"award.code", VALUE_TEXT, "SAM-T78FA-KQ912-K", "the award's code"},
	{"award.date", VALUE_DATE, "2026-09-20", "the day of the award"},
	{"award.expires", VALUE_DATE, "2029-09-20", "its last day, where it has a fixed term"},
	{"award.ended", VALUE_DATE, "", "the day from which it is no longer held"},
	{"award.end_reason", VALUE_WORD, "", "why it ended"},
	{"award.decided_by", VALUE_TEXT, "Panel of September", "who decided"},
	{"award.recorded_from", VALUE_TEXT, "",
	 "where a decision taken before the tracker was found"},
	{"award.setting_name", VALUE_TEXT, "Elm Tree Primary School",
	 "the setting's name on the day of the award"},
	{"reprint.date", VALUE_DATE, "",
	 "the day of printing, where it is reprinted under another name than then"},
	LEAD_VALUES,
	DEPUTY_VALUES,
	{"verify.url", VALUE_TEXT, "https://verify.example.org/SAM-T78FA-KQ912-K",
	 "the address at which the award can be verified"},
	{"verify.text", VALUE_TEXT, "https://verify.example.org/SAM-T78FA-KQ912-K",
	 "what a QR code is to hold: that address, with the award's code in any case"},
};

static const struct value_field award_standard_fields[] = {
	{"standard.code", VALUE_TEXT, "1", "the standard's code"},
	{"standard.title", VALUE_TEXT, "A designated lead", "its title"},
	{"standard.statement", VALUE_TEXT,
	 "One named person leads on young carers and is known to everybody.", "what it asks for"},
};

static const struct list_field award_lists[] = {
	{"standards", "the mark's standards", award_standard_fields,
	 COUNT_OF(award_standard_fields)},
};

/* ---- of a plan ---- */

static const struct value_field plan_fields[] = {
	SETTING_VALUES,
	MARK_VALUES,
	LEAD_VALUES,
	DEPUTY_VALUES,
	PRACTITIONER_VALUES,
	{"plan.agreed", VALUE_DATE, "2026-02-02", "the day on which the plan was agreed"},
	{"plan.agreed_with", VALUE_TEXT, "Alex Testwell", "who agreed it for the setting"},
	{"plan.note", VALUE_TEXT, "The new building opens in spring.", "a remark"},
	{"plan.last_review", VALUE_DATE, "2026-08-03", "the day of the last review"},
	{"plan.next_review", VALUE_DATE, "2027-02-03", "the day by which it is reviewed next"},
	{"plan.review_months", VALUE_TEXT, "6", "how many months there are between reviews"},
	AS_OF_VALUE,
};

static const struct value_field action_fields[] = {
	{"action.number", VALUE_TEXT, "1", "the action's number"},
	{"action.standard", VALUE_TEXT, "1", "the code of the standard it is for"},
	{"action.standard_title", VALUE_TEXT, "A designated lead", "that standard's title"},
	{"action.what", VALUE_TEXT, "Put the lead's name and photograph in the entrance hall",
	 "what is to be done"},
	{"action.owner", VALUE_TEXT, "Alex Testwell", "who does it"},
	{"action.due", VALUE_DATE, "2026-03-02", "the day by which it is to be done"},
	{"action.done", VALUE_DATE, "2026-02-20", "the day it was done"},
	{"action.dropped", VALUE_DATE, "", "the day it was given up"},
	{"action.note", VALUE_TEXT, "", "a remark"},
	{"action.state", VALUE_WORD, "done", "open, overdue, done or dropped"},
};

static const struct value_field review_fields[] = {
	{"review.date", VALUE_DATE, "2026-08-03", "the day of the review"},
	{"review.agreed_with", VALUE_TEXT, "Alex Testwell", "who spoke for the setting"},
	{"review.practitioner", VALUE_TEXT, "Robin Example", "who spoke for the service"},
	{"review.note", VALUE_TEXT, "On track; the training moves to autumn.", "what was said"},
};

static const struct list_field plan_lists[] = {
	{"actions", "the plan's actions, by standard and number", action_fields,
	 COUNT_OF(action_fields)},
	{"reviews", "its reviews, the first one first", review_fields, COUNT_OF(review_fields)},
};

/* ---- of a summary ---- */

static const struct value_field summary_fields[] = {
	SETTING_VALUES,
	MARK_VALUES,
	LEAD_VALUES,
	PRACTITIONER_VALUES,
	AS_OF_VALUE,
	{"standing.stage", VALUE_WORD, "accredited",
	 "known, registered, working_towards, accredited, at_risk, lapsed, withdrawn or departed"},
	{"standing.reasons", VALUE_SENTENCE, "", "why it is at risk or lapsed"},
	{"standing.standards_met", VALUE_TEXT, "7", "how many standards are met"},
	{"standing.standards_total", VALUE_TEXT, "7", "of how many"},
	{"standing.lead_confirmed", VALUE_DATE, "2026-08-03",
	 "the last day on which the lead was confirmed in post"},
	{"standing.plan_agreed", VALUE_DATE, "2026-02-02", "the day the present plan was agreed"},
	{"standing.last_review", VALUE_DATE, "2026-08-03", "the day of its last review"},
	{"standing.next_review", VALUE_DATE, "2027-02-03", "the day by which it is reviewed next"},
	{"award.code", VALUE_TEXT, "SAM-T78FA-KQ912-K", "the last award's code"},
	{"award.date", VALUE_DATE, "2026-09-20", "the day of the last award"},
	{"award.expires", VALUE_DATE, "2029-09-20", "its last day, where it has a fixed term"},
	{"assessed.self", VALUE_DATE, "2026-08-24", "the day of the setting's last self-assessment"},
	{"assessed.practitioner", VALUE_DATE, "2026-09-07",
	 "the day of the practitioner's last assessment"},
	{"more_due", VALUE_TEXT, "", "how many things are due beyond the eight of the list \"next\""},
};

static const struct value_field summary_standard_fields[] = {
	{"standard.code", VALUE_TEXT, "1", "the standard's code"},
	{"standard.title", VALUE_TEXT, "A designated lead", "its title"},
	{"standard.self", VALUE_TEXT, "Met", "the level reached by the setting's own ratings"},
	{"standard.self_rag", VALUE_WORD, "green", "its colour: red, amber, green or none"},
	{"standard.practitioner", VALUE_TEXT, "Met", "the level by the practitioner's ratings"},
	{"standard.practitioner_rag", VALUE_WORD, "green", "its colour: red, amber, green or none"},
	{"standard.evidence", VALUE_TEXT, "2", "how many pieces of evidence speak to it"},
};

static const struct value_field view_fields[] = {
	{"view.standard", VALUE_TEXT, "3", "the standard's code"},
	{"view.title", VALUE_TEXT, "A safe space", "its title"},
	{"view.state", VALUE_WORD, "differs",
	 "differs (the two views do), up, down (the last assessment moved it), differs_up or "
	 "differs_down"},
	{"view.self_before", VALUE_TEXT, "Not met", "the setting's own view before"},
	{"view.self_says", VALUE_TEXT, "The library, but not on Fridays",
	 "what the setting says of it"},
	{"view.practitioner_says", VALUE_TEXT, "Quiet, and open when it is needed",
	 "what the practitioner says of it"},
};

static const struct value_field evidence_fields[] = {
	{"evidence.standard", VALUE_TEXT, "1", "the code of the standard it is for"},
	{"evidence.title", VALUE_TEXT, "Photograph of the notice board", "what it is"},
	{"evidence.dated", VALUE_DATE, "2026-03-02", "its day"},
	{"evidence.expires", VALUE_DATE, "", "its last good day, where it has one"},
	{"evidence.kept_at", VALUE_TEXT, "School office, folder 3", "where it is kept"},
};

static const struct value_field next_fields[] = {
	{"next.kind", VALUE_WORD, "action",
	 "review, action, lead_vacant, lead_unconfirmed, evidence, term, lapse, contact, "
	 "self_report, lead_proposed or remark"},
	{"next.date", VALUE_DATE, "2026-10-30", "the day by which it is due"},
	{"next.state", VALUE_WORD, "overdue", "due or overdue"},
	{"next.what", VALUE_TEXT, "2: Core training for all staff", "what is to be done"},
	{"next.who", VALUE_TEXT, "Alex Testwell", "whom to ask"},
	{"next.next_step", VALUE_TEXT, "ycf complete elmtree 2", "the command that records it"},
};

static const struct value_field condition_fields[] = {
	{"condition.title", VALUE_TEXT, "A designated lead is in post", "what an award needs"},
	{"condition.state", VALUE_WORD, "met", "met or not_met"},
	{"condition.found", VALUE_SENTENCE, "Alex Testwell, since 2026-01-12", "what was found"},
	{"condition.next_step", VALUE_TEXT, "", "what would meet it"},
};

static const struct list_field summary_lists[] = {
	{"standards", "the mark's standards and how far the setting has come with each",
	 summary_standard_fields, COUNT_OF(summary_standard_fields)},
	{"views", "the standards on which the two views differ, or that moved", view_fields,
	 COUNT_OF(view_fields)},
	{"evidence", "the latest two pieces of evidence for each standard", evidence_fields,
	 COUNT_OF(evidence_fields)},
	{"next", "what is due or overdue, by day, eight at most", next_fields, COUNT_OF(next_fields)},
	{"conditions", "what an award needs, met or not", condition_fields,
	 COUNT_OF(condition_fields)},
};

/* ---- tables ---- */

#define TABLE(fields, lists) {fields, COUNT_OF(fields), lists, COUNT_OF(lists)}

static const struct value_table award_table = TABLE(award_fields, award_lists);
static const struct value_table plan_table = TABLE(plan_fields, plan_lists);
static const struct value_table summary_table = TABLE(summary_fields, summary_lists);

const struct value_table *value_table(enum document_kind kind)
{
	if (kind == DOCUMENT_PLAN)
		return &plan_table;
	return kind == DOCUMENT_SUMMARY ? &summary_table : &award_table;
}

/* ---- values ---- */

ycf_status values_new(enum document_kind kind, struct arena *arena, struct message *message,
                      struct values *values)
{
	const struct value_table *table = value_table(kind);
	struct values made = {
		.table = table,
		.values = arena_take(arena, table->count * sizeof *made.values),
		.rows = arena_take(arena, table->list_count * sizeof *made.rows),
	};
	if (made.values == NULL || made.rows == NULL)
		return message_memory(message);
	*values = made;
	return YCF_OK;
}

static size_t index_of(const struct value_field *fields, size_t count, const char *name)
{
	size_t i = 0;
	while (i < count && strcmp(fields[i].name, name) != 0)
		i++;
	return i;
}

/* NULL: the table does not have it. */
static struct value *value_at(struct values *values, const char *name)
{
	size_t i = index_of(values->table->fields, values->table->count, name);
	return i < values->table->count ? &values->values[i] : NULL;
}

void values_text(struct values *values, const char *name, const char *text)
{
	struct value *value = value_at(values, name);
	if (value != NULL)
		value->text = text;
}

void values_date(struct values *values, const char *name, ycf_date date)
{
	struct value *value = value_at(values, name);
	if (value != NULL)
		value->date = date;
}

/* ---- rows ---- */

static size_t list_index(const struct value_table *table, const char *list)
{
	size_t i = 0;
	while (i < table->list_count && strcmp(table->lists[i].name, list) != 0)
		i++;
	return i;
}

struct value_row *values_row(struct values *values, const char *list, struct arena *arena)
{
	size_t i = list_index(values->table, list);
	if (i == values->table->list_count)
		return NULL;
	struct value_row *row = arena_take(arena, sizeof *row);
	if (row != NULL)
		row->values = arena_take(arena, values->table->lists[i].count * sizeof *row->values);
	if (row == NULL || row->values == NULL)
		return NULL;
	struct value_row **end = &values->rows[i];
	while (*end != NULL)
		end = &(*end)->next;
	*end = row;
	return row;
}

static struct value *row_value(const struct values *values, const char *list,
                               struct value_row *row, const char *name)
{
	size_t i = list_index(values->table, list);
	if (i == values->table->list_count)
		return NULL;
	const struct list_field *field = &values->table->lists[i];
	size_t k = index_of(field->fields, field->count, name);
	return k < field->count ? &row->values[k] : NULL;
}

void row_text(const struct values *values, const char *list, struct value_row *row,
              const char *name, const char *text)
{
	struct value *value = row_value(values, list, row, name);
	if (value != NULL)
		value->text = text;
}

void row_date(const struct values *values, const char *list, struct value_row *row,
              const char *name, ycf_date date)
{
	struct value *value = row_value(values, list, row, name);
	if (value != NULL)
		value->date = date;
}
