/* Assessments, their ratings, and evidence. */
#include "domain/assessment.h"

#include <string.h>

#include "base/text.h"
#include "domain/lead.h"
#include "domain/record.h"
#include "domain/reference.h"

const char *const source_choices[] = {"self", "practitioner", "panel", NULL};

static const struct field assessment_fields[] = {
	ROW_FIELDS(assessment),
	REFERENCE_FIELD(assessment, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting that was assessed"),
	REFERENCE_FIELD(assessment, framework, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "framework",
	                "the edition it was assessed against"),
	DATE_FIELD(assessment, date, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "the day"),
	CHOICE_FIELD(assessment, source, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, source_choices,
	             "who assessed: the setting itself, a practitioner or a panel"),
	TEXT_FIELD(assessment, assessor, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "who did it; a self-assessment that names the lead confirms them in post"),
	TEXT_FIELD(assessment, comment, 0, 10000, "a remark on the whole"),
};

const struct noun assessment_noun = {
	"assessment", "a", sizeof(struct assessment), assessment_fields,
	COUNT_OF(assessment_fields), "date", NULL, "date",
	"one occasion on which a setting was rated against a framework"
};

static const struct field rating_fields[] = {
	ROW_FIELDS(rating),
	REFERENCE_FIELD(rating, assessment, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "assessment",
	                "the assessment it is part of"),
	REFERENCE_FIELD(rating, criterion, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "criterion",
	                "what was rated"),
	REFERENCE_FIELD(rating, level, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "level",
	                "the level it was found at"),
	TEXT_FIELD(rating, commentary, YCF_FIELD_BRIEF, 10000,
	           "the reason; never name or describe a child"),
};

const struct noun rating_noun = {
	"rating", "r", sizeof(struct rating), rating_fields, COUNT_OF(rating_fields), "id",
	"assessment", "id", "the level at which one criterion was found"
};

static const struct field evidence_fields[] = {
	ROW_FIELDS(evidence),
	REFERENCE_FIELD(evidence, setting, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, "setting",
	                "the setting whose evidence it is"),
	REFERENCE_FIELD(evidence, standard, YCF_FIELD_BRIEF, "standard", "the standard it speaks to"),
	REFERENCE_FIELD(evidence, criterion, YCF_FIELD_BRIEF, "criterion",
	                "or the criterion it speaks to"),
	TEXT_FIELD(evidence, title, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 500, "what it is"),
	TEXT_FIELD(evidence, kept_at, YCF_FIELD_REQUIRED | YCF_FIELD_BRIEF, 2000,
	           "where it is kept: a path or address; the thing itself is not stored"),
	DATE_FIELD(evidence, dated, YCF_FIELD_BRIEF, "the day it is of"),
	DATE_FIELD(evidence, expires, YCF_FIELD_BRIEF, "the last day it is good for"),
	TEXT_FIELD(evidence, note, 0, 10000, "a remark"),
};

const struct noun evidence_noun = {
	"evidence", "e", sizeof(struct evidence), evidence_fields, COUNT_OF(evidence_fields),
	"title", NULL, "dated, title", "where proof of a standard or criterion is kept"
};

/* ---- rating ---- */

static ycf_status list_codes(struct occasion *occasion, const char *sql, const char **codes)
{
	struct binding binding = BIND_NUMBER(":framework", occasion->assessment->framework);
	*codes = "";
	return store_text(occasion->tracker->store, sql, &binding, 1, occasion->arena, codes);
}

static ycf_status find_level(struct occasion *occasion, const char *code,
                             const struct level **level)
{
	const char *codes;
	*level = edition_level(occasion->edition, code);
	if (*level != NULL)
		return YCF_OK;
	ycf_status status = list_codes(
		occasion, "SELECT group_concat(code, ', ') FROM (SELECT code FROM level WHERE "
		"framework = :framework ORDER BY id)", &codes);
	if (status == YCF_OK) {
		message_place(&occasion->tracker->message, NULL, "level", 0);
		status = message_set(&occasion->tracker->message, YCF_INVALID,
		                     "level '%s' is not one of %s", code, codes);
	}
	return status;
}

/* Whether there is evidence for the criterion or its standard. */
static ycf_status has_evidence(struct occasion *occasion, int64_t criterion, bool *has)
{
	int64_t count = 0;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", occasion->assessment->setting),
		BIND_NUMBER(":criterion", criterion),
	};
	ycf_status status = store_number(
		occasion->tracker->store, "SELECT count(*) FROM evidence WHERE setting = :setting AND "
		"(criterion = :criterion OR standard = (SELECT standard FROM criterion "
		"WHERE id = :criterion))", bindings, 2, &count);
	*has = count > 0;
	return status;
}

