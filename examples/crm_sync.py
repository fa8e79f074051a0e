#!/usr/bin/env python3
"""Nightly: take a CRM's export of leads and their organisations into the tracker, and write
back what the CRM should know.

    crm_sync.py leeds.ycf --crm civicrm --export leads.csv --write-back back.csv --state sync.json

The export is that of the group (CiviCRM) or report (Salesforce) of the young carers leads. Settings
and leads are found by the CRM's own ids, kept as external ids; at the first sight of a setting its URN
or ODS code will do. A setting that the tracker does not know is named and left alone. The CRM's
contact details count; who is lead is for people to say, so that where the tracker has another lead
in post, both are named and nothing is done.

FILE of --write-back has a row for each setting of which something was altered since the last run,
or whose stage changed with time. It is written whole or not at all, under its name only when all
is stored; while the CRM has not taken last night's file away, tonight's has its rows too.

Exit status: 0 done; 1 done, with lines marked LOOK for people to look at; 2 the command or the
export is wrong; 3 the tracker or the disk cannot be used just now. With 2 and 3 nothing was changed.
"""
import argparse
import csv
import io
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date

import ycf

ACTOR = "CRM sync"


class ExportError(Exception):
    """The export cannot be worked with at all."""


class NotPut(Exception):
    """The tracker has it all, and a file could not be put in its place."""


# ---- what the CRMs write ----

@dataclass
class Organisation:
    line: int
    id: str
    name: str
    codes: tuple           # keys by which the tracker may know it, "urn:107809"
    details: dict


@dataclass
class Person:
    line: int
    id: str
    employer: str          # an Organisation's id
    details: dict


def case_safe(id_):
    """Salesforce's 15 letters differ by case alone; its 18 add three that say which are capitals. Reports
    show either."""
    if len(id_) != 15:
        return id_
    bits = [sum(1 << place for place in range(5) if id_[block + place].isupper() and
                id_[block + place].isascii()) for block in (0, 5, 10)]
    return id_ + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[each] for each in bits)


def codes(row):
    return tuple(f"{scheme}:{row[column]}" for scheme, column in (("urn", "URN"), ("ods", "ODS code"))
                 if row.get(column))


def civicrm(line, row):
    """An export of contacts has organisations and individuals, a row each."""
    kind, id_ = row["Contact Type"], row["Contact ID"]
    if kind == "Organization":
        yield Organisation(line, id_, row["Organization Name"], codes(row),
                           {"telephone": row.get("Phone"), "email": row.get("Email")})
    elif kind == "Individual":
        yield Person(line, id_, row["Current Employer ID"], {
            "name": f'{row["First Name"]} {row["Last Name"]}'.strip(), "job_title": row.get("Job Title"),
            "email": row.get("Email"), "telephone": row.get("Phone")})


def salesforce(line, row):
    """A report of contacts and accounts has a contact with its account in each row."""
    account, contact = case_safe(row["Account ID"]), case_safe(row["Contact ID"])
    yield Organisation(line, account, row["Account Name"], codes(row), {"telephone": row.get("Account Phone")})
    if contact:
        yield Person(line, contact, account, {
            "name": f'{row["First Name"]} {row["Last Name"]}'.strip(), "job_title": row.get("Title"),
            "email": row.get("Email"), "telephone": row.get("Phone")})


@dataclass
class Crm:
    read: object           # a row into organisations and people
    needs: tuple           # headings without which nothing can be done
    columns: tuple         # of the file that it imports: its id, stage, award, awarded, review, lead


CRMS = {
    "civicrm": Crm(civicrm, ("Contact ID", "Contact Type", "Organization Name", "First Name", "Last Name",
                             "Current Employer ID"),
                   ("Contact ID", "Young carer friendly stage", "Award code", "Awarded", "Next review",
                    "Young carers lead")),
    "salesforce": Crm(salesforce, ("Account ID", "Account Name", "Contact ID", "First Name", "Last Name"),
                      ("Id", "YCF_Stage__c", "YCF_Award_Code__c", "YCF_Awarded__c", "YCF_Next_Review__c",
                       "YCF_Lead__c")),
}


def decode(path):
    with open(path, "rb") as file:
        text = file.read()
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")


def read_export(crm, path):
    """All of it, before anything is done: (line, organisation or person)."""
    rows = csv.DictReader(io.StringIO(decode(path), newline=""), skipinitialspace=True)
    rows.fieldnames = [each.strip() for each in rows.fieldnames or ()]
    missing = [each for each in crm.needs if each not in rows.fieldnames]
    if missing:
        raise ExportError(f"{path} has no column {', '.join(missing)}; export it with these")
    found = []
    for row in rows:
        cells = {name: (cell or "").strip() for name, cell in row.items() if name is not None}
        if sum(1 for cell in cells.values() if cell) > 1:        # not the lines below a report
            found.extend(crm.read(rows.line_num, cells))
    if not found:
        raise ExportError(f"{path} has no contacts; an export that failed is not taken for one that is empty")
    return found


