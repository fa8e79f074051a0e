#!/bin/sh
# The whole job on real files: from the lists of schools and practices to a
# certificate, and the tracker out and in again.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
shared gias-leeds-2023.csv epraccur-leeds-2025.csv
needs pdftotext
gias=$YCF_SHARED/data/gias-leeds-2023.csv
practices=$YCF_SHARED/data/epraccur-leeds-2025.csv
school='Guiseley Primary School'
mark='We are young carer friendly Leeds'

expect 0 ycf init leeds.ycf
ends "leeds.ycf is ready, with the framework '$mark' (leeds:2024)"
holds 'a tracker is for its owner alone' test "$(stat -c %a leeds.ycf)" = 600
YCF_TRACKER=leeds.ycf
YCF_BY='Pat Sample'
export YCF_TRACKER YCF_BY

# Twice: nothing is added again.
open='EstablishmentStatus (name)=Open'
expect 0 ycf import setting "$gias" --map gias --where "$open"
ends 'added 306, updated 0, unchanged 0, rejected 0, skipped 465'
silent
expect 0 ycf import setting "$gias" --map gias --where "$open"
ends 'added 0, updated 0, unchanged 306, rejected 0, skipped 465'
expect 0 ycf import setting "$practices" --map ods-epraccur
ends 'added 94, updated 0, unchanged 0, rejected 0, skipped 158'
expect 0 ycf list setting --format csv
holds 'a header and 400 settings' test "$(wc -l <out)" -eq 401

expect 0 ycf join 107809 --on 2024-01-05
ends "$school joined on 5 January 2024"
expect 0 ycf appoint 107809 'Ann Sample' --email ann@example.org --on 2024-01-12
ends "Ann Sample is designated lead of $school from 12 January 2024"
expect 0 ycf assess 107809 --source self --on 2024-01-20 \
	1.1=met:'Named on the website' 1.2=partly 3=met
ends "$school was assessed on 20 January 2024: 5 criteria rated"
expect 0 ycf agree-plan 107809 --on 2024-02-02 --with 'Ann Sample'
ends "a plan was agreed with $school on 2 February 2024"

number=0
# add_action STANDARD WHAT
add_action() {
	number=$((number + 1))
	expect 0 ycf add action setting=107809 standard="$1" what="$2" owner='Ann Sample' \
		due=2024-05-01
	ends "action $number of $school: '$2'"
}
add_action 2 'Train all staff'
add_action 5 'Ask at enrolment'
add_action 3 'Find a room'
add_action 7 'Posters'
expect 0 ycf complete 107809 1 --on 2024-04-20
ends "action 1 of $school was done on 20 April 2024"
expect 0 ycf review-plan 107809 --on 2024-07-30 --with 'Ann Sample' --note 'Going well' \
	--close 2 --carry 3=2024-10-01 --drop 4 --add '5: Ask again=2024-11-01'
ends "the plan of $school was reviewed on 30 July 2024; the next review is due by 30 January 2025"
expect 0 ycf list action setting=107809 --format csv --columns number,what,due,done,dropped
cat >wanted <<'END'
number,what,due,done,dropped
1,Train all staff,2024-05-01,2024-04-20,
2,Ask at enrolment,2024-05-01,2024-07-30,
3,Find a room,2024-10-01,,
4,Posters,2024-05-01,,2024-07-30
5,Ask again,2024-11-01,,
END
tr -d '\r' <out >got
holds 'actions are as decided in the review' cmp -s wanted got

printf 'criterion,level,commentary\n1,met,\n2,met,\n3,met,\n4,met,"fine, really"\n5,met,\n6,met,\n7,partly,\n' >ratings.csv
expect 0 ycf assess 107809 --source practitioner --on 2024-09-10 --from ratings.csv
ends "$school was assessed on 10 September 2024: 35 criteria rated"

expect 1 ycf ready 107809 --as-of 2024-09-10
silent
holds 'its first line is the answer' \
	test "$(head -n 1 out)" = "$school is not ready for the award on 10 September 2024"
says '  no  Every standard is met'
says '      6 of 7 standards met; not yet 7'
says 'ycf assess 107809'
refused 1 "$school is not ready: 6 of 7 standards met; not yet 7; \`ycf ready\` says what would meet each" \
	ycf award 107809 --on 2024-09-20
