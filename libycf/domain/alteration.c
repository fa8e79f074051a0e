#include "domain/alteration.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"

static const char *const act_choices[] = {"added", "edited", "removed", NULL};

static const struct field alteration_fields[] = {
	TEXT_FIELD(alteration, noun, YCF_FIELD_BRIEF, 60, "what kind of record"),
	TEXT_FIELD(alteration, record, YCF_FIELD_BRIEF, 60, "the record's token"),
	REFERENCE_FIELD(alteration, setting, YCF_FIELD_BRIEF, "setting",
	                "the setting that it is or belongs to; none where there is none"),
	CHOICE_FIELD(alteration, act, YCF_FIELD_BRIEF, act_choices,
	             "what became of it since that moment, all taken together"),
	TIME_FIELD(alteration, at, YCF_FIELD_BRIEF, "when it was last altered, in UTC"),
	REFERENCE_FIELD(alteration, change, 0, "change",
	                "the transaction that did; give it as `since` the next time"),
	TEXT_FIELD(alteration, actor, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200, "who"),
	TEXT_FIELD(alteration, source, YCF_FIELD_BRIEF, 200, "by what: program, python, lua ..."),
};

const struct noun alteration_noun = {
	"alteration", NULL, sizeof(struct alteration), alteration_fields, COUNT_OF(alteration_fields),
	"record", NULL, "at, substr(record, -13), noun",
	"what was added, edited or removed since a day, a time or a change"
};

/* ---- the moment ---- */

static ycf_status since_change(struct ycf_tracker *tracker, const char *text, int64_t id,
                               int64_t *since)
{
	int64_t at = 0;
	struct binding binding = BIND_NUMBER(":id", id);
	ycf_status status = store_number(tracker->store, "SELECT \"at\" FROM \"change\" WHERE id = :id",
	                                 &binding, 1, &at);
	if (status == YCF_OK && at == 0)
		status = message_set(&tracker->message, YCF_NOT_FOUND,
		                     "there is no change '%s' in this tracker; ask since a day or a time",
		                     text);
	if (status == YCF_OK)
		*since = at;
	return status;
}

ycf_status alteration_since(struct ycf_tracker *tracker, const char *text, int64_t *since)
{
	char iso[DATE_ISO_SIZE];
	ycf_date date = 0;
	int64_t id;
	size_t length = strlen(text);
	text_trim(&text, &length);
	if (token_read(change_noun.prefix, text, length, &id))
		return since_change(tracker, text, id, since);
	if (length >= DATE_ISO_SIZE && time_read_iso(text, length, since))
		return YCF_OK;
	if (date_read(text, length, &date) != DATE_READ)
		return message_set(&tracker->message, YCF_INVALID,
		                   "since '%s' is no day, time or change; write 2026-10-01, "
		                   "2026-10-01T09:30:00Z, or the token of the last change", text);
	date_write_iso(date, iso);
	time_read_iso(iso, strlen(iso), since);
	/* The day's first moment belongs to it. */
	--*since;
	return YCF_OK;
}

/* ---- whose it is ---- */

/* Whether a reference leads to something that belongs to a setting itself. */
static const struct noun *leads_through(const struct field *field)
{
	if (field->kind != YCF_REFERENCE || strcmp(field->target, setting_noun.name) == 0)
		return NULL;
	const struct noun *target = noun_find(field->target);
	return noun_field(target, "setting") != NULL ? target : NULL;
}

/* The setting of a row that is there. */
static void owner_sql(const struct noun *noun, struct buffer *sql)
{
	if (noun == &setting_noun) {
		buffer_text(sql, "id");
		return;
	}
	buffer_text(sql, "coalesce(");
	if (noun_field(noun, "setting") != NULL)
		buffer_text(sql, "r.setting, ");
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++) {
		const struct noun *target = leads_through(&noun->fields[i]);
		if (target != NULL)
			buffer_format(sql, "(SELECT setting FROM \"%s\" WHERE id = r.\"%s\"), ",
			              target->name, noun->fields[i].name);
	}
	buffer_text(sql, "NULL, NULL)");
}

/* Of one that was removed, from what was kept of it; what it belonged to may have gone with it. */
static void late_owner_sql(const struct noun *noun, struct buffer *sql)
{
	if (noun == &setting_noun) {
		buffer_text(sql, "token_id(g.record)");
		return;
	}
	buffer_text(sql, "coalesce(");
	if (noun_field(noun, "setting") != NULL)
		buffer_text(sql, "token_id(json_extract(g.was, '$.setting')), ");
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++) {
		const struct noun *target = leads_through(&noun->fields[i]);
		if (target != NULL)
			buffer_format(sql, "(SELECT setting FROM \"%s\" WHERE id = "
			              "token_id(json_extract(g.was, '$.%s'))), "
			              "(SELECT token_id(json_extract(was, '$.setting')) FROM old_row "
			              "WHERE record = json_extract(g.was, '$.%s') ORDER BY created DESC "
			              "LIMIT 1), ", target->name, noun->fields[i].name,
			              noun->fields[i].name);
	}
	buffer_text(sql, "NULL, NULL)");
}

/* ---- what was done ---- */

/* The removals since then; and of what came back (a file may bring a removed record), what was
   there before already. */
static const char removals_sql[] =
	"WITH late AS MATERIALIZED (SELECT noun, record, was, created FROM old_row "
	"WHERE act = 'removal' AND \"change\" IN (SELECT id FROM \"change\" WHERE \"at\" > :since)), "
	"gone AS MATERIALIZED (SELECT noun, record, was, max(created) AS \"at\" FROM late "
	"GROUP BY record), "
	"known AS MATERIALIZED (SELECT record FROM late "
	"WHERE json_extract(was, '$.created') <= :since) ";

static void altered_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_format(sql, "SELECT '%s' AS noun, token('%s', id) AS record, ", noun->name,
	              noun->prefix);
	owner_sql(noun, sql);
	buffer_format(sql, " AS setting, CASE WHEN created > :since AND token('%s', id) NOT IN known "
	              "THEN 'added' ELSE 'edited' END AS act, changed AS \"at\" FROM \"%s\" r "
	              "WHERE changed > :since UNION ALL SELECT g.noun, g.record, ", noun->prefix,
	              noun->name);
	late_owner_sql(noun, sql);
	buffer_format(sql, ", 'removed', g.\"at\" FROM gone g WHERE g.noun = '%s' AND NOT EXISTS "
	              "(SELECT 1 FROM \"%s\" WHERE id = token_id(g.record))", noun->name, noun->name);
}

ycf_status alteration_sql(struct buffer *sql, struct message *message)
{
	bool first = true;
	buffer_text(sql, removals_sql);
	buffer_text(sql, "SELECT e.noun, e.record, e.setting, e.act, e.\"at\", h.id AS \"change\", "
	            "h.actor, h.source FROM (");
	for (const struct noun *const *noun = stored_nouns; *noun != NULL; noun++) {
		/* The log tells of the others. */
		if (*noun == &change_noun || *noun == &old_row_noun)
			continue;
		buffer_text(sql, first ? "" : " UNION ALL ");
		altered_sql(*noun, sql);
		first = false;
	}
	buffer_text(sql, ") e LEFT JOIN \"change\" h ON h.\"at\" = e.\"at\"");
	return sql->failed ? message_memory(message) : YCF_OK;
}
