/* Imports: a file, a map, and what became of each row. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "exchange/import_row.h"
#include "format/writer.h"

enum { PROGRESS_ROWS = 500 };

struct ycf_import {
	struct ycf_tracker *tracker;
	char *map, *rejects;
	bool dry_run;
	char **where;
	size_t where_count;
	int64_t counts[OUTCOME_SKIPPED + 1];
	struct problems problems;
};

/* ---- the handle ---- */

ycf_status ycf_import_new(ycf_tracker *tracker, ycf_import **import)
{
	ycf_status status = tracker_call(tracker);
	if (status != YCF_OK)
		return status;
	struct ycf_import *made = calloc(1, sizeof *made);
	if (made == NULL)
		return message_memory(&tracker->message);
	made->tracker = tracker;
	tracker_hold(tracker);
	made->problems.arena = arena_new();
	if (made->problems.arena == NULL) {
		ycf_import_free(made);
		return message_memory(&tracker->message);
	}
	*import = made;
	return YCF_OK;
}

void ycf_import_free(ycf_import *import)
{
	if (import == NULL)
		return;
	for (size_t i = 0; i < import->where_count; i++)
		free(import->where[i]);
	free(import->where);
	free(import->map);
	free(import->rejects);
	arena_free(import->problems.arena);
	buffer_free(&import->problems.present);
	tracker_release(import->tracker);
	free(import);
}

static ycf_status keep(struct ycf_import *import, char **kept, const char *text)
{
	char *copy = NULL;
	message_clear(&import->tracker->message);
	if (text != NULL && (copy = strdup(text)) == NULL)
		return message_memory(&import->tracker->message);
	free(*kept);
	*kept = copy;
	return YCF_OK;
}

ycf_status ycf_import_set_map(ycf_import *import, const char *map)
{
	return keep(import, &import->map, map);
}

ycf_status ycf_import_set_rejects(ycf_import *import, const char *path)
{
	return keep(import, &import->rejects, path);
}

void ycf_import_set_dry_run(ycf_import *import, bool dry_run)
{
	import->dry_run = dry_run;
}

ycf_status ycf_import_where(ycf_import *import, const char *condition)
{
	message_clear(&import->tracker->message);
	const char *equals = strchr(condition, '=');
	if (equals == NULL || equals == condition)
		return message_set(&import->tracker->message, YCF_MISUSE,
		                   "'%s' is not a condition; write COLUMN=VALUE or COLUMN!=VALUE",
		                   condition);
	char **grown = realloc(import->where, (import->where_count + 1) * sizeof *grown);
	char *copy = strdup(condition);
	if (grown != NULL)
		import->where = grown;
	if (grown == NULL || copy == NULL) {
		free(copy);
		return message_memory(&import->tracker->message);
	}
	import->where[import->where_count++] = copy;
	return YCF_OK;
}

int64_t ycf_import_count(const ycf_import *import, ycf_count count)
{
	return import->counts[count];
}

const char *ycf_import_problem(const ycf_import *import, size_t index)
{
	return index < import->problems.kept ? import->problems.lines[index] : NULL;
}

const char *ycf_import_warning(const ycf_import *import, size_t index)
{
	return index < import->problems.warned ? import->problems.warnings[index] : NULL;
}

/* ---- a run ---- */

struct run {
	struct ycf_import *import;
	struct ycf_tracker *tracker;
	const char *path;
	struct csv_reader *reader;
	struct column_map *map;
	struct arena *arena;                 /* of the whole run */
	struct headings headings;
	struct filter *where;
	struct row_import rows;
	struct output *output;               /* of the rejects file */
	struct writer *rejects;
	size_t reject_columns;
	bool own_transaction;
};

static ycf_status read_map(struct run *run, const char *noun_name)
{
	struct ycf_tracker *tracker = run->tracker;
	const struct noun *noun = noun_find(noun_name);
	if (noun == NULL || noun_is_derived(noun))
		return message_set(&tracker->message, YCF_MISUSE,
		                   "'%s' is nothing that can be imported; `ycf fields` lists the nouns",
		                   noun_name);
	if (noun == &change_noun || noun == &old_row_noun || noun == &framework_noun ||
	    noun == &standard_noun || noun == &criterion_noun || noun == &level_noun ||
	    noun == &rule_noun)
		return message_set(&tracker->message, YCF_REFUSED,
		                   "%s is not imported by itself; see `ycf framework load` and "
		                   "`ycf import --all`", noun->name);
	ycf_status status = run->import->map != NULL
		? column_map_read(tracker, run->import->map, &run->map)
		: column_map_plain(noun, &tracker->message, &run->map);
	if (status == YCF_OK && run->map->nouns[run->map->main].noun != noun)
		status = message_set(&tracker->message, YCF_MISUSE,
		                     "map %s fills %s, not %s", run->map->name,
		                     run->map->nouns[run->map->main].noun->name, noun->name);
	return status;
}

