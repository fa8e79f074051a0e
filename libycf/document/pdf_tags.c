/* The structure of a PDF: what is a heading, what a table, and in which order it
   is read. */
#include <string.h>

#include "document/haru.h"

/* An element, or the whole document. */
struct pdf_tag {
	struct pdf_tag *parent;
	struct pdf_kid *first, *last;
	enum reading role;
	const char *name;              /* of the structure type */
	bool decoration;               /* it stands in something that is passed over */
	bool used;                     /* something was drawn in it */
	bool waiting;                  /* its bookmark has no place yet */
	bool heads_row;
	unsigned columns;
	const char *alt;
	double x, y, width, height;
	struct pdf_bookmark *bookmark;
	HPDF_Dict object;
};

/* What is in an element: another one, or what is marked on a page. */
struct pdf_kid {
	struct pdf_kid *next;
	struct pdf_tag *tag;           /* or NULL */
	const struct pdf_page *page;
	unsigned mark;
};

/* Whose each piece of a page's marked content is. */
struct pdf_mark {
	struct pdf_mark *next;
	const struct pdf_tag *tag;
};

static const char *const names[] = {
	[ROLE_DECORATION] = "Artifact", [ROLE_PART] = "Part",
	[ROLE_HEADING_1] = "H1", [ROLE_HEADING_2] = "H2", [ROLE_HEADING_3] = "H3",
	[ROLE_PARAGRAPH] = "P", [ROLE_FIGURE] = "Figure",
	[ROLE_TABLE] = "Table", [ROLE_ROW] = "TR", [ROLE_HEADER_CELL] = "TH", [ROLE_CELL] = "TD",
};

/* ---- elements ---- */

ycf_status pdf_begin_tags(struct pdf *pdf)
{
	pdf->root = arena_take(pdf->arena, sizeof *pdf->root);
	if (pdf->root == NULL)
		return message_memory(pdf->message);
	pdf->root->role = ROLE_PART;
	pdf->root->name = "Document";
	pdf->root->used = true;
	pdf->open = pdf->root;
	return YCF_OK;
}

static bool add_kid(struct pdf *pdf, struct pdf_tag *parent, struct pdf_kid made)
{
	struct pdf_kid *kid = arena_take(pdf->arena, sizeof *kid);

	if (kid == NULL)
		return false;
	*kid = made;
	if (parent->last == NULL)
		parent->first = kid;
	else
		parent->last->next = kid;
	parent->last = kid;
	return true;
}

/* The caller's texts may be gone when the document is saved. */
static bool copy_texts(struct pdf *pdf, struct pdf_tag *tag, const struct element *element)
{
	if (element->role == ROLE_FIGURE) {
		tag->alt = arena_text(pdf->arena, element->alt != NULL ? element->alt : "");
		if (tag->alt == NULL)
			return false;
	}
	if (element->bookmark != NULL && !tag->decoration) {
		tag->bookmark = pdf_bookmark(pdf, element->bookmark);
		if (tag->bookmark == NULL)
			return false;
		tag->waiting = true;
		pdf->waiting++;
	}
	return true;
}

/* The one of that role that stands so far back in the open element. */
static struct pdf_tag *earlier(const struct pdf *pdf, const struct element *element)
{
	const struct pdf_kid *kid = pdf->open->first;
	unsigned count = 0;

	for (const struct pdf_kid *at = kid; at != NULL; at = at->next)
		count += at->tag != NULL && !at->tag->decoration;
	for (; kid != NULL; kid = kid->next)
		if (kid->tag != NULL && !kid->tag->decoration && count-- == element->again)
			return kid->tag;
	return NULL;
}

ycf_status pdf_open_tag(struct pdf *pdf, const struct element *element)
{
	struct pdf_tag *tag = element->again > 0 ? earlier(pdf, element) : NULL;

	if (tag != NULL) {
		pdf->open = tag;
		return YCF_OK;
	}
	tag = arena_take(pdf->arena, sizeof *tag);
	if (tag == NULL)
		return message_memory(pdf->message);
	tag->parent = pdf->open;
	tag->role = element->role;
	tag->name = names[element->role];
	tag->decoration = element->role == ROLE_DECORATION || pdf->open->decoration;
	tag->heads_row = element->heads_row;
	tag->columns = element->columns;
	tag->x = element->x;
	tag->y = element->y;
	tag->width = element->width;
	tag->height = element->height;
	if (!copy_texts(pdf, tag, element)
	    || !add_kid(pdf, pdf->open, (struct pdf_kid){.tag = tag}))
		return message_memory(pdf->message);
	pdf->open = tag;
	return YCF_OK;
}

