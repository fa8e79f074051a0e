/* PDFs as their readers meet them: drawn straight on the canvas, then read back
   by other programs.  Tests that need one of those skip without it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "document/letters.h"
#include "document/pdf.h"

static const double A4_WIDTH = 595.28, A4_HEIGHT = 841.89;

static const char *const sans[] = {"DejaVu Sans"}, *const serif[] = {"DejaVu Serif"};
static const struct font_style plain = {sans, 1, 400, false}, bold = {sans, 1, 700, false},
                               book = {serif, 1, 400, false};
static const struct colour black = {0, 0, 0}, red = {1, 0, 0}, blue = {0, 0, 1};

/* One struct faces for all tests: as it serves many documents in turn. */
static struct faces *faces;

struct bench {
	struct message message;
	struct arena *arena;
	struct pdf *pdf;
	struct canvas *canvas;
	char folder[32];
	char path[64];
};

static void ok(const struct bench *bench, ycf_status status)
{
	if (status != YCF_OK)
		fail_msg("%s", bench->message.text);
}

static void begin(struct bench *bench, const char *title)
{
	ok(bench, pdf_new(faces, title, "en-GB", &bench->message, &bench->pdf));
	bench->canvas = pdf_canvas(bench->pdf);
}

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);

	assert_non_null(bench);
	bench->arena = arena_new();
	assert_non_null(bench->arena);
	strcpy(bench->folder, "/tmp/ycf-pdf-XXXXXX");
	assert_non_null(mkdtemp(bench->folder));
	snprintf(bench->path, sizeof bench->path, "%s/drawn.pdf", bench->folder);
	begin(bench, "Test");
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	pdf_free(bench->pdf);
	arena_free(bench->arena);
	unlink(bench->path);
	rmdir(bench->folder);
	free(bench);
	return 0;
}

/* ---- drawing ---- */

static void page(struct bench *bench, double scale)
{
	ok(bench, bench->canvas->acts->page(bench->canvas, A4_WIDTH, A4_HEIGHT, scale));
}

static void open_as(struct bench *bench, enum reading role)
{
	struct element element = {.role = role};

	ok(bench, bench->canvas->acts->open(bench->canvas, &element));
}

static void close_it(struct bench *bench)
{
	ok(bench, bench->canvas->acts->close(bench->canvas));
}

static struct run run_of(struct bench *bench, const struct font_style *style, const char *text,
                         double x, double y, double size)
{
	struct letters letters = {0};

	ok(bench, letters_place(faces, style, text, bench->arena, &bench->message, &letters));
	return (struct run){.letters = letters.items, .count = letters.count,
	                    .x = x, .y = y, .size = size, .colour = black};
}

static double width_of(const struct run *run)
{
	double width = 0;

	for (size_t i = 0; i < run->count; i++)
		width += run->letters[i].place.advance * run->size + run->spacing;
	return width;
}

static void draw(struct bench *bench, const struct run *run)
{
	ok(bench, bench->canvas->acts->text(bench->canvas, run));
}

static void write_as(struct bench *bench, enum reading role, const char *text, double y)
{
	struct run run = run_of(bench, &plain, text, 60, y, 14);

	open_as(bench, role);
	draw(bench, &run);
	close_it(bench);
}

static void paint_box(struct bench *bench, double x, double y, double width, double height,
                      const struct colour *fill)
{
	struct path path = {.arena = bench->arena};
	struct paint paint = {.fill = fill};

	path_box(&path, x, y, width, height, 0);
	ok(bench, bench->canvas->acts->path(bench->canvas, &path, &paint));
}

static void save(struct bench *bench)
{
	struct output *output = NULL;

	ok(bench, output_open(bench->path, -1, &output, &bench->message));
	ok(bench, pdf_save(bench->pdf, output));
	ok(bench, output_commit(output, &bench->message));
	pdf_free(bench->pdf);
	bench->pdf = NULL;
}

/* ---- reading back ---- */

static void need(const char *program)
{
	char command[128];

	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
	if (system(command) != 0) {
		print_message("skipped: %s is not installed\n", program);
		skip();
	}
}

/* What a program says about the file; free the buffer. */
static struct buffer ask(const struct bench *bench, const char *program, const char *after)
{
	char command[256], block[4096];
	struct buffer answer = {0};

