#include "domain/derived.h"

#include <inttypes.h>
#include <string.h>

#include "domain/alteration.h"
#include "domain/answer.sql.h"
#include "domain/comparison.sql.h"
#include "domain/condition.h"
#include "domain/due.sql.h"
#include "domain/facts.sql.h"
#include "domain/history.h"
#include "domain/progress.sql.h"
#include "domain/readiness.sql.h"
#include "domain/standing.sql.h"

static const char *const stage_choices[] = {
	"known", "registered", "working_towards", "accredited", "at_risk", "lapsed", "withdrawn",
	"departed", NULL
};

static const struct field standing_fields[] = {
	REFERENCE_FIELD(standing, setting, 0, "setting", "the setting"),
	TEXT_FIELD(standing, reference, YCF_FIELD_BRIEF, 60, "the setting's reference"),
	TEXT_FIELD(standing, name, YCF_FIELD_BRIEF, 300, "the setting's name"),
	REFERENCE_FIELD(standing, framework, 0, "framework", "the edition it is judged by"),
	DATE_FIELD(standing, as_of, 0, "the day it is true of"),
	CHOICE_FIELD(standing, stage, YCF_FIELD_BRIEF, stage_choices,
	             "where the setting stands with the mark"),
	BOOLEAN_FIELD(standing, holds, 0, "whether it holds the mark"),
	TEXT_FIELD(standing, reasons, YCF_FIELD_BRIEF, 4000, "why it is at risk or lapsed"),
	TEXT_FIELD(standing, lead, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "the designated lead in post"),
	DATE_FIELD(standing, lead_confirmed, 0, "last day the lead was confirmed in post"),
	INTEGER_FIELD(standing, standards_met, YCF_FIELD_BRIEF,
	              "how many standards are met, by the source that the award asks for"),
	INTEGER_FIELD(standing, standards_total, 0, "of how many"),
	DATE_FIELD(standing, plan_agreed, 0, "the day the present plan was agreed"),
	DATE_FIELD(standing, last_review, 0, "the day of the last review"),
	DATE_FIELD(standing, next_review, YCF_FIELD_BRIEF,
	           "the day by which the next review is due; none once it has left"),
	DATE_FIELD(standing, awarded, YCF_FIELD_BRIEF, "the day of the last award"),
	DATE_FIELD(standing, expires, 0, "the last day of its term, where there is one"),
	TEXT_FIELD(standing, award_code, 0, 40, "the last award's code"),
	TEXT_FIELD(standing, practitioner, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "whose caseload it is in"),
};

const struct noun standing_noun = {
	"standing", NULL, sizeof(struct standing), standing_fields, COUNT_OF(standing_fields), "name",
	NULL, "folded(name), reference",
	"where each setting that has joined stands with each mark, as of a day"
};

static const struct field progress_fields[] = {
	REFERENCE_FIELD(progress, setting, 0, "setting", "the setting"),
	TEXT_FIELD(progress, reference, YCF_FIELD_BRIEF, 60, "the setting's reference"),
	TEXT_FIELD(progress, name, YCF_FIELD_BRIEF, 300, "the setting's name"),
	REFERENCE_FIELD(progress, framework, 0, "framework", "the edition it is judged by"),
	REFERENCE_FIELD(progress, standard, 0, "standard", "the standard"),
	TEXT_FIELD(progress, code, YCF_FIELD_BRIEF, 20, "the standard's code"),
	TEXT_FIELD(progress, title, YCF_FIELD_BRIEF, 300, "the standard's title"),
	TEXT_FIELD(progress, self_level, YCF_FIELD_BRIEF, 300,
	           "the level of its worst required criterion, as the setting rated itself; none "
	           "where it rated nothing"),
	CHOICE_FIELD(progress, self_rag, 0, rag_choices, "the colour of that level"),
	TEXT_FIELD(progress, practitioner_level, YCF_FIELD_BRIEF, 300,
	           "the same, as the practitioner rated it"),
	CHOICE_FIELD(progress, practitioner_rag, 0, rag_choices, "the colour of that level"),
	BOOLEAN_FIELD(progress, met, YCF_FIELD_BRIEF,
	              "whether the standard is met, by the source that the award asks for"),
	INTEGER_FIELD(progress, evidence, 0, "how many pieces of evidence speak to it"),
	TEXT_FIELD(progress, practitioner, YCF_FIELD_PERSONAL, 200, "whose caseload it is in"),
};