/* A condition of --where on this file's columns. */
static ycf_status read_condition(struct run *run, const char *text, struct filter *filter)
{
	const char *equals = strchr(text, '=');
	bool unequal = equals[-1] == '!';
	char *column = arena_copy(run->arena, text, (size_t)(equals - text) - unequal);
	struct wanted *wanted = arena_take(run->arena, sizeof *wanted);
	if (column == NULL || wanted == NULL)
		return message_memory(&run->tracker->message);
	wanted->text = equals + 1;
	*filter = (struct filter){.wanted = wanted, .count = 1, .unequal = unequal};
	filter->column.column = run->headings.row > 0 ? headings_column(&run->headings, column)
	                                              : atoi(column) - 1;
	if (filter->column.column >= 0)
		return YCF_OK;
	return message_set(&run->tracker->message, YCF_INVALID,
	                   "%s: --where names column '%s', which the file does not have", run->path,
	                   column);
}

static ycf_status read_conditions(struct run *run)
{
	struct ycf_import *import = run->import;
	ycf_status status = YCF_OK;
	run->where = arena_take(run->arena, (import->where_count + 1) * sizeof *run->where);
	if (run->where == NULL)
		return message_memory(&run->tracker->message);
	for (size_t i = 0; i < import->where_count && status == YCF_OK; i++)
		status = read_condition(run, import->where[i], &run->where[i]);
	return status;
}

/* The file's own headings and why; a file without any gets numbers. */
static ycf_status open_rejects(struct run *run, size_t count)
{
	struct writer_options options = {.format = YCF_CSV, .byte_order_mark = true};
	const char **columns = arena_take(run->arena, (count + 2) * sizeof *columns);
	bool named = run->headings.row > 0;
	if (columns == NULL)
		return message_memory(&run->tracker->message);
	for (size_t i = 0; i < count; i++) {
		columns[i] = named ? run->headings.names[i]
		                   : arena_format(run->arena, "column %zu", i + 1);
		if (columns[i] == NULL)
			return message_memory(&run->tracker->message);
	}
	columns[count] = rejected_heading;
	run->reject_columns = count;
	ycf_status status = tracker_output(run->tracker, run->import->rejects, -1,
	                                   &run->output);
	if (status == YCF_OK)
		status = writer_open(run->output, &options, columns, count + 1,
		                     &run->tracker->message, &run->rejects);
	return status;
}

static ycf_status write_reject(struct run *run, const struct csv_row *row)
{
	ycf_status status = YCF_OK;
	if (run->rejects == NULL)
		status = open_rejects(run, row->count);
	if (status != YCF_OK)
		return status;
	size_t count = run->reject_columns;
	const struct buffer *why = &run->import->problems.present;
	struct cell *cells = calloc(count + 1, sizeof *cells);
	if (cells == NULL)
		return message_memory(&run->tracker->message);
	for (size_t i = 0; i < count && i < row->count; i++)
		cells[i] = (struct cell){CELL_TEXT, row->cells[i], row->lengths[i]};
	cells[count] = (struct cell){CELL_TEXT, buffer_string(why), why->length};
	status = writer_row(run->rejects, cells);
	free(cells);
	return status;
}

static ycf_status close_rejects(struct run *run, ycf_status status)
{
	if (run->rejects != NULL && status == YCF_OK)
		status = writer_close(run->rejects);
	else
		writer_abandon(run->rejects);
	run->rejects = NULL;
	if (status == YCF_OK && run->output != NULL && !run->import->dry_run)
		status = output_commit(run->output, &run->tracker->message);
	else
		output_abandon(run->output);
	run->output = NULL;
	return status;
}

static bool is_blank_row(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (!text_is_blank(row->cells[i], row->lengths[i]))
			return false;
	return true;
}

static ycf_status take_row(struct run *run, const struct csv_row *row)
{
	enum outcome outcome = OUTCOME_SKIPPED;
	struct problems *problems = &run->import->problems;
	if (is_blank_row(row))
		return YCF_OK;
	if (run->headings.row > 0 && headings_repeat(&run->headings, row)) {
		problems_warn(problems, "row %d repeats the headings and was skipped",
		              (int)row->number);
		run->import->counts[OUTCOME_SKIPPED]++;
		return YCF_OK;
	}
	problems_next_row(problems);
	ycf_status status = import_row(&run->rows, row, &outcome);
	run->import->counts[outcome]++;
	if (status == YCF_OK && outcome == OUTCOME_REJECTED && run->import->rejects != NULL)
		status = write_reject(run, row);
	return status;
}

