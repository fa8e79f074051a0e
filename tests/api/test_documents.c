/* Documents: what they say, of one setting and of many, and what is refused. A
   footer is text, so footers show what a layout may call upon. */
#include "scratch.h"

#include <fcntl.h>

/* ---- the facts ---- */

static void joined(ycf_tracker *tracker, const char *reference, const char *name)
{
	add(tracker, "setting", "reference", reference, "name", name, "kind", "primary", "town",
	    "Sampleton");
	ok(tracker, ycf_join(tracker, reference, 20240105));
}

static char *award(ycf_tracker *tracker, const char *setting, const char *framework,
                   const char *date)
{
	ycf_record *record = make(tracker, "award", "setting", setting, "date", date, "framework",
	                          framework, "decided_by", "Panel <of> May", "recorded_from", "a list");
	ok(tracker, ycf_award(record));
	char *code = strdup(ycf_record_text(record, "code"));
	assert_non_null(code);
	ycf_record_free(record);
	return code;
}

static void rename_setting(ycf_tracker *tracker, const char *key, const char *name)
{
	ycf_record *setting = get(tracker, "setting", key);
	ok(tracker, ycf_record_set(setting, "name", name));
	ok(tracker, ycf_save(setting));
	ycf_record_free(setting);
}

static void appoint(ycf_tracker *tracker, const char *setting, const char *role, const char *name)
{
	ycf_record *lead = make(tracker, "lead", "setting", setting, "role", role, "name", name,
	                        "email", "lead@school.example", "since", "2024-02-01");
	ok(tracker, ycf_appoint(lead));
	ycf_record_free(lead);
}

static void agree(ycf_tracker *tracker, const char *setting, const char *framework,
                  const char *date)
{
	ycf_record *plan = make(tracker, "plan", "setting", setting, "framework", framework,
	                        "agreed", date, "agreed_with", "Alex Testwell");
	ok(tracker, ycf_agree_plan(plan));
	ycf_record_free(plan);
}

/* ---- documents ---- */

static ycf_document *of_kind(ycf_tracker *tracker, const char *kind)
{
	ycf_document *document = NULL;
	ok(tracker, ycf_document_new(tracker, kind, &document));
	return document;
}

#define FOOTER(text) \
	"document: footer\nlanguage: en-GB\ntitle: t\ndraw:\n  - {kind: html, text: \"" text "\"}\n"

/* A document with a layout of the test's own. */
static ycf_document *with_layout(struct scratch *scratch, const char *kind, const char *layout)
{
	ycf_document *document = of_kind(scratch->tracker, kind);
	ok(scratch->tracker, ycf_document_set_layout(document,
	                                             write_text(scratch, "own.yaml", layout)));
	return document;
}

static ycf_document *footer_of(struct scratch *scratch)
{
	return with_layout(scratch, "footer", FOOTER(
		"[{setting.name}|{setting.kind}|{setting.town}|{mark.title}|{mark.issuer}|{award.code}|"
		"{award.date}|{award.expires}|{award.ended}|{award.end_reason}|{award.decided_by}|"
		"{award.recorded_from}|{award.setting_name}|{reprint.date}|{lead.name}|{lead.email}|"
		"{deputy.name}|{verify.url}|{verify.text}|{standards}]"));
}

/* What a footer says between its brackets; free it. */
static char *said(struct scratch *scratch, ycf_document *document, const char *key)
{
	const char *path = scratch_path(scratch, "said.html");
	ok(scratch->tracker, ycf_document_write(document, key, path, -1));
	char *text = read_bytes(path, NULL);
	char *from = strchr(text, '['), *to = strrchr(text, ']');
	assert_true(from != NULL && to != NULL);
	*to = '\0';
	char *part = strdup(from + 1);
	assert_non_null(part);
	free(text);
	return part;
}

static void check_said(struct scratch *scratch, ycf_document *document, const char *key,
                       const char *wanted, int line)
{
	char *found = said(scratch, document, key);
	check_text(found, wanted, key, __FILE__, line);
	free(found);
}

#define says(scratch, document, key, wanted) \
	check_said((scratch), (document), (key), (wanted), __LINE__)

/* ---- kinds ---- */

static void the_kinds(void **state)
{
	static const char *const endings[] = {"pdf", "pdf", "pdf", "pdf", "pdf", "svg", "html"};
	ycf_tracker *tracker = ((struct scratch *)*state)->tracker;
	ycf_document *document = NULL;
	size_t count = 0;
	for (; ycf_document_kind_name(count) != NULL; count++) {
		document = of_kind(tracker, ycf_document_kind_name(count));
		assert_string_equal(ycf_document_ending(document), endings[count]);
		assert_null(ycf_document_problem(document, 0));
		assert_int_equal(ycf_document_count(document, YCF_WRITTEN), 0);
		ycf_document_free(document);
	}
	assert_int_equal(count, 7);
	document = NULL;
	fails(tracker, YCF_MISUSE, ycf_document_new(tracker, "postr", &document), "postr", "poster");
	assert_null(document);
	ycf_document_free(NULL);
}

static void each_kind_begins_as_it_should(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined(tracker, "elm", "Elm School");
	agree(tracker, "elm", "leeds", "2024-03-01");
	free(award(tracker, "elm", "leeds", "2024-05-01"));
	for (size_t i = 0; ycf_document_kind_name(i) != NULL; i++) {
		const char *kind = ycf_document_kind_name(i), *path = scratch_path(scratch, kind);
		ok(tracker, draw(tracker, kind, "elm", path));
		char *bytes = read_bytes(path, NULL);
		assert_non_null(strstr("%PDF- <svg  <?xml <!DOC", (char[]){bytes[0], bytes[1], bytes[2],
		                                                           bytes[3], '\0'}));
		ok(tracker, draw(tracker, kind, "elm", scratch_path(scratch, "again")));
		size_t length, again_length;
		char *once = read_bytes(path, &length);
		char *again = read_bytes(scratch_path(scratch, "again"), &again_length);
		assert_int_equal(length, again_length);
		assert_memory_equal(once, again, length);
		free(bytes);
		free(once);
		free(again);
	}
}

