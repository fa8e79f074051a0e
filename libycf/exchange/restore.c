/* A whole tracker read back from the folder that an export made. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/nouns.h"
#include "domain/tracker.h"
#include "exchange/heading.h"
#include "exchange/specimen_file.h"
#include "format/csv_reader.h"
#include "format/writer.h"

enum { CELL_LIMIT = 16 * 1024 * 1024 };

/* One file of the folder. */
struct restoring {
	struct ycf_tracker *tracker;
	const struct noun *noun;
	const char *path;
	struct csv_reader *reader;
	struct arena *arena;         /* of a row */
	const struct field **fields; /* of each column */
	size_t count;
};

static ycf_status refuse(struct restoring *restoring, int64_t row, const char *text)
{
	struct message *message = &restoring->tracker->message;
	struct message said = *message;
	message_clear(message);
	message_place(message, restoring->noun->name, NULL, row);
	return message_set(message, YCF_INVALID, "%s: row %" PRId64 ": %s", restoring->path, row,
	                   text != NULL ? text : said.text);
}

static ycf_status read_columns(struct restoring *restoring, struct arena *arena)
{
	struct csv_row row;
	ycf_status status = csv_next(restoring->reader, &row);
	if (status == YCF_DONE)
		return refuse(restoring, 0, "the file is empty; it was not made by ycf export --all");
	if (status != YCF_ROW)
		return status;
	restoring->fields = arena_take(arena, row.count * sizeof *restoring->fields);
	if (restoring->fields == NULL)
		return message_memory(&restoring->tracker->message);
	restoring->count = row.count;
	for (size_t i = 0; i < row.count; i++) {
		restoring->fields[i] = noun_field(restoring->noun, row.cells[i]);
		if (restoring->fields[i] == NULL)
			return refuse(restoring, row.number, "a heading is not a field of this noun");
	}
	return YCF_OK;
}

static ycf_status check_token(struct restoring *restoring, const struct field *field,
                              const char *text)
{
	int64_t id;
	const struct noun *target = noun_find(field->target);
	if (text[0] == '\0' || token_read(target->prefix, text, strlen(text), &id))
		return YCF_OK;
	return message_set(&restoring->tracker->message, YCF_INVALID, "%s '%s' is not a %s's token",
	                   field->name, text, target->name);
}

static ycf_status restore_row(struct restoring *restoring, const struct csv_row *csv)
{
	struct ycf_tracker *tracker = restoring->tracker;
	void *row = arena_take(restoring->arena, restoring->noun->size);
	ycf_status status = row == NULL ? message_memory(&tracker->message) : YCF_OK;
	if (csv->count != restoring->count)
		return refuse(restoring, csv->number, "it has another number of cells than the "
		              "headings; the file was changed");
	if (row != NULL)
		row_clear(restoring->noun, row);
	for (size_t i = 0; i < csv->count && status == YCF_OK; i++) {
		const char *text = writer_unguard(csv->cells[i]);
		size_t length = csv->lengths[i] - (size_t)(text - csv->cells[i]);
		if (restoring->fields[i]->kind == YCF_REFERENCE)
			status = check_token(restoring, restoring->fields[i], text);
		if (status == YCF_OK)
			status = field_read(restoring->fields[i], row, text, length, restoring->arena,
			                    &tracker->message);
	}
	if (status == YCF_OK)
		status = row_check_filled(restoring->noun, row, &tracker->message);
	if (status == YCF_OK && ((struct row *)row)->id == 0)
		status = message_set(&tracker->message, YCF_INVALID, "id is missing");
	if (status == YCF_OK)
		status = store_restore(tracker->store, restoring->noun, row);
	if (status >= YCF_INVALID && status < YCF_CANCELLED)
		return refuse(restoring, csv->number, NULL);
	return status;
}

