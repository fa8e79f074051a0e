#include "domain/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/award.h"
#include "domain/reference.h"

ycf_status record_noun(struct ycf_tracker *tracker, const char *name, const struct noun **noun)
{
	*noun = noun_find(name);
	if (*noun != NULL)
		return YCF_OK;
	const char *names[64];
	size_t count = 0;
	for (; count < ycf_noun_count() && count < COUNT_OF(names); count++)
		names[count] = ycf_noun_name(count);
	const char *nearest = text_nearest(name, names, count);
	return message_set(&tracker->message, YCF_MISUSE,
	                   "there is no noun '%s'%s%s%s; `ycf fields` lists them", name,
	                   nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
	                   nearest != NULL ? "'" : "");
}

ycf_status record_new(struct ycf_tracker *tracker, const struct noun *noun,
                      struct ycf_record **record)
{
	struct ycf_record *made = calloc(1, sizeof *made);
	if (made == NULL)
		return message_memory(&tracker->message);
	made->tracker = tracker;
	made->noun = noun;
	made->fields = ALL_FIELDS;
	tracker_hold(tracker);
	made->arena = arena_new();
	made->shown = arena_new();
	if (made->arena != NULL) {
		made->row = arena_take(made->arena, noun->size);
		made->pending = arena_take(made->arena, noun->count * sizeof *made->pending);
	}
	if (made->shown == NULL || made->row == NULL || made->pending == NULL) {
		ycf_record_free(made);
		return message_memory(&tracker->message);
	}
	row_clear(noun, made->row);
	*record = made;
	return YCF_OK;
}

ycf_status ycf_record_new(ycf_tracker *tracker, const char *noun, ycf_record **record)
{
	const struct noun *found;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = record_noun(tracker, noun, &found);
	if (status == YCF_OK && noun_is_derived(found))
		status = message_set(&tracker->message, YCF_MISUSE,
		                     "%s is computed; it cannot be written", found->name);
	return status == YCF_OK ? record_new(tracker, found, record) : status;
}

ycf_status ycf_get(ycf_tracker *tracker, const char *noun, const char *key, ycf_record **record)
{
	const struct noun *found;
	struct ycf_record *made = NULL;
	int64_t id = 0;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = record_noun(tracker, noun, &found);
	if (status == YCF_OK && noun_is_derived(found))
		status = message_set(&tracker->message, YCF_MISUSE,
		                     "%s is computed and has no keys; select it by terms", found->name);
	if (status == YCF_OK)
		status = reference_find(tracker, found, key, 0, &id);
	if (status == YCF_OK)
		status = record_new(tracker, found, &made);
	if (status == YCF_OK)
		status = store_get(tracker->store, found, id, made->arena, made->row);
	if (status == YCF_OK)
		*record = made;
	else
		ycf_record_free(made);
	return status;
}

void ycf_record_free(ycf_record *record)
{
	if (record == NULL)
		return;
	arena_free(record->arena);
	arena_free(record->shown);
	tracker_release(record->tracker);
	free(record);
}

const char *ycf_record_noun(const ycf_record *record)
{
	return record->noun->name;
}

/* ---- setting values ---- */

static ycf_status find_field(struct ycf_record *record, const char *name,
                             const struct field **field)
{
	message_clear(&record->tracker->message);
	*field = noun_field(record->noun, name);
	if (*field == NULL)
		return noun_refuse_field(record->noun, name, &record->tracker->message);
	if ((*field)->flags & YCF_FIELD_READ_ONLY)
		return message_set(&record->tracker->message, YCF_MISUSE,
		                   "%s.%s is set by ycf itself", record->noun->name, name);
	return YCF_OK;
}

static size_t index_of(const struct noun *noun, const struct field *field)
{
	return (size_t)(field - noun->fields);
}

/* What was set counts for ycf_upsert(), what was never set does not. */
static void note_given(struct ycf_record *record, const struct field *field)
{
	record->given |= field_bit(record->noun, field);
}

static ycf_status set_pending(struct ycf_record *record, const struct field *field,
                              const char *text)
{
	const char *key = NULL;
	if (!text_valid(text, strlen(text), NULL))
		return message_set(&record->tracker->message, YCF_INVALID, "%s is not UTF-8 text",
		                   field->name);
	if (!text_is_blank(text, strlen(text)) && (key = arena_text(record->arena, text)) == NULL)
		return message_memory(&record->tracker->message);
	field_clear(field, record->row);
	record->pending[index_of(record->noun, field)] = key;
	return YCF_OK;
}

static ycf_status set_through(struct ycf_record *record, const char *text)
{
	message_clear(&record->tracker->message);
	record->through = arena_text(record->arena, text);
	record->has_through = !text_is_blank(text, strlen(text));
	return record->through != NULL ? YCF_OK : message_memory(&record->tracker->message);
}

