"""docs/python.md, done as it says.

Its ```python blocks are run in their order, in one program; each must end well and print the ```text block
behind it, line by line. `...` stands for lines, or for the rest of a line, left out; award codes are random."""
import contextlib
import io
import os
import re

from conftest import EXAMPLES, SOURCE

GUIDE = os.path.join(SOURCE, "docs", "python.md")


def blocks(text):
    """Each python block with its place and the text block that follows it, if one does."""
    for match in re.finditer(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", text, re.M | re.S):
        yield text.count("\n", 0, match.start()) + 2, match[1], match[2]


def same_codes(text):
    return re.sub(r"\b[A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]\b", "AWARD", text)


def check_printed(line, wanted, printed):
    lines = iter(same_codes(printed).splitlines())
    for each in same_codes(wanted).splitlines():
        if each == "...":
            continue
        part = each[:-3] if each.endswith("...") else None
        assert any(found.startswith(part) if part is not None else found == each for found in lines), (
            f"{GUIDE}:{line} no longer prints: {each}\nbut:\n{printed}")


def test_the_guide(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.symlink(EXAMPLES, "examples")
    with open(GUIDE, encoding="utf-8") as file:
        text = file.read()
    names, count = {"__name__": "guide"}, 0
    for line, code, wanted in blocks(text):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("\n" * (line - 1) + code, GUIDE, "exec"), names)
        if wanted is not None:
            check_printed(line, wanted, printed.getvalue())
        else:
            assert printed.getvalue() == "", f"{GUIDE}:{line} prints {printed.getvalue()}"
        count += 1
    assert count > 20 and text.count("```python") == count
    with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
        code, = re.findall(r"^```python\n(.*?)^```$", file.read(), re.M | re.S)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    assert "Fancy That High School: the lead was last confirmed" in printed.getvalue()
