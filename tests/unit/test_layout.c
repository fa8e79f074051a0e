/* Layout files: what is read, and how a slip in one is told. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/layout.h"

#ifndef YCF_SRCDIR
#define YCF_SRCDIR "../.."
#endif

#define MM (72 / 25.4)

/* Six lines; what is drawn begins on the seventh. */
#define TOP(kind) \
	"document: " kind "\npage: {margin: 10}\nlanguage: en-GB\ntitle: Test\n" \
	"colours: {ink: \"#000000\", paper: \"#ff8000\", green: \"#00ff00\", " \
	"amber: \"#ffff00\", red: \"#ff0000\", grey: \"#888888\"}\n" \
	"fonts: {plain: {families: [A, B], weight: 700, slant: italic}, bold: {families: [A]}}\n"
#define HEAD TOP("certificate")
#define DRAW HEAD "draw:\n  - "        /* its first element is at 8:5 */
#define FLOW TOP("plan") "flow:\n  draw:\n    - "      /* and here at 9:7 */
#define PLACE "x: 20, y: 20, width: 50, height: 10"
#define TYPE "font: plain, size: 12, colour: ink"
#define TEXT "kind: text, text: Hello, " TYPE
#define COLUMN "{heading: What, text: \"{action.what}\", width: 60}"
#define TABLE "kind: table, rows: actions, " TYPE

static ycf_status read_as(const char *text, enum document_kind kind, struct message *message,
                          struct layout **layout)
{
	char path[] = "/tmp/ycf-layout-XXXXXX";
	int file = mkstemp(path);

	assert_true(file >= 0);
	assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
	close(file);
	message_clear(message);
	ycf_status status = layout_read(path, kind, message, layout);
	unlink(path);
	return status;
}

static struct layout *good(const char *text)
{
	struct message message;
	struct layout *layout = NULL;

	if (read_as(text, DOCUMENT_KINDS, &message, &layout) != YCF_OK)
		fail_msg("%s", message.text);
	return layout;
}

static void assert_near(double a, double b)
{
	if (fabs(a - b) > 0.001)
		fail_msg("%f is not %f", a, b);
}

/* ---- what is read ---- */

static void a_layout_is_read(void **state)
{
	struct layout *layout = good(DRAW "{" TEXT ", reads_as: heading 1, " PLACE "}\n"
	                             "  - {kind: line, colour: ink, thickness: 1, x: 0, y: 5, "
	                             "width: 210}\n"
	                             "  - {kind: box, fill: paper, radius: 2, " PLACE "}\n");
	const struct layout_element *items = layout->draw.items;

	(void)state;
	assert_int_equal(layout->kind, DOCUMENT_CERTIFICATE);
	assert_string_equal(layout->paper, "A4");
	assert_near(layout->width, 595.2756);
	assert_near(layout->height, 841.8898);
	assert_int_equal(layout->draw.count, 3);
	assert_near(items[0].x, 20 * MM);
	assert_string_equal(items[0].words.font->families[1], "B");
	assert_true(items[0].words.font->italic);
	assert_int_equal(items[0].words.font->weight, 700);
	assert_int_equal(items[0].words.role, ROLE_HEADING_1);
	assert_int_equal(items[0].words.lines, 1);
	assert_ptr_equal(items[1].stroke, &layout->colours[0]);
	assert_near((double)items[2].fill->colour.green, 128.0 / 255);
	assert_null(items[2].stroke);
	layout_free(layout);
}

static void reading_roles_are_read(void **state)
{
	struct layout *layout = good(DRAW "{" TEXT ", " PLACE "}\n"
	                             "  - {" TEXT ", reads_as: decoration, " PLACE "}\n"
	                             "  - {" TEXT ", reads_as: heading 3, " PLACE "}\n");

	(void)state;
	assert_int_equal(layout->draw.items[0].words.role, ROLE_PARAGRAPH);
	assert_int_equal(layout->draw.items[1].words.role, ROLE_DECORATION);
	assert_int_equal(layout->draw.items[2].words.role, ROLE_HEADING_3);
	layout_free(layout);
}

static void pages_have_sizes(void **state)
{
	static const struct {
		const char *page, *paper;
		double width, height;
	} pages[] = {
		{"{}", "A4", 210, 297},
		{"{size: A3, orientation: landscape}", "A3", 420, 297},
		{"{size: A5, orientation: portrait}", "A5", 148, 210},
		{"{size: 60 x 24}", NULL, 60, 24},
		{"{size: \"62.5x24.25\"}", NULL, 62.5, 24.25},
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		char text[512];
		snprintf(text, sizeof text, "document: poster\npage: %s\nlanguage: en\ntitle: T\n"
		         "colours: {ink: \"#000000\"}\ndraw: [{kind: line, colour: ink, "
		         "thickness: 1, x: 0, y: 0, width: 9}]\n", pages[i].page);
		struct layout *layout = good(text);
		assert_near(layout->width, pages[i].width * MM);
		assert_near(layout->height, pages[i].height * MM);
		if (pages[i].paper != NULL)
			assert_string_equal(layout->paper, pages[i].paper);
		else
			assert_null(layout->paper);
		layout_free(layout);
	}
}

static void conditions_are_read(void **state)
{
	struct layout *layout = good(DRAW "{" TEXT ", " PLACE ", if: [award.ended, "
	                             "not lead.name, standing.stage is at_risk, "
	                             "standing.stage  is not lapsed]}\n"
	                             "  - {" TEXT ", " PLACE ", if: standards}\n");
	static const struct layout_condition expected[] = {
		{.value = "award.ended"},
		{.value = "lead.name", .negated = true},
		{.value = "standing.stage", .word = "at_risk"},
		{.value = "standing.stage", .word = "lapsed", .negated = true},
	};
	const struct layout_element *items = layout->draw.items;

	(void)state;
	assert_int_equal(items[0].condition_count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct layout_condition *condition = &items[0].conditions[i];
		assert_string_equal(condition->value, expected[i].value);
		assert_int_equal(condition->negated, expected[i].negated);
		assert_int_equal(condition->word == NULL, expected[i].word == NULL);
		if (condition->word != NULL)
			assert_string_equal(condition->word, expected[i].word);
	}
	assert_int_equal(items[1].condition_count, 1);
	assert_string_equal(items[1].conditions[0].value, "standards");
	layout_free(layout);
}

