#include "domain/edition.h"

#include <string.h>

#include "base/text.h"

ycf_status edition_list(struct ycf_tracker *tracker, const struct noun *noun, const char *tail,
                        const struct binding *binding, struct arena *arena, const void **list,
                        size_t *count)
{
	struct buffer sql = {0};
	struct rows *rows = NULL;
	buffer_text(&sql, "SELECT ");
	store_columns(noun, &sql);
	buffer_format(&sql, " FROM \"%s\" %s", noun->name, tail);
	ycf_status status = store_ask(tracker->store, noun, &sql, binding, 1, &rows);
	buffer_free(&sql);
	if (status == YCF_OK)
		status = rows_gather(rows, arena, list, count);
	rows_free(rows);
	return status;
}

ycf_status edition_read(struct ycf_tracker *tracker, int64_t framework, struct arena *arena,
                        struct edition *edition)
{
	const void *levels = NULL, *standards = NULL, *criteria = NULL;
	struct binding binding = BIND_NUMBER(":framework", framework);
	*edition = (struct edition){0};
	ycf_status status = edition_list(tracker, &level_noun,
	                                 "WHERE framework = :framework ORDER BY id", &binding, arena,
	                                 &levels, &edition->level_count);
	if (status == YCF_OK)
		status = edition_list(tracker, &standard_noun, "WHERE framework = :framework ORDER BY id",
		                      &binding, arena, &standards, &edition->standard_count);
	if (status == YCF_OK)
		status = edition_list(tracker, &criterion_noun, "WHERE standard IN (SELECT id FROM "
		                      "standard WHERE framework = :framework) ORDER BY id", &binding,
		                      arena, &criteria, &edition->criterion_count);
	edition->levels = levels;
	edition->standards = standards;
	edition->criteria = criteria;
	return status;
}

const struct level *edition_level(const struct edition *edition, const char *text)
{
	for (size_t i = 0; i < edition->level_count; i++)
		if (text_same(edition->levels[i].code, text) || text_same(edition->levels[i].title, text))
			return &edition->levels[i];
	return NULL;
}

const struct standard *edition_standard(const struct edition *edition, const char *code)
{
	for (size_t i = 0; i < edition->standard_count && code != NULL; i++)
		if (strcmp(edition->standards[i].code, code) == 0)
			return &edition->standards[i];
	return NULL;
}

const struct criterion *edition_criterion(const struct edition *edition, const char *code)
{
	for (size_t i = 0; i < edition->criterion_count && code != NULL; i++)
		if (strcmp(edition->criteria[i].code, code) == 0)
			return &edition->criteria[i];
	return NULL;
}
