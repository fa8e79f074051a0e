/* From the cells of a row to the fields of a record. */
#include "exchange/row_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "format/writer.h"

/* ---- cells ---- */

static const char *cell_of(const struct csv_row *row, int column)
{
	return column >= 0 && (size_t)column < row->count ? row->cells[column] : "";
}

/* A problem of the present row; what a field's reading said, or our own words. */
void row_reject(struct row_import *import, const char *text)
{
	import->rejected = true;
	if (import->trying)
		return;
	if (import->row->line != import->row->number)
		problems_add(import->problems, "row %" PRId64 " (line %" PRId64 "): %s",
		             import->row->number, import->row->line, text);
	else
		problems_add(import->problems, "row %" PRId64 ": %s", import->row->number, text);
}

/* Take a message of the library as a problem of the row, if it is one of the row's making. */
ycf_status row_reject_message(struct row_import *import, ycf_status status)
{
	struct message *message = &import->tracker->message;
	if (status < YCF_INVALID || status >= YCF_CANCELLED)
		return status;
	if (message->field[0] != '\0' && strstr(message->text, message->field) == NULL)
		row_reject(import, arena_format(import->arena, "%s: %s", message->field, message->text));
	else
		row_reject(import, message->text);
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
	row_reject(import, line != NULL ? line : "a value is not one of those that the map lists");
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
const struct entry *row_field_value(struct row_import *import, const struct map_field *field,
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
	return status == YCF_OK ? YCF_OK : row_reject_message(import, status);
}

ycf_status row_read_value(struct row_import *import, const struct map_field *field,
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
		row_reject(import, arena_format(import->arena, "%s '%s' is not a date in the style that "
		                            "the map names", heading_of(import, entry), value->text));
		return YCF_OK;
	}
	ycf_status status = field_read(to, record->row, value->text, value->length, record->arena,
	                               message);
	if (status != YCF_INVALID)
		return status;
	const char *heading = entry->kind == ENTRY_COLUMN ? heading_of(import, entry) : "";
	if (heading[0] != '\0' && !heading_same(heading, to->name))
		row_reject(import, arena_format(import->arena, "column '%s': %s", heading, message->text));
	else
		row_reject(import, message->text);
	message_clear(message);
	return YCF_OK;
}

/* A column that the map requires may not be blank in a row. */
static void refuse_blank(struct row_import *import, const struct map_noun *noun,
                         const struct map_field *field)
{
	if (!field->entries[0].required || noun != &import->map->nouns[import->map->main])
		return;
	row_reject(import, arena_format(import->arena, "column '%s' is blank; every row needs it",
	                            heading_of(import, &field->entries[0])));
}

/* Fill the record with what the row says; `adding` tells whether it is a new one. */
ycf_status row_read_fields(struct row_import *import, const struct map_noun *noun, bool adding,
                              struct ycf_record *record)
{
	for (size_t i = 0; i < noun->field_count; i++) {
		const struct map_field *field = &noun->fields[i];
		struct value value;
		const struct entry *entry = row_field_value(import, field, adding, &value);
		if (entry == NULL) {
			refuse_blank(import, noun, field);
			continue;
		}
		/* What ycf keeps itself is not taken from a file; the id was looked up. */
		if (field->field->flags & YCF_FIELD_READ_ONLY)
			continue;
		ycf_status status = row_read_value(import, field, entry, &value, record);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}