/* ---- an award ---- */

static void what_an_award_says(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	char wanted[900];
	joined(tracker, "elm", "Elm & Ash School");
	appoint(tracker, "elm", "designated_lead", "Alex Testwell");
	appoint(tracker, "elm", "deputy", "Sam Sampleby");
	char *code = award(tracker, "elm", "harbour", "2024-05-01");
	ycf_document *footer = footer_of(scratch);
	ok(tracker, ycf_document_set_as_of(footer, 20240601));
	snprintf(wanted, sizeof wanted,
	         "Elm &amp; Ash School|primary|Sampleton|Harbour friendly|Harbour Friends|%s|1 May "
	         "2024|1 May 2027|||Panel &lt;of&gt; May|a list|Elm &amp; Ash School||Alex "
	         "Testwell|lead@school.example|Sam Sampleby|https://verify.example.org/%s|"
	         "https://verify.example.org/%s|A warm welcome · Calm water · Safe return", code, code,
	         code);
	says(scratch, footer, "elm", wanted);
	says(scratch, footer, code, wanted);
	assert_int_equal(ycf_document_count(footer, YCF_WRITTEN), 1);
	ycf_document_free(footer);
	free(code);
}

static void the_text_of_a_code(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined(tracker, "elm", "Elm");
	char *code = award(tracker, "elm", "leeds", "2024-05-01");
	ycf_document *footer = with_layout(scratch, "footer", FOOTER("[{verify.url}|{verify.text}]"));
	char wanted[100];
	snprintf(wanted, sizeof wanted, "|%s", code);
	says(scratch, footer, "elm", wanted);
	ycf_document_free(footer);
	free(code);
}

static void a_renamed_setting_is_reprinted(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined(tracker, "elm", "Elm School");
	free(award(tracker, "elm", "leeds", "2024-05-01"));
	rename_setting(tracker, "elm", "Elm Academy");
	ycf_document *footer = with_layout(
		scratch, "footer", FOOTER("[{setting.name}|{award.setting_name}|{reprint.date}]"));
	ok(tracker, ycf_document_set_as_of(footer, 20240930));
	says(scratch, footer, "elm", "Elm School|Elm School|");
	ycf_document_set_reprint_as_now(footer, true);
	says(scratch, footer, "elm", "Elm Academy|Elm School|30 September 2024");
	/* whose name is what it was is no reprint */
	joined(tracker, "ash", "Ash School");
	free(award(tracker, "ash", "leeds", "2024-05-01"));
	says(scratch, footer, "ash", "Ash School|Ash School|");
	ycf_document_set_reprint_as_now(footer, false);
	says(scratch, footer, "elm", "Elm School|Elm School|");
	ycf_document_free(footer);
}

static void an_ended_award(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "c.html");
	joined(tracker, "elm", "Elm School");
	fails(tracker, YCF_REFUSED, draw(tracker, "footer", "elm", path), "elm", "no award");
	char *code = award(tracker, "elm", "leeds", "2024-05-01");
	ok(tracker, ycf_withdraw(tracker, "elm", NULL, 20240701, "late"));
	fails(tracker, YCF_REFUSED, draw(tracker, "footer", "elm", path), "Elm School", code);
	assert_false(file_exists(path));
	ycf_document *footer = with_layout(
		scratch, "footer", FOOTER("[{award.code}|{award.ended}|{award.end_reason}]"));
	char ended[100], held[100];
	snprintf(ended, sizeof ended, "%s|1 July 2024|withdrawn", code);
	snprintf(held, sizeof held, "%s||", code);
	says(scratch, footer, code, ended);
	ok(tracker, ycf_document_set_as_of(footer, 20240630));
	says(scratch, footer, "elm", held);
	says(scratch, footer, code, held);
	ok(tracker, ycf_document_set_as_of(footer, 20240701));
	fails(tracker, YCF_REFUSED, ycf_document_write(footer, "elm", path, -1), "no longer");
	ok(tracker, ycf_document_set_as_of(footer, 20240430));
	fails(tracker, YCF_REFUSED, ycf_document_write(footer, "elm", path, -1), "2024-04-30");
	ycf_document_free(footer);
	free(code);
}

/* Its term ran out and nobody ended it: what hangs on a wall would claim too much. */
static void an_award_whose_term_ran_out(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	ycf_record *record = NULL;
	joined(tracker, "a", "Elm School");
	char *code = award(tracker, "a", "leeds", "2024-05-01");
	ok(tracker, ycf_get(tracker, "award", code, &record));
	ok(tracker, ycf_record_set(record, "expires", "2024-12-31"));
	ok(tracker, ycf_save(record));
	ycf_record_free(record);
	ycf_document *footer = of_kind(tracker, "footer");
	fails(tracker, YCF_REFUSED, ycf_document_write(footer, code, scratch_path(scratch, "f"), -1),
	      "no longer held");
	ycf_document_free(footer);
	ycf_document *certificate = of_kind(tracker, "certificate");
	ok(tracker, ycf_document_write(certificate, code, scratch_path(scratch, "c.pdf"), -1));
	ycf_document_free(certificate);
	free(code);
}

static void an_award_ahead_of_its_day(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	char day[11];
	joined(tracker, "elm", "Elm School");
	ycf_date_write(ycf_date_add_days(ycf_date_today(), 20), day);
	free(award(tracker, "elm", "leeds", day));
	ok(tracker, draw(tracker, "footer", "elm", scratch_path(scratch, "c.html")));
}

