"""What the tests of the binding share: trackers in folders of their own."""
import os
import subprocess
import sys

import pytest

import ycf

SOURCE = os.environ["YCF_SRCDIR"]
BUILD = os.environ["YCF_BUILDDIR"]
EXAMPLES = os.path.join(SOURCE, "examples")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tracker.ycf"


@pytest.fixture
def t(path):
    """A tracker of the Leeds framework."""
    with ycf.create(path, by="Robin Example") as tracker:
        yield tracker


@pytest.fixture
def elm(t):
    return t.add("setting", reference="elm", name="Elm Primary School", kind="primary")


@pytest.fixture
def run(tmp_path):
    """Run a program of Python's, that must end well, and give what it printed."""
    def start(program, *arguments, status=0, **environment):
        ended = subprocess.run([sys.executable, "-X", "faulthandler", "-c", program, *arguments],
                               cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env={**os.environ, **environment}, timeout=300)
        assert ended.returncode == status, f"status {ended.returncode}\n{ended.stdout}{ended.stderr}"
        assert "Traceback" not in ended.stderr and "Exception ignored" not in ended.stderr, ended.stderr
        return ended.stdout
    return start
