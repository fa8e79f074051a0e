/* The terminal: its width, the progress bar, and Ctrl-C. */
#ifndef YCF_CLI_TERMINAL_H
#define YCF_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* What stdout has room for; 0, without limit, where it is no terminal. */
size_t terminal_width(void);
bool terminal_is_out(void);
/* Whether stdout is a pipe that nobody reads any longer. */
bool terminal_reader_has_gone(void);

/* Standard descriptors that were closed are opened, so that no file of ours
   takes their place; writes to a closed pipe and a full disk give errors. */
bool terminal_prepare(void);

/* The bar on stderr, drawn where that is a terminal and the work lasts. */
struct progress {
	const char *what;
	struct timespec started;
	int percent;             /* as drawn; -1: not known */
	bool wanted, drawn;
};

void progress_start(struct progress *progress, const char *what);
/* A ycf_progress; true once Ctrl-C was pressed. */
bool progress_show(void *progress, int64_t done, int64_t total);
void progress_end(struct progress *progress);
/* Lines are about to appear on stdout: where that is a terminal too, they show that the work goes
   on, and no bar gets between them. */
void progress_hush(struct progress *progress);

/* From now on the first Ctrl-C asks the work to stop and be undone, the second
   ends the program. */
void progress_take_signals(void);

#endif
