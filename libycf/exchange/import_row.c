#include "exchange/import_row.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/award.h"
#include "domain/lead.h"
#include "exchange/row_external.h"
#include "exchange/row_known.h"
#include "exchange/row_value.h"

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
	return row_reject_message(import, status);
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

/* Settings alone, and known only by keys that unique indexes serve. */
static bool is_list_of_settings(const struct row_import *import)
{
	const struct map_noun *noun = &import->map->nouns[0];
	if (import->map->noun_count > 1 || noun->noun != &setting_noun || row_has_external(noun))
		return false;
	for (size_t i = 0; i < noun->key_count; i++)
		if (!(noun->keys[i]->flags & YCF_FIELD_UNIQUE) && strcmp(noun->keys[i]->name, "id") != 0)
			return false;
	return true;
}

/* Where most of the settings come from this import, the indexes that it does not use itself are
   made sooner after it than row by row. */
static ycf_status put_off_indexes(struct row_import *import)
{
	struct store *store = import->tracker->store;
	int64_t all = 0;
	ycf_status status = store_number(store, "SELECT count(*) FROM setting", NULL, 0, &all);
	if (status != YCF_OK || all > import->added * 2)
		return status;
	for (size_t i = 0; i < COUNT_OF(import->lookups); i++)
		for (size_t key = 0; key < MAP_KEYS; key++)
			if (import->lookups[i][key] != NULL)
				rows_again(import->lookups[i][key], NULL, 0);
	return store_put_off_indexes(store, &setting_noun);
}

/* Looked at after 8,192 additions and each time that they have doubled. */
static ycf_status count_added(struct row_import *import)
{
	enum { MANY = 8192 };
	import->added++;
	bool due = import->added >= MANY && (import->added & (import->added - 1)) == 0;
	if (!due || !import->in_own_transaction || !is_list_of_settings(import))
		return YCF_OK;
	return put_off_indexes(import);
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
	return status == YCF_OK ? count_added(import) : row_reject_message(import, status);
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
	return row_field_value(import, noun->first_required, true, &value) != NULL;
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
			const struct entry *entry = row_field_value(import, field, true, &value);
			if (entry == NULL)
				continue;
			ycf_status status = row_read_value(import, field, entry, &value, record);
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
		? row_check_twice(import, known) : YCF_OK;
	if (status == YCF_OK)
		status = row_read_fields(import, noun, false, record);
	if (status == YCF_OK && !import->rejected)
		status = update(import, noun, record, known, outcome);
	return status;
}

/* Whether the main record has nothing by which it could be found again. */
static bool is_keyless(const struct row_import *import, const struct map_noun *noun,
                       const void *row)
{
	for (size_t key = 0; key < noun->key_count; key++)
		if (!field_is_null(noun->keys[key], row))
			return false;
	if (row_has_external(noun))
		return false;
	return &import->map->nouns[import->map->main] == noun;
}

/* In a file of our own headings: a field that every new record needs, but no column gives. */
static const struct field *column_lacking(const struct row_import *import,
                                          const struct map_noun *noun)
{
	if (!import->map->own || (noun->noun != &setting_noun && noun->noun != &practitioner_noun))
		return NULL;
	for (size_t i = 0; i < noun->noun->count; i++) {
		const struct field *field = &noun->noun->fields[i];
		if ((field->flags & YCF_FIELD_REQUIRED) &&
		    headings_column(import->headings, field->name) < 0)
			return field;
	}
	return NULL;
}

static ycf_status take_new(struct row_import *import, const struct map_noun *noun,
                           struct ycf_record *record, enum outcome *outcome)
{
	*outcome = OUTCOME_SKIPPED;
	if (!may_add(import, noun))
		return YCF_OK;
	const struct field *lacking = column_lacking(import, noun);
	if (lacking != NULL && !import->trying)
		return message_set(&import->tracker->message, YCF_INVALID,
		                   "%s: row %" PRId64 " is a new %s, and the file has no column '%s', which "
		                   "that needs; add the column, or name the list's own map with --map",
		                   import->path, import->row->number, noun->noun->name,
		                   lacking->name);
	*outcome = OUTCOME_ADDED;
	bool keyless = is_keyless(import, noun, record->row);
	ycf_status status = row_read_fields(import, noun, true, record);
	if (status == YCF_OK && !import->rejected)
		status = insert(import, noun, record);
	import->keyless += keyless && !import->rejected;
	return status;
}

