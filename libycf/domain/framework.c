#include "domain/framework.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/yaml.h"
#include "domain/condition.h"

/* ---- field tables ---- */

static const struct field framework_fields[] = {
	ROW_FIELDS(framework),
	TEXT_FIELD(framework, code, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 60,
	           "short name, the same for all editions"),
	TEXT_FIELD(framework, edition, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 60,
	           "edition; the last in alphabetical order is the newest"),
	TEXT_FIELD(framework, title, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 300, "title of the mark"),
	TEXT_FIELD(framework, issuer, YCF_FIELD_BRIEF, 300, "who awards it"),
	TEXT_FIELD(framework, area, YCF_FIELD_BRIEF, 200, "where it is awarded"),
	TEXT_FIELD(framework, language, YCF_FIELD_CODE, 35, "language of its texts, en-GB"),
	TEXT_FIELD(framework, prefix, YCF_FIELD_REQUIRED | YCF_FIELD_CODE, 10,
	           "what its award codes begin with"),
	INTEGER_FIELD(framework, review_months, 0, "a plan is reviewed at least every ... months"),
	INTEGER_FIELD(framework, term_months, 0, "how long an award lasts; empty: no fixed term"),
	INTEGER_FIELD(framework, grace_days, 0,
	              "days past a due date before a held mark is at risk, or past its term lapses"),
	INTEGER_FIELD(framework, lapse_days, 0,
	              "days past a review's due date after which the mark lapses; empty: never"),
	TEXT_FIELD(framework, verify_url, 0, 2000, "address where an award can be verified"),
	TEXT_FIELD(framework, rules, 0, 1100000, "the file it was loaded from, whole"),
};

const struct noun framework_noun = {
	"framework", "f", sizeof(struct framework), framework_fields, COUNT_OF(framework_fields),
	"code", NULL, "code, edition", "an edition of a mark's framework"
};

