"""The whole job, from a list of settings to a certificate, in Python."""
import io
import os
from datetime import date

import pytest

import ycf
from conftest import EXAMPLES, SOURCE


@pytest.fixture
def sampleton(t):
    """The invented settings of examples/, one of which is taken through to an award."""
    t.import_("setting", os.path.join(EXAMPLES, "settings.csv"), map="plain")
    t.import_("setting", os.path.join(EXAMPLES, "practitioner-spreadsheet.csv"),
              map="practitioner-spreadsheet")
    return t


def follow(t):
    """The README's story."""
    t.join("dovecote", date(2026, 1, 12))
    lead = t.appoint("dovecote", "Ann Sample", email="ann@dovecote.example", since="19 Jan 2026")
    assert lead.role == "designated_lead" and lead.since == date(2026, 1, 19)
    plan = t.agree_plan("dovecote", agreed_with="Ann Sample", agreed=date(2026, 2, 2))
    action = t.add("action", setting="dovecote", standard="2", what="Core training", due=date(2026, 5, 1))
    assert action.plan == plan.id and action.number == 1
    t.complete("dovecote", 1, on=date(2026, 4, 20))
    assert t.get("action", "dovecote/1").done == date(2026, 4, 20)
    contact = t.log("dovecote", "visit", date=date(2026, 5, 4), with_whom="Ann Sample", note="Went well")
    assert contact.kind == "visit" and t.get("lead", "dovecote").confirmed == date(2026, 5, 4)
    review = t.review_plan("dovecote", "add=6: Hand records on=2026-11-20", date=date(2026, 7, 13),
                           agreed_with="Ann Sample")
    assert review.plan == plan.id
    assert t.get("action", "dovecote/2").due == date(2026, 11, 20)
    ratings = dict.fromkeys(("1", "2", "3", "4", "5", "6.1", "6.2", "6.3", "7"), "met")
    ratings["6.4"] = ("partly", "Not yet: handed on")
    made = t.assess("dovecote", ratings, source="practitioner", date=date(2026, 9, 7))
    assert [each.commentary for each in t.select("rating", "commentary!=", assessment=made)] == [
        "Not yet: handed on"]


def test_from_joining_to_withdrawal(sampleton):
    t = sampleton
    follow(t)
    ready = t.ready("dovecote", as_of=date(2026, 9, 7))
    assert not ready and [each.condition for each in ready.conditions if not each.met]
    assert "not ready" in repr(ready)
    with pytest.raises(ycf.Refused, match="not ready"):
        t.award("dovecote", date=date(2026, 9, 7))
    t.assess("dovecote", ["6.4=met"], source="practitioner", date="2026-09-21")
    assert t.ready("dovecote", as_of="2026-09-21") and t.ready("dovecote", "leeds", "2026-09-21").ready
    award = t.award("dovecote", date=date(2026, 9, 21), decided_by="Panel of September")
    assert award.setting_name.startswith("Dovecote") and t.get("award", award.code) == award
    standing, = t.select("standing", setting="dovecote", as_of=date(2026, 10, 1))
    assert standing.stage == "accredited" and standing.holds and standing.award_code == award.code
    t.withdraw("dovecote", on=date(2026, 12, 1), note="They asked for it")
    assert t.get("award", award.code).end_reason == "withdrawn"
    t.vacate("dovecote", on=date(2026, 12, 5), why="Moved away")
    with pytest.raises(ycf.NotFound, match="lead"):
        t.confirm("dovecote", on=date(2026, 12, 6))
    t.depart("dovecote", on=date(2026, 12, 31), reason="Merged", closed=True)
    setting = t.get("setting", "dovecote")
    assert (setting.departed, setting.closed, setting.departed_reason) == (
        date(2026, 12, 31), date(2026, 12, 31), "Merged")


def test_ratings_from_a_file(sampleton):
    sampleton.join("dovecote", "2026-01-12")
    made = sampleton.assess_file("dovecote", os.path.join(EXAMPLES, "self-assessment.csv"), source="self",
                                 date="2026-01-26")
    assert len(list(sampleton.select("rating", assessment=made))) == 35
    with pytest.raises(ycf.Invalid, match="level"):
        sampleton.assess("dovecote", {"1.1": "splendid"}, source="self")


