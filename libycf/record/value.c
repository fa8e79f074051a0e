/* The kinds of value: how each is told empty, read, written and compared. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base32.h"
#include "base/date.h"
#include "base/text.h"
#include "record/noun.h"

enum { SHOWN = 60 };   /* bytes of a bad value shown in a message */

static int64_t *integer_at(const struct field *field, void *row)
{
	return field_at(field, row);
}

static int64_t integer_in(const struct field *field, const void *row)
{
	return *(const int64_t *)field_in(field, row);
}

static const char *text_in(const struct field *field, const void *row)
{
	return *(const char *const *)field_in(field, row);
}

bool field_is_null(const struct field *field, const void *row)
{
	switch (field->kind) {
	case YCF_TEXT:
		return text_in(field, row) == NULL;
	case YCF_INTEGER:
		return integer_in(field, row) == INTEGER_NONE;
	case YCF_DATE:
		return *(const ycf_date *)field_in(field, row) == 0;
	case YCF_CHOICE:
		return *(const unsigned *)field_in(field, row) == 0;
	case YCF_TIME:
	case YCF_REFERENCE:
		return integer_in(field, row) == 0;
	case YCF_BOOLEAN:
		break;
	}
	return false;
}

bool field_is_blank(const struct field *field, const void *row)
{
	if (field_is_null(field, row))
		return true;
	return field->kind == YCF_TEXT &&
	       text_is_blank(text_in(field, row), strlen(text_in(field, row)));
}

void field_clear(const struct field *field, void *row)
{
	switch (field->kind) {
	case YCF_TEXT:
		*(const char **)field_at(field, row) = NULL;
		break;
	case YCF_INTEGER:
		*integer_at(field, row) = INTEGER_NONE;
		break;
	case YCF_DATE:
		*(ycf_date *)field_at(field, row) = 0;
		break;
	case YCF_CHOICE:
		*(unsigned *)field_at(field, row) = 0;
		break;
	case YCF_TIME:
	case YCF_REFERENCE:
		*integer_at(field, row) = 0;
		break;
	case YCF_BOOLEAN:
		*(bool *)field_at(field, row) = false;
		break;
	}
}

bool field_same(const struct field *field, const void *a, const void *b)
{
	switch (field->kind) {
	case YCF_TEXT: {
		const char *x = text_in(field, a), *y = text_in(field, b);
		return x == y || (x != NULL && y != NULL && strcmp(x, y) == 0);
	}
	case YCF_DATE:
		return *(const ycf_date *)field_in(field, a) == *(const ycf_date *)field_in(field, b);
	case YCF_CHOICE:
		return *(const unsigned *)field_in(field, a) == *(const unsigned *)field_in(field, b);
	case YCF_BOOLEAN:
		return *(const bool *)field_in(field, a) == *(const bool *)field_in(field, b);
	case YCF_INTEGER:
	case YCF_TIME:
	case YCF_REFERENCE:
		break;
	}
	return integer_in(field, a) == integer_in(field, b);
}

void field_copy(const struct field *field, void *to, const void *from)
{
	static const size_t sizes[] = {
		[YCF_TEXT] = sizeof(const char *), [YCF_INTEGER] = sizeof(int64_t),
		[YCF_BOOLEAN] = sizeof(bool), [YCF_DATE] = sizeof(ycf_date),
		[YCF_TIME] = sizeof(int64_t), [YCF_CHOICE] = sizeof(unsigned),
		[YCF_REFERENCE] = sizeof(int64_t),
	};
	memcpy(field_at(field, to), field_in(field, from), sizes[field->kind]);
}

/* ---- reading ---- */

/* A value of a file or a caller that cannot be: "FIELD 'TEXT' PROBLEM". */
static ycf_status refuse(const struct field *field, const char *text, size_t length,
                         struct message *message, const char *problem)
{
	struct buffer shown = {0};
	text_printable(&shown, text, length, SHOWN);
	message_set(message, YCF_INVALID, "%s '%s' %s", field->name, buffer_string(&shown), problem);
	message_place(message, NULL, field->name, 0);
	buffer_free(&shown);
	return YCF_INVALID;
}

static ycf_status read_text(const struct field *field, void *row, const char *text,
                            size_t length, struct arena *arena, struct message *message)
{
	if (field->flags & YCF_FIELD_CODE)
		text_trim(&text, &length);
	if (length == 0) {
		field_clear(field, row);
		return YCF_OK;
	}
	if (!text_valid(text, length, NULL))
		return refuse(field, text, length, message,
		              "is not UTF-8 text; convert it to UTF-8 first");
	if (length > field->limit && text_characters(text, length) > field->limit) {
		char problem[96];
		snprintf(problem, sizeof problem, "has %zu characters; it may have at most %zu",
		         text_characters(text, length), field->limit);
		return refuse(field, text, length, message, problem);
	}
	const char *kept = arena_copy(arena, text, length);
	if (kept == NULL)
		return message_memory(message);
	*(const char **)field_at(field, row) = kept;
	return YCF_OK;
}

static ycf_status read_integer(const struct field *field, void *row, const char *text,
                               size_t length, struct message *message)
{
	char copy[24], *end;
	if (length >= sizeof copy)
		return refuse(field, text, length, message, "is not a whole number");
	memcpy(copy, text, length);
	copy[length] = '\0';
	errno = 0;
	long long value = strtoll(copy, &end, 10);
	if (errno != 0 || *end != '\0' || end == copy || value == INT64_MIN)
		return refuse(field, text, length, message, "is not a whole number");
	*integer_at(field, row) = value;
	return YCF_OK;
}

