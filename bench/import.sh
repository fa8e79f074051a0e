#!/bin/sh
# Importing a long list of settings, beside the sqlite3 shell's .import and Python's csv and
# sqlite3, which check nothing.
# usage: [YCF=PROGRAM] bench/import.sh [ROWS [ROUNDS]]
set -eu

rows=${1:-500000}
rounds=${2:-3}
bench=$(cd "$(dirname "$0")" && pwd)

missing() {
	echo "bench/import.sh: $1" >&2
	exit 2
}

built=$bench/../build/plain/cli/here/ycf
if [ -z "${YCF:-}" ]; then
	YCF=$built
	[ -x "$YCF" ] || YCF=$(command -v ycf) || YCF=
fi
if [ -z "$YCF" ] || [ ! -x "$YCF" ]; then
	missing "the ycf program is missing; build it, or say where it is with YCF=PROGRAM"
fi
command -v sqlite3 >/dev/null || missing "sqlite3 is missing; on Debian: apt install sqlite3"
command -v python3 >/dev/null || missing "python3 is missing; on Debian: apt install python3"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export YCF_TEMPLATES="${YCF_TEMPLATES:-$bench/../templates}" YCF_BY=bench

measured() {
	sync
	python3 "$bench/measure.py" run "$work/results" "$@"
}

shell_import() {
	rm -f "$work/shell.db"
	measured "sqlite3 .import" sqlite3 -init "$bench/plain_setting.sql" "$work/shell.db" \
		".import --csv --skip 1 '$1' setting"
}

python_import() {
	rm -f "$work/python.db"
	measured "python csv + sqlite3" \
		python3 "$bench/plain_import.py" "$work/python.db" "$bench/plain_setting.sql" "$1"
}

# The new tracker is made in the time measured, as the others make their tables.
# shellcheck disable=SC2016
first_import() {
	rm -f "$work"/tracker.ycf*
	measured "$1" sh -c '"$0" init "$1" && YCF_TRACKER="$1" "$0" import setting "$2"' \
		"$YCF" "$work/tracker.ycf" "$2"
}

import_again() {
	YCF_TRACKER=$work/tracker.ycf measured "ycf import, the same file again" \
		"$YCF" import setting "$1"
}

python3 "$bench/settings.py" "$rows" >"$work/settings.csv"
python3 "$bench/settings.py" $((rows / 10)) >"$work/tenth.csv"
echo "$rows settings, $(($(wc -c <"$work/settings.csv") / 1000000)) MB, medians of $rounds rounds"
round=0
while [ "$round" -lt "$rounds" ]; do
	shell_import "$work/settings.csv"
	first_import "ycf import" "$work/settings.csv"
	import_again "$work/settings.csv"
	python_import "$work/settings.csv"
	round=$((round + 1))
done
first_import "ycf import, a tenth of the rows" "$work/tenth.csv"
python3 "$bench/measure.py" report "$work/results"
echo "to reach: ycf import at most 1.6 x sqlite3 .import (aim: 1.2) and below python; the same file"
echo "again no slower than the first time; peak below 32 MB, however long the file"
