/* Asking: terms such as `stage=accredited` as SQL, and cursors over the rows. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/alteration.h"
#include "domain/derived.h"
#include "domain/record.h"
#include "domain/reference.h"
#include "domain/select.h"

/* What is being asked, while its terms are read. */
struct question {
	struct ycf_tracker *tracker;
	const struct noun *noun;
	struct arena *arena;
	struct test *tests;
	size_t count;
	enum candidates candidates;
	int64_t setting;            /* of CANDIDATES_ONE */
	int64_t framework;          /* the edition to judge by; 0: each setting's own */
	ycf_date as_of;
	field_set fields;           /* those that are read */
	int64_t since;              /* of alterations: what is later */
	bool has_since;
};

/* ---- one term ---- */

struct operator {
	const char *text;
	enum test_kind kind;
};

/* Longer ones first, so that <= is not taken for <. */
static const struct operator operators[] = {
	{"!=", TEST_UNEQUAL}, {"<=", TEST_AT_MOST}, {">=", TEST_AT_LEAST}, {"=", TEST_EQUAL},
	{"<", TEST_LESS}, {">", TEST_MORE}, {"~", TEST_CONTAINS},
};

/* FIELD OPERATOR VALUE; NULL where there is no operator. */
static const struct operator *split_term(struct arena *arena, const char *term, char **field,
                                         const char **value)
{
	size_t length = strcspn(term, "!<>=~");
	for (size_t i = 0; i < COUNT_OF(operators); i++) {
		size_t size = strlen(operators[i].text);
		if (strncmp(term + length, operators[i].text, size) != 0)
			continue;
		const char *name = term;
		size_t name_length = length;
		text_trim(&name, &name_length);
		*field = arena_copy(arena, name, name_length);
		*value = term + length + size;
		return *field != NULL ? &operators[i] : NULL;
	}
	return NULL;
}

static struct test *next_test(struct question *question, const char *field, enum test_kind kind)
{
	struct test *test = &question->tests[question->count++];
	*test = (struct test){.field = field, .kind = kind};
	return test;
}

static ycf_status set_values(struct question *question, struct test *test, size_t count,
                             struct binding **values)
{
	*values = arena_take(question->arena, count * sizeof **values);
	if (*values == NULL)
		return message_memory(&question->tracker->message);
	test->values = *values;
	test->count = count;
	return YCF_OK;
}

static ycf_status test_number(struct question *question, const char *field, enum test_kind kind,
                              int64_t number)
{
	struct binding *value;
	struct test *test = next_test(question, field, kind);
	ycf_status status = set_values(question, test, 1, &value);
	if (status == YCF_OK)
		*value = (struct binding){.kind = BINDING_NUMBER, .number = number};
	return status;
}

/* One value as the store holds it, read as any value of that field is. */
static ycf_status read_value(struct question *question, const struct field *field,
                             const char *text, size_t length, struct binding *value)
{
	void *row = arena_take(question->arena, question->noun->size);
	if (row == NULL)
		return message_memory(&question->tracker->message);
	ycf_status status = field_read(field, row, text, length, question->arena,
	                               &question->tracker->message);
	if (status == YCF_OK && field_is_null(field, row))
		status = message_set(&question->tracker->message, YCF_INVALID,
		                     "a term on %s lacks a value; `%s=` alone finds what has none",
		                     field->name, field->name);
	if (status != YCF_OK)
		return status;
	const void *at = field_in(field, row);
	*value = (struct binding){.kind = BINDING_NUMBER};
	switch (field->kind) {
	case YCF_TEXT:
		*value = (struct binding){.kind = BINDING_TEXT, .text = *(const char *const *)at};
		break;
	case YCF_CHOICE:
		value->kind = BINDING_TEXT;
		value->text = choice_name(field->choices, *(const unsigned *)at);
		break;
	case YCF_DATE:
		value->kind = BINDING_DATE;
		value->number = *(const ycf_date *)at;
		break;
	case YCF_BOOLEAN:
		value->number = *(const bool *)at;
		break;
	case YCF_INTEGER:
	case YCF_TIME:
	case YCF_REFERENCE:
		value->number = *(const int64_t *)at;
		break;
	}
	return YCF_OK;
}