	snprintf(command, sizeof command, "%s %s %s 2>&1", program, bench->path, after);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
		buffer_add(&answer, block, got);
	if (pclose(pipe) != 0)
		fail_msg("%s:\n%s", command, buffer_string(&answer));
	assert_false(answer.failed);
	/* what is packed in the file may hold any byte */
	for (size_t i = 0; i < answer.length; i++)
		if (answer.data[i] == '\0')
			answer.data[i] = ' ';
	return answer;
}

static void expect_in(const struct buffer *answer, const char *expected)
{
	if (strstr(buffer_string(answer), expected) == NULL)
		fail_msg("\"%s\" is not in:\n%s", expected, buffer_string(answer));
}

static void expect_not_in(const struct buffer *answer, const char *unexpected)
{
	if (strstr(buffer_string(answer), unexpected) != NULL)
		fail_msg("\"%s\" is in:\n%s", unexpected, buffer_string(answer));
}

static void expect(const struct bench *bench, const char *program, const char *after,
                   const char *expected)
{
	struct buffer answer = ask(bench, program, after);

	expect_in(&answer, expected);
	buffer_free(&answer);
}

static void expect_sound(const struct bench *bench)
{
	struct buffer answer = ask(bench, "qpdf --check", "");

	expect_in(&answer, "No syntax or stream encoding errors found");
	expect_not_in(&answer, "WARNING");
	buffer_free(&answer);
	answer = ask(bench, "pdftotext", "/dev/null");
	assert_string_equal(buffer_string(&answer), "");
	buffer_free(&answer);
}

static void need_readers(void)
{
	need("qpdf");
	need("pdftotext");
}

/* The structure as pdfinfo tells it, but for the kinds of types that it adds,
   which differ between its versions. */
static struct buffer structure(const struct bench *bench)
{
	return ask(bench, "pdfinfo -struct-text",
	           "| sed -e 's/ (block)$//' -e 's/ (grouping)$//' -e 's/:$//'");
}

static void expect_structure(const struct bench *bench, const char *expected)
{
	struct buffer answer = structure(bench);

	expect_in(&answer, expected);
	buffer_free(&answer);
}

/* ---- text ---- */

static void texts_are_read_back(void **state)
{
	static const char *const texts[] = {
		"Elm Tree Primary School",
		"Elmete Wood - BESD SILC (Behaviour, Emotional, Social \\ Difficulties)",
		"Szkoła Polska im. Świętej Łucji Żółć",
		"Ysgol Gynradd Tŷ Ŵyn, Llanfairpwllgwyngyll",
		"Ελληνικό Σχολείο Λιντς – Άγιος Γεώργιος",
		"Українська школа «Світло й Їжак»",
		"St Mary's & St Joseph's “Hilltop” (11–18) Æøåß Țș ﬁ İı",
		"Հայկական դպրոց",
		"AVAToYeWaTr. Lady Yew, Valley & Tower",
		/* the second bytes of their codes are ( ) \ and a carriage return */
		"ĨĩŜč",
	};
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		write_as(bench, ROLE_PARAGRAPH, texts[i], 50 + 40 * (double)i);
	save(bench);
	expect_sound(bench);
	struct buffer text = ask(bench, "pdftotext -layout", "-");
	struct buffer read = structure(bench);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		expect_in(&text, texts[i]);
		expect_in(&read, texts[i]);
	}
	buffer_free(&text);
	buffer_free(&read);
}

static void every_space_is_what_it_was(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	write_as(bench, ROLE_PARAGRAPH, "Year\u00a06 and up", 100);
	save(bench);
	expect_structure(bench, "\"Year\u00a06 and up\"");
}

static bool can_draw(struct bench *bench, const char *text)
{
	struct letters letters = {0};
	struct message message = {0};

	return letters_place(faces, &plain, text, bench->arena, &message, &letters) == YCF_OK;
}

