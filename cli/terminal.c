#include "terminal.h"

#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* ---- width ---- */

bool terminal_is_out(void)
{
	return isatty(STDOUT_FILENO);
}

bool terminal_reader_has_gone(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO};
	return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

static size_t width_of(int descriptor)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	long width = columns != NULL ? strtol(columns, NULL, 10) : 0;
	return width > 0 && width < 10000 ? (size_t)width : 80;
}

size_t terminal_width(void)
{
	return terminal_is_out() ? width_of(STDOUT_FILENO) : 0;
}

/* ---- descriptors and signals ---- */

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t stop_asked;

static void ask_to_stop(int number)
{
	(void)number;
	stop_asked = 1;
}

bool terminal_prepare(void)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int descriptor;
	do
		descriptor = open("/dev/null", O_RDONLY);
	while (descriptor >= 0 && descriptor <= STDERR_FILENO);
	if (descriptor > STDERR_FILENO)
		close(descriptor);
	return sigaction(SIGPIPE, &ignore, NULL) == 0 && sigaction(SIGXFSZ, &ignore, NULL) == 0;
}

void progress_take_signals(void)
{
	struct sigaction stop = {.sa_handler = ask_to_stop, .sa_flags = (int)SA_RESETHAND};
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	struct sigaction before;
	/* nohup(1) asks that a closed terminal be no reason to stop */
	if (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
		sigaction(SIGHUP, &stop, NULL);
}

/* ---- the bar ---- */

enum { PATIENCE = 500, BAR = 30 };   /* milliseconds; columns */

void progress_start(struct progress *progress, const char *what)
{
	*progress = (struct progress){
		.what = what, .percent = -1, .wanted = isatty(STDERR_FILENO),
	};
	clock_gettime(CLOCK_MONOTONIC, &progress->started);
}

static bool lasts(const struct progress *progress)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t seconds = now.tv_sec - progress->started.tv_sec;
	return seconds * 1000 + (now.tv_nsec - progress->started.tv_nsec) / 1000000 >= PATIENCE;
}

static void draw(const struct progress *progress, int64_t done)
{
	static const char full[] = "##############################";
	int filled = progress->percent * BAR / 100;
	if (progress->percent < 0)
		fprintf(stderr, "\r%s: %" PRId64 " done", progress->what, done);
	else
		fprintf(stderr, "\r%s [%.*s%*s] %3d %%", progress->what, filled, full, BAR - filled,
		        "", progress->percent);
	fflush(stderr);
}

bool progress_show(void *context, int64_t done, int64_t total)
{
	struct progress *progress = context;
	if (progress->wanted && done >= 0 && lasts(progress)) {
		int percent = -1;
		if (total > 0)
			percent = done >= total ? 100 : (int)((double)done / (double)total * 100);
		if (total <= 0 || percent != progress->percent || !progress->drawn) {
			progress->percent = percent;
			progress->drawn = true;
			draw(progress, done);
		}
	}
	return stop_asked != 0;
}

void progress_end(struct progress *progress)
{
	if (!progress->drawn)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	progress->drawn = false;
}

void progress_hush(struct progress *progress)
{
	progress_end(progress);
	progress->wanted = progress->wanted && !isatty(STDOUT_FILENO);
}
