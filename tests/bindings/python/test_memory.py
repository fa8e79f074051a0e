"""Nothing leaks, and nothing crashes where memory runs out."""
import os
import shutil
import subprocess
import sys

import pytest

from conftest import SOURCE

# Each is done over and over.
STEPS = """
import gc, io, sys
import ycf

path = sys.argv[1]
with open("x.csv", "w") as file:
    file.write("reference,name,kind\\na,A,other\\nb,B,other\\n")
t = ycf.open(path, by="x")
elm = t.get("setting", "elm")

def get(): assert t.get("setting", "elm") == elm
def not_found(): t.get("setting", "nix")
def wrong_value(): t.edit(elm, kind="primry")
def wrong_type(): t.edit(elm, kind=7)
def wrong_call(): ycf._ycf.get(t._held, 1)
def wrong_term(): t.select("setting", "x" * 9)
def select(): assert len(list(t.select("setting", kind=("primary", "other"), sort="name"))) == 1
def half_a_list(): next(t.select("standard"))
def as_dict(): dict(elm)
def as_text(): repr(elm)
def as_items(): elm.items(), elm.keys(), elm.get("x"), dir(elm)
def attribute(): elm.nme
def item(): elm["nme"]
def label(): next(t.select("standard")).label("framework")
def edit():
    with t.transaction("x"):
        t.edit("setting", "elm", town="Sampleton")
        1 / 0
def upsert():
    with t.transaction():
        t.upsert("setting", "civicrm:1", name="Oak", kind="other")
        1 / 0
def in_memory(): t.select("setting", fields=["name"]).write(io.BytesIO(), "json")
def in_part(): next(t.select("setting", fields=["name", "kind"])).town
def ready(): bool(t.ready("elm"))
def days(): ycf.add_months(ycf.read_date("31 Aug 2026"), 6)
def wrong_day(): ycf.read_date("31 Aug")
def noun(): ycf.noun("lead")
def document(): t.document("badge").write("elm", io.BytesIO())
def values(): ycf.layout_values("plan")
def load(): t.import_("setting", "x.csv", dry_run=True, where="kind=other")
def bad_load(): t.import_("lead", "x.csv", dry_run=True)
def told(): other.progress = lambda done, total: None; other.export("setting", io.BytesIO())
def raised(): other.progress = lambda done, total: 1 / 0; other.export("setting", io.BytesIO())
def tracker(): ycf.open(path).get("setting", "elm")
def cycle():
    own = ycf.open(path)
    own.progress = lambda *_: own
    own.cursor = own.select("setting")
    next(own.cursor)

other = ycf.open(path)
steps = [each for each in list(vars().values()) if type(each) is type(get)]
assert len(steps) > 25

def outcome(step):
    try:
        step()
    except (ycf.Error, LookupError, AttributeError, TypeError, ZeroDivisionError) as error:
        return type(error).__name__
    return "done"
wanted = {step: outcome(step) for step in steps}
"""


@pytest.fixture
def done(run, t, elm, path):
    t.join(elm)

    def start(rest):
        return run(STEPS + rest, str(path))
    return start


def test_nothing_leaks(done):
    """Neither Python's blocks nor references to what lives long grow with the number of calls. The times
    of what is written are remembered, up to some two thousand: where each call takes a millisecond
    or more, each meets a new one, until they are that many."""
    printed = done("""
lasting = [ycf.Record, ycf.Cursor, ycf.Tracker, ycf.Document, elm, t, other,
           *ycf._indexes.values(), *ycf._errors.values(), *elm.values()]
def count():
    gc.collect()
    return sys.getallocatedblocks(), [sys.getrefcount(each) for each in lasting]
for step in steps:
    for _ in range(5): outcome(step)
    before, references = count()
    least = 10 ** 9
    for turn in range(100):
        for _ in range(50): outcome(step)
        after, now = count()
        least = min(least, after - before)
        before = after
        if turn >= 2 and least <= 25: break
    grown = [lasting[i] for i in range(len(lasting)) if abs(now[i] - references[i]) > 100]
    if least > 25 or grown: print(step.__name__, least, grown)
""")
    assert printed == ""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="CPython 3.13 itself crashes without memory, as in "
                    "b''.join(each + b'x' for each in [b'a', b'b'])")
@pytest.mark.parametrize("lasts", [True, False], ids=["for good", "once"])
def test_memory_runs_out(done, lasts):
    """The n-th allocation of Python's fails, with or without all after it, for n = 0, 1, 2 ... until the step
    ends as it should."""
    pytest.importorskip("_testcapi")
    printed = done(f"lasts = {lasts}" + """
from _testcapi import set_nomemory, remove_mem_hooks
def starved(step, start):
    try:
        set_nomemory(start, 0 if lasts else start + 1)
        step()
    except BaseException as error:
        remove_mem_hooks()
        # CPython 3.11 may lose an error of a function in Python; those in C are ours.
        assert not isinstance(error, SystemError) or "built-in" not in str(error), error
        return type(error).__name__
    remove_mem_hooks()
    return "done"
# Where no memory is left for good, CPython 3.11 itself hangs in functions that are long and clean up.
if lasts:
    steps = [get, not_found, wrong_value, wrong_type, wrong_call, wrong_term, select, half_a_list, as_dict,
             as_text, as_items, attribute, item, in_part, label, days, noun, values, tracker, cycle]
for step in steps:
    failures = quiet = start = 0
    while quiet < (3 if lasts else 60) and start < 3000:
        came = starved(step, start)
        failures += came == "MemoryError"
        quiet = quiet + 1 if came == wanted[step] else 0
        start += 1
    print(step.__name__, failures, start)
    assert start < 3000 and (failures > 0 or not lasts), (step.__name__, failures, start)
    assert outcome(step) == wanted[step], step
del step
gc.collect()
t.check()
get()
""")
    assert len(printed.splitlines()) > 15


# What CPython 3.13 took by itself, and never gives back; that objects are not lost is seen above.
OWN = "".join("{\n own\n Memcheck:Leak\n match-leak-kinds: definite\n fun:%s\n obj:*/python3*\n ...\n}\n" % name
              for name in ("malloc", "calloc", "realloc"))


@pytest.mark.skipif("LD_PRELOAD" in os.environ, reason="the sanitizers look already")
@pytest.mark.skipif(shutil.which("valgrind") is None, reason="valgrind is missing (Debian: valgrind)")
def test_valgrind_finds_nothing(t, elm, path, tmp_path):
    t.join(elm)
    (tmp_path / "own.supp").write_text(OWN if sys.version_info >= (3, 12) else "")
    (tmp_path / "steps.py").write_text(STEPS + "for step in steps: outcome(step)\nt.close()\ngc.collect()\n")
    ended = subprocess.run(["valgrind", "-q", "--error-exitcode=9", "--leak-check=full",
                            "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite",
                            f"--suppressions={SOURCE}/tests/valgrind.supp", "--suppressions=own.supp",
                            sys.executable, "steps.py", path],
                           cwd=tmp_path, env={**os.environ, "PYTHONMALLOC": "malloc"}, stderr=subprocess.PIPE,
                           text=True)
    assert ended.returncode == 0, ended.stderr[-6000:]
