#!/bin/sh
# Functions declared in ycf.h = names in the export map = symbols of the
# shared library, exactly.
set -eu
: "${YCF_SRCDIR:=$(dirname "$0")/..}" "${YCF_BUILDDIR:=.}"
export LC_ALL=C
library=$YCF_BUILDDIR/libycf/.libs/libycf.so
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Each statement on a line of its own, without comments and directives.
statements() {
	awk '
	{
		text = $0
		if (in_directive || text ~ /^[ \t]*#/) {
			in_directive = text ~ /\\$/
			next
		}
		while (match(text, /\/\*/)) {
			rest = substr(text, RSTART + 2)
			head = substr(text, 1, RSTART - 1)
			while (!index(rest, "*/") && (getline rest) > 0)
				continue
			sub(/^.*\*\//, "", rest)
			text = head " " rest
		}
		sub(/\/\/.*/, "", text)
		printf "%s ", text
	}' "$1" | tr ';' '\n'
}

statements "$YCF_SRCDIR/libycf/ycf.h" |
	sed -n 's/.*YCF_API[^(]*[^A-Za-z0-9_(]\([A-Za-z_][A-Za-z0-9_]*\)[ \t]*(.*/\1/p' |
	sort >"$folder/header"
sed -n '/global:/,/local:/s/^[ \t]*\([^ \t:]*\);.*/\1/p' "$YCF_SRCDIR/libycf/ycf.map" |
	sort >"$folder/map"

status=0
if [ ! -s "$folder/header" ]; then
	echo 'ycf.h declares no function with YCF_API'
	status=1
fi
duplicates=$(uniq -d "$folder/header" "$folder/duplicates"; cat "$folder/duplicates")
if [ -n "$duplicates" ]; then
	echo "declared twice in ycf.h: $duplicates"
	status=1
fi

# differ ONE OTHER WORDS: "WORDS" tell what names only in ONE have done wrong.
differ() {
	comm -23 "$folder/$1" "$folder/$2" >"$folder/only"
	if [ -s "$folder/only" ]; then
		echo "$3:"
		sed 's/^/	/; s/$/;/' "$folder/only"
		status=1
	fi
}

differ header map 'declared in ycf.h, missing in ycf.map'
differ map header 'in ycf.map, not declared in ycf.h'
if [ -f "$library" ]; then
	nm -D --defined-only "$library" |
		awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >"$folder/library"
	differ map library 'in ycf.map, not defined by the library'
	differ library map 'exported by the library, not in ycf.map'
else
	echo 'no shared library was built: its symbols are not compared'
	[ $status -ne 0 ] || status=77
fi
exit $status
