#!/bin/sh
# The command line: its exit statuses, its complaints, its options in any
# order, and the help.
# shellcheck disable=SC2016 # messages quote commands in backquotes
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# ---- before there is a tracker ----

expect 0 ycf --version
holds 'the version alone' grep -qxE 'ycf [0-9]+\.[0-9]+\.[0-9]+' out
expect 0 ycf help
says 'Usage: ycf COMMAND'
cp out all
for way in --help -h; do
	expect 0 ycf "$way"
	holds "$way is the help" cmp -s out all
done
refused 2 'no command is given; `ycf help` lists them' ycf
refused 2 'no tracker is named; give -t FILE or set YCF_TRACKER' ycf list setting
refused 3 'none.ycf: there is no such file; `ycf init none.ycf` makes a new tracker' \
	ycf -t none.ycf list setting
holds 'asking makes no tracker' test ! -e none.ycf

# ---- a tracker ----

tracker t.ycf
for row in 'A1 Alpha' 'B2 Beta' 'C3 Gamma'; do
	expect 0 ycf add setting reference="${row% *}" name="${row#* }" kind=primary
done
expect 0 ycf join A1 --on 2024-01-05

# ---- statuses ----

expect 0 ycf list setting
expect 0 ycf list setting name=Nobody
warns 'nothing meets these terms'
expect 0 ycf list setting name=Nobody --format csv
silent
expect 1 ycf ready A1 --as-of 2024-02-01
silent
# What the data or a rule says no to.
for line in 'award A1' 'join Nobody' 'show Nobody' 'join A1 --on 2024-02-31' \
	'list setting kind=castle' 'add setting name=x' 'edit setting A1 reference=B2' \
	'add setting name=y kind=castle' 'list lead setting=Nobody' 'init t.ycf'; do
	# shellcheck disable=SC2086
	expect 1 ycf $line
	one_complaint
done
# What is wrong in the call itself.
for line in jion 'join' 'join A1 B2' 'join A1 --onn 2024-01-01' 'join A1 --on' 'list castle' \
	'list setting nmae=x' 'list setting name' 'list setting --sort nmae' \
	'list setting --columns nmae' 'list setting --format xml' 'add setting nmae=x' \
	'add setting name' 'add standing stage=known' 'edit setting A1 id=s-1' 'help jion' \
	'fields castle' 'framework polish x' 'export' 'export --all' 'import setting' \
	'import --all a b' 'show setting' 'complete A1 x' 'check now' '--polish' '-x' \
	'list setting -x' 'join A1 --shared-folder=yes' 'export setting -d folder'; do
	# shellcheck disable=SC2086
	expect 2 ycf $line
	one_complaint
done
# What the machine will not do.
echo 'not a tracker' >other
mkdir folder
for line in '-t other list setting' '-t folder list setting' 'import setting none.csv' \
	'list setting -o none/out.csv' 'init none/new.ycf' 'framework check none.yaml' \
	'import setting folder' 'list setting --format csv -o folder'; do
	# shellcheck disable=SC2086
	expect 3 ycf $line
	one_complaint
done
holds 'what is no tracker is left alone' test "$(cat other)" = 'not a tracker'
YCF_BY='' expect 1 ycf join B2
one_complaint
warns 'nobody is named as making this change'

# ---- did you mean ----

refused 2 "there is no command 'jion'; did you mean 'join'?" ycf jion
refused 2 "there is no command 'certif'; did you mean 'certificate'?" ycf certif
refused 2 "there is no command 'zzzzzz'; \`ycf help\` lists them" ycf zzzzzz
refused 2 "there is no command 'jion'; did you mean 'join'?" ycf help jion
refused 2 'join has no option --onn; did you mean --on?' ycf join A1 --onn 2024-01-01
refused 2 'list has no option --colums; did you mean --columns?' ycf list setting --colums=name
refused 2 'list has no option --zzzzzz; see `ycf help list`' ycf list setting --zzzzzz
refused 2 'list has no option --reason; see `ycf help list`' ycf list setting --reason x
refused 2 "there is no noun 'setings'; did you mean 'setting'?" ycf list setings
refused 2 "there is no noun 'leed'; did you mean 'lead'?" ycf fields leed
# suggests NAME COMMAND...
suggests() {
	name=$1
	shift
	expect 2 "$@"
	one_complaint
	warns "did you mean '$name'"
}
suggests name ycf add setting nmae=x kind=other
suggests name ycf edit setting A1 nmae=x
suggests name ycf list setting nmae=x
suggests name ycf list setting --sort nmae
suggests name ycf list setting --columns reference,nmae

