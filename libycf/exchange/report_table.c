/* The table of a report, from a CSV file or a sheet of a workbook: rows are known by their codes,
   columns by their headings, wherever they stand. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/form.h"
#include "exchange/heading.h"
#include "exchange/report_read.h"
#include "format/workbook_reader.h"
#include "format/writer.h"

enum { TITLE_ROWS = 20 };   /* how far down the headings are looked for */

struct table_row {
	size_t count;
	const char *const *cells;
	const size_t *lengths;
	const bool *errors;                   /* NULL: there are none */
	int64_t number;
};

struct table {
	struct returned *returned;
	const char *sheet;                    /* its name; NULL: a CSV file */
	int columns[FORM_COLUMNS];            /* where each stands, or -1 */
	bool found;                           /* the headings */
	bool guarded;                         /* cells may have our guard against formulas */
	bool identified;
	int64_t tried;
	/* of the present row */
	int64_t number;
	const char *texts[FORM_COLUMNS];      /* kept; NULL: blank */
};

/* ---- headings ---- */

static ycf_status refuse_pupils(const struct table *table, const struct table_row *row)
{
	const struct returned *returned = table->returned;
	for (size_t i = 0; i < row->count; i++) {
		if (!heading_is_of_pupils(row->cells[i]))
			continue;
		message_place(returned->message, NULL, row->cells[i], row->number);
		return message_set(returned->message, YCF_REFUSED,
		                   "%s: %s%s%scolumn '%s' holds records of single children, which this "
		                   "register never keeps; remove it and read the report again",
		                   returned->path, table->sheet != NULL ? "sheet '" : "",
		                   table->sheet != NULL ? table->sheet : "",
		                   table->sheet != NULL ? "', " : "", row->cells[i]);
	}
	return YCF_OK;
}

static void find_columns(struct table *table, const struct table_row *row)
{
	for (int column = 0; column < FORM_COLUMNS; column++) {
		table->columns[column] = -1;
		for (size_t i = 0; i < row->count; i++) {
			if (!heading_same(row->cells[i], form_headings[column]))
				continue;
			if (table->columns[column] < 0)
				table->columns[column] = (int)i;
			else
				returned_problem(table->returned, "", form_headings[column],
				                 "the column stands twice; remove or rename one");
		}
	}
}

static ycf_status look_for_headings(struct table *table, const struct table_row *row)
{
	bool code = false, answer = false;
	table->tried++;
	for (size_t i = 0; i < row->count; i++) {
		code = code || heading_same(row->cells[i], form_headings[COLUMN_CODE]);
		answer = answer || heading_same(row->cells[i], form_headings[COLUMN_ANSWER]);
	}
	if (!code || !answer)
		return row->count > 1 ? refuse_pupils(table, row) : YCF_OK;
	table->found = true;
	find_columns(table, row);
	/* Our CSV files have their headings in small letters, and guard what a spreadsheet might run.
	   It is on the cell still where such a file was saved as a workbook. */
	table->guarded = strcmp(row->cells[table->columns[COLUMN_CODE]],
	                        form_headings[COLUMN_CODE]) == 0;
	return refuse_pupils(table, row);
}

/* ---- cells ---- */

static const char *place(struct table *table, const char *code)
{
	const char *at = arena_format(table->returned->arena, "row %" PRId64 "%s%s", table->number,
	                              code != NULL ? ", " : "", code != NULL ? code : "");
	return at != NULL ? at : "";
}

static ycf_status take_cell(struct table *table, const struct table_row *row, int column)
{
	struct returned *returned = table->returned;
	size_t at = (size_t)table->columns[column];
	table->texts[column] = NULL;
	if (table->columns[column] < 0 || at >= row->count)
		return YCF_OK;
	const char *text = row->cells[at];
	size_t length = row->lengths[at];
	if (row->errors != NULL && row->errors[at] && column != COLUMN_QUESTION &&
	    column != COLUMN_LAST) {
		returned_problem(returned, place(table, NULL), form_headings[column],
		                 "the cell holds %s; write a plain text over it", text);
		return YCF_OK;
	}
	if (table->guarded && writer_unguard(text) != text) {
		text++;
		length--;
	}
	if (text_is_blank(text, length))
		return YCF_OK;
	if (column != COLUMN_COMMENTARY && column != COLUMN_KEPT_AT && column != COLUMN_ANSWER)
		text_trim(&text, &length);
	table->texts[column] = arena_copy(returned->arena, text, length);
	return table->texts[column] == NULL ? message_memory(returned->message) : YCF_OK;
}

static bool is_filled(const struct table *table)
{
	for (int i = COLUMN_ANSWER; i < FORM_COLUMNS; i++)
		if (table->texts[i] != NULL)
			return true;
	return false;
}