static void pictures_lie_beside_the_layout(void **state)
{
	struct layout *layout = good(DRAW "{kind: image, file: logos/our..logo.png, alt: Our logo, "
	                             "may_lack: true, align: right, vertical: middle, " PLACE "}\n"
	                             "  - {kind: qr, text: \"{verify.text}\", alt: A code, "
	                             "colour: ink, x: 180, y: 267, width: 30}\n");
	const struct layout_element *items = layout->draw.items;

	(void)state;
	assert_string_equal(items[0].file, "/tmp/logos/our..logo.png");
	assert_string_equal(items[0].alt, "Our logo");
	assert_true(items[0].may_lack);
	assert_int_equal(items[0].align, LAYOUT_RIGHT);
	assert_int_equal(items[0].vertical, LAYOUT_MIDDLE);
	assert_near(items[1].height, 30 * MM);
	assert_string_equal(items[1].words.text, "{verify.text}");
	layout_free(layout);
}

static void a_path_is_put_in_its_place(void **state)
{
	struct layout *layout = good(DRAW "{kind: path, path: \"M 1 1 C -99 0 9 0 5 5 Z\", x: 10, "
	                             "y: 20, scale: 2, stroke: ink, thickness: 1}\n");
	const struct path *path = &layout->draw.items[0].path;

	(void)state;
	assert_int_equal(path->count, 3);
	assert_near(path->steps[0].x, 12 * MM);
	assert_near(path->steps[0].y, 22 * MM);
	assert_near(path->steps[1].x, 20 * MM);
	assert_near(path->steps[1].y, 30 * MM);
	layout_free(layout);
}

static void a_flow_keeps_to_the_margin(void **state)
{
	struct layout *layout = good(TOP("plan") "flow:\n  top: 60\n  again: 25\n  draw:\n"
	                             "    - {" TEXT ", before: 4, needs: 30}\n"
	                             "    - {kind: line, colour: ink, thickness: 1, x: 100}\n"
	                             "    - {kind: box, fill: ink, x: 0, width: 210, height: 3}\n");
	const struct layout_element *items = layout->flow.items;

	(void)state;
	assert_int_equal(layout->draw.count, 0);
	assert_near(layout->flow_top, 60 * MM);
	assert_near(layout->flow_again, 25 * MM);
	assert_near(layout->flow_bottom, 287 * MM);
	assert_near(items[0].x, 10 * MM);
	assert_near(items[0].width, 190 * MM);
	assert_near(items[0].before, 4 * MM);
	assert_near(items[0].needs, 30 * MM);
	assert_int_equal(items[0].words.lines, 0);
	assert_near(items[1].width, 100 * MM);
	assert_near(items[2].height, 3 * MM);
	layout_free(layout);
}

static void a_table_hands_its_type_down(void **state)
{
	struct layout *layout = good(FLOW "{" TABLE ", line_spacing: 1.4, heading_font: bold, "
	                             "heading_colour: red, group: \"{action.standard_title}\", "
	                             "group_size: 14, empty: None yet., rule: grey, columns: ["
	                             "{heading: \"\", symbol: \"{action.state}\", width: 8}, "
	                             "{heading: What, text: \"{action.what}\", width: 60, "
	                             "align: right, size: 9, colour: grey, heads_row: true}]}\n");
	const struct layout_table *table = &layout->flow.items[0].table;
	const struct layout_column *columns = table->columns;

	(void)state;
	assert_string_equal(table->list->name, "actions");
	assert_string_equal(value_table(DOCUMENT_PLAN)->lists[table->list_index].name, "actions");
	assert_int_equal(table->column_count, 2);
	assert_null(columns[0].words.text);
	assert_string_equal(columns[0].heading.text, "");
	assert_string_equal(columns[0].symbol, "{action.state}");
	assert_near(columns[0].width, 6 * MM);
	assert_near(columns[1].x, 8 * MM);
	assert_near(columns[1].width, 60 * MM);
	assert_near(columns[1].words.size, 9);
	assert_near(columns[1].words.line_spacing, 1.4);
	assert_string_equal(columns[1].words.colour->name, "grey");
	assert_near(columns[1].heading.size, 12);
	assert_string_equal(columns[1].heading.font->name, "bold");
	assert_string_equal(columns[1].heading.colour->name, "red");
	assert_int_equal(columns[1].heading.align, LAYOUT_RIGHT);
	assert_true(columns[1].heads_row);
	assert_string_equal(table->group.font->name, "bold");
	assert_near(table->group.size, 14);
	assert_string_equal(table->empty.text, "None yet.");
	assert_string_equal(table->empty.font->name, "plain");
	assert_near(table->gap, 1.5 * MM);
	layout_free(layout);
}

