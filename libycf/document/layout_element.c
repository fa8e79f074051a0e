#include "document/layout_read.h"

#include <string.h>

#include "base/memory.h"

enum {
	T = 1 << LAYOUT_TEXT, L = 1 << LAYOUT_LINE, B = 1 << LAYOUT_BOX, P = 1 << LAYOUT_PATH,
	I = 1 << LAYOUT_IMAGE, Q = 1 << LAYOUT_QR, R = 1 << LAYOUT_TABLE, H = 1 << LAYOUT_HTML,
	PLACED = T | L | B | P | I | Q,
	FLOWING = T | L | B | I | Q | R
};

const char *const layout_kind_names[] = {
	"text", "line", "box", "path", "image", "qr", "table", "html", NULL,
};

/* Which kinds have a key where they stand in place, and in a flow. */
static const struct {
	const char *name;
	unsigned draw, flow;
} key_rules[] = {
	{"kind", PLACED | H, FLOWING},
	{"if", PLACED | H, FLOWING},
	{"pages", PLACED, 0},
	{"x", PLACED, FLOWING},
	{"y", PLACED, 0},
	{"width", PLACED & ~P, FLOWING},
	{"height", T | L | B | I, L | B | I},
	{"before", 0, FLOWING},
	{"needs", 0, FLOWING},
	{"text", T | Q | H, T | Q},
	{"font", T, T | R},
	{"size", T, T | R},
	{"shrink_to", T, 0},
	{"wrap_below", T, 0},
	{"lines", T, 0},
	{"line_spacing", T, T | R},
	{"letter_spacing", T, T},
	{"colour", T | L | Q, T | L | Q | R},
	{"reads_as", T, T},
	{"align", T | I, T | I},
	{"vertical", T | I, I},
	{"fill", B | P, B},
	{"stroke", B | P, B},
	{"thickness", L | B | P, L | B | R},
	{"radius", B, B},
	{"path", P, 0},
	{"scale", P, 0},
	{"file", I, I},
	{"may_lack", I, I},
	{"alt", I | Q, I | Q},
	{"rows", 0, R},
	{"columns", 0, R},
	{"heading_font", 0, R},
	{"heading_size", 0, R},
	{"heading_colour", 0, R},
	{"rule", 0, R},
	{"gap", 0, R},
	{"between", 0, R},
	{"whole", 0, R},
	{"group", 0, R},
	{"group_otherwise", 0, R},
	{"group_font", 0, R},
	{"group_size", 0, R},
	{"group_colour", 0, R},
	{"empty", 0, R},
};

enum { KEY_RULES = sizeof key_rules / sizeof key_rules[0] };

/* A key that its kind has only elsewhere is told apart from a slip of the pen. */
static ycf_status check_key(const struct layout *layout, const struct yaml *key,
                            enum layout_kind kind, enum layout_section section)
{
	for (size_t i = 0; i < KEY_RULES; i++) {
		if (strcmp(key_rules[i].name, key->text) != 0)
			continue;
		if (section == LAYOUT_IN_FLOW && (key_rules[i].draw >> kind & 1) != 0)
			return yaml_refuse(layout->file, key, "\"%s:\" is not for a flow, where things "
			                   "stand one below the other and take the height they need; "
			                   "take it out", key->text);
		if (section == LAYOUT_IN_DRAW && (key_rules[i].flow >> kind & 1) != 0)
			return yaml_refuse(layout->file, key, "\"%s:\" is only for what stands under "
			                   "\"flow:\"; take it out and give x and y", key->text);
		return yaml_refuse(layout->file, key, "kind: %s has no \"%s:\"; take it out",
		                   layout_kind_names[kind], key->text);
	}
	return YCF_OK;
}

static ycf_status check_keys(const struct layout *layout, const struct yaml *map,
                             enum layout_kind kind, enum layout_section section)
{
	const char *allowed[KEY_RULES + 1];
	size_t count = 0;

