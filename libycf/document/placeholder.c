#include "document/placeholder.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static ycf_status refuse_unknown(const struct yaml_file *file, const struct yaml *at,
                                 const struct placeholder_values *values, const char *name)
{
	const char **names = calloc(values->count + 1, sizeof *names);

	if (names == NULL)
		return message_memory(file->message);
	for (size_t i = 0; i < values->count; i++)
		names[i] = values->values[i].name;
	const char *near = text_nearest(name, names, values->count);
	free(names);
	if (near != NULL)
		return yaml_refuse(file, at, "\"%s\" is not known here; did you mean \"%s\"?",
		                   name, near);
	return yaml_refuse(file, at, "\"%s\" is not known here; "
	                   "use the name of a value of this document, such as \"%s\"",
	                   name, values->count > 0 ? values->values[0].name : "setting.name");
}

static ycf_status find(const struct yaml_file *file, const struct yaml *at,
                       const struct placeholder_values *values, const char *name,
                       const struct document_value **found)
{
	for (size_t i = 0; i < values->count; i++)
		if (strcmp(values->values[i].name, name) == 0) {
			*found = &values->values[i];
			return YCF_OK;
		}
	return refuse_unknown(file, at, values, name);
}

ycf_status placeholder_present(const struct yaml_file *file, const struct yaml *at,
                               const struct placeholder_values *values, const char *name,
                               bool *present)
{
	const struct document_value *value = NULL;
	ycf_status status = find(file, at, values, name, &value);

	if (status == YCF_OK)
		*present = value->text != NULL
			&& !text_is_blank(value->text, strlen(value->text));
	return status;
}

static ycf_status add_value(const struct yaml_file *file, const struct yaml *at,
                            const char *name, const struct placeholder_values *values,
                            struct buffer *out)
{
	const struct document_value *value = NULL;
	ycf_status status = find(file, at, values, name, &value);

	if (status != YCF_OK || value->text == NULL)
		return status;
	if (!text_valid(value->text, strlen(value->text), NULL))
		return message_set(file->message, YCF_INVALID,
		                   "%s is not UTF-8 text; enter it again", name);
	const char *text = value->text;
	size_t length = strlen(text);
	text_trim(&text, &length);
	buffer_add(out, text, length);
	return YCF_OK;
}

/* The name at `text`, which stands behind "{"; *end is behind its "}". */
static ycf_status read_name(const struct yaml_file *file, const struct yaml *at,
                            const char *text, char name[MESSAGE_NAME], const char **end)
{
	size_t length = strcspn(text, "{}");

	if (text[length] != '}' || length == 0 || length >= MESSAGE_NAME)
		return yaml_refuse(file, at, "a \"{\" is not closed; write {name}, "
		                   "or {{ for the brace itself");
	memcpy(name, text, length);
	name[length] = '\0';
	*end = text + length + 1;
	return YCF_OK;
}

ycf_status placeholder_expand(const struct yaml_file *file, const struct yaml *at,
                              const char *text, const struct placeholder_values *values,
                              struct buffer *out)
{
	while (*text != '\0') {
		size_t plain = strcspn(text, "{}");
		buffer_add(out, text, plain);
		text += plain;
		if (text[0] != '\0' && text[1] == text[0]) {
			buffer_char(out, text[0]);
			text += 2;
		} else if (text[0] == '{') {
			char name[MESSAGE_NAME];
			if (read_name(file, at, text + 1, name, &text) != YCF_OK
			    || add_value(file, at, name, values, out) != YCF_OK)
				return file->message->status;
		} else if (text[0] == '}') {
			return yaml_refuse(file, at, "a \"}\" has no \"{\" before it; "
			                   "write }} for the brace itself");
		}
	}
	return out->failed ? message_memory(file->message) : YCF_OK;
}
