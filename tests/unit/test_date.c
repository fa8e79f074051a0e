/* The calendar, and dates as people write them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

/* ---- an independent calendar: a table of months, walked day by day ---- */

static int last_of(int year, int month)
{
	switch (month) {
	case 4: case 6: case 9: case 11:
		return 30;
	case 2:
		if (year % 400 == 0)
			return 29;
		return year % 100 != 0 && year % 4 == 0 ? 29 : 28;
	default:
		return 31;
	}
}

struct day {
	int year, month, day;
};

static ycf_date number_of(struct day day)
{
	return day.year * 10000 + day.month * 100 + day.day;
}

static struct day day_after(struct day day)
{
	if (++day.day <= last_of(day.year, day.month))
		return day;
	day.day = 1;
	if (++day.month <= 12)
		return day;
	day.month = 1;
	day.year++;
	return day;
}

static struct day month_after(struct day first)
{
	if (++first.month > 12) {
		first.month = 1;
		first.year++;
	}
	return first;
}

/* ---- the calendar ---- */

static void every_day_survives_the_round_trips(void **state)
{
	(void)state;
	struct day day = {1900, 1, 1};
	/* 70 years before 1970, of which 17 were leap years. */
	for (int days = -(70 * 365 + 17); day.year < 2200; days++, day = day_after(day)) {
		ycf_date date = number_of(day), read = 0;
		char text[DATE_ISO_SIZE], expected[32];
		assert_int_equal(date_make(day.year, day.month, day.day), date);
		assert_int_equal(date_to_days(date), days);
		assert_int_equal(date_from_days(days), date);
		date_write_iso(date, text);
		snprintf(expected, sizeof expected, "%04d-%02d-%02d", day.year, day.month, day.day);
		assert_string_equal(text, expected);
		assert_int_equal(date_read_iso(text, strlen(text), &read), DATE_READ);
		assert_int_equal(read, date);
	}
}

static void every_form_of_every_day_is_read(void **state)
{
	(void)state;
	static const char *const forms[] = {"%02d/%02d/%04d", "%d-%d-%04d", "%d.%d.%04d"};
	for (struct day day = {1900, 1, 1}; day.year < 2200; day = day_after(day)) {
		char text[DATE_PEOPLE_SIZE];
		ycf_date read = 0;
		date_write_people(number_of(day), text);
		assert_int_equal(date_read(text, strlen(text), &read), DATE_READ);
		assert_int_equal(read, number_of(day));
		snprintf(text, sizeof text, forms[day.day % 3], day.day, day.month, day.year);
		assert_int_equal(date_read(text, strlen(text), &read), DATE_READ);
		assert_int_equal(read, number_of(day));
	}
}

static void months_are_added_and_clamped(void **state)
{
	(void)state;
	for (struct day day = {1900, 1, 1}; day.year < 2200; day = day_after(day)) {
		struct day sum = day;
		for (int months = 0; months <= 120; months++, sum = month_after(sum)) {
			struct day expected = sum;
			if (expected.day > last_of(sum.year, sum.month))
				expected.day = last_of(sum.year, sum.month);
			if (date_add_months(number_of(day), months) != number_of(expected))
				fail_msg("%d + %d months is not %d", number_of(day), months,
				         date_add_months(number_of(day), months));
		}
	}
}

static void months_are_taken_away_as_well(void **state)
{
	(void)state;
	assert_int_equal(date_add_months(20260831, -6), 20260228);
	assert_int_equal(date_add_months(20260831, 6), 20270228);
	assert_int_equal(date_add_months(20230831, 6), 20240229);
	assert_int_equal(date_add_months(20240229, -12), 20230228);
	assert_int_equal(date_add_months(20260115, -1), 20251215);
}

static void sums_beyond_the_calendar_are_none(void **state)
{
	(void)state;
	assert_int_equal(date_add_months(99991201, 1), 0);
	assert_int_equal(date_add_months(10000101, -1), 0);
	assert_int_equal(date_add_months(20260101, INT32_MAX), 0);
	assert_int_equal(date_add_months(20260101, INT32_MIN), 0);
	assert_int_equal(date_add_months(0, 1), 0);
	assert_int_equal(date_add_days(99991231, 1), 0);
	assert_int_equal(date_add_days(10000101, -1), 0);
	assert_int_equal(date_add_days(20260101, INT32_MAX), 0);
	assert_int_equal(date_add_days(20260101, INT32_MIN), 0);
	assert_int_equal(date_add_days(0, 1), 0);
	assert_int_equal(date_from_days(INT32_MAX), 0);
	assert_int_equal(date_from_days(INT32_MIN), 0);
	assert_int_equal(date_from_days(date_to_days(99991231)), 99991231);
	assert_int_equal(date_from_days(date_to_days(10000101)), 10000101);
}