/* `kind=primary,secondary`: any of several choices. */
static ycf_status test_choices(struct question *question, const struct field *field,
                               struct test *test, const char *text)
{
	size_t count = 1;
	struct binding *values;
	for (const char *c = text; *c != '\0'; c++)
		count += *c == ',';
	ycf_status status = set_values(question, test, count, &values);
	for (size_t i = 0; i < count && status == YCF_OK; i++) {
		size_t length = strcspn(text, ",");
		status = read_value(question, field, text, length, &values[i]);
		text += length + (text[length] == ',');
	}
	return status;
}

/* A mark's editions are all meant by its newest, of what is computed. */
static const char any_edition[] =
	"(SELECT id FROM framework WHERE code = (SELECT code FROM framework WHERE id =";

static ycf_status test_reference(struct question *question, const struct field *field,
                                 enum test_kind kind, const char *text)
{
	int64_t id = 0;
	ycf_status status = reference_find(question->tracker, noun_find(field->target), text, 0, &id);
	if (status != YCF_OK)
		return status;
	if (kind == TEST_UNEQUAL)
		return test_number(question, field->name, kind, id);
	if (noun_is_derived(question->noun) && strcmp(field->name, "setting") == 0) {
		question->candidates = CANDIDATES_ONE;
		question->setting = id;
	}
	status = test_number(question, field->name, TEST_EQUAL, id);
	if (noun_is_derived(question->noun) && strcmp(field->name, "framework") == 0)
		question->tests[question->count - 1].inside = any_edition;
	return status;
}

/* A mistyped name would look like having no work. */
static ycf_status check_practitioner(struct question *question, const struct field *field,
                                     enum test_kind kind, const char *text)
{
	int64_t id = 0;
	if (!noun_is_derived(question->noun) || strcmp(field->name, "practitioner") != 0 ||
	    kind != TEST_EQUAL)
		return YCF_OK;
	return reference_find(question->tracker, &practitioner_noun, text, 0, &id);
}

static ycf_status test_field(struct question *question, const struct field *field,
                             enum test_kind kind, const char *text)
{
	if (text[0] == '\0' && (kind == TEST_EQUAL || kind == TEST_UNEQUAL)) {
		next_test(question, field->name, kind == TEST_EQUAL ? TEST_EMPTY : TEST_NOT_EMPTY);
		return YCF_OK;
	}
	if (field->kind == YCF_REFERENCE && (kind == TEST_EQUAL || kind == TEST_UNEQUAL))
		return test_reference(question, field, kind, text);
	struct test *test = next_test(question, field->name, kind);
	if (field->kind == YCF_CHOICE && (kind == TEST_EQUAL || kind == TEST_UNEQUAL)) {
		if (kind == TEST_EQUAL && noun_is_derived(question->noun) && strcmp(text, "known") == 0)
			question->candidates = CANDIDATES_KNOWN;
		return test_choices(question, field, test, text);
	}
	struct binding *value;
	ycf_status status = check_practitioner(question, field, kind, text);
	if (status == YCF_OK)
		status = set_values(question, test, 1, &value);
	if (status == YCF_OK && kind == TEST_CONTAINS)
		*value = (struct binding){.kind = BINDING_TEXT, .text = text};
	else if (status == YCF_OK)
		status = read_value(question, field, text, strlen(text), value);
	return status;
}

/* `setting=` of a noun that belongs to one through another. */
static ycf_status test_through(struct question *question, const char *text)
{
	int64_t setting = 0;
	const char *inside = NULL;
	ycf_status status = reference_find(question->tracker, &setting_noun, text, 0, &setting);
	if (status == YCF_OK)
		status = test_number(question, question->noun->through, TEST_EQUAL, setting);
	if (status == YCF_OK)
		inside = arena_format(question->arena, "(SELECT id FROM \"%s\" WHERE setting =",
		                      question->noun->through);
	if (status == YCF_OK && inside == NULL)
		return message_memory(&question->tracker->message);
	if (status == YCF_OK)
		question->tests[question->count - 1].inside = inside;
	return status;
}

static ycf_status test_changed_since(struct question *question, const char *text)
{
	int64_t time;
	ycf_date date = 0;
	char iso[DATE_ISO_SIZE];
	if (!time_read_iso(text, strlen(text), &time)) {
		if (date_read(text, strlen(text), &date) != DATE_READ)
			return message_set(&question->tracker->message, YCF_INVALID,
			                   "changed_since '%s' is neither a day nor a time; write "
			                   "2026-10-01 or 2026-10-01T09:30:00Z", text);
		date_write_iso(date, iso);
		time_read_iso(iso, strlen(iso), &time);
	}
	return test_number(question, "changed", TEST_AT_LEAST, time);
}

