#include "base/yaml.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/text.h"

enum {
	SOURCE_LIMIT = 1024 * 1024, DEPTH_LIMIT = 32, NODE_LIMIT = 100000,
	SHOWN_LIMIT = 60, NUMBER_DIGITS = 15
};

/* ---- the message ---- */

static ycf_status refuse_at(const struct yaml_file *file, int line, int column, ycf_status status,
                            const char *text)
{
	return message_set(file->message, status, "%s:%d:%d: %s", file->name, line, column, text);
}

ycf_status yaml_refuse(const struct yaml_file *file, const struct yaml *at,
                       const char *format, ...)
{
	char text[MESSAGE_TEXT];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	return refuse_at(file, at == NULL ? 1 : at->line, at == NULL ? 1 : at->column, YCF_INVALID,
	                 text);
}

/* A text of the file, short enough for a message. */
static const char *shown(const struct yaml_file *file, const char *text)
{
	struct buffer buffer = {0};
	text_printable(&buffer, text, strlen(text), SHOWN_LIMIT);
	char *copy = buffer.failed ? NULL : arena_text(file->arena, buffer_string(&buffer));
	buffer_free(&buffer);
	return copy == NULL ? "..." : copy;
}

/* ---- building the tree from libyaml's events ---- */

struct composer {
	yaml_parser_t parser;
	struct yaml_file *file;
	struct yaml **stack;           /* children of the lists and maps not yet closed */
	size_t height, room;
	size_t nodes;
};

static ycf_status refuse_mark(struct composer *composer, yaml_mark_t mark, const char *text)
{
	return refuse_at(composer->file, (int)mark.line + 1, (int)mark.column + 1, YCF_INVALID, text);
}

/* The place of a byte of the source. */
static yaml_mark_t mark_of(const struct yaml_file *file, size_t offset)
{
	yaml_mark_t mark = {offset, 0, 0};
	const char *start = file->source;
	for (size_t i = 0; i < offset && i < file->length; i++) {
		if (file->source[i] != '\n')
			continue;
		mark.line++;
		start = file->source + i + 1;
	}
	mark.column = text_characters(start, (size_t)(file->source + offset - start));
	return mark;
}

static ycf_status refuse_syntax(struct composer *composer)
{
	const yaml_parser_t *parser = &composer->parser;
	char text[256], begun[64] = "";
	if (parser->error == YAML_MEMORY_ERROR)
		return message_memory(composer->file->message);
	bool reader = parser->error == YAML_READER_ERROR;
	yaml_mark_t mark = reader ? mark_of(composer->file, parser->problem_offset)
	                          : parser->problem_mark;
	if (mark.index < composer->file->length && composer->file->source[mark.index] == '\t')
		return refuse_mark(composer, mark, "a tab stands here; indent with spaces");
	if (!reader && parser->context != NULL && parser->context_mark.line < mark.line)
		snprintf(begun, sizeof begun, " in what begins on line %zu",
		         parser->context_mark.line + 1);
	snprintf(text, sizeof text, "the YAML cannot be read (%s%s); check the indentation, colons,"
	         " brackets and quotation marks here and just above",
	         parser->problem == NULL ? "it breaks off" : parser->problem, begun);
	return refuse_mark(composer, mark, text);
}

static ycf_status next_event(struct composer *composer, yaml_event_t *event)
{
	return yaml_parser_parse(&composer->parser, event) ? YCF_OK : refuse_syntax(composer);
}

static ycf_status push(struct composer *composer, struct yaml *node)
{
	if (composer->height == composer->room) {
		size_t room = composer->room == 0 ? 64 : composer->room * 2;
		struct yaml **stack = realloc(composer->stack, room * sizeof(struct yaml *));
		if (stack == NULL)
			return message_memory(composer->file->message);
		composer->stack = stack;
		composer->room = room;
	}
	composer->stack[composer->height++] = node;
	return YCF_OK;
}

static ycf_status new_node(struct composer *composer, enum yaml_kind kind, yaml_mark_t mark,
                           struct yaml **node)
{
	if (++composer->nodes > NODE_LIMIT)
		return refuse_mark(composer, mark, "the file has over 100,000 entries; split it");
	*node = arena_take(composer->file->arena, sizeof **node);
	if (*node == NULL)
		return message_memory(composer->file->message);
	(*node)->kind = kind;
	(*node)->line = (int)mark.line + 1;
	(*node)->column = (int)mark.column + 1;
	return YCF_OK;
}

