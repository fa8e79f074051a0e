#include "format/csv_reader.h"

#include <csv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "format/delimiter.h"
#include "format/encoding.h"

enum {
	PIECE = 64 * 1024,               /* parsed at a time */
	CELL_LIMIT = 1024 * 1024,
	ROW_LIMIT = 16 * 1024 * 1024,    /* bytes; more where a cell may be as long */
	CELLS_MOST = 65536,              /* in a row; Excel has 16,384 */
	PARSER_OPTIONS = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL
};

struct parsed_row {
	size_t first, count;             /* of its cells */
	int64_t number, line;
};

struct csv_reader {
	struct csv_parser parser;
	struct decoder *decoder;
	char *path;
	struct message *message;
	/* Rows before a fault are given first, so it waits here for its turn. */
	struct message fault;
	size_t cell_limit, row_limit;

	const char *block;               /* text not yet parsed */
	size_t left;
	bool ended;
	bool blanks;                     /* passing over blanks behind a closing quote */

	char *text;                      /* cells one behind another, each NUL-ended */
	size_t used, capacity;
	size_t *starts, *lengths;
	const char **cells;
	size_t count, cell_capacity;
	struct parsed_row *rows;
	size_t row_count, row_capacity, row_next;

	size_t row_first, row_start;     /* cells and text of the unfinished row */
	int64_t number, line;
	bool after_cr;
};

static ycf_status deliver(struct csv_reader *reader)
{
	if (reader->message->status == YCF_OK) {
		message_set(reader->message, reader->fault.status, "%s", reader->fault.text);
		message_place(reader->message, NULL, NULL, reader->fault.row);
	}
	return reader->fault.status;
}

static bool failed(const struct csv_reader *reader)
{
	return reader->fault.status != YCF_OK;
}

/* ---- where things are ---- */

/* The line on which the unfinished cell begins. */
static int64_t cell_line(const struct csv_reader *reader)
{
	bool after_cr = false;
	return reader->line + line_ends(reader->text + reader->row_start,
	                                reader->used - reader->row_start, &after_cr);
}

/* The line that parsing has come to within it. */
static int64_t parser_line(const struct csv_reader *reader)
{
	bool after_cr = false;
	return cell_line(reader) + line_ends((const char *)reader->parser.entry_buf,
	                                     reader->parser.entry_pos, &after_cr);
}

/* ---- faults ---- */

static void place_fault(struct csv_reader *reader)
{
	message_place(&reader->fault, NULL, NULL, reader->number + 1);
}

static void refuse_long_cell(struct csv_reader *reader)
{
	message_set(&reader->fault, YCF_INVALID,
	            "%s, line %" PRId64 ": a cell is longer than %zu bytes; close its quote or shorten"
	            " it", reader->path, cell_line(reader), reader->cell_limit);
	place_fault(reader);
}

static void refuse_long_row(struct csv_reader *reader)
{
	message_set(&reader->fault, YCF_INVALID,
	            "%s, line %" PRId64 ": a row is longer than %zu bytes or %d cells; check that this"
	            " is a CSV file", reader->path, reader->line, reader->row_limit, CELLS_MOST);
	place_fault(reader);
}

static void refuse_open_quote(struct csv_reader *reader)
{
	message_set(&reader->fault, YCF_INVALID,
	            "%s, line %" PRId64 ": a quote that opens here is never closed; add the closing"
	            " quote or take this one away", reader->path, cell_line(reader));
	place_fault(reader);
}

static void refuse_text_behind_quote(struct csv_reader *reader)
{
	int64_t opened = cell_line(reader), line = parser_line(reader);
	char from[64] = "";
	if (opened != line)
		snprintf(from, sizeof from, " that opens on line %" PRId64, opened);
	message_set(&reader->fault, YCF_INVALID,
	            "%s, line %" PRId64 ": text follows the closing quote of a cell%s; write a quote"
	            " inside a quoted cell twice, or take it away", reader->path, line, from);
	place_fault(reader);
}