def test_imports(t, tmp_path):
    tried = t.import_("setting", os.path.join(EXAMPLES, "settings.csv"), "plain", dry_run=True)
    assert tried.added == 25 and list(t.select("setting")) == []
    done = t.import_("setting", os.path.join(EXAMPLES, "settings.csv"), "plain")
    assert done == (25, 0, 0, 0, 0, (), ())
    again = t.import_("setting", os.path.join(EXAMPLES, "settings.csv"), "plain")
    assert (again.added, again.unchanged) == (0, 25)
    (tmp_path / "more.csv").write_text("reference,name,kind\na,A,other\nb,B,school\nc,C,nursery\n")
    done = t.import_("setting", tmp_path / "more.csv", where=["kind!=nursery", "name!=D"],
                     rejects=tmp_path / "rejects.csv")
    assert (done.added, done.rejected, done.skipped) == (1, 1, 1) and "school" in done.problems[0]
    assert "b,B,school" in (tmp_path / "rejects.csv").read_text()
    with pytest.raises(ycf.Unreadable):
        t.import_("setting", tmp_path / "none.csv")
    with pytest.raises(ycf.Misuse):
        t.import_("nothing", tmp_path / "more.csv")
    with pytest.raises(ycf.Error):
        t.import_("setting", tmp_path / "more.csv", map=tmp_path / "none.yaml")


def test_a_whole_tracker_out_and_in(sampleton, tmp_path):
    follow(sampleton)
    sampleton.export_all(tmp_path / "all")
    with ycf.create(tmp_path / "other.ycf", by="Sam Second") as other:
        other.import_all(tmp_path / "all")
        for noun in ycf.nouns():
            if not ycf.noun(noun).derived and noun not in ("change", "old_row"):
                assert set(other.select(noun)) == set(sampleton.select(noun)), noun
    sampleton.export("setting", tmp_path / "one.csv")
    memory = io.BytesIO()
    sampleton.export("setting", memory)
    assert b"\xef\xbb\xbf" + memory.getvalue() == (tmp_path / "one.csv").read_bytes()
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "all" / "setting.csv").read_bytes()


def test_backup(sampleton, tmp_path):
    sampleton.backup(tmp_path / "copy.ycf")
    with pytest.raises(ycf.Exists):
        sampleton.backup(tmp_path / "copy.ycf")
    with ycf.open(tmp_path / "copy.ycf", read_only=True) as copy:
        assert list(copy.select("setting")) == list(sampleton.select("setting"))


def test_documents(sampleton, tmp_path):
    t, day = sampleton, date(2026, 11, 2)
    folder = tmp_path / "posters"
    assert set(ycf.document_kinds()) >= {"certificate", "poster", "badge", "footer", "plan", "summary"}
    standing = next(each for each in t.select("standing", holds=True, as_of=day))
    certificate = t.document("certificate", as_of=day)
    assert certificate.ending == "pdf"
    certificate.write(standing.setting, tmp_path / "one.pdf")
    memory = io.BytesIO()
    certificate.write(standing.award_code, memory)
    assert memory.getvalue() == (tmp_path / "one.pdf").read_bytes() and memory.getvalue()[:5] == b"%PDF-"
    drawn = t.document("poster", as_of=day, paper="A3").write_each(folder, stage=("accredited", "at_risk"))
    assert drawn.written == len(os.listdir(folder)) > 3 and drawn.problems == ()
    with open(tmp_path / "all.pdf", "wb") as file:
        drawn = t.document("summary", as_of=day).write_combined(file, "name~a", sort="-name", title="Ours")
    assert drawn.written > 1 and (tmp_path / "all.pdf").read_bytes()[:5] == b"%PDF-"
    badge = t.document("badge", as_of=day, reprint_as_now=True, framework="leeds")
    text = io.StringIO()
    badge.write(standing.setting, text)
    assert badge.ending == "svg" and text.getvalue().startswith("<")
    with pytest.raises(ycf.Refused):
        certificate.write("dovecote", tmp_path / "none.pdf")
    with pytest.raises(ycf.Misuse):
        badge.write_combined(tmp_path / "x")
    with pytest.raises(ycf.Misuse):
        t.document("postcard")
    with pytest.raises(ycf.Invalid, match="A9"):
        t.document("poster", paper="A9")


