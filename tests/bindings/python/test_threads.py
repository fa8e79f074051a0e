"""Threads, callbacks, forks, collection in any order, and an interpreter that ends."""
import gc
import itertools
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import ycf


@pytest.fixture
def listed(t, tmp_path):
    """A tracker of 6000 settings, and the file that they came from."""
    with open(tmp_path / "many.csv", "w", encoding="utf-8") as file:
        file.write("reference,name,kind\n")
        file.writelines(f"s{number},Setting {number},other\n" for number in range(6000))
    t.import_("setting", tmp_path / "many.csv")
    return t


def in_threads(*functions):
    """Run all at once; what one raises is raised."""
    raised = []

    def guard(function):
        try:
            function()
        except BaseException as error:
            raised.append(error)
    threads = [threading.Thread(target=guard, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
        assert not thread.is_alive()
    if raised:
        raise raised[0]


def test_others_run_while_the_library_works(listed, tmp_path):
    """A call that waits for the disk or another process does not hold Python."""
    steps = []
    stop = threading.Event()

    def count():
        while not stop.is_set():
            steps.append(time.monotonic())
            time.sleep(0.001)
    counting = threading.Thread(target=count)
    counting.start()
    started = time.monotonic()
    listed.export_all(tmp_path / "all")
    ended = time.monotonic()
    stop.set()
    counting.join()
    within = [step for step in steps if started < step < ended]
    assert len(within) > (ended - started) / 0.1


def test_threads_with_a_tracker_each(listed, path):
    counts = []

    def read():
        with ycf.open(path, read_only=True) as own:
            for _ in range(3):
                counts.append(sum(1 for _ in own.select("setting")))

    def write():
        with ycf.open(path, by="another") as own:
            for number in range(20):
                own.add("practitioner", name=f"P {number} {threading.get_ident()}")
    in_threads(read, read, read, write)
    assert counts == [6000] * 9 and len(list(listed.select("practitioner"))) == 20


def test_one_tracker_in_many_threads(listed):
    seen, cursor = [], listed.select("setting")

    def share():
        seen.extend(record.reference for record in cursor)

    def read():
        for number in range(200):
            assert listed.get("setting", f"s{number}").name == f"Setting {number}"
        assert len(list(listed.select("setting", "name~9"))) > 100

    def write():
        for number in range(50):
            listed.edit("setting", f"s{number}", town=f"Town {number}")
    in_threads(share, share, read, read, write)
    assert sorted(seen) == sorted(f"s{number}" for number in range(6000))
    assert listed.get("setting", "s49").town == "Town 49"


def test_a_transaction_is_of_one_thread(listed):
    """What another thread does meanwhile is not part of it, and would be undone with it."""
    def write():
        return listed.add("setting", name="Oak", kind="other")

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(ZeroDivisionError):
            with listed.transaction():
                listed.add("setting", name="Elm", kind="other")
                with pytest.raises(ycf.Busy, match="another thread has a transaction open on this tracker"):
                    pool.submit(write).result()
                with pytest.raises(ycf.Busy):
                    pool.submit(listed.get, "setting", "s1").result()
                1 / 0
        assert pool.submit(write).result().name == "Oak"
        with listed.transaction():
            pass
        assert pool.submit(listed.get, "setting", "Oak").result().kind == "other"
        within = listed.transaction()
        pool.submit(within.__enter__).result()
        listed.close()     # a thread that is lost keeps nobody out for ever


def test_closing_while_others_work(listed):
    def read():
        with pytest.raises(ycf.Misuse, match="the tracker is closed"):
            while True:
                list(listed.select("setting", "name~1"))
    in_threads(read, read, lambda: (time.sleep(0.05), listed.close()))


def test_progress(listed, tmp_path):
    told = []
    listed.progress = lambda done, total: told.append((done, total))
    listed.import_("setting", tmp_path / "many.csv")
    size = os.path.getsize(tmp_path / "many.csv")
    assert len(told) > 3 and told == sorted(told) and {total for _, total in told} == {size}
    count, listed.progress = len(told), None
    listed.export("setting", tmp_path / "out.csv")
    assert len(told) == count


def test_progress_that_cancels(listed, tmp_path):
    (tmp_path / "more.csv").write_text("reference,name,kind\n" + "".join(
        f"m{number},M {number},other\n" for number in range(5000)))
    listed.progress = lambda done, total: done > 0
    with pytest.raises(ycf.Cancelled):
        listed.import_("setting", tmp_path / "more.csv")
    with pytest.raises(ycf.Cancelled):
        listed.export("setting", tmp_path / "out.csv")
    listed.progress = None
    assert not (tmp_path / "out.csv").exists() and len(list(listed.select("setting"))) == 6000


class Boom(Exception):
    pass


def boom(done, total):
    raise Boom(done)


def test_progress_that_raises(listed, tmp_path):
    (tmp_path / "more.csv").write_text("reference,name,kind\nm,M,other\n")
    listed.progress = boom
    for call in (lambda: listed.import_("setting", tmp_path / "more.csv"), lambda: listed.export_all(tmp_path / "a"),
                 lambda: listed.export("setting", tmp_path / "out.csv"),
                 lambda: listed.select("setting").write(tmp_path / "list.csv")):
        with pytest.raises(Boom) as caught:
            call()
        assert caught.value.__context__ is None
    with pytest.raises(Boom):
        with listed.transaction():
            listed.import_("setting", tmp_path / "more.csv")
    listed.progress = None
    with pytest.raises(ycf.NotFound):
        listed.get("setting", "m")
    with pytest.raises(TypeError):
        listed.progress = 7
        listed.export("setting", tmp_path / "out.csv")


def test_a_callback_cannot_use_its_tracker(listed, tmp_path, path):
    """Neither directly, nor by waiting for another that waits for it."""
    cursor, said = listed.select("setting"), []

    def use(done, total):
        for call in (lambda: listed.get("setting", "s1"), listed.close, lambda: next(cursor),
                     lambda: list(listed.select("setting"))):
            with pytest.raises(ycf.Misuse, match="progress callback") as caught:
                call()
            said.append(caught.value)
        with ycf.open(path, read_only=True) as other:
            said.append(other.get("setting", "s1").name)
    listed.progress = use
    listed.export("setting", tmp_path / "out.csv")
    assert "Setting 1" in said and len(said) % 5 == 0


def test_callbacks_never_wait_for_each_other(listed, path, tmp_path):
    other = ycf.open(path, read_only=True)
    meet, refused = threading.Barrier(2), []

    def crossing(target):
        def callback(done, total):
            if done == 1:
                meet.wait(30)
                try:
                    target.get("setting", "s1")
                except ycf.Misuse as error:
                    refused.append(str(error))
        return callback
    listed.progress, other.progress = crossing(other), crossing(listed)
    in_threads(lambda: listed.export("setting", tmp_path / "a"), lambda: other.export("setting", tmp_path / "b"))
    assert len(refused) >= 1 and all("another thread" in each for each in refused)
    other.close()


def test_what_is_dropped_in_a_callback_is_freed_later(listed, tmp_path):
    held = [listed.select("setting"), listed.document("certificate"), listed.select("lead")]
    next(held[0])

    def drop(done, total):
        held.clear()
        gc.collect()
    listed.progress = drop
    listed.export("setting", tmp_path / "out.csv")
    assert not held and listed.get("setting", "s1")


def test_a_tracker_that_its_callback_refers_to_is_collected(path, t):
    import weakref

    def make():
        other = ycf.open(path)
        other.progress = lambda done, total: other
        other.self = other
        return weakref.ref(other)
    reference = make()
    gc.collect()
    assert reference() is None


def test_collection_in_any_order(t, elm, path, tmp_path):
    def objects():
        tracker = ycf.open(path, by="x")
        cursor = tracker.select("setting")
        document = tracker.document("certificate")
        return {"tracker": tracker, "cursor": cursor, "document": document,
                "record": tracker.get("setting", "elm"), "transaction": tracker.transaction()}
    for order in itertools.permutations(("tracker", "cursor", "document", "record", "transaction")):
        held = objects()
        for name in order:
            del held[name]
            if "cursor" in held:
                next(held["cursor"], None)
            if "record" in held:
                assert held["record"].label("id") == "elm"
    assert [each.name for each in ycf.open(path).select("setting")] == ["Elm Primary School"]


def test_what_is_left_open_is_closed_by_the_last(path, t, elm):
    """A cursor keeps the file open, and nothing else does once it is gone."""
    def descriptors():
        return [link for link in os.listdir("/proc/self/fd")
                if os.path.exists(f"/proc/self/fd/{link}")
                and os.readlink(f"/proc/self/fd/{link}").startswith(str(path))]
    t.close()                   # SQLite keeps a file of which another handle has locks
    assert descriptors() == []
    cursor = ycf.open(path).select("setting")
    assert descriptors()
    assert len(list(cursor)) == 1
    del cursor
    assert descriptors() == []
    tracker = ycf.open(path)
    cursor, document = tracker.select("setting"), tracker.document("certificate")
    tracker.close()
    assert descriptors() == []
    del tracker, cursor, document


ENDINGS = {
    "open": "",
    "transaction": "within = t.transaction(); within.__enter__(); t.add('setting', name='Oak', kind='other')",
    "cycle": "t.me = t; t.progress = lambda *_: t; keep = [t.select('setting'), t.document('poster')]; keep.append(keep)",
    "in a module": "import sys, types; sys.modules['late'] = late = types.ModuleType('late'); late.t, late.c = t, cursor",
    "at exit": "import atexit; atexit.register(lambda: print(t.get('setting', 'elm').name))",
    "late": """
class Late:
    def __del__(self, t=t, cursor=cursor):
        list(cursor)
        t.get('setting', 'elm')
        t.close()
late = Late(); late.me = late""",
    "a thread": """
import threading
def work():
    while True: list(t.select('setting'))
threading.Thread(target=work, daemon=True).start()""",
    "os._exit": "import os; os._exit(0)",
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_interpreter_that_ends(run, ending, t, elm, path):
    run("import sys, ycf\nt = ycf.open(sys.argv[1], by='x')\ncursor = t.select('setting')\nnext(cursor)\n"
        "held = t.document('certificate')\n" + ENDINGS[ending], str(path))
    assert len(list(t.select("setting"))) == 1


def test_fork(run, t, elm, path):
    printed = run("""
import os, sys, ycf
t = ycf.open(sys.argv[1], by='x')
cursor, document = t.select('setting'), t.document('certificate')
with t.transaction():
    t.edit('setting', 'elm', town='Sampleton')
    child = os.fork()
    if child == 0:
        for call in lambda: t.get('setting', 'elm'), lambda: next(cursor), t.close:
            try:
                call()
            except ycf.Misuse as error:
                assert 'forked' in str(error)
            else:
                os._exit(1)
        del cursor, document, t, call
        own = ycf.open(sys.argv[1], read_only=True)
        assert own.get('setting', 'elm').town is None
        own.close()
        os._exit(7)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
print(t.get('setting', 'elm').town, len(list(cursor)))
t.check()
""", str(path))
    assert printed == "Sampleton 1\n"


def test_another_interpreter_is_refused(run):
    run("""
import ycf
try:
    import _xxsubinterpreters as interpreters
except ImportError:
    raise SystemExit
other = interpreters.create()
try:
    interpreters.run_string(other, 'import ycf')
except interpreters.RunFailedError as error:
    assert 'one interpreter' in str(error), error
else:
    raise SystemExit('it was not refused')
""")


def test_ctrl_c_stops_a_long_call(run, listed, path, tmp_path):
    """Also where no progress callback is set."""
    with open(tmp_path / "more.csv", "w", encoding="utf-8") as file:
        file.write("reference,name,kind\n")
        file.writelines(f"m{number},M {number},other\n" for number in range(200000))
    started = time.monotonic()
    run("""
import signal, sys, ycf
signal.setitimer(signal.ITIMER_REAL, 0.3)
def stop(*_): raise KeyboardInterrupt
signal.signal(signal.SIGALRM, stop)
try:
    with ycf.open(sys.argv[1], by='x') as t:
        t.import_('setting', sys.argv[2])
except KeyboardInterrupt:
    print('stopped')
""", str(path), str(tmp_path / "more.csv"))
    assert time.monotonic() - started < 60
    assert len(list(listed.select("setting"))) == 6000
