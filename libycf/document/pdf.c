#include "document/pdf.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>
#include <hpdf_catalog.h>
#include <hpdf_doc.h>
#include <hpdf_font.h>
#include <hpdf_info.h>

#include "base/memory.h"
#include "base/text.h"

/* What is used of the inner headers was tried with this version only. */
#if HPDF_VERSION_ID < 20300 || HPDF_VERSION_ID >= 20400
#error "libharu 2.3 is needed: pdf.c uses its inner headers"
#endif

enum { PDF_FONTS = 64 };

struct pdf {
	HPDF_Doc doc;
	HPDF_Page page;
	HPDF_Font fonts[PDF_FONTS];
	unsigned font_count;
	HPDF_STATUS fault;             /* the first, as the handler was told */
	struct message *message;
};

/* libharu sometimes tells its handler of an error and returns success. */
static void note_fault(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	struct pdf *pdf = user;

	(void)detail;
	if (pdf->fault == HPDF_OK)
		pdf->fault = error;
}

static ycf_status check(struct pdf *pdf, const char *doing)
{
	HPDF_STATUS fault = pdf->fault;

	if (fault == HPDF_OK && pdf->doc != NULL)
		fault = HPDF_GetError(pdf->doc);
	if (fault == HPDF_OK)
		return YCF_OK;
	if (fault == HPDF_FAILD_TO_ALLOC_MEM)
		return message_memory(pdf->message);
	return message_set(pdf->message, YCF_INVALID,
	                   "the PDF library cannot %s (its error 0x%04lX); "
	                   "try another font or a simpler layout", doing, (unsigned long)fault);
}

static void start_page(struct pdf *pdf, double width, double height)
{
	HPDF_SetCompressionMode(pdf->doc, HPDF_COMP_ALL);
	HPDF_UseUTFEncodings(pdf->doc);
	pdf->page = HPDF_AddPage(pdf->doc);
	if (pdf->page == NULL)
		return;
	HPDF_Page_SetWidth(pdf->page, (HPDF_REAL)width);
	HPDF_Page_SetHeight(pdf->page, (HPDF_REAL)height);
}

ycf_status pdf_new(double width, double height, struct message *message, struct pdf **out)
{
	struct pdf *pdf = calloc(1, sizeof *pdf);

	if (pdf == NULL)
		return message_memory(message);
	pdf->message = message;
	pdf->doc = HPDF_New(note_fault, pdf);
	if (pdf->doc == NULL) {
		free(pdf);
		return message_memory(message);
	}
	start_page(pdf, width, height);
	if (check(pdf, "start a page") != YCF_OK) {
		pdf_free(pdf);
		return message->status;
	}
	*out = pdf;
	return YCF_OK;
}

void pdf_free(struct pdf *pdf)
{
	if (pdf == NULL)
		return;
	HPDF_Free(pdf->doc);
	free(pdf);
}

static void add_unit(struct buffer *out, unsigned unit)
{
	buffer_char(out, (char)(unit >> 8));
	buffer_char(out, (char)(unit & 0xFF));
}

static void add_utf16(struct buffer *out, uint32_t character)
{
	if (character <= 0xFFFF) {
		add_unit(out, character);
		return;
	}
	add_unit(out, 0xD800u + ((character - 0x10000u) >> 10));
	add_unit(out, 0xDC00u + ((character - 0x10000u) & 0x3FF));
}

ycf_status pdf_title(struct pdf *pdf, const char *title)
{
	struct buffer bytes = {0};
	const char *at = title, *end = title + strlen(title);

	add_utf16(&bytes, 0xFEFF);
	for (int32_t c; (c = text_next(&at, end)) >= 0;)
		add_utf16(&bytes, (uint32_t)c);
	if (bytes.failed) {
		buffer_free(&bytes);
		return message_memory(pdf->message);
	}
	HPDF_Binary value = HPDF_Binary_New(pdf->doc->mmgr, (HPDF_BYTE *)bytes.data,
	                                    (HPDF_UINT)bytes.length);
	buffer_free(&bytes);
	if (value != NULL)
		HPDF_Dict_Add(pdf->doc->info, "Title", value);
	return check(pdf, "set the title");
}

ycf_status pdf_language(struct pdf *pdf, const char *language)
{
	HPDF_String value = HPDF_String_New(pdf->doc->mmgr, language, NULL);

	if (value != NULL)
		HPDF_Dict_Add(pdf->doc->catalog, "Lang", value);
	return check(pdf, "set the language");
}

/* libharu finds fonts by name, and two files may bear the same one. */
static void name_apart(HPDF_Doc doc, HPDF_FontDef def, unsigned number)
{
	size_t length = strlen(def->base_font);

	if (HPDF_Doc_FindFontDef(doc, def->base_font) != NULL
	    && length + 8 < sizeof def->base_font)
		snprintf(def->base_font + length, 8, "-%u", number);
}

