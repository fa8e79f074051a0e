#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "print.h"

const struct option common_options[] = {
	{"tracker", "FILE", "the tracker (otherwise that of YCF_TRACKER)", NULL, 't'},
	{"by", "NAME", "who makes the change (otherwise YCF_BY)", NULL, 0},
	{"shared-folder", NULL, "insist on a tracker in a network or synced folder", NULL, 0},
	{"help", NULL, "what the command does and takes", NULL, 'h'},
	{"version", NULL, "the version", NULL, 0},
	{NULL, NULL, NULL, NULL, 0},
};

/* ---- did you mean ---- */

enum { LONGEST_NAME = 40 };

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;
	return least < c ? least : c;
}

/* How many letters to add, drop, change or swap. */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][LONGEST_NAME + 1], length = strlen(b);
	size_t *before = rows[0], *last = rows[1], *now = rows[2];
	for (size_t j = 0; j <= length; j++)
		last[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		now[0] = i;
		for (size_t j = 1; j <= length; j++) {
			bool same = a[i - 1] == b[j - 1];
			now[j] = smallest(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		size_t *spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[length];
}

const char *nearest_name(const char *name, const char *const *names, size_t count)
{
	const char *nearest = NULL;
	size_t best = strlen(name) / 3 + 1;
	if (strlen(name) > LONGEST_NAME)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		bool begins = strlen(name) >= 3 && strncmp(names[i], name, strlen(name)) == 0;
		size_t far = begins ? 1 : distance(name, names[i]);
		if (far < best && far < strlen(names[i])) {
			best = far;
			nearest = names[i];
		}
	}
	return nearest;
}

enum { MOST_NAMES = 64 };

static void complain_of_option(const struct command *command, const char *shown, size_t length)
{
	const char *names[MOST_NAMES];
	size_t count = 0;
	char name[LONGEST_NAME + 2];
	for (const struct option *o = command->options; o->name != NULL && count < MOST_NAMES; o++)
		names[count++] = o->name;
	for (const struct option *o = common_options; o->name != NULL && count < MOST_NAMES; o++)
		names[count++] = o->name;
	size_t dashes = strspn(shown, "-");
	snprintf(name, sizeof name, "%.*s", (int)(length - dashes), shown + dashes);
	const char *nearest = nearest_name(name, names, count);
	if (nearest != NULL)
		complain("%s has no option %.*s; did you mean --%s?", command->name, (int)length,
		         shown, nearest);
	else
		complain("%s has no option %.*s; see `ycf help %s`", command->name, (int)length,
		         shown, command->name);
}

void complain_of_command(const char *name)
{
	const char *names[MOST_NAMES];
	size_t count = 0;
	for (const struct command *c = commands; c->name != NULL && count < MOST_NAMES; c++)
		names[count++] = c->name;
	const char *nearest = nearest_name(name, names, count);
	if (nearest != NULL)
		complain("there is no command '%s'; did you mean '%s'?", name, nearest);
	else
		complain("there is no command '%s'; `ycf help` lists them", name);
}

/* ---- reading ---- */

static const struct option *find_option(const struct option *options, const char *text,
                                        size_t length)
{
	for (; options->name != NULL; options++) {
		if (text[1] != '-' && text[1] == options->letter)
			return options;
		if (text[1] == '-' && strlen(options->name) == length - 2 &&
		    strncmp(options->name, text + 2, length - 2) == 0)
			return options;
	}
	return NULL;
}

/* The option that a word of the command line names: --name, --name=value,
   -n, -nvalue.  *attached: where its value starts; NULL: not in this word. */
static const struct option *recognise(const struct command *command, const char *text,
                                      size_t *length, const char **attached)
{
	const struct option *option = NULL;
	*length = text[1] == '-' ? strcspn(text, "=") : 2;
	*attached = NULL;
	if (text[1] == '-' && text[*length] == '=')
		*attached = text + *length + 1;
	else if (text[1] != '-' && text[2] != '\0')
		*attached = text + 2;
	if (command != NULL)
		option = find_option(command->options, text, *length);
	return option != NULL ? option : find_option(common_options, text, *length);
}

static bool is_option(const char *text)
{
	return text[0] == '-' && text[1] != '\0';
}

/* An empty text is no text; an empty file, field or day is a slip. */
static bool may_be_empty(const struct option *option)
{
	bool is_date = strcmp(option->argument, DATE_ARGUMENT) == 0;
	return strcmp(option->argument, "TEXT") == 0 || (option->field != NULL && !is_date);
}

/* The value in the option's own word or in the next; NULL: there is none. */
static const char *find_value(const struct option *option, const char *attached, int count,
                              char **arguments)
{
	const char *value = attached == NULL && count > 1 ? arguments[1] : attached;
	return value == NULL || (value[0] == '\0' && !may_be_empty(option)) ? NULL : value;
}

/* Take the option at `arguments`; returns how many words it took, 0 after a complaint. */
static int take_option(struct line *line, int count, char **arguments)
{
	size_t length;
	const char *attached, *value = NULL;
	const struct option *option = recognise(line->command, arguments[0], &length, &attached);
	bool takes = option != NULL && option->argument != NULL;
	if (takes)
		value = find_value(option, attached, count, arguments);
	if (option == NULL && line->command == NULL)
		complain("%.*s is not an option that stands before a command; see `ycf help`",
		         (int)length, arguments[0]);
	else if (option == NULL)
		complain_of_option(line->command, arguments[0], length);
	else if (!takes && attached != NULL)
		complain("%.*s takes no value", (int)length, arguments[0]);
	else if (takes && value == NULL)
		complain("%.*s needs a value: %.*s %s", (int)length, arguments[0], (int)length,
		         arguments[0], option->argument);
	else {
		line->given[line->given_count++] = (struct given){option, value};
		return takes && attached == NULL ? 2 : 1;
	}
	return 0;
}

static bool take_word(struct line *line, const char *word)
{
	if (line->command == NULL) {
		line->command = command_find(word);
		if (line->command == NULL)
			complain_of_command(word);
		return line->command != NULL;
	}
	line->words[line->word_count++] = word;
	return true;
}

static bool has_empty_word(const struct line *line)
{
	for (size_t i = 0; i < line->word_count; i++)
		if (line->words[i][0] == '\0')
			return true;
	return false;
}

static bool check_words(const struct line *line)
{
	const struct command *command = line->command;
	if (command == NULL || line_has(line, "help") || line_has(line, "version"))
		return true;
	const char *name = command->name, *usage = command->usage;
	const char *blank = usage[0] != '\0' ? " " : "";
	if (line->word_count < command->least)
		complain("%s needs more to go on; write: ycf %s%s%s", name, name, blank, usage);
	else if (line->word_count > command->most)
		complain("%s does not take '%s' (a name with spaces goes in quotes); write: "
		         "ycf %s%s%s", name, line->words[command->most], name, blank, usage);
	else if (has_empty_word(line))
		complain("%s was given an empty word; write: ycf %s%s%s", name, name, blank, usage);
	else
		return true;
	return false;
}

static bool read_words(struct line *line, int count, char **arguments)
{
	bool options_end = false;
	for (int i = 1; i < count; i++) {
		if (!options_end && strcmp(arguments[i], "--") == 0) {
			options_end = true;
		} else if (!options_end && is_option(arguments[i])) {
			int taken = take_option(line, count - i, arguments + i);
			if (taken == 0)
				return false;
			i += taken - 1;
		} else if (!take_word(line, arguments[i])) {
			return false;
		}
	}
	return check_words(line);
}

bool line_read(struct line *line, int count, char **arguments)
{
	size_t room = (size_t)(count < 0 ? 0 : count) + 1;
	*line = (struct line){
		.words = calloc(room, sizeof *line->words),
		.given = calloc(room, sizeof *line->given),
	};
	if (line->words != NULL && line->given != NULL)
		return read_words(line, count, arguments);
	complain("there is not enough memory");
	return false;
}

void line_free(struct line *line)
{
	free(line->words);
	free(line->given);
}

/* ---- asking ---- */

const char *line_value(const struct line *line, const char *option)
{
	for (size_t i = line->given_count; i > 0; i--)
		if (strcmp(line->given[i - 1].option->name, option) == 0)
			return line->given[i - 1].value;
	return NULL;
}

bool line_has(const struct line *line, const char *option)
{
	for (size_t i = 0; i < line->given_count; i++)
		if (strcmp(line->given[i].option->name, option) == 0)
			return true;
	return false;
}
