/* Fonts in a PDF.  A character's code on the page is its own number; those
   beyond the BMP take codes of the private use area in the order they come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document/haru.h"

enum {
	CODES = 0x10000, WORD = 64,
	PRIVATE_FIRST = 0xE000, PRIVATE_CODES = 6400,
	RUN_MOST = 128, RUN_END = 128,
	ROWS_MOST = 100,
	FIXED = 1, SERIF = 2, NONSYMBOLIC = 32, ITALIC = 64,
};

struct pdf_font {
	struct pdf_font *next;
	unsigned number, face;
	HPDF_Dict object;              /* on pages it stands for the whole font */
	uint64_t used[CODES / WORD];
};

/* What codes stand for, in all fonts. */
struct pdf_codes {
	uint64_t used[CODES / WORD];
	uint32_t *beyond;              /* the characters of the private codes */
	unsigned beyond_count, beyond_room;
	HPDF_Dict object;
};

/* Those in use, rising. */
struct code_list {
	uint16_t *codes;
	uint32_t *characters;
	size_t count;
};

/* A font being embedded. */
struct embedding {
	struct pdf *pdf;
	const struct pdf_font *font;
	struct face *face;
	const struct face_facts *facts;
	struct code_list list;
	uint16_t *glyphs;              /* in the file */
	char name[80];
};

/* ---- characters in use ---- */

static struct pdf_font *font_new(struct pdf *pdf, unsigned face)
{
	struct pdf_font *font = arena_take(pdf->arena, sizeof *font);

	if (pdf->codes == NULL)
		pdf->codes = arena_take(pdf->arena, sizeof *pdf->codes);
	if (font == NULL || pdf->codes == NULL) {
		message_memory(pdf->message);
		return NULL;
	}
	font->face = face;
	font->number = pdf->font_count;
	font->object = pdf_object(pdf);
	if (font->object == NULL)
		return NULL;
	font->next = pdf->fonts;
	pdf->fonts = font;
	pdf->font_count++;
	return font;
}

struct pdf_font *pdf_font(struct pdf *pdf, unsigned face)
{
	for (struct pdf_font *font = pdf->fonts; font != NULL; font = font->next)
		if (font->face == face)
			return font;
	return font_new(pdf, face);
}

unsigned pdf_font_number(const struct pdf_font *font)
{
	return font->number;
}

static bool make_room(struct pdf *pdf, struct pdf_codes *codes)
{
	unsigned room = codes->beyond_room == 0 ? 8 : codes->beyond_room * 2;
	uint32_t *grown = arena_take(pdf->arena, room * sizeof *grown);

	if (grown == NULL) {
		message_memory(pdf->message);
		return false;
	}
	if (codes->beyond_count > 0)
		memcpy(grown, codes->beyond, codes->beyond_count * sizeof *grown);
	codes->beyond = grown;
	codes->beyond_room = room;
	return true;
}

static unsigned private_code(struct pdf *pdf, uint32_t character)
{
	struct pdf_codes *codes = pdf->codes;

	for (unsigned i = 0; i < codes->beyond_count; i++)
		if (codes->beyond[i] == character)
			return PRIVATE_FIRST + i;
	if (codes->beyond_count == PRIVATE_CODES) {
		message_set(pdf->message, YCF_INVALID,
		            "more than %d rare characters in one document; make it in parts",
		            PRIVATE_CODES);
		return 0;
	}
	if (codes->beyond_count == codes->beyond_room && !make_room(pdf, codes))
		return 0;
	codes->beyond[codes->beyond_count] = character;
	return PRIVATE_FIRST + codes->beyond_count++;
}

unsigned pdf_code(struct pdf *pdf, struct pdf_font *font, uint32_t character)
{
	unsigned code = character < CODES ? character : private_code(pdf, character);

	font->used[code / WORD] |= UINT64_C(1) << code % WORD;
	return code;
}

int pdf_width(double part)
{
	return (int)(part * 1000 + 0.5);
}

static size_t count_used(const uint64_t *used)
{
	size_t count = 0;

	for (unsigned i = 0; i < CODES / WORD; i++)
		for (uint64_t left = used[i]; left != 0; left &= left - 1)
			count++;
	return count;
}

