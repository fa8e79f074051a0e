#include "document/layout_read.h"

#include <string.h>

#include "base/memory.h"

static const double THICKNESS = 0.5, GAP = 1.5 * LAYOUT_POINTS_PER_MM,
                    BETWEEN = 2 * LAYOUT_POINTS_PER_MM;

static ycf_status refuse_list(const struct layout *layout, const struct yaml *at,
                              const char *name)
{
	const struct value_table *table = value_table(layout->kind);
	struct buffer known = {0};

	for (size_t i = 0; i < table->list_count; i++)
		buffer_format(&known, "%s%s", i > 0 ? ", " : "", table->lists[i].name);
	ycf_status status = table->list_count == 0
		? yaml_refuse(layout->file, at, "a %s has no lists; write a text in place of the "
		              "table", document_kinds[layout->kind])
		: yaml_refuse(layout->file, at, "\"%s\" is no list of a %s; write one of: %s",
		              layout_shown(layout, name), document_kinds[layout->kind],
		              buffer_string(&known));
	buffer_free(&known);
	return status;
}

static ycf_status read_rows(const struct layout *layout, const struct yaml *map,
                            struct layout_table *table)
{
	const struct value_table *values = value_table(layout->kind);
	const struct yaml *at = NULL;
	const char *name = NULL;
	ycf_status status = layout_read_text(layout, map, "rows", "the name of a list, such as "
	                                     "rows: standards", &at, &name);

	if (status != YCF_OK)
		return status;
	for (size_t i = 0; i < values->list_count; i++)
		if (strcmp(values->lists[i].name, name) == 0) {
			table->list = &values->lists[i];
			table->list_index = i;
			return YCF_OK;
		}
	return refuse_list(layout, at, name);
}

/* The keys of a kind of words in a table: those of cells, headings, groups. */
struct style_keys {
	const char *font, *size, *colour;
};

static const struct style_keys cell_keys = {"font", "size", "colour"};
static const struct style_keys heading_keys = {"heading_font", "heading_size", "heading_colour"};
static const struct style_keys group_keys = {"group_font", "group_size", "group_colour"};

/* What is not given stays as it stands in *words. */
static ycf_status read_style(const struct layout *layout, const struct yaml *map,
                             const struct style_keys *keys, bool required,
                             struct layout_words *words)
{
	if (layout_read_font(layout, map, keys->font, required, &words->font) != YCF_OK
	    || layout_read_number(layout, map, keys->size, required, 1, MOST_POINTS, "points",
	                          &words->size) != YCF_OK
	    || layout_read_colour(layout, map, keys->colour, required, &words->colour) != YCF_OK)
		return layout->file->message->status;
	words->least = words->wrap_below = words->size;
	return YCF_OK;
}

static ycf_status read_symbol(const struct layout *layout, const struct yaml *map,
                              struct layout_column *column)
{
	static const char *const colours[] = {"green", "amber", "red", "grey"};

	if (yaml_get(map, "symbol") == NULL)
		return YCF_OK;
	ycf_status status = layout_read_text(layout, map, "symbol", "the name of a value that is a "
	                                     "code, such as symbol: \"{standard.self_rag}\"",
	                                     &column->symbol_at, &column->symbol);
	for (size_t i = 0; status == YCF_OK && i < sizeof colours / sizeof colours[0]; i++)
		if (layout_find_colour(layout, colours[i]) == NULL)
			status = yaml_refuse(layout->file, column->symbol_at, "symbols are drawn in "
			                     "colours of the names green, amber, red and grey, and "
			                     "%s is not under \"colours:\"; add it there, such as "
			                     "%s: \"#808080\"", colours[i], colours[i]);
	return status;
}

/* A column without a heading says so: heading: "" */
static ycf_status read_heading(const struct layout *layout, const struct yaml *map,
                               struct layout_column *column)
{
	const struct yaml *at = yaml_get(map, "heading");

