/* Pages of a PDF, and what is drawn on them. */
#include <string.h>

#include "document/haru.h"

static struct pdf *pdf_of(struct canvas *canvas)
{
	return (struct pdf *)canvas;
}

static ycf_status drawn(struct pdf *pdf)
{
	return pdf_check(pdf, "draw a page");
}

/* ---- pages ---- */

static ycf_status fill_contents(struct pdf *pdf, HPDF_Dict contents)
{
	struct buffer text = {0};
	size_t length = pdf->deflated.length;
	const char *kept = arena_copy(pdf->arena, buffer_string(&pdf->deflated), length);

	if (kept == NULL)
		return message_memory(pdf->message);
	buffer_text(&text, "/Filter/FlateDecode");
	ycf_status status = pdf_fill_stream(pdf, contents, &text, kept, length);
	buffer_free(&text);
	return status;
}

static ycf_status fill_page(struct pdf *pdf, HPDF_Dict contents)
{
	const struct pdf_page *page = pdf->page;
	struct buffer text = {0};

	buffer_text(&text, "/Type/Page/MediaBox[0 0 ");
	pdf_add_number(&text, page->width * page->scale);
	buffer_char(&text, ' ');
	pdf_add_number(&text, page->height * page->scale);
	buffer_text(&text, "]/Resources ");
	pdf_add_reference(&text, pdf->resources);
	buffer_text(&text, "/Contents ");
	pdf_add_reference(&text, contents);
	buffer_text(&text, "/Tabs/S");
	if (page->marks > 0)
		buffer_format(&text, "/StructParents %u", page->number);
	ycf_status status = pdf_fill(pdf, page->object, &text);
	buffer_free(&text);
	return status;
}

ycf_status pdf_end_page(struct pdf *pdf)
{
	if (!pdf->on_page)
		return YCF_OK;
	pdf_end_mark(pdf);
	pdf->on_page = false;
	/* of nothing at all libharu makes no stream that can be unpacked */
	buffer_char(&pdf->content, '\n');
	HPDF_Dict contents = pdf_object(pdf);
	ycf_status status = drawn(pdf);
	if (status == YCF_OK)
		status = pdf_deflate(pdf, buffer_string(&pdf->content), pdf->content.length);
	if (status == YCF_OK)
		status = fill_contents(pdf, contents);
	return status == YCF_OK ? fill_page(pdf, contents) : status;
}

/* HPDF_AddPage makes more than is used, and goes on with what it has freed when
   it runs out of memory.  An object becomes a page, as libharu counts them, only
   once it stands among the pages: until then it need not have what a page of
   libharu's own has. */
static HPDF_Dict new_page(struct pdf *pdf)
{
	HPDF_Dict page = pdf_object(pdf);

	if (page == NULL || HPDF_Pages_AddKids(pdf->doc->root_pages, page) != HPDF_OK)
		return NULL;
	page->header.obj_class |= HPDF_OSUBCLASS_PAGE;
	return page;
}

static void append(struct pdf *pdf, struct pdf_page *page)
{
	if (pdf->page == NULL)
		pdf->pages = page;
	else
		pdf->page->next = page;
	pdf->page = page;
	pdf->page_count++;
	pdf->on_page = true;
}

static void begin_content(struct pdf *pdf, double scale)
{
	buffer_clear(&pdf->content);
	pdf->ink = (struct pdf_ink){.thickness = 100};
	if (scale < 1 || scale > 1)
		for (int i = 0; i < 2; i++) {
			pdf_add_decimal(&pdf->content, (long)(scale * 1e5 + 0.5), 5);
			buffer_text(&pdf->content, i == 0 ? " 0 0 " : " 0 0 cm\n");
		}
}

static ycf_status begin_page(struct canvas *canvas, double width, double height, double scale)
{
	static const double least = 3, most = 14400;
	struct pdf *pdf = pdf_of(canvas);
	ycf_status status = pdf_end_page(pdf);

	if (status != YCF_OK)
		return status;
	if (width * scale < least || width * scale > most || height * scale < least
	    || height * scale > most)
		return message_set(pdf->message, YCF_INVALID,
		                   "a page of a PDF is from 1 mm to 5 m wide and high");
	struct pdf_page *page = arena_take(pdf->arena, sizeof *page);
	if (page == NULL)
		return message_memory(pdf->message);
	*page = (struct pdf_page){.number = pdf->page_count, .width = width, .height = height,
	                          .scale = scale, .object = new_page(pdf)};
	if (page->object == NULL)
		return pdf_check(pdf, "add a page");
	append(pdf, page);
	begin_content(pdf, scale);
	return drawn(pdf);
}

