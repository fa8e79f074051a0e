# What the tests of the program share; each reads this file first, works in a
# folder of its own, and ends with `finish`.
# shellcheck shell=sh

: "${YCF:?names the program}" "${YCF_TEMPLATES:?names the folder of templates}"
export YCF YCF_TEMPLATES
unset YCF_TRACKER YCF_BY COLUMNS
LC_ALL=C.UTF-8
TZ=UTC
export LC_ALL TZ

work=$(mktemp -d) || exit 1
trap 'cd / && chmod -R u+rwx "$work" && rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 1
failures=0

UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export UBSAN_OPTIONS

ycf() {
	"$YCF" "$@"
}

# wrong WHAT: one failure, with what the last command said
wrong() {
	failures=$((failures + 1))
	printf 'WRONG: %s\n  after: %s\n' "$1" "${ran-}"
	sed 's/^/  out: /' out 2>/dev/null | head -n 20
	sed 's/^/  err: /' err 2>/dev/null | head -n 40
}

# run COMMAND...: leaves $status and the files out and err
run() {
	ran=$*
	status=0
	"$@" >out 2>err </dev/null || status=$?
}

# expect STATUS COMMAND...
expect() {
	wanted=$1
	shift
	run "$@"
	[ "$status" -eq "$wanted" ] || wrong "exit status $status, not $wanted"
}

# says TEXT: stdout has it
says() {
	grep -qF -e "$1" out || wrong "stdout does not say: $1"
}

# says_not TEXT
says_not() {
	! grep -qF -e "$1" out || wrong "stdout says: $1"
}

# ends TEXT: stdout's last line is that
ends() {
	[ "$(tail -n 1 out)" = "$1" ] || wrong "stdout does not end with: $1"
}

# warns TEXT: stderr has it
warns() {
	grep -qF -e "$1" err || wrong "stderr does not say: $1"
}

# silent: nothing on stderr
silent() {
	[ ! -s err ] || wrong 'stderr is not empty'
}

# one_complaint: nothing on stdout, one line of ours on stderr
one_complaint() {
	[ ! -s out ] || wrong 'stdout is not empty'
	[ "$(wc -l <err)" -eq 1 ] || wrong 'stderr is not one line'
	grep -q '^ycf: ' err || wrong 'stderr does not begin with ycf:'
}

# refused STATUS TEXT COMMAND...: exactly that complaint, and no other word
refused() {
	wanted=$1 text=$2
	shift 2
	expect "$wanted" "$@"
	one_complaint
	[ "$(cat err)" = "ycf: $text" ] || wrong "it should say: ycf: $text"
}

# holds WHAT COMMAND...: what must be true
holds() {
	what=$1
	shift
	"$@" || wrong "$what"
}

# tracker FILE: a new one to work in
tracker() {
	ycf init "$1" >/dev/null || exit 1
	YCF_TRACKER=$work/$1
	YCF_BY='Pat Sample'
	export YCF_TRACKER YCF_BY
}

# shared FILE...: skips the test where one of these is absent
shared() {
	for file; do
		if [ ! -r "${YCF_SHARED-}/data/$file" ]; then
			echo "$file is not in the folder of YCF_SHARED: skipped"
			exit 77
		fi
	done
}

# needs PROGRAM...: skips the test where one of these is absent
needs() {
	for program; do
		if ! command -v "$program" >/dev/null; then
			echo "$program is missing: skipped"
			exit 77
		fi
	done
}

# same_tracker FOLDER: what the tracker holds now is what was exported there
same_tracker() {
	rm -rf "$work/now"
	expect 0 ycf export --all -d "$work/now"
	diff -r "$1" "$work/now" >differences 2>&1 ||
		wrong "the tracker is not as it was: $(head -n 5 differences)"
}

finish() {
	[ "$failures" -eq 0 ] || echo "$failures wrong"
	[ "$failures" -eq 0 ]
	exit
}
