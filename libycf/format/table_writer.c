#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "format/writer_form.h"

enum {
	GAP = 2,
	READABLE = 12,                   /* columns that text is not narrowed below: a date fits */
	HELD_ROWS = 10000,
	HELD_BYTES = 4 * 1024 * 1024
};

static const char ellipsis[] = "\xE2\x80\xA6";
static const char rule[] = "\xE2\x94\x80";

struct column {
	char *heading;
	size_t heading_columns, word_columns;    /* all of it; its longest word */
	size_t cell_columns;                     /* its widest cell */
	size_t width;
	bool has_text, has_value;
	bool hidden;
};

/* A cell as shown. */
struct shown {
	const char *text;
	size_t length;
};

struct table_writer {
	struct writer base;
	size_t width;
	struct column *columns;
	bool cut;                        /* columns on the right are left out */
	bool started;                    /* the widths are settled, rows go straight on */
	struct arena *arena;             /* of the rows held until then */
	struct shown **rows;
	size_t row_count, held;
	struct buffer cell, line;
};

/* ---- widths ---- */

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t natural_width(const struct column *column)
{
	return larger(larger(column->cell_columns, column->heading_columns), 1);
}

/* With the heading broken between words. */
static size_t broken_width(const struct column *column)
{
	return larger(larger(column->cell_columns, column->word_columns), 1);
}

static bool is_number(const struct column *column)
{
	return column->has_value && !column->has_text;
}

/* Numbers are never cut, as a cut number is another number. */
static size_t least_width(const struct column *column)
{
	if (!is_number(column))
		return smaller(broken_width(column), READABLE);
	return larger(larger(column->cell_columns, smaller(column->word_columns, READABLE)), 1);
}

static size_t total_width(const struct table_writer *table)
{
	size_t total = table->cut ? 1 : 0, shown = table->cut ? 1 : 0;
	for (size_t i = 0; i < table->base.count; i++) {
		if (table->columns[i].hidden)
			continue;
		total += table->columns[i].width;
		shown++;
	}
	return total + (shown > 0 ? (shown - 1) * GAP : 0);
}

static void set_widths(struct table_writer *table, size_t (*width)(const struct column *))
{
	for (size_t i = 0; i < table->base.count; i++)
		table->columns[i].width = width(&table->columns[i]);
}

/* The rightmost column still shown; NULL where it is the only one. */
static struct column *last_column(struct table_writer *table)
{
	struct column *last = NULL;
	size_t shown = 0;
	for (size_t i = 0; i < table->base.count; i++) {
		if (table->columns[i].hidden)
			continue;
		last = &table->columns[i];
		shown++;
	}
	return shown > 1 ? last : NULL;
}

/* Leave out columns on the right that cannot be shown readably. */
static void cut_columns(struct table_writer *table)
{
	struct column *last;
	set_widths(table, least_width);
	while (total_width(table) > table->width && (last = last_column(table)) != NULL) {
		last->hidden = true;
		table->cut = true;
	}
}

static void break_headings(struct table_writer *table)
{
	while (total_width(table) > table->width) {
		struct column *best = NULL;
		size_t most = 0;
		for (size_t i = 0; i < table->base.count; i++) {
			struct column *column = &table->columns[i];
			size_t gain = column->width - broken_width(column);
			if (!column->hidden && gain > most) {
				best = column;
				most = gain;
			}
		}
		if (best == NULL)
			return;
		best->width -= most;
	}
}

/* A cell of a megabyte should not be narrowed column by column. */
static void clamp_widths(struct table_writer *table)
{
	for (size_t i = 0; i < table->base.count; i++) {
		struct column *column = &table->columns[i];
		column->width = smaller(column->width, larger(table->width, least_width(column)));
	}
}

static void narrow_widest(struct table_writer *table)
{
	for (size_t total = total_width(table); total > table->width; total--) {
		struct column *widest = NULL;
		for (size_t i = 0; i < table->base.count; i++) {
			struct column *column = &table->columns[i];
			if (!column->hidden && column->width > least_width(column)
			    && (widest == NULL || column->width > widest->width))
				widest = column;
		}
		if (widest == NULL)
			return;
		widest->width--;
	}
}

/* So narrow that one column alone is too wide: nothing is kept but the limit. */
static void force_width(struct table_writer *table)
{
	if (total_width(table) <= table->width)
		return;
	table->cut = false;
	for (size_t i = 0; i < table->base.count; i++)
		if (!table->columns[i].hidden)
			table->columns[i].width = smaller(table->columns[i].width, table->width);
}

static void settle_widths(struct table_writer *table)
{
	if (table->width == 0) {
		set_widths(table, natural_width);
		return;
	}
	cut_columns(table);
	set_widths(table, natural_width);
	break_headings(table);
	clamp_widths(table);
	narrow_widest(table);
	force_width(table);
}

