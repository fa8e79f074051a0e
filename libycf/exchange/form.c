/* The facts of a form, from the tracker. */
#include "exchange/form.h"

#include <stdlib.h>
#include <string.h>

#include "domain/derived.h"
#include "domain/lead.h"

/* One edition, as all its forms have it. */
struct edition {
	struct edition *next;
	struct framework framework;
	struct level *levels;
	size_t level_count;
	struct standard *standards;
	struct form_standard *forms;          /* without what differs by setting */
	size_t standard_count;
	struct criterion *criteria;           /* of all standards, in order */
	size_t criterion_count;
};

struct form_desk {
	struct ycf_tracker *tracker;
	struct arena *arena;
	struct edition *editions;
	const char *token;                    /* the tracker's */
};

/* ---- the desk ---- */

ycf_status form_desk_open(struct ycf_tracker *tracker, struct form_desk **desk)
{
	struct form_desk *opened = calloc(1, sizeof *opened);
	*desk = NULL;
	if (opened == NULL)
		return message_memory(&tracker->message);
	opened->tracker = tracker;
	opened->arena = arena_new();
	ycf_status status = opened->arena == NULL
		? message_memory(&tracker->message)
		: tracker_token(tracker, opened->arena, &opened->token);
	if (status == YCF_OK) {
		*desk = opened;
		return YCF_OK;
	}
	form_desk_close(opened);
	return status;
}

void form_desk_close(struct form_desk *desk)
{
	if (desk == NULL)
		return;
	arena_free(desk->arena);
	free(desk);
}

/* All rows of a question, one behind another in the arena. */
static ycf_status take_rows(struct ycf_tracker *tracker, const struct noun *noun, const char *tail,
                            int64_t key, struct arena *arena, void *out, size_t *count)
{
	struct binding binding = BIND_NUMBER(":key", key);
	struct buffer sql = {0};
	struct rows *rows = NULL;
	size_t room = 0;
	char *list = NULL;
	buffer_text(&sql, "SELECT ");
	store_columns(noun, &sql);
	buffer_format(&sql, " FROM \"%s\" %s", noun->name, tail);
	ycf_status status = store_ask(tracker->store, noun, &sql, &binding, 1, &rows);
	*count = 0;
	while (status == YCF_OK || status == YCF_ROW) {
		if (*count == room) {
			char *grown = arena_take(arena, (room == 0 ? 16 : room * 2) * noun->size);
			if (grown == NULL) {
				status = message_memory(&tracker->message);
				break;
			}
			if (list != NULL)
				memcpy(grown, list, room * noun->size);
			list = grown;
			room = room == 0 ? 16 : room * 2;
		}
		status = rows_next(rows, arena, list + *count * noun->size);
		*count += status == YCF_ROW;
	}
	rows_free(rows);
	buffer_free(&sql);
	memcpy(out, &list, sizeof list);
	return status == YCF_DONE ? YCF_OK : status;
}

static ycf_status shape_standards(struct form_desk *desk, struct edition *edition)
{
	struct form_criterion *criteria =
		arena_take(desk->arena, (edition->criterion_count + 1) * sizeof *criteria);
	edition->forms = arena_take(desk->arena, (edition->standard_count + 1) * sizeof *edition->forms);
	if (criteria == NULL || edition->forms == NULL)
		return message_memory(&desk->tracker->message);
	for (size_t i = 0, at = 0; i < edition->standard_count; i++) {
		struct form_standard *form = &edition->forms[i];
		form->standard = &edition->standards[i];
		form->criteria = criteria + at;
		for (size_t first = at; at < edition->criterion_count &&
		     edition->criteria[at].standard == edition->standards[i].row.id; at++) {
			const struct criterion *criterion = &edition->criteria[at];
			criteria[at] = (struct form_criterion){
				.code = criterion->code, .text = criterion->text,
				.guidance = criterion->guidance, .required = criterion->required,
			};
			form->criterion_count = at - first + 1;
		}
	}
	return YCF_OK;
}

static ycf_status load_edition(struct form_desk *desk, int64_t framework,
                               struct edition *edition)
{
	struct ycf_tracker *tracker = desk->tracker;
	ycf_status status = store_get(tracker->store, &framework_noun, framework, desk->arena,
	                              &edition->framework);
	/* Worst first, as facts.sql has them. */
	if (status == YCF_OK)
		status = take_rows(tracker, &level_noun,
		                   "WHERE framework = :key ORDER BY counts_as_met, CASE rag "
		                   "WHEN 'red' THEN 1 WHEN 'amber' THEN 2 WHEN 'green' THEN 3 ELSE 4 "
		                   "END, id", framework, desk->arena, &edition->levels,
		                   &edition->level_count);
	if (status == YCF_OK)
		status = take_rows(tracker, &standard_noun, "WHERE framework = :key ORDER BY id",
		                   framework, desk->arena, &edition->standards,
		                   &edition->standard_count);
	if (status == YCF_OK)
		status = take_rows(tracker, &criterion_noun,
		                   "WHERE standard IN (SELECT id FROM standard WHERE framework = :key) "
		                   "ORDER BY standard, id", framework, desk->arena, &edition->criteria,
		                   &edition->criterion_count);
	return status == YCF_OK ? shape_standards(desk, edition) : status;
}

