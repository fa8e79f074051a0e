#include "document/placeholder.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/text.h"

/* What a name stands for here. */
struct meaning {
	enum value_kind kind;
	struct value value;
	bool is_list, has_rows;
	size_t number;                 /* of a page; 0: none */
};

static bool find_field(const struct value_field *fields, size_t count, const char *name,
                       const struct value *values, struct meaning *meaning)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(fields[i].name, name) == 0) {
			meaning->kind = fields[i].kind;
			if (values != NULL)
				meaning->value = values[i];
			return true;
		}
	return false;
}

static bool find_page(const struct scope *scope, const char *name, struct meaning *meaning)
{
	if (scope->pages == 0)
		return false;
	if (strcmp(name, "page.number") == 0)
		meaning->number = scope->page;
	else if (strcmp(name, "page.count") == 0)
		meaning->number = scope->pages;
	return meaning->number > 0;
}

static bool find_list(const struct scope *scope, const char *name, struct meaning *meaning)
{
	const struct value_table *table = scope->values->table;

	for (size_t i = 0; i < table->list_count; i++)
		if (strcmp(table->lists[i].name, name) == 0) {
			meaning->is_list = true;
			meaning->has_rows = scope->values->rows[i] != NULL;
			return true;
		}
	return false;
}

static size_t gather(const struct value_field *fields, size_t count, const char **names,
                     size_t at)
{
	for (size_t i = 0; i < count; i++)
		names[at++] = fields[i].name;
	return at;
}

/* The list whose rows have a field of that name, or NULL. */
static const char *list_of(const struct value_table *table, const char *name)
{
	struct meaning meaning;

	for (size_t i = 0; i < table->list_count; i++)
		if (find_field(table->lists[i].fields, table->lists[i].count, name, NULL, &meaning))
			return table->lists[i].name;
	return NULL;
}

static ycf_status refuse_unknown(const struct scope *scope, const struct yaml *at,
                                 const char *name)
{
	const struct value_table *table = scope->values->table;
	size_t most = table->count + (scope->list != NULL ? scope->list->count : 0);
	const char **names = calloc(most + 1, sizeof *names);

	if (names == NULL)
		return message_memory(scope->layout->file->message);
	size_t count = gather(table->fields, table->count, names, 0);
	if (scope->list != NULL)
		count = gather(scope->list->fields, scope->list->count, names, count);
	const char *near = text_nearest(name, names, count);
	free(names);
	if (strncmp(name, "page.", 5) == 0)
		return yaml_refuse(scope->layout->file, at, "\"%s\" is not known here; write "
		                   "page.number or page.count, in a text under \"draw:\"", name);
	const char *list = list_of(table, name);
	if (list != NULL)
		return yaml_refuse(scope->layout->file, at, "\"%s\" belongs to the list \"%s\"; write "
		                   "it in a column of a table with rows: %s", name, list, list);
	if (near != NULL)
		return yaml_refuse(scope->layout->file, at,
		                   "\"%s\" is not known here; did you mean \"%s\"?", name, near);
	return yaml_refuse(scope->layout->file, at, "\"%s\" is not known here; "
	                   "`ycf layout values %s` lists what is", name,
	                   document_kinds[scope->layout->kind]);
}

static ycf_status find(const struct scope *scope, const struct yaml *at, const char *name,
                       struct meaning *meaning)
{
	const struct values *values = scope->values;
	const struct list_field *list = scope->list;

	*meaning = (struct meaning){0};
	if (find_field(values->table->fields, values->table->count, name, values->values, meaning)
	    || (list != NULL
	        && find_field(list->fields, list->count, name,
	                      scope->row != NULL ? scope->row->values : NULL, meaning))
	    || find_page(scope, name, meaning) || find_list(scope, name, meaning))
		return YCF_OK;
	return refuse_unknown(scope, at, name);
}

static bool is_present(const struct meaning *meaning)
{
	const char *text = meaning->value.text;

	if (meaning->is_list)
		return meaning->has_rows;
	return meaning->number > 0 || meaning->value.date != 0
		|| (text != NULL && !text_is_blank(text, strlen(text)));
}

