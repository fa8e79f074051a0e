#include "exchange/import_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/award.h"
#include "domain/lead.h"
#include "domain/reference.h"
#include "format/writer.h"

/* ---- cells ---- */

static const char *cell_of(const struct csv_row *row, int column)
{
	return column >= 0 && (size_t)column < row->count ? row->cells[column] : "";
}

/* A problem of the present row; what a field's reading said, or our own words. */
static void reject(struct row_import *import, const char *text)
{
	import->rejected = true;
	if (import->headings->row > 0 || import->row->line != import->row->number)
		problems_add(import->problems, "row %" PRId64 " (line %" PRId64 "): %s",
		             import->row->number, import->row->line, text);
	else
		problems_add(import->problems, "row %" PRId64 ": %s", import->row->number, text);
}

/* Take a message of the library as a problem of the row, if it is one of the row's making. */
static ycf_status reject_message(struct row_import *import, ycf_status status)
{
	struct message *message = &import->tracker->message;
	if (status < YCF_INVALID || status >= YCF_CANCELLED)
		return status;
	reject(import, message->text);
	message_clear(message);
	return YCF_OK;
}

static bool has_part(const char *cell, const char *part)
{
	size_t wanted = strlen(part);
	for (const char *at = cell; *at != '\0';) {
		size_t length = strcspn(at, "|");
		const char *text = at;
		size_t size = length;
		text_trim(&text, &size);
		if (size == wanted && strncmp(text, part, wanted) == 0)
			return true;
		at += length + (at[length] == '|');
	}
	return false;
}

bool filter_holds(const struct filter *filter, const struct csv_row *row)
{
	const char *cell = cell_of(row, filter->column.column);
	bool found = false;
	for (size_t i = 0; i < filter->count && !found; i++)
		found = filter->wanted[i].part ? has_part(cell, filter->wanted[i].text)
		                               : heading_same(cell, filter->wanted[i].text);
	return found != filter->unequal;
}

/* ---- values ---- */

/* A value on its way from a cell to a field. */
struct value {
	const char *text;
	size_t length;
	const char *heading;      /* where it stood, for messages */
};

static bool is_blank_word(const struct entry *entry, const char *text)
{
	for (const char *const *word = entry->blank_when; word != NULL && *word != NULL; word++)
		if (heading_same(*word, text))
			return true;
	return false;
}

static const char *heading_of(struct row_import *import, const struct entry *entry)
{
	if (entry->column >= 0 && (size_t)entry->column < import->headings->count)
		return import->headings->names[entry->column];
	return arena_format(import->arena, "column %d", entry->column + 1);
}

static void refuse_value(struct row_import *import, const struct entry *entry, const char *text)
{
	struct buffer list = {0};
	for (size_t i = 0; i < entry->value_count; i++)
		buffer_format(&list, "%s%s", i == 0 ? "" : ", ", entry->values[i].from);
	const char *line = arena_format(import->arena, "%s '%s' is not one of %s",
	                                heading_of(import, entry), text, buffer_string(&list));
	reject(import, line != NULL ? line : "a value is not one of those that the map lists");
	buffer_free(&list);
}

/* What the map makes of a text: true where it gives a value. */
static bool translate(struct row_import *import, const struct entry *entry, bool last,
                      struct value *value)
{
	if (entry->values == NULL)
		return true;
	for (size_t i = 0; i < entry->value_count; i++)
		if (heading_same(entry->values[i].from, value->text)) {
			value->text = entry->values[i].to;
			value->length = strlen(value->text);
			return value->length > 0;
		}
	if (entry->otherwise == NULL) {
		if (last)
			refuse_value(import, entry, value->text);
		return false;
	}
	if (strcmp(entry->otherwise, "keep") == 0)
		return true;
	value->text = entry->otherwise;
	value->length = strlen(value->text);
	return true;
}

