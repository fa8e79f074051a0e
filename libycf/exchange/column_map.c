#include "exchange/column_map.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* ---- headings ---- */

static int next_letter(const char **at)
{
	bool gap = false;
	for (;; ++*at) {
		unsigned char c = (unsigned char)**at;
		if (c == ' ' || c == '_' || c == '\t' || c == '\n' || c == '\r')
			gap = true;
		else if (c == 0xc2 && (unsigned char)(*at)[1] == 0xa0)   /* non-breaking space */
			gap = true, ++*at;
		else
			break;
	}
	if (gap && **at != '\0')
		return ' ';
	int c = (unsigned char)**at;
	*at += c != '\0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static const char *past_space(const char *text)
{
	while (*text == ' ' || *text == '_' || *text == '\t' || *text == '\n' || *text == '\r' ||
	       ((unsigned char)text[0] == 0xc2 && (unsigned char)text[1] == 0xa0))
		text += (unsigned char)*text == 0xc2 ? 2 : 1;
	return text;
}

bool heading_same(const char *a, const char *b)
{
	a = past_space(a);
	b = past_space(b);
	/* Most differ at once. */
	if (*a != *b && ((unsigned char)(*a ^ *b) != ('a' ^ 'A') || *a == '\0' || *b == '\0'))
		return false;
	for (;;) {
		int x = next_letter(&a), y = next_letter(&b);
		if (x != y)
			return false;
		if (x == '\0')
			return true;
	}
}

/* ---- reading entries ---- */

/* What is needed while a map is read. */
struct reading {
	struct yaml_file *yaml;
	struct arena *arena;
	bool header;
};

static ycf_status out_of_memory(struct reading *reading)
{
	return message_memory(reading->yaml->message);
}

static ycf_status take_number(struct reading *reading, const struct yaml *node,
                              struct entry *entry)
{
	char *end;
	long number = strtol(node->text, &end, 10);
	if (*end != '\0' || number < 1 || number > 10000)
		return yaml_refuse(reading->yaml, node,
		                   "column '%s' is not a column's number; the file has no header, so "
		                   "columns are numbered from 1", node->text);
	entry->number = (int)number;
	return YCF_OK;
}

static ycf_status take_column(struct reading *reading, const struct yaml *node,
                              struct entry *entry)
{
	if (node->kind == YAML_TEXT && !reading->header)
		return take_number(reading, node, entry);
	if (node->kind == YAML_TEXT) {
		entry->headings[0] = node->text;
		return YCF_OK;
	}
	if (node->kind == YAML_MAP || node->count == 0 || node->count >= MAP_HEADINGS)
		return yaml_refuse(reading->yaml, node, "column is a heading, or a list of up to %d",
		                   MAP_HEADINGS - 1);
	for (size_t i = 0; i < node->count; i++) {
		if (node->items[i]->kind != YAML_TEXT)
			return yaml_refuse(reading->yaml, node->items[i], "a heading is a text");
		entry->headings[i] = node->items[i]->text;
	}
	return YCF_OK;
}

static ycf_status take_values(struct reading *reading, const struct yaml *map,
                              struct entry *entry)
{
	const struct yaml *values = NULL;
	ycf_status status = yaml_map(reading->yaml, map, "values", false, &values);
	if (status != YCF_OK || values == NULL)
		return status;
	struct translation *made = arena_take(reading->arena, values->count * sizeof *made);
	if (made == NULL)
		return out_of_memory(reading);
	for (size_t i = 0; i < values->count; i++) {
		if (values->items[i]->kind != YAML_TEXT)
			return yaml_refuse(reading->yaml, values->items[i], "a value is a text");
		made[i] = (struct translation){values->keys[i]->text, values->items[i]->text};
	}
	entry->values = made;
	entry->value_count = values->count;
	return YCF_OK;
}

/* A list of texts as an array, NULL-ended. */
static ycf_status take_texts(struct reading *reading, const struct yaml *list,
                             const char *const **texts)
{
	const char **made = arena_take(reading->arena, (list->count + 1) * sizeof *made);
	if (made == NULL)
		return out_of_memory(reading);
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->kind != YAML_TEXT)
			return yaml_refuse(reading->yaml, list->items[i], "each of the list is a text");
		made[i] = list->items[i]->text;
	}
	*texts = made;
	return YCF_OK;
}

