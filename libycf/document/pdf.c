#include "document/pdf.h"

#include <stdlib.h>
#include <string.h>

#include "document/haru.h"

/* libharu sometimes tells its handler of an error and returns success. */
static void note_fault(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
	struct pdf *pdf = user;

	(void)detail;
	if (pdf->fault == HPDF_OK)
		pdf->fault = error;
}

/* zlib, asked for nothing unusual, fails only for want of memory. */
static bool is_want_of_memory(HPDF_STATUS fault)
{
	return fault == HPDF_FAILD_TO_ALLOC_MEM || fault == HPDF_ZLIB_ERROR;
}

ycf_status pdf_check(struct pdf *pdf, const char *doing)
{
	HPDF_STATUS first = HPDF_GetError(pdf->doc);

	if (first == HPDF_OK)
		first = pdf->fault;
	if (first == HPDF_OK && !pdf->content.failed && !pdf->deflated.failed)
		return YCF_OK;
	if (first == HPDF_OK || is_want_of_memory(first) || is_want_of_memory(pdf->fault))
		return message_memory(pdf->message);
	return message_set(pdf->message, YCF_INVALID,
	                   "the PDF library cannot %s (its error 0x%04lX); make a smaller "
	                   "document", doing, (unsigned long)first);
}

static void *take_memory(HPDF_UINT size)
{
	return malloc(size);
}

static void give_back(void *memory)
{
	free(memory);
}

static ycf_status begin(struct pdf *pdf, const char *title, const char *language)
{
	pdf->arena = arena_new();
	if (pdf->arena == NULL)
		return message_memory(pdf->message);
	pdf->language = arena_text(pdf->arena, language);
	if (pdf->language == NULL || pdf_title(pdf, title) != YCF_OK)
		return message_memory(pdf->message);
	pdf->doc = HPDF_NewEx(note_fault, take_memory, give_back, 0, pdf);
	if (pdf->doc == NULL)
		return message_memory(pdf->message);
	pdf->doc->pdf_version = HPDF_VER_17;
	pdf->resources = pdf_object(pdf);
	ycf_status status = pdf_check(pdf, "start a document");
	return status == YCF_OK ? pdf_begin_tags(pdf) : status;
}

ycf_status pdf_new(struct faces *faces, const char *title, const char *language,
                   struct message *message, struct pdf **out)
{
	struct pdf *pdf = calloc(1, sizeof *pdf);

	if (pdf == NULL)
		return message_memory(message);
	pdf->canvas.acts = &pdf_acts;
	pdf->faces = faces;
	pdf->message = message;
	ycf_status status = begin(pdf, title, language);
	if (status != YCF_OK)
		pdf_free(pdf);
	else
		*out = pdf;
	return status;
}

ycf_status pdf_title(struct pdf *pdf, const char *title)
{
	pdf->title = arena_text(pdf->arena, title);
	return pdf->title == NULL ? message_memory(pdf->message) : YCF_OK;
}

void pdf_use_pictures(struct pdf *pdf, struct pdf_pictures *pictures)
{
	pdf->pictures = pictures;
}

struct canvas *pdf_canvas(struct pdf *pdf)
{
	return &pdf->canvas;
}

void pdf_free(struct pdf *pdf)
{
	if (pdf == NULL)
		return;
	if (pdf->doc != NULL) {
		HPDF_Stream_Free(pdf->reader);
		HPDF_Stream_Free(pdf->writer);
		HPDF_Free(pdf->doc);
	}
	buffer_free(&pdf->deflated);
	buffer_free(&pdf->content);
	pdf_pictures_free(pdf->own_pictures);
	arena_free(pdf->arena);
	free(pdf);
}

/* ---- what the catalogue says ---- */

static void add_xml(struct buffer *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '<')
			buffer_text(out, "&lt;");
		else if (*text == '>')
			buffer_text(out, "&gt;");
		else if (*text == '&')
			buffer_text(out, "&amp;");
		else    /* other control characters are not allowed in XML */
			buffer_char(out, *text >= 0 && *text < ' ' ? ' ' : *text);
	}
}

