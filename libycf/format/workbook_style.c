/* The styles of a workbook, for what they say of its numbers. */
#include <stdlib.h>
#include <string.h>

#include "format/workbook_parts.h"

struct format {
	unsigned long id;
	enum number_kind kind;
};

struct styles {
	struct workbook *workbook;
	struct format *formats;
	size_t format_count, format_room;
	bool in_cells;
};

static ycf_status add_format(struct styles *styles, const char *const *attributes)
{
	const char *id = part_attribute(attributes, "numFmtId");
	const char *code = part_attribute(attributes, "formatCode");
	if (id == NULL || code == NULL)
		return YCF_OK;
	if (styles->format_count == STYLES_MOST)
		return part_refuse(styles->workbook, "styles");
	ycf_status status = part_room(styles->workbook, &styles->formats, sizeof *styles->formats,
	                              styles->format_count, &styles->format_room);
	if (status != YCF_OK)
		return status;
	unsigned long number = strtoul(id, NULL, 10);
	styles->formats[styles->format_count++] =
		(struct format){number, number_kind_of(number, code)};
	return YCF_OK;
}

static enum number_kind find_kind(const struct styles *styles, unsigned long id)
{
	for (size_t i = 0; i < styles->format_count; i++)
		if (styles->formats[i].id == id)
			return styles->formats[i].kind;
	return number_kind_of(id, NULL);
}

static ycf_status add_style(struct styles *styles, const char *const *attributes)
{
	struct workbook *workbook = styles->workbook;
	const char *id = part_attribute(attributes, "numFmtId");
	if (workbook->style_count == STYLES_MOST)
		return part_refuse(workbook, "styles");
	ycf_status status = part_room(workbook, &workbook->styles, sizeof *workbook->styles,
	                              workbook->style_count, &workbook->style_room);
	if (status != YCF_OK)
		return status;
	workbook->styles[workbook->style_count++] =
		(unsigned char)find_kind(styles, id == NULL ? 0 : strtoul(id, NULL, 10));
	return YCF_OK;
}

static ycf_status on_start(void *context, const char *name, const char *const *attributes)
{
	struct styles *styles = context;
	const char *local = part_name(name);
	if (strcmp(local, "numFmt") == 0)
		return add_format(styles, attributes);
	if (strcmp(local, "cellXfs") == 0)
		styles->in_cells = true;
	else if (styles->in_cells && strcmp(local, "xf") == 0)
		return add_style(styles, attributes);
	return YCF_OK;
}

static ycf_status on_end(void *context, const char *name)
{
	struct styles *styles = context;
	if (strcmp(part_name(name), "cellXfs") == 0)
		styles->in_cells = false;
	return YCF_OK;
}

static ycf_status on_text(void *context, const char *text, size_t length)
{
	(void)context;
	(void)text;
	(void)length;
	return YCF_OK;
}

ycf_status workbook_read_styles(struct workbook *workbook)
{
	static const struct xml_handler handler = {on_start, on_end, on_text};
	struct styles styles = {.workbook = workbook};
	bool found;
	if (workbook->styles_path == NULL)
		return YCF_OK;
	ycf_status status = part_read(workbook, workbook->styles_path, &handler, &styles, &found);
	free(styles.formats);
	return status;
}
