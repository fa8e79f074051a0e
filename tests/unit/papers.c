#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "papers.h"

/* ---- the bench ---- */

int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);

	assert_non_null(bench);
	bench->arena = arena_new();
	assert_non_null(bench->arena);
	strcpy(bench->folder, "/tmp/ycf-compose-XXXXXX");
	assert_non_null(mkdtemp(bench->folder));
	snprintf(bench->pdf, sizeof bench->pdf, "%s/page.pdf", bench->folder);
	snprintf(bench->layout, sizeof bench->layout, "%s/own.yaml", bench->folder);
	snprintf(bench->picture, sizeof bench->picture, "%s/logo.png", bench->folder);
	*state = bench;
	return 0;
}

int tear_down(void **state)
{
	struct bench *bench = *state;

	unlink(bench->pdf);
	unlink(bench->layout);
	unlink(bench->picture);
	assert_int_equal(rmdir(bench->folder), 0);
	arena_free(bench->arena);
	free(bench);
	return 0;
}

void need(const char *program)
{
	char command[128];

	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
	if (system(command) != 0) {
		print_message("skipped: %s is not installed\n", program);
		skip();
	}
}

void begin(struct bench *bench, enum document_kind kind, const char *name)
{
	bench->kind = kind;
	assert_int_equal(values_new(kind, bench->arena, &bench->message, &bench->values), YCF_OK);
	values_text(&bench->values, "setting.name", name);
}

void put_layout(const struct bench *bench, const char *text)
{
	FILE *file = fopen(bench->layout, "w");

	assert_non_null(file);
	fprintf(file, "document: %s\n%s", document_kinds[bench->kind], text);
	assert_int_equal(fclose(file), 0);
}

ycf_status draw(struct bench *bench)
{
	struct press *press = NULL;
	struct output *output = NULL;

	message_clear(&bench->message);
	assert_int_equal(output_open(bench->pdf, -1, &output, &bench->message), YCF_OK);
	ycf_status status = press_open(bench->layout, bench->kind, &bench->message, &press);
	if (status == YCF_OK)
		status = press_print(press, &bench->values, output);
	press_free(press);
	if (status == YCF_OK)
		return output_commit(output, &bench->message);
	output_abandon(output);
	return status;
}

void draw_well(struct bench *bench)
{
	if (draw(bench) != YCF_OK)
		fail_msg("%s", bench->message.text);
}

void draw_layout(struct bench *bench, const char *text)
{
	put_layout(bench, text);
	draw_well(bench);
}

void expect_refused(struct bench *bench, const char *expected)
{
	assert_int_not_equal(draw(bench), YCF_OK);
	expect_in(bench->message.text, expected);
	expect_not_in(bench->message.text, "\n");
	assert_int_equal(access(bench->pdf, F_OK), -1);
}

const char *ask(struct bench *bench, const char *program, const char *after)
{
	char command[256], block[4096];
	struct buffer answer = {0};

	snprintf(command, sizeof command, "%s %s %s 2>&1", program, bench->pdf, after);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
		buffer_add(&answer, block, got);
	assert_int_equal(pclose(pipe), 0);
	assert_false(answer.failed);
	for (size_t i = 0; i < answer.length; i++)
		if (answer.data[i] == '\0')
			answer.data[i] = ' ';
	const char *kept = arena_text(bench->arena, buffer_string(&answer));
	buffer_free(&answer);
	assert_non_null(kept);
	return kept;
}

const char *ask_text(struct bench *bench)
{
	return ask(bench, "pdftotext -raw", "-");
}

const char *ask_structure(struct bench *bench)
{
	return ask(bench, "pdfinfo -struct-text", "");
}

const char *ask_objects(struct bench *bench)
{
	return ask(bench, "qpdf --static-id --qdf --object-streams=disable", "-");
}

/* ---- looking at answers ---- */

void expect_in(const char *answer, const char *expected)
{
	if (strstr(answer, expected) == NULL)
		fail_msg("\"%s\" is not in:\n%s", expected, answer);
}

void expect_not_in(const char *answer, const char *unwanted)
{
	if (strstr(answer, unwanted) != NULL)
		fail_msg("\"%s\" is in:\n%s", unwanted, answer);
}

unsigned count_of(const char *text, const char *what)
{
	unsigned count = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		count++;
	return count;
}

void expect_count(const char *answer, const char *what, unsigned expected)
{
	unsigned found = count_of(answer, what);

	if (found != expected)
		fail_msg("\"%s\" is there %u times, not %u, in:\n%s", what, found, expected, answer);
}

void expect_order(const char *answer, const char *const *parts)
{
	const char *at = answer;

	for (; *parts != NULL; parts++) {
		at = strstr(at, *parts);
		if (at == NULL)
			fail_msg("\"%s\" is not in, or not behind those before it:\n%s", *parts, answer);
		at += strlen(*parts);
	}
}

void expect_run(const char *answer, const char *stem, unsigned count)
{
	const char *at = answer;
	char word[40];

	expect_count(answer, stem, count);
	for (unsigned i = 1; i <= count; i++) {
		snprintf(word, sizeof word, "%s%03u", stem, i);
		at = strstr(at, word);
		if (at == NULL)
			fail_msg("%s is missing, or too early, in:\n%s", word, answer);
	}
}

unsigned page_of(const char *text, const char *word)
{
	const char *found = strstr(text, word);
	unsigned page = 1;

	if (found == NULL)
		return 0;
	for (; text < found; text++)
		page += *text == '\f';
	return page;
}

unsigned pages_of(const char *text)
{
	return count_of(text, "\f");
}

const char *page_text(struct bench *bench, const char *text, unsigned page)
{
	for (; page > 1; page--)
		text = strchr(text, '\f') + 1;
	return arena_copy(bench->arena, text, strcspn(text, "\f"));
}

const char *flat(struct bench *bench, const char *text)
{
	char *copy = arena_text(bench->arena, text);
	size_t to = 0;

	assert_non_null(copy);
	for (const char *from = text; *from != '\0'; from++) {
		char c = *from == '\n' || *from == '\f' ? ' ' : *from;
		if (c != ' ' || (to > 0 && copy[to - 1] != ' '))
			copy[to++] = c;
	}
	copy[to] = '\0';
	return copy;
}

/* ---- rows ---- */

struct value_row *add_action(struct bench *bench, const char *what)
{
	struct value_row *row = values_row(&bench->values, "actions", bench->arena);

	assert_non_null(row);
	row_text(&bench->values, "actions", row, "action.what", what);
	return row;
}

void add_actions(struct bench *bench, const char *stem, unsigned count)
{
	for (unsigned i = 1; i <= count; i++)
		add_action(bench, arena_format(bench->arena, "%s%03u", stem, i));
}

void add_field(struct bench *bench, struct value_row *row, const char *name,
                      const char *text)
{
	row_text(&bench->values, "actions", row, name, text);
}

const char *long_text(struct bench *bench, const char *stem, unsigned count)
{
	struct buffer words = {0};

	for (unsigned i = 1; i <= count; i++)
		buffer_format(&words, "%s%s%03u", i > 1 ? " " : "", stem, i);
	const char *kept = arena_text(bench->arena, buffer_string(&words));
	buffer_free(&words);
	assert_non_null(kept);
	return kept;
}
