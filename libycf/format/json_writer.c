#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "format/json.h"
#include "format/writer_form.h"

struct json_writer {
	struct writer base;
	char **columns;
	json_t *object;           /* of one row, filled anew for each */
	bool any;
};

/* A number as it stands; what is none in JSON (007) remains text. */
static json_t *number_value(const struct cell *cell)
{
	json_t *value = json_loadb(cell->text, cell->length, JSON_DECODE_ANY, NULL);
	if (json_is_number(value))
		return value;
	json_decref(value);
	return json_stringn(cell->text, cell->length);
}

static json_t *cell_value(const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NULL:
		return json_null();
	case CELL_BOOLEAN:
		return json_boolean(strcmp(cell->text, "true") == 0);
	case CELL_NUMBER:
		return number_value(cell);
	case CELL_TEXT:
		break;
	}
	return json_stringn(cell->text, cell->length);
}

static ycf_status refuse_cell(const struct json_writer *json, const struct cell *cell,
                              const char *column)
{
	if (cell->kind == CELL_NULL || text_valid(cell->text, cell->length, NULL))
		return message_memory(json->base.message);
	return message_set(json->base.message, YCF_INVALID,
	                   "%s: the text is not UTF-8 and cannot be written as JSON; correct it",
	                   column);
}

static int write_piece(const char *piece, size_t length, void *output)
{
	output_write(output, piece, length);
	return 0;
}

static ycf_status json_row(struct writer *writer, const struct cell *cells)
{
	struct json_writer *json = (struct json_writer *)writer;
	for (size_t i = 0; i < writer->count; i++)
		if (json_object_set_new(json->object, json->columns[i], cell_value(&cells[i])) != 0)
			return refuse_cell(json, &cells[i], json->columns[i]);
	output_text(writer->output, json->any ? ",\n" : "[\n");
	json->any = true;
	if (json_dump_callback(json->object, write_piece, writer->output,
	                       JSON_REAL_PRECISION(15)) != 0)
		return message_memory(writer->message);
	return YCF_OK;
}

static ycf_status json_end(struct writer *writer)
{
	const struct json_writer *json = (const struct json_writer *)writer;
	output_text(writer->output, json->any ? "\n]\n" : "[]\n");
	return YCF_OK;
}

static void json_writer_free(struct writer *writer)
{
	struct json_writer *json = (struct json_writer *)writer;
	for (size_t i = 0; json->columns != NULL && i < writer->count; i++)
		free(json->columns[i]);
	free(json->columns);
	json_decref(json->object);
	free(json);
}

static const struct writer_form json_form = {json_row, json_end, json_writer_free};

static bool take_columns(struct json_writer *json, const char *const *columns)
{
	json->columns = calloc(json->base.count + 1, sizeof *json->columns);
	if (json->columns == NULL)
		return false;
	for (size_t i = 0; i < json->base.count; i++)
		if ((json->columns[i] = strdup(columns[i])) == NULL)
			return false;
	return true;
}

ycf_status json_writer_open(const struct writer *base, const struct writer_options *options,
                            const char *const *columns, struct writer **writer)
{
	(void)options;
	struct json_writer *json = calloc(1, sizeof *json);
	if (json == NULL)
		return message_memory(base->message);
	json->base = *base;
	json->base.form = &json_form;
	json->object = json_object();
	if (json->object == NULL || !take_columns(json, columns)) {
		json_writer_free(&json->base);
		return message_memory(base->message);
	}
	*writer = &json->base;
	return YCF_OK;
}

/* ---- a value by itself ---- */

static int add_safe(const char *piece, size_t length, void *context)
{
	struct buffer *out = context;
	const char *end = piece + length, *tag;
	while ((tag = memchr(piece, '<', (size_t)(end - piece))) != NULL) {
		buffer_add(out, piece, (size_t)(tag - piece));
		buffer_text(out, "\\u003c");
		piece = tag + 1;
	}
	buffer_add(out, piece, (size_t)(end - piece));
	return out->failed ? -1 : 0;
}

bool json_write_safe(const json_t *value, struct buffer *out)
{
	return json_dump_callback(value, add_safe, out, JSON_COMPACT) == 0;
}