static void days_are_added_over_month_ends(void **state)
{
	(void)state;
	assert_int_equal(date_add_days(20240228, 1), 20240229);
	assert_int_equal(date_add_days(20230228, 1), 20230301);
	assert_int_equal(date_add_days(20260101, -1), 20251231);
	assert_int_equal(date_add_days(19000228, 1), 19000301);
}

static void impossible_days_are_no_dates(void **state)
{
	(void)state;
	const ycf_date bad[] = {0, -1, 20260229, 19000229, 20260431, 20261301, 20260001, 20260100,
	                        9991231, 100000101, INT32_MAX, INT32_MIN};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		char iso[DATE_ISO_SIZE], people[DATE_PEOPLE_SIZE];
		assert_false(date_is_valid(bad[i]));
		date_write_iso(bad[i], iso);
		date_write_people(bad[i], people);
		assert_string_equal(iso, "");
		assert_string_equal(people, "");
	}
	assert_true(date_is_valid(20000229));
}

static void people_are_told_the_month_by_name(void **state)
{
	(void)state;
	char text[DATE_PEOPLE_SIZE];
	date_write_people(20261110, text);
	assert_string_equal(text, "10 November 2026");
	date_write_people(20260501, text);
	assert_string_equal(text, "1 May 2026");
}

/* ---- reading ---- */

static void assert_reading(const char *text, enum date_reading expected, ycf_date date)
{
	ycf_date read = 99;
	enum date_reading reading = date_read(text, strlen(text), &read);
	if (reading != expected || read != date)
		fail_msg("'%s' is read as %d, reading %d", text, read, (int)reading);
}

static void the_usual_forms_are_read(void **state)
{
	(void)state;
	static const char *const forms[] = {
		"2026-08-31", "31/08/2026", "31-08-2026", "31.8.2026", "31 Aug 2026",
		"31 August 2026", "31-Aug-2026", "20260831", "31st August 2026",
		"31st of August 2026", "31 AUGUST 2026", "31 aug. 2026", "31Aug2026", "31/8/2026",
		"31 08 2026", "31. 8. 2026", "2026/08/31", "2026-Aug-31", "August 31, 2026",
		" 31/08/2026\t", "\302\24031\302\240August\302\2402026\302\240",
		"31\342\200\22108\342\200\2212026", "31  August   2026", "31 August, 2026",
		"\357\273\27731/08/2026",
		"Monday 31 August 2026", "Mon, 31 Aug 2026", "mon. 31/08/2026", "MONDAY, 2026-08-31",
		"2026-08-31T00:00:00", "2026-08-31T12:30:00.123Z", "2026-08-31 00:00:00+01:00",
		"2026-08-31T00:00:00+0100", "31/08/2026 00:00", "31/08/2026 9:15", "31/08/2026 12:00 AM",
		"31 Aug 2026, 12:00", "20260831 00:00", "31/08/2026 12:00:00 am"
	};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
		assert_reading(forms[i], DATE_READ, 20260831);
	assert_reading("1st May 2026", DATE_READ, 20260501);
	assert_reading("2nd Sept 2026", DATE_READ, 20260902);
	assert_reading("3rd sep 2026", DATE_READ, 20260903);
	assert_reading("4th July 2026", DATE_READ, 20260704);
	assert_reading("Weds 2 Sep 2026", DATE_READ, 20260902);
	assert_reading("29/02/2024", DATE_READ, 20240229);
	assert_reading("01/02/2026", DATE_READ, 20260201);
	assert_reading("01/01/1800", DATE_READ, 18000101);
	assert_reading("31/12/2200", DATE_READ, 22001231);
}

static void blanks_are_no_dates(void **state)
{
	(void)state;
	assert_reading("", DATE_BLANK, 0);
	assert_reading("  \t ", DATE_BLANK, 0);
	assert_reading("\xC2\xA0", DATE_BLANK, 0);
	ycf_date date = 99;
	assert_int_equal(date_read(NULL, 0, &date), DATE_BLANK);
	assert_int_equal(date, 0);
}

