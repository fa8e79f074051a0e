"""Self-reports out and back: a thousand of each kind, in every form that Excel gives, hostile ones,
and what is refused."""
import csv, datetime, io, json, os, random, re, shutil, subprocess, sys, tempfile, zipfile

YCF = os.environ["YCF"]
SOURCE = os.environ["YCF_SRCDIR"]
os.environ.pop("YCF_TRACKER", None)
os.environ["YCF_BY"] = "Robin Example"
work = tempfile.mkdtemp()
os.chdir(work)
failures = 0


def wrong(what):
    global failures
    failures += 1
    print("WRONG:", what)


def ycf(*words, status=0, tracker="t.ycf"):
    done = subprocess.run([YCF, "-t", tracker, *words], capture_output=True, text=True)
    if done.returncode != status:
        wrong(f"{' '.join(words[:6])}: exit status {done.returncode}: {done.stderr[:800]}")
    return done


def records(noun, *terms, tracker="t.ycf"):
    return json.loads(ycf("list", noun, *terms, "--format", "json", tracker=tracker).stdout or "[]")


def exported(noun, tracker="t.ycf"):
    """The same with references as tokens."""
    rows = csv.DictReader(io.StringIO(ycf("export", noun, tracker=tracker).stdout.lstrip("\ufeff"),
                                      newline=""))
    return [{k: unguard(v) or None for k, v in row.items()} for row in rows]


def unguard(text):
    bare = text.lstrip("'")
    return text[1:] if text[:1] == "'" and bare[:1] and bare[0] in "=+@\t\r-" else text


def refused(name, *words, tracker="t.ycf"):
    done = ycf("read-report", name, status=1, tracker=tracker)
    for word in words:
        if word not in done.stderr:
            wrong(f"{name}: '{word}' is not in: {done.stderr[:600]}")
    return done


# ---- files as others write them ----

def column(i):
    return chr(65 + i)


def escape(text):
    text = re.sub("_x([0-9A-Fa-f]{4})_", r"_x005F_x\1_", text)      # as Excel does
    return (text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            .replace("\r", "_x000D_"))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main",
          "http://purl.oclc.org/ooxml/officeDocument/relationships")


