#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

enum {
	YEAR_FIRST = 1000, YEAR_LAST = 9999,
	PEOPLE_FIRST = 18000101, PEOPLE_LAST = 22001231,
	SERIAL_FIRST = 20000, SERIAL_LAST = 80000,
	FORM_SIZE = 64, WORD_SIZE = 12,
	DAY_MS = 86400000
};

static const char *const month_names[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

static const char *const day_names[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
};

/* ---- the calendar ---- */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

ycf_date date_make(int year, int month, int day)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12)
		return 0;
	if (day < 1 || day > month_length(year, month))
		return 0;
	return year * 10000 + month * 100 + day;
}

bool date_is_valid(ycf_date date)
{
	return date > 0 && date_make(date / 10000, date / 100 % 100, date % 100) == date;
}

/* Both ways count years from March, which puts the leap day last; in eras of
   400 years, which are all of one length. */
static int days_of(int year, int month, int day)
{
	int from_march = month > 2 ? month - 3 : month + 9;
	int y = month > 2 ? year : year - 1;
	int era = y / 400, in_era = y % 400;
	int day_of_year = (153 * from_march + 2) / 5 + day - 1;
	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + day_of_year - 719468;
}

int date_to_days(ycf_date date)
{
	if (!date_is_valid(date))
		return 0;
	return days_of(date / 10000, date / 100 % 100, date % 100);
}

ycf_date date_from_days(int days)
{
	if (days < days_of(YEAR_FIRST, 1, 1) || days > days_of(YEAR_LAST, 12, 31))
		return 0;
	int shifted = days + 719468;
	int era = shifted / 146097, in_era = shifted % 146097;
	int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int day_of_year = in_era - (365 * year + year / 4 - year / 100);
	int from_march = (5 * day_of_year + 2) / 153;
	int day = day_of_year - (153 * from_march + 2) / 5 + 1;
	int month = from_march < 10 ? from_march + 3 : from_march - 9;
	return date_make(era * 400 + year + (month <= 2), month, day);
}

ycf_date date_add_days(ycf_date date, int days)
{
	int64_t sum = (int64_t)date_to_days(date) + days;
	if (!date_is_valid(date) || sum < INT32_MIN || sum > INT32_MAX)
		return 0;
	return date_from_days((int)sum);
}

ycf_date date_add_months(ycf_date date, int months)
{
	if (!date_is_valid(date))
		return 0;
	int64_t sum = (int64_t)(date / 10000) * 12 + date / 100 % 100 - 1 + months;
	if (sum < (int64_t)YEAR_FIRST * 12 || sum >= (int64_t)(YEAR_LAST + 1) * 12)
		return 0;
	int year = (int)(sum / 12), month = (int)(sum % 12) + 1, day = date % 100;
	int last = month_length(year, month);
	return date_make(year, month, day < last ? day : last);
}

/* ---- writing ---- */

static void digits_write(char *out, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		out[i] = (char)('0' + value % 10);
		value /= 10;
	}
}

void date_write_iso(ycf_date date, char out[DATE_ISO_SIZE])
{
	out[0] = '\0';
	if (!date_is_valid(date))
		return;
	digits_write(out, date / 10000, 4);
	out[4] = '-';
	digits_write(out + 5, date / 100 % 100, 2);
	out[7] = '-';
	digits_write(out + 8, date % 100, 2);
	out[10] = '\0';
}

void date_write_people(ycf_date date, char out[DATE_PEOPLE_SIZE])
{
	out[0] = '\0';
	if (date_is_valid(date))
		snprintf(out, DATE_PEOPLE_SIZE, "%d %s %d", date % 100,
		         month_names[date / 100 % 100 - 1], date / 10000);
}

/* ---- reading ISO 8601 ---- */

