#!/bin/sh
# The program of docs/c.md: its pieces, put together, compile without a warning, and print
# what the page says, piece by piece. `...` stands for lines, or a part of one, left out.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}" "${YCF_TEMPLATES:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset YCF_TRACKER YCF_BY
LC_ALL=C.UTF-8
TZ=UTC
export LC_ALL TZ

awk -v work="$work" '
/^```c$/ { file = work "/walk.c"; next }
/^```text$/ { file = work "/wanted"; next }
/^```/ { file = ""; next }
file { print > file }' "$YCF_SRCDIR/docs/c.md"

# setting NAME: what the build was configured with
setting() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

"$YCF_BUILDDIR/libtool" --quiet --tag=CC --mode=link $(setting CC) $(setting CFLAGS) \
	$(setting YCF_INSTRUMENTS) -std=c11 -Wall -Wextra -Wpedantic -Wshadow -Werror \
	-I"$YCF_SRCDIR/libycf" "$work/walk.c" -o "$work/walk" "$YCF_BUILDDIR/libycf/libycf.la" \
	-no-install

cd "$work"
ln -s "$YCF_SRCDIR/examples" .
./walk >printed || {
	cat printed
	exit 1
}

# Each line of the page stands in what was printed, in that order; a line of `...` alone lets
# lines be passed over, and nothing else does.
awk -v printed=printed '
function pattern(line) {
	gsub(/[][\\.^$*+?(){}|]/, "\\\\&", line)
	gsub(/\\\.\\\.\\\./, ".*", line)
	return "^" line "$"
}
function complain(what) {
	print what
	wrong = 1
	exit 1
}
$0 == "..." { passing = 1; next }
{
	do {
		if ((getline line < printed) <= 0)
			complain("is no longer printed: " $0)
		if (line !~ pattern($0) && !passing)
			complain("the page says:  " $0 "\nit is printed:  " line)
	} while (line !~ pattern($0))
	passing = 0
}
END { if (!wrong && !passing && (getline line < printed) > 0) complain("is not on the page: " line) }' \
	wanted

[ -s certificate.pdf ] && [ -s everything/setting.csv ]
[ "$(find certificates -name '*.pdf' | wc -l)" -eq 5 ]
[ "$(wc -l <reviews.csv)" -eq 6 ]