static void add_used(const struct pdf_codes *codes, unsigned code, struct code_list *list)
{
	bool beyond = code >= PRIVATE_FIRST && code < PRIVATE_FIRST + codes->beyond_count;

	list->codes[list->count] = (uint16_t)code;
	list->characters[list->count++] = beyond ? codes->beyond[code - PRIVATE_FIRST] : code;
}

static ycf_status list_used(struct pdf *pdf, const uint64_t *used, struct code_list *list)
{
	size_t count = count_used(used);

	list->codes = arena_take(pdf->arena, count * sizeof *list->codes);
	list->characters = arena_take(pdf->arena, count * sizeof *list->characters);
	if (list->codes == NULL || list->characters == NULL)
		return message_memory(pdf->message);
	for (unsigned code = 0; code < CODES; code++) {
		if (used[code / WORD] == 0)
			code |= WORD - 1;
		else if ((used[code / WORD] >> code % WORD & 1) != 0)
			add_used(pdf->codes, code, list);
	}
	return YCF_OK;
}

/* ---- its name ---- */

/* Six letters set fonts cut down apart: four of what is in it, two of its place. */
static void make_name(struct embedding *embedding)
{
	char tag[7] = "";
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < embedding->list.count; i++)
		hash = (hash ^ embedding->list.characters[i]) * 16777619u;
	for (int i = 0; i < 4; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	tag[4] = (char)('A' + embedding->font->number / 26 % 26);
	tag[5] = (char)('A' + embedding->font->number % 26);
	snprintf(embedding->name, sizeof embedding->name, "%s+%s", tag,
	         embedding->facts->name);
}

/* ---- the objects of a font ---- */

/* A new object with this text, which is freed; its reference follows `key` in
   the text of another. */
static ycf_status finish(struct embedding *embedding, struct buffer *text,
                         struct buffer *next, const char *key)
{
	HPDF_Dict object = pdf_object(embedding->pdf);
	ycf_status status = object == NULL ? pdf_check(embedding->pdf, "embed a font")
		: pdf_fill(embedding->pdf, object, text);

	buffer_free(text);
	buffer_text(next, key);
	if (object != NULL)
		pdf_add_reference(next, object);
	return status;
}

static ycf_status finish_stream(struct embedding *embedding, struct buffer *text,
                                const struct buffer *bytes, struct buffer *next,
                                const char *key)
{
	struct pdf *pdf = embedding->pdf;
	HPDF_Dict object = pdf_object(pdf);
	const char *kept = arena_copy(pdf->arena, buffer_string(bytes), bytes->length);
	ycf_status status = pdf_check(pdf, "embed a font");

	if (status == YCF_OK && (kept == NULL || bytes->failed))
		status = message_memory(pdf->message);
	if (status == YCF_OK)
		status = pdf_fill_stream(pdf, object, text, kept, bytes->length);
	buffer_free(text);
	buffer_text(next, key);
	if (object != NULL)
		pdf_add_reference(next, object);
	return status;
}

static ycf_status write_file(struct embedding *embedding, struct buffer *next)
{
	struct pdf *pdf = embedding->pdf;
	struct buffer text = {0};
	unsigned char *file = NULL;
	size_t length = 0;
	ycf_status status = face_subset(embedding->face, embedding->list.characters,
	                                embedding->list.count, embedding->glyphs, &file,
	                                &length, pdf->message);

	if (status == YCF_OK)
		status = pdf_deflate(pdf, file, length);
	free(file);
	if (status != YCF_OK)
		return status;
	buffer_format(&text, "/Filter/FlateDecode/Length1 %zu", length);
	return finish_stream(embedding, &text, &pdf->deflated, next, "/FontFile2 ");
}

static void add_thousandths(struct buffer *out, const char *key, double part)
{
	buffer_text(out, key);
	pdf_add_decimal(out, (long)(part * 1000 + (part < 0 ? -0.5 : 0.5)), 0);
}

/* The thickness of stems is not in the file; this goes by its weight. */
static double stem(double weight)
{
	return (50 + weight * weight / 65 / 65) / 1000;
}

static unsigned flags(const struct face_facts *facts)
{
	unsigned slanted = facts->slant < 0 || facts->slant > 0 ? ITALIC : 0;

	return NONSYMBOLIC | slanted | (facts->fixed ? FIXED : 0u) | (facts->serif ? SERIF : 0u);
}