static void several_marks(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "c.html");
	joined(tracker, "elm", "Elm School");
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small.yaml")));
	free(award(tracker, "elm", "leeds", "2024-05-01"));
	ycf_document *footer = with_layout(scratch, "footer", FOOTER("[{mark.title}]"));
	ok(tracker, ycf_document_set_as_of(footer, 20240801));
	says(scratch, footer, "elm", "We are young carer friendly Leeds");
	free(award(tracker, "elm", "harbour", "2024-06-01"));
	fails(tracker, YCF_AMBIGUOUS, ycf_document_write(footer, "elm", path, -1), "Elm School",
	      "harbour", "leeds", "--framework");
	ok(tracker, ycf_document_set_framework(footer, "leeds"));
	says(scratch, footer, "elm", "We are young carer friendly Leeds");
	ok(tracker, ycf_document_set_framework(footer, "harbour"));
	says(scratch, footer, "elm", "Harbour friendly");
	ok(tracker, ycf_document_set_framework(footer, NULL));
	ok(tracker, ycf_withdraw(tracker, "elm", "harbour", 20240701, "x"));
	says(scratch, footer, "elm", "We are young carer friendly Leeds");
	fails(tracker, YCF_NOT_FOUND, ycf_document_set_framework(footer, "nothing"), "nothing");
	ycf_document_free(footer);
}

/* ---- PDF with what was found, line by line ---- */

#define PAGE(kind) \
	"document: " kind "\npage: {size: A4, orientation: portrait, margin: 10}\nlanguage: en-GB\n" \
	"title: t\nwords: {overdue: LATE}\ncolours: {ink: \"#000000\"}\n" \
	"fonts: {plain: {families: [DejaVu Sans]}}\nflow:\n  top: 20\n  again: 20\n  bottom: 270\n" \
	"  draw:\n"
#define LINE(text) "    - {kind: text, font: plain, size: 7, colour: ink, text: \"" text "\"}\n"
#define TABLE(list, text) \
	"    - {kind: table, rows: " list ", font: plain, size: 7, colour: ink, columns: " \
	"[{heading: \"" list "\", width: 190, text: \"" text "\"}]}\n"

/* The words of a PDF in one line, its blanks made one; free it. */
static char *words_of(const char *path)
{
	char *text = text_of_pdf(path), *out = text;
	for (const char *in = text; *in != '\0'; in++) {
		bool blank = *in == ' ' || *in == '\n' || *in == '\f';
		if (!blank || (out > text && out[-1] != ' '))
			*out++ = blank ? ' ' : *in;
	}
	*out = '\0';
	if (text[0] == '\0') {
		print_message("skipped: pdftotext is not installed\n");
		free(text);
		skip();
	}
	return text;
}

static void check_words(struct scratch *scratch, ycf_document *document, const char *key,
                        const char *const *words, int line)
{
	const char *path = scratch_path(scratch, "words.pdf");
	check_ok(scratch->tracker, ycf_document_write(document, key, path, -1), key, __FILE__, line);
	char *text = words_of(path);
	const char *at = text;
	for (; *words != NULL; words++) {
		const char *found = strstr(at, *words);
		if (found == NULL) {
			print_error("'%s' does not come in: %s\n", *words, at);
			_fail(__FILE__, line);
		}
		at = found + strlen(*words);
	}
	free(text);
}

#define words(scratch, document, key, ...) \
	check_words((scratch), (document), (key), TERMS(__VA_ARGS__), __LINE__)

static const char plan_layout[] =
	PAGE("plan")
	LINE("[{setting.name}|{lead.name}|{practitioner.name}|{plan.agreed}|{plan.agreed_with}|"
	     "{plan.last_review}|{plan.next_review}|{plan.review_months}|{as_of}]")
	TABLE("actions", "<{action.number}|{action.standard}|{action.standard_title}|{action.what}|"
	      "{action.owner}|{action.due}|{action.done}|{action.dropped}|{action.state}>")
	TABLE("reviews", "<{review.date}|{review.agreed_with}|{review.practitioner}|{review.note}>");

static void add_actions(ycf_tracker *tracker)
{
	add(tracker, "action", "setting", "elm", "what", "Tell all");
	add(tracker, "action", "setting", "elm", "standard", "5", "what", "Ask", "owner", "Al", "due",
	    "2024-06-01");
	add(tracker, "action", "setting", "elm", "standard", "2", "what", "Train", "due",
	    "2024-05-01");
	add(tracker, "action", "setting", "elm", "standard", "2", "what", "Show", "due",
	    "2024-05-02");
	ok(tracker, ycf_complete(tracker, "elm", 3, 20240420));
	ycf_record *review = make(tracker, "review", "setting", "elm", "date", "2024-05-20",
	                          "agreed_with", "Sam Sampleby", "practitioner", "Robin Example",
	                          "note", "fine");
	ok(tracker, ycf_review_plan(review, TERMS("drop=4")));
	ycf_record_free(review);
}

static void what_a_plan_says(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	add(tracker, "practitioner", "name", "Robin Example");
	joined(tracker, "elm", "Elm School");
	ycf_record *setting = get(tracker, "setting", "elm");
	ok(tracker, ycf_record_set(setting, "practitioner", "Robin Example"));
	ok(tracker, ycf_save(setting));
	ycf_record_free(setting);
	appoint(tracker, "elm", "designated_lead", "Alex Testwell");
	agree(tracker, "elm", "leeds", "2024-03-01");
	add_actions(tracker);
	ycf_document *plan = with_layout(scratch, "plan", plan_layout);
	ok(tracker, ycf_document_set_as_of(plan, 20240602));
	words(scratch, plan, "elm",
	      "[Elm School|Alex Testwell|Robin Example|1 March 2024|Alex Testwell|20 May 2024|20 "
	      "November 2024|6|2 June 2024]",
	      "<3|2|Staff training|Train||1 May 2024|20 April 2024||done>",
	      "<4|2|Staff training|Show||2 May 2024||20 May 2024|dropped>",
	      "<2|5|Identifying young carers|Ask|Al|1 June 2024|||LATE>", "<1|||Tell all|||||open>",
	      "<20 May 2024|Sam Sampleby|Robin Example|fine>");
	/* What came later is not told of an earlier day. */
	ok(tracker, ycf_document_set_as_of(plan, 20240401));
	words(scratch, plan, "elm", "|1 March 2024|Alex Testwell||1 September 2024|6|1 April 2024]",
	      "<3|2|Staff training|Train||1 May 2024|||open>",
	      "<4|2|Staff training|Show||2 May 2024|||open>");
	ycf_document_free(plan);
}

