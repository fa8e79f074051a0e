/* Storing what a setting reported of itself.  What is wrong is noted and the storing goes on,
   so that all of it is told at once; the step is then undone. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "domain/assessment.h"
#include "domain/lead.h"
#include "domain/report_digest.h"

/* What a code means in the edition that the report is read into. */
struct part {
	int64_t standard, criterion;   /* a criterion has both; 0 and 0: not there */
	const char *at;                /* "standard 1" */
};

struct storing {
	struct report_run *run;
	struct ycf_tracker *tracker;
	const struct reported *reported;
	struct findings *findings;
	struct arena *arena;           /* for what is looked up */
	const struct framework *framework;  /* the edition that it is read into */
	const struct edition *edition; /* the parts of that edition */
	struct part *parts;            /* of each rating */
	const struct answer **before;  /* the setting's own last answers */
	size_t before_count;
	struct ycf_record *assessment; /* NULL: nothing was rated yet */
	struct occasion occasion;      /* of that assessment */
	int64_t stored_assessment;
};

/* ---- findings ---- */

static ycf_status find(struct storing *storing, bool warning, const char *at, const char *field,
                       const char *text)
{
	struct findings *findings = storing->findings;
	struct finding *finding = arena_take(findings->arena, sizeof *finding);
	if (text == NULL || finding == NULL)
		return message_memory(&storing->tracker->message);
	*finding = (struct finding){
		.warning = warning, .at = arena_text(findings->arena, at),
		.field = arena_text(findings->arena, field), .text = arena_text(findings->arena, text)
	};
	if (finding->at == NULL || finding->field == NULL || finding->text == NULL)
		return message_memory(&storing->tracker->message);
	if (findings->last != NULL)
		findings->last->next = finding;
	else
		findings->first = finding;
	findings->last = finding;
	findings->problems += !warning;
	findings->warnings += warning;
	return YCF_OK;
}

static ycf_status problem(struct storing *storing, const char *at, const char *field,
                          const char *text)
{
	return find(storing, false, at, field, text);
}

/* What the data's doing is, is found and passed over; what the machine's, ends it. */
static ycf_status passed(struct storing *storing, ycf_status status, const char *at)
{
	if (status < YCF_INVALID || status >= YCF_CANCELLED)
		return status;
	struct message said = storing->tracker->message;
	message_clear(&storing->tracker->message);
	return problem(storing, at, said.field, said.text);
}

static bool says_something(const char *text)
{
	return text != NULL && !text_is_blank(text, strlen(text));
}

static ycf_status read_text(struct storing *storing, const struct noun *noun, void *row,
                            const char *name, const char *text, const char *at)
{
	if (!says_something(text))
		return YCF_OK;
	return passed(storing, field_read(noun_field(noun, name), row, text, strlen(text),
	                                  storing->arena, &storing->tracker->message), at);
}

/* ---- the edition and its parts ---- */

static ycf_status find_edition(struct storing *storing)
{
	const struct reported *reported = storing->reported;
	const struct kept_edition *kept = NULL;
	ycf_status status = run_edition(storing->run, reported->setting, reported->mark, &kept);
	if (status != YCF_OK)
		return status;
	if (kept == NULL)
		return problem(storing, "", "framework", arena_format(
			storing->arena, "it is a report on the framework '%s', which this tracker does not "
			"have", reported->mark != NULL ? reported->mark : ""));
	storing->framework = &kept->framework;
	storing->edition = &kept->edition;
	return YCF_OK;
}

/* Whether the form was made for another edition than the one it is read into. */
static bool is_other_edition(const struct storing *storing)
{
	return storing->reported->edition != NULL &&
	       strcmp(storing->reported->edition, storing->framework->edition) != 0;
}

static ycf_status find_part(struct storing *storing, const char *code, struct part *part)
{
	const struct standard *standard = edition_standard(storing->edition, code);
	const struct criterion *criterion =
		standard == NULL ? edition_criterion(storing->edition, code) : NULL;
	*part = (struct part){0};
	if (standard != NULL)
		part->standard = standard->row.id;
	if (criterion != NULL) {
		part->standard = criterion->standard;
		part->criterion = criterion->row.id;
	}
	part->at = part->standard == 0 ? arena_format(storing->arena, "'%s'", code)
		: arena_words(storing->arena, criterion != NULL ? "criterion" : "standard", code);
	return part->at == NULL ? message_memory(&storing->tracker->message) : YCF_OK;
}

