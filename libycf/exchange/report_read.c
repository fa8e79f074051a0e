/* Returned reports: which files they are, what is wrong with them, and storing the good ones. */
#include "exchange/report_read.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/text.h"
#include "exchange/problems.h"
#include "format/signature.h"

enum { FILES_MOST = 100000, HEAD_SIZE = 512, SIZE_MOST = 20 * 1024 * 1024 };

/* ---- findings ---- */

static void add_finding(struct returned *returned, bool warning, const char *at, const char *field,
                        const char *format, va_list arguments)
{
	char text[1000];
	struct findings *findings = &returned->findings;
	struct finding *finding = arena_take(returned->arena, sizeof *finding);
	vsnprintf(text, sizeof text, format, arguments);
	findings->problems += !warning;
	findings->warnings += warning;
	/* Without memory it is counted all the same, and hinders. */
	if (finding == NULL)
		return;
	*finding = (struct finding){
		.warning = warning, .at = at, .field = field, .text = arena_text(returned->arena, text),
	};
	if (finding->text == NULL)
		finding->text = "(no memory for this message)";
	if (findings->last != NULL)
		findings->last->next = finding;
	else
		findings->first = finding;
	findings->last = finding;
}

void returned_problem(struct returned *returned, const char *at, const char *field,
                      const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add_finding(returned, false, at, field, format, arguments);
	va_end(arguments);
}

void returned_warn(struct returned *returned, const char *at, const char *field,
                   const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add_finding(returned, true, at, field, format, arguments);
	va_end(arguments);
}

const char *returned_place(struct returned *returned, const char *code, bool criterion)
{
	return arena_words(returned->arena, criterion ? "criterion" : "standard", code);
}

ycf_date returned_day(struct returned *returned, const char *at, const char *field,
                      const char *text)
{
	ycf_date day = 0;
	enum date_reading reading = date_read(text, strlen(text), &day);
	if (reading != DATE_READ && reading != DATE_BLANK)
		returned_problem(returned, at, field, "'%s' %s", text, date_problem(reading));
	returned->bad_day = returned->bad_day || (reading != DATE_READ && strcmp(field, "date") == 0);
	return reading == DATE_READ ? day : 0;
}

/* ---- lists ---- */

static ycf_status make_room(struct returned *returned, void *list, size_t size, size_t count,
                            size_t *room)
{
	void *old;
	if (count < *room)
		return YCF_OK;
	size_t wanted = *room == 0 ? 16 : *room * 2;
	void *grown = arena_take(returned->arena, wanted * size);
	if (grown == NULL)
		return message_memory(returned->message);
	memcpy(&old, list, sizeof old);
	if (count > 0)
		memcpy(grown, old, count * size);
	memcpy(list, &grown, sizeof grown);
	*room = wanted;
	return YCF_OK;
}

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Word for word the same once more, as in merged cells, says nothing new. */
static bool is_said(const struct returned *returned, const struct reported_rating *rating)
{
	for (size_t i = 0; i < returned->reported.rating_count; i++) {
		const struct reported_rating *said = &returned->ratings[i];
		if (strcmp(said->code, rating->code) == 0 && same_text(said->level, rating->level) &&
		    same_text(said->commentary, rating->commentary) &&
		    said->unchanged == rating->unchanged)
			return true;
	}
	return false;
}

ycf_status returned_rate(struct returned *returned, struct reported_rating rating)
{
	struct reported *reported = &returned->reported;
	if (is_said(returned, &rating))
		return YCF_OK;
	ycf_status status = make_room(returned, &returned->ratings, sizeof rating,
	                              reported->rating_count, &returned->rating_room);
	if (status == YCF_OK)
		returned->ratings[reported->rating_count++] = rating;
	reported->ratings = returned->ratings;
	return status;
}

ycf_status returned_evidence(struct returned *returned, struct reported_evidence evidence)
{
	struct reported *reported = &returned->reported;
	ycf_status status = make_room(returned, &returned->evidence, sizeof evidence,
	                              reported->evidence_count, &returned->evidence_room);
	if (status == YCF_OK)
		returned->evidence[reported->evidence_count++] = evidence;
	reported->evidence = returned->evidence;
	return status;
}

