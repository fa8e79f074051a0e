#!/bin/sh
# Writes ycf-fields(5) from what the program says of its nouns and fields:
# sh docs/make-fields.sh PROGRAM >docs/ycf-fields.5
set -eu
ycf=${1:?name the ycf program}

# Help texts are plain; only what mdoc would take as its own is guarded.
guard() {
	sed 's/\\/\\e/g'
}

nouns() {
	"$ycf" fields | awk -v group="$1:" '
		/^[A-Z]/ { wanted = $0 == group }
		wanted && /^  [a-z]/ { print $1 }'
}

# NOUN as a subsection: "  name   help" lines, each with a line on its kind
describe() {
	"$ycf" fields "$1" | guard | awk '
	function sentence(text) {
		return toupper(substr(text, 1, 1)) substr(text, 2) (text ~ /[.?!]$/ ? "" : ".")
	}
	NR == 1 {
		noun = $1
		sub(/:$/, "", noun)
		sub(/^[^:]*: */, "")
		print ".Ss " noun
		print sentence($0)
		print ".Bl -tag -width Ds"
		next
	}
	/^  [a-z]/ {
		print ".It Cm " $1
		sub(/^  [a-z_]+ +/, "")
		print sentence($0)
		next
	}
	/^   / {
		sub(/^ +/, "")
		print ".Pq " $0
	}
	END { print ".El" }'
}

cat <<'END'
.\" Made by docs/make-fields.sh from `ycf fields`; not edited by hand.
.Dd November 22, 2026
.Dt YCF-FIELDS 5
.Os ycf
.Sh NAME
.Nm ycf-fields
.Nd the nouns of a tracker and their fields
.Sh DESCRIPTION
A tracker holds records of the nouns below.
A field has the same name everywhere: in the terms and columns of
.Xr ycf 1 ,
in CSV headings and JSON, in the file's SQL, and in
.Xr libycf 3 .
.Pp
The kinds are text, whole number, yes or no, day (2026-08-31), time (UTC), one of several
choices, and a reference to a record of another noun.
.Em required
fields cannot be empty,
.Em unique
ones differ from record to record, and
.Em personal
ones are personal data.
.Em set by ycf
means that it cannot be set by hand.
.Sh STORED NOUNS
END
for noun in $(nouns Stored); do describe "$noun"; done
cat <<'END'
.Sh COMPUTED NOUNS
These are worked out from the stored ones as of a day, and stored nowhere.
END
for noun in $(nouns Computed); do describe "$noun"; done
cat <<'END'
.Sh SEE ALSO
.Xr ycf 1 ,
.Xr libycf 3
END
