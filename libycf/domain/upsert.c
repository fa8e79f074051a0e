/* Add or edit by a key: an external id of a setting or lead, or a setting's code. */
#include <string.h>

#include "base/text.h"
#include "domain/record.h"
#include "domain/reference.h"

/* What a call was given, to go back to where it fails. */
struct given {
	void *row;
	const char **pending;
};

static ycf_status keep_given(struct ycf_record *record, struct given *given)
{
	size_t size = record->noun->count * sizeof *record->pending;
	given->row = arena_take(record->arena, record->noun->size);
	given->pending = arena_take(record->arena, size);
	if (given->row == NULL || given->pending == NULL)
		return message_memory(&record->tracker->message);
	memcpy(given->row, record->row, record->noun->size);
	memcpy(given->pending, record->pending, size);
	return YCF_OK;
}

/* ---- a record that is known ---- */

/* The stored record, with the fields that were set in place of its own. */
static ycf_status take_stored(struct ycf_record *record, int64_t id)
{
	const struct noun *noun = record->noun;
	void *row = arena_take(record->arena, noun->size);
	ycf_status status = row == NULL
		? message_memory(&record->tracker->message)
		: store_get(record->tracker->store, noun, id, record->arena, row);
	if (status != YCF_OK)
		return status;
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++)
		if (record->given >> i & 1)
			field_copy(&noun->fields[i], row, record->row);
	record->row = row;
	return YCF_OK;
}

static ycf_status edit_known(struct ycf_record *record, int64_t id, ycf_count *outcome)
{
	ycf_status status = take_stored(record, id);
	const struct row *row = record->row;
	int64_t revision = row->revision;
	if (status == YCF_OK)
		status = record_edit(record);
	*outcome = row->revision == revision ? YCF_UNCHANGED : YCF_UPDATED;
	return status;
}

/* ---- a new record ---- */

static ycf_status refuse_two(struct ycf_record *record, const struct field *field,
                             const char *value)
{
	message_place(&record->tracker->message, NULL, field->name, 0);
	return message_set(&record->tracker->message, YCF_INVALID,
	                   "the key's %s '%s' is not the one that was set; give one of them",
	                   field->name, value);
}

/* A code is a field of the record itself. */
static ycf_status give_code(struct ycf_record *record, const struct record_key *key)
{
	const struct field *field = key->field;
	if (field_is_null(field, record->row))
		return field_read(field, record->row, key->value, strlen(key->value), record->arena,
		                  &record->tracker->message);
	const char *own = *(const char *const *)field_in(field, record->row);
	return strcmp(own, key->value) == 0 ? YCF_OK : refuse_two(record, field, key->value);
}

static ycf_status read_text(struct ycf_record *record, const char *name, const char *text,
                            struct external_id *external)
{
	return field_read(noun_field(&external_id_noun, name), external, text, strlen(text),
	                  record->arena, &record->tracker->message);
}

static ycf_status give_external_id(struct ycf_record *record, const struct record_key *key)
{
	struct ycf_tracker *tracker = record->tracker;
	struct external_id external;
	int64_t id = ((const struct row *)record->row)->id;
	row_clear(&external_id_noun, &external);
	*(record->noun == &lead_noun ? &external.lead : &external.setting) = id;
	ycf_status status = read_text(record, "system", key->system, &external);
	if (status == YCF_OK)
		status = read_text(record, "value", key->value, &external);
	if (status == YCF_OK)
		status = row_check(&external_id_noun, &external, &tracker->message);
	if (status == YCF_OK)
		status = rules_check(tracker, &external_id_noun, &external);
	return status == YCF_OK ? store_insert(tracker->store, &external_id_noun, &external) : status;
}

static ycf_status add_new(struct ycf_record *record, const struct record_key *key,
                          ycf_count *outcome)
{
	ycf_status status = key->field != NULL ? give_code(record, key) : YCF_OK;
	if (status == YCF_OK)
		status = record_add(record);
	if (status == YCF_OK && key->field == NULL)
		status = give_external_id(record, key);
	*outcome = YCF_ADDED;
	return status;
}

/* ---- the call ---- */

static ycf_status check_new(struct ycf_record *record)
{
	struct message *message = &record->tracker->message;
	if (record->noun != &setting_noun && record->noun != &lead_noun)
		return message_set(message, YCF_MISUSE,
		                   "a %s has no external ids or codes to be known by; settings and leads "
		                   "have", record->noun->name);
	if (((struct row *)record->row)->id != 0)
		return message_set(message, YCF_MISUSE,
		                   "this %s is stored already; ycf_save() edits it", record->noun->name);
	return YCF_OK;
}

static ycf_status upsert(struct ycf_record *record, const struct record_key *key,
                         ycf_count *outcome)
{
	int64_t id = 0;
	ycf_status status = reference_key_find(record->tracker, record->noun, key, &id);
	if (status != YCF_OK)
		return status;
	return id != 0 ? edit_known(record, id, outcome) : add_new(record, key, outcome);
}

ycf_status ycf_upsert(ycf_record *record, const char *text, ycf_count *outcome)
{
	struct ycf_tracker *tracker = record->tracker;
	struct record_key key;
	struct given given;
	ycf_count done = YCF_UNCHANGED;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = check_new(record);
	if (status == YCF_OK)
		status = reference_key_read(tracker, record->noun, text, record->arena, &key);
	if (status == YCF_OK)
		status = keep_given(record, &given);
	if (status == YCF_OK)
		status = tracker_write_begin(tracker);
	if (status != YCF_OK)
		return status;
	status = record_end(record, upsert(record, &key, &done));
	if (status != YCF_OK) {
		record->row = given.row;
		record->pending = given.pending;
	} else if (outcome != NULL)
		*outcome = done;
	return status;
}
