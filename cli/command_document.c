/* Documents: of one setting, of many, and the layouts that they are drawn from. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "session.h"
#include "terminal.h"

/* What is said of each kind: several of them, and of settings that have none. */
struct wording {
	const char *kind, *one_is, *several_are, *one_lacks, *several_lack;
};

static const struct wording wordings[] = {
	{"certificate", "certificate is", "certificates are", "holds no award", "hold no award"},
	{"poster", "poster is", "posters are", "holds no award", "hold no award"},
	{"sign", "sign is", "signs are", "holds no award", "hold no award"},
	{"badge", "badge is", "badges are", "holds no award", "hold no award"},
	{"footer", "footer is", "footers are", "holds no award", "hold no award"},
	{"plan", "plan is", "plans are", "has no plan open", "have no plan open"},
	{"summary", "summary is", "summaries are", "has not joined", "have not joined"},
	{NULL, "document is", "documents are", "has none", "have none"},
};

static const struct wording *wording_of(const struct session *session)
{
	const struct wording *wording = wordings;
	while (wording->kind != NULL && strcmp(wording->kind, session->line->command->name) != 0)
		wording++;
	return wording;
}

/* ---- how it is asked ---- */

static ycf_status check_one(struct session *session)
{
	static const char *const others[] = {"folder", "combined", "sort"};
	const char *kind = session->line->command->name;
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (line_has(session->line, others[i]))
			return misuse(session, "--%s goes with --all; see `ycf help %s`", others[i], kind);
	if (session->line->word_count == 1)
		return YCF_OK;
	return misuse(session, "%s takes one setting (a name with spaces goes in quotes), or --all; "
	              "see `ycf help %s`", kind, kind);
}

static ycf_status check_all(struct session *session)
{
	const struct line *line = session->line;
	const char *kind = line->command->name;
	bool folder = line_has(line, "folder"), combined = line_has(line, "combined");
	if (line_has(line, "output"))
		return misuse(session, "-o goes with one setting; with --all, name a folder: "
		              "ycf %s --all -d FOLDER", kind);
	if (folder && combined)
		return misuse(session, "give -d FOLDER or --combined FILE, not both");
	if (!folder && !combined)
		return misuse(session, "%s --all needs a folder; write: ycf %s --all -d FOLDER", kind,
		              kind);
	return YCF_OK;
}

static ycf_status prepare(struct session *session, ycf_document *document)
{
	const struct line *line = session->line;
	ycf_status status = ycf_document_set_as_of(document, session_date(session, "as-of"));
	if (status == YCF_OK && line_has(line, "framework"))
		status = ycf_document_set_framework(document, line_value(line, "framework"));
	if (status == YCF_OK && line_has(line, "layout"))
		status = ycf_document_set_layout(document, line_value(line, "layout"));
	if (status == YCF_OK && line_has(line, "paper"))
		status = ycf_document_set_paper(document, line_value(line, "paper"));
	ycf_document_set_reprint_as_now(document, line_has(line, "reprint-as-now"));
	return status;
}

/* ---- one ---- */

static ycf_status write_one(struct session *session, ycf_document *document)
{
	const char *kind = session->line->command->name;
	const char *path = line_value(session->line, "output");
	if (path == NULL && terminal_is_out() && strcmp(ycf_document_ending(document), "pdf") == 0)
		return misuse(session, "a %s is a PDF; name a file for it with -o FILE", kind);
	ycf_status status = ycf_document_write(document, session_word(session, 0), path,
	                                       STDOUT_FILENO);
	if (status == YCF_OK && path != NULL)
		say(session, "the %s is in %s", kind, path);
	return status;
}

/* ---- many ---- */

/* "12 certificates are in FOLDER; 3 settings hold no award" */
static void print_counts(const struct session *session, const ycf_document *document,
                         const char *place)
{
	const struct wording *wording = wording_of(session);
	int64_t written = ycf_document_count(document, YCF_WRITTEN);
	int64_t left_out = ycf_document_count(document, YCF_LEFT_OUT);
	printf("%" PRId64 " %s in ", written,
	       written == 1 ? wording->one_is : wording->several_are);
	print_text(stdout, place);
	if (left_out > 0)
		printf("; %" PRId64 " %s %s", left_out, left_out == 1 ? "setting" : "settings",
		       left_out == 1 ? wording->one_lacks : wording->several_lack);
	printf("\n");
}

static void print_problems(const ycf_document *document)
{
	const char *text;
	for (size_t i = 0; (text = ycf_document_problem(document, i)) != NULL; i++) {
		print_text(stderr, text);
		fputs("\n", stderr);
	}
}

