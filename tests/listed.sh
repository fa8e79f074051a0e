#!/bin/sh
# Every file that belongs to the build, a release or the tests is named in
# Makefile.am, itself or by its folder.
set -eu
cd "${YCF_SRCDIR:-$(dirname "$0")/..}"
export LC_ALL=C

named() {
	grep -qE "(^|[[:space:]=])$1([[:space:]]|\$)" Makefile.am
}

# Without what a build or a run leaves behind.
find libycf cli bindings templates tests examples docs -name '.?*' -prune -o -name __pycache__ -prune \
	-o -name build -prune -o -name '*.egg-info' -prune -o -name '*.so' -prune -o -path tests/fuzz -prune -o -type f -name '*.*' ! -name '*.l[oa]' ! -name '*.o' \
	! -name '*.log' ! -name '*.trs' ! -name '*.gc??' ! -name '*.sql.h' ! -name '*.md' \
	! -name '*.pc' ! -name '*.pc.in' -print |
	sort | {
	status=0
	while read -r file; do
		name=$file
		# A test in C is named by its program, what several share by itself.
		case $file in tests/*.c) named "$file" || name=${file%.c} ;; esac
		while ! named "$name"; do
			case $name in
			*/*/*) name=${name%/*} ;;
			*) echo "not in Makefile.am: $file"; status=1; break ;;
			esac
		done
	done
	exit $status
}
