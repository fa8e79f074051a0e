#!/bin/sh
# The nightly sync of examples/crm_sync.py: what it takes in and writes back, a second run,
# what it leaves to people, and exports and files that are not as they should be.
# shellcheck source-path=SCRIPTDIR
. "$YCF_SRCDIR/tests/examples/sample.sh"
needs_python
sample

# sync STATUS [EXPORT] [OPTION...]
sync() {
	wanted=$1 export=${2-$examples/civicrm-contacts.csv}
	[ "$#" -lt 2 ] && shift || shift 2
	expect "$wanted" python crm_sync.py sample.ycf --crm civicrm --export "$export" \
		--write-back back.csv --state sync.json "$@"
}

# changes: how many transactions there were
changes() {
	ycf list change --format csv | wc -l
}

# ---- trying it changes nothing ----

before=$(changes)
sync 1 "$examples/civicrm-contacts.csv" --dry-run
says 'dry run: nothing was changed'
says 'appointed lead of Story Bridge Academy from 2026-11-02: Nell Newcome'
[ "$(changes)" = "$before" ] || wrong 'a dry run changed something'
[ ! -e back.csv ] && [ ! -e sync.json ] || wrong 'a dry run wrote files'

# ---- the first night ----

sync 1
silent
says 'linked    setting Sample Hill Primary School: it is civicrm:101'
says 'edited    setting Sample Hill Primary School: telephone 0113 496 0031 -> 0113 496 0131'
says 'edited    lead Alex Testwell: job_title, email, telephone'
says_not alex.testwell@
says "LOOK      line 5: civicrm:190 'Nowhere-on-the-Map School' is no setting of the tracker"
says 'done: 3 edited, 5 linked, 1 appointed, 2 unchanged, 2 to look at'
says 'wrote     3 settings to back.csv'
expect 0 ycf list setting name~Nowhere-on --format csv
says_not Map
expect 0 ycf show lead civicrm:2001
says alex.testwell@samplehill.example
expect 0 ycf list standing name='Story Bridge Academy' --columns lead --format csv
says 'Nell Newcome'
tr -d '\r' <back.csv >got
grep -qx 'Contact ID,Young carer friendly stage,Award code,Awarded,Next review,Young carers lead' got ||
	wrong 'the file has other columns'
grep -qE '^102,(at_risk|accredited),LDS-[^,]*,2024-11-21,[-0-9]+,Zoë Mockingham$' got ||
	wrong 'the file tells other things of Pretend Park'
[ "$(stat -c %a back.csv)" = 600 ] || wrong 'others can read the file'

# ---- the same again: nothing, and it says so ----

before=$(changes)
cp back.csv first.csv
sync 1
says '0 edited, 0 linked, 0 appointed, 6 unchanged, 2 to look at'
[ "$(changes)" = "$before" ] || wrong 'the second run changed something'
cmp -s back.csv first.csv || wrong 'a file that was not taken away lost its rows'
rm back.csv
sync 1
says 'nothing to write back'
[ ! -e back.csv ] || wrong 'its own changes are written back'

# ---- what others do in the tracker is written back, once ----

expect 0 ycf vacate 900032 --on 2026-11-01 --why 'left'
expect 0 ycf edit setting dovecote town=Elsewhere
grep -v -e Zoë -e Nobody -e Nowhere "$examples/civicrm-contacts.csv" >tonight.csv
sync 0 tonight.csv
says 'wrote     1 settings to back.csv'
tr -d '\r' <back.csv | grep -qE '^102,at_risk,.*,$' || wrong 'the vacant post is not told of'
rm back.csv
sync 0 tonight.csv
says 'nothing to write back'

# ---- what is for people to say ----

