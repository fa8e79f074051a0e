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

/* What a set of ratings needs while it is stored. */
struct occasion {
	struct ycf_tracker *tracker;
	const struct assessment *assessment;
	struct arena *arena;
	bool rest;                     /* rate only what was not rated before on this occasion */
	size_t rated;                  /* how many criteria the last code rated */
};

static ycf_status list_codes(struct occasion *occasion, const char *sql, const char **codes)
{
	struct binding binding = BIND_NUMBER(":framework", occasion->assessment->framework);
	*codes = "";
	return store_text(occasion->tracker->store, sql, &binding, 1, occasion->arena, codes);
}

static ycf_status find_level(struct occasion *occasion, const char *code, struct level *level)
{
	struct binding bindings[] = {
		BIND_NUMBER(":framework", occasion->assessment->framework), BIND_TEXT(":code", code)
	};
	ycf_status status = store_first(
		occasion->tracker->store, &level_noun,
		"WHERE framework = :framework AND (folded(code) = folded(:code) OR "
		"folded(title) = folded(:code))", bindings, 2, occasion->arena, level);
	if (status != YCF_DONE)
		return status == YCF_ROW ? YCF_OK : status;
	const char *codes;
	status = list_codes(occasion, "SELECT group_concat(code, ', ') FROM (SELECT code FROM level "
	                    "WHERE framework = :framework ORDER BY id)", &codes);
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

static ycf_status insert_rating(struct occasion *occasion, struct rating *rating,
                                const char *code)
{
	struct message *message = &occasion->tracker->message;
	rating->assessment = occasion->assessment->row.id;
	ycf_status status = store_insert(occasion->tracker->store, &rating_noun, rating);
	if (status != YCF_EXISTS)
		return status;
	message_clear(message);
	return message_set(message, YCF_INVALID, "criterion %s is rated twice", code);
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

/* Rate the criterion of that code, or each criterion of the standard of that code. */
static ycf_status rate(struct occasion *occasion, const char *code, const char *level_code,
                       const char *commentary)
{
	struct level level;
	struct criterion criterion;
	struct rows *rows = NULL;
	struct buffer sql = {0};
	struct binding bindings[] = {
		BIND_NUMBER(":framework", occasion->assessment->framework), BIND_TEXT(":code", code),
		BIND_NUMBER(":rated", occasion->rest ? occasion->assessment->row.id : 0),
	};
	occasion->rated = 0;
	ycf_status status = find_level(occasion, level_code, &level);
	buffer_text(&sql, "SELECT ");
	store_columns(&criterion_noun, &sql);
	buffer_text(&sql, " FROM criterion WHERE standard IN (SELECT id FROM standard WHERE "
	            "framework = :framework) AND (code = :code OR standard IN (SELECT id FROM "
	            "standard WHERE framework = :framework AND code = :code)) AND id NOT IN "
	            "(SELECT criterion FROM rating WHERE assessment = :rated) ORDER BY id");
	if (status == YCF_OK)
		status = store_ask(occasion->tracker->store, &criterion_noun, &sql, bindings,
		                   COUNT_OF(bindings), &rows);
	while (status == YCF_OK &&
	       (status = rows_next(rows, occasion->arena, &criterion)) == YCF_ROW) {
		status = store_rating(occasion, &criterion, &level, commentary);
		occasion->rated++;
	}
	rows_free(rows);
	buffer_free(&sql);
	if (status == YCF_DONE)
		status = occasion->rated > 0 || occasion->rest ? YCF_OK : refuse_code(occasion, code);
	return status;
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
	            colon != NULL && colon[1] != '\0' ? colon + 1 : NULL);
}

ycf_status assessment_begin(struct ycf_record *record)
{
	ycf_status status = record_begin(record, &assessment_noun);
	if (status != YCF_OK)
		return status;
	status = record_add(record);
	return status == YCF_OK ? YCF_OK : record_end(record, status);
}

ycf_status assessment_rate(struct ycf_record *record, const char *code, const char *level,
                           const char *commentary)
{
	struct occasion occasion = {
		.tracker = record->tracker, .assessment = record->row, .arena = record->arena
	};
	return rate(&occasion, code, level, commentary);
}

ycf_status assessment_rate_rest(struct ycf_record *record, const char *code, const char *level,
                                const char *commentary)
{
	struct occasion occasion = {
		.tracker = record->tracker, .assessment = record->row, .arena = record->arena,
		.rest = true
	};
	return rate(&occasion, code, level, commentary);
}

ycf_status assessment_repeat(struct ycf_record *record, const struct answer *answer,
                             const char *commentary)
{
	struct rating rating;
	struct occasion occasion = {
		.tracker = record->tracker, .assessment = record->row, .arena = record->arena
	};
	row_clear(&rating_noun, &rating);
	rating.criterion = answer->criterion;
	rating.level = answer->level;
	rating.commentary = answer->commentary;
	ycf_status status = YCF_OK;
	if (commentary != NULL)
		status = field_read(noun_field(&rating_noun, "commentary"), &rating, commentary,
		                    strlen(commentary), record->arena, &record->tracker->message);
	return status == YCF_OK ? insert_rating(&occasion, &rating, answer->code) : status;
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
	struct occasion occasion = {
		.tracker = record->tracker, .assessment = record->row, .arena = record->arena
	};
	if (ratings == NULL || ratings[0] == NULL)
		status = message_set(&record->tracker->message, YCF_INVALID,
		                     "an assessment needs at least one rating: CODE=LEVEL");
	for (; status == YCF_OK && *ratings != NULL; ratings++)
		status = rate_text(&occasion, *ratings);
	return assessment_end(record, status);
}