/* ---- lines ---- */

static void add_spaces(struct buffer *line, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_char(line, ' ');
}

/* Add as much of a text as `width` columns hold; returns the columns taken. */
static size_t add_cut(struct buffer *line, const char *text, size_t length, size_t width)
{
	size_t columns = text_columns(text, length), used = 0;
	if (columns <= width) {
		buffer_add(line, text, length);
		return columns;
	}
	const char *at = text, *end = text + length, *keep = text;
	while (text_next(&at, end) >= 0) {
		size_t taken = text_columns(keep, (size_t)(at - keep));
		if (used + taken > width - 1)
			break;
		used += taken;
		keep = at;
	}
	for (; keep > text && keep[-1] == ' '; keep--)
		used--;
	buffer_add(line, text, (size_t)(keep - text));
	buffer_text(line, ellipsis);
	return used + 1;
}

static void add_aligned(struct buffer *line, const struct column *column, const char *text,
                        size_t length)
{
	size_t before = line->length;
	size_t used = add_cut(line, text, length, column->width);
	if (!is_number(column) || used >= column->width) {
		add_spaces(line, column->width - used);
		return;
	}
	size_t added = line->length - before, room = column->width - used;
	add_spaces(line, room);
	if (line->failed)
		return;
	memmove(line->data + before + room, line->data + before, added);
	memset(line->data + before, ' ', room);
}

static void end_line(struct table_writer *table, const char *mark)
{
	struct buffer *line = &table->line;
	if (table->cut) {
		add_spaces(line, GAP);
		buffer_text(line, mark);
	}
	while (line->length > 0 && line->data[line->length - 1] == ' ')
		line->length--;
	buffer_char(line, '\n');
	output_write(table->base.output, line->data, line->length);
	buffer_clear(line);
}

static bool next_column(struct table_writer *table, size_t *i, bool *first)
{
	while (*i < table->base.count && table->columns[*i].hidden)
		(*i)++;
	if (*i == table->base.count)
		return false;
	if (!*first)
		add_spaces(&table->line, GAP);
	*first = false;
	return true;
}

static void write_shown(struct table_writer *table, const struct shown *cells)
{
	bool first = true;
	for (size_t i = 0; next_column(table, &i, &first); i++)
		add_aligned(&table->line, &table->columns[i], cells[i].text, cells[i].length);
	end_line(table, ellipsis);
}

/* ---- heading ---- */

/* The words at *at that one line of the column holds, one at least. */
static struct shown heading_part(const struct column *column, const char **at)
{
	const char *start = *at, *end = start;
	while (*end != '\0') {
		const char *next = end + (*end == ' ');
		next += strcspn(next, " ");
		if (end != start && text_columns(start, (size_t)(next - start)) > column->width)
			break;
		end = next;
	}
	*at = end + (*end == ' ');
	return (struct shown){start, (size_t)(end - start)};
}

static size_t heading_lines(const struct column *column)
{
	size_t lines = 0;
	const char *at = column->heading;
	for (; *at != '\0'; lines++)
		heading_part(column, &at);
	return lines;
}

/* Line `line` of `lines`; headings of fewer lines stand at the bottom. */
static struct shown heading_line(const struct column *column, size_t line, size_t lines)
{
	size_t own = heading_lines(column);
	const char *at = column->heading;
	struct shown part = {"", 0};
	if (line + own < lines)
		return part;
	for (size_t i = lines - own; i <= line; i++)
		part = heading_part(column, &at);
	return part;
}

static void write_heading(struct table_writer *table)
{
	size_t lines = 0;
	for (size_t i = 0; i < table->base.count; i++)
		if (!table->columns[i].hidden)
			lines = larger(lines, heading_lines(&table->columns[i]));
	for (size_t line = 0; line < lines; line++) {
		bool first = true;
		for (size_t i = 0; next_column(table, &i, &first); i++) {
			struct shown part = heading_line(&table->columns[i], line, lines);
			add_aligned(&table->line, &table->columns[i], part.text, part.length);
		}
		end_line(table, line + 1 == lines ? ellipsis : "");
	}
}

static void write_rule(struct table_writer *table)
{
	bool first = true;
	for (size_t i = 0; next_column(table, &i, &first); i++)
		for (size_t j = 0; j < table->columns[i].width; j++)
			buffer_text(&table->line, rule);
	end_line(table, rule);
}

/* ---- rows ---- */

static void show(struct table_writer *table, const struct cell *cell)
{
	buffer_clear(&table->cell);
	if (cell->kind == CELL_BOOLEAN)
		buffer_text(&table->cell, strcmp(cell->text, "true") == 0 ? "yes" : "no");
	else if (cell->kind != CELL_NULL)
		text_printable(&table->cell, cell->text, cell->length, 0);
}