static ycf_status write_all(struct session *session, ycf_document *document)
{
	const struct line *line = session->line;
	const char *folder = line_value(line, "folder"), *file = line_value(line, "combined");
	const char *sort = line_value(line, "sort");
	ycf_status status = folder != NULL
		? ycf_document_write_each(document, line->words, sort, folder)
		: ycf_document_write_combined(document, line->words, sort, NULL, file, -1);
	progress_end(&session->progress);
	print_problems(document);
	/* else something worse ended it, and is told */
	bool failed = status == YCF_INVALID && ycf_document_count(document, YCF_NOT_DRAWN) > 0;
	if (failed) {
		complain("%" PRId64 " could not be drawn%s",
		         ycf_document_count(document, YCF_NOT_DRAWN),
		         folder != NULL ? "" : ", so nothing was written");
		session->complained = true;
	}
	if (status == YCF_OK || (failed && folder != NULL))
		print_counts(session, document, folder != NULL ? folder : file);
	return status;
}

ycf_status command_document(struct session *session)
{
	bool all = line_has(session->line, "all");
	ycf_document *document = NULL;
	ycf_status status = all ? check_all(session) : check_one(session);
	if (status == YCF_OK)
		status = ycf_document_new(session->tracker, session->line->command->name, &document);
	if (status == YCF_OK)
		status = prepare(session, document);
	if (status == YCF_OK)
		status = all ? write_all(session, document) : write_one(session, document);
	ycf_document_free(document);
	return status;
}

/* ---- layouts ---- */

enum { VALUE_COLUMN = 28 };

static ycf_status check_layout(struct session *session, const char *file)
{
	const char *kind = NULL;
	ycf_status status = ycf_layout_check(session->tracker, file, &kind);
	if (status == YCF_OK)
		say(session, "%s is a sound layout of a %s", file, kind);
	return status;
}

static ycf_status preview_layout(struct session *session, const char *file)
{
	const char *path = line_value(session->line, "output");
	if (path == NULL && terminal_is_out())
		return misuse(session, "name a file to look at with -o FILE");
	ycf_status status = ycf_layout_preview(session->tracker, file, path, STDOUT_FILENO);
	if (status == YCF_OK && path != NULL)
		say(session, "a preview of %s is in %s", file, path);
	return status;
}

static void print_value(const char *document, size_t index)
{
	const char *name = ycf_layout_value_name(document, index);
	const char *kind = ycf_layout_value_kind(document, index);
	size_t width = terminal_width() > 0 ? terminal_width() : 80;
	bool is_list = strcmp(kind, "list") == 0;
	char help[400];
	snprintf(help, sizeof help, "%s%s%s%s", ycf_layout_value_help(document, index),
	         strcmp(kind, "text") != 0 && !is_list ? " (" : "",
	         strcmp(kind, "text") != 0 && !is_list ? kind : "",
	         strcmp(kind, "text") != 0 && !is_list ? ")" : "");
	if (is_list)
		printf("\n");
	print_item(ycf_layout_value_list(document, index) != NULL ? 4 : 2, name, VALUE_COLUMN, width,
	           help);
}

static ycf_status list_values(struct session *session, const char *document)
{
	const char *names[16];
	size_t count = 0;
	if (ycf_layout_value_name(document, 0) == NULL) {
		while (count < 16 && (names[count] = ycf_document_kind_name(count)) != NULL)
			count++;
		const char *nearest = nearest_name(document, names, count);
		if (nearest != NULL)
			return misuse(session, "there is no document '%s'; did you mean '%s'?", document,
			              nearest);
		return misuse(session, "there is no document '%s'; see `ycf help layout`", document);
	}
	printf("What the layout of a %s may say; lists are for tables:\n\n", document);
	for (size_t i = 0; ycf_layout_value_name(document, i) != NULL; i++)
		print_value(document, i);
	return YCF_OK;
}

ycf_status command_layout(struct session *session)
{
	const char *what = session_word(session, 0), *word = session_word(session, 1);
	if (strcmp(what, "preview") == 0)
		return preview_layout(session, word);
	if (line_has(session->line, "output"))
		return misuse(session, "-o goes with preview; write: ycf layout preview FILE -o PREVIEW");
	if (strcmp(what, "check") == 0)
		return check_layout(session, word);
	if (strcmp(what, "values") == 0)
		return list_values(session, word);
	return misuse(session, "layout takes check, preview or values, not '%s'; see "
	              "`ycf help layout`", what);
}