/* Of a row in which nothing was written, not even the code is kept. */
static ycf_status take_cells(struct table *table, const struct table_row *row)
{
	ycf_status status = YCF_OK;
	table->number = row->number;
	table->texts[COLUMN_CODE] = NULL;
	for (int i = COLUMN_ANSWER; i < FORM_COLUMNS && status == YCF_OK; i++)
		status = take_cell(table, row, i);
	return status == YCF_OK && is_filled(table) ? take_cell(table, row, COLUMN_CODE) : status;
}

/* ---- rows ---- */

/* "c-... s-... leeds:2024" */
static ycf_status take_identity(struct table *table)
{
	struct returned *returned = table->returned;
	const char *parts[3] = {NULL, NULL, NULL};
	const char *answer = table->texts[COLUMN_ANSWER] != NULL ? table->texts[COLUMN_ANSWER] : "";
	char *copy = arena_text(returned->arena, answer), *rest = NULL;
	if (copy == NULL)
		return message_memory(returned->message);
	size_t count = 0;
	for (char *part = strtok_r(copy, " ", &rest); part != NULL; part = strtok_r(NULL, " ", &rest))
		if (count++ < 3)
			parts[count - 1] = part;
	char *colon = count == 3 ? strchr(parts[2], ':') : NULL;
	table->identified = true;
	if (colon == NULL) {
		returned_problem(returned, place(table, "form"), "answer",
		                 "'%s' does not say whose report this is; put back what the form had "
		                 "there", answer);
		return YCF_OK;
	}
	*colon = '\0';
	returned->tracker = parts[0];
	returned->setting = parts[1];
	returned->reported.mark = parts[2];
	returned->reported.edition = colon + 1;
	return YCF_OK;
}

static unsigned choose(const char *const *choices, const char *text)
{
	for (unsigned i = 0; choices[i] != NULL; i++)
		if (heading_same(choices[i], text))
			return i + 1;
	return 0;
}

static void take_lead(struct table *table)
{
	static const char *const short_ones[] = {"Y", "N", NULL};
	static const char *const truths[] = {"TRUE", "FALSE", NULL};
	struct reported *reported = &table->returned->reported;
	const char *answer = table->texts[COLUMN_ANSWER];
	if (answer == NULL)
		return;
	reported->lead_in_post = choose(form_yes_no, answer);
	if (reported->lead_in_post == 0)
		reported->lead_in_post = choose(short_ones, answer);
	if (reported->lead_in_post == 0)
		reported->lead_in_post = choose(truths, answer);
	if (reported->lead_in_post == 0)
		returned_problem(table->returned, place(table, "lead"), "answer",
		                 "'%s' is neither yes nor no", answer);
}

static ycf_status take_action(struct table *table, const char *number)
{
	struct returned *returned = table->returned;
	struct reported_remark remark = {.note = table->texts[COLUMN_COMMENTARY]};
	const char *answer = table->texts[COLUMN_ANSWER];
	char *end;
	remark.number = strtoll(number, &end, 10);
	const char *at = arena_format(returned->arena, "action %s", number);
	if (at == NULL)
		return message_memory(returned->message);
	if (*end != '\0' || end == number || remark.number < 1) {
		returned_problem(returned, place(table, at), "code", "there is no such action");
		return YCF_OK;
	}
	if (table->texts[COLUMN_EVIDENCE] != NULL || table->texts[COLUMN_KEPT_AT] != NULL)
		returned_problem(returned, at, "evidence", "evidence belongs to a standard; write it in "
		                 "the standard's row");
	if (answer == NULL && remark.note == NULL)
		return YCF_OK;
	if (answer != NULL) {
		remark.state = choose(form_states, answer);
		if (remark.state == 0) {
			returned_problem(returned, at, "answer",
			                 "'%s' is not one of Done, Going on, Stuck", answer);
			return YCF_OK;
		}
	}
	return returned_remark(returned, remark);
}

static ycf_status take_note(struct table *table)
{
	struct returned *returned = table->returned;
	const char *answer = table->texts[COLUMN_ANSWER], *more = table->texts[COLUMN_COMMENTARY];
	const char *before = returned->reported.note;
	const char *note = answer == NULL || more == NULL ? (answer != NULL ? answer : more)
		: arena_format(returned->arena, "%s\n%s", answer, more);
	if (before != NULL && note != NULL)
		note = arena_format(returned->arena, "%s\n%s", before, note);
	if (note == NULL && (answer != NULL || more != NULL))
		return message_memory(returned->message);
	if (note != NULL)
		returned->reported.note = note;
	return YCF_OK;
}