static ycf_status find_edition(struct form_desk *desk, int64_t framework,
                               const struct edition **edition)
{
	for (struct edition *at = desk->editions; at != NULL; at = at->next)
		if (at->framework.row.id == framework) {
			*edition = at;
			return YCF_OK;
		}
	struct edition *made = arena_take(desk->arena, sizeof *made);
	if (made == NULL)
		return message_memory(&desk->tracker->message);
	ycf_status status = load_edition(desk, framework, made);
	if (status != YCF_OK)
		return status;
	made->next = desk->editions;
	desk->editions = made;
	*edition = made;
	return YCF_OK;
}

/* ---- one form ---- */

struct filling {
	struct form_desk *desk;
	struct ycf_tracker *tracker;
	const struct edition *edition;
	const struct request *request;
	struct arena *arena;
	struct form_facts *form;
};

/* The standards with room for what this setting said. */
static ycf_status copy_standards(struct filling *filling)
{
	const struct edition *edition = filling->edition;
	struct form_facts *form = filling->form;
	struct form_criterion *criteria =
		arena_take(filling->arena, (edition->criterion_count + 1) * sizeof *criteria);
	form->standards = arena_take(filling->arena,
	                             (edition->standard_count + 1) * sizeof *form->standards);
	if (criteria == NULL || form->standards == NULL)
		return message_memory(&filling->tracker->message);
	form->standard_count = edition->standard_count;
	for (size_t i = 0; i < edition->standard_count; i++) {
		form->standards[i] = edition->forms[i];
		memcpy(criteria, edition->forms[i].criteria,
		       edition->forms[i].criterion_count * sizeof *criteria);
		form->standards[i].criteria = criteria;
		criteria += edition->forms[i].criterion_count;
	}
	return YCF_OK;
}

static const struct level *level_of(const struct edition *edition, int64_t id)
{
	for (size_t i = 0; i < edition->level_count; i++)
		if (edition->levels[i].row.id == id)
			return &edition->levels[i];
	return NULL;
}

static void put_answer(struct filling *filling, const struct answer *answer)
{
	for (size_t i = 0; i < filling->form->standard_count; i++) {
		struct form_standard *standard = &filling->form->standards[i];
		if (standard->standard->row.id != answer->standard)
			continue;
		if (standard->last < answer->date)
			standard->last = answer->date;
		for (size_t k = 0; k < standard->criterion_count; k++)
			if (strcmp(standard->criteria[k].code, answer->code) == 0) {
				standard->criteria[k].level = level_of(filling->edition, answer->level);
				standard->criteria[k].commentary = answer->commentary;
			}
	}
}

static ycf_status take_answers(struct filling *filling)
{
	struct rows *rows = NULL;
	struct answer answer;
	ycf_status status = derived_ask(filling->tracker, &answer_noun, filling->request->setting,
	                                filling->request->framework, filling->request->asked, &rows);
	if (status != YCF_OK)
		return status;
	while ((status = rows_next(rows, filling->arena, &answer)) == YCF_ROW)
		if (answer.source == SOURCE_SELF)
			put_answer(filling, &answer);
	rows_free(rows);
	return status == YCF_DONE ? YCF_OK : status;
}

/* ---- evidence ---- */

static ycf_status code_of(struct filling *filling, const struct evidence *evidence,
                          const char **code)
{
	bool whole = evidence->criterion == 0;
	struct binding binding = BIND_NUMBER(":id", whole ? evidence->standard : evidence->criterion);
	*code = NULL;
	return store_text(filling->tracker->store,
	                  whole ? "SELECT code FROM standard WHERE id = :id"
	                        : "SELECT code FROM criterion WHERE id = :id",
	                  &binding, 1, filling->arena, code);
}

static struct form_standard *standard_with(const struct form_facts *form, const char *code)
{
	for (size_t i = 0; i < form->standard_count; i++) {
		struct form_standard *standard = &form->standards[i];
		if (strcmp(standard->standard->code, code) == 0)
			return standard;
		for (size_t k = 0; k < standard->criterion_count; k++)
			if (strcmp(standard->criteria[k].code, code) == 0)
				return standard;
	}
	return NULL;
}

static ycf_status put_evidence(struct filling *filling, const struct evidence *evidence)
{
	const char *code;
	ycf_status status = code_of(filling, evidence, &code);
	struct form_standard *standard =
		code == NULL ? NULL : standard_with(filling->form, code);
	if (status != YCF_OK || standard == NULL)
		return status;
	struct form_evidence *grown = arena_take(
		filling->arena, (standard->evidence_count + 1) * sizeof *grown);
	if (grown == NULL)
		return message_memory(&filling->tracker->message);
	if (standard->evidence_count > 0)
		memcpy(grown, standard->evidence, standard->evidence_count * sizeof *grown);
	grown[standard->evidence_count++] =
		(struct form_evidence){code, evidence->title, evidence->kept_at, evidence->dated};
	standard->evidence = grown;
	return YCF_OK;
}