static HPDF_FontDef load_font(struct pdf *pdf, const unsigned char *data, size_t length)
{
	HPDF_Doc doc = pdf->doc;
	HPDF_Stream stream = HPDF_MemStream_New(doc->mmgr, 4096);

	if (stream == NULL)
		return NULL;
	if (HPDF_Stream_Write(stream, data, (HPDF_UINT)length) != HPDF_OK) {
		HPDF_Stream_Free(stream);
		return NULL;
	}
	HPDF_FontDef def = HPDF_TTFontDef_Load(doc->mmgr, stream, HPDF_TRUE);
	if (def == NULL)
		return NULL;
	name_apart(doc, def, pdf->font_count);
	/* each gets its own tag, as PDF asks of fonts cut down */
	char tag[HPDF_TTF_FONT_TAG_LEN + 1] = "YCFAAA";
	tag[4] = (char)('A' + pdf->font_count / 26);
	tag[5] = (char)('A' + pdf->font_count % 26);
	HPDF_TTFontDef_SetTagName(def, tag);
	if (HPDF_List_Add(doc->fontdef_list, def) != HPDF_OK) {
		HPDF_FontDef_Free(def);
		return NULL;
	}
	return def;
}

/* The codes in the page are the characters' own numbers, so every range maps
   to itself; a range may not cross a change of the high byte. */
static void add_ranges(struct buffer *map, const uint32_t *characters, size_t count)
{
	unsigned rows = 0;
	struct buffer block = {0};

	for (size_t i = 0, last; i < count; i = last + 1) {
		for (last = i; last + 1 < count && characters[last + 1] == characters[last] + 1
		     && characters[last + 1] % 256 != 0;)
			last++;
		buffer_format(&block, "<%04X> <%04X> <%04X>\n", (unsigned)characters[i],
		              (unsigned)characters[last], (unsigned)characters[i]);
		if (++rows == 100 || last + 1 == count) {
			buffer_format(map, "%u beginbfrange\n%sendbfrange\n", rows,
			              buffer_string(&block));
			buffer_clear(&block);
			rows = 0;
		}
	}
	map->failed = map->failed || block.failed;
	buffer_free(&block);
}

static void build_map(struct buffer *map, const uint32_t *characters, size_t count)
{
	buffer_text(map,
	            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
	            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
	            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
	add_ranges(map, characters, count);
	buffer_text(map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* libharu's own /ToUnicode is malformed: it names CID ranges where Unicode
   ones belong. */
static ycf_status replace_map(struct pdf *pdf, HPDF_Font font, const uint32_t *characters,
                              size_t count)
{
	struct buffer map = {0};

	build_map(&map, characters, count);
	if (map.failed) {
		buffer_free(&map);
		return message_memory(pdf->message);
	}
	HPDF_Dict stream = HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT);
	if (stream == NULL) {
		stream = HPDF_DictStream_New(pdf->doc->mmgr, pdf->doc->xref);
		if (stream != NULL)
			HPDF_Dict_Add(font, "ToUnicode", stream);
	}
	if (stream != NULL) {
		HPDF_MemStream_FreeData(stream->stream);
		HPDF_Dict_RemoveElement(stream, "WMode");
		stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
		HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)map.data,
		                  (HPDF_UINT)map.length);
	}
	buffer_free(&map);
	return check(pdf, "describe a font's characters");
}

ycf_status pdf_embed(struct pdf *pdf, const unsigned char *data, size_t length,
                     const uint32_t *characters, size_t count, unsigned *font)
{
	if (pdf->font_count == PDF_FONTS)
		return message_set(pdf->message, YCF_INVALID,
		                   "more than %d fonts in one document; use fewer", PDF_FONTS);
	HPDF_FontDef def = load_font(pdf, data, length);
	if (check(pdf, "embed a font") != YCF_OK || def == NULL)
		return message_set(pdf->message, YCF_MEMORY, "out of memory");
	HPDF_Font loaded = HPDF_GetFont(pdf->doc, def->base_font, "UTF-8");
	if (check(pdf, "use a font") != YCF_OK)
		return pdf->message->status;
	*font = pdf->font_count;
	pdf->fonts[pdf->font_count++] = loaded;
	return replace_map(pdf, loaded, characters, count);
}

/* Nothing more is drawn after a step that failed: libharu writes on through
   pointers that the failure left unset. */
static bool set_type(const struct pdf *pdf, const struct pdf_type *type)
{
	const struct pdf_colour *colour = &type->colour;

	return HPDF_Page_SetRGBFill(pdf->page, colour->red, colour->green, colour->blue)
		== HPDF_OK
		&& HPDF_Page_SetFontAndSize(pdf->page, pdf->fonts[type->font],
	                                    (HPDF_REAL)type->size) == HPDF_OK
		&& HPDF_Page_SetCharSpace(pdf->page, (HPDF_REAL)type->spacing) == HPDF_OK;
}