	for (size_t i = 0; i < KEY_RULES; i++) {
		unsigned kinds = section == LAYOUT_IN_FLOW ? key_rules[i].flow
		                                           : key_rules[i].draw;
		if ((kinds >> kind & 1) != 0)
			allowed[count++] = key_rules[i].name;
	}
	allowed[count] = NULL;
	for (size_t i = 0; i < map->count; i++) {
		size_t j = 0;
		while (j < count && strcmp(map->keys[i]->text, allowed[j]) != 0)
			j++;
		if (j == count && check_key(layout, map->keys[i], kind, section) != YCF_OK)
			return layout->file->message->status;
	}
	return yaml_check_keys(layout->file, map, allowed);
}

/* ---- what an element is ---- */

static unsigned kinds_allowed(const struct layout *layout, enum layout_section section)
{
	if (layout->kind == DOCUMENT_FOOTER)
		return H;
	if (layout->kind == DOCUMENT_BADGE)
		return PLACED & ~I;
	return section == LAYOUT_IN_FLOW ? FLOWING : PLACED;
}

static ycf_status refuse_kind(const struct layout *layout, const struct yaml *at,
                              enum layout_kind kind)
{
	if (layout->kind == DOCUMENT_FOOTER)
		return yaml_refuse(layout->file, at,
		                   "a footer is made of pieces of HTML; write kind: html");
	if (kind == LAYOUT_HTML)
		return yaml_refuse(layout->file, at, "HTML is only for a footer; write kind: text");
	if (layout->kind == DOCUMENT_BADGE)
		return yaml_refuse(layout->file, at, "a badge holds no kind: %s; draw it with "
		                   "kind: path", layout_kind_names[kind]);
	return yaml_refuse(layout->file, at, "kind: %s cannot stand under \"%s:\"; write it under "
	                   "\"%s:\"", layout_kind_names[kind], kind == LAYOUT_TABLE ? "draw" : "flow",
	                   kind == LAYOUT_TABLE ? "flow" : "draw");
}

static ycf_status read_kind(const struct layout *layout, const struct yaml *map,
                            enum layout_section section, enum layout_kind *out)
{
	int kind = -1;

	if (map->kind != YAML_MAP)
		return yaml_refuse(layout->file, map, "what is drawn begins with its kind; write "
		                   "it such as {kind: text, text: ...}");
	if (layout_read_choice(layout, map, "kind", layout_kind_names, &kind) != YCF_OK)
		return layout->file->message->status;
	if (kind < 0)
		return yaml_refuse(layout->file, map, "\"kind:\" is missing; write what it is, "
		                   "such as kind: %s",
		                   layout->kind == DOCUMENT_FOOTER ? "html" : "text");
	*out = (enum layout_kind)kind;
	if ((kinds_allowed(layout, section) >> kind & 1) == 0)
		return refuse_kind(layout, yaml_get(map, "kind"), *out);
	return YCF_OK;
}

/* ---- when it is drawn ---- */

static bool is_value_name(const char *text)
{
	return text != NULL && strcmp(text, "is") != 0 && strcmp(text, "not") != 0
		&& text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.")] == '\0';
}

/* NAME, not NAME, NAME is WORD, NAME is not WORD. */
static bool split_condition(char *text, struct layout_condition *condition)
{
	char *rest = NULL, *words[5] = {0};
	size_t count = 0;

	for (char *word = strtok_r(text, " \t\n", &rest); word != NULL && count < 5;
	     word = strtok_r(NULL, " \t\n", &rest))
		words[count++] = word;
	condition->negated = (count == 2 && strcmp(words[0], "not") == 0)
		|| (count == 4 && strcmp(words[2], "not") == 0);
	condition->value = count == 2 ? words[1] : words[0];
	condition->word = count > 2 ? words[count - 1] : NULL;
	if (!is_value_name(condition->value) || count == 5 || (count == 2 && !condition->negated))
		return false;
	return count < 3 || (strcmp(words[1], "is") == 0 && is_value_name(condition->word)
	                     && (count == 3 || condition->negated));
}

static ycf_status read_condition(const struct layout *layout, const struct yaml *at,
                                 struct layout_condition *condition)
{
	char *text = at->kind != YAML_TEXT ? NULL : arena_text(layout->file->arena, at->text);