class Book:
    """A workbook by hand: shared or inline texts, days, extra sheets."""

    def __init__(self, rows, shared=True, sheets=(), merges=(), from_1904=False, strict=False,
                 formats=(), before=""):
        self.texts, self.shared = [], shared
        self.main, self.rel = STRICT if strict else (MAIN, REL)
        parts = [("Report", self.sheet(rows, merges))] + [(n, self.sheet(r, ())) for n, r in sheets]
        names = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>'
                        for i, (n, _) in enumerate(parts, 1))
        self.files = {
            "_rels/.rels": self.rels([("b", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": f'<workbook xmlns="{self.main}" xmlns:r="{self.rel}"><workbookPr '
            f'date1904="{int(from_1904)}"/><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": self.rels(
                [(f"r{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(parts) + 1)]
                + [("s", "sharedStrings", "sharedStrings.xml"), ("y", "styles", "/xl/styles.xml")]),
            "xl/styles.xml": f'<styleSheet xmlns="{self.main}"><numFmts count="1">'
            '<numFmt numFmtId="170" formatCode="[$-809]d&quot; of &quot;mmmm yyyy;@"/></numFmts>'
            '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/>'
            '<xf numFmtId="2"/></cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{self.main}">' + "".join(self.texts) + "</sst>",
        }
        for i, (_, sheet) in enumerate(parts, 1):
            self.files[f"xl/worksheets/sheet{i}.xml"] = before + sheet
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        kinds = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles",
                 "/xl/sharedStrings.xml": "sharedStrings",
                 **{f"/xl/worksheets/sheet{i}.xml": "worksheet" for i in range(1, len(parts) + 1)}}
        self.files["[Content_Types].xml"] = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"'
            '/>' + "".join(f'<Override PartName="{p}" ContentType="{kind}{k}+xml"/>'
                           for p, k in kinds.items()) + "</Types>")

    def rels(self, list):
        return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + "".join(f'<Relationship Id="{i}" Type="{self.rel}/{t}" Target="{p}"/>'
                          for i, t, p in list) + "</Relationships>")

    def cell(self, at, value):
        if value is None:
            return ""
        if isinstance(value, tuple):                # (style, number)
            return f'<c r="{at}" s="{value[0]}"><v>{value[1]}</v></c>'
        if isinstance(value, bool):
            return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, (int, float)):
            return f'<c r="{at}"><v>{value}</v></c>'
        if value.startswith("<c "):                 # XML as it stands
            return value.replace("AT", at)
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        if not self.shared:
            return f'<c r="{at}" t="inlineStr"><is>{text}</is></c>'
        half = len(value) // 2                      # rich text, with a reading aloud left out
        self.texts.append(f'<si><r><t xml:space="preserve">{escape(value[:half])}</t></r><r><rPr><b/>'
                          f'</rPr><t xml:space="preserve">{escape(value[half:])}</t></r><rPh sb="0" '
                          'eb="1"><t>aloud</t></rPh></si>')
        return f'<c r="{at}" t="s"><v>{len(self.texts) - 1}</v></c>'

    def sheet(self, rows, merges):
        out = [f'<worksheet xmlns="{self.main}"><sheetData>']
        for i, row in enumerate(rows, 1):
            if any(v is not None for v in row):
                out.append(f'<row r="{i}">' + "".join(
                    self.cell(f"{column(k)}{i}", v) for k, v in enumerate(row)) + "</row>")
        out.append("</sheetData>")
        if merges:
            out.append("<mergeCells>" + "".join(f'<mergeCell ref="{m}"/>' for m in merges)
                       + "</mergeCells>")
        return "".join(out) + "</worksheet>"

    def write(self, name):
        with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as out:
            for path, text in self.files.items():
                out.writestr(path, text)


HEADINGS = ["Code", "Question", "Last time", "Answer", "Commentary", "Evidence", "Kept at", "Dated"]


def serial(day, from_1904=False):
    start = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
    return (datetime.date.fromisoformat(day) - start).days


# ---- a tracker with settings, and what each says ----

ycf("init", "t.ycf")
random.seed(20261128)
SETTINGS = int(os.environ.get("YCF_SETTINGS", "1000"))
with open("settings.csv", "w") as out:
    out.write("reference,name,kind,joined\n")
    for i in range(SETTINGS):
        out.write(f"R{i},Invented School {i},primary,2026-01-05\n")
ycf("import", "setting", "settings.csv")
tokens = {s["reference"]: s["id"] for s in exported("setting")}
ycf("self-report", "R0", "-o", "identity.csv", "--on", "2026-02-01")
with open("identity.csv", encoding="utf-8-sig", newline="") as file:
    table = list(csv.reader(file))
tracker_token, _, mark = next(r[3] for r in table if r[0] == "form").split()
CODES = [r[0] for r in table[1:] if r[0][:1].isdigit()]
STANDARDS = [c for c in CODES if "." not in c]
CRITERIA = {s: [c for c in CODES if c.startswith(s + ".")] for s in STANDARDS}
TITLES = {"met": "Met", "partly": "Partly met", "not_met": "Not met"}
HOSTILE = ["=1+1", "+44 113 496 0000", "-cmd|' /C calc'!A0", "@SUM(A1)", "<script>alert(1)</script>",
           "</td>&amp; \"quoted\", 'single'", "two\nlines", "x" * 10000, "😀 👩‍👧 é", "שלום عربى ‮abc",
           "_x0041_", "{{form}}", "a;b\tc", "'=already", "\u200bnot nothing", "NULL", "1.10", "TRUE"]


