"""The register of a "young carer friendly" quality mark.

A tracker is one file. It holds records of some twenty nouns (setting, lead, plan, award ...), and
answers where each setting stands and what is due, as of any day:

    import ycf

    with ycf.open("leeds.ycf", by="nightly sync") as t:
        t.add("setting", name="Elm Primary School", kind="primary", reference="elm")
        for standing in t.select("standing", stage="accredited", as_of=date(2026, 3, 31)):
            print(standing.name, standing.next_review)

Values are `str`, `int`, `bool`, `datetime.date` or `None`. A choice is a `str`, a time a `str` in
ISO 8601 (UTC), and a reference the `str` that is the token of what it refers to; `record.label(field)`
says it in words. Where a day is taken it may also be a `str` as people write it in the UK
("31 Aug 2026"); `None` means today.

A key names a record as people do: a token, a setting's reference, name, "urn:107809",
"ods:B86001" or external id "civicrm:123"; see `ycf.noun(name)` for what there is. A record does as
well.

What fails raises a subclass of `ycf.Error`, named for its status: `NotFound`, `Invalid`, `Refused` ...
A tracker may be used by several threads, which wait for each other, but not within one's transaction;
trackers of their own do not.
`docs/python.md` is a walk through all of it.
"""
from __future__ import annotations

import codecs
import contextlib
import datetime
import io
import operator
import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Callable, NamedTuple, Optional, Union

from . import _ycf

__version__: str = _ycf.version()


# ---- errors ----

class Error(Exception):
    """What a call came to. `status` is the name of what is wrong ("not_found"), `record`, `field` and
    `row` tell what it is about ("" and 0 where that does not apply), and the text is one line
    that says how to mend it. `result` is what an import or document had to tell all the same, and
    how many problems `check` found."""

    status: str = "unknown"
    record: str = ""
    field: str = ""
    row: int = 0
    result: Any = None


def _classes() -> Iterator[tuple[Union[int, str], type]]:
    """A class for each status that is a failure, by number and name: "not_found" is NotFound."""
    also = {"invalid": ValueError, "not_found": LookupError, "memory": MemoryError}
    for index in range(_ycf.status_count()):
        number = _ycf.status_at(index)
        status = _ycf.status_name(number)
        if status in ("ok", "row", "done"):
            continue
        name = "".join(word.capitalize() for word in status.split("_"))
        bases = (Error, also[status]) if status in also else (Error,)
        made = type(name, bases, {"status": status, "__doc__": _ycf.status_text(number),
                                  "__module__": __name__})
        yield from ((number, made), (status, made))


_errors = dict(_classes())
globals().update((each.__name__, each) for each in _errors.values())


def _error(status: Union[int, str], text: str, record: str = "", field: str = "", row: int = 0,
           problems: int = 0) -> Error:
    error = _errors.get(status, Error)(text)
    error.record, error.field, error.row, error.result = record, field, row, problems or None
    return error


# ---- nouns ----

class Field(NamedTuple):
    """A field of a noun. `kind` is text, integer, boolean, date, time, choice or reference; `limit` of a
    text is in characters; `target` is the noun that a reference refers to."""

    name: str
    kind: str
    help: str
    limit: int
    target: Optional[str]
    choices: tuple[str, ...]
    required: bool
    unique: bool
    personal: bool
    read_only: bool
    code: bool
    brief: bool


class Noun(NamedTuple):
    """A noun; `derived` if it is computed, not stored."""

    name: str
    help: str
    derived: bool
    fields: tuple[Field, ...]


_KINDS = ("text", "integer", "boolean", "date", "time", "choice", "reference")
_FLAGS = 6


def _all(call: Callable[..., Optional[str]], *arguments: Any) -> tuple[str, ...]:
    """Every word that a call gives for 0, 1, 2 ... up to the first None."""
    words: list[str] = []
    while (word := call(*arguments, len(words))) is not None:
        words.append(word)
    return tuple(words)


def _field(noun: bytes, index: int, name: str) -> Field:
    flags = _ycf.field_flags(noun, index)
    return Field(name, _KINDS[_ycf.field_kind(noun, index)], _ycf.field_help(noun, index),
                 _ycf.field_limit(noun, index), _ycf.field_target(noun, index),
                 _all(_ycf.field_choice, noun, index),
                 *[bool(flags & 1 << bit) for bit in range(_FLAGS)])


def nouns() -> tuple[str, ...]:
    """The names of all nouns, stored and derived."""
    return _all(_ycf.noun_name)


def noun(name: str) -> Noun:
    """What there is to know of a noun. Raises LookupError where there is none of that name."""
    encoded = _text(name, "noun")
    told = _ycf.noun_help(encoded)
    if told is None:
        raise LookupError(f"there is no noun {name!r}; ycf.nouns() lists them")
    return Noun(name, told, _ycf.noun_is_derived(encoded),
                tuple([_field(encoded, index, each)
                       for index, each in enumerate(_all(_ycf.field_name, encoded))]))