static ycf_status take_entry(struct reading *reading, const struct yaml *node,
                             struct entry *entry);

static ycf_status take_join(struct reading *reading, const struct yaml *map,
                            const struct yaml *list, struct entry *entry)
{
	entry->kind = ENTRY_JOIN;
	entry->constant = "";
	entry->parts = arena_take(reading->arena, list->count * sizeof *entry->parts);
	if (entry->parts == NULL)
		return out_of_memory(reading);
	entry->part_count = list->count;
	ycf_status status = yaml_text(reading->yaml, map, "with", false, &entry->constant);
	if (status == YCF_OK)
		status = yaml_boolean(reading->yaml, map, "skip_blank", false, &entry->skip_blank);
	for (size_t i = 0; i < list->count && status == YCF_OK; i++) {
		status = take_entry(reading, list->items[i], &entry->parts[i]);
		if (status == YCF_OK && entry->parts[i].kind != ENTRY_COLUMN)
			status = yaml_refuse(reading->yaml, list->items[i], "a join joins columns only");
	}
	return status;
}

static ycf_status take_column_entry(struct reading *reading, const struct yaml *node,
                                    const struct yaml *column, struct entry *entry)
{
	const struct yaml *blank = NULL;
	ycf_status status = take_column(reading, column, entry);
	if (status == YCF_OK)
		status = yaml_boolean(reading->yaml, node, "required", false, &entry->required);
	if (status == YCF_OK)
		status = take_values(reading, node, entry);
	if (status == YCF_OK)
		status = yaml_text(reading->yaml, node, "otherwise", false, &entry->otherwise);
	if (status == YCF_OK)
		status = yaml_list(reading->yaml, node, "blank_when", false, &blank);
	if (status == YCF_OK && blank != NULL)
		status = take_texts(reading, blank, &entry->blank_when);
	return status;
}

static ycf_status take_entry(struct reading *reading, const struct yaml *node,
                             struct entry *entry)
{
	static const char *const keys[] = {
		"column", "value", "join", "noun", "with", "skip_blank", "required", "when_new",
		"values", "otherwise", "blank_when", NULL
	};
	const struct yaml *list = NULL;
	const char *noun = NULL;
	entry->column = -1;
	ycf_status status = yaml_check_keys(reading->yaml, node, keys);
	if (status == YCF_OK)
		status = yaml_boolean(reading->yaml, node, "when_new", false, &entry->when_new);
	if (status != YCF_OK)
		return status;
	if (yaml_get(node, "column") != NULL)
		return take_column_entry(reading, node, yaml_get(node, "column"), entry);
	if (yaml_get(node, "value") != NULL) {
		entry->kind = ENTRY_CONSTANT;
		return yaml_text(reading->yaml, node, "value", true, &entry->constant);
	}
	if (yaml_get(node, "noun") != NULL) {
		entry->kind = ENTRY_NOUN;
		return yaml_text(reading->yaml, node, "noun", true, &noun);
	}
	status = yaml_list(reading->yaml, node, "join", false, &list);
	if (status == YCF_OK && list == NULL)
		return yaml_refuse(reading->yaml, node,
		                   "say where the value comes from: column, value, join or noun");
	return status == YCF_OK ? take_join(reading, node, list, entry) : status;
}

/* A value that the map itself writes must be one that the field takes. */
static ycf_status check_value(struct reading *reading, const struct noun *noun,
                              const struct field *field, const struct yaml *value)
{
	struct message problem = {0};
	void *row = arena_take(reading->arena, noun->size);
	if (row == NULL)
		return out_of_memory(reading);
	if (value == NULL || value->kind != YAML_TEXT || field->kind == YCF_REFERENCE ||
	    field_read(field, row, value->text, strlen(value->text), reading->arena,
	               &problem) == YCF_OK)
		return YCF_OK;
	return yaml_refuse(reading->yaml, value, "%s", problem.text);
}