def make_report(i, day):
    """What a setting says, as plain facts."""
    text = lambda: random.choice([None, "All is well", random.choice(HOSTILE)])
    said = {"setting": tokens[f"R{i}"], "date": day, "by": f"Reporter {i}", "ratings": {},
            "evidence": [], "note": text()}
    for standard in STANDARDS:
        if random.random() < 0.9:
            said["ratings"][standard] = (random.choice(list(TITLES)), text())
        for criterion in random.sample(CRITERIA[standard], 1):
            if random.random() < 0.3:
                said["ratings"][criterion] = (random.choice(list(TITLES)), text())
    for k in range(random.randrange(3)):
        said["evidence"].append((random.choice(STANDARDS), f"{k}: {text() or 'Policy'}"[:400],
                                 text() if random.random() < 0.2 else "Shared drive",
                                 random.choice([None, "2026-09-01"])))
    said["evidence"] = [(s, t, (k or "Office")[:1900], d) for s, t, k, d in said["evidence"]]
    return said


def as_json(said):
    levels = [{"code": c, "level": l, "commentary": t or ""} for c, (l, t) in said["ratings"].items()]
    return json.dumps({
        "ycf": "self-report", "version": 1, "tracker": tracker_token, "setting": said["setting"],
        "framework": mark.split(":")[0], "edition": mark.split(":")[1], "made": "2026-02-01",
        "date": said["date"], "reporter": said["by"], "lead": {"in_post": None}, "actions": [],
        "standards": [r for r in levels if "." not in r["code"]],
        "criteria": [r for r in levels if "." in r["code"]],
        "evidence": [{"standard": s, "title": t, "kept_at": k, "dated": d or ""}
                     for s, t, k, d in said["evidence"]], "note": said["note"] or ""},
        ensure_ascii=False)


def as_rows(said):
    rows = [HEADINGS, ["setting", "Who", None, "a name"], ["date", "Day?", None, said["date"]],
            ["by", "Who?", None, said["by"]]]
    for code in CODES:
        level, text = said["ratings"].get(code, (None, None))
        rows.append([code, "question", "Met", TITLES.get(level), text])
    for standard, title, kept, dated in said["evidence"]:
        rows.append([standard, "more", None, None, None, title, kept, dated])
    return rows + [["note", "Anything?", None, None, said["note"]],
                   ["form", "leave", None, f"{tracker_token} {said['setting']} {mark}"]]


