/* What is drawn alike again and again.  Pictures in a PDF are raw colours, and a
   mask where some of it is transparent; paths are forms, which take their colour
   from the page. */
#include <stdlib.h>
#include <string.h>

#include "document/haru.h"

/* One plane of a picture, deflated. */
struct plane {
	unsigned char *bytes;
	size_t length;
	bool filtered;                 /* rows as differences, each begun by its filter */
};

/* Of a picture, or of a path as it is painted on pages of one height. */
struct kept {
	struct kept *next;
	const struct image *image;
	const struct path *path;
	double height;
	const char *painting;          /* the operator */
	struct plane colours, alpha;   /* a path's content is in `colours` */
};

struct pdf_pictures {
	struct kept *first;
};

struct pdf_picture {
	struct pdf_picture *next;
	const struct kept *kept;
	unsigned number;
	HPDF_Dict object;
};

/* ---- those kept from one document to the next ---- */

struct pdf_pictures *pdf_pictures_new(void)
{
	return calloc(1, sizeof(struct pdf_pictures));
}

static void kept_free(struct kept *kept)
{
	if (kept == NULL)
		return;
	free(kept->colours.bytes);
	free(kept->alpha.bytes);
	free(kept);
}

void pdf_pictures_free(struct pdf_pictures *pictures)
{
	while (pictures != NULL && pictures->first != NULL) {
		struct kept *next = pictures->first->next;
		kept_free(pictures->first);
		pictures->first = next;
	}
	free(pictures);
}

/* ---- packing ---- */

enum { FILTER_NONE, FILTER_LEFT, FILTER_UP, FILTER_PAETH = 4, SAMPLE = 256 * 1024 };

static int distance(int a, int b)
{
	return a > b ? a - b : b - a;
}

/* Of three neighbours the one nearest to left + up - corner. */
static int paeth(int left, int up, int corner)
{
	int guess = left + up - corner;
	int to_left = distance(guess, left), to_up = distance(guess, up);
	int to_corner = distance(guess, corner);

	if (to_left <= to_up && to_left <= to_corner)
		return left;
	return to_up <= to_corner ? up : corner;
}

struct rows {
	const uint8_t *bytes;
	size_t row;                    /* bytes in each */
	size_t count, pixel;           /* rows; bytes in a pixel */
};

static uint8_t filtered(const struct rows *rows, size_t row, size_t at, int filter)
{
	const uint8_t *here = rows->bytes + row * rows->row + at;
	int left = at >= rows->pixel ? here[-(ptrdiff_t)rows->pixel] : 0;
	int up = row > 0 ? here[-(ptrdiff_t)rows->row] : 0;
	int corner = row > 0 && at >= rows->pixel ? here[-(ptrdiff_t)(rows->row + rows->pixel)] : 0;
	int guess = filter == FILTER_LEFT ? left : filter == FILTER_UP ? up
		: filter == FILTER_PAETH ? paeth(left, up, corner) : 0;

	return (uint8_t)(*here - guess);
}

/* The filter whose differences are smallest in all. */
static int best_filter(const struct rows *rows, size_t row)
{
	static const int filters[] = {FILTER_NONE, FILTER_LEFT, FILTER_UP, FILTER_PAETH};
	int best = FILTER_NONE;
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
		size_t sum = 0;
		for (size_t at = 0; at < rows->row; at++) {
			uint8_t byte = filtered(rows, row, at, filters[i]);
			sum += byte < 128 ? byte : 256u - byte;
		}
		if (sum < least) {
			least = sum;
			best = filters[i];
		}
	}
	return best;
}

static uint8_t *filter_rows(const struct rows *rows)
{
	uint8_t *out = malloc((rows->row + 1) * rows->count);

	for (size_t row = 0, to = 0; out != NULL && row < rows->count; row++) {
		int filter = best_filter(rows, row);
		out[to++] = (uint8_t)filter;
		for (size_t at = 0; at < rows->row; at++)
			out[to++] = filtered(rows, row, at, filter);
	}
	return out;
}

static ycf_status deflate_rows(struct pdf *pdf, const struct rows *rows, bool differences)
{
	if (!differences)
		return pdf_deflate(pdf, rows->bytes, rows->row * rows->count);
	uint8_t *filtered_rows = filter_rows(rows);
	if (filtered_rows == NULL)
		return message_memory(pdf->message);
	ycf_status status = pdf_deflate(pdf, filtered_rows, (rows->row + 1) * rows->count);
	free(filtered_rows);
	return status;
}

