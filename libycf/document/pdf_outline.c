/* The outline of a PDF: lines that lead to a place in it. */
#include "document/haru.h"

struct pdf_bookmark {
	struct pdf_bookmark *parent, *next, *previous, *first, *last;
	const char *title;
	unsigned count;                /* of the lines right within it */
	const struct pdf_page *page;
	double top;
	HPDF_Dict object;
};

struct pdf_bookmark *pdf_bookmark(struct pdf *pdf, const char *title)
{
	struct pdf_bookmark *bookmark = arena_take(pdf->arena, sizeof *bookmark);

	if (pdf->outline == NULL)
		pdf->outline = arena_take(pdf->arena, sizeof *pdf->outline);
	if (bookmark == NULL || pdf->outline == NULL)
		return NULL;
	bookmark->title = arena_text(pdf->arena, title);
	return bookmark->title == NULL ? NULL : bookmark;
}

void pdf_place_bookmark(struct pdf *pdf, struct pdf_bookmark *bookmark,
                        struct pdf_bookmark *within, double top)
{
	struct pdf_bookmark *parent = within != NULL ? within : pdf->outline;

	bookmark->page = pdf->page;
	bookmark->top = top;
	bookmark->parent = parent;
	bookmark->previous = parent->last;
	if (parent->last == NULL)
		parent->first = bookmark;
	else
		parent->last->next = bookmark;
	parent->last = bookmark;
	parent->count++;
}

static bool reserve(struct pdf *pdf, struct pdf_bookmark *bookmark)
{
	bookmark->object = pdf_object(pdf);
	for (struct pdf_bookmark *at = bookmark->first; at != NULL && bookmark->object != NULL;
	     at = at->next)
		if (!reserve(pdf, at))
			return false;
	return bookmark->object != NULL;
}

static void add_link(struct buffer *out, const char *key, const struct pdf_bookmark *to)
{
	if (to == NULL)
		return;
	buffer_text(out, key);
	pdf_add_reference(out, to->object);
}

static void add_place(struct buffer *out, const struct pdf_bookmark *bookmark)
{
	const struct pdf_page *page = bookmark->page;

	buffer_text(out, "/Title");
	pdf_add_text(out, bookmark->title);
	buffer_text(out, "/Dest[");
	pdf_add_reference(out, page->object);
	buffer_text(out, "/XYZ null ");
	pdf_add_number(out, (page->height - bookmark->top) * page->scale);
	buffer_text(out, " null]");
}

/* Lines within a line are folded away at first. */
static ycf_status write_bookmark(struct pdf *pdf, const struct pdf_bookmark *bookmark)
{
	struct buffer text = {0};

	if (bookmark->page != NULL)
		add_place(&text, bookmark);
	else
		buffer_text(&text, "/Type/Outlines");
	add_link(&text, "/Parent ", bookmark->parent);
	add_link(&text, "/Prev ", bookmark->previous);
	add_link(&text, "/Next ", bookmark->next);
	add_link(&text, "/First ", bookmark->first);
	add_link(&text, "/Last ", bookmark->last);
	if (bookmark->count > 0)
		buffer_format(&text, "/Count %s%u", bookmark->page != NULL ? "-" : "",
		              bookmark->count);
	ycf_status status = pdf_fill(pdf, bookmark->object, &text);
	buffer_free(&text);
	for (const struct pdf_bookmark *at = bookmark->first; at != NULL && status == YCF_OK;
	     at = at->next)
		status = write_bookmark(pdf, at);
	return status;
}

/* A document of one page needs none. */
ycf_status pdf_write_outline(struct pdf *pdf, struct buffer *catalog)
{
	if (pdf->outline == NULL || pdf->outline->first == NULL || pdf->page_count < 2)
		return YCF_OK;
	if (!reserve(pdf, pdf->outline))
		return pdf_check(pdf, "write the outline");
	buffer_text(catalog, "/PageMode/UseOutlines");
	add_link(catalog, "/Outlines ", pdf->outline);
	return write_bookmark(pdf, pdf->outline);
}