static ycf_status check_values(struct reading *reading, const struct noun *noun,
                               const struct field *field, const struct yaml *node)
{
	const struct yaml *values = yaml_get(node, "values");
	const struct yaml *otherwise = yaml_get(node, "otherwise");
	ycf_status status = check_value(reading, noun, field, yaml_get(node, "value"));
	if (status == YCF_OK && otherwise != NULL && otherwise->kind == YAML_TEXT &&
	    strcmp(otherwise->text, "keep") != 0)
		status = check_value(reading, noun, field, otherwise);
	for (size_t i = 0; values != NULL && i < values->count && status == YCF_OK; i++)
		status = check_value(reading, noun, field, values->items[i]);
	return status;
}

static ycf_status take_field(struct reading *reading, const struct noun *noun,
                             const struct yaml *key, const struct yaml *node,
                             struct map_field *field)
{
	field->field = noun_field(noun, key->text);
	if (field->field == NULL || (field->field->flags & YCF_FIELD_READ_ONLY))
		return yaml_refuse(reading->yaml, key, "%s has no field '%s' that can be imported",
		                   noun->name, key->text);
	bool one = node->kind != YAML_LIST;
	if (!one && node->count == 0)
		return yaml_refuse(reading->yaml, node, "say where %s comes from; the list is empty",
		                   key->text);
	field->count = one ? 1 : node->count;
	field->entries = arena_take(reading->arena, field->count * sizeof *field->entries);
	if (field->entries == NULL)
		return out_of_memory(reading);
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < field->count && status == YCF_OK; i++) {
		const struct yaml *item = one ? node : node->items[i];
		status = take_entry(reading, item, &field->entries[i]);
		if (status == YCF_OK)
			status = check_values(reading, noun, field->field, item);
	}
	return status;
}

/* ---- reading nouns ---- */

static ycf_status take_external(struct reading *reading, const struct yaml *key,
                                const struct yaml *node, struct map_external *external)
{
	struct message problem = {0};
	struct external_id row = {0};
	const struct field *system = noun_field(&external_id_noun, "system");
	external->system = key->text;
	if (field_read(system, &row, key->text, strlen(key->text), reading->arena,
	               &problem) != YCF_OK)
		return yaml_refuse(reading->yaml, key, "%s", problem.text);
	/* It is read as a value of the noun of external ids is. */
	struct yaml value = *key;
	value.text = arena_text(reading->arena, "value");
	return value.text == NULL ? out_of_memory(reading)
	                          : take_field(reading, &external_id_noun, &value, node,
	                                       &external->value);
}

static ycf_status take_externals(struct reading *reading, const struct yaml *node,
                                 struct map_noun *noun)
{
	const struct yaml *map = NULL;
	ycf_status status = yaml_map(reading->yaml, node, "external_ids", false, &map);
	if (status != YCF_OK || map == NULL)
		return status;
	if (noun->noun != &setting_noun && noun->noun != &lead_noun)
		return yaml_refuse(reading->yaml, map, "settings and leads have external ids, a %s has "
		                   "none", noun->noun->name);
	noun->externals = arena_take(reading->arena, map->count * sizeof *noun->externals);
	if (noun->externals == NULL)
		return out_of_memory(reading);
	noun->external_count = map->count;
	for (size_t i = 0; i < map->count && status == YCF_OK; i++)
		status = take_external(reading, map->keys[i], map->items[i], &noun->externals[i]);
	return status;
}

static ycf_status take_fields(struct reading *reading, const struct yaml *node,
                              struct map_noun *noun)
{
	const struct yaml *fields = NULL;
	ycf_status status = yaml_map(reading->yaml, node, "fields", true, &fields);
	if (status != YCF_OK)
		return status;
	noun->fields = arena_take(reading->arena, fields->count * sizeof *noun->fields);
	if (noun->fields == NULL)
		return out_of_memory(reading);
	noun->field_count = fields->count;
	for (size_t i = 0; i < fields->count && status == YCF_OK; i++) {
		struct map_field *field = &noun->fields[i];
		status = take_field(reading, noun->noun, fields->keys[i], fields->items[i], field);
		if (status == YCF_OK && field->entries[0].required && noun->first_required == NULL)
			noun->first_required = field;
	}
	return status;
}

static bool is_mapped(const struct map_noun *noun, const struct field *field)
{
	for (size_t i = 0; i < noun->field_count; i++)
		if (noun->fields[i].field == field)
			return true;
	return false;
}