static ycf_status refuse_bare(struct occasion *occasion, const struct criterion *criterion,
                              const struct level *level)
{
	message_place(&occasion->tracker->message, NULL, "commentary", 0);
	return message_set(&occasion->tracker->message, YCF_REFUSED,
	                   "criterion %s rated '%s' needs a reason: a commentary (%s=%s:'WHY'), or "
	                   "evidence that is recorded for it", criterion->code, level->code,
	                   criterion->code, level->code);
}

/* The place of a criterion within the edition. */
static size_t place_of(const struct occasion *occasion, int64_t criterion)
{
	size_t place = 0;
	while (place < occasion->edition->criterion_count &&
	       occasion->edition->criteria[place].row.id != criterion)
		place++;
	return place;
}

bool assessment_rated(const struct occasion *occasion, int64_t criterion)
{
	return occasion->rated[place_of(occasion, criterion)];
}

static ycf_status insert_rating(struct occasion *occasion, struct rating *rating,
                                const char *code)
{
	struct message *message = &occasion->tracker->message;
	if (assessment_rated(occasion, rating->criterion))
		return message_set(message, YCF_INVALID, "criterion %s is rated twice", code);
	rating->assessment = occasion->assessment->row.id;
	occasion->rated[place_of(occasion, rating->criterion)] = true;
	return occasion->unwritten
		? YCF_OK : store_insert(occasion->tracker->store, &rating_noun, rating);
}

static ycf_status store_rating(struct occasion *occasion, const struct criterion *criterion,
                               const struct level *level, const char *commentary)
{
	struct rating rating;
	bool excused = !level->needs_reason || commentary != NULL;
	row_clear(&rating_noun, &rating);
	rating.criterion = criterion->row.id;
	rating.level = level->row.id;
	ycf_status status = YCF_OK;
	if (!excused)
		status = has_evidence(occasion, criterion->row.id, &excused);
	if (status == YCF_OK && !excused)
		status = refuse_bare(occasion, criterion, level);
	if (status == YCF_OK && commentary != NULL)
		status = field_read(noun_field(&rating_noun, "commentary"), &rating, commentary,
		                    strlen(commentary), occasion->arena, &occasion->tracker->message);
	return status == YCF_OK ? insert_rating(occasion, &rating, criterion->code) : status;
}

static ycf_status refuse_code(struct occasion *occasion, const char *code)
{
	const char *codes;
	ycf_status status = list_codes(
		occasion, "SELECT group_concat(code, ', ') FROM (SELECT c.code FROM criterion c "
		"JOIN standard s ON s.id = c.standard WHERE s.framework = :framework ORDER BY c.id)",
		&codes);
	if (status != YCF_OK)
		return status;
	message_place(&occasion->tracker->message, NULL, "criterion", 0);
	return message_set(&occasion->tracker->message, YCF_INVALID,
	                   "'%s' is neither a criterion nor a standard; the criteria are %s", code,
	                   codes);
}

/* Rate the criterion of that code, or each criterion of the standard of that code; where `rest`,
   only what was not rated before on this occasion. */
static ycf_status rate(struct occasion *occasion, const char *code, const char *level_code,
                       const char *commentary, bool rest)
{
	const struct level *level;
	const struct edition *edition = occasion->edition;
	const struct standard *standard = edition_standard(edition, code);
	int64_t whole = standard != NULL ? standard->row.id : 0;
	size_t rated = 0;
	ycf_status status = find_level(occasion, level_code, &level);
	for (size_t i = 0; i < edition->criterion_count && status == YCF_OK; i++) {
		const struct criterion *criterion = &edition->criteria[i];
		bool meant = criterion->standard == whole || strcmp(criterion->code, code) == 0;
		if (!meant || (rest && occasion->rated[i]))
			continue;
		status = store_rating(occasion, criterion, level, commentary);
		rated++;
	}
	return status == YCF_OK && rated == 0 && !rest ? refuse_code(occasion, code) : status;
}