	if (at == NULL)
		return yaml_refuse(layout->file, map, "\"heading:\" is missing; write what stands "
		                   "above the column, or heading: \"\" for nothing");
	if (at->kind != YAML_TEXT)
		return yaml_refuse(layout->file, at, "the heading is no text; write it as "
		                   "heading: \"What\"");
	column->heading.at = at;
	column->heading.text = at->text;
	return YCF_OK;
}

/* In the style of the words whose place it takes. */
static ycf_status read_otherwise(const struct layout *layout, const struct yaml *map,
                                 const char *key, const struct layout_words *words,
                                 struct layout_words *otherwise)
{
	*otherwise = *words;
	otherwise->text = NULL;
	if (yaml_get(map, key) == NULL)
		return YCF_OK;
	return layout_read_text(layout, map, key, "what stands where there is nothing to say, "
	                        "such as \"Not yet rated\"", &otherwise->at, &otherwise->text);
}

static ycf_status read_cells(const struct layout *layout, const struct yaml *map,
                             struct layout_column *column)
{
	if (read_symbol(layout, map, column) != YCF_OK)
		return layout->file->message->status;
	if (yaml_get(map, "text") == NULL && column->symbol != NULL) {
		column->words.at = map;
		column->words.text = NULL;
		return YCF_OK;
	}
	return layout_read_text(layout, map, "text", "what stands in the column, such as "
	                        "text: \"{action.what}\", or a symbol:", &column->words.at,
	                        &column->words.text);
}

static ycf_status read_column(const struct layout *layout, const struct yaml *map,
                              struct layout_column *column)
{
	static const char *const keys[] = {
		"heading", "text", "otherwise", "symbol", "width", "align", "font", "size",
		"colour", "heads_row", NULL,
	};
	int align = LAYOUT_LEFT;

	column->at = map;
	if (yaml_check_keys(layout->file, map, keys) != YCF_OK
	    || read_heading(layout, map, column) != YCF_OK
	    || read_cells(layout, map, column) != YCF_OK
	    || read_style(layout, map, &cell_keys, false, &column->words) != YCF_OK
	    || layout_read_mm(layout, map, "width", true, 1, &column->width) != YCF_OK
	    || layout_read_choice(layout, map, "align", layout_aligns, &align) != YCF_OK
	    || yaml_boolean(layout->file, map, "heads_row", false, &column->heads_row) != YCF_OK)
		return layout->file->message->status;
	column->heading.align = column->words.align = (enum layout_align)align;
	return read_otherwise(layout, map, "otherwise", &column->words, &column->otherwise);
}

/* All but the last give up the space between columns at their right. */
static ycf_status part_columns(const struct layout *layout, const struct yaml *map,
                               struct layout_table *table)
{
	double between = BETWEEN;
	ycf_status status = layout_read_mm(layout, map, "between", false, 0, &between);

	for (size_t i = 0; status == YCF_OK && i + 1 < table->column_count; i++) {
		struct layout_column *column = &table->columns[i];
		column->width -= between;
		if (column->width < LAYOUT_POINTS_PER_MM)
			status = yaml_refuse(layout->file, yaml_get(column->at, "width"), "this column "
			                     "has no room beside the space between columns; write "
			                     "width: %g or more", layout_in_mm(between) + 1);
	}
	return status;
}

/* Each begins with the table's own style of cells and headings. */
static ycf_status read_columns(const struct layout *layout, const struct yaml *list,
                               const struct layout_column *model, double width,
                               struct layout_table *table)
{
	double x = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct layout_column *column = &table->columns[i];
		*column = *model;
		column->x = x;
		ycf_status status = read_column(layout, list->items[i], column);
		if (status != YCF_OK)
			return status;
		x += column->width;
		table->column_count++;
	}
	if (x > width + LAYOUT_SLACK)
		return yaml_refuse(layout->file, list, "the columns are %.4g mm wide together, the "
		                   "table is %.4g; write smaller widths", layout_in_mm(x),
		                   layout_in_mm(width));
	return YCF_OK;
}

static ycf_status read_column_list(const struct layout *layout, const struct yaml *map,
                                   const struct layout_column *model, double width,
                                   struct layout_table *table)
{
	const struct yaml *list = NULL;
	ycf_status status = yaml_list(layout->file, map, "columns", true, &list);