/* Where a code or a level is looked for. */
struct place {
	const char *field, *what;
	const char *in_other;          /* SQL: whether the form's own edition has it, or is not loaded */
	const char *known;             /* SQL: what the edition has */
};

#define NOT_LOADED \
	"SELECT NOT EXISTS (SELECT 1 FROM framework WHERE code = :mark AND edition = :edition) OR "

static const struct place part_place = {
	"code", "standard or criterion",
	NOT_LOADED "EXISTS (SELECT 1 FROM standard s JOIN framework f ON f.id = s.framework "
	"LEFT JOIN criterion i ON i.standard = s.id WHERE f.code = :mark AND "
	"f.edition = :edition AND :code IN (s.code, i.code))",
	"SELECT group_concat(code, ', ') FROM (SELECT i.code FROM criterion i JOIN standard s ON "
	"s.id = i.standard WHERE s.framework = :framework ORDER BY i.id)"
};
static const struct place level_place = {
	"level", "level",
	NOT_LOADED "EXISTS (SELECT 1 FROM level v JOIN framework f ON f.id = v.framework WHERE "
	"f.code = :mark AND f.edition = :edition AND folded(:code) IN (folded(v.code), "
	"folded(v.title)))",
	"SELECT group_concat(title, ', ') FROM (SELECT title FROM level WHERE "
	"framework = :framework ORDER BY id)"
};

/* Ask whether the edition that the form was made for has a code. */
static ycf_status is_in_other(struct storing *storing, const char *sql, const char *code,
                              int64_t *there)
{
	struct binding bindings[] = {
		BIND_TEXT(":code", code), BIND_TEXT(":mark", storing->reported->mark),
		BIND_TEXT(":edition", storing->reported->edition),
	};
	*there = 0;
	return store_number(storing->tracker->store, sql, bindings, COUNT_OF(bindings), there);
}

/* A code or level that the edition does not have.  A form made for another edition may well hold
   it: where that edition has it, or is not here to be asked, it is left out and said so. */
static ycf_status has_no_place(struct storing *storing, const struct place *place,
                               const char *code, const char *at)
{
	int64_t there = 0;
	const char *known = NULL;
	bool other = is_other_edition(storing);
	struct binding binding = BIND_NUMBER(":framework", storing->framework->row.id);
	ycf_status status = store_text(storing->tracker->store, place->known, &binding, 1,
	                               storing->arena, &known);
	if (status == YCF_OK && other)
		status = is_in_other(storing, place->in_other, code, &there);
	if (status != YCF_OK)
		return status;
	if (other && there)
		return find(storing, true, at, place->field, arena_format(
			storing->arena, "the form was made for edition %s, and '%s' has no place in edition "
			"%s: it was left out", storing->reported->edition, code,
			storing->framework->edition));
	return problem(storing, at, place->field, arena_format(
		storing->arena, "'%s' is no %s of edition %s of %s; there are %s", code, place->what,
		storing->framework->edition, storing->framework->code, known != NULL ? known : "none"));
}

/* ---- evidence ---- */

/* What is recorded already: the same thing at the same place for the same standard. */
static ycf_status evidence_known(struct storing *storing, const struct evidence *evidence,
                                 const struct part *part, bool *known)
{
	int64_t id = 0;
	struct evidence stored;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", evidence->setting), BIND_NUMBER(":standard", part->standard),
		BIND_TEXT(":title", evidence->title), BIND_TEXT(":kept_at", evidence->kept_at),
	};
	ycf_status status = store_number(
		storing->tracker->store, "SELECT e.id FROM evidence e LEFT JOIN criterion i ON "
		"i.id = e.criterion WHERE e.setting = :setting AND "
		"coalesce(e.standard, i.standard) = :standard AND folded(e.title) = folded(:title) AND "
		"folded(e.kept_at) = folded(:kept_at) ORDER BY e.dated DESC", bindings,
		COUNT_OF(bindings), &id);
	*known = id != 0;
	if (status != YCF_OK || id == 0 || evidence->dated == 0)
		return status;
	status = store_get(storing->tracker->store, &evidence_noun, id, storing->arena, &stored);
	if (status != YCF_OK || stored.dated == evidence->dated)
		return status;
	char day[DATE_ISO_SIZE], other[DATE_ISO_SIZE];
	date_write_iso(evidence->dated, day);
	date_write_iso(stored.dated, other);
	return find(storing, true, part->at, "dated", arena_format(
		storing->arena, "the evidence '%s' is recorded already, dated %s, and stays so; the report "
		"says %s", stored.title, stored.dated != 0 ? other : "no day", day));
}