/* ---- libcsv's callbacks: room was made beforehand ---- */

static void on_cell(void *text, size_t length, void *context)
{
	struct csv_reader *reader = context;
	if (failed(reader))
		return;
	if (length > reader->cell_limit) {
		refuse_long_cell(reader);
		return;
	}
	if (length > 0)
		memcpy(reader->text + reader->used, text, length);
	reader->text[reader->used + length] = '\0';
	reader->starts[reader->count] = reader->used;
	reader->lengths[reader->count++] = length;
	reader->used += length + 1;
}

static void finish_row(struct csv_reader *reader)
{
	bool after_cr = false;
	size_t count = reader->count - reader->row_first;
	size_t size = reader->used - reader->row_start;
	if (count > CELLS_MOST || size > reader->row_limit) {
		refuse_long_row(reader);
		return;
	}
	reader->rows[reader->row_count++] = (struct parsed_row){
		.first = reader->row_first, .count = count,
		.number = ++reader->number, .line = reader->line,
	};
	reader->line += line_ends(reader->text + reader->row_start, size, &after_cr);
	reader->row_first = reader->count;
	reader->row_start = reader->used;
}

/* Called for every line end outside quotes, and once at the end (-1). */
static void on_line_end(int end, void *context)
{
	struct csv_reader *reader = context;
	if (failed(reader))
		return;
	bool has_cells = reader->count > reader->row_first;
	if (has_cells)
		finish_row(reader);
	if (end == '\r' || (end == '\n' && (has_cells || !reader->after_cr)))
		reader->line++;
	reader->after_cr = end == '\r';
}

/* Text is kept byte for byte, so libcsv must not trim. */
static int is_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* ---- room ---- */

static bool make_cell_room(struct csv_reader *reader, size_t count)
{
	if (count <= reader->cell_capacity)
		return true;
	size_t *starts = reallocarray(reader->starts, count, sizeof *starts);
	reader->starts = starts != NULL ? starts : reader->starts;
	size_t *lengths = reallocarray(reader->lengths, count, sizeof *lengths);
	reader->lengths = lengths != NULL ? lengths : reader->lengths;
	const char **cells = reallocarray(reader->cells, count, sizeof *cells);
	reader->cells = cells != NULL ? cells : reader->cells;
	if (starts == NULL || lengths == NULL || cells == NULL)
		return false;
	reader->cell_capacity = count;
	return true;
}

static bool make_text_room(struct csv_reader *reader, size_t size)
{
	if (size <= reader->capacity)
		return true;
	char *text = realloc(reader->text, size);
	if (text == NULL)
		return false;
	reader->text = text;
	reader->capacity = size;
	return true;
}

static bool make_row_room(struct csv_reader *reader, size_t count)
{
	if (count <= reader->row_capacity)
		return true;
	struct parsed_row *rows = reallocarray(reader->rows, count, sizeof *rows);
	if (rows == NULL)
		return false;
	reader->rows = rows;
	reader->row_capacity = count;
	return true;
}

/* Each cell takes up a byte of the input or more beside its text, so this much
   is enough for `length` bytes whatever they are. */
static void make_room(struct csv_reader *reader, size_t length)
{
	if (!make_text_room(reader, reader->used + reader->parser.entry_pos + length + 2)
	    || !make_cell_room(reader, reader->count + length + 1)
	    || !make_row_room(reader, length + 1))
		message_memory(&reader->fault);
}

/* Forget the rows given out; the unfinished one moves to the front. */
static void drop_rows(struct csv_reader *reader)
{
	size_t count = reader->count - reader->row_first, start = reader->row_start;
	reader->row_count = reader->row_next = 0;
	if (start == 0)
		return;
	memmove(reader->text, reader->text + start, reader->used - start);
	for (size_t i = 0; i < count; i++) {
		reader->starts[i] = reader->starts[reader->row_first + i] - start;
		reader->lengths[i] = reader->lengths[reader->row_first + i];
	}
	reader->used -= start;
	reader->count = count;
	reader->row_first = reader->row_start = 0;
}

