/* Help, made from the table of commands. */
#ifndef YCF_CLI_HELP_H
#define YCF_CLI_HELP_H

#include "commands.h"

/* Help on a command; NULL: on all. */
void help_print(const struct command *command);

#endif