# ---- into the tracker ----

@dataclass
class Sync:
    tracker: ycf.Tracker
    system: str
    settings: dict = field(default_factory=dict)       # of the export: id -> record
    seen: dict = field(default_factory=dict)           # id -> what was there
    counts: dict = field(default_factory=lambda: dict.fromkeys(
        ("edited", "linked", "appointed", "unchanged", "to look at"), 0))

    def say(self, what, text):
        self.counts[what] += 1
        print(f"{'LOOK' if what == 'to look at' else what:10}{text}")

    def find(self, noun, key):
        try:
            return self.tracker.get(noun, key)
        except ycf.NotFound:
            return None

    def link(self, record, id_):
        self.tracker.add("external_id", system=self.system, value=id_, **{record.noun_name: record})
        self.say("linked", f"{record.noun_name} {record.label('id')}: it is {self.system}:{id_}")

    def edit(self, record, details):
        """What differs; a blank cell leaves what is there."""
        changes = {name: value for name, value in details.items() if value and value != record[name]}
        if not changes:
            self.counts["unchanged"] += 1
            return
        told = ", ".join(changes if record.noun_name == "lead" else
                         (f"{name} {record[name] or 'none'} -> {value}" for name, value in changes.items()))
        self.tracker.edit(record, **changes)
        self.say("edited", f"{record.noun_name} {record.label('id')}: {told}")

    def organisation(self, given):
        setting = self.find("setting", f"{self.system}:{given.id}")
        if setting is None:
            setting = next(filter(None, (self.find("setting", code) for code in given.codes)), None)
            if setting is None:
                self.say("to look at", f"line {given.line}: {self.system}:{given.id} '{given.name}' is no "
                                       "setting of the tracker")
                return
            self.link(setting, given.id)
        self.settings[given.id] = setting
        self.edit(setting, given.details)

    def person(self, given):
        lead = self.find("lead", f"{self.system}:{given.id}")
        setting = self.settings.get(given.employer) or self.find("setting", f"{self.system}:{given.employer}")
        who = f"line {given.line}: {given.details['name']} ({self.system}:{given.id})"
        if setting is None:
            self.say("to look at", f"{who} works for {given.employer or 'nobody'}, which is no setting of "
                                   "the tracker")
        elif lead is not None and lead.setting != setting.id:
            self.say("to look at", f"{who} is a lead of {lead.label('setting')}, and has gone to "
                                   f"{setting.name}")
        elif lead is not None and lead.until is not None and lead.until < self.tracker.today():
            self.say("to look at", f"{who} has left the post by {lead.until}; take them out of the CRM's group")
        elif lead is not None:
            self.edit(lead, given.details)
        else:
            self.newcomer(given, setting, who)

    def newcomer(self, given, setting, who):
        """Somebody whose id is not known yet: a lead in post, or the new one of a vacant post."""
        today = self.tracker.today()
        in_post = [each for each in self.tracker.select("lead", setting=setting)
                   if each.until is None or each.until >= today]
        same = [each for each in in_post if given.details["name"].casefold() == each.name.casefold() or
                each.email and given.details["email"] and
                given.details["email"].casefold() == each.email.casefold()]
        holder = next((each for each in in_post if each.role == "designated_lead"), None)
        if len(same) == 1:
            self.link(same[0], given.id)
            self.edit(same[0], given.details)
        elif holder is not None:
            self.say("to look at", f"{who} is not the lead of {setting.name}: {holder.name} is")
        else:
            lead = self.appoint(setting, given)
            self.say("appointed", f"lead of {setting.name} from {today}: {lead.name}")

    def appoint(self, setting, given):
        details = {name: value for name, value in given.details.items() if value}
        lead = self.tracker.appoint(setting, details.pop("name", ""), **details)
        self.tracker.add("external_id", system=self.system, value=given.id, lead=lead)
        return lead

    def take(self, given):
        """One organisation or person. What cannot be stored is told, and undoes only itself."""
        kind = type(given).__name__
        before = self.seen.setdefault((kind, given.id), given)
        if before is not given and kind == "Organisation" and before.details == given.details:
            return                                   # once more, with another of its contacts
        if before is not given or not given.id:
            self.say("to look at", f"line {given.line}: " + (f"{given.id} stands there twice" if given.id else
                                                             "there is no id"))
            return
        try:
            (self.organisation if kind == "Organisation" else self.person)(given)
        except (ycf.Invalid, ycf.Exists, ycf.Ambiguous, ycf.Refused) as error:
            self.say("to look at", f"line {given.line}: {self.system}:{given.id}: {error}")


# ---- back to the CRM ----