/* Without a date: the same drawing gives the same bytes. */
static void add_xmp(struct buffer *out, const struct pdf *pdf)
{
	buffer_text(out,
	            "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
	            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
	            "<rdf:Description rdf:about=\"\""
	            " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	            " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
	            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	add_xml(out, pdf->title);
	buffer_text(out, "</rdf:li></rdf:Alt></dc:title>\n<dc:language><rdf:Bag><rdf:li>");
	add_xml(out, pdf->language);
	buffer_text(out,
	            "</rdf:li></rdf:Bag></dc:language>\n<pdfuaid:part>1</pdfuaid:part>"
	            "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

static ycf_status write_metadata(struct pdf *pdf, struct buffer *catalog)
{
	HPDF_Dict object = pdf_object(pdf);
	struct buffer text = {0}, xmp = {0};

	if (object == NULL)
		return pdf_check(pdf, "describe the document");
	add_xmp(&xmp, pdf);
	const char *kept = arena_copy(pdf->arena, buffer_string(&xmp), xmp.length);
	buffer_text(&text, "/Type/Metadata/Subtype/XML");
	ycf_status status = kept == NULL || xmp.failed ? message_memory(pdf->message)
		: pdf_fill_stream(pdf, object, &text, kept, xmp.length);
	buffer_text(catalog, "/Metadata ");
	pdf_add_reference(catalog, object);
	buffer_free(&text);
	buffer_free(&xmp);
	return status;
}

static ycf_status write_info(struct pdf *pdf)
{
	struct buffer text = {0};

	buffer_text(&text, "/Title");
	pdf_add_text(&text, pdf->title);
	ycf_status status = pdf_fill(pdf, pdf->doc->info, &text);
	buffer_free(&text);
	return status;
}

static ycf_status write_catalog(struct pdf *pdf)
{
	struct buffer text = {0};

	buffer_text(&text, "/Lang");
	pdf_add_text(&text, pdf->language);
	buffer_text(&text, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>");
	ycf_status status = write_metadata(pdf, &text);
	if (status == YCF_OK)
		status = pdf_write_tags(pdf, &text);
	if (status == YCF_OK)
		status = pdf_write_outline(pdf, &text);
	if (status == YCF_OK)
		status = pdf_fill(pdf, pdf->doc->catalog, &text);
	buffer_free(&text);
	return status;
}

/* Not empty, lest viewers complain of pages that have none. */
static ycf_status write_resources(struct pdf *pdf)
{
	struct buffer text = {0};

	buffer_text(&text, "/ProcSet[/PDF/Text/ImageB/ImageC]");
	pdf_add_fonts(pdf, &text);
	pdf_add_images(pdf, &text);
	ycf_status status = pdf_fill(pdf, pdf->resources, &text);
	buffer_free(&text);
	return status;
}

/* ---- saving ---- */

static HPDF_STATUS give_out(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
	struct pdf *pdf = stream->attr;

	output_write(pdf->output, bytes, size);
	return HPDF_OK;
}

/* A stream of ours in the place of the one in memory that libharu saves to. */
static ycf_status write_out(struct pdf *pdf, struct output *output)
{
	pdf->output = output;
	pdf->doc->stream = HPDF_CallbackWriter_New(pdf->doc->mmgr, give_out, pdf);
	if (pdf->doc->stream != NULL)
		HPDF_SaveToStream(pdf->doc);
	return pdf_check(pdf, "write out the document");
}

ycf_status pdf_save(struct pdf *pdf, struct output *output)
{
	ycf_status status = pdf_end_page(pdf);

	if (status == YCF_OK)
		status = pdf_embed_fonts(pdf);
	if (status == YCF_OK)
		status = write_resources(pdf);
	if (status == YCF_OK)
		status = write_info(pdf);
	if (status == YCF_OK)
		status = write_catalog(pdf);
	return status == YCF_OK ? write_out(pdf, output) : status;
}