static ycf_status write_descriptor(struct embedding *embedding, struct buffer *next)
{
	const struct face_facts *facts = embedding->facts;
	struct buffer text = {0};

	ycf_status status = write_file(embedding, &text);
	buffer_format(&text, "/Type/FontDescriptor/FontName/%s/Flags %u/ItalicAngle ",
	              embedding->name, flags(facts));
	pdf_add_number(&text, facts->slant);
	add_thousandths(&text, "/FontBBox[", facts->left);
	add_thousandths(&text, " ", facts->bottom);
	add_thousandths(&text, " ", facts->right);
	add_thousandths(&text, " ", facts->top);
	add_thousandths(&text, "]/Ascent ", facts->ascent);
	add_thousandths(&text, "/Descent ", facts->descent);
	add_thousandths(&text, "/CapHeight ", facts->cap_height);
	add_thousandths(&text, "/StemV ", stem(facts->weight));
	if (status == YCF_OK)
		return finish(embedding, &text, next, "/FontDescriptor ");
	buffer_free(&text);
	return status;
}

/* The number of codes from the i-th on that follow one another. */
static size_t row_length(const struct code_list *list, size_t i)
{
	size_t end = i + 1;

	while (end < list->count && list->codes[end] == list->codes[end - 1] + 1)
		end++;
	return end - i;
}

static void add_zeros(struct buffer *map, size_t count)
{
	while (count > 1) {
		size_t run = count > RUN_MOST ? RUN_MOST : count;
		buffer_char(map, (char)(257 - run));
		buffer_char(map, 0);
		count -= run;
	}
}

static void add_glyphs(struct buffer *map, const uint16_t *glyphs, size_t count)
{
	while (count > 0) {
		size_t run = count > RUN_MOST / 2 ? RUN_MOST / 2 : count;
		buffer_char(map, (char)(run * 2 - 1));
		for (size_t i = 0; i < run; i++) {
			buffer_char(map, (char)(glyphs[i] >> 8));
			buffer_char(map, (char)(glyphs[i] & 0xFF));
		}
		glyphs += run;
		count -= run;
	}
}

/* From codes to glyphs: two bytes for each code up to the last one, nearly all
   of them 0.  Run lengths make that small in no time. */
static ycf_status write_glyphs(struct embedding *embedding, struct buffer *next)
{
	const struct code_list *list = &embedding->list;
	struct buffer text = {0}, map = {0};
	size_t written = 0;

	for (size_t i = 0, row; i < list->count; i += row) {
		row = row_length(list, i);
		add_zeros(&map, (list->codes[i] - written) * 2);
		add_glyphs(&map, &embedding->glyphs[i], row);
		written = list->codes[i] + row;
	}
	buffer_char(&map, (char)RUN_END);
	buffer_text(&text, "/Filter/RunLengthDecode");
	ycf_status status = finish_stream(embedding, &text, &map, next, "/CIDToGIDMap ");
	buffer_free(&map);
	return status;
}

static void add_widths(const struct embedding *embedding, struct buffer *out)
{
	const struct code_list *list = &embedding->list;

	buffer_text(out, "/W[");
	for (size_t i = 0, end; i < list->count; i = end) {
		end = i + row_length(list, i);
		buffer_format(out, "%u[", list->codes[i]);
		for (size_t at = i; at < end; at++) {
			double advance = face_advance(embedding->face, list->characters[at]);
			buffer_text(out, at > i ? " " : "");
			pdf_add_decimal(out, pdf_width(advance), 0);
		}
		buffer_char(out, ']');
	}
	buffer_char(out, ']');
}

static ycf_status write_descendant(struct embedding *embedding, struct buffer *next)
{
	struct buffer text = {0};

	ycf_status status = write_descriptor(embedding, &text);
	if (status == YCF_OK)
		status = write_glyphs(embedding, &text);
	buffer_format(&text, "/Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo"
	              "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>", embedding->name);
	add_widths(embedding, &text);
	if (status == YCF_OK)
		status = finish(embedding, &text, next, "/DescendantFonts[");
	else
		buffer_free(&text);
	buffer_char(next, ']');
	return status;
}

static ycf_status write_font(struct embedding *embedding)
{
	struct pdf *pdf = embedding->pdf;
	struct buffer text = {0};
	ycf_status status = write_descendant(embedding, &text);

	buffer_format(&text, "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/ToUnicode ",
	              embedding->name);
	pdf_add_reference(&text, pdf->codes->object);
	if (status == YCF_OK)
		status = pdf_fill(pdf, embedding->font->object, &text);
	buffer_free(&text);
	return status;
}

