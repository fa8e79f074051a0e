#!/usr/bin/python3
"""Month sums of every day 1900 to 2199 against Python's calendar.

usage: test_dates.py [PRINT_MONTHS [HIGHEST]]

PRINT_MONTHS is the program built from print_months.c (default: beside the
working folder's tests/unit), HIGHEST the largest number of months (120).
"""

import calendar
import subprocess
import sys

PRIME = 2**61 - 1
YEARS = range(1900, 2200)

# One pass over the calendar; all else below is sums of these.
LAST = {
    (year, month): calendar.monthrange(year, month)[1]
    for year in range(1900, 2211)
    for month in range(1, 13)
}


def added(year, month, months):
    """The year and month that many months on."""
    whole, left = divmod(month - 1 + months, 12)
    return year + whole, left + 1


def checksum(year, months):
    total = 0
    day_of_year = 0
    for month in range(1, 13):
        to_year, to_month = added(year, month, months)
        start = to_year * 10000 + to_month * 100
        last = LAST[to_year, to_month]
        for day in range(1, LAST[year, month] + 1):
            day_of_year += 1
            total += (start + (day if day < last else last)) * day_of_year
    return total % PRIME


def printed(program, highest):
    """(months, year) -> checksum, as the C code sees it."""
    numbers = [str(months) for months in range(highest + 1)]
    output = subprocess.run(
        [program, *numbers], check=True, capture_output=True, text=True
    ).stdout
    sums = {}
    for line in output.splitlines():
        months, year, total = line.split()
        sums[int(months), int(year)] = int(total)
    return sums


def main(arguments):
    program = arguments[1] if len(arguments) > 1 else "tests/unit/print_months"
    highest = int(arguments[2]) if len(arguments) > 2 else 120
    sums = printed(program, highest)
    wrong = [
        (months, year)
        for months in range(highest + 1)
        for year in YEARS
        if sums.get((months, year)) != checksum(year, months)
    ]
    for months, year in wrong[:10]:
        print(f"days of {year} plus {months} months differ", file=sys.stderr)
    compared = len(YEARS) * (highest + 1)
    print(f"{compared - len(wrong)} of {compared} years agree")
    return 1 if wrong or len(sums) != compared else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