def test_documents_that_cannot_all_be_drawn(t, tmp_path):
    for name in ("Oak", "Elm \U0001F9FF"):
        t.add("setting", name=name, kind="other", reference=name[:3].lower(), joined="2020-01-01")
        t.award(name[:3].lower(), date="2020-02-01", recorded_from="the minutes")
    with pytest.raises(ycf.Invalid) as caught:
        t.document("certificate").write_each(tmp_path / "each")
    assert (caught.value.result.written, caught.value.result.not_drawn) == (1, 1)
    assert "Elm" in caught.value.result.problems[0]


def test_layouts(t, tmp_path):
    layout = tmp_path / "ours.yaml"
    with open(os.path.join(SOURCE, "templates", "layouts", "poster.yaml"), encoding="utf-8") as file:
        layout.write_text(file.read(), "utf-8")
    unopened = ycf.Tracker()
    assert unopened.layout_check(layout) == "poster" and t.layout_check("sign") == "sign"
    unopened.layout_preview(str(layout), tmp_path / "preview.pdf")
    assert (tmp_path / "preview.pdf").stat().st_size > 1000
    layout.write_text("kind: poster\nelements: 3\n")
    with pytest.raises(ycf.Invalid, match="ours.yaml:1:1: "):
        unopened.layout_check(layout)
    with pytest.raises(ycf.Misuse):
        unopened.get("setting", "elm")
    values = {value.name: value for value in ycf.layout_values("plan")}
    assert any(value.kind == "list" for value in values.values())
    assert any(value.list in values for value in values.values()) and all(v.help for v in values.values())
    assert ycf.layout_values("postcard") == ()


def test_a_pathlike_is_never_a_templates_name(t, tmp_path, monkeypatch):
    from pathlib import Path
    monkeypatch.chdir(tmp_path)
    Path("poster").write_text("nothing")
    with pytest.raises(ycf.Invalid):
        t.layout_check(Path("poster"))
    assert t.layout_check("poster") == "poster"


def test_frameworks(t, tmp_path):
    small = os.path.join(SOURCE, "tests", "frameworks", "small.yaml")
    t.framework_check(small)
    t.framework_load(small)
    assert len(list(t.select("framework"))) == 2
    with pytest.raises(ycf.Exists):
        t.framework_load(small)
    with pytest.raises(ycf.Invalid):
        t.framework_check(os.path.join(SOURCE, "tests", "frameworks", "bad-rag.yaml"))
    with ycf.create(tmp_path / "small.ycf", small, by="x", templates=os.path.join(SOURCE, "templates")) as other:
        assert len(list(other.select("framework"))) == 1


def test_a_specimen_is_the_same_each_time(tmp_path):
    def make(name):
        with ycf.create(tmp_path / name, by="Robin Example", seed=7, clock="2026-01-05T09:00:00Z") as t:
            assert t.is_specimen and t.today() == date(2026, 1, 5)
            t.add("setting", name="Elm", kind="other", reference="elm", joined=t.today())
            award = t.award("elm", recorded_from="the minutes")
            assert award.date == date(2026, 1, 5)
            t.export_all(tmp_path / f"{name}-all")
            out = io.BytesIO()
            t.document("certificate").write("elm", out)
        with ycf.open(tmp_path / name) as again:
            assert again.is_specimen
        return out.getvalue(), {each: (tmp_path / f"{name}-all" / each).read_bytes()
                                for each in os.listdir(tmp_path / f"{name}-all")}
    assert make("one") == make("two")
    for seed, clock in ((1, None), (None, "2026-01-05T09:00:00Z")):
        with pytest.raises(TypeError, match="both"):
            ycf.create(tmp_path / "x", seed=seed, clock=clock)
    with pytest.raises(ycf.Invalid):
        ycf.create(tmp_path / "x", seed=1, clock="soon")


def test_today_of_a_tracker_that_is_no_specimen(t):
    assert not t.is_specimen and abs((t.today() - date.today()).days) <= 1