static ycf_status check_marks(struct composer *composer, const yaml_event_t *event,
                              const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor != NULL)
		return refuse_mark(composer, event->start_mark,
		                   "an anchor (&) is not allowed; write the entry out in full");
	if (tag != NULL)
		return refuse_mark(composer, event->start_mark,
		                   "a tag (!) is not allowed; remove it");
	return YCF_OK;
}

static ycf_status scalar_node(struct composer *composer, const yaml_event_t *event,
                              struct yaml **node)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t length = event->data.scalar.length;
	ycf_status status = check_marks(composer, event, event->data.scalar.anchor,
	                                event->data.scalar.tag);
	if (status == YCF_OK && memchr(value, '\0', length) != NULL)
		status = refuse_mark(composer, event->start_mark,
		                     "the text holds a zero character (\\0); remove it");
	if (status == YCF_OK)
		status = new_node(composer, YAML_TEXT, event->start_mark, node);
	if (status != YCF_OK)
		return status;
	(*node)->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	(*node)->text = arena_copy(composer->file->arena, value, length);
	return (*node)->text == NULL ? message_memory(composer->file->message) : YCF_OK;
}

static ycf_status collection_node(struct composer *composer, const yaml_event_t *event,
                                  struct yaml **node)
{
	bool map = event->type == YAML_MAPPING_START_EVENT;
	ycf_status status = map ? check_marks(composer, event, event->data.mapping_start.anchor,
	                                      event->data.mapping_start.tag)
	                        : check_marks(composer, event, event->data.sequence_start.anchor,
	                                      event->data.sequence_start.tag);
	return status != YCF_OK ? status
	       : new_node(composer, map ? YAML_MAP : YAML_LIST, event->start_mark, node);
}

/* The node that an event begins, without its children. */
static ycf_status event_node(struct composer *composer, const yaml_event_t *event,
                             struct yaml **node)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return scalar_node(composer, event, node);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return collection_node(composer, event, node);
	case YAML_ALIAS_EVENT:
		return refuse_mark(composer, event->start_mark,
		                   "an alias (*) is not allowed; write the entry out in full");
	default:
		return refuse_mark(composer, event->start_mark, "an entry is missing; add it");
	}
}

static int compare_keys(const void *a, const void *b)
{
	const struct yaml *left = *(struct yaml *const *)a, *right = *(struct yaml *const *)b;
	int order = strcmp(left->text, right->text);
	if (order != 0)
		return order;
	order = (left->line > right->line) - (left->line < right->line);
	return order != 0 ? order : left->column - right->column;
}

/* Sorted first: comparing each with each takes hours on a hostile file. */
static ycf_status check_duplicates(struct composer *composer, const struct yaml *map)
{
	size_t size = map->count * sizeof(struct yaml *);
	if (map->count < 2)
		return YCF_OK;
	struct yaml **keys = malloc(size);
	if (keys == NULL)
		return message_memory(composer->file->message);
	memcpy(keys, map->keys, size);
	qsort(keys, map->count, sizeof(struct yaml *), compare_keys);
	ycf_status status = YCF_OK;
	for (size_t i = 1; i < map->count && status == YCF_OK; i++)
		if (strcmp(keys[i - 1]->text, keys[i]->text) == 0)
			status = yaml_refuse(composer->file, keys[i],
			                     "'%s' stands here twice (first on line %d); remove one",
			                     shown(composer->file, keys[i]->text), keys[i - 1]->line);
	free(keys);
	return status;
}

static ycf_status close_list(struct composer *composer, struct yaml *node, size_t base)
{
	node->count = composer->height - base;
	node->items = arena_take(composer->file->arena, (node->count + 1) * sizeof(struct yaml *));
	if (node->items == NULL)
		return message_memory(composer->file->message);
	for (size_t i = 0; i < node->count; i++)
		node->items[i] = composer->stack[base + i];
	composer->height = base;
	return YCF_OK;
}

static ycf_status close_map(struct composer *composer, struct yaml *node, size_t base)
{
	struct arena *arena = composer->file->arena;
	node->count = (composer->height - base) / 2;
	node->items = arena_take(arena, (node->count + 1) * sizeof(struct yaml *));
	node->keys = arena_take(arena, (node->count + 1) * sizeof(struct yaml *));
	if (node->items == NULL || node->keys == NULL)
		return message_memory(composer->file->message);
	for (size_t i = 0; i < node->count; i++) {
		node->keys[i] = composer->stack[base + i * 2];
		node->items[i] = composer->stack[base + i * 2 + 1];
	}
	composer->height = base;
	return check_duplicates(composer, node);
}

