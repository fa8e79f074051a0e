#include "document/walk.h"

#include "document/mark.h"

double walk_room(const struct walk *walk)
{
	return walk->compose->layout->flow_bottom - walk->y;
}

double walk_page(const struct walk *walk)
{
	return walk->compose->layout->flow_bottom - walk->compose->layout->flow_again;
}

static ycf_status draw_sheet(const struct walk *walk, const struct sheet *sheet)
{
	const struct compose *compose = walk->compose;
	ycf_status status = walk->canvas->acts->page(walk->canvas, compose->layout->width,
	                                             compose->layout->height, compose->scale);

	for (size_t i = 0; status == YCF_OK && i < sheet->count; i++)
		status = piece_draw(compose, walk->canvas, &sheet->pieces[i], 0, walk->page > 1);
	return status;
}

ycf_status walk_turn(struct walk *walk)
{
	const struct layout *layout = walk->compose->layout;
	ycf_status status = YCF_OK;

	if (walk->canvas != NULL && walk->page > 0)
		status = mark_draw(walk->compose, walk->canvas, false);
	if (status != YCF_OK)
		return status;
	walk->page++;
	walk->y = walk->page == 1 ? layout->flow_top : layout->flow_again;
	walk->fresh = true;
	return walk->canvas != NULL ? draw_sheet(walk, &walk->sheets[walk->page - 1]) : YCF_OK;
}
