#!/bin/sh
# Reading a thousand returned self-reports of each kind in one go, beside Python: workbooks beside
# openpyxl, which only reads the cells, CSV files beside Python's csv, which only splits them.
# usage: [YCF=PROGRAM] bench/self-reports.sh [REPORTS [ROUNDS]]
set -eu

reports=${1:-1000}
rounds=${2:-3}
bench=$(cd "$(dirname "$0")" && pwd)

missing() {
	echo "bench/self-reports.sh: $1" >&2
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
python=/usr/bin/python3
[ -x "$python" ] || python=$(command -v python3) || missing "python3 is missing"
"$python" -c 'import openpyxl' 2>/dev/null ||
	missing "openpyxl is missing; on Debian: apt install python3-openpyxl"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export YCF_TEMPLATES="${YCF_TEMPLATES:-$bench/../templates}" YCF_BY=bench

measured() {
	sync
	"$python" "$bench/measure.py" run "$work/results" "$@"
}

# Each run begins with a tracker in which nothing was reported yet.
fresh() {
	rm -f "$work/tracker.ycf" "$work/tracker.ycf-wal" "$work/tracker.ycf-shm"
	cp "$work/empty.ycf" "$work/tracker.ycf"
}

stored() {
	fresh
	measured "$1" "$YCF" -t "$work/tracker.ycf" read-report "$work/$2"
}

"$YCF" init "$work/empty.ycf" >/dev/null
"$python" "$bench/self_reports.py" make "$YCF" "$work" "$reports"
echo "$reports self-reports of each kind, medians of $rounds rounds"
round=0
while [ "$round" -lt "$rounds" ]; do
	measured "openpyxl, workbooks, cells only" "$python" "$bench/self_reports.py" openpyxl \
		"$work/books"
	stored "ycf read-report, workbooks" books
	measured "python csv, cells only" "$python" "$bench/self_reports.py" csv "$work/tables"
	fresh
	measured "ycf read-report --dry-run, CSV" "$YCF" -t "$work/tracker.ycf" read-report --dry-run \
		"$work/tables"
	stored "ycf read-report, CSV" tables
	stored "ycf read-report, page reports" pages
	round=$((round + 1))
done
"$python" "$bench/self_reports.py" hostile "$work"
for file in huge.xlsx huge.csv huge.json bomb.xlsx; do
	fresh
	measured "refused: $file" sh -c '"$0" -t "$1" read-report "$2" 2>/dev/null || [ $? -eq 1 ]' \
		"$YCF" "$work/tracker.ycf" "$work/$file"
done
"$python" "$bench/measure.py" report "$work/results"
echo "to reach: workbooks stored 5 x as fast as openpyxl reads their cells; CSV checked (--dry-run) no"
echo "slower than python csv, stored within 5 x; hostile files refused in a second and 64 MB"
