#include "document/layout_read.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static ycf_status read_code(struct layout *layout, const struct yaml *root)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char others[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	                             "0123456789-";
	const struct yaml *at = NULL;
	ycf_status status = layout_read_text(layout, root, "language", "the language's code, such "
	                                     "as language: en-GB", &at, &layout->language);

	if (status != YCF_OK)
		return status;
	size_t first = strspn(layout->language, letters);
	size_t length = strspn(layout->language, others);
	if (first < 2 || first > 3 || length > 35 || layout->language[length] != '\0'
	    || layout->language[length - 1] == '-')
		return yaml_refuse(layout->file, at, "the language is \"%s\"; write its code, such as "
		                   "en-GB (British English), cy (Welsh) or pl (Polish)",
		                   layout_shown(layout, layout->language));
	return YCF_OK;
}

static bool is_english(const char *language)
{
	return strncasecmp(language, "en", 2) == 0 && (language[2] == '\0' || language[2] == '-');
}

static ycf_status read_month(const struct layout *layout, const struct yaml *at,
                             const char **month)
{
	if (at->kind != YAML_TEXT || text_is_blank(at->text, strlen(at->text)))
		return yaml_refuse(layout->file, at, "this is no name of a month; write all 12 of "
		                   "them, January first");
	*month = at->text;
	return YCF_OK;
}

static ycf_status read_months(struct layout *layout, const struct yaml *root)
{
	static const char *const english[] = {
		"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December",
	};
	const struct yaml *list = NULL;
	ycf_status status = yaml_list(layout->file, root, "months", false, &list);

	for (size_t i = 0; i < 12; i++)
		layout->months[i] = english[i];
	if (status != YCF_OK || (list == NULL && is_english(layout->language)))
		return status;
	if (list == NULL)
		return yaml_refuse(layout->file, yaml_get(root, "language"), "the months have no names "
		                   "in the language %s; write all 12 of them, January first, as "
		                   "months: [Ionawr, Chwefror, ...]", layout->language);
	if (list->count != 12)
		return yaml_refuse(layout->file, list, "there are %zu months here; write all 12, "
		                   "January first", list->count);
	for (size_t i = 0; status == YCF_OK && i < 12; i++)
		status = read_month(layout, list->items[i], &layout->months[i]);
	return status;
}

/* At least one of the three, and no brace but theirs, {{ and }}. */
static bool is_date_pattern(const char *text)
{
	static const char *const names[] = {"{day}", "{month}", "{year}"};
	size_t found = 0;

	while (*text != '\0') {
		size_t taken = 0;
		if ((*text == '{' || *text == '}') && text[1] == *text)
			taken = 2;
		for (size_t i = 0; taken == 0 && i < 3; i++)
			if (strncmp(text, names[i], strlen(names[i])) == 0) {
				taken = strlen(names[i]);
				found++;
			}
		if (taken == 0 && (*text == '{' || *text == '}'))
			return false;
		text += taken > 0 ? taken : 1;
	}
	return found > 0;
}

static ycf_status read_date(struct layout *layout, const struct yaml *root)
{
	layout->date = "{day} {month} {year}";
	ycf_status status = yaml_text(layout->file, root, "date", false, &layout->date);

	if (status == YCF_OK && !is_date_pattern(layout->date))
		return yaml_refuse(layout->file, yaml_get(root, "date"), "days cannot be written as "
		                   "\"%s\"; write it with {day}, {month} and {year}, such as "
		                   "date: \"{day} {month} {year}\"",
		                   layout_shown(layout, layout->date));
	return status;
}

static ycf_status read_word(const struct layout *layout, const struct yaml *code,
                            const struct yaml *text, struct layout_word *word)
{
	if (code->text[strspn(code->text, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0')
		return yaml_refuse(layout->file, code, "\"%s\" is no code; write it in small letters "
		                   "with _ for a space, such as at_risk",
		                   layout_shown(layout, code->text));
	if (text->kind != YAML_TEXT || (text->plain && text->text[0] == '\0'))
		return yaml_refuse(layout->file, text, "%s has no words; write them, such as "
		                   "%s: \"In words\"", code->text, code->text);
	word->code = code->text;
	word->text = text->text;
	return YCF_OK;
}

static ycf_status read_word_list(struct layout *layout, const struct yaml *root)
{
	const struct yaml *map = NULL;
	ycf_status status = yaml_map(layout->file, root, "words", false, &map);

	if (status != YCF_OK || map == NULL)
		return status;
	if (layout_check_count(layout, map, map->count, MOST_WORDS, "words") != YCF_OK)
		return layout->file->message->status;
	layout->words = layout_take(layout, map->count, sizeof *layout->words);
	if (layout->words == NULL)
		return YCF_MEMORY;
	for (size_t i = 0; status == YCF_OK && i < map->count; i++, layout->word_count++)
		status = read_word(layout, map->keys[i], map->items[i], &layout->words[i]);
	return status;
}

ycf_status layout_read_language(struct layout *layout, const struct yaml *root)
{
	if (read_code(layout, root) != YCF_OK || read_months(layout, root) != YCF_OK
	    || read_date(layout, root) != YCF_OK)
		return layout->file->message->status;
	return read_word_list(layout, root);
}
