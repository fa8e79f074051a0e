#include "exchange/row_external.h"

#include <string.h>

#include "exchange/row_value.h"

static bool is_in_file(const struct map_external *external)
{
	for (size_t i = 0; i < external->value.count; i++) {
		const struct entry *entry = &external->value.entries[i];
		if (entry->kind != ENTRY_COLUMN || entry->column >= 0)
			return true;
	}
	return false;
}

bool row_has_external(const struct map_noun *noun)
{
	for (size_t i = 0; i < noun->external_count; i++)
		if (is_in_file(&noun->externals[i]))
			return true;
	return false;
}

static ycf_status read_text(struct row_import *import, const char *name, const char *text,
                            struct external_id *external)
{
	return field_read(noun_field(&external_id_noun, name), external, text, strlen(text),
	                  import->arena, &import->tracker->message);
}

/* In a file of our own headings the cell is a whole key, civicrm:123. */
static ycf_status read_key(struct row_import *import, const char *text,
                           struct external_id *external)
{
	const char *colon = strchr(text, ':');
	const char *system = colon == NULL
		? "" : arena_copy(import->arena, text, (size_t)(colon - text));
	if (system == NULL)
		return message_memory(&import->tracker->message);
	if (colon == NULL || colon == text || colon[1] == '\0')
		return message_set(&import->tracker->message, YCF_INVALID,
		                   "external_id '%.80s' is no key; write the system and the value, as in "
		                   "civicrm:123", text);
	ycf_status status = read_text(import, "system", system, external);
	return status == YCF_OK ? read_text(import, "value", colon + 1, external) : status;
}

/* What the row gives: its value stays NULL where that is nothing. */
static ycf_status read_external(struct row_import *import, const struct map_external *map,
                                struct external_id *external)
{
	struct value value;
	row_clear(&external_id_noun, external);
	if (!is_in_file(map) || row_field_value(import, &map->value, true, &value) == NULL)
		return YCF_OK;
	const char *text = arena_copy(import->arena, value.text, value.length);
	ycf_status status = text == NULL ? message_memory(&import->tracker->message) : YCF_OK;
	if (status == YCF_OK && map->system == NULL)
		status = read_key(import, text, external);
	else if (status == YCF_OK)
		status = read_text(import, "system", map->system, external);
	if (status == YCF_OK && map->system != NULL)
		status = read_text(import, "value", text, external);
	return row_reject_message(import, status);
}

/* ---- known records ---- */

static ycf_status find_owner(struct row_import *import, const struct noun *noun,
                             const struct external_id *external, void *found)
{
	struct binding bindings[] = {
		BIND_TEXT(":system", external->system), BIND_TEXT(":value", external->value)
	};
	return store_first(import->tracker->store, noun, noun == &lead_noun
	                   ? "WHERE id = (SELECT lead FROM external_id WHERE system = :system AND "
	                     "value = :value)"
	                   : "WHERE id = (SELECT setting FROM external_id WHERE system = :system AND "
	                     "value = :value)", bindings, COUNT_OF(bindings), import->arena, found);
}

ycf_status row_find_external(struct row_import *import, const struct map_noun *noun,
                             size_t *given, void **known)
{
	ycf_status status = YCF_OK;
	*given = 0;
	if (!row_has_external(noun))
		return YCF_OK;
	for (size_t i = 0; i < noun->external_count && status == YCF_OK && !import->rejected; i++) {
		struct external_id external;
		void *found = arena_take(import->arena, noun->noun->size);
		status = found == NULL ? message_memory(&import->tracker->message)
		                       : read_external(import, &noun->externals[i], &external);
		if (status != YCF_OK || external.value == NULL)
			continue;
		++*given;
		status = find_owner(import, noun->noun, &external, found);
		if (status == YCF_ROW && *known == NULL)
			*known = found;
		else if (status == YCF_ROW && ((struct row *)*known)->id != ((struct row *)found)->id)
			row_refuse_two(import, noun, *known, found);
		status = status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
	}
	return status;
}

/* ---- new ones ---- */

static ycf_status add_external(struct row_import *import, const struct noun *noun, int64_t id,
                               struct external_id *external)
{
	struct message *message = &import->tracker->message;
	*(noun == &lead_noun ? &external->lead : &external->setting) = id;
	ycf_status status = row_check(&external_id_noun, external, message);
	if (status == YCF_OK)
		status = store_insert(import->tracker->store, &external_id_noun, external);
	return row_reject_message(import, status);
}

ycf_status row_give_external(struct row_import *import, const struct map_noun *noun, int64_t id,
                             bool *added)
{
	ycf_status status = YCF_OK;
	*added = false;
	if (!row_has_external(noun))
		return YCF_OK;
	for (size_t i = 0; i < noun->external_count && status == YCF_OK && !import->rejected; i++) {
		struct external_id external;
		void *found = arena_take(import->arena, noun->noun->size);
		status = found == NULL ? message_memory(&import->tracker->message)
		                       : read_external(import, &noun->externals[i], &external);
		if (status == YCF_OK && external.value != NULL)
			status = find_owner(import, noun->noun, &external, found);
		if (status != YCF_DONE) {
			status = status == YCF_ROW ? YCF_OK : status;
			continue;
		}
		status = add_external(import, noun->noun, id, &external);
		*added = true;
	}
	return status;
}
