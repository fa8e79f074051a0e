#!/bin/sh
# What a setting and its practitioner think, side by side, and going through what
# the setting answered, one by one.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# type_in TEXT COMMAND...: with that on stdin; \n begins a line
type_in() {
	typed=$1
	shift
	ran="printf '$typed' | $*"
	status=0
	# shellcheck disable=SC2059
	printf "$typed" | "$@" >out 2>err || status=$?
}

ends_with() {
	[ "$status" -eq "$1" ] || wrong "exit status $status, not $1"
}

ratings() {
	ycf list rating setting=elm --format csv | grep -c '^r-'
}

expect 0 ycf init elm.ycf --framework "$YCF_SRCDIR/tests/frameworks/small.yaml"
YCF_TRACKER=elm.ycf
YCF_BY='Pat Sample'
export YCF_TRACKER YCF_BY
expect 0 ycf add setting reference=elm name='Elm Tree' kind=primary
expect 0 ycf join elm --on 2024-01-05
expect 0 ycf compare elm
says 'not rated'
ends '0 of 3 rated by both, 0 differ; 0 moved up, 0 down'

expect 0 ycf assess elm --source self --on 2024-02-01 A=starting B=growing
expect 0 ycf assess elm --source self --on 2024-03-01 --assessor 'Ann Sample' \
	A.1=growing A.2=secure:'a new lamp'
expect 0 ycf assess elm --source practitioner --on 2024-03-05 A=starting:'the lamp was out' B=growing
expect 0 ycf compare elm
says 'Elm Tree: Harbour friendly, edition 2024'
says '! A: A warm welcome (they differ)'
says 'setting       Growing on 1 March 2024, up from Starting out'
says 'A.2: a new lamp'
says 'practitioner  Starting out on 5 March 2024'
says '  the lamp was out'
says '  B: Calm water'
says '  C: '
ends '2 of 3 rated by both, 1 differs; 1 moved up, 0 down'
expect 0 ycf compare elm --as-of 2024-02-15
says 'setting       Starting out on 1 February 2024'
says_not 'up from'
expect 0 ycf compare elm --format csv
says 'Elm Tree,harbour'
expect 0 ycf compare elm -o comparison.json
ends '3 rows are in comparison.json'
grep -q '"differs": *true' comparison.json || wrong 'the JSON does not say that they differ'
expect 0 ycf list comparison differs=true --columns code --format csv
holds 'one differs' test "$(wc -l <out)" -eq 2
printf '%s\n' 'A very long commentary that goes on and on, because somebody had a great deal to say of lamps.' >long
expect 0 ycf assess elm --source self --on 2024-03-02 C=growing:"$(cat long)"
COLUMNS=60 expect 0 ycf compare elm
says 'goes on and on'

# Going through: confirmed, changed (what is refused is asked again), left out.
before=$(ratings)
type_in '\nsplendid\nsecure\nsecure: seen alight\ns\nr\n' \
	ycf assess elm --source practitioner --on 2024-03-10 --start-from self --reason 'a visit'
ends_with 0
says "7 answers of 'self'"
says 'starting, growing, secure, not_applicable'
says 'A.1'
says 'A harbour host is on duty.'
says 'Growing (1 March 2024, by Ann Sample)'
says "level 'splendid' is not one of"
says 'needs a reason'
says 'Secure (1 March 2024, by Ann Sample): a new lamp'
ends 'Elm Tree was assessed on 10 March 2024: 2 criteria rated'
says '1 confirmed, 1 changed, 5 left out'
holds 'two ratings more' test "$(ratings)" -eq $((before + 2))
expect 0 ycf list answer setting=elm source=practitioner code=A.2 --format csv --columns title,commentary
says 'Secure,seen alight'
expect 0 ycf history elm
says 'because: a visit'

# A confirmed answer keeps what the setting said of it.
type_in 's\n\nr\n' ycf assess elm --source practitioner --on 2024-03-11 --start-from self
ends_with 0
expect 0 ycf list answer setting=elm source=practitioner code=A.2 --format csv --columns title,commentary
says 'Secure,a new lamp'

# The end of the input before the end of the answers stores nothing, and says so.
before=$(ratings)
type_in '\n\n' ycf assess elm --source practitioner --start-from self
ends_with 1
warns 'the input ended at A.3, before all answers were gone through: nothing is stored'
type_in '\nq\n' ycf assess elm --source practitioner --start-from self
warns 'stopped at A.2: nothing is stored'
[ "$status" -ne 0 ] || wrong 'stopping is no success'
type_in 'r\n' ycf assess elm --source practitioner --start-from self
ends_with 1
warns 'nothing was confirmed or changed: nothing is stored'
holds 'nothing more is stored' test "$(ratings)" -eq "$before"
expect 0 ycf list assessment setting=elm --format csv
holds 'and no empty assessment' test "$(wc -l <out)" -eq 7

refused 2 "there are no answers of 'panel' to start from" \
	ycf assess elm --source practitioner --start-from panel
expect 2 ycf assess elm --source self --start-from self
warns 'needs another --source'
expect 2 ycf assess elm --source practitioner --start-from self A=growing
warns 'not two of them'
finish
