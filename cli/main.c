/* ycf: the register of a quality mark from the command line. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "help.h"
#include "options.h"
#include "print.h"
#include "session.h"
#include "terminal.h"

enum { EXIT_USAGE = 2, EXIT_MACHINE = 3 };

static int run(const struct line *line)
{
	if (line_has(line, "version")) {
		printf("ycf %s\n", ycf_version());
		return 0;
	}
	if (line_has(line, "help")) {
		help_print(line->command);
		return 0;
	}
	if (line->command != NULL)
		return session_run(line);
	complain("no command is given; `ycf help` lists them");
	return EXIT_USAGE;
}

/* A full disk or a closed pipe may show only when the last of the output goes. */
static int end_output(int code)
{
	errno = 0;
	int failed = ferror(stdout);
	if (fflush(stdout) == 0 && !failed)
		return code;
	const char *why = errno == EPIPE || errno == 0 ? "its reader has gone" : strerror(errno);
	complain("the output could not be written in full: %s", why);
	return EXIT_MACHINE;
}

int main(int count, char **arguments)
{
	struct line line;
	int code = EXIT_USAGE;
	terminal_prepare();
	if (line_read(&line, count, arguments))
		code = run(&line);
	line_free(&line);
	return end_output(code);
}
