/* The record that a row's keys name. */
#include "exchange/row_known.h"

#include <string.h>

#include "exchange/row_external.h"
#include "exchange/row_value.h"

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
	size_t count = noun->noun == &external_id_noun ? 3 : is_of_setting(noun) ? 2 : 1;
	ycf_status status = start_lookup(import, index, key, bindings, count);
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

ycf_status row_refuse_two(struct row_import *import, const struct map_noun *noun,
                          const void *first, const void *second)
{
	const char *a = row_label(noun->noun, first, import->arena);
	const char *b = row_label(noun->noun, second, import->arena);
	const char *line = arena_format(import->arena,
	                                "its keys belong to two different %ss, '%s' and '%s'; mend "
	                                "one of the keys", noun->noun->name, a != NULL ? a : "",
	                                b != NULL ? b : "");
	row_reject(import, line != NULL ? line : "its keys belong to two different records");
	return YCF_OK;
}

/* The record that the row's keys name; *known stays NULL where there is none. */
ycf_status row_find_known(struct row_import *import, size_t index, const void *row,
                             void **known)
{
	const struct map_noun *noun = &import->map->nouns[index];
	size_t given = 0;
	ycf_status read = row_find_external(import, noun, &given, known);
	if (read != YCF_OK || import->rejected)
		return read;
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
			return row_refuse_two(import, noun, *known, found);
		if (noun->noun == &external_id_noun)
			break;
	}
	return YCF_OK;
}

/* ---- twice in one file ---- */

ycf_status row_check_twice(struct row_import *import, const struct row *known)
{
	bool again = import->in_own_transaction && known->changed == store_time(import->tracker->store);
	ycf_status status = again ? YCF_OK : store_remember(import->tracker->store, known->id, &again);
	if (status == YCF_OK && again)
		row_reject(import, "this record stands in the file twice; keep one of the rows");
	return status;
}
