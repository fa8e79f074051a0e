#!/bin/sh
# Documents from the program: of one setting and of many, what is refused, and
# that files are whole or not there.
# shellcheck disable=SC2016 # messages quote commands in backquotes
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
tracker t.ycf
cat >list.csv <<'END'
reference,name,kind
A1,Alpha School,primary
B2,Beta & Sons Practice,gp_practice
C3,Château Żółw,youth_service
D4,Delta Club,youth_service
E5,ALPHA school,secondary
END
expect 0 ycf import setting list.csv
for reference in A1 B2 C3 D4; do
	expect 0 ycf join "$reference" --on 2024-01-05
done
for reference in A1 B2 C3; do
	expect 0 ycf award "$reference" --on 2024-05-20 --recorded-from 'the paper list'
done
expect 0 ycf appoint A1 'Ann Sample' --email ann@school.example --on 2024-01-12
expect 0 ycf agree-plan A1 --with 'Ann Sample' --on 2024-02-02
expect 0 ycf add action setting=A1 standard=2 what='Train all staff' due=2024-05-01
code=$("$YCF" list award setting=A1 --columns code --format csv | tr -d '\r' | tail -n 1)

# with PROGRAM: whether it is there; otherwise says what is left out
with() {
	command -v "$1" >/dev/null || {
		echo "$1 is missing: what it would check is not checked"
		return 1
	}
}

# sound FILE: it is what its name says, and whole
sound() {
	case $1 in
	*.pdf)
		holds "$1 is a PDF" test "$(head -c 5 "$1")" = %PDF-
		holds "$1 is whole" test "$(tail -n 1 "$1")" = %%EOF
		! with qpdf || holds "qpdf finds $1 sound" qpdf --check "$1" >/dev/null
		;;
	*.svg) ! with xmllint || holds "$1 is XML" xmllint --noout --nonet "$1" ;;
	*.html) holds "$1 is whole" test "$(tail -n 1 "$1")" = '</html>' ;;
	esac
}

# reads FILE TEXT...: its words, in one line
reads() {
	file=$1
	shift
	case $file in
	*.pdf) with pdftotext || return 0; pdftotext -layout "$file" words ;;
	*) cp "$file" words ;;
	esac
	tr -s ' \n\f' '   ' <words >line
	for text; do
		holds "$file says: $text" grep -qF -e "$text" line
	done
}

# ---- one of each ----

ending() {
	case $1 in badge) echo svg ;; footer) echo html ;; *) echo pdf ;; esac
}
for kind in certificate poster sign plan summary badge footer; do
	file=$kind.$(ending "$kind")
	expect 0 ycf "$kind" A1 -o "$file" --as-of 2024-06-01
	silent
	ends "the $kind is in $file"
	holds "only the user reads $file" test "$(stat -c %a "$file")" = 600
	sound "$file"
	"$YCF" "$kind" A1 --as-of 2024-06-01 >piped || wrong "no $kind into a pipe"
	holds "the same $kind into a pipe" cmp -s "$file" piped
done
reads certificate.pdf 'Alpha School' "$code" '20 May 2024' 'the paper list'
reads plan.pdf 'Train all staff' '1 May 2024' 'Ann Sample'
reads summary.pdf 'Staff training' '1 June 2024'
reads footer.html 'Alpha School' "$code"
reads badge.svg '<title' 'Alpha School'
if with pdfinfo; then
	for kind in certificate poster sign plan summary; do
		pdfinfo "$kind.pdf" >facts 2>&1
		for word in Author Creator Subject Keywords CreationDate ModDate; do
			! grep -q "^$word:" facts || wrong "$kind.pdf tells $word"
		done
		holds "$kind.pdf has a title" grep -q '^Title: *[^ ]' facts
		holds "$kind.pdf can be read aloud" grep -q '^Tagged: *yes' facts
	done
	expect 0 ycf poster A1 --paper A3 -o a3.pdf
	holds 'the poster is A3' sh -c 'pdfinfo a3.pdf | grep -q "^Page size:.*A3"'
fi

# ---- a setting that is renamed ----

expect 0 ycf edit setting A1 name='Omega Academy'
expect 0 ycf footer A1 -o then.html
reads then.html 'Alpha School'
expect 0 ycf footer A1 --reprint-as-now -o now.html
reads now.html 'Omega Academy'
expect 0 ycf certificate A1 --reprint-as-now -o now.pdf
reads now.pdf 'Omega Academy'
expect 0 ycf edit setting A1 name='Alpha School'