static void measure(struct column *column, const struct cell *cell, const struct buffer *shown)
{
	column->cell_columns = larger(column->cell_columns,
	                              text_columns(buffer_string(shown), shown->length));
	column->has_value = column->has_value || cell->kind != CELL_NULL;
	column->has_text = column->has_text
	                   || (cell->kind != CELL_NULL && cell->kind != CELL_NUMBER);
}

static ycf_status start(struct table_writer *table)
{
	table->started = true;
	settle_widths(table);
	write_heading(table);
	write_rule(table);
	for (size_t i = 0; i < table->row_count; i++)
		write_shown(table, table->rows[i]);
	arena_free(table->arena);
	table->arena = NULL;
	free(table->rows);
	table->rows = NULL;
	return table->line.failed ? message_memory(table->base.message) : YCF_OK;
}

static ycf_status hold(struct table_writer *table, const struct cell *cells)
{
	struct shown *row = arena_take(table->arena, table->base.count * sizeof *row);
	for (size_t i = 0; row != NULL && i < table->base.count; i++) {
		show(table, &cells[i]);
		measure(&table->columns[i], &cells[i], &table->cell);
		row[i].length = table->cell.length;
		row[i].text = arena_copy(table->arena, buffer_string(&table->cell),
		                         table->cell.length);
		if (row[i].text == NULL || table->cell.failed)
			return message_memory(table->base.message);
		table->held += table->cell.length + sizeof *row;
	}
	if (row == NULL)
		return message_memory(table->base.message);
	table->rows[table->row_count++] = row;
	return table->row_count == HELD_ROWS || table->held >= HELD_BYTES ? start(table) : YCF_OK;
}

static ycf_status table_row(struct writer *writer, const struct cell *cells)
{
	struct table_writer *table = (struct table_writer *)writer;
	if (!table->started)
		return hold(table, cells);
	bool first = true;
	for (size_t i = 0; next_column(table, &i, &first); i++) {
		show(table, &cells[i]);
		add_aligned(&table->line, &table->columns[i], buffer_string(&table->cell),
		            table->cell.length);
	}
	end_line(table, ellipsis);
	return table->line.failed || table->cell.failed ? message_memory(writer->message) : YCF_OK;
}

/* Only when all rows are known is a column known to be empty. */
static void hide_empty(struct table_writer *table)
{
	bool any = false;
	for (size_t i = 0; i < table->base.count; i++)
		any = any || table->columns[i].has_value;
	for (size_t i = 0; i < table->base.count; i++)
		table->columns[i].hidden = any && !table->columns[i].has_value;
}

static ycf_status table_end(struct writer *writer)
{
	struct table_writer *table = (struct table_writer *)writer;
	if (table->started)
		return YCF_OK;
	if (table->row_count == 0)
		return YCF_OK;
	hide_empty(table);
	return start(table);
}

/* ---- opening and closing ---- */

static void table_writer_free(struct writer *writer)
{
	struct table_writer *table = (struct table_writer *)writer;
	for (size_t i = 0; table->columns != NULL && i < writer->count; i++)
		free(table->columns[i].heading);
	free(table->columns);
	free(table->rows);
	arena_free(table->arena);
	buffer_free(&table->cell);
	buffer_free(&table->line);
	free(table);
}

static const struct writer_form table_form = {table_row, table_end, table_writer_free};

static bool set_heading(struct column *column, const char *name)
{
	column->heading = strdup(name);
	if (column->heading == NULL)
		return false;
	for (char *at = column->heading; (at = strchr(at, '_')) != NULL;)
		*at = ' ';
	column->heading_columns = text_columns(name, strlen(name));
	for (const char *at = column->heading; *at != '\0'; at += *at == ' ') {
		size_t word = strcspn(at, " ");
		column->word_columns = larger(column->word_columns, text_columns(at, word));
		at += word;
	}
	return true;
}

static bool prepare(struct table_writer *table, const char *const *columns)
{
	table->arena = arena_new();
	table->rows = calloc(HELD_ROWS, sizeof *table->rows);
	table->columns = calloc(table->base.count + 1, sizeof *table->columns);
	if (table->arena == NULL || table->rows == NULL || table->columns == NULL)
		return false;
	for (size_t i = 0; i < table->base.count; i++)
		if (!set_heading(&table->columns[i], columns[i]))
			return false;
	return true;
}

ycf_status table_writer_open(const struct writer *base, const struct writer_options *options,
                             const char *const *columns, struct writer **writer)
{
	struct table_writer *table = calloc(1, sizeof *table);
	if (table == NULL)
		return message_memory(base->message);
	table->base = *base;
	table->base.form = &table_form;
	table->width = options->width;
	if (!prepare(table, columns)) {
		table_writer_free(&table->base);
		return message_memory(base->message);
	}
	*writer = &table->base;
	return YCF_OK;
}
