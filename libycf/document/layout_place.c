#include "document/layout_read.h"

/* Along one side of the page: from `first` over `length`, of `whole`. */
static ycf_status check_side(const struct layout *layout, const struct yaml *map,
                             const char *key, const char *length_key, double first,
                             double length, double whole, double edge)
{
	double over = first + length - (whole - edge);
	const struct yaml *at = yaml_get(map, key);

	if (first < edge - LAYOUT_SLACK)
		return yaml_refuse(layout->file, at, "this reaches beyond the page's margin; write "
		                   "%s: %g or more", key, layout_in_mm(edge));
	if (over <= LAYOUT_SLACK)
		return YCF_OK;
	if (yaml_get(map, length_key) != NULL)
		at = yaml_get(map, length_key);
	return yaml_refuse(layout->file, at != NULL ? at : map, "this reaches %.4g mm beyond the "
	                   "page's %s; make %s or %s smaller", layout_in_mm(over),
	                   edge > 0 ? "margin" : "edge", key, length_key);
}

/* Whether it fills a width and a height of its own. */
static bool has_area(const struct layout_element *element)
{
	return element->kind == LAYOUT_TEXT || element->kind == LAYOUT_BOX
		|| element->kind == LAYOUT_IMAGE;
}

static ycf_status read_draw_place(const struct layout *layout, const struct yaml *map,
                                  struct layout_element *element)
{
	bool area = has_area(element), must = element->kind != LAYOUT_PATH;
	double least = element->kind == LAYOUT_LINE ? 0 : 0.1;

	if (layout_read_mm(layout, map, "x", must, 0, &element->x) != YCF_OK
	    || layout_read_mm(layout, map, "y", must, 0, &element->y) != YCF_OK
	    || layout_read_mm(layout, map, "width", area || element->kind == LAYOUT_QR, least,
	                      &element->width) != YCF_OK
	    || layout_read_mm(layout, map, "height", area, least, &element->height) != YCF_OK)
		return layout->file->message->status;
	return YCF_OK;
}

static ycf_status check_flow_room(const struct layout *layout, const struct yaml *map,
                                  const char *key, double taken)
{
	double room = layout->flow_bottom - layout->flow_again;

	if (taken <= room + LAYOUT_SLACK)
		return YCF_OK;
	return yaml_refuse(layout->file, yaml_get(map, key), "the flow has only %g mm on a page; "
	                   "write %s: %g or less", layout_in_mm(room), key, layout_in_mm(room));
}

static ycf_status read_flow_place(const struct layout *layout, const struct yaml *map,
                                  struct layout_element *element)
{
	bool area = has_area(element) && element->kind != LAYOUT_TEXT;
	bool line = element->kind == LAYOUT_LINE, square = element->kind == LAYOUT_QR;
	double least = line ? 0 : 0.1, right = layout->width - layout->margin;

	element->x = layout->margin;
	if (layout_read_mm(layout, map, "x", false, 0, &element->x) != YCF_OK
	    || layout_read_mm(layout, map, "height", area, least, &element->height) != YCF_OK)
		return layout->file->message->status;
	if (element->x >= right)
		return yaml_refuse(layout->file, yaml_get(map, "x"), "this begins beyond the page's "
		                   "margin; write x: less than %g", layout_in_mm(right));
	/* a line with a height and no width is upright */
	if (!line || element->height <= 0)
		element->width = right - element->x;
	if (layout_read_mm(layout, map, "width", square, least, &element->width) != YCF_OK
	    || layout_read_mm(layout, map, "before", false, 0, &element->before) != YCF_OK
	    || layout_read_mm(layout, map, "needs", false, 0, &element->needs) != YCF_OK)
		return layout->file->message->status;
	if (check_flow_room(layout, map, "needs", element->needs) != YCF_OK
	    || check_flow_room(layout, map, "height", element->height) != YCF_OK)
		return layout->file->message->status;
	return check_flow_room(layout, map, "width", square ? element->width : 0);
}

ycf_status layout_read_place(const struct layout *layout, const struct yaml *map,
                             enum layout_section section, struct layout_element *element)
{
	bool words = element->kind == LAYOUT_TEXT || element->kind == LAYOUT_TABLE;
	double edge = words ? layout->margin : 0;
	ycf_status status = section == LAYOUT_IN_FLOW ? read_flow_place(layout, map, element)
	                                              : read_draw_place(layout, map, element);

	if (status != YCF_OK)
		return status;
	if (element->kind == LAYOUT_QR)
		element->height = element->width;
	if (element->kind == LAYOUT_LINE && element->width <= 0 && element->height <= 0)
		return yaml_refuse(layout->file, map, "this line has no length; write a width for "
		                   "one across, a height for one down the page");
	status = check_side(layout, map, "x", "width", element->x, element->width, layout->width,
	                    edge);
	if (status != YCF_OK || section == LAYOUT_IN_FLOW)
		return status;
	return check_side(layout, map, "y", element->kind == LAYOUT_QR ? "width" : "height",
	                  element->y, element->height, layout->height, edge);
}

