#!/bin/sh
# What the machine does not allow: full disks, closed pipes, folders and files
# that may not be written or read. Nothing is left half-written, nothing is lost.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"
tracker t.ycf
{
	echo reference,name,kind,town
	awk 'BEGIN { for (i = 1; i <= 3000; i++)
		printf "R%d,Setting number %d,other,Town number %d\n", i, i, i }'
} >list.csv
expect 0 ycf import setting list.csv
expect 0 ycf join R1 --on 2024-01-05
expect 0 ycf export --all -d before

# ---- a device that is full, a reader that goes ----

for line in 'list setting' 'list setting --format csv' 'list setting --format json' \
	'export setting' help --version 'help list' fields 'fields setting' 'show R1' \
	'show setting R1' 'history R1' 'history R1 --format csv' 'ready R1' check 'due' \
	'import setting list.csv'; do
	ran="ycf $line >/dev/full"
	status=0
	# shellcheck disable=SC2086
	ycf $line >/dev/full 2>err || status=$?
	: >out
	[ "$status" -eq 3 ] || wrong "exit status $status, not 3"
	[ "$(grep -c '^ycf: ' err)" -eq 1 ] || wrong 'stderr is not one line of ours'
done
same_tracker before

for form in table csv json; do
	ran="ycf list setting --format $form, its reader gone"
	{
		status=0
		ycf list setting --format $form 2>err || status=$?
		echo "$status" >status
	} | head -n 1 >out
	[ "$(cat status)" -eq 3 ] || wrong "exit status $(cat status), not 3"
	[ "$(wc -l <err)" -le 1 ] || wrong 'more than one line on stderr'
done
for line in 'list setting' check 'show R1'; do
	ran="ycf $line with stdout closed"
	status=0
	# shellcheck disable=SC2086
	ycf $line >&- 2>err || status=$?
	[ "$status" -eq 3 ] || wrong "exit status $status, not 3"
done
# A closed descriptor never becomes the tracker's own.
for closed in '0<&-' '1>&-' '2>&-' '0<&- 1>&- 2>&-'; do
	ran="ycf complaining, with $closed"
	eval "ycf list castle $closed" >/dev/null 2>&1
	eval "ycf list setting --format csv $closed" >/dev/null 2>&1
done
expect 0 ycf check

# ---- files that grow no further ----

# limited STATUS COMMAND...: with files of at most 50 KiB
limited() {
	wanted=$1
	shift
	ran="$* (with ulimit -f)"
	status=0
	(
		ulimit -f 100
		"$@"
	) >limited.out 2>err </dev/null || status=$?
	[ "$status" -eq "$wanted" ] || wrong "exit status $status, not $wanted"
}
limited 3 "$YCF" list setting --format csv -o limited.csv
holds 'no part of a file is left' test ! -e limited.csv
limited 3 "$YCF" export --all -d limited
holds 'no part of a folder is left' test ! -e limited
limited 3 "$YCF" backup limited.ycf
holds 'no part of a copy is left' test ! -e limited.ycf
limited 3 "$YCF" init limited.ycf
holds 'no part of a tracker is left' test ! -e limited.ycf
echo old >kept.csv
limited 3 "$YCF" export setting -o kept.csv
holds 'what was there stays' test "$(cat kept.csv)" = old
sed 's/^R/S/' list.csv >more.csv
limited 3 "$YCF" import setting more.csv
same_tracker before
expect 0 ycf check

# ---- a disk that is full ----

mkdir disk
# with_disk SIZE: a disk of that size at disk/, if we may
with_disk() {
	umount disk 2>/dev/null
	mount -t tmpfs -o "size=$1" tmpfs disk 2>/dev/null
}
trap 'cd / && umount "$work/disk" 2>/dev/null; chmod -R u+rwx "$work" && rm -rf "$work"' EXIT
if with_disk 100k; then
	expect 3 ycf list setting --format csv -o disk/out.csv
	one_complaint
	warns 'disk/out.csv'
	warns 'the disk is full'
	expect 3 ycf export --all -d disk/all
	one_complaint
	expect 3 ycf backup disk/copy.ycf
	one_complaint
	warns 'disk/copy.ycf'
	expect 3 ycf init disk/new.ycf
	one_complaint
	ran='what is left on the full disk'
	holds 'nothing is left' test -z "$(ls disk)"
	# A form that was not written was not sent, so it is not recorded either.
	with_disk 4k
	for kind in xlsx html csv; do
		expect 3 ycf self-report R1 -o "disk/form.$kind"
		one_complaint
		warns "disk/form.$kind"
		warns 'the disk is full'
		holds 'no part of a form is left' test -z "$(ls -A disk)"
	done
	same_tracker before
	# Its checkpoint may find no room, but nothing that was written is lost.
	for size in 340k 400k 500k 700k; do
		with_disk "$size"
		run ycf init disk/new.ycf
		[ "$status" -eq 0 ] || continue
		run ycf -t disk/new.ycf import setting list.csv
		[ "$status" -eq 3 ] || [ "$status" -eq 0 ] || wrong "exit status $status"
		mount -o remount,size=10M disk
		expect 0 ycf -t disk/new.ycf check
		expect 0 ycf -t disk/new.ycf list framework --format csv --columns code
		says leeds
	done
	umount disk
else
	echo 'no file system may be mounted here; the full disk was left out'
fi

# ---- what may not be written or read ----

