/* The form as one page for a browser: the facts go into a template, with the style and the script
   whose fingerprints the page's own policy allows, and nothing else. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/sha256.h"
#include "exchange/form.h"
#include "format/json.h"

enum { TEMPLATE_MOST = 2 * 1024 * 1024 };

/* ---- the facts ---- */

static json_t *text_or_null(const char *text)
{
	return text == NULL ? json_null() : json_string(text);
}

static json_t *day_or_null(ycf_date day)
{
	char iso[DATE_ISO_SIZE];
	date_write_iso(day, iso);
	return day == 0 ? json_null() : json_string(iso);
}

/* An object of names and values, NULL-ended, whose values are taken over; NULL where one of them
   could not be made. */
struct member {
	const char *name;
	json_t *value;
};

static json_t *object(const struct member *members, size_t count)
{
	json_t *made = json_object();
	bool failed = made == NULL;
	for (size_t i = 0; i < count; i++)
		failed |= json_object_set_new(made, members[i].name, members[i].value) != 0;
	if (!failed)
		return made;
	json_decref(made);
	return NULL;
}

#define OBJECT(...) \
	object((struct member[]){__VA_ARGS__}, \
	       sizeof((struct member[]){__VA_ARGS__}) / sizeof(struct member))

static json_t *person(const char *name, const char *email)
{
	if (name == NULL)
		return json_null();
	return OBJECT({"name", json_string(name)}, {"email", text_or_null(email)});
}

/* Append a value that is taken over; what fails makes the whole list NULL. */
static void append(json_t **list, json_t *value)
{
	if (json_array_append_new(*list, value) == 0)
		return;
	json_decref(*list);
	*list = NULL;
}

static json_t *levels_of(const struct form_facts *form)
{
	json_t *list = json_array();
	for (size_t i = 0; i < form->level_count; i++) {
		const struct level *level = &form->levels[i];
		append(&list, OBJECT({"code", json_string(level->code)},
		                     {"title", json_string(level->title)},
		                     {"rag", text_or_null(choice_name(rag_choices, level->rag))},
		                     {"needs_reason", json_boolean(level->needs_reason)}));
	}
	return list;
}

static json_t *actions_of(const struct form_facts *form)
{
	json_t *list = json_array();
	for (size_t i = 0; i < form->action_count; i++) {
		const struct form_action *action = &form->actions[i];
		append(&list, OBJECT({"number", json_integer(action->number)},
		                     {"standard", text_or_null(action->standard)},
		                     {"what", json_string(action->what)},
		                     {"owner", text_or_null(action->owner)},
		                     {"due", day_or_null(action->due)}));
	}
	return list;
}

static json_t *criteria_of(const struct form_standard *standard)
{
	json_t *list = json_array();
	for (size_t i = 0; i < standard->criterion_count; i++) {
		const struct form_criterion *criterion = &standard->criteria[i];
		const char *level = criterion->level == NULL ? NULL : criterion->level->code;
		append(&list, OBJECT({"code", json_string(criterion->code)},
		                     {"text", json_string(criterion->text)},
		                     {"guidance", text_or_null(criterion->guidance)},
		                     {"required", json_boolean(criterion->required)},
		                     {"level", text_or_null(level)},
		                     {"commentary", text_or_null(criterion->commentary)}));
	}
	return list;
}

static json_t *evidence_of(const struct form_standard *standard)
{
	json_t *list = json_array();
	for (size_t i = 0; i < standard->evidence_count; i++) {
		const struct form_evidence *evidence = &standard->evidence[i];
		append(&list, OBJECT({"title", json_string(evidence->title)},
		                     {"kept_at", json_string(evidence->kept_at)},
		                     {"dated", day_or_null(evidence->dated)}));
	}
	return list;
}

static json_t *standards_of(const struct form_facts *form)
{
	json_t *list = json_array();
	for (size_t i = 0; i < form->standard_count; i++) {
		const struct form_standard *standard = &form->standards[i];
		append(&list, OBJECT({"code", json_string(standard->standard->code)},
		                     {"title", json_string(standard->standard->title)},
		                     {"statement", text_or_null(standard->standard->statement)},
		                     {"last", day_or_null(standard->last)},
		                     {"criteria", criteria_of(standard)},
		                     {"evidence", evidence_of(standard)}));
	}
	return list;
}

static json_t *setting_of(const struct form_facts *form)
{
	return OBJECT({"id", json_string(form->setting_token)},
	              {"reference", text_or_null(form->setting.reference)},
	              {"name", json_string(form->setting.name)});
}

static json_t *framework_of(const struct framework *framework)
{
	const char *language = framework->language;
	return OBJECT({"code", json_string(framework->code)},
	              {"edition", json_string(framework->edition)},
	              {"title", json_string(framework->title)},
	              {"issuer", text_or_null(framework->issuer)},
	              {"language", json_string(language != NULL ? language : "en-GB")});
}