static void a_language_names_its_days_and_codes(void **state)
{
	struct layout *english = good(HEAD "words: {at_risk: In danger, other: \"\"}\ndraw: [{" TEXT
	                              ", " PLACE "}]\n");
	struct layout *welsh = good("document: footer\nlanguage: cy\ntitle: T\n"
	                            "months: [Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, "
	                            "Gorffennaf, Awst, Medi, Hydref, Tachwedd, Rhagfyr]\n"
	                            "date: \"{day}.{month} {{{year}}}\"\n"
	                            "draw: [{kind: html, text: \"<p>{setting.name}</p>\"}]\n");

	(void)state;
	assert_string_equal(english->months[4], "May");
	assert_string_equal(english->date, "{day} {month} {year}");
	assert_int_equal(english->word_count, 2);
	assert_string_equal(english->words[0].code, "at_risk");
	assert_string_equal(english->words[0].text, "In danger");
	assert_string_equal(english->words[1].text, "");
	assert_string_equal(welsh->months[11], "Rhagfyr");
	assert_string_equal(welsh->date, "{day}.{month} {{{year}}}");
	assert_int_equal(welsh->draw.items[0].kind, LAYOUT_HTML);
	layout_free(english);
	layout_free(welsh);
}

/* ---- the layouts that come with ycf ---- */

static const struct {
	const char *name;
	enum document_kind kind;
} shipped[] = {
	{"certificate", DOCUMENT_CERTIFICATE},
	{"certificate-portrait", DOCUMENT_CERTIFICATE},
	{"certificate-cymraeg", DOCUMENT_CERTIFICATE},
	{"poster", DOCUMENT_POSTER},
	{"sign", DOCUMENT_SIGN},
	{"plan", DOCUMENT_PLAN},
	{"summary", DOCUMENT_SUMMARY},
	{"badge", DOCUMENT_BADGE},
	{"footer", DOCUMENT_FOOTER},
};

static void shipped_layouts_are_read(void **state)
{
	const char *source = getenv("YCF_SRCDIR");

	(void)state;
	for (size_t i = 0; i < sizeof shipped / sizeof shipped[0]; i++) {
		char path[1024];
		struct message message;
		struct layout *layout = NULL;
		snprintf(path, sizeof path, "%s/templates/layouts/%s.yaml",
		         source != NULL ? source : YCF_SRCDIR, shipped[i].name);
		message_clear(&message);
		if (layout_read(path, shipped[i].kind, &message, &layout) != YCF_OK)
			fail_msg("%s", message.text);
		layout_free(layout);
	}
}

/* How a mark stands is for those who work with it, not for a wall. */
static void nothing_internal_is_displayed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shipped / sizeof shipped[0]; i++) {
		char path[1024], text[65536];
		const char *source = getenv("YCF_SRCDIR");
		if (shipped[i].kind == DOCUMENT_PLAN || shipped[i].kind == DOCUMENT_SUMMARY)
			continue;
		snprintf(path, sizeof path, "%s/templates/layouts/%s.yaml",
		         source != NULL ? source : YCF_SRCDIR, shipped[i].name);
		FILE *file = fopen(path, "r");
		assert_non_null(file);
		text[fread(text, 1, sizeof text - 1, file)] = '\0';
		fclose(file);
		if (strstr(text, "at_risk") != NULL || strstr(text, "standing.") != NULL)
			fail_msg("%s speaks of the standing", path);
	}
}

/* ---- slips ---- */

/* A slip that is told at `place`, in these words. */
struct slip {
	const char *text, *place, *telling;
};

static const struct slip whole_slips[] = {
	{"- page\n", "1:1", "'name: value' lines are expected"},
	{"page: {}\n", "1:1", "\"document:\" is missing; write what this is a layout of"},
	{"document:\n", "1:10", "\"document:\" is empty"},
	{"document: certifcate\n", "1:11", "did you mean \"certificate\"?"},
	{"document: leaflet\n", "1:11", "write one of: certificate, poster, sign, plan, summary, "
	 "badge, footer"},
	{HEAD "colors: {}\n", "7:1", "did you mean 'colours'?"},
	{HEAD "description: A badge\n", "7:1", "a certificate has no \"description:\"; take it out"},
	{TOP("badge") "flow: {}\n", "7:1", "a badge has no \"flow:\""},
	{TOP("footer"), "2:1", "a footer has no \"page:\""},
	{TOP("badge") "draw: []\n", "1:1", "\"description:\" is missing; write what the badge says"},
	{HEAD, "1:1", "nothing is drawn; write what stands on the page under \"draw:\""},
	{HEAD "draw: []\n", "7:7", "nothing is drawn"},
	{HEAD "draw: no\n", "7:7", "'draw' has to be a list"},
	{HEAD "flow: {}\n", "7:7", "'draw' is missing"},
	{"document: sign\npage: {}\ntitle: T\n", "1:1", "\"language:\" is missing"},
	{"document: sign\npage: {}\nlanguage: en\n", "1:1", "\"title:\" is missing"},
	{"document: sign\npage: {}\nlanguage: en\ntitle: \" \"\n", "4:8", "\"title:\" is empty"},
	{"document: sign\nlanguage: en\ntitle: T\n", "1:1", "'page' is missing"},
};

#define PAGE(page) "document: sign\npage: " page "\nlanguage: en\ntitle: T\n"

static const struct slip page_slips[] = {
	{PAGE("{size: A9}"), "2:14", "size is \"A9\"; write A3, A4 or A5, or width x height in mm"},
	{PAGE("{size: 60 x}"), "2:14", "such as \"60 x 24\""},
	{PAGE("{size: 60 x 24 mm}"), "2:14", "such as \"60 x 24\""},
	{PAGE("{size: 4 x 24}"), "2:14", "from 5 to 2000"},
	{PAGE("{size: 60 x 2001}"), "2:14", "from 5 to 2000"},
	{PAGE("{size: 99999999999999999999 x 9}"), "2:14", "from 5 to 2000"},
	{PAGE("{size: 60 x 24, orientation: portrait}"), "2:36", "take \"orientation:\" out"},
	{PAGE("{orientation: upright}"), "2:21", "write one of: portrait, landscape"},
	{PAGE("{size: A5, margin: 74}"), "2:26", "leaves no room on the page; write margin: less "
	 "than 74"},
	{PAGE("{margin: 1e3}"), "2:16", "'margin' has to be a number"},
	{PAGE("{margins: 10}"), "2:8", "did you mean 'margin'?"},
};