/* The text has stopped moving: let the cells point into it. */
static void point_cells(struct csv_reader *reader)
{
	for (size_t i = 0; i < reader->row_first; i++)
		reader->cells[i] = reader->text + reader->starts[i];
}

/* ---- quotes where strict CSV has none ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool cell_is_blank(const struct csv_reader *reader)
{
	for (size_t i = 0; i < reader->parser.entry_pos; i++)
		if (!is_blank((char)reader->parser.entry_buf[i]))
			return false;
	return true;
}

/* A quote in an unquoted cell: text, as in `5" pipe`; or, with only blanks
   before it, the opening of a quoted cell, which libcsv is told so. */
static void take_quote(struct csv_reader *reader)
{
	char quote = '"';
	if (cell_is_blank(reader)) {
		reader->parser.quoted = 1;
		reader->parser.entry_pos = 0;
		return;
	}
	csv_set_opts(&reader->parser, PARSER_OPTIONS & ~CSV_STRICT);
	csv_parse(&reader->parser, &quote, 1, on_cell, on_line_end, reader);
	csv_set_opts(&reader->parser, PARSER_OPTIONS);
}

/* What libcsv stopped at: the character is taken care of, or a fault. */
static void take_stray(struct csv_reader *reader, char c)
{
	if (csv_error(&reader->parser) != CSV_EPARSE)
		message_memory(&reader->fault);
	else if (!reader->parser.quoted)
		take_quote(reader);
	else if (is_blank(c))
		reader->blanks = true;
	else
		refuse_text_behind_quote(reader);
}

/* The blanks at the start, which must lead to the end of the cell. */
static size_t pass_blanks(struct csv_reader *reader, const char *piece, size_t length)
{
	char delimiter = (char)reader->parser.delim_char;
	size_t at = 0;
	while (at < length && is_blank(piece[at]) && piece[at] != delimiter)
		at++;
	if (at == length)
		return at;
	reader->blanks = false;
	if (piece[at] != delimiter && piece[at] != '\n' && piece[at] != '\r')
		refuse_text_behind_quote(reader);
	return at;
}

/* ---- parsing ---- */

static void parse(struct csv_reader *reader, const char *piece, size_t length)
{
	size_t at = 0;
	while (at < length && !failed(reader)) {
		if (reader->blanks)
			at += pass_blanks(reader, piece + at, length - at);
		if (at == length || failed(reader))
			return;
		at += csv_parse(&reader->parser, piece + at, length - at, on_cell, on_line_end,
		                reader);
		if (at < length && !failed(reader))
			take_stray(reader, piece[at++]);
	}
}

static void check_limits(struct csv_reader *reader)
{
	if (reader->parser.entry_pos > reader->cell_limit)
		refuse_long_cell(reader);
	else if (reader->used - reader->row_start > reader->row_limit
	         || reader->count - reader->row_first > CELLS_MOST)
		refuse_long_row(reader);
}

static void finish(struct csv_reader *reader)
{
	reader->ended = true;
	make_room(reader, 0);
	if (failed(reader))
		return;
	if (csv_fini(&reader->parser, on_cell, on_line_end, reader) != 0)
		refuse_open_quote(reader);
}

static void parse_piece(struct csv_reader *reader)
{
	size_t length = reader->left < PIECE ? reader->left : PIECE;
	make_room(reader, length);
	if (failed(reader))
		return;
	parse(reader, reader->block, length);
	if (!failed(reader))
		check_limits(reader);
	reader->block += length;
	reader->left -= length;
}

