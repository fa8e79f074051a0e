#!/bin/sh
# Imports: what they count and say, maps of one's own, and that one which is
# stopped in the middle leaves nothing behind.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
tracker t.ycf

# ---- counts ----

cat >good.csv <<'END'
reference,name,kind,town,joined
A1,Alpha,primary,Leeds,2024-01-05
B2,Beta,other,Otley,
C3,Gamma,youth_service,,31/08/2024
END
expect 0 ycf import setting good.csv --dry-run
ends 'added 3, updated 0, unchanged 0, rejected 0, skipped 0'
warns 'this was a dry run: nothing was changed'
expect 0 ycf list setting --format csv
holds 'a dry run changes nothing' test "$(wc -l <out)" -eq 1
expect 0 ycf import setting good.csv
ends 'added 3, updated 0, unchanged 0, rejected 0, skipped 0'
silent
expect 0 ycf import setting good.csv
ends 'added 0, updated 0, unchanged 3, rejected 0, skipped 0'

# A blank cell leaves what is there, and so does a column that is not there.
printf 'reference,name,town\nA1,,Guiseley\nC3,Gamma,Ilkley\n' >some.csv
expect 0 ycf import setting some.csv
ends 'added 0, updated 2, unchanged 0, rejected 0, skipped 0'
expect 0 ycf list setting --format csv --columns "reference, name,kind ,town,joined" --sort reference
says 'A1,Alpha,primary,Guiseley,2024-01-05'
says 'C3,Gamma,youth_service,Ilkley,2024-08-31'

# A condition decides what is added; what is known is updated anyway.
printf 'reference,name,kind,town\nA1,Alpha,primary,York\nD4,Delta,other,York\nE5,Eta,other,Leeds\n' >where.csv
expect 0 ycf import setting where.csv --where town=Leeds
ends 'added 1, updated 1, unchanged 0, rejected 0, skipped 1'
expect 0 ycf import setting where.csv --where 'town!=York' --where kind=other
ends 'added 0, updated 0, unchanged 2, rejected 0, skipped 1'
expect 1 ycf import setting where.csv --where county=Leeds
one_complaint
warns "'county'"
refused 2 "'county' is not a condition; write COLUMN=VALUE or COLUMN!=VALUE" \
	ycf import setting where.csv --where county

# ---- rows that are wrong ----

cat >bad.csv <<'END'
reference,name,kind,joined
F6,Foxtrot,other,2024-01-05
G7,Golf,castle,2024-01-05
H8,,other,2024-01-05
I9,India,other,31/02/2024
J0,Juliet,other,01/02/24
END
expect 0 ycf export --all -d before
expect 1 ycf import setting bad.csv
ends 'added 1, updated 0, unchanged 0, rejected 4, skipped 0'
for words in "row 3: kind 'castle' is not one of nursery, " 'row 4: ' 'name is required' \
	"row 5: joined '31/02/2024' " "row 6: joined '01/02/24' has only two digits of the year" \
	'ycf: bad.csv: 4 rows were rejected, so nothing was changed'; do
	warns "$words"
done
holds 'a line for each row and a last one' test "$(wc -l <err)" -eq 5
same_tracker before
expect 1 ycf import setting bad.csv --dry-run
ends 'added 1, updated 0, unchanged 0, rejected 4, skipped 0'
same_tracker before

expect 0 ycf import setting bad.csv --rejects rejects.csv
ends 'added 1, updated 0, unchanged 0, rejected 4, skipped 0'
warns 'rejects.csv'
holds 'a header and four rows' test "$(wc -l <rejects.csv)" -eq 5
holds 'with the reason' grep -q "^G7,Golf,castle,2024-01-05,.*kind 'castle' is not one of" rejects.csv
# What was rejected is mended where it stands, and taken.
sed 's/castle/other/; s/H8,""/H8,Hotel/; s,31/02/2024,28/02/2024,; s,01/02/24,01/02/2024,' \
	rejects.csv >mended.csv
sed -i 's/,"\{0,1\}row .*//; s/,why_rejected//' mended.csv
expect 0 ycf import setting mended.csv
ends 'added 4, updated 0, unchanged 0, rejected 0, skipped 0'