/* ---- ink ---- */

static void set_colour(struct pdf *pdf, int now[3], const struct colour *colour, bool stroke)
{
	const float parts[3] = {colour->red, colour->green, colour->blue};
	int wanted[3];

	for (int i = 0; i < 3; i++)
		wanted[i] = parts[i] >= 1 ? 1000 : parts[i] > 0 ? (int)(parts[i] * 1000 + 0.5F) : 0;
	if (memcmp(now, wanted, sizeof wanted) == 0)
		return;
	memcpy(now, wanted, sizeof wanted);
	bool grey = wanted[0] == wanted[1] && wanted[1] == wanted[2];
	for (int i = 0; i < (grey ? 1 : 3); i++) {
		pdf_add_decimal(&pdf->content, wanted[i], 3);
		buffer_char(&pdf->content, ' ');
	}
	buffer_text(&pdf->content, grey ? (stroke ? "G\n" : "g\n") : stroke ? "RG\n" : "rg\n");
}

static void set_length(struct pdf *pdf, long *now, double length, const char *operator)
{
	long wanted = pdf_hundredths(length);

	if (wanted == *now)
		return;
	*now = wanted;
	pdf_add_decimal(&pdf->content, wanted, 2);
	buffer_text(&pdf->content, operator);
}

/* ---- text ---- */

enum where { OUTSIDE, IN_ARRAY, IN_STRING };

/* A line being written; lengths along it in thousandths of the type size. */
struct writing {
	struct pdf *pdf;
	struct buffer *out;
	const struct run *run;
	struct pdf_font *font;
	enum where where;
	double pen;                    /* where the next letter belongs */
	double viewer;                 /* where a viewer would draw it */
	double drift;                  /* of a viewer, for letter spacing that was rounded */
	long rise;
};

static void go(struct writing *writing, enum where where)
{
	if (writing->where == IN_STRING && where != IN_STRING)
		buffer_char(writing->out, ')');
	if (where == OUTSIDE && writing->where != OUTSIDE)
		buffer_text(writing->out, "]TJ\n");
	if (writing->where == OUTSIDE && where != OUTSIDE)
		buffer_char(writing->out, '[');
	if (where == IN_STRING && writing->where != IN_STRING)
		buffer_char(writing->out, '(');
	writing->where = where;
}

static bool set_font(struct writing *writing, unsigned face)
{
	struct pdf *pdf = writing->pdf;
	long size = pdf_hundredths(writing->run->size);
	struct pdf_font *font = pdf_font(pdf, face);

	writing->font = font;
	if (font == NULL || (font == pdf->ink.font && size == pdf->ink.size))
		return font != NULL;
	go(writing, OUTSIDE);
	pdf->ink.font = font;
	pdf->ink.size = size;
	buffer_format(writing->out, "/F%u ", pdf_font_number(font));
	pdf_add_decimal(writing->out, size, 2);
	buffer_text(writing->out, " Tf\n");
	return true;
}

static void set_rise(struct writing *writing, double rise)
{
	if (pdf_hundredths(rise) == writing->rise)
		return;
	go(writing, OUTSIDE);
	set_length(writing->pdf, &writing->rise, rise, " Ts\n");
}

/* Less than two thousandths is not seen; it is made good once it adds up. */
static void move_to(struct writing *writing, double wanted)
{
	double back = writing->viewer - wanted;

	if (back < 1.5 && back > -1.5)
		return;
	long whole = (long)(back < 0 ? back - 0.5 : back + 0.5);
	go(writing, IN_ARRAY);
	pdf_add_decimal(writing->out, whole, 0);
	writing->viewer -= (double)whole;
}

static void add_byte(struct buffer *out, unsigned byte)
{
	if (byte == '(' || byte == ')' || byte == '\\')
		buffer_char(out, '\\');
	if (byte == '\r')
		buffer_text(out, "\\r");
	else
		buffer_char(out, (char)byte);
}

static bool show(struct writing *writing, uint32_t character)
{
	unsigned code = pdf_code(writing->pdf, writing->font, character);

	go(writing, IN_STRING);
	add_byte(writing->out, code >> 8);
	add_byte(writing->out, code & 0xFF);
	return code != 0;
}

static bool write_letter(struct writing *writing, const struct letter *letter)
{
	const struct face_place *place = &letter->place;

	if (!set_font(writing, letter->face))
		return false;
	set_rise(writing, place->y * writing->run->size);
	move_to(writing, writing->pen + place->x * 1000);
	writing->pen += place->advance * 1000;
	writing->viewer += pdf_width(place->own) + writing->drift;
	return show(writing, letter->character);
}

