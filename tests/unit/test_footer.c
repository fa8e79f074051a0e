/* Footers of e-mails: whatever is entered for a school, it stays text in the HTML,
   and a link leads nowhere but to a web, mail or telephone address. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "document/press.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

struct bench {
	struct arena *arena;
	struct values values;
	struct message message;
	char folder[32];
	char page[64], layout[64];
};

static int set_up(void **state)
{
	struct bench *bench = calloc(1, sizeof *bench);

	assert_non_null(bench);
	bench->arena = arena_new();
	assert_non_null(bench->arena);
	assert_int_equal(values_new(DOCUMENT_FOOTER, bench->arena, &bench->message,
	                            &bench->values), YCF_OK);
	values_text(&bench->values, "setting.name", "Elm Tree Primary School");
	strcpy(bench->folder, "/tmp/ycf-footer-XXXXXX");
	assert_non_null(mkdtemp(bench->folder));
	snprintf(bench->page, sizeof bench->page, "%s/footer.html", bench->folder);
	snprintf(bench->layout, sizeof bench->layout, "%s/own.yaml", bench->folder);
	*state = bench;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *bench = *state;

	unlink(bench->page);
	unlink(bench->layout);
	assert_int_equal(rmdir(bench->folder), 0);
	arena_free(bench->arena);
	free(bench);
	return 0;
}

static void need(const char *program)
{
	char command[128];

	snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
	if (system(command) != 0) {
		print_message("skipped: %s is not installed\n", program);
		skip();
	}
}

/* ---- writing ---- */

static void put_layout(const struct bench *bench, const char *pieces)
{
	FILE *file = fopen(bench->layout, "w");

	assert_non_null(file);
	fprintf(file, "document: footer\nlanguage: cy-GB\ntitle: \"{setting.name}\"\n"
	        "months: [Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, Gorffennaf, Awst,\n"
	        "  Medi, Hydref, Tachwedd, Rhagfyr]\n"
	        "words: {lead_left: \"Swydd wag & mwy\"}\n"
	        "draw:\n%s", pieces);
	assert_int_equal(fclose(file), 0);
}

/* One piece of HTML, as it stands. */
static void put_piece(struct bench *bench, const char *html)
{
	put_layout(bench, arena_format(bench->arena, "  - kind: html\n    text: |\n      %s\n",
	                               html));
}

static ycf_status write_page(struct bench *bench, const char *layout)
{
	struct press *press = NULL;
	struct output *output = NULL;

	message_clear(&bench->message);
	assert_int_equal(output_open(bench->page, -1, &output, &bench->message), YCF_OK);
	ycf_status status = press_open(layout, DOCUMENT_FOOTER, &bench->message, &press);
	if (status == YCF_OK)
		status = press_print(press, &bench->values, output);
	press_free(press);
	if (status == YCF_OK)
		return output_commit(output, &bench->message);
	output_abandon(output);
	return status;
}

static const char *page_of(struct bench *bench)
{
	char *page = NULL;
	size_t length = 0;

	if (write_page(bench, bench->layout) != YCF_OK)
		fail_msg("%s", bench->message.text);
	assert_int_equal(file_read(bench->page, 1 << 20, &page, &length, &bench->message), YCF_OK);
	assert_int_equal(strlen(page), length);
	const char *kept = arena_text(bench->arena, page);
	free(page);
	assert_non_null(kept);
	return kept;
}

static const char *page_with(struct bench *bench, const char *html)
{
	put_piece(bench, html);
	return page_of(bench);
}

/* ---- reading ---- */

static void expect_in(const char *page, const char *expected)
{
	if (strstr(page, expected) == NULL)
		fail_msg("\"%s\" is not in:\n%s", expected, page);
}

static void expect_not_in(const char *page, const char *unwanted)
{
	if (strstr(page, unwanted) != NULL)
		fail_msg("\"%s\" is in:\n%s", unwanted, page);
}

static const char *run(struct bench *bench, const char *command)
{
	char block[4096];
	struct buffer answer = {0};
	FILE *pipe = popen(command, "r");

	assert_non_null(pipe);
	for (size_t got; (got = fread(block, 1, sizeof block, pipe)) > 0;)
		buffer_add(&answer, block, got);
	pclose(pipe);
	while (answer.length > 0 && answer.data[answer.length - 1] == '\n')
		answer.data[--answer.length] = '\0';
	const char *kept = arena_text(bench->arena, buffer_string(&answer));
	buffer_free(&answer);
	assert_non_null(kept);
	return kept;
}