# 100 problems in full, the others counted.
awk 'BEGIN { print "reference,name,kind"; for (i = 1; i <= 250; i++) print "Z" i ",Z,castle" }' >many.csv
expect 1 ycf import setting many.csv
ends 'added 0, updated 0, unchanged 0, rejected 250, skipped 0'
holds 'a hundred in full' test "$(grep -c '^row ' err)" -eq 100
warns '150'

printf 'reference,name,kind\nK1,Kilo\nL2,Lima,other,more\n' >ragged.csv
expect 1 ycf import setting ragged.csv
ends 'added 0, updated 0, unchanged 0, rejected 2, skipped 0'
warns 'row 3: it has 4 cells under 3 headings'
printf 'reference,name,kind\nK1,"Kilo,other\n' >open.csv
expect 1 ycf import setting open.csv
warns 'open.csv, line 2: '
: >empty.csv
refused 1 'empty.csv: the file is empty; nothing was imported' ycf import setting empty.csv
printf 'reference,name,kind\n' >header.csv
expect 0 ycf import setting header.csv
ends 'added 0, updated 0, unchanged 0, rejected 0, skipped 0'
printf 'reference,name,naem,kind\nM1,Mike,x,other\n' >unknown.csv
expect 0 ycf import setting unknown.csv
ends 'added 1, updated 0, unchanged 0, rejected 0, skipped 0'
warns "warning: column 'naem' is not known and left out"
printf 'reference,name,name,kind\nM1,Mike,x,other\n' >twice.csv
expect 1 ycf import setting twice.csv
one_complaint
warns "column 'name' stands twice"
printf 'reference,name,kind\nN1,Nan,other\nN1,Nina,other\n' >same.csv
run ycf import setting same.csv
expect 0 ycf list setting reference=N1 --format csv
[ "$(wc -l <out)" -le 2 ] || wrong 'a key twice in a file makes two settings'

# Records of single children are never kept, wherever the column stands.
for heading in UPN 'Pupil name' 'Date of birth' 'NHS number' pupil_surname DOB; do
	printf 'reference,name,%s,kind\nO1,Oscar,x,other\n' "$heading" >pupils.csv
	for map in '' plain; do
		expect 1 ycf import setting pupils.csv ${map:+--map $map}
		one_complaint
		warns "column '$heading' holds records of single children"
	done
done

# ---- a map of one's own ----

cat >mine.yaml <<'END'
map: mine
title: Our own list
header: true
trim: true
dates: uk
nouns:
  setting:
    key: [reference]
    fields:
      reference: {column: No, required: true}
      name: {column: [Who, Whose], required: true}
      kind: {value: youth_service}
      joined: {column: Since, blank_when: [never]}
END
printf 'No;Since;Whose\nY1;05/01/2024; Old Mill \nY2;never;Dock\n' >mine.csv
expect 0 ycf import setting mine.csv --map mine.yaml
ends 'added 2, updated 0, unchanged 0, rejected 0, skipped 0'
expect 0 ycf list setting kind=youth_service --format csv --columns reference,name,joined \
	--sort reference
says 'Y1,Old Mill,2024-01-05'
says 'Y2,Dock,'
printf 'No;Since;Whose\nY3;31/02/2024;Pier\n' >wrong.csv
expect 1 ycf import setting wrong.csv --map mine.yaml
warns "row 2: column 'Since': joined '31/02/2024'"
# Without its key a row could be added again and again.
printf 'No;Since;Whose\n;05/01/2024;Pier\n' >nokey.csv
expect 1 ycf import setting nokey.csv --map mine.yaml
warns "row 2: column 'No'"
printf 'Since;Whose\n05/01/2024;Pier\n' >nocolumn.csv
expect 1 ycf import setting nocolumn.csv --map mine.yaml
one_complaint
warns "'No'"

