"""Questions: terms, order, days, lists in files; and what changed since."""
import bz2
import csv
import gzip
import io
import json
import lzma
from datetime import date, timedelta

import pytest

import ycf


@pytest.fixture
def settings(t):
    """Three hundred of them: more than a block."""
    kinds = ("primary", "nursery", "other")
    with t.transaction():
        return [t.add("setting", reference=f"s{number:03}", name=f"Setting {number:03}", kind=kinds[number % 3],
                      joined=date(2026, 1, 1) + timedelta(days=number) if number % 2 else None)
                for number in range(300)]


def names(cursor):
    return [record.name for record in cursor]


def test_all_records_come_in_order(t, settings):
    assert list(t.select("setting", sort="reference")) == settings
    assert list(t.select("setting", sort="-reference")) == settings[::-1]


def test_a_cursor_is_an_iterator(t, settings):
    cursor = t.select("setting", sort="reference")
    assert iter(cursor) is cursor
    for number in range(300):
        assert next(cursor).reference == f"s{number:03}"
    for _ in range(3):
        with pytest.raises(StopIteration):
            next(cursor)


def test_terms(t, settings):
    assert len(list(t.select("setting", kind="primary"))) == 100
    assert len(list(t.select("setting", kind=("primary", "nursery")))) == 200
    assert len(list(t.select("setting", "kind!=other", joined=None))) == 100
    assert names(t.select("setting", "name~G 29", joined=date(2026, 10, 24))) == []
    assert names(t.select("setting", joined=date(2026, 10, 24))) == []
    assert names(t.select("setting", joined=date(2026, 1, 2))) == ["Setting 001"]
    assert names(t.select("setting", joined="2 January 2026")) == ["Setting 001"]
    assert names(t.select("setting", "joined>=2026-10-26", "reference!=s299")) == []
    assert names(t.select("setting", reference="s007")) == ["Setting 007"]


def test_what_is_computed_is_as_of_a_day(t, settings):
    assert len(list(t.select("standing", as_of=date(2026, 1, 2)))) == 1
    assert len(list(t.select("standing", stage="registered", holds=False, as_of="31/12/2026"))) == 150
    due = list(t.select("due", setting=settings[1], within=400, as_of=date(2026, 2, 1)))
    assert due and all(isinstance(each.days, int) and each.setting == settings[1].id for each in due)


def test_what_cannot_be_asked(t):
    with pytest.raises(ycf.Misuse, match="there is no noun 'seting'"):
        t.select("seting")
    with pytest.raises(ycf.Misuse, match="did you mean 'name'"):
        t.select("setting", nam="x")
    with pytest.raises(ycf.Invalid, match="primry"):
        t.select("setting", kind="primry")
    with pytest.raises(ycf.NotFound):
        t.select("lead", setting="elm")
    with pytest.raises(TypeError, match="name takes str"):
        t.select("setting", name=1.5)
    with pytest.raises(TypeError, match="as_of takes datetime.date"):
        t.select("standing", as_of=20260101)
    with pytest.raises(ycf.Invalid, match="the day '1/1/26'"):
        t.select("standing", as_of="1/1/26")
    with pytest.raises(ycf.Misuse):
        t.select("setting", sort="nam")


def test_lists_in_files(t, settings, tmp_path):
    fields = ["reference", "kind", "joined"]
    wanted = [[each.reference, each.kind, each.joined.isoformat() if each.joined else ""] for each in settings]
    assert t.select("setting", sort="reference", fields=fields).write(tmp_path / "list.csv") == 300
    with open(tmp_path / "list.csv", newline="", encoding="utf-8-sig") as file:
        assert list(csv.reader(file)) == [fields, *wanted]
    with open(tmp_path / "list.json", "w", encoding="utf-8") as file:
        file.write("[0,\n")
        t.select("setting", sort="reference", fields=fields).write(file, "json")
        file.write("]\n")
    with open(tmp_path / "list.json", encoding="utf-8") as file:
        assert json.load(file)[1][7] == {"reference": "s007", "kind": "nursery", "joined": "2026-01-08"}
    memory = io.BytesIO()
    t.select("setting", sort="reference", fields=iter(fields)).write(memory, "json")
    text = io.StringIO()
    t.select("setting", sort="reference", fields=fields).write(text, "json")
    assert memory.getvalue().decode() == text.getvalue() and len(json.loads(text.getvalue())) == 300
    text = io.StringIO()
    t.select("setting", reference="s007", fields=["name"]).write(text, "table", width=40)
    assert text.getvalue().splitlines()[-1] == "Setting 007"
    number = (tmp_path / "number").open("wb")
    t.select("setting", reference="s007").write(number.fileno())
    assert b"Setting 007" in (tmp_path / "number").read_bytes()


def test_chosen_fields_alone(t, settings):
    asked = t.select("setting", sort="-reference", fields=("name", "kind", "name"))
    first = next(asked)
    whole = t.get("setting", "s299")
    assert dict(first) == {"name": "Setting 299", "kind": whole.kind} and list(first) == ["name", "kind"]
    assert repr(first) == f"<setting name='Setting 299' kind='{whole.kind}'>"
    assert "town" not in first and first.get("twn", 7) == 7 and first.label("kind") == whole.kind
    with pytest.raises(KeyError, match="read without its town"):
        first.get("town")
    with pytest.raises(AttributeError, match="^this setting was read without its town; ask for it in fields$"):
        first.town
    with pytest.raises(KeyError, match="^this setting was read without its town; ask for it in fields$"):
        first["town"]
    with pytest.raises(AttributeError, match="^setting has no field 'twn'$"):
        first.twn
    assert not hasattr(first, "town") and hasattr(whole, "town") and not hasattr(whole, "twn")
    again = next(t.select("settings", sort="-reference", fields=("kind", "name")))
    assert first == again and hash(first) == hash(again) and first != whole
    every = next(t.select("setting", sort="-reference", fields=list(whole)))
    assert every == whole and len({every, whole, first, again}) == 2 and again.noun_name == "setting"
    assert len(list(asked)) == 299
    only = next(t.select("standing", setting=whole, fields=["stage"]))
    assert only.values() == ("registered",) and only.keys() == ("stage",)
    with pytest.raises(ycf.Misuse, match="no field 'nam'; did you mean 'name'"):
        t.select("setting", fields=["nam"])
    with pytest.raises(ycf.Misuse, match="no field was asked for"):
        t.select("setting", fields=[])
    with pytest.raises(TypeError, match="list of names"):
        t.select("setting", fields="name")
    with pytest.raises(TypeError, match="field takes str"):
        t.select("setting", fields=[1])