static ycf_status start_noun(struct row_import *import, const struct map_noun *noun,
                             struct ycf_record *record)
{
	start_record(import, noun, record);
	if (record->row == NULL || record->pending == NULL)
		return message_memory(&import->tracker->message);
	set_owner(import, noun, record);
	return read_keys(import, noun, record);
}

/* In a list of new settings the unique indexes themselves tell a known one, so that it need not be
   looked for first.  Whatever hinders leaves all as it was, and *outcome says so: then the row is
   looked up and what is wrong is told. */
static ycf_status try_new(struct row_import *import, const struct map_noun *noun,
                          enum outcome *outcome)
{
	struct ycf_record record;
	import->trying = true;
	ycf_status status = start_noun(import, noun, &record);
	if (status == YCF_OK && !import->rejected && ((struct row *)record.row)->id == 0)
		status = take_new(import, noun, &record, outcome);
	import->trying = false;
	if (import->rejected)
		*outcome = OUTCOME_SKIPPED;
	import->rejected = false;
	return status;
}

static ycf_status give_external(struct row_import *import, const struct map_noun *noun, int64_t id,
                                enum outcome *outcome)
{
	bool added = false;
	ycf_status status = import->rejected
		? YCF_OK : row_give_external(import, noun, id, &added);
	if (added && *outcome == OUTCOME_UNCHANGED)
		*outcome = OUTCOME_UPDATED;
	return status;
}

static ycf_status look_up_and_take(struct row_import *import, size_t index,
                                   enum outcome *outcome)
{
	const struct map_noun *noun = &import->map->nouns[index];
	struct ycf_record record;
	void *known = NULL;
	ycf_status status = start_noun(import, noun, &record);
	/* A key that cannot be read names nothing; that was noted. */
	if (status == YCF_OK && !import->rejected)
		status = row_find_known(import, index, record.row, &known);
	if (status != YCF_OK || import->rejected)
		return status;
	import->expects_new = known == NULL && is_list_of_settings(import);
	status = known != NULL ? take_known(import, noun, &record, known, outcome)
	                       : take_new(import, noun, &record, outcome);
	import->made[slot_of(noun)] = ((struct row *)record.row)->id;
	if (status == YCF_OK && *outcome != OUTCOME_SKIPPED)
		status = give_external(import, noun, ((struct row *)record.row)->id, outcome);
	return status;
}

static ycf_status import_noun(struct row_import *import, size_t index, enum outcome *outcome)
{
	const struct map_noun *noun = &import->map->nouns[index];
	ycf_status status = YCF_OK;
	*outcome = OUTCOME_SKIPPED;
	if (!is_there(import, noun))
		return YCF_OK;
	if (import->expects_new)
		status = try_new(import, noun, outcome);
	return status == YCF_OK && *outcome == OUTCOME_SKIPPED
		? look_up_and_take(import, index, outcome) : status;
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
			row_reject(import, text);
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

/* A file of our own headings has few of a noun's fields as columns: the others
   need not be looked at in every row. */
static void drop_idle_fields(struct map_noun *noun)
{
	size_t kept = 0;
	for (size_t i = 0; i < noun->field_count; i++)
		if (noun->fields[i].entries[0].column >= 0)
			noun->fields[kept++] = noun->fields[i];
	noun->field_count = kept;
}

ycf_status import_row(struct row_import *import, const struct csv_row *row, enum outcome *outcome)
{
	if (!import->started && import->map->own)
		drop_idle_fields(&import->map->nouns[0]);
	import->started = true;
	import->row = row;
	import->rejected = false;
	memset(import->made, 0, sizeof import->made);
	*outcome = OUTCOME_SKIPPED;
	check_ragged(import);
	ycf_status status = import->map->noun_count > 1 || row_has_external(&import->map->nouns[0])
		? import_together(import, outcome) : import_nouns(import, outcome);
	arena_reset(import->arena);
	return status;
}

void import_row_end(struct row_import *import)
{
	for (size_t i = 0; i < COUNT_OF(import->lookups); i++)
		for (size_t key = 0; key < MAP_KEYS; key++)
			rows_free(import->lookups[i][key]);
}