ycf_status ycf_record_set(ycf_record *record, const char *name, const char *text)
{
	const struct field *field;
	if (text == NULL)
		text = "";
	if (record->noun->through != NULL && strcmp(name, "setting") == 0)
		return set_through(record, text);
	ycf_status status = find_field(record, name, &field);
	if (status != YCF_OK)
		return status;
	if (field->kind == YCF_REFERENCE)
		status = set_pending(record, field, text);
	else
		status = field_read(field, record->row, text, strlen(text), record->arena,
		                    &record->tracker->message);
	if (status == YCF_OK)
		note_given(record, field);
	return status;
}

static ycf_status find_kind(struct ycf_record *record, const char *name, ycf_kind kind,
                            const struct field **field)
{
	ycf_status status = find_field(record, name, field);
	if (status == YCF_OK && (*field)->kind != kind)
		return message_set(&record->tracker->message, YCF_MISUSE,
		                   "%s.%s is of another kind", record->noun->name, name);
	return status;
}

ycf_status ycf_record_set_integer(ycf_record *record, const char *name, int64_t value)
{
	const struct field *field;
	ycf_status status = find_kind(record, name, YCF_INTEGER, &field);
	if (status != YCF_OK)
		return status;
	*(int64_t *)field_at(field, record->row) = value;
	note_given(record, field);
	return YCF_OK;
}

ycf_status ycf_record_set_boolean(ycf_record *record, const char *name, bool value)
{
	const struct field *field;
	ycf_status status = find_kind(record, name, YCF_BOOLEAN, &field);
	if (status != YCF_OK)
		return status;
	*(bool *)field_at(field, record->row) = value;
	note_given(record, field);
	return YCF_OK;
}

ycf_status ycf_record_set_date(ycf_record *record, const char *name, ycf_date value)
{
	const struct field *field;
	ycf_status status = find_kind(record, name, YCF_DATE, &field);
	if (status != YCF_OK)
		return status;
	if (value != 0 && !date_is_valid(value))
		return message_set(&record->tracker->message, YCF_INVALID, "%s %d is not a day", name,
		                   (int)value);
	*(ycf_date *)field_at(field, record->row) = value;
	note_given(record, field);
	return YCF_OK;
}

/* ---- getting values ---- */

static const struct field *sought_field(const ycf_record *record, const char *name)
{
	const struct field *field = noun_field(record->noun, name);
	if (field == NULL || (record->fields & field_bit(record->noun, field)) == 0)
		return NULL;
	((ycf_record *)record)->last = index_of(record->noun, field);
	return field;
}

/* Who asks for many values goes through the table, or some of it, in its order, by the names of the
   table. */
static inline const struct field *field_named(const ycf_record *record, const char *name)
{
	const struct field *fields = record->noun->fields;
	size_t at = record->last;
	while (at < record->noun->count && fields[at].name != name)
		at++;
	if (at == record->noun->count || (record->fields >> at & 1) == 0)
		return sought_field(record, name);
	((ycf_record *)record)->last = at;
	return &fields[at];
}

/* What a reference was set to that was not looked up yet. */
static const char *pending_text(const ycf_record *record, const struct field *field)
{
	return field->kind == YCF_REFERENCE ? record->pending[index_of(record->noun, field)] : NULL;
}

bool ycf_record_is_null(const ycf_record *record, const char *name)
{
	const struct field *field = field_named(record, name);
	if (field == NULL)
		return true;
	return field_is_null(field, record->row) && pending_text(record, field) == NULL;
}

/* A reference of the noun to itself is met most: its id. */
static const char *token_prefix(const struct noun *noun, const struct field *field)
{
	const struct noun *target = strcmp(field->target, noun->name) == 0 && !noun_is_derived(noun)
		? noun : noun_find(field->target);
	return target != NULL ? target->prefix : "";
}

/* A value that is not kept as text. */
static const char *made_text(const ycf_record *record, const struct field *field)
{
	char room[VALUE_SIZE];
	if (field_is_null(field, record->row))
		return pending_text(record, field);
	const char *prefix = field->kind == YCF_REFERENCE ? token_prefix(record->noun, field) : "";
	const char *text = field_write(field, record->row, prefix, room);
	return text == room ? arena_text(record->shown, text) : text;
}

const char *ycf_record_text(const ycf_record *record, const char *name)
{
	const struct field *field = field_named(record, name);
	if (field == NULL)
		return NULL;
	if (field->kind == YCF_TEXT)
		return *(const char *const *)field_in(field, record->row);
	return made_text(record, field);
}