ycf_status pdf_text(struct pdf *pdf, const struct pdf_type *type, double x, double y,
                    const char *text)
{
	bool drawn = HPDF_Page_BeginText(pdf->page) == HPDF_OK && set_type(pdf, type)
		&& HPDF_Page_TextOut(pdf->page, (HPDF_REAL)x, (HPDF_REAL)y, text) == HPDF_OK
		&& HPDF_Page_EndText(pdf->page) == HPDF_OK;

	(void)drawn;
	return check(pdf, "draw a text");
}

static bool set_stroke(HPDF_Page page, double thickness, const struct pdf_colour *colour)
{
	return HPDF_Page_SetLineWidth(page, (HPDF_REAL)thickness) == HPDF_OK
		&& HPDF_Page_SetRGBStroke(page, colour->red, colour->green, colour->blue)
		== HPDF_OK;
}

ycf_status pdf_line(struct pdf *pdf, double x, double y, double to_x, double to_y,
                    double thickness, struct pdf_colour colour)
{
	HPDF_Page page = pdf->page;
	bool drawn = set_stroke(page, thickness, &colour)
		&& HPDF_Page_MoveTo(page, (HPDF_REAL)x, (HPDF_REAL)y) == HPDF_OK
		&& HPDF_Page_LineTo(page, (HPDF_REAL)to_x, (HPDF_REAL)to_y) == HPDF_OK
		&& HPDF_Page_Stroke(page) == HPDF_OK;

	(void)drawn;
	return check(pdf, "draw a line");
}

static bool outline(HPDF_Page page, const struct pdf_box *box)
{
	HPDF_REAL x = (HPDF_REAL)box->x, y = (HPDF_REAL)box->y;
	HPDF_REAL right = x + (HPDF_REAL)box->width, top = y + (HPDF_REAL)box->height;
	HPDF_REAL r = (HPDF_REAL)box->radius, k = r * 0.4477F;     /* a quarter circle */

	if (r <= 0)
		return HPDF_Page_Rectangle(page, x, y, right - x, top - y) == HPDF_OK;
	return HPDF_Page_MoveTo(page, x + r, y) == HPDF_OK
		&& HPDF_Page_LineTo(page, right - r, y) == HPDF_OK
		&& HPDF_Page_CurveTo(page, right - k, y, right, y + k, right, y + r) == HPDF_OK
		&& HPDF_Page_LineTo(page, right, top - r) == HPDF_OK
		&& HPDF_Page_CurveTo(page, right, top - k, right - k, top, right - r, top)
		== HPDF_OK
		&& HPDF_Page_LineTo(page, x + r, top) == HPDF_OK
		&& HPDF_Page_CurveTo(page, x + k, top, x, top - k, x, top - r) == HPDF_OK
		&& HPDF_Page_LineTo(page, x, y + r) == HPDF_OK
		&& HPDF_Page_CurveTo(page, x, y + k, x + k, y, x + r, y) == HPDF_OK
		&& HPDF_Page_ClosePath(page) == HPDF_OK;
}

static HPDF_STATUS paint(HPDF_Page page, const struct pdf_box *box)
{
	if (box->fill != NULL && box->stroke != NULL)
		return HPDF_Page_FillStroke(page);
	if (box->fill != NULL)
		return HPDF_Page_Fill(page);
	return box->stroke != NULL ? HPDF_Page_Stroke(page) : HPDF_Page_EndPath(page);
}

ycf_status pdf_box(struct pdf *pdf, const struct pdf_box *box)
{
	HPDF_Page page = pdf->page;
	const struct pdf_colour *fill = box->fill;
	bool ready = fill == NULL
		|| HPDF_Page_SetRGBFill(page, fill->red, fill->green, fill->blue) == HPDF_OK;

	if (ready && box->stroke != NULL)
		ready = set_stroke(page, box->thickness, box->stroke);
	if (ready && outline(page, box))
		paint(page, box);
	return check(pdf, "draw a box");
}

ycf_status pdf_save(struct pdf *pdf, struct output *output)
{
	HPDF_BYTE block[4096];

	HPDF_SaveToStream(pdf->doc);
	if (check(pdf, "put the document together") != YCF_OK)
		return pdf->message->status;
	HPDF_ResetStream(pdf->doc);
	HPDF_UINT32 left = HPDF_GetStreamSize(pdf->doc);
	while (left > 0) {
		HPDF_UINT32 taken = left < sizeof block ? left : sizeof block;
		HPDF_ReadFromStream(pdf->doc, block, &taken);
		if (taken == 0)
			return message_memory(pdf->message);
		output_write(output, block, taken);
		left -= taken;
	}
	return check(pdf, "give out the document");
}