/* `digits` decimal digits at text, or -1. */
static int digits_read(const char *text, int digits)
{
	int value = 0;
	for (int i = 0; i < digits; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

static enum date_reading reading_of(ycf_date date, ycf_date *out)
{
	*out = date;
	return date == 0 ? DATE_IMPOSSIBLE : DATE_READ;
}

enum date_reading date_read_iso(const char *text, size_t length, ycf_date *date)
{
	*date = 0;
	if (length == 0)
		return DATE_BLANK;
	if (length != DATE_ISO_SIZE - 1 || text[4] != '-' || text[7] != '-')
		return DATE_UNREADABLE;
	int year = digits_read(text, 4), month = digits_read(text + 5, 2);
	int day = digits_read(text + 8, 2);
	if (year < 0 || month < 0 || day < 0)
		return DATE_UNREADABLE;
	return reading_of(date_make(year, month, day), date);
}

/* ---- reading what people write ---- */

/* One of the up to three parts of a date: a number, or a month's name. */
struct part {
	int value;
	int digits;                    /* 0: a name */
};

struct parts {
	struct part part[3];
	char mark[2];                  /* what stands between them */
	int count;
	int named;                     /* how many are names */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* ASCII for any space or hyphen, lower case for capitals; 0 for what no date
   contains. */
static char plain_character(int32_t character)
{
	if (text_is_space(character))
		return ' ';
	if ((character >= 0x2010 && character <= 0x2013) || character == 0x2212)
		return '-';
	if (character >= 'A' && character <= 'Z')
		return (char)(character - 'A' + 'a');
	return character > ' ' && character < 0x7F ? (char)character : '\0';
}

static bool plain_form(const char *text, size_t length, char out[FORM_SIZE])
{
	const char *end = text + length;
	size_t used = 0;
	while (text < end) {
		char c = plain_character(text_next(&text, end));
		if (c == '\0' || used + 1 >= FORM_SIZE)
			return false;
		if (c != ' ' || (used > 0 && out[used - 1] != ' '))
			out[used++] = c;
	}
	out[used] = '\0';
	return true;
}

static void skip_space(const char **at)
{
	while (**at == ' ')
		(*at)++;
}

/* A word of small letters; empty where there is none or it is too long. */
static void take_word(const char **at, char word[WORD_SIZE])
{
	size_t length = 0;
	while (is_letter((*at)[length]))
		length++;
	size_t kept = length < WORD_SIZE ? length : 0;
	memcpy(word, *at, kept);
	word[kept] = '\0';
	*at += kept;
}

/* 1 to 12, or 0. */
static int month_of(const char *word)
{
	size_t length = strlen(word);
	if (strcmp(word, "sept") == 0)
		return 9;
	for (int i = 0; i < 12; i++) {
		/* A month's first letter is its only capital. */
		if (word[0] - 'a' != month_names[i][0] - 'A' || length < 3)
			continue;
		if ((length == 3 || length == strlen(month_names[i]))
		    && memcmp(word + 1, month_names[i] + 1, length - 1) == 0)
			return i + 1;
	}
	return 0;
}

/* 1 for Monday to 7, or 0. */
static int weekday_of(const char *word)
{
	size_t length = strlen(word);
	if (strcmp(word, "weds") == 0)
		return 3;
	for (int i = 0; i < 7; i++)
		if (length >= 3 && strncmp(word, day_names[i], length) == 0)
			return i + 1;
	return 0;
}

static int take_weekday(const char **at)
{
	const char *after = *at;
	char word[WORD_SIZE];
	take_word(&after, word);
	int weekday = weekday_of(word);
	if (weekday == 0)
		return 0;
	while (*after == ' ' || *after == ',' || *after == '.')
		after++;
	*at = after;
	return weekday;
}

static bool take_number(const char **at, struct part *part)
{
	int digits = 0;
	while (is_digit((*at)[digits]))
		digits++;
	if (digits == 0 || digits > 8)
		return false;
	*part = (struct part){digits_read(*at, digits), digits};
	*at += digits;
	return true;
}

/* "st", "nd", "rd" or "th" behind a day, and the "of" that may follow. */
static void skip_ordinal(const char **at)
{
	static const char *const endings[] = {"st", "nd", "rd", "th"};
	for (size_t i = 0; i < 4; i++) {
		if (strncmp(*at, endings[i], 2) != 0 || is_letter((*at)[2]))
			continue;
		*at += 2;
		if (strncmp(*at, " of ", 4) == 0)
			*at += 3;
		return;
	}
}

static bool take_part(const char **at, struct parts *parts)
{
	struct part *part = &parts->part[parts->count];
	if (take_number(at, part)) {
		if (part->digits <= 2)
			skip_ordinal(at);
		parts->count++;
		return true;
	}
	char word[WORD_SIZE];
	const char *after = *at;
	take_word(&after, word);
	*part = (struct part){month_of(word), 0};
	if (part->value == 0)
		return false;
	*at = after;
	parts->named++;
	parts->count++;
	return true;
}

/* The mark between two parts: '-', '/', '.', ',' or ' ', or '\0' for none. */
static char take_mark(const char **at)
{
	bool spaced = **at == ' ';
	skip_space(at);
	char mark = **at;
	if (mark == '\0' || strchr("-/.,", mark) == NULL)
		return spaced ? ' ' : '\0';
	(*at)++;
	skip_space(at);
	return mark;
}

/* Up to three parts; *at is left behind the last one taken. */
static void take_parts(const char **at, struct parts *parts)
{
	*parts = (struct parts){.count = 0};
	const char *try = *at;
	while (parts->count < 3 && take_part(&try, parts)) {
		*at = try;
		/* Eight digits are a whole date; a time may follow. */
		if (parts->count == 3 || parts->part[0].digits == 8)
			return;
		parts->mark[parts->count - 1] = take_mark(&try);
	}
}

/* Numbers need one mark throughout; a name lets any stand beside it. */
static bool marks_agree(const struct parts *parts)
{
	if (parts->named > 0)
		return true;
	char mark = parts->mark[0];
	return mark != '\0' && mark != ',' && (parts->count < 3 || parts->mark[1] == mark);
}

static enum date_reading date_of_three(struct part year, struct part month, struct part day,
                                       ycf_date *date)
{
	if (month.digits > 2 || day.digits > 2)
		return DATE_UNREADABLE;
	if (year.digits == 2)
		return DATE_SHORT_YEAR;
	if (year.digits != 4)
		return DATE_UNREADABLE;
	return reading_of(date_make(year.value, month.value, day.value), date);
}

static enum date_reading date_of_one(const struct part *part, ycf_date *date)
{
	if (part->digits == 8)
		return reading_of(date_make(part->value / 10000, part->value / 100 % 100,
		                            part->value % 100), date);
	bool year = part->digits == 4 && part->value >= PEOPLE_FIRST / 10000
	            && part->value <= PEOPLE_LAST / 10000;
	return year ? DATE_AMBIGUOUS : DATE_UNREADABLE;
}

static enum date_reading date_of_parts(const struct parts *parts, ycf_date *date)
{
	const struct part *part = parts->part;
	if (parts->count == 0 || parts->named > 1)
		return DATE_UNREADABLE;
	if (parts->count == 1)
		return date_of_one(part, date);
	if (!marks_agree(parts))
		return DATE_UNREADABLE;
	if (parts->count == 2)
		return DATE_AMBIGUOUS;
	if (part[0].digits == 4)
		return part[2].digits == 0 ? DATE_AMBIGUOUS
		                           : date_of_three(part[0], part[1], part[2], date);
	if (part[2].digits == 0)
		return DATE_AMBIGUOUS;
	if (part[0].digits == 0)
		return date_of_three(part[2], part[0], part[1], date);
	return date_of_three(part[2], part[1], part[0], date);
}

/* ---- the time behind a date ---- */

/* "hh:mm", "hh:mm:ss" or with a fraction; *hour is what stands first. */
static bool take_clock(const char **at, int *hour)
{
	struct part part;
	if (!take_number(at, &part) || part.digits > 2 || part.value > 23 || **at != ':')
		return false;
	*hour = part.value;
	for (int i = 0; i < 2 && **at == ':'; i++) {
		(*at)++;
		if (!take_number(at, &part) || part.digits != 2 || part.value > 59)
			return false;
	}
	if (**at == '.' || **at == ',')
		for ((*at)++; is_digit(**at);)
			(*at)++;
	return true;
}

/* "z", "+01:00" or "+0100" to the end, or nothing. */
static bool is_zone(const char *at)
{
	if (*at == '\0' || strcmp(at, "z") == 0)
		return true;
	if ((*at != '+' && *at != '-') || digits_read(at + 1, 2) < 0)
		return false;
	at += at[3] == ':' ? 4 : 3;
	return digits_read(at, 2) >= 0 && at[2] == '\0';
}

/* Nothing, or a time of the day and nothing else. */
static bool is_time(const char *at)
{
	if (*at == '\0')
		return true;
	if (*at != ' ' && *at != ',' && *at != 't')
		return false;
	at += *at == ',' || *at == 't';
	skip_space(&at);
	int hour;
	if (!take_clock(&at, &hour))
		return false;
	skip_space(&at);
	if (strcmp(at, "am") == 0 || strcmp(at, "pm") == 0)
		return hour >= 1 && hour <= 12;
	return is_zone(at);
}

/* ---- all forms together ---- */

static bool is_serial(const char *at)
{
	struct part part;
	if (!take_number(&at, &part) || part.digits != 5)
		return false;
	if (part.value < SERIAL_FIRST || part.value > SERIAL_LAST)
		return false;
	if (*at == '.' && is_digit(at[1]))
		for (at++; is_digit(*at);)
			at++;
	return *at == '\0';
}

static bool weekday_fits(int weekday, ycf_date date)
{
	/* 1 January 1970 was a Thursday; the years are all positive from 0001 on. */
	int from_monday = (date_to_days(date) + 719162) % 7;
	return weekday == 0 || weekday == from_monday + 1;
}

static enum date_reading people_form(const char *at, ycf_date *date)
{
	if (is_serial(at))
		return DATE_SERIAL;
	int weekday = take_weekday(&at);
	struct parts parts;
	take_parts(&at, &parts);
	if (!is_time(at))
		return DATE_UNREADABLE;
	enum date_reading reading = date_of_parts(&parts, date);
	if (reading == DATE_READ && !weekday_fits(weekday, *date))
		return DATE_IMPOSSIBLE;
	return reading;
}

enum date_reading date_read(const char *text, size_t length, ycf_date *date)
{
	char form[FORM_SIZE];
	*date = 0;
	if (length == 0)
		return DATE_BLANK;
	enum date_reading reading = date_read_iso(text, length, date);
	if (reading == DATE_UNREADABLE) {
		text_trim(&text, &length);
		if (length == 0)
			return DATE_BLANK;
		if (plain_form(text, length, form))
			reading = people_form(form, date);
	}
	if (reading == DATE_READ && (*date < PEOPLE_FIRST || *date > PEOPLE_LAST))
		reading = DATE_IMPOSSIBLE;
	if (reading != DATE_READ)
		*date = 0;
	return reading;
}

const char *date_problem(enum date_reading reading)
{
	switch (reading) {
	case DATE_READ:
		return "is a date";
	case DATE_BLANK:
		return "is blank; write 2026-08-31 or 31/08/2026";
	case DATE_UNREADABLE:
		break;
	case DATE_IMPOSSIBLE:
		return "is not a day of the calendar (the day comes before the month); write"
		       " 2026-08-31 or 31/08/2026";
	case DATE_AMBIGUOUS:
		return "does not say which day, month and year; write 2026-08-31 or 31/08/2026";
	case DATE_SHORT_YEAR:
		return "has only two digits of the year; write all four, as in 31/08/2026";
	case DATE_SERIAL:
		return "is a spreadsheet's day number; format the column as a date, or write"
		       " 31/08/2026";
	}
	return "is not a date; write 2026-08-31 or 31/08/2026";
}

/* ---- now, and times ---- */

ycf_date date_today(void)
{
	time_t now = time(NULL);
	struct tm local;
	if (localtime_r(&now, &local) == NULL)
		return 0;
	return date_make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

int64_t time_now(void)
{
	struct timespec now;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		return 0;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void time_write_iso(int64_t time, char out[TIME_ISO_SIZE])
{
	int64_t days = time / DAY_MS;
	int rest = (int)(time % DAY_MS);
	if (rest < 0) {
		rest += DAY_MS;
		days--;
	}
	out[0] = '\0';
	if (days < INT32_MIN || days > INT32_MAX || date_from_days((int)days) == 0)
		return;
	date_write_iso(date_from_days((int)days), out);
	memcpy(out + 10, "T00:00:00.000Z", 15);
	digits_write(out + 11, rest / 3600000, 2);
	digits_write(out + 14, rest / 60000 % 60, 2);
	digits_write(out + 17, rest / 1000 % 60, 2);
	digits_write(out + 20, rest % 1000, 3);
}

/* "Z", or ".", one to nine digits and "Z"; what is finer than milliseconds
   is dropped. */
static bool fraction_read(const char *text, size_t length, int *milliseconds)
{
	*milliseconds = 0;
	if (length == 1)
		return text[0] == 'Z';
	if (length < 3 || length > 11 || text[0] != '.' || text[length - 1] != 'Z')
		return false;
	int unit = 100;
	for (size_t i = 1; i < length - 1; i++, unit /= 10) {
		if (!is_digit(text[i]))
			return false;
		*milliseconds += (text[i] - '0') * unit;
	}
	return true;
}

static bool clock_read(const char *text, size_t length, int *milliseconds)
{
	if (length < 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':')
		return false;
	int hour = digits_read(text + 1, 2), minute = digits_read(text + 4, 2);
	int second = digits_read(text + 7, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return false;
	if (!fraction_read(text + 9, length - 9, milliseconds))
		return false;
	*milliseconds += ((hour * 60 + minute) * 60 + second) * 1000;
	return true;
}

bool time_read_iso(const char *text, size_t length, int64_t *time)
{
	ycf_date date;
	int milliseconds = 0;
	const size_t day = DATE_ISO_SIZE - 1;
	if (length < day || date_read_iso(text, day, &date) != DATE_READ)
		return false;
	if (length > day && !clock_read(text + day, length - day, &milliseconds))
		return false;
	*time = (int64_t)date_to_days(date) * DAY_MS + milliseconds;
	return true;
}