static ycf_status close_node(struct composer *composer, struct yaml *node, size_t base)
{
	return node->kind == YAML_MAP ? close_map(composer, node, base)
	                              : close_list(composer, node, base);
}

static bool ends_collection(yaml_event_type_t type)
{
	return type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT;
}

static ycf_status compose(struct composer *composer, const yaml_event_t *event, int depth,
                          struct yaml **node);

static ycf_status add_child(struct composer *composer, const struct yaml *parent, size_t base,
                            const yaml_event_t *event, int depth)
{
	struct yaml *child = NULL;
	bool key = parent->kind == YAML_MAP && (composer->height - base) % 2 == 0;
	if (key && event->type != YAML_SCALAR_EVENT && event->type != YAML_ALIAS_EVENT)
		return refuse_mark(composer, event->start_mark,
		                   "a key has to be a text; write it as 'name: value'");
	ycf_status status = compose(composer, event, depth + 1, &child);
	return status == YCF_OK ? push(composer, child) : status;
}

static ycf_status add_children(struct composer *composer, struct yaml *parent, int depth)
{
	size_t base = composer->height;
	for (;;) {
		yaml_event_t event;
		ycf_status status = next_event(composer, &event);
		if (status != YCF_OK)
			return status;
		bool end = ends_collection(event.type);
		if (!end)
			status = add_child(composer, parent, base, &event, depth);
		yaml_event_delete(&event);
		if (end)
			return close_node(composer, parent, base);
		if (status != YCF_OK)
			return status;
	}
}

static ycf_status compose(struct composer *composer, const yaml_event_t *event, int depth,
                          struct yaml **node)
{
	if (depth > DEPTH_LIMIT)
		return refuse_mark(composer, event->start_mark,
		                   "lists and maps stand more than 32 deep; use fewer levels");
	ycf_status status = event_node(composer, event, node);
	if (status != YCF_OK || (*node)->kind == YAML_TEXT)
		return status;
	return add_children(composer, *node, depth);
}

static ycf_status compose_root(struct composer *composer, const yaml_event_t *event)
{
	struct yaml *root = NULL;
	if (event->type == YAML_STREAM_END_EVENT)
		return refuse_mark(composer, event->start_mark,
		                   "the file is empty; write at least one 'name: value'");
	if (event->type == YAML_DOCUMENT_START_EVENT && composer->file->root != NULL)
		return refuse_mark(composer, event->start_mark,
		                   "a second document begins; keep one document to a file");
	if (event->type == YAML_STREAM_START_EVENT || event->type == YAML_DOCUMENT_START_EVENT
	    || event->type == YAML_DOCUMENT_END_EVENT)
		return YCF_OK;
	ycf_status status = compose(composer, event, 1, &root);
	composer->file->root = root;
	return status;
}

static ycf_status compose_file(struct composer *composer)
{
	for (;;) {
		yaml_event_t event;
		ycf_status status = next_event(composer, &event);
		if (status != YCF_OK)
			return status;
		bool end = event.type == YAML_STREAM_END_EVENT;
		if (!end || composer->file->root == NULL)
			status = compose_root(composer, &event);
		yaml_event_delete(&event);
		if (end || status != YCF_OK)
			return status;
	}
}

static ycf_status parse_source(struct yaml_file *file)
{
	struct composer composer = {.file = file};
	if (!yaml_parser_initialize(&composer.parser))
		return message_memory(file->message);
	/* No encoding is set: then libyaml drops a byte order mark, and others than
	   UTF-8's have been refused. */
	yaml_parser_set_input_string(&composer.parser, (const unsigned char *)file->source,
	                             file->length);
	ycf_status status = compose_file(&composer);
	yaml_parser_delete(&composer.parser);
	free(composer.stack);
	return status;
}

/* ---- opening and closing ---- */

static struct yaml_file *file_new(struct arena *arena, const char *name, const char *source,
                                  size_t length, struct message *message)
{
	struct yaml_file *file = arena_take(arena, sizeof *file);
	if (file == NULL)
		return NULL;
	file->arena = arena;
	file->message = message;
	file->length = length;
	file->name = arena_text(arena, name);
	file->source = arena_copy(arena, source, length);
	return file->name == NULL || file->source == NULL ? NULL : file;
}

