/* Numbers, and which of them are days: a workbook tells only by how they are shown. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "format/workbook_parts.h"

struct numbers {
	unsigned long first, last;
	enum number_kind kind;
};

/* The formats that have no code in the file. */
static const struct numbers built_in[] = {
	{14, 17, NUMBER_DAY}, {18, 21, NUMBER_TIME}, {22, 22, NUMBER_DAY}, {27, 31, NUMBER_DAY},
	{32, 35, NUMBER_TIME}, {36, 36, NUMBER_DAY}, {45, 47, NUMBER_TIME}, {50, 54, NUMBER_DAY},
	{55, 56, NUMBER_TIME}, {57, 58, NUMBER_DAY},
};

/* Past what is shown as it stands: quoted, escaped, in brackets, a blank or a filler. */
static const char *pass_literal(const char *at)
{
	const char *end = NULL;
	if (*at == '"')
		end = strchr(at + 1, '"');
	else if (*at == '[' && strchr("hHmMsS", at[1]) == NULL)
		end = strchr(at, ']');
	else if (strchr("\\_*", *at) != NULL && at[1] != '\0')
		end = at + 1;
	else
		return at;
	return end != NULL ? end + 1 : at + strlen(at);
}

enum number_kind number_kind_of(unsigned long id, const char *format)
{
	bool day = false, time = false, month = false;
	if (format == NULL) {
		for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++)
			if (id >= built_in[i].first && id <= built_in[i].last)
				return built_in[i].kind;
		return NUMBER_PLAIN;
	}
	while (*format != '\0' && *format != ';') {
		const char *next = pass_literal(format);
		if (next != format) {
			format = next;
			continue;
		}
		day = day || strchr("yYdD", *format) != NULL;
		time = time || strchr("hHsS", *format) != NULL;
		month = month || *format == 'm' || *format == 'M';
		if (strncasecmp(format, "General", 7) == 0)
			format += 6;
		format++;
	}
	if (day || (month && !time))
		return NUMBER_DAY;
	return time ? NUMBER_TIME : NUMBER_PLAIN;
}

/* Day 60 of the system of 1900 is a 29 February that never was. */
static ycf_date day_of(double serial, bool from_1904)
{
	int days = (int)floor(serial);
	if (from_1904)
		return date_add_days(19040101, days);
	return date_add_days(days < 60 ? 18991231 : 18991230, days);
}

static void show_time(double serial, char out[NUMBER_SIZE])
{
	long minutes = lround(serial * 24 * 60);
	snprintf(out, NUMBER_SIZE, "%02ld:%02ld", minutes / 60, minutes % 60);
}

static void show_plain(double number, char out[NUMBER_SIZE])
{
	if (number == floor(number) && fabs(number) < 1e15)
		snprintf(out, NUMBER_SIZE, "%.0f", number == 0 ? 0.0 : number);
	else
		snprintf(out, NUMBER_SIZE, "%.15g", number);
}

void number_show(const char *text, enum number_kind kind, bool from_1904, char out[NUMBER_SIZE])
{
	static const double last_day = 2958465;
	char *end;
	double number = strtod(text, &end);
	if (end == text || *end != '\0' || !isfinite(number))
		snprintf(out, NUMBER_SIZE, "%.*s", NUMBER_SIZE - 1, text);
	else if (kind == NUMBER_DAY && number >= (from_1904 ? 0 : 1) && number <= last_day)
		date_write_iso(day_of(number, from_1904), out);
	else if (kind == NUMBER_TIME && number >= 0 && number <= 1000)
		show_time(number, out);
	else
		show_plain(number, out);
}
