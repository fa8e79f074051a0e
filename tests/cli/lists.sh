#!/bin/sh
# Lists: the same rows in every form, every term, widths, and text of any kind
# out as it came in.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
needs "${PYTHON:-python3}"
python=${PYTHON:-python3}
tracker t.ycf

cat >list.csv <<'END'
reference,name,kind,town,joined,opened,notes
A1,Alpha Primary,primary,Leeds,2024-01-05,1970-05-01,"two
lines, ""quoted"""
B2,beta practice,gp_practice,Otley,2024-02-10,,
C3,Gamma,youth_service,,2024-03-15,2001-12-31,tab	inside
D4,École Delta,secondary,LEEDS,,,
E5,Éta,other,Ilkley,,1999-01-01,
END
expect 0 ycf import setting list.csv
expect 0 ycf appoint A1 'Ann Sample' --email ann@example.org --on 2024-01-12
expect 0 ycf agree-plan A1 --with 'Ann Sample' --on 2024-02-02
expect 0 ycf add action setting=A1 standard=2 what='Train all staff' due=2024-05-01

# ---- the same in CSV and JSON ----

cat >same.py <<'END'
import csv, io, json, sys
text = open(sys.argv[1], encoding="utf-8-sig", newline="").read()
rows = list(csv.reader(io.StringIO(text), strict=True))
records = json.load(open(sys.argv[2], encoding="utf-8"))
if not text.endswith("\r\n"):
    sys.exit("the last line of the CSV has no end")
if any(len(row) != len(rows[0]) for row in rows):
    sys.exit("rows of several lengths")
if len(rows) - 1 != len(records):
    sys.exit(f"{len(rows) - 1} rows of CSV, {len(records)} of JSON")
def cell(value):
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value)
    return "'" + text if text.lstrip("'")[:1] in tuple("=+@\t\r-") else text
for row, record in zip(rows[1:], records):
    if list(record) != rows[0]:
        sys.exit(f"columns differ: {rows[0]} {list(record)}")
    for name, have, value in zip(rows[0], row, record.values()):
        # A number below zero is a number, not a formula.
        if have != cell(value) and not (isinstance(value, int) and have == str(value)):
            sys.exit(f"{name}: {have!r} in CSV, {value!r} in JSON")
END
# same COMMAND...: in CSV and JSON, each valid, and equal
same() {
	expect 0 ycf "$@" --format json
	cp out rows.json
	expect 0 ycf "$@" --format csv
	cp out rows.csv
	silent
	"$python" same.py rows.csv rows.json >out 2>&1 || wrong "$(cat out)"
}
expect 0 ycf fields
sed -n 's/^  \([a-z_]*\) .*/\1/p' out >nouns
holds 'there are nouns' test "$(wc -l <nouns)" -gt 20
while read -r noun; do
	case $noun in
	readiness | history) same list "$noun" setting=A1 ;;
	alteration) same list "$noun" since=2020-01-01 ;;
	*) same list "$noun" ;;
	esac
done <nouns
same list standing --as-of 2024-06-01
same due --within 400 --as-of 2024-06-01
same history A1
same list setting name=Nobody
holds 'none is an empty list' test "$(tr -d ' \n' <rows.json)" = '[]'
holds 'none is a row of headings' test "$(wc -l <rows.csv)" -eq 1
expect 0 ycf list setting name=Nobody
warns 'nothing meets these terms'

# To a file it is the same as to a pipe.
for form in table csv json; do
	expect 0 ycf list setting --format $form
	cp out piped
	expect 0 ycf list setting --format $form -o written
	# A spreadsheet wants a byte-order mark to see that a file is UTF-8.
	[ $form != csv ] || printf '\357\273\277' | cat - piped >out
	[ $form = csv ] || cp piped out
	holds "$form to a file is the same" cmp -s out written
done

# ---- order and columns ----

# column COMMAND...: the second column, in one line
column() {
	expect 0 ycf "$@" --format csv --columns name,reference
	cut -d, -f2 out | tr -d '\r' | sed 1d | tr '\n' ' ' | sed 's/ $//' >column
}
# rows_are 'REFERENCES' COMMAND...
rows_are() {
	wanted_rows=$1
	shift
	column "$@"
	[ "$(cat column)" = "$wanted_rows" ] || wrong "rows are '$(cat column)', not '$wanted_rows'"
}
rows_are 'A1 B2 C3 D4 E5' list setting --sort reference
rows_are 'E5 D4 C3 B2 A1' list setting --sort -reference
rows_are 'A1 C3 E5' list setting 'opened!=' --sort reference
rows_are 'A1 E5 C3' list setting 'opened!=' --sort opened
rows_are 'C3 B2 A1' list setting 'joined>2000-01-01' --sort -joined
# Capitals do not come first.
rows_are 'A1 B2 C3' list setting 'joined!=' --sort name
expect 0 ycf list setting --columns town,name --format csv reference=A1
says 'town,name'
says 'Leeds,Alpha Primary'

# ---- terms ----

rows_are 'A1' list setting reference=A1
rows_are 'B2 C3 D4 E5' list setting reference!=A1 --sort reference
rows_are 'A1' list setting 'joined<2024-02-10' --sort reference
rows_are 'A1 B2' list setting 'joined<=2024-02-10' --sort reference
rows_are 'C3' list setting 'joined>2024-02-10' --sort reference
rows_are 'B2 C3' list setting 'joined>=10/02/2024' --sort reference
rows_are 'D4 E5' list setting joined= --sort reference
rows_are 'A1 B2 C3' list setting joined!= --sort reference
rows_are 'A1 B2' list setting kind=primary,gp_practice --sort reference
rows_are 'B2 C3 D4 E5' list setting kind!=primary --sort reference
rows_are 'A1 D4' list setting town~leeds --sort reference
rows_are 'A1' list setting 'name~PRIMARY'
rows_are 'D4' list setting 'name~éCOLE'
rows_are 'D4' list setting "name~$(printf 'e\314\201cole')"
rows_are '' list setting 'name~%'
rows_are '' list setting 'name~_'
rows_are '' list setting 'name~*'
rows_are 'A1' list setting 'notes~"quoted"'
rows_are 'A1' list setting kind=primary town~leeds 'joined<2025-01-01'
rows_are '' list setting kind=primary town=Otley
rows_are '' list setting "name=' or 1=1 --"
rows_are '' list setting 'name~"; drop table setting'
rows_are 'A1 B2 C3 D4 E5' list setting changed_since=2000-01-01 --sort reference
rows_are '' list setting changed_since=2199-01-01
rows_are 'A1 B2 C3 D4 E5' list setting changed_since=2000-01-01T00:00:00Z --sort reference
expect 0 ycf list lead setting=A1 --format csv --columns name
says 'Ann Sample'
expect 0 ycf list lead setting=B2 --format csv --columns name
says_not 'Ann Sample'
expect 0 ycf list lead setting='name:alpha primary' --format csv --columns name
says 'Ann Sample'
refused 1 "kind 'castle' is not one of nursery, primary, secondary, all_through, special, alternative, college, university, gp_practice, health_team, hospital, social_care, early_help, youth_service, voluntary or other" \
	ycf list setting kind=primary,castle

# ---- as things stood ----

# stage_on DAY STAGE
stage_on() {
	expect 0 ycf list standing setting=A1 --as-of "$1" --format csv --columns reference,stage
	[ "$(tr -d '\r' <out | sed -n 2p)" = "A1,$2" ] || wrong "not $2 on $1"
}
stage_on 2024-01-04 known
stage_on 2024-01-05 registered
stage_on 2024-02-01 registered
stage_on 2024-02-02 working_towards
expect 0 ycf due --as-of 2024-05-01 --within 0 --format csv --columns reference,kind,date,days
says 'A1,action,2024-05-01,0'
expect 0 ycf due --as-of 2024-05-02 --within 0 --format csv --columns reference,kind,date,days
says 'A1,action,2024-05-01,-1'
expect 0 ycf due --as-of 2024-04-01 --within 29 --format csv --columns reference,kind,date,days
says_not 'A1,action'
expect 0 ycf due --as-of 2024-04-01 --within 30 --format csv --columns reference,kind,date,days
says 'A1,action,2024-05-01,30'

# ---- tables on a terminal ----

cat >names.csv <<'END'
reference,name,kind,town,notes
W1,日本語学校の名前はとても長いので折り返しが必要です,other,東京,x
W2,Cafe&#769; composed,other,Zürich,x
W3,👩‍👩‍👧‍👦 Family centre 🇬🇧,early_help,Leeds,x
W4,مدرسة العربية,other,القاهرة,x
W5,हिन्दी विद्यालय,other,दिल्ली,x
W6,한국어 학교,other,서울,x
W7,A name that is rather long so that no table of eighty columns holds it whole whatever it does with the rest of the row,other,"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",x
END
printf 'W8,Cafe\314\201 Decompose\314\201,other,Leeds,x\n' >>names.csv
expect 0 ycf import setting names.csv
cat >terminal.py <<'END'
# Runs a command on a terminal of some width and tells the widest line.
import os, pty, re, struct, sys, termios, fcntl, unicodedata
def columns(line):
    wide = 0
    for c in line:
        if unicodedata.category(c) in ("Mn", "Me", "Mc", "Cf"):
            continue
        wide += 2 if unicodedata.east_asian_width(c) in "WF" else 1
    return wide
width = int(sys.argv[1])
pid, terminal = pty.fork()
if pid == 0:
    # The width must be there when the program starts.
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
text = b""
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    text += piece
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
# On a slow machine there is a bar first, and it is wiped away before the first line.
text = re.sub(rb"^(\r[^\r\n]*)+\r\033\[K", b"", text)
lines = text.decode("utf-8").replace("\r\n", "\n").split("\n")
sys.stdout.write("\n".join(lines))
if status != 0:
    sys.exit(f"exit status {status}")
for line in lines:
    if columns(line) > width:
        sys.exit(f"{columns(line)} columns of {width}: {line}")
    if any(ord(c) < 32 or ord(c) == 127 for c in line):
        sys.exit(f"a control character: {line!r}")
END
# on_terminal WIDTH ARGUMENTS...: what is printed there fits
on_terminal() {
	columns=$1
	shift
	ran="ycf $* on a terminal of $columns columns"
	"$python" terminal.py "$columns" "$YCF" "$@" >out 2>err || wrong "$(tail -n 1 err)"
}
# A bare root may have no terminals to give.
narrow='40 60 80 120 200'
wide='80 120'
if ! "$python" -c 'import pty; pty.openpty()' 2>/dev/null; then
	echo 'left out: widths on a terminal, since none is to be had here'
	narrow=
	wide=
fi
for width in $narrow; do
	on_terminal $width list setting
	on_terminal $width list setting --columns name
	on_terminal $width list setting --columns reference,name,kind,town,notes
	on_terminal $width list standing --as-of 2024-06-01
	on_terminal $width list lead
	on_terminal $width due --as-of 2024-06-01
	on_terminal $width help
done
for width in $wide; do
	on_terminal $width show A1 --as-of 2024-06-01
	on_terminal $width show setting W7
	on_terminal $width history A1
	on_terminal $width fields
	on_terminal $width fields setting
	on_terminal $width help list
done
# COLUMNS is for what is no terminal; what goes into a pipe is whole.
COLUMNS=60 expect 0 ycf list setting reference=W7
says 'whatever it does with the rest of the row'

# Columns stand under one another, whatever is in them.
expect 0 ycf list setting --columns name,reference
cat >aligned.py <<'END'
import sys, unicodedata
def columns(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Mc", "Cf")
               else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
at = set()
for line in open("out", encoding="utf-8").read().splitlines()[2:]:
    # Joined signs and flags are drawn in ways that differ between terminals.
    if "\u200d" not in line:
        at.add(columns(line[:line.rstrip().rfind(" ")]))
if len(at) != 1:
    sys.exit(f"the second column begins in several places: {sorted(at)}")
END
"$python" aligned.py 2>err || wrong "$(cat err)"

# ---- nothing steers a terminal or runs in a spreadsheet ----

printf 'reference,name,kind\nT1,"\033[31mred\033[0m \007bell \233 c1",other\n' >control.csv
run ycf import setting control.csv
expect 0 ycf list setting reference=T1
"$python" - <<'END' 2>err || wrong "$(cat err)"
import sys
text = open("out", encoding="utf-8").read()
if any(c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160) for c in text):
    sys.exit(f"a control character in a table: {text!r}")
END
expect 0 ycf add setting kind=other reference=F1 name='=HYPERLINK("http://example.org")'
expect 0 ycf add setting kind=other reference=F2 name='-2+3'
expect 0 ycf add setting kind=other reference=F3 name="'@SUM(1)"
expect 0 ycf add setting kind=other reference=F4 name="'tis fine"
expect 0 ycf list setting reference~F --format csv --columns reference,name
says "F1,\"'=HYPERLINK(\"\"http://example.org\"\")\""
says "F2,'-2+3"
says "F3,''@SUM(1)"
says "F4,'tis fine"

# ---- text of any kind, out as it came in ----

naughty=${YCF_SHARED-}/data/naughty-strings.json
if [ -r "$naughty" ]; then
	cat >naughty.py <<'END'
import csv, json, re, sys
strings = [s for s in json.load(open(sys.argv[1], encoding="utf-8")) if 0 < len(s.strip()) and len(s) <= 200]
if sys.argv[2] == "write":
    with open("naughty.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["reference", "name", "kind", "notes"])
        for i, s in enumerate(strings):
            # As our own files are written: a guard that reading takes off.
            guarded = "'" + s if re.match("'*[=+@\t\r-]", s) else s
            writer.writerow([f"n{i}", f"n{i}", "other", guarded])
    print(len(strings))
else:
    want = {f"n{i}": s for i, s in enumerate(strings)}
    have = {r["reference"]: r["notes"] for r in json.load(open("out", encoding="utf-8"))}
    wrong = [(want[k], have.get(k)) for k in want if want[k] != have.get(k)]
    if wrong:
        sys.exit(f"{len(wrong)} came back otherwise: {wrong[:5]!r}")
END
	count=$("$python" naughty.py "$naughty" write)
	expect 0 ycf import setting naughty.csv
	ends "added $count, updated 0, unchanged 0, rejected 0, skipped 0"
	expect 0 ycf list setting reference~n --format json --columns reference,notes
	"$python" naughty.py "$naughty" check 2>err || wrong "$(cat err)"
	same list setting
	expect 0 ycf list setting
	expect 0 ycf check
else
	echo 'naughty-strings.json is not in the folder of YCF_SHARED: left out'
fi
# As names on the command line, too.
i=0
# shellcheck disable=SC2016
for name in "O'Brien; DROP TABLE setting;--" '%s%n%d' '../../etc/passwd' '$(id)' '`id`' '\\x00' \
	'NULL' 'true' '1e309' '0x7f' 'Ω≈ç√∫˜µ≤≥÷' '田中さんにあげて下さい' '<script>alert(1)</script>'; do
	i=$((i + 1))
	expect 0 ycf add setting kind=other reference=c$i "name=$name"
	expect 0 ycf show setting c$i
	says "$name"
done
finish