static void a_plan_that_is_not_open(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "p.pdf");
	joined(tracker, "elm", "Elm School");
	ycf_document *plan = with_layout(scratch, "plan", plan_layout);
	ok(tracker, ycf_document_set_as_of(plan, 20240601));
	fails(tracker, YCF_REFUSED, ycf_document_write(plan, "elm", path, -1), "Elm School",
	      "no action plan", "2024-06-01", "agree-plan");
	agree(tracker, "elm", "leeds", "2024-06-02");
	fails(tracker, YCF_REFUSED, ycf_document_write(plan, "elm", path, -1), "no action plan");
	agree(tracker, "elm", "leeds", "2024-07-01");
	ok(tracker, ycf_document_set_as_of(plan, 20240630));
	words(scratch, plan, "elm", "|2 June 2024|");
	ok(tracker, ycf_document_set_as_of(plan, 20240701));
	words(scratch, plan, "elm", "|1 July 2024|");
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small.yaml")));
	agree(tracker, "elm", "harbour", "2024-06-15");
	fails(tracker, YCF_AMBIGUOUS, ycf_document_write(plan, "elm", path, -1), "harbour", "leeds");
	ok(tracker, ycf_document_set_framework(plan, "harbour"));
	words(scratch, plan, "elm", "|15 June 2024|");
	ycf_document_free(plan);
}

static const char summary_layout[] =
	PAGE("summary")
	LINE("[{setting.name}|{standing.stage}|{standing.reasons}|{standing.standards_met}|"
	     "{standing.standards_total}|{standing.plan_agreed}|{standing.next_review}|{award.code}|"
	     "{award.date}|{assessed.self}|{assessed.practitioner}|{as_of}]")
	TABLE("standards", "<{standard.code}|{standard.title}|{standard.self}|{standard.self_rag}|"
	      "{standard.practitioner}|{standard.practitioner_rag}|{standard.evidence}>")
	TABLE("evidence", "<{evidence.standard}|{evidence.title}|{evidence.dated}|"
	      "{evidence.expires}|{evidence.kept_at}>")
	TABLE("next", "<{next.kind}|{next.date}|{next.state}|{next.what}>")
	TABLE("conditions", "<{condition.title}|{condition.state}>");

static void what_a_summary_says(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined(tracker, "elm", "Elm School");
	agree(tracker, "elm", "leeds", "2024-03-01");
	ycf_record *assessment = make(tracker, "assessment", "setting", "elm", "source", "self",
	                              "date", "2024-04-01");
	ok(tracker, ycf_assess(assessment, TERMS("1=met", "2=partly")));
	ycf_record_free(assessment);
	assessment = make(tracker, "assessment", "setting", "elm", "source", "practitioner", "date",
	                  "2024-04-11");
	ok(tracker, ycf_assess(assessment, TERMS("1=met", "3=met")));
	ycf_record_free(assessment);
	add(tracker, "evidence", "setting", "elm", "criterion", "2.1", "title", "List", "kept_at",
	    "Office", "expires", "2024-12-31");
	ycf_document *summary = with_layout(scratch, "summary", summary_layout);
	ok(tracker, ycf_document_set_as_of(summary, 20240902));
	words(scratch, summary, "elm",
	      "[Elm School|working towards||2|7|1 March 2024|1 September 2024|||1 April 2024|11 April "
	      "2024|2 September 2024]",
	      "<1|A designated lead for young carers|Met|green|Met|green|>",
	      "<2|Staff training|Partly met|amber|||1>", "<3|Safe space for young carers|||Met|green|>",
	      "<4|", "<7|", "<2|List||31 December 2024|Office>",
	      "<lead vacant|5 January 2024|LATE|", "<review|1 September 2024|LATE|",
	      "<evidence|31 December 2024|due|", "<A designated lead is in post|not met>",
	      "<An action plan is agreed|met>");
	ycf_document_free(summary);
}

static const char short_layout[] =
	PAGE("summary")
	LINE("[{setting.name}, and {more_due} more]")
	TABLE("standards", "<{standard.code}: {standard.evidence}>")
	TABLE("evidence", "<{evidence.standard}: {evidence.title}>")
	TABLE("next", "<{next.date}: {next.what}>");

/* The latest two pieces of evidence for each standard, and the first eight things due. */
static void what_a_summary_leaves_out(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	char what[32], due[24];
	joined(tracker, "elm", "Elm School");
	agree(tracker, "elm", "leeds", "2024-03-01");
	for (int i = 1; i <= 10; i++) {
		snprintf(what, sizeof what, "Deed %d", i);
		snprintf(due, sizeof due, "2024-05-%02d", i);
		add(tracker, "action", "setting", "elm", "standard", "3", "what", what, "due", due);
	}
	add(tracker, "evidence", "setting", "elm", "standard", "2", "title", "Old list", "dated",
	    "2024-02-01", "kept_at", "Office");
	add(tracker, "evidence", "setting", "elm", "standard", "2", "title", "Newest list",
	    "dated", "2024-04-01", "kept_at", "Office");
	add(tracker, "evidence", "setting", "elm", "criterion", "2.1", "title", "Newer list",
	    "dated", "2024-03-01", "kept_at", "Office");
	add(tracker, "evidence", "setting", "elm", "standard", "2", "title", "List of no day",
	    "kept_at", "Office");
	add(tracker, "evidence", "setting", "elm", "standard", "3", "title", "Room", "kept_at",
	    "Office");
	ycf_document *summary = with_layout(scratch, "summary", short_layout);
	ok(tracker, ycf_document_set_as_of(summary, 20240501));
	words(scratch, summary, "elm", "[Elm School, and 4 more]", "<2: 4>", "<3: 1>",
	      "<2: Newer list> <2: Newest list> <3: Room>", "<5 January 2024:",
	      "<7 May 2024: 7: Deed 7>");
	ycf_document_free(summary);
}

