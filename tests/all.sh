#!/bin/sh
# Every test: sets itself up on Debian or Ubuntu, then prints one closing line
# "N passed, N failed". Builds lie in build/; with YCF_QUICK=1 only the first
# part runs. A part that passed is not run again until something has changed;
# with YCF_AGAIN=1 it is.
set -u
cd "$(dirname "$0")/.." || exit 1
. build-aux/setup.sh

passed=0
failed=0
skipped=0
broken=

heading() {
	printf '\n== %s ==\n' "$*"
}

# count WORD: how many tests of $summary ended so
count() {
	sed -n "s/^# $1: *//p" "$summary" 2>/dev/null | awk '{ n += $1 } END { print n + 0 }'
}

# add_up WHAT STATUS: takes in what test-suite.log says of a part; a part that
# failed without a failed test did not build
add_up() {
	failures=$(($(count FAIL) + $(count XPASS) + $(count ERROR)))
	passed=$((passed + $(count PASS) + $(count XFAIL)))
	skipped=$((skipped + $(count SKIP)))
	[ "$2" -eq 0 ] || [ "$failures" -gt 0 ] || failures=1
	failed=$((failed + failures))
	[ "$failures" -eq 0 ] || broken="$broken, $1"
}

# fingerprint: of all that a test could depend on: the checkout's files, the
# shared ones and the system's packages; nothing where that cannot be told
fingerprint() {
	[ "${YCF_AGAIN:-0}" != 1 ] && git rev-parse --git-dir >/dev/null 2>&1 || return 0
	{
		git ls-files -co --exclude-standard -z | sort -z | xargs -0 cksum 2>&1
		ls -lR "${YCF_SHARED:-../shared}" 2>&1
		cksum /var/lib/dpkg/status
		id -u
	} | cksum
}

# unchanged FOLDER TARGET: whether that passed on the very same files
unchanged() {
	[ -n "$print" ] && [ "$(cat "$1/passed-$2.print" 2>/dev/null)" = "$print" ]
}

# run_tests WHAT FOLDER TARGET: make that target and add up its tests
run_tests() {
	if unchanged "$2" "$3"; then
		summary=$2/passed-$3.log
		say 'Passed before, and nothing has changed since; YCF_AGAIN=1 runs it again.'
		add_up "$1" 0
		return
	fi
	summary=$2/test-suite.log
	rm -f "$summary" "$2/passed-$3.print"
	make -s -j2 -C "$2" all && make -s -j2 -C "$2" "$3" VERBOSE=1
	status=$?
	add_up "$1" $status
	if [ $status -eq 0 ]; then
		cp "$summary" "$2/passed-$3.log" && echo "$print" >"$2/passed-$3.print"
	fi
}

# check_build WHAT FOLDER TARGET OPTION...: configure, build, make the target
check_build() {
	what=$1
	folder=$2
	target=$3
	shift 3
	if configured "$folder" "$@"; then
		run_tests "$what" "$folder" "$target"
	else
		summary=/dev/null
		add_up "$what" 1
	fi
}

# Made so that gcc's warnings are errors.
check_plain() {
	heading 'make check'
	check_build 'make check' build/plain check CC=gcc --enable-werror
}

check_memory() {
	heading 'tests in C under valgrind'
	run_tests valgrind build/plain check-valgrind
}

# What an earlier run counted is not this one's.
check_sanitizers() {
	heading 'make check with address and undefined behaviour sanitizers, counting lines'
	if [ -d build/sanitizers ] && ! unchanged build/sanitizers check; then
		find build/sanitizers -name '*.gcda' -exec rm -f {} +
	fi
	check_build sanitizers build/sanitizers check CC=gcc 'CFLAGS=-g -O1' --disable-static \
		--enable-sanitizers --enable-coverage
	gcovr --root . --filter libycf/ --filter cli/ --object-directory build/sanitizers \
		--print-summary build/sanitizers || add_up gcovr 1
}

check_warnings() {
	heading 'no warnings from clang'
	summary=/dev/null
	configured build/clang CC=clang 'CFLAGS=-g -O0' --disable-static --enable-werror &&
		make -s -j2 -k -C build/clang all
	if [ $? -eq 0 ]; then
		passed=$((passed + 1))
	else
		add_up 'warnings from clang' 1
	fi
}

closing_line() {
	heading 'result'
	[ -z "$broken" ] || say "Failed: ${broken#, }"
	line="$passed passed, $failed failed"
	[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
	say "$line"
	[ "$failed" -eq 0 ]
}

install_packages $packages_to_run $packages_to_test
bootstrap
print=$(fingerprint)
check_plain
if [ "${YCF_QUICK:-0}" != 1 ]; then
	check_sanitizers
	check_memory
	check_warnings
fi
closing_line