static ycf_status restore_rows(struct restoring *restoring)
{
	struct csv_row row;
	ycf_status status;
	while ((status = csv_next(restoring->reader, &row)) == YCF_ROW) {
		int64_t done, total;
		status = restore_row(restoring, &row);
		arena_reset(restoring->arena);
		csv_progress(restoring->reader, &done, &total);
		if (status == YCF_OK && row.number % 500 == 0)
			status = tracker_progress(restoring->tracker, done, total);
		if (status != YCF_OK)
			return status;
	}
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status restore_noun(struct ycf_tracker *tracker, const struct noun *noun,
                               const char *path, struct arena *arena)
{
	struct csv_options options = {.delimiter = ',', .cell_limit = CELL_LIMIT};
	struct restoring restoring = {
		.tracker = tracker, .noun = noun, .path = path, .arena = arena_new()
	};
	ycf_status status = restoring.arena == NULL
		? message_memory(&tracker->message)
		: csv_open(path, &options, &tracker->message, &restoring.reader);
	if (status == YCF_OK)
		status = read_columns(&restoring, arena);
	if (status == YCF_OK)
		status = restore_rows(&restoring);
	csv_close(restoring.reader);
	arena_free(restoring.arena);
	return status;
}

static ycf_status refuse_unless_empty(struct ycf_tracker *tracker)
{
	int64_t there = 0;
	ycf_status status = store_number(
		tracker->store, "SELECT (SELECT count(*) FROM setting) + (SELECT count(*) FROM "
		"practitioner) + (SELECT count(*) FROM old_row)", NULL, 0, &there);
	if (status == YCF_OK && there > 0)
		status = message_set(&tracker->message, YCF_REFUSED,
		                     "this tracker holds records already; make a new one with `ycf init` "
		                     "and import into that");
	return status;
}

/* What becomes of the tracker: that specimen, or one like any other, which a specimen is not. */
static ycf_status restore_kind(struct ycf_tracker *tracker, const char *folder,
                               struct arena *arena)
{
	struct specimen specimen;
	const char *path = arena_format(arena, "%s/" SPECIMEN_FILE, folder);
	ycf_status status = path == NULL ? message_memory(&tracker->message)
	                                 : specimen_file_read(tracker, path, &specimen);
	if (status == YCF_OK)
		return store_make_specimen(tracker->store, &specimen);
	if (status != YCF_NOT_FOUND || store_specimen(tracker->store) == NULL)
		return status == YCF_NOT_FOUND ? YCF_OK : status;
	return message_set(&tracker->message, YCF_REFUSED,
	                   "%s is of a tracker that is no specimen, and this one is; make one with "
	                   "`ycf init` without --seed and import into that", folder);
}

static ycf_status restore_all(struct ycf_tracker *tracker, const char *folder)
{
	struct arena *arena = arena_new();
	ycf_status status = arena == NULL ? message_memory(&tracker->message)
	                                  : store_clear(tracker->store);
	if (status == YCF_OK)
		status = restore_kind(tracker, folder, arena);
	for (const struct noun *const *noun = stored_nouns; *noun != NULL && status == YCF_OK; noun++) {
		const char *path = arena_format(arena, "%s/%s.csv", folder, (*noun)->name);
		status = path == NULL ? message_memory(&tracker->message)
		                      : restore_noun(tracker, *noun, path, arena);
	}
	arena_free(arena);
	return status;
}

ycf_status ycf_import_all(ycf_tracker *tracker, const char *folder)
{
	struct stat facts;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK && stat(folder, &facts) != 0)
		status = message_system(&tracker->message, errno, "opening", folder);
	else if (status == YCF_OK && !S_ISDIR(facts.st_mode))
		status = message_set(&tracker->message, YCF_INVALID,
		                     "%s is not a folder made by ycf export --all", folder);
	if (status == YCF_OK)
		status = refuse_unless_empty(tracker);
	if (status == YCF_OK)
		status = tracker_write_begin(tracker);
	if (status != YCF_OK)
		return status;
	return tracker_write_end(tracker, restore_all(tracker, folder));
}
