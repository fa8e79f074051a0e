#!/bin/sh
# Every function of ycf.h is called by each binding's C, or named in its
# unbound.txt with the reason: FUNCTION: WHY
set -eu
cd "${YCF_SRCDIR:-$(dirname "$0")/../..}"
export LC_ALL=C
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=0

# without_comments FILE...: C on one line
without_comments() {
	cat "$@" | tr '\n' ' ' | sed 's:/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/: :g'
}

# names: the functions of ycf.h that stand in the text
names() {
	grep -oE '\bycf_[a-z_]+' | sort -u | comm -12 - "$folder/header"
}

# complain WHAT: where there are lines, they are wrong
complain() {
	cat >"$folder/found"
	if [ -s "$folder/found" ]; then
		echo "$1:"
		sed 's/^/	/' "$folder/found"
		status=1
	fi
}

without_comments libycf/ycf.h | grep -oE 'YCF_API [^;]*\(' |
	sed -n 's/.*[^a-z_]\(ycf_[a-z_]*\)(.*/\1/p' | sort >"$folder/header"
[ "$(wc -l <"$folder/header")" -gt 80 ]

for list in bindings/*/unbound.txt; do
	binding=${list%/*}
	without_comments "$binding"/*.[ch] | names >"$folder/bound"
	[ -s "$folder/bound" ]
	grep -v -e '^#' -e '^ ' -e '^$' "$list" | sort >"$folder/listed"
	grep -vE '^ycf_[a-z_]+: ..' "$folder/listed" | complain "$list has lines that give no reason"
	sed 's/:.*//' "$folder/listed" | sort >"$folder/unbound"
	sort "$folder/bound" "$folder/unbound" | comm -23 "$folder/header" - |
		complain "neither bound in $binding nor named in $list"
	comm -12 "$folder/bound" "$folder/unbound" | complain "bound, and named in $list"
	comm -23 "$folder/unbound" "$folder/header" | complain "in $list, but not in ycf.h"
done
exit $status
