/* ycf_document: what is asked for, and one document of it. */
#include "document/document.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/reference.h"

const char *ycf_document_kind_name(size_t index)
{
	return index < DOCUMENT_KINDS ? document_kinds[index] : NULL;
}

/* ---- the object ---- */

static ycf_status refuse_kind(const char *name, struct message *message)
{
	const char *near = text_nearest(name, document_kinds, DOCUMENT_KINDS);
	return message_set(message, YCF_MISUSE,
	                   "there is no document '%s'%s%s%s; there are certificate, poster, sign, "
	                   "plan, summary, badge and footer", name,
	                   near != NULL ? ", did you mean '" : "", near != NULL ? near : "",
	                   near != NULL ? "'?" : "");
}

ycf_status ycf_document_new(ycf_tracker *tracker, const char *kind, ycf_document **document)
{
	enum document_kind found = document_kind_find(kind);
	message_clear(&tracker->message);
	if (found == DOCUMENT_KINDS)
		return refuse_kind(kind, &tracker->message);
	struct ycf_document *made = calloc(1, sizeof *made);
	if (made == NULL)
		return message_memory(&tracker->message);
	made->tracker = tracker;
	made->kind = found;
	tracker_hold(tracker);
	made->arena = arena_new();
	made->said = arena_new();
	if (made->arena == NULL || made->said == NULL) {
		ycf_document_free(made);
		return message_memory(&tracker->message);
	}
	*document = made;
	return YCF_OK;
}

void ycf_document_free(ycf_document *document)
{
	if (document == NULL)
		return;
	press_free(document->press);
	arena_free(document->arena);
	arena_free(document->said);
	free(document->layout);
	free(document->paper);
	tracker_release(document->tracker);
	free(document);
}

const char *ycf_document_ending(const ycf_document *document)
{
	return document_ending(document->kind);
}

/* ---- its press ---- */

ycf_status document_layout(struct ycf_tracker *tracker, const char *layout,
                           struct arena *arena, const char **path)
{
	*path = tracker_template(tracker, arena, "layouts", layout);
	if (*path == NULL)
		return message_memory(&tracker->message);
	if (strcmp(*path, layout) != 0 && access(*path, F_OK) != 0)
		return message_set(&tracker->message, YCF_NOT_FOUND,
		                   "there is no layout \"%s\" (%s); a file of your own is named with "
		                   "its ending, such as %s.yaml", layout, *path, layout);
	return YCF_OK;
}

static ycf_status open_press(struct ycf_document *document, const char *layout,
                             struct press **press)
{
	struct message *message = &document->tracker->message;
	const char *path = NULL;
	ycf_status status = document_layout(
		document->tracker, layout != NULL ? layout : document_kinds[document->kind],
		document->arena, &path);
	return status == YCF_OK ? press_open(path, document->kind, message, press) : status;
}

void document_drop_press(struct ycf_document *document)
{
	press_free(document->press);
	document->press = NULL;
}

static ycf_status have_press(struct ycf_document *document)
{
	if (document->press != NULL)
		return YCF_OK;
	ycf_status status = open_press(document, document->layout, &document->press);
	if (status == YCF_OK && document->paper != NULL)
		status = press_paper(document->press, document->paper);
	if (status != YCF_OK)
		document_drop_press(document);
	return status;
}

/* Keep a copy of a name in place of the last one. */
static ycf_status keep_name(struct ycf_document *document, char **kept, const char *name)
{
	char *copy = name != NULL ? strdup(name) : NULL;
	if (name != NULL && copy == NULL)
		return message_memory(&document->tracker->message);
	free(*kept);
	*kept = copy;
	return YCF_OK;
}

ycf_status ycf_document_set_layout(ycf_document *document, const char *layout)
{
	struct press *press = NULL;
	message_clear(&document->tracker->message);
	arena_reset(document->arena);
	ycf_status status = open_press(document, layout, &press);
	if (status == YCF_OK && document->paper != NULL)
		status = press_paper(press, document->paper);
	if (status == YCF_OK)
		status = keep_name(document, &document->layout, layout);
	if (status != YCF_OK) {
		press_free(press);
		return status;
	}
	document_drop_press(document);
	document->press = press;
	return YCF_OK;
}