static const struct field standard_fields[] = {
	ROW_FIELDS(standard),
	REFERENCE_FIELD(standard, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it belongs to"),
	TEXT_FIELD(standard, code, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 20, "1"),
	TEXT_FIELD(standard, title, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 300, "its title"),
	TEXT_FIELD(standard, statement, 0, 5000, "what it asks for"),
};

const struct noun standard_noun = {
	"standard", "q", sizeof(struct standard), standard_fields, COUNT_OF(standard_fields), "code",
	NULL, "framework, id", "one of a framework's quality standards"
};

static const struct field criterion_fields[] = {
	ROW_FIELDS(criterion),
	REFERENCE_FIELD(criterion, standard, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "standard",
	                "the standard it belongs to"),
	TEXT_FIELD(criterion, code, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 20, "1.1"),
	TEXT_FIELD(criterion, text, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 2000, "what is asked"),
	BOOLEAN_FIELD(criterion, required, YCF_FIELD_BRIEF, "whether the standard needs it"),
	TEXT_FIELD(criterion, guidance, 0, 5000, "what good looks like"),
};

const struct noun criterion_noun = {
	"criterion", "i", sizeof(struct criterion), criterion_fields, COUNT_OF(criterion_fields),
	"code", NULL, "standard, id", "one demand of a standard, which is rated"
};

const char *const rag_choices[] = {"none", "red", "amber", "green", NULL};

static const struct field level_fields[] = {
	ROW_FIELDS(level),
	REFERENCE_FIELD(level, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it belongs to"),
	TEXT_FIELD(level, code, YCF_FIELD_REQUIRED | YCF_FIELD_CODE | YCF_FIELD_BRIEF, 40, "met"),
	TEXT_FIELD(level, title, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 300, "its title"),
	CHOICE_FIELD(level, rag, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, rag_choices,
	             "red, amber or green; none for not applicable"),
	BOOLEAN_FIELD(level, counts_as_met, YCF_FIELD_BRIEF, "whether the criterion then is met"),
	BOOLEAN_FIELD(level, needs_reason, YCF_FIELD_BRIEF,
	              "whether a rating needs commentary or evidence"),
};

const struct noun level_noun = {
	"level", "y", sizeof(struct level), level_fields, COUNT_OF(level_fields), "code", NULL,
	"framework, id", "a level at which a criterion can be found"
};

static const char *const purpose_choices[] = {"award", "at_risk", NULL};

static const struct field rule_fields[] = {
	ROW_FIELDS(rule),
	REFERENCE_FIELD(rule, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it belongs to"),
	CHOICE_FIELD(rule, purpose, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, purpose_choices,
	             "award: must hold for an award; at_risk: a held mark is at risk without it"),
	TEXT_FIELD(rule, condition, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 60, "what must hold"),
	CHOICE_FIELD(rule, source, YCF_FIELD_BRIEF, source_choices, "by whom, of an assessment"),
	INTEGER_FIELD(rule, months, YCF_FIELD_BRIEF, "within how many months"),
	INTEGER_FIELD(rule, times, YCF_FIELD_BRIEF, "fewer than how many times"),
};

const struct noun rule_noun = {
	"rule", "u", sizeof(struct rule), rule_fields, COUNT_OF(rule_fields), "condition", NULL,
	"framework, id", "a condition that a framework sets"
};

/* ---- reading ---- */

struct framework_file {
	struct yaml_file *yaml;
	struct framework framework;
	struct standard *standards;
	struct criterion *criteria;
	size_t *criterion_standards;      /* the index of each one's standard */
	struct level *levels;
	struct rule *rules;
	size_t standard_count, criterion_count, level_count, rule_count;
};

/* One text of a map into a row, checked as any value of that field is. */
static ycf_status take_text(const struct yaml_file *file, const struct yaml *map, const char *key,
                            const struct noun *noun, const char *name, void *row)
{
	const struct field *field = noun_field(noun, name);
	const char *text = NULL;
	ycf_status status = yaml_text(file, map, key, (field->flags & YCF_FIELD_REQUIRED) != 0, &text);
	if (status != YCF_OK || text == NULL)
		return status;
	struct message problem = {0};
	status = field_read(field, row, text, strlen(text), file->arena, &problem);
	if (status != YCF_OK)
		return yaml_refuse(file, yaml_get(map, key), "%s", problem.text);
	if ((field->flags & YCF_FIELD_REQUIRED) && field_is_null(field, row))
		return yaml_refuse(file, yaml_get(map, key), "%s is empty; write something", key);
	return YCF_OK;
}

static ycf_status take_texts(const struct yaml_file *file, const struct yaml *map,
                             const char *const *names, const struct noun *noun, void *row)
{
	ycf_status status = YCF_OK;
	for (; *names != NULL && status == YCF_OK; names++)
		status = take_text(file, map, *names, noun, *names, row);
	return status;
}

static ycf_status take_numbers(const struct yaml_file *file, const struct yaml *root,
                               struct framework *framework)
{
	framework->grace_days = 0;
	ycf_status status = yaml_integer(file, root, "review_months", false, 1, 120,
	                                 &framework->review_months);
	if (status == YCF_OK)
		status = yaml_integer(file, root, "term_months", false, 1, 600,
		                      &framework->term_months);
	if (status == YCF_OK)
		status = yaml_integer(file, root, "grace_days", false, 0, 3660,
		                      &framework->grace_days);
	if (status == YCF_OK)
		status = yaml_integer(file, root, "lapse_days", false, 0, 3660,
		                      &framework->lapse_days);
	return status;
}

static bool is_code_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static ycf_status check_prefix(const struct yaml_file *file, const struct yaml *root,
                               const char *prefix)
{
	for (const char *c = prefix; *c != '\0'; c++)
		if (!is_code_letter(*c))
			return yaml_refuse(file, yaml_get(root, "prefix"),
			                   "prefix '%s' may have capital letters and digits only", prefix);
	return YCF_OK;
}

static ycf_status take_head(struct framework_file *file)
{
	static const char *const keys[] = {
		"framework", "edition", "title", "issuer", "area", "language", "prefix",
		"review_months", "term_months", "grace_days", "lapse_days", "verify_url", "levels",
		"standards", "rules", NULL
	};
	static const char *const texts[] = {
		"edition", "title", "issuer", "area", "language", "prefix", "verify_url", NULL
	};
	struct framework *framework = &file->framework;
	const struct yaml *root = file->yaml->root;
	row_clear(&framework_noun, framework);
	ycf_status status = yaml_check_keys(file->yaml, root, keys);
	if (status == YCF_OK)
		status = take_text(file->yaml, root, "framework", &framework_noun, "code", framework);
	if (status == YCF_OK)
		status = take_texts(file->yaml, root, texts, &framework_noun, framework);
	if (status == YCF_OK)
		status = check_prefix(file->yaml, root, framework->prefix);
	if (status == YCF_OK)
		status = take_numbers(file->yaml, root, framework);
	framework->rules = file->yaml->source;
	return status;
}

/* A list that must have something in it, and room for a row an item. */
static ycf_status take_list(struct framework_file *file, const struct yaml *map, const char *key,
                            const struct yaml **list)
{
	ycf_status status = yaml_list(file->yaml, map, key, true, list);
	if (status == YCF_OK && (*list)->count == 0)
		return yaml_refuse(file->yaml, *list, "%s is empty; give at least one", key);
	return status;
}

static ycf_status take_level(struct framework_file *file, const struct yaml *item,
                             struct level *level)
{
	static const char *const keys[] = {
		"code", "title", "rag", "counts_as_met", "needs_reason", NULL
	};
	static const char *const texts[] = {"code", "title", "rag", NULL};
	row_clear(&level_noun, level);
	ycf_status status = yaml_check_keys(file->yaml, item, keys);
	if (status == YCF_OK)
		status = take_texts(file->yaml, item, texts, &level_noun, level);
	if (status == YCF_OK)
		status = yaml_boolean(file->yaml, item, "counts_as_met", true,
		                      &level->counts_as_met);
	if (status == YCF_OK)
		status = yaml_boolean(file->yaml, item, "needs_reason", false, &level->needs_reason);
	return status;
}

static ycf_status refuse_twice(struct framework_file *file, const struct yaml *item,
                               const char *what, const char *code)
{
	return yaml_refuse(file->yaml, yaml_get(item, "code"),
	                   "%s code '%s' is used twice; each needs its own", what, code);
}

static ycf_status take_levels(struct framework_file *file)
{
	const struct yaml *list;
	ycf_status status = take_list(file, file->yaml->root, "levels", &list);
	if (status != YCF_OK)
		return status;
	file->levels = arena_take(file->yaml->arena, list->count * sizeof *file->levels);
	if (file->levels == NULL)
		return message_memory(file->yaml->message);
	for (size_t i = 0; i < list->count; i++) {
		status = take_level(file, list->items[i], &file->levels[i]);
		for (size_t k = 0; k < i && status == YCF_OK; k++)
			if (strcmp(file->levels[k].code, file->levels[i].code) == 0)
				status = refuse_twice(file, list->items[i], "level",
				                      file->levels[i].code);
		if (status != YCF_OK)
			return status;
	}
	file->level_count = list->count;
	return YCF_OK;
}

static ycf_status take_criterion(struct framework_file *file, const struct yaml *item,
                                 size_t standard)
{
	static const char *const keys[] = {"code", "text", "required", "guidance", NULL};
	static const char *const texts[] = {"code", "text", "guidance", NULL};
	struct criterion *criterion = &file->criteria[file->criterion_count];
	row_clear(&criterion_noun, criterion);
	criterion->required = true;
	ycf_status status = yaml_check_keys(file->yaml, item, keys);
	if (status == YCF_OK)
		status = take_texts(file->yaml, item, texts, &criterion_noun, criterion);
	if (status == YCF_OK)
		status = yaml_boolean(file->yaml, item, "required", false, &criterion->required);
	for (size_t i = 0; i < file->criterion_count && status == YCF_OK; i++)
		if (strcmp(file->criteria[i].code, criterion->code) == 0)
			status = refuse_twice(file, item, "criterion", criterion->code);
	file->criterion_standards[file->criterion_count++] = standard;
	return status;
}

static ycf_status take_standard(struct framework_file *file, const struct yaml *item)
{
	static const char *const keys[] = {"code", "title", "statement", "criteria", NULL};
	static const char *const texts[] = {"code", "title", "statement", NULL};
	struct standard *standard = &file->standards[file->standard_count];
	const struct yaml *criteria = NULL;
	row_clear(&standard_noun, standard);
	ycf_status status = yaml_check_keys(file->yaml, item, keys);
	if (status == YCF_OK)
		status = take_texts(file->yaml, item, texts, &standard_noun, standard);
	for (size_t i = 0; i < file->standard_count && status == YCF_OK; i++)
		if (strcmp(file->standards[i].code, standard->code) == 0)
			status = refuse_twice(file, item, "standard", standard->code);
	if (status == YCF_OK)
		status = take_list(file, item, "criteria", &criteria);
	for (size_t i = 0; status == YCF_OK && i < criteria->count; i++)
		status = take_criterion(file, criteria->items[i], file->standard_count);
	file->standard_count++;
	return status;
}

/* How many criteria there may be, before each is looked at. */
static size_t count_criteria(const struct yaml *standards)
{
	size_t count = 0;
	for (size_t i = 0; i < standards->count; i++) {
		const struct yaml *item = standards->items[i];
		const struct yaml *list = item->kind == YAML_MAP ? yaml_get(item, "criteria") : NULL;
		if (list != NULL && list->kind == YAML_LIST)
			count += list->count;
	}
	return count;
}

static ycf_status take_standards(struct framework_file *file)
{
	const struct yaml *list;
	ycf_status status = take_list(file, file->yaml->root, "standards", &list);
	if (status != YCF_OK)
		return status;
	size_t criteria = count_criteria(list);
	struct arena *arena = file->yaml->arena;
	file->standards = arena_take(arena, list->count * sizeof *file->standards);
	file->criteria = arena_take(arena, (criteria + 1) * sizeof *file->criteria);
	file->criterion_standards = arena_take(arena, (criteria + 1) * sizeof(size_t));
	if (file->standards == NULL || file->criteria == NULL || file->criterion_standards == NULL)
		return message_memory(file->yaml->message);
	for (size_t i = 0; i < list->count && status == YCF_OK; i++)
		status = take_standard(file, list->items[i]);
	return status;
}

/* ---- rules ---- */

static ycf_status refuse_rule(struct framework_file *file, const struct yaml *at,
                              const char *name)
{
	struct buffer known = {0};
	for (size_t i = 0; condition_name(i) != NULL; i++)
		buffer_format(&known, "%s%s", i == 0 ? "" : ", ", condition_name(i));
	ycf_status status = yaml_refuse(file->yaml, at,
	                                "rule '%s' cannot be decided by this version; it knows %s",
	                                name, buffer_string(&known));
	buffer_free(&known);
	return status;
}

static ycf_status take_parameters(struct framework_file *file, const struct yaml *map,
                                  const struct condition *condition, struct rule *rule)
{
	const char *keys[4];
	size_t count = 0;
	if (condition->needs & CONDITION_SOURCE)
		keys[count++] = "by";
	if (condition->needs & CONDITION_MONTHS)
		keys[count++] = "within_months";
	if (condition->needs & CONDITION_TIMES)
		keys[count++] = "times";
	keys[count] = NULL;
	ycf_status status = yaml_check_keys(file->yaml, map, keys);
	if (status == YCF_OK && (condition->needs & CONDITION_MONTHS))
		status = yaml_integer(file->yaml, map, "within_months", true, 1, 600, &rule->months);
	if (status == YCF_OK && (condition->needs & CONDITION_TIMES))
		status = yaml_integer(file->yaml, map, "times", true, 1, 100, &rule->times);
	if (status != YCF_OK || !(condition->needs & CONDITION_SOURCE))
		return status;
	const char *by = NULL;
	status = yaml_text(file->yaml, map, "by", true, &by);
	if (status != YCF_OK)
		return status;
	rule->source = choice_read(source_choices, by, strlen(by));
	return rule->source != 0
		? YCF_OK : yaml_refuse(file->yaml, yaml_get(map, "by"),
		                       "by: '%s' is not self, practitioner or panel", by);
}

static ycf_status take_rule(struct framework_file *file, const struct yaml *item,
                            enum purpose purpose)
{
	struct rule *rule = &file->rules[file->rule_count++];
	row_clear(&rule_noun, rule);
	rule->purpose = purpose;
	bool bare = item->kind == YAML_TEXT;
	if (!bare && (item->kind != YAML_MAP || item->count != 1))
		return yaml_refuse(file->yaml, item,
		                   "a rule is a name, or one name with its parameters");
	const struct yaml *name = bare ? item : item->keys[0];
	const struct condition *condition = condition_find(name->text);
	if (condition == NULL)
		return refuse_rule(file, name, name->text);
	rule->condition = condition->name;
	if (!bare)
		return take_parameters(file, item->items[0], condition, rule);
	if (condition->needs != 0)
		return yaml_refuse(file->yaml, name, "rule '%s' needs its parameters:%s%s%s",
		                   name->text, condition->needs & CONDITION_SOURCE ? " by" : "",
		                   condition->needs & CONDITION_MONTHS ? " within_months" : "",
		                   condition->needs & CONDITION_TIMES ? " times" : "");
	return YCF_OK;
}

static ycf_status take_rules(struct framework_file *file)
{
	static const char *const keys[] = {"award_needs", "at_risk_when_not", NULL};
	const struct yaml *map = NULL, *lists[2] = {NULL, NULL};
	ycf_status status = yaml_map(file->yaml, file->yaml->root, "rules", true, &map);
	if (status == YCF_OK)
		status = yaml_check_keys(file->yaml, map, keys);
	if (status == YCF_OK)
		status = yaml_list(file->yaml, map, keys[0], true, &lists[0]);
	if (status == YCF_OK)
		status = yaml_list(file->yaml, map, keys[1], false, &lists[1]);
	if (status != YCF_OK)
		return status;
	size_t count = lists[0]->count + (lists[1] != NULL ? lists[1]->count : 0);
	file->rules = arena_take(file->yaml->arena, (count + 1) * sizeof *file->rules);
	if (file->rules == NULL)
		return message_memory(file->yaml->message);
	for (int which = 0; which < 2; which++)
		for (size_t i = 0; lists[which] != NULL && i < lists[which]->count; i++) {
			status = take_rule(file, lists[which]->items[i],
			                   which == 0 ? PURPOSE_AWARD : PURPOSE_AT_RISK);
			if (status != YCF_OK)
				return status;
		}
	return YCF_OK;
}

ycf_status framework_read(struct ycf_tracker *tracker, const char *name,
                          struct framework_file **file)
{
	struct framework_file *made = calloc(1, sizeof *made);
	struct arena *arena = arena_new();
	ycf_status status = YCF_OK;
	char *path = NULL;
	if (arena != NULL)
		path = tracker_template(tracker, arena, "frameworks", name);
	if (made == NULL || path == NULL)
		status = message_memory(&tracker->message);
	if (status == YCF_OK)
		status = yaml_read(path, &tracker->message, &made->yaml);
	if (status == YCF_OK)
		status = take_head(made);
	if (status == YCF_OK)
		status = take_levels(made);
	if (status == YCF_OK)
		status = take_standards(made);
	if (status == YCF_OK)
		status = take_rules(made);
	arena_free(arena);
	if (status == YCF_OK)
		*file = made;
	else
		framework_file_free(made);
	return status;
}

void framework_file_free(struct framework_file *file)
{
	if (file == NULL)
		return;
	yaml_free(file->yaml);
	free(file);
}

/* ---- storing ---- */

static ycf_status store_parts(struct store *store, const struct framework_file *file, int64_t id)
{
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < file->level_count && status == YCF_OK; i++) {
		file->levels[i].framework = id;
		status = store_insert(store, &level_noun, &file->levels[i]);
	}
	for (size_t i = 0; i < file->standard_count && status == YCF_OK; i++) {
		file->standards[i].framework = id;
		status = store_insert(store, &standard_noun, &file->standards[i]);
	}
	for (size_t i = 0; i < file->criterion_count && status == YCF_OK; i++) {
		file->criteria[i].standard = file->standards[file->criterion_standards[i]].row.id;
		status = store_insert(store, &criterion_noun, &file->criteria[i]);
	}
	for (size_t i = 0; i < file->rule_count && status == YCF_OK; i++) {
		file->rules[i].framework = id;
		status = store_insert(store, &rule_noun, &file->rules[i]);
	}
	return status;
}

static ycf_status refuse_loaded(struct ycf_tracker *tracker, const struct framework *framework)
{
	int64_t there = 0;
	struct binding bindings[] = {
		BIND_TEXT(":code", framework->code), BIND_TEXT(":edition", framework->edition)
	};
	ycf_status status = store_number(
		tracker->store, "SELECT count(*) FROM framework WHERE code = :code AND "
		"edition = :edition", bindings, COUNT_OF(bindings), &there);
	if (status == YCF_OK && there > 0)
		status = message_set(&tracker->message, YCF_EXISTS,
		                     "edition %s of framework %s is loaded already; give a changed one "
		                     "a new edition", framework->edition, framework->code);
	return status;
}

ycf_status framework_store(struct ycf_tracker *tracker, const struct framework_file *file)
{
	struct framework framework = file->framework;
	ycf_status status = tracker_write_begin(tracker);
	if (status != YCF_OK)
		return status;
	status = refuse_loaded(tracker, &framework);
	if (status == YCF_OK)
		status = store_insert(tracker->store, &framework_noun, &framework);
	if (status == YCF_OK)
		status = store_parts(tracker->store, file, framework.row.id);
	return tracker_write_end(tracker, status);
}

ycf_status ycf_framework_check(ycf_tracker *tracker, const char *framework)
{
	struct framework_file *file = NULL;
	message_clear(&tracker->message);
	ycf_status status = framework_read(tracker, framework, &file);
	framework_file_free(file);
	return status;
}

ycf_status ycf_framework_load(ycf_tracker *tracker, const char *framework)
{
	struct framework_file *file = NULL;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = framework_read(tracker, framework, &file);
	if (status == YCF_OK)
		status = framework_store(tracker, file);
	framework_file_free(file);
	return status;
}