static void characters_beyond_the_bmp(void **state)
{
	struct bench *bench = *state;

	need_readers();
	if (!can_draw(bench, "𝐀")) {
		print_message("skipped: no font has U+1D400\n");
		skip();
	}
	page(bench, 1);
	write_as(bench, ROLE_PARAGRAPH, "Set 𝐁 and 𝐀, then 𝐁", 100);
	struct run other = run_of(bench, &book, "𝐂 in 𝐀", 60, 200, 14);
	open_as(bench, ROLE_PARAGRAPH);
	draw(bench, &other);
	close_it(bench);
	save(bench);
	expect_sound(bench);
	expect(bench, "pdftotext", "-", "Set 𝐁 and 𝐀, then 𝐁");
	expect_structure(bench, "𝐂 in 𝐀");
}

static void every_font_is_embedded(void **state)
{
	struct bench *bench = *state;
	unsigned fonts = 0;

	need_readers();
	need("pdffonts");
	page(bench, 1);
	struct run runs[] = {
		run_of(bench, &plain, "School Հայկական Школа", 60, 100, 14),
		run_of(bench, &bold, "School", 60, 140, 14),
		run_of(bench, &book, "School", 60, 180, 14),
	};
	for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++)
		draw(bench, &runs[i]);
	save(bench);
	expect_sound(bench);
	struct buffer answer = ask(bench, "pdffonts", "| tail -n +3");
	for (char *line = strtok(answer.data, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		if (strstr(line, "yes yes yes") == NULL || strstr(line, "CID TrueType") == NULL)
			fail_msg("not embedded, cut down and mapped: %s", line);
		fonts++;
	}
	assert_true(fonts >= 3);
	buffer_free(&answer);
}

/* The words that pdftotext finds, and where: xMin, yMin, xMax, yMax. */
static void find_word(const struct bench *bench, const char *word, double box[4])
{
	char ending[64];
	struct buffer answer = ask(bench, "pdftotext -bbox", "-");

	snprintf(ending, sizeof ending, "\">%s</word>", word);
	const char *end = strstr(buffer_string(&answer), ending);
	if (end == NULL)
		fail_msg("no word \"%s\" in:\n%s", word, buffer_string(&answer));
	while (*end != '<')
		end--;
	assert_int_equal(sscanf(end, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"",
	                        &box[0], &box[1], &box[2], &box[3]), 4);
	buffer_free(&answer);
}

static void expect_near(double found, double expected, double most)
{
	if (found < expected - most || found > expected + most)
		fail_msg("%f is not near %f", found, expected);
}

/* Kerned letters stand where they were placed, and stay one word. */
static void kerned_words_keep_place(void **state)
{
	struct bench *bench = *state;
	static const char word[] = "AVAToYeWaTrPalindromesAVAToYeWaTrPalindromes";
	double box[4];

	need_readers();
	page(bench, 1);
	struct run run = run_of(bench, &plain, word, 60, 100, 14);
	draw(bench, &run);
	save(bench);
	find_word(bench, word, box);
	expect_near(box[0], 60, 0.05);
	expect_near(box[2], 60 + width_of(&run), 0.1);
	assert_true(box[1] < 100 && box[3] > 100);
}

static void spaced_letters_stay_words(void **state)
{
	struct bench *bench = *state;
	double box[4];

	need_readers();
	page(bench, 1);
	struct run run = run_of(bench, &plain, "CERTIFICATE OF AWARD", 60, 100, 12.25);
	run.spacing = 12.25 * 0.17;
	open_as(bench, ROLE_PARAGRAPH);
	draw(bench, &run);
	close_it(bench);
	struct run after = run_of(bench, &plain, "Afterwards", 60, 140, 12.25);
	draw(bench, &after);
	save(bench);
	expect_sound(bench);
	expect(bench, "pdftotext", "-", "CERTIFICATE OF AWARD");
	expect_structure(bench, "\"CERTIFICATE OF AWARD\"");
	find_word(bench, "CERTIFICATE OF AWARD", box);
	expect_near(box[2], 60 + width_of(&run) - run.spacing, 0.2);
	find_word(bench, "Afterwards", box);
	expect_near(box[2], 60 + width_of(&after), 0.1);
}

static void lines_of_one_text_keep_a_space(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	struct run first = run_of(bench, &plain, "Elm Tree", 60, 100, 14);
	struct run second = run_of(bench, &plain, "Primary School", 60, 120, 14);
	first.goes_on = true;
	open_as(bench, ROLE_HEADING_1);
	draw(bench, &first);
	draw(bench, &second);
	close_it(bench);
	save(bench);
	expect_sound(bench);
	expect_structure(bench, "\"Elm Tree Primary School\"");
}

