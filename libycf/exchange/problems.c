#include "exchange/problems.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { LINE_SIZE = 1600 };

static const char *keep(struct arena *arena, const char *line)
{
	const char *kept = arena_text(arena, line);
	return kept != NULL ? kept : "(no memory for this message)";
}

void problems_add(struct problems *problems, const char *format, ...)
{
	va_list arguments;
	char line[LINE_SIZE];
	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	problems->count++;
	buffer_format(&problems->present, "%s%s", problems->present.length > 0 ? "; " : "", line);
	if (problems->kept < PROBLEMS_KEPT)
		problems->lines[problems->kept++] = keep(problems->arena, line);
}

void problems_next_row(struct problems *problems)
{
	buffer_clear(&problems->present);
}

void problems_warn(struct problems *problems, const char *format, ...)
{
	va_list arguments;
	char line[LINE_SIZE];
	if (problems->warned >= PROBLEMS_KEPT)
		return;
	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	problems->warnings[problems->warned++] = keep(problems->arena, line);
}

void problems_close(struct problems *problems)
{
	if (problems->count <= PROBLEMS_KEPT || problems->kept > PROBLEMS_KEPT)
		return;
	const char *line = arena_format(problems->arena, "and %" PRId64 " more problems",
	                                problems->count - PROBLEMS_KEPT);
	problems->lines[problems->kept++] = line != NULL ? line : "and more problems";
}
