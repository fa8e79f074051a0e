#!/bin/sh
# One scenario, told for C, for the program, for Python and for Lua, on specimens of one
# seed and clock: whatever is written of them is the same, byte for byte. Only `source`,
# the last column of the changes, differs: it says which of them wrote, and is compared by
# itself. A language that was not built is left out, and named.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}" "${YCF:?}" "${YCF_TEMPLATES:?}"
here=$YCF_SRCDIR/tests/bindings
LC_ALL=C.UTF-8
TZ=UTC
PYTHONDONTWRITEBYTECODE=1
export LC_ALL TZ PYTHONDONTWRITEBYTECODE
unset YCF_TRACKER YCF_BY LUA_INIT LUA_INIT_5_4 LUA_INIT_5_3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

wrong() {
	echo "WRONG: $1"
	failed=1
}

# setting NAME: what the build was configured with
setting() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

# Hosts that were built without the sanitizers take their library first.
sanitizer=
case $(setting YCF_INSTRUMENTS) in
*-fsanitize*) sanitizer=$(readlink -f "$($(setting CC) -print-file-name=libasan.so)") ;;
esac

# hosted COMMAND...: in a host of another making
hosted() {
	LD_PRELOAD=$sanitizer ASAN_OPTIONS=detect_leaks=0 "$@"
}

# tell NAME SOURCE COMMAND...: the scenario into a folder of that name
told=
tell() {
	name=$1 source=$2
	shift 2
	mkdir "$work/$name"
	if ! "$@" "$work/$name" >"$work/said" 2>&1; then
		cat "$work/said"
		wrong "$name does not come to the end"
		return
	fi
	rm -f "$work/$name"/tracker.ycf*
	tr -d '\r' <"$work/$name/all/change.csv" | sed -n "2,\$s/.*,//p" | sort -u >"$work/sources"
	[ "$(cat "$work/sources")" = "$source" ] ||
		wrong "$name gives as the source of its changes: $(cat "$work/sources")"
	sed -i "s/,$source\(\r\{0,1\}\)\$/,\1/" "$work/$name/all/change.csv"
	told="$told $name"
}

# ---- each of them ----

tell C library "$YCF_BUILDDIR/tests/bindings/scenario"
tell program program sh "$here/scenario.sh"

PYTHONPATH=$YCF_BUILDDIR/bindings/python
export PYTHONPATH
if [ -e "$PYTHONPATH/ycf/_ycf.abi3.so" ]; then
	tell python python hosted "$PYTHON" "$here/scenario.py"
else
	echo 'the binding for Python was not built: left out'
fi

for version in 5.4 5.3; do
	lua=$(setting "LUA$(echo $version | tr -d .)")
	LUA_CPATH="$YCF_BUILDDIR/bindings/lua/$version/?.so"
	LUA_PATH="$YCF_SRCDIR/bindings/lua/?.lua"
	export LUA_CPATH LUA_PATH
	if [ -n "$lua" ] && [ -e "$YCF_BUILDDIR/bindings/lua/$version/ycf/core.so" ]; then
		tell "lua-$version" lua hosted "$lua" "$here/scenario.lua"
	else
		echo "the binding for Lua $version was not built: left out"
	fi
done

# ---- are they the same? ----

files() {
	(cd "$work/$1" && find . -type f | sort)
}

# What there must be, so that nothing is compared with nothing.
for file in certificate.pdf summary.pdf standing.csv due.json alteration.json all/setting.csv \
	all/award.csv all/old_row.csv all/change.csv all/external_id.csv all/specimen.csv; do
	[ -s "$work/C/$file" ] || wrong "C made no $file"
done
grep -q 'crm,0015g00000XyZAbAAn,' "$work/C/all/external_id.csv" || wrong 'an id lost its case'
grep -q ',withdrawn,' "$work/C/all/award.csv" || wrong 'no award was withdrawn'

for name in $told; do
	[ "$(files "$name")" = "$(files C)" ] || wrong "$name made other files than C"
	for file in $(files C); do
		cmp "$work/C/$file" "$work/$name/$file" || wrong "$name tells otherwise: $file"
	done
done
echo "compared:$told"
exit $failed