/* What was given for any edition of the mark; what has run out is not offered again. */
static ycf_status take_evidence(struct filling *filling)
{
	static const char tail[] =
		"WHERE setting = :key AND (standard IS NOT NULL OR criterion IS NOT NULL) ORDER BY id";
	struct evidence *list;
	size_t count;
	ycf_status status = take_rows(filling->tracker, &evidence_noun, tail,
	                              filling->request->setting, filling->arena, &list, &count);
	for (size_t i = 0; i < count && status == YCF_OK; i++)
		if (list[i].expires == 0 || list[i].expires >= filling->form->made)
			status = put_evidence(filling, &list[i]);
	return status;
}

/* ---- actions ---- */

static ycf_status take_actions(struct filling *filling)
{
	static const char tail[] =
		"WHERE plan = :key AND done IS NULL AND dropped IS NULL ORDER BY number";
	struct ycf_tracker *tracker = filling->tracker;
	struct form_facts *form = filling->form;
	struct binding bindings[] = {
		BIND_NUMBER(":setting", filling->request->setting),
		BIND_TEXT(":mark", filling->edition->framework.code),
	};
	struct action *list = NULL;
	int64_t plan = 0;
	ycf_status status = store_number(
		tracker->store, "SELECT id FROM plan WHERE setting = :setting AND ended IS NULL AND "
		"framework IN (SELECT id FROM framework WHERE code = :mark) ORDER BY agreed DESC, id DESC",
		bindings, 2, &plan);
	if (status == YCF_OK)
		status = take_rows(tracker, &action_noun, tail, plan, filling->arena, &list,
		                   &form->action_count);
	form->actions = arena_take(filling->arena, (form->action_count + 1) * sizeof *form->actions);
	if (status == YCF_OK && form->actions == NULL)
		status = message_memory(&tracker->message);
	for (size_t i = 0; i < form->action_count && status == YCF_OK; i++) {
		const struct action *action = &list[i];
		struct binding binding = BIND_NUMBER(":id", action->standard);
		form->actions[i] = (struct form_action){
			.number = action->number, .what = action->what, .owner = action->owner,
			.due = action->due,
		};
		if (action->standard != 0)
			status = store_text(tracker->store, "SELECT code FROM standard WHERE id = :id",
			                    &binding, 1, filling->arena, &form->actions[i].standard);
	}
	return status;
}

/* ---- people ---- */

static ycf_status take_people(struct filling *filling)
{
	struct form_facts *form = filling->form;
	struct ycf_tracker *tracker = filling->tracker;
	struct practitioner practitioner;
	struct lead lead;
	ycf_status status = YCF_OK;
	if (filling->request->practitioner != 0) {
		status = store_get(tracker->store, &practitioner_noun, filling->request->practitioner,
		                   filling->arena, &practitioner);
		if (status != YCF_OK)
			return status;
		form->practitioner = practitioner.name;
		form->practitioner_email = practitioner.email;
	}
	status = lead_in_role(tracker, filling->request->setting, ROLE_DESIGNATED_LEAD, form->made,
	                      filling->arena, &lead);
	if (status == YCF_ROW) {
		form->lead = lead.name;
		form->lead_email = lead.email;
	}
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

static ycf_status take_setting(struct filling *filling)
{
	char token[VALUE_SIZE];
	struct form_facts *form = filling->form;
	ycf_status status = store_get(filling->tracker->store, &setting_noun,
	                              filling->request->setting, filling->arena, &form->setting);
	token_write(setting_noun.prefix, filling->request->setting, token);
	form->setting_token = arena_text(filling->arena, token);
	if (status == YCF_OK && form->setting_token == NULL)
		status = message_memory(&filling->tracker->message);
	return status;
}

ycf_status form_make(struct form_desk *desk, const struct request *request, struct arena *arena,
                     struct form_facts *form)
{
	struct filling filling = {
		.desk = desk, .tracker = desk->tracker, .request = request, .arena = arena, .form = form,
	};
	*form = (struct form_facts){.tracker = desk->token, .made = request->asked, .due = request->due};
	ycf_status status = find_edition(desk, request->framework, &filling.edition);
	if (status != YCF_OK)
		return status;
	form->framework = &filling.edition->framework;
	form->levels = filling.edition->levels;
	form->level_count = filling.edition->level_count;
	status = take_setting(&filling);
	if (status == YCF_OK)
		status = take_people(&filling);
	if (status == YCF_OK)
		status = copy_standards(&filling);
	if (status == YCF_OK)
		status = take_answers(&filling);
	if (status == YCF_OK)
		status = take_evidence(&filling);
	return status == YCF_OK ? take_actions(&filling) : status;
}
