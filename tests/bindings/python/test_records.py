"""Records: what they hold, that they feel like Python's own, and how they are written."""
import copy
import os
from collections.abc import Mapping
from datetime import date, datetime

import pytest

import ycf


def test_values_are_of_five_types(t, elm):
    t.join("elm", date(2026, 1, 5))
    t.appoint("elm", "Ann Sample", since=date(2026, 1, 19))
    seen = set()
    for noun in ycf.nouns():
        terms = ["setting=elm"] if noun in ("readiness", "history") else []
        terms += ["since=2000-01-01"] if noun == "alteration" else []
        for record in t.select(noun, *terms):
            for field, value in zip(ycf.noun(noun).fields, record.values()):
                seen.add((field.kind, type(value)))
    kinds = {"text": str, "integer": int, "boolean": bool, "date": date, "time": str, "choice": str,
             "reference": str}
    assert {kind for kind, _ in seen} == set(kinds)
    assert all(found in (kinds[kind], type(None)) for kind, found in seen)


def test_attributes_and_items(elm):
    assert elm.name == elm["name"] == "Elm Primary School"
    assert elm.joined is None and elm["joined"] is None
    assert elm.revision == 1 and elm.noun_name == "setting"
    names = tuple(field.name for field in ycf.noun("setting").fields)
    assert elm.keys() == tuple(elm) == names and len(elm) == len(names)
    assert dict(elm) == dict(elm.items()) == dict(zip(names, elm.values()))
    assert "name" in elm and "nme" not in elm and 1 not in elm
    assert elm.get("nme") is None and elm.get("nme", 7) == 7 and elm.get("joined", 7) is None
    assert isinstance(elm, Mapping) and {**elm}["kind"] == "primary"
    assert {"name", "label", "kind"} <= set(dir(elm))
    with pytest.raises(AttributeError, match="nme"):
        elm.nme
    with pytest.raises(KeyError, match="nme"):
        elm["nme"]
    with pytest.raises(TypeError):
        elm[["name"]]


def test_no_field_is_hidden_behind_a_method():
    own = set(dir(ycf.Record))
    for noun in ycf.nouns():
        assert not own & {field.name for field in ycf.noun(noun).fields}, noun


def test_records_do_not_change(elm):
    with pytest.raises(AttributeError, match="edit"):
        elm.name = "Oak"
    with pytest.raises(AttributeError):
        del elm.name
    with pytest.raises(TypeError):
        elm["name"] = "Oak"
    assert copy.copy(elm) is elm and copy.deepcopy([elm]) == [elm]
    with pytest.raises(TypeError, match="pickled"):
        elm.__reduce_ex__(4)


def test_equality_and_hash(t, elm):
    again = t.get("setting", elm.id)
    assert again == elm and hash(again) == hash(elm) and again is not elm
    assert len({again, elm}) == 1
    changed = t.edit(elm, town="Sampleton")
    assert changed != elm and changed == t.get("setting", "elm")
    assert elm != dict(elm) and elm != "elm" and elm != t.select("framework").__next__()


def test_repr_names_what_it_holds(elm):
    assert repr(elm).startswith(f"<setting id={elm.id!r} revision=1 ")
    assert " name='Elm Primary School'" in repr(elm) and "joined" not in repr(elm)


def test_records_cannot_be_made_by_hand():
    with pytest.raises(TypeError, match="tracker"):
        ycf.Record()


def test_labels(t, elm):
    lead = t.appoint(elm, "Ann Sample")
    assert lead.setting == elm.id and lead.label("setting") == "elm"
    assert lead.label("id") == "Ann Sample" and lead.label("role") == "designated_lead"
    assert lead.label("until") is None and lead.label("since") == lead.since
    with pytest.raises(KeyError):
        lead.label("nme")
    t.join(elm)
    standing, = t.select("standing")
    assert standing.label("framework") == "leeds"
    t.close()
    assert lead.name == "Ann Sample"
    with pytest.raises(ycf.Misuse, match="closed"):
        lead.label("setting")


