/* Prints, for each year 1900 to 2199, a checksum of every day of that year
   plus N months: the sum of yyyymmdd times the day of the year, modulo
   2^61 - 1.  test_dates.py reckons the same by Python's calendar. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"

static uint64_t checksum(int year, int months)
{
	const uint64_t prime = (UINT64_C(1) << 61) - 1;
	uint64_t sum = 0, day_of_year = 1;
	for (ycf_date date = date_make(year, 1, 1); date / 10000 == year; day_of_year++) {
		sum = (sum + (uint64_t)date_add_months(date, months) * day_of_year) % prime;
		date = date_add_days(date, 1);
	}
	return sum;
}

int main(int count, char **arguments)
{
	if (count < 2) {
		fputs("usage: print_months N...\n", stderr);
		return 2;
	}
	for (int i = 1; i < count; i++)
		for (int year = 1900; year < 2200; year++)
			printf("%s %d %llu\n", arguments[i], year,
			       (unsigned long long)checksum(year, atoi(arguments[i])));
	return 0;
}