def write_csv(rows, name, delimiter=",", encoding="utf-8-sig"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([["" if c is None else c for c in r] for r in rows])
    with open(name, "wb") as out:
        out.write(text.getvalue().encode(encoding))


def expected(said):
    out = {}
    for standard in STANDARDS:
        for criterion in CRITERIA[standard]:
            answer = said["ratings"].get(criterion) or said["ratings"].get(standard)
            if answer:
                out[criterion] = (answer[0], answer[1] or None)
    return out


def compare(reports, kind, tracker="t.ycf"):
    """All that was said is stored, word for word."""
    stored = {}
    for report in exported("report", tracker=tracker):
        stored[report["setting"]] = report
    ratings, days = {}, {}
    for assessment in exported("assessment", tracker=tracker):
        days[assessment["id"]] = assessment["setting"]
    for rating in exported("rating", tracker=tracker):
        ratings.setdefault(days.get(rating["assessment"]), {})[criterion_of(rating)] = (
            level_of(rating), rating["commentary"])
    evidence = {}
    for piece in exported("evidence", tracker=tracker):
        evidence.setdefault(piece["setting"], []).append((piece["title"], piece["kept_at"],
                                                          piece["dated"]))
    for said in reports:
        report = stored.get(said["setting"])
        if report is None:
            wrong(f"{kind}: a report is missing")
            return
        if (report["date"], report["reporter"], report["form"], report["note"]) != (
                said["date"], said["by"], kind, said["note"]):
            wrong(f"{kind}: {report} is not {said['by']} {said['note']!r:.200}")
        if ratings.get(said["setting"], {}) != expected(said):
            wrong(f"{kind}: ratings differ")
            for c in expected(said):
                if ratings.get(said["setting"], {}).get(c) != expected(said)[c]:
                    print(c, repr(ratings.get(said["setting"], {}).get(c))[:300],
                          repr(expected(said)[c])[:300])
        if sorted(evidence.get(said["setting"], []), key=str) != sorted(
                {(t, k, d) for _, t, k, d in said["evidence"]}, key=str):
            wrong(f"{kind}: evidence differs: {evidence.get(said['setting'])!r:.300} "
                  f"{said['evidence']!r:.300}")
        if failures > 5:
            return


names = {}


def load_names():
    for noun in ("criterion", "level"):
        for record in exported(noun):
            names[record["id"]] = record["code"]


def criterion_of(rating):
    return names.get(rating["criterion"], rating["criterion"])


def level_of(rating):
    return names.get(rating["level"], rating["level"])


def guard(text):
    bare = (text or "").lstrip("'")
    return "'" + text if bare and bare[0] in "=+@\t\r-" else text


load_names()
shutil.copy("t.ycf", "empty.ycf")


def round_trip(kind, write, ending):
    shutil.copy("empty.ycf", f"{kind}.ycf")
    os.mkdir(kind)
    reports = [make_report(i, "2026-03-02") for i in range(SETTINGS)]
    for i, said in enumerate(reports):
        write(said, f"{kind}/{i}.{ending}")
    before = records("change", tracker=f"{kind}.ycf")
    done = ycf("read-report", kind, "--dry-run", tracker=f"{kind}.ycf")
    if records("change", tracker=f"{kind}.ycf") != before or records("report", tracker=f"{kind}.ycf"):
        wrong(f"{kind}: a dry run changed something")
    for told in done.stdout, ycf("read-report", kind, tracker=f"{kind}.ycf").stdout:
        if told != f"added {SETTINGS}, unchanged 0, refused 0\n":
            wrong(f"{kind}: {told}")
    compare(reports, {"json": "page", "xlsx": "workbook", "csv": "csv"}[ending], f"{kind}.ycf")
    done = ycf("read-report", kind, tracker=f"{kind}.ycf")
    if done.stdout != f"added 0, unchanged {SETTINGS}, refused 0\n":
        wrong(f"{kind} again: {done.stdout}")


def write_json(said, name):
    with open(name, "w", encoding="utf-8") as out:
        out.write(as_json(said))


def write_our_csv(said, name):
    rows = [[guard(c) if isinstance(c, str) else c for c in r] for r in as_rows(said)]
    rows[0] = [h.lower() for h in HEADINGS]
    write_csv(rows, name)


round_trip("pages", write_json, "json")
round_trip("tables", write_our_csv, "csv")
round_trip("books", lambda said, name: Book(as_rows(said), shared=len(name) % 2 == 0).write(name),
           "xlsx")

# ---- one in every form ----


def one(name, write, **changes):
    """A file that says the same as ever is added to a fresh tracker."""
    shutil.copy("empty.ycf", "one.ycf")
    said = make_report(7, "2026-03-02")
    said["note"] = "Grüße, naïve café"
    said["ratings"] = {"1": ("met", "Ja"), "2.1": ("partly", None)}
    said["evidence"] = [("1", "Plan", "Office", "2026-09-01")]
    said.update(changes)
    write(as_rows(said), name)
    ycf("read-report", name, tracker="one.ycf")
    compare([said], "csv" if name.endswith(".csv") else "workbook", "one.ycf")


for delimiter in ",;\t":
    for encoding in "utf-8", "utf-8-sig", "utf-16", "cp1252":
        one(f"form-{ord(delimiter)}-{encoding}.csv",
            lambda rows, name: write_csv(rows, name, delimiter, encoding))


def moved(rows):
    order = [4, 0, 3, 7, 6, 5, 1, 2]
    return [["Exported"], []] + [[*((r + [None] * 8)[k] for k in order), "extra"] for r in rows] + [[]]


def with_days(rows, style, from_1904):
    return [[(style, serial(c, from_1904)) if isinstance(c, str) and c[:4] == "2026" and len(c) == 10
             else c for c in r] for r in rows]


one("moved.csv", lambda rows, name: write_csv(moved(rows), name))
one("uk.csv", lambda rows, name: write_csv(
    [[f"{c[8:]}/{c[5:7]}/{c[:4]}" if isinstance(c, str) and c[:4] == "2026" and len(c) == 10 else c
      for c in r] for r in rows], name))
one("moved.xlsx", lambda rows, name: Book(
    moved(rows), sheets=[("Notes", [["anything"], ["code", "x"]]), ("More", [])]).write(name))
one("strict.xlsx", lambda rows, name: Book(rows, strict=True).write(name))
for from_1904 in False, True:
    for style in 1, 2:
        one(f"days-{from_1904}-{style}.xlsx", lambda rows, name: Book(
            with_days(rows, style, from_1904), from_1904=from_1904).write(name))
one("numbers.xlsx", lambda rows, name: Book(
    [[float(c) if k == 0 and c and c[0].isdigit() else c for k, c in enumerate(r)]
     for r in rows]).write(name))
one("formula.xlsx", lambda rows, name: Book(
    [[f'<c r="AT" t="str"><f>A1&amp;B1</f><v>{c}</v></c>' if k == 3 and c == "Met" else c
      for k, c in enumerate(r)] for r in rows]).write(name))


def merged(rows, name):
    at = next(i for i, r in enumerate(rows) if r[0] == "1")
    rows.insert(at + 1, [None, "more", None, None, None, "Second", "Office", None])
    Book(rows, merges=[f"A{at + 1}:A{at + 2}", "C1:C2"]).write(name)


one("merged.xlsx", merged, evidence=[("1", "Plan", "Office", "2026-09-01"), ("1", "Second", "Office", None)])


def resaved(rows, name):
    Book(rows).write("before.xlsx")
    subprocess.run([office, "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", "resaved", "before.xlsx"],
                   capture_output=True, timeout=180)
    shutil.move("resaved/before.xlsx", name)


office = shutil.which("soffice")
if office:
    one("resaved.xlsx", resaved)
    shutil.copy("empty.ycf", "one.ycf")
    ycf("self-report", "R7", "-o", "before.xlsx", "--on", "2026-02-01", tracker="one.ycf")
    resaved_form = "ours-resaved.xlsx"
    subprocess.run([office, "--headless", f"-env:UserInstallation=file://{work}/office", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", "resaved", "before.xlsx"],
                   capture_output=True, timeout=180)
    shutil.move("resaved/before.xlsx", resaved_form)
    refused(resaved_form, "nobody has filled in yet", tracker="one.ycf")
else:
    print("soffice is missing: workbooks are not saved again by LibreOffice")

# ---- what is refused ----

shutil.copy("empty.ycf", "t.ycf")
good = make_report(7, "2026-03-02")
good["ratings"], good["evidence"], good["note"] = {"1": ("met", None)}, [], None


def bad(name, *words, change=None, rows=None, **book):
    table = as_rows(good) if rows is None else rows
    if change:
        table = change(table)
    write_csv(table, name + ".csv")
    refused(name + ".csv", name + ".csv", *words)
    Book(table, **book).write(name + ".xlsx")
    refused(name + ".xlsx", name + ".xlsx", *words)
    if records("report") or records("assessment"):
        wrong(f"{name}: something was stored")


def answer(code, text):
    return lambda table: [[r[0], r[1], None, text, *r[4:]] if r[0] == code else r for r in table]


identity = f"{tracker_token} {good['setting']} {mark}"
bad("unknown-setting", "not in this tracker",
    change=answer("form", identity.replace(good["setting"], "s-0000000000001")))
bad("other-tracker", "another tracker",
    change=answer("form", identity.replace(tracker_token, "c-0000000000001")))
bad("other-framework", "no-such", change=answer("form", identity.replace(mark, "no-such:2024")))
bad("no-form", "row 'form' is missing", change=lambda t: [r for r in t if r[0] != "form"])
bad("outside", "standard 1", "Brilliant", change=answer("1", "Brilliant"))
bad("pupils", "single children", "UPN", change=lambda t: [t[0] + ["UPN"]] + t[1:])
bad("no-headings", "'code' and 'answer'", change=lambda t: t[1:])
bad("empty", "nobody has filled in", change=lambda t: [[r[0], r[1], None, r[3] if r[0] in (
    "Code", "setting", "form") else None] for r in t])
bad("no-answer", "standard 2", "no answer", change=lambda t: [
    r[:3] + [None, "words"] if r[0] == "2" else r for r in t])
bad("undated", "date", change=answer("date", None))
bad("no-day", "'soon' is not a date", change=answer("date", "soon"))
bad("lead", "neither yes nor no", change=answer("lead", "maybe"), rows=as_rows(good) + [
    ["lead", "?", None, "x"]])
bad("several", "standard 1", "criterion 2.1", "date", change=lambda t: answer("1", "Great")(
    answer("2.1", "Poor")(answer("date", "soon")(t))))

Book([[f'<c r="AT" t="e"><v>#REF!</v></c>' if k == 3 and r[0] == "1" else c for k, c in enumerate(r)]
      for r in as_rows(good)]).write("error.xlsx")
refused("error.xlsx", "#REF!", "answer")
book = Book(as_rows(good), sheets=[("Pupils", [["UPN", "Forename"], ["A123", "x"]])])
book.write("pupils-behind.xlsx")
refused("pupils-behind.xlsx", "sheet 'Pupils'", "single children")
entities = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
Book(as_rows(good), before=entities).write("entities.xlsx")
refused("entities.xlsx", "document type")
whole = open("error.xlsx", "rb").read()
for name, data, words in (
        ("cut.xlsx", whole[:len(whole) // 2], ["damaged"]),
        ("flipped.xlsx", whole[:200] + bytes([whole[200] ^ 0xFF]) + whole[201:], ["."]),
        ("no-zip.xlsx", b"PK\3\4" + b"x" * 500, ["damaged"]), ("nothing.csv", b"", ["'code'"]),
        ("a.pdf", b"%PDF-1.4\n", ["PDF"]), ("page.html", b"<!doctype html><p>", ["web page"]),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ["save it as .xlsx"]),
        ("half.json", as_json(good)[:300].encode(), ["ends in the middle"]),
        ("draft.json", as_json(good).replace('"self-report"', '"self-report-draft"').encode(),
         ["is a draft"]), ("twice.json", as_json(good).replace('"made"', '"date"').encode(),
                           ["stands twice"]),
        ("deep.json", b'{"ycf":' + b"[" * 1000, ["more than any report"])):
    with open(name, "wb") as out:
        out.write(data)
    refused(name, name, *words)
if records("report"):
    wrong("something refused was stored")

# ---- large and hostile ----


# A process of its own measures, since a child begins with the size of its parent.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""


def costs(name, *words):
    """Refused for little time and memory."""
    done = subprocess.run([sys.executable, "-c", MEASURE, YCF, "-t", "t.ycf", "read-report", name],
                          capture_output=True, text=True)
    status, seconds, megabytes = done.stdout.split()
    for word in words:
        if word not in done.stderr:
            wrong(f"{name}: '{word}' is not in: {done.stderr[:300]}")
    if status != "1" or float(seconds) > 1 or int(megabytes) > 64:
        wrong(f"{name}: exit status {status}, {seconds} s, {megabytes} MB")


bomb = Book(as_rows(good))
bomb.files["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>' + "a" * 100_000_000 + "</t></si></sst>"
bomb.write("bomb.xlsx")
costs("bomb.xlsx", "unpacks to far more")
with open("huge.csv", "wb") as out:
    out.write(b"code,answer\n" + (b"x" * 99 + b"\n") * 1_000_000)
costs("huge.csv", "larger than")
with open("huge.json", "wb") as out:
    out.write(b'{"ycf":"self-report","a":[' + b"[]," * 33_000_000 + b"[]]}")
costs("huge.json", "larger than")
with open("huge.xlsx", "wb") as out:
    out.write(b"PK\3\4" + bytes(100_000_000))
costs("huge.xlsx", "larger than")

# ---- one after the other ----

later, earlier = make_report(3, "2026-05-04"), make_report(3, "2026-04-06")
later["ratings"], earlier["ratings"] = {"1": ("met", "later")}, {"1": ("partly", "earlier")}
later["evidence"] = earlier["evidence"] = []
for name, said in ("later.json", later), ("earlier.json", earlier):
    write_json(said, name)
    ycf("read-report", name)
last = [r for r in records("answer", "setting=R3") if r["code"] == "1.1"]
if len(last) != 1 or last[0]["commentary"] != "later" or last[0]["date"] != "2026-05-04":
    wrong(f"an older report after a newer one: {last}")
unchanged = as_rows(dict(later, date="2026-06-01", ratings={}))
write_csv(answer("1", "Nothing has changed")(unchanged), "unchanged.csv")
ycf("read-report", "unchanged.csv")
last = [r for r in records("answer", "setting=R3") if r["code"] == "1.1"]
if len(last) != 1 or last[0]["commentary"] != "later" or last[0]["date"] != "2026-06-01":
    wrong(f"nothing has changed: {last}")

# A dry run finds what the real one does, where one report rests on another of the same folder too.
os.mkdir("both")
first = make_report(4, "2026-05-04")
first["ratings"], first["evidence"] = {"1": ("met", "first")}, []
write_json(first, "both/first.json")
for name, code in ("second", "1"), ("third", "2"):
    rows = as_rows(dict(first, date="2026-06-01", ratings={}))
    write_csv(answer(code, "Nothing has changed")(rows), f"both/{name}.csv")
dry = ycf("read-report", "both", "--dry-run", status=1)
real = ycf("read-report", "both", status=1)
if "added 2, unchanged 0, refused 1" not in real.stdout or "standard 2" not in real.stderr:
    wrong(f"both: {real.stdout} {real.stderr}")
if (dry.stdout, dry.stderr.replace("this was a dry run: nothing was changed\n", "")) != (
        real.stdout, real.stderr):
    wrong(f"a dry run differs: {dry} {real}")

# ---- the forms ----

for ending in "xlsx", "html", "csv":
    for k in "ab":
        ycf("self-report", "R3", "--draft", "--on", "2026-06-02", "-o", f"{k}.{ending}")
    if open(f"a.{ending}", "rb").read() != open(f"b.{ending}", "rb").read():
        wrong(f"two forms of the same facts differ: {ending}")
    if os.stat(f"a.{ending}").st_mode & 0o777 != 0o600:
        wrong(f"others may read a.{ending}")
before, asked = len(records("request")), sum("R1" in r for r in tokens)
done = ycf("self-report", "--all", "reference~R1", "-d", "out", "--as", "html", "--due", "2030-01-31")
if f"{asked} self-report forms are in out" not in done.stdout or len(os.listdir("out")) != asked:
    wrong(f"--all: {done.stdout}")
if len(records("request")) != before + asked:
    wrong("--all: requests are not recorded")
ycf("self-report", "R3", "-o", "a.doc", status=1)
ycf("self-report", "R3", status=2)
ycf("read-report", "absent.csv", status=1)

shutil.rmtree(work)
if failures:
    print(failures, "failures")
sys.exit(1 if failures else 0)
