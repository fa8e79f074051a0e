/* Asking a setting to report on itself: the form is written, and that it was asked is stored. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/file_name.h"
#include "domain/record.h"
#include "domain/reference.h"
#include "domain/select.h"
#include "exchange/form.h"

/* The kinds of file, in the order of enum form. */
static const char *const endings[] = {"xlsx", "html", "csv"};

static unsigned form_of_ending(const char *ending)
{
	for (unsigned i = 0; i < COUNT_OF(endings); i++)
		if (strcasecmp(ending, endings[i]) == 0)
			return i + 1;
	return 0;
}

static ycf_status form_of_path(const char *path, struct message *message, unsigned *form)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash != NULL ? slash : path, '.');
	*form = dot == NULL ? 0 : form_of_ending(dot + 1);
	if (*form != 0)
		return YCF_OK;
	return message_set(message, YCF_INVALID,
	                   "%s does not tell in what form to write; name a file that ends in .xlsx, "
	                   ".html or .csv", path);
}

/* ---- one form ---- */

static ycf_status write_form(struct form_desk *desk, struct ycf_tracker *tracker,
                             const struct request *request, const char *path, struct arena *arena,
                             struct output **output)
{
	struct message *message = &tracker->message;
	struct form_facts form;
	ycf_status status = form_make(desk, request, arena, &form);
	if (status == YCF_OK)
		status = tracker_output(tracker, path, -1, output);
	if (status != YCF_OK)
		return status;
	if (request->form == FORM_WORKBOOK)
		status = form_write_book(&form, arena, *output, message);
	else if (request->form == FORM_PAGE)
		status = form_write_page(tracker, &form, arena, *output);
	else
		status = form_write_csv(&form, arena, *output, message);
	if (status == YCF_OK)
		return YCF_OK;
	output_abandon(*output);
	*output = NULL;
	return status;
}

static ycf_status check_request(struct ycf_record *record)
{
	struct message *message = &record->tracker->message;
	ycf_status status = tracker_call(record->tracker);
	if (status == YCF_OK && record->noun != &request_noun)
		status = message_set(message, YCF_MISUSE, "this call takes a record of request, not of %s",
		                     record->noun->name);
	if (status == YCF_OK && ((struct row *)record->row)->id != 0)
		status = message_set(message, YCF_MISUSE, "this request is stored already");
	return status;
}

/* What will be stored, or would be. */
static ycf_status complete(struct ycf_record *record, const char *path)
{
	struct request *request = record->row;
	struct ycf_tracker *tracker = record->tracker;
	ycf_status status = form_of_path(path, &tracker->message, &request->form);
	if (status == YCF_OK)
		status = record_resolve(record);
	if (status == YCF_OK)
		status = rules_complete(tracker, &request_noun, request);
	if (status == YCF_OK)
		status = row_check(&request_noun, request, &tracker->message);
	return status == YCF_OK ? rules_check(tracker, &request_noun, request) : status;
}

static ycf_status make_one(struct ycf_record *record, const char *path, struct output **output)
{
	struct form_desk *desk = NULL;
	struct arena *arena = arena_new();
	ycf_status status = arena == NULL ? message_memory(&record->tracker->message)
	                                  : complete(record, path);
	if (status == YCF_OK)
		status = form_desk_open(record->tracker, &desk);
	if (status == YCF_OK)
		status = write_form(desk, record->tracker, record->row, path, arena, output);
	form_desk_close(desk);
	arena_free(arena);
	return status;
}

ycf_status ycf_form_write(ycf_record *record, const char *path)
{
	struct output *output = NULL;
	ycf_status status = check_request(record);
	if (status == YCF_OK)
		status = make_one(record, path, &output);
	return status == YCF_OK ? output_commit(output, &record->tracker->message) : status;
}

/* The file takes its place before the request is stored: a request that is on record was made. */
ycf_status ycf_request(ycf_record *record, const char *path)
{
	struct output *output = NULL;
	ycf_status status = check_request(record);
	if (status == YCF_OK)
		status = record_begin(record, &request_noun);
	if (status != YCF_OK)
		return status;
	status = make_one(record, path, &output);
	if (status == YCF_OK)
		status = record_add(record);
	if (status == YCF_OK)
		status = output_commit(output, &record->tracker->message);
	else
		output_abandon(output);
	return record_end(record, status);
}

/* ---- many ---- */

struct asking {
	struct ycf_tracker *tracker;
	const struct request *wanted;         /* what all have in common */
	struct form_desk *desk;
	struct file_names *names;
	const char *folder;
	struct ycf_cursor *cursor;            /* of standings */
	struct arena *arena;                  /* of one form */
	struct arena *kept;
	int64_t written;
};

static ycf_status make_folder(const char *folder, struct message *message)
{
	struct stat facts;
	if (mkdir(folder, 0700) == 0)
		return YCF_OK;
	int error = errno;
	if (error == EEXIST && stat(folder, &facts) == 0 && S_ISDIR(facts.st_mode))
		return YCF_OK;
	return message_system(message, error == EEXIST ? ENOTDIR : error, "making", folder);
}

