#!/bin/sh
# The mail merge of examples/mail_merge.py: who is written to, and where; names and words
# that are not as they should be.
# shellcheck source-path=SCRIPTDIR
. "$YCF_SRCDIR/tests/examples/sample.sh"
needs_python
sample
ycf add setting reference=evil 'name==HYPERLINK("https://x.example"), "Ltd"' kind=other \
	joined=2024-01-08 'practitioner=Robin Example' >/dev/null
ycf appoint evil 'Mal Sample' --on 2024-01-08 >/dev/null
ycf award evil --on 2024-02-01 --recorded-from minutes >/dev/null
ycf edit setting 900035 email=office@storybridge.example >/dev/null

expect 1 python mail_merge.py sample.ycf --within 30 --by 'Robin Example' -o list.csv \
	--letters letters
silent
says 'no lead in post at Story Bridge Academy: it goes to office@storybridge.example'
says 'NO E-MAIL for Mal Sample, =HYPERLINK("https://x.example"), "Ltd": review due by 1 August 2024'
ycf due kind=review practitioner='Robin Example' --within 30 --format csv --columns name >due.csv
count=$(($(wc -l <due.csv) - 1))
[ "$count" -gt 3 ] || wrong 'there is hardly anything due'
says "$count reviews, "

[ "$(head -c 3 list.csv | od -An -tx1 | tr -d ' \n')" = efbbbf ] || wrong 'Excel takes it for ANSI'
tr -d '\r\357\273\277' <list.csv >got
[ "$(wc -l <got)" -eq $((count + 1)) ] || wrong 'not a row for each that is due'
head -n 1 got | grep -q '^to,name,first_name,' || wrong 'it has other headings'
grep -q '^office@storybridge.example,colleagues,colleagues,,Story Bridge Academy,.*,10 January 2026,yes,at_risk,' \
	got || wrong 'the vacant post goes elsewhere'
grep -q '^kim@fancythat.example,Kim Dummyfield,Kim,Head of year,Fancy That High School,' got ||
	wrong 'a lead is missing'
grep -qF "\"'=HYPERLINK(\"\"https" got || wrong 'Excel would run a name'
[ "$(stat -c %a list.csv)" = 600 ] || wrong 'others can read the list'

# An e-mail for each who has an address.
[ "$(find letters -name '*.eml' | wc -l)" -eq $((count - 1)) ] || wrong 'not an e-mail for each address'
letter=$(grep -l kim@fancythat.example letters/*.eml)
"$PYTHON" -c 'import email, email.policy, sys
letter = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
print(letter["To"], letter["Subject"], letter["X-Unsent"], sep="\n")
print(letter.get_content())' "$letter" >read
for words in kim@fancythat.example 'Review of your action plan, due by 27 August 2025' 'Dear Kim Dummyfield,' \
	"'We are young carer friendly Leeds'"; do
	grep -qF "$words" read || wrong "the e-mail does not say: $words"
done

# The same again is the same.
cp -r letters before
cp list.csv before.csv
expect 1 python mail_merge.py sample.ycf --within 30 --by 'Robin Example' -o list.csv \
	--letters letters
diff -r letters before >/dev/null && cmp -s list.csv before.csv || wrong 'the second run differs'

# A practitioner with nothing due; words of one's own; what cannot be.
expect 2 python mail_merge.py sample.ycf --by Nobody -o none.csv
warns "there is no practitioner 'Nobody'"
ycf add practitioner name='Sam Second' >/dev/null
expect 0 python mail_merge.py sample.ycf --by 'Sam Second' -o none.csv
says '0 reviews'
[ "$(wc -l <none.csv)" -eq 1 ] || wrong 'it is not headings alone'
echo 'Hello {first_name}, {setting}' >ours.txt
expect 1 python mail_merge.py sample.ycf --letters ours --template ours.txt
grep -q '^Hello Kim, Fancy That High School' ours/*fancy*.eml ours/*Fancy*.eml 2>/dev/null ||
	wrong 'the words are not ours'
for words in '{salary}' '{' '{0}' '{name.__class__.x}'; do
	echo "$words" >bad.txt
	expect 2 python mail_merge.py sample.ycf --letters bad --template bad.txt
	warns 'bad.txt asks for what there is not'
	[ ! -e bad ] || wrong 'letters were written'
done
expect 2 python mail_merge.py sample.ycf
expect 2 python mail_merge.py none.ycf -o list.csv
expect 2 python mail_merge.py sample.ycf -o no/such/folder.csv
[ -z "$(find . -name '.mail_merge-*')" ] || wrong 'something was left behind'
finish
