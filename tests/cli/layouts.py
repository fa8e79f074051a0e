#!/usr/bin/env python3
"""docs/layouts.md, done as it says.

Each ```sh block is run, in its order, and prints the ```text block behind it.
Where the words before a ```yaml block say "find", it stands once in the layout
last named; where those before the next say "make it" or "add below it", it is
so changed, and the layout stays sound. The messages that it explains are the
program's. """
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SOURCE = os.environ["YCF_SRCDIR"]
YCF = os.environ["YCF"]
GUIDE = os.path.join(SOURCE, "docs", "layouts.md")


def fail(words):
    sys.exit(f"docs/layouts.md: {words}")


def picture(path):
    """A PNG of a few grey pixels."""
    def chunk(kind, content):
        return (struct.pack(">I", len(content)) + kind + content
                + struct.pack(">I", zlib.crc32(kind + content)))
    rows = (b"\0" + b"\x80" * 60) * 40
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 0, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def blocks(text):
    """Each fenced block: its kind, its text, and the words since the last one."""
    start = 0
    for match in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S):
        yield match[1], match[2], text[start:match.start()]
        start = match.end()


def same_codes(text):
    return re.sub(r"\b[A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]\b", "AWARD", text)


def check_printed(wanted, printed):
    lines = iter(same_codes(printed).splitlines())
    for line in same_codes(wanted).splitlines():
        if line != "..." and line not in lines:
            fail(f"is not printed: {line}\nbut:\n{printed}")


class Shell:
    """One shell for all blocks: its folder and variables last."""

    def __init__(self, folder):
        self.said = ""
        self.folder = folder
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        for name in ("YCF_TRACKER", "YCF_BY", "YCF_TEMPLATES"):
            environment.pop(name, None)
        environment["YCF_TEMPLATES"] = os.path.join(folder, "templates")
        self.process = subprocess.Popen(["sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True, cwd=folder,
                                        env=environment)
        self.run(f"ycf() {{ '{YCF}' \"$@\"; }}")

    def run(self, commands):
        # An exit inside would end the shell and be seen as the end of its words.
        self.process.stdin.write(f"set -e\n{commands}\nset +e\necho '=== done'\n")
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            if line == "=== done\n":
                return "".join(said)
            said.append(line)
        fail(f"failed:\n{commands}\n{''.join(said)}")


def change(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.count(old) != 1:
        fail(f"stands {text.count(old)} times in {path}:\n{old}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


def check_messages(text):
    sources = ""
    for folder, _, names in os.walk(os.path.join(SOURCE, "libycf")):
        for name in names:
            if name.endswith(".c"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    sources += file.read()
    sources = re.sub(r'"\s*\n\s*"', "", sources).replace('\\"', '"')
    sources += " ".join(f"(of the samples, {name})"
                        for name in re.findall(r'"(the one with[^"]*)"', sources))
    table = text[text.index("| it says |"):]
    explained = re.findall(r"^\| `([^`]*)`", table, re.M)
    if len(explained) < 10:
        fail("the messages that it explains were not found")
    for message in explained:
        if message.replace("did you mean", "").strip("; ") not in sources:
            fail(f"no message says: {message}")


def main():
    with open(GUIDE, encoding="utf-8") as file:
        text = file.read()
    check_messages(text)
    with tempfile.TemporaryDirectory() as work:
        tour = os.path.join(work, "quickstart-output")
        subprocess.run(["sh", os.path.join(SOURCE, "examples", "quickstart.sh"), tour],
                       check=True, stdout=subprocess.DEVNULL)
        # A copy: the guide writes beside it, and must not reach the checkout's own.
        shutil.copytree(os.path.join(SOURCE, "templates"), os.path.join(work, "templates"))
        shell = Shell(work)
        said, held, layout, changes = None, None, None, 0
        for kind, block, words in blocks(text):
            named = re.findall(r"`(ours/[a-z-]+\.yaml)`", words)
            layout = named[-1] if named else layout
            last = words.strip().split("\n\n")[-1]
            if kind == "sh":
                said = shell.run(block)
                for name in ("logo.png", "partner.png", "signature.png"):
                    if os.path.isdir(os.path.join(tour, "ours")):
                        picture(os.path.join(tour, "ours", name))
            elif kind == "text" and said is not None and words.strip() == "":
                check_printed(block, said)
            elif kind == "yaml" and re.search(r"\bfind\b", last, re.I):
                held = block
            elif kind == "yaml" and held and re.search(r"make it|add below it", last, re.I):
                change(os.path.join(tour, layout), held,
                       held + block if "add below" in last else block)
                held, changes = None, changes + 1
                shell.run(f"ycf layout check {layout}")
            elif kind == "yaml":
                fail(f"no change, and nothing to find:\n{block}")
            if kind != "sh":
                said = None
        if changes < 15:
            fail(f"only {changes} changes were found")
        if os.environ.get("KEEP"):
            subprocess.run(["cp", "-r", tour, os.environ["KEEP"]], check=True)


main()