	if (at->kind == YAML_TEXT && text == NULL)
		return message_memory(layout->file->message);
	condition->at = at;
	if (text == NULL || !split_condition(text, condition))
		return yaml_refuse(layout->file, at, "this is no condition; write a value's name as "
		                   "in if: award.ended, or if: not award.ended, "
		                   "or if: award.end_reason is departed, "
		                   "or if: award.end_reason is not departed");
	return YCF_OK;
}

static ycf_status read_conditions(const struct layout *layout, const struct yaml *map,
                                  struct layout_element *element)
{
	const struct yaml *at = yaml_get(map, "if");

	if (at == NULL)
		return YCF_OK;
	size_t count = at->kind == YAML_LIST ? at->count : 1;
	if (layout_check_count(layout, at, count, MOST_CONDITIONS, "conditions") != YCF_OK)
		return layout->file->message->status;
	element->conditions = layout_take(layout, count, sizeof *element->conditions);
	if (element->conditions == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < count; i++) {
		ycf_status status = read_condition(
			layout, at->kind == YAML_LIST ? at->items[i] : at,
			&element->conditions[i]);
		if (status != YCF_OK)
			return status;
		element->condition_count++;
	}
	return YCF_OK;
}

static ycf_status read_pages(const struct layout *layout, const struct yaml *map,
                             struct layout_element *element)
{
	static const char *const names[] = {"first", "later", "every", NULL};
	int pages = LAYOUT_FIRST;
	ycf_status status = layout_read_choice(layout, map, "pages", names, &pages);

	element->pages = (enum layout_pages)pages;
	if (status == YCF_OK && pages == LAYOUT_LATER && yaml_get(layout->file->root, "flow") == NULL)
		return yaml_refuse(layout->file, yaml_get(map, "pages"), "only a layout with a "
		                   "\"flow:\" has later pages; take \"pages:\" out");
	return status;
}

static ycf_status read_html(const struct layout *layout, const struct yaml *map,
                            struct layout_element *element)
{
	return layout_read_text(layout, map, "text", "HTML such as text: \"<p>{setting.name}</p>\"",
	                        &element->words.at, &element->words.text);
}

static ycf_status read_rest(const struct layout *layout, const struct yaml *map,
                             enum layout_section section, struct layout_element *element)
{
	switch (element->kind) {
	case LAYOUT_TEXT:
		return layout_read_words(layout, map, section, &element->words);
	case LAYOUT_LINE:
		return layout_read_line(layout, map, element);
	case LAYOUT_BOX:
		return layout_read_box(layout, map, element);
	case LAYOUT_PATH:
		return layout_read_path(layout, map, element);
	case LAYOUT_IMAGE:
		return layout_read_image(layout, map, element);
	case LAYOUT_QR:
		return layout_read_qr(layout, map, element);
	case LAYOUT_TABLE:
		return layout_read_table(layout, map, element->width, &element->table);
	default:
		return read_html(layout, map, element);
	}
}

static ycf_status read_element(const struct layout *layout, const struct yaml *map,
                               enum layout_section section, struct layout_element *element)
{
	element->at = map;
	if (read_kind(layout, map, section, &element->kind) != YCF_OK
	    || check_keys(layout, map, element->kind, section) != YCF_OK
	    || read_conditions(layout, map, element) != YCF_OK
	    || read_pages(layout, map, element) != YCF_OK)
		return layout->file->message->status;
	if (element->kind != LAYOUT_HTML && layout_read_place(layout, map, section, element) != YCF_OK)
		return layout->file->message->status;
	return read_rest(layout, map, section, element);
}

ycf_status layout_read_elements(const struct layout *layout, const struct yaml *list,
                                enum layout_section section, struct layout_elements *elements)
{
	if (layout_check_count(layout, list, list->count, MOST_ELEMENTS, "elements") != YCF_OK)
		return layout->file->message->status;
	elements->items = layout_take(layout, list->count, sizeof *elements->items);
	if (elements->items == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; i < list->count; i++) {
		ycf_status status = read_element(layout, list->items[i], section,
		                                 &elements->items[i]);
		if (status != YCF_OK)
			return status;
		elements->count++;
	}
	return YCF_OK;
}