def test_editing_what_was_read_in_part(t, settings):
    def read(*fields):
        return next(t.select("setting", sort="-reference", fields=fields))

    part = read("id", "revision", "name")
    edited = t.edit(part, notes="seen")
    assert edited.notes == "seen" and edited.reference == "s299"
    with pytest.raises(ycf.Conflict):
        t.edit(part, notes="stale")
    for change in (t.edit, t.remove):
        with pytest.raises(TypeError, match="setting was read without its id; ask for it in fields"):
            change(read("name"))
        with pytest.raises(TypeError, match="setting was read without its revision, by which"):
            change(read("id"))
    with pytest.raises(TypeError, match="key: this setting was read without its id"):
        t.join(read("name", "revision"))
    assert t.get("setting", read("id")) == t.get("setting", "s299")
    with pytest.raises(TypeError, match="key: this standing is computed and has no key"):
        t.join(next(t.select("standing", fields=["stage"])))


def test_a_list_is_written_once(t, settings, tmp_path):
    """What is left of one would look like all of it."""
    cursor = t.select("setting")
    assert cursor.write(tmp_path / "a.csv") == 300
    with pytest.raises(ycf.Misuse, match="written whole, and once"):
        cursor.write(tmp_path / "a.csv")
    assert len((tmp_path / "a.csv").read_text().splitlines()) == 301
    t.progress = lambda done, total: True
    cursor = t.select("setting")
    with pytest.raises(ycf.Cancelled):
        cursor.write(tmp_path / "b.csv")
    t.progress = None
    with pytest.raises(ycf.Misuse, match="ask again"):
        cursor.write(tmp_path / "b.csv")
    assert not (tmp_path / "b.csv").exists()


def test_files_that_pack_what_is_written(t, settings, tmp_path):
    t.select("setting").write(tmp_path / "plain.json", "json")
    wanted = (tmp_path / "plain.json").read_bytes()
    for opener, name in ((gzip.open, "a.gz"), (bz2.open, "a.bz2"), (lzma.open, "a.xz")):
        for mode in ("wb", "wt"):
            with opener(tmp_path / name, mode, **({"encoding": "utf-8"} if mode == "wt" else {})) as file:
                t.select("setting").write(file, "json")
            with opener(tmp_path / name) as file:
                assert file.read() == wanted, name
    with open(tmp_path / "other.json", "w", encoding="utf-16") as file:
        t.select("setting").write(file, "json")
    assert (tmp_path / "other.json").read_text("utf-16").encode() == wanted


def test_several_values(t, settings):
    with pytest.raises(TypeError, match="town takes one value"):
        t.select("setting", town=["Leeds", "York"])
    with pytest.raises(TypeError, match="kind: an empty list"):
        t.select("settings", kind=[])
    with pytest.raises(ycf.Misuse, match="no field 'twn'"):
        t.select("setting", twn=["Leeds", "York"])
    with pytest.raises(TypeError, match="setting takes one value"):
        t.select("lead", setting=["s001", "s002"])


def test_lists_that_cannot_be_written(t, settings, tmp_path):
    cursor = t.select("setting")
    with pytest.raises(ValueError, match="'table', 'csv' or 'json'"):
        cursor.write(tmp_path / "x", "xml")
    with pytest.raises(ycf.Unreadable):
        cursor.write(tmp_path / "missing" / "x")
    with pytest.raises(TypeError, match="open file"):
        cursor.write(1.5)
    next(cursor)
    with pytest.raises(ycf.Misuse, match="written whole, and once"):
        cursor.write(tmp_path / "x")
    assert not (tmp_path / "x").exists() and len(list(cursor)) == 299
    with pytest.raises(ycf.Misuse):
        cursor.write(tmp_path / "x")
    cursor = t.select("setting")
    assert cursor.write(tmp_path / "x") == 300 and list(cursor) == []


def test_what_changed_since(t, settings):
    last = list(t.select("change"))[-1].id
    assert list(t.alterations(last)) == []
    t.edit(settings[3], town="Sampleton")
    t.remove(settings[4])
    t.appoint(settings[5], "Ann Sample")
    altered = list(t.alterations(last))
    assert [(each.noun, each.act, each.setting) for each in altered][:3] == [
        ("setting", "edited", settings[3].id), ("setting", "removed", settings[4].id),
        ("lead", "added", settings[5].id)]
    assert altered[0].record == settings[3].id and altered[0].actor == "Robin Example"
    assert altered[0].source == "python"
    assert list(t.alterations(altered[-1].change)) == []
    assert len(list(t.alterations(last, noun="setting", setting=settings[3]))) == 1
    assert len(list(t.alterations(date(2000, 1, 1), "noun=setting"))) == 300
    with pytest.raises(ycf.Misuse):
        t.select("alteration")