static bool column_value(struct row_import *import, const struct entry *entry, bool last,
                         struct value *value)
{
	const struct csv_row *row = import->row;
	if (entry->column < 0 || (size_t)entry->column >= row->count)
		return false;
	value->text = row->cells[entry->column];
	value->length = row->lengths[entry->column];
	if (import->map->own) {
		const char *text = writer_unguard(value->text);
		value->length -= (size_t)(text - value->text);
		value->text = text;
		return value->length > 0;
	}
	if (text_is_blank(value->text, value->length) || is_blank_word(entry, value->text))
		return false;
	if (import->map->trim) {
		const char *end = value->text + value->length;
		text_trim(&value->text, &value->length);
		if (value->text + value->length != end) {
			value->text = arena_copy(import->arena, value->text, value->length);
			if (value->text == NULL)
				return false;
		}
	}
	return translate(import, entry, last, value);
}

static bool join_value(struct row_import *import, const struct entry *entry, struct value *value)
{
	struct buffer joined = {0};
	size_t parts = 0;
	for (size_t i = 0; i < entry->part_count; i++) {
		struct value part;
		if (column_value(import, &entry->parts[i], true, &part)) {
			if (parts++ > 0)
				buffer_text(&joined, entry->constant);
			buffer_add(&joined, part.text, part.length);
		} else if (!entry->skip_blank) {
			parts = 0;
			break;
		}
	}
	if (parts > 0) {
		value->text = arena_copy(import->arena, buffer_string(&joined), joined.length);
		value->length = joined.length;
	}
	buffer_free(&joined);
	return parts > 0 && value->text != NULL;
}

/* The first entry that gives a value: NULL where none does. */
static const struct entry *field_value(struct row_import *import, const struct map_field *field,
                                       bool adding, struct value *value)
{
	for (size_t i = 0; i < field->count; i++) {
		const struct entry *entry = &field->entries[i];
		bool found = false;
		if (entry->when_new && !adding)
			continue;
		if (entry->kind == ENTRY_COLUMN)
			found = column_value(import, entry, i + 1 == field->count, value);
		else if (entry->kind == ENTRY_JOIN)
			found = join_value(import, entry, value);
		else if (entry->kind == ENTRY_NOUN)
			found = import->made[0] != 0;
		else {
			value->text = entry->constant;
			value->length = strlen(entry->constant);
			found = true;
		}
		if (found)
			return entry;
	}
	return NULL;
}

/* ---- days ---- */

static bool has_shape(const char *text, const char *shape)
{
	for (; *shape != '\0'; shape++, text++)
		if (*shape == '9' ? *text < '0' || *text > '9' : *text != *shape)
			return false;
	return *text == '\0';
}

static bool is_in_style(unsigned styles, const char *text)
{
	return (styles & STYLE_UK) || ((styles & STYLE_ISO) && has_shape(text, "9999-99-99")) ||
	       ((styles & STYLE_COMPACT) && has_shape(text, "99999999")) ||
	       ((styles & STYLE_DASHES) && has_shape(text, "99-99-9999"));
}

/* ---- one field ---- */

static ycf_status read_reference(struct row_import *import, const struct map_field *field,
                                 const struct value *value, struct ycf_record *record)
{
	ycf_status status = ycf_record_set(record, field->field->name, value->text);
	return status == YCF_OK ? YCF_OK : reject_message(import, status);
}

static ycf_status read_value(struct row_import *import, const struct map_field *field,
                             const struct entry *entry, const struct value *value,
                             struct ycf_record *record)
{
	const struct field *to = field->field;
	struct message *message = &import->tracker->message;
	if (entry->kind == ENTRY_NOUN) {
		*(int64_t *)field_at(to, record->row) = import->made[0];
		return YCF_OK;
	}
	if (to->kind == YCF_REFERENCE && !(to->flags & YCF_FIELD_READ_ONLY))
		return read_reference(import, field, value, record);
	if (to->kind == YCF_DATE && !is_in_style(import->map->dates, value->text)) {
		reject(import, arena_format(import->arena, "%s '%s' is not a date in the style that "
		                            "the map names", heading_of(import, entry), value->text));
		return YCF_OK;
	}
	ycf_status status = field_read(to, record->row, value->text, value->length, record->arena,
	                               message);
	if (status != YCF_INVALID)
		return status;
	const char *heading = entry->kind == ENTRY_COLUMN ? heading_of(import, entry) : "";
	if (heading[0] != '\0' && !heading_same(heading, to->name))
		reject(import, arena_format(import->arena, "column '%s': %s", heading, message->text));
	else
		reject(import, message->text);
	message_clear(message);
	return YCF_OK;
}