#define LANGUAGE(rest) "document: sign\npage: {}\ntitle: T\nlanguage: " rest "\n"

static const struct slip language_slips[] = {
	{LANGUAGE("en GB"), "4:11", "the language is \"en GB\"; write its code, such as en-GB"},
	{LANGUAGE("en_GB"), "4:11", "write its code"},
	{LANGUAGE("1234"), "4:11", "write its code"},
	{LANGUAGE("Welsh"), "4:11", "write its code"},
	{LANGUAGE("en-"), "4:11", "write its code"},
	{LANGUAGE("cy"), "4:11", "the months have no names in the language cy; write all 12"},
	{LANGUAGE("enm"), "4:11", "the months have no names"},
	{LANGUAGE("cy\nmonths: [Ionawr]"), "5:9", "there are 1 months here; write all 12"},
	{LANGUAGE("en\nmonths: [a, b, c, d, [e], f, g, h, i, j, k, l]"), "5:22",
	 "this is no name of a month"},
	{LANGUAGE("en\nmonths: [a, b, c, d, e, f, g, h, i, j, k, \" \"]"), "5:43",
	 "this is no name of a month"},
	{LANGUAGE("en\nmonths: May"), "5:9", "'months' has to be a list"},
	{LANGUAGE("en\ndate: DD/MM/YYYY"), "5:7", "write it with {day}, {month} and {year}"},
	{LANGUAGE("en\ndate: \"{day} {moon}\""), "5:7", "write it with {day}"},
	{LANGUAGE("en\ndate: \"{day\""), "5:7", "write it with {day}"},
	{LANGUAGE("en\ndate: \"{{day}}\""), "5:7", "write it with {day}"},
	{LANGUAGE("en\nwords: {At risk: In danger}"), "5:9", "\"At risk\" is no code"},
	{LANGUAGE("en\nwords: {at_risk: }"), "5:18", "at_risk has no words"},
	{LANGUAGE("en\nwords: {at_risk: [a]}"), "5:18", "at_risk has no words"},
	{LANGUAGE("en\nwords: [at_risk]"), "5:8", "'words' has to hold"},
};

#define STYLE(rest) "document: sign\npage: {}\nlanguage: en\ntitle: T\n" rest "\n"

static const struct slip style_slips[] = {
	{STYLE("colours: {a: \"#12345g\"}"), "5:14",
	 "six of 0-9 a-f in quotation marks, such as a: \"#1b4d6b\""},
	{STYLE("colours: {a: [b]}"), "5:14", "a is no colour; write # and"},
	{STYLE("colours: {a: #123456}"), "6:1", "check the indentation"},
	{STYLE("fonts: {a: {}}"), "5:12", "'families' is missing"},
	{STYLE("fonts: {a: {families: []}}"), "5:23", "no font family is named; write at least one"},
	{STYLE("fonts: {a: {families: [\"\"]}}"), "5:24", "this is no name of a font family"},
	{STYLE("fonts: {a: {families: [[b]]}}"), "5:24", "this is no name of a font family"},
	{STYLE("fonts: {a: {families: Lato}}"), "5:23", "has to be a list"},
	{STYLE("fonts: {a: {families: [b], weight: bold}}"), "5:36", "whole number from 100 to 900"},
	{STYLE("fonts: {a: {families: [b], weight: 1000}}"), "5:36", "whole number from 100 to 900"},
	{STYLE("fonts: {a: {families: [b], slant: oblique}}"), "5:35",
	 "write one of: upright, italic"},
	{STYLE("fonts: {a: {familys: [b]}}"), "5:13", "did you mean 'families'?"},
};

static const struct slip element_slips[] = {
	{DRAW "Hello\n", "8:5", "what is drawn begins with its kind; write it such as {kind: text"},
	{DRAW "[a]\n", "8:5", "what is drawn begins with its kind"},
	{DRAW "{text: Hello}\n", "8:5", "\"kind:\" is missing; write what it is"},
	{DRAW "{kind: txt}\n", "8:12", "kind is \"txt\"; write one of: text, line, box, path, image"},
	{DRAW "{kind: [text]}\n", "8:12", "'kind' has to be a text"},
	{DRAW "{" TABLE "}\n", "8:12",
	 "kind: table cannot stand under \"draw:\"; write it under \"flow:\""},
	{DRAW "{kind: html, text: a}\n", "8:12", "HTML is only for a footer; write kind: text"},
	{FLOW "{kind: path}\n", "9:14", "kind: path cannot stand under \"flow:\"; write it under"},
	{"document: footer\nlanguage: en\ntitle: T\ndraw:\n  - {kind: text}\n", "5:12",
	 "write kind: html"},
	{"document: footer\nlanguage: en\ntitle: T\ndraw:\n  - {kind: html}\n", "5:5",
	 "\"text:\" is missing; write HTML"},
	{"document: footer\nlanguage: en\ntitle: T\ndraw:\n  - {kind: html, text: a, x: 1}\n",
	 "5:27", "kind: html has no \"x:\"; take it out"},
	{DRAW "{" TEXT ", colur: ink}\n", "8:67", "did you mean 'colour'?"},
	{DRAW "{" TEXT ", radius: 1}\n", "8:67", "kind: text has no \"radius:\"; take it out"},
	{DRAW "{" TEXT ", before: 1}\n", "8:67", "only for what stands under \"flow:\"; take it out"},
	{FLOW "{" TEXT ", y: 1}\n", "9:69", "\"y:\" is not for a flow"},
	{FLOW "{" TEXT ", height: 1}\n", "9:69", "\"height:\" is not for a flow"},
	{FLOW "{" TEXT ", vertical: top}\n", "9:69", "\"vertical:\" is not for a flow"},
	{FLOW "{" TEXT ", shrink_to: 8}\n", "9:69", "\"shrink_to:\" is not for a flow"},
	{FLOW "{" TEXT ", wrap_below: 8}\n", "9:69", "\"wrap_below:\" is not for a flow"},
	{FLOW "{" TEXT ", lines: 2}\n", "9:69", "\"lines:\" is not for a flow"},
	{FLOW "{" TEXT ", pages: later}\n", "9:69", "\"pages:\" is not for a flow"},
	{DRAW "{" TEXT ", " PLACE ", pages: last}\n", "8:111", "write one of: first, later, every"},
	{DRAW "{" TEXT ", " PLACE ", pages: later}\n", "8:111", "only a layout with a \"flow:\" has "
	 "later pages"},
};