# bad_map PLACE WORDS SED-SCRIPT: mine.yaml, changed so, is refused there
bad_map() {
	sed "$3" mine.yaml >map.yaml
	expect 1 ycf import setting mine.csv --map map.yaml
	one_complaint
	warns "map.yaml:$1: "
	warns "$2"
}
bad_map 2:1 "'titel' is not known here; did you mean 'title'?" 's/^title/titel/'
bad_map 3:9 "'header' has to be true or false" 's/true$/perhaps/'
bad_map 5:8 'dates are uk, iso' 's/uk/american/'
bad_map 7:3 "not 'seting'" 's/  setting/  seting/'
bad_map 8:11 'one of the fields that this map fills' 's/\[reference\]/[urn]/'
bad_map 11:7 "setting has no field 'nmae'" 's/ name:/ nmae:/'
bad_map 12:14 "'valeu' is not known here; did you mean 'value'?" 's/value:/valeu:/'
bad_map 12:21 "kind 'castle' is not one of" 's/youth_service/castle/'
bad_map 7:1 'a tab stands here; indent with spaces' "s/^  setting/$(printf '\t')setting/"
bad_map 1:6 'an anchor (&) is not allowed' 's/^map: /map: \&a /'
bad_map 13:7 "name" 's/joined/name/'
bad_map 13:15 joined 's/{column: Since.*/[]/'
bad_map 13:15 "'name: value'" 's|{column: Since.*|~|'
bad_map 13:43 'more than 32 deep' "s/{column: Since.*/$(printf '%0100d' 0 | tr 0 '[')/"

# ---- stopped in the middle ----

rm -rf before
expect 0 ycf export --all -d before
mkfifo pipe
# rows FROM TO: lines of a file of settings
rows() {
	awk -v from="$1" -v to="$2" 'BEGIN {
		for (i = from; i <= to; i++)
			printf "%s%d,Setting number %d of the large list,other\n", "X", i, i
	}'
}

# start_import: one that has read 6,000 rows and waits for more
start_import() {
	"$YCF" import setting pipe 3>&- >import.out 2>import.err &
	import=$!
	exec 3>pipe
	echo reference,name,kind >&3
	rows 1 6000 >&3
	sleep 0.2
}

# end_import STATUS: it ends so
end_import() {
	ran='an import that was interrupted'
	exec 3>&-
	ended=0
	wait "$import" 2>/dev/null || ended=$?
	cp import.out out
	cp import.err err
	[ "$ended" -eq "$1" ] || wrong "exit status $ended, not $1"
}

start_import
kill -INT "$import"
rows 6001 12000 >&3 2>/dev/null
end_import 130
one_complaint
same_tracker before
expect 0 ycf check

start_import
kill -KILL "$import"
end_import 137
same_tracker before
expect 0 ycf check

# ---- two at once ----

start_import
rows 100001 100100 >other.rows
{ echo reference,name,kind; cat other.rows; } >other.csv
# It must not hold the pipe open itself.
"$YCF" import setting other.csv >other.out 2>other.err 3>&- &
other=$!
expect 0 ycf list setting reference=A1 --format csv
says 'A1,Alpha'
sleep 0.2
end_import 0
ends 'added 6000, updated 0, unchanged 0, rejected 0, skipped 0'
ended=0
wait "$other" || ended=$?
cp other.out out
cp other.err err
ran='a second import at the same time'
if [ "$ended" -eq 3 ]; then
	one_complaint
	warns 'another program'
	expect 0 ycf import setting other.csv
elif [ "$ended" -ne 0 ]; then
	wrong "exit status $ended, neither 0 nor 3"
fi
ends 'added 100, updated 0, unchanged 0, rejected 0, skipped 0'
expect 0 ycf list setting reference~X --format csv
holds 'all rows of both are there' test "$(wc -l <out)" -eq 6101
expect 0 ycf check

# Several that begin together: each waits, or says that the tracker is in use.
for part in 1 2 3 4; do
	{ echo reference,name,kind; rows "${part}000001" "${part}002000"; } | sed 's/^X/P/' >"part$part.csv"
	"$YCF" import setting "part$part.csv" >"part$part.out" 2>&1 &
	eval "job$part=$!"
done
taken=0
for part in 1 2 3 4; do
	ended=0
	eval "wait \$job$part" || ended=$?
	cp "part$part.out" out
	ran="import $part of four at once"
	case $ended in
	0) taken=$((taken + 1)) ;;
	3) holds 'it says that the tracker is in use' grep -q '^ycf: ' out ;;
	*) wrong "exit status $ended, neither 0 nor 3" ;;
	esac
done
expect 0 ycf list setting reference~P --format csv
holds 'what was taken is there, and nothing else' test "$(wc -l <out)" -eq $((taken * 2000 + 1))
expect 0 ycf check
finish
