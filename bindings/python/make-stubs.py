"""Writes ycf/__init__.pyi from the field tables and from what __init__.py says of its functions:

    PYTHONPATH=FOLDER-OF-THE-BUILT-PACKAGE python3 make-stubs.py >ycf/__init__.pyi

A record has a class for each noun there, for checkers only: when run they are all ycf.Record."""
import ast
import os
import re
import sys
import textwrap

# The package beside this file is not built.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path = [folder for folder in sys.path if os.path.abspath(folder) != HERE]
import ycf  # noqa: E402

HEAD = '''\
# Made by bindings/python/make-stubs.py from the field tables; not edited by hand.
# Setting, Lead ... are there for type checkers: when run, every record is a Record.
import datetime
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Callable, ContextManager, Generic, Literal, NamedTuple, Optional, TypeVar, Union, overload

__version__: str

Key = Union[str, Record]
Day = Union[datetime.date, str, None]
Value = Union[str, int, bool, datetime.date, None, Record]
Choice = Union[Value, Sequence[str]]
Name = Union[str, os.PathLike[str], None]
Path = Union[str, bytes, os.PathLike[str]]
Output = Union[Path, int, io.IOBase, Any]
_R = TypeVar("_R", bound=Record, covariant=True)
'''
TYPES = {"text": "str", "integer": "int", "boolean": "bool", "date": "datetime.date", "time": "str",
         "reference": "str"}
GIVEN = {"integer": "int | str | None", "boolean": "bool | str | None", "date": "Day",
         "reference": "Key | None"}
NOUNS = [ycf.noun(name) for name in ycf.nouns()]
BY_NAME = {noun.name: noun for noun in NOUNS}
# The noun that a method of Tracker writes, where it does not take one.
WRITES = {"appoint": "lead", "log": "contact", "assess": "assessment", "assess_file": "assessment",
          "agree_plan": "plan", "review_plan": "review", "award": "award"}
GIVES = {"alterations": "Cursor[Alteration]"}


def camel(name):
    return "".join(word.capitalize() for word in name.split("_"))


def choices(field):
    return f"Literal[{', '.join(repr(each) for each in field.choices)}]"


def held(noun, field):
    """The type of a field as it is read."""
    kind = choices(field) if field.choices else TYPES[field.kind]
    always = field.required or field.kind == "boolean" or field.read_only and field.name in (
        "id", "revision", "created", "changed")
    return kind if always else f"Optional[{kind}]"


def given(field):
    """The type of a field as it is set."""
    return f"{choices(field)} | None" if field.choices else GIVEN.get(field.kind, "str | None")


def asked(field):
    """The type of a field as it is asked for."""
    if field.choices:
        return f"{choices(field)} | Sequence[{choices(field)}] | None"
    return GIVEN.get(field.kind, "str | None")


def through(noun):
    """Whether it belongs to a setting through another noun."""
    names = [field.name for field in noun.fields]
    return not noun.derived and "setting" not in names and any(
        "setting" in [each.name for each in BY_NAME[field.target].fields]
        for field in noun.fields if field.target not in (None, noun.name))


def parameters(noun, kind_of, writable, without=()):
    fields = {field.name: kind_of(field) for field in noun.fields
              if not (writable and field.read_only) and field.name not in without}
    if through(noun) and "setting" not in without:
        fields["setting"] = "Key | None"
    return fields


def terms_of(noun):
    fields = parameters(noun, asked, False, ("as_of",))
    if not noun.derived:
        fields["changed_since"] = "Day"
    return fields | {"due": {"within": "int | str"},
                     "alteration": {"since": "Day"}}.get(noun.name, {})


def wrapped(text, indent="    "):
    """Lines of 100 characters, broken after commas only."""
    lines = textwrap.wrap(re.sub(r"(?<!,) ", "\0", text), 100, initial_indent=indent,
                          subsequent_indent=indent + "    ", break_long_words=False,
                          break_on_hyphens=False)
    return "\n".join(lines).replace("\0", " ")


def method(name, positional, keywords, result, overloaded=True):
    listed = ", ".join(f"{each}: {kind} = ..." for each, kind in keywords.items())
    mark = "" if "*" in positional else "*, "
    line = wrapped(f"def {name}(self, {positional}{', ' + mark + listed if listed else ''}) -> {result}: ...")
    return ("    @overload\n" if overloaded else "") + line


ASKED = "*terms: str, sort: Optional[str] = ..., as_of: Day = ..., fields: Optional[Iterable[str]] = ..."