#define IF(condition) DRAW "{if: " condition ", " TEXT ", " PLACE "}\n"

static const struct slip condition_slips[] = {
	{IF("\"\""), "8:10", "this is no condition; write a value's name"},
	{IF("[[a]]"), "8:11", "this is no condition"},
	{IF("[a, {b: c}]"), "8:14", "this is no condition"},
	{IF("a b"), "8:10", "this is no condition"},
	{IF("not"), "8:10", "this is no condition"},
	{IF("a is"), "8:10", "this is no condition"},
	{IF("a was b"), "8:10", "this is no condition"},
	{IF("a is no b"), "8:10", "this is no condition"},
	{IF("not a is b"), "8:10", "this is no condition"},
	{IF("a is not b c"), "8:10", "this is no condition"},
	{IF("\"{a}\""), "8:10", "or if: award.end_reason is not departed"},
	{IF("[a, a, a, a, a, a, a, a, a, a, a]"), "8:10", "these are 11 conditions; write at most 10"},
};

static const struct slip place_slips[] = {
	{DRAW "{" TEXT ", y: 20, width: 50, height: 10}\n", "8:5", "\"x:\" is missing; write it in mm"},
	{DRAW "{" TEXT ", x: 20, width: 50, height: 10}\n", "8:5", "\"y:\" is missing"},
	{DRAW "{" TEXT ", x: 20, y: 20, height: 10}\n", "8:5", "\"width:\" is missing"},
	{DRAW "{" TEXT ", x: 20, y: 20, width: 50}\n", "8:5", "\"height:\" is missing"},
	{DRAW "{kind: line, colour: ink, thickness: 1, x: nan, y: 1}\n", "8:48",
	 "'x' has to be a number"},
	{DRAW "{kind: line, colour: ink, thickness: 1, x: -1, y: 1}\n", "8:48", "from 0 to 2000"},
	{DRAW "{kind: line, colour: ink, thickness: 1, x: 1, y: 1}\n", "8:5",
	 "this line has no length; write a width"},
	{DRAW "{kind: box, fill: ink, x: 200, y: 0, width: 11, height: 1}\n", "8:49",
	 "this reaches 1 mm beyond the page's edge; make x or width smaller"},
	{DRAW "{kind: box, fill: ink, x: 0, y: 297, width: 1, height: 1}\n", "8:60",
	 "this reaches 1 mm beyond the page's edge; make y or height smaller"},
	{DRAW "{" TEXT ", x: 5, y: 20, width: 9, height: 9}\n", "8:70",
	 "beyond the page's margin; write x: 10 or more"},
	{DRAW "{" TEXT ", x: 20, y: 9.5, width: 9, height: 9}\n", "8:77",
	 "beyond the page's margin; write y: 10 or more"},
	{DRAW "{" TEXT ", x: 20, y: 20, width: 180.5, height: 9}\n", "8:88",
	 "this reaches 0.5 mm beyond the page's margin; make x or width smaller"},
	{DRAW "{" TEXT ", x: 20, y: 280, width: 9, height: 9}\n", "8:100",
	 "this reaches 2 mm beyond the page's margin; make y or height smaller"},
	{DRAW "{kind: qr, text: a, alt: b, colour: ink, x: 200, y: 0, width: 20}\n", "8:67",
	 "beyond the page's edge"},
	{DRAW "{kind: qr, text: a, alt: b, colour: ink, x: 0, y: 280, width: 20}\n", "8:67",
	 "beyond the page's edge; make y or width smaller"},
	{FLOW "{" TEXT ", x: 9}\n", "9:72", "beyond the page's margin; write x: 10 or more"},
	{FLOW "{" TEXT ", x: 200}\n", "9:72", "begins beyond the page's margin; write x: less than 200"},
	{FLOW "{" TEXT ", width: 200}\n", "9:76", "this reaches 10 mm beyond the page's margin"},
	{FLOW "{kind: box, fill: ink, width: 9}\n", "9:7", "\"height:\" is missing"},
	{FLOW "{kind: box, fill: ink, height: 280}\n", "9:38", "only 277 mm on a page; write height: "
	 "277 or less"},
	{FLOW "{" TEXT ", needs: 280}\n", "9:76", "write needs: 277 or less"},
	{FLOW "{kind: qr, text: a, alt: b, colour: ink}\n", "9:7", "\"width:\" is missing"},
	{TOP("plan") "flow: {top: 5, draw: []}\n", "7:7", "the flow reaches beyond the page's margin"},
	{TOP("plan") "flow: {bottom: 288, draw: []}\n", "7:7", "bottom: 287 or less"},
	{TOP("plan") "flow: {top: 280, draw: []}\n", "7:7", "less than 10 mm on a page; write top:"},
	{TOP("plan") "flow: {foot: 280, draw: []}\n", "7:8", "'foot' is not known here"},
};