/* CODE=LEVEL or CODE=LEVEL:COMMENTARY */
static ycf_status rate_text(struct occasion *occasion, const char *text)
{
	const char *equals = strchr(text, '=');
	if (equals == NULL || equals == text || equals[1] == '\0')
		return message_set(&occasion->tracker->message, YCF_INVALID,
		                   "'%s' is not a rating; write CODE=LEVEL or CODE=LEVEL:'WHY'", text);
	const char *colon = strchr(equals, ':');
	size_t code_length = (size_t)(equals - text);
	const char *code_text = text, *level_text = equals + 1;
	size_t level_length = colon != NULL ? (size_t)(colon - level_text) : strlen(level_text);
	text_trim(&code_text, &code_length);
	text_trim(&level_text, &level_length);
	char *code = arena_copy(occasion->arena, code_text, code_length);
	char *level = arena_copy(occasion->arena, level_text, level_length);
	if (code == NULL || level == NULL)
		return message_memory(&occasion->tracker->message);
	return rate(occasion, code, level,
	            colon != NULL && colon[1] != '\0' ? colon + 1 : NULL, false);
}

ycf_status assessment_begin(struct ycf_record *record)
{
	ycf_status status = record_begin(record, &assessment_noun);
	if (status != YCF_OK)
		return status;
	status = record_add(record);
	return status == YCF_OK ? YCF_OK : record_end(record, status);
}

static ycf_status take_edition(struct occasion *occasion)
{
	struct edition *edition = arena_take(occasion->arena, sizeof *edition);
	occasion->edition = edition;
	return edition == NULL
		? message_memory(&occasion->tracker->message)
		: edition_read(occasion->tracker, occasion->assessment->framework, occasion->arena,
		               edition);
}

ycf_status occasion_begin(struct occasion *occasion, struct ycf_record *record,
                          const struct edition *edition)
{
	*occasion = (struct occasion){
		.tracker = record->tracker, .assessment = record->row, .arena = record->arena,
		.edition = edition,
	};
	ycf_status status = edition == NULL ? take_edition(occasion) : YCF_OK;
	if (status != YCF_OK)
		return status;
	occasion->rated = arena_take(record->arena, occasion->edition->criterion_count + 1);
	return occasion->rated != NULL ? YCF_OK : message_memory(&record->tracker->message);
}

ycf_status assessment_rate(struct occasion *occasion, const char *code, const char *level,
                           const char *commentary)
{
	return rate(occasion, code, level, commentary, false);
}

ycf_status assessment_rate_rest(struct occasion *occasion, const char *code, const char *level,
                                const char *commentary)
{
	return rate(occasion, code, level, commentary, true);
}

ycf_status assessment_repeat(struct occasion *occasion, const struct answer *answer,
                             const char *commentary)
{
	struct rating rating;
	row_clear(&rating_noun, &rating);
	rating.criterion = answer->criterion;
	rating.level = answer->level;
	rating.commentary = answer->commentary;
	ycf_status status = YCF_OK;
	if (commentary != NULL)
		status = field_read(noun_field(&rating_noun, "commentary"), &rating, commentary,
		                    strlen(commentary), occasion->arena, &occasion->tracker->message);
	return status == YCF_OK ? insert_rating(occasion, &rating, answer->code) : status;
}

ycf_status assessment_end(struct ycf_record *record, ycf_status status)
{
	const struct assessment *assessment = record->row;
	if (status == YCF_OK && assessment->source == SOURCE_SELF)
		status = lead_confirm_named(record->tracker, assessment->setting,
		                            assessment->assessor, assessment->date);
	return record_end(record, status);
}

ycf_status ycf_assess(ycf_record *record, const char *const *ratings)
{
	ycf_status status = assessment_begin(record);
	if (status != YCF_OK)
		return status;
	struct occasion occasion;
	status = occasion_begin(&occasion, record, NULL);
	if (status == YCF_OK && (ratings == NULL || ratings[0] == NULL))
		status = message_set(&record->tracker->message, YCF_INVALID,
		                     "an assessment needs at least one rating: CODE=LEVEL");
	for (; status == YCF_OK && *ratings != NULL; ratings++)
		status = rate_text(&occasion, *ratings);
	return assessment_end(record, status);
}
