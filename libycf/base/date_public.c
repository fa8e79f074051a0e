/* Days, for those outside. */
#include <string.h>

#include "base/date.h"

ycf_date ycf_date_read(const char *text, const char **why)
{
	ycf_date date = 0;
	enum date_reading reading = date_read(text, strlen(text), &date);
	if (why != NULL)
		*why = reading == DATE_READ ? NULL : date_problem(reading);
	return reading == DATE_READ ? date : 0;
}

void ycf_date_write(ycf_date date, char out[11])
{
	out[0] = '\0';
	if (date != 0)
		date_write_iso(date, out);
}

void ycf_date_write_people(ycf_date date, char out[32])
{
	out[0] = '\0';
	if (date != 0)
		date_write_people(date, out);
}

ycf_date ycf_date_add_months(ycf_date date, int months)
{
	return date == 0 ? 0 : date_add_months(date, months);
}

ycf_date ycf_date_add_days(ycf_date date, int days)
{
	return date == 0 ? 0 : date_add_days(date, days);
}

ycf_date ycf_date_today(void)
{
	return date_today();
}
