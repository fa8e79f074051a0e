#!/bin/sh
# Every function of ycf.h is reached from each language, or named in its
# unbound.txt with the reason, FUNCTION: WHY. It is reached by the binding's own
# C or caller.c, or by a row of calls.h that the language's own part calls.
set -eu
cd "${YCF_SRCDIR:-$(dirname "$0")/../..}"
export LC_ALL=C
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# without_comments FILE...: C on one line
without_comments() {
	cat "$@" | tr '\n' ' ' | sed 's:/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/: :g'
}

# names: the functions of ycf.h that stand in the text
names() {
	grep -oE '\bycf_[a-z_]+' | sort -u | comm -12 - "$folder/header"
}

# rows_called LANGUAGE: the rows of calls.h that the language's own part calls;
# what it calls by a name in a list stands in quotes there
rows_called() {
	case $1 in
	python) grep -ohE '\b_ycf\.[a-z_]+' bindings/python/ycf/__init__.py ;;
	lua) grep -ohE '\bcore\.[a-z_]+|"[a-z_]+"' bindings/lua/ycf.lua ;;
	*) echo "how does bindings/$1 call a row?" >&2 ;;
	esac | sed 's/.*\.//; s/"//g' | sort -u | comm -12 - "$folder/rows"
}

# complain WHAT: where there are lines, they are wrong. It ends a pipe, whose
# variables are lost.
complain() {
	cat >"$folder/found"
	if [ -s "$folder/found" ]; then
		echo "$1:"
		sed 's/^/	/' "$folder/found"
	fi | tee -a "$folder/wrong"
}

without_comments libycf/ycf.h | grep -oE 'YCF_API [^;]*\(' |
	sed -n 's/.*[^a-z_]\(ycf_[a-z_]*\)(.*/\1/p' | sort >"$folder/header"
[ "$(wc -l <"$folder/header")" -gt 80 ]

# A row in a line: CALL(get, "txk:R", ycf_get(...))
without_comments bindings/calls.h | sed 's/CALL(/\nCALL(/g' | grep '^CALL' >"$folder/table"
sed 's/CALL(\([a-z_]*\),.*/\1/' "$folder/table" | sort >"$folder/rows"
uniq -d "$folder/rows" | complain 'rows of calls.h with the same name'
[ "$(wc -l <"$folder/rows")" -gt 80 ]
: >"$folder/used"

for list in bindings/*/unbound.txt; do
	binding=${list%/*}
	rows_called "${binding#*/}" >"$folder/called"
	cat "$folder/called" >>"$folder/used"
	{
		without_comments "$binding"/*.[ch] bindings/caller.[ch]
		sed 's/.*/^CALL(&,/' "$folder/called" | grep -f - "$folder/table"
	} | names >"$folder/bound"
	[ -s "$folder/bound" ]
	grep -v -e '^#' -e '^ ' -e '^$' "$list" | sort >"$folder/listed"
	grep -vE '^ycf_[a-z_]+: ..' "$folder/listed" | complain "$list has lines that give no reason"
	sed 's/:.*//' "$folder/listed" | sort >"$folder/unbound"
	sort "$folder/bound" "$folder/unbound" | comm -23 "$folder/header" - |
		complain "neither bound in $binding nor named in $list"
	comm -12 "$folder/bound" "$folder/unbound" | complain "bound, and named in $list"
	comm -23 "$folder/unbound" "$folder/header" | complain "in $list, but not in ycf.h"
done
sort -u "$folder/used" | comm -23 "$folder/rows" - | complain 'rows of calls.h that nobody calls'
[ ! -s "$folder/wrong" ]
