/* The command line: a command, its words and its options, in any order. */
#ifndef YCF_CLI_OPTIONS_H
#define YCF_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct option {
	const char *name;        /* without its dashes; NULL ends a list */
	const char *argument;    /* what follows it, as help shows it; NULL: nothing does */
	const char *help;
	const char *field;       /* the field of a record that it sets; NULL: none */
	char letter;             /* the short form; 0: none */
};

/* What follows an option that takes a day; it is checked before anything is done. */
#define DATE_ARGUMENT "DATE"

/* Those of every command. */
extern const struct option common_options[];

struct given {
	const struct option *option;
	const char *value;
};

struct command;

struct line {
	const struct command *command;   /* NULL: none was named */
	const char **words;              /* what stands there beside options; NULL-ended */
	size_t word_count;
	struct given *given;             /* in the order of the command line */
	size_t given_count;
};

/* Read a command line; otherwise complain, and return false. */
bool line_read(struct line *line, int count, char **arguments);
void line_free(struct line *line);

bool line_has(const struct line *line, const char *option);
/* The last value given; NULL: none. */
const char *line_value(const struct line *line, const char *option);

/* There is no such command; did you mean another? */
void complain_of_command(const char *name);

/* The nearest of the names to a mistyped one; NULL: none is near. */
const char *nearest_name(const char *name, const char *const *names, size_t count);

#endif