static const char views_layout[] =
	PAGE("summary")
	LINE("[{setting.name}]")
	TABLE("views", "<{view.standard}|{view.title}|{view.state}|{view.self_before}|"
	      "{view.self_says}|{view.practitioner_says}>");

/* Only those standards on which the two views differ, or that moved. */
static void what_a_summary_says_of_two_views(void **state)
{
	static const char *const days[] = {"2024-04-01", "2024-05-01"};
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	joined(tracker, "elm", "Elm School");
	for (int i = 0; i < 2; i++) {
		ycf_record *own = make(tracker, "assessment", "setting", "elm", "source", "self", "date",
		                       days[i]);
		ok(tracker, ycf_assess(own, i == 0
			? TERMS("1=met", "2=partly", "3=met")
			: TERMS("1.1=met:on the door", "1.2=met", "1.3=partly:missed one", "1.4=met",
			        "1.5=met", "1.6=met", "1.7=met", "2=met:all of them", "3=met")));
		ycf_record_free(own);
	}
	ycf_record *assessment = make(tracker, "assessment", "setting", "elm", "source",
	                              "practitioner", "date", "2024-05-02");
	ok(tracker, ycf_assess(assessment, TERMS("1=met", "3=partly:still open")));
	ycf_record_free(assessment);
	ycf_document *summary = with_layout(scratch, "summary", views_layout);
	ok(tracker, ycf_document_set_as_of(summary, 20240602));
	words(scratch, summary, "elm",
	      "[Elm School]",
	      "<1|A designated lead for young carers|differs down|Met|1.1: on the door · "
	      "1.3: missed one|>",
	      "<2|Staff training|up|Partly met|all of them|>",
	      "<3|Safe space for young carers|differs|Met||still open>");
	ycf_document_free(summary);
}

static void a_summary_of_whom(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "s.pdf");
	joined(tracker, "elm", "Elm School");
	add(tracker, "setting", "reference", "oak", "name", "Oak School", "kind", "primary");
	ycf_document *summary = with_layout(scratch, "summary", summary_layout);
	ok(tracker, ycf_document_set_as_of(summary, 20240601));
	fails(tracker, YCF_REFUSED, ycf_document_write(summary, "oak", path, -1), "Oak School",
	      "joined");
	fails(tracker, YCF_NOT_FOUND, ycf_document_write(summary, "ash", path, -1), "ash");
	words(scratch, summary, "elm", "[Elm School|registered||0|7|");
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small.yaml")));
	fails(tracker, YCF_AMBIGUOUS, ycf_document_write(summary, "elm", path, -1), "harbour",
	      "leeds", "--framework");
	ok(tracker, ycf_document_set_framework(summary, "harbour"));
	words(scratch, summary, "elm", "[Elm School|registered||0|3|", "<A|A warm welcome|");
	ycf_document_free(summary);
}

/* ---- many ---- */

static void five_settings(ycf_tracker *tracker)
{
	static const char *const names[] = {"Elm School", "Oak's School", "ELM school", "Ash", "Fir"};
	char reference[2] = "a";
	for (size_t i = 0; i < 5; i++, reference[0]++)
		joined(tracker, reference, names[i]);
	free(award(tracker, "a", "leeds", "2024-05-01"));
	free(award(tracker, "b", "leeds", "2024-05-01"));
	free(award(tracker, "e", "leeds", "2024-05-01"));
}

static size_t files_in(const char *folder)
{
	size_t count = 0;
	DIR *directory = opendir(folder);
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(directory);
	return count;
}

static void a_file_for_each(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *folder = scratch_path(scratch, "made");
	five_settings(tracker);
	ycf_document *footer = of_kind(tracker, "footer");
	ok(tracker, ycf_document_set_as_of(footer, 20240601));
	ok(tracker, ycf_document_write_each(footer, NULL, NULL, folder));
	assert_int_equal(ycf_document_count(footer, YCF_WRITTEN), 3);
	assert_int_equal(ycf_document_count(footer, YCF_LEFT_OUT), 2);
	assert_int_equal(ycf_document_count(footer, YCF_NOT_DRAWN), 0);
	assert_int_equal(files_in(folder), 3);
	assert_true(file_exists(scratch_path(scratch, "made/a-Elm-School-footer.html")));
	assert_true(file_exists(scratch_path(scratch, "made/b-Oaks-School-footer.html")));
	/* Into the folder again: the same files, and those of the terms alone. */
	ok(tracker, ycf_document_write_each(footer, TERMS("name~elm"), "-name", folder));
	assert_int_equal(ycf_document_count(footer, YCF_WRITTEN), 1);
	assert_int_equal(ycf_document_count(footer, YCF_LEFT_OUT), 1);
	assert_int_equal(files_in(folder), 3);
	ok(tracker, ycf_document_write_each(footer, TERMS("name=nobody"), NULL, folder));
	assert_int_equal(ycf_document_count(footer, YCF_WRITTEN), 0);
	fails(tracker, YCF_MISUSE, ycf_document_write_each(footer, TERMS("nmae=x"), NULL, folder),
	      "nmae");
	fails(tracker, YCF_MISUSE, ycf_document_write_each(footer, NULL, "nmae", folder), "nmae");
	ycf_document_free(footer);
}

/* As an integrator's loop does it. */
static void one_by_one_while_a_selection_is_read(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const ycf_record *standing;
	ycf_cursor *cursor = NULL;
	char last = 'z';
	int count = 0;
	five_settings(tracker);
	ycf_document *summary = of_kind(tracker, "summary");
	ok(tracker, ycf_select(tracker, "standing", NULL, "-reference", 20240601, NULL, &cursor));
	while (ycf_cursor_next(cursor, &standing) == YCF_ROW) {
		const char *reference = ycf_record_text(standing, "reference");
		assert_true(reference[0] < last);
		last = reference[0];
		ok(tracker, ycf_document_write(summary, reference, scratch_path(scratch, "s.pdf"), -1));
		count++;
	}
	assert_int_equal(count, 5);
	ycf_cursor_free(cursor);
	ycf_document_free(summary);
}

