#!/usr/bin/env python3
"""Who is to be written to because a review falls due: for Word's mail merge, or as letters.

    mail_merge.py leeds.ycf --within 30 --by 'Robin Example' -o reviews.csv
    mail_merge.py leeds.ycf --within 30 --letters letters

Each setting whose review is due within N days, or overdue, gets a row. It goes to the designated lead; where the
post is vacant, to the setting's own address, and says so. --letters writes an e-mail for each, which Outlook
and others open (.eml), with the words of --template where there is one: {first_name}, {setting} ...
as the columns are called.

Exit status: 0 done; 1 done, but somebody has no e-mail address and is named; 2 the command is wrong; 3 the
machine is at fault.
"""
import argparse
import csv
import email.message
import email.policy
import io
import os
import re
import sys
import tempfile
import unicodedata

import ycf

COLUMNS = ("to", "name", "first_name", "job_title", "setting", "street", "town", "postcode", "mark",
           "review_due", "overdue", "stage", "practitioner", "reference")

LETTER = """Dear {name},

The action plan of {setting} for the mark '{mark}' is to be reviewed by {review_due}.
Please tell us which day would suit you.

With kind regards
{practitioner}
"""


class TemplateError(Exception):
    """The words of the e-mail cannot be used."""


def designated_lead(tracker, setting):
    """Who holds the post today; None: nobody."""
    today = tracker.today()
    return next((each for each in tracker.select("lead", setting=setting, role="designated_lead", sort="-since")
                 if each.since <= today and (each.until is None or each.until >= today)), None)


def row_of(tracker, due, standing):
    setting = tracker.get("setting", due.setting)
    lead = designated_lead(tracker, setting)
    return {
        "to": (lead.email if lead else setting.email) or "",
        "name": lead.name if lead else "colleagues", "first_name": lead.name.split()[0] if lead else "colleagues",
        "job_title": lead.job_title or "" if lead else "", "setting": setting.name,
        "street": setting.street or "", "town": setting.town or "", "postcode": setting.postcode or "",
        "mark": tracker.get("framework", standing.framework).title, "review_due": ycf.people_date(due.date),
        "overdue": "yes" if due.days < 0 else "no", "stage": standing.stage,
        "practitioner": due.practitioner or "", "reference": setting.reference or setting.id,
        "vacant": lead is None,
    }


def rows_of(tracker, within, practitioner):
    standings = {each.setting: each for each in tracker.select("standing")}
    terms = {"practitioner": practitioner} if practitioner else {}
    return [row_of(tracker, due, standings[due.setting])
            for due in tracker.select("due", kind="review", within=within, sort="date", **terms)]


# ---- files ----

def put(path, text):
    """A file, whole or not at all, that only its owner may read."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", delete=False,
                                     dir=os.path.dirname(os.path.abspath(path)), prefix=".mail_merge-") as file:
        try:
            file.write(text)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def cell(text):
    """Word opens the list through Excel, which would run what looks like a formula."""
    return "'" + text if re.match(r"'*[=+@\t\r-]", text) else text


def write_list(path, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *([cell(row[column]) for column in COLUMNS] for row in rows)])
    put(path, "\ufeff" + text.getvalue())          # which tells Excel that it is UTF-8


def file_name(row):
    """Fit for any system, with letters and digits alone."""
    plain = unicodedata.normalize("NFKD", f"{row['reference']}-{row['setting']}")
    return re.sub(r"[^0-9A-Za-z]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:80] + ".eml"


def one_line(text):
    return " ".join(text.split())


def write_letter(folder, row, words, subject):
    letter = email.message.EmailMessage(policy=email.policy.SMTP)
    letter["To"] = one_line(row["to"])
    letter["Subject"] = one_line(subject.format_map(row))
    letter["X-Unsent"] = "1"                      # Outlook opens it as one to be sent
    letter.set_content(words.format_map(row))
    put(os.path.join(folder, file_name(row)), letter.as_string())


def write_letters(folder, rows, words):
    os.makedirs(folder, exist_ok=True)
    for row in rows:
        if row["to"]:
            write_letter(folder, row, words, "Review of your action plan, due by {review_due}")


# ---- the run ----

def tell(rows):
    """What somebody has to see to; whether there is anything."""
    for row in rows:
        if row["vacant"]:
            print(f"no lead in post at {row['setting']}: "
                  + (f"it goes to {row['to']}" if row["to"] else "and no address of its own"))
        if not row["to"]:
            print(f"NO E-MAIL for {row['name']}, {row['setting']}: review due by {row['review_due']}")
    overdue = sum(row["overdue"] == "yes" for row in rows)
    print(f"{len(rows)} reviews, {overdue} of them overdue")
    return any(not row["to"] for row in rows)


def template_of(path):
    if path is None:
        return LETTER
    with open(path, encoding="utf-8-sig") as file:
        words = file.read()
    try:
        words.format_map(dict.fromkeys(COLUMNS, ""))
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        raise TemplateError(f"{path} asks for what there is not: {error}") from None
    return words


def run(chosen):
    words = template_of(chosen.template)
    with ycf.open(chosen.tracker, read_only=True) as tracker:
        rows = rows_of(tracker, chosen.within, chosen.by)
    if chosen.output:
        write_list(chosen.output, rows)
    if chosen.letters:
        write_letters(chosen.letters, rows, words)
    return 1 if tell(rows) else 0


def main():
    options = argparse.ArgumentParser(description="A mail merge of the leads whose review falls due.")
    options.add_argument("tracker")
    options.add_argument("--within", type=int, default=30, metavar="N", help="days ahead (default: 30)")
    options.add_argument("--by", metavar="NAME", help="a practitioner's settings alone")
    options.add_argument("-o", "--output", metavar="FILE", help="the list for Word's mail merge")
    options.add_argument("--letters", metavar="FOLDER", help="an e-mail for each, as a file")
    options.add_argument("--template", metavar="FILE", help="the words of the e-mail")
    chosen = options.parse_args()
    if not chosen.output and not chosen.letters:
        options.error("say where to write: --output FILE, --letters FOLDER")
    try:
        return run(chosen)
    except (TemplateError, OSError, ycf.Error) as error:
        print(f"mail_merge: {error}", file=sys.stderr)
        machine = isinstance(error, (ycf.Busy, ycf.Full, ycf.Unreadable, ycf.Damaged)) or \
            isinstance(error, OSError) and not isinstance(error, FileNotFoundError)
        return 3 if machine else 2


if __name__ == "__main__":
    sys.exit(main())
