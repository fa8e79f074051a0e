"""The extension alone; all else is in pyproject.toml. libycf is found through pkg-config."""
import os
import subprocess
import sys

from setuptools import Extension, setup


def flags(*options):
    command = [os.environ.get("PKG_CONFIG", "pkg-config"), *options, "ycf"]
    try:
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"{error}; is libycf installed, and its lib/pkgconfig in PKG_CONFIG_PATH?")


def libraries():
    """The flags, and where a library stands that the system does not look for there."""
    found = flags("--libs")
    return found + [f"-Wl,-rpath,{flag[2:]}" for flag in found if flag.startswith("-L")]


setup(
    ext_modules=[Extension(
        "ycf._ycf", ["call.c", "handle.c", "value.c", "../caller.c"],
        depends=["core.h", "../caller.h", "../calls.h"],
        py_limited_api=True,
        extra_compile_args=["-std=c11", "-fvisibility=hidden", *flags("--cflags")],
        extra_link_args=libraries())],
    options={"bdist_wheel": {"py_limited_api": "cp39"}},
)
