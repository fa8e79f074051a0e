#include "document/table.h"

#include <math.h>
#include <string.h>

#include "document/symbol.h"

/* A sign stands before the words; parts of the type size. */
static const double SYMBOL_SIZE = 1.15, SYMBOL_GAP = 0.5, CAPITALS = 0.7;

struct cell {
	struct set_words words;
	int symbol;                    /* -1: none */
	double size;                   /* of the type it stands beside */
	const char *alt;               /* its code in words, where no text says it */
};

struct row {
	struct set_words group;        /* without lines where it belongs to the row above */
	struct cell *cells;
};

struct set_table {
	const struct layout_element *element;
	const struct layout_table *layout;
	struct cell *headings;
	struct row *rows;
	size_t row_count;
	struct set_words empty;
	double gap;                    /* above and below the words of a row */
};

/* ---- setting ---- */

static double symbol_room(const struct layout_column *column, double size)
{
	return column->symbol != NULL ? (SYMBOL_SIZE + SYMBOL_GAP) * size : 0;
}

static ycf_status set_symbol(const struct compose *compose, const struct scope *scope,
                             const struct layout_column *column, struct cell *cell)
{
	struct buffer code = {0};
	const char *name = column->symbol;

	cell->symbol = -1;
	if (name == NULL)
		return YCF_OK;
	/* a word's own code is wanted, not what the layout calls it */
	struct layout plain = *scope->layout;
	struct scope coded = *scope;
	plain.word_count = 0;
	coded.layout = &plain;
	ycf_status status = placeholder_expand(&coded, column->symbol_at, name, &code);
	for (char *at = code.data; at != NULL && *at != '\0'; at++)
		if (*at == ' ')
			*at = '_';
	if (status == YCF_OK && code.length > 0)
		cell->symbol = symbol_find(buffer_string(&code));
	if (status == YCF_OK)
		status = compose_text(compose, scope, column->symbol_at, name, &cell->alt);
	buffer_free(&code);
	return status;
}

static ycf_status run_or(const struct compose *compose, const struct scope *scope,
                         const struct layout_words *words,
                         const struct layout_words *otherwise, double width,
                         struct set_words *set)
{
	ycf_status status = words_run(compose, scope, words, width, set);

	if (status != YCF_OK || set->typeset.line_count > 0 || otherwise->text == NULL)
		return status;
	return words_run(compose, scope, otherwise, width, set);
}

