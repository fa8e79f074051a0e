/* The ratings of an assessment from a file of three columns. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "domain/assessment.h"
#include "exchange/heading.h"

struct rating_columns {
	int criterion, level, commentary;
};

static ycf_status find_columns(struct csv_reader *reader, const char *path,
                               struct message *message, struct rating_columns *columns)
{
	static const char *const names[][4] = {
		{"criterion", "code", "standard", NULL}, {"level", "rating", NULL, NULL},
		{"commentary", "comment", "reason", NULL},
	};
	int found[3] = {-1, -1, -1};
	struct csv_row row;
	for (int tried = 0; tried < 20; tried++) {
		ycf_status status = csv_next(reader, &row);
		if (status == YCF_DONE)
			break;
		if (status != YCF_ROW)
			return status;
		for (size_t which = 0; which < 3; which++)
			for (size_t name = 0; names[which][name] != NULL; name++)
				for (size_t i = 0; i < row.count; i++)
					if (heading_same(row.cells[i], names[which][name]))
						found[which] = (int)i;
		if (found[0] >= 0 && found[1] >= 0) {
			*columns = (struct rating_columns){found[0], found[1], found[2]};
			return YCF_OK;
		}
	}
	return message_set(message, YCF_INVALID,
	                   "%s: there are no columns 'criterion' and 'level' in its first rows; give "
	                   "the file the headings criterion, level, commentary", path);
}

static const char *cell(const struct csv_row *row, int column)
{
	return column >= 0 && (size_t)column < row->count &&
	       !text_is_blank(row->cells[column], row->lengths[column]) ? row->cells[column] : NULL;
}

static const char *trimmed(struct ycf_record *record, const char *text)
{
	size_t length = text != NULL ? strlen(text) : 0;
	if (text == NULL)
		return NULL;
	text_trim(&text, &length);
	return arena_copy(record->arena, text, length);
}

/* A row without a level is one that nobody rated. */
static ycf_status rate_row(struct ycf_record *record, struct occasion *occasion,
                           const struct csv_row *row, const struct rating_columns *columns,
                           const char *path)
{
	struct message *message = &record->tracker->message;
	const char *code = trimmed(record, cell(row, columns->criterion));
	const char *level = trimmed(record, cell(row, columns->level));
	if (level == NULL)
		return YCF_OK;
	ycf_status status = code == NULL
		? message_set(message, YCF_INVALID, "a level stands there without a criterion")
		: assessment_rate(occasion, code, level, cell(row, columns->commentary));
	if (status < YCF_INVALID || status >= YCF_CANCELLED)
		return status;
	struct message said = *message;
	message_clear(message);
	message_place(message, NULL, said.field, row->number);
	return message_set(message, status, "%s: row %" PRId64 ": %s", path, row->number, said.text);
}

static ycf_status rate_rows(struct ycf_record *record, struct csv_reader *reader,
                            const struct rating_columns *columns, const char *path)
{
	struct csv_row row;
	struct occasion occasion;
	size_t rated = 0;
	ycf_status status = occasion_begin(&occasion, record, NULL);
	if (status != YCF_OK)
		return status;
	while ((status = csv_next(reader, &row)) == YCF_ROW) {
		rated += cell(&row, columns->level) != NULL;
		status = rate_row(record, &occasion, &row, columns, path);
		if (status != YCF_OK)
			return status;
	}
	if (status == YCF_DONE && rated == 0)
		return message_set(&record->tracker->message, YCF_INVALID, "%s holds no ratings", path);
	return status == YCF_DONE ? YCF_OK : status;
}

ycf_status ycf_assess_file(ycf_record *record, const char *path)
{
	struct csv_options options = {0};
	struct csv_reader *reader = NULL;
	struct rating_columns columns;
	struct message *message = &record->tracker->message;
	message_clear(message);
	ycf_status status = csv_open(path, &options, message, &reader);
	if (status == YCF_OK)
		status = find_columns(reader, path, message, &columns);
	if (status == YCF_OK)
		status = assessment_begin(record);
	if (status == YCF_OK)
		status = assessment_end(record, rate_rows(record, reader, &columns, path));
	csv_close(reader);
	return status;
}
