#include "domain/condition.h"

#include <string.h>

#include "record/noun.h"

static const struct condition conditions[] = {
	{"lead_in_post", 0, "A designated lead is in post",
	 "name one: ycf appoint %s 'FULL NAME'"},
	{"lead_confirmed", CONDITION_MONTHS, "The lead was lately confirmed in post",
	 "ask, then: ycf confirm %s"},
	{"plan_agreed", 0, "An action plan is agreed",
	 "agree one: ycf agree-plan %s --with 'NAME'"},
	{"review_not_overdue", 0, "The plan's review is not overdue",
	 "review it: ycf review-plan %s --with 'NAME'"},
	{"standards_met", CONDITION_SOURCE, "Every standard is met",
	 "assess what is missing: ycf assess %s --source practitioner CODE=LEVEL"},
	{"assessed", CONDITION_SOURCE | CONDITION_MONTHS, "It was lately assessed",
	 "assess it: ycf assess %s CODE=LEVEL"},
	{"evidence_recorded", 0, "There is evidence for every standard",
	 "record it: ycf add evidence setting=%s standard=CODE title='...' kept_at='...'"},
	{"evidence_current", 0, "No evidence has run out",
	 "bring it up to date: ycf list evidence setting=%s"},
	{"answers", CONDITION_TIMES, "It answers when it is contacted",
	 "record an answer: ycf log %s --kind call"},
};

const struct condition *condition_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(conditions); i++)
		if (strcmp(conditions[i].name, name) == 0)
			return &conditions[i];
	return NULL;
}

const char *condition_name(size_t index)
{
	return index < COUNT_OF(conditions) ? conditions[index].name : NULL;
}
