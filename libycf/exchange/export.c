/* Records out: lists for people and programs, and whole nouns as CSV that we
   read back. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "domain/select.h"
#include "exchange/specimen_file.h"
#include "format/writer.h"

/* ---- cells ---- */

static enum cell_kind kind_of(const struct field *field)
{
	if (field->kind == YCF_INTEGER)
		return CELL_NUMBER;
	return field->kind == YCF_BOOLEAN ? CELL_BOOLEAN : CELL_TEXT;
}

static struct cell cell_of(const struct ycf_record *record, const struct field *field,
                           bool labels)
{
	bool label = labels && field->kind == YCF_REFERENCE && strcmp(field->name, "id") != 0;
	const char *text = label ? ycf_record_label(record, field->name)
	                         : ycf_record_text(record, field->name);
	if (text == NULL)
		return (struct cell){CELL_NULL, "", 0};
	return (struct cell){kind_of(field), text, strlen(text)};
}

/* ---- a cursor's records ---- */

/* The columns of a list. */
struct columns {
	const struct field **fields;
	const char **names;
	size_t count;
	bool labels;
};

static void add_column(struct columns *columns, const struct field *field)
{
	columns->fields[columns->count] = field;
	columns->names[columns->count++] = field->name;
}

/* What the cursor was asked for; of all fields, in a table, those for people. */
static ycf_status choose_columns(const struct ycf_cursor *cursor, bool brief,
                                 struct arena *arena, struct columns *columns)
{
	const struct noun *noun = cursor->record->noun;
	size_t room = noun->count + cursor->column_count;
	columns->fields = arena_take(arena, room * sizeof *columns->fields);
	columns->names = arena_take(arena, room * sizeof *columns->names);
	if (columns->fields == NULL || columns->names == NULL)
		return message_memory(&cursor->tracker->message);
	for (size_t i = 0; i < cursor->column_count; i++)
		add_column(columns, cursor->columns[i]);
	for (size_t i = 0; cursor->columns == NULL && i < noun->count; i++)
		if (!brief || (noun->fields[i].flags & YCF_FIELD_BRIEF))
			add_column(columns, &noun->fields[i]);
	return YCF_OK;
}