const struct noun progress_noun = {
	"progress", NULL, sizeof(struct progress), progress_fields, COUNT_OF(progress_fields), "name",
	NULL, "folded(name), reference, framework, standard",
	"how far each setting that has joined has come with each standard, as of a day"
};

static const char *const moved_choices[] = {"up", "down", "same", NULL};

static const struct field comparison_fields[] = {
	REFERENCE_FIELD(comparison, setting, 0, "setting", "the setting"),
	TEXT_FIELD(comparison, reference, 0, 60, "the setting's reference"),
	TEXT_FIELD(comparison, name, YCF_FIELD_BRIEF, 300, "the setting's name"),
	REFERENCE_FIELD(comparison, framework, 0, "framework", "the edition it is judged by"),
	REFERENCE_FIELD(comparison, standard, 0, "standard", "the standard"),
	TEXT_FIELD(comparison, code, YCF_FIELD_BRIEF, 20, "the standard's code"),
	TEXT_FIELD(comparison, title, YCF_FIELD_BRIEF, 300, "the standard's title"),
	TEXT_FIELD(comparison, self_level, YCF_FIELD_BRIEF, 300,
	           "the level as the setting rates itself, that of its worst required criterion; "
	           "none where it rated nothing"),
	CHOICE_FIELD(comparison, self_rag, 0, rag_choices, "the colour of that level"),
	DATE_FIELD(comparison, self_date, 0, "the day on which it last rated anything of it"),
	TEXT_FIELD(comparison, self_commentary, 0, 100000, "what it says of it"),
	TEXT_FIELD(comparison, self_before, 0, 300,
	           "the level it rated itself at until its last assessment of the standard"),
	TEXT_FIELD(comparison, practitioner_level, YCF_FIELD_BRIEF, 300,
	           "the level as the practitioner rates it"),
	CHOICE_FIELD(comparison, practitioner_rag, 0, rag_choices, "the colour of that level"),
	DATE_FIELD(comparison, practitioner_date, 0,
	           "the day on which the practitioner last rated anything of it"),
	TEXT_FIELD(comparison, practitioner_commentary, 0, 100000, "what the practitioner says of it"),
	TEXT_FIELD(comparison, practitioner_before, 0, 300,
	           "the level at which the practitioner rated it until the last assessment of it"),
	BOOLEAN_FIELD(comparison, differs, YCF_FIELD_BRIEF,
	              "whether both rated it, and not the same"),
	CHOICE_FIELD(comparison, moved, YCF_FIELD_BRIEF, moved_choices,
	             "how the last assessment moved the setting's own level, or the practitioner's "
	             "where the setting rated nothing; none where there is nothing before it"),
	TEXT_FIELD(comparison, practitioner, YCF_FIELD_PERSONAL, 200, "whose caseload it is in"),
};

const struct noun comparison_noun = {
	"comparison", NULL, sizeof(struct comparison), comparison_fields,
	COUNT_OF(comparison_fields), "name", NULL, "folded(name), reference, framework, standard",
	"what each setting that has joined and its practitioner think of each standard, side by side"
};

