/* What a setting and its practitioner think of each standard, side by side. */
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "commands.h"
#include "session.h"
#include "terminal.h"

enum { VIEW_INDENT = 4, VIEW_COLUMN = 18 };

/* What is counted while the standards are printed. */
struct tally {
	char framework[64];          /* of the last one printed */
	int standards, both, differ, up, down;
};

/* A source's view: "Met since ..., up from Partly met", and below it what it says. */
static void print_view(const ycf_record *row, const char *who, const char *source, bool moves)
{
	char level_field[40], date_field[40], before_field[40], words_field[40], day[DAY_SIZE], *text;
	snprintf(level_field, sizeof level_field, "%s_level", source);
	snprintf(date_field, sizeof date_field, "%s_date", source);
	snprintf(before_field, sizeof before_field, "%s_before", source);
	snprintf(words_field, sizeof words_field, "%s_commentary", source);
	const char *level = ycf_record_text(row, level_field);
	const char *before = ycf_record_text(row, before_field);
	const char *words = ycf_record_text(row, words_field), *moved = ycf_record_text(row, "moved");
	ycf_date_write_people(ycf_record_date(row, date_field), day);
	const char *how = ", as before";
	if (before == NULL)
		how = "";
	else if (strcmp(before, level != NULL ? level : "") != 0)
		how = !moves ? ", before: " : strcmp(moved, "up") == 0 ? ", up from " : ", down from ";
	if (level == NULL && day[0] == '\0')
		how = "not rated";
	bool names = how[0] != '\0' && how[strlen(how) - 1] == ' ';
	if (asprintf(&text, "%s%s%s%s%s", level != NULL ? level : "", level != NULL ? " on " : "", day,
	             how, names ? before : "") < 0)
		return;
	print_item(VIEW_INDENT, who, VIEW_COLUMN, terminal_width(), text);
	free(text);
	for (const char *line = words; line != NULL && line[0] != '\0';) {
		size_t length = strcspn(line, "\n");
		char *part = strndup(line, length);
		if (part != NULL && length > 0)
			print_item(0, "", VIEW_COLUMN, terminal_width(), part);
		free(part);
		line += length + (line[length] == '\n');
	}
}

static ycf_status print_mark(struct session *session, const ycf_record *row, struct tally *tally)
{
	ycf_record *framework = NULL;
	const char *token = ycf_record_text(row, "framework");
	if (strcmp(tally->framework, token) == 0)
		return YCF_OK;
	snprintf(tally->framework, sizeof tally->framework, "%s", token);
	ycf_status status = ycf_get(session->tracker, "framework", token, &framework);
	if (status != YCF_OK)
		return status;
	print_text(stdout, ycf_record_text(row, "name"));
	printf(": ");
	print_text(stdout, ycf_record_text(framework, "title"));
	printf(", edition ");
	print_text(stdout, ycf_record_text(framework, "edition"));
	printf("\n");
	ycf_record_free(framework);
	return YCF_OK;
}

static void count(struct tally *tally, const ycf_record *row)
{
	const char *moved = ycf_record_text(row, "moved");
	tally->standards++;
	tally->both += !ycf_record_is_null(row, "self_level") &&
	               !ycf_record_is_null(row, "practitioner_level");
	tally->differ += ycf_record_boolean(row, "differs");
	tally->up += moved != NULL && strcmp(moved, "up") == 0;
	tally->down += moved != NULL && strcmp(moved, "down") == 0;
}

static ycf_status print_standard(struct session *session, const ycf_record *row,
                                 struct tally *tally)
{
	char *title;
	bool differs = ycf_record_boolean(row, "differs");
	bool own = !ycf_record_is_null(row, "self_level");
	ycf_status status = print_mark(session, row, tally);
	if (status != YCF_OK)
		return status;
	if (asprintf(&title, "%s: %s%s", ycf_record_text(row, "code"), ycf_record_text(row, "title"),
	             differs ? " (they differ)" : "") < 0)
		return YCF_MEMORY;
	printf("\n%s", differs ? "! " : "  ");
	print_hanging(2, VIEW_INDENT, terminal_width(), title);
	free(title);
	print_view(row, "setting", "self", own);
	print_view(row, "practitioner", "practitioner", !own);
	count(tally, row);
	return YCF_OK;
}

static ycf_status print_comparison(struct session *session, const char *const *terms)
{
	struct tally tally = {0};
	ycf_cursor *cursor = NULL;
	const ycf_record *row;
	ycf_status status = ycf_select(session->tracker, "comparison", terms, NULL,
	                               session_date(session, "as-of"), NULL, &cursor);
	while (status == YCF_OK && (status = ycf_cursor_next(cursor, &row)) == YCF_ROW)
		status = print_standard(session, row, &tally);
	ycf_cursor_free(cursor);
	if (status != YCF_DONE)
		return status;
	if (tally.standards == 0)
		fprintf(stderr, "there is nothing to compare\n");
	else
		printf("\n%d of %d rated by both, %d %s; %d moved up, %d down\n", tally.both,
		       tally.standards, tally.differ, tally.differ == 1 ? "differs" : "differ", tally.up,
		       tally.down);
	return YCF_OK;
}

ycf_status command_compare(struct session *session)
{
	const char *key = line_value(session->line, "framework");
	char *setting = NULL, *framework = NULL;
	ycf_status status = YCF_OK;
	if (asprintf(&setting, "setting=%s", session_word(session, 0)) < 0)
		return YCF_MEMORY;
	if (key != NULL && asprintf(&framework, "framework=%s", key) < 0)
		status = YCF_MEMORY;
	const char *terms[] = {setting, key != NULL ? framework : NULL, NULL};
	if (status == YCF_OK && ask_wants_list(session))
		status = ask_answer(session, &(struct question){"comparison", terms, NULL,
		                                                "there is nothing to compare"});
	else if (status == YCF_OK)
		status = print_comparison(session, terms);
	free(setting);
	if (key != NULL)
		free(framework);
	return status;
}