class _NoField(AttributeError, KeyError):
    """Both, as fields are attributes and items."""

    __str__ = Exception.__str__


class _Index(dict):
    """The place of each field of a noun, or of those that a question named; shared by its records."""

    def __init__(self, noun: str, fields: Iterable[Field]) -> None:
        self.noun = noun
        self.fields = tuple(fields)
        self.kinds = {"setting": "reference", **{field.name: field.kind for field in self.fields}}
        self.update([(field.name, place) for place, field in enumerate(self.fields)])
        self.values_of = (operator.itemgetter(*self) if len(self) > 1     # all of a record's
                       else lambda record: tuple([record[name] for name in self]))

    def __missing__(self, name: str) -> Any:
        raise _NoField(f"this {self.noun} was read without its {name}; ask for it in fields"
                       if name in _index(self.noun) else f"{self.noun} has no field {name!r}")


_indexes: dict[str, _Index] = {}


def _index(name: str) -> _Index:
    return _indexes.get(name) or _indexes.setdefault(name, _Index(name, noun(name).fields))


def _shape(noun: str, named: bytes) -> tuple[bytes, _Index, tuple[int, ...]]:
    """What _ycf asks once of a noun's records, of all fields (b"") or those named (b"name town"): their index,
    and the places of the fields in the noun."""
    index = whole = _index(noun)
    if named:
        index = _Index(noun, [whole.fields[whole[each]] for each in dict.fromkeys(named.decode().split())])
    return named, index, tuple([whole[name] for name in index])


# ---- records ----

def _onto(base: type) -> Callable[[type], type]:
    """Put a class's members onto a type of _ycf: a subclass would cost every record a collector's
    head."""
    def put(members: type) -> type:
        for name, member in vars(members).items():
            if name not in ("__dict__", "__weakref__"):
                setattr(base, name, member)
        return base
    return put


@_onto(_ycf.Record)
class Record:
    """A record as it was when it was read. Its fields are attributes and items: `r.name`, `r["name"]`,
    `dict(r)`. It never changes; `Tracker.edit` stores a change and gives the new record."""

    @property
    def noun_name(self) -> str:
        """The noun that it is a record of."""
        return self._index.noun

    def keys(self) -> tuple[str, ...]:
        """The names of its fields, in their order."""
        return tuple(self._index)

    def values(self) -> tuple[Any, ...]:
        """The values of its fields, in their order."""
        return self._index.values_of(self)

    def items(self) -> tuple[tuple[str, Any], ...]:
        """Pairs of name and value, in their order."""
        return tuple(zip(self._index, self.values()))

    def get(self, field: str, otherwise: Any = None) -> Any:
        """The value of a field, or `otherwise` if there is no such field. Raises where the record was read
        without it."""
        return self[field] if field in _index(self.noun_name) else otherwise

    def label(self, field: str) -> Any:
        """What people know by that name what a reference refers to, and the record itself where
        the field is "id"; other values as they are. Asks the tracker, which must be open."""
        value = self[field]
        about = self._index.fields[self._index[field]]
        if value is None or about.target is None:
            return value
        return _ycf.label(self._tracker, about.target.encode(), value.encode(), b"id")

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, field: object) -> bool:
        return field in self._index

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record):
            return NotImplemented
        if self._index is other._index:
            return self.values() == other.values()
        return self.noun_name == other.noun_name and dict(self) == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        held = "".join([f" {name}={value!r}" for name, value in self.items() if value is not None])
        return f"<{self.noun_name}{held}>"

    def __dir__(self) -> list[str]:
        return [*object.__dir__(self), *self._index]

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a record does not change; edit(record, {name}=...) stores a change and "
                             "gives the new record")

    def __copy__(self) -> Record:
        return self

    def __deepcopy__(self, memo: Any) -> Record:
        return self

    def __reduce__(self) -> Any:
        raise TypeError("a record cannot be pickled; dict(record) can")


Mapping.register(Record)

Key = Union[str, Record]
Day = Union[datetime.date, str, None]
Value = Union[str, int, bool, datetime.date, None, Record]
Choice = Union[Value, Sequence[str]]
Name = Union[str, "os.PathLike[str]", None]
Path = Union[str, bytes, "os.PathLike[str]"]
Output = Union[Path, int, io.IOBase, Any]