static ycf_status take_keys(struct reading *reading, const struct yaml *node,
                            struct map_noun *noun)
{
	const struct yaml *keys = NULL;
	ycf_status status = yaml_list(reading->yaml, node, "key", noun->external_count == 0, &keys);
	if (status != YCF_OK || keys == NULL)
		return status;
	if (keys->count == 0 || keys->count > MAP_KEYS)
		return yaml_refuse(reading->yaml, keys, "key has one to %d fields", MAP_KEYS);
	for (size_t i = 0; i < keys->count; i++) {
		const struct yaml *key = keys->items[i];
		const struct field *field = key->kind == YAML_TEXT
			? noun_field(noun->noun, key->text) : NULL;
		if (field == NULL || !is_mapped(noun, field))
			return yaml_refuse(reading->yaml, key,
			                   "a key is one of the fields that this map fills");
		noun->keys[noun->key_count++] = field;
	}
	return YCF_OK;
}

static ycf_status take_wanted(struct reading *reading, const struct yaml *node,
                              struct wanted *wanted)
{
	static const char *const keys[] = {"has", NULL};
	if (node->kind == YAML_TEXT) {
		wanted->text = node->text;
		return YCF_OK;
	}
	wanted->part = true;
	ycf_status status = yaml_check_keys(reading->yaml, node, keys);
	return status == YCF_OK ? yaml_text(reading->yaml, node, "has", true, &wanted->text)
	                        : status;
}

static ycf_status take_filter(struct reading *reading, const struct yaml *key,
                              const struct yaml *node, struct filter *filter)
{
	bool one = node->kind != YAML_LIST;
	size_t count = one ? 1 : node->count;
	struct wanted *wanted = arena_take(reading->arena, count * sizeof *wanted);
	if (wanted == NULL)
		return out_of_memory(reading);
	filter->column.column = -1;
	filter->column.required = true;
	filter->wanted = wanted;
	filter->count = count;
	ycf_status status = take_column(reading, key, &filter->column);
	for (size_t i = 0; i < count && status == YCF_OK; i++)
		status = take_wanted(reading, one ? node : node->items[i], &wanted[i]);
	return status;
}

static ycf_status take_filters(struct reading *reading, const struct yaml *node,
                               struct map_noun *noun)
{
	const struct yaml *map = NULL;
	ycf_status status = yaml_map(reading->yaml, node, "add_when", false, &map);
	if (status != YCF_OK || map == NULL)
		return status;
	noun->filters = arena_take(reading->arena, map->count * sizeof *noun->filters);
	if (noun->filters == NULL)
		return out_of_memory(reading);
	noun->filter_count = map->count;
	for (size_t i = 0; i < map->count && status == YCF_OK; i++)
		status = take_filter(reading, map->keys[i], map->items[i], &noun->filters[i]);
	return status;
}

/* The nouns that one row may fill, in the order in which they are stored. */
static const struct noun *const fillable[] = {
	&practitioner_noun, &setting_noun, &lead_noun, &external_id_noun, &award_noun
};

static ycf_status take_noun(struct reading *reading, const struct yaml *node,
                            struct map_noun *noun)
{
	static const char *const keys[] = {"key", "external_ids", "fields", "add_when", NULL};
	ycf_status status = yaml_check_keys(reading->yaml, node, keys);
	if (status == YCF_OK)
		status = take_externals(reading, node, noun);
	if (status == YCF_OK)
		status = take_fields(reading, node, noun);
	if (status == YCF_OK)
		status = take_keys(reading, node, noun);
	return status == YCF_OK ? take_filters(reading, node, noun) : status;
}

static ycf_status check_nouns(struct reading *reading, const struct yaml *nouns)
{
	for (size_t i = 0; i < nouns->count; i++) {
		bool known = false;
		for (size_t k = 0; k < COUNT_OF(fillable); k++)
			known |= strcmp(fillable[k]->name, nouns->keys[i]->text) == 0;
		if (!known)
			return yaml_refuse(reading->yaml, nouns->keys[i],
			                   "a map fills practitioner, setting, lead, external_id or award, "
			                   "not '%s'", nouns->keys[i]->text);
	}
	if (nouns->count == 0)
		return yaml_refuse(reading->yaml, nouns, "nouns is empty; a map fills at least one");
	return YCF_OK;
}