# ---- options in any form and order ----

expect 0 ycf list setting --format csv --sort name
cp out wanted
# like ARGUMENTS...: the same answer
like() {
	expect 0 ycf "$@"
	silent
	holds 'the same answer' cmp -s out wanted
}
like --tracker=t.ycf list --sort=name --format=csv setting
like list -fcsv -sname setting
like list setting -f csv -s name -tt.ycf
like list setting --format json --sort -name --format csv --sort name
expect 2 ycf list setting -f
one_complaint
like -t t.ycf list --format csv --sort name -- setting
expect 0 ycf list setting --format csv --columns name --sort -name
holds 'from high to low' test "$(tr -d '\r' <out | sed -n 2p)" = Gamma
expect 2 ycf -- list setting --sort name
warns "'--sort' is not a term"
expect 0 ycf add setting kind=other reference=-x -- name=--odd
expect 0 ycf show -- -x
says '--odd'
refused 2 '-o needs a value: -o FILE' ycf list setting -o
refused 2 '--dry-run takes no value' ycf import setting x.csv --dry-run=yes
for empty in 'list setting --output=' 'import setting t.csv --map=' 'export --all --folder=' \
	"list setting --format="; do
	# shellcheck disable=SC2086
	expect 2 ycf $empty
	one_complaint
done
refused 2 "join does not take 'B2' (a name with spaces goes in quotes); write: ycf join SETTING [--on DATE]" \
	ycf join A1 B2

# What is asked for and cannot be done is never passed over in silence.
refused 2 'export --all takes a folder; write: ycf export --all -d FOLDER' \
	ycf export setting --all -d folder
expect 2 ycf export --all -d new -o file.csv
expect 2 ycf import --all folder --dry-run
expect 2 ycf import --all folder --map plain

# ---- the help of each command ----

sed -n '/^Options/q; s/^  \([a-z][a-z-]*\) .*/\1/p' all >commands
holds 'there are commands' test "$(wc -l <commands)" -gt 20
mkdir examples && cd examples || exit 1
while read -r command; do
	expect 0 "$YCF" help "$command"
	silent
	says "ycf $command - "
	says "Usage: ycf $command"
	holds 'no blanks at an end of line' test -z "$(grep ' $' out)"
	cp out help
	for way in --help -h; do
		expect 0 "$YCF" "$command" "$way"
		holds "$command $way is its help" cmp -s out help
	done
	example=$(sed -n '/^Example:$/,$ s/^  \(ycf .*\)$/\1/p' help)
	holds "the help of $command has an example" test -n "$example"
	case $example in "ycf $command "* | "ycf $command") ;; *) wrong "not of $command: $example" ;; esac
	printf 'ycf() { "$YCF" "$@" --help; }\n%s\n' "$example" >parsed
	expect 0 sh parsed
	holds "the example of $command has options of its own" cmp -s out help
	printf 'ycf() { "$YCF" "$@"; }\n%s\n' "$example" >called
	run sh called
	[ "$status" -ne 2 ] || wrong "the example of $command is not how it is called"
	# Every option that is described is taken.
	sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*\)\(.*\)$/\2\3/p' help >options
	while read -r option rest; do
		case $rest in
		"'"* | [A-Z]*) expect 0 "$YCF" "$command" "$option" x --help ;;
		*) expect 0 "$YCF" "$command" "$option" --help ;;
		esac
	done <options
done <../commands
finish
