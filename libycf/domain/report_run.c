#include "domain/report_run.h"

#include <stdlib.h>
#include <string.h>

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static ycf_status keep_settings(struct report_run *run, const int64_t *settings, size_t count)
{
	run->settings = arena_take(run->arena, (count + 1) * sizeof *settings);
	if (run->settings == NULL)
		return message_memory(&run->tracker->message);
	if (count > 0)
		memcpy(run->settings, settings, count * sizeof *settings);
	qsort(run->settings, count, sizeof *settings, by_number);
	run->setting_count = count;
	return derived_editions(run->tracker, run->settings, count, tracker_today(run->tracker),
	                        run->arena, &run->judged, &run->judged_count);
}

ycf_status report_run_begin(struct ycf_tracker *tracker, const int64_t *settings, size_t count,
                            bool undone, struct report_run **run)
{
	struct report_run *made = calloc(1, sizeof *made);
	struct arena *arena = arena_new();
	if (made == NULL || arena == NULL) {
		free(made);
		arena_free(arena);
		return message_memory(&tracker->message);
	}
	*made = (struct report_run){.tracker = tracker, .arena = arena, .undone = undone};
	ycf_status status = keep_settings(made, settings, count);
	if (status == YCF_OK)
		*run = made;
	else
		report_run_end(made);
	return status;
}

void report_run_end(struct report_run *run)
{
	if (run == NULL)
		return;
	arena_free(run->arena);
	free(run);
}

/* The first of the setting's places in a list that is sorted. */
static size_t first_place(const struct report_run *run, int64_t setting)
{
	size_t low = 0, high = run->judged_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (run->judged[middle].setting < setting)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* mark: NULL where the report names none. */
static int64_t judging_edition(const struct report_run *run, int64_t setting, const char *mark)
{
	const struct judged *judged = run->judged;
	for (size_t i = first_place(run, setting);
	     i < run->judged_count && judged[i].setting == setting; i++)
		if (mark != NULL && strcmp(judged[i].mark, mark) == 0)
			return judged[i].framework;
	return 0;
}

static ycf_status keep_edition(struct report_run *run, int64_t id)
{
	struct kept_edition *kept = arena_take(run->arena, sizeof *kept);
	if (kept == NULL)
		return message_memory(&run->tracker->message);
	ycf_status status = store_get(run->tracker->store, &framework_noun, id, run->arena,
	                              &kept->framework);
	if (status == YCF_OK)
		status = edition_read(run->tracker, id, run->arena, &kept->edition);
	if (status != YCF_OK)
		return status;
	kept->next = run->editions;
	run->editions = kept;
	return YCF_OK;
}

static const struct kept_edition *find_kept(const struct report_run *run, int64_t id)
{
	const struct kept_edition *kept = run->editions;
	while (kept != NULL && kept->framework.row.id != id)
		kept = kept->next;
	return kept;
}

ycf_status run_edition(struct report_run *run, int64_t setting, const char *mark,
                       const struct kept_edition **edition)
{
	int64_t id = judging_edition(run, setting, mark);
	ycf_status status = YCF_OK;
	*edition = id != 0 ? find_kept(run, id) : NULL;
	if (id != 0 && *edition == NULL) {
		status = keep_edition(run, id);
		*edition = find_kept(run, id);
	}
	return status;
}

static ycf_status keep_levels(struct report_run *run, const char *mark)
{
	struct kept_levels *kept = arena_take(run->arena, sizeof *kept);
	const void *levels = NULL;
	struct binding binding = BIND_TEXT(":mark", mark);
	if (kept == NULL || (kept->mark = arena_text(run->arena, mark)) == NULL)
		return message_memory(&run->tracker->message);
	ycf_status status = edition_list(
		run->tracker, &level_noun, "WHERE framework IN (SELECT id FROM framework WHERE "
		"code = :mark) ORDER BY (SELECT edition FROM framework WHERE id = level.framework), id",
		&binding, run->arena, &levels, &kept->levels.level_count);
	kept->levels.levels = levels;
	kept->next = run->levels;
	run->levels = kept;
	return status;
}

ycf_status run_levels(struct report_run *run, const char *mark, const struct edition **levels)
{
	struct kept_levels *kept = run->levels;
	if (mark == NULL)
		mark = "";
	while (kept != NULL && strcmp(kept->mark, mark) != 0)
		kept = kept->next;
	ycf_status status = kept == NULL ? keep_levels(run, mark) : YCF_OK;
	if (status == YCF_OK)
		*levels = kept == NULL ? &run->levels->levels : &kept->levels;
	return status;
}

bool run_asks_again(const struct report_run *run, int64_t setting)
{
	const int64_t *all = run->settings;
	const int64_t *found = run->undone
		? bsearch(&setting, all, run->setting_count, sizeof *all, by_number) : NULL;
	if (found == NULL)
		return true;
	size_t place = (size_t)(found - all);
	return (place > 0 && all[place - 1] == setting) ||
	       (place + 1 < run->setting_count && all[place + 1] == setting);
}
