"""Every status is an exception; every failure says what, where and how to mend it."""
import os
import pickle
import re

import pytest

import ycf
from conftest import SOURCE


def test_every_status_is_mapped():
    with open(os.path.join(SOURCE, "libycf", "ycf.h"), encoding="utf-8") as file:
        listed = re.search(r"typedef enum ycf_status \{(.*?)\}", file.read(), re.S)[1]
    statuses = dict((name.lower(), int(number))
                    for name, number in re.findall(r"YCF_(\w+) = (\d+)", listed))
    calls = ycf._ycf
    assert calls.status_count() == len(statuses) > 15
    for index in range(calls.status_count()):
        number = calls.status_at(index)
        name = calls.status_name(number)
        assert statuses.pop(name) == number
        if name in ("ok", "row", "done"):
            assert number not in ycf._errors
            continue
        kind = getattr(ycf, name.title().replace("_", ""))
        assert ycf._errors[number] is kind and issubclass(kind, ycf.Error)
        assert kind.status == name and kind.__doc__ == calls.status_text(number)
    assert not statuses


def test_errors_are_also_pythons_own():
    assert issubclass(ycf.NotFound, LookupError) and issubclass(ycf.Invalid, ValueError)
    assert issubclass(ycf.Memory, MemoryError)


def test_an_error_tells_record_field_and_row(t, elm, tmp_path):
    with pytest.raises(ycf.Invalid) as caught:
        t.edit(elm, kind="primry")
    error = caught.value
    assert (error.status, error.field, error.row, error.result) == ("invalid", "kind", 0, None)
    assert "primary" in str(error) and "\n" not in str(error)
    (tmp_path / "leads.csv").write_text("setting,name,role,since\nelm,Ann,deputy,2026-01-01\noak,Bob,deputy,2026-01-01\n")
    with pytest.raises(ycf.Invalid) as caught:
        t.import_("lead", tmp_path / "leads.csv")
    error = caught.value
    assert error.result.rejected == 1 and error.result.added == 1 and "row 3" in error.result.problems[0]
    assert list(t.select("lead")) == []
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is ycf.Invalid and str(again) == str(error) and again.result == error.result


def test_files_that_are_no_trackers(tmp_path, path, t):
    with pytest.raises(ycf.NotFound):
        ycf.open(tmp_path / "none.ycf")
    (tmp_path / "other").write_text("something else")
    with pytest.raises(ycf.Foreign):
        ycf.open(str(tmp_path / "other"))
    with pytest.raises(ycf.Exists):
        ycf.create(path)
    with pytest.raises(ycf.Unreadable):
        ycf.create(tmp_path / "missing" / "x.ycf")
    with pytest.raises(ycf.NotFound):
        ycf.open(os.path.join(tmp_path, "\udcff.ycf"))


def test_a_damaged_tracker_says_how_much(t, elm, path):
    import sqlite3
    t.join(elm)
    t.check()
    t.close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE setting SET joined = 'soon', kind = 'school'")
    database.close()
    with ycf.open(path) as again:
        with pytest.raises(ycf.Damaged) as caught:
            again.check()
        assert caught.value.result >= 1 and "setting" in str(caught.value)


def test_a_closed_tracker(t, elm, tmp_path):
    cursor, document = t.select("setting"), t.document("certificate")
    unread = t.select("setting")
    next(unread)
    t.close()
    t.close()
    assert t.closed and elm.name == "Elm Primary School"
    for call in (lambda: t.get("setting", "elm"), lambda: t.add("setting", name="x"), lambda: next(cursor),
                 lambda: t.select("setting"), lambda: document.write("elm", tmp_path / "x"),
                 lambda: cursor.write(tmp_path / "x"), lambda: next(unread), lambda: t.check(),
                 lambda: t.transaction().__enter__(), lambda: document.ending, lambda: t.is_specimen):
        with pytest.raises(ycf.Misuse, match="the tracker is closed"):
            call()


def test_a_call_is_on_what_it_is_for(t, path):
    document, cursor = t.document("certificate"), t.select("setting")
    for other in t, t._held, cursor, cursor._held, document:
        with pytest.raises(TypeError):
            ycf._ycf.document_ending(other)
    assert ycf._ycf.document_ending(document._held) == "pdf"
    with pytest.raises(ycf.Misuse):
        ycf._ycf.open(t._held, os.fsencode(path), 0, 0)


def test_days():
    from datetime import date
    assert ycf.read_date("31 Aug 2026") == ycf.read_date("31/08/2026") == date(2026, 8, 31)
    assert ycf.people_date(date(2026, 11, 10)) == "10 November 2026" and ycf.people_date(None) == ""
    assert ycf.add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    with pytest.raises(ycf.Invalid, match="day '31/08/26' .*year"):
        ycf.read_date("31/08/26")
    for months in (10 ** 20, -10 ** 20, 2 ** 32, 99999):
        with pytest.raises(ycf.Invalid, match="no day"):
            ycf.add_months(date(2026, 8, 31), months)
    with pytest.raises(ycf.Invalid):
        ycf.people_date("yesterday")


def test_what_is_not_taken_is_named(t, elm, path):
    with pytest.raises(TypeError, match="complete takes another kind of value than b?'1'"):
        t.complete(elm, "1")
    with pytest.raises(TypeError, match="progress takes a function, not int"):
        ycf.open(path, progress=5)
    for descriptor in (2 ** 32 + 1, 2 ** 40, 2 ** 90):
        with pytest.raises((ycf.Error, OverflowError)):
            t.export("setting", descriptor)
    with pytest.raises(ycf.Invalid, match="from 1 to 9999"):
        t.agree_plan(elm, agreed_with="Al")
        t.add("action", setting=elm, what="x", number=2 ** 63 - 1)


def test_nouns():
    assert "setting" in ycf.nouns() and ycf.noun("standing").derived and not ycf.noun("lead").derived
    fields = {field.name: field for field in ycf.noun("lead").fields}
    assert fields["name"].personal and fields["name"].required and fields["name"].limit == 200
    assert fields["setting"].target == "setting" and fields["setting"].kind == "reference"
    assert fields["role"].choices[0] == "designated_lead" and fields["id"].read_only
    assert all(field.help for field in fields.values()) and ycf.noun("lead").help
    with pytest.raises(LookupError, match="nix"):
        ycf.noun("nix")