ycf_status ycf_document_set_paper(ycf_document *document, const char *paper)
{
	message_clear(&document->tracker->message);
	arena_reset(document->arena);
	ycf_status status = have_press(document);
	if (status == YCF_OK && paper != NULL)
		status = press_paper(document->press, paper);
	if (status == YCF_OK)
		status = keep_name(document, &document->paper, paper);
	if (status == YCF_OK && paper == NULL)
		document_drop_press(document);
	return status;
}

ycf_status ycf_document_set_framework(ycf_document *document, const char *framework)
{
	int64_t id = 0;
	ycf_status status = tracker_call(document->tracker);
	if (status == YCF_OK && framework != NULL)
		status = reference_framework(document->tracker, framework, &id);
	if (status == YCF_OK)
		document->framework = id;
	return status;
}

ycf_status ycf_document_set_as_of(ycf_document *document, ycf_date as_of)
{
	message_clear(&document->tracker->message);
	if (as_of != 0 && !date_is_valid(as_of))
		return message_set(&document->tracker->message, YCF_INVALID, "as_of is not a day");
	document->as_of = as_of;
	return YCF_OK;
}

void ycf_document_set_reprint_as_now(ycf_document *document, bool as_now)
{
	document->as_now = as_now;
}

/* ---- what came of it ---- */

int64_t ycf_document_count(const ycf_document *document, ycf_outcome outcome)
{
	return (unsigned)outcome < OUTCOMES ? document->counts[outcome] : 0;
}

const char *ycf_document_problem(const ycf_document *document, size_t index)
{
	return index <= PROBLEMS_KEPT ? document->problems[index] : NULL;
}

/* ---- drawing ---- */

ycf_status document_begin(struct ycf_document *document)
{
	ycf_status status = tracker_call(document->tracker);
	arena_reset(document->arena);
	arena_reset(document->said);
	memset(document->problems, 0, sizeof document->problems);
	memset(document->counts, 0, sizeof document->counts);
	if (status == YCF_OK)
		status = have_press(document);
	if (status == YCF_OK)
		press_mark(document->press, ycf_is_specimen(document->tracker));
	return status;
}

struct subject document_subject(struct ycf_document *document)
{
	arena_reset(document->arena);
	return (struct subject){
		.tracker = document->tracker, .arena = document->arena,
		.as_of = document->as_of,
		.as_now = document->as_now && document_is_of_award(document->kind),
	};
}

ycf_status document_print(struct ycf_document *document, const struct subject *subject,
                          const char *path, int descriptor)
{
	struct message *message = &document->tracker->message;
	struct values values;
	struct output *output = NULL;
	ycf_status status = subject_values(subject, document->kind, &values);
	if (status == YCF_OK)
		status = press_spare(document->press, path);
	if (status == YCF_OK)
		status = tracker_output(document->tracker, path, descriptor, &output);
	if (status == YCF_OK)
		status = press_print(document->press, &values, output);
	if (status == YCF_OK)
		return output_commit(output, message);
	output_abandon(output);
	return status;
}

ycf_status ycf_document_write(ycf_document *document, const char *key, const char *path,
                              int descriptor)
{
	ycf_status status = document_begin(document);
	struct store *store = document->tracker->store;
	/* many questions, answered as things stood at one moment */
	bool own = status == YCF_OK && !store_in_transaction(store);
	if (own)
		status = store_snapshot(store);
	struct subject subject = document_subject(document);
	if (status == YCF_OK)
		status = subject_find(&subject, document->kind, key, document->framework);
	if (status == YCF_OK)
		status = document_print(document, &subject, path, descriptor);
	if (own)
		store_rollback(store);
	document->counts[status == YCF_OK ? YCF_WRITTEN : YCF_NOT_DRAWN] = 1;
	return status;
}