def _date(number: int) -> datetime.date:
    return datetime.date(number // 10000, number // 100 % 100, number % 100)


_ycf.setup(_error, _shape, _date)


# ---- values in ----

def _text(value: str, what: str) -> bytes:
    if not isinstance(value, str):
        raise TypeError(f"{what} takes str, not {type(value).__name__}")
    if "\0" in value:
        raise ValueError(f"{what}: {value!r} has a NUL in it")
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{what}: {value!r} has half a character (a surrogate) in it") from None


def _maybe(value: Optional[str], what: str) -> Optional[bytes]:
    return None if value is None else _text(value, what)


def _key(value: Key, what: str = "key") -> bytes:
    if isinstance(value, Record):
        if "id" not in value:
            why = ("is computed and has no key; give what it refers to, such as its setting"
                   if noun(value.noun_name).derived else
                   "was read without its id; ask for it in fields")
            raise TypeError(f"{what}: this {value.noun_name} {why}")
        value = value["id"]
    return _text(value, what)


def _day(value: Day, what: str = "day") -> Union[bytes, int]:
    if value is None:
        return 0
    if isinstance(value, str):
        return _text(value, what)
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise TypeError(f"{what} takes datetime.date, not {type(value).__name__}")
    return value.year * 10000 + value.month * 100 + value.day


def _plain(value: Value, what: str) -> bytes:
    """A value as text that the library reads by the field's kind."""
    if value is None:
        return b""
    if isinstance(value, Record):
        return _key(value, what)
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat().encode()
    if not isinstance(value, str):
        raise TypeError(f"{what} takes str, int, bool, datetime.date or None, not "
                        f"{type(value).__name__}")
    return _text(value, what)


_TAKEN = {"integer": int, "boolean": bool, "date": datetime.date, "reference": Record}


def _joined(texts: Iterable[bytes]) -> bytes:
    """A list as the calls take it: each of its texts ended by NUL."""
    return b"".join([text + b"\0" for text in texts])


def _kinds(noun: str) -> Mapping[str, str]:
    """The kind of each of a noun's fields; there are none of what is no noun. What belongs to a setting by
    itself or through another takes `setting`."""
    if _ycf.noun_help(_text(noun, "noun")) is None:
        return {}
    return _index(noun).kinds


def _values(noun: str, fields: Mapping[str, Value]) -> bytes:
    """Fields to be set. A str is read as a person would write the value; other types must be those
    of the field's kind."""
    kinds = _kinds(noun)
    values: list[bytes] = []
    for name, value in fields.items():
        # What there is not, the library tells.
        wanted = _TAKEN.get(kinds[name], str) if name in kinds else object
        if value is not None and not isinstance(value, str) and (
                not isinstance(value, wanted) or isinstance(value, bool) and wanted is int):
            raise TypeError(f"{noun}.{name} takes {wanted.__name__}, not {type(value).__name__}")
        values += _text(name, "field"), _plain(value, f"{noun}.{name}")
    return _joined(values)


def _given(fields: Mapping[str, Value], **own: Value) -> Mapping[str, Value]:
    """A verb's fields, with those that it takes by itself."""
    for name in own:
        if name in fields:
            raise TypeError(f"{name} is given twice")
    return {**own, **fields}


def _terms(noun: str, terms: Iterable[str], equal: Mapping[str, Choice]) -> bytes:
    listed = [_text(term, "term") for term in terms]
    for name, value in equal.items():
        several = value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
        if several is value and (not several or _kinds(noun).get(name, "choice") != "choice"):
            raise TypeError(f"{name} takes one value" if several else f"{name}: an empty list; name a value")
        listed.append(_text(name, "field") + b"=" + b",".join([_plain(each, name) for each in several]))
    return _joined(listed)


def _path(value: Path, what: str = "path") -> bytes:
    try:
        path = os.fsencode(value)
    except UnicodeEncodeError:
        raise ValueError(f"{what}: {value!r} has half a character (a surrogate) in it") from None
    if b"\0" in path:
        raise ValueError(f"{what}: {value!r} has a NUL in it")
    return path


def _name(value: Name, what: str) -> Optional[bytes]:
    """A name of the templates, or a path, which a PathLike always is."""
    if value is None or isinstance(value, str):
        return _maybe(value, what)
    path = _path(value, what)
    return path if b"/" in path else b"./" + path


def _descriptor(file: Any) -> Optional[int]:
    """That of a file in which stands, byte by byte, what is written to it; not of one that packs or encodes
    it in a way of its own."""
    below = file.buffer if isinstance(file, io.TextIOWrapper) else file
    raw = below.raw if isinstance(below, (io.BufferedWriter, io.BufferedRandom)) else below
    plain = type(raw) is io.FileIO and (below is file or codecs.lookup(file.encoding).name == "utf-8")
    return file.fileno() if plain else None


@contextlib.contextmanager
def _output(to: Output) -> Iterator[Union[bytes, int]]:
    """A path, or a descriptor: that of an open file, or of a temporary one that is copied to a file in
    memory."""
    if isinstance(to, (str, bytes, os.PathLike)):
        yield _path(to)
        return
    if isinstance(to, int):
        yield to
        return
    if not hasattr(to, "write"):
        raise TypeError(f"a path or an open file is wanted, not {type(to).__name__}")
    descriptor = _descriptor(to)
    if descriptor is None:
        with tempfile.TemporaryFile() as file:
            yield file.fileno()
            file.seek(0)
            shutil.copyfileobj(io.TextIOWrapper(file, "utf-8", newline="")
                               if isinstance(to, io.TextIOBase) else file, to)
    else:
        to.flush()
        yield descriptor


# ---- days ----

def read_date(text: str) -> datetime.date:
    """A day as people in the UK write it: 2026-08-31, 31/08/2026, 31 Aug 2026; day first, always. Raises
    Invalid where it is not one, or could be several."""
    return _date(_ycf.date_read(_day(text)))


def people_date(day: Day) -> str:
    """A day for people: "10 November 2026"; "" for None."""
    return _ycf.date_write_people(_day(day))


def add_months(day: datetime.date, months: int) -> datetime.date:
    """That day of the month, months later, or the month's last: six months after 31 August is the last
    day of February. Raises Invalid where that is no day that a tracker can hold."""
    return _date(_ycf.date_add_months(_day(day), max(-2 ** 63, min(months, 2 ** 63 - 1))))


# ---- what calls give ----

class Imported(NamedTuple):
    """How many rows of a file were added, updated ...; `problems` (the first 100) and `warnings` are
    one line each."""

    added: int
    updated: int
    unchanged: int
    rejected: int
    skipped: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


class Returned(NamedTuple):
    """How many reports were added, were there already (unchanged), were refused (files), and how many
    files of a folder are no reports (skipped); `problems` (the first 100) and `warnings` are one line each."""

    added: int
    unchanged: int
    refused: int
    skipped: int
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


class Drawn(NamedTuple):
    """How many documents were written, left out (nothing to draw) or could not be drawn; `problems`
    (the first 100) are one line each."""

    written: int
    left_out: int
    not_drawn: int
    problems: tuple[str, ...]


class Ready:
    """Whether a setting is ready for the award; true if it is. `conditions` are `readiness` records,
    each met or not."""

    ready: bool
    conditions: tuple[Record, ...]

    def __init__(self, ready: bool, conditions: tuple[Record, ...]) -> None:
        self.ready = ready
        self.conditions = conditions

    def __bool__(self) -> bool:
        return self.ready

    def __repr__(self) -> str:
        met = sum([each.met for each in self.conditions])
        return f"<{'ready' if self.ready else 'not ready'}, {met} of {len(self.conditions)} met>"


class LayoutValue(NamedTuple):
    """What a layout may call upon: its name in {braces}; its kind: text, date, word or list; `list` is
    the list to whose rows it belongs."""

    name: str
    kind: str
    help: str
    list: Optional[str]


class Cursor:
    """The records that a question gives, one after the other; read in ever larger blocks."""

    def __init__(self, held: Any, named: bytes = b"") -> None:
        self._held = held
        self._named = named
        self._most = 0
        self._records: Iterator[Record] = iter(())
        self._lock = threading.RLock()

    def __iter__(self) -> Cursor:
        return self

    def __next__(self) -> Record:
        for record in self._records:
            return record
        with self._lock:
            # Another thread may have read them meanwhile.
            for record in self._records:
                return record
            if self._held is None:
                raise StopIteration
            most = min(self._most * 4 or 1, 256)
            records = _ycf.cursor_block(self._held, most, self._named)
            self._most = most
            if not records:
                self._held = None
                raise StopIteration
            self._records = iter(records[1:])
            return records[0]

    def write(self, to: Output, format: str = "csv", width: int = 0) -> int:
        """Write the records to a path or an open file, as "csv", "json" or a "table" for people. The columns
        are the fields that were asked for; `width` is the table's, in columns (0: no limit). References
        are written by what they are known by. Gives how many there were. Once records were read it
        is too late: ask again."""
        if format not in ("table", "csv", "json"):
            raise ValueError(f"format {format!r} is not one of 'table', 'csv' or 'json'")
        if self._most > 0 or _ycf.cursor_count(self._held) > 0:
            raise _error("misuse", "a list is written whole, and once; ask again")
        with _output(to) as output:
            _ycf.cursor_write(self._held, ("table", "csv", "json").index(format), width, output)
        return _ycf.cursor_count(self._held)


class Document:
    """Documents of one kind; one object for as many as are wanted. Made by Tracker.document()."""

    def __init__(self, held: Any) -> None:
        self._held = held

    @property
    def ending(self) -> str:
        """What its files end in: "pdf", "svg" or "html"."""
        return _ycf.document_ending(self._held)

    def _drawn(self) -> Drawn:
        return Drawn(*[_ycf.document_count(self._held, which) for which in range(3)],
                     _all(_ycf.document_problem, self._held))

    def _draw(self, call: Callable[..., None], *arguments: Any) -> Drawn:
        try:
            call(self._held, *arguments)
        except Error as error:
            if error.status != "misuse":
                error.result = self._drawn()
            raise
        return self._drawn()

    def write(self, key: Key, to: Output) -> None:
        """Write the document of a setting, or of an award by its code, to a path or an open file.
        Raises Refused (no award is held, no plan is open), Invalid (a text does not fit), NotFound."""
        with _output(to) as output:
            _ycf.document_write(self._held, _key(key), output)

    def write_each(self, folder: Path, *terms: str, sort: Optional[str] = None,
                   **equal: Choice) -> Drawn:
        """A file for each setting that `standing` gives for the terms, in a folder that is made if need
        be. Raises Invalid where some could not be drawn: its `result` tells of all."""
        return self._draw(_ycf.document_write_each, _terms("standing", terms, equal),
                          _maybe(sort, "sort"), _path(folder))

    def write_combined(self, to: Output, *terms: str, sort: Optional[str] = None,
                       title: Optional[str] = None, **equal: Choice) -> Drawn:
        """All of them in one PDF, to a path or an open file. Raises Invalid where some cannot be
        drawn, and Refused where there is nothing to draw; nothing is written then."""
        with _output(to) as output:
            return self._draw(_ycf.document_write_combined, _terms("standing", terms, equal),
                              _maybe(sort, "sort"), _maybe(title, "title"), output)


# ---- the tracker ----

class Tracker:
    """An open tracker; made by ycf.open() and ycf.create(), and closed by `with` or close().

    `progress`, if set, is called now and then during long calls with how much is done, of how much in
    all (0: unknown). Returning true cancels the call, and what it raises comes out of the call; either
    way the tracker is as it was before; of a file for each setting, those that are whole stay."""

    progress: Optional[Callable[[int, int], Any]] = None

    def __init__(self) -> None:
        this = weakref.ref(self)

        def tell(done: int, total: int) -> Any:
            tracker = this()
            progress = tracker and tracker.progress
            return progress is not None and progress(done, total)
        self._held = _ycf.tracker(tell)
        self._closed = False
        _ycf.set_source(self._held, b"python")

    def close(self) -> None:
        """Close the file, and with it the tracker's cursors and documents. An open transaction is
        rolled back."""
        if not self._closed:
            _ycf.close(self._held)
            self._closed = True

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._closed

    def __enter__(self) -> Tracker:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    # ---- records ----

    def get(self, noun: str, key: Key, /) -> Record:
        """The record that a key names. Raises NotFound, Ambiguous."""
        return _ycf.get(self._held, _text(noun, "noun"), _key(key))

    def select(self, noun: str, /, *terms: str, sort: Optional[str] = None, as_of: Day = None,
               fields: Optional[Iterable[str]] = None, **equal: Choice) -> Cursor:
        """The records of a noun that meet all terms: `stage="accredited"`, `kind=("nursery", "primary")` for
        any of several choices, `email=None` for none there, and as text "name~elm",
        "joined>=2026-01-01", "kind!=other". `setting=KEY` works for all that belongs to one,
        `changed_since=DAY` for all that is stored, `within=DAYS` for `due`, `since=` for `alteration`. Sorted by a field,
        "-field" descending. `as_of` matters for what is computed. Where `fields` are named, records have those
        alone, and a long list of what is stored takes less time; by its "id" and "revision" a record can be
        edited. Raises Misuse, Invalid, NotFound."""
        if isinstance(fields, str):
            raise TypeError("fields takes a list of names, not str")
        names = [] if fields is None else [_text(each, "field") for each in fields]
        return Cursor(_ycf.select(self._held, _text(noun, "noun"), _terms(noun, terms, equal),
                                  _maybe(sort, "sort"), _day(as_of, "as_of"), None if fields is None else _joined(names)),
                      b" ".join(names))

    def _write(self, call: Callable[..., Any], noun: str, fields: Mapping[str, Value],
               *more: Any) -> Any:
        return call(self._held, _text(noun, "noun"), _values(noun, fields), *more)

    def add(self, noun: str, /, **fields: Value) -> Record:
        """Add a record, and give it as it is stored. Raises Invalid, Exists, NotFound and Ambiguous (of a
        reference), Refused."""
        return self._write(_ycf.add, noun, fields)

    def _stored(self, record: Union[Record, str], key: Optional[Key]) -> tuple[str, bytes, int]:
        """The noun, key and revision (0: whichever) of a record that is given as it was read, or by
        noun and key."""
        if isinstance(record, Record):
            if key is not None:
                raise TypeError("give a record, or a noun and a key")
            if "revision" not in record and "id" in record:
                raise TypeError(f"this {record.noun_name} was read without its revision, by which a "
                                "change of somebody else is noticed; ask for it in fields")
            return record.noun_name, _key(record), record["revision"]
        if key is None:
            raise TypeError("give a record, or a noun and a key")
        return record, _key(key), 0

    def edit(self, record: Union[Record, str], key: Optional[Key] = None, /,
             **fields: Value) -> Record:
        """Change fields of a record, given as it was read or by noun and key, and give it as it is
        stored then. Raises Conflict where somebody changed it since it was read, and what add()
        raises."""
        noun, key, revision = self._stored(record, key)
        return _ycf.edit(self._held, _text(noun, "noun"), _values(noun, fields), key, revision)

    def remove(self, record: Union[Record, str], key: Optional[Key] = None, /) -> None:
        """Remove a record, given as it was read or by noun and key. Raises Refused while others depend on
        it, and Conflict where somebody changed it since it was read."""
        noun, key, revision = self._stored(record, key)
        _ycf.remove(self._held, _text(noun, "noun"), key, revision)

    def upsert(self, noun: str, key: str, /, **fields: Value) -> tuple[Record, str]:
        """Edit the record that a key with a scheme names ("civicrm:123", "urn:107809"), or add one and give it
        the key. Gives the record, and "added", "updated" or "unchanged"."""
        record, outcome = self._write(_ycf.upsert, noun, fields, _key(key))
        return record, ("added", "updated", "unchanged")[outcome]

    def alterations(self, since: Union[str, datetime.date], *terms: str,
                    fields: Optional[Iterable[str]] = None, **equal: Choice) -> Cursor:
        """What was added, edited or removed since a day (from its beginning), a time (after it) or the
        `change` of the last alteration that was seen (after that)."""
        return self.select("alteration", *terms, fields=fields, since=since, **equal)

    @contextlib.contextmanager
    def transaction(self, reason: Optional[str] = None) -> Iterator[Tracker]:
        """All calls in its block, or none of them; `reason` is kept with the change. Meanwhile the tracker is
        this thread's: others are told Busy."""
        _ycf.begin(self._held, _maybe(reason, "reason"))
        try:
            yield self
            _ycf.commit(self._held)
        except BaseException:
            if not self.closed:
                _ycf.rollback(self._held)
            raise

    # ---- verbs; `setting` is a key ----

    def join(self, setting: Key, /, on: Day = None) -> None:
        """The setting joins the programme, or comes back after it departed."""
        _ycf.join(self._held, _key(setting), _day(on, "on"))

    def depart(self, setting: Key, /, on: Day = None, reason: Optional[str] = None,
               closed: bool = False) -> None:
        """It leaves; `closed`: the setting itself closed. An award it holds ends."""
        _ycf.depart(self._held, _key(setting), _day(on, "on"), _maybe(reason, "reason"), bool(closed))

    def appoint(self, setting: Key, name: str, /, **fields: Value) -> Record:
        """Put a lead in post, by default as designated lead from today; who held that role in the
        setting till then ends the day before. Fields are those of `lead`."""
        return self._write(_ycf.appoint, "lead", _given(fields, setting=setting, name=name))

    def confirm(self, setting: Key, /, on: Day = None) -> None:
        """The setting's lead was still in post on that day."""
        _ycf.confirm(self._held, _key(setting), _day(on, "on"))

    def vacate(self, setting: Key, /, on: Day = None, why: Optional[str] = None) -> None:
        """The setting's lead has left; `on` was their last day."""
        _ycf.vacate(self._held, _key(setting), _day(on, "on"), _maybe(why, "why"))

    def log(self, setting: Key, kind: str, /, **fields: Value) -> Record:
        """Note a contact (visit, call, email ...); one that names the lead confirms them in post. Fields
        are those of `contact`."""
        return self._write(_ycf.log, "contact", _given(fields, setting=setting, kind=kind))

    def assess(self, setting: Key, ratings: Union[Mapping[str, Any], Iterable[str]], /,
               **fields: Value) -> Record:
        """Add an assessment with its ratings, {"1.1": "met", "6": ("partly", "Not yet everywhere")}: the code of a
        criterion, or of a standard for each of its criteria, and a level, with commentary if there is
        any. Fields are those of `assessment`. Raises Invalid (unknown code or level), Refused (a
        reason is missing)."""
        if isinstance(ratings, Mapping):
            ratings = [f"{code}={level if isinstance(level, str) else ':'.join(level)}"
                       for code, level in ratings.items()]
        return self._write(_ycf.assess, "assessment", _given(fields, setting=setting),
                           _joined(_text(each, "rating") for each in ratings))

    def assess_file(self, setting: Key, path: Path, /, **fields: Value) -> Record:
        """The same with the ratings of a CSV file: columns criterion, level, commentary."""
        return self._write(_ycf.assess_file, "assessment", _given(fields, setting=setting), _path(path))

    def agree_plan(self, setting: Key, /, **fields: Value) -> Record:
        """Agree an action plan with the setting; one that is still open ends. Fields are those of
        `plan`."""
        return self._write(_ycf.agree_plan, "plan", _given(fields, setting=setting))

    def complete(self, setting: Key, number: int, /, on: Day = None) -> None:
        """Action `number` of the setting's present plan is done."""
        _ycf.complete(self._held, _key(setting), number, _day(on, "on"))

    def review_plan(self, setting: Key, /, *steps: str, **fields: Value) -> Record:
        """Review the setting's present plan. Steps are what was decided of its actions: "close=2",
        "carry=3=2026-10-01", "drop=4", "add=5: WHAT=2026-11-01" (5 is the standard; the day may be left
        out). Fields are those of `review`."""
        return self._write(_ycf.review_plan, "review", _given(fields, setting=setting),
                           _joined(_text(each, "step") for each in steps))

    def ready(self, setting: Key, /, framework: Optional[Key] = None,
              as_of: Day = None) -> Ready:
        """Whether all conditions for the award are met, and which are not."""
        ready, conditions = _ycf.ready(self._held, _key(setting), framework and _key(framework),
                                       _day(as_of, "as_of"))
        return Ready(ready, tuple(Cursor(conditions)))

    def award(self, setting: Key, /, **fields: Value) -> Record:
        """Award the mark. Raises Refused, with the reasons, where the setting is not ready, unless
        `recorded_from` says from where a decision taken elsewhere is recorded. Fields are those of
        `award`."""
        return self._write(_ycf.award, "award", _given(fields, setting=setting))

    def withdraw(self, setting: Key, /, framework: Optional[Key] = None, on: Day = None,
                 note: Optional[str] = None) -> None:
        """The award that the setting holds is withdrawn."""
        _ycf.withdraw(self._held, _key(setting), framework and _key(framework), _day(on, "on"),
                   _maybe(note, "note"))

    # ---- the file ----

    def today(self) -> datetime.date:
        """What is meant where no day is given: a specimen's own day, else today."""
        return _date(_ycf.today(self._held))

    @property
    def is_specimen(self) -> bool:
        """Whether it was made with a seed and a clock."""
        return _ycf.is_specimen(self._held)

    def backup(self, path: Path) -> None:
        """Write a consistent copy. Raises Exists where there is a file."""
        _ycf.backup(self._held, _path(path))

    def check(self) -> None:
        """Look the whole file over. Raises Damaged with the first problem; its `result` is how many
        there are."""
        _ycf.check(self._held)

    def framework_check(self, framework: Name) -> None:
        """Read a framework file. Raises Invalid with what is wrong, its line and column."""
        _ycf.framework_check(self._held, _name(framework, "framework"))

    def framework_load(self, framework: Name) -> None:
        """Load a framework, or a newer edition of one, beside those there are. Raises Exists."""
        _ycf.framework_load(self._held, _name(framework, "framework"))

    # ---- files in and out ----

    def import_(self, noun: str, path: Path, map: Name = None, where: Union[str, Iterable[str]] = (),
                dry_run: bool = False, rejects: Optional[Path] = None) -> Imported:
        """Take in a delimited text file by a column map (a name of the templates, a path; None: the
        headings are field names). `where` are conditions for what is added, "COLUMN=VALUE" or
        "COLUMN!=VALUE". `dry_run` changes nothing. Rows that are rejected go to the file `rejects`; where
        none is named they raise Invalid, with the counts as its `result`, and nothing is changed."""
        held = _ycf.import_new(self._held)
        _ycf.import_set_map(held, _name(map, "map"))
        for condition in (where,) if isinstance(where, str) else where:
            _ycf.import_where(held, _text(condition, "where"))
        _ycf.import_set_dry_run(held, bool(dry_run))
        if rejects is not None:
            _ycf.import_set_rejects(held, _path(rejects, "rejects"))
        try:
            _ycf.import_run(held, _text(noun, "noun"), _path(path))
        except Error as error:
            if error.status != "misuse":
                error.result = self._imported(held)
            raise
        return self._imported(held)

    def _imported(self, held: Any) -> Imported:
        return Imported(*[_ycf.import_count(held, which) for which in range(5)],
                        _all(_ycf.import_problem, held), _all(_ycf.import_warning, held))

    # ---- self-reports ----

    def form(self, setting: Key, path: Path, /, **fields: Value) -> None:
        """Write the form on which a setting reports on itself; the path's ending (.xlsx, .html, .csv) says
        in what form. Nothing is stored. Fields are those of `request`: `due` stands on the form."""
        self._write(_ycf.form_write, "request", _given(fields, setting=setting), _path(path))

    def request(self, setting: Key, path: Path, /, **fields: Value) -> Record:
        """The same, and store the request: that the setting was asked, when, and for which day. Fields are
        those of `request`."""
        return self._write(_ycf.request, "request", _given(fields, setting=setting), _path(path))

    def request_each(self, folder: Path, *terms: str, sort: Optional[str] = None, form: str = "xlsx",
                     fields: Mapping[str, Value] = {}, **equal: Choice) -> int:
        """A form ("xlsx", "html" or "csv"), and a request stored, for each setting that `standing` gives for the
        terms, in a folder that is made if need be; `fields` are what the requests have in common. Gives how many."""
        return self._write(_ycf.request_each, "request", fields, _terms("standing", terms, equal),
                           _maybe(sort, "sort"), _path(folder), _text(form, "form"))

    def read_reports(self, *paths: Path, dry_run: bool = False) -> Returned:
        """Take in self-reports that came back: files, and folders of them. `dry_run` changes nothing. A
        file with anything wrong in it changes nothing, and the others are stored; Invalid is then
        raised, with what came of all as its `result`."""
        held = _ycf.reports_new(self._held)
        _ycf.reports_set_dry_run(held, bool(dry_run))
        try:
            _ycf.reports_read(held, _joined(_path(path) for path in paths))
        except Error as error:
            if error.status != "misuse":
                error.result = self._returned(held)
            raise
        return self._returned(held)

    def _returned(self, held: Any) -> Returned:
        # Added, unchanged, rejected and skipped of ycf_count.
        return Returned(*[_ycf.reports_count(held, which) for which in (0, 2, 3, 4)],
                        _all(_ycf.reports_problem, held), _all(_ycf.reports_warning, held))

    # ---- files ----

    def export(self, noun: str, to: Output) -> None:
        """Write a noun as CSV that import_() reads back, references as tokens, to a path or an
        open file."""
        with _output(to) as output:
            _ycf.export(self._held, _text(noun, "noun"), output)

    def export_all(self, folder: Path) -> None:
        """Write every stored noun into a folder that is made, or is empty."""
        _ycf.export_all(self._held, _path(folder))

    def import_all(self, folder: Path) -> None:
        """Take such a folder into a tracker that holds nothing but frameworks."""
        _ycf.import_all(self._held, _path(folder))

    # ---- documents ----

    def document(self, kind: str, *, layout: Name = None, paper: Optional[str] = None,
                 framework: Optional[Key] = None, as_of: Day = None,
                 reprint_as_now: bool = False) -> Document:
        """Documents of a kind (ycf.document_kinds()): certificate, poster, sign, badge, footer, plan,
        summary. `layout` is a name of the templates or a path; `paper` "A3", "A4" or "A5";
        `reprint_as_now`: by the setting's present name. Raises Invalid with what is wrong with the
        layout, its line and column."""
        document = Document(_ycf.document_new(self._held, _text(kind, "kind")))
        _ycf.document_set_layout(document._held, _name(layout, "layout"))
        _ycf.document_set_paper(document._held, _maybe(paper, "paper"))
        _ycf.document_set_framework(document._held, framework and _key(framework))
        _ycf.document_set_as_of(document._held, _day(as_of, "as_of"))
        _ycf.document_set_reprint_as_now(document._held, bool(reprint_as_now))
        return document

    def layout_check(self, layout: Name) -> str:
        """Read a layout and draw it with samples; gives the kind of document it is for. Raises Invalid
        with what is wrong, its line and column."""
        return _ycf.layout_check(self._held, _name(layout, "layout"))

    def layout_preview(self, layout: Name, to: Output) -> None:
        """Draw a layout with samples, to a path or an open file."""
        with _output(to) as output:
            _ycf.layout_preview(self._held, _name(layout, "layout"), output)


def _tracker(by: Optional[str], templates: Optional[Path],
             progress: Optional[Callable[[int, int], Any]]) -> Tracker:
    if progress is not None and not callable(progress):
        raise TypeError(f"progress takes a function, not {type(progress).__name__}")
    tracker = Tracker()
    tracker.progress = progress
    if by is not None:
        _ycf.set_actor(tracker._held, _text(by, "by"))
    if templates is not None:
        _ycf.set_templates(tracker._held, _path(templates, "templates"))
    return tracker


def open(path: Path, *, by: Optional[str] = None, read_only: bool = False,
         shared_folder: bool = False, templates: Optional[Path] = None,
         progress: Optional[Callable[[int, int], Any]] = None) -> Tracker:
    """Open a tracker. `by` says who writes; without it, writing is refused. `shared_folder` allows a
    network or synced folder. `templates` is the folder of frameworks, maps and layouts. Raises NotFound,
    Foreign, Newer, Damaged, Busy, Refused, Unreadable."""
    tracker = _tracker(by, templates, progress)
    _ycf.open(tracker._held, _path(path), bool(read_only), bool(shared_folder))
    return tracker


def create(path: Path, framework: Name = None, *, by: Optional[str] = None,
           shared_folder: bool = False, templates: Optional[Path] = None,
           seed: Optional[int] = None, clock: Optional[str] = None,
           progress: Optional[Callable[[int, int], Any]] = None) -> Tracker:
    """Create a tracker with a framework: a name of the templates or a path; None: "leeds". With
    `seed` and `clock` ("2026-01-05T09:00:00Z") it is a specimen for ever: ids, codes and times follow from them. Raises
    Exists, Invalid (the framework, with line and column), Refused, Full, Unreadable."""
    tracker = _tracker(by, templates, progress)
    if (seed is None) != (clock is None):
        raise TypeError("a specimen takes both a seed and a clock")
    if seed is not None:
        _ycf.set_specimen(tracker._held, seed, _text(clock, "clock"))
    _ycf.create(tracker._held, _path(path), _name(framework, "framework"), bool(shared_folder))
    return tracker


def document_kinds() -> tuple[str, ...]:
    """The kinds of document."""
    return _all(_ycf.document_kind_name)


def layout_values(kind: str) -> tuple[LayoutValue, ...]:
    """What the layouts of a kind of document may call upon."""
    encoded = _text(kind, "kind")
    return tuple([LayoutValue(name, _ycf.layout_value_kind(encoded, index),
                             _ycf.layout_value_help(encoded, index),
                             _ycf.layout_value_list(encoded, index))
                 for index, name in enumerate(_all(_ycf.layout_value_name, encoded))])
