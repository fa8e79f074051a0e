"""The scenario that is told in each language, here for Python: from a framework to a withdrawal.
What it makes goes into FOLDER: python3 scenario.py FOLDER"""
import os
import sys
from datetime import date

import ycf

SOURCE = os.environ["YCF_SRCDIR"]
GIVEN = os.path.join(SOURCE, "tests", "bindings", "harbour")


def begin(t):
    list_, map_ = os.path.join(GIVEN, "berths.csv"), os.path.join(GIVEN, "map.yaml")
    with t.transaction("the office list"):
        assert t.import_("setting", list_, map=map_).added == 3
    assert t.import_("setting", list_, map=map_).unchanged == 3
    t.join("harbour:S-3", on=date(2024, 2, 12))
    t.appoint("bay", "Cy Sample", email="cy@bay.example", job_title="Bonesetter", since="2024-02-19")
    t.appoint("bay", "Dee Sample", role="deputy", since=date(2024, 2, 19))
    t.vacate("mole", on=date(2024, 6, 30), why="Sailed away")
    t.appoint("mole", "Eve Sample")
    t.upsert("setting", "harbour:q1", telephone="0113 496 0102", email="mole@sampleport.example")
    oest, outcome = t.upsert("setting", "crm:0015g00000XyZAbAAN", name="Harbour Øst", kind="other")
    assert outcome == "added"
    again = t.upsert("setting", "crm:0015g00000XyZAbAAN", name="Harbour Øst")
    assert again == (oest, "unchanged")
    t.upsert("setting", "crm:0015g00000XyZAbAAn", name="Harbour West", kind="other", reference="west")
    t.upsert("lead", "crm:0035g00000AbCdEAAV", setting=oest, name="Finn Sample",
             role="designated_lead", since=date(2025, 12, 1))
    t.edit("setting", "bay", notes="Ring twice; “after dark” once", email=None, town="Sampleport")


def work(t):
    t.assess("quay", {"A": "growing", "C": "growing"}, source="self", assessor="Ann Sample",
             date=date(2025, 2, 3))
    t.assess_file("quay", os.path.join(GIVEN, "ratings.csv"), source="self", date=date(2025, 11, 3))
    for code in "ABC":
        t.add("evidence", setting="quay", standard=code, title=f"Seen at {code}", kept_at=f"shelf/{code}",
              dated=date(2025, 11, 4), expires=date(2027, 11, 4))
    t.agree_plan("quay", agreed_with="Ann Sample", agreed=date(2025, 8, 4))
    t.add("action", setting="quay", standard="A", what="Oil for the lamp", owner="Ann Sample",
          due=date(2025, 10, 1))
    t.add("action", setting="quay", standard="B", what="Coil the ropes", due=date(2025, 10, 2))
    t.add("action", setting="quay", standard="C", what="Ring the bell")
    twice = t.add("action", setting="quay", what="Entered twice")
    with t.transaction("entered twice"):
        t.remove(twice)
    t.complete("quay", 1, on=date(2025, 9, 15))
    t.log("quay", "visit", with_whom="Ann Sample", date=date(2025, 9, 20), note="Lamp is bright",
          follow_up=date(2026, 3, 1))
    t.review_plan("quay", "close=2", "carry=3=2026-02-01", "add=B: Paint the wall=2026-05-01",
                  agreed_with="Ann Sample", date=date(2025, 12, 1))


def must_refuse(call, *arguments, **more):
    try:
        call(*arguments, **more)
    except ycf.Refused:
        return
    raise AssertionError(f"{call.__name__} was not refused")


def decide(t):
    must_refuse(t.award, "quay", date=date(2026, 1, 5))
    t.assess("quay", {"B": ("secure", "The wall was tapped"), "C": ("secure", "All can hear it"),
                      "A.2": ("secure", "Lit, and trimmed")}, source="self", date=date(2025, 12, 8))
    assert t.ready("quay", as_of=date(2026, 1, 5))
    t.award("quay", date=date(2026, 1, 5), decided_by="Harbour Friends")
    t.award("mole", date=date(2024, 5, 1), recorded_from="Minutes of May 2024")
    t.withdraw("mole", on=date(2025, 12, 31), note="No host for a year")
    with t.transaction("Silted up"):
        t.depart("west", on=date(2026, 1, 4), reason="Silted up", closed=True)
    must_refuse(t.edit, "award", "quay", date=date(2026, 1, 6))


def tell(t):
    day = date(2026, 5, 2)
    t.select("standing", sort="-name", as_of=day).write("standing.csv")
    t.select("due", as_of=day, fields=["reference", "kind", "date", "days", "what", "who"]).write(
        "due.json", "json")
    t.alterations("2026-01-05T09:00:00.010Z", fields=[
        "noun", "record", "setting", "act", "at", "change", "actor"]).write("alteration.json", "json")
    t.document("certificate").write("quay", "certificate.pdf")
    t.document("summary", as_of=day).write("quay", "summary.pdf")
    t.export_all("all")


os.chdir(sys.argv[1])
with ycf.create("tracker.ycf", os.path.join(SOURCE, "tests", "frameworks", "small.yaml"),
                by="Robin Example", seed=2026, clock="2026-01-05T09:00:00Z") as tracker:
    for part in begin, work, decide, tell:
        part(tracker)