def test_writing_values(t):
    practitioner = t.add("practitioner", name="Robin Example")
    setting = t.add("setting", name="Oak", kind="Youth service", joined=date(2026, 8, 31),
                    practitioner=practitioner, opened="31/08/2020", notes=None)
    assert setting.kind == "youth_service" and setting.joined == date(2026, 8, 31)
    assert setting.practitioner == practitioner.id and setting.opened == date(2020, 8, 31)
    assert t.edit(setting, joined=None, notes="").joined is None
    t.agree_plan(setting, agreed_with="Ann Sample")
    action = t.add("action", setting=setting, standard="2", what="Core training", number=7)
    assert action.number == 7 and action.label("standard") == "2"


@pytest.mark.parametrize("fields, words", [
    ({"urn": 107809}, "setting.urn takes str, not int"),
    ({"name": True}, "setting.name takes str, not bool"),
    ({"joined": 20260101}, "setting.joined takes date, not int"),
    ({"joined": datetime(2026, 1, 1)}, "setting.joined takes .*not datetime"),
    ({"name": 1.5}, "setting.name takes str, not float"),
    ({"name": b"Elm"}, "setting.name takes str, not bytes"),
    ({"practitioner": date(2026, 1, 1)}, "setting.practitioner takes Record, not date"),
])
def test_values_of_the_wrong_type(t, fields, words):
    with pytest.raises(TypeError, match=words):
        t.add("setting", **fields)


@pytest.mark.parametrize("text, words", [("Elm\0", "NUL"), ("Elm \ud800", "surrogate")])
def test_text_that_is_no_text(t, text, words):
    for call in (lambda: t.add("setting", name=text, kind="other"), lambda: t.get("setting", text),
                 lambda: t.select("setting", name=text), lambda: t.select("setting", f"name~{text}"),
                 lambda: t.select(text), lambda: t.join(text), lambda: ycf.open("x", by=text),
                 lambda: t.import_("setting", "x.csv", map=text), lambda: ycf.read_date(text),
                 lambda: t.assess("elm", {text: "met"}), lambda: t.transaction(text).__enter__()):
        with pytest.raises(ValueError, match=words) as caught:
            call()
        assert repr(text).strip("'") in str(caught.value)
    with pytest.raises(ValueError, match="NUL|surrogate|encode"):
        ycf.open("x\0" if "\0" in text else "x\ud800")


def test_an_integer_field_takes_an_integer_only(t, elm):
    t.agree_plan(elm, agreed_with="Ann Sample")
    with pytest.raises(TypeError, match="action.number takes int, not bool"):
        t.add("action", setting=elm, what="x", number=True)
    with pytest.raises(ycf.Invalid, match="number"):
        t.add("action", setting=elm, what="x", number=-2 ** 63)
    with pytest.raises(ycf.Invalid, match="number"):
        t.add("action", setting=elm, what="x", number=10 ** 30)


def test_editing_by_record_tells_a_conflict(t, elm, path):
    with ycf.open(path, by="Sam Second") as other:
        other.edit("setting", "elm", town="Sampleton")
    with pytest.raises(ycf.Conflict, match="read it again"):
        t.edit(elm, town="Elsewhere")
    with pytest.raises(ycf.Conflict):
        t.remove(elm)
    assert t.edit("setting", "elm", town="Elsewhere").town == "Elsewhere"
    elm = t.edit(t.get("setting", "elm"), town="Nowhere", postcode="XX1 1XX")
    assert (elm.town, elm.postcode, elm.revision) == ("Nowhere", "XX1 1XX", 4)
    assert t.edit(elm, town="Nowhere").revision == 4


def test_removing(t, elm):
    lead = t.appoint(elm, "Ann Sample")
    with pytest.raises(ycf.Refused, match="lead"):
        t.remove(elm)
    t.remove(lead)
    t.remove("setting", "elm")
    with pytest.raises(ycf.NotFound):
        t.get("setting", elm.id)
    with pytest.raises(ycf.NotFound):
        t.edit(elm, name="Oak")
    with pytest.raises(TypeError, match="noun and a key"):
        t.remove("setting")
    with pytest.raises(TypeError, match="noun and a key"):
        t.edit(elm, "elm", name="Oak")


def test_keys_are_texts_or_records(t, elm):
    t.join(elm)
    standing, = t.select("standing")
    assert t.get("setting", standing.setting) == t.get("setting", t.get("setting", "elm"))
    with pytest.raises(TypeError, match="standing is computed"):
        t.get("setting", standing)
    with pytest.raises(TypeError, match="key takes str, not int"):
        t.get("setting", 107809)