static const struct field answer_fields[] = {
	REFERENCE_FIELD(answer, setting, 0, "setting", "the setting"),
	TEXT_FIELD(answer, reference, 0, 60, "the setting's reference"),
	TEXT_FIELD(answer, name, YCF_FIELD_BRIEF, 300, "the setting's name"),
	REFERENCE_FIELD(answer, framework, 0, "framework", "the edition it is judged by"),
	REFERENCE_FIELD(answer, standard, 0, "standard", "the standard"),
	REFERENCE_FIELD(answer, criterion, 0, "criterion", "the criterion"),
	TEXT_FIELD(answer, code, YCF_FIELD_BRIEF, 20, "the criterion's code"),
	TEXT_FIELD(answer, text, 0, 2000, "what it asks for"),
	CHOICE_FIELD(answer, source, YCF_FIELD_BRIEF, source_choices, "who said it"),
	REFERENCE_FIELD(answer, level, 0, "level", "the level"),
	TEXT_FIELD(answer, title, YCF_FIELD_BRIEF, 300, "the level's title"),
	CHOICE_FIELD(answer, rag, 0, rag_choices, "its colour"),
	TEXT_FIELD(answer, commentary, YCF_FIELD_BRIEF, 10000, "the reason"),
	DATE_FIELD(answer, date, YCF_FIELD_BRIEF, "the day it was said"),
	TEXT_FIELD(answer, assessor, YCF_FIELD_PERSONAL, 200, "by whom"),
	REFERENCE_FIELD(answer, assessment, 0, "assessment", "on which occasion"),
	TEXT_FIELD(answer, practitioner, YCF_FIELD_PERSONAL, 200, "whose caseload it is in"),
};

const struct noun answer_noun = {
	"answer", NULL, sizeof(struct answer), answer_fields, COUNT_OF(answer_fields), "code", NULL,
	"folded(name), reference, framework, criterion, source",
	"what each source last said of each criterion, whichever edition it was said under"
};

static const char *const due_choices[] = {
	"review", "action", "lead_vacant", "lead_unconfirmed", "evidence", "term", "lapse",
	"contact", "self_report", "lead_proposed", "remark", NULL
};

static const struct field due_fields[] = {
	REFERENCE_FIELD(due, setting, 0, "setting", "the setting"),
	TEXT_FIELD(due, reference, YCF_FIELD_BRIEF, 60, "the setting's reference"),
	TEXT_FIELD(due, name, YCF_FIELD_BRIEF, 300, "the setting's name"),
	CHOICE_FIELD(due, kind, YCF_FIELD_BRIEF, due_choices, "what kind of thing is due"),
	DATE_FIELD(due, date, YCF_FIELD_BRIEF, "the day it is due; it is overdue from the next"),
	INTEGER_FIELD(due, days, YCF_FIELD_BRIEF, "days from as_of until then; negative: overdue"),
	TEXT_FIELD(due, what, YCF_FIELD_BRIEF, 4000, "what is to be done"),
	TEXT_FIELD(due, who, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 500, "whom to ask or write to"),
	TEXT_FIELD(due, next_step, 0, 500, "the command that records it"),
	TEXT_FIELD(due, practitioner, YCF_FIELD_PERSONAL | YCF_FIELD_BRIEF, 200,
	           "whose caseload it is in"),
};

const struct noun due_noun = {
	"due", NULL, sizeof(struct due), due_fields, COUNT_OF(due_fields), "name", NULL,
	"date, folded(name), kind, what", "the worklist: what is due or overdue as of a day"
};

static const struct field readiness_fields[] = {
	REFERENCE_FIELD(readiness, setting, 0, "setting", "the setting"),
	REFERENCE_FIELD(readiness, framework, 0, "framework", "the edition"),
	TEXT_FIELD(readiness, condition, 0, 60, "the rule"),
	TEXT_FIELD(readiness, title, YCF_FIELD_BRIEF, 200, "what must hold"),
	BOOLEAN_FIELD(readiness, met, YCF_FIELD_BRIEF, "whether it holds"),
	TEXT_FIELD(readiness, found, YCF_FIELD_BRIEF, 4000, "what was found"),
	TEXT_FIELD(readiness, next_step, YCF_FIELD_BRIEF, 1000, "what would meet it"),
};

const struct noun readiness_noun = {
	"readiness", NULL, sizeof(struct readiness), readiness_fields, COUNT_OF(readiness_fields),
	"title", NULL, NULL, "the conditions of an award for one setting, met or not"
};

struct query {
	const struct noun *noun;
	const char *sql;
	const char *watched;           /* the sources it asks for besides those that decide */
};

