#!/bin/sh
# A catalogue of complaints, word for word, so that each change of wording is
# seen. A complaint names what is wrong, where, and how to mend it.
# shellcheck disable=SC2016 # messages quote commands in backquotes
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
tracker t.ycf
cat >list.csv <<'END'
reference,name,kind
A1,Alpha School,primary
B2,Beta Practice,gp_practice
C3,Twin,other
D4,Twin,other
E5,Echo Club,youth_service
END
expect 0 ycf import setting list.csv
expect 0 ycf join A1 --on 2024-01-05
expect 0 ycf join B2 --on 2024-01-05
expect 0 ycf appoint A1 'Ann Sample' --on 2024-01-12
expect 0 ycf agree-plan A1 --with 'Ann Sample' --on 2024-02-02
expect 0 ycf add action setting=A1 standard=2 what=Train due=2024-05-01
kinds='nursery, primary, secondary, all_through, special, alternative, college, university, gp_practice, health_team, hospital, social_care, early_help, youth_service, voluntary or other'

# ---- the command line ----

refused 2 'no command is given; `ycf help` lists them' ycf
refused 2 "there is no command 'awrd'; did you mean 'award'?" ycf awrd
refused 2 'award has no option --decided; did you mean --decided-by?' ycf award A1 --decided x
refused 2 '--nothing is not an option that stands before a command; see `ycf help`' ycf --nothing
refused 2 '--on needs a value: --on DATE' ycf join A1 --on
refused 2 '--closed takes no value' ycf depart A1 --closed=yes
refused 2 'join needs more to go on; write: ycf join SETTING [--on DATE]' ycf join
refused 2 "appoint does not take 'Sample' (a name with spaces goes in quotes); write: ycf appoint SETTING 'FULL NAME' [--on DATE] ..." \
	ycf appoint A1 Ann Sample
refused 2 "there is no noun 'setings'; did you mean 'setting'?" ycf list setings
refused 2 "'Alpha' is not a term; write FIELD=VALUE, FIELD~TEXT or FIELD<VALUE" ycf list setting Alpha
refused 2 "--format 'excel' is not one of table, csv and json" ycf list setting --format excel
refused 2 "'name' sets no field; write FIELD=VALUE" ycf add setting name
refused 2 'show setting needs a key; write: ycf show setting KEY' ycf show setting
refused 2 'export needs a noun, or --all; write: ycf export NOUN -o FILE' ycf export
refused 2 'import needs a noun and a file; write: ycf import setting FILE' ycf import setting
refused 2 'import --all takes one folder; write: ycf import --all FOLDER' ycf import --all
refused 2 'give ratings, --from FILE or --start-from WHO, not two of them' ycf assess A1 --source self 1=met --from x.csv
refused 2 "framework takes check or load, not 'mend'; \`ycf list framework\` lists those loaded" \
	ycf framework mend x
refused 2 'standing is computed; it cannot be written' ycf add standing stage=known

# ---- days ----

refused 1 "--on 'tomorrow' is not a date; write 2026-08-31 or 31/08/2026" ycf join A1 --on tomorrow
refused 1 "--on '01/02/24' has only two digits of the year; write all four, as in 31/08/2026" \
	ycf join A1 --on 01/02/24
expect 1 ycf join A1 --on 31/02/2024
one_complaint
warns "--on '31/02/2024' "
refused 1 "changed_since 'lately' is neither a day nor a time; write 2026-10-01 or 2026-10-01T09:30:00Z" \
	ycf list setting changed_since=lately
refused 1 "within 'soon' is not a number of days" ycf due --within soon

# ---- keys ----

refused 1 "there is no setting 'Gamma'; look for it with \`ycf list setting name~TEXT\`" ycf show Gamma
expect 1 ycf show Twin
one_complaint
for words in "'Twin'" C3 D4; do
	warns "$words"
done
refused 1 "there is no standard '99'; \`ycf list standard\` shows them" \
	ycf add action setting=A1 standard=99 what=x
refused 1 "reference 'A1' belongs to another setting already; edit that one, or give another reference" \
	ycf add setting name=x kind=other reference=A1
expect 1 ycf remove award NONE
one_complaint
warns "award 'NONE'"

# ---- values ----

refused 1 "kind 'school' is not one of $kinds" ycf add setting name=x kind=school
refused 1 "setting: name is required (the setting's name)" ycf add setting kind=other
refused 1 'an external id is of a setting or of a lead; give one of them' \
	ycf add external_id system=civicrm value=3
refused 1 "a framework comes from a framework file; load a newer edition with \`ycf framework load FILE\`" \
	ycf edit framework leeds title=x
expect 1 ycf add setting kind=other "name=$(printf '%0301d' 0)"
one_complaint
warns 'name '
warns 'at most 300'
printf 'x' | tr x '\351' >latin1
expect 1 ycf add setting kind=other "name=$(cat latin1)"
one_complaint
warns 'UTF-8'

# ---- the verbs ----

refused 1 "Echo Club has not joined; there is nothing to leave" ycf depart E5 --on 2024-01-01
refused 1 'Beta Practice has no designated lead on 2024-01-31; name one with `ycf appoint`' \
	ycf confirm B2 --on 2024-01-31
refused 1 "source 'me' is not one of self, practitioner or panel" ycf assess A1 --source me 1=met
refused 1 "level 'fine' is not one of not_met, partly, met" ycf assess A1 --source self 1=fine
refused 1 'an assessment needs at least one rating: CODE=LEVEL' ycf assess A1 --source self
expect 1 ycf assess A1 --source self 9.9=met
one_complaint
warns "'9.9' is neither a criterion nor a standard; the criteria are 1.1, 1.2, "
refused 1 'the plan has no action 9; `ycf show SETTING` lists those that are open' ycf complete A1 9
refused 2 "'x' is not an action's number; \`ycf list action setting=A1\` shows them" ycf complete A1 x
refused 1 "agreed_with is missing; say who agreed for the setting (--with 'NAME')" ycf agree-plan B2
refused 1 'Echo Club had not joined by that day; record that first with `ycf join`' \
	ycf award E5 --on 2024-01-31
refused 1 "setting 'B2' has no award; \`ycf ready\` says what is missing" \
	ycf certificate B2 -o x.pdf
refused 1 'Alpha School holds no award' ycf withdraw A1 --on 2024-06-01
expect 1 ycf remove setting A1
one_complaint
warns "setting 'A1' cannot be removed"
warns '1 lead'
warns '1 plan'

# ---- files ----

refused 3 'none.ycf: there is no such file; `ycf init none.ycf` makes a new tracker' \
	ycf -t none.ycf check
refused 3 'list.csv is not a tracker made by ycf; nothing was touched' ycf -t list.csv check
refused 1 'list.csv is there already and was not touched; choose another name' ycf init list.csv
refused 1 'list.csv is there already and was not touched; choose another name' ycf backup list.csv
refused 3 'reading none.csv failed: there is no such file or folder; check the name' \
	ycf import setting none.csv
refused 3 'making none/new.ycf failed: there is no such file or folder; check the name' \
	ycf init none/new.ycf
refused 2 "'standing' is nothing that can be imported; \`ycf fields\` lists the nouns" \
	ycf import standing list.csv
refused 1 "list.csv: --where names column 'town', which the file does not have" \
	ycf import setting list.csv --where town=x
refused 1 'edition 2024 of framework leeds is loaded already; give a changed one a new edition' \
	ycf framework load leeds
mkdir old
echo x >old/x
expect 1 ycf export --all -d old
one_complaint
warns 'old'
expect 1 ycf import --all old
one_complaint
finish
