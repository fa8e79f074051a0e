/* Many documents: of each setting that a question gives, a file for each or
   all in one. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file_name.h"
#include "document/document.h"
#include "domain/reference.h"
#include "domain/select.h"

struct run {
	struct ycf_document *document;
	struct ycf_cursor *cursor;     /* of standings */
	const char *folder;            /* of a file for each */
	struct file_names *names;
	ycf_status (*put)(struct run *run, const struct subject *subject);
};

static struct message *message_of(const struct run *run)
{
	return &run->document->tracker->message;
}

/* ---- which settings ---- */

static ycf_status ask(struct ycf_document *document, const char *const *terms, const char *sort,
                      struct ycf_cursor **cursor)
{
	size_t count = 0;
	char token[VALUE_SIZE], term[VALUE_SIZE + 16];
	while (terms != NULL && terms[count] != NULL)
		count++;
	const char **all = calloc(count + 2, sizeof *all);
	if (all == NULL)
		return message_memory(&document->tracker->message);
	if (count > 0)
		memcpy(all, terms, count * sizeof *all);
	token_write(framework_noun.prefix, document->framework, token);
	snprintf(term, sizeof term, "framework=%s", token);
	all[count] = term;
	ycf_status status = ycf_select(document->tracker, "standing", all, sort, document->as_of, NULL,
	                               cursor);
	free(all);
	return status;
}

/* ---- one after the other ---- */

/* Some facts are wrong, not the machine: the others may be drawn. */
static bool concerns_one(ycf_status status)
{
	return status >= YCF_INVALID && status < YCF_CANCELLED;
}

static ycf_status note_problem(struct run *run, const struct standing *standing)
{
	struct ycf_document *document = run->document;
	int64_t number = document->counts[YCF_NOT_DRAWN]++;
	const char *line = "";
	if (number < PROBLEMS_KEPT)
		line = arena_format(document->said, "%s%s%s%s: %s", standing->name,
		                    standing->reference != NULL ? " (" : "",
		                    standing->reference != NULL ? standing->reference : "",
		                    standing->reference != NULL ? ")" : "", message_of(run)->text);
	message_clear(message_of(run));
	if (line == NULL)
		return message_memory(message_of(run));
	if (number < PROBLEMS_KEPT)
		document->problems[number] = line;
	return YCF_OK;
}

static ycf_status draw_one(struct run *run, const struct standing *standing)
{
	struct ycf_document *document = run->document;
	struct subject subject = document_subject(document);
	bool there = false;
	ycf_status status = subject_take(&subject, document->kind, standing, &there);
	if (status == YCF_OK && there)
		status = run->put(run, &subject);
	if (status == YCF_OK)
		document->counts[there ? YCF_WRITTEN : YCF_LEFT_OUT]++;
	return concerns_one(status) ? note_problem(run, standing) : status;
}

/* The line behind the problems that were kept, which counts the others. */
static ycf_status close_problems(struct ycf_document *document)
{
	int64_t more = document->counts[YCF_NOT_DRAWN] - PROBLEMS_KEPT;
	if (more <= 0)
		return YCF_OK;
	const char *line = arena_format(document->said, "and %" PRId64 " more problems", more);
	document->problems[PROBLEMS_KEPT] = line;
	return line != NULL ? YCF_OK : message_memory(&document->tracker->message);
}

static ycf_status draw_all(struct run *run)
{
	const ycf_record *record;
	ycf_status status = YCF_OK;
	int64_t total = cursor_total(run->cursor);
	while (status == YCF_OK && (status = ycf_cursor_next(run->cursor, &record)) == YCF_ROW) {
		status = draw_one(run, record->row);
		if (status == YCF_OK)
			status = tracker_progress(run->document->tracker,
			                          ycf_cursor_count(run->cursor),
			                          total != ROWS_UNCOUNTED ? total : 0);
	}
	return status == YCF_DONE ? close_problems(run->document) : status;
}

/* Begin a run: of one mark, with nothing left of the last call, and with the
   question answered before anything is made. */
static ycf_status begin(struct run *run, const char *const *terms, const char *sort)
{
	struct ycf_document *document = run->document;
	ycf_status status = document_begin(document);
	if (status == YCF_OK && document->framework == 0)
		status = reference_framework(document->tracker, NULL, &document->framework);
	return status == YCF_OK ? ask(document, terms, sort, &run->cursor) : status;
}

/* ---- a file for each ---- */