static ycf_status add_evidence(struct storing *storing, const struct part *part,
                               struct ycf_record *record)
{
	bool known = false;
	struct evidence *evidence = record->row;
	ycf_status status = YCF_OK;
	if (evidence->title != NULL && evidence->kept_at != NULL)
		status = evidence_known(storing, evidence, part, &known);
	if (status == YCF_OK && !known)
		status = passed(storing, record_add(record), part->at);
	return status;
}

static ycf_status store_evidence(struct storing *storing, const struct reported_evidence *said)
{
	struct part part;
	struct ycf_record *record = NULL;
	size_t problems = storing->findings->problems;
	if (!says_something(said->title) && !says_something(said->kept_at))
		return YCF_OK;
	ycf_status status = find_part(storing, said->code, &part);
	if (status == YCF_OK && part.standard == 0)
		return has_no_place(storing, &part_place, said->code, part.at);
	if (status == YCF_OK)
		status = record_new(storing->tracker, &evidence_noun, &record);
	if (status != YCF_OK)
		return status;
	struct evidence *evidence = record->row;
	evidence->setting = storing->reported->setting;
	evidence->criterion = part.criterion;
	evidence->standard = part.criterion != 0 ? 0 : part.standard;
	evidence->dated = said->dated;
	status = read_text(storing, &evidence_noun, evidence, "title", said->title, part.at);
	if (status == YCF_OK)
		status = read_text(storing, &evidence_noun, evidence, "kept_at", said->kept_at, part.at);
	if (status == YCF_OK && storing->findings->problems == problems)
		status = add_evidence(storing, &part, record);
	ycf_record_free(record);
	return status;
}

/* ---- ratings ---- */

/* What the setting itself said last, for what it says has not changed. */
static ycf_status read_before(struct storing *storing)
{
	struct rows *rows = NULL;
	size_t room = 0;
	ycf_status status = derived_ask(storing->tracker, &answer_noun, storing->reported->setting,
	                                storing->framework->row.id, storing->reported->date, &rows);
	while (status == YCF_OK) {
		struct answer *answer = arena_take(storing->arena, sizeof *answer);
		status = answer == NULL ? message_memory(&storing->tracker->message)
		                        : rows_next(rows, storing->arena, answer);
		if (status != YCF_ROW)
			break;
		status = YCF_OK;
		if (answer->source != SOURCE_SELF)
			continue;
		if (storing->before_count == room) {
			room = room == 0 ? 64 : room * 2;
			const struct answer **more = realloc(storing->before, room * sizeof *more);
			if (more == NULL) {
				status = message_memory(&storing->tracker->message);
				break;
			}
			storing->before = more;
		}
		storing->before[storing->before_count++] = answer;
	}
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

/* The assessment is made with its first rating. */
static ycf_status begin_assessment(struct storing *storing)
{
	if (storing->assessment != NULL)
		return YCF_OK;
	ycf_status status = record_new(storing->tracker, &assessment_noun, &storing->assessment);
	if (status != YCF_OK)
		return status;
	struct assessment *assessment = storing->assessment->row;
	assessment->setting = storing->reported->setting;
	assessment->framework = storing->framework->row.id;
	assessment->date = storing->reported->date;
	assessment->source = SOURCE_SELF;
	status = read_text(storing, &assessment_noun, assessment, "assessor",
	                   storing->reported->reporter, "");
	if (status == YCF_OK)
		status = assessment_begin(storing->assessment);
	if (status == YCF_OK)
		status = occasion_begin(&storing->occasion, storing->assessment, storing->edition);
	storing->occasion.unwritten = !run_asks_again(storing->run, assessment->setting);
	return status;
}

static ycf_status repeat(struct storing *storing, const struct reported_rating *said,
                         const struct part *part)
{
	const char *commentary = says_something(said->commentary) ? said->commentary : NULL;
	size_t found = 0;
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < storing->before_count && status == YCF_OK; i++) {
		const struct answer *answer = storing->before[i];
		if (answer->standard != part->standard ||
		    (part->criterion != 0 && answer->criterion != part->criterion))
			continue;
		found++;
		if (part->criterion != 0 || !assessment_rated(&storing->occasion, answer->criterion))
			status = passed(storing, assessment_repeat(&storing->occasion, answer, commentary),
			                part->at);
	}
	if (status == YCF_OK && found == 0)
		status = problem(storing, part->at, "level",
		                 "it says that nothing has changed, but nothing was reported before; "
		                 "it needs a level");
	return status;
}