static void impossible_dates_are_told(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"31/02/2026", "29/02/2026", "31/04/2026", "4/13/2026", "08/31/2026", "2026-02-30",
		"2026-13-01", "2026-31-08", "00/00/0000", "0000-00-00", "01/00/2026", "0/1/2026",
		"31/12/1799", "01/01/2201", "9999-12-31", "20261301", "31082026",
		"Tuesday 31 August 2026", "30 February 2026"
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_reading(texts[i], DATE_IMPOSSIBLE, 0);
}

static void incomplete_dates_are_ambiguous(void **state)
{
	(void)state;
	static const char *const texts[] = {"11-Mar", "11 March", "Mar 2026", "March 2026", "Mar-26",
	                                    "11/03", "03/2026", "2026-03", "2026", "2026 31 Aug"};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_reading(texts[i], DATE_AMBIGUOUS, 0);
}

static void short_years_and_serials_are_told(void **state)
{
	(void)state;
	assert_reading("31/08/26", DATE_SHORT_YEAR, 0);
	assert_reading("31-Aug-26", DATE_SHORT_YEAR, 0);
	assert_reading("31 August 26", DATE_SHORT_YEAR, 0);
	assert_reading("26-08-31", DATE_SHORT_YEAR, 0);
	assert_reading("1.1.70", DATE_SHORT_YEAR, 0);
	assert_reading("45000", DATE_SERIAL, 0);
	assert_reading("45000.5", DATE_SERIAL, 0);
	assert_reading(" 20000 ", DATE_SERIAL, 0);
	assert_reading("80000", DATE_SERIAL, 0);
	assert_reading("19999", DATE_UNREADABLE, 0);
	assert_reading("80001", DATE_UNREADABLE, 0);
	assert_reading("45000.", DATE_UNREADABLE, 0);
}

static void the_rest_is_unreadable(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"n/a", "tbc", "yes", "-", "/", "31/08-2026", "31,08,2026", "310826", "123", "1234567",
		"123456789", "31/08/2026 x", "31/08/2026 25:00", "31/08/2026 10:60", "31/08/202",
		"31/08/20266", "Monday", "31 Augst 2026", "31 Au 2026", "Aug", "Aug Sep 2026",
		"2026-08-31T", "2026-08-31Z", "2026-08-31T00:00:00+1", "31/08/2026 13:00 pm",
		"31/08/2026-", "/31/08/2026", "100/08/2026", "31/008/2026", "31st", "\xFF",
		"2026-08-31\xC3",
		"31/08/2026 31/08/2026", "0113 278 1234", "31 ao\xC3\xBBt 2026",
		"it is going to be one of the days in the last week of August 2026, all being well"
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_reading(texts[i], DATE_UNREADABLE, 0);
}

static void iso_dates_are_nothing_else(void **state)
{
	(void)state;
	static const char *const texts[] = {"2026-8-31", "20260831", " 2026-08-31", "2026-08-31 ",
	                                    "31/08/2026", "+026-08-31", "2026/08/31", "2026-08-3x"};
	ycf_date date;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_int_equal(date_read_iso(texts[i], strlen(texts[i]), &date), DATE_UNREADABLE);
	assert_int_equal(date_read_iso("2026-02-29", 10, &date), DATE_IMPOSSIBLE);
	assert_int_equal(date, 0);
	assert_int_equal(date_read_iso("", 0, &date), DATE_BLANK);
	assert_int_equal(date_read_iso("9999-12-31", 10, &date), DATE_READ);
	assert_int_equal(date, 99991231);
}

static void every_reading_has_its_remedy(void **state)
{
	(void)state;
	for (int reading = DATE_BLANK; reading <= DATE_SERIAL; reading++)
		assert_non_null(strstr(date_problem((enum date_reading)reading), "; "));
	assert_string_equal(date_problem(DATE_UNREADABLE),
	                    "is not a date; write 2026-08-31 or 31/08/2026");
}

/* Whatever comes, the answer is one of the readings and a date only if read;
   the sanitizers see to the rest. */
