/* Objects of a PDF whose text we write ourselves. */
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "document/haru.h"

struct body {
	const char *text;
	size_t length;
	const unsigned char *stream;   /* or NULL */
	size_t stream_length;
	HPDF_Stream out;               /* while it is being written */
};

/* ---- bodies ---- */

static HPDF_STATUS write_text(HPDF_Dict object, HPDF_Stream out)
{
	struct body *body = object->attr;

	if (body == NULL)
		return HPDF_OK;
	body->out = out;
	return HPDF_Stream_Write(out, (const HPDF_BYTE *)body->text, (HPDF_UINT)body->length);
}

/* libharu asks for this after the closing >>, without saying where to. */
static HPDF_STATUS write_stream(HPDF_Dict object)
{
	const struct body *body = object->attr;

	if (body == NULL || body->stream == NULL)
		return HPDF_OK;
	HPDF_STATUS fault = HPDF_Stream_WriteStr(body->out, "\nstream\n");
	if (fault == HPDF_OK)
		fault = HPDF_Stream_Write(body->out, body->stream,
		                          (HPDF_UINT)body->stream_length);
	if (fault == HPDF_OK)
		fault = HPDF_Stream_WriteStr(body->out, "\nendstream");
	return fault;
}

HPDF_Dict pdf_object(struct pdf *pdf)
{
	HPDF_Dict object = HPDF_Dict_New(pdf->doc->mmgr);

	/* frees the object where it fails */
	if (object == NULL || HPDF_Xref_Add(pdf->doc->xref, object) != HPDF_OK)
		return NULL;
	return object;
}

ycf_status pdf_fill(struct pdf *pdf, HPDF_Dict object, const struct buffer *text)
{
	struct body *body = arena_take(pdf->arena, sizeof *body);
	const char *copy = arena_copy(pdf->arena, buffer_string(text), text->length);

	if (body == NULL || copy == NULL || text->failed)
		return message_memory(pdf->message);
	body->text = copy;
	body->length = text->length;
	object->attr = body;
	object->write_fn = write_text;
	object->after_write_fn = write_stream;
	return YCF_OK;
}

ycf_status pdf_fill_stream(struct pdf *pdf, HPDF_Dict object, struct buffer *text,
                           const void *bytes, size_t length)
{
	buffer_format(text, "/Length %zu", length);
	ycf_status status = pdf_fill(pdf, object, text);
	if (status == YCF_OK) {
		struct body *body = object->attr;
		body->stream = bytes;
		body->stream_length = length;
	}
	return status;
}

/* ---- deflating ---- */

static HPDF_STATUS read_bytes(HPDF_Stream stream, HPDF_BYTE *bytes, HPDF_UINT *size)
{
	struct pdf *pdf = stream->attr;
	bool last = *size >= pdf->read_left;

	if (last)
		*size = (HPDF_UINT)pdf->read_left;
	if (*size > 0)
		memcpy(bytes, pdf->read_at, *size);
	pdf->read_at += *size;
	pdf->read_left -= *size;
	return last ? HPDF_STREAM_EOF : HPDF_OK;
}

/* Reading always begins at the start. */
static HPDF_STATUS stay(HPDF_Stream stream, HPDF_INT place, HPDF_WhenceMode mode)
{
	(void)stream, (void)place, (void)mode;
	return HPDF_OK;
}

static HPDF_UINT32 count_left(HPDF_Stream stream)
{
	const struct pdf *pdf = stream->attr;

	return (HPDF_UINT32)pdf->read_left;
}

static HPDF_STATUS write_bytes(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT size)
{
	struct pdf *pdf = stream->attr;

	buffer_add(&pdf->deflated, (const char *)bytes, size);
	return pdf->deflated.failed
		? HPDF_SetError(stream->error, HPDF_FAILD_TO_ALLOC_MEM, 0) : HPDF_OK;
}

ycf_status pdf_deflate(struct pdf *pdf, const void *bytes, size_t length)
{
	if (length > INT32_MAX)
		return message_set(pdf->message, YCF_INVALID,
		                   "a document would become too large; make it in parts");
	if (pdf->reader == NULL)
		pdf->reader = HPDF_CallbackReader_New(pdf->doc->mmgr, read_bytes, stay, NULL,
		                                      count_left, pdf);
	if (pdf->writer == NULL)
		pdf->writer = HPDF_CallbackWriter_New(pdf->doc->mmgr, write_bytes, pdf);
	buffer_clear(&pdf->deflated);
	pdf->read_at = bytes;
	pdf->read_left = length;
	if (pdf->reader != NULL && pdf->writer != NULL)
		HPDF_Stream_WriteToStream(pdf->reader, pdf->writer,
		                          HPDF_STREAM_FILTER_FLATE_DECODE, NULL);
	return pdf_check(pdf, "pack a part of the document");
}

/* ---- text of objects ---- */

void pdf_add_decimal(struct buffer *out, long number, unsigned decimals)
{
	char digits[32];
	size_t at = sizeof digits;
	unsigned long left = number < 0 ? 0 - (unsigned long)number : (unsigned long)number;
	bool begun = false;

	for (unsigned i = 0; i < decimals; i++, left /= 10) {
		begun = begun || left % 10 != 0;
		if (begun)
			digits[--at] = (char)('0' + left % 10);
	}
	if (begun)
		digits[--at] = '.';
	/* .5 is a number too */
	if (left == 0 && !begun)
		digits[--at] = '0';
	for (; left > 0; left /= 10)
		digits[--at] = (char)('0' + left % 10);
	if (number < 0)
		digits[--at] = '-';
	buffer_add(out, digits + at, sizeof digits - at);
}

long pdf_hundredths(double number)
{
	static const double most = 1e6;
	double near = number > most ? most : number < -most ? -most : number;

	return (long)(near * 100 + (near < 0 ? -0.5 : 0.5));
}

void pdf_add_number(struct buffer *out, double number)
{
	pdf_add_decimal(out, pdf_hundredths(number), 2);
}

void pdf_add_reference(struct buffer *out, const HPDF_Dict object)
{
	pdf_add_decimal(out, pdf_id(object), 0);
	buffer_text(out, " 0 R");
}

static void add_unit(struct buffer *out, uint32_t unit)
{
	static const char digits[] = "0123456789ABCDEF";

	for (int shift = 12; shift >= 0; shift -= 4)
		buffer_char(out, digits[unit >> shift & 15]);
}

void pdf_add_utf16(struct buffer *out, uint32_t character)
{
	if (character > 0xFFFF) {
		add_unit(out, 0xD800u + ((character - 0x10000u) >> 10));
		character = 0xDC00u + ((character - 0x10000u) & 0x3FF);
	}
	add_unit(out, character);
}

static bool is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static void add_literal(struct buffer *out, const char *text)
{
	buffer_char(out, '(');
	for (; *text != '\0'; text++) {
		if (*text == '(' || *text == ')' || *text == '\\')
			buffer_char(out, '\\');
		buffer_char(out, *text);
	}
	buffer_char(out, ')');
}

void pdf_add_text(struct buffer *out, const char *text)
{
	const char *end = text + strlen(text);

	if (is_plain(text)) {
		add_literal(out, text);
		return;
	}
	buffer_text(out, "<FEFF");
	for (int32_t c; (c = text_next(&text, end)) >= 0;)
		pdf_add_utf16(out, (uint32_t)c);
	buffer_char(out, '>');
}