def by_noun(name):
    """The overloads of a method that takes a noun."""
    for noun in NOUNS:
        literal, record = f'_noun: Literal["{noun.name}"]', camel(noun.name)
        if name == "select":
            yield method(name, f"{literal}, /, {ASKED}", terms_of(noun), f"Cursor[{record}]")
        if noun.derived:
            continue
        fields = parameters(noun, given, True)
        if name == "get":
            yield method(name, f"{literal}, _key: Key, /", {}, record)
        if name == "add":
            yield method(name, f"{literal}, /", fields, record)
        if name == "upsert" and noun.name in ("setting", "lead"):
            yield method(name, f"{literal}, _key: str, /", fields, f"tuple[{record}, str]")
        if name == "edit":
            yield method(name, f"_record: {record}, /", fields, record)
            yield method(name, f"{literal}, _key: Key, /", fields, record)
    if name == "get":
        yield method(name, "_noun: str, _key: Key, /", {}, "Record")
    if name == "select":
        yield method(name, f"_noun: str, /, {ASKED}", {}, "Cursor[Record]")
    if name == "remove":
        yield method(name, "_record: Record, /", {}, "None")
        yield method(name, "_noun: str, _key: Key, /", {}, "None")


def writing(function):
    """A method that writes a certain noun."""
    noun = BY_NAME[WRITES[function.name]]
    arguments = ast.unparse(function.args).removesuffix(", **fields: Value").removeprefix("self, ")
    without = [each.arg for each in function.args.posonlyargs] + ["setting"]
    return method(function.name, arguments, parameters(noun, given, True, without), camel(noun.name), False)


def signature(function, indent):
    """A function as it stands, without defaults and body."""
    for defaults in function.args.defaults, function.args.kw_defaults:
        defaults[:] = [each and ast.Constant(...) for each in defaults]
    result = GIVES.get(function.name) or ast.unparse(function.returns)
    result = result.replace("Iterator[Tracker]", "ContextManager[Tracker]") if function.name == "transaction" else result
    marks = "".join(f"{indent}@property\n" for each in function.decorator_list
                    if ast.unparse(each) == "property")
    return marks + wrapped(f"def {function.name}({ast.unparse(function.args)}) -> {result}: ...", indent)


def members(body):
    for each in body:
        if isinstance(each, ast.AnnAssign):
            yield f"    {each.target.id}: {ast.unparse(each.annotation)}"
        if not isinstance(each, ast.FunctionDef) or each.name.startswith("_") and each.name not in (
                "__enter__", "__exit__", "__iter__", "__len__", "__contains__", "__bool__"):
            continue
        overloads = list(by_noun(each.name)) if each.name in (
            "get", "add", "edit", "remove", "upsert", "select") and any(
                argument.arg in ("noun", "record") for argument in each.args.posonlyargs) else []
        yield from overloads or [writing(each) if each.name in WRITES else signature(each, "    ")]


def class_of(node):
    bases = [ast.unparse(base) for base in node.bases if "_ycf" not in ast.unparse(base)]
    extra = []
    if node.name == "Record":
        extra = ["    def __getitem__(self, field: str, /) -> Any: ..."]
    if node.name == "Cursor":
        bases = ["Generic[_R]"]
        extra = ["    def __iter__(self) -> Iterator[_R]: ...", "    def __next__(self) -> _R: ..."]
        node.body = [each for each in node.body if getattr(each, "name", "") != "__iter__"]
    lines = [*members(node.body), *extra]
    if node.name == "Ready":
        lines = [line.replace("Record", "Readiness") for line in lines]
    return f"class {node.name}{'(' + ', '.join(bases) + ')' if bases else ''}:\n" + "\n".join(lines)


def records():
    for noun in NOUNS:
        yield f"class {camel(noun.name)}(Record):\n" + "\n".join(
            f"    {field.name}: {held(noun, field)}" for field in noun.fields)


def main():
    with open(os.path.join(HERE, "ycf", "__init__.py"), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    parts = [HEAD]
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            parts.append(class_of(node))
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            parts.append(signature(node, ""))
        if isinstance(node, ast.ClassDef) and node.name == "Error":
            parts += [f"class {each.__name__}({', '.join(base.__name__ for base in each.__bases__)}): ..."
                      for each in vars(ycf).values()
                      if isinstance(each, type) and issubclass(each, ycf.Error) and each is not ycf.Error]
        if isinstance(node, ast.ClassDef) and node.name == "Record":
            parts += records()
    print("\n\n".join(parts).replace("\n\n\n", "\n\n"))


main()
