/* All nouns, and asking for them and their fields by name. */
#include <string.h>

#include "domain/nouns.h"

const struct noun *const stored_nouns[] = {
	&change_noun, &old_row_noun, &framework_noun, &standard_noun, &criterion_noun,
	&level_noun, &rule_noun, &practitioner_noun, &setting_noun, &lead_noun,
	&external_id_noun, &contact_noun, &assessment_noun, &rating_noun, &evidence_noun,
	&plan_noun, &action_noun, &review_noun, &request_noun, &report_noun, &remark_noun,
	&award_noun, NULL
};

static const struct noun *const derived_nouns[] = {
	&standing_noun, &progress_noun, &comparison_noun, &answer_noun, &due_noun, &readiness_noun,
	&history_noun, &alteration_noun
};

enum { STORED_COUNT = COUNT_OF(stored_nouns) - 1 };

static const struct noun *noun_at(size_t index)
{
	if (index < STORED_COUNT)
		return stored_nouns[index];
	index -= STORED_COUNT;
	return index < COUNT_OF(derived_nouns) ? derived_nouns[index] : NULL;
}

/* "settings" means setting, and "criteria" and "histories" nobody asks for. */
static bool is_named(const struct noun *noun, const char *name)
{
	if (noun->name[0] != name[0])
		return false;
	size_t length = strlen(noun->name);
	return strncmp(noun->name, name, length) == 0 &&
	       (name[length] == '\0' || strcmp(name + length, "s") == 0);
}

const struct noun *noun_find(const char *name)
{
	for (size_t i = 0; noun_at(i) != NULL; i++)
		if (is_named(noun_at(i), name))
			return noun_at(i);
	return NULL;
}

static const struct field *field_number(const char *name, size_t index)
{
	const struct noun *noun = noun_find(name);
	return noun != NULL && index < noun->count ? &noun->fields[index] : NULL;
}

size_t ycf_noun_count(void)
{
	return STORED_COUNT + COUNT_OF(derived_nouns);
}

const char *ycf_noun_name(size_t index)
{
	const struct noun *noun = noun_at(index);
	return noun != NULL ? noun->name : NULL;
}

bool ycf_noun_is_derived(const char *name)
{
	const struct noun *noun = noun_find(name);
	return noun != NULL && noun_is_derived(noun);
}

const char *ycf_noun_help(const char *name)
{
	const struct noun *noun = noun_find(name);
	return noun != NULL ? noun->help : NULL;
}

size_t ycf_field_count(const char *name)
{
	const struct noun *noun = noun_find(name);
	return noun != NULL ? noun->count : 0;
}

const char *ycf_field_name(const char *noun, size_t index)
{
	const struct field *field = field_number(noun, index);
	return field != NULL ? field->name : NULL;
}

ycf_kind ycf_field_kind(const char *noun, size_t index)
{
	const struct field *field = field_number(noun, index);
	return field != NULL ? field->kind : YCF_TEXT;
}

unsigned ycf_field_flags(const char *noun, size_t index)
{
	const struct field *field = field_number(noun, index);
	return field != NULL ? field->flags : 0;
}

const char *ycf_field_help(const char *noun, size_t index)
{
	const struct field *field = field_number(noun, index);
	return field != NULL ? field->help : NULL;
}

size_t ycf_field_limit(const char *noun, size_t index)
{
	const struct field *field = field_number(noun, index);
	return field != NULL ? field->limit : 0;
}

const char *ycf_field_target(const char *noun, size_t index)
{
	const struct field *field = field_number(noun, index);
	return field != NULL ? field->target : NULL;
}

const char *ycf_field_choice(const char *noun, size_t index, size_t choice)
{
	const struct field *field = field_number(noun, index);
	if (field == NULL || field->choices == NULL)
		return NULL;
	for (size_t i = 0; field->choices[i] != NULL; i++)
		if (i == choice)
			return field->choices[i];
	return NULL;
}