static void names_that_are_alike(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *const names[] = {"Elm", "elm", "ELM!"};
	for (size_t i = 0; i < 3; i++) {
		char key[40];
		ycf_record *setting = make(tracker, "setting", "name", names[i], "kind", "primary");
		ok(tracker, ycf_save(setting));
		snprintf(key, sizeof key, "%s", ycf_record_text(setting, "id"));
		ycf_record_free(setting);
		ok(tracker, ycf_join(tracker, key, 20240105));
	}
	ycf_document *summary = of_kind(tracker, "summary");
	ok(tracker, ycf_document_set_as_of(summary, 20240601));
	ok(tracker, ycf_document_write_each(summary, NULL, NULL, scratch_path(scratch, "made")));
	assert_int_equal(files_in(scratch_path(scratch, "made")), 3);
	ycf_document_free(summary);
}

/* U+E000 is in no font. */
#define NO_LETTER "\356\200\200"

static void one_that_cannot_be_drawn(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *folder = scratch_path(scratch, "made");
	five_settings(tracker);
	joined(tracker, "x", "Birch " NO_LETTER);
	free(award(tracker, "x", "leeds", "2024-05-01"));
	ycf_document *sign = of_kind(tracker, "sign");
	ok(tracker, ycf_document_set_as_of(sign, 20240601));
	fails(tracker, YCF_INVALID, ycf_document_write_each(sign, NULL, NULL, folder), "1 of 4",
	      "Birch", "U+E000");
	assert_int_equal(ycf_document_count(sign, YCF_WRITTEN), 3);
	assert_int_equal(ycf_document_count(sign, YCF_LEFT_OUT), 2);
	assert_int_equal(ycf_document_count(sign, YCF_NOT_DRAWN), 1);
	assert_non_null(strstr(ycf_document_problem(sign, 0), "(x): "));
	assert_null(ycf_document_problem(sign, 1));
	assert_int_equal(files_in(folder), 3);
	/* Together it is all or nothing, and the next attempt has nothing of this one. */
	const char *path = scratch_path(scratch, "all.pdf");
	fails(tracker, YCF_INVALID,
	      ycf_document_write_combined(sign, NULL, NULL, NULL, path, -1), "nothing was written",
	      "Birch");
	assert_int_equal(ycf_document_count(sign, YCF_NOT_DRAWN), 1);
	assert_int_equal(ycf_document_count(sign, YCF_WRITTEN), 0);
	assert_false(file_exists(path));
	ok(tracker, ycf_document_write_combined(sign, TERMS("name=Fir"), NULL, NULL, path, -1));
	assert_null(ycf_document_problem(sign, 0));
	char *text = words_of(path);
	assert_non_null(strstr(text, "Fir"));
	assert_null(strstr(text, "Elm"));
	free(text);
	ycf_document_free(sign);
}

static void all_in_one_file(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "all.pdf");
	five_settings(tracker);
	ycf_document *poster = of_kind(tracker, "poster");
	ok(tracker, ycf_document_set_as_of(poster, 20240601));
	fails(tracker, YCF_REFUSED, ycf_document_write_combined(poster, TERMS("name=Ash"), NULL, NULL,
	                                                        path, -1), "no poster");
	assert_false(file_exists(path));
	ok(tracker, ycf_document_write_combined(poster, NULL, "-name", "Our posters", path, -1));
	assert_int_equal(ycf_document_count(poster, YCF_WRITTEN), 3);
	assert_int_equal(ycf_document_count(poster, YCF_LEFT_OUT), 2);
	char *text = words_of(path);
	const char *oak = strstr(text, "Oak’s School") != NULL ? strstr(text, "Oak’s School")
	                                                       : strstr(text, "Oak's School");
	const char *fir = strstr(text, "Fir"), *elm = strstr(text, "Elm School");
	assert_true(oak != NULL && oak < fir && fir < elm);
	free(text);
	ycf_document_free(poster);
	ycf_document *badge = of_kind(tracker, "badge");
	ok(tracker, ycf_document_set_as_of(badge, 20240601));
	fails(tracker, YCF_MISUSE, ycf_document_write_combined(badge, NULL, NULL, NULL, path, -1),
	      "badge");
	ycf_document_free(badge);
}

struct stopping {
	int64_t after, last, total;
};

static bool stop(void *context, int64_t done, int64_t total)
{
	struct stopping *stopping = context;
	if (total > 0) {
		assert_true(done >= stopping->last && done <= total);
		stopping->last = done;
		stopping->total = total;
	}
	return done >= stopping->after;
}

static void it_tells_how_far_it_is_and_stops(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	struct stopping stopping = {.after = 100};
	five_settings(tracker);
	ycf_document *footer = of_kind(tracker, "footer");
	ycf_document *sign = of_kind(tracker, "sign");
	ok(tracker, ycf_document_set_as_of(footer, 20240601));
	ok(tracker, ycf_document_set_as_of(sign, 20240601));
	ycf_set_progress(tracker, stop, &stopping);
	ok(tracker, ycf_document_write_each(footer, NULL, NULL, scratch_path(scratch, "all")));
	assert_int_equal(stopping.last, 5);
	assert_int_equal(stopping.total, 5);
	/* In the order of names: Ash, which has none, Elm, ELM, which has none, Fir. */
	stopping = (struct stopping){.after = 3};
	fails(tracker, YCF_CANCELLED,
	      ycf_document_write_each(footer, NULL, NULL, scratch_path(scratch, "some")), "stopped",
	      "(1)");
	assert_int_equal(files_in(scratch_path(scratch, "some")), 1);
	stopping = (struct stopping){.after = 3};
	fails(tracker, YCF_CANCELLED, ycf_document_write_combined(
		sign, NULL, NULL, NULL, scratch_path(scratch, "some.pdf"), -1), "nothing was written");
	assert_false(file_exists(scratch_path(scratch, "some.pdf")));
	ycf_set_progress(tracker, NULL, NULL);
	ycf_document_free(footer);
	ycf_document_free(sign);
}

