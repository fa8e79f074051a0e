#include "help.h"

#include <stdio.h>
#include <string.h>

#include "session.h"
#include "terminal.h"

enum { READABLE = 80, WIDEST = 100, COMMAND_COLUMN = 16, OPTION_COLUMN = 27 };

static size_t help_width(void)
{
	size_t width = terminal_width();
	return width == 0 ? READABLE : width > WIDEST ? WIDEST : width;
}

static void print_options(const char *title, const struct option *options)
{
	char term[80];
	if (options->name == NULL)
		return;
	printf("\n%s\n", title);
	for (; options->name != NULL; options++) {
		char letter[8] = "";
		if (options->letter != 0)
			snprintf(letter, sizeof letter, "-%c, ", options->letter);
		snprintf(term, sizeof term, "%s--%s%s%s", letter, options->name,
		         options->argument != NULL ? " " : "",
		         options->argument != NULL ? options->argument : "");
		print_item(2, term, OPTION_COLUMN, help_width(), options->help);
	}
}

static void print_command(const struct command *command)
{
	printf("ycf %s - ", command->name);
	print_wrapped(strlen(command->name) + 7, help_width(), command->summary);
	printf("\nUsage: ycf %s%s", command->name, command->usage[0] != '\0' ? " " : "");
	print_hanging(strlen("Usage: ycf  ") + strlen(command->name), strlen("Usage: "),
	              help_width(), command->usage);
	if (command->more != NULL) {
		printf("\n");
		print_wrapped(0, help_width(), command->more);
	}
	print_options("Options:", command->options);
	print_options("Options of every command:", common_options);
	printf("\nExample:\n  %s\n", command->example);
}

static void print_all(void)
{
	printf("ycf - the register of a quality mark\n\n"
	       "Usage: ycf COMMAND [WORDS] [OPTIONS]\n");
	for (int group = 0; group < GROUP_COUNT; group++) {
		printf("\n%s:\n", group_titles[group]);
		for (const struct command *c = commands; c->name != NULL; c++)
			if ((int)c->group == group)
				print_item(2, c->name, COMMAND_COLUMN, help_width(), c->summary);
	}
	print_options("Options of every command:", common_options);
	printf("\n");
	print_wrapped(0, help_width(),
	              "A SETTING is named by its reference, URN, ODS code, name or token; urn:107809, "
	              "ods:B86001, name:... and civicrm:123 say which is meant. A DATE is written "
	              "2026-08-31, 31/08/2026 or 31 Aug 2026. `ycf help COMMAND` says more.");
}

void help_print(const struct command *command)
{
	if (command != NULL)
		print_command(command);
	else
		print_all();
}

ycf_status command_help(struct session *session)
{
	const char *name = session_word(session, 0);
	const struct command *command = name != NULL ? command_find(name) : NULL;
	if (name != NULL && command == NULL) {
		complain_of_command(name);
		session->complained = true;
		return YCF_MISUSE;
	}
	help_print(command);
	return YCF_OK;
}