/* ---- structure ---- */

static void cell(struct bench *bench, const struct element *element, const char *text,
                 double x, double y)
{
	ok(bench, bench->canvas->acts->open(bench->canvas, element));
	if (text[0] != '\0') {
		struct run run = run_of(bench, &plain, text, x, y, 10);
		draw(bench, &run);
	}
	close_it(bench);
}

static void table(struct bench *bench)
{
	const struct element head = {.role = ROLE_HEADER_CELL}, side = {.role = ROLE_HEADER_CELL,
		.heads_row = true}, data = {.role = ROLE_CELL}, wide = {.role = ROLE_HEADER_CELL,
		.columns = 2};

	open_as(bench, ROLE_TABLE);
	open_as(bench, ROLE_ROW);
	cell(bench, &head, "What", 60, 300);
	cell(bench, &head, "Who", 160, 300);
	close_it(bench);
	paint_box(bench, 60, 305, 300, 1, &black);
	open_as(bench, ROLE_ROW);
	cell(bench, &wide, "Staff", 60, 320);
	close_it(bench);
	open_as(bench, ROLE_ROW);
	cell(bench, &side, "Training", 60, 340);
	cell(bench, &data, "", 160, 340);
	close_it(bench);
	open_as(bench, ROLE_ROW);
	close_it(bench);
	close_it(bench);
}

static void structure_is_read(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	write_as(bench, ROLE_HEADING_1, "Certificate", 60);
	write_as(bench, ROLE_DECORATION, "Ornament", 80);
	paint_box(bench, 10, 10, 500, 20, &blue);
	open_as(bench, ROLE_PARAGRAPH);
	close_it(bench);
	write_as(bench, ROLE_HEADING_2, "Standards", 100);
	write_as(bench, ROLE_PARAGRAPH, "All met", 120);
	table(bench);
	save(bench);
	expect_sound(bench);
	expect_structure(bench, "Document\n"
	       "  H1\n    \"Certificate\"\n"
	       "  H2\n    \"Standards\"\n"
	       "  P\n    \"All met\"\n"
	       "  Table\n"
	       "    TR\n"
	       "      TH\n         /Scope /Column\n        \"What\"\n"
	       "      TH\n         /Scope /Column\n        \"Who\"\n"
	       "    TR\n"
	       "      TH\n         /Scope /Column\n         /ColSpan 2\n        \"Staff\"\n"
	       "    TR\n"
	       "      TH\n         /Scope /Row\n        \"Training\"\n"
	       "      TD\n");
	struct buffer info = structure(bench);
	expect_not_in(&info, "Ornament");
	buffer_free(&info);
	expect(bench, "pdftotext", "-", "Ornament");
}

static void an_element_goes_on_over_the_page(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	open_as(bench, ROLE_PARAGRAPH);
	struct run first = run_of(bench, &plain, "on the first page", 60, 800, 14);
	first.goes_on = true;
	draw(bench, &first);
	page(bench, 1);
	paint_box(bench, 10, 10, 500, 20, &blue);
	struct run second = run_of(bench, &plain, "and on the second", 60, 60, 14);
	draw(bench, &second);
	close_it(bench);
	write_as(bench, ROLE_PARAGRAPH, "Then another", 100);
	save(bench);
	expect_sound(bench);
	struct buffer info = structure(bench);
	expect_in(&info, "on the first page ");
	expect_in(&info, "and on the second\"\n  P\n    \"Then another\"\n");
	buffer_free(&info);
}

static struct image *make_image(unsigned width, unsigned height, bool grey, bool see_through)
{
	struct image *image = calloc(1, sizeof *image);
	size_t parts = grey ? 1 : 3;

	assert_non_null(image);
	image->width = width;
	image->height = height;
	image->grey = grey;
	image->colours = calloc(width * height, parts);
	assert_non_null(image->colours);
	for (size_t i = 0; i < width * height; i++)
		image->colours[i * parts] = 255;
	if (see_through) {
		image->alpha = calloc(width, height);
		assert_non_null(image->alpha);
		for (size_t i = 0; i < width * height; i++)
			image->alpha[i] = i % width < width / 2 ? 255 : 128;
	}
	return image;
}

