/* Files in and out. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "session.h"

/* ---- in ---- */

static ycf_status prepare(struct session *session, ycf_import *import)
{
	const struct line *line = session->line;
	ycf_status status = ycf_import_set_map(import, line_value(line, "map"));
	for (size_t i = 0; i < line->given_count && status == YCF_OK; i++)
		if (strcmp(line->given[i].option->name, "where") == 0)
			status = ycf_import_where(import, line->given[i].value);
	if (status == YCF_OK && line_has(line, "rejects"))
		status = ycf_import_set_rejects(import, line_value(line, "rejects"));
	ycf_import_set_dry_run(import, line_has(line, "dry-run"));
	return status;
}

static void print_findings(const ycf_import *import,
                           const char *(*finding)(const ycf_import *, size_t), const char *kind)
{
	const char *text;
	for (size_t i = 0; (text = finding(import, i)) != NULL; i++) {
		fputs(kind, stderr);
		print_text(stderr, text);
		fputs("\n", stderr);
	}
}

static void print_counts(const ycf_import *import)
{
	static const char *const names[] = {
		[YCF_ADDED] = "added", [YCF_UPDATED] = "updated", [YCF_UNCHANGED] = "unchanged",
		[YCF_REJECTED] = "rejected", [YCF_SKIPPED] = "skipped",
	};
	for (int i = YCF_ADDED; i <= YCF_SKIPPED; i++)
		printf("%s%s %" PRId64, i == YCF_ADDED ? "" : ", ", names[i],
		       ycf_import_count(import, (ycf_count)i));
	printf("\n");
}

/* What stands on stderr is told before the counts, and the counts also when
   rows were rejected. */
static ycf_status tell(struct session *session, const ycf_import *import, ycf_status status)
{
	const char *rejects = line_value(session->line, "rejects");
	int64_t rejected = ycf_import_count(import, YCF_REJECTED);
	progress_end(&session->progress);
	print_findings(import, ycf_import_warning, "warning: ");
	print_findings(import, ycf_import_problem, "");
	if (status != YCF_OK && rejected > 0) {
		complain("%s", ycf_message(session->tracker));
		session->complained = true;
	}
	if (status == YCF_OK && rejected > 0 && rejects != NULL)
		fprintf(stderr, "rows that were rejected are in %s\n", rejects);
	if (status == YCF_OK && line_has(session->line, "dry-run"))
		fputs("this was a dry run: nothing was changed\n", stderr);
	if (status == YCF_OK || rejected > 0)
		print_counts(import);
	return status;
}

static ycf_status import_file(struct session *session, const char *noun, const char *path)
{
	ycf_import *import = NULL;
	ycf_status status = session_noun(session, noun);
	if (status == YCF_OK)
		status = ycf_import_new(session->tracker, &import);
	if (status == YCF_OK)
		status = prepare(session, import);
	if (status == YCF_OK)
		status = tell(session, import, ycf_import_run(import, noun, path));
	ycf_import_free(import);
	return status;
}

static ycf_status import_all(struct session *session)
{
	static const char *const others[] = {"map", "where", "dry-run", "rejects"};
	const char *folder = session_word(session, 0);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (line_has(session->line, others[i]))
			return misuse(session, "--%s does not go with --all, which takes all or nothing",
			              others[i]);
	if (session->line->word_count != 1)
		return misuse(session, "import --all takes one folder; write: ycf import --all FOLDER");
	ycf_status status = ycf_import_all(session->tracker, folder);
	if (status == YCF_OK)
		say(session, "everything in %s was taken in", folder);
	return status;
}

ycf_status command_import(struct session *session)
{
	const char *noun = session_word(session, 0), *path = session_word(session, 1);
	if (line_has(session->line, "all"))
		return import_all(session);
	if (path == NULL)
		return misuse(session, "import needs a noun and a file; write: ycf import %s FILE",
		              noun != NULL ? noun : "NOUN");
	return import_file(session, noun, path);
}

/* ---- out ---- */

static ycf_status export_noun(struct session *session, const char *noun)
{
	const char *path = line_value(session->line, "output");
	ycf_status status = session_noun(session, noun);
	if (status == YCF_OK && line_has(session->line, "folder"))
		return misuse(session, "-d goes with --all; write: ycf export %s -o FILE", noun);
	if (status == YCF_OK)
		status = ycf_export(session->tracker, noun, path, STDOUT_FILENO);
	if (status == YCF_OK && path != NULL)
		say(session, "every %s is in %s", noun, path);
	return status;
}

static ycf_status export_all(struct session *session)
{
	const char *folder = line_value(session->line, "folder");
	if (line_has(session->line, "output"))
		return misuse(session, "-o goes with a noun; write: ycf export --all -d FOLDER");
	if (folder == NULL || session->line->word_count > 0)
		return misuse(session, "export --all takes a folder; write: ycf export --all -d FOLDER");
	ycf_status status = ycf_export_all(session->tracker, folder);
	if (status == YCF_OK)
		say(session, "the whole tracker is in %s", folder);
	return status;
}

ycf_status command_export(struct session *session)
{
	if (line_has(session->line, "all"))
		return export_all(session);
	if (session->line->word_count == 0)
		return misuse(session, "export needs a noun, or --all; write: ycf export NOUN -o FILE");
	return export_noun(session, session_word(session, 0));
}