static ycf_status take_rows(struct run *run)
{
	struct csv_row row;
	int64_t done, total, count = 0;
	ycf_status status;
	while ((status = csv_next(run->reader, &row)) == YCF_ROW) {
		status = take_row(run, &row);
		if (status == YCF_OK && count++ % PROGRESS_ROWS == 0) {
			csv_progress(run->reader, &done, &total);
			status = tracker_progress(run->tracker, done, total);
		}
		if (status != YCF_OK)
			return status;
	}
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- all or nothing ---- */

/* What is read may not be written over. */
static ycf_status check_rejects(struct run *run)
{
	struct stat read, written;
	const char *rejects = run->import->rejects;
	if (rejects == NULL || stat(run->path, &read) != 0 || stat(rejects, &written) != 0 ||
	    read.st_dev != written.st_dev || read.st_ino != written.st_ino)
		return YCF_OK;
	return message_set(&run->tracker->message, YCF_MISUSE,
	                   "the rejects file %s is the file that is read; name another", rejects);
}

static ycf_status prepare(struct run *run, const char *noun)
{
	struct csv_options options = {0};
	ycf_status status = check_rejects(run);
	if (status == YCF_OK)
		status = read_map(run, noun);
	if (status == YCF_OK)
		status = csv_open(run->path, &options, &run->tracker->message, &run->reader);
	if (status == YCF_OK)
		status = headings_find(run->reader, run->map, run->path, run->arena,
		                       &run->import->problems, &run->tracker->message,
		                       &run->headings);
	if (status == YCF_OK)
		status = read_conditions(run);
	if (status == YCF_OK && run->import->rejects != NULL && run->headings.row > 0)
		status = open_rejects(run, run->headings.count);
	return status;
}

static ycf_status judge(struct run *run)
{
	struct ycf_import *import = run->import;
	problems_close(&import->problems);
	if (run->rows.keyless > 0)
		problems_warn(&import->problems, "%d row%s nothing that a %s is known by; imported again, "
		              "%s", (int)run->rows.keyless,
		              run->rows.keyless == 1 ? " has" : "s have",
		              run->map->nouns[run->map->main].noun->name,
		              run->rows.keyless == 1 ? "it would be added again"
		                                     : "they would be added again");
	if (import->counts[OUTCOME_REJECTED] == 0 || import->rejects != NULL)
		return YCF_OK;
	return message_set(&run->tracker->message, YCF_INVALID,
	                   "%s: %d row%s rejected, so nothing was changed; mend them, or take the "
	                   "others with --rejects FILE", run->path,
	                   (int)import->counts[OUTCOME_REJECTED],
	                   import->counts[OUTCOME_REJECTED] == 1 ? " was" : "s were");
}

static ycf_status store_rows(struct run *run)
{
	struct ycf_tracker *tracker = run->tracker;
	run->own_transaction = !store_in_transaction(tracker->store);
	ycf_status status = tracker_write_begin(tracker);
	if (status != YCF_OK)
		return status;
	run->rows = (struct row_import){
		.tracker = tracker, .map = run->map, .path = run->path, .headings = &run->headings,
		.problems = &run->import->problems, .where = run->where,
		.where_count = run->import->where_count, .arena = arena_new(),
		.in_own_transaction = run->own_transaction,
	};
	status = run->rows.arena == NULL ? message_memory(&tracker->message)
	                                 : store_forget(tracker->store);
	if (status == YCF_OK)
		status = take_rows(run);
	if (status == YCF_OK)
		status = judge(run);
	status = close_rejects(run, status);
	import_row_end(&run->rows);
	arena_free(run->rows.arena);
	if (status == YCF_OK && run->import->dry_run) {
		tracker_write_end(tracker, YCF_CANCELLED);
		return YCF_OK;
	}
	return tracker_write_end(tracker, status);
}

static void start_counts(struct ycf_import *import)
{
	struct problems *problems = &import->problems;
	memset(import->counts, 0, sizeof import->counts);
	arena_reset(problems->arena);
	buffer_free(&problems->present);
	*problems = (struct problems){.arena = problems->arena};
}

ycf_status ycf_import_run(ycf_import *import, const char *noun, const char *path)
{
	struct run run = {.import = import, .tracker = import->tracker, .path = path};
	ycf_status status = tracker_call(import->tracker);
	if (status != YCF_OK)
		return status;
	start_counts(import);
	run.arena = arena_new();
	status = run.arena == NULL ? message_memory(&import->tracker->message)
	                           : prepare(&run, noun);
	if (status == YCF_OK)
		status = store_rows(&run);
	else
		close_rejects(&run, status);
	csv_close(run.reader);
	column_map_free(run.map);
	arena_free(run.arena);
	return status;
}