static ycf_status set_cells(const struct compose *compose, const struct scope *scope,
                            const struct layout_table *table, struct cell **cells)
{
	*cells = arena_take(compose->arena, (table->column_count + 1) * sizeof **cells);
	if (*cells == NULL)
		return message_memory(compose->message);
	for (size_t i = 0; i < table->column_count; i++) {
		const struct layout_column *column = &table->columns[i];
		struct cell *cell = &(*cells)[i];
		cell->size = column->words.size * compose->closer;
		ycf_status status = set_symbol(compose, scope, column, cell);
		if (status == YCF_OK && column->words.text != NULL)
			status = run_or(compose, scope, &column->words, &column->otherwise,
			                column->width - symbol_room(column, cell->size),
			                &cell->words);
		else if (status == YCF_OK)
			cell->words = (struct set_words){.words = &column->words, .text = ""};
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static ycf_status set_headings(const struct compose *compose, struct set_table *table)
{
	struct scope scope = compose_scope(compose);
	size_t count = table->layout->column_count;

	table->headings = arena_take(compose->arena, (count + 1) * sizeof *table->headings);
	if (table->headings == NULL)
		return message_memory(compose->message);
	for (size_t i = 0; i < count; i++) {
		const struct layout_column *column = &table->layout->columns[i];
		table->headings[i].symbol = -1;
		ycf_status status = words_run(compose, &scope, &column->heading, column->width,
		                              &table->headings[i].words);
		if (status != YCF_OK)
			return status;
	}
	return YCF_OK;
}

static ycf_status set_group(const struct compose *compose, const struct scope *scope,
                            const struct set_table *table, const char **before,
                            struct set_words *group)
{
	ycf_status status = run_or(compose, scope, &table->layout->group,
	                           &table->layout->group_otherwise, table->element->width,
	                           group);

	if (status != YCF_OK)
		return status;
	if (*before != NULL && strcmp(*before, group->text) == 0)
		group->typeset.line_count = 0;
	*before = group->text;
	return YCF_OK;
}

static ycf_status set_row(const struct compose *compose, const struct scope *scope,
                          const struct set_table *table, const char **group,
                          struct row *row)
{
	ycf_status status = YCF_OK;

	if (table->layout->group.text != NULL)
		status = set_group(compose, scope, table, group, &row->group);
	if (status == YCF_OK)
		status = set_cells(compose, scope, table->layout, &row->cells);
	return status;
}

static ycf_status set_rows(const struct compose *compose, struct set_table *table)
{
	const struct value_row *first = compose->values->rows[table->layout->list_index];
	struct scope scope = compose_scope(compose);
	const char *group = NULL;
	size_t count = 0;

	scope.list = table->layout->list;
	for (const struct value_row *row = first; row != NULL; row = row->next)
		count++;
	table->rows = arena_take(compose->arena, (count + 1) * sizeof *table->rows);
	if (table->rows == NULL)
		return message_memory(compose->message);
	if (count == 0)                /* its names are looked at all the same */
		return set_row(compose, &scope, table, &group, &table->rows[0]);
	for (scope.row = first; scope.row != NULL; scope.row = scope.row->next) {
		ycf_status status = set_row(compose, &scope, table, &group,
		                            &table->rows[table->row_count]);
		if (status != YCF_OK)
			return status;
		table->row_count++;
	}
	return YCF_OK;
}

ycf_status table_set(const struct compose *compose, const struct layout_element *element,
                     struct set_table **out)
{
	struct set_table *table = arena_take(compose->arena, sizeof *table);
	struct scope scope = compose_scope(compose);

	if (table == NULL)
		return message_memory(compose->message);
	table->element = element;
	table->layout = &element->table;
	table->gap = element->table.gap * compose->closer;
	ycf_status status = set_headings(compose, table);
	if (status == YCF_OK)
		status = set_rows(compose, table);
	if (status == YCF_OK && element->table.empty.text != NULL)
		status = words_run(compose, &scope, &element->table.empty, element->width,
		                   &table->empty);
	if (status == YCF_OK)
		*out = table;
	return status;
}

/* ---- measuring ---- */

/* Of what a cell holds from a line on.  A sign is centred on the capitals of the
   first line and may reach into the gap around it. */
static double cell_height(const struct cell *cell, size_t from)
{
	double words = words_height(&cell->words, cell->words.typeset.line_count - from);

	if (cell->symbol < 0 || from > 0)
		return words;
	return fmax(words, cell->size * CAPITALS);
}

static double row_height(const struct set_table *table, const struct cell *cells,
                         const size_t *from)
{
	double height = 0;

	for (size_t i = 0; i < table->layout->column_count; i++)
		height = fmax(height, cell_height(&cells[i], from != NULL ? from[i] : 0));
	return height + 2 * table->gap;
}

static bool has_headings(const struct set_table *table)
{
	for (size_t i = 0; i < table->layout->column_count; i++)
		if (table->headings[i].words.typeset.line_count > 0)
			return true;
	return false;
}

static double headings_height(const struct set_table *table)
{
	return has_headings(table) ? row_height(table, table->headings, NULL) : 0;
}

static double group_height(const struct set_table *table, const struct row *row)
{
	size_t lines = row->group.typeset.line_count;

	return lines > 0 ? words_height(&row->group, lines) + 2 * table->gap : 0;
}

/* ---- drawing ---- */

static ycf_status draw_rule(struct walk *walk, const struct set_table *table)
{
	const struct layout_table *layout = table->layout;
	struct path path = {.arena = walk->compose->arena};
	struct element element = {.role = ROLE_DECORATION};

	if (walk->canvas == NULL || layout->rule == NULL)
		return YCF_OK;
	path_move(&path, table->element->x, walk->y);
	path_line(&path, table->element->x + table->element->width, walk->y);
	if (path.failed)
		return message_memory(walk->compose->message);
	ycf_status status = walk->canvas->acts->open(walk->canvas, &element);
	if (status == YCF_OK)
		status = walk->canvas->acts->path(walk->canvas, &path,
		                                  &(struct paint){.stroke = &layout->rule->colour,
		                                                  .thickness = layout->thickness});
	return status == YCF_OK ? walk->canvas->acts->close(walk->canvas) : status;
}

static ycf_status draw_symbol(const struct walk *walk, const struct cell *cell, double x,
                              double y)
{
	double size = cell->size * SYMBOL_SIZE;
	struct element element = {.role = ROLE_DECORATION};
	/* its middle at the height of the capitals' */
	double top = y + (CAPITALS * cell->size - size) / 2;

	if (cell->symbol < 0)
		return YCF_OK;
	if (cell->words.typeset.line_count == 0)
		element = (struct element){.role = ROLE_FIGURE, .alt = cell->alt, .x = x, .y = top,
		                           .width = size, .height = size};
	ycf_status status = walk->canvas->acts->open(walk->canvas, &element);
	if (status == YCF_OK)
		status = symbol_draw(walk->compose, walk->canvas, cell->symbol, x, top, size);
	return status == YCF_OK ? walk->canvas->acts->close(walk->canvas) : status;
}

/* Some lines of one cell. */
static ycf_status draw_cell(const struct walk *walk, const struct set_table *table,
                            const struct cell *cell, size_t number, size_t from,
                            size_t count, const struct element *element)
{
	const struct layout_column *column = &table->layout->columns[number];
	struct canvas *canvas = walk->canvas;
	double x = table->element->x + column->x, indent = 0;
	double y = walk->y + table->gap;
	ycf_status status = canvas->acts->open(canvas, element);

	if (cell->words.words != &column->heading)
		indent = symbol_room(column, cell->size);
	if (status == YCF_OK && from == 0)
		status = draw_symbol(walk, cell, x, y);
	if (status == YCF_OK)
		status = words_draw(canvas, &cell->words, from, count, x + indent, y,
		                    column->width - indent);
	return status == YCF_OK ? canvas->acts->close(canvas) : status;
}

static struct element cell_reading(const struct set_table *table, const struct cell *cell,
                                   size_t number, bool repeats, bool again)
{
	const struct layout_column *column = &table->layout->columns[number];
	bool heads_column = cell->words.words == &column->heading;

	if (repeats)
		return (struct element){.role = ROLE_DECORATION};
	return (struct element){
		.role = heads_column || column->heads_row ? ROLE_HEADER_CELL : ROLE_CELL,
		.heads_row = !heads_column,
		.again = again ? (unsigned)(table->layout->column_count - number) : 0,
	};
}

static ycf_status open_row(const struct walk *walk, bool repeats, bool again)
{
	struct element element = {.role = repeats ? ROLE_DECORATION : ROLE_ROW, .again = again};

	return walk->canvas->acts->open(walk->canvas, &element);
}

/* As many lines of each cell as go into the height: `from` moves on. */
static ycf_status draw_row(struct walk *walk, const struct set_table *table,
                           const struct cell *cells, size_t *from, double height,
                           bool repeats, bool again)
{
	ycf_status status = walk->canvas != NULL ? open_row(walk, repeats, again) : YCF_OK;

	for (size_t i = 0; status == YCF_OK && i < table->layout->column_count; i++) {
		size_t count = words_within(&cells[i].words, from[i],
		                            height - 2 * table->gap);
		struct element element = cell_reading(table, &cells[i], i, repeats, again);
		if (walk->canvas != NULL)
			status = draw_cell(walk, table, &cells[i], i, from[i], count, &element);
		from[i] += count;
	}
	if (status == YCF_OK && walk->canvas != NULL)
		status = walk->canvas->acts->close(walk->canvas);
	walk->y += height;
	walk->fresh = false;
	return status == YCF_OK ? draw_rule(walk, table) : status;
}

static size_t *new_places(const struct walk *walk, const struct set_table *table)
{
	size_t *from = arena_take(walk->compose->arena,
	                          (table->layout->column_count + 1) * sizeof *from);

	if (from == NULL)
		message_memory(walk->compose->message);
	return from;
}

static ycf_status draw_headings(struct walk *walk, const struct set_table *table, bool repeats)
{
	size_t *from = new_places(walk, table);

	if (from == NULL)
		return YCF_MEMORY;
	if (!has_headings(table))
		return YCF_OK;
	return draw_row(walk, table, table->headings, from, headings_height(table), repeats, false);
}

static ycf_status turn(struct walk *walk, const struct set_table *table)
{
	ycf_status status = walk_turn(walk);

	return status == YCF_OK ? draw_headings(walk, table, true) : status;
}

static ycf_status refuse_room(const struct walk *walk, const struct set_table *table,
                              const char *what)
{
	return yaml_refuse(walk->compose->layout->file, table->layout->at,
	                   "a page has no room for %s of this table between the flow's "
	                   "\"again\" and \"bottom\"; make its type smaller", what);
}

static ycf_status draw_group(struct walk *walk, const struct set_table *table,
                             const struct row *row)
{
	struct element element = {.role = ROLE_HEADER_CELL, .heads_row = true,
	                          .columns = (unsigned)table->layout->column_count};
	struct canvas *canvas = walk->canvas;
	size_t lines = row->group.typeset.line_count;
	ycf_status status = YCF_OK;

	if (lines == 0)
		return YCF_OK;
	if (group_height(table, row) > walk_room(walk))
		return refuse_room(walk, table, "a group's title");
	if (canvas != NULL) {
		status = open_row(walk, false, false);
		if (status == YCF_OK)
			status = canvas->acts->open(canvas, &element);
		if (status == YCF_OK)
			status = words_draw(canvas, &row->group, 0, lines, table->element->x,
			                    walk->y + table->gap, table->element->width);
		if (status == YCF_OK)
			status = canvas->acts->close(canvas);
		if (status == YCF_OK)
			status = canvas->acts->close(canvas);
	}
	walk->y += group_height(table, row);
	walk->fresh = false;
	return status;
}

static bool is_finished(const struct set_table *table, const struct cell *cells,
                        const size_t *from)
{
	for (size_t i = 0; i < table->layout->column_count; i++)
		if (from[i] < cells[i].words.typeset.line_count)
			return false;
	return true;
}

/* Some line of some cell goes into the height. */
static bool makes_headway(const struct set_table *table, const struct cell *cells,
                          const size_t *from, double height)
{
	for (size_t i = 0; i < table->layout->column_count; i++)
		if (words_within(&cells[i].words, from[i], height - 2 * table->gap) > 0)
			return true;
	return false;
}

static ycf_status turn_for(struct walk *walk, const struct set_table *table,
                           const struct cell *cells, const size_t *from)
{
	ycf_status status = turn(walk, table);

	if (status == YCF_OK && !makes_headway(table, cells, from, walk_room(walk)))
		status = refuse_room(walk, table, "one line");
	return status;
}

/* A row that no page holds whole is broken where the page ends. */
static ycf_status draw_parts(struct walk *walk, const struct set_table *table,
                             const struct cell *cells)
{
	size_t *from = new_places(walk, table);
	ycf_status status = from != NULL ? YCF_OK : YCF_MEMORY;
	bool again = false;

	do {
		double height = status == YCF_OK ? row_height(table, cells, from) : 0;
		if (status == YCF_OK && height > walk_room(walk)
		    && !makes_headway(table, cells, from, walk_room(walk)))
			status = turn_for(walk, table, cells, from);
		if (status == YCF_OK)
			status = draw_row(walk, table, cells, from, fmin(height, walk_room(walk)),
			                  false, again);
		again = true;
	} while (status == YCF_OK && !is_finished(table, cells, from));
	return status;
}

static ycf_status walk_row(struct walk *walk, const struct set_table *table,
                           const struct row *row)
{
	double group = group_height(table, row);
	double height = group + row_height(table, row->cells, NULL);
	bool whole = height <= walk_page(walk) - headings_height(table);
	double least = whole ? height : fmax(group, walk_page(walk) / 4);
	ycf_status status = YCF_OK;

	if (height > walk_room(walk) && least > walk_room(walk))
		status = turn(walk, table);
	if (status == YCF_OK)
		status = draw_group(walk, table, row);
	return status == YCF_OK ? draw_parts(walk, table, row->cells) : status;
}

static ycf_status draw_empty(struct walk *walk, const struct set_table *table)
{
	struct element element = {.role = ROLE_PARAGRAPH};
	const struct set_words *words = &table->empty;
	struct canvas *canvas = walk->canvas;
	ycf_status status = YCF_OK;

	if (words->typeset.line_count == 0)
		return YCF_OK;
	if (words->typeset.height > walk_room(walk))
		status = walk_turn(walk);
	if (status == YCF_OK && words->typeset.height > walk_room(walk))
		status = refuse_room(walk, table, "the \"empty:\" text");
	if (status == YCF_OK && canvas != NULL) {
		status = canvas->acts->open(canvas, &element);
		if (status == YCF_OK)
			status = words_draw(canvas, words, 0, words->typeset.line_count,
			                    table->element->x, walk->y, table->element->width);
		if (status == YCF_OK)
			status = canvas->acts->close(canvas);
	}
	walk->y += words->typeset.height;
	walk->fresh = false;
	return status;
}

static double whole_height(const struct set_table *table)
{
	double height = headings_height(table);

	for (size_t i = 0; i < table->row_count; i++)
		height += group_height(table, &table->rows[i])
			+ row_height(table, table->rows[i].cells, NULL);
	return height;
}

double table_least(const struct walk *walk, const struct set_table *table)
{
	if (table->row_count == 0)
		return table->empty.typeset.height;
	double whole = table->layout->whole ? whole_height(table) : walk_page(walk) + 1;
	if (whole <= walk_page(walk))
		return whole;
	double first = headings_height(table) + group_height(table, &table->rows[0])
		+ row_height(table, table->rows[0].cells, NULL);
	return fmin(first, walk_page(walk));
}

ycf_status table_walk(struct walk *walk, const struct set_table *table)
{
	struct element element = {.role = ROLE_TABLE};
	ycf_status status = YCF_OK;

	if (table->row_count == 0)
		return draw_empty(walk, table);
	if (walk->canvas != NULL)
		status = walk->canvas->acts->open(walk->canvas, &element);
	if (status == YCF_OK)
		status = draw_headings(walk, table, false);
	for (size_t i = 0; status == YCF_OK && i < table->row_count; i++)
		status = walk_row(walk, table, &table->rows[i]);
	if (status == YCF_OK && walk->canvas != NULL)
		status = walk->canvas->acts->close(walk->canvas);
	return status;
}
