"""Forms that go out, and reports that come back."""
import csv

import pytest

import ycf


def answered(form, path, answers):
    """The form in CSV with answers by code."""
    with open(form, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index("answer")
    for row in rows[1:]:
        row[place] = answers.get(row[0], row[place])
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


ANSWERS = {"date": "2026-02-02", "by": "Ann Sample", "lead": "yes", "1.1": "Met"}


@pytest.fixture
def asked(t, elm, tmp_path):
    t.join(elm, on="2025-09-01")
    t.appoint(elm, "Ann Sample", since="2025-09-01")
    request = t.request(elm, tmp_path / "form.csv", asked="2026-01-05", due="2026-02-27")
    assert request.form == "csv" and request.due.isoformat() == "2026-02-27"
    return tmp_path


def test_a_report_comes_back(t, elm, asked):
    assert [due.kind for due in t.select("due", setting="ref:elm", as_of="2026-01-06", kind="self_report",
                                         within=60)] == ["self_report"]
    returned = answered(asked / "form.csv", asked / "returned.csv", ANSWERS)
    assert t.read_reports(returned, dry_run=True).added == 1
    assert list(t.select("report")) == []
    result = t.read_reports(asked / "returned.csv")
    assert (result.added, result.unchanged, result.refused) == (1, 0, 0) and result.problems == ()
    report = next(t.select("report"))
    assert report.reporter == "Ann Sample" and report.lead_in_post == "yes"
    assert next(t.select("lead")).confirmed.isoformat() == "2026-02-02"
    again = t.read_reports(returned)
    assert (again.added, again.unchanged) == (0, 1)


def test_what_is_wrong_is_told_of_all(t, elm, asked):
    wrong = answered(asked / "form.csv", asked / "wrong.csv", {**ANSWERS, "1.1": "splendid"})
    with pytest.raises(ycf.Invalid) as caught:
        t.read_reports(wrong)
    assert caught.value.result.refused == 1 and "splendid" in " ".join(caught.value.result.problems)
    assert list(t.select("report")) == []


def test_forms_of_every_kind_and_for_each(t, elm, asked):
    for ending, beginning in ("xlsx", b"PK"), ("html", b"<!"), ("csv", b"\xef\xbb\xbf"):
        t.form(elm, asked / f"draft.{ending}", asked="2026-02-02", due="2026-03-01")
        assert (asked / f"draft.{ending}").read_bytes().startswith(beginning)
    before = len(list(t.select("request")))
    assert t.request_each(asked / "all", form="html", fields={"asked": "2026-03-02"}) == 1
    assert len(list((asked / "all").iterdir())) == 1
    assert len(list(t.select("request"))) == before + 1
    with pytest.raises(ycf.Error):
        t.form(elm, asked / "form.docx", asked="2026-02-02")
