/* Days as integers yyyymmdd (ycf_date, 0 is none), proleptic Gregorian,
   years 1000 to 9999. */
#ifndef YCF_BASE_DATE_H
#define YCF_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "ycf.h"

enum { DATE_ISO_SIZE = 11, DATE_PEOPLE_SIZE = 32 };

enum date_reading {
	DATE_READ,             /* a date */
	DATE_BLANK,            /* nothing there: *date is 0 */
	DATE_UNREADABLE,       /* not a date in any form we read */
	DATE_IMPOSSIBLE,       /* 31 February, month 13 */
	DATE_AMBIGUOUS,        /* no year (11-Mar), or an order we do not know */
	DATE_SHORT_YEAR,       /* two digits of year */
	DATE_SERIAL            /* 45000: Excel's day number */
};

/* A date as people in the UK write it: 2026-08-31, 31/08/2026, 31-08-2026,
   31.8.2026, 31 Aug 2026, 31 August 2026, 31-Aug-2026, 1st May 2026,
   20260831, with an optional day name before and an optional midnight or other time behind
   ("2026-08-31T00:00:00", "31/08/2026 00:00").  Day first, always. */
enum date_reading date_read(const char *text, size_t length, ycf_date *date);
/* ISO 8601 yyyy-mm-dd and nothing else. */
enum date_reading date_read_iso(const char *text, size_t length, ycf_date *date);
/* What is wrong with it and how to mend it, to follow a quoted value in a
   message: "is not a date; write 2026-08-31 or 31/08/2026". */
const char *date_problem(enum date_reading reading);

ycf_date date_make(int year, int month, int day);     /* 0: impossible */
bool date_is_valid(ycf_date date);
int date_to_days(ycf_date date);                      /* days since 1970-01-01 */
ycf_date date_from_days(int days);
ycf_date date_add_days(ycf_date date, int days);
/* Months on that very day, clamped to the month's end: 31 August + 6 is the
   last day of February. */
ycf_date date_add_months(ycf_date date, int months);
void date_write_iso(ycf_date date, char out[DATE_ISO_SIZE]);
/* For people: "10 November 2026". */
void date_write_people(ycf_date date, char out[DATE_PEOPLE_SIZE]);
ycf_date date_today(void);                            /* local time */

/* Times are milliseconds since 1970 in UTC; text "2026-11-22T15:58:24.123Z". */
enum { TIME_ISO_SIZE = 25 };
void time_write_iso(int64_t time, char out[TIME_ISO_SIZE]);
/* Reads that form, with or without the fraction, and a bare date (its
   midnight UTC). */
bool time_read_iso(const char *text, size_t length, int64_t *time);
int64_t time_now(void);

#endif