static ycf_status check_source(const struct yaml_file *file)
{
	size_t bad = 0;
	if (text_valid(file->source, file->length, &bad))
		return YCF_OK;
	yaml_mark_t mark = mark_of(file, bad);
	return refuse_at(file, (int)mark.line + 1, (int)mark.column + 1, YCF_INVALID,
	                 "the file is not UTF-8 text here; save it as UTF-8");
}

ycf_status yaml_parse(const char *name, const char *source, size_t length,
                      struct message *message, struct yaml_file **file)
{
	*file = NULL;
	if (length > SOURCE_LIMIT)
		return message_set(message, YCF_INVALID, "%s is larger than 1 MiB; split it", name);
	struct arena *arena = arena_new();
	struct yaml_file *read = arena == NULL ? NULL
	                         : file_new(arena, name, source, length, message);
	ycf_status status = read == NULL ? message_memory(message) : check_source(read);
	if (status == YCF_OK)
		status = parse_source(read);
	if (status != YCF_OK) {
		arena_free(arena);
		return status;
	}
	*file = read;
	return YCF_OK;
}

ycf_status yaml_read(const char *path, struct message *message, struct yaml_file **file)
{
	char *source;
	size_t length;
	*file = NULL;
	ycf_status status = file_read(path, SOURCE_LIMIT, &source, &length, message);
	if (status != YCF_OK)
		return status;
	status = yaml_parse(path, source, length, message, file);
	free(source);
	return status;
}

void yaml_free(struct yaml_file *file)
{
	if (file != NULL)
		arena_free(file->arena);
}

/* ---- looking things up ---- */

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (map == NULL || map->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->keys[i]->text, key) == 0)
			return map->items[i];
	return NULL;
}

static ycf_status check_map(const struct yaml_file *file, const struct yaml *map)
{
	if (map->kind == YAML_MAP)
		return YCF_OK;
	return yaml_refuse(file, map, "'name: value' lines are expected here; write it so");
}

static const char *name_list(const struct yaml_file *file, const char *const *names)
{
	struct buffer list = {0};
	for (size_t i = 0; names[i] != NULL; i++)
		buffer_format(&list, "%s%s", i == 0 ? "" : ", ", names[i]);
	char *copy = list.failed ? NULL : arena_text(file->arena, buffer_string(&list));
	buffer_free(&list);
	return copy == NULL ? "..." : copy;
}

static bool is_one_of(const char *text, const char *const *words)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

static bool is_null(const struct yaml *node)
{
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL", NULL};
	return node->kind == YAML_TEXT && node->plain && is_one_of(node->text, nulls);
}

/* A comma in braces ends a value, and what follows looks like a key. */
static ycf_status refuse_key(const struct yaml_file *file, const struct yaml *key,
                             const struct yaml *value, const char *const *allowed,
                             size_t count)
{
	const char *nearest = text_nearest(key->text, allowed, count);
	const char *name = shown(file, key->text);
	if (nearest == NULL && is_null(value))
		return yaml_refuse(file, key, "'%s' has no value; put a text with a comma in it in "
		                   "quotation marks, and write a full stop in a decimal", name);
	if (nearest != NULL)
		return yaml_refuse(file, key, "'%s' is not known here; did you mean '%s'?", name,
		                   nearest);
	return yaml_refuse(file, key, "'%s' is not known here; use one of: %s", name,
	                   name_list(file, allowed));
}

ycf_status yaml_check_keys(const struct yaml_file *file, const struct yaml *map,
                           const char *const *allowed)
{
	ycf_status status = check_map(file, map);
	size_t count = 0;
	while (allowed[count] != NULL)
		count++;
	for (size_t i = 0; status == YCF_OK && i < map->count; i++) {
		size_t j = 0;
		while (j < count && strcmp(map->keys[i]->text, allowed[j]) != 0)
			j++;
		if (j == count)
			status = refuse_key(file, map->keys[i], map->items[i], allowed, count);
	}
	return status;
}

/* The value of a key; *value is NULL where it is absent or null, which is
   refused if it is required. */
static ycf_status look_up(const struct yaml_file *file, const struct yaml *map, const char *key,
                          bool required, const struct yaml **value)
{
	*value = NULL;
	ycf_status status = check_map(file, map);
	if (status != YCF_OK)
		return status;
	const struct yaml *found = yaml_get(map, key);
	if (found != NULL && !is_null(found)) {
		*value = found;
		return YCF_OK;
	}
	if (required)
		return yaml_refuse(file, found != NULL ? found : map,
		                   found != NULL ? "'%s' is empty; give it a value"
		                                 : "'%s' is missing; add it", key);
	return YCF_OK;
}