static void drop_image(struct image *image)
{
	free(image->colours);
	free(image->alpha);
	free(image);
}

static void place_image(struct bench *bench, const struct image *image, double x, double y,
                        double size, const char *alt)
{
	struct element figure = {.role = ROLE_FIGURE, .alt = alt, .x = x, .y = y,
	                         .width = size, .height = size};

	ok(bench, bench->canvas->acts->open(bench->canvas, &figure));
	ok(bench, bench->canvas->acts->image(bench->canvas, image, x, y, size, size));
	close_it(bench);
}

static void figures_say_what_they_show(void **state)
{
	struct bench *bench = *state;
	struct image *image = make_image(4, 4, false, false);

	need_readers();
	page(bench, 2);
	place_image(bench, image, 100, 100, 50, "Logo of the Übungs-(school)");
	save(bench);
	drop_image(image);
	expect_sound(bench);
	struct buffer info = ask(bench, "pdfinfo -struct", "");
	expect_in(&info, "Figure");
	buffer_free(&info);
	expect(bench, "qpdf --json --json-key=qpdf", "", "\"/Alt\": \"u:Logo of the Übungs-(school)\"");
	/* the page is twice as large: 1683.78 - 200 is the top */
	expect(bench, "qpdf --qdf --object-streams=disable", "- | tr -s ' \\n' ' '",
	       "/BBox [ 200 1383.78 300 1483.78 ]");
}

/* ---- pages, bookmarks ---- */

static void heading(struct bench *bench, const char *text, double y)
{
	struct element element = {.role = ROLE_HEADING_1, .bookmark = text};

	cell(bench, &element, text, 60, y);
}

static void bookmarks_lead_to_pages(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	heading(bench, "First (one)", 100);
	heading(bench, "", 150);
	page(bench, 1);
	heading(bench, "Tŷ", 200);
	save(bench);
	expect_sound(bench);
	struct buffer json = ask(bench, "qpdf --json --json-key=outlines", "| tr -d ' \\n'");
	expect_in(&json, "\"destpageposfrom1\":1,\"kids\":[],\"object\":");
	expect_in(&json, "\"title\":\"First(one)\"");
	expect_in(&json, "\"destpageposfrom1\":2,\"kids\":[],\"object\":");
	expect_in(&json, "\"title\":\"Tŷ\"");
	expect_not_in(&json, "\"title\":\"\"");
	buffer_free(&json);
	expect(bench, "qpdf --qdf --object-streams=disable", "-", "/PageMode /UseOutlines");
}

static void one_page_needs_no_bookmarks(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	heading(bench, "Only one", 100);
	save(bench);
	struct buffer raw = ask(bench, "qpdf --qdf --object-streams=disable", "-");
	expect_not_in(&raw, "/Outlines");
	expect_not_in(&raw, "/PageMode");
	buffer_free(&raw);
}

static void many_documents_are_parts(void **state)
{
	static const char *const schools[] = {"Elm Tree", "Oak Hill", "Ash Vale"};
	struct bench *bench = *state;
	char name[32];

	need_readers();
	for (size_t i = 0; i < 3; i++) {
		/* opened before its page, from a text that does not last */
		snprintf(name, sizeof name, "%s", schools[i]);
		struct element part = {.role = ROLE_PART, .bookmark = name};
		ok(bench, bench->canvas->acts->open(bench->canvas, &part));
		memset(name, 'x', sizeof name - 1);
		page(bench, 1);
		paint_box(bench, 10, 10, 500, 20, &blue);
		heading(bench, "Certificate", 60);
		write_as(bench, ROLE_PARAGRAPH, schools[i], 100);
		close_it(bench);
	}
	ok(bench, pdf_title(bench->pdf, "All certificates"));
	save(bench);
	expect_sound(bench);
	struct buffer info = structure(bench);
	expect_in(&info, "Document\n  Part\n    H1\n      \"Certificate\"\n"
	          "    P\n      \"Elm Tree\"\n  Part\n");
	buffer_free(&info);
	struct buffer json = ask(bench, "qpdf --json --json-key=outlines", "| tr -d ' \\n'");
	expect_in(&json, "\"destpageposfrom1\":3,\"kids\":[{");
	expect_in(&json, "\"title\":\"AshVale\"");
	buffer_free(&json);
	expect(bench, "pdfinfo", "", "All certificates\n");
}