static const struct slip text_slips[] = {
	{DRAW "{kind: text, " TYPE ", " PLACE "}\n", "8:5", "\"text:\" is missing; write what stands"},
	{DRAW "{kind: text, text: \"\", " TYPE ", " PLACE "}\n", "8:24", "\"text:\" is empty"},
	{DRAW "{kind: text, text: [a], " TYPE ", " PLACE "}\n", "8:24", "'text' has to be a text"},
	{DRAW "{kind: text, text: a, size: 9, colour: ink, " PLACE "}\n", "8:5",
	 "\"font:\" is missing; write one of those under \"fonts:\": plain, bold"},
	{DRAW "{kind: text, text: a, font: plane, size: 9, colour: ink, " PLACE "}\n", "8:33",
	 "font \"plane\" is not under \"fonts:\"; did you mean \"plain\"?"},
	{DRAW "{kind: text, text: a, font: plain, colour: ink, " PLACE "}\n", "8:5",
	 "\"size:\" is missing; write it in points"},
	{DRAW "{kind: text, text: a, font: plain, size: 9, " PLACE "}\n", "8:5",
	 "\"colour:\" is missing; write one of those under \"colours:\": ink, paper"},
	{DRAW "{kind: text, text: a, font: plain, size: 0, colour: ink, " PLACE "}\n", "8:46",
	 "'size' has to be a number from 1 to 1000"},
	{DRAW "{" TEXT ", " PLACE ", shrink_to: 13}\n", "8:115", "a number from 1 to 12"},
	{DRAW "{" TEXT ", " PLACE ", shrink_to: 8, wrap_below: 7}\n", "8:130", "from 8 to 12"},
	{DRAW "{" TEXT ", " PLACE ", lines: 9}\n", "8:111", "a whole number from 1 to 8"},
	{DRAW "{" TEXT ", " PLACE ", lines: 0}\n", "8:111", "a whole number from 1 to 8"},
	{DRAW "{" TEXT ", " PLACE ", line_spacing: 0}\n", "8:118", "from 0.5 to 5"},
	{DRAW "{" TEXT ", " PLACE ", letter_spacing: 2}\n", "8:120", "from -0.1 to 1"},
	{DRAW "{" TEXT ", " PLACE ", align: center}\n", "8:111", "write one of: left, centre, right"},
	{DRAW "{" TEXT ", " PLACE ", vertical: centre}\n", "8:114", "write one of: top, middle, bottom"},
	{DRAW "{" TEXT ", " PLACE ", reads_as: heading}\n", "8:114",
	 "write one of: heading 1, heading 2, heading 3, text, decoration"},
};

static const struct slip shape_slips[] = {
	{DRAW "{kind: box, fill: papr, " PLACE "}\n", "8:23",
	 "fill \"papr\" is not under \"colours:\"; did you mean \"paper\"?"},
	{DRAW "{kind: box, fill: blue, " PLACE "}\n", "8:23",
	 "add it there, or write one of: ink, paper, green"},
	{DRAW "{kind: box, " PLACE "}\n", "8:5", "this box has no colour; write fill: for its inside"},
	{DRAW "{kind: box, stroke: ink, " PLACE "}\n", "8:5", "\"thickness:\" is missing; write it in "
	 "points"},
	{DRAW "{kind: box, fill: ink, thickness: 1, " PLACE "}\n", "8:39",
	 "the thickness is that of the outline"},
	{DRAW "{kind: box, fill: ink, radius: 6, " PLACE "}\n", "8:36",
	 "the radius is more than half of the box; write radius: 5 or less"},
	{DRAW "{kind: line, thickness: 1, x: 0, y: 0, width: 9}\n", "8:5", "\"colour:\" is missing"},
	{DRAW "{kind: line, colour: ink, x: 0, y: 0, width: 9}\n", "8:5", "\"thickness:\" is missing"},
	{DRAW "{kind: line, colour: ink, thickness: 0, x: 0, y: 0, width: 9}\n", "8:42",
	 "from 0.1 to 1000"},
	{DRAW "{kind: path, fill: ink}\n", "8:5", "\"path:\" is missing; write SVG path data"},
	{DRAW "{kind: path, fill: ink, path: \"M 0 0 L 9\"}\n", "8:35", "the path is wrong at its end: "},
	{DRAW "{kind: path, fill: ink, path: \"M 0 0 A 9 9\"}\n", "8:35",
	 "the path is wrong at its character 7, before \"A 9 9\": "},
	{DRAW "{kind: path, fill: ink, path: \"M 0 0 L 211 0 L 9 9 Z\"}\n", "8:5",
	 "this path reaches beyond the page's edge, to 211 mm from the left and 0 mm from the top; "
	 "change x, y or scale"},
	{DRAW "{kind: path, fill: ink, x: 200, path: \"M 0 0 H 11 V 3 Z\"}\n", "8:5", "to 211 mm"},
	{DRAW "{kind: path, fill: ink, path: \"M 0 0 V -1 H 3 Z\"}\n", "8:5", "-1 mm from the top"},
	{DRAW "{kind: path, fill: ink, scale: 0, path: M 0 0}\n", "8:36", "from 0.001 to 1000"},
	{DRAW "{kind: path, path: M 0 0 L 9 9}\n", "8:5", "this path has no colour"},
};

#define IMAGE(file) DRAW "{kind: image, file: " file ", alt: Logo, " PLACE "}\n"