static ycf_status holds(const struct scope *scope, const struct layout_condition *condition,
                        bool *hold)
{
	struct meaning meaning;
	ycf_status status = find(scope, condition->at, condition->value, &meaning);

	if (status != YCF_OK)
		return status;
	bool met = is_present(&meaning);
	if (condition->word != NULL && meaning.number > 0)
		met = strtoul(condition->word, NULL, 10) == meaning.number;
	else if (condition->word != NULL)
		met = meaning.value.text != NULL
			&& strcmp(meaning.value.text, condition->word) == 0;
	*hold = met != condition->negated;
	return YCF_OK;
}

ycf_status placeholder_hold(const struct scope *scope,
                            const struct layout_condition *conditions, size_t count,
                            bool *hold)
{
	*hold = true;
	for (size_t i = 0; i < count; i++) {
		bool one = false;
		ycf_status status = holds(scope, &conditions[i], &one);
		if (status != YCF_OK)
			return status;
		*hold = *hold && one;
	}
	return YCF_OK;
}

/* ---- writing values ---- */

static void write_day_part(const struct layout *layout, const char *name, ycf_date date,
                           struct buffer *out)
{
	if (strncmp(name, "{day}", 5) == 0)
		buffer_format(out, "%d", (int)(date % 100));
	else if (strncmp(name, "{month}", 7) == 0)
		buffer_text(out, layout->months[date / 100 % 100 - 1]);
	else
		buffer_format(out, "%d", (int)(date / 10000));
}

/* The pattern is the layout's, and was found sound when that was read. */
static void write_day(const struct layout *layout, ycf_date date, struct buffer *out)
{
	const char *at = layout->date;

	while (*at != '\0') {
		size_t plain = strcspn(at, "{}");
		buffer_add(out, at, plain);
		at += plain;
		if (at[0] != '\0' && at[1] == at[0]) {
			buffer_char(out, at[0]);
			at += 2;
		} else if (at[0] != '\0') {
			write_day_part(layout, at, date, out);
			at += strcspn(at, "}") + 1;
		}
	}
}

static void write_word(const struct layout *layout, const char *code, struct buffer *out)
{
	for (size_t i = 0; i < layout->word_count; i++)
		if (strcmp(layout->words[i].code, code) == 0) {
			buffer_text(out, layout->words[i].text);
			return;
		}
	for (; *code != '\0'; code++)
		buffer_char(out, *code == '_' ? ' ' : *code);
}

static ycf_status write_text(const struct scope *scope, const char *name, const char *text,
                             struct buffer *out)
{
	size_t length = strlen(text);

	if (!text_valid(text, length, NULL))
		return message_set(scope->layout->file->message, YCF_INVALID,
		                   "%s is not UTF-8 text; enter it again", name);
	text_trim(&text, &length);
	buffer_add(out, text, length);
	return YCF_OK;
}

/* A day at the text's start, in ISO 8601; 0: none. */
static ycf_date day_at(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	char day[sizeof form];

	for (size_t i = 0; i < sizeof form - 1; i++)
		if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
			return 0;
	memcpy(day, text, sizeof form - 1);
	day[sizeof form - 1] = '\0';
	return ycf_date_read(day, NULL);
}

static void write_sentence(const struct layout *layout, const char *text, struct buffer *out)
{
	while (*text != '\0') {
		ycf_date day = day_at(text);
		if (day != 0) {
			write_day(layout, day, out);
			text += strlen("2026-09-20");
		} else {
			buffer_char(out, *text++);
		}
	}
}

static ycf_status write_value(const struct scope *scope, const struct yaml *at,
                              const char *name, struct buffer *out)
{
	struct meaning meaning;
	ycf_status status = find(scope, at, name, &meaning);

	if (status != YCF_OK)
		return status;
	if (meaning.is_list)
		return yaml_refuse(scope->layout->file, at, "\"%s\" is a list; write its rows with "
		                   "kind: table, or use its name in \"if:\"", name);
	if (meaning.number > 0)
		buffer_format(out, "%zu", meaning.number);
	else if (meaning.value.date != 0)
		write_day(scope->layout, meaning.value.date, out);
	else if (meaning.value.text != NULL && meaning.kind == VALUE_WORD)
		write_word(scope->layout, meaning.value.text, out);
	else if (meaning.value.text != NULL && meaning.kind == VALUE_SENTENCE)
		write_sentence(scope->layout, meaning.value.text, out);
	else if (meaning.value.text != NULL)
		return write_text(scope, name, meaning.value.text, out);
	return YCF_OK;
}