/* ---- standards and criteria ---- */

static bool is_unchanged(const char *answer)
{
	return heading_same(answer, form_unchanged) || heading_same(answer, "unchanged") ||
	       heading_same(answer, "no change");
}

static ycf_status take_answer(struct table *table, const char *code, const char *at)
{
	struct returned *returned = table->returned;
	const char *answer = table->texts[COLUMN_ANSWER];
	struct reported_rating rating = {.code = code, .commentary = table->texts[COLUMN_COMMENTARY]};
	if (answer == NULL) {
		if (rating.commentary != NULL)
			returned_problem(returned, at, "answer", "there is a commentary but no answer; "
			                 "choose how things stand");
		return YCF_OK;
	}
	rating.unchanged = is_unchanged(answer);
	if (!rating.unchanged)
		rating.level = answer;
	else if (rating.commentary != NULL) {
		returned_warn(returned, at, "commentary", "it was left out, because the answer is "
		              "'%s', with which what was said before stands", form_unchanged);
		rating.commentary = NULL;
	}
	return returned_rate(returned, rating);
}

static ycf_status take_evidence(struct table *table, const char *code, const char *at)
{
	struct reported_evidence evidence = {
		.code = code, .title = table->texts[COLUMN_EVIDENCE],
		.kept_at = table->texts[COLUMN_KEPT_AT],
	};
	if (table->texts[COLUMN_DATED] != NULL)
		evidence.dated = returned_day(table->returned, at, "dated", table->texts[COLUMN_DATED]);
	if (evidence.title == NULL && evidence.kept_at == NULL && table->texts[COLUMN_DATED] == NULL)
		return YCF_OK;
	return returned_evidence(table->returned, evidence);
}

/* "standard 1.10" and "criterion 1.10" for codes that Excel would spoil. */
static const char *bare_code(const char *code, bool *criterion)
{
	static const char *const words[] = {"standard ", "criterion "};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strncasecmp(code, words[i], strlen(words[i])) == 0) {
			*criterion = i == 1;
			return code + strlen(words[i]);
		}
	*criterion = strchr(code, '.') != NULL;
	return code;
}

static ycf_status take_standard(struct table *table, const char *written)
{
	bool criterion;
	const char *code = bare_code(written, &criterion);
	const char *at = returned_place(table->returned, code, criterion);
	if (at == NULL)
		return message_memory(table->returned->message);
	ycf_status status = take_answer(table, code, at);
	return status == YCF_OK ? take_evidence(table, code, at) : status;
}

/* ---- which row it is ---- */

static enum form_row_kind kind_of(const char *code)
{
	for (int kind = FORM_SETTING; kind <= FORM_IDENTITY; kind++) {
		const char *known = form_row_code((enum form_row_kind)kind);
		if (known != NULL && heading_same(code, known))
			return (enum form_row_kind)kind;
	}
	return strncasecmp(code, "action ", 7) == 0 ? FORM_ACTION : FORM_STANDARD;
}

static void keep_answer(struct table *table, const char **kept, const char *code)
{
	const char *answer = table->texts[COLUMN_ANSWER];
	if (answer == NULL)
		return;
	if (*kept != NULL && strcmp(*kept, answer) != 0)
		returned_problem(table->returned, place(table, code), "answer", "this is answered twice");
	*kept = answer;
}

/* A name, a level or a day has no white space around it; a note is kept as it was typed. */
static ycf_status trim_answer(struct table *table)
{
	const char *answer = table->texts[COLUMN_ANSWER];
	if (answer == NULL)
		return YCF_OK;
	size_t length = strlen(answer);
	text_trim(&answer, &length);
	table->texts[COLUMN_ANSWER] = arena_copy(table->returned->arena, answer, length);
	return table->texts[COLUMN_ANSWER] == NULL ? message_memory(table->returned->message) : YCF_OK;
}

static ycf_status take_kind(struct table *table, enum form_row_kind kind, const char *code)
{
	struct reported *reported = &table->returned->reported;
	const char *answer = table->texts[COLUMN_ANSWER];
	switch (kind) {
	case FORM_IDENTITY:
		return take_identity(table);
	case FORM_DATE:
		if (answer != NULL)
			reported->date = returned_day(table->returned, "", "date", answer);
		return YCF_OK;
	case FORM_BY:
		keep_answer(table, &reported->reporter, code);
		return YCF_OK;
	case FORM_LEAD:
		take_lead(table);
		return YCF_OK;
	case FORM_NEW_LEAD:
		keep_answer(table, &reported->proposed_lead, code);
		return YCF_OK;
	case FORM_NEW_EMAIL:
		keep_answer(table, &reported->proposed_email, code);
		return YCF_OK;
	case FORM_NEW_TELEPHONE:
		keep_answer(table, &reported->proposed_telephone, code);
		return YCF_OK;
	case FORM_NOTE:
		return take_note(table);
	case FORM_ACTION:
		return take_action(table, code + 7);
	case FORM_STANDARD:
		return take_standard(table, code);
	default:
		return YCF_OK;
	}
}