static ycf_status test_within(struct question *question, const char *text)
{
	char *end;
	long days = strtol(text, &end, 10);
	if (*end != '\0' || end == text || days < 0 || days > 100000)
		return message_set(&question->tracker->message, YCF_INVALID,
		                   "within '%s' is not a number of days", text);
	return test_number(question, "days", TEST_AT_MOST, days);
}

/* Where several moments are given, the latest. */
static ycf_status take_since(struct question *question, const char *text)
{
	int64_t since = 0;
	ycf_status status = alteration_since(question->tracker, text, &since);
	if (status == YCF_OK && (!question->has_since || since > question->since))
		question->since = since;
	question->has_since = true;
	return status;
}

static ycf_status read_term(struct question *question, const char *term)
{
	char *name;
	const char *value;
	struct message *message = &question->tracker->message;
	const struct noun *noun = question->noun;
	const struct operator *operator = split_term(question->arena, term, &name, &value);
	if (operator == NULL)
		return message_set(message, YCF_MISUSE,
		                   "'%s' is not a term; write FIELD=VALUE, FIELD~TEXT or FIELD<VALUE",
		                   term);
	const struct field *field = noun_field(noun, name);
	if (field != NULL)
		return test_field(question, field, operator->kind, value);
	ycf_status (*take)(struct question *, const char *) = NULL;
	if (strcmp(name, "setting") == 0 && noun->through != NULL)
		take = test_through;
	else if (strcmp(name, "changed_since") == 0 && !noun_is_derived(noun))
		take = test_changed_since;
	else if (strcmp(name, "within") == 0 && noun == &due_noun)
		take = test_within;
	else if (strcmp(name, "since") == 0 && noun == &alteration_noun)
		take = take_since;
	if (take == NULL)
		return noun_refuse_field(noun, name, message);
	return operator->kind == TEST_EQUAL ? take(question, value)
	       : message_set(message, YCF_MISUSE, "%s of %s is asked for by = alone; write %s=VALUE",
	                     name, noun->name, name);
}

/* ---- the order ---- */

static ycf_status order_sql(struct question *question, const char *sort, struct buffer *sql)
{
	if (sort == NULL || sort[0] == '\0') {
		if (question->noun->order != NULL)
			buffer_text(sql, question->noun->order);
		return YCF_OK;
	}
	bool descending = sort[0] == '-';
	const struct field *field = noun_field(question->noun, sort + descending);
	if (field == NULL)
		return noun_refuse_field(question->noun, sort + descending,
		                         &question->tracker->message);
	/* People look for "Elm" and "elm" together. */
	buffer_format(sql, field->kind == YCF_TEXT ? "folded(\"%s\")" : "\"%s\"", field->name);
	if (descending)
		buffer_text(sql, " DESC");
	if (question->noun->order != NULL)
		buffer_format(sql, ", %s", question->noun->order);
	return YCF_OK;
}

/* ---- the fields ---- */

/* All, where no names are given; else those alone, in their order. */
static ycf_status choose_fields(struct question *question, const char *const *names,
                                struct ycf_cursor *cursor)
{
	const struct noun *noun = question->noun;
	struct message *message = &question->tracker->message;
	size_t count = 0;
	question->fields = names == NULL ? ALL_FIELDS : 0;
	if (names == NULL)
		return YCF_OK;
	while (names[count] != NULL)
		count++;
	if (count == 0)
		return message_set(message, YCF_MISUSE,
		                   "no field was asked for; name one at least, or leave the list out");
	cursor->columns = calloc(count, sizeof *cursor->columns);
	if (cursor->columns == NULL)
		return message_memory(message);
	for (; cursor->column_count < count; cursor->column_count++) {
		const char *name = names[cursor->column_count];
		const struct field *field = noun_field(noun, name);
		if (field == NULL)
			return noun_refuse_field(noun, name, message);
		cursor->columns[cursor->column_count] = field;
		question->fields |= field_bit(noun, field);
	}
	return YCF_OK;
}

/* ---- asking ---- */

