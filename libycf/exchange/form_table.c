/* The form as rows, for a workbook or CSV file. */
#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "exchange/form.h"

const char *const form_headings[FORM_COLUMNS] = {
	"code", "question", "last time", "answer", "commentary", "evidence", "kept at", "dated"
};
const char form_unchanged[] = "Nothing has changed";
const char *const form_states[] = {"Done", "Going on", "Stuck", NULL};
const char *const form_yes_no[] = {"Yes", "No", NULL};

enum { MORE_ROWS = 12, OTHER_ROWS = 16 };

static const char *const row_codes[] = {
	[FORM_SETTING] = "setting", [FORM_DATE] = "date", [FORM_BY] = "by", [FORM_LEAD] = "lead",
	[FORM_NEW_LEAD] = "new lead", [FORM_NEW_EMAIL] = "new lead email",
	[FORM_NEW_TELEPHONE] = "new lead telephone", [FORM_NOTE] = "note", [FORM_IDENTITY] = "form",
};

const char *form_row_code(enum form_row_kind kind)
{
	return kind < COUNT_OF(row_codes) ? row_codes[kind] : NULL;
}

/* Rows while they are made; `failed` is want of memory. */
struct making {
	const struct form_facts *form;
	struct arena *arena;
	struct form_table *table;
	bool failed;
};

static struct form_row *add(struct making *making, enum form_row_kind kind, const char *code,
                            const char *question)
{
	struct form_row *row = &making->table->rows[making->table->count++];
	*row = (struct form_row){.kind = kind};
	row->cells[COLUMN_CODE] = code;
	row->cells[COLUMN_QUESTION] = question;
	making->failed = making->failed || question == NULL;
	return row;
}

static struct form_row *ask(struct making *making, enum form_row_kind kind, const char *question)
{
	return add(making, kind, form_row_code(kind), question);
}

static void band(struct making *making, const char *words)
{
	add(making, FORM_BAND, NULL, words);
}

/* ---- about the report ---- */

static void add_lead(struct making *making)
{
	const char *lead = making->form->lead;
	if (lead != NULL)
		ask(making, FORM_LEAD, arena_format(making->arena, "Is %s still the designated lead?", lead));
	else
		ask(making, FORM_LEAD, "No designated lead is on record. Is there one?");
	ask(making, FORM_NEW_LEAD, lead != NULL ? "If not: who is the lead now?"
	                                        : "If there is: who is it?");
	ask(making, FORM_NEW_EMAIL, "The new lead's e-mail address");
	ask(making, FORM_NEW_TELEPHONE, "The new lead's telephone number");
}

static void add_beginning(struct making *making)
{
	band(making, "About this report");
	ask(making, FORM_SETTING, "Who reports")->cells[COLUMN_ANSWER] = making->form->setting.name;
	ask(making, FORM_DATE, "On which day did you fill this in?");
	ask(making, FORM_BY, "Who filled this in?");
	add_lead(making);
}

static const char *action_question(struct making *making, const struct form_action *action)
{
	char due[DATE_PEOPLE_SIZE] = "";
	date_write_people(action->due, due);
	const char *by = action->due != 0 ? arena_format(making->arena, ", by %s", due) : "";
	const char *whose = action->owner != NULL
		? arena_format(making->arena, " (%s%s)", action->owner, by == NULL ? "" : by)
		: arena_format(making->arena, "%s", by == NULL ? "" : by);
	making->failed = making->failed || whose == NULL;
	return arena_format(making->arena, "%s%s", action->what, whose == NULL ? "" : whose);
}

static void add_actions(struct making *making)
{
	const struct form_facts *form = making->form;
	if (form->action_count > 0)
		band(making, "What you agreed to do: done, going on, or stuck? A line about each helps");
	for (size_t i = 0; i < form->action_count; i++) {
		const char *code = arena_format(making->arena, "action %" PRId64,
		                                form->actions[i].number);
		making->failed = making->failed || code == NULL;
		add(making, FORM_ACTION, code, action_question(making, &form->actions[i]));
	}
}

/* ---- standard by standard ---- */

/* Excel takes 1.10 for 1.1 and 3-2 for a day; a word before keeps them as they are. */
static bool survives(const char *code)
{
	size_t whole = strspn(code, "0123456789");
	if (whole == 0)
		return (code[0] >= 'a' && code[0] <= 'z') || (code[0] >= 'A' && code[0] <= 'Z');
	if (code[0] == '0' || whole > 3)
		return false;
	if (code[whole] == '\0')
		return true;
	size_t length = strlen(code);
	return code[whole] == '.' && code[whole + 1] != '\0' && code[length - 1] != '0' &&
	       strspn(code + whole + 1, "0123456789") == length - whole - 1;
}

static const char *row_code(struct making *making, const char *word, const char *code)
{
	if (survives(code))
		return code;
	const char *safe = arena_format(making->arena, "%s %s", word, code);
	making->failed = making->failed || safe == NULL;
	return safe;
}

static void put_evidence(struct form_row *row, const struct form_evidence *evidence)
{
	row->cells[COLUMN_EVIDENCE] = evidence->title;
	row->cells[COLUMN_KEPT_AT] = evidence->kept_at;
	row->dated = evidence->dated;
}