/* Flat pictures come out smaller as they are, shaded ones as differences: some
   rows from the middle tell. */
static ycf_status choose(struct pdf *pdf, const struct rows *rows, bool *differences)
{
	size_t most = rows->row < SAMPLE ? SAMPLE / rows->row : 1;
	struct rows sample = *rows;

	if (sample.count > most) {
		sample.bytes += (rows->count - most) / 2 * rows->row;
		sample.count = most;
	}
	ycf_status status = deflate_rows(pdf, &sample, false);
	size_t length = pdf->deflated.length;
	if (status == YCF_OK)
		status = deflate_rows(pdf, &sample, true);
	*differences = pdf->deflated.length < length;
	return status;
}

static ycf_status take_deflated(struct pdf *pdf, struct plane *plane)
{
	plane->length = pdf->deflated.length;
	plane->bytes = malloc(plane->length);
	if (plane->bytes == NULL)
		return message_memory(pdf->message);
	memcpy(plane->bytes, pdf->deflated.data, plane->length);
	return YCF_OK;
}

static ycf_status pack(struct pdf *pdf, const struct rows *rows, struct plane *plane)
{
	ycf_status status = choose(pdf, rows, &plane->filtered);

	if (status == YCF_OK)
		status = deflate_rows(pdf, rows, plane->filtered);
	return status == YCF_OK ? take_deflated(pdf, plane) : status;
}

static ycf_status pack_image(struct pdf *pdf, const struct image *image, struct kept *kept)
{
	size_t pixel = image->grey ? 1 : 3;
	struct rows colours = {image->colours, image->width * pixel, image->height, pixel};
	struct rows alpha = {image->alpha, image->width, image->height, 1};
	ycf_status status = pack(pdf, &colours, &kept->colours);

	if (status == YCF_OK && image->alpha != NULL)
		status = pack(pdf, &alpha, &kept->alpha);
	return status;
}

static ycf_status choose_pictures(struct pdf *pdf)
{
	if (pdf->pictures == NULL)
		pdf->pictures = pdf->own_pictures = pdf_pictures_new();
	return pdf->pictures == NULL ? message_memory(pdf->message) : YCF_OK;
}

static bool is_same(const struct kept *a, const struct kept *b)
{
	return a->image == b->image && a->path == b->path && a->height >= b->height
		&& a->height <= b->height && a->painting == b->painting;
}

static const struct kept *find_kept(const struct pdf *pdf, const struct kept *wanted)
{
	for (const struct kept *kept = pdf->pictures->first; kept != NULL; kept = kept->next)
		if (is_same(kept, wanted))
			return kept;
	return NULL;
}

/* `content` is a path's. */
static ycf_status keep(struct pdf *pdf, const struct kept *wanted, const struct buffer *content,
                       const struct kept **out)
{
	struct kept *kept = calloc(1, sizeof *kept);

	if (kept == NULL)
		return message_memory(pdf->message);
	*kept = *wanted;
	ycf_status status = content != NULL ? pdf_deflate(pdf, content->data, content->length)
	                                    : pack_image(pdf, wanted->image, kept);
	if (status == YCF_OK && content != NULL)
		status = take_deflated(pdf, &kept->colours);
	if (status != YCF_OK) {
		kept_free(kept);
		return status;
	}
	kept->next = pdf->pictures->first;
	pdf->pictures->first = kept;
	*out = kept;
	return YCF_OK;
}

/* ---- in one document ---- */

static ycf_status write_plane(struct pdf *pdf, const struct image *image,
                              const struct plane *plane, unsigned parts, HPDF_Dict mask,
                              HPDF_Dict *object)
{
	struct buffer text = {0};

	*object = pdf_object(pdf);
	if (*object == NULL)
		return pdf_check(pdf, "add a picture");
	buffer_format(&text, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8"
	              "/ColorSpace/Device%s/Filter/FlateDecode", image->width, image->height,
	              parts == 1 ? "Gray" : "RGB");
	if (plane->filtered)
		buffer_format(&text, "/DecodeParms<</Predictor 15/Colors %u/Columns %u>>", parts,
		              image->width);
	if (mask != NULL) {
		buffer_text(&text, "/SMask ");
		pdf_add_reference(&text, mask);
	}
	ycf_status status = pdf_fill_stream(pdf, *object, &text, plane->bytes, plane->length);
	buffer_free(&text);
	return status;
}