static ycf_status take_row(struct table *table)
{
	const char *code = table->texts[COLUMN_CODE];
	if (!is_filled(table))
		return YCF_OK;
	if (code == NULL) {
		returned_problem(table->returned, place(table, NULL), "code", "the row does not say which "
		                 "standard or criterion it is about; write its code");
		return YCF_OK;
	}
	enum form_row_kind kind = kind_of(code);
	ycf_status status = kind != FORM_NOTE ? trim_answer(table) : YCF_OK;
	return status == YCF_OK ? take_kind(table, kind, code) : status;
}

/* The headings once more, as where pages were pasted together. */
static bool repeats_headings(const struct table *table)
{
	return table->texts[COLUMN_CODE] != NULL && table->texts[COLUMN_ANSWER] != NULL &&
	       heading_same(table->texts[COLUMN_CODE], form_headings[COLUMN_CODE]) &&
	       heading_same(table->texts[COLUMN_ANSWER], form_headings[COLUMN_ANSWER]);
}

static ycf_status take(struct table *table, const struct table_row *row)
{
	if (!table->found)
		return table->tried < TITLE_ROWS ? look_for_headings(table, row) : YCF_OK;
	ycf_status status = take_cells(table, row);
	if (status != YCF_OK || repeats_headings(table))
		return status;
	return take_row(table);
}

static ycf_status refuse_other(const struct returned *returned)
{
	return message_set(returned->message, YCF_INVALID,
	                   "%s is no self-report: no row of it has the headings 'code' and 'answer' of "
	                   "the form; send back the form itself", returned->path);
}

static void check_identified(const struct table *table)
{
	if (!table->identified)
		returned_problem(table->returned, "", "form", "the row 'form' is missing, which says whose "
		                 "report this is; copy it from the form that was sent out");
}

/* ---- the two kinds of file ---- */

ycf_status returned_read_csv(struct returned *returned)
{
	struct csv_reader *reader = NULL;
	struct csv_row row;
	struct table table = {.returned = returned};
	ycf_status status = csv_open(returned->path, NULL, returned->message, &reader);
	returned->reported.form = FORM_CSV;
	while (status == YCF_OK && (status = csv_next(reader, &row)) == YCF_ROW) {
		struct table_row plain = {
			.count = row.count, .cells = row.cells, .lengths = row.lengths,
			.number = row.number,
		};
		status = take(&table, &plain);
		if (status == YCF_OK && !table.found && table.tried >= TITLE_ROWS)
			status = YCF_DONE;
	}
	csv_close(reader);
	if (status != YCF_DONE)
		return status;
	if (!table.found)
		return refuse_other(returned);
	check_identified(&table);
	return YCF_OK;
}

static ycf_status read_sheet(struct returned *returned, struct workbook *workbook, size_t index,
                             bool *found)
{
	struct sheet *sheet = NULL;
	struct sheet_row row;
	struct table table = {.returned = returned, .sheet = xlsx_sheet_name(workbook, index)};
	ycf_status status = xlsx_sheet(workbook, index, &sheet);
	while (status == YCF_OK && sheet_next(sheet, &row)) {
		struct table_row plain = {
			.count = row.count, .cells = row.cells, .lengths = row.lengths,
			.errors = row.errors, .number = row.number,
		};
		status = take(&table, &plain);
		if (!table.found && table.tried >= TITLE_ROWS)
			break;
	}
	sheet_close(sheet);
	if (status != YCF_OK || !table.found)
		return status;
	if (*found)
		returned_problem(returned, "", "", "sheet '%s' is a second report in this workbook; keep "
		                 "one of them", table.sheet);
	*found = true;
	check_identified(&table);
	return YCF_OK;
}

ycf_status returned_read_book(struct returned *returned)
{
	struct workbook *workbook = NULL;
	bool found = false;
	ycf_status status = xlsx_open(returned->path, returned->message, &workbook);
	returned->reported.form = FORM_WORKBOOK;
	for (size_t i = 0; status == YCF_OK && i < xlsx_sheet_count(workbook); i++)
		status = read_sheet(returned, workbook, i, &found);
	xlsx_close(workbook);
	return status == YCF_OK && !found ? refuse_other(returned) : status;
}