/* What another reader of HTML finds at a place of the page. */
static const char *find(struct bench *bench, const char *place)
{
	return run(bench, arena_format(bench->arena,
	                               "xmllint --html --encode UTF-8 --xpath '%s' %s 2>/dev/null",
	                               place, bench->page));
}

static void expect_sound(struct bench *bench)
{
	const char *complaints = run(bench, arena_format(bench->arena,
	                                                 "xmllint --html --noout %s 2>&1",
	                                                 bench->page));

	assert_string_equal(complaints, "");
}

/* ---- values stay text ---- */

static const char *const nasty[] = {
	"Elm & Ash <b>\"Oak\"</b> 'Yew'",
	"</td></tr></table><script>alert(1)</script>",
	"<script src=https://evil.example/x.js>",
	"\" onclick=\"alert(1)",
	"' onclick='alert(1)",
	"--><img src=x onerror=alert(1)><!--",
	"&lt;script&gt; &amp; &#60;",
	"]]></title></head><script>alert(1)</script>",
	"x onclick=alert(1) y",
	"Tŷ Ŵyn – “Školа”",
	"{award.code} {{x}} }}",
};

static void a_value_is_text_in_text(void **state)
{
	struct bench *bench = *state;

	need("xmllint");
	for (size_t i = 0; i < sizeof nasty / sizeof nasty[0]; i++) {
		values_text(&bench->values, "setting.name", nasty[i]);
		page_with(bench, "<table><tr><td id=\"a\">{setting.name}</td></tr></table>");
		assert_string_equal(find(bench, "string(//td)"), nasty[i]);
		assert_string_equal(find(bench, "string(//title)"), nasty[i]);
		assert_string_equal(find(bench, "count(//td/*|//script|//img|//@onclick)"), "0");
		assert_string_equal(find(bench, "count(//td)"), "1");
		expect_sound(bench);
	}
}

static void a_value_is_text_in_attributes(void **state)
{
	struct bench *bench = *state;

	need("xmllint");
	for (size_t i = 0; i < sizeof nasty / sizeof nasty[0]; i++) {
		values_text(&bench->values, "setting.name", nasty[i]);
		page_with(bench, "<p title=\"{setting.name}\" class='{setting.name}'>x</p>");
		assert_string_equal(find(bench, "string(//p/@title)"), nasty[i]);
		assert_string_equal(find(bench, "string(//p/@class)"), nasty[i]);
		assert_string_equal(find(bench, "count(//p/@*)"), "2");
		assert_string_equal(find(bench, "count(//script|//img)"), "0");
		expect_sound(bench);
	}
}

static void a_value_is_one_attribute_without_quotation_marks(void **state)
{
	struct bench *bench = *state;

	need("xmllint");
	values_text(&bench->values, "setting.name", "x onclick=alert(1) y");
	values_text(&bench->values, "setting.website", "x.example onclick=alert(1)");
	page_with(bench, "<a title={setting.name} href={setting.website}>x</a>");
	assert_string_equal(find(bench, "count(//@onclick)"), "0");
	assert_string_equal(find(bench, "string(//a/@title)"), "x onclick=alert(1) y");
}

static void a_table_is_not_closed_by_a_value(void **state)
{
	struct bench *bench = *state;

	values_text(&bench->values, "setting.name", "</table><script>alert('x')</script>");
	const char *page = page_with(bench, "<table><tr><td>{setting.name}</td></tr></table>");
	expect_in(page, "<table><tr><td>&lt;/table&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script"
	          "&gt;</td></tr></table>\n");
	expect_in(page, "<title>&lt;/table&gt;&lt;script&gt;");
	expect_not_in(page, "<script");
}

/* ---- addresses ---- */

static const char *const ways[] = {
	"<a href=\"{setting.website}\">x</a>",
	"<a href='{setting.website}'>x</a>",
	"<a href={setting.website}>x</a>",
	"<a HREF=\"{setting.website}\">x</a>",
	"<a class=\"y\" Href='{setting.website}'>x</a>",
	"<img alt=\"\" src=\"{setting.website}\">",
	"<img alt=\"\" SRC='{setting.website}'>",
	"<a href=\"{setting.telephone}{setting.website}\">x</a>",
};