static void parse_more(struct csv_reader *reader)
{
	drop_rows(reader);
	if (reader->left == 0
	    && decoder_next(reader->decoder, &reader->block, &reader->left) != YCF_OK) {
		place_fault(reader);
		return;
	}
	if (reader->left > 0)
		parse_piece(reader);
	else
		finish(reader);
	point_cells(reader);
}

ycf_status csv_next(struct csv_reader *reader, struct csv_row *row)
{
	while (reader->row_next == reader->row_count) {
		if (failed(reader))
			return deliver(reader);
		if (reader->ended)
			return YCF_DONE;
		parse_more(reader);
	}
	const struct parsed_row *parsed = &reader->rows[reader->row_next++];
	*row = (struct csv_row){
		.count = parsed->count,
		.cells = reader->cells + parsed->first,
		.lengths = reader->lengths + parsed->first,
		.number = parsed->number,
		.line = parsed->line,
	};
	return YCF_ROW;
}

/* ---- opening and closing ---- */

static ycf_status start_parser(struct csv_reader *reader, char delimiter)
{
	char named = 0;
	ycf_status status = decoder_next(reader->decoder, &reader->block, &reader->left);
	if (status != YCF_OK)
		return status;
	size_t line = delimiter_line(reader->block, reader->left, &named);
	reader->line += line_ends(reader->block, line, &reader->after_cr);
	reader->block += line;
	reader->left -= line;
	if (delimiter == 0)
		delimiter = named != 0 ? named : delimiter_guess(reader->block, reader->left);
	csv_set_delim(&reader->parser, (unsigned char)delimiter);
	return YCF_OK;
}

static struct csv_reader *reader_new(const char *path, const struct csv_options *options,
                                     struct message *message)
{
	struct csv_reader *reader = calloc(1, sizeof *reader);
	if (reader == NULL)
		return NULL;
	csv_init(&reader->parser, PARSER_OPTIONS);
	csv_set_space_func(&reader->parser, is_no_space);
	csv_set_blk_size(&reader->parser, PIECE);
	reader->message = message;
	reader->line = 1;
	reader->cell_limit = options->cell_limit != 0 ? options->cell_limit : CELL_LIMIT;
	reader->row_limit = reader->cell_limit > ROW_LIMIT ? reader->cell_limit : ROW_LIMIT;
	reader->path = strdup(path);
	if (reader->path != NULL)
		return reader;
	csv_close(reader);
	return NULL;
}

ycf_status csv_open(const char *path, const struct csv_options *options,
                    struct message *message, struct csv_reader **reader)
{
	static const struct csv_options defaults;
	*reader = NULL;
	if (options == NULL)
		options = &defaults;
	if (options->delimiter != 0 && !delimiter_allowed(options->delimiter))
		return message_set(message, YCF_MISUSE,
		                   "a quote or a line end cannot part cells; name another delimiter,"
		                   " such as a comma");
	struct csv_reader *opened = reader_new(path, options, message);
	if (opened == NULL)
		return message_memory(message);
	ycf_status status = decoder_open(path, options->encoding, &opened->fault,
	                                 &opened->decoder);
	if (status == YCF_OK)
		status = start_parser(opened, options->delimiter);
	if (status == YCF_OK) {
		*reader = opened;
		return YCF_OK;
	}
	status = deliver(opened);
	csv_close(opened);
	return status;
}

void csv_close(struct csv_reader *reader)
{
	if (reader == NULL)
		return;
	csv_free(&reader->parser);
	decoder_close(reader->decoder);
	free(reader->text);
	free(reader->starts);
	free(reader->lengths);
	free(reader->cells);
	free(reader->rows);
	free(reader->path);
	free(reader);
}

char csv_delimiter(const struct csv_reader *reader)
{
	return (char)reader->parser.delim_char;
}

const char *csv_encoding(const struct csv_reader *reader)
{
	return decoder_encoding(reader->decoder);
}

void csv_progress(const struct csv_reader *reader, int64_t *done, int64_t *total)
{
	decoder_progress(reader->decoder, done, total);
}