ycf_status returned_remark(struct returned *returned, struct reported_remark remark)
{
	struct reported *reported = &returned->reported;
	ycf_status status = make_room(returned, &returned->remarks, sizeof remark,
	                              reported->remark_count, &returned->remark_room);
	if (status == YCF_OK)
		returned->remarks[reported->remark_count++] = remark;
	reported->remarks = returned->remarks;
	return status;
}

/* ---- what a file is ---- */

enum file_kind { FILE_TABLE, FILE_BOOK, FILE_JSON, FILE_OTHER };

static enum file_kind kind_of(const char *head, size_t length, const char **what)
{
	static const char sheet[] = "mimetypeapplication/vnd.oasis.opendocument";
	const char *at = head;
	*what = NULL;
	if (length >= 30 + sizeof sheet && memcmp(head + 30, sheet, sizeof sheet - 1) == 0) {
		*what = "an OpenDocument file; save it as an Excel workbook (.xlsx)";
		return FILE_OTHER;
	}
	if (length >= 4 && memcmp(head, "PK\3\4", 4) == 0)
		return FILE_BOOK;
	*what = signature_name(head, length);
	if (*what != NULL)
		return FILE_OTHER;
	if (length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < head + length && strchr(" \t\r\n", *at) != NULL && *at != '\0')
		at++;
	return at < head + length && *at == '{' ? FILE_JSON : FILE_TABLE;
}

static ycf_status look_at(const char *path, struct message *message, enum file_kind *kind,
                          const char **what)
{
	char head[HEAD_SIZE];
	int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (descriptor < 0)
		return message_system(message, errno, "opening", path);
	struct stat facts;
	ssize_t got = fstat(descriptor, &facts) == 0 ? read(descriptor, head, sizeof head) : -1;
	int error = errno;
	close(descriptor);
	if (got < 0)
		return message_system(message, error, "reading", path);
	if (facts.st_size > SIZE_MOST)
		return message_set(message, YCF_INVALID,
		                   "%s is larger than the 20 MB that a report may have", path);
	*kind = kind_of(head, (size_t)got, what);
	return YCF_OK;
}

static ycf_status refuse_kind(const struct returned *returned, const char *what)
{
	const char *more = "";
	if (strcmp(what, "a web page") == 0)
		more = "; if it is the form itself, open it, and send back the report file that it saves";
	else if (strstr(what, "old Excel") != NULL)
		more = "; save it as .xlsx, without a password";
	return message_set(returned->message, YCF_INVALID, "%s is %s, not a report%s", returned->path,
	                   what, more);
}

/* A form that nobody wrote anything into says so, not that this and that is missing. */
static bool is_empty(const struct reported *reported)
{
	return reported->rating_count == 0 && reported->remark_count == 0 &&
	       reported->lead_in_post == 0 && reported->proposed_lead == NULL &&
	       reported->reporter == NULL && reported->note == NULL && reported->date == 0;
}

static ycf_status read_content(struct returned *returned)
{
	enum file_kind kind = FILE_OTHER;
	const char *what = NULL;
	ycf_status status = look_at(returned->path, returned->message, &kind, &what);
	if (status != YCF_OK)
		return status;
	if (kind == FILE_OTHER)
		return refuse_kind(returned, what);
	status = kind == FILE_JSON ? returned_read_json(returned)
	       : kind == FILE_BOOK ? returned_read_book(returned) : returned_read_csv(returned);
	if (status == YCF_OK && returned->findings.problems == 0 && is_empty(&returned->reported))
		return message_set(returned->message, YCF_INVALID,
		                   "%s is a form that nobody has filled in yet", returned->path);
	return status;
}

/* ---- the handle ---- */

struct ycf_reports {
	struct ycf_tracker *tracker;
	bool dry_run;
	int64_t counts[YCF_SKIPPED + 1];
	struct problems problems;
};

/* One file that is to be read. */
struct report_file {
	const char *path;
	struct returned *returned;            /* NULL: refused already */
};

struct run {
	struct ycf_reports *reports;
	struct ycf_tracker *tracker;
	struct arena *arena;
	struct report_file *sources;
	size_t count, room;
	const char *token;                    /* the tracker's */
	struct report_run *stored;
};

ycf_status ycf_reports_new(ycf_tracker *tracker, ycf_reports **reports)
{
	ycf_status status = tracker_call(tracker);
	if (status != YCF_OK)
		return status;
	struct ycf_reports *made = calloc(1, sizeof *made);
	struct arena *arena = arena_new();
	if (made == NULL || arena == NULL) {
		free(made);
		arena_free(arena);
		return message_memory(&tracker->message);
	}
	made->tracker = tracker;
	made->problems.arena = arena;
	tracker_hold(tracker);
	*reports = made;
	return YCF_OK;
}