	if (status != YCF_OK)
		return status;
	if (list->count == 0)
		return yaml_refuse(layout->file, list, "a table needs columns; write at least one, "
		                   "such as - {heading: \"What\", text: \"...\", width: 60}");
	if (layout_check_count(layout, list, list->count, MOST_COLUMNS, "columns") != YCF_OK)
		return layout->file->message->status;
	table->columns = layout_take(layout, list->count, sizeof *table->columns);
	if (table->columns == NULL)
		return YCF_MEMORY;
	status = read_columns(layout, list, model, width, table);
	return status == YCF_OK ? part_columns(layout, map, table) : status;
}

static ycf_status read_group(const struct layout *layout, const struct yaml *map,
                             struct layout_table *table)
{
	static const char *const keys[] = {"group_font", "group_size", "group_colour",
	                                   "group_otherwise"};

	if (yaml_get(map, "group") != NULL) {
		ycf_status status = layout_read_text(layout, map, "group", "what stands above the "
		                                     "rows that belong together, such as "
		                                     "group: \"{action.standard_title}\"",
		                                     &table->group.at, &table->group.text);
		return status != YCF_OK ? status
			: read_otherwise(layout, map, "group_otherwise", &table->group,
			                 &table->group_otherwise);
	}
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (yaml_get(map, keys[i]) != NULL)
			return yaml_refuse(layout->file, yaml_get(map, keys[i]), "this table has no "
			                   "groups; write group: too, or take \"%s:\" out", keys[i]);
	return YCF_OK;
}

static ycf_status read_empty(const struct layout *layout, const struct yaml *map,
                             struct layout_words *empty)
{
	if (yaml_get(map, "empty") == NULL)
		return YCF_OK;
	return layout_read_text(layout, map, "empty", "what stands in place of the table while "
	                        "the list is empty, such as empty: \"None yet.\"", &empty->at,
	                        &empty->text);
}

static ycf_status read_rule(const struct layout *layout, const struct yaml *map,
                            struct layout_table *table)
{
	table->thickness = THICKNESS;
	table->gap = GAP;
	if (layout_read_colour(layout, map, "rule", false, &table->rule) != YCF_OK
	    || yaml_number(layout->file, map, "thickness", false, 0.1, MOST_POINTS,
	                   &table->thickness) != YCF_OK)
		return layout->file->message->status;
	if (table->rule == NULL && yaml_get(map, "thickness") != NULL)
		return yaml_refuse(layout->file, yaml_get(map, "thickness"), "this table has no "
		                   "rules between its rows; write their colour as rule: too, or "
		                   "take \"thickness:\" out");
	return layout_read_mm(layout, map, "gap", false, 0, &table->gap);
}

ycf_status layout_read_table(const struct layout *layout, const struct yaml *map,
                             double width, struct layout_table *table)
{
	struct layout_column model = {.words = {.line_spacing = 1.25, .role = ROLE_PARAGRAPH}};

	table->at = map;
	if (read_rows(layout, map, table) != YCF_OK
	    || read_style(layout, map, &cell_keys, true, &model.words) != YCF_OK
	    || yaml_number(layout->file, map, "line_spacing", false, 0.5, 5,
	                   &model.words.line_spacing) != YCF_OK)
		return layout->file->message->status;
	table->empty = model.heading = model.words;
	if (read_style(layout, map, &heading_keys, false, &model.heading) != YCF_OK)
		return layout->file->message->status;
	table->group = model.heading;
	if (read_style(layout, map, &group_keys, false, &table->group) != YCF_OK
	    || read_group(layout, map, table) != YCF_OK
	    || read_empty(layout, map, &table->empty) != YCF_OK
	    || read_rule(layout, map, table) != YCF_OK
	    || yaml_boolean(layout->file, map, "whole", false, &table->whole) != YCF_OK)
		return layout->file->message->status;
	return read_column_list(layout, map, &model, width, table);
}