static const struct slip picture_slips[] = {
	{DRAW "{kind: image, alt: Logo, " PLACE "}\n", "8:5", "\"file:\" is missing; write the name of "
	 "a PNG file that lies beside the layout, such as logo.png"},
	{IMAGE("/etc/logo.png"), "8:25", "is not in the layout's folder; write the name"},
	{IMAGE("\"C:logo.png\""), "8:25", "is not in the layout's folder"},
	{IMAGE("../logo.png"), "8:25", "\"../logo.png\" leaves the layout's folder"},
	{IMAGE("a/../../logo.png"), "8:25", "leaves the layout's folder"},
	{IMAGE("a/.."), "8:25", "leaves the layout's folder"},
	{IMAGE("'a\\logo.png'"), "8:25", "has a \\ in it"},
	{IMAGE("\"lo\\ngo.png\""), "8:25", "has a control character in it"},
	{IMAGE("\"lo\\x7Fgo.png\""), "8:25", "has a control character in it"},
	{IMAGE("logo.jpg"), "8:25", "\"logo.jpg\" is no name of a PNG file"},
	{IMAGE("a/.png"), "8:25", "is no name of a PNG file"},
	{DRAW "{kind: image, file: logo.png, " PLACE "}\n", "8:5", "\"alt:\" is missing; write what the "
	 "picture shows"},
	{DRAW "{kind: image, file: logo.png, alt: \"\", " PLACE "}\n", "8:40", "\"alt:\" is empty"},
	{DRAW "{kind: image, file: logo.png, alt: a, may_lack: maybe, " PLACE "}\n", "8:53",
	 "true or false"},
	{DRAW "{kind: qr, alt: a, colour: ink, x: 0, y: 0, width: 9}\n", "8:5", "\"text:\" is missing; "
	 "write what the code holds"},
	{DRAW "{kind: qr, text: a, colour: ink, x: 0, y: 0, width: 9}\n", "8:5", "\"alt:\" is missing"},
	{DRAW "{kind: qr, text: a, alt: a, x: 0, y: 0, width: 9}\n", "8:5", "\"colour:\" is missing"},
};

#define COLUMNS(columns) FLOW "{" TABLE ", columns: [" columns "]}\n"

static const struct slip table_slips[] = {
	{FLOW "{kind: table, " TYPE ", columns: [" COLUMN "]}\n", "9:7", "\"rows:\" is missing"},
	{FLOW "{kind: table, rows: action, " TYPE ", columns: [" COLUMN "]}\n", "9:27",
	 "\"action\" is no list of a plan; write one of: actions, reviews"},
	{FLOW "{kind: table, rows: actions, columns: [" COLUMN "]}\n", "9:7", "\"font:\" is missing"},
	{FLOW "{" TABLE "}\n", "9:7", "'columns' is missing"},
	{COLUMNS(""), "9:81", "a table needs columns; write at least one"},
	{COLUMNS("{text: a, width: 9}"), "9:82", "\"heading:\" is missing; write what stands above"},
	{COLUMNS("{heading: [a], text: a, width: 9}"), "9:92", "the heading is no text"},
	{COLUMNS("{heading: a, width: 9}"), "9:82", "\"text:\" is missing; write what stands in the "
	 "column"},
	{COLUMNS("{heading: a, symbol: \"\", width: 9}"), "9:103", "\"symbol:\" is empty"},
	{COLUMNS("{heading: a, text: a}"), "9:82", "\"width:\" is missing"},
	{COLUMNS("{heading: a, text: a, width: 0}"), "9:111", "from 1 to 2000"},
	{COLUMNS("{heading: a, text: a, width: 9, lines: 3}"), "9:114", "'lines' is not known here"},
	{COLUMNS("{heading: a, text: a, width: 9, align: middle}"), "9:121", "left, centre, right"},
	{COLUMNS("{heading: a, text: a, width: 9, font: plane}"), "9:120", "did you mean \"plain\"?"},
	{COLUMNS("{heading: a, text: a, width: 9, heads_row: 2}"), "9:125", "true or false"},
	{COLUMNS(COLUMN ", " COLUMN ", {heading: a, text: a, width: 80}"), "9:81",
	 "the columns are 200 mm wide together, the table is 190; write smaller widths"},
	{FLOW "{" TABLE ", group_size: 9, columns: [" COLUMN "]}\n", "9:84",
	 "this table has no groups; write group: too, or take \"group_size:\" out"},
	{FLOW "{" TABLE ", thickness: 1, columns: [" COLUMN "]}\n", "9:83", "this table has no rules"},
	{FLOW "{" TABLE ", rule: pink, columns: [" COLUMN "]}\n", "9:78", "rule \"pink\" is not under"},
	{FLOW "{" TABLE ", empty: \"\", columns: [" COLUMN "]}\n", "9:79", "\"empty:\" is empty"},
	{FLOW "{" TABLE ", between: 60, columns: [" COLUMN ", " COLUMN "]}\n", "9:141",
	 "no room beside the space between columns; write width: 61 or more"},
	{FLOW "{" TABLE ", gap: 1, x: 5, columns: [" COLUMN "]}\n", "9:83", "write x: 10 or more"},
	{"document: plan\npage: {}\nlanguage: en\ntitle: T\ncolours: {ink: \"#000000\"}\n"
	 "fonts: {plain: {families: [A]}}\nflow:\n  draw:\n    - {" TABLE ", columns: "
	 "[{heading: a, symbol: \"{action.state}\", width: 9}]}\n", "9:103",
	 "green is not under \"colours:\"; add it there, such as green: \"#808080\""},
};

/* Whoever reads it can mend it: the message ends with what to do. */
static void assert_says_what_to_do(const char *message)
{
	static const char *const remedies[] = {
		"write", "did you mean", "take ", "add it", "make ", "change ", "use one of",
		"has to be", "has to hold", "check the", "give it a value",
	};

	for (size_t i = 0; i < sizeof remedies / sizeof remedies[0]; i++)
		if (strstr(message, remedies[i]) != NULL)
			return;
	fail_msg("no remedy: %s", message);
}

static void check_slip(const struct slip *slip)
{
	struct message message;
	struct layout *layout = NULL;
	ycf_status status = read_as(slip->text, DOCUMENT_KINDS, &message, &layout);
	char place[64];

	assert_null(layout);
	if (status != YCF_INVALID)
		fail_msg("status %d (%s) for:\n%s", status, message.text, slip->text);
	snprintf(place, sizeof place, ":%s: ", slip->place);
	if (strstr(message.text, place) != message.text + strlen("/tmp/ycf-layout-XXXXXX"))
		fail_msg("not at %s: %s\n%s", slip->place, message.text, slip->text);
	if (strstr(message.text, slip->telling) == NULL)
		fail_msg("not \"%s\": %s", slip->telling, message.text);
	assert_says_what_to_do(message.text);
}