static ycf_status embed(struct pdf *pdf, const struct pdf_font *font)
{
	struct embedding embedding = {.pdf = pdf, .font = font};
	ycf_status status = list_used(pdf, font->used, &embedding.list);

	if (status != YCF_OK)
		return status;
	embedding.face = faces_get(pdf->faces, font->face);
	embedding.facts = face_facts(embedding.face);
	embedding.glyphs = arena_take(pdf->arena,
	                              embedding.list.count * sizeof *embedding.glyphs);
	if (embedding.glyphs == NULL)
		return message_memory(pdf->message);
	make_name(&embedding);
	return write_font(&embedding);
}

/* ---- from codes to characters ---- */

/* Codes that are characters need no row each: one for every high byte, from the
   first to the last in use. */
static size_t own_row(const struct code_list *list, size_t i)
{
	size_t end = i + 1;

	while (end < list->count && list->codes[end] >> 8 == list->codes[i] >> 8
	       && list->characters[end] == list->codes[end])
		end++;
	return end - i;
}

static void add_row(struct buffer *rows, const struct code_list *list, size_t i, size_t last)
{
	buffer_char(rows, '<');
	pdf_add_utf16(rows, list->codes[i]);
	buffer_text(rows, "><");
	pdf_add_utf16(rows, list->codes[last]);
	buffer_text(rows, "><");
	pdf_add_utf16(rows, list->characters[i]);
	buffer_text(rows, ">\n");
}

static void add_section(struct buffer *map, struct buffer *rows, unsigned *count)
{
	if (*count > 0)
		buffer_format(map, "%u beginbfrange\n%sendbfrange\n", *count, buffer_string(rows));
	map->failed = map->failed || rows->failed;
	buffer_clear(rows);
	*count = 0;
}

static void add_map(struct buffer *map, const struct code_list *list)
{
	struct buffer rows = {0};
	unsigned count = 0;

	buffer_text(map,
	            "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
	            "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
	            "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	for (size_t i = 0, row; i < list->count; i += row) {
		row = list->characters[i] == list->codes[i] ? own_row(list, i) : 1;
		add_row(&rows, list, i, i + row - 1);
		if (++count == ROWS_MOST)
			add_section(map, &rows, &count);
	}
	add_section(map, &rows, &count);
	buffer_free(&rows);
	buffer_text(map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend");
}

/* One for all fonts; short as it is, packing it would take longer than it is
   worth. */
static ycf_status write_characters(struct pdf *pdf)
{
	struct code_list list = {0};
	struct buffer text = {0}, map = {0};
	ycf_status status = list_used(pdf, pdf->codes->used, &list);

	if (status != YCF_OK)
		return status;
	add_map(&map, &list);
	const char *kept = arena_copy(pdf->arena, buffer_string(&map), map.length);
	status = kept == NULL || map.failed ? message_memory(pdf->message)
		: pdf_fill_stream(pdf, pdf->codes->object, &text, kept, map.length);
	buffer_free(&map);
	buffer_free(&text);
	return status;
}

/* ---- all of it ---- */

static void gather_used(struct pdf *pdf)
{
	for (const struct pdf_font *font = pdf->fonts; font != NULL; font = font->next)
		for (unsigned i = 0; i < CODES / WORD; i++)
			pdf->codes->used[i] |= font->used[i];
}

ycf_status pdf_embed_fonts(struct pdf *pdf)
{
	if (pdf->fonts == NULL)
		return YCF_OK;
	gather_used(pdf);
	pdf->codes->object = pdf_object(pdf);
	ycf_status status = pdf_check(pdf, "embed a font");
	if (status == YCF_OK)
		status = write_characters(pdf);
	for (const struct pdf_font *font = pdf->fonts; font != NULL && status == YCF_OK;
	     font = font->next)
		status = embed(pdf, font);
	return status;
}

void pdf_add_fonts(const struct pdf *pdf, struct buffer *out)
{
	if (pdf->fonts == NULL)
		return;
	buffer_text(out, "/Font<<");
	for (const struct pdf_font *font = pdf->fonts; font != NULL; font = font->next) {
		buffer_format(out, "/F%u ", font->number);
		pdf_add_reference(out, font->object);
	}
	buffer_text(out, ">>");
}