static ycf_status write_records(struct ycf_cursor *cursor, const struct columns *columns,
                                struct writer *writer)
{
	const ycf_record *record;
	ycf_status status;
	int64_t count = 0;
	struct cell *cells = calloc(columns->count + 1, sizeof *cells);
	if (cells == NULL)
		return message_memory(&cursor->tracker->message);
	while ((status = ycf_cursor_next(cursor, &record)) == YCF_ROW) {
		for (size_t i = 0; i < columns->count; i++)
			cells[i] = cell_of(record, columns->fields[i], columns->labels);
		status = writer_row(writer, cells);
		if (status == YCF_OK && count++ % 1000 == 0)
			status = tracker_progress(cursor->tracker, count, 0);
		if (status != YCF_OK)
			break;
	}
	free(cells);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status write_to(struct ycf_cursor *cursor, const struct columns *columns,
                           const struct writer_options *options, const char *path,
                           int descriptor)
{
	struct message *message = &cursor->tracker->message;
	struct output *output = NULL;
	struct writer *writer = NULL;
	ycf_status status = tracker_output(cursor->tracker, path, descriptor, &output);
	if (status == YCF_OK)
		status = writer_open(output, options, columns->names, columns->count, message,
		                     &writer);
	if (status == YCF_OK)
		status = write_records(cursor, columns, writer);
	if (status == YCF_OK)
		status = writer_close(writer);
	else
		writer_abandon(writer);
	if (status == YCF_OK)
		return output_commit(output, message);
	output_abandon(output);
	return status;
}

ycf_status ycf_cursor_write(ycf_cursor *cursor, ycf_format format, size_t width,
                            const char *path, int descriptor)
{
	struct columns columns = {.labels = true};
	struct arena *arena = arena_new();
	struct message *message = &cursor->tracker->message;
	struct writer_options options = {
		.format = format, .width = width, .byte_order_mark = path != NULL
	};
	message_clear(message);
	ycf_status status = arena == NULL
		? message_memory(message)
		: choose_columns(cursor, format == YCF_TABLE, arena, &columns);
	if (status == YCF_OK)
		status = write_to(cursor, &columns, &options, path, descriptor);
	arena_free(arena);
	return status;
}

/* ---- whole nouns ---- */

static ycf_status export_noun(struct ycf_tracker *tracker, const struct noun *noun,
                              const char *path, int descriptor)
{
	struct columns columns = {0};
	struct arena *arena = arena_new();
	struct ycf_cursor *cursor = NULL;
	struct writer_options options = {.format = YCF_CSV, .byte_order_mark = path != NULL};
	ycf_status status = ycf_select(tracker, noun->name, NULL, "id", 0, NULL, &cursor);
	if (status == YCF_OK && arena == NULL)
		status = message_memory(&tracker->message);
	if (status == YCF_OK)
		status = choose_columns(cursor, false, arena, &columns);
	if (status == YCF_OK)
		status = write_to(cursor, &columns, &options, path, descriptor);
	ycf_cursor_free(cursor);
	arena_free(arena);
	return status;
}

ycf_status ycf_export(ycf_tracker *tracker, const char *name, const char *path, int descriptor)
{
	ycf_status status = tracker_call(tracker);
	const struct noun *noun = noun_find(name);
	if (status == YCF_OK && (noun == NULL || noun_is_derived(noun)))
		status = message_set(&tracker->message, YCF_MISUSE,
		                     "'%s' is nothing that can be exported; `ycf fields` lists the "
		                     "nouns, and `ycf list` writes what is computed", name);
	return status == YCF_OK ? export_noun(tracker, noun, path, descriptor) : status;
}

static ycf_status check_empty(const char *folder, struct message *message)
{
	DIR *directory = opendir(folder);
	if (directory == NULL)
		return message_system(message, errno, "opening", folder);
	struct dirent *entry;
	bool empty = true;
	while ((entry = readdir(directory)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			empty = false;
	closedir(directory);
	if (empty)
		return YCF_OK;
	return message_set(message, YCF_EXISTS,
	                   "%s is not empty and was not touched; name a new folder", folder);
}

static ycf_status make_folder(const char *folder, bool *made, struct message *message)
{
	*made = mkdir(folder, 0700) == 0;
	if (*made)
		return YCF_OK;
	return errno == EEXIST ? check_empty(folder, message)
	                       : message_system(message, errno, "making", folder);
}

/* What was not finished leaves nothing behind. */
static void remove_folder(const char *folder, bool made)
{
	char path[4200];
	for (const struct noun *const *noun = stored_nouns; *noun != NULL; noun++) {
		snprintf(path, sizeof path, "%s/%s.csv", folder, (*noun)->name);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/" SPECIMEN_FILE, folder);
	unlink(path);
	if (made)
		rmdir(folder);
}

static ycf_status export_nouns(struct ycf_tracker *tracker, const char *folder,
                               struct arena *arena)
{
	bool own = !store_in_transaction(tracker->store);
	ycf_status status = own ? store_snapshot(tracker->store) : YCF_OK;
	for (const struct noun *const *noun = stored_nouns; *noun != NULL && status == YCF_OK; noun++) {
		const char *path = arena_format(arena, "%s/%s.csv", folder, (*noun)->name);
		status = path == NULL ? message_memory(&tracker->message)
		                      : export_noun(tracker, *noun, path, -1);
	}
	if (status == YCF_OK && store_specimen(tracker->store) != NULL) {
		const char *path = arena_format(arena, "%s/" SPECIMEN_FILE, folder);
		status = path == NULL ? message_memory(&tracker->message)
		                      : specimen_file_write(tracker, path);
	}
	if (own)
		store_rollback(tracker->store);
	return status;
}

ycf_status ycf_export_all(ycf_tracker *tracker, const char *folder)
{
	bool made = false;
	struct arena *arena = arena_new();
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK && arena == NULL)
		status = message_memory(&tracker->message);
	if (status == YCF_OK)
		status = make_folder(folder, &made, &tracker->message);
	if (status == YCF_OK) {
		status = export_nouns(tracker, folder, arena);
		if (status != YCF_OK)
			remove_folder(folder, made);
	}
	arena_free(arena);
	return status;
}