static void a_run_is_of_one_mark(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *folder = scratch_path(scratch, "made");
	five_settings(tracker);
	ok(tracker, ycf_framework_load(tracker, source_path("tests/frameworks/small.yaml")));
	free(award(tracker, "d", "harbour", "2024-05-01"));
	ycf_document *footer = of_kind(tracker, "footer");
	ok(tracker, ycf_document_set_as_of(footer, 20240601));
	fails(tracker, YCF_AMBIGUOUS, ycf_document_write_each(footer, NULL, NULL, folder), "harbour",
	      "leeds");
	assert_false(file_exists(folder));
	ok(tracker, ycf_document_set_framework(footer, "harbour"));
	ok(tracker, ycf_document_write_each(footer, NULL, NULL, folder));
	assert_int_equal(ycf_document_count(footer, YCF_WRITTEN), 1);
	assert_int_equal(ycf_document_count(footer, YCF_LEFT_OUT), 4);
	ycf_document_free(footer);
}

static void others_are_left_out(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *folder = scratch_path(scratch, "made");
	five_settings(tracker);
	agree(tracker, "d", "leeds", "2024-03-01");
	add(tracker, "setting", "reference", "z", "name", "Yew", "kind", "primary");
	ycf_document *plan = of_kind(tracker, "plan"), *summary = of_kind(tracker, "summary");
	ok(tracker, ycf_document_set_as_of(plan, 20240601));
	ok(tracker, ycf_document_write_each(plan, NULL, NULL, folder));
	assert_int_equal(ycf_document_count(plan, YCF_WRITTEN), 1);
	assert_int_equal(ycf_document_count(plan, YCF_LEFT_OUT), 4);
	ok(tracker, ycf_document_set_as_of(summary, 20240601));
	ok(tracker, ycf_document_write_each(summary, NULL, NULL, folder));
	assert_int_equal(ycf_document_count(summary, YCF_WRITTEN), 5);
	ok(tracker, ycf_document_write_each(summary, TERMS("stage=known"), NULL, folder));
	assert_int_equal(ycf_document_count(summary, YCF_WRITTEN), 0);
	assert_int_equal(ycf_document_count(summary, YCF_LEFT_OUT), 1);
	ycf_document_free(plan);
	ycf_document_free(summary);
}

/* ---- files ---- */

static void where_it_may_be_written(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "f.html"), *other = scratch_path(scratch, "other");
	struct stat facts;
	five_settings(tracker);
	fails(tracker, YCF_REFUSED, draw(tracker, "footer", "a", scratch->path), "tracker");
	fails(tracker, YCF_UNREADABLE, draw(tracker, "footer", "a",
	                                    scratch_path(scratch, "none/f.html")), "none/f.html");
	write_bytes(other, "precious", 8);
	assert_int_equal(symlink(other, path), 0);
	ok(tracker, draw(tracker, "footer", "a", path));
	char *kept = read_bytes(other, NULL);
	assert_string_equal(kept, "precious");
	free(kept);
	assert_int_equal(lstat(path, &facts), 0);
	assert_true(S_ISREG(facts.st_mode));
	assert_int_equal(facts.st_mode & 0777, 0600);
	ycf_document *footer = of_kind(tracker, "footer");
	fails(tracker, YCF_UNREADABLE, ycf_document_write_each(footer, NULL, NULL, other), "other");
	int descriptor = open(scratch_path(scratch, "piped"), O_WRONLY | O_CREAT, 0600);
	assert_true(descriptor >= 0);
	ok(tracker, ycf_document_write(footer, "a", NULL, descriptor));
	assert_int_equal(close(descriptor), 0);
	char *once = read_bytes(path, NULL), *again = read_bytes(scratch_path(scratch, "piped"), NULL);
	assert_string_equal(once, again);
	free(once);
	free(again);
	ycf_document_free(footer);
}

/* ---- layouts ---- */

static void layouts_that_are_wrong(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *kind = "untouched";
	const char *wrong = write_text(scratch, "wrong.yaml", FOOTER("{setting.nmae}"));
	five_settings(tracker);
	ycf_document *footer = of_kind(tracker, "footer");
	fails(tracker, YCF_INVALID, ycf_document_set_layout(footer, "certificate"), "certificate");
	fails(tracker, YCF_NOT_FOUND, ycf_document_set_layout(footer, "none"), "none.yaml");
	ok(tracker, ycf_document_set_layout(footer, wrong));
	fails(tracker, YCF_INVALID, ycf_document_write(footer, "a", scratch_path(scratch, "f"), -1),
	      "setting.nmae", "setting.name", "wrong.yaml:5");
	assert_false(file_exists(scratch_path(scratch, "f")));
	ok(tracker, ycf_document_set_layout(footer, NULL));
	ok(tracker, ycf_document_write(footer, "a", scratch_path(scratch, "f"), -1));
	ycf_document_free(footer);
	fails(tracker, YCF_INVALID, ycf_layout_check(tracker, wrong, &kind), "setting.nmae");
	assert_string_equal(kind, "untouched");
	fails(tracker, YCF_INVALID, ycf_layout_preview(tracker, wrong, scratch_path(scratch, "p"), -1),
	      "setting.nmae");
	assert_false(file_exists(scratch_path(scratch, "p")));
}

/* Sound, but its place is too small for the longest names. */
static void a_layout_too_small(void **state)
{
	struct scratch *scratch = *state;
	const char *path = write_text(
		scratch, "small.yaml", "document: sign\npage: {size: A5, orientation: landscape, margin: "
		"5}\nlanguage: en-GB\ntitle: t\ncolours: {ink: \"#000000\"}\nfonts: {plain: {families: "
		"[DejaVu Sans]}}\ndraw:\n  - {kind: text, text: \"{setting.name}\", font: plain, size: "
		"12, colour: ink, x: 20, y: 20, width: 80, height: 8}\n");
	fails(scratch->tracker, YCF_INVALID, ycf_layout_check(scratch->tracker, path, NULL),
	      "small.yaml:8", "longest names", "Upper and Lower Sample Wood");
}