expect 0 ycf list award --format csv
holds 'no award was made' test "$(wc -l <out)" -eq 1

expect 0 ycf assess 107809 --source practitioner --on 2024-09-11 7=met
ends "$school was assessed on 11 September 2024: 6 criteria rated"
expect 0 ycf ready 107809 --as-of 2024-09-20
holds 'its first line is the answer' \
	test "$(head -n 1 out)" = "$school is ready for the award on 20 September 2024"
says_not '  no  '
holds 'five conditions' test "$(grep -c '^  yes ' out)" -eq 5
expect 0 ycf award 107809 --on 2024-09-20 --decided-by 'Panel of September'
code=$(sed -n "s/^$school was awarded '$mark' on 20 September 2024: //p" out)
holds 'an award has a code' expr "$code" : 'LDS-[0-9A-Z]\{5\}-[0-9A-Z]\{5\}-[0-9A-Z]$' >/dev/null

# certificate KEY FILE
certificate() {
	expect 0 ycf certificate "$1" -o "$2"
	ends "the certificate is in $2"
	pdftotext -layout "$2" text
	ran="pdftotext of the certificate of $1"
	for words in "$mark" "$school" '20 September 2024' "$code" 'is awarded to'; do
		holds "the certificate says: $words" grep -qF -e "$words" text
	done
}
certificate "$code" by-code.pdf
certificate 107809 by-setting.pdf
"$YCF" certificate "$code" >piped.pdf || wrong 'no certificate into a pipe'
holds 'the same award, the same certificate' cmp -s by-code.pdf piped.pdf

expect 0 ycf due --within 30 --as-of 2024-11-01 --format csv --columns date,days,reference,what,who
says '2024-10-01,-31,107809,3: Find a room,Ann Sample'
says '2024-11-01,0,107809,5: Ask again,"Ann Sample, ann@example.org"'
holds 'a header and two rows' test "$(wc -l <out)" -eq 3
expect 0 ycf list standing stage=accredited --as-of 2024-11-01 --format csv --columns \
	reference,stage,holds,lead,standards_met,standards_total,last_review,next_review,award_code
says "107809,accredited,true,Ann Sample,7,7,2024-07-30,2025-01-30,$code"
# The day on which a review is due is the last in time.
for pair in 2025-01-30=accredited 2025-01-31=at_risk; do
	expect 0 ycf list standing --as-of "${pair%=*}" --format csv --columns reference,stage
	says "107809,${pair#*=}"
done
expect 0 ycf show 107809 --as-of 2024-11-01
says "Standing         accredited, awarded 20 September 2024, $code"
says 'Standards        7 of 7 met'
expect 0 ycf history 107809
says 'Pat Sample'
holds 'the award is in the history' grep -qi 'award' out

# The whole tracker, out and in.
expect 0 ycf export --all -d first
ends 'the whole tracker is in first'
expect 0 ycf init second.ycf
expect 0 ycf -t second.ycf import --all first
ends 'everything in first was taken in'
expect 0 ycf -t second.ycf export --all -d second
ran='diff -r first second'
diff -r first second >out || wrong 'out and in is not the same'
expect 0 ycf -t second.ycf check

expect 0 ycf confirm 107809 --on 2024-10-10
ends "Ann Sample was in post at $school on 10 October 2024"
expect 0 ycf log 107809 --kind call --with 'Ann Sample' --on 2024-10-12 --note hello
expect 0 ycf vacate 107809 --on 2024-10-30 --why left
expect 0 ycf list standing --as-of 2024-10-31 --format csv --columns reference,stage,lead
says '107809,at_risk,'
expect 0 ycf withdraw 107809 --on 2024-11-10 --note 'no lead'
ends "the award of $school was withdrawn on 10 November 2024"
expect 0 ycf list standing --as-of 2024-11-11 --format csv --columns reference,stage,holds
says '107809,withdrawn,false'
expect 0 ycf depart 107809 --on 2024-11-12 --reason 'became an academy'
ends "$school left the programme on 12 November 2024"
expect 0 ycf list standing --as-of 2024-11-13 --format csv --columns reference,stage,holds
says '107809,departed,false'
expect 0 ycf backup copy.ycf
expect 0 ycf -t copy.ycf check
expect 0 ycf check
ends 'leeds.ycf is sound'
finish
