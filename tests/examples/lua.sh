#!/bin/sh
# The look-up and the report of examples/, in Lua: whom they find, what they tell, and what
# they say when there is nothing or something is wrong.
# shellcheck source-path=SCRIPTDIR
. "$YCF_SRCDIR/tests/examples/sample.sh"
needs_lua
sample
ycf edit lead 900031 'telephone=+44 (0)113 496 0777' >/dev/null
ycf add external_id system=civicrm value=Ab1 setting=900031 >/dev/null
ycf add setting reference=evil 'name==1+1, "Ltd"' kind=other joined=2024-01-08 >/dev/null

# ---- the look-up ----

# found STATUS TEXT
found() {
	expect "$1" lua "$examples/lookup.lua" sample.ycf "$2"
}

for text in 900031 urn:900031 civicrm:Ab1 'sample hill primary school' 'Alex Test' '0113 4960777' \
	'0113 496 0031' '+44113 496 0031' '0044 113 496 0031'; do
	found 0 "$text"
	says 'Sample Hill Primary School: '
	says '  Alex Testwell, SENCO (+44 (0)113 496 0777, alex@samplehill.example)'
	[ "$(wc -l <out)" -eq 2 ] || wrong "'$text' finds others, too"
done
found 0 'Story Bridge'
says 'Story Bridge Academy: at risk; next review by 10 January 2026'
says 'NO LEAD IN POST (0113 496 0035)'
found 0 inkwell
says ': known'
found 0 school
[ "$(grep -c '^  ' out)" -eq 10 ] || wrong 'a name that many have does not end at ten'
for text in nobody-at-all '' ' ' civicrm:ab1 '0000 000 0000' "' OR 1=1 --" '%' '~' 'name~' 'évil'; do
	found 1 "$text"
	[ ! -s out ] || wrong "'$text' finds something"
	silent
done
expect 2 lua "$examples/lookup.lua" none.ycf x
warns none.ycf

# As a module of a host, which gets tables.
cat >host.lua <<'END'
local ycf, lookup = require "ycf", require "lookup"
local t = assert(ycf.open("sample.ycf", {read_only = true}))
local list = assert(lookup(t, "01134960035"))
assert(#list == 1 and list[1].setting == "Story Bridge Academy" and list[1].lead == false)
assert(list[1].stage == "at_risk" and list[1].next_review == "2026-01-10")
assert(#lookup(t, 5) == 0 and #lookup(t) == 0)
for _ = 1, 200 do
	assert(#lookup(t, "Kim Dummyfield") == 1)
end
t:close()
print(pcall(lookup, t, "x"))
END
expect 0 lua host.lua
says_not true

# ---- the report ----

expect 0 lua "$examples/report.lua" sample.ycf
silent
says 'Where the settings stand on 2 November 2026'
says 'Robin Example'
says '(no practitioner)'
cp out report.txt
ycf list standing --format csv --columns setting,stage >standings
for stage in registered at_risk accredited; do
	count=$(tr -d '\r' <standings | grep -c ",$stage\$")
	[ "$count" -eq 0 ] || grep -qE "^  $stage +$count\$" report.txt || wrong "not $count are $stage"
done
grep -qE '^  Story Bridge Academy +at_risk +VACANT +0 of 7 +2026-01-10 +[1-9]' report.txt ||
	wrong 'a vacant post is not told of'
grep -q 'École Zoë at Willow Bank  *departed' report.txt || wrong 'columns shift with accents'
expect 0 lua "$examples/report.lua" sample.ycf
cmp -s out report.txt || wrong 'the second report differs'

expect 0 lua "$examples/report.lua" sample.ycf --csv --within 30 --as-of '1 Nov 2026'
[ "$(head -c 3 out | od -An -tx1 | tr -d ' \n')" = efbbbf ] || wrong 'Excel takes it for ANSI'
"$PYTHON" -c 'import csv, sys
rows = list(csv.DictReader(open("out", encoding="utf-8-sig", newline="")))
print(len(rows), rows[0]["practitioner"], sum(int(row["overdue"]) for row in rows))
evil, = [row for row in rows if "Ltd" in row["setting"]]
print(evil["setting"])' >read
count=$(($(wc -l <standings) - 1))
overdue=$(ycf due --within 30 --as-of 2026-11-01 --format csv --columns days | grep -c '^-')
grep -q "^$count .* $overdue\$" read || wrong "not $count settings with $overdue things overdue"
grep -qxF "'=1+1, \"Ltd\"" read || wrong 'Excel would run a name'

for words in '' 'sample.ycf --within' 'sample.ycf --within soon' 'sample.ycf --as-of never' \
	'sample.ycf --odd' 'none.ycf' 'sample.ycf other.ycf'; do
	# shellcheck disable=SC2086
	expect 2 lua "$examples/report.lua" $words
	[ "$(wc -l <err)" -eq 1 ] || wrong 'not one line'
	[ ! -s out ] || wrong 'it says something all the same'
done
finish
