/* Looking a whole tracker over. */
#include <string.h>

#include "base/text.h"
#include "domain/nouns.h"
#include "domain/record.h"
#include "domain/tracker.h"

/* Say of which record the message is. */
static void name_problem(struct ycf_tracker *tracker, const struct noun *noun, const void *row,
                         struct arena *arena)
{
	struct message *message = &tracker->message;
	struct message said = *message;
	const char *label = row_label(noun, row, arena);
	/* The first problem of the file is told; this may be a later one. */
	if (said.status == YCF_DAMAGED)
		return;
	message_clear(message);
	message_place(message, label, said.field, 0);
	message_set(message, YCF_DAMAGED, "%s '%s': %s", noun->name, label != NULL ? label : "",
	            said.text);
}

static ycf_status check_limits(struct ycf_tracker *tracker, const struct noun *noun,
                               const void *row)
{
	for (size_t i = 0; i < noun->count; i++) {
		const struct field *field = &noun->fields[i];
		if (field->kind != YCF_TEXT || field_is_null(field, row))
			continue;
		const char *text = *(const char *const *)field_in(field, row);
		if (!text_valid(text, strlen(text), NULL))
			return message_set(&tracker->message, YCF_INVALID, "%s is not UTF-8 text",
			                   field->name);
		if (text_characters(text, strlen(text)) > field->limit)
			return message_set(&tracker->message, YCF_INVALID,
			                   "%s is longer than ycf can have written", field->name);
	}
	return YCF_OK;
}

/* Read every row of a noun, so that each stored value is held against its field. */
static ycf_status check_values(struct ycf_tracker *tracker, const struct noun *noun,
                               int64_t *problems)
{
	struct buffer sql = {0};
	struct rows *rows = NULL;
	struct arena *arena = arena_new();
	void *row = arena == NULL ? NULL : arena_take(arena, noun->size);
	buffer_text(&sql, "SELECT ");
	store_columns(noun, &sql);
	buffer_format(&sql, " FROM \"%s\"", noun->name);
	ycf_status status = row == NULL || sql.failed
		? message_memory(&tracker->message)
		: store_query(tracker->store, noun, sql.data, NULL, 0, &rows);
	while (status == YCF_OK && (status = rows_next(rows, arena, row)) == YCF_ROW) {
		status = row_check_filled(noun, row, &tracker->message);
		if (status == YCF_OK)
			status = rules_check_dates(noun, row, &tracker->message);
		if (status == YCF_OK)
			status = check_limits(tracker, noun, row);
		if (status != YCF_OK) {
			++*problems;
			name_problem(tracker, noun, row, arena);
		}
		arena_reset(arena);
		row = arena_take(arena, noun->size);
		status = row == NULL ? message_memory(&tracker->message) : YCF_OK;
	}
	if (status == YCF_DAMAGED)
		++*problems;
	rows_free(rows);
	arena_free(arena);
	buffer_free(&sql);
	return status == YCF_DONE || status == YCF_DAMAGED ? YCF_OK : status;
}

struct single {
	const char *what;
	const char *sql;          /* how many settings have more than one */
};

static const struct single singles[] = {
	{"more than one designated lead in post",
	 "SELECT count(*) FROM (SELECT 1 FROM lead WHERE role = 'designated_lead' AND until IS NULL "
	 "GROUP BY setting HAVING count(*) > 1)"},
	{"more than one open plan for one mark",
	 "SELECT count(*) FROM (SELECT 1 FROM plan p JOIN framework f ON f.id = p.framework "
	 "WHERE p.ended IS NULL GROUP BY p.setting, f.code HAVING count(*) > 1)"},
	{"more than one award of one mark that has not ended",
	 "SELECT count(*) FROM (SELECT 1 FROM award a JOIN framework f ON f.id = a.framework "
	 "WHERE a.ended IS NULL GROUP BY a.setting, f.code HAVING count(*) > 1)"},
};

static ycf_status check_single(struct ycf_tracker *tracker, const struct single *single,
                               int64_t *problems)
{
	int64_t found = 0;
	ycf_status status = store_number(tracker->store, single->sql, NULL, 0, &found);
	if (status != YCF_OK || found == 0)
		return status;
	*problems += found;
	message_set(&tracker->message, YCF_DAMAGED, "%d settings have %s; end the older one",
	            (int)found, single->what);
	return YCF_OK;
}

ycf_status ycf_check(ycf_tracker *tracker, int64_t *problems)
{
	int64_t found = 0;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK)
		status = store_check(tracker->store, &found);
	for (const struct noun *const *noun = stored_nouns; *noun != NULL && status == YCF_OK; noun++)
		status = check_values(tracker, *noun, &found);
	for (size_t i = 0; i < COUNT_OF(singles) && status == YCF_OK; i++)
		status = check_single(tracker, &singles[i], &found);
	if (status != YCF_OK)
		return status;
	*problems = found;
	return found == 0 ? YCF_OK : YCF_DAMAGED;
}
