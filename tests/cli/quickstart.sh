#!/bin/sh
# The job of examples/quickstart.sh, with the program that is built already: it
# ends well, twice in one folder, and leaves the files that it names.
set -eu
: "${YCF_SRCDIR:?}" "${YCF:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export YCF
unset YCF_TRACKER YCF_BY

# run: the job, its output in $work/said
run() {
	sh "$YCF_SRCDIR/examples/quickstart.sh" "$work/made" >"$work/said" 2>"$work/complained" || {
		cat "$work/said" "$work/complained"
		exit 1
	}
	[ ! -s "$work/complained" ] || {
		cat "$work/complained"
		exit 1
	}
}

# without_chance FILE: award codes, tokens and the folder are not told apart
without_chance() {
	sed 's/LDS-[0-9A-Z]\{5\}-[0-9A-Z]\{5\}-[0-9A-Z]/AWARD/g; s/([a-z]-[0-9a-z]\{13\})/TOKEN/' "$1"
}

run
without_chance "$work/said" >"$work/first"
run
without_chance "$work/said" >"$work/second"
diff "$work/first" "$work/second"

grep -q 'is not ready for the award on 7 September 2026' "$work/said"
grep -q 'is ready for the award on 21 September 2026' "$work/said"
grep -q "was awarded 'We are young carer friendly Leeds' on 21 September 2026" "$work/said"
grep -qE '^Dovecote Infant School, Sampleton +accredited ' "$work/said"

cd "$work/made"
"$YCF" -t sample.ycf check
for file in sample.ycf certificate.pdf worklist.csv; do
	grep -qE "^  $file  " "$work/said"
	[ "$(find "$file" -perm 600)" = "$file" ]
done

# A worklist that Excel reads as UTF-8.
[ "$(head -c 3 worklist.csv | od -An -tx1 | tr -d ' \n')" = efbbbf ]
grep -q '2026-11-20,18,3: Hand records on when a child leaves,' worklist.csv

if ! command -v pdftotext >/dev/null; then
	echo 'pdftotext is not installed: the certificate is not read'
	exit 0
fi
pdfinfo certificate.pdf | grep -qE '^Pages: +1$'
code=$(sed -n 's/.* was awarded .*: \(LDS-.*\)/\1/p' "$work/said")
pdftotext certificate.pdf - >"$work/words"
for words in 'Dovecote Infant School, Sampleton' 'We are young carer friendly Leeds' \
	'21 September 2026' "$code"; do
	grep -qF "$words" "$work/words" || {
		echo "the certificate does not say: $words"
		exit 1
	}
done