/* HTML also allows these, and readers pass over the space. */
static const char *const wide_ways[] = {
	"<a href = \"{setting.website}\">x</a>",
	"<a href= '{setting.website}'>x</a>",
	"<a href =\"{setting.website}\">x</a>",
	"<a href=\" {setting.website}\">x</a>",
	"<a href=\"\n      {setting.website}\">x</a>",
	"<a href\n      =\n      \"{setting.website}\">x</a>",
};

static const char *const schemes[] = {
	"javascript:alert(1)",
	"JavaScript:alert(1)",
	"  javascript:alert(1)",
	"java\tscript:alert(1)",
	"\x01javascript:alert(1)",
	"&#106;avascript:alert(1)",
	"vbscript:msgbox(1)",
	"data:text/html,<script>alert(1)</script>",
	"file:///etc/passwd",
	"//evil.example/x",
	"javascript://https://x.example/%0aalert(1)",
};

/* The address in the written page begins in none but these ways. */
static void expect_harmless(const char *page, const char *way)
{
	static const char *const names[] = {"href", "src"};
	const char *body = strstr(page, "<body>");

	for (size_t i = 0; i < 2; i++)
		for (const char *at = body; *at != '\0'; at++) {
			if (strncasecmp(at, names[i], strlen(names[i])) != 0)
				continue;
			const char *address = at + strlen(names[i]);
			address += strspn(address, " \n=\"'");
			if (strncmp(address, "https://", 8) != 0)
				fail_msg("%s gives\n%s", way, body);
		}
}

static void expect_all_harmless(struct bench *bench, const char *way)
{
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		values_text(&bench->values, "setting.website", schemes[i]);
		expect_harmless(page_with(bench, way), way);
	}
}

static void no_value_is_a_link_that_runs(void **state)
{
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		expect_all_harmless(*state, ways[i]);
}

static void no_value_is_a_link_that_runs_behind_a_space(void **state)
{
	for (size_t i = 0; i < sizeof wide_ways / sizeof wide_ways[0]; i++)
		expect_all_harmless(*state, wide_ways[i]);
}

/* A piece that ends within a tag is followed by a line end. */
static void no_value_is_a_link_that_runs_across_pieces(void **state)
{
	struct bench *bench = *state;

	values_text(&bench->values, "setting.website", "javascript:alert(1)");
	put_layout(bench, "  - {kind: html, text: '<a href=\"'}\n"
	           "  - {kind: html, text: '{setting.website}\">x</a>'}\n");
	expect_harmless(page_of(bench), "a link in two pieces");
}

static void expect_link(struct bench *bench, const char *website, const char *expected)
{
	values_text(&bench->values, "setting.website", website);
	expect_in(page_with(bench, "<a href=\"{setting.website}\">{setting.website}</a>"),
	          arena_format(bench->arena, "<a href=\"%s\">%s</a>", expected, website));
}

static void a_bare_website_becomes_an_address(void **state)
{
	struct bench *bench = *state;

	expect_link(bench, "www.elmtree.example", "https://www.elmtree.example");
	expect_link(bench, "elmtree.example/young?a=1", "https://elmtree.example/young?a=1");
	expect_link(bench, "https://elmtree.example", "https://elmtree.example");
	expect_link(bench, "HTTPS://elmtree.example", "HTTPS://elmtree.example");
	expect_link(bench, "http://elmtree.example", "http://elmtree.example");
	expect_link(bench, "mailto:office@elmtree.example", "mailto:office@elmtree.example");
	expect_link(bench, "tel:+441134960001", "tel:+441134960001");
}

static void an_address_that_the_layout_begins_is_left_alone(void **state)
{
	struct bench *bench = *state;

	values_text(&bench->values, "lead.email", "alex@elmtree.example?subject=a&b");
	const char *page = page_with(bench, "<a href=\"mailto:{lead.email}\" "
	                             "title=\"{lead.email}\">{lead.email}</a> href= {lead.email}");
	expect_in(page, "href=\"mailto:alex@elmtree.example?subject=a&amp;b\"");
	expect_in(page, "title=\"alex@elmtree.example?subject=a&amp;b\"");
}

/* ---- the page ---- */

static void the_page_says_what_it_is(void **state)
{
	struct bench *bench = *state;

	need("xmllint");
	values_text(&bench->values, "setting.name", "Tŷ & Ŵyn");
	const char *page = page_with(bench, "<p>One</p>");
	assert_int_equal(strncmp(page, "<!DOCTYPE html>\n", 16), 0);
	expect_in(page, "<meta charset=\"utf-8\">");
	expect_in(page, "<title>Tŷ &amp; Ŵyn</title>");
	assert_string_equal(find(bench, "string(/html/@lang)"), "cy-GB");
	assert_string_equal(find(bench, "string(/html/head/title)"), "Tŷ & Ŵyn");
	assert_string_equal(find(bench, "count(/html/body/p)"), "1");
	expect_in(page, "</body>\n</html>\n");
	expect_sound(bench);
}

