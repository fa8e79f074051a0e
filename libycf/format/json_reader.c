#include "format/json_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

enum { FILE_MOST = 4 * 1024 * 1024, VALUES_MOST = 100000, DEPTH_MOST = 16 };

static ycf_status refuse_large(const char *path, struct message *message)
{
	return message_set(message, YCF_INVALID,
	                   "%s holds more than any report needs and was not read; save the report "
	                   "again from its page", path);
}

/* Jansson takes memory for each value, so they are counted before. */
static ycf_status count_values(const char *path, const char *text, size_t length,
                               struct message *message)
{
	size_t values = 0, depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < length; i++) {
		if (quoted) {
			if (text[i] == '\\')
				i++;
			else if (text[i] == '"')
				quoted = false;
			continue;
		}
		if (text[i] == '"')
			quoted = true;
		else if (text[i] == '[' || text[i] == '{')
			depth++;
		else if ((text[i] == ']' || text[i] == '}') && depth > 0)
			depth--;
		values += strchr("[{,:", text[i]) != NULL && text[i] != '\0';
		if (values > VALUES_MOST || depth > DEPTH_MOST)
			return refuse_large(path, message);
	}
	return YCF_OK;
}

static ycf_status refuse(const char *path, const json_error_t *error, struct message *message)
{
	switch (json_error_code(error)) {
	case json_error_out_of_memory:
		return message_memory(message);
	case json_error_duplicate_key:
		return message_set(message, YCF_INVALID,
		                   "%s, line %d: a name stands twice in one object; save the report again "
		                   "from its page", path, error->line);
	case json_error_premature_end_of_input:
		return message_set(message, YCF_INVALID,
		                   "%s ends in the middle; ask for the whole file once more", path);
	default:
		return message_set(message, YCF_INVALID,
		                   "%s, line %d: this is no sound JSON; save the report again from its "
		                   "page", path, error->line);
	}
}

ycf_status json_read(const char *path, struct message *message, json_t **value)
{
	static const char mark[] = "\xEF\xBB\xBF";
	char *text = NULL;
	size_t length = 0, skip = 0;
	json_error_t error;
	*value = NULL;
	ycf_status status = file_read(path, FILE_MOST, &text, &length, message);
	if (status == YCF_OK && length >= 3 && memcmp(text, mark, 3) == 0)
		skip = 3;
	if (status == YCF_OK)
		status = count_values(path, text + skip, length - skip, message);
	if (status == YCF_OK) {
		*value = json_loadb(text + skip, length - skip, JSON_REJECT_DUPLICATES, &error);
		if (*value == NULL)
			status = refuse(path, &error, message);
	}
	free(text);
	return status;
}
