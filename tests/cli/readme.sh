#!/bin/sh
# The README's commands, run in its order: each ```sh block must end well, and
# the ```text block behind it must stand in what it printed, line by line. `...`
# stands for lines, or for the rest of a line, left out; award codes are random.
# Its C program is examples/embed.c, and works; so does its Lua, where that was built.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}" "${YCF:?}"
readme=$YCF_SRCDIR/README.md
work=$(mktemp -d)
block=0
ended() {
	if [ "$1" -ne 0 ] && [ -f "$work/out.$block" ]; then
		echo "block $block of the README:"
		cat "$work/sh.$block"
		echo 'printed:'
		cat "$work/out.$block"
	fi
	rm -rf "$work"
}
trap 'code=$?; ended $code; exit $code' EXIT

# Each block into a file: sh.N, the text.N behind it, and c.
awk -v work="$work" '
/^```sh$/ { file = work "/sh." ++n; next }
/^```text$/ { file = work "/text." n; next }
/^```c$/ { file = work "/c"; next }
/^```lua$/ { file = work "/lua"; next }
/^```/ { if (file) close(file); file = ""; next }
file { print > file }
END { print n > (work "/count") }' "$readme"

cmp "$work/c" "$YCF_SRCDIR/examples/embed.c"

# setting NAME: what the build was configured with
setting() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

mkdir "$work/tour"
"$YCF_BUILDDIR/libtool" --quiet --tag=CC --mode=link $(setting CC) $(setting CFLAGS) \
	$(setting YCF_INSTRUMENTS) -std=c11 -Wall -Wextra -Wpedantic -Werror \
	-I"$YCF_SRCDIR/libycf" "$YCF_SRCDIR/examples/embed.c" -o "$work/tour/embed" \
	"$YCF_BUILDDIR/libycf/libycf.la" -no-install

# A shell that has no `ycf` but this one.
ycf() {
	"$YCF" "$@"
}
ln -s "$YCF_SRCDIR/examples" "$YCF_SRCDIR/templates" "$work"
unset YCF_TRACKER YCF_BY
cd "$work"

same_codes() {
	sed 's/\b[A-Z]\{3\}-[0-9A-Z]\{5\}-[0-9A-Z]\{5\}-[0-9A-Z]\b/AWARD/g' "$1"
}

# shown TEXT OUTPUT: whether each line of TEXT stands in OUTPUT, in that order
shown() {
	same_codes "$2" >"$work/printed"
	same_codes "$1" | awk -v output="$work/printed" '
	$0 == "..." { next }
	{
		wanted = $0
		part = sub(/ \.\.\.$/, "", wanted)
		found = 0
		while (!found && (getline line < output) > 0)
			found = part ? index(line, wanted) == 1 : line == wanted
		if (!found) {
			print "is no longer printed: " $0
			exit 1
		}
	}'
}

count=$(cat "$work/count")
while [ "$block" -lt "$count" ]; do
	block=$((block + 1))
	. "$work/sh.$block" >"$work/out.$block" 2>&1
	[ ! -f "$work/text.$block" ] || shown "$work/text.$block" "$work/out.$block"
done
[ "$count" -gt 10 ]

# What the text says of the files.
[ -z "$(find certificate.pdf sampleton.ycf -perm /077)" ]
[ "$(head -c 2 form.xlsx)" = PK ]
[ "$(find forms -name '*-self-report.html' | wc -l)" -eq 23 ]
[ "$(wc -l <changed.csv)" -eq 38 ]
(lua_version=5.4 && . "$YCF_SRCDIR/tests/bindings/lua.sh" && run_lua "$work/lua" >from-lua) || [ $? -eq 77 ]
[ ! -f from-lua ] || grep -q "^Fancy That High School	the lead was last confirmed" from-lua
