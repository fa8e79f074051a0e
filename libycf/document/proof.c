/* Layouts on trial: what is wrong with one, how it looks, and what it may call
   upon. */
#include <stdlib.h>
#include <string.h>

#include "document/document.h"
#include "domain/tracker.h"

/* Where a text came from that did not fit. */
static const char *const sample_names[VALUES_SAMPLES] = {
	"an everyday one", "the one with the longest names", "the one with letters of many languages",
	"the one with as little as can be",
};

struct proof {
	struct ycf_tracker *tracker;
	struct arena *arena;
	struct press *press;
};

static struct message *message_of(const struct proof *proof)
{
	return &proof->tracker->message;
}

static ycf_status begin(struct ycf_tracker *tracker, const char *layout, struct proof *proof)
{
	*proof = (struct proof){.tracker = tracker, .arena = arena_new()};
	message_clear(&tracker->message);
	if (proof->arena == NULL)
		return message_memory(message_of(proof));
	const char *path = NULL;
	ycf_status status = document_layout(tracker, layout, proof->arena, &path);
	if (status != YCF_OK)
		return status;
	return press_open(path, DOCUMENT_KINDS, message_of(proof), &proof->press);
}

static ycf_status end(struct proof *proof, ycf_status status)
{
	press_free(proof->press);
	arena_free(proof->arena);
	return status;
}

/* Which sample it was, behind what is wrong. */
static ycf_status name_sample(const struct proof *proof, unsigned variant, ycf_status status)
{
	if (status != YCF_INVALID || variant == 0)
		return status;
	struct message said = *message_of(proof);
	message_clear(message_of(proof));
	return message_set(message_of(proof), status, "%s (of the samples, %s)", said.text,
	                   sample_names[variant]);
}

/* Draw a sample to an output, or as the next of many where there is none. */
static ycf_status draw(const struct proof *proof, unsigned variant, struct output *output)
{
	struct values values;
	arena_reset(proof->arena);
	ycf_status status = values_sample(press_kind(proof->press), variant, proof->arena,
	                                  message_of(proof), &values);
	if (status == YCF_OK)
		status = output != NULL ? press_print(proof->press, &values, output)
		                        : press_add(proof->press, &values);
	return name_sample(proof, variant, status);
}

/* ---- checking ---- */

static ycf_status try_sample(const struct proof *proof, unsigned variant)
{
	struct output *output = NULL;
	ycf_status status = output_open("/dev/null", -1, &output, message_of(proof));
	if (status == YCF_OK)
		status = draw(proof, variant, output);
	output_abandon(output);
	return status;
}

ycf_status ycf_layout_check(ycf_tracker *tracker, const char *layout, const char **kind)
{
	struct proof proof;
	ycf_status status = begin(tracker, layout, &proof);
	if (status == YCF_OK)
		status = press_check_fonts(proof.press);
	for (unsigned i = 0; i < VALUES_SAMPLES && status == YCF_OK; i++)
		status = try_sample(&proof, i);
	if (status == YCF_OK && kind != NULL)
		*kind = document_kinds[press_kind(proof.press)];
	return end(&proof, status);
}

/* ---- looking ---- */

static ycf_status draw_all(const struct proof *proof, const char *title, struct output *output)
{
	if (strcmp(press_ending(proof->press), "pdf") != 0)
		return draw(proof, 0, output);
	ycf_status status = YCF_OK;
	for (unsigned i = 0; i < VALUES_SAMPLES && status == YCF_OK; i++)
		status = draw(proof, i, NULL);
	return status == YCF_OK ? press_finish(proof->press, title, output) : status;
}

ycf_status ycf_layout_preview(ycf_tracker *tracker, const char *layout, const char *path,
                              int descriptor)
{
	struct proof proof;
	struct output *output = NULL;
	ycf_status status = begin(tracker, layout, &proof);
	if (status == YCF_OK)
		status = press_spare(proof.press, path);
	if (status == YCF_OK)
		status = tracker_output(tracker, path, descriptor, &output);
	if (status == YCF_OK)
		status = draw_all(&proof, document_kinds[press_kind(proof.press)], output);
	if (status == YCF_OK)
		status = output_commit(output, message_of(&proof));
	else
		output_abandon(output);
	return end(&proof, status);
}

/* ---- what it may call upon ---- */

/* A value, a list (without a field), or a field of a list's rows. */
struct entry {
	const struct value_field *field;
	const struct list_field *list;
};

static struct entry entry_at(const char *document, size_t index)
{
	enum document_kind kind = document_kind_find(document);
	if (kind == DOCUMENT_KINDS)
		return (struct entry){NULL, NULL};
	const struct value_table *table = value_table(kind);
	if (index < table->count)
		return (struct entry){&table->fields[index], NULL};
	index -= table->count;
	for (size_t i = 0; i < table->list_count; i++) {
		const struct list_field *list = &table->lists[i];
		if (index <= list->count)
			return (struct entry){index > 0 ? &list->fields[index - 1] : NULL, list};
		index -= list->count + 1;
	}
	return (struct entry){NULL, NULL};
}

const char *ycf_layout_value_name(const char *document, size_t index)
{
	struct entry entry = entry_at(document, index);
	if (entry.field != NULL)
		return entry.field->name;
	return entry.list != NULL ? entry.list->name : NULL;
}

const char *ycf_layout_value_kind(const char *document, size_t index)
{
	static const char *const names[] = {
		[VALUE_TEXT] = "text", [VALUE_DATE] = "date", [VALUE_WORD] = "word",
		[VALUE_SENTENCE] = "text",
	};
	struct entry entry = entry_at(document, index);
	if (entry.field != NULL)
		return names[entry.field->kind];
	return entry.list != NULL ? "list" : NULL;
}

const char *ycf_layout_value_help(const char *document, size_t index)
{
	struct entry entry = entry_at(document, index);
	if (entry.field != NULL)
		return entry.field->help;
	return entry.list != NULL ? entry.list->help : NULL;
}

const char *ycf_layout_value_list(const char *document, size_t index)
{
	struct entry entry = entry_at(document, index);
	return entry.field != NULL && entry.list != NULL ? entry.list->name : NULL;
}