cat >odd.csv <<'END'
Contact ID,Contact Type,Organization Name,First Name,Last Name,Job Title,Current Employer ID,Phone,Email
101,Organization,Sample Hill Primary School,,,,,,
2001,Individual,,Alex,Testwell,,103,,
2002,Individual,,Zoë,Mockingham,,102,,
3001,Individual,,Ivan,Intruder,,101,,
3001,Individual,,Ivan,Intruder,,101,,
3002,Individual,,,,,102,,
2003,Individual,,Nell,Newcome,,103,,not an address
,Individual,,No,Number,,103,,
END
before=$(changes)
sync 1 odd.csv
says 'line 3: Alex Testwell (civicrm:2001) is a lead of Sample Hill Primary School, and has gone to Story'
says 'line 4: Zoë Mockingham (civicrm:2002) has left the post by 2026-11-01'
says 'line 5: Ivan Intruder (civicrm:3001) is not the lead of Sample Hill Primary School: Alex Testwell is'
says 'line 6: 3001 stands there twice'
says 'line 7: civicrm:3002: '
says 'line 9: there is no id'
expect 0 ycf list lead name~Intruder --format csv
says_not Intruder

# ---- exports that failed, and a state that is none ----

before=$(changes)
cut -d, -f1-5 "$examples/civicrm-contacts.csv" >short.csv
head -n 1 "$examples/civicrm-contacts.csv" >empty.csv
: >nothing.csv
for bad in short empty nothing missing; do
	sync 2 $bad.csv
	[ ! -s out ] || wrong "$bad.csv: something was done"
	warns crm_sync:
done
sync 2 short.csv
warns 'has no column First Name, Last Name, Current Employer ID'
sync 2 empty.csv
warns 'is not taken for one that is empty'
echo '{' >sync.json
sync 2
warns 'sync.json is no state'
rm sync.json
[ "$(changes)" = "$before" ] || wrong 'an export that failed changed something'
expect 2 python crm_sync.py none.ycf --crm civicrm --export tonight.csv --write-back b --state s
warns none.ycf
expect 2 python crm_sync.py sample.ycf --crm civicrm --export tonight.csv --state s \
	--write-back "$work/no/such/folder/back.csv"
warns 'nothing was changed'
mkdir taken
expect 3 python crm_sync.py sample.ycf --crm civicrm --export tonight.csv --state s \
	--write-back taken
warns 'nothing was changed'
[ "$(changes)" = "$before" ] || wrong 'something was stored without its file'
[ -z "$(find . -name '.crm_sync-*')" ] || wrong 'something was left behind'

# ---- somebody else is writing ----

"$PYTHON" -c 'import sqlite3, time
other = sqlite3.connect("sample.ycf", isolation_level=None)
other.execute("BEGIN IMMEDIATE")
open("locked", "w").close()
time.sleep(60)' &
other=$!
while [ ! -e locked ]; do sleep 0.1; done
expect 3 python crm_sync.py sample.ycf --crm civicrm --export tonight.csv --write-back b --state s
[ "$(wc -l <err)" -eq 1 ] || wrong 'not one line'
warns 'nothing was changed'
kill $other
wait $other 2>/dev/null || true

# ---- Salesforce: ids in their case, a report's last lines ----

before=$(changes)
expect 1 python crm_sync.py sample.ycf --crm salesforce --export "$examples/salesforce-report.csv" \
	--write-back sf.csv --state sf.json
says 'linked    setting Mirage Street Surgery: it is salesforce:0015g00000XyZAb'
says 'linked    lead Max O’Sample'
says 'done: 2 edited, 4 linked, 0 appointed, 2 unchanged, 2 to look at'
tr -d '\r' <sf.csv | head -n 1 | grep -q '^Id,YCF_Stage__c,' || wrong 'Salesforce has other columns'
[ "$(wc -l <sf.csv)" -eq 3 ] || wrong 'not two settings for Salesforce'
rm sf.csv
expect 1 python crm_sync.py sample.ycf --crm salesforce --export "$examples/salesforce-report.csv" \
	--write-back sf.csv --state sf.json
says 'nothing to write back'
# A report shows the id of fifteen letters; it is the same account.
sed 's/\(00[13]5g[0-9A-Za-z]\{10\}\)[A-Z0-5]\{3\}"/\1"/g' "$examples/salesforce-report.csv" >fifteen.csv
! cmp -s fifteen.csv "$examples/salesforce-report.csv" || wrong 'the ids are as they were'
before=$(changes)
expect 1 python crm_sync.py sample.ycf --crm salesforce --export fifteen.csv \
	--write-back sf.csv --state sf.json
says '0 linked'
[ "$(changes)" = "$before" ] || wrong 'an id of fifteen letters is another'
finish
