#!/bin/sh
# The bindings beside what their languages have of their own: the same rows of the same file.
# usage: [PYTHON=PROGRAM] [PYTHONPATH=FOLDER] [LUA=PROGRAM] [LUA_CPATH=TEMPLATE] bench/bindings.sh [SETTINGS [ROUNDS]]
set -eu

count=${1:-100000}
rounds=${2:-5}
bench=$(cd "$(dirname "$0")" && pwd)
root=$bench/..

missing() {
	echo "bench/bindings.sh: $1" >&2
	exit 2
}

PYTHON=${PYTHON:-/usr/bin/python3}
YCF=${YCF:-$root/build/plain/cli/here/ycf}
[ -x "$YCF" ] || YCF=$(command -v ycf) || missing 'the ycf program is missing; build it first'
export YCF_TEMPLATES="${YCF_TEMPLATES:-$root/templates}" YCF_BY=bench
LUA=${LUA:-lua5.4}
export LUA_PATH="${LUA_PATH:-$root/bindings/lua/?.lua;;}"
export LUA_CPATH="${LUA_CPATH:-$root/build/plain/bindings/lua/5.4/?.so;;}"
export PYTHONPATH="${PYTHONPATH:-$root/build/plain/bindings/python}" PYTHONDONTWRITEBYTECODE=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# What the lists show: fifteen fields of a setting, all of which hold something.
columns=reference,name,kind,urn,street,town,postcode,ward,local_authority,trust,telephone,email,website,joined,notes

make_tracker() {
	"$PYTHON" "$bench/settings.py" "$count" whole >"$work/settings.csv"
	"$YCF" init "$work/tracker.ycf" >/dev/null
	"$YCF" -t "$work/tracker.ycf" import setting "$work/settings.csv" >/dev/null
}

# The floor of a single get: the call itself, from C.
make_floor() {
	cc -O2 -I"$root/libycf" -o "$work/get" "$bench/bindings_get.c" \
		-L"$root/build/plain/libycf/.libs" -Wl,-rpath,"$root/build/plain/libycf/.libs" -lycf \
		2>/dev/null || cc -O2 -o "$work/get" "$bench/bindings_get.c" $(pkg-config --cflags --libs ycf) ||
		missing 'libycf was not found, neither built nor by pkg-config'
}

make_tracker
make_floor
sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sort | uniq -c
echo "$(uname -srm); $count settings, medians of $rounds rounds"

# A language that is missing is left out, and said to be.
if "$PYTHON" -c 'import ycf' 2>/dev/null; then
	echo
	"$PYTHON" -V
	"$PYTHON" "$bench/bindings_python.py" "$work/tracker.ycf" "$columns" "$rounds" "$work/get"
else
	echo "no Python: the binding was not built for $PYTHON"
fi

if ! "$LUA" -e 'require "ycf"' 2>/dev/null; then
	echo "no Lua: the binding was not built for $LUA"
elif ! "$LUA" -e 'require "luasql.sqlite3"' 2>/dev/null; then
	echo 'no Lua: LuaSQL is missing (Debian: lua-sql-sqlite3)'
else
	echo
	"$LUA" -v
	"$LUA" "$bench/bindings_lua.lua" "$work/tracker.ycf" "$columns" "$rounds" "$work/get"
fi