/* Words of two lines do not run together when they are read out or copied. */
static bool write_space(struct writing *writing, const struct letter *last)
{
	if (last->character == ' ' || !face_has(faces_get(writing->pdf->faces, last->face), ' '))
		return true;
	return show(writing, ' ');
}

static ycf_status write_line(struct pdf *pdf, const struct run *run)
{
	struct writing writing = {.pdf = pdf, .out = &pdf->content, .run = run};
	bool well = true;

	set_length(pdf, &pdf->ink.spacing, run->spacing, " Tc\n");
	if (run->size > 0)
		writing.drift = ((double)pdf->ink.spacing / 100 - run->spacing) * 1000 / run->size;
	for (size_t i = 0; i < run->count && well; i++)
		well = write_letter(&writing, &run->letters[i]);
	if (well && run->goes_on)
		well = write_space(&writing, &run->letters[run->count - 1]);
	set_rise(&writing, 0);
	go(&writing, OUTSIDE);
	ycf_status status = drawn(pdf);
	return well || status != YCF_OK ? status : pdf->message->status;
}

static bool has_mark(const struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->letters[i].place.advance <= 0)
			return true;
	return false;
}

/* Whether it is but single letters, such as "A B". */
static bool is_spelled(const struct run *run)
{
	for (size_t i = 1; i < run->count; i++)
		if (run->letters[i - 1].character != ' ' && run->letters[i].character != ' ')
			return false;
	return run->count > 1;
}

/* Readers take letters that stand this far apart for words, single ones for a word,
   and put a mark that is no part of its letter elsewhere: they are told what it
   says. */
static bool wants_telling(const struct run *run)
{
	return run->spacing > 0.08 * run->size || has_mark(run) || is_spelled(run);
}

static void say_text(struct buffer *out, const struct run *run)
{
	buffer_text(out, "/Span<</ActualText<FEFF");
	for (size_t i = 0; i < run->count; i++)
		pdf_add_utf16(out, run->letters[i].character);
	buffer_text(out, run->goes_on ? "0020>>>BDC\n" : ">>>BDC\n");
}

static ycf_status draw_text(struct canvas *canvas, const struct run *run)
{
	struct pdf *pdf = pdf_of(canvas);
	struct buffer *out = &pdf->content;

	if (run->count == 0)
		return YCF_OK;
	ycf_status status = pdf_mark(pdf, run->y - run->size);
	if (status != YCF_OK)
		return status;
	bool told = wants_telling(run);
	set_colour(pdf, pdf->ink.fill, &run->colour, false);
	if (told)
		say_text(out, run);
	buffer_text(out, "BT\n");
	pdf_add_number(out, run->x);
	buffer_char(out, ' ');
	pdf_add_number(out, pdf->page->height - run->y);
	buffer_text(out, " Td\n");
	status = write_line(pdf, run);
	buffer_text(out, told ? "ET\nEMC\n" : "ET\n");
	return status == YCF_OK ? drawn(pdf) : status;
}

/* ---- paths ---- */

static void add_point(struct pdf *pdf, double x, double y)
{
	pdf_add_number(&pdf->content, x);
	buffer_char(&pdf->content, ' ');
	pdf_add_number(&pdf->content, pdf->page->height - y);
	buffer_char(&pdf->content, ' ');
}

/* From corner to corner, first along x. */
static bool is_box(const struct path_step *step, size_t left)
{
	if (left < 5 || step[0].kind != PATH_MOVE || step[4].kind != PATH_CLOSE)
		return false;
	for (int i = 1; i < 4; i++)
		if (step[i].kind != PATH_LINE)
			return false;
	long x = pdf_hundredths(step[0].x), right = pdf_hundredths(step[1].x);
	long y = pdf_hundredths(step[0].y), bottom = pdf_hundredths(step[2].y);
	return pdf_hundredths(step[1].y) == y && pdf_hundredths(step[2].x) == right
		&& pdf_hundredths(step[3].x) == x && pdf_hundredths(step[3].y) == bottom;
}

/* The width is that between the edges as rounded: boxes side by side leave no gap. */
static void add_box(struct pdf *pdf, const struct path_step *step)
{
	struct buffer *out = &pdf->content;
	double height = pdf->page->height;
	long numbers[4] = {pdf_hundredths(step[0].x), pdf_hundredths(height - step[0].y)};

	numbers[2] = pdf_hundredths(step[2].x) - numbers[0];
	numbers[3] = pdf_hundredths(height - step[2].y) - numbers[1];
	for (int i = 0; i < 4; i++) {
		pdf_add_decimal(out, numbers[i], 2);
		buffer_char(out, ' ');
	}
	buffer_text(out, "re\n");
}

