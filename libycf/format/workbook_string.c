/* The texts that a workbook keeps once for all its cells. */
#include <stdlib.h>
#include <string.h>

#include "format/workbook_parts.h"

/* ---- _x000D_ and its like ---- */

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code unit that an escape of seven characters stands for, or -1. */
static int escaped(const char *at, const char *end)
{
	int unit = 0;
	if (end - at < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		int value = hex_value(at[i]);
		if (value < 0)
			return -1;
		unit = unit * 16 + value;
	}
	return unit;
}

/* UTF-8 of one code unit; half of a pair and NUL have none. */
static size_t write_unit(int unit, char out[3])
{
	if (unit == 0 || (unit >= 0xD800 && unit < 0xE000))
		return 0;
	if (unit < 0x80) {
		out[0] = (char)unit;
		return 1;
	}
	if (unit < 0x800) {
		out[0] = (char)(0xC0 | unit >> 6);
		out[1] = (char)(0x80 | (unit & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | unit >> 12);
	out[1] = (char)(0x80 | (unit >> 6 & 0x3F));
	out[2] = (char)(0x80 | (unit & 0x3F));
	return 3;
}

void part_unescape(struct buffer *text, size_t from)
{
	if (text->length == from || strstr(text->data + from, "_x") == NULL)
		return;
	const char *end = text->data + text->length;
	char *to = text->data + from;
	for (const char *at = to; at < end;) {
		int unit = escaped(at, end);
		if (unit < 0) {
			*to++ = *at++;
			continue;
		}
		to += write_unit(unit, to);
		at += 7;
	}
	*to = '\0';
	text->length = (size_t)(to - text->data);
}

ycf_status part_keep(struct workbook *workbook, const struct buffer *text, struct string *string)
{
	if (text->failed)
		return message_memory(workbook->message);
	if (text->length > TEXT_MOST - workbook->text)
		return part_refuse(workbook, "text");
	char *kept = arena_copy(workbook->arena, buffer_string(text), text->length);
	if (kept == NULL)
		return message_memory(workbook->message);
	workbook->text += text->length;
	string->text = kept;
	string->length = text->length;
	return YCF_OK;
}

/* ---- reading ---- */

struct strings {
	struct workbook *workbook;
	struct buffer text;
	bool in_text;
	size_t from;             /* where the present run begins */
	int spoken;              /* deep in readings aloud, which are no part of the text */
};

static ycf_status on_start(void *context, const char *name, const char *const *attributes)
{
	struct strings *strings = context;
	const char *local = part_name(name);
	(void)attributes;
	if (strcmp(local, "si") == 0)
		buffer_clear(&strings->text);
	else if (strcmp(local, "rPh") == 0)
		strings->spoken++;
	else if (strcmp(local, "t") == 0) {
		strings->in_text = strings->spoken == 0;
		strings->from = strings->text.length;
	}
	return YCF_OK;
}

static ycf_status add_string(struct strings *strings)
{
	struct workbook *workbook = strings->workbook;
	if (workbook->string_count == STRINGS_MOST)
		return part_refuse(workbook, "texts");
	ycf_status status = part_room(workbook, &workbook->strings, sizeof *workbook->strings,
	                              workbook->string_count, &workbook->string_room);
	if (status == YCF_OK)
		status = part_keep(workbook, &strings->text,
		                   &workbook->strings[workbook->string_count]);
	if (status == YCF_OK)
		workbook->string_count++;
	return status;
}

static ycf_status on_end(void *context, const char *name)
{
	struct strings *strings = context;
	const char *local = part_name(name);
	if (strcmp(local, "t") == 0) {
		strings->in_text = false;
		part_unescape(&strings->text, strings->from);
	} else if (strcmp(local, "rPh") == 0)
		strings->spoken--;
	else if (strcmp(local, "si") == 0)
		return add_string(strings);
	return YCF_OK;
}

static ycf_status on_text(void *context, const char *text, size_t length)
{
	struct strings *strings = context;
	if (!strings->in_text)
		return YCF_OK;
	if (length > TEXT_MOST - strings->text.length)
		return part_refuse(strings->workbook, "text");
	buffer_add(&strings->text, text, length);
	return YCF_OK;
}

ycf_status workbook_read_strings(struct workbook *workbook)
{
	static const struct xml_handler handler = {on_start, on_end, on_text};
	struct strings strings = {.workbook = workbook};
	bool found;
	if (workbook->has_strings || workbook->strings_path == NULL)
		return YCF_OK;
	workbook->has_strings = true;
	ycf_status status = part_read(workbook, workbook->strings_path, &handler, &strings, &found);
	buffer_free(&strings.text);
	return status;
}