static ycf_status take_nouns(struct reading *reading, struct column_map *map)
{
	const struct yaml *nouns = NULL;
	ycf_status status = yaml_map(reading->yaml, reading->yaml->root, "nouns", true, &nouns);
	if (status == YCF_OK)
		status = check_nouns(reading, nouns);
	if (status != YCF_OK)
		return status;
	map->nouns = arena_take(reading->arena, nouns->count * sizeof *map->nouns);
	if (map->nouns == NULL)
		return out_of_memory(reading);
	for (size_t i = 0; i < COUNT_OF(fillable) && status == YCF_OK; i++) {
		const struct yaml *node = yaml_get(nouns, fillable[i]->name);
		if (node == NULL)
			continue;
		if (fillable[i] == &setting_noun)
			map->main = map->noun_count;
		map->nouns[map->noun_count].noun = fillable[i];
		status = take_noun(reading, node, &map->nouns[map->noun_count++]);
	}
	return status;
}

/* ---- reading the map ---- */

struct style_name {
	const char *name;
	unsigned style;
};

static const struct style_name styles[] = {
	{"uk", STYLE_UK}, {"iso", STYLE_ISO}, {"yyyymmdd", STYLE_COMPACT},
	{"dd-mm-yyyy", STYLE_DASHES},
};

static ycf_status take_style(struct reading *reading, const struct yaml *node,
                             struct column_map *map)
{
	for (size_t i = 0; i < COUNT_OF(styles) && node->kind == YAML_TEXT; i++)
		if (strcmp(styles[i].name, node->text) == 0) {
			map->dates |= styles[i].style;
			return YCF_OK;
		}
	return yaml_refuse(reading->yaml, node,
	                   "dates are uk, iso, yyyymmdd or dd-mm-yyyy, or a list of these");
}

static ycf_status take_dates(struct reading *reading, struct column_map *map)
{
	const struct yaml *node = yaml_get(reading->yaml->root, "dates");
	ycf_status status = YCF_OK;
	if (node == NULL)
		map->dates = STYLE_UK;
	else if (node->kind != YAML_LIST)
		return take_style(reading, node, map);
	else
		for (size_t i = 0; i < node->count && status == YCF_OK; i++)
			status = take_style(reading, node->items[i], map);
	return status;
}

static ycf_status take_ignored(struct reading *reading, struct column_map *map)
{
	const struct yaml *node = yaml_get(reading->yaml->root, "ignore");
	if (node == NULL)
		return YCF_OK;
	if (node->kind == YAML_LIST)
		return take_texts(reading, node, &map->ignored);
	map->ignore_all = node->kind == YAML_TEXT && strcmp(node->text, "all") == 0;
	if (!map->ignore_all)
		return yaml_refuse(reading->yaml, node, "ignore is `all` or a list of headings");
	return YCF_OK;
}

static ycf_status take_map(struct column_map *map)
{
	static const char *const keys[] = {
		"map", "title", "header", "trim", "dates", "nouns", "ignore", NULL
	};
	struct reading reading = {map->yaml, map->arena, true};
	const char *title = NULL;
	const struct yaml *root = map->yaml->root;
	map->header = map->trim = true;
	ycf_status status = yaml_check_keys(map->yaml, root, keys);
	if (status == YCF_OK)
		status = yaml_text(map->yaml, root, "map", true, &map->name);
	if (status == YCF_OK)
		status = yaml_text(map->yaml, root, "title", false, &title);
	if (status == YCF_OK)
		status = yaml_boolean(map->yaml, root, "header", false, &map->header);
	if (status == YCF_OK)
		status = yaml_boolean(map->yaml, root, "trim", false, &map->trim);
	if (status == YCF_OK)
		status = take_dates(&reading, map);
	reading.header = map->header;
	if (status == YCF_OK)
		status = take_nouns(&reading, map);
	return status == YCF_OK ? take_ignored(&reading, map) : status;
}

static struct column_map *map_new(struct message *message)
{
	struct column_map *map = calloc(1, sizeof *map);
	if (map != NULL)
		map->arena = arena_new();
	if (map != NULL && map->arena != NULL)
		return map;
	free(map);
	message_memory(message);
	return NULL;
}

