# What the tests of the examples share, on top of tests/cli/lib.sh: a sample tracker, whose
# today is 2 November 2026, and the hosts that the examples run in.
# shellcheck shell=sh

: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}"
. "$YCF_SRCDIR/tests/cli/lib.sh"
examples=$YCF_SRCDIR/examples
PYTHON=${PYTHON:-/usr/bin/python3}

# setting NAME: what the build was configured with
setting() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

# Hosts that were built without the sanitizers take their library first.
sanitizer=
case $(setting YCF_INSTRUMENTS) in
*-fsanitize*) sanitizer=$(readlink -f "$($(setting CC) -print-file-name=libasan.so)") ;;
esac
PYTHONPATH=$YCF_BUILDDIR/bindings/python
PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH PYTHONDONTWRITEBYTECODE

needs_python() {
	[ ! -e "$PYTHONPATH/ycf/_ycf.abi3.so" ] || return 0
	echo 'the binding for Python was not built: skipped'
	exit 77
}

# python NAME...: an example in Python
python() {
	example=$1
	shift
	LD_PRELOAD=$sanitizer ASAN_OPTIONS=detect_leaks=0 "$PYTHON" "$examples/$example" "$@"
}

needs_lua() {
	for version in 5.4 5.3; do
		LUA=$(setting "LUA$(echo $version | tr -d .)")
		LUA_CPATH="$YCF_BUILDDIR/bindings/lua/$version/?.so"
		LUA_PATH="$YCF_SRCDIR/bindings/lua/?.lua;$examples/?.lua"
		export LUA_CPATH LUA_PATH
		[ -z "$LUA" ] || [ ! -e "$YCF_BUILDDIR/bindings/lua/$version/ycf/core.so" ] || return 0
	done
	echo 'the binding for Lua was not built: skipped'
	exit 77
}

# lua WORD...: the interpreter
lua() {
	LD_PRELOAD=$sanitizer ASAN_OPTIONS=detect_leaks=0 "$LUA" "$@"
}

# sample: sample.ycf in the work folder, with the invented settings
sample() {
	YCF_BY='Robin Example'
	YCF_TRACKER=sample.ycf
	export YCF_BY YCF_TRACKER
	ycf init sample.ycf --seed 11 --clock 2026-11-02T06:00:00Z >/dev/null || exit 1
	ycf import setting "$examples/settings.csv" --map plain >/dev/null || exit 1
	ycf import setting "$examples/practitioner-spreadsheet.csv" --map practitioner-spreadsheet \
		>/dev/null || exit 1
}
