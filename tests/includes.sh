#!/bin/sh
# Includes point only downwards, and a foreign header is known to one file.
set -eu
cd "${YCF_SRCDIR:-$(dirname "$0")/..}"
export LC_ALL=C

find libycf cli bindings tests/api -name '*.[ch]' ! -name '*.sql.h' | sort | xargs awk '
# "file kind header" for each include, kind being " or <
FNR == 1 { file = FILENAME; sub(/^\.\//, "", file) }
/^[ \t]*#[ \t]*include[ \t]*["<]/ {
	text = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", text)
	kind = substr(text, 1, 1)
	text = substr(text, 2)
	sub(/[">].*$/, "", text)
	print file, kind, text
}' | awk '
BEGIN {
	allow("base", "base")
	allow("record", "record base")
	allow("format", "format record base")
	allow("store", "store record base")
	allow("domain", "domain store record base")
	allow("report", "report domain store record base")
	allow("exchange", "exchange report domain format store record base")
	allow("document", "document report domain record base")

	# ISO C and the headers of POSIX and Linux; iconv.h is left out, since
	# it too is to be known to one file.
	count = split("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings tgmath threads time uchar wchar wctype " \
		"dirent dlfcn fcntl fnmatch ftw getopt glob grp langinfo libgen poll pthread pwd regex sched semaphore spawn syslog termios unistd utime " \
		"sys/file sys/ioctl sys/mman sys/random sys/resource sys/select sys/socket sys/stat sys/statfs sys/statvfs sys/sysmacros sys/time sys/times sys/types sys/uio sys/utsname sys/vfs sys/wait " \
		"linux/fs linux/magic", names, " ")
	for (i = 1; i <= count; i++)
		system_header[names[i] ".h"] = 1

	# sqlite3.h is known to a folder, libharu to a header that only the files
	# which write PDFs include.
	owner["sqlite3.h"] = "libycf/store/"
	owner["hpdf.h"] = "libycf/document/haru.h"
}

function allow(folder, targets,    parts, n, i) {
	n = split(targets, parts, " ")
	for (i = 1; i <= n; i++)
		may[folder, parts[i]] = 1
}

function refuse(why) {
	print $1 ": " why
	failed = 1
}

function check_library(folder, target) {
	if ($3 == "ycf.h")
		return
	if (folder == "ycf.h" || !((folder, target) in may))
		refuse("may not include " $3)
}

function check_ours(parts, n, target) {
	n = split($1, parts, "/")
	target = $3
	if (target == "document/haru.h" && $1 !~ /^libycf\/document\/pdf[^\/]*\.c$/)
		refuse("may not include " target ", which belongs to document/pdf*.c")
	if (!sub(/\/.*$/, "", target))
		target = "."
	if (parts[1] == "libycf")
		check_library(parts[2], target)
	else if (parts[1] == "bindings" && n == 3 && $3 ~ /^\.\.\/call(er|s)\.h$/)
		return        # what the languages share
	else if ($3 != "ycf.h" && (target != "." || system("test -f " dirname($1) "/" $3) != 0))
		refuse("may include only ycf.h of the library, not " $3)
}

function dirname(path) {
	sub(/\/[^\/]*$/, "", path)
	return path
}

function check_foreign(header) {
	header = $3
	if (header in system_header || $1 ~ /^tests\//)
		return
	if (header ~ /^hpdf/)
		header = "hpdf.h"
	if (header in owner) {
		if (index($1, owner[header]) != 1)
			refuse($3 " belongs to " owner[header] " alone")
	} else if (header in known_to && known_to[header] != $1)
		refuse("includes " $3 ", which " known_to[header] " includes already")
	else
		known_to[header] = $1
}

$2 == "\"" { check_ours() }
$2 == "<" { check_foreign() }

END {
	if (NR == 0) {
		print "found no includes at all"
		failed = 1
	}
	exit failed
}'