void ycf_reports_free(ycf_reports *reports)
{
	if (reports == NULL)
		return;
	arena_free(reports->problems.arena);
	buffer_free(&reports->problems.present);
	tracker_release(reports->tracker);
	free(reports);
}

void ycf_reports_set_dry_run(ycf_reports *reports, bool dry_run)
{
	reports->dry_run = dry_run;
}

int64_t ycf_reports_count(const ycf_reports *reports, ycf_count count)
{
	return reports->counts[count];
}

const char *ycf_reports_problem(const ycf_reports *reports, size_t index)
{
	return index < reports->problems.kept ? reports->problems.lines[index] : NULL;
}

const char *ycf_reports_warning(const ycf_reports *reports, size_t index)
{
	return index < reports->problems.warned ? reports->problems.warnings[index] : NULL;
}

/* ---- which files ---- */

static ycf_status add_source(struct run *run, const char *path)
{
	if (run->count == FILES_MOST)
		return message_set(&run->tracker->message, YCF_INVALID,
		                   "these are more than %d files; read them in several goes", FILES_MOST);
	if (run->count == run->room) {
		size_t room = run->room == 0 ? 64 : run->room * 2;
		struct report_file *grown = reallocarray(run->sources, room, sizeof *grown);
		if (grown == NULL)
			return message_memory(&run->tracker->message);
		run->sources = grown;
		run->room = room;
	}
	run->sources[run->count] = (struct report_file){.path = arena_text(run->arena, path)};
	if (run->sources[run->count].path == NULL)
		return message_memory(&run->tracker->message);
	run->count++;
	return YCF_OK;
}

/* Whether a file of a folder may be a report: by its name, as a mail program keeps it. */
static bool may_be_report(const char *name)
{
	static const char *const endings[] = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt",
	                                      ".json"};
	const char *dot = strrchr(name, '.');
	for (size_t i = 0; dot != NULL && i < COUNT_OF(endings); i++)
		if (strcasecmp(dot, endings[i]) == 0)
			return true;
	return false;
}

/* What systems and Office leave beside files. */
static bool is_left_behind(const char *name)
{
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 || strcasecmp(name, "thumbs.db") == 0 ||
	       strcasecmp(name, "desktop.ini") == 0;
}

static ycf_status add_of_folder(struct run *run, const char *folder, const char *name)
{
	struct stat facts;
	char *path = file_join(run->arena, folder, name);
	if (path == NULL)
		return message_memory(&run->tracker->message);
	if (is_left_behind(name) || stat(path, &facts) != 0 || S_ISDIR(facts.st_mode))
		return YCF_OK;
	if (S_ISREG(facts.st_mode) && may_be_report(name))
		return add_source(run, path);
	run->reports->counts[YCF_SKIPPED]++;
	problems_warn(&run->reports->problems, "%s: it is no workbook, CSV or JSON file, and was left "
	              "out", path);
	return YCF_OK;
}