#define CHECK_SLIPS(slips) \
	for (size_t i = 0; i < sizeof (slips) / sizeof (slips)[0]; i++) \
		check_slip(&(slips)[i])

static void a_slip_is_told_by_line_and_column(void **state)
{
	(void)state;
	CHECK_SLIPS(whole_slips);
	CHECK_SLIPS(page_slips);
	CHECK_SLIPS(language_slips);
	CHECK_SLIPS(style_slips);
	CHECK_SLIPS(element_slips);
	CHECK_SLIPS(condition_slips);
	CHECK_SLIPS(place_slips);
	CHECK_SLIPS(text_slips);
	CHECK_SLIPS(shape_slips);
	CHECK_SLIPS(picture_slips);
	CHECK_SLIPS(table_slips);
}

static void a_layout_of_another_document_is_refused(void **state)
{
	struct message message;
	struct layout *layout = NULL;

	(void)state;
	assert_int_equal(read_as(TOP("poster"), DOCUMENT_CERTIFICATE, &message, &layout),
	                 YCF_INVALID);
	assert_non_null(strstr(message.text,
	                       ":1:11: this is a layout of a poster, not of a certificate; name another"));
	assert_null(layout);
}

static void a_layout_that_is_not_there_is_named(void **state)
{
	struct message message;
	struct layout *layout = NULL;

	(void)state;
	message_clear(&message);
	assert_int_not_equal(layout_read("/tmp/ycf-no-such-layout.yaml", DOCUMENT_SIGN, &message,
	                                 &layout), YCF_OK);
	assert_non_null(strstr(message.text, "/tmp/ycf-no-such-layout.yaml"));
	assert_null(layout);
}

/* One piece over what may be: each is written around its number. */
static const struct {
	const char *begin, *before, *after, *end;
	size_t count;
	const char *telling;
} crowds[] = {
	{STYLE("colours:"), "  c", ": \"#000000\"\n", "", 101,
	 "these are 101 colours; write at most 100"},
	{STYLE("fonts:"), "  f", ": {families: [A]}\n", "", 51, "these are 51 fonts"},
	{STYLE("fonts:\n  a:\n    families:"), "      - F", "\n", "", 21, "these are 21 families"},
	{STYLE("words:"), "  w", ": a\n", "", 501, "these are 501 words"},
	{HEAD "draw:\n", "  - {kind: line, colour: ink, thickness: 1, x: 1, y: 1, height: 1", "}\n",
	 "", 1001, "these are 1001 elements"},
	{FLOW "{" TABLE ", columns: [", "{heading: ", ", text: a, width: 1}, ", "]}\n", 21,
	 "these are 21 columns"},
};

static void too_many_of_anything_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof crowds / sizeof crowds[0]; i++) {
		size_t room = 200000, length;
		char *text = malloc(room);
		struct message message;
		struct layout *layout = NULL;
		assert_non_null(text);
		length = (size_t)snprintf(text, room, "%s", crowds[i].begin);
		for (size_t j = 0; j < crowds[i].count; j++)
			length += (size_t)snprintf(text + length, room - length, "%s%zu%s",
			                           crowds[i].before, j, crowds[i].after);
		snprintf(text + length, room - length, "%s", crowds[i].end);
		ycf_status status = read_as(text, DOCUMENT_KINDS, &message, &layout);
		free(text);
		if (status != YCF_INVALID || strstr(message.text, crowds[i].telling) == NULL)
			fail_msg("%d: not \"%s\": %s", status, crowds[i].telling, message.text);
		assert_null(layout);
	}
}

/* What a hostile file has of length must not push the remedy off the message. */
static void long_names_leave_room_for_the_remedy(void **state)
{
	enum { LENGTH = 5000 };
	static const char *const begins[] = {
		DRAW "{kind: ", "document: ", DRAW "{" TEXT ", " PLACE ", align: ",
		DRAW "{kind: box, " PLACE ", fill: ", "document: sign\npage: {}\ntitle: T\nlanguage: en\ndate: ",
	};

	(void)state;
	for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
		char text[LENGTH + 1024];
		struct message message;
		struct layout *layout = NULL;
		int length = snprintf(text, sizeof text, "%s", begins[i]);
		memset(text + length, 'a', LENGTH);
		snprintf(text + length + LENGTH, 8, "%s", strstr(begins[i], "draw:") != NULL
		         ? "}\n" : "\n");
		assert_int_equal(read_as(text, DOCUMENT_KINDS, &message, &layout), YCF_INVALID);
		assert_true(strlen(message.text) < 500);
		assert_says_what_to_do(message.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_layout_is_read),
		cmocka_unit_test(reading_roles_are_read),
		cmocka_unit_test(pages_have_sizes),
		cmocka_unit_test(conditions_are_read),
		cmocka_unit_test(pictures_lie_beside_the_layout),
		cmocka_unit_test(a_path_is_put_in_its_place),
		cmocka_unit_test(a_flow_keeps_to_the_margin),
		cmocka_unit_test(a_table_hands_its_type_down),
		cmocka_unit_test(a_language_names_its_days_and_codes),
		cmocka_unit_test(shipped_layouts_are_read),
		cmocka_unit_test(nothing_internal_is_displayed),
		cmocka_unit_test(a_slip_is_told_by_line_and_column),
		cmocka_unit_test(a_layout_of_another_document_is_refused),
		cmocka_unit_test(a_layout_that_is_not_there_is_named),
		cmocka_unit_test(too_many_of_anything_is_refused),
		cmocka_unit_test(long_names_leave_room_for_the_remedy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
