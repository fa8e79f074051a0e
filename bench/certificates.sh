#!/bin/sh
# Certificates of the same awards by ycf and by ReportLab: the same words, fonts, lines and boxes,
# with and without a logo and a QR code; a file for each, and all in one.
# usage: [YCF=PROGRAM] [PYTHON=PROGRAM] bench/certificates.sh [AWARDS [ROUNDS]]
set -eu

count=${1:-1000}
rounds=${2:-3}
bench=$(cd "$(dirname "$0")" && pwd)

missing() {
	echo "bench/certificates.sh: $1" >&2
	exit 2
}

wanted() {
	command -v "$1" >/dev/null || missing "$1 is missing; on Debian: apt install $2"
}

built=$bench/../build/plain/cli/here/ycf
if [ -z "${YCF:-}" ]; then
	YCF=$built
	[ -x "$YCF" ] || YCF=$(command -v ycf) || YCF=
fi
if [ -z "$YCF" ] || [ ! -x "$YCF" ]; then
	missing "the ycf program is missing; build it, or say where it is with YCF=PROGRAM"
fi
wanted fc-match fontconfig
wanted pdftotext poppler-utils
# The python3 that the system's packages belong to may be another than that on the PATH.
has_reportlab() {
	"$1" -c 'import reportlab, PIL' 2>/dev/null
}
if [ -z "${PYTHON:-}" ]; then
	PYTHON=python3
	has_reportlab "$PYTHON" || PYTHON=/usr/bin/python3
fi
has_reportlab "$PYTHON" ||
	missing "ReportLab is missing; on Debian: apt install python3-reportlab python3-pil"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export YCF_TEMPLATES="${YCF_TEMPLATES:-$bench/../templates}" YCF_BY=bench

font() {
	path=$(fc-match -f '%{file}' "$1")
	case $path in
	*"$2"*) printf '%s' "$path" ;;
	*) missing "the font $1 is missing; on Debian: apt install fonts-sil-gentiumplus fonts-lato" ;;
	esac
}

display=$(font 'Gentium Plus:regular' GentiumPlus-Regular)
spoken=$(font 'Gentium Plus:italic' GentiumPlus-Italic)
plain=$(font 'Lato:regular' Lato-Regular)
label=$(font 'Lato:bold' Lato-Bold)

measured() {
	results=$work/results-$1
	shift
	sync
	"$PYTHON" "$bench/measure.py" run "$results" "$@"
}

# make_tracker NAME AWARDS: with that many settings, each holding the mark
make_tracker() {
	"$PYTHON" "$bench/awards.py" "$2" >"$work/awards.csv"
	"$YCF" init "$work/$1.ycf" >/dev/null
	"$YCF" -t "$work/$1.ycf" import setting "$work/awards.csv" --map practitioner-spreadsheet \
		>/dev/null
}

empty_folder() {
	rm -rf "${work:?}/$1"
	mkdir "$work/$1"
}

# by_reportlab RESULTS LABEL LOGO OUTPUT
by_reportlab() {
	measured "$1" "$2" "$PYTHON" "$bench/certificates_reportlab.py" "$work/awards.json" \
		"$work/standards.json" "$3" "$work/$4" "$display" "$spoken" "$plain" "$label"
}

# by_ycf RESULTS LABEL LAYOUT OPTION OUTPUT
by_ycf() {
	measured "$1" "$2" "$YCF" -t "$work/tracker.ycf" certificate --all holds=yes \
		--layout "$work/$3.yaml" "$4" "$work/$5"
}

