#!/usr/bin/env python3
"""Write a CSV file of made-up settings that hold the mark, for `ycf import setting FILE --map
practitioner-spreadsheet`: the same file for the same number of rows."""
import csv
import random
import sys
from datetime import date, timedelta

FIRST = ("Beech", "Elm", "Harbour", "Hill", "Kingfisher", "Lark", "Meadow", "Mill", "Moor", "North",
         "Oak", "Park", "Quarry", "River", "St Anne's", "St Zoë's", "Station", "Thorn", "Valley",
         "Ŵern")
SECOND = ("Bank", "Bridge", "Croft", "Fields", "Gate", "Green", "Grove", "Lane", "Road", "View",
          "Way", "Wood")
KINDS = ("Primary school", "Secondary school", "Nursery school", "Youth club", "GP surgery")
PANELS = ("Panel of March", "Panel of June", "Panel of September", "The Rt Hon. Zoë Makepeace")


def setting(number, chance):
    kind = chance.choice(KINDS)
    name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {kind} {number}"
    awarded = date(2025, 1, 6) + timedelta(days=chance.randrange(600))
    return (name, f"A{number:06d}", kind, "2024-09-02", f"Lead Number-{number}",
            awarded.isoformat(), awarded.isoformat(), "the register of the scheme",
            chance.choice(PANELS))


def main():
    chance = random.Random(20260831)
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("School", "Our ref", "Type", "Joined", "Lead", "Lead confirmed", "Award date",
                   "Where recorded", "Decided by"))
    rows.writerows(setting(number, chance) for number in range(1, int(sys.argv[1]) + 1))


main()
