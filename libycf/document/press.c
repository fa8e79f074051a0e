#include "document/press.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "document/compose.h"
#include "document/html.h"
#include "document/mark.h"
#include "document/pdf.h"
#include "document/svg.h"
#include "document/words.h"

struct press {
	struct layout *layout;
	struct faces *faces;
	struct pictures *pictures;
	struct pdf_pictures *ready;    /* the same, as PDFs hold them */
	struct kept_words *kept;       /* of each element of the layout's `draw` */
	struct arena *arena;           /* of the document at hand */
	struct message *message;
	double scale;
	bool specimen;
	struct pdf *many;              /* many documents in one, begun */
};

static ycf_status open_rest(struct press *press)
{
	press->scale = 1;
	press->arena = arena_new();
	press->pictures = pictures_new();
	press->ready = pdf_pictures_new();
	press->kept = calloc(press->layout->draw.count + 1, sizeof *press->kept);
	if (press->arena == NULL || press->pictures == NULL || press->ready == NULL
	    || press->kept == NULL)
		return message_memory(press->message);
	if (press->layout->kind == DOCUMENT_FOOTER)
		return YCF_OK;
	return faces_new(press->message, &press->faces);
}

ycf_status press_open(const char *path, enum document_kind kind, struct message *message,
                      struct press **out)
{
	struct press *press = calloc(1, sizeof *press);

	if (press == NULL)
		return message_memory(message);
	press->message = message;
	ycf_status status = layout_read(path, kind, message, &press->layout);
	if (status == YCF_OK)
		status = open_rest(press);
	if (status != YCF_OK)
		press_free(press);
	else
		*out = press;
	return status;
}

static void free_kept(struct press *press)
{
	for (size_t i = 0; press->kept != NULL && i < press->layout->draw.count; i++)
		arena_free(press->kept[i].arena);
	free(press->kept);
}

void press_free(struct press *press)
{
	if (press == NULL)
		return;
	free_kept(press);
	pdf_free(press->many);
	faces_free(press->faces);
	pdf_pictures_free(press->ready);
	pictures_free(press->pictures);
	arena_free(press->arena);
	layout_free(press->layout);
	free(press);
}

enum document_kind press_kind(const struct press *press)
{
	return press->layout->kind;
}

static ycf_status refuse_font(const struct press *press, const struct layout_font *font)
{
	struct buffer names = {0};

	for (size_t i = 0; i < font->family_count; i++)
		buffer_format(&names, "%s%s", i > 0 ? ", " : "", font->families[i]);
	ycf_status status = yaml_refuse(press->layout->file, font->at, "no family of the font \"%s\" "
	                                "(%s) is installed for the whole computer as a TrueType "
	                                "font; install one, or name one that `fc-list` shows",
	                                font->name, buffer_string(&names));
	buffer_free(&names);
	return status;
}

ycf_status press_check_fonts(struct press *press)
{
	for (size_t i = 0; i < press->layout->font_count; i++) {
		const struct layout_font *font = &press->layout->fonts[i];
		struct font_style style = {.families = font->families,
		                           .family_count = font->family_count};
		if (!faces_have(press->faces, &style))
			return refuse_font(press, font);
	}
	return YCF_OK;
}

void press_mark(struct press *press, bool specimen)
{
	press->specimen = specimen;
}

const char *press_ending(const struct press *press)
{
	return document_ending(press->layout->kind);
}

ycf_status press_spare(const struct press *press, const char *path)
{
	struct stat file, own;

	if (path == NULL || stat(path, &file) != 0
	    || stat(press->layout->file->name, &own) != 0 || file.st_dev != own.st_dev
	    || file.st_ino != own.st_ino)
		return YCF_OK;
	return message_set(press->message, YCF_REFUSED,
	                   "%s is the layout itself; name another file to write to", path);
}

ycf_status press_paper(struct press *press, const char *size)
{
	static const struct {
		const char *name;
		double halvings;       /* of A0's area */
	} papers[] = {{"A3", 3}, {"A4", 4}, {"A5", 5}};
	double wanted = 0, own = 0;

	for (size_t i = 0; i < sizeof papers / sizeof papers[0]; i++) {
		if (strcasecmp(papers[i].name, size) == 0)
			wanted = papers[i].halvings;
		if (press->layout->paper != NULL
		    && strcmp(papers[i].name, press->layout->paper) == 0)
			own = papers[i].halvings;
	}
	if (own == 0)
		return message_set(press->message, YCF_INVALID,
		                   "this document has no paper size; print it in its own size");
	if (wanted == 0)
		return message_set(press->message, YCF_INVALID,
		                   "\"%s\" is no paper size; write A3, A4 or A5", size);
	press->scale = 1;
	/* each of the A sizes is half of the one before, in the same proportions */
	for (; own > wanted; own--)
		press->scale *= 1.41421356237309505;
	for (; own < wanted; own++)
		press->scale /= 1.41421356237309505;
	return YCF_OK;
}

