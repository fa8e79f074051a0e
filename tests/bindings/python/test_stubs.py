"""The stubs are those of the field tables, hold when the package runs, and satisfy a type checker."""
import ast
import importlib.util
import inspect
import os
import re
import subprocess
import sys

import pytest

import ycf
from conftest import BUILD, SOURCE

PACKAGE = os.path.join(SOURCE, "bindings", "python")
STUBS = os.path.join(PACKAGE, "ycf", "__init__.pyi")

SAMPLE = '''
from __future__ import annotations

import datetime
import io

import ycf


def names(t: ycf.Tracker) -> list[str]:
    return [each.name for each in t.select("setting", "name~elm", kind=("primary", "nursery"), sort="name")]


def overdue(t: ycf.Tracker, day: datetime.date) -> list[ycf.Due]:
    return [each for each in t.select("due", within=0, as_of=day) if each.days is not None and each.days < 0]


def main() -> None:
    with ycf.create("leeds.ycf", by="nightly sync", seed=1, clock="2026-01-05T09:00:00Z") as t:
        elm = t.add("setting", name="Elm", kind="primary", joined=datetime.date(2026, 1, 5))
        elm = t.edit(elm, town="Sampleton")
        t.edit("setting", "elm", town=None)
        lead = t.appoint(elm, "Ann Sample", role="deputy", since="5 Jan 2026")
        until: datetime.date | None = lead.until
        record, outcome = t.upsert("setting", "civicrm:1", name="Oak")
        action = t.add("action", setting=elm, what="Train", standard="2")
        number: int = action.number
        t.assess(elm, {"1.1": "met", "6.4": ("partly", "Not yet")}, source="practitioner")
        for alteration in t.alterations("2026-01-01", noun="setting"):
            print(alteration.act, alteration.change)
        with t.transaction("why") as same:
            same.join(record, on=datetime.date(2026, 1, 6))
        if not t.ready(elm):
            print([each.found for each in t.ready(elm).conditions], until, number, outcome, names(t))
        try:
            print(t.import_("setting", "x.csv", map="plain", where=["a=b"]).problems)
        except ycf.Invalid as error:
            print(error.field, error.row + 1, error.status)
        t.document("poster", paper="A3").write_each("posters", stage=("accredited", "at_risk"))
        t.select("standing", holds=True, fields=["name"]).write(io.BytesIO(), "json")
        rows: dict[str, object] = dict(elm)
        print(rows, elm["name"], len(elm), "name" in elm, overdue(t, t.today()))
'''
WRONG = {
    't.add("setting", nme="x")': "add",
    't.add("setting", kind="primry")': "add",
    't.add("setting", urn=107809)': "add",
    't.get("setting", "x").nme': "nme",
    't.get("lead", "x").until.year': "None",
    't.select("standing", stage="acredited")': "select",
    't.get("setting", "x").name = "y" + 1': "str",
    't.join("x", on=20260101)': "join",
}


def generated():
    return subprocess.run([sys.executable, os.path.join(PACKAGE, "make-stubs.py")], check=True,
                          stdout=subprocess.PIPE, text=True).stdout


def test_the_stubs_are_those_of_the_tables():
    with open(STUBS, encoding="utf-8") as file:
        assert file.read() == generated(), "make them again: bindings/python/make-stubs.py"


def test_the_stubs_know_what_there_is():
    """Each public name, and each member of a class, is in the stubs; and no other, but a class for each noun."""
    with open(STUBS, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    stubs = {node.name: node for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    nouns = {"".join(word.capitalize() for word in noun.split("_")) for noun in ycf.nouns()}
    names = {name for name, value in vars(ycf).items() if not name.startswith("_")
             and getattr(value, "__module__", "").startswith("ycf") and callable(value)}
    assert names == set(stubs) - nouns and nouns <= set(stubs)
    for name in "Tracker", "Document", "Record", "Cursor", "Ready":
        members = {each.name for each in stubs[name].body if isinstance(each, ast.FunctionDef)}
        kind = getattr(ycf, name)
        listed = {each for each in dir(kind) if not each.startswith("_")} - {"progress"}
        assert listed - members <= {"ready", "conditions"}, name
        assert all(hasattr(kind, each) for each in members), name


def test_everything_is_documented():
    for name, value in vars(ycf).items():
        if name.startswith("_") or not getattr(value, "__module__", "").startswith("ycf"):
            continue
        assert inspect.getdoc(value), name
        for member, function in vars(value).items() if inspect.isclass(value) else ():
            if not member.startswith("_") and (callable(function) or isinstance(function, property)):
                assert inspect.getdoc(function), f"{name}.{member}"


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is missing (Debian: mypy)")
def test_a_type_checker_agrees(tmp_path):
    def check(program):
        (tmp_path / "program.py").write_text(program)
        return subprocess.run([sys.executable, "-m", "mypy", "--strict", "--no-error-summary",
                               "--cache-dir", str(tmp_path / "cache"), "program.py"], cwd=tmp_path,
                              env={**os.environ, "MYPYPATH": os.path.join(BUILD, "bindings", "python")},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    good = check(SAMPLE)
    assert good.returncode == 0 and good.stdout == "", good.stdout
    bad = check('import ycf\nt = ycf.open("x")\n' + "".join(line + "\n" for line in WRONG))
    for number, (line, word) in enumerate(WRONG.items(), 3):
        assert re.search(rf"^program.py:{number}: error: .*{word}", bad.stdout, re.M), f"{line}\n{bad.stdout}"


@pytest.mark.skipif(importlib.util.find_spec("setuptools") is None or importlib.util.find_spec("pip") is None,
                    reason="pip or setuptools is missing (Debian: python3-pip python3-setuptools python3-wheel)")
@pytest.mark.skipif("LD_PRELOAD" in os.environ, reason="it is the plain library that is installed")
def test_it_is_installed_by_pip(tmp_path):
    """Against a libycf that was installed, in an environment of its own, without a network."""
    import shutil
    root = tmp_path / "root"
    # The library alone: installing the module would link it anew where others use it meanwhile.
    subprocess.run(["make", "-s", "-C", BUILD, f"DESTDIR={root}", "install-libLTLIBRARIES",
                    "install-includeHEADERS", "install-nodist_pkgconfigDATA"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    configured, = root.rglob("ycf.pc")
    shutil.copytree(os.path.dirname(PACKAGE), tmp_path / "source", ignore=shutil.ignore_patterns("*.so", "build", "*.egg-info"))
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", "--without-pip", tmp_path / "venv"],
                   check=True)
    python = tmp_path / "venv" / "bin" / "python"
    outside = {**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
               "PKG_CONFIG_PATH": str(configured.parent), "PKG_CONFIG_SYSROOT_DIR": str(root)}
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-index", "--no-build-isolation",
                    "--disable-pip-version-check", tmp_path / "source" / "python"], check=True, env=outside, cwd=tmp_path)
    said = subprocess.run([python, "-c", "import ycf; print(ycf.__file__, ycf._ycf.__file__, ycf.__version__)"],
                          check=True, env=outside, cwd=tmp_path, stdout=subprocess.PIPE, text=True).stdout
    package, extension, version = said.split()
    assert package.startswith(str(tmp_path / "venv")) and extension.endswith("_ycf.abi3.so")
    assert version == ycf.__version__ and os.path.exists(os.path.join(os.path.dirname(package), "py.typed"))
    with open(os.path.join(PACKAGE, "pyproject.toml"), encoding="utf-8") as file:
        assert f'version = "{version}"' in file.read()
