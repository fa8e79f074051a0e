/* The values of an award's documents: certificate, poster, sign, badge, footer. */
#include <string.h>

#include "document/subject.h"

static ycf_status add_standard(const struct subject *subject, const struct standard *standard,
                               struct buffer *line, struct values *values)
{
	struct value_row *row = values_row(values, "standards", subject->arena);
	if (row == NULL)
		return message_memory(&subject->tracker->message);
	row_text(values, "standards", row, "standard.code", standard->code);
	row_text(values, "standards", row, "standard.title", standard->title);
	row_text(values, "standards", row, "standard.statement", standard->statement);
	buffer_format(line, "%s%s", line->length > 0 ? " \302\267 " : "", standard->title);
	return YCF_OK;
}

static ycf_status read_standards(const struct subject *subject, struct buffer *line,
                                 struct values *values)
{
	struct buffer sql = {0};
	struct rows *rows = NULL;
	struct standard standard;
	struct binding binding = BIND_NUMBER(":framework", subject->award.framework);
	buffer_text(&sql, "SELECT ");
	store_columns(&standard_noun, &sql);
	buffer_text(&sql, " FROM standard WHERE framework = :framework ORDER BY id");
	ycf_status status = store_ask(subject->tracker->store, &standard_noun, &sql, &binding, 1,
	                              &rows);
	while (status == YCF_OK &&
	       (status = rows_next(rows, subject->arena, &standard)) == YCF_ROW)
		status = add_standard(subject, &standard, line, values);
	rows_free(rows);
	buffer_free(&sql);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status standard_values(const struct subject *subject, struct values *values)
{
	struct buffer line = {0};
	ycf_status status = read_standards(subject, &line, values);
	const char *kept = arena_text(subject->arena, buffer_string(&line));
	if (status == YCF_OK && (line.failed || kept == NULL))
		status = message_memory(&subject->tracker->message);
	values_text(values, "standards", kept);
	buffer_free(&line);
	return status;
}

/* Where the award can be looked up: the framework's address with the code in
   its slot; and whatever the address is, a text that has the code. */
static ycf_status verify_values(const struct subject *subject, const char *address,
                                struct values *values)
{
	const char *code = subject->award.code, *url = address, *text = code;
	const char *slot = address != NULL ? strstr(address, "{code}") : NULL;
	if (slot != NULL)
		url = text = arena_format(subject->arena, "%.*s%s%s", (int)(slot - address), address,
		                          code, slot + strlen("{code}"));
	else if (address != NULL)
		text = arena_format(subject->arena, "%s %s", code, address);
	if (text == NULL)
		return message_memory(&subject->tracker->message);
	values_text(values, "verify.url", url);
	values_text(values, "verify.text", text);
	return YCF_OK;
}

static void own_values(const struct subject *subject, struct values *values)
{
	const struct award *award = &subject->award;
	const struct field *reason = noun_field(&award_noun, "end_reason");
	/* What was to come on the day that was asked for is not told. */
	bool ended = subject->as_of == 0 || award->ended <= subject->as_of;
	values_text(values, "award.code", award->code);
	values_date(values, "award.date", award->date);
	values_date(values, "award.expires", award->expires);
	if (ended) {
		values_date(values, "award.ended", award->ended);
		values_text(values, "award.end_reason",
		            choice_name(reason->choices, award->end_reason));
	}
	values_text(values, "award.decided_by", award->decided_by);
	values_text(values, "award.recorded_from", award->recorded_from);
	values_text(values, "award.setting_name", award->setting_name);
}

ycf_status award_values(const struct subject *subject, struct values *values)
{
	const struct award *award = &subject->award;
	struct framework framework;
	ycf_status status = setting_values(subject, values);
	if (status == YCF_OK)
		status = mark_values(subject, award->framework, &framework, values);
	if (status != YCF_OK)
		return status;
	own_values(subject, values);
	if (award->mark_title != NULL)
		values_text(values, "mark.title", award->mark_title);
	bool renamed = award->setting_name != NULL
		&& strcmp(award->setting_name, subject->setting.name) != 0;
	if (renamed && subject->as_now)
		values_date(values, "reprint.date", subject->day);
	else if (renamed)
		values_text(values, "setting.name", award->setting_name);
	status = verify_values(subject, framework.verify_url, values);
	return status == YCF_OK ? standard_values(subject, values) : status;
}
