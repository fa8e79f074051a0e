#!/usr/bin/env python3
"""Write a CSV file of made-up settings: the same file for the same number of rows.

    settings.py ROWS [whole]

With `whole`, five columns more, and nothing is left empty."""
import csv
import random
import sys
from datetime import date, timedelta

FIRST = ("Beech", "Elm", "Harbour", "Hill", "Kingfisher", "Lark", "Meadow", "Mill", "Moor", "North",
         "Oak", "Park", "Quarry", "River", "St Anne's", "St Cuthbert's", "Station", "Thorn",
         "Valley", "West")
SECOND = ("Bank", "Bridge", "Croft", "Fields", "Gate", "Green", "Grove", "Lane", "Road", "View",
          "Way", "Wood")
KINDS = (("Primary School", "primary"), ("Secondary School", "secondary"),
         ("Nursery", "nursery"), ("Academy", "all_through"), ("Surgery", "gp_practice"),
         ("Youth Club", "youth_service"), ("Infirmary", "hospital"), ("College", "college"))
NOTES = ("", "", "", "Rang the office, call back after half term",
         'Known as "the hub"; ask for reception', "Entrance is round the back, ring twice")


def setting(number, chance):
    first, second = chance.choice(FIRST), chance.choice(SECOND)
    what, kind = chance.choice(KINDS)
    joined = date(2018, 1, 1) + timedelta(days=chance.randrange(2900))
    return (
        f"S{number:07d}",
        f"{first} {second} {what} {chance.randrange(100000)}",
        kind,
        f"LS{chance.randrange(1, 30)} {chance.randrange(1, 10)}{chance.choice('ABDEFGHJ')}"
        f"{chance.choice('LNPQRSTU')}",
        f"{chance.choice(FIRST)} & {chance.choice(SECOND)}",
        f"0113 496 {chance.randrange(10000):04d}",
        f"office{number}@setting.example",
        f"{chance.randrange(1, 300)} {first} {second}",
        joined.isoformat() if chance.random() < 0.4 else "",
        chance.choice(NOTES),
    )


def whole(number, chance):
    *begin, joined, notes = setting(number, chance)
    return (*begin, joined or "2020-09-01", notes or "Nothing of note", 100000 + number, "Leeds",
            "Leeds", f"{chance.choice(FIRST)} {chance.choice(SECOND)} Trust",
            f"https://setting{number}.example/")


def main():
    chance = random.Random(20260831)
    rows = csv.writer(sys.stdout, lineterminator="\n")
    columns = ("reference", "name", "kind", "postcode", "ward", "telephone", "email", "street",
               "joined", "notes")
    make = setting
    if sys.argv[2:] == ["whole"]:
        columns += ("urn", "town", "local_authority", "trust", "website")
        make = whole
    rows.writerow(columns)
    rows.writerows(make(number, chance) for number in range(1, int(sys.argv[1]) + 1))


main()