static void enlarged_to_another_paper(void **state)
{
	struct bench *bench = *state;
	double box[4];

	need_readers();
	page(bench, 1.41421356237309505);
	struct run run = run_of(bench, &plain, "Poster", 60, 100, 14);
	draw(bench, &run);
	save(bench);
	expect_sound(bench);
	expect(bench, "pdfinfo", "", "(A3)");
	find_word(bench, "Poster", box);
	expect_near(box[0], 84.85, 0.1);
	expect_near(box[2], 1.41421 * (60 + width_of(&run)), 0.2);
}

static void title_and_language(void **state)
{
	struct bench *bench = *state;

	need_readers();
	pdf_free(bench->pdf);
	begin(bench, "Tŷ (Ŵyn) \\ <Школа> & \"Elm\"");
	page(bench, 1);
	write_as(bench, ROLE_PARAGRAPH, "Text", 100);
	save(bench);
	expect_sound(bench);
	struct buffer info = ask(bench, "pdfinfo", "");
	expect_in(&info, "Tŷ (Ŵyn) \\ <Школа> & \"Elm\"\n");
	expect_in(&info, "PDF version:     1.7\n");
	expect_in(&info, "Tagged:          yes\n");
	expect_not_in(&info, "Date");
	buffer_free(&info);
	info = ask(bench, "pdfinfo -meta", "");
	expect_in(&info, ">Tŷ (Ŵyn) \\ &lt;Школа&gt; &amp; \"Elm\"</rdf:li>");
	expect_in(&info, "<pdfuaid:part>1</pdfuaid:part>");
	expect_in(&info, "<rdf:li>en-GB</rdf:li>");
	buffer_free(&info);
	struct buffer raw = ask(bench, "qpdf --qdf --object-streams=disable", "-");
	expect_in(&raw, "/Lang (en-GB)");
	expect_in(&raw, "/DisplayDocTitle true");
	expect_in(&raw, "/Marked true");
	expect_in(&raw, "/Tabs /S");
	buffer_free(&raw);
}

/* ---- pixels ---- */

struct pixels {
	char *file;
	const unsigned char *bytes;
	int width, height;
};

static struct pixels render(struct bench *bench)
{
	char command[256], path[80];
	struct pixels pixels = {0};
	size_t length = 0;
	int read = 0;

	snprintf(path, sizeof path, "%s/page.ppm", bench->folder);
	snprintf(command, sizeof command, "pdftoppm -r 72 -singlefile %s %s/page", bench->path,
	         bench->folder);
	assert_int_equal(system(command), 0);
	ok(bench, file_read(path, 1 << 23, &pixels.file, &length, &bench->message));
	unlink(path);
	assert_int_equal(sscanf(pixels.file, "P6 %d %d 255%n", &pixels.width, &pixels.height,
	                        &read), 2);
	pixels.bytes = (const unsigned char *)pixels.file + read + 1;
	return pixels;
}

static void expect_colour(const struct pixels *pixels, int x, int y, int r, int g, int b)
{
	const unsigned char *at = pixels->bytes + 3 * (y * pixels->width + x);

	if (abs(at[0] - r) > 2 || abs(at[1] - g) > 2 || abs(at[2] - b) > 2)
		fail_msg("at %d, %d is %d %d %d, not %d %d %d", x, y, at[0], at[1], at[2], r, g, b);
}