# ---- many ----

expect 0 ycf certificate --all --as-of 2024-06-01 -d all
silent
ends '3 certificates are in all; 1 setting holds no award'
holds 'the names are readable' test "$(cd all && echo *)" = \
	'A1-Alpha-School-certificate.pdf B2-Beta-Sons-Practice-certificate.pdf C3-Château-Żółw-certificate.pdf'
holds 'nothing else is left' test "$(find all -name '.*' -type f | wc -l)" -eq 0
for file in all/*; do
	sound "$file"
done
expect 0 ycf certificate A1 --as-of 2024-06-01 -o one.pdf
holds 'by itself it is the same' cmp -s one.pdf all/A1-Alpha-School-certificate.pdf
expect 0 ycf badge --all name~beta --as-of 2024-06-01 -d all
ends '1 badge is in all'
expect 0 ycf plan --all --as-of 2024-06-01 -d plans
ends '1 plan is in plans; 3 settings have no plan open'
expect 0 ycf summary --all --as-of 2024-06-01 -d summaries
ends '4 summaries are in summaries'
expect 0 ycf summary --all stage=known -d none
ends '0 summaries are in none; 1 setting has not joined'
expect 0 ycf sign --all --as-of 2024-06-01 --combined signs.pdf --sort -name
ends '3 signs are in signs.pdf; 1 setting holds no award'
sound signs.pdf
if with pdftotext; then
	pdftotext signs.pdf - | tr '\f' '\n' | grep -nE 'Alpha|Beta|Château' | cut -d: -f2 |
		sed 's/[ &].*//' | uniq | tr '\n' ' ' >order
	holds 'they stand in order' test "$(cat order)" = 'Château Beta Alpha '
fi
expect 0 ycf add setting name='alpha school' kind=other reference=a1
expect 0 ycf join a1 --on 2024-01-05
expect 0 ycf summary --all name~alpha --as-of 2024-06-01 -d alike
ends '2 summaries are in alike'
holds 'names differ whatever the case' test "$(find alike -type f | sed 's/.*/\L&/' | sort -u | wc -l)" -eq 2

# One that cannot be drawn: U+E000 is in no font.
expect 0 ycf add setting name="$(printf 'Odd \356\200\200')" kind=other reference=O1
expect 0 ycf join O1 --on 2024-01-05
expect 0 ycf award O1 --on 2024-05-20 --recorded-from 'the paper list'
expect 1 ycf sign --all --as-of 2024-06-01 -d some
ends '3 signs are in some; 2 settings hold no award'
warns '(O1): '
warns 'ycf: 1 could not be drawn'
holds 'the others are written' test "$(find some -type f | wc -l)" -eq 3
expect 1 ycf sign --all --as-of 2024-06-01 --combined some.pdf
[ ! -s out ] || wrong 'stdout is not empty'
warns 'so nothing was written'
holds 'nothing is written' test ! -e some.pdf
expect 0 ycf remove award O1
expect 0 ycf depart O1 --on 2024-05-30

# ---- what is refused ----

refused 2 'certificate takes one setting (a name with spaces goes in quotes), or --all; see `ycf help certificate`' \
	ycf certificate
refused 2 'plan takes one setting (a name with spaces goes in quotes), or --all; see `ycf help plan`' \
	ycf plan Alpha School
refused 2 '--folder goes with --all; see `ycf help sign`' ycf sign A1 -d x
refused 2 '--combined goes with --all; see `ycf help sign`' ycf sign A1 --combined x.pdf
refused 2 '--sort goes with --all; see `ycf help sign`' ycf sign A1 --sort name
refused 2 'poster --all needs a folder; write: ycf poster --all -d FOLDER' ycf poster --all
refused 2 'give -d FOLDER or --combined FILE, not both' ycf poster --all -d x --combined x.pdf
refused 2 '-o goes with one setting; with --all, name a folder: ycf poster --all -d FOLDER' \
	ycf poster --all -o x.pdf