static void add_step(struct pdf *pdf, const struct path_step *step)
{
	static const char *const operators[] = {
		[PATH_MOVE] = "m\n", [PATH_LINE] = "l\n", [PATH_CURVE] = "c\n", [PATH_CLOSE] = "h\n",
	};

	if (step->kind == PATH_CURVE) {
		add_point(pdf, step->x1, step->y1);
		add_point(pdf, step->x2, step->y2);
	}
	if (step->kind != PATH_CLOSE)
		add_point(pdf, step->x, step->y);
	buffer_text(&pdf->content, operators[step->kind]);
}

static void add_steps(struct pdf *pdf, const struct path *path)
{
	for (size_t i = 0; i < path->count; i++) {
		const struct path_step *step = &path->steps[i];
		if (is_box(step, path->count - i)) {
			add_box(pdf, step);
			i += 4;
		} else {
			add_step(pdf, step);
		}
	}
}

static const char fill[] = "f\n", stroke[] = "S\n", both[] = "B\n";

/* From so many steps on, a path that comes again is written only once. */
enum { MANY_STEPS = 40 };

static ycf_status keep_form(struct pdf *pdf, const struct path *path, const char *painting,
                            unsigned *number)
{
	struct buffer page = pdf->content;

	pdf->content = (struct buffer){0};
	add_steps(pdf, path);
	buffer_text(&pdf->content, painting);
	ycf_status status = pdf_keep_form(pdf, path, painting, &pdf->content, number);
	buffer_free(&pdf->content);
	pdf->content = page;
	return status;
}

static ycf_status draw_form(struct pdf *pdf, const struct path *path, const char *painting)
{
	bool known = false;
	unsigned number = 0;
	ycf_status status = pdf_place_form(pdf, path, painting, &known, &number);

	if (status == YCF_OK && !known)
		status = keep_form(pdf, path, painting, &number);
	if (status == YCF_OK)
		buffer_format(&pdf->content, "/I%u Do\n", number);
	return status == YCF_OK ? drawn(pdf) : status;
}

static ycf_status draw_path(struct canvas *canvas, const struct path *path,
                            const struct paint *paint)
{
	struct pdf *pdf = pdf_of(canvas);

	if (path->count == 0 || (paint->fill == NULL && paint->stroke == NULL))
		return YCF_OK;
	ycf_status status = pdf_mark(pdf, path->steps[0].y);
	if (status != YCF_OK)
		return status;
	if (paint->fill != NULL)
		set_colour(pdf, pdf->ink.fill, paint->fill, false);
	if (paint->stroke != NULL) {
		set_colour(pdf, pdf->ink.stroke, paint->stroke, true);
		set_length(pdf, &pdf->ink.thickness, paint->thickness, " w\n");
	}
	const char *painting = paint->stroke == NULL ? fill : paint->fill == NULL ? stroke : both;
	if (path->lasting && path->count >= MANY_STEPS)
		return draw_form(pdf, path, painting);
	add_steps(pdf, path);
	buffer_text(&pdf->content, painting);
	return drawn(pdf);
}

/* ---- pictures ---- */

static ycf_status draw_image(struct canvas *canvas, const struct image *image,
                             double x, double y, double width, double height)
{
	struct pdf *pdf = pdf_of(canvas);
	struct buffer *out = &pdf->content;
	unsigned number = 0;
	ycf_status status = pdf_place_image(pdf, image, &number);

	if (status == YCF_OK)
		status = pdf_mark(pdf, y);
	if (status != YCF_OK)
		return status;
	buffer_text(out, "q ");
	pdf_add_number(out, width);
	buffer_text(out, " 0 0 ");
	pdf_add_number(out, height);
	buffer_char(out, ' ');
	add_point(pdf, x, y + height);
	buffer_format(out, "cm/I%u Do Q\n", number);
	return drawn(pdf);
}

/* ---- elements ---- */

static ycf_status open_element(struct canvas *canvas, const struct element *element)
{
	return pdf_open_tag(pdf_of(canvas), element);
}

static ycf_status close_element(struct canvas *canvas)
{
	return pdf_close_tag(pdf_of(canvas));
}

const struct canvas_acts pdf_acts = {
	.page = begin_page,
	.open = open_element,
	.close = close_element,
	.text = draw_text,
	.path = draw_path,
	.image = draw_image,
};
