/* Self-reports: asking for them, and reading what came back. */
#include <inttypes.h>
#include <string.h>

#include "commands.h"
#include "session.h"

/* ---- asking ---- */

static ycf_status begin_request(struct session *session, ycf_record **request)
{
	ycf_status status = ycf_record_new(session->tracker, "request", request);
	return status == YCF_OK ? session_fill(session, *request) : status;
}

static ycf_status check_one(struct session *session)
{
	const struct line *line = session->line;
	static const char *const others[] = {"folder", "as", "sort"};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (line_has(line, others[i]))
			return misuse(session, "--%s goes with --all; see `ycf help self-report`", others[i]);
	if (line->word_count != 1)
		return misuse(session, "self-report takes one setting (a name with spaces goes in quotes), "
		              "or --all; see `ycf help self-report`");
	if (!line_has(line, "output"))
		return misuse(session, "name the file to make: ycf self-report %s -o FILE.xlsx (or .html, "
		              "or .csv)", line->words[0]);
	return YCF_OK;
}

static ycf_status check_all(struct session *session)
{
	const struct line *line = session->line;
	if (line_has(line, "output"))
		return misuse(session, "-o goes with one setting; with --all, name a folder: ycf "
		              "self-report --all -d FOLDER");
	if (line_has(line, "draft"))
		return misuse(session, "--draft goes with one setting");
	if (!line_has(line, "folder"))
		return misuse(session, "self-report --all needs a folder; write: ycf self-report --all -d "
		              "FOLDER");
	return YCF_OK;
}

static ycf_status ask_one(struct session *session)
{
	const struct line *line = session->line;
	const char *path = line_value(line, "output");
	ycf_record *request = NULL;
	bool draft = line_has(line, "draft");
	ycf_status status = begin_request(session, &request);
	if (status == YCF_OK)
		status = ycf_record_set(request, "setting", line->words[0]);
	if (status == YCF_OK)
		status = draft ? ycf_form_write(request, path) : ycf_request(request, path);
	if (status == YCF_OK)
		say(session, "the self-report form for %s is in %s%s",
		    session_setting(session, line->words[0]), path,
		    draft ? "; that it was asked for is not recorded" : "");
	ycf_record_free(request);
	return status;
}

static ycf_status ask_all(struct session *session)
{
	const struct line *line = session->line;
	const char *folder = line_value(line, "folder");
	ycf_record *request = NULL;
	int64_t written = 0;
	ycf_status status = begin_request(session, &request);
	if (status == YCF_OK)
		status = ycf_request_each(request, line->words, line_value(line, "sort"), folder,
		                          line_value(line, "as"), &written);
	progress_end(&session->progress);
	if (status == YCF_OK)
		say(session, "%" PRId64 " self-report form%s in %s", written,
		    written == 1 ? " is" : "s are", folder);
	ycf_record_free(request);
	return status;
}

ycf_status command_self_report(struct session *session)
{
	bool all = line_has(session->line, "all");
	ycf_status status = all ? check_all(session) : check_one(session);
	if (status != YCF_OK)
		return status;
	return all ? ask_all(session) : ask_one(session);
}

/* ---- reading ---- */

static void print_findings(const ycf_reports *reports,
                           const char *(*finding)(const ycf_reports *, size_t), const char *kind)
{
	const char *text;
	for (size_t i = 0; (text = finding(reports, i)) != NULL; i++) {
		fputs(kind, stderr);
		print_text(stderr, text);
		fputs("\n", stderr);
	}
}

static void print_counts(const ycf_reports *reports)
{
	int64_t skipped = ycf_reports_count(reports, YCF_SKIPPED);
	printf("added %" PRId64 ", unchanged %" PRId64 ", refused %" PRId64,
	       ycf_reports_count(reports, YCF_ADDED), ycf_reports_count(reports, YCF_UNCHANGED),
	       ycf_reports_count(reports, YCF_REJECTED));
	if (skipped > 0)
		printf(", left out %" PRId64, skipped);
	printf("\n");
}

static ycf_status tell(struct session *session, const ycf_reports *reports, ycf_status status)
{
	int64_t refused = ycf_reports_count(reports, YCF_REJECTED);
	progress_end(&session->progress);
	print_findings(reports, ycf_reports_warning, "warning: ");
	print_findings(reports, ycf_reports_problem, "");
	if (status == YCF_INVALID && refused > 0) {
		complain("%s", ycf_message(session->tracker));
		session->complained = true;
	}
	if (line_has(session->line, "dry-run") && (status == YCF_OK || refused > 0))
		fputs("this was a dry run: nothing was changed\n", stderr);
	if (status == YCF_OK || (status == YCF_INVALID && refused > 0))
		print_counts(reports);
	return status;
}

ycf_status command_read_report(struct session *session)
{
	ycf_reports *reports = NULL;
	ycf_status status = ycf_reports_new(session->tracker, &reports);
	if (status != YCF_OK)
		return status;
	ycf_reports_set_dry_run(reports, line_has(session->line, "dry-run"));
	status = tell(session, reports,
	              ycf_reports_read(reports, (const char *const *)session->line->words));
	ycf_reports_free(reports);
	return status;
}