refused 2 'badge has no option --combined; see `ycf help badge`' ycf badge --all --combined x
refused 2 'plan has no option --reprint-as-now; see `ycf help plan`' ycf plan A1 --reprint-as-now
refused 1 "setting 'D4' has no award; \`ycf ready\` says what is missing" ycf poster D4 -o x.pdf
refused 1 "there is no award 'Z9', nor a setting of that key" ycf sign Z9 -o x.pdf
refused 1 "there is no setting 'Z9'; look for it with \`ycf list setting name~TEXT\`" \
	ycf plan Z9 -o x.pdf
refused 1 'Delta Club has no action plan open on 2024-06-01; agree one with `ycf agree-plan`' \
	ycf plan D4 --as-of 2024-06-01 -o x.pdf
refused 1 'ALPHA school had not joined on 2024-06-01; record that first with `ycf join`' \
	ycf summary E5 --as-of 2024-06-01 -o x.pdf
refused 1 'Alpha School had no award on 2024-05-19' ycf sign A1 --as-of 2024-05-19 -o x.pdf
refused 1 'there is no sign to draw: no setting that meets these terms has one' \
	ycf sign --all name=Nobody --combined x.pdf
refused 1 '"B4" is no paper size; write A3, A4 or A5' ycf sign A1 --paper B4 -o x.pdf
expect 2 ycf sign --all nmae=x -d x
one_complaint
warns "did you mean 'name"
expect 1 ycf sign A1 --as-of 2024-02-31 -o x.pdf
one_complaint
expect 1 ycf sign A1 --layout certificate -o x.pdf
one_complaint
warns 'certificate.yaml:'
expect 3 ycf sign A1 --layout none.yaml -o x.pdf
one_complaint
holds 'nothing of these is left' test ! -e x.pdf -a ! -e x
expect 0 ycf withdraw B2 --on 2024-07-01
expect 1 ycf certificate B2 -o x.pdf
one_complaint
warns 'Beta & Sons Practice no longer holds award '
expect 0 ycf certificate B2 --as-of 2024-06-30 -o x.pdf

# ---- a name of 205 characters ----

name='The Very Reverend Archdeacon Bartholomew Featherstonehaugh Memorial Church of England Voluntary'
name="$name Controlled Infant and Junior School and Nursery with Specially Resourced Provision,"
name="$name Sampleton-under-the-Water"
expect 0 ycf add setting reference=N name="$name" kind=primary
expect 0 ycf join N --on 2024-01-05
expect 0 ycf award N --on 2024-05-20 --recorded-from 'the paper list' --decided-by "Ann Sample, in \
the chair, Robin Example, Terry Figment and Max Sample of the panel of young carers, with two members \
of the partnership, a youth worker and a person from the council"
expect 0 ycf agree-plan N --with 'Ann Sample' --on 2024-02-02
for layout in certificate certificate-portrait certificate-cymraeg poster sign summary plan; do
	expect 0 ycf "${layout%%-*}" N --layout "$layout" --as-of 2024-06-30 -o "$layout-n.pdf"
	sound "$layout-n.pdf"
	reads "$layout-n.pdf" Featherstonehaugh Sampleton-under-the-Water
done

# ---- everything as long as it may be ----

# long COUNT: so many characters of a name; the last is no space
long() {
	while [ "${#name}" -lt "$1" ]; do
		name="$name, $name"
	done
	printf '%s' "$name" | cut -c "1-$(($1 - 1))" | tr -d '\n'
	printf x
}
capitals() {
	long "$1" | tr '[:lower:]' '[:upper:]'
}
for as in long capitals; do
	expect 0 ycf add practitioner name="$($as 200)" email="$as@service.example" \
		telephone='0113 496 0100 extension 9012, in the mornings, or 0113 496 0'
	expect 0 ycf add setting reference="$as" name="$($as 300)" kind=primary \
		practitioner="$as@service.example"
	expect 0 ycf join "$as" --on 2024-01-05
	expect 0 ycf award "$as" --on 2024-05-20 --recorded-from "$($as 500)" --decided-by "$($as 200)"
	expect 0 ycf appoint "$as" "$($as 200)" --job-title "$($as 200)" --on 2024-01-12 \
		--telephone '0113 496 0001 extension 1234, in the mornings, or 0113 496 0' \
		--email "$(long 180 | tr -c '[:alnum:]' .)@$(long 60 | tr -c '[:alnum:]' -).example"
	expect 0 ycf appoint "$as" "$($as 200)" --role deputy --on 2024-01-12
	expect 0 ycf agree-plan "$as" --with "$($as 200)" --on 2024-02-02
	expect 0 ycf add action setting="$as" standard=2 what="$($as 500)" owner="$($as 200)" due=2024-05-01
	for layout in certificate certificate-portrait certificate-cymraeg poster sign summary plan; do
		expect 0 ycf "${layout%%-*}" "$as" --layout "$layout" --as-of 2024-06-30 -o "$as.pdf"
		sound "$as.pdf"
		! with pdftotext || holds "a name of 300 characters is on the $layout, whole" test \
			"$(pdftotext -raw "$as.pdf" - | tr -d ' \n\f' | grep -cF "$($as 300 | tr -d ' ')")" -eq 1
	done
	expect 0 ycf summary "$as" --as-of 2024-06-30 -o "$as.pdf"
	! with pdfinfo || holds 'a summary has two pages at most' test \
		"$(pdfinfo "$as.pdf" | sed -n 's/^Pages: *//p')" -le 2
