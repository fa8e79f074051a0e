/* ycf: the register of a quality mark from the command line. */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

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

static const char *failure(int error)
{
	if (error == ENOSPC || error == EDQUOT || error == EFBIG)
		return "the disk is full; free some space and try again";
	if (error == EBADF)
		return "stdout is closed";
	return error != 0 ? strerror(error) : "a part of it was refused; try again";
}

/* A full disk may show only when the last of the output goes. A reader that has
   seen enough, as `head` has, is no reason to complain. */
static int end_output(int code)
{
	errno = 0;
	int failed = ferror(stdout);
	if (fflush(stdout) == 0 && !failed)
		return code;
	if (!terminal_reader_has_gone())
		complain("writing the output failed: %s", failure(errno));
	return EXIT_MACHINE;
}

int main(int count, char **arguments)
{
	struct line line;
	int code = EXIT_USAGE;
	/* What is printed is UTF-8 whatever the user's locale; this tells its width. */
	setlocale(LC_CTYPE, "C.UTF-8");
	terminal_prepare();
	if (line_read(&line, count, arguments))
		code = run(&line);
	line_free(&line);
	return end_output(code);
}
