/* What is wrong with a file: the first hundred in full, then counted. */
#ifndef YCF_EXCHANGE_PROBLEMS_H
#define YCF_EXCHANGE_PROBLEMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/memory.h"

enum { PROBLEMS_KEPT = 100 };

struct problems {
	struct arena *arena;
	const char *lines[PROBLEMS_KEPT + 1];   /* one more, which counts the rest */
	size_t kept;
	int64_t count;
	struct buffer present;                  /* those of the present row, joined */
	const char *warnings[PROBLEMS_KEPT];
	size_t warned;
};

void problems_add(struct problems *problems, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void problems_warn(struct problems *problems, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A new row begins. */
void problems_next_row(struct problems *problems);
/* Add the line that counts what was not kept. */
void problems_close(struct problems *problems);

#endif
