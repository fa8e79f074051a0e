/* Each layout's pages beside pictures of how they are meant to look, with a
   tolerance for the drawing program's own changes.  UPDATE_GOLDEN=1 takes new
   pictures: look at them before they are kept. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/image.h"
#include "document/press.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

/* Pages are compared in squares of so many pixels by how dark each is: a word
   that is missing or moved shows, another smoothing of its edges does not. */
enum { SQUARE = 12, DARKER = 14, VARIANTS = 2, PATH = 512 };

struct bench {
	char folder[32];
	char golden[PATH];
	const char *source;
	struct message message;
};

static int set_up(void **state)
{
	static struct bench bench;
	const char *source = getenv("YCF_SRCDIR");

	bench.source = source != NULL ? source : YCF_SRCDIR;
	snprintf(bench.golden, sizeof bench.golden, "%s/tests/golden/pages", bench.source);
	strcpy(bench.folder, "/tmp/ycf-golden-XXXXXX");
	*state = &bench;
	return mkdtemp(bench.folder) == NULL;
}

static int tear_down(void **state)
{
	const struct bench *bench = *state;

	return rmdir(bench->folder);   /* fails where a picture was left */
}

static void run(const char *command)
{
	if (system(command) != 0)
		fail_msg("failed: %s", command);
}

static void need(const char *what, const char *command)
{
	char line[PATH];

	snprintf(line, sizeof line, "%s >/dev/null 2>&1", command);
	if (system(line) != 0) {
		print_message("skipped: %s is not installed\n", what);
		skip();
	}
}

static void print_sample(struct bench *bench, const char *layout, unsigned variant,
                         const char *path)
{
	char file[2 * PATH];
	struct press *press = NULL;
	struct output *output = NULL;
	struct values values;
	struct arena *arena = arena_new();

	snprintf(file, sizeof file, "%s/templates/layouts/%s.yaml", bench->source, layout);
	message_clear(&bench->message);
	assert_non_null(arena);
	if (press_open(file, DOCUMENT_KINDS, &bench->message, &press) != YCF_OK
	    || values_sample(press_kind(press), variant, arena, &bench->message, &values) != YCF_OK
	    || output_open(path, -1, &output, &bench->message) != YCF_OK
	    || press_print(press, &values, output) != YCF_OK
	    || output_commit(output, &bench->message) != YCF_OK)
		fail_msg("%s", bench->message.text);
	press_free(press);
	arena_free(arena);
}

static unsigned darkness(const struct image *image, unsigned left, unsigned top)
{
	size_t step = image->grey ? 1 : 3;     /* a grey picture's colours are equal */
	unsigned sum = 0;

	for (unsigned y = top; y < top + SQUARE; y++)
		for (unsigned x = left; x < left + SQUARE; x++)
			sum += image->colours[((size_t)y * image->width + x) * step];
	return sum / (SQUARE * SQUARE);
}

static void compare(const struct image *drawn, const struct image *meant, const char *name)
{
	if (drawn->width != meant->width || drawn->height != meant->height)
		fail_msg("%s: %u x %u pixels, not %u x %u", name, drawn->width, drawn->height,
		         meant->width, meant->height);
	for (unsigned y = 0; y + SQUARE <= meant->height; y += SQUARE / 2)
		for (unsigned x = 0; x + SQUARE <= meant->width; x += SQUARE / 2) {
			unsigned is = darkness(drawn, x, y), was = darkness(meant, x, y);
			if ((is > was ? is - was : was - is) > DARKER)
				fail_msg("%s: the page differs at %u, %u: %u, not %u", name, x, y,
				         is, was);
		}
}

static void check_page(struct bench *bench, const char *page)
{
	char drawn_path[PATH], meant_path[2 * PATH], command[5 * PATH];
	struct image *drawn = NULL, *meant = NULL;

	snprintf(drawn_path, sizeof drawn_path, "%s/%s", bench->folder, page);
	snprintf(meant_path, sizeof meant_path, "%s/%s", bench->golden, page);
	if (getenv("UPDATE_GOLDEN") != NULL) {
		snprintf(command, sizeof command, "mkdir -p '%s' && cp '%s' '%s'", bench->golden,
		         drawn_path, meant_path);
		run(command);
	}
	message_clear(&bench->message);
	if (image_read(drawn_path, &bench->message, &drawn) != YCF_OK
	    || image_read(meant_path, &bench->message, &meant) != YCF_OK)
		fail_msg("%s", bench->message.text);
	compare(drawn, meant, page);
	image_free(drawn);
	image_free(meant);
}

/* The pages that the folder holds now, then nothing. */
static unsigned check_pages(struct bench *bench)
{
	char path[2 * PATH];
	unsigned count = 0;
	DIR *folder = opendir(bench->folder);

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		if (strstr(entry->d_name, ".png") != NULL) {
			check_page(bench, entry->d_name);
			count++;
		}
		snprintf(path, sizeof path, "%s/%s", bench->folder, entry->d_name);
		if (entry->d_name[0] != '.')
			unlink(path);
	}
	closedir(folder);
	return count;
}

static unsigned count_meant(const struct bench *bench, const char *prefix)
{
	unsigned count = 0;
	DIR *folder = opendir(bench->golden);

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
	closedir(folder);
	return count;
}

static void check_layout(struct bench *bench, const char *layout, const char *program)
{
	char path[PATH], name[64], command[4 * PATH];

	need("Gentium Plus", "fc-list | grep -q GentiumPlus-Regular");
	need("Lato", "fc-list | grep -q Lato-Regular");
	for (unsigned variant = 0; variant < VARIANTS; variant++) {
		snprintf(name, sizeof name, "%s.%u", layout, variant);
		snprintf(path, sizeof path, "%s/%s", bench->folder, name);
		print_sample(bench, layout, variant, path);
		snprintf(command, sizeof command, program, path, path);
		run(command);
		unsigned pages = check_pages(bench);
		snprintf(name, sizeof name, "%s.%u-", layout, variant);
		assert_int_equal(pages, count_meant(bench, name));
		assert_true(pages > 0);
	}
}

static void check_pdf(void **state, const char *layout)
{
	need("pdftoppm", "command -v pdftoppm");
	check_layout(*state, layout, "pdftoppm -r 50 -gray -png %s %s");
}

static void a_certificate(void **state)
{
	check_pdf(state, "certificate");
}

static void a_certificate_on_end(void **state)
{
	check_pdf(state, "certificate-portrait");
}

static void a_certificate_in_welsh(void **state)
{
	check_pdf(state, "certificate-cymraeg");
}

static void a_poster(void **state)
{
	check_pdf(state, "poster");
}

static void a_sign(void **state)
{
	check_pdf(state, "sign");
}

static void a_plan(void **state)
{
	check_pdf(state, "plan");
}

static void a_summary(void **state)
{
	check_pdf(state, "summary");
}

/* Through a PDF, so that one program draws all of them. */
static void a_badge(void **state)
{
	need("rsvg-convert", "command -v rsvg-convert");
	need("pdftoppm", "command -v pdftoppm");
	check_layout(*state, "badge", "rsvg-convert -f pdf -o %1$s.pdf %1$s && "
	             "pdftoppm -r 150 -gray -png %1$s.pdf %2$s");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_certificate),
		cmocka_unit_test(a_certificate_on_end),
		cmocka_unit_test(a_certificate_in_welsh),
		cmocka_unit_test(a_poster),
		cmocka_unit_test(a_sign),
		cmocka_unit_test(a_plan),
		cmocka_unit_test(a_summary),
		cmocka_unit_test(a_badge),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down) != 0;
}