def test_upsert_by_external_id(t):
    record, outcome = t.upsert("setting", "civicrm:aB12", name="Oak", kind="other")
    assert outcome == "added" and record.name == "Oak"
    assert t.get("setting", "civicrm:aB12") == record
    assert t.upsert("setting", "civicrm:aB12", name="Oak") == (record, "unchanged")
    record, outcome = t.upsert("setting", "civicrm:aB12", name="Oak Tree")
    assert outcome == "updated" and record.name == "Oak Tree" and record.kind == "other"
    with pytest.raises(ycf.NotFound):
        t.get("setting", "civicrm:AB12")
    with pytest.raises(ycf.Misuse):
        t.upsert("setting", "Oak Tree", name="x")
    lead, outcome = t.upsert("lead", "salesforce:0031", setting=record, name="Ann Sample")
    assert outcome == "added" and lead.setting == record.id


def test_fields_that_do_not_agree(t, elm):
    oak = t.add("setting", name="Oak", kind="other", reference="oak")
    for call in (lambda: t.award("elm", setting="oak"), lambda: t.appoint("elm", "Ann", name="Bob"),
                 lambda: t.log("elm", "visit", kind="call")):
        with pytest.raises(TypeError, match="(setting|name|kind) is given twice"):
            call()
    t.join("elm")
    t.agree_plan("elm", agreed="2026-01-05", agreed_with="Ann")
    action = t.add("action", setting="elm", standard="1", what="Train")
    with pytest.raises(ycf.Invalid, match="its plan is of another setting than 'oak'"):
        t.edit(action, setting=oak.reference, what="Train all")
    assert t.edit(action, setting="elm", what="Train all").what == "Train all"
    assert t.edit("action", action, setting=None).what == "Train all"
    with pytest.raises(ycf.Misuse, match="did you mean 'urn'"):
        t.add("setting", urm=5)
    with pytest.raises(TypeError, match="settings.urn takes str, not int"):
        t.add("settings", name="Ash", kind="other", urn=5)


def test_transactions(t, elm):
    with t.transaction("a reason"):
        t.edit(elm, town="Sampleton")
        t.add("setting", name="Oak", kind="other", reference="oak")
    assert [change.reason for change in t.select("change")][-1] == "a reason"
    with pytest.raises(ZeroDivisionError):
        with t.transaction() as same:
            assert same is t
            t.edit("setting", "elm", town="Elsewhere")
            1 / 0
    assert t.get("setting", "elm").town == "Sampleton"
    with t.transaction():
        with pytest.raises(ycf.Exists):
            t.add("setting", name="Oak", kind="other", reference="oak")
        t.edit("setting", "oak", town="Oakham")
        with pytest.raises(ycf.Misuse):
            ycf._ycf.begin(t._held, None)
    assert t.get("setting", "oak").town == "Oakham"
    with pytest.raises(ycf.Misuse):
        ycf._ycf.commit(t._held)
    with pytest.raises(RuntimeError):
        with t.transaction():
            t.close()
            raise RuntimeError


def test_keys_of_private_calls_are_checked(t):
    calls, held = ycf._ycf, t._held
    for call, *arguments in [(calls.join,), (calls.join, held), (calls.join, held, "elm", 0),
                             (calls.join, held, b"elm", "x"), (calls.join, held, b"elm", 0, 0),
                             (calls.select, held, b"setting", ["x"], None, 0), (calls.add, held, b"setting", []),
                             (calls.export, held, b"setting", None), (calls.get, t, b"setting", b"elm"),
                             (calls.get, None, b"setting", b"elm"), (calls.get, b"setting", b"elm"),
                             (calls.get, calls.import_new(held), b"setting", b"elm"), (calls.version, 1)]:
        with pytest.raises(TypeError):
            call(*arguments)


def test_a_tracker_without_who_writes(path, t):
    with ycf.open(path) as nobody:
        with pytest.raises(ycf.Error, match="who"):
            nobody.add("setting", name="Oak", kind="other")
    with ycf.open(os.fsencode(path), by="x", read_only=True) as reader:
        with pytest.raises(ycf.Error):
            reader.add("setting", name="Oak", kind="other")
