#include "domain/history.h"

#include <string.h>

static const char *const act_choices[] = {"add", "edit", "removal", NULL};

static const struct field history_fields[] = {
	REFERENCE_FIELD(history, setting, 0, "setting", "the setting"),
	TIME_FIELD(history, at, YCF_FIELD_BRIEF, "when, in UTC"),
	TEXT_FIELD(history, actor, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200, "who"),
	TEXT_FIELD(history, reason, YCF_FIELD_BRIEF, 2000, "why, where somebody said"),
	TEXT_FIELD(history, source, 0, 200, "by what program"),
	TEXT_FIELD(history, noun, YCF_FIELD_BRIEF, 60, "what kind of record"),
	TEXT_FIELD(history, record, 0, 60, "the record's token"),
	CHOICE_FIELD(history, act, YCF_FIELD_BRIEF, act_choices, "what was done"),
	TEXT_FIELD(history, what, YCF_FIELD_BRIEF, 100000, "what it was, or what changed"),
};

const struct noun history_noun = {
	"history", NULL, sizeof(struct history), history_fields, COUNT_OF(history_fields), "what",
	NULL, "at, substr(record, -13), act", "what happened to a setting and all that belongs to it"
};

/* How a row of this noun names its setting. */
static const char *owner_of(const struct noun *noun)
{
	if (noun == &setting_noun)
		return "id";
	return noun_field(noun, "setting") != NULL ? "setting" : NULL;
}

static bool belongs(const struct noun *noun)
{
	return owner_of(noun) != NULL || noun->through != NULL;
}

/* A WHERE that keeps the rows of the setting. */
static void owned_sql(const struct noun *noun, struct buffer *sql)
{
	if (owner_of(noun) != NULL)
		buffer_format(sql, "\"%s\" = :setting", owner_of(noun));
	else
		buffer_format(sql, "\"%s\" IN (SELECT id FROM \"%s\" WHERE setting = :setting)",
		              noun->through, noun->through);
}

/* The fields that hold something, as a JSON object; ids as tokens. */
static void object_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_text(sql, "json_object(");
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		buffer_format(sql, "%s'%s', ", i == ROW_FIELD_COUNT ? "" : ", ", field->name);
		if (field->kind == YCF_REFERENCE)
			buffer_format(sql, "token('%s', \"%s\")", noun_find(field->target)->prefix,
			              field->name);
		else
			buffer_format(sql, "\"%s\"", field->name);
	}
	buffer_text(sql, ")");
}

/* Every version of the rows of one noun: those before an edit or removal, and the present one. */
static void versions_sql(const struct noun *noun, struct buffer *sql)
{
	buffer_format(sql, "SELECT '%s', token('%s', id), revision, changed, NULL, ", noun->name,
	              noun->prefix);
	object_sql(noun, sql);
	buffer_format(sql, " FROM \"%s\" WHERE ", noun->name);
	owned_sql(noun, sql);
	buffer_format(sql,
	              " UNION ALL SELECT o.noun, o.record, json_extract(o.was, '$.revision'), "
	              "json_extract(o.was, '$.changed'), CASE o.act WHEN 'removal' THEN o.created END, "
	              "o.was FROM old_row o WHERE o.noun = '%s' AND ", noun->name);
	if (noun == &setting_noun)
		buffer_text(sql, "o.record = token('s', :setting)");
	else if (owner_of(noun) != NULL)
		buffer_text(sql, "json_extract(o.was, '$.setting') = token('s', :setting)");
	else
		buffer_format(sql, "json_extract(o.was, '$.%s') IN (SELECT token('%s', id) FROM \"%s\" "
		              "WHERE setting = :setting)", noun->through,
		              noun_find(noun->through)->prefix, noun->through);
}

/* What other records are known by, so that no token need be read. */
static void known_sql(struct buffer *sql)
{
	static const struct noun *const named[] = {
		&criterion_noun, &level_noun, &standard_noun, &practitioner_noun, &lead_noun,
		&action_noun
	};
	buffer_text(sql, "), known(token, label) AS (");
	for (size_t i = 0; i < COUNT_OF(named); i++)
		buffer_format(sql, "%sSELECT token('%s', id), \"%s\" FROM \"%s\"",
		              i == 0 ? "" : " UNION ALL ", named[i]->prefix, named[i]->label,
		              named[i]->name);
}

static const char events_sql[] =
	"), step AS (SELECT *, lag(was) OVER (PARTITION BY record ORDER BY revision) AS before "
	"FROM version), "
	"item(record, revision, key, value, before) AS (SELECT s.record, s.revision, n.key, "
	"coalesce((SELECT label FROM known WHERE token = n.value), n.value), "
	"coalesce((SELECT label FROM known WHERE token = b.value), b.value) "
	"FROM step s, json_each(s.was) n LEFT JOIN json_each(coalesce(s.before, '{}')) b "
	"ON b.key = n.key WHERE n.value IS NOT b.value AND n.key NOT IN ('id', 'revision', "
	"'created', 'changed', 'setting', 'framework', 'plan', 'assessment', 'report', 'digest')), "
	"event(at, noun, record, act, what) AS ("
	"SELECT s.changed, s.noun, s.record, CASE s.revision WHEN 1 THEN 'add' ELSE 'edit' END, "
	"(SELECT group_concat(CASE WHEN i.value IS NULL THEN i.key || ' emptied (was ' || i.before "
	"|| ')' WHEN i.before IS NULL THEN i.key || ' = ' || i.value "
	"ELSE i.key || ' = ' || i.value || ' (was ' || i.before || ')' END, '; ') "
	"FROM item i WHERE i.record = s.record AND i.revision = s.revision) FROM step s "
	"UNION ALL SELECT v.removed, v.noun, v.record, 'removal', "
	"(SELECT group_concat(n.key || ' = ' || coalesce(k.label, n.value), '; ') "
	"FROM json_each(v.was) n LEFT JOIN known k ON k.token = n.value "
	"WHERE n.value IS NOT NULL AND n.key NOT IN ('id', 'revision', 'created', 'changed', "
	"'setting', 'framework', 'plan', 'assessment', 'report', 'digest')) "
	"FROM version v WHERE v.removed IS NOT NULL) "
	"SELECT :setting AS setting, e.at, h.actor, h.reason, h.source, e.noun, e.record, e.act, "
	"e.what FROM event e LEFT JOIN \"change\" h ON h.\"at\" = e.at";

ycf_status history_sql(struct buffer *sql, struct message *message)
{
	bool first = true;
	buffer_text(sql, "WITH version(noun, record, revision, changed, removed, was) AS (");
	for (const struct noun *const *noun = stored_nouns; *noun != NULL; noun++) {
		if (!belongs(*noun))
			continue;
		buffer_text(sql, first ? "" : " UNION ALL ");
		versions_sql(*noun, sql);
		first = false;
	}
	known_sql(sql);
	buffer_text(sql, events_sql);
	return sql->failed ? message_memory(message) : YCF_OK;
}
