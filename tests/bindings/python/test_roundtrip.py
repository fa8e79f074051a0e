"""Anything valid that goes in comes out equal."""
import string
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import ycf

# Text may hold anything but NUL and half characters; that of an identifier has no outer blanks.
text = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1)
words = st.text(string.ascii_letters + string.digits + ".-", min_size=1)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
NOUNS = [noun for noun in map(ycf.noun, ycf.nouns()) if not noun.derived and noun.name not in (
    "change", "old_row", "framework", "standard", "criterion", "level", "rule", "award")]


def values(field):
    if field.choices:
        return st.sampled_from(field.choices)
    if field.kind == "boolean":
        return st.booleans()
    if field.kind == "date":
        return days
    if field.kind == "integer":
        return st.integers(1, 9999)         # the number of an action
    if field.kind == "reference":
        return st.just("given")
    return words.map(lambda value: value[:field.limit]) if field.code else text.map(
        lambda value: value[:field.limit])


def records(noun):
    """Fields of a noun that may all be set by themselves."""
    fields = {field.name: field for field in noun.fields if not field.read_only}
    strategies = {name: values(field) if field.required else st.none() | values(field)
                  for name, field in fields.items()}
    return st.fixed_dictionaries(strategies)


def refer(noun, fields, made):
    """References to what is there, and no more of them than a rule allows."""
    for field in noun.fields:
        if field.kind == "reference" and fields.get(field.name) is not None:
            fields[field.name] = made[field.target].id
    if noun.name == "external_id":
        fields["lead"] = None
        fields["setting"] = made["setting"].id
    if noun.name == "evidence":
        fields["criterion"] = None
        fields["standard"] = fields["standard"] or made["standard"].id
    return fields


@pytest.fixture
def made(t, elm):
    lead = t.appoint(elm, "Ann Sample", since="2026-01-01")
    plan = t.agree_plan(elm, agreed_with="Ann Sample")
    return {"setting": elm, "lead": lead, "plan": plan,
            "action": t.add("action", plan=plan.id, what="Core training"),
            "report": t.add("report", setting=elm.id, framework=next(t.select("framework")).id,
                            date="2026-01-02", form="csv", digest="0" * 64),
            "practitioner": t.add("practitioner", name="Robin Example"),
            "assessment": t.assess(elm, {"1.1": "met"}, source="self"),
            **{noun: next(t.select(noun)) for noun in ("framework", "standard", "level")},
            "criterion": t.get("criterion", "1.2")}


class Undone(Exception):
    pass


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.name)
def test_what_goes_in_comes_out(t, made, noun):
    stored = []

    @settings(max_examples=60, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))
    @given(records(noun))
    def check(fields):
        fields = refer(noun, fields, made)
        try:
            with t.transaction():
                try:
                    record = t.add(noun.name, **fields)
                except (ycf.Invalid, ycf.Refused, ycf.Exists) as error:
                    assert str(error) and "\n" not in str(error)
                    raise Undone from None
                for name, value in fields.items():
                    assert record[name] == value and type(record[name]) is type(value), name
                assert t.get(noun.name, record.id) == record
                for name, value in fields.items():
                    if noun.name == "setting" and value is not None and noun.fields[
                            record.keys().index(name)].kind in ("text", "date", "choice"):
                        assert record in list(t.select("setting", **{name: value})) or "," in str(value)
                stored.append(record)
                raise Undone
        except Undone:
            pass
    check()
    assert len(stored) > 10


@settings(max_examples=200, deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))
@given(name=text.map(lambda value: f"{value[:299]}."), day=days)
def test_texts_and_days_alone(specimen, name, day):
    record = specimen.edit("setting", "ref:elm", name=name, joined=day)
    assert record.name == name and record.joined == day
    assert ycf.read_date(day.isoformat()) == day and ycf.read_date(day.strftime("%d/%m/%Y")) == day


@pytest.fixture(scope="module")
def specimen(tmp_path_factory):
    with ycf.create(tmp_path_factory.mktemp("one") / "x.ycf", by="x", seed=1, clock="2026-01-05T09:00:00Z") as t:
        t.add("setting", reference="elm", name="Elm", kind="other")
        yield t
