#!/bin/sh
# What a machine can see of the house style.
set -eu
cd "${YCF_SRCDIR:-$(dirname "$0")/..}"
export LC_ALL=C
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

find libycf cli -name '*.[ch]' ! -name '*.sql.h' | sort >"$folder/shipped"
find tests examples bench bindings -name '*.[ch]' | sort |
	cat "$folder/shipped" - >"$folder/code"
find configure.ac Makefile.am autogen.sh build-aux/setup.sh libycf cli tests examples bench \
	bindings templates docs -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.awk' \
	-o -name '*.sql' -o -name '*.py' -o -name '*.lua' -o -name '*.yaml' -o -name '*.md' \
	-o -name '*.ac' -o -name '*.am' -o -name '*.map' -o -name '*.in' -o -name '*.bash' \
	-o -name '*.[1-9]' \) ! -name '*.sql.h' | sort >"$folder/all"

status=0
# Prints its input under a heading and fails where there is any.
refuse() {
	cat >"$folder/found"
	if [ -s "$folder/found" ]; then
		echo "$1:"
		sed 's/^/	/' "$folder/found"
		status=1
	fi
}

lines_with() {
	xargs grep -nE "$1" <"$folder/$2" /dev/null || true
}

xargs awk '
FNR == 1 { start = 0 }
/^\{/ || /^[A-Za-z_].*\)[ \t]*\{[ \t]*$/ { start = FNR }
/^\}/ {
	if (start && FNR - start + 1 > 60)
		print FILENAME ":" start ": " FNR - start + 1 " lines"
	start = 0
}' <"$folder/shipped" >"$folder/long"
refuse 'functions of more than 60 lines' <"$folder/long"

# A line that goes on from the one before may be aligned with spaces.
xargs awk '
function bare(text) {
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", text)
	sub(/\/\/.*$/, "", text)
	sub(/[ \t]+$/, "", text)
	return text
}
FNR == 1 { ended = 1; comment = 0 }
{
	text = bare($0)
	if (!comment && ended && text ~ /^ / && text !~ /^ *\/?\*/)
		print FILENAME ":" FNR ": " $0
	if (!comment && text ~ /^\t* +\t/)
		print FILENAME ":" FNR ": " $0
	if (comment) {
		comment = text !~ /\*\//
		next
	}
	comment = text ~ /\/\*/
	sub(/\/\*.*$/, "", text)
	sub(/[ \t]+$/, "", text)
	if (text ~ /\\$/)
		ended = 0
	else if (text ~ /^[ \t]*#/ || text ~ /[;{}:]$/)
		ended = 1
	else if (text != "")
		ended = 0
}' <"$folder/code" >"$folder/spaces"
refuse 'indented with spaces, not tabs' <"$folder/spaces"

# Not by a pipe, in which what refuse() sets would be lost.
lines_with '[[:blank:]]$' all >"$folder/blanks"
refuse 'blanks at the end of a line' <"$folder/blanks"
lines_with '\b(TO''DO|FIX''ME)\b' all >"$folder/open"
refuse 'left open' <"$folder/open"

# Characters, not bytes: the tail bytes of UTF-8 are not counted.
while read -r file; do
	tr -d '\200-\277' <"$file" |
		awk -v file="$file" 'length > 100 { print file ":" NR ": " length " characters" }'
done <"$folder/code" >"$folder/wide"
refuse 'lines of more than 100 characters' <"$folder/wide"

[ -s "$folder/shipped" ] || { echo 'found no source file'; status=1; }
exit $status
