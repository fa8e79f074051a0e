/* The rows of calls.h, and what every binding does with them. */
#include "caller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a tracker and its parts ---- */

const char *object_name(char letter)
{
	switch (letter) {
	case 't': return "ycf.tracker";
	case 'C': return "ycf.cursor";
	case 'D': return "ycf.document";
	case 'M': return "ycf.import";
	case 'P': return "ycf.reports";
	default: return NULL;
	}
}

static void free_object(char kind, void *object)
{
	if (kind == 'C')
		ycf_cursor_free(object);
	else if (kind == 'D')
		ycf_document_free(object);
	else if (kind == 'M')
		ycf_import_free(object);
	else if (kind == 'P')
		ycf_reports_free(object);
	else
		ycf_free(object);
}

static void put_first(struct part **list, struct part *part)
{
	part->next = *list;
	part->place = list;
	if (part->next != NULL)
		part->next->place = &part->next;
	*list = part;
}

static void take_out(struct part *part)
{
	*part->place = part->next;
	if (part->next != NULL)
		part->next->place = part->place;
}

struct part *part_new(struct tracker *tracker, char kind, void *object)
{
	struct part *part = malloc(sizeof *part);
	if (part == NULL)
		return NULL;
	*part = (struct part){.kind = kind, .object = object};
	put_first(&tracker->parts, part);
	return part;
}

void part_close(struct part *part)
{
	free_object(part->kind, part->object);
	part->object = NULL;
}

void part_drop(struct tracker *tracker, struct part *part)
{
	take_out(part);
	put_first(&tracker->dropped, part);
}

void free_dropped(struct tracker *tracker)
{
	struct part *part;
	while ((part = tracker->dropped) != NULL) {
		take_out(part);
		part_close(part);
		free(part);
	}
}

void close_parts(struct tracker *tracker)
{
	free_dropped(tracker);
	for (struct part *part = tracker->parts; part != NULL; part = part->next)
		part_close(part);
}

/* ---- rows ---- */

#define T call->tracker->handle
#define PART call->part->object
#define TEXT(n) call->text[n]
#define NUMBER(n) call->number[n]
#define INDEX(n) (size_t)call->number[n]
#define DAY(n) (ycf_date)call->number[n]
#define LIST call->list
#define OUTPUT call->path, (int)call->descriptor
#define RECORD call->record
#define MADE call->made
#define WORD call->word
#define FLAG call->flag
#define GIVE(place, value) (place = (value), YCF_OK)

/* Of a cursor's block, of which none is its end. */
static ycf_status read_on(ycf_status status)
{
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

#define CALL(name, signature, expression) \
	static ycf_status do_##name(struct call *call) \
	{ \
		(void)call; \
		return expression; \
	}
#include "calls.h"
#undef CALL

#define CALL(name, signature, expression) {#name, signature, do_##name},
const struct row rows[] = {
#include "calls.h"
	{NULL, NULL, NULL},
};

/* ---- calls ---- */

bool take_nothing(struct call *call, char letter)
{
	call->texts += letter == 'X' || letter == 'K';
	call->numbers += letter == 'd';
	return strchr("XKdlr", letter) != NULL;
}

bool take_day(struct call *call, const char *text)
{
	ycf_date day = ycf_date_read(text, &call->wrong);
	call->number[call->numbers++] = day;
	return day != 0;
}

bool take_list(struct call *call, size_t count)
{
	call->list = calloc(count + 1, sizeof *call->list);
	return call->list != NULL;
}

/* The revision of the record that the language has guards what is done with it: the library sees
   to what happens after this. */
ycf_status fetch_record(struct call *call)
{
	if (strchr(call->row->signature, 'N') != NULL)
		return ycf_record_new(T, TEXT(0), &RECORD);
	ycf_status status = ycf_get(T, TEXT(0), TEXT(1), &RECORD);
	if (status != YCF_OK || call->revision == 0 ||
	    call->revision == ycf_record_integer(RECORD, "revision"))
		return status;
	snprintf(call->room, sizeof call->room, "this %s was changed by somebody else since it was "
	         "read; read it again and repeat the change", TEXT(0));
	call->wrong = call->room;
	return YCF_CONFLICT;
}

struct failure call_failure(const struct call *call, ycf_status status)
{
	struct failure failure = {call->wrong, "", call->field != NULL ? call->field : "", 0};
	if (call->wrong == NULL && call->tracker != NULL) {
		const ycf_tracker *about = T;
		failure = (struct failure){ycf_message(about), ycf_message_record(about),
		                           ycf_message_field(about), ycf_message_row(about)};
	}
	if (failure.text == NULL || failure.text[0] == '\0')
		failure.text = ycf_status_text(status);
	return failure;
}

struct part *keep_made(struct call *call, char letter)
{
	struct part *part = part_new(call->tracker, letter, call->made.object);
	if (part != NULL)
		call->made.object = NULL;
	return part;
}

void call_end(struct call *call)
{
	const char *made = strpbrk(strchr(call->row->signature, ':'), "tCDMP");
	if (made != NULL)
		free_object(*made, call->made.object);
	ycf_record_free(call->record);
	free(call->list);
}

/* ---- fields ---- */

void read_fields(const char *noun, size_t count, struct field *fields)
{
	for (size_t i = 0; i < count; i++)
		fields[i] = (struct field){ycf_field_name(noun, i), ycf_field_kind(noun, i)};
}