ycf_status pdf_close_tag(struct pdf *pdf)
{
	if (pdf->open == pdf->root)
		return message_set(pdf->message, YCF_MISUSE, "an element is closed twice");
	if (pdf->open->waiting)
		pdf->waiting--;
	pdf->open->waiting = false;
	pdf->open = pdf->open->parent;
	return YCF_OK;
}

/* ---- marked content ---- */

/* What groups others has no content of its own: lines between a table's rows
   are decoration. */
static bool is_read(const struct pdf_tag *tag)
{
	return !tag->decoration && tag->role != ROLE_PART && tag->role != ROLE_TABLE
		&& tag->role != ROLE_ROW;
}

static struct pdf_bookmark *place_bookmarks(struct pdf *pdf, struct pdf_tag *tag, double top)
{
	if (tag == NULL)
		return NULL;
	struct pdf_bookmark *within = place_bookmarks(pdf, tag->parent, top);
	if (tag->bookmark == NULL)
		return within;
	if (tag->waiting) {
		/* a whole document begins with its page */
		double place = tag->role == ROLE_PART ? 0 : top;
		pdf_place_bookmark(pdf, tag->bookmark, within, place);
		tag->waiting = false;
		pdf->waiting--;
	}
	return tag->bookmark;
}

void pdf_end_mark(struct pdf *pdf)
{
	if (pdf->in_mark)
		buffer_text(&pdf->content, "EMC\n");
	pdf->in_mark = false;
	pdf->marked = NULL;
}

static bool begin_content(struct pdf *pdf, struct pdf_tag *tag)
{
	struct pdf_page *page = pdf->page;
	struct pdf_mark *mark = arena_take(pdf->arena, sizeof *mark);

	if (mark == NULL
	    || !add_kid(pdf, tag, (struct pdf_kid){.page = page, .mark = page->marks}))
		return false;
	buffer_char(&pdf->content, '/');
	buffer_text(&pdf->content, tag->name);
	buffer_text(&pdf->content, "<</MCID ");
	pdf_add_decimal(&pdf->content, page->marks, 0);
	buffer_text(&pdf->content, ">>BDC\n");
	mark->tag = tag;
	if (page->last == NULL)
		page->first = mark;
	else
		page->last->next = mark;
	page->last = mark;
	page->marks++;
	for (struct pdf_tag *at = tag; !at->used; at = at->parent)
		at->used = true;
	return true;
}

ycf_status pdf_mark(struct pdf *pdf, double top)
{
	struct pdf_tag *tag = is_read(pdf->open) ? pdf->open : NULL;

	if (!pdf->on_page)
		return message_set(pdf->message, YCF_MISUSE, "nothing can be drawn before a page");
	if (pdf->waiting > 0)
		place_bookmarks(pdf, pdf->open, top);
	if (pdf->in_mark && tag == pdf->marked)
		return YCF_OK;
	pdf_end_mark(pdf);
	if (tag == NULL)
		buffer_text(&pdf->content, "/Artifact BMC\n");
	else if (!begin_content(pdf, tag))
		return message_memory(pdf->message);
	pdf->in_mark = true;
	pdf->marked = tag;
	return YCF_OK;
}

/* ---- writing ---- */

/* An empty cell of a row stays, lest those behind it change columns. */
static bool is_written(const struct pdf_tag *tag)
{
	bool cell = tag->role == ROLE_CELL || tag->role == ROLE_HEADER_CELL;

	return tag->used || (cell && tag->parent->used);
}

static bool reserve(struct pdf *pdf, struct pdf_tag *tag)
{
	tag->object = pdf_object(pdf);
	for (const struct pdf_kid *kid = tag->first; kid != NULL && tag->object != NULL;
	     kid = kid->next)
		if (kid->tag != NULL && is_written(kid->tag) && !reserve(pdf, kid->tag))
			return false;
	return tag->object != NULL;
}

static void add_figure(struct buffer *out, const struct pdf_tag *tag,
                       const struct pdf_page *page)
{
	const double box[] = {tag->x, page->height - tag->y - tag->height, tag->x + tag->width,
	                      page->height - tag->y};

	buffer_text(out, "/Alt");
	pdf_add_text(out, tag->alt);
	buffer_text(out, "/A<</O/Layout/Placement/Block/BBox[");
	for (int i = 0; i < 4; i++) {
		buffer_text(out, i > 0 ? " " : "");
		pdf_add_number(out, box[i] * page->scale);
	}
	buffer_text(out, "]>>");
}