done

# ---- a summary of much ----

expect 0 ycf add setting reference=M name='Much School' kind=primary
expect 0 ycf join M --on 2024-01-05
expect 0 ycf appoint M 'Ann Sample' --on 2024-01-12 --email ann.sample@much-school.example
expect 0 ycf agree-plan M --with 'Ann Sample' --on 2024-02-02
expect 0 ycf assess M --source self --on 2024-03-01 1=met 2=met 3=met:'The library, each day at lunch' \
	4=partly:'Two assemblies a year' 5=met 6=met:'A flag in the system' 7=partly:'On the website'
expect 0 ycf assess M --source practitioner --on 2024-03-11 1=met 2=partly:'Midday staff were not there' \
	3=partly:'Not on Fridays' 4=partly 5=met 6=partly:'Not on the safeguarding system' 7=met
for standard in 1 2 3 4 5 6 7; do
	for number in 1 2 3; do
		expect 0 ycf add evidence setting=M standard=$standard title="Photograph $number of what shows it" \
			dated=2024-0$number-05 kept_at="https://much.example/documents/young-carers/$standard-$number"
	done
	for number in 1 2; do
		expect 0 ycf add action setting=M standard=$standard owner='Ann Sample' due=2024-07-0$standard \
			what="Hold the core training again for those who joined since Easter, drivers and midday staff \
among them ($number)"
	done
done
expect 0 ycf summary M --as-of 2024-06-30 -o much.pdf
sound much.pdf
reads much.pdf 'Not on Fridays' 'more in the tracker' 'Every standard is met' 'Photograph 3 of what'
! with pdfinfo || holds 'a summary of much has two pages' test \
	"$(pdfinfo much.pdf | sed -n 's/^Pages: *//p')" -eq 2

# ---- layouts ----

cp "$YCF_TEMPLATES/layouts/sign.yaml" ours.yaml
expect 0 ycf layout check ours.yaml
ends 'ours.yaml is a sound layout of a sign'
sed 's/\[Gentium Plus, .*\]/[No Such Font]/' ours.yaml >fontless.yaml
expect 1 ycf layout check fontless.yaml
one_complaint
warns "fontless.yaml:$(sed -n '/No Such Font/{=;q;}' fontless.yaml):15: no family of the font \"display\""
expect 0 ycf layout preview ours.yaml -o preview.pdf
ends 'a preview of ours.yaml is in preview.pdf'
sound preview.pdf
refused 1 'ours.yaml is the layout itself; name another file to write to' \
	ycf layout preview ours.yaml -o ours.yaml
refused 1 'ours.yaml is the layout itself; name another file to write to' \
	ycf sign A1 --layout ours.yaml -o ours.yaml
expect 0 ycf layout check ours.yaml
if with pdfinfo; then
	holds 'a preview has the four samples' test \
		"$(pdfinfo preview.pdf | sed -n 's/^Pages: *//p')" -eq 4