static ycf_status ask(struct question *question, const char *sort, struct rows **rows)
{
	struct buffer source = {0}, order = {0};
	struct message *message = &question->tracker->message;
	struct binding bindings[] = {
		BIND_DATE(":as_of", question->as_of), BIND_NUMBER(":setting", question->setting),
		{":framework", question->framework != 0 ? BINDING_NUMBER : BINDING_NULL,
		 question->framework, NULL}, BIND_NUMBER(":since", question->since),
	};
	struct selection selection = {
		.bindings = bindings, .binding_count = COUNT_OF(bindings), .tests = question->tests,
		.test_count = question->count, .fields = question->fields,
	};
	ycf_status status = order_sql(question, sort, &order);
	if (status == YCF_OK && noun_is_derived(question->noun)) {
		status = derived_sql(question->noun, question->candidates, &source, message);
		selection.source = buffer_string(&source);
		selection.next_block = derived_next_block(question->noun, question->candidates);
	}
	selection.order = order.length > 0 ? buffer_string(&order) : NULL;
	if (status == YCF_OK && (order.failed || source.failed))
		status = message_memory(message);
	if (status == YCF_OK)
		status = store_select(question->tracker->store, question->noun, &selection, rows);
	buffer_free(&source);
	buffer_free(&order);
	return status;
}

/* Some are told of one setting only. */
static ycf_status check_one(struct question *question)
{
	const struct noun *noun = question->noun;
	if ((noun == &history_noun || noun == &readiness_noun) &&
	    question->candidates != CANDIDATES_ONE)
		return message_set(&question->tracker->message, YCF_MISUSE,
		                   "%s is told of one setting; add setting=KEY", noun->name);
	if (noun == &alteration_noun && !question->has_since)
		return message_set(&question->tracker->message, YCF_MISUSE,
		                   "alterations are told since a moment; add since=2026-10-01, a time, "
		                   "or the token of a change");
	return YCF_OK;
}

static ycf_status read_terms(struct question *question, const char *const *terms)
{
	size_t count = 0;
	while (terms != NULL && terms[count] != NULL)
		count++;
	question->tests = arena_take(question->arena, (count + 1) * sizeof *question->tests);
	if (question->tests == NULL)
		return message_memory(&question->tracker->message);
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < count && status == YCF_OK; i++)
		status = read_term(question, terms[i]);
	return status == YCF_OK ? check_one(question) : status;
}

static ycf_status cursor_new(struct question *question, const char *sort,
                             const char *const *fields, struct ycf_cursor **cursor)
{
	struct ycf_cursor *made = calloc(1, sizeof *made);
	if (made == NULL)
		return message_memory(&question->tracker->message);
	made->tracker = question->tracker;
	tracker_hold(made->tracker);
	ycf_status status = record_new(question->tracker, question->noun, &made->record);
	if (status == YCF_OK)
		status = choose_fields(question, fields, made);
	if (status == YCF_OK) {
		made->record->fields = question->fields;
		status = ask(question, sort, &made->rows);
	}
	if (status == YCF_OK)
		*cursor = made;
	else
		ycf_cursor_free(made);
	return status;
}

ycf_status ycf_select(ycf_tracker *tracker, const char *noun, const char *const *terms,
                      const char *sort, ycf_date as_of, const char *const *fields,
                      ycf_cursor **cursor)
{
	struct question question = {
		.tracker = tracker, .as_of = as_of != 0 ? as_of : tracker_today(tracker), .arena = arena_new(),
	};
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK && question.arena == NULL)
		status = message_memory(&tracker->message);
	if (status == YCF_OK)
		status = record_noun(tracker, noun, &question.noun);
	if (status == YCF_OK && !date_is_valid(question.as_of))
		status = message_set(&tracker->message, YCF_INVALID, "as_of is not a day");
	if (status == YCF_OK)
		status = read_terms(&question, terms);
	if (status == YCF_OK)
		status = cursor_new(&question, sort, fields, cursor);
	arena_free(question.arena);
	return status;
}

ycf_status select_judged(struct ycf_tracker *tracker, const struct noun *noun, int64_t setting,
                         int64_t framework, ycf_date as_of, struct ycf_cursor **cursor)
{
	struct question question = {
		.tracker = tracker, .noun = noun, .candidates = CANDIDATES_ONE, .setting = setting,
		.framework = framework, .as_of = as_of,
	};
	return cursor_new(&question, NULL, NULL, cursor);
}