const char *ycf_record_label(const ycf_record *record, const char *name)
{
	const struct field *field = field_named(record, name);
	bool whole = record->fields == ALL_FIELDS && !noun_is_derived(record->noun);
	if (strcmp(name, "id") == 0 && whole)
		return row_label(record->noun, record->row, record->shown);
	if (field == NULL || field->kind != YCF_REFERENCE || field_is_null(field, record->row))
		return ycf_record_text(record, name);
	struct message kept = record->tracker->message;
	const char *label = reference_label(record->tracker, noun_find(field->target),
	                                    *(const int64_t *)field_in(field, record->row),
	                                    record->shown);
	record->tracker->message = kept;
	return label;
}

/* Where the value is; NULL: there is none of that kind. */
static const void *value_of(const ycf_record *record, const char *name, ycf_kind kind)
{
	const struct field *field = field_named(record, name);
	bool is = field != NULL &&
	          (field->kind == kind || (kind == YCF_INTEGER && field->kind == YCF_TIME));
	return is ? field_in(field, record->row) : NULL;
}

int64_t ycf_record_integer(const ycf_record *record, const char *name)
{
	const int64_t *value = value_of(record, name, YCF_INTEGER);
	return value != NULL && *value != INTEGER_NONE ? *value : 0;
}

bool ycf_record_boolean(const ycf_record *record, const char *name)
{
	const bool *value = value_of(record, name, YCF_BOOLEAN);
	return value != NULL && *value;
}

ycf_date ycf_record_date(const ycf_record *record, const char *name)
{
	const ycf_date *value = value_of(record, name, YCF_DATE);
	return value != NULL ? *value : 0;
}

/* ---- looking references up ---- */