static void scrambled_dates_do_no_harm(void **state)
{
	(void)state;
	static const char alphabet[] = "0123456789/-. :,TZaugmonstp+\xC2\xA0\xE2";
	srand(2);
	for (int round = 0; round < 300000; round++) {
		size_t length = (size_t)rand() % 24;
		char *text = malloc(length + 1);
		for (size_t i = 0; i < length; i++)
			text[i] = alphabet[(size_t)rand() % (sizeof alphabet - 1)];
		char *exact = realloc(text, length == 0 ? 1 : length);
		ycf_date date = 99;
		enum date_reading reading = date_read(exact, length, &date);
		assert_true(reading <= DATE_SERIAL);
		assert_int_equal(date_is_valid(date), reading == DATE_READ);
		assert_true(date == 0 || reading == DATE_READ);
		free(exact);
	}
}

/* ---- times ---- */

static void assert_time(int64_t time, const char *expected)
{
	char text[TIME_ISO_SIZE];
	int64_t read = 99;
	time_write_iso(time, text);
	assert_string_equal(text, expected);
	assert_true(time_read_iso(text, strlen(text), &read));
	assert_true(read == time);
}

static void times_survive_the_round_trip(void **state)
{
	(void)state;
	assert_time(0, "1970-01-01T00:00:00.000Z");
	assert_time(-1, "1969-12-31T23:59:59.999Z");
	assert_time(1795363104123, "2026-11-22T15:58:24.123Z");
	assert_time(253402300799999, "9999-12-31T23:59:59.999Z");
	char text[TIME_ISO_SIZE];
	time_write_iso(253402300800000, text);
	assert_string_equal(text, "");
	time_write_iso(INT64_MIN, text);
	assert_string_equal(text, "");
	time_write_iso(INT64_MAX, text);
	assert_string_equal(text, "");
}

static void times_are_read_strictly(void **state)
{
	(void)state;
	int64_t time = 0;
	assert_true(time_read_iso("2026-11-22T15:58:24Z", 20, &time));
	assert_true(time == 1795363104000);
	assert_true(time_read_iso("2026-11-22T15:58:24.1Z", 22, &time));
	assert_true(time == 1795363104100);
	assert_true(time_read_iso("2026-11-22T15:58:24.123999999Z", 30, &time));
	assert_true(time == 1795363104123);
	assert_true(time_read_iso("1970-01-02", 10, &time));
	assert_true(time == 86400000);
	static const char *const bad[] = {
		"", "2026-11-22T", "2026-11-22T15:58:24", "2026-11-22T15:58Z", "2026-11-22T24:00:00Z",
		"2026-11-22T15:60:00Z", "2026-11-22T15:58:60Z", "2026-11-22 15:58:24Z",
		"2026-11-22T15:58:24.Z", "2026-11-22T15:58:24.1234567890Z", "2026-02-29T00:00:00Z",
		"2026-11-22T15:58:24.1+Z", "2026-11-22T1x:58:24Z"
	};
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(time_read_iso(bad[i], strlen(bad[i]), &time));
}

static void today_and_now_are_in_this_century(void **state)
{
	(void)state;
	assert_in_range(date_today(), 20240101, 20991231);
	assert_true(time_now() > 1700000000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_survives_the_round_trips),
		cmocka_unit_test(every_form_of_every_day_is_read),
		cmocka_unit_test(months_are_added_and_clamped),
		cmocka_unit_test(months_are_taken_away_as_well),
		cmocka_unit_test(sums_beyond_the_calendar_are_none),
		cmocka_unit_test(days_are_added_over_month_ends),
		cmocka_unit_test(impossible_days_are_no_dates),
		cmocka_unit_test(people_are_told_the_month_by_name),
		cmocka_unit_test(the_usual_forms_are_read),
		cmocka_unit_test(blanks_are_no_dates),
		cmocka_unit_test(impossible_dates_are_told),
		cmocka_unit_test(incomplete_dates_are_ambiguous),
		cmocka_unit_test(short_years_and_serials_are_told),
		cmocka_unit_test(the_rest_is_unreadable),
		cmocka_unit_test(iso_dates_are_nothing_else),
		cmocka_unit_test(every_reading_has_its_remedy),
		cmocka_unit_test(scrambled_dates_do_no_harm),
		cmocka_unit_test(times_survive_the_round_trip),
		cmocka_unit_test(times_are_read_strictly),
		cmocka_unit_test(today_and_now_are_in_this_century),
	};
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