/* What stands on record for a code, from the `skip`-th piece on, each in a row of its own. */
static void add_evidence(struct making *making, const struct form_standard *standard,
                         const char *code, const char *row_of, size_t skip)
{
	for (size_t i = 0; i < standard->evidence_count; i++) {
		if (strcmp(standard->evidence[i].code, code) != 0)
			continue;
		if (skip > 0) {
			skip--;
			continue;
		}
		put_evidence(add(making, FORM_EVIDENCE, row_of, "more evidence"), &standard->evidence[i]);
	}
}

static const struct form_evidence *first_evidence(const struct form_standard *standard,
                                                  const char *code)
{
	for (size_t i = 0; i < standard->evidence_count; i++)
		if (strcmp(standard->evidence[i].code, code) == 0)
			return &standard->evidence[i];
	return NULL;
}

/* "Met (5), Partly met (1)": the levels of its criteria, or the one that all have. */
static const char *last_levels(struct making *making, const struct form_standard *standard)
{
	const struct form_facts *form = making->form;
	struct buffer levels = {0};
	size_t rated = 0;
	for (size_t i = 0; i < standard->criterion_count; i++)
		rated += standard->criteria[i].level != NULL;
	if (rated == 0)
		return NULL;
	for (size_t level = form->level_count; level-- > 0;) {
		size_t count = 0;
		for (size_t i = 0; i < standard->criterion_count; i++)
			count += standard->criteria[i].level == &form->levels[level];
		if (count == standard->criterion_count)
			buffer_text(&levels, form->levels[level].title);
		else if (count > 0)
			buffer_format(&levels, "%s%s (%zu)", levels.length > 0 ? ", " : "",
			              form->levels[level].title, count);
	}
	if (rated < standard->criterion_count)
		buffer_format(&levels, ", not answered (%zu)", standard->criterion_count - rated);
	const char *kept = arena_text(making->arena, buffer_string(&levels));
	making->failed = making->failed || levels.failed || kept == NULL;
	buffer_free(&levels);
	return kept;
}

static void add_criterion(struct making *making, const struct form_standard *standard,
                          const struct form_criterion *criterion)
{
	const char *code = row_code(making, "criterion", criterion->code);
	struct form_row *row = add(making, FORM_CRITERION, code, criterion->text);
	const struct form_evidence *evidence = first_evidence(standard, criterion->code);
	if (criterion->level != NULL && criterion->commentary != NULL) {
		row->cells[COLUMN_LAST] = arena_format(making->arena, "%s: %s", criterion->level->title,
		                                       criterion->commentary);
		making->failed = making->failed || row->cells[COLUMN_LAST] == NULL;
	} else if (criterion->level != NULL)
		row->cells[COLUMN_LAST] = criterion->level->title;
	if (evidence != NULL)
		put_evidence(row, evidence);
	add_evidence(making, standard, criterion->code, code, 1);
}

static void add_standard(struct making *making, const struct form_standard *standard)
{
	const struct standard *facts = standard->standard;
	const char *code = row_code(making, "standard", facts->code);
	const char *question = facts->title;
	if (facts->statement != NULL)
		question = arena_format(making->arena, "%s\n%s", facts->title, facts->statement);
	struct form_row *row = add(making, FORM_STANDARD, code, question);
	const struct form_evidence *evidence = first_evidence(standard, facts->code);
	row->cells[COLUMN_LAST] = last_levels(making, standard);
	if (evidence != NULL)
		put_evidence(row, evidence);
	add_evidence(making, standard, facts->code, code, 1);
	for (size_t i = 0; i < standard->criterion_count; i++)
		add_criterion(making, standard, &standard->criteria[i]);
}

/* ---- the end ---- */

static void add_end(struct making *making)
{
	const struct form_facts *form = making->form;
	band(making, "More evidence: choose the standard it speaks to, then say what it is and where it "
	     "is kept");
	for (int i = 0; i < MORE_ROWS; i++)
		add(making, FORM_MORE, NULL, "");
	band(making, "Anything else?");
	ask(making, FORM_NOTE, "Whatever else should be known. No child's name, please");
	struct form_row *row = ask(making, FORM_IDENTITY, "For the computer: please leave as it is");
	row->cells[COLUMN_ANSWER] = arena_format(making->arena, "%s %s %s:%s", form->tracker,
	                                         form->setting_token, form->framework->code,
	                                         form->framework->edition);
	making->failed = making->failed || row->cells[COLUMN_ANSWER] == NULL;
}

ycf_status form_table_make(const struct form_facts *form, struct arena *arena,
                           struct message *message, struct form_table *table)
{
	struct making making = {.form = form, .arena = arena, .table = table};
	size_t count = OTHER_ROWS + MORE_ROWS + form->action_count;
	for (size_t i = 0; i < form->standard_count; i++)
		count += 1 + form->standards[i].criterion_count + form->standards[i].evidence_count;
	*table = (struct form_table){.rows = arena_take(arena, count * sizeof *table->rows)};
	if (table->rows == NULL)
		return message_memory(message);
	add_beginning(&making);
	add_actions(&making);
	band(&making, "The standards: choose how things stand now, or \"Nothing has changed\". What "
	     "stands below a standard is for whoever wants to go into detail");
	for (size_t i = 0; i < form->standard_count; i++)
		add_standard(&making, &form->standards[i]);
	add_end(&making);
	return making.failed ? message_memory(message) : YCF_OK;
}