mkdir closed
cp list.csv closed/list.csv
cp t.ycf closed/t.ycf
if [ "$(id -u)" -eq 0 ]; then
	echo 'root may write and read anything; files without permission were left out'
else
	chmod 000 closed/list.csv
	expect 3 ycf import setting closed/list.csv
	one_complaint
	warns 'closed/list.csv'
	chmod 555 closed
	for line in 'list setting --format csv -o closed/out.csv' 'init closed/new.ycf' \
		'backup closed/copy.ycf' 'export --all -d closed/all'; do
		# shellcheck disable=SC2086
		expect 3 ycf $line
		one_complaint
		warns closed/
	done
	chmod 755 closed
	chmod 000 closed/t.ycf
	expect 3 ycf -t closed/t.ycf list setting
	one_complaint
	chmod 444 closed/t.ycf
	expect 3 ycf -t closed/t.ycf join R2 --on 2024-01-05
	one_complaint
fi
chmod -R u+rwx closed

expect 3 ycf import setting none.csv
warns 'none.csv'
one_complaint
expect 3 ycf import setting closed
one_complaint
warns 'closed'
expect 3 ycf list setting --format csv -o closed
one_complaint
expect 3 ycf -t closed list setting
one_complaint

# ---- names of any kind ----

for folder in 'a b' 'a%20b' 'a?mode=memory&b' 'a#b' "a'b" 'a
b' 'añb' 'file:ab' ':memory:' "$(printf 'a\351b')" "$(printf 'a\033[31mb')"; do
	mkdir "$folder"
	expect 0 ycf init "$folder/t.ycf"
	holds "a tracker in '$folder'" test -s "$folder/t.ycf"
	expect 0 ycf -t "$folder/t.ycf" add setting kind=other reference=Z9 name=Zulu
	expect 0 ycf -t "$folder/t.ycf" list setting --format csv -o "$folder/list.csv"
	expect 0 ycf -t "$folder/t.ycf" backup "$folder/copy.ycf"
	expect 0 ycf -t "$folder/copy.ycf" show Z9
	expect 0 ycf -t "$folder/t.ycf" export --all -d "$folder/all"
	holds 'files where they were wanted' test -s "$folder/list.csv" -a -s "$folder/all/setting.csv"
	# A control character in a name never reaches a terminal.
	expect 3 ycf -t "$folder" check
	one_complaint
	! grep -q "$(printf '[\033]')" err || wrong 'an escape reaches the terminal'
done
# SQLite would take these for no file at all.
mkdir odd
cd odd || exit 1
for name in :memory: 'file:t?mode=memory' 'file::memory:'; do
	expect 0 ycf init "$name"
	holds "a file of the name $name" test -s "$name"
	expect 0 ycf -t "$name" check
done
cd .. || exit 1
mkfifo pipe
for file in pipe /dev/null /dev/zero /dev/full; do
	expect 3 ycf -t $file check
	one_complaint
	expect 1 ycf init $file
	one_complaint
done

# ---- files that are there already ----

# A link at the place of an output is replaced, not followed.
echo precious >precious
for line in 'list setting --format csv' 'list setting' 'export setting'; do
	rm -f out.csv
	ln -s precious out.csv
	# shellcheck disable=SC2086
	run ycf $line -o out.csv
	holds 'what a link points to is left alone' test "$(cat precious)" = precious
	[ "$status" -ne 0 ] || holds 'the link is replaced' test ! -L out.csv
done
for line in 'init link.ycf' 'backup link.ycf'; do
	ln -sf precious link.ycf
	# shellcheck disable=SC2086
	expect 1 ycf $line
	one_complaint
	ln -sf nowhere link.ycf
	# shellcheck disable=SC2086
	run ycf $line
	[ "$status" -ne 0 ] || wrong 'a tracker is made through a dangling link'
	holds 'nothing is made through a link' test ! -e nowhere
done
holds 'what a link points to is left alone' test "$(cat precious)" = precious
for link in before/setting.csv t.ycf; do
	rm -f copied.ycf
	ln -s "$link" copied.ycf
	expect 1 ycf backup copied.ycf
	one_complaint
done
# What is there is replaced whole.
awk 'BEGIN { while (i++ < 100000) print "old" }' >kept.csv
chmod 640 kept.csv
expect 0 ycf list setting reference=R1 --format csv --columns reference,name -o kept.csv
holds 'the new file alone' test "$(tr -d '\r' <kept.csv | tail -n 1)" = 'R1,Setting number 1'
holds 'nothing of the old one' test "$(wc -l <kept.csv)" -eq 2
holds 'nothing else is left beside it' test -z "$(find . -name '*kept*' ! -name kept.csv)"
# A wrong question leaves it as it is.
cp kept.csv kept
expect 2 ycf list setting nmae=x --format csv -o kept.csv
expect 2 ycf list setting --columns nmae --format csv -o kept.csv
holds 'what was there stays' cmp -s kept kept.csv
mkdir full
echo x >full/x
expect 1 ycf export --all -d full
one_complaint
holds 'what was in the folder stays' test "$(ls full)" = x
# A file that must not be both.
cp list.csv own.csv
printf 'T1,,castle,\n' >>own.csv
cp own.csv own
run ycf import setting own.csv --rejects own.csv
[ "$status" -ne 0 ] || wrong 'a file is read and written at once'
holds 'what is read is not written' cmp -s own own.csv
run ycf export setting -o t.ycf
[ "$status" -ne 0 ] || wrong 'the tracker is overwritten by its own export'
expect 0 ycf check
same_tracker before
finish