static ycf_status add_folder(struct run *run, const char *folder)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, NULL, alphasort);
	if (count < 0)
		return message_system(&run->tracker->message, errno, "reading", folder);
	ycf_status status = YCF_OK;
	for (int i = 0; i < count; i++) {
		if (status == YCF_OK)
			status = add_of_folder(run, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return status;
}

static ycf_status list_sources(struct run *run, const char *const *paths)
{
	struct stat facts;
	ycf_status status = YCF_OK;
	for (; status == YCF_OK && paths != NULL && *paths != NULL; paths++) {
		bool is_folder = stat(*paths, &facts) == 0 && S_ISDIR(facts.st_mode);
		status = is_folder ? add_folder(run, *paths) : add_source(run, *paths);
	}
	return status;
}

/* ---- reading ---- */

static void tell_findings(struct run *run, const char *path, const struct findings *findings)
{
	struct problems *problems = &run->reports->problems;
	problems_next_row(problems);
	for (const struct finding *finding = findings->first; finding != NULL;
	     finding = finding->next) {
		const char *at = finding->at, *field = finding->field;
		const char *comma = at[0] != '\0' && field[0] != '\0' ? ", " : "";
		const char *colon = at[0] != '\0' || field[0] != '\0' ? ": " : "";
		if (finding->warning)
			problems_warn(problems, "%s: %s%s%s%s%s", path, at, comma, field, colon,
			              finding->text);
		else
			problems_add(problems, "%s: %s%s%s%s%s", path, at, comma, field, colon,
			             finding->text);
	}
}

static void refuse_file(struct run *run, struct report_file *source)
{
	run->reports->counts[YCF_REJECTED]++;
	if (source->returned != NULL)
		arena_free(source->returned->arena);
	source->returned = NULL;
}

static void check_identity(struct run *run, struct returned *returned)
{
	size_t length = returned->setting == NULL ? 0 : strlen(returned->setting);
	if (returned->findings.problems > 0 && returned->tracker == NULL)
		return;
	if (returned->tracker == NULL || strcmp(returned->tracker, run->token) != 0)
		returned_problem(returned, "", "", "it was made from another tracker; read it into the one "
		                 "that its form came from");
	else if (!token_read(setting_noun.prefix, returned->setting == NULL ? "" : returned->setting,
	                     length, &returned->reported.setting))
		returned_problem(returned, "", "setting", "it does not say which setting it is of");
}

/* A setting of another tracker, or one that was removed. */
static ycf_status check_setting(struct run *run, struct returned *returned)
{
	int64_t known = 0;
	struct binding binding = BIND_NUMBER(":id", returned->reported.setting);
	if (returned->reported.setting == 0)
		return YCF_OK;
	ycf_status status = store_number(run->tracker->store,
	                                 "SELECT 1 FROM setting WHERE id = :id", &binding, 1,
	                                 &known);
	if (status == YCF_OK && known == 0) {
		returned_problem(returned, "", "setting", "the setting %s is not in this tracker",
		                 returned->setting);
		returned->reported.setting = 0;
	}
	return status;
}

static struct returned *begin_returned(struct run *run, const char *path)
{
	struct arena *arena = arena_new();
	struct returned *returned = arena == NULL ? NULL : arena_take(arena, sizeof *returned);
	if (returned == NULL) {
		arena_free(arena);
		return NULL;
	}
	*returned = (struct returned){
		.path = path, .arena = arena, .message = &run->tracker->message,
		.findings = {.arena = arena},
	};
	return returned;
}

/* Whether the file is at fault, not the machine. */
static bool concerns_file(ycf_status status)
{
	return (status >= YCF_INVALID && status < YCF_CANCELLED) || status == YCF_UNREADABLE;
}

static ycf_status read_source(struct run *run, struct report_file *source)
{
	struct message *message = &run->tracker->message;
	source->returned = begin_returned(run, source->path);
	if (source->returned == NULL)
		return message_memory(message);
	ycf_status status = read_content(source->returned);
	if (concerns_file(status)) {
		tell_findings(run, source->path, &source->returned->findings);
		problems_add(&run->reports->problems, "%s", message->text);
		message_clear(message);
		refuse_file(run, source);
		return YCF_OK;
	}
	if (status == YCF_OK)
		check_identity(run, source->returned);
	return status == YCF_OK ? check_setting(run, source->returned) : status;
}

static int by_day(const void *a, const void *b)
{
	const struct report_file *one = a, *other = b;
	ycf_date x = one->returned != NULL ? one->returned->reported.date : 0;
	ycf_date y = other->returned != NULL ? other->returned->reported.date : 0;
	return x != y ? (x > y) - (x < y) : strcmp(one->path, other->path);
}

/* ---- storing ---- */

/* Where something is wrong already, the rest is held against the tracker all the same, so that all
   of it is told at once; but nothing stays stored. */
static ycf_status hold_against(struct run *run, struct returned *returned, ycf_count *outcome)
{
	if (returned->reported.date == 0) {
		/* The day is not what hinders looking at the rest. */
		if (!returned->bad_day)
			returned_problem(returned, "", "date", "the day on which it was filled in is missing");
		returned->reported.date = tracker_today(run->tracker);
	}
	bool refused = returned->findings.problems > 0;
	ycf_status status = refused ? tracker_write_begin(run->tracker) : YCF_OK;
	if (status != YCF_OK)
		return status;
	status = report_store(run->stored, &returned->reported, &returned->findings, outcome);
	if (!refused)
		return status;
	*outcome = YCF_REJECTED;
	tracker_write_end(run->tracker, status == YCF_OK ? YCF_CANCELLED : status);
	return status;
}

static ycf_status store_source(struct run *run, struct report_file *source)
{
	struct returned *returned = source->returned;
	ycf_count outcome = YCF_REJECTED;
	ycf_status status = YCF_OK;
	if (returned->reported.setting != 0)
		status = hold_against(run, returned, &outcome);
	if (status != YCF_OK)
		return status;
	tell_findings(run, source->path, &returned->findings);
	if (outcome == YCF_UNCHANGED)
		problems_warn(&run->reports->problems, "%s: this very report was read before; nothing was "
		              "changed", source->path);
	if (outcome == YCF_REJECTED) {
		refuse_file(run, source);
		return YCF_OK;
	}
	run->reports->counts[outcome]++;
	return YCF_OK;
}

static ycf_status begin_storing(struct run *run)
{
	int64_t *settings = arena_take(run->arena, (run->count + 1) * sizeof *settings);
	if (settings == NULL)
		return message_memory(&run->tracker->message);
	for (size_t i = 0; i < run->count; i++)
		if (run->sources[i].returned != NULL)
			settings[i] = run->sources[i].returned->reported.setting;
	return report_run_begin(run->tracker, settings, run->count, run->reports->dry_run,
	                        &run->stored);
}

static ycf_status store_sources(struct run *run)
{
	ycf_status status = begin_storing(run);
	for (size_t i = 0; i < run->count && status == YCF_OK; i++) {
		struct report_file *source = &run->sources[i];
		if (source->returned == NULL)
			continue;
		status = store_source(run, source);
		if (source->returned != NULL)
			arena_free(source->returned->arena);
		source->returned = NULL;
		if (status == YCF_OK)
			status = tracker_progress(run->tracker, (int64_t)(run->count + i + 1),
			                          2 * (int64_t)run->count);
	}
	return status;
}

static ycf_status read_sources(struct run *run)
{
	ycf_status status = tracker_token(run->tracker, run->arena, &run->token);
	for (size_t i = 0; i < run->count && status == YCF_OK; i++) {
		status = read_source(run, &run->sources[i]);
		if (status == YCF_OK)
			status = tracker_progress(run->tracker, (int64_t)i + 1, 2 * (int64_t)run->count);
	}
	if (status == YCF_OK && run->count > 0)
		qsort(run->sources, run->count, sizeof *run->sources, by_day);
	return status;
}

static ycf_status read_and_store(struct run *run)
{
	ycf_status status = tracker_write_begin(run->tracker);
	if (status != YCF_OK)
		return status;
	status = read_sources(run);
	if (status == YCF_OK)
		status = store_sources(run);
	if (status == YCF_OK && run->reports->dry_run) {
		tracker_write_end(run->tracker, YCF_CANCELLED);
		return YCF_OK;
	}
	return tracker_write_end(run->tracker, status);
}

/* ---- a run ---- */

static void start(struct ycf_reports *reports)
{
	struct problems *problems = &reports->problems;
	memset(reports->counts, 0, sizeof reports->counts);
	arena_reset(problems->arena);
	buffer_free(&problems->present);
	*problems = (struct problems){.arena = problems->arena};
}

static ycf_status judge(struct run *run)
{
	int64_t refused = run->reports->counts[YCF_REJECTED];
	problems_close(&run->reports->problems);
	if (refused == 0)
		return YCF_OK;
	return message_set(&run->tracker->message, YCF_INVALID,
	                   "%" PRId64 " file%s refused and changed nothing; %s", refused,
	                   refused == 1 ? " was" : "s were",
	                   refused < (int64_t)run->count ? "the others were taken"
	                                                 : "see what is wrong above");
}

static void end(struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		if (run->sources[i].returned != NULL)
			arena_free(run->sources[i].returned->arena);
	free(run->sources);
	report_run_end(run->stored);
	arena_free(run->arena);
}

ycf_status ycf_reports_read(ycf_reports *reports, const char *const *paths)
{
	struct run run = {.reports = reports, .tracker = reports->tracker};
	ycf_status status = tracker_call(run.tracker);
	if (status != YCF_OK)
		return status;
	start(reports);
	run.arena = arena_new();
	if (run.arena == NULL)
		return message_memory(&run.tracker->message);
	status = list_sources(&run, paths);
	if (status == YCF_OK)
		status = read_and_store(&run);
	if (status == YCF_OK)
		status = judge(&run);
	end(&run);
	return status;
}