def told_of(record):
    return (record.stage, record.award_code if record.holds else None, record.awarded if record.holds else None,
            record.next_review, record.lead)


def standings(tracker, as_of=None):
    return {each.setting: told_of(each) for each in tracker.select("standing", as_of=as_of)}


def altered(tracker, state):
    """The settings of which the CRM is to hear: all at first."""
    now = standings(tracker)
    if not state:
        return set(now)
    then = standings(tracker, as_of=state["day"])
    return {each for each in now if now[each] != then.get(each)} | {
        each.setting for each in tracker.alterations(state["change"]) if each.setting in now}


def pending(path, column):
    """The ids of a file that was not taken away yet."""
    if not os.path.exists(path):
        return set()
    with open(path, encoding="utf-8", newline="") as file:
        return {row.get(column) for row in csv.DictReader(file)}


def rows_back(tracker, system, settings, waiting):
    now = standings(tracker)
    for each in tracker.select("external_id", system=system, sort="value"):
        if each.setting in now and (each.setting in settings or each.value in waiting):
            yield (each.value, *("" if value is None else str(value) for value in now[each.setting]))


def put_aside(path, text):
    """A file beside the one that it is to replace, on the disk for sure; its name."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", delete=False,
                                     dir=os.path.dirname(os.path.abspath(path)), prefix=".crm_sync-") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return file.name


def as_csv(columns, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


def put_in_place(aside):
    for name in list(aside):
        try:
            os.replace(aside[name], name)
        except OSError as error:
            raise NotPut(f"all is stored, but {name} is not in its place; the next run writes it: {error}") from None
        del aside[name]


# ---- the run ----

class DryRun(Exception):
    """Undoes the transaction."""


def read_state(path):
    try:
        with open(path, encoding="utf-8") as file:
            state = json.load(file)
        return {"change": str(state["change"]), "day": date.fromisoformat(state["day"])}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise ExportError(f"{path} is no state of this program; remove it, and all settings are written "
                          "back once more") from None


def work(tracker, crm, chosen, given, aside):
    """All of it in one transaction, so that nobody writes between what is read and what is stored."""
    state = read_state(chosen.state)
    with tracker.transaction(f"export of {chosen.crm}"):
        hears = altered(tracker, state)
        sync = Sync(tracker, chosen.crm)
        for each in sorted(given, key=lambda each: isinstance(each, Person)):    # organisations first
            sync.take(each)
        rows = list(rows_back(tracker, chosen.crm, hears, pending(chosen.write_back, crm.columns[0])))
        last = next(iter(tracker.select("change", sort="-at")))
        if chosen.dry_run:
            raise DryRun(sync.counts, len(rows))
        if rows:
            aside[chosen.write_back] = put_aside(chosen.write_back, as_csv(crm.columns, rows))
        aside[chosen.state] = put_aside(chosen.state, json.dumps(
            {"change": last.id, "day": tracker.today().isoformat()}) + "\n")
    return sync.counts, len(rows)


def run(chosen):
    crm = CRMS[chosen.crm]
    given = read_export(crm, chosen.export)
    aside = {}                 # name -> the file that is to get it once all is stored
    try:
        with ycf.open(chosen.tracker, by=ACTOR) as tracker:
            counts, rows = work(tracker, crm, chosen, given, aside)
        put_in_place(aside)
        print(f"wrote     {rows} settings to {chosen.write_back}" if rows else "nothing to write back")
    except DryRun as tried:
        counts, rows = tried.args
        print(f"dry run: nothing was changed; {rows} settings would be written back")
    finally:
        for name in aside.values():
            os.unlink(name)
    print("done: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    return 1 if counts["to look at"] else 0


def main():
    options = argparse.ArgumentParser(description="Sync the leads of a CRM with a tracker, nightly.")
    options.add_argument("tracker")
    options.add_argument("--crm", required=True, choices=sorted(CRMS))
    options.add_argument("--export", required=True, help="the CRM's file")
    options.add_argument("--write-back", required=True, metavar="FILE", help="what the CRM is to import")
    options.add_argument("--state", required=True, metavar="FILE", help="what this program remembers")
    options.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    chosen = options.parse_args()
    try:
        return run(chosen)
    except ExportError as error:
        print(f"crm_sync: {error}", file=sys.stderr)
        return 2
    except NotPut as error:
        print(f"crm_sync: {error}", file=sys.stderr)
        return 3
    except (OSError, ycf.Error, csv.Error) as error:
        print(f"crm_sync: nothing was changed: {error}", file=sys.stderr)
        machine = isinstance(error, (ycf.Busy, ycf.Full, ycf.Unreadable, ycf.Damaged)) or \
            isinstance(error, OSError) and not isinstance(error, FileNotFoundError)
        return 3 if machine else 2


if __name__ == "__main__":
    sys.exit(main())