fi
sed 's/{setting.name}/{setting.nmae}/' ours.yaml >wrong.yaml
expect 1 ycf layout check wrong.yaml
one_complaint
warns 'wrong.yaml:'
warns 'did you mean "setting.name"'
sed 's/families: .*/families: [No Such Family]/' ours.yaml >strange.yaml
expect 1 ycf layout check strange.yaml
warns '(No Such Family) is installed'
expect 0 ycf layout preview strange.yaml -o strange.pdf
expect 0 ycf layout values plan
silent
says 'setting.name'
says 'action.what'
for line in 'check' 'polish ours.yaml' 'check ours.yaml -o x' 'values letter'; do
	# shellcheck disable=SC2086
	expect 2 ycf layout $line
	one_complaint
done
refused 2 "there is no document 'signs'; did you mean 'sign'?" ycf layout values signs

# ---- files ----

# A link at the place of a document is replaced, not followed.
echo precious >precious
ln -s ../precious all/C3-Château-Żółw-certificate.pdf.link
mv all/C3-Château-Żółw-certificate.pdf.link all/C3-Château-Żółw-certificate.pdf
ln -s precious link.pdf
expect 0 ycf certificate --all --as-of 2024-06-01 -d all
expect 0 ycf certificate A1 -o link.pdf
holds 'what a link points to is left alone' test "$(cat precious)" = precious
holds 'the link is replaced' test ! -L link.pdf -a ! -L all/C3-Château-Żółw-certificate.pdf
expect 1 ycf certificate A1 -o t.ycf
one_complaint
expect 3 ycf certificate --all -d precious
one_complaint
expect 3 ycf certificate --all -d none/deep/folder
one_complaint
expect 3 ycf certificate --all --combined none/deep/all.pdf
one_complaint
if [ "$(id -u)" -ne 0 ]; then
	mkdir -m 500 closed
	expect 3 ycf certificate --all --as-of 2024-06-01 -d closed
	one_complaint
	expect 3 ycf certificate A1 -o closed/x.pdf
	one_complaint
else
	echo 'run by root, whom no folder is closed to: closed folders are not checked'
fi

# A disk that is full: what is there is whole.
mkdir small
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=40k none small 2>/dev/null; then
	run ycf certificate --all --as-of 2024-06-01 -d small
	[ "$status" -eq 3 ] || wrong "a full disk gives $status"
	warns 'full'
	for file in small/*.pdf; do
		[ ! -e "$file" ] || sound "$file"
	done
	holds 'nothing half-written is left' test "$(find small -name '.*.tmp' | wc -l)" -eq 0
	umount small
else
	echo 'no small disk could be made: a full one is not checked'
fi

# ---- Ctrl-C ----

# A pipe from which nobody reads is waited for, but not against one's will.
mkfifo unread.pdf
status=0
timeout -k 20 1 "$YCF" certificate A1 -o unread.pdf >out 2>err || status=$?
ran='certificate -o unread.pdf, stopped'
[ $status -eq 124 ] || wrong "stopping gives $status"
one_complaint
warns 'stopped; nobody read from unread.pdf'

awk 'BEGIN { print "reference,name,kind"; while (i++ < 400) printf "R%d,Rho %d,other\n", i, i }' \
	>many.csv
expect 0 ycf import setting many.csv
awk 'BEGIN { print "reference,joined"; while (i++ < 400) printf "R%d,2024-01-05\n", i }' >joined.csv
expect 0 ycf import setting joined.csv
# What ends it is told, also where something before could not be drawn.
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=600k none small 2>/dev/null; then
	run ycf summary --all --sort name -d small
	[ "$status" -eq 3 ] || wrong "a full disk gives $status"
	warns 'U+E000'
	warns 'full'
	umount small
fi
"$YCF" summary --all -d stopped >out 2>err &
child=$!
while [ -z "$(find stopped -name '*.pdf' 2>/dev/null | head -n 1)" ] && kill -0 $child 2>/dev/null; do
	:
done
kill -TERM $child 2>/dev/null
status=0
wait $child || status=$?
ran='summary --all, stopped'
case $status in
130)
	[ ! -s out ] || wrong "stdout is not empty"
	warns 'stopped; the files written till then ('
	;;
0) echo 'it was done before it could be stopped' ;;
*) wrong "stopping gives $status" ;;
esac
holds 'nothing half-written is left' test "$(find stopped -name '.*.tmp' | wc -l)" -eq 0
for file in stopped/*; do
	[ "$(tail -n 1 "$file")" = %%EOF ] || wrong "$file is not whole"
done
finish