/* ---- reading the text ---- */

/* The name at `text`, which stands behind "{"; *end is behind its "}". */
static ycf_status read_name(const struct scope *scope, const struct yaml *at,
                            const char *text, char name[MESSAGE_NAME], const char **end)
{
	size_t length = strcspn(text, "{}");

	if (text[length] != '}' || length == 0 || length >= MESSAGE_NAME)
		return yaml_refuse(scope->layout->file, at, "a \"{\" is not closed; write {name}, "
		                   "or {{ for the brace itself");
	memcpy(name, text, length);
	name[length] = '\0';
	*end = text + length + 1;
	return YCF_OK;
}

/* HTML has no place for control characters. */
static void escape(const char *text, bool bare, struct buffer *out)
{
	for (; *text != '\0'; text++) {
		const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;"
			: *text == '>' ? "&gt;" : *text == '"' ? "&quot;"
			: *text == '\'' ? "&#39;" : NULL;
		if (entity != NULL)
			buffer_text(out, entity);
		else if (bare && *text > 0 && *text <= ' ')
			buffer_text(out, "&#32;");
		else
			buffer_char(out, (*text > 0 && *text < ' ') || *text == 127 ? ' ' : *text);
	}
}

static size_t back_over(const struct buffer *out, size_t at, const char *characters)
{
	while (at > 0 && strchr(characters, out->data[at - 1]) != NULL)
		at--;
	return at;
}

/* Whether an attribute that holds an address has just been opened. */
static bool opens_address(const struct buffer *out)
{
	static const char *const attributes[] = {"href", "src", "action"};
	size_t at = back_over(out, out->length, " \t\r\n\"'");

	if (at == 0 || out->data[at - 1] != '=')
		return false;
	at = back_over(out, at - 1, " \t\r\n");
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
		size_t length = strlen(attributes[i]);
		if (at >= length && strncasecmp(out->data + at - length, attributes[i], length) == 0)
			return true;
	}
	return false;
}

static bool starts_address(const char *text)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};

	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
		if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

/* A website is often entered without its "https://", and what stands there in
   another way ("javascript:") must never become a link that runs. */
static void write_html(const char *text, struct buffer *out)
{
	/* without quotation marks, a space would end the attribute */
	size_t end = back_over(out, out->length, " \t\r\n");
	bool bare = end > 0 && out->data[end - 1] == '=';

	if (*text != '\0' && opens_address(out) && !starts_address(text))
		buffer_text(out, "https://");
	escape(text, bare, out);
}

static ycf_status write_escaped(const struct scope *scope, const struct yaml *at,
                                const char *name, struct buffer *out)
{
	struct buffer value = {0};
	ycf_status status = write_value(scope, at, name, &value);

	if (status == YCF_OK)
		write_html(buffer_string(&value), out);
	out->failed = out->failed || value.failed;
	buffer_free(&value);
	return status;
}

static ycf_status expand(const struct scope *scope, const struct yaml *at, const char *text,
                         bool html, struct buffer *out)
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
			ycf_status status = read_name(scope, at, text + 1, name, &text);
			if (status == YCF_OK)
				status = html ? write_escaped(scope, at, name, out)
				              : write_value(scope, at, name, out);
			if (status != YCF_OK)
				return status;
		} else if (text[0] == '}') {
			return yaml_refuse(scope->layout->file, at, "a \"}\" has no \"{\" before it; "
			                   "write }} for the brace itself");
		}
	}
	return out->failed ? message_memory(scope->layout->file->message) : YCF_OK;
}

ycf_status placeholder_expand(const struct scope *scope, const struct yaml *at,
                              const char *text, struct buffer *out)
{
	return expand(scope, at, text, false, out);
}

ycf_status placeholder_expand_html(const struct scope *scope, const struct yaml *at,
                                   const char *text, struct buffer *out)
{
	return expand(scope, at, text, true, out);
}