static const char pieces[] =
	"  - {kind: html, text: \"<p>\"}\n"
	"  - {kind: html, if: not award.ended, text: \"held\"}\n"
	"  - {kind: html, if: award.ended, text: \"until {award.ended}: {award.end_reason}\"}\n"
	"  - {kind: html, if: [award.ended, award.end_reason is lead_left], text: \"vacant\"}\n"
	"  - {kind: html, if: award.end_reason is not lead_left, text: \"otherwise\"}\n"
	"  - {kind: html, if: setting.website, text: \"website\"}\n"
	"  - {kind: html, text: \"</p> {{setting.name}}\"}\n";

static void pieces_stand_where_their_conditions_hold(void **state)
{
	struct bench *bench = *state;

	put_layout(bench, pieces);
	values_text(&bench->values, "setting.website", " \t");
	expect_in(page_of(bench), "<body>\n<p>\nheld\notherwise\n</p> {setting.name}\n</body>");
	values_text(&bench->values, "setting.website", "x.example");
	values_date(&bench->values, "award.ended", 20270501);
	values_text(&bench->values, "award.end_reason", "lead_left");
	expect_in(page_of(bench), "<body>\n<p>\nuntil 1 Mai 2027: Swydd wag &amp; mwy\nvacant\n"
	          "website\n</p> {setting.name}\n</body>");
	values_text(&bench->values, "award.end_reason", "some_other");
	expect_in(page_of(bench), "<p>\nuntil 1 Mai 2027: some other\notherwise\nwebsite\n</p>");
}

static void a_slip_is_named_even_in_a_piece_left_out(void **state)
{
	struct bench *bench = *state;

	put_layout(bench, "  - {kind: html, text: \"<p>x</p>\"}\n"
	           "  - {kind: html, if: award.ended, text: \"{setting.nam}\"}\n");
	assert_int_equal(write_page(bench, bench->layout), YCF_INVALID);
	expect_in(bench->message.text, "own.yaml:");
	expect_in(bench->message.text, "did you mean \"setting.name\"?");
	assert_int_equal(access(bench->page, F_OK), -1);
}

static void footers_are_not_put_into_one_file(void **state)
{
	struct bench *bench = *state;
	struct press *press = NULL;

	put_piece(bench, "<p>x</p>");
	assert_int_equal(press_open(bench->layout, DOCUMENT_FOOTER, &bench->message, &press),
	                 YCF_OK);
	assert_int_equal(press_add(press, &bench->values), YCF_MISUSE);
	expect_in(bench->message.text, "no PDF");
	press_free(press);
}

static void the_usual_footer_is_sound(void **state)
{
	struct bench *bench = *state;
	const char *source = getenv("YCF_SRCDIR");
	const char *layout = arena_format(bench->arena, "%s/templates/layouts/footer.yaml",
	                                  source != NULL ? source : YCF_SRCDIR);

	need("xmllint");
	for (unsigned variant = 0; variant < VALUES_SAMPLES; variant++) {
		assert_int_equal(values_sample(DOCUMENT_FOOTER, variant, bench->arena,
		                               &bench->message, &bench->values), YCF_OK);
		if (write_page(bench, layout) != YCF_OK)
			fail_msg("%s", bench->message.text);
		expect_sound(bench);
		assert_string_not_equal(find(bench, "string(//title)"), "");
	}
}

#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_value_is_text_in_text),
		test(a_value_is_text_in_attributes),
		test(a_value_is_one_attribute_without_quotation_marks),
		test(a_table_is_not_closed_by_a_value),
		test(no_value_is_a_link_that_runs),
		test(no_value_is_a_link_that_runs_behind_a_space),
		test(no_value_is_a_link_that_runs_across_pieces),
		test(a_bare_website_becomes_an_address),
		test(an_address_that_the_layout_begins_is_left_alone),
		test(the_page_says_what_it_is),
		test(pieces_stand_where_their_conditions_hold),
		test(a_slip_is_named_even_in_a_piece_left_out),
		test(footers_are_not_put_into_one_file),
		test(the_usual_footer_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
