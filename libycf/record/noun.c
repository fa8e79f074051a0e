#include "record/noun.h"

#include <string.h>

const struct field *noun_field(const struct noun *noun, const char *name)
{
	for (size_t i = 0; i < noun->count; i++)
		if (strcmp(noun->fields[i].name, name) == 0)
			return &noun->fields[i];
	return NULL;
}

bool noun_is_derived(const struct noun *noun)
{
	return noun->prefix == NULL;
}

void row_clear(const struct noun *noun, void *row)
{
	memset(row, 0, noun->size);
	for (size_t i = 0; i < noun->count; i++)
		field_clear(&noun->fields[i], row);
}

ycf_status row_copy(const struct noun *noun, void *to, const void *from, struct arena *arena,
                    struct message *message)
{
	memcpy(to, from, noun->size);
	for (size_t i = 0; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		if (field->kind != YCF_TEXT || field_is_null(field, from))
			continue;
		const char **text = field_at(field, to);
		*text = arena_text(arena, *text);
		if (*text == NULL)
			return message_memory(message);
	}
	return YCF_OK;
}

ycf_status row_check(const struct noun *noun, const void *row, struct message *message)
{
	for (size_t i = 0; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		if (!(field->flags & YCF_FIELD_REQUIRED) || !field_is_null(field, row))
			continue;
		message_set(message, YCF_INVALID, "%s: %s is required (%s)", noun->name,
		            field->name, field->help);
		message_place(message, NULL, field->name, 0);
		return YCF_INVALID;
	}
	return YCF_OK;
}
