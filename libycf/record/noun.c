#include "record/noun.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

const struct field *noun_field(const struct noun *noun, const char *name)
{
	/* Who asks for many values has the name from the table itself. */
	for (size_t i = 0; i < noun->count; i++)
		if (noun->fields[i].name == name)
			return &noun->fields[i];
	/* The first letters tell most names apart without a call. */
	for (size_t i = 0; i < noun->count; i++)
		if (noun->fields[i].name[0] == name[0] && strcmp(noun->fields[i].name, name) == 0)
			return &noun->fields[i];
	return NULL;
}

bool noun_is_derived(const struct noun *noun)
{
	return noun->prefix == NULL;
}

void row_clear(const struct noun *noun, void *row)
{
	/* Nothing is all zeros for every kind but integers. */
	memset(row, 0, noun->size);
	for (size_t i = 0; i < noun->count; i++)
		if (noun->fields[i].kind == YCF_INTEGER)
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

static ycf_status check_required(const struct noun *noun, const void *row,
                                 bool (*lacks)(const struct field *field, const void *row),
                                 struct message *message)
{
	for (size_t i = 0; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		if (!(field->flags & YCF_FIELD_REQUIRED) || !lacks(field, row))
			continue;
		message_set(message, YCF_INVALID, "%s: %s is required (%s)", noun->name,
		            field->name, field->help);
		message_place(message, NULL, field->name, 0);
		return YCF_INVALID;
	}
	return YCF_OK;
}

ycf_status row_check_filled(const struct noun *noun, const void *row, struct message *message)
{
	return check_required(noun, row, field_is_null, message);
}

ycf_status row_check(const struct noun *noun, const void *row, struct message *message)
{
	return check_required(noun, row, field_is_blank, message);
}

const char *row_label(const struct noun *noun, const void *row, struct arena *arena)
{
	char name[64], room[VALUE_SIZE];
	for (const char *names = noun->label; *names != '\0'; names += *names == ' ') {
		size_t length = strcspn(names, " ");
		snprintf(name, sizeof name, "%.*s", (int)length, names);
		const char *text = field_write(noun_field(noun, name), row, noun->prefix, room);
		if (text != NULL)
			return arena_text(arena, text);
		names += length;
	}
	return arena_text(arena, "");
}

ycf_status noun_refuse_field(const struct noun *noun, const char *name, struct message *message)
{
	const char *names[64];
	size_t count = noun->count < COUNT_OF(names) ? noun->count : COUNT_OF(names);
	for (size_t i = 0; i < count; i++)
		names[i] = noun->fields[i].name;
	const char *nearest = text_nearest(name, names, count);
	message_place(message, NULL, name, 0);
	if (nearest != NULL)
		return message_set(message, YCF_MISUSE,
		                   "%s has no field '%s'; did you mean '%s'? `ycf fields %s` lists them",
		                   noun->name, name, nearest, noun->name);
	return message_set(message, YCF_MISUSE, "%s has no field '%s'; `ycf fields %s` lists them",
	                   noun->name, name, noun->name);
}