static ycf_status write_picture(struct pdf *pdf, const struct kept *kept, HPDF_Dict *object)
{
	const struct image *image = kept->image;
	HPDF_Dict mask = NULL;
	ycf_status status = YCF_OK;

	if (image->alpha != NULL)
		status = write_plane(pdf, image, &kept->alpha, 1, NULL, &mask);
	if (status == YCF_OK)
		status = write_plane(pdf, image, &kept->colours, image->grey ? 1 : 3, mask, object);
	return status;
}

static ycf_status write_form(struct pdf *pdf, const struct kept *kept, HPDF_Dict *object)
{
	struct buffer text = {0};

	*object = pdf_object(pdf);
	if (*object == NULL)
		return pdf_check(pdf, "add an outline");
	buffer_text(&text, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	pdf_add_number(&text, pdf->page->width);
	buffer_char(&text, ' ');
	pdf_add_number(&text, pdf->page->height);
	buffer_text(&text, "]/Filter/FlateDecode");
	ycf_status status = pdf_fill_stream(pdf, *object, &text, kept->colours.bytes,
	                                    kept->colours.length);
	buffer_free(&text);
	return status;
}

static ycf_status add(struct pdf *pdf, const struct kept *kept, unsigned *number)
{
	struct pdf_picture *picture = arena_take(pdf->arena, sizeof *picture);

	if (picture == NULL)
		return message_memory(pdf->message);
	ycf_status status = kept->image != NULL ? write_picture(pdf, kept, &picture->object)
	                                        : write_form(pdf, kept, &picture->object);
	if (status != YCF_OK)
		return status;
	picture->kept = kept;
	picture->number = *number = pdf->drawn_count++;
	picture->next = pdf->drawn;
	pdf->drawn = picture;
	return YCF_OK;
}

/* Where it stands in the document, or is kept, *number is its number. */
static ycf_status place_known(struct pdf *pdf, const struct kept *wanted, bool *known,
                              unsigned *number)
{
	ycf_status status = choose_pictures(pdf);

	*known = true;
	for (const struct pdf_picture *at = pdf->drawn; at != NULL; at = at->next)
		if (is_same(at->kept, wanted)) {
			*number = at->number;
			return YCF_OK;
		}
	if (status != YCF_OK)
		return status;
	const struct kept *kept = find_kept(pdf, wanted);
	*known = kept != NULL;
	return kept != NULL ? add(pdf, kept, number) : YCF_OK;
}

static ycf_status place_new(struct pdf *pdf, const struct kept *wanted,
                            const struct buffer *content, unsigned *number)
{
	const struct kept *kept = NULL;
	ycf_status status = keep(pdf, wanted, content, &kept);

	return status == YCF_OK ? add(pdf, kept, number) : status;
}

ycf_status pdf_place_image(struct pdf *pdf, const struct image *image, unsigned *number)
{
	struct kept wanted = {.image = image};
	bool known = false;
	ycf_status status = place_known(pdf, &wanted, &known, number);

	return status == YCF_OK && !known ? place_new(pdf, &wanted, NULL, number) : status;
}

static struct kept form_of(const struct pdf *pdf, const struct path *path, const char *painting)
{
	return (struct kept){.path = path, .height = pdf->page->height, .painting = painting};
}

ycf_status pdf_place_form(struct pdf *pdf, const struct path *path, const char *painting,
                          bool *known, unsigned *number)
{
	struct kept wanted = form_of(pdf, path, painting);

	return place_known(pdf, &wanted, known, number);
}

ycf_status pdf_keep_form(struct pdf *pdf, const struct path *path, const char *painting,
                         const struct buffer *content, unsigned *number)
{
	struct kept wanted = form_of(pdf, path, painting);

	if (content->failed)
		return message_memory(pdf->message);
	return place_new(pdf, &wanted, content, number);
}

void pdf_add_images(const struct pdf *pdf, struct buffer *out)
{
	if (pdf->drawn == NULL)
		return;
	buffer_text(out, "/XObject<<");
	for (const struct pdf_picture *picture = pdf->drawn; picture != NULL;
	     picture = picture->next) {
		buffer_format(out, "/I%u ", picture->number);
		pdf_add_reference(out, picture->object);
	}
	buffer_text(out, ">>");
}