static ycf_status read_boolean(const struct field *field, void *row, const char *text,
                               size_t length, struct message *message)
{
	static const char *const words[] = {"true", "yes", "1", "y", "false", "no", "0", "n", NULL};
	unsigned word = choice_read(words, text, length);
	if (word == 0)
		return refuse(field, text, length, message, "is neither yes nor no");
	*(bool *)field_at(field, row) = word <= 4;
	return YCF_OK;
}

static ycf_status read_date(const struct field *field, void *row, const char *text,
                            size_t length, struct message *message)
{
	ycf_date date = 0;
	enum date_reading reading = date_read(text, length, &date);
	if (reading != DATE_READ)
		return refuse(field, text, length, message, date_problem(reading));
	*(ycf_date *)field_at(field, row) = date;
	return YCF_OK;
}

static ycf_status read_time(const struct field *field, void *row, const char *text,
                            size_t length, struct message *message)
{
	if (!time_read_iso(text, length, integer_at(field, row)))
		return refuse(field, text, length, message,
		              "is not a time; write 2026-08-31T09:30:00Z");
	return YCF_OK;
}

static ycf_status refuse_choice(const struct field *field, const char *text, size_t length,
                                struct message *message)
{
	struct buffer problem = {0};
	buffer_text(&problem, "is not one of ");
	for (const char *const *choice = field->choices; *choice != NULL; choice++) {
		if (choice != field->choices)
			buffer_text(&problem, choice[1] == NULL ? " or " : ", ");
		buffer_text(&problem, *choice);
	}
	ycf_status status = refuse(field, text, length, message, buffer_string(&problem));
	buffer_free(&problem);
	return status;
}

static ycf_status read_choice(const struct field *field, void *row, const char *text,
                              size_t length, struct message *message)
{
	unsigned choice = choice_read(field->choices, text, length);
	if (choice == 0)
		return refuse_choice(field, text, length, message);
	*(unsigned *)field_at(field, row) = choice;
	return YCF_OK;
}

static ycf_status read_reference(const struct field *field, void *row, const char *text,
                                 size_t length, struct message *message)
{
	int64_t id;
	if (!token_read(NULL, text, length, &id))
		return refuse(field, text, length, message, "is not a record's token");
	*integer_at(field, row) = id;
	return YCF_OK;
}

ycf_status field_read(const struct field *field, void *row, const char *text, size_t length,
                      struct arena *arena, struct message *message)
{
	if (field->kind == YCF_TEXT)
		return read_text(field, row, text, length, arena, message);
	text_trim(&text, &length);
	if (length == 0) {
		field_clear(field, row);
		return YCF_OK;
	}
	switch (field->kind) {
	case YCF_INTEGER:
		return read_integer(field, row, text, length, message);
	case YCF_BOOLEAN:
		return read_boolean(field, row, text, length, message);
	case YCF_DATE:
		return read_date(field, row, text, length, message);
	case YCF_TIME:
		return read_time(field, row, text, length, message);
	case YCF_CHOICE:
		return read_choice(field, row, text, length, message);
	case YCF_REFERENCE:
	case YCF_TEXT:
		break;
	}
	return read_reference(field, row, text, length, message);
}

/* ---- writing ---- */

const char *field_write(const struct field *field, const void *row, const char *prefix,
                        char room[VALUE_SIZE])
{
	if (field_is_null(field, row))
		return NULL;
	switch (field->kind) {
	case YCF_TEXT:
		return text_in(field, row);
	case YCF_INTEGER:
		snprintf(room, VALUE_SIZE, "%" PRId64, integer_in(field, row));
		return room;
	case YCF_BOOLEAN:
		return *(const bool *)field_in(field, row) ? "true" : "false";
	case YCF_DATE:
		date_write_iso(*(const ycf_date *)field_in(field, row), room);
		return room;
	case YCF_TIME:
		time_write_iso(integer_in(field, row), room);
		return room;
	case YCF_CHOICE:
		return choice_name(field->choices, *(const unsigned *)field_in(field, row));
	case YCF_REFERENCE:
		break;
	}
	token_write(prefix, integer_in(field, row), room);
	return room;
}

/* ---- choices and tokens ---- */

/* Letters whatever their case; a space or hyphen is an underscore. */
static char plain(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == ' ' || c == '-' ? '_' : c;
}

static bool same_name(const char *name, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (name[i] == '\0' || name[i] != plain(text[i]))
			return false;
	return name[length] == '\0';
}

unsigned choice_read(const char *const *choices, const char *text, size_t length)
{
	/* The first letters tell most apart without a call. */
	char first = length > 0 ? plain(text[0]) : '\0';
	for (unsigned i = 0; choices[i] != NULL; i++)
		if (choices[i][0] == first && same_name(choices[i], text, length))
			return i + 1;
	return 0;
}

const char *choice_name(const char *const *choices, unsigned choice)
{
	return choice == 0 ? NULL : choices[choice - 1];
}

void token_write(const char *prefix, int64_t id, char out[VALUE_SIZE])
{
	size_t length = strlen(prefix);   /* a letter or two */
	memcpy(out, prefix, length);
	out[length] = '-';
	base32_write((uint64_t)id, out + length + 1);
}

enum { TOKEN_DIGITS = 13 };

bool token_read(const char *prefix, const char *text, size_t length, int64_t *id)
{
	uint64_t value;
	if (length < TOKEN_DIGITS + 2 || text[length - TOKEN_DIGITS - 1] != '-')
		return false;
	size_t letters = length - TOKEN_DIGITS - 1;
	if (prefix != NULL && (strlen(prefix) != letters || strncmp(prefix, text, letters) != 0))
		return false;
	if (!base32_read(text + letters + 1, TOKEN_DIGITS, &value) || value == 0 ||
	    value > INT64_MAX)
		return false;
	*id = (int64_t)value;
	return true;
}