static void pictures_and_boxes_are_where_they_belong(void **state)
{
	struct bench *bench = *state;
	struct image *image = make_image(64, 64, false, true);
	struct image *grey = make_image(8, 8, true, false);

	need_readers();
	need("pdftoppm");
	page(bench, 1);
	paint_box(bench, 100, 100, 200, 200, &blue);
	place_image(bench, image, 150, 150, 100, "red glass");
	place_image(bench, grey, 400, 100, 50, "white");
	paint_box(bench, 20, 20, 30, 40, &red);
	save(bench);
	drop_image(image);
	drop_image(grey);
	expect_sound(bench);
	struct pixels pixels = render(bench);
	expect_colour(&pixels, 10, 10, 255, 255, 255);
	expect_colour(&pixels, 30, 50, 255, 0, 0);
	expect_colour(&pixels, 30, 70, 255, 255, 255);
	expect_colour(&pixels, 120, 120, 0, 0, 255);
	expect_colour(&pixels, 170, 200, 255, 0, 0);
	expect_colour(&pixels, 230, 200, 128, 0, 127);
	expect_colour(&pixels, 270, 200, 0, 0, 255);
	expect_colour(&pixels, 425, 125, 255, 255, 255);
	free(pixels.file);
}

static void an_outline_stands_where_it_is_drawn(void **state)
{
	struct bench *bench = *state;
	struct path path = {.arena = bench->arena};
	const struct paint paint = {.stroke = &red, .thickness = 10};

	need_readers();
	need("pdftoppm");
	page(bench, 1);
	path_circle(&path, 200, 300, 50);
	ok(bench, bench->canvas->acts->path(bench->canvas, &path, &paint));
	save(bench);
	expect_sound(bench);
	struct pixels pixels = render(bench);
	expect_colour(&pixels, 200, 300, 255, 255, 255);
	expect_colour(&pixels, 200, 250, 255, 0, 0);
	expect_colour(&pixels, 250, 300, 255, 0, 0);
	expect_colour(&pixels, 165, 335, 255, 0, 0);
	expect_colour(&pixels, 200, 362, 255, 255, 255);
	free(pixels.file);
}

/* A picture of many shades, which is packed as differences. */
static void shaded_pictures_keep_their_shades(void **state)
{
	struct bench *bench = *state;
	struct image *image = make_image(200, 200, false, false);

	need_readers();
	need("pdftoppm");
	for (size_t y = 0; y < 200; y++)
		for (size_t x = 0; x < 200; x++) {
			uint8_t *pixel = &image->colours[(y * 200 + x) * 3];
			pixel[0] = (uint8_t)(x + y / 4);
			pixel[1] = (uint8_t)(y + x / 8);
			pixel[2] = (uint8_t)((x * y) >> 8);
		}
	page(bench, 1);
	ok(bench, bench->canvas->acts->image(bench->canvas, image, 100, 100, 200, 200));
	save(bench);
	expect_sound(bench);
	expect(bench, "qpdf --qdf --object-streams=disable --stream-data=preserve", "-",
	       "/Predictor 15");
	struct pixels pixels = render(bench);
	/* the page's height is not a whole number of pixels */
	for (int i = 10; i < 190; i += 20)
		expect_near(pixels.bytes[3 * ((100 + i) * pixels.width + 100 + i)], i + i / 4, 4);
	free(pixels.file);
	drop_image(image);
}

/* ---- many documents ---- */

static struct buffer document(struct bench *bench, struct pdf_pictures *pictures,
                              const struct image *image)
{
	char *file = NULL;
	size_t length = 0;
	struct buffer bytes = {0};

	pdf_free(bench->pdf);
	begin(bench, "Same");
	if (pictures != NULL)
		pdf_use_pictures(bench->pdf, pictures);
	page(bench, 1);
	write_as(bench, ROLE_HEADING_1, "Հայկական Школа Tŷ Ŵyn", 100);
	struct run run = run_of(bench, &book, "Valley (“AVA”) ★", 60, 150, 14);
	draw(bench, &run);
	place_image(bench, image, 100, 200, 50, "logo");
	page(bench, 1);
	heading(bench, "Next", 100);
	save(bench);
	ok(bench, file_read(bench->path, 1 << 20, &file, &length, &bench->message));
	buffer_add(&bytes, file, length);
	free(file);
	return bytes;
}

/* However many documents the fonts and pictures served before. */
static void the_same_drawing_gives_the_same_bytes(void **state)
{
	struct bench *bench = *state;
	struct image *image = make_image(64, 64, false, true);
	struct pdf_pictures *pictures = pdf_pictures_new();
	struct buffer first = document(bench, NULL, image);

	assert_non_null(pictures);
	for (int i = 0; i < 40; i++) {
		struct buffer again = document(bench, i % 2 == 0 ? pictures : NULL, image);
		assert_int_equal(again.length, first.length);
		assert_memory_equal(again.data, first.data, first.length);
		buffer_free(&again);
	}
	assert_true(first.length < 32 * 1024);
	buffer_free(&first);
	pdf_pictures_free(pictures);
	drop_image(image);
}