each_way() {
	for kind in plain full; do
		logo=
		[ $kind = plain ] || logo=$work/logo.png
		empty_folder "$kind-reportlab"
		empty_folder "$kind-ycf"
		by_reportlab "$kind" 'ReportLab, a file each' "$logo" "$kind-reportlab"
		by_ycf "$kind" 'ycf, a file each' "$kind" -d "$kind-ycf"
		by_reportlab "$kind" 'ReportLab, all in one' "$logo" "$kind-reportlab.pdf"
		by_ycf "$kind" 'ycf, all in one' "$kind" --combined "$kind-ycf.pdf"
	done
	if [ -x "$work/plain_page" ]; then
		empty_folder floor
		measured plain 'libharu, no font embedded (floor)' "$work/plain_page" "$count" \
			"$work/floor"
	fi
}

# bytes PATH...: of all the files in them
bytes() {
	find "$@" -type f -exec cat {} + | wc -c
}

# words FILE: each word in it, sorted
words() {
	pdftotext "$1" - | tr -s "[:space:]" "[\n*]" | sort
}

# same_words KIND: whether one of the awards reads the same in both
same_words() {
	ours=$(echo "$work/$1-ycf"/A000001-*.pdf)
	if [ "$(words "$ours")" = "$(words "$work/$1-reportlab/A000001.pdf")" ]; then
		echo "the words of the $2 are the same in both"
	else
		echo "the words of the $2 DIFFER:"
		words "$ours" >"$work/words-ycf"
		words "$work/$1-reportlab/A000001.pdf" | diff "$work/words-ycf" - || true
	fi
}

# size_of KIND
size_of() {
	echo "bytes a file: ReportLab $(($(bytes "$work/$1-reportlab") / count))," \
		"ycf $(($(bytes "$work/$1-ycf") / count)):" \
		"$(($(bytes "$work/$1-ycf") * 100 / $(bytes "$work/$1-reportlab"))) %;" \
		"in one file: $(($(bytes "$work/$1-ycf.pdf") * 100 / $(bytes "$work/$1-reportlab.pdf"))) %"
}

report() {
	echo
	echo "$2"
	"$PYTHON" "$bench/measure.py" report "$work/results-$1"
}

"$PYTHON" "$bench/logo.py" "$work/logo.png"
grep -v '# full$' "$bench/certificate.yaml" >"$work/plain.yaml"
cp "$bench/certificate.yaml" "$work/full.yaml"
make_tracker many $((count * 10))
make_tracker tracker "$count"
"$YCF" -t "$work/tracker.ycf" list award --format json -o "$work/awards.json" \
	--columns setting,code,setting_name,mark_title,date,decided_by,recorded_from >/dev/null
"$YCF" -t "$work/tracker.ycf" list standard --format json -o "$work/standards.json" \
	--columns title >/dev/null
if ! cc -O2 -o "$work/plain_page" "$bench/plain_page.c" -lhpdf 2>/dev/null; then
	echo "no floor: that takes cc and libharu (on Debian: apt install gcc libhpdf-dev)"
fi

sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sort | uniq -c
echo "$(uname -srm), $("$PYTHON" -V), ReportLab $("$PYTHON" -c \
	'import reportlab; print(reportlab.Version)'), $("$YCF" --version | head -n 1)"
echo "$count awards, medians of $rounds rounds; fonts: $(basename "$display"), $(basename "$spoken")," \
	"$(basename "$plain"), $(basename "$label")"
round=0
while [ "$round" -lt "$rounds" ]; do
	each_way
	round=$((round + 1))
done
report plain 'without logo and QR code'
same_words plain 'certificate without logo'
size_of plain
report full 'with logo and QR code'
same_words full 'certificate with logo'
size_of full

echo
echo "memory of ycf while it writes $((count * 10)) files"
empty_folder plain-ycf
"$PYTHON" "$bench/measure.py" watch "$work/plain-ycf" "$YCF" -t "$work/many.ycf" certificate \
	--all holds=yes --layout "$work/plain.yaml" -d "$work/plain-ycf"

cat <<'END'

to reach, by processor time: a file each without logo and QR code at most 0.67 x ReportLab, with
them at most 0.33 x; all in one at most 0.1 x ReportLab's file each; at most 60 % of its bytes
END