static void add_cell(struct buffer *out, const struct pdf_tag *tag)
{
	bool heads = tag->role == ROLE_HEADER_CELL;

	if (!heads && tag->columns < 2)
		return;
	buffer_text(out, "/A<</O/Table");
	if (heads)
		buffer_text(out, tag->heads_row ? "/Scope/Row" : "/Scope/Column");
	if (tag->columns > 1)
		buffer_format(out, "/ColSpan %u", tag->columns);
	buffer_text(out, ">>");
}

/* The page that the element's content is on unless it says otherwise. */
static const struct pdf_page *first_page(const struct pdf_tag *tag)
{
	for (const struct pdf_kid *kid = tag->first; kid != NULL; kid = kid->next)
		if (kid->tag == NULL)
			return kid->page;
	return NULL;
}

static void add_kid_text(struct buffer *out, const struct pdf_kid *kid,
                         const struct pdf_page *page)
{
	if (kid->tag != NULL) {
		pdf_add_reference(out, kid->tag->object);
	} else if (kid->page == page) {
		buffer_format(out, "%u", kid->mark);
	} else {
		buffer_text(out, "<</Type/MCR/Pg ");
		pdf_add_reference(out, kid->page->object);
		buffer_format(out, "/MCID %u>>", kid->mark);
	}
}

static void add_kids(struct buffer *out, const struct pdf_tag *tag, const struct pdf_page *page)
{
	unsigned count = 0;

	for (const struct pdf_kid *kid = tag->first; kid != NULL; kid = kid->next) {
		if (kid->tag != NULL && !is_written(kid->tag))
			continue;
		buffer_text(out, count++ == 0 ? "/K[" : " ");
		add_kid_text(out, kid, page);
	}
	if (count > 0)
		buffer_char(out, ']');
}

static ycf_status write_tag(struct pdf *pdf, const struct pdf_tag *tag, HPDF_Dict parent)
{
	const struct pdf_page *page = first_page(tag);
	struct buffer text = {0};

	buffer_text(&text, "/S/");
	buffer_text(&text, tag->name);
	buffer_text(&text, "/P ");
	pdf_add_reference(&text, parent);
	if (page != NULL) {
		buffer_text(&text, "/Pg ");
		pdf_add_reference(&text, page->object);
	}
	add_kids(&text, tag, page);
	if (tag->role == ROLE_FIGURE && page != NULL)
		add_figure(&text, tag, page);
	if (tag->role == ROLE_CELL || tag->role == ROLE_HEADER_CELL)
		add_cell(&text, tag);
	ycf_status status = pdf_fill(pdf, tag->object, &text);
	buffer_free(&text);
	for (const struct pdf_kid *kid = tag->first; kid != NULL && status == YCF_OK;
	     kid = kid->next)
		if (kid->tag != NULL && kid->tag->object != NULL)
			status = write_tag(pdf, kid->tag, tag->object);
	return status;
}

/* From a page's pieces of content to the elements they belong to. */
static ycf_status write_parents(struct pdf *pdf, HPDF_Dict object)
{
	struct buffer text = {0};

	buffer_text(&text, "/Nums[");
	for (const struct pdf_page *page = pdf->pages; page != NULL; page = page->next) {
		if (page->marks == 0)
			continue;
		buffer_format(&text, "%u[", page->number);
		for (const struct pdf_mark *mark = page->first; mark != NULL; mark = mark->next) {
			pdf_add_reference(&text, mark->tag->object);
			buffer_char(&text, mark->next == NULL ? ']' : ' ');
		}
	}
	buffer_char(&text, ']');
	ycf_status status = pdf_fill(pdf, object, &text);
	buffer_free(&text);
	return status;
}

ycf_status pdf_write_tags(struct pdf *pdf, struct buffer *catalog)
{
	struct buffer text = {0};
	HPDF_Dict root = pdf_object(pdf);
	HPDF_Dict parents = root == NULL ? NULL : pdf_object(pdf);

	if (parents == NULL || !reserve(pdf, pdf->root))
		return pdf_check(pdf, "describe the document's structure");
	buffer_text(&text, "/Type/StructTreeRoot/K ");
	pdf_add_reference(&text, pdf->root->object);
	buffer_text(&text, "/ParentTree ");
	pdf_add_reference(&text, parents);
	buffer_format(&text, "/ParentTreeNextKey %u", pdf->page_count);
	ycf_status status = pdf_fill(pdf, root, &text);
	buffer_free(&text);
	if (status == YCF_OK)
		status = write_tag(pdf, pdf->root, root);
	if (status == YCF_OK)
		status = write_parents(pdf, parents);
	buffer_text(catalog, "/StructTreeRoot ");
	pdf_add_reference(catalog, root);
	return status;
}
