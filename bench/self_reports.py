"""Makes returned self-reports up, and reads them as Python would."""
import csv
import io
import json
import os
import subprocess
import sys
import zipfile


def run(ycf, tracker, *words):
    return subprocess.run([ycf, "-t", tracker, *words], check=True, capture_output=True,
                          text=True).stdout


def facts(ycf, folder, count):
    """The tracker with its settings; the table of one form, and the token of each setting."""
    tracker = os.path.join(folder, "empty.ycf")
    with open(os.path.join(folder, "settings.csv"), "w") as out:
        out.write("reference,name,kind,joined\n")
        for i in range(count):
            out.write(f"R{i},Invented School {i},primary,2026-01-05\n")
    run(ycf, tracker, "import", "setting", os.path.join(folder, "settings.csv"))
    form = os.path.join(folder, "form.csv")
    run(ycf, tracker, "self-report", "R0", "--draft", "--on", "2026-02-01", "-o", form)
    with open(form, encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    exported = csv.DictReader(io.StringIO(run(ycf, tracker, "export", "setting").lstrip("\ufeff")))
    return table, {row["reference"]: row["id"] for row in exported}


def filled(table, token, i):
    """The form as a lead fills it in: every standard, some criteria, a piece of evidence."""
    rows = []
    for row in table:
        row = list(row)
        code = row[0]
        if code == "form":
            row[3] = " ".join([row[3].split()[0], token, row[3].split()[2]])
        elif code == "date":
            row[3] = "2026-03-02"
        elif code == "by":
            row[3] = f"Reporter {i}"
        elif code.isdigit():
            row[3] = ("Met", "Partly met", "Not met")[(i + int(code)) % 3]
            row[4] = f"What we do for standard {code} in school {i}, in a sentence or two."
            row[5:8] = ["Policy", "Shared drive", "2026-02-01"] if code == "1" else ["", "", ""]
        elif "." in code and (i + ord(code[-1])) % 7 == 0:
            row[3] = "Met"
        rows.append(row)
    return rows


def write_page(path, rows, i):
    said = {row[0]: row for row in rows}
    tracker, setting, mark = said["form"][3].split()
    levels = {"Met": "met", "Partly met": "partly", "Not met": "not_met"}
    ratings = [{"code": r[0], "level": levels[r[3]], "commentary": r[4]} for r in rows
               if r[3] in levels]
    with open(path, "w") as out:
        json.dump({"ycf": "self-report", "version": 1, "tracker": tracker, "setting": setting,
                   "framework": mark.split(":")[0], "edition": mark.split(":")[1],
                   "made": "2026-02-01", "date": "2026-03-02", "reporter": f"Reporter {i}",
                   "lead": {"in_post": None}, "actions": [],
                   "standards": [r for r in ratings if "." not in r["code"]],
                   "criteria": [r for r in ratings if "." in r["code"]],
                   "evidence": [{"standard": "1", "title": "Policy", "kept_at": "Shared drive",
                                 "dated": "2026-02-01"}]}, out)


def make(ycf, folder, count):
    import openpyxl
    table, tokens = facts(ycf, folder, count)
    for name in "books", "tables", "pages":
        os.mkdir(os.path.join(folder, name))
    for i in range(count):
        rows = filled(table, tokens[f"R{i}"], i)
        with open(f"{folder}/tables/{i}.csv", "w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(rows)
        write_page(f"{folder}/pages/{i}.json", rows, i)
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(f"{folder}/books/{i}.xlsx")


def paths(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def read_books(folder):
    import openpyxl
    cells = 0
    for path in paths(folder):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for row in book.active.iter_rows(values_only=True):
            cells += sum(cell is not None for cell in row)
        book.close()
    print(cells, "cells")


def read_tables(folder):
    cells = 0
    for path in paths(folder):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                cells += len(row)
    print(cells, "cells")


def hostile(folder):
    with open(f"{folder}/huge.xlsx", "wb") as out:
        out.write(b"PK\3\4" + bytes(100_000_000))
    with open(f"{folder}/huge.csv", "wb") as out:
        out.write(b"code,answer\n" + (b"x" * 99 + b"\n") * 1_000_000)
    with open(f"{folder}/huge.json", "wb") as out:
        out.write(b'{"a":[' + b"[]," * 33_000_000 + b"[]]}")
    name = sorted(os.listdir(f"{folder}/books"))[0]
    with zipfile.ZipFile(f"{folder}/books/{name}") as old, \
            zipfile.ZipFile(f"{folder}/bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, b"<a>" + b" " * 100_000_000 if "sheet1" in entry
                         else old.read(entry))


if __name__ == "__main__":
    what = sys.argv[1]
    if what == "make":
        make(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        {"openpyxl": read_books, "csv": read_tables, "hostile": hostile}[what](sys.argv[2])