static ycf_status rate_level(struct storing *storing, const struct reported_rating *said,
                             const struct part *part)
{
	ycf_status status = YCF_OK;
	const char *commentary = says_something(said->commentary) ? said->commentary : NULL;
	if (!says_something(said->level))
		return commentary == NULL ? YCF_OK
			: problem(storing, part->at, "level", "there is a commentary, but no level");
	if (edition_level(storing->edition, said->level) == NULL)
		return has_no_place(storing, &level_place, said->level, part->at);
	status = begin_assessment(storing);
	if (status != YCF_OK)
		return status;
	if (part->criterion != 0)
		status = assessment_rate(&storing->occasion, said->code, said->level, commentary);
	else
		status = assessment_rate_rest(&storing->occasion, said->code, said->level, commentary);
	return passed(storing, status, part->at);
}

static ycf_status rate_one(struct storing *storing, size_t index)
{
	const struct reported_rating *said = &storing->reported->ratings[index];
	const struct part *part = &storing->parts[index];
	for (size_t i = 0; i < index && part->criterion == 0; i++)
		if (storing->parts[i].standard == part->standard && storing->parts[i].criterion == 0)
			return problem(storing, part->at, "", "it is answered twice");
	if (!said->unchanged)
		return rate_level(storing, said, part);
	ycf_status status = begin_assessment(storing);
	return status == YCF_OK ? repeat(storing, said, part) : status;
}

/* A criterion's own answer goes before its standard's. */
static ycf_status rate_parts(struct storing *storing, bool criteria)
{
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < storing->reported->rating_count && status == YCF_OK; i++)
		if (storing->parts[i].standard != 0 && (storing->parts[i].criterion != 0) == criteria)
			status = rate_one(storing, i);
	return status;
}

static ycf_status find_parts(struct storing *storing)
{
	const struct reported *reported = storing->reported;
	bool asks_before = false;
	storing->parts = arena_take(storing->arena,
	                            (reported->rating_count + 1) * sizeof *storing->parts);
	ycf_status status = storing->parts == NULL ? message_memory(&storing->tracker->message)
	                                           : YCF_OK;
	for (size_t i = 0; i < reported->rating_count && status == YCF_OK; i++) {
		asks_before |= reported->ratings[i].unchanged;
		status = find_part(storing, reported->ratings[i].code, &storing->parts[i]);
		if (status == YCF_OK && storing->parts[i].standard == 0)
			status = has_no_place(storing, &part_place, reported->ratings[i].code,
			                      storing->parts[i].at);
	}
	return status == YCF_OK && asks_before ? read_before(storing) : status;
}

static ycf_status store_ratings(struct storing *storing)
{
	ycf_status status = find_parts(storing);
	if (status == YCF_OK)
		status = rate_parts(storing, true);
	if (status == YCF_OK)
		status = rate_parts(storing, false);
	if (storing->assessment == NULL)
		return status;
	/* Whether the lead is confirmed is for the report to say. */
	storing->stored_assessment = ((struct row *)storing->assessment->row)->id;
	return storing->stored_assessment != 0 ? record_end(storing->assessment, status) : status;
}

/* ---- the lead ---- */