static json_t *facts_of(const struct form_facts *form)
{
	return OBJECT({"ycf", json_string("self-report-form")}, {"version", json_integer(1)},
	              {"tracker", json_string(form->tracker)}, {"made", day_or_null(form->made)},
	              {"due", day_or_null(form->due)}, {"setting", setting_of(form)},
	              {"framework", framework_of(form->framework)},
	              {"practitioner", person(form->practitioner, form->practitioner_email)},
	              {"lead", person(form->lead, form->lead_email)}, {"levels", levels_of(form)},
	              {"actions", actions_of(form)}, {"standards", standards_of(form)});
}

/* ---- the template ---- */

struct page {
	struct ycf_tracker *tracker;
	struct arena *arena;
	const struct form_facts *form;
	const char *html_path;
	char *html, *style, *script;
	size_t html_length, style_length, script_length;
	struct buffer facts;
	char style_hash[SHA256_BASE64], script_hash[SHA256_BASE64];
};

static ycf_status read_part(struct page *page, const char *name, char **data, size_t *length,
                            const char **path)
{
	struct message *message = &page->tracker->message;
	const char *folder = file_join(page->arena, tracker_templates(page->tracker), "self-report");
	*path = folder == NULL ? NULL : file_join(page->arena, folder, name);
	if (*path == NULL)
		return message_memory(message);
	return file_read(*path, TEMPLATE_MOST, data, length, message);
}

static ycf_status read_parts(struct page *page)
{
	const char *path;
	ycf_status status = read_part(page, "page.html", &page->html, &page->html_length,
	                              &page->html_path);
	if (status == YCF_OK)
		status = read_part(page, "page.css", &page->style, &page->style_length, &path);
	if (status == YCF_OK)
		status = read_part(page, "page.js", &page->script, &page->script_length, &path);
	if (status != YCF_OK)
		return status;
	sha256_base64(page->style, page->style_length, page->style_hash);
	sha256_base64(page->script, page->script_length, page->script_hash);
	return YCF_OK;
}

static ycf_status make_facts(struct page *page)
{
	json_t *facts = facts_of(page->form);
	bool made = facts != NULL && json_write_safe(facts, &page->facts);
	json_decref(facts);
	return made ? YCF_OK : message_memory(&page->tracker->message);
}

static void write_escaped(struct output *output, const char *text)
{
	static const char *const names[] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	};
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		if (c < sizeof names / sizeof names[0] && names[c] != NULL)
			output_text(output, names[c]);
		else
			output_write(output, text, 1);
	}
}

/* What stands in the page for a name in double braces; false: no such name. */
static bool write_value(const struct page *page, const char *name, size_t length,
                        struct output *output)
{
	const char *language = page->form->framework->language;
	char word[16] = "";
	if (length >= sizeof word)
		return false;
	memcpy(word, name, length);
	if (strcmp(word, "language") == 0)
		write_escaped(output, language != NULL ? language : "en-GB");
	else if (strcmp(word, "title") == 0)
		write_escaped(output, page->form->setting.name);
	else if (strcmp(word, "style") == 0)
		output_write(output, page->style, page->style_length);
	else if (strcmp(word, "script") == 0)
		output_write(output, page->script, page->script_length);
	else if (strcmp(word, "style-hash") == 0)
		output_text(output, page->style_hash);
	else if (strcmp(word, "script-hash") == 0)
		output_text(output, page->script_hash);
	else if (strcmp(word, "form") == 0)
		output_write(output, buffer_string(&page->facts), page->facts.length);
	else
		return false;
	return true;
}

/* One pass: what is put in is not looked at again. */
static ycf_status write_page(const struct page *page, struct output *output)
{
	const char *at = page->html, *end = at + page->html_length, *open;
	while ((open = memmem(at, (size_t)(end - at), "{{", 2)) != NULL) {
		const char *close = memmem(open, (size_t)(end - open), "}}", 2);
		output_write(output, at, (size_t)(open - at));
		if (close == NULL || !write_value(page, open + 2, (size_t)(close - open - 2), output))
			return message_set(&page->tracker->message, YCF_INVALID,
			                   "%s has '%.*s', for which there is no value; write language, "
			                   "title, style, script, style-hash, script-hash or form",
			                   page->html_path,
			                   (int)(close == NULL || close - open > 40 ? 12 : close + 2 - open),
			                   open);
		at = close + 2;
	}
	output_write(output, at, (size_t)(end - at));
	return YCF_OK;
}

ycf_status form_write_page(struct ycf_tracker *tracker, const struct form_facts *form,
                           struct arena *arena, struct output *output)
{
	struct page page = {.tracker = tracker, .arena = arena, .form = form};
	ycf_status status = read_parts(&page);
	if (status == YCF_OK)
		status = make_facts(&page);
	if (status == YCF_OK)
		status = write_page(&page, output);
	free(page.html);
	free(page.style);
	free(page.script);
	buffer_free(&page.facts);
	return status;
}