static const char nobody[] = "SELECT NULL WHERE 0";

static const struct query queries[] = {
	{&standing_noun, standing_sql, nobody},
	{&progress_noun, progress_sql, "VALUES ('self'), ('practitioner')"},
	{&comparison_noun, comparison_sql, "VALUES ('self'), ('practitioner')"},
	{&answer_noun, answer_sql, nobody},
	{&due_noun, due_sql, nobody},
	{&readiness_noun, readiness_sql, nobody},
};

static const struct query *query_of(const struct noun *noun)
{
	const struct query *query = queries;
	while (query->noun != noun)
		query++;
	return query;
}

#define IN_BLOCK "id BETWEEN :first AND :last"

static const char *const candidate_sql[] = {
	[CANDIDATES_JOINED] = "SELECT id FROM setting WHERE joined <= :as_of AND " IN_BLOCK,
	[CANDIDATES_KNOWN] = "SELECT id FROM setting WHERE (joined IS NULL OR joined > :as_of) "
	                     "AND " IN_BLOCK,
	[CANDIDATES_ONE] = "SELECT id FROM setting WHERE id = :setting",
	[CANDIDATES_LISTED] = "SELECT value FROM json_each(:settings)",
};

static const char *const next_block_sql[] = {
	[CANDIDATES_JOINED] = "SELECT max(id) FROM (SELECT id FROM setting WHERE id >= :first AND "
	                      "joined <= :as_of ORDER BY id LIMIT :block)",
	[CANDIDATES_KNOWN] = "SELECT max(id) FROM (SELECT id FROM setting WHERE id >= :first AND "
	                     "(joined IS NULL OR joined > :as_of) ORDER BY id LIMIT :block)",
	[CANDIDATES_ONE] = NULL,
	[CANDIDATES_LISTED] = NULL,
};

const char *derived_next_block(const struct noun *noun, enum candidates candidates)
{
	bool of_settings = noun != &history_noun && noun != &alteration_noun;
	return of_settings ? next_block_sql[candidates] : NULL;
}

static void quoted_sql(const char *text, struct buffer *sql)
{
	buffer_char(sql, '\'');
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '\'')
			buffer_char(sql, '\'');
		buffer_char(sql, *c);
	}
	buffer_char(sql, '\'');
}

/* The conditions' titles and next steps, as a table for the query. */
static void meaning_sql(struct buffer *sql)
{
	buffer_text(sql, ", meaning(condition, title, next_step) AS (VALUES ");
	for (size_t i = 0; condition_name(i) != NULL; i++) {
		const struct condition *condition = condition_find(condition_name(i));
		buffer_text(sql, i == 0 ? "(" : ", (");
		quoted_sql(condition->name, sql);
		buffer_text(sql, ", ");
		quoted_sql(condition->title, sql);
		buffer_text(sql, ", ");
		quoted_sql(condition->next_step, sql);
		buffer_text(sql, ")");
	}
	buffer_text(sql, ")\n");
}

static void begin_sql(enum candidates candidates, const char *watched, struct buffer *sql)
{
	buffer_format(sql, "WITH candidate(setting) AS (%s), watched(source) AS (%s),\n",
	              candidate_sql[candidates], watched);
	buffer_text(sql, facts_sql);
}

ycf_status derived_sql(const struct noun *noun, enum candidates candidates, struct buffer *sql,
                       struct message *message)
{
	if (noun == &history_noun)
		return history_sql(sql, message);
	if (noun == &alteration_noun)
		return alteration_sql(sql, message);
	const struct query *query = query_of(noun);
	begin_sql(candidates, query->watched, sql);
	if (noun == &readiness_noun)
		meaning_sql(sql);
	buffer_text(sql, query->sql);
	return sql->failed ? message_memory(message) : YCF_OK;
}

