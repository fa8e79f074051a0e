#!/bin/sh
# The tests of the binding for Python, on the package as it was built.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}"
PYTHON=${PYTHON:-/usr/bin/python3}
package=$YCF_BUILDDIR/bindings/python
tests=$YCF_SRCDIR/tests/bindings/python

skip() {
	echo "$1: skipped"
	exit 77
}

[ -e "$package/ycf/_ycf.abi3.so" ] || skip 'the binding for Python was not built'
"$PYTHON" -c 'import pytest' 2>/dev/null || skip 'pytest is missing (Debian: python3-pytest)'
"$PYTHON" -c 'import hypothesis' 2>/dev/null ||
	skip 'hypothesis is missing (Debian: python3-hypothesis)'

# setting NAME: what the build was configured with
setting() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

# Python itself is built without them: their library comes first then, and sees each allocation.
case $(setting YCF_INSTRUMENTS) in
*-fsanitize*)
	sanitizers=
	for name in asan ubsan; do
		sanitizers="$sanitizers $($(setting CC) -print-file-name=lib$name.so)"
	done
	LD_PRELOAD=${sanitizers# }
	PYTHONMALLOC=malloc
	ASAN_OPTIONS=detect_leaks=0
	UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
	export LD_PRELOAD PYTHONMALLOC ASAN_OPTIONS UBSAN_OPTIONS
	;;
esac
PYTHONPATH=$package
PYTHONDONTWRITEBYTECODE=1
LC_ALL=C.UTF-8
TZ=UTC
export PYTHONPATH PYTHONDONTWRITEBYTECODE LC_ALL TZ
unset YCF_TRACKER YCF_BY
"$PYTHON" -m pytest -q -p no:cacheprovider --rootdir="$tests" "${@:-$tests}"