/* The edition that a standard, criterion or level of this record is of. */
static ycf_status edition_of(struct ycf_record *record, int64_t *framework)
{
	static const char *const paths[][2] = {
		{"plan", "SELECT framework FROM plan WHERE id = :id"},
		{"assessment", "SELECT framework FROM assessment WHERE id = :id"},
		{"standard", "SELECT framework FROM standard WHERE id = :id"},
	};
	const struct field *own = noun_field(record->noun, "framework");
	if (own != NULL)
		*framework = *(const int64_t *)field_in(own, record->row);
	for (size_t i = 0; i < COUNT_OF(paths) && *framework == 0; i++) {
		const struct field *field = noun_field(record->noun, paths[i][0]);
		if (field == NULL || field_is_null(field, record->row))
			continue;
		struct binding binding = BIND_NUMBER(":id",
		                                     *(const int64_t *)field_in(field, record->row));
		ycf_status status = store_number(record->tracker->store, paths[i][1], &binding, 1,
		                                 framework);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static ycf_status resolve_field(struct ycf_record *record, const struct field *field)
{
	const char **pending = &record->pending[index_of(record->noun, field)];
	if (*pending == NULL)
		return YCF_OK;
	int64_t framework = 0, id = 0;
	ycf_status status = edition_of(record, &framework);
	if (status == YCF_OK)
		status = reference_find(record->tracker, noun_find(field->target), *pending,
		                        framework, &id);
	if (status != YCF_OK) {
		message_place(&record->tracker->message, NULL, field->name, 0);
		return status;
	}
	*(int64_t *)field_at(field, record->row) = id;
	*pending = NULL;
	return YCF_OK;
}

/* What leads to a setting leads to the one that is meant. */
static ycf_status check_through(struct ycf_record *record, const struct field *field, int64_t id)
{
	int64_t setting = 0, own = 0;
	struct binding binding = BIND_NUMBER(":id", id);
	char sql[100];
	snprintf(sql, sizeof sql, "SELECT setting FROM \"%s\" WHERE id = :id", field->target);
	ycf_status status = reference_find(record->tracker, &setting_noun, record->through, 0,
	                                   &setting);
	if (status == YCF_OK)
		status = store_number(record->tracker->store, sql, &binding, 1, &own);
	if (status != YCF_OK || own == setting)
		return status;
	message_place(&record->tracker->message, NULL, "setting", 0);
	return message_set(&record->tracker->message, YCF_INVALID,
	                   "its %s is of another setting than '%s'; name one of the two",
	                   field->target, record->through);
}

static ycf_status resolve_through(struct ycf_record *record)
{
	const struct field *field = noun_field(record->noun, record->noun->through);
	int64_t *id = field_at(field, record->row);
	record->has_through = false;
	ycf_status status = resolve_field(record, field);
	if (status == YCF_OK && *id != 0)
		return check_through(record, field, *id);
	return status != YCF_OK ? status : reference_find(record->tracker, noun_find(field->target),
	                                                  record->through, 0, id);
}

ycf_status record_resolve(struct ycf_record *record)
{
	ycf_status status = record->has_through ? resolve_through(record) : YCF_OK;
	for (size_t i = 0; i < record->noun->count && status == YCF_OK; i++)
		if (record->noun->fields[i].kind == YCF_REFERENCE)
			status = resolve_field(record, &record->noun->fields[i]);
	return status;
}

/* ---- storing ---- */

ycf_status record_begin(struct ycf_record *record, const struct noun *noun)
{
	ycf_status status = tracker_call(record->tracker);
	if (status == YCF_OK && record->noun != noun)
		status = message_set(&record->tracker->message, YCF_MISUSE,
		                     "this call takes a record of %s, not of %s", noun->name,
		                     record->noun->name);
	if (status == YCF_OK && ((struct row *)record->row)->id != 0)
		status = message_set(&record->tracker->message, YCF_MISUSE,
		                     "this %s is stored already", noun->name);
	return status == YCF_OK ? tracker_write_begin(record->tracker) : status;
}

ycf_status record_add(struct ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	ycf_status status = record_resolve(record);
	if (status == YCF_OK)
		status = rules_complete(tracker, record->noun, record->row);
	if (status == YCF_OK)
		status = row_check(record->noun, record->row, &tracker->message);
	if (status == YCF_OK)
		status = rules_check(tracker, record->noun, record->row);
	return status == YCF_OK ? store_insert(tracker->store, record->noun, record->row) : status;
}

ycf_status record_end(struct ycf_record *record, ycf_status status)
{
	status = tracker_write_end(record->tracker, status);
	if (status != YCF_OK)
		((struct row *)record->row)->id = 0;
	return status;
}

/* Whether the row says anything that the stored one does not. */
static ycf_status has_changed(struct ycf_record *record, bool *changed)
{
	const struct noun *noun = record->noun;
	const struct row *row = record->row;
	void *stored = arena_take(record->shown, noun->size);
	ycf_status status = stored == NULL
		? message_memory(&record->tracker->message)
		: store_get(record->tracker->store, noun, row->id, record->shown, stored);
	if (status == YCF_NOT_FOUND) {
		/* Removed meanwhile: writing it will tell the conflict. */
		message_clear(&record->tracker->message);
		*changed = true;
		return YCF_OK;
	}
	if (status != YCF_OK)
		return status;
	*changed = ((struct row *)stored)->revision != row->revision;
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++)
		*changed |= !field_same(&noun->fields[i], stored, row);
	return YCF_OK;
}

ycf_status record_edit(struct ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	bool changed = true;
	ycf_status status = record_resolve(record);
	if (status == YCF_OK)
		status = has_changed(record, &changed);
	if (status != YCF_OK || !changed)
		return status;
	if (record->noun == &award_noun)
		status = award_check_edit(tracker, record->row);
	if (status != YCF_OK)
		return status;
	if (status == YCF_OK)
		status = row_check(record->noun, record->row, &tracker->message);
	if (status == YCF_OK)
		status = rules_check(tracker, record->noun, record->row);
	return status == YCF_OK ? store_update(tracker->store, record->noun, record->row) : status;
}

/* What only ycf itself writes. */
static ycf_status refuse_own(struct ycf_record *record)
{
	const struct noun *noun = record->noun;
	if (noun == &change_noun || noun == &old_row_noun)
		return message_set(&record->tracker->message, YCF_REFUSED,
		                   "the change log is written by ycf itself");
	if (noun == &framework_noun || noun == &standard_noun || noun == &criterion_noun ||
	    noun == &level_noun || noun == &rule_noun)
		return message_set(&record->tracker->message, YCF_REFUSED,
		                   "a %s comes from a framework file; load a newer edition with "
		                   "`ycf framework load FILE`", noun->name);
	return YCF_OK;
}

ycf_status ycf_save(ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = refuse_own(record);
	if (status == YCF_OK && record->noun == &award_noun && ((struct row *)record->row)->id == 0)
		return ycf_award(record);
	if (status == YCF_OK)
		status = tracker_write_begin(tracker);
	if (status != YCF_OK)
		return status;
	if (((struct row *)record->row)->id == 0)
		return record_end(record, record_add(record));
	return tracker_write_end(tracker, record_edit(record));
}

ycf_status ycf_remove(ycf_record *record)
{
	struct ycf_tracker *tracker = record->tracker;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = refuse_own(record);
	if (status == YCF_OK && ((struct row *)record->row)->id == 0)
		status = message_set(&tracker->message, YCF_MISUSE, "this %s was never stored",
		                     record->noun->name);
	if (status == YCF_OK)
		status = tracker_write_begin(tracker);
	if (status != YCF_OK)
		return status;
	status = rules_before_removal(tracker, record->noun, record->row);
	if (status == YCF_OK)
		status = store_remove(tracker->store, record->noun, record->row);
	return tracker_write_end(tracker, status);
}