static struct compose compose_of(const struct press *press, const struct values *values)
{
	return (struct compose){
		.layout = press->layout,
		.values = values,
		.faces = press->faces,
		.pictures = press->pictures,
		.kept = press->kept,
		.arena = press->arena,
		.message = press->message,
		.scale = press->scale,
		.specimen = press->specimen,
	};
}

static ycf_status expand(const struct compose *compose, const struct yaml *at,
                         const char *text, const char **expanded)
{
	struct scope scope = compose_scope(compose);

	return compose_text(compose, &scope, at, text, expanded);
}

/* ---- one document ---- */

static ycf_status begin_pdf(const struct press *press, const char *title, struct pdf **pdf)
{
	ycf_status status = pdf_new(press->faces, title, press->layout->language, press->message,
	                            pdf);

	if (status == YCF_OK)
		pdf_use_pictures(*pdf, press->ready);
	return status;
}

static ycf_status print_pdf(const struct press *press, struct compose *compose,
                            const char *title, struct output *output)
{
	struct composed *composed = NULL;
	struct pdf *pdf = NULL;

	compose->bookmarks = true;
	ycf_status status = compose_set(compose, &composed);
	if (status == YCF_OK)
		status = begin_pdf(press, title, &pdf);
	if (status == YCF_OK)
		status = compose_draw(compose, composed, pdf_canvas(pdf));
	if (status == YCF_OK)
		status = pdf_save(pdf, output);
	pdf_free(pdf);
	return status;
}

/* What a picture says in words begins with what it is. */
static ycf_status describe(const struct compose *compose, const char **description)
{
	const struct layout *layout = compose->layout;
	ycf_status status = expand(compose, layout->description_at, layout->description,
	                           description);

	if (status != YCF_OK || !compose->specimen)
		return status;
	*description = arena_format(compose->arena, "%s. %s", mark_text(layout), *description);
	return *description != NULL ? YCF_OK : message_memory(compose->message);
}

static ycf_status print_svg(struct compose *compose, const char *title,
                            struct output *output)
{
	const struct layout *layout = compose->layout;
	const char *description = NULL;
	struct composed *composed = NULL;
	struct svg *svg = NULL;

	ycf_status status = describe(compose, &description);
	if (status == YCF_OK)
		status = compose_set(compose, &composed);
	if (status == YCF_OK)
		status = svg_new(compose->faces, title, description, layout->language,
		                 compose->message, &svg);
	if (status == YCF_OK)
		status = compose_draw(compose, composed, svg_canvas(svg));
	if (status == YCF_OK)
		status = svg_save(svg, output);
	svg_free(svg);
	return status;
}

ycf_status press_print(struct press *press, const struct values *values,
                       struct output *output)
{
	struct compose compose = compose_of(press, values);
	const char *title = NULL;

	arena_reset(press->arena);
	if (press->layout->kind == DOCUMENT_FOOTER)
		return html_write(&compose, output);
	ycf_status status = expand(&compose, press->layout->title_at, press->layout->title,
	                           &title);
	if (status != YCF_OK)
		return status;
	return press->layout->kind == DOCUMENT_BADGE ? print_svg(&compose, title, output)
	                                             : print_pdf(press, &compose, title, output);
}

/* ---- many in one file ---- */

static ycf_status begin_many(struct press *press)
{
	if (press->many != NULL)
		return YCF_OK;
	if (strcmp(press_ending(press), "pdf") != 0)
		return message_set(press->message, YCF_MISUSE,
		                   "a %s is no PDF, so there is a file for each; name a folder "
		                   "for them", document_kinds[press->layout->kind]);
	return begin_pdf(press, "", &press->many);
}

static ycf_status add_part(struct press *press, const struct compose *compose,
                           const struct composed *composed, const char *title)
{
	struct canvas *canvas = pdf_canvas(press->many);
	struct element part = {.role = ROLE_PART, .bookmark = title};

	ycf_status status = canvas->acts->open(canvas, &part);
	if (status == YCF_OK)
		status = compose_draw(compose, composed, canvas);
	return status == YCF_OK ? canvas->acts->close(canvas) : status;
}

ycf_status press_add(struct press *press, const struct values *values)
{
	struct compose compose = compose_of(press, values);
	struct composed *composed = NULL;
	const char *title = NULL;

	arena_reset(press->arena);
	ycf_status status = begin_many(press);
	if (status == YCF_OK)
		status = expand(&compose, press->layout->title_at, press->layout->title, &title);
	if (status == YCF_OK)
		status = compose_set(&compose, &composed);
	return status == YCF_OK ? add_part(press, &compose, composed, title) : status;
}

ycf_status press_finish(struct press *press, const char *title, struct output *output)
{
	ycf_status status = begin_many(press);

	if (status == YCF_OK)
		status = pdf_title(press->many, title);
	if (status == YCF_OK)
		status = pdf_save(press->many, output);
	pdf_free(press->many);
	press->many = NULL;
	return status;
}
