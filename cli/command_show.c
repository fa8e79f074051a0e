/* One setting as a person wants to see it before a visit, and one record field
   by field. */
#include <string.h>

#include "commands.h"
#include "session.h"
#include "terminal.h"

enum { COLUMN = 17 };

/* ---- one record ---- */

static void print_value(const char *label, const char *value)
{
	if (value != NULL && value[0] != '\0')
		print_item(0, label, COLUMN, terminal_width(), value);
}

static ycf_status show_record(struct session *session, const char *noun, const char *key)
{
	ycf_record *record = NULL;
	ycf_status status = ycf_get(session->tracker, noun, key, &record);
	if (status != YCF_OK)
		return status;
	noun = ycf_record_noun(record);
	for (size_t i = 0; i < ycf_field_count(noun); i++) {
		const char *field = ycf_field_name(noun, i);
		const char *value = strcmp(field, "id") == 0 ? ycf_record_text(record, field)
		                                             : ycf_record_label(record, field);
		print_item(0, field, 22, terminal_width(), value != NULL ? value : "-");
	}
	ycf_record_free(record);
	return YCF_OK;
}

/* ---- a setting ---- */

/* What is shown, and as of when. */
struct view {
	struct session *session;
	const ycf_record *setting;
	ycf_date as_of;
	int marks, concerned;    /* that there are, and that the setting works for or had */
	bool vacant;
};

/* Several texts as one. */
struct joint {
	char text[1024];
};

static void join_text(struct joint *joint, const char *between, const char *before,
                      const char *text)
{
	size_t length = strlen(joint->text);
	if (text != NULL && text[0] != '\0')
		snprintf(joint->text + length, sizeof joint->text - length, "%s%s%s",
		         length > 0 ? between : "", before, text);
}

static void join_day(struct joint *joint, const char *before, ycf_date date)
{
	char day[DAY_SIZE];
	ycf_date_write_people(date, day);
	join_text(joint, ", ", before, day);
}