ycf_status column_map_read(struct ycf_tracker *tracker, const char *name,
                           struct column_map **map)
{
	struct column_map *made = map_new(&tracker->message);
	if (made == NULL)
		return YCF_MEMORY;
	char *path = tracker_template(tracker, made->arena, "maps", name);
	ycf_status status = path == NULL
		? message_memory(&tracker->message)
		: yaml_read(path, &tracker->message, &made->yaml);
	if (status == YCF_OK)
		status = take_map(made);
	if (status == YCF_OK)
		*map = made;
	else
		column_map_free(made);
	return status;
}

void column_map_free(struct column_map *map)
{
	if (map == NULL)
		return;
	yaml_free(map->yaml);
	arena_free(map->arena);
	free(map);
}

/* ---- our own headings ---- */

/* What a record of the noun is known by in a file that has no tokens. */
static void plain_keys(struct map_noun *map)
{
	static const char *const names[] = {"id", "reference", "urn", "ods_code", "system", "value"};
	const struct noun *noun = map->noun;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct field *field = noun_field(noun, names[i]);
		if (field != NULL)
			map->keys[map->key_count++] = field;
	}
	if (noun == &practitioner_noun)
		map->keys[map->key_count++] = noun_field(noun, "name");
	if (noun == &award_noun)
		map->keys[map->key_count++] = noun_field(noun, "code");
}

/* A column `external_id` of settings and leads, where there is one. */
static bool plain_external(struct arena *arena, struct map_noun *map)
{
	if (map->noun != &setting_noun && map->noun != &lead_noun)
		return true;
	struct entry *entry = arena_take(arena, sizeof *entry);
	map->externals = arena_take(arena, sizeof *map->externals);
	if (entry == NULL || map->externals == NULL)
		return false;
	entry->headings[0] = external_id_noun.name;
	entry->column = -1;
	map->externals[0].value = (struct map_field){noun_field(&external_id_noun, "value"), entry, 1};
	map->external_count = 1;
	return true;
}

ycf_status column_map_plain(const struct noun *noun, struct message *message,
                            struct column_map **map)
{
	struct column_map *made = map_new(message);
	if (made == NULL)
		return YCF_MEMORY;
	struct map_noun *one = arena_take(made->arena, sizeof *one);
	struct map_field *fields = arena_take(made->arena, noun->count * sizeof *fields);
	struct entry *entries = arena_take(made->arena, noun->count * sizeof *entries);
	if (one == NULL || fields == NULL || entries == NULL) {
		column_map_free(made);
		return message_memory(message);
	}
	for (size_t i = 0; i < noun->count; i++) {
		entries[i].headings[0] = noun->fields[i].name;
		entries[i].column = -1;
		fields[i] = (struct map_field){&noun->fields[i], &entries[i], 1};
	}
	*one = (struct map_noun){.noun = noun, .fields = fields, .field_count = noun->count};
	plain_keys(one);
	if (!plain_external(made->arena, one)) {
		column_map_free(made);
		return message_memory(message);
	}
	made->header = made->own = true;
	made->dates = STYLE_UK;
	made->nouns = one;
	made->noun_count = 1;
	*map = made;
	return YCF_OK;
}

/* ---- looking at all entries ---- */

static void visit_entry(struct entry *entry, const struct map_field *field,
                        entry_visitor *visitor, void *context)
{
	visitor(entry, field, context);
	for (size_t i = 0; i < entry->part_count; i++)
		visit_entry(&entry->parts[i], field, visitor, context);
}

void column_map_visit(struct column_map *map, entry_visitor *visitor, void *context)
{
	for (size_t n = 0; n < map->noun_count; n++) {
		struct map_noun *noun = &map->nouns[n];
		for (size_t f = 0; f < noun->field_count; f++)
			for (size_t e = 0; e < noun->fields[f].count; e++)
				visit_entry(&noun->fields[f].entries[e], &noun->fields[f], visitor, context);
		for (size_t x = 0; x < noun->external_count; x++)
			for (size_t e = 0; e < noun->externals[x].value.count; e++)
				visit_entry(&noun->externals[x].value.entries[e], &noun->externals[x].value,
				            visitor, context);
		for (size_t f = 0; f < noun->filter_count; f++)
			visit_entry(&noun->filters[f].column, NULL, visitor, context);
	}
}