static ycf_status put_file(struct run *run, const struct subject *subject)
{
	struct ycf_document *document = run->document;
	bool of_award = document_is_of_award(document->kind) && !document->as_now;
	const char *name = of_award && subject->award.setting_name != NULL
		? subject->award.setting_name : subject->setting.name;
	const char *file = NULL;
	ycf_status status = file_name_make(run->names, subject->setting.reference, name,
	                                   document_kinds[document->kind],
	                                   ycf_document_ending(document), document->arena,
	                                   message_of(run), &file);
	if (status != YCF_OK)
		return status;
	const char *path = file_join(document->arena, run->folder, file);
	if (path == NULL)
		return message_memory(message_of(run));
	return document_print(document, subject, path, -1);
}

static ycf_status make_folder(const char *folder, struct message *message)
{
	struct stat facts;
	if (mkdir(folder, 0700) == 0)
		return YCF_OK;
	int error = errno;
	if (error == EEXIST && stat(folder, &facts) == 0 && S_ISDIR(facts.st_mode))
		return YCF_OK;
	if (error == EEXIST)
		error = ENOTDIR;
	return message_system(message, error, "making", folder);
}

static ycf_status tell_each(struct run *run, ycf_status status)
{
	struct ycf_document *document = run->document;
	struct message *message = message_of(run);
	int64_t written = document->counts[YCF_WRITTEN], failed = document->counts[YCF_NOT_DRAWN];
	if (status == YCF_CANCELLED) {
		message_clear(message);
		return message_set(message, status,
		                   "stopped; the files written till then (%" PRId64 ") are whole",
		                   written);
	}
	if (status == YCF_OK && failed > 0)
		status = message_set(message, YCF_INVALID,
		                     "%" PRId64 " of %" PRId64 " documents could not be drawn: %s",
		                     failed, written + failed, document->problems[0]);
	return status;
}

ycf_status ycf_document_write_each(ycf_document *document, const char *const *terms,
                                   const char *sort, const char *folder)
{
	struct run run = {.document = document, .folder = folder, .put = put_file};
	int64_t framework = document->framework;
	ycf_status status = begin(&run, terms, sort);
	if (status == YCF_OK)
		status = file_names_new(message_of(&run), &run.names);
	if (status == YCF_OK)
		status = make_folder(folder, message_of(&run));
	if (status == YCF_OK)
		status = draw_all(&run);
	ycf_cursor_free(run.cursor);
	status = tell_each(&run, status);
	file_names_free(run.names);
	document->framework = framework;
	return status;
}

/* ---- all in one ---- */

static ycf_status put_part(struct run *run, const struct subject *subject)
{
	struct values values;
	ycf_status status = subject_values(subject, run->document->kind, &values);
	return status == YCF_OK ? press_add(run->document->press, &values) : status;
}

static ycf_status tell_combined(struct run *run, ycf_status status)
{
	struct ycf_document *document = run->document;
	struct message *message = message_of(run);
	int64_t added = document->counts[YCF_WRITTEN], failed = document->counts[YCF_NOT_DRAWN];
	if (status == YCF_CANCELLED) {
		message_clear(message);
		return message_set(message, status, "stopped; nothing was written");
	}
	if (status != YCF_OK)
		return status;
	if (failed > 0)
		return message_set(message, YCF_INVALID,
		                   "%" PRId64 " of %" PRId64 " documents could not be drawn, so "
		                   "nothing was written: %s", failed, added + failed,
		                   document->problems[0]);
	if (added == 0)
		return message_set(message, YCF_REFUSED,
		                   "there is no %s to draw: no setting that meets these terms has one",
		                   document_kinds[document->kind]);
	return YCF_OK;
}

static ycf_status finish(struct run *run, const char *title, struct output *output)
{
	struct ycf_document *document = run->document;
	struct framework framework;
	ycf_status status = store_get(document->tracker->store, &framework_noun,
	                              document->framework, document->arena, &framework);
	if (status == YCF_OK)
		status = press_finish(document->press, title != NULL ? title : framework.title,
		                      output);
	if (status == YCF_OK)
		return output_commit(output, message_of(run));
	output_abandon(output);
	return status;
}

ycf_status ycf_document_write_combined(ycf_document *document, const char *const *terms,
                                       const char *sort, const char *title, const char *path,
                                       int descriptor)
{
	struct run run = {.document = document, .put = put_part};
	struct output *output = NULL;
	int64_t framework = document->framework;
	ycf_status status = begin(&run, terms, sort);
	if (status == YCF_OK)
		status = draw_all(&run);
	ycf_cursor_free(run.cursor);
	status = tell_combined(&run, status);
	if (status == YCF_OK)
		status = press_spare(document->press, path);
	if (status == YCF_OK)
		status = tracker_output(document->tracker, path, descriptor, &output);
	if (status == YCF_OK)
		status = finish(&run, title, output);
	/* What was added to it and never finished must not come with the next. */
	if (status != YCF_OK) {
		document_drop_press(document);
		document->counts[YCF_WRITTEN] = 0;
	}
	document->framework = framework;
	return status;
}