/* A choice as words: "designated_lead" is "designated lead". */
static void join_choice(struct joint *joint, const char *choice)
{
	size_t length = strlen(joint->text);
	join_text(joint, ", ", "", choice);
	for (char *c = joint->text + length; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c;
}

static void join_fields(struct joint *joint, const ycf_record *record, const char *const *fields)
{
	for (; *fields != NULL; fields++)
		join_text(joint, ", ", "", ycf_record_text(record, *fields));
}

/* A part of the view: rows of a noun that belong to the setting. */
struct part {
	const char *noun;
	const char *sort;
	const char *before;          /* printed before the first row */
	int most;                    /* rows shown */
	const char *terms[4];
	void (*print)(const struct view *view, const ycf_record *record);
};

static ycf_status show_part(const struct view *view, const struct part *part)
{
	char setting[64];
	const char *terms[6] = {setting};
	ycf_cursor *cursor = NULL;
	const ycf_record *record;
	snprintf(setting, sizeof setting, "setting=%s", ycf_record_text(view->setting, "id"));
	for (size_t i = 0; part->terms[i] != NULL; i++)
		terms[i + 1] = part->terms[i];
	ycf_status status = ycf_select(view->session->tracker, part->noun, terms, part->sort,
	                               view->as_of, NULL, &cursor);
	if (status != YCF_OK)
		return status;
	for (int i = 0; i < part->most && (status = ycf_cursor_next(cursor, &record)) == YCF_ROW;
	     i++) {
		printf("%s", i == 0 ? part->before : "");
		part->print(view, record);
	}
	ycf_cursor_free(cursor);
	return status == YCF_ROW || status == YCF_DONE ? YCF_OK : status;
}

static void print_heading(const ycf_record *setting)
{
	struct joint line = {""};
	print_text(stdout, ycf_record_text(setting, "name"));
	printf("\n");
	join_choice(&line, ycf_record_text(setting, "kind"));
	join_text(&line, ", ", "reference ", ycf_record_text(setting, "reference"));
	join_text(&line, ", ", "URN ", ycf_record_text(setting, "urn"));
	join_text(&line, ", ", "ODS ", ycf_record_text(setting, "ods_code"));
	join_day(&line, "joined ", ycf_record_date(setting, "joined"));
	join_day(&line, "departed ", ycf_record_date(setting, "departed"));
	join_day(&line, "closed ", ycf_record_date(setting, "closed"));
	print_wrapped(0, terminal_width(), line.text);
	print_value("Why it left", ycf_record_text(setting, "departed_reason"));
}

static void print_ways_in(const ycf_record *setting)
{
	static const char *const address[] = {"street", "town", "postcode", NULL};
	struct joint place = {""};
	join_fields(&place, setting, address);
	print_value("Address", place.text);
	print_value("Telephone", ycf_record_text(setting, "telephone"));
	print_value("E-mail", ycf_record_text(setting, "email"));
	print_value("Web", ycf_record_text(setting, "website"));
	print_value("Practitioner", ycf_record_label(setting, "practitioner"));
	print_value("Notes", ycf_record_text(setting, "notes"));
}

static bool concerns(const ycf_record *standing)
{
	const char *stage = ycf_record_text(standing, "stage");
	return strcmp(stage, "registered") != 0 && strcmp(stage, "known") != 0;
}

static void print_mark(const struct view *view, const ycf_record *standing)
{
	ycf_record *framework = NULL;
	const char *token = ycf_record_text(standing, "framework");
	if (ycf_get(view->session->tracker, "framework", token, &framework) == YCF_OK)
		print_value("Mark", ycf_record_text(framework, "title"));
	ycf_record_free(framework);
}

static void print_standing(const struct view *view, const ycf_record *standing)
{
	struct joint mark = {""}, next = {""};
	char met[64];
	ycf_date due = ycf_record_date(standing, "next_review");
	if (view->marks > 1 && !concerns(standing))
		return;
	join_choice(&mark, ycf_record_text(standing, "stage"));
	join_day(&mark, "awarded ", ycf_record_date(standing, "awarded"));
	join_text(&mark, ", ", "", ycf_record_text(standing, "award_code"));
	join_day(&mark, "term to ", ycf_record_date(standing, "expires"));
	snprintf(met, sizeof met, "%d of %d met", (int)ycf_record_integer(standing, "standards_met"),
	         (int)ycf_record_integer(standing, "standards_total"));
	join_day(&next, "due by ", due);
	if (due != 0 && due < view->as_of)
		join_text(&next, ", ", "", "overdue");
	printf("\n");
	print_mark(view, standing);
	print_value("Standing", mark.text);
	print_value("Why", ycf_record_text(standing, "reasons"));
	print_value("Standards", met);
	print_value("Next review", next.text);
}

static void print_lead(const struct view *view, const ycf_record *lead)
{
	static const char *const about[] = {"name", "job_title", "email", "telephone", NULL};
	struct joint role = {""}, who = {""};
	ycf_date until = ycf_record_date(lead, "until");
	if (ycf_record_date(lead, "since") > view->as_of || (until != 0 && until < view->as_of))
		return;
	join_choice(&role, ycf_record_text(lead, "role"));
	if (role.text[0] >= 'a' && role.text[0] <= 'z')
		role.text[0] = (char)(role.text[0] - 'a' + 'A');
	join_fields(&who, lead, about);
	join_day(&who, "since ", ycf_record_date(lead, "since"));
	join_day(&who, "until ", until);
	join_day(&who, "last confirmed ", ycf_record_date(lead, "confirmed"));
	print_value(role.text, who.text);
}

static void print_action(const struct view *view, const ycf_record *action)
{
	struct joint about = {""};
	char label[32];
	ycf_date due = ycf_record_date(action, "due");
	join_text(&about, "", "", ycf_record_text(action, "what"));
	join_text(&about, "; ", "standard ", ycf_record_label(action, "standard"));
	join_text(&about, "; ", "", ycf_record_text(action, "owner"));
	join_day(&about, "by ", due);
	if (due != 0 && due < view->as_of)
		join_text(&about, ", ", "", "overdue");
	snprintf(label, sizeof label, "Action %lld", (long long)ycf_record_integer(action, "number"));
	print_value(label, about.text);
}

static void print_plan(const struct view *view, const ycf_record *plan)
{
	char term[64];
	struct part actions = {
		"action", "number", "", 1000, {term, "done=", "dropped=", NULL}, print_action
	};
	struct joint about = {""};
	join_day(&about, "agreed on ", ycf_record_date(plan, "agreed"));
	join_text(&about, " ", "with ", ycf_record_text(plan, "agreed_with"));
	join_text(&about, " ", "by ", ycf_record_label(plan, "practitioner"));
	print_value("Plan", about.text);
	snprintf(term, sizeof term, "plan=%s", ycf_record_text(plan, "id"));
	show_part(view, &actions);
}

static void print_contact(const struct view *view, const ycf_record *contact)
{
	struct joint about = {""};
	(void)view;
	join_day(&about, "", ycf_record_date(contact, "date"));
	join_choice(&about, ycf_record_text(contact, "kind"));
	join_text(&about, " ", "with ", ycf_record_text(contact, "with_whom"));
	join_text(&about, ": ", "", ycf_record_text(contact, "note"));
	join_day(&about, "follow up on ", ycf_record_date(contact, "follow_up"));
	print_value("Contact", about.text);
}

static void print_due(const struct view *view, const ycf_record *due)
{
	struct joint about = {""};
	join_day(&about, "", ycf_record_date(due, "date"));
	join_text(&about, ": ", "", ycf_record_text(due, "what"));
	if (ycf_record_date(due, "date") < view->as_of)
		join_text(&about, ", ", "", "overdue");
	print_value("Due", about.text);
}

static const struct part parts[] = {
	{"lead", NULL, "", 100, {"role=designated_lead", NULL}, print_lead},
	{"lead", "role", "", 100, {"role!=designated_lead", NULL}, print_lead},
	{"due", "date", "", 100,
	 {"within=60", "kind=lead_unconfirmed,evidence,term,lapse,self_report,"
	              "lead_proposed,remark", NULL}, print_due},
	{"plan", "-agreed", "\n", 100, {"ended=", NULL}, print_plan},
	{"contact", "-date", "\n", 5, {NULL}, print_contact},
};

static ycf_status look_at_marks(struct view *view)
{
	char term[64];
	const char *terms[] = {term, NULL};
	ycf_cursor *cursor = NULL;
	const ycf_record *standing;
	snprintf(term, sizeof term, "setting=%s", ycf_record_text(view->setting, "id"));
	ycf_status status = ycf_select(view->session->tracker, "standing", terms, NULL,
	                               view->as_of, NULL, &cursor);
	while (status == YCF_OK || status == YCF_ROW) {
		status = ycf_cursor_next(cursor, &standing);
		if (status != YCF_ROW)
			break;
		view->marks++;
		view->concerned += concerns(standing);
		view->vacant = ycf_record_is_null(standing, "lead") &&
		               strcmp(ycf_record_text(standing, "stage"), "departed") != 0;
	}
	ycf_cursor_free(cursor);
	return status == YCF_DONE ? YCF_OK : status;
}

/* Of several marks, those that the setting has nothing to do with are left out. */
static ycf_status show_standings(struct view *view)
{
	static const struct part part = {"standing", NULL, "", 100, {NULL}, print_standing};
	ycf_status status = look_at_marks(view);
	if (status == YCF_OK)
		status = show_part(view, &part);
	if (status == YCF_OK && view->marks > 1 && view->concerned == 0) {
		printf("\n");
		print_value("Standing", "registered");
	}
	if (status == YCF_OK && view->vacant)
		print_value("Designated lead", "nobody: the post is vacant");
	return status;
}

static ycf_status show_setting(struct session *session, const char *key)
{
	ycf_record *setting = NULL;
	ycf_status status = ycf_get(session->tracker, "setting", key, &setting);
	if (status != YCF_OK)
		return status;
	ycf_date as_of = session_date(session, "as-of");
	struct view view = {
		.session = session, .setting = setting, .as_of = as_of != 0 ? as_of : ycf_today(session->tracker),
	};
	print_heading(setting);
	print_ways_in(setting);
	status = show_standings(&view);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == YCF_OK; i++)
		status = show_part(&view, &parts[i]);
	ycf_record_free(setting);
	return status;
}

ycf_status command_show(struct session *session)
{
	const char *first = session_word(session, 0), *second = session_word(session, 1);
	if (second != NULL && line_has(session->line, "as-of"))
		return misuse(session, "--as-of goes with a setting; write: "
		              "ycf show SETTING --as-of DATE");
	if (second != NULL)
		return show_record(session, first, second);
	if (ycf_noun_help(first) != NULL)
		return misuse(session, "show %s needs a key; write: ycf show %s KEY", first, first);
	return show_setting(session, first);
}