/* The answer is about the lead whom the form named: one appointed since was not asked about. */
static ycf_status confirm_asked(struct storing *storing)
{
	const struct reported *reported = storing->reported;
	struct lead lead;
	ycf_status status = lead_in_role(storing->tracker, reported->setting, ROLE_DESIGNATED_LEAD,
	                                 reported->date, storing->arena, &lead);
	if (status == YCF_DONE)
		return find(storing, true, "", "lead_in_post",
		            "it says that the lead is still in post, but no designated lead is on record "
		            "for that day: nobody was confirmed");
	if (status != YCF_ROW)
		return status;
	if (reported->made != 0 && lead.since > reported->made)
		return find(storing, true, "", "lead_in_post", arena_format(
			storing->arena, "it says that the lead is still in post, but %s was appointed after "
			"the form was made: nobody was confirmed", lead.name));
	return lead_confirm_named(storing->tracker, reported->setting, lead.name, reported->date);
}

static ycf_status store_lead(struct storing *storing)
{
	const struct reported *reported = storing->reported;
	if (reported->lead_in_post == YES)
		return confirm_asked(storing);
	if (reported->lead_in_post == NO || !says_something(reported->reporter))
		return YCF_OK;
	return lead_confirm_named(storing->tracker, reported->setting, reported->reporter,
	                          reported->date);
}

/* ---- the report and its remarks ---- */

static ycf_status find_action(struct storing *storing, int64_t number, int64_t *action)
{
	const struct reported *reported = storing->reported;
	ycf_date day = reported->made != 0 && reported->made < reported->date ? reported->made
	                                                                       : reported->date;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", reported->setting), BIND_TEXT(":mark", reported->mark),
		BIND_DATE(":day", day), BIND_NUMBER(":number", number),
	};
	*action = 0;
	return store_number(
		storing->tracker->store, "SELECT (SELECT id FROM \"action\" WHERE plan = p.id AND "
		"number = :number) FROM plan p JOIN framework f ON f.id = p.framework WHERE "
		"p.setting = :setting AND f.code = :mark AND p.agreed <= :day AND "
		"(p.ended IS NULL OR p.ended > :day) ORDER BY p.agreed DESC, p.created DESC, p.id DESC "
		"LIMIT 1", bindings, COUNT_OF(bindings), action);
}

static ycf_status add_remark(struct storing *storing, const struct reported_remark *said,
                             const char *at, struct ycf_record *record, int64_t report)
{
	struct remark *remark = record->row;
	remark->report = report;
	remark->state = said->state;
	ycf_status status = find_action(storing, said->number, &remark->action);
	if (status == YCF_OK && remark->action == 0)
		return problem(storing, at, "", "the plan that the form was made from has no such action");
	if (status == YCF_OK)
		status = read_text(storing, &remark_noun, remark, "note", said->note, at);
	if (status != YCF_OK || report == 0)
		return status;
	status = record_add(record);
	if (status == YCF_EXISTS) {
		message_clear(&storing->tracker->message);
		return problem(storing, at, "", "it is answered twice");
	}
	return passed(storing, status, at);
}

static ycf_status store_remark(struct storing *storing, const struct reported_remark *said,
                               int64_t report)
{
	struct ycf_record *record = NULL;
	const char *at = arena_format(storing->arena, "action %lld", (long long)said->number);
	if (at == NULL)
		return message_memory(&storing->tracker->message);
	if (said->state == 0)
		return says_something(said->note)
			? problem(storing, at, "state", "there is a line on it, but not whether it is done, "
			          "going on or stuck")
			: YCF_OK;
	ycf_status status = record_new(storing->tracker, &remark_noun, &record);
	if (status == YCF_OK)
		status = add_remark(storing, said, at, record, report);
	ycf_record_free(record);
	return status;
}

static ycf_status fill_report(struct storing *storing, struct report *report)
{
	const struct reported *reported = storing->reported;
	const struct { const char *name, *text; } texts[] = {
		{"reporter", reported->reporter}, {"proposed_lead", reported->proposed_lead},
		{"proposed_email", reported->proposed_email},
		{"proposed_telephone", reported->proposed_telephone}, {"note", reported->note},
	};
	ycf_status status = YCF_OK;
	for (size_t i = 0; i < COUNT_OF(texts) && status == YCF_OK; i++)
		status = read_text(storing, &report_noun, report, texts[i].name, texts[i].text, "");
	report->setting = reported->setting;
	report->framework = storing->framework->row.id;
	report->date = reported->date;
	report->form = reported->form;
	report->lead_in_post = reported->lead_in_post;
	report->assessment = storing->stored_assessment;
	return status;
}