static void only_what_is_drawn_is_embedded(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	run_of(bench, &plain, "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz", 0, 0, 10);
	struct run run = run_of(bench, &plain, "oo", 60, 100, 14);
	draw(bench, &run);
	save(bench);
	expect_sound(bench);
	struct buffer raw = ask(bench, "qpdf --qdf --object-streams=disable", "- | tr -d ' \\n'");
	expect_in(&raw, "/W[111[612]]");
	expect_in(&raw, "<006F><006F><006F>");
	buffer_free(&raw);
}

static void a_page_may_be_empty(void **state)
{
	struct bench *bench = *state;

	need_readers();
	page(bench, 1);
	page(bench, 1);
	save(bench);
	expect_sound(bench);
	expect(bench, "pdfinfo", "", "Pages:           2\n");
}

static void a_large_document(void **state)
{
	struct bench *bench = *state;

	need_readers();
	for (int i = 0; i < 300; i++) {
		arena_reset(bench->arena);
		page(bench, 1);
		heading(bench, "Elm Tree", 60);
		for (int line = 0; line < 25; line++)
			write_as(bench, ROLE_PARAGRAPH, "The same again", 80 + 20 * (double)line);
	}
	save(bench);
	expect_sound(bench);
	expect(bench, "pdfinfo", "", "Pages:           300\n");
}

static void a_full_disk_is_told(void **state)
{
	struct bench *bench = *state;
	struct output *output = NULL;
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	if (full < 0) {
		print_message("skipped: no /dev/full\n");
		skip();
	}
	page(bench, 1);
	write_as(bench, ROLE_PARAGRAPH, "Text", 100);
	ok(bench, output_open(NULL, full, &output, &bench->message));
	pdf_save(bench->pdf, output);
	assert_int_equal(output_commit(output, &bench->message), YCF_FULL);
	close(full);
}

static void slips_in_drawing_are_told(void **state)
{
	struct bench *bench = *state;
	struct run run = run_of(bench, &plain, "Early", 60, 100, 14);

	assert_int_equal(bench->canvas->acts->text(bench->canvas, &run), YCF_MISUSE);
	message_clear(&bench->message);
	assert_int_equal(bench->canvas->acts->close(bench->canvas), YCF_MISUSE);
}

static void a_page_too_large_is_told(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(bench->canvas->acts->page(bench->canvas, 20000, 100, 1), YCF_INVALID);
	assert_non_null(strstr(bench->message.text, "page"));
}

/* ---- all of them ---- */

static int open_faces(void **state)
{
	static struct message message;

	(void)state;
	if (faces_new(&message, &faces) == YCF_OK)
		return 0;
	print_error("%s\n", message.text);
	return -1;
}

static int close_faces(void **state)
{
	(void)state;
	faces_free(faces);
	return 0;
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(texts_are_read_back),
		test(every_space_is_what_it_was),
		test(characters_beyond_the_bmp),
		test(every_font_is_embedded),
		test(kerned_words_keep_place),
		test(spaced_letters_stay_words),
		test(lines_of_one_text_keep_a_space),
		test(structure_is_read),
		test(an_element_goes_on_over_the_page),
		test(figures_say_what_they_show),
		test(bookmarks_lead_to_pages),
		test(one_page_needs_no_bookmarks),
		test(many_documents_are_parts),
		test(enlarged_to_another_paper),
		test(title_and_language),
		test(pictures_and_boxes_are_where_they_belong),
		test(an_outline_stands_where_it_is_drawn),
		test(shaded_pictures_keep_their_shades),
		test(the_same_drawing_gives_the_same_bytes),
		test(only_what_is_drawn_is_embedded),
		test(a_page_may_be_empty),
		test(a_large_document),
		test(a_full_disk_is_told),
		test(slips_in_drawing_are_told),
		test(a_page_too_large_is_told),
	};

	return cmocka_run_group_tests(tests, open_faces, close_faces) != 0;
}
