#!/usr/bin/env python3
"""Time commands side by side.

    measure.py run RESULTS LABEL COMMAND...   run a command, add a line to RESULTS
    measure.py report RESULTS                 medians, as ratios to the first label
    measure.py watch FOLDER COMMAND...        what memory a command has while it fills a folder

A command that needs less memory than this script shows this script's, some 10 MB."""
import os
import statistics
import subprocess
import sys
import time


def run(results, label, command):
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        start = time.monotonic()
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=[
            (os.POSIX_SPAWN_DUP2, nothing.fileno(), 1)])
        _, status, used = os.wait4(child, 0)
        wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{label}: {' '.join(command)} failed")
    with open(results, "a", encoding="utf-8") as lines:
        print(label, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, sep="\t",
              file=lines)


def report(results):
    figures = {}
    with open(results, encoding="utf-8") as lines:
        for line in lines:
            label, *numbers = line.rstrip("\n").split("\t")
            figures.setdefault(label, []).append([float(number) for number in numbers])
    medians = {label: [statistics.median(column) for column in zip(*rows)]
               for label, rows in figures.items()}
    peaks = {label: max(row[2] for row in rows) for label, rows in figures.items()}
    first_wall, first_cpu, _ = next(iter(medians.values()))
    print(f"{'':36}{'wall s':>8}{'ratio':>7}{'cpu s':>8}{'ratio':>7}{'peak MB':>9}")
    for label, (wall, cpu, _) in medians.items():
        print(f"{label:36}{wall:8.2f}{wall / first_wall:7.2f}{cpu:8.2f}{cpu / first_cpu:7.2f}"
              f"{peaks[label]:9.1f}")


def resident(pid):
    """In MB; None: it has ended."""
    with open(f"/proc/{pid}/status", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return None


def watch(folder, command):
    seen = []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        while (memory := resident(child.pid)) is not None:
            seen.append((len(os.listdir(folder)), memory))
            time.sleep(0.05)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} failed")
    total = len(os.listdir(folder))
    for part in range(0, 11):
        wanted = max(1, total * part // 10)
        files, memory = next(each for each in seen + [(total, seen[-1][1])] if each[0] >= wanted)
        print(f"after {files:6} files {memory:6.1f} MB")


if sys.argv[1] == "run":
    run(sys.argv[2], sys.argv[3], sys.argv[4:])
elif sys.argv[1] == "watch":
    watch(sys.argv[2], sys.argv[3:])
else:
    report(sys.argv[2])
