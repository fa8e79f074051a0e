#!/usr/bin/env python3
"""The Python binding beside Python's own sqlite3, in turn, by processor time:

    bindings_python.py TRACKER COLUMNS ROUNDS PROGRAM-THAT-TIMES-A-GET-IN-C"""
import resource
import sqlite3
import statistics
import subprocess
import sys
import time

import ycf

CALLS = 20000
MANY = 1000000


def dictionaries(path, columns):
    """What one would write who knows sqlite3: a dict for each row, made by a row factory."""
    database = sqlite3.connect(path)
    names = columns or [field.name for field in ycf.noun("setting").fields]
    database.row_factory = lambda cursor, row: dict(zip(names, row))
    rows = database.execute(f"SELECT {', '.join(names)} FROM setting ORDER BY id").fetchall()
    database.close()
    return rows


def records(path, columns):
    with ycf.open(path, read_only=True) as tracker:
        return list(tracker.select("setting", sort="id", fields=columns))


def timed(function, *arguments):
    """Seconds of wall and processor, with what was made still held."""
    wall, processor = time.perf_counter(), time.process_time()
    made = function(*arguments)
    return time.perf_counter() - wall, time.process_time() - processor, made


def compare(path, columns, rounds):
    sides = {"sqlite3, a dict each": (dictionaries, columns), "ycf, a record each": (records, columns),
             "sqlite3, of all columns": (dictionaries, None), "ycf, of all fields": (records, None)}
    figures = {label: [] for label in sides}
    for _ in range(rounds):
        for label, (function, wanted) in sides.items():
            wall, processor, made = timed(function, path, wanted)
            figures[label].append((wall, processor))
            last, number = made[-1], len(made)
            shown = {name: last[name] for name in ("reference", "name", "kind")}
            del made
        print(end="", flush=True)
    print(f"listing {number} settings; the last is {shown}")
    print(f"{'':36}{'wall s':>8}{'ratio':>7}{'cpu s':>8}{'ratio':>7}")
    medians = {label: [statistics.median(column) for column in zip(*rows)]
               for label, rows in figures.items()}
    first = next(iter(medians.values()))
    for label, (wall, processor) in medians.items():
        print(f"{label:36}{wall:8.2f}{wall / first[0]:7.2f}{processor:8.2f}{processor / first[1]:7.2f}")
    print(f"({len(columns)} fields, of {len(ycf.noun('setting').fields)}; to reach: a ratio of at most 1 "
          "of the same fields)")


def single_gets(path, rounds, program):
    with ycf.open(path, read_only=True) as tracker:
        key = next(tracker.select("setting")).id
        ours, floor = [], []
        for _ in range(rounds):
            floor.append(float(subprocess.run([program, path, key, str(CALLS)], check=True,
                                              stdout=subprocess.PIPE, text=True).stdout))
            start = time.process_time()
            for _ in range(CALLS):
                tracker.get("setting", key)
            ours.append((time.process_time() - start) / CALLS * 1e9)
    c, python = statistics.median(floor), statistics.median(ours)
    print(f"\na get: C {c / 1000:.2f} us, Python {python / 1000:.2f} us; "
          f"to reach: at most {(2 * c + 1000) / 1000:.2f} us")


def growth(path):
    """How much memory a million calls take for good."""
    with ycf.open(path, read_only=True) as tracker:
        setting = next(tracker.select("setting"))

        def calls(count):
            for _ in range(count // 8):
                for _ in range(5):
                    tracker.get("setting", setting)
                tracker.get("setting", setting.id).label("id")
                next(tracker.select("setting", reference=setting.reference))
        calls(20000)
        before = resident()
        calls(MANY)
        print(f"\n{MANY} calls: memory grew by {(resident() - before) / 1024:.0f} KB; "
              "to reach: less than 1024 KB")


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def main():
    path, columns, rounds, program = sys.argv[1:]
    compare(path, columns.split(","), int(rounds))
    single_gets(path, int(rounds), program)
    growth(path)


main()