ycf_status derived_ask(struct ycf_tracker *tracker, const struct noun *noun, int64_t setting,
                       int64_t framework, ycf_date as_of, struct rows **rows)
{
	struct buffer sql = {0};
	struct binding bindings[] = {
		BIND_NUMBER(":setting", setting), BIND_DATE(":as_of", as_of),
		{":framework", framework != 0 ? BINDING_NUMBER : BINDING_NULL, framework, NULL},
	};
	ycf_status status = derived_sql(noun, CANDIDATES_ONE, &sql, &tracker->message);
	struct selection selection = {
		.source = buffer_string(&sql), .order = noun->order, .bindings = bindings,
		.binding_count = COUNT_OF(bindings), .fields = ALL_FIELDS,
	};
	if (status == YCF_OK)
		status = store_select(tracker->store, noun, &selection, rows);
	buffer_free(&sql);
	return status;
}

static const struct field judged_fields[] = {
	REFERENCE_FIELD(judged, setting, 0, "setting", "the setting"),
	TEXT_FIELD(judged, mark, 0, 40, "the mark"),
	REFERENCE_FIELD(judged, framework, 0, "framework", "the edition it is judged by"),
};
static const struct noun judged_noun = {
	"judged", NULL, sizeof(struct judged), judged_fields, COUNT_OF(judged_fields), "setting", NULL,
	NULL, "by which edition a setting is judged in a mark"
};

static ycf_status ask_editions(struct ycf_tracker *tracker, const char *settings, ycf_date as_of,
                               struct rows **rows)
{
	struct buffer sql = {0};
	const struct binding bindings[] = {
		BIND_TEXT(":settings", settings), BIND_DATE(":as_of", as_of),
		{":framework", BINDING_NULL, 0, NULL},
	};
	begin_sql(CANDIDATES_LISTED, nobody, &sql);
	buffer_text(&sql, "SELECT setting, mark, framework FROM subject ORDER BY setting");
	ycf_status status = store_ask(tracker->store, &judged_noun, &sql, bindings,
	                              COUNT_OF(bindings), rows);
	buffer_free(&sql);
	return status;
}

ycf_status derived_editions(struct ycf_tracker *tracker, const int64_t *settings, size_t count,
                            ycf_date as_of, struct arena *arena, const struct judged **judged,
                            size_t *judged_count)
{
	struct buffer list = {0};
	struct rows *rows = NULL;
	const void *gathered = NULL;
	for (size_t i = 0; i < count; i++)
		buffer_format(&list, "%c%" PRId64, i == 0 ? '[' : ',', settings[i]);
	buffer_text(&list, count == 0 ? "[]" : "]");
	ycf_status status = list.failed ? message_memory(&tracker->message)
		: ask_editions(tracker, list.data, as_of, &rows);
	if (status == YCF_OK)
		status = rows_gather(rows, arena, &gathered, judged_count);
	*judged = gathered;
	rows_free(rows);
	buffer_free(&list);
	return status;
}

static ycf_status ask_standing(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                               ycf_date as_of, struct rows **rows)
{
	struct buffer sql = {0};
	struct binding bindings[] = {
		BIND_NUMBER(":setting", setting), BIND_NUMBER(":mark", framework),
		BIND_DATE(":as_of", as_of),
	};
	ycf_status status = derived_sql(&standing_noun, CANDIDATES_ONE, &sql, &tracker->message);
	buffer_text(&sql, "WHERE t.mark = (SELECT code FROM framework WHERE id = :mark)");
	if (status == YCF_OK)
		status = store_ask(tracker->store, &standing_noun, &sql, bindings,
		                   COUNT_OF(bindings), rows);
	buffer_free(&sql);
	return status;
}

ycf_status derived_standing(struct ycf_tracker *tracker, int64_t setting, int64_t framework,
                            ycf_date as_of, struct arena *arena, struct standing *standing)
{
	struct rows *rows = NULL;
	ycf_status status = ask_standing(tracker, setting, framework, as_of, &rows);
	if (status == YCF_OK)
		status = rows_next(rows, arena, standing);
	rows_free(rows);
	if (status == YCF_DONE)
		return message_set(&tracker->message, YCF_NOT_FOUND, "the setting is not there");
	return status == YCF_ROW ? YCF_OK : status;
}