/* Fill the record with what the row says; `adding` tells whether it is a new one. */
static ycf_status read_fields(struct row_import *import, const struct map_noun *noun, bool adding,
                              struct ycf_record *record)
{
	for (size_t i = 0; i < noun->field_count; i++) {
		const struct map_field *field = &noun->fields[i];
		struct value value;
		const struct entry *entry = field_value(import, field, adding, &value);
		if (entry == NULL)
			continue;
		/* What ycf keeps itself is not taken from a file; the id was looked up. */
		if (field->field->flags & YCF_FIELD_READ_ONLY)
			continue;
		ycf_status status = read_value(import, field, entry, &value, record);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

/* ---- known records ---- */

static bool is_weak(const struct map_noun *noun, const struct field *key)
{
	return noun->noun == &setting_noun && strcmp(key->name, "name") == 0;
}

static bool is_of_setting(const struct map_noun *noun)
{
	return noun->noun == &lead_noun || noun->noun == &award_noun;
}

static void lookup_sql(const struct map_noun *noun, const struct field *key, struct buffer *sql)
{
	buffer_text(sql, "SELECT ");
	store_columns(noun->noun, sql);
	buffer_format(sql, " FROM \"%s\" WHERE ", noun->noun->name);
	if (noun->noun == &external_id_noun)
		buffer_text(sql, "system = :system AND value = :value");
	else if (strcmp(key->name, "name") == 0 && noun->noun != &setting_noun)
		buffer_text(sql, "folded(name) = folded(:value)");
	else
		buffer_format(sql, "\"%s\" = :value", key->name);
	if (is_of_setting(noun))
		buffer_text(sql, " AND setting = :setting");
	if (noun->noun == &lead_noun)
		buffer_text(sql, " AND until IS NULL");
	buffer_text(sql, " LIMIT 2");
}

static ycf_status start_lookup(struct row_import *import, size_t index, size_t key,
                               const struct binding *bindings, size_t count)
{
	struct rows **rows = &import->lookups[index][key];
	const struct map_noun *noun = &import->map->nouns[index];
	if (*rows != NULL)
		return rows_again(*rows, bindings, count);
	struct buffer sql = {0};
	lookup_sql(noun, noun->keys[key], &sql);
	ycf_status status = sql.failed
		? message_memory(&import->tracker->message)
		: store_query(import->tracker->store, noun->noun, sql.data, bindings, count, rows);
	buffer_free(&sql);
	return status;
}

static void bind_key(const struct field *key, const void *row, struct binding *binding)
{
	*binding = (struct binding){.name = ":value", .kind = BINDING_NUMBER};
	switch (key->kind) {
	case YCF_TEXT:
		binding->kind = BINDING_TEXT;
		binding->text = *(const char *const *)field_in(key, row);
		break;
	case YCF_DATE:
		binding->kind = BINDING_DATE;
		binding->number = *(const ycf_date *)field_in(key, row);
		break;
	default:
		binding->number = *(const int64_t *)field_in(key, row);
	}
}

/* Look one key up: YCF_ROW with the record, YCF_DONE where there is none. */
static ycf_status look_up(struct row_import *import, size_t index, size_t key, const void *row,
                          void *found)
{
	const struct map_noun *noun = &import->map->nouns[index];
	struct binding bindings[3] = {
		{0}, BIND_NUMBER(":setting", import->made[1]), BIND_TEXT(":system", NULL),
	};
	bind_key(noun->keys[key], row, &bindings[0]);
	if (noun->noun == &external_id_noun) {
		const struct external_id *external = row;
		bindings[0].text = external->value;
		bindings[2].text = external->system;
	}
	ycf_status status = start_lookup(import, index, key, bindings, 3);
	if (status == YCF_OK)
		status = rows_next(import->lookups[index][key], import->arena, found);
	return status;
}

/* A weaker key does not speak where a stronger one says otherwise. */
static bool contradicts(const struct map_noun *noun, size_t key, const void *row,
                        const void *found)
{
	for (size_t i = 0; i < key; i++)
		if (!field_is_null(noun->keys[i], row) && !field_is_null(noun->keys[i], found) &&
		    !field_same(noun->keys[i], row, found))
			return true;
	return false;
}

static ycf_status refuse_two(struct row_import *import, const struct map_noun *noun,
                             const void *first, const void *second)
{
	const char *a = row_label(noun->noun, first, import->arena);
	const char *b = row_label(noun->noun, second, import->arena);
	const char *line = arena_format(import->arena,
	                                "its keys belong to two different %ss, '%s' and '%s'; mend "
	                                "one of the keys", noun->noun->name, a != NULL ? a : "",
	                                b != NULL ? b : "");
	reject(import, line != NULL ? line : "its keys belong to two different records");
	return YCF_OK;
}

/* The record that the row's keys name; *known stays NULL where there is none. */
static ycf_status find_known(struct row_import *import, size_t index, const void *row,
                             void **known)
{
	const struct map_noun *noun = &import->map->nouns[index];
	for (size_t key = 0; key < noun->key_count; key++) {
		if (field_is_null(noun->keys[key], row))
			continue;
		void *found = arena_take(import->arena, noun->noun->size);
		if (found == NULL)
			return message_memory(&import->tracker->message);
		ycf_status status = look_up(import, index, key, row, found);
		if (status == YCF_DONE)
			continue;
		if (status != YCF_ROW)
			return status;
		if (is_weak(noun, noun->keys[key]) &&
		    (*known != NULL || contradicts(noun, key, row, found)))
			continue;
		if (*known == NULL)
			*known = found;
		else if (((struct row *)*known)->id != ((struct row *)found)->id)
			return refuse_two(import, noun, *known, found);
		if (noun->noun == &external_id_noun)
			break;
	}
	return YCF_OK;
}

/* ---- twice in one file ---- */

static ycf_status check_twice(struct row_import *import, const struct row *known)
{
	bool again = import->in_own_transaction && known->changed == store_time(import->tracker->store);
	ycf_status status = again ? YCF_OK : store_remember(import->tracker->store, known->id, &again);
	if (status == YCF_OK && again)
		reject(import, "this record stands in the file twice; keep one of the rows");
	return status;
}

/* ---- storing ---- */

static bool differs(const struct noun *noun, const void *a, const void *b)
{
	for (size_t i = ROW_FIELD_COUNT; i < noun->count; i++)
		if (!field_same(&noun->fields[i], a, b))
			return true;
	return false;
}

static ycf_status check_row(struct row_import *import, const struct noun *noun, const void *row)
{
	ycf_status status = row_check(noun, row, &import->tracker->message);
	if (status == YCF_OK)
		status = rules_check(import->tracker, noun, row);
	return status;
}

static ycf_status update(struct row_import *import, const struct map_noun *noun,
                         struct ycf_record *record, const void *known, enum outcome *outcome)
{
	ycf_status status = record_resolve(record);
	*outcome = OUTCOME_UNCHANGED;
	if (status == YCF_OK && differs(noun->noun, record->row, known)) {
		*outcome = OUTCOME_UPDATED;
		status = check_row(import, noun->noun, record->row);
		if (status == YCF_OK)
			status = store_update(import->tracker->store, noun->noun, record->row);
	}
	return reject_message(import, status);
}

/* A verb may take today for granted; a file may not leave the day out. */
static ycf_status check_days(struct row_import *import, const struct noun *noun, const void *row)
{
	for (size_t i = 0; i < noun->count; i++)
		if (noun->fields[i].kind == YCF_DATE && field_is_null(&noun->fields[i], row) &&
		    (noun->fields[i].flags & YCF_FIELD_REQUIRED))
			return row_check(noun, row, &import->tracker->message);
	return YCF_OK;
}

static ycf_status insert(struct row_import *import, const struct map_noun *noun,
                         struct ycf_record *record)
{
	struct ycf_tracker *tracker = import->tracker;
	ycf_status status = record_resolve(record);
	if (status == YCF_OK)
		status = check_days(import, noun->noun, record->row);
	if (status == YCF_OK && noun->noun == &award_noun)
		status = award_prepare(record);
	if (status == YCF_OK)
		status = rules_complete(tracker, noun->noun, record->row);
	if (status == YCF_OK && noun->noun == &lead_noun)
		status = lead_succeed(tracker, record->row);
	if (status == YCF_OK)
		status = check_row(import, noun->noun, record->row);
	if (status == YCF_OK)
		status = store_insert(tracker->store, noun->noun, record->row);
	return reject_message(import, status);
}

static bool may_add(const struct row_import *import, const struct map_noun *noun)
{
	for (size_t i = 0; i < noun->filter_count; i++)
		if (!filter_holds(&noun->filters[i], import->row))
			return false;
	for (size_t i = 0; i < import->where_count; i++)
		if (!filter_holds(&import->where[i], import->row))
			return false;
	return true;
}

/* ---- one noun of a row ---- */

/* A row's second nouns are made only where what they are known by stands there. */
static bool is_there(struct row_import *import, const struct map_noun *noun)
{
	struct value value;
	if (noun->first_required == NULL || &import->map->nouns[import->map->main] == noun)
		return true;
	return field_value(import, noun->first_required, true, &value) != NULL;
}

static void set_owner(struct row_import *import, const struct map_noun *noun,
                      struct ycf_record *record)
{
	const struct field *field = noun_field(noun->noun, "setting");
	if (field != NULL && noun->noun != &setting_noun && import->made[1] != 0)
		*(int64_t *)field_at(field, record->row) = import->made[1];
}

/* The keys alone, for the look-up. */
static ycf_status read_keys(struct row_import *import, const struct map_noun *noun,
                            struct ycf_record *record)
{
	for (size_t key = 0; key < noun->key_count; key++)
		for (size_t i = 0; i < noun->field_count; i++) {
			struct value value;
			const struct map_field *field = &noun->fields[i];
			if (field->field != noun->keys[key])
				continue;
			const struct entry *entry = field_value(import, field, true, &value);
			if (entry == NULL)
				continue;
			ycf_status status = read_value(import, field, entry, &value, record);
			if (status != YCF_OK)
				return status;
		}
	return YCF_OK;
}

static void start_record(struct row_import *import, const struct map_noun *noun,
                         struct ycf_record *record)
{
	*record = (struct ycf_record){
		.tracker = import->tracker, .noun = noun->noun, .arena = import->arena,
		.shown = import->arena,
	};
	record->row = arena_take(import->arena, noun->noun->size);
	record->pending = arena_take(import->arena, noun->noun->count * sizeof *record->pending);
	if (record->row != NULL)
		row_clear(noun->noun, record->row);
}

/* The slot of a noun's record in `made`: practitioner 0, setting 1, others on. */
static size_t slot_of(const struct map_noun *noun)
{
	if (noun->noun == &practitioner_noun)
		return 0;
	return noun->noun == &setting_noun ? 1 : 2;
}

static ycf_status take_known(struct row_import *import, const struct map_noun *noun,
                             struct ycf_record *record, const void *known, enum outcome *outcome)
{
	memcpy(record->row, known, noun->noun->size);
	ycf_status status = &import->map->nouns[import->map->main] == noun
		? check_twice(import, known) : YCF_OK;
	if (status == YCF_OK)
		status = read_fields(import, noun, false, record);
	if (status == YCF_OK && !import->rejected)
		status = update(import, noun, record, known, outcome);
	return status;
}

static ycf_status take_new(struct row_import *import, const struct map_noun *noun,
                           struct ycf_record *record, enum outcome *outcome)
{
	*outcome = OUTCOME_SKIPPED;
	if (!may_add(import, noun))
		return YCF_OK;
	*outcome = OUTCOME_ADDED;
	ycf_status status = read_fields(import, noun, true, record);
	return status == YCF_OK && !import->rejected ? insert(import, noun, record) : status;
}

static ycf_status import_noun(struct row_import *import, size_t index, enum outcome *outcome)
{
	const struct map_noun *noun = &import->map->nouns[index];
	struct ycf_record record;
	void *known = NULL;
	*outcome = OUTCOME_SKIPPED;
	if (!is_there(import, noun))
		return YCF_OK;
	start_record(import, noun, &record);
	if (record.row == NULL || record.pending == NULL)
		return message_memory(&import->tracker->message);
	set_owner(import, noun, &record);
	ycf_status status = read_keys(import, noun, &record);
	/* A key that cannot be read names nothing; that was noted. */
	if (status == YCF_OK && !import->rejected)
		status = find_known(import, index, record.row, &known);
	if (status != YCF_OK || import->rejected)
		return status;
	status = known != NULL ? take_known(import, noun, &record, known, outcome)
	                       : take_new(import, noun, &record, outcome);
	import->made[slot_of(noun)] = ((struct row *)record.row)->id;
	return status;
}

/* ---- a row ---- */

static void check_ragged(struct row_import *import)
{
	const struct csv_row *row = import->row;
	if (import->headings->row == 0)
		return;
	for (size_t i = import->headings->count; i < row->count; i++)
		if (!text_is_blank(row->cells[i], row->lengths[i])) {
			char text[160];
			snprintf(text, sizeof text, "it has %zu cells under %zu headings; a cell with a "
			         "comma in it may want quotes", row->count, import->headings->count);
			reject(import, text);
			return;
		}
}

/* What became of the row: that of its main record, or updated where only
   something beside it changed. */
static enum outcome combine(enum outcome main, enum outcome other)
{
	bool changed = other == OUTCOME_ADDED || other == OUTCOME_UPDATED;
	return main == OUTCOME_UNCHANGED && changed ? OUTCOME_UPDATED : main;
}

static ycf_status import_nouns(struct row_import *import, enum outcome *outcome)
{
	enum outcome others = OUTCOME_UNCHANGED, one;
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < import->map->noun_count && status == YCF_OK && !import->rejected; i++) {
		status = import_noun(import, i, &one);
		if (i == import->map->main) {
			*outcome = one;
			/* What was left out takes all that belongs to it along. */
			if (one == OUTCOME_SKIPPED)
				break;
		} else
			others = combine(others, one);
	}
	*outcome = import->rejected ? OUTCOME_REJECTED : combine(*outcome, others);
	return status;
}

/* A row that fills several nouns leaves all of them or nothing. */
static ycf_status import_together(struct row_import *import, enum outcome *outcome)
{
	struct store *store = import->tracker->store;
	ycf_status status = store_step_begin(store);
	if (status != YCF_OK)
		return status;
	status = import_nouns(import, outcome);
	if (status == YCF_OK && *outcome != OUTCOME_REJECTED && *outcome != OUTCOME_SKIPPED)
		return store_step_end(store);
	store_step_undo(store);
	return status;
}

ycf_status import_row(struct row_import *import, const struct csv_row *row, enum outcome *outcome)
{
	import->row = row;
	import->rejected = false;
	memset(import->made, 0, sizeof import->made);
	*outcome = OUTCOME_SKIPPED;
	check_ragged(import);
	ycf_status status = import->map->noun_count > 1 ? import_together(import, outcome)
	                                                : import_nouns(import, outcome);
	arena_reset(import->arena);
	return status;
}

void import_row_end(struct row_import *import)
{
	for (size_t i = 0; i < COUNT_OF(import->lookups); i++)
		for (size_t key = 0; key < MAP_KEYS; key++)
			rows_free(import->lookups[i][key]);
}