static ycf_status name_file(struct asking *asking, const struct standing *standing,
                            const char **path)
{
	struct message *message = &asking->tracker->message;
	const char *name = NULL;
	ycf_status status = file_name_make(asking->names, standing->reference, standing->name,
	                                   "self-report", endings[asking->wanted->form - 1],
	                                   asking->arena, message, &name);
	if (status != YCF_OK)
		return status;
	*path = file_join(asking->arena, asking->folder, name);
	return *path == NULL ? message_memory(message) : YCF_OK;
}

static ycf_status ask_one(struct asking *asking, const struct standing *standing)
{
	struct ycf_tracker *tracker = asking->tracker;
	struct request request = *asking->wanted;
	struct output *output = NULL;
	const char *path = NULL;
	request.setting = standing->setting;
	ycf_status status = rules_complete(tracker, &request_noun, &request);
	if (status == YCF_OK)
		status = row_check(&request_noun, &request, &tracker->message);
	if (status == YCF_OK)
		status = rules_check(tracker, &request_noun, &request);
	if (status == YCF_OK)
		status = name_file(asking, standing, &path);
	if (status == YCF_OK)
		status = write_form(asking->desk, tracker, &request, path, asking->arena, &output);
	if (status == YCF_OK)
		status = store_insert(tracker->store, &request_noun, &request);
	if (status == YCF_OK)
		status = output_commit(output, &tracker->message);
	else
		output_abandon(output);
	asking->written += status == YCF_OK;
	return status;
}

static ycf_status ask_all(struct asking *asking)
{
	const ycf_record *record;
	ycf_status status = YCF_OK;
	int64_t total = cursor_total(asking->cursor);
	while (status == YCF_OK && (status = ycf_cursor_next(asking->cursor, &record)) == YCF_ROW) {
		arena_reset(asking->arena);
		status = ask_one(asking, record->row);
		if (status == YCF_OK)
			status = tracker_progress(asking->tracker, asking->written,
			                          total != ROWS_UNCOUNTED ? total : 0);
	}
	return status == YCF_DONE ? YCF_OK : status;
}

/* Standings of that framework alone, so that a setting stands there once. */
static ycf_status select_settings(struct asking *asking, const char *const *terms,
                                  const char *sort)
{
	size_t count = 0;
	char token[VALUE_SIZE];
	while (terms != NULL && terms[count] != NULL)
		count++;
	const char **all = arena_take(asking->kept, (count + 2) * sizeof *all);
	token_write(framework_noun.prefix, asking->wanted->framework, token);
	const char *term = arena_format(asking->kept, "framework=%s", token);
	if (all == NULL || term == NULL)
		return message_memory(&asking->tracker->message);
	if (count > 0)
		memcpy(all, terms, count * sizeof *all);
	all[count] = term;
	return ycf_select(asking->tracker, "standing", all, sort, asking->wanted->asked, NULL,
	                  &asking->cursor);
}

static ycf_status prepare(struct asking *asking, struct ycf_record *record, const char *form)
{
	struct request *request = record->row;
	struct message *message = &asking->tracker->message;
	request->form = form_of_ending(form != NULL ? form : endings[0]);
	if (request->form == 0)
		return message_set(message, YCF_MISUSE,
		                   "'%s' is no form to write; say xlsx, html or csv", form);
	ycf_status status = record_resolve(record);
	if (status == YCF_OK && request->framework == 0)
		status = reference_framework(asking->tracker, NULL, &request->framework);
	if (request->asked == 0)
		request->asked = tracker_today(asking->tracker);
	asking->arena = arena_new();
	asking->kept = arena_new();
	if (status == YCF_OK && (asking->arena == NULL || asking->kept == NULL))
		status = message_memory(message);
	if (status == YCF_OK)
		status = file_names_new(message, &asking->names);
	return status == YCF_OK ? form_desk_open(asking->tracker, &asking->desk) : status;
}

ycf_status ycf_request_each(ycf_record *record, const char *const *terms, const char *sort,
                            const char *folder, const char *form, int64_t *written)
{
	struct asking asking = {
		.tracker = record->tracker, .wanted = record->row, .folder = folder,
	};
	ycf_status status = check_request(record);
	if (status == YCF_OK)
		status = prepare(&asking, record, form);
	if (status == YCF_OK)
		status = select_settings(&asking, terms, sort);
	if (status == YCF_OK)
		status = make_folder(folder, &asking.tracker->message);
	if (status == YCF_OK)
		status = tracker_write_begin(asking.tracker);
	if (status == YCF_OK)
		status = tracker_write_end(asking.tracker, ask_all(&asking));
	ycf_cursor_free(asking.cursor);
	form_desk_close(asking.desk);
	file_names_free(asking.names);
	arena_free(asking.arena);
	arena_free(asking.kept);
	if (status == YCF_OK && written != NULL)
		*written = asking.written;
	return status;
}