static ycf_status store_report(struct storing *storing, const char *digest)
{
	struct ycf_record *record = NULL;
	const struct reported *reported = storing->reported;
	ycf_status status = record_new(storing->tracker, &report_noun, &record);
	if (status != YCF_OK)
		return status;
	struct report *report = record->row;
	status = fill_report(storing, report);
	report->digest = digest;
	if (status == YCF_OK)
		status = passed(storing, record_add(record), "");
	for (size_t i = 0; i < reported->remark_count && status == YCF_OK; i++)
		status = store_remark(storing, &reported->remarks[i], report->row.id);
	ycf_record_free(record);
	return status;
}

/* ---- all of it ---- */

static ycf_status check_day(struct storing *storing)
{
	ycf_date date = storing->reported->date;
	if (date == 0)
		return problem(storing, "", "date", "the day on which it was filled in is missing");
	if (date <= tracker_today(storing->tracker))
		return YCF_OK;
	char day[DATE_ISO_SIZE];
	date_write_iso(date, day);
	return problem(storing, "", "date", arena_format(
		storing->arena, "it says that it was filled in on %s, which is yet to come", day));
}

static ycf_status store_parts(struct storing *storing, const char *digest)
{
	const struct reported *reported = storing->reported;
	size_t problems = storing->findings->problems;
	ycf_status status = check_day(storing);
	if (status == YCF_OK)
		status = find_edition(storing);
	/* Without a day and an edition there is nothing to hold the rest against. */
	if (status != YCF_OK || storing->findings->problems > problems)
		return status;
	/* Evidence first: it is a reason for what it speaks to. */
	for (size_t i = 0; i < reported->evidence_count && status == YCF_OK; i++)
		status = store_evidence(storing, &reported->evidence[i]);
	if (status == YCF_OK)
		status = store_ratings(storing);
	if (status == YCF_OK)
		status = store_lead(storing);
	return status == YCF_OK ? store_report(storing, digest) : status;
}

static ycf_status store_new(struct storing *storing, ycf_count *outcome)
{
	int64_t known = 0;
	char *digest = arena_take(storing->arena, REPORT_DIGEST_SIZE);
	struct binding binding = BIND_TEXT(":digest", digest);
	ycf_status status = digest == NULL
		? message_memory(&storing->tracker->message)
		: report_digest(storing->run, storing->reported, storing->arena, digest);
	if (status == YCF_OK)
		status = store_number(storing->tracker->store,
		                      "SELECT count(*) FROM report WHERE digest = :digest", &binding, 1,
		                      &known);
	*outcome = known > 0 ? YCF_UNCHANGED : YCF_ADDED;
	return status == YCF_OK && known == 0 ? store_parts(storing, digest) : status;
}

ycf_status report_store(struct report_run *run, const struct reported *reported,
                        struct findings *findings, ycf_count *outcome)
{
	struct ycf_tracker *tracker = run->tracker;
	struct storing storing = {
		.run = run, .tracker = tracker, .reported = reported, .findings = findings,
		.arena = arena_new()
	};
	size_t problems = findings->problems;
	ycf_status status = tracker_call(tracker);
	if (status == YCF_OK && storing.arena == NULL)
		status = message_memory(&tracker->message);
	store_keep_steps(tracker->store, run_asks_again(run, reported->setting));
	if (status == YCF_OK)
		status = tracker_write_begin(tracker);
	if (status == YCF_OK) {
		status = store_new(&storing, outcome);
		if (status == YCF_OK && findings->problems > problems) {
			tracker_write_end(tracker, YCF_REFUSED);
			message_clear(&tracker->message);
			*outcome = YCF_REJECTED;
		} else
			status = tracker_write_end(tracker, status);
	}
	store_keep_steps(tracker->store, true);
	ycf_record_free(storing.assessment);
	free(storing.before);
	arena_free(storing.arena);
	return status;
}
