/* The rows of calls.h, and what every binding does with them. */
#include "caller.h"

#include <inttypes.h>
#include <limits.h>
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
#define LIST(n) call->list[n]
#define OUTPUT call->path, whole(call->descriptor)
#define RECORD call->record
#define MADE call->made
#define WORD call->word
#define FLAG call->flag
#define GIVE(place, value) (place = (value), YCF_OK)

/* As an int, which is no other number than that. */
static int whole(int64_t number)
{
	return number > INT_MAX ? INT_MAX : number < INT_MIN ? INT_MIN : (int)number;
}

static ycf_status moved(struct call *call, ycf_date day, const char *unit)
{
	snprintf(call->room, sizeof call->room, "%" PRId64 " %s from there is no day that a tracker "
	         "can hold", NUMBER(1), unit);
	NUMBER(0) = day;
	if (day == 0)
		call->wrong = call->room;
	return day != 0 ? YCF_OK : YCF_INVALID;
}

/* What became of the record, as a number. */
static ycf_status upsert(ycf_record *record, const char *key, int64_t *outcome)
{
	ycf_count became = YCF_UNCHANGED;
	ycf_status status = ycf_upsert(record, key, &became);
	*outcome = became;
	return status;
}

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

ycf_status take_nothing(struct call *call, char letter)
{
	call->texts += letter == 'X' || letter == 'K';
	call->numbers += letter == 'b' || letter == 'd' || letter == 'r';
	call->lists += letter == 'l';
	return strchr("XKbdlr", letter) != NULL ? YCF_OK : YCF_MISUSE;
}

ycf_status take_number(struct call *call, char letter, int64_t number)
{
	if (letter == 'o')
		call->descriptor = number;
	else if (strchr("nbdyr", letter) != NULL)
		call->number[call->numbers++] = number;
	else
		return YCF_MISUSE;
	return YCF_OK;
}

/* A day as people write it. */
static ycf_status take_day(struct call *call, const char *text)
{
	const char *why;
	ycf_date day = ycf_date_read(text, &why);
	call->number[call->numbers++] = day;
	if (day != 0)
		return YCF_OK;
	snprintf(call->room, sizeof call->room, "the day '%s' %s", strlen(text) < 40 ? text : "...",
	         why);
	call->wrong = call->room;
	return YCF_INVALID;
}

/* NULL: out of memory. */
static const char **split(const char *texts, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += texts[i] == '\0';
	const char **list = calloc(count + 2, sizeof *list);   /* fields go by twos */
	for (size_t i = 0; i < count && list != NULL; i++, texts += strlen(texts) + 1)
		list[i] = texts;
	return list;
}

static ycf_status take_list(struct call *call, char letter, const char *texts, size_t length)
{
	const char **list = split(texts, length);
	if (list == NULL)
		call->wrong = ycf_status_text(YCF_MEMORY);
	if (letter == 'F')
		call->fields = list;
	else
		call->list[call->lists++] = list;
	return list != NULL ? YCF_OK : YCF_MEMORY;
}

ycf_status take_text(struct call *call, char letter, const char *text, size_t length)
{
	if (letter == 'F' || letter == 'l')
		return take_list(call, letter, text, length);
	if (strlen(text) != length)
		return YCF_MISUSE;
	if (letter == 'd' || letter == 'y')
		return take_day(call, text);
	if (letter == 'o')
		call->path = text;
	else if (strchr("xXkKNG", letter) != NULL)
		call->text[call->texts++] = text;
	else
		return YCF_MISUSE;
	return YCF_OK;
}

/* The stored record. The revision of the one that the language has guards what is done with it: the
   library sees to what happens after this. */
static ycf_status get_record(struct call *call)
{
	ycf_status status = ycf_get(T, TEXT(0), TEXT(1), &RECORD);
	if (status != YCF_OK || NUMBER(0) == 0 ||
	    NUMBER(0) == ycf_record_integer(RECORD, "revision"))
		return status;
	snprintf(call->room, sizeof call->room, "this %s was changed by somebody else since it was "
	         "read; read it again and repeat the change", TEXT(0));
	call->wrong = call->room;
	return YCF_CONFLICT;
}

ycf_status call_run(struct call *call)
{
	ycf_status status = YCF_OK;
	if (strchr(call->row->signature, 'N') != NULL)
		status = ycf_record_new(T, TEXT(0), &RECORD);
	else if (strchr(call->row->signature, 'G') != NULL)
		status = get_record(call);
	const char **field = call->fields;
	for (; status == YCF_OK && field != NULL && *field != NULL; field += 2)
		status = ycf_record_set(RECORD, field[0], field[1]);
	return status == YCF_OK ? call->row->run(call) : status;
}

struct failure call_failure(const struct call *call, ycf_status status)
{
	struct failure failure = {call->wrong, "", "", 0};
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
	struct part *part = malloc(sizeof *part);
	if (part == NULL)
		return NULL;
	*part = (struct part){.kind = letter, .object = call->made.object};
	put_first(&call->tracker->parts, part);
	call->made.object = NULL;
	return part;
}

void call_end(struct call *call)
{
	const char *made = strpbrk(strchr(call->row->signature, ':'), "tCDMP");
	if (made != NULL)
		free_object(*made, call->made.object);
	ycf_record_free(call->record);
	free(call->fields);
	free(call->list[0]);
	free(call->list[1]);
}

/* ---- fields ---- */

struct field field_at(const char *noun, size_t i)
{
	return (struct field){ycf_field_name(noun, i), ycf_field_kind(noun, i)};
}