ycf_status yaml_text(const struct yaml_file *file, const struct yaml *map, const char *key,
                     bool required, const char **out)
{
	const struct yaml *value;
	ycf_status status = look_up(file, map, key, required, &value);
	if (status != YCF_OK || value == NULL)
		return status;
	if (value->kind != YAML_TEXT)
		return yaml_refuse(file, value, "'%s' has to be a text; write it in quotation marks, "
		                   "as %s: \"...\"", key, key);
	*out = value->text;
	return YCF_OK;
}

static bool read_integer(const char *text, int64_t *number)
{
	const char *digits = text + (*text == '-');
	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return false;
	errno = 0;
	long long value = strtoll(text, NULL, 10);
	*number = value;
	return errno == 0;
}

ycf_status yaml_integer(const struct yaml_file *file, const struct yaml *map, const char *key,
                        bool required, int64_t least, int64_t most, int64_t *out)
{
	const struct yaml *value;
	int64_t number;
	ycf_status status = look_up(file, map, key, required, &value);
	if (status != YCF_OK || value == NULL)
		return status;
	if (value->kind != YAML_TEXT || !value->plain || !read_integer(value->text, &number)
	    || number < least || number > most)
		return yaml_refuse(file, value, "'%s' has to be a whole number from %lld to %lld, without"
		                   " quotation marks", key, (long long)least, (long long)most);
	*out = number;
	return YCF_OK;
}

/* Not strtod, which follows the locale.  Up to 15 digits, quotient and sign
   are exact. */
static bool read_number(const char *text, double *number)
{
	bool negative = *text == '-', point = false;
	double value = 0, unit = 1;
	int digits = 0;
	for (text += negative; *text != '\0'; text++) {
		if (*text == '.' && !point && digits > 0) {
			point = true;
			continue;
		}
		if (*text < '0' || *text > '9' || ++digits > NUMBER_DIGITS)
			return false;
		value = value * 10 + (*text - '0');
		unit *= point ? 10 : 1;
	}
	*number = (negative ? -value : value) / unit;
	return digits > 0 && text[-1] != '.';
}

ycf_status yaml_number(const struct yaml_file *file, const struct yaml *map, const char *key,
                       bool required, double least, double most, double *out)
{
	const struct yaml *value;
	double number;
	ycf_status status = look_up(file, map, key, required, &value);
	if (status != YCF_OK || value == NULL)
		return status;
	if (value->kind != YAML_TEXT || !value->plain || !read_number(value->text, &number)
	    || number < least || number > most)
		return yaml_refuse(file, value, "'%s' has to be a number from %g to %g, without"
		                   " quotation marks", key, least, most);
	*out = number;
	return YCF_OK;
}

ycf_status yaml_boolean(const struct yaml_file *file, const struct yaml *map, const char *key,
                        bool required, bool *out)
{
	static const char *const yes[] = {"true", "True", "TRUE", "yes", "Yes", "YES", NULL};
	static const char *const no[] = {"false", "False", "FALSE", "no", "No", "NO", NULL};
	const struct yaml *value;
	ycf_status status = look_up(file, map, key, required, &value);
	if (status != YCF_OK || value == NULL)
		return status;
	bool plain = value->kind == YAML_TEXT && value->plain;
	if (!plain || !(is_one_of(value->text, yes) || is_one_of(value->text, no)))
		return yaml_refuse(file, value, "'%s' has to be true or false, without quotation marks",
		                   key);
	*out = is_one_of(value->text, yes);
	return YCF_OK;
}

ycf_status yaml_list(const struct yaml_file *file, const struct yaml *map, const char *key,
                     bool required, const struct yaml **out)
{
	const struct yaml *value;
	ycf_status status = look_up(file, map, key, required, &value);
	if (status != YCF_OK || value == NULL)
		return status;
	if (value->kind != YAML_LIST)
		return yaml_refuse(file, value, "'%s' has to be a list; begin each entry with '- '", key);
	*out = value;
	return YCF_OK;
}

ycf_status yaml_map(const struct yaml_file *file, const struct yaml *map, const char *key,
                    bool required, const struct yaml **out)
{
	const struct yaml *value;
	ycf_status status = look_up(file, map, key, required, &value);
	if (status != YCF_OK || value == NULL)
		return status;
	if (value->kind != YAML_MAP)
		return yaml_refuse(file, value, "'%s' has to hold 'name: value' lines, indented below it",
		                   key);
	*out = value;
	return YCF_OK;
}
