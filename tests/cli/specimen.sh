#!/bin/sh
# Specimens from the command line, adding or editing by a key, and what was altered.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
YCF_BY='Robin Example'
export YCF_BY

# ---- one seed, one clock, the same files ----

# make_one NAME: the same commands, a program each
make_one() {
	expect 0 ycf init "$1.ycf" --seed 42 --clock 2026-01-05T09:00:00Z
	says "$1.ycf is a specimen"
	YCF_TRACKER=$work/$1.ycf
	export YCF_TRACKER
	expect 0 ycf add setting reference=elm name='Elm Tree Primary' kind=primary
	expect 0 ycf join elm
	says '5 January 2026'
	expect 0 ycf appoint elm 'Ann Sample'
	expect 1 ycf award elm
	expect 0 ycf award elm --recorded-from minutes
	expect 0 ycf certificate elm -o "$1.pdf"
	expect 0 ycf export --all -d "$1"
}

make_one a
make_one b
cmp -s a.pdf b.pdf || wrong 'the certificates differ'
diff -r a b >/dev/null || wrong 'the exports differ'
[ -s a/specimen.csv ] || wrong 'specimen.csv is missing'
expect 0 ycf check
says 'is sound'
says 'is a specimen'
expect 0 ycf footer elm
says 'Specimen: not an award'
expect 1 ycf ready elm
says "5 January 2026"
expect 0 ycf init real.ycf
says_not specimen

for line in '--seed 42' '--clock 2026-01-05T09:00:00Z' '--seed x --clock 2026-01-05T09:00:00Z' \
	'--seed 99999999999999999999 --clock 2026-01-05T09:00:00Z'; do
	# shellcheck disable=SC2086
	expect 2 ycf init none.ycf $line
	one_complaint
	[ ! -e none.ycf ] || wrong 'a tracker was made'
done
expect 1 ycf init none.ycf --seed 1 --clock soon
one_complaint
warns soon

# ---- adding or editing by a key ----

expect 0 ycf upsert setting CiviCRM:9 name='Oak Surgery' kind=gp_practice
says "setting 'Oak Surgery' was added"
expect 0 ycf upsert setting CiviCRM:9 name='Oak Surgery'
says "setting 'Oak Surgery' is as it was"
expect 0 ycf upsert setting CiviCRM:9 town=Leeds --reason 'from the CRM'
says "setting 'Oak Surgery' was edited"
expect 0 ycf upsert lead CiviCRM:10 setting=CiviCRM:9 name='Bob Sample'
expect 0 ycf show setting CiviCRM:9
says Leeds
expect 1 ycf show setting civicrm:9
one_complaint
expect 2 ycf upsert setting 107809 name=Fir
one_complaint
expect 2 ycf upsert practitioner CiviCRM:1 name=Fir
one_complaint
expect 1 ycf upsert setting CiviCRM:11 name=Fir
one_complaint
warns kind

# ---- what was altered ----

expect 0 ycf list alteration since=2026-01-05 noun=setting --columns act,setting --format csv
says 'added,elm'
says 'added,Oak Surgery'
expect 0 ycf list change --sort=-at --columns id --format csv
change=$(sed -n 2p out | tr -d '\r')
expect 0 ycf list alteration since="$change"
says_not setting
expect 0 ycf edit setting elm town=York
expect 0 ycf list alteration since="$change" --columns noun,act,setting --format csv
says 'setting,edited,elm'
[ "$(wc -l <out)" -eq 2 ] || wrong 'not one line alone'
expect 2 ycf list alteration
one_complaint
warns since=2026-10-01
finish
