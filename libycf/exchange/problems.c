#include "exchange/problems.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

static const char *format_line(struct arena *arena, const char *format, va_list arguments)
{
	char line[1600];
	vsnprintf(line, sizeof line, format, arguments);
	const char *kept = arena_text(arena, line);
	return kept != NULL ? kept : "(no memory for this message)";
}

void problems_add(struct problems *problems, const char *format, ...)
{
	va_list arguments;
	problems->count++;
	if (problems->kept >= PROBLEMS_KEPT)
		return;
	va_start(arguments, format);
	problems->lines[problems->kept++] = format_line(problems->arena, format, arguments);
	va_end(arguments);
}

void problems_warn(struct problems *problems, const char *format, ...)
{
	va_list arguments;
	if (problems->warned >= PROBLEMS_KEPT)
		return;
	va_start(arguments, format);
	problems->warnings[problems->warned++] = format_line(problems->arena, format, arguments);
	va_end(arguments);
}

void problems_close(struct problems *problems)
{
	if (problems->count <= PROBLEMS_KEPT || problems->kept > PROBLEMS_KEPT)
		return;
	const char *line = arena_format(problems->arena, "and %" PRId64 " more problems",
	                                problems->count - PROBLEMS_KEPT);
	problems->lines[problems->kept++] = line != NULL ? line : "and more problems";
}