/* What the last call gave makes room. */
static ycf_status next_call(struct ycf_cursor *cursor)
{
	struct ycf_record *own = cursor->record;
	message_clear(&cursor->tracker->message);
	if (cursor->done)
		return YCF_DONE;
	if (cursor->failed != YCF_OK) {
		cursor->tracker->message = cursor->failure;
		return cursor->failed;
	}
	arena_reset(own->shown);
	arena_reset(own->arena);
	own->pending = arena_take(own->arena, own->noun->count * sizeof *own->pending);
	return own->pending != NULL ? YCF_OK : message_memory(&cursor->tracker->message);
}

static ycf_status next_row(struct ycf_cursor *cursor, struct ycf_record *record)
{
	record->row = arena_take(record->arena, record->noun->size);
	if (record->row == NULL)
		return message_memory(&cursor->tracker->message);
	ycf_status status = rows_next(cursor->rows, record->arena, record->row);
	cursor->done = status == YCF_DONE;
	if (status != YCF_ROW && status != YCF_DONE) {
		cursor->failed = status;
		cursor->failure = cursor->tracker->message;
	}
	return status;
}

int64_t cursor_total(const struct ycf_cursor *cursor)
{
	return rows_total(cursor->rows);
}

ycf_status ycf_cursor_next(ycf_cursor *cursor, const ycf_record **record)
{
	struct ycf_record *own = cursor->record;
	ycf_status status = next_call(cursor);
	if (status == YCF_OK)
		status = next_row(cursor, own);
	if (status == YCF_ROW) {
		*record = own;
		cursor->count++;
	}
	return status;
}

/* Room for one record more, and no more than `most`. */
static ycf_status grow_block(struct ycf_cursor *cursor, size_t most)
{
	enum { FIRST = 16 };
	size_t room = cursor->room == 0 ? FIRST : cursor->room * 2;
	if (most < room)
		room = most;
	struct ycf_record *block = realloc(cursor->block, room * sizeof *block);
	if (block != NULL)
		cursor->block = block;
	const ycf_record **blocked = realloc(cursor->blocked, room * sizeof *blocked);
	if (blocked != NULL)
		cursor->blocked = blocked;
	if (block == NULL || blocked == NULL)
		return message_memory(&cursor->tracker->message);
	cursor->room = room;
	return YCF_OK;
}

/* The records share the arenas of the cursor's own, and what none of them has pending. */
static ycf_status fill_block(struct ycf_cursor *cursor, size_t most, size_t *filled)
{
	ycf_status status = next_call(cursor);
	while (status == YCF_OK && *filled < most) {
		if (*filled == cursor->room)
			status = grow_block(cursor, most);
		if (status != YCF_OK)
			break;
		struct ycf_record *record = &cursor->block[*filled];
		*record = *cursor->record;
		status = next_row(cursor, record);
		if (status != YCF_ROW)
			break;
		++*filled;
		status = YCF_OK;
	}
	/* What ended it is told by the next call. */
	bool ended = status == YCF_DONE || cursor->failed != YCF_OK;
	return ended && *filled > 0 ? YCF_OK : status;
}

ycf_status ycf_cursor_block(ycf_cursor *cursor, size_t most, const ycf_record *const **records,
                            size_t *count)
{
	size_t filled = 0;
	if (most == 0) {
		message_clear(&cursor->tracker->message);
		return message_set(&cursor->tracker->message, YCF_MISUSE,
		                   "a block of no records was asked for; ask for one at least");
	}
	ycf_status status = fill_block(cursor, most, &filled);
	if (status != YCF_OK)
		return status;
	for (size_t i = 0; i < filled; i++)
		cursor->blocked[i] = &cursor->block[i];
	*records = cursor->blocked;
	*count = filled;
	cursor->count += (int64_t)filled;
	return YCF_ROW;
}

int64_t ycf_cursor_count(const ycf_cursor *cursor)
{
	return cursor->count;
}

void ycf_cursor_free(ycf_cursor *cursor)
{
	if (cursor == NULL)
		return;
	rows_free(cursor->rows);
	ycf_record_free(cursor->record);
	free(cursor->columns);
	free(cursor->block);
	free(cursor->blocked);
	tracker_release(cursor->tracker);
	free(cursor);
}