static void the_layouts_that_come_with_it(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	DIR *directory = opendir(source_path("templates/layouts"));
	const char *path = scratch_path(scratch, "preview");
	size_t count = 0;
	assert_non_null(directory);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		char name[400];
		const char *kind = NULL;
		if (strstr(entry->d_name, ".yaml") == NULL)
			continue;
		snprintf(name, sizeof name, "templates/layouts/%s", entry->d_name);
		ok(tracker, ycf_layout_check(tracker, source_path(name), &kind));
		assert_int_equal(strncmp(entry->d_name, kind, strlen(kind)), 0);
		ok(tracker, ycf_layout_preview(tracker, source_path(name), path, -1));
		assert_true(file_exists(path));
		count++;
	}
	closedir(directory);
	assert_true(count >= 7);
}

/* Whatever is listed may stand in a layout. */
static void the_values_that_are_listed(void **state)
{
	struct scratch *scratch = *state;
	char layout[4000] = "document: footer\nlanguage: en-GB\ntitle: t\ndraw:\n";
	size_t count = 0, lists = 0;
	for (; ycf_layout_value_name("footer", count) != NULL; count++) {
		const char *name = ycf_layout_value_name("footer", count);
		const char *kind = ycf_layout_value_kind("footer", count);
		assert_true(ycf_layout_value_help("footer", count)[0] != '\0');
		lists += strcmp(kind, "list") == 0;
		if (strcmp(kind, "list") != 0 && ycf_layout_value_list("footer", count) == NULL)
			snprintf(layout + strlen(layout), sizeof layout - strlen(layout),
			         "  - {kind: html, text: \"{%s}\"}\n", name);
	}
	assert_true(count > 30);
	assert_int_equal(lists, 1);
	ok(scratch->tracker, ycf_layout_check(scratch->tracker,
	                                      write_text(scratch, "all.yaml", layout), NULL));
	assert_string_equal(ycf_layout_value_list("plan", 30), "actions");
	assert_null(ycf_layout_value_name("plan", 999));
	assert_null(ycf_layout_value_kind("plan", 999));
	assert_null(ycf_layout_value_help("plan", 999));
	assert_null(ycf_layout_value_list("plan", 999));
	assert_null(ycf_layout_value_name("letter", 0));
}

static void papers(void **state)
{
	struct scratch *scratch = *state;
	ycf_tracker *tracker = scratch->tracker;
	const char *path = scratch_path(scratch, "p.pdf");
	five_settings(tracker);
	ycf_document *poster = of_kind(tracker, "poster");
	ok(tracker, ycf_document_set_as_of(poster, 20240601));
	ok(tracker, ycf_document_write(poster, "a", path, -1));
	size_t length, again_length;
	char *own = read_bytes(path, &length);
	fails(tracker, YCF_INVALID, ycf_document_set_paper(poster, "B4"), "B4", "A3");
	ok(tracker, ycf_document_set_paper(poster, "A5"));
	ok(tracker, ycf_document_set_layout(poster, "poster"));
	ok(tracker, ycf_document_write(poster, "a", path, -1));
	char *small = read_bytes(path, &again_length);
	assert_true(length != again_length || memcmp(own, small, length) != 0);
	free(small);
	ok(tracker, ycf_document_set_paper(poster, NULL));
	ok(tracker, ycf_document_write(poster, "a", path, -1));
	char *again = read_bytes(path, &again_length);
	assert_int_equal(length, again_length);
	assert_memory_equal(own, again, length);
	free(own);
	free(again);
	ycf_document_free(poster);
	fails(tracker, YCF_INVALID, ycf_document_set_as_of(poster = of_kind(tracker, "plan"), 20240231),
	      "as_of");
	ycf_document_free(poster);
}

static void a_handle_without_a_tracker(void **state)
{
	struct scratch *scratch = *state;
	ycf_document *sign = of_kind(scratch->tracker, "sign");
	fails(scratch->tracker, YCF_MISUSE,
	      ycf_document_write(sign, "a", scratch_path(scratch, "s.pdf"), -1), "no tracker");
	ok(scratch->tracker, ycf_layout_check(scratch->tracker, "sign", NULL));
	ycf_document_free(sign);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_leeds(the_kinds),
		test_leeds(each_kind_begins_as_it_should),
		test_small(what_an_award_says),
		test_leeds(the_text_of_a_code),
		test_leeds(a_renamed_setting_is_reprinted),
		test_leeds(an_ended_award),
		test_leeds(an_award_whose_term_ran_out),
		test_leeds(an_award_ahead_of_its_day),
		test_leeds(several_marks),
		test_leeds(what_a_plan_says),
		test_leeds(a_plan_that_is_not_open),
		test_leeds(what_a_summary_says),
		test_leeds(what_a_summary_leaves_out),
		test_leeds(what_a_summary_says_of_two_views),
		test_leeds(a_summary_of_whom),
		test_leeds(a_file_for_each),
		test_leeds(one_by_one_while_a_selection_is_read),
		test_leeds(names_that_are_alike),
		test_leeds(one_that_cannot_be_drawn),
		test_leeds(all_in_one_file),
		test_leeds(it_tells_how_far_it_is_and_stops),
		test_leeds(a_run_is_of_one_mark),
		test_leeds(others_are_left_out),
		test_leeds(where_it_may_be_written),
		test_leeds(layouts_that_are_wrong),
		test_bare(a_layout_too_small),
		test_bare(the_layouts_that_come_with_it),
		test_bare(the_values_that_are_listed),
		test_leeds(papers),
		test_bare(a_handle_without_a_tracker),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
