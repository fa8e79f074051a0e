#!/bin/sh
# The manual pages: sound, whole, and true. Every command, option, rule and
# exported function that they should speak of is there; the field lists are
# those of the program; the frameworks, maps and the C program they show work.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}" "${YCF:?}"
docs=$YCF_SRCDIR/docs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

complain() {
	echo "$*"
	status=1
}

check_form() {
	if ! command -v mandoc >/dev/null; then
		echo 'mandoc is not installed: the form of the pages is not checked'
		return
	fi
	for page in ycf.1 libycf.3 ycf-fields.5 ycf-layout.5; do
		mandoc -T lint -W warning "$docs/$page" || complain "docs/$page is not sound"
	done
}

# paragraph COMMAND: its part of ycf.1, up to the next command or section
paragraph() {
	awk -v command="$1" '
		/^\.Sh / { inside = $2 == "COMMANDS"; on = 0 }
		inside && (/^\.It Cm / || /^\.Ss /) { on = $2 == "Cm" && $3 == command }
		on' "$docs/ycf.1"
}

# The options that mean the same everywhere stand above the commands.
common() {
	sed '/^\.Sh COMMANDS/q' "$docs/ycf.1"
}

commands() {
	"$YCF" help | sed '/^Options/q' | sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p'
}

# options COMMAND: their names, long and short
options() {
	"$YCF" help "$1" | sed -n 's/^  -\([a-z]\), --\([a-z-]*\).*/\1 -\2/p
		s/^  --\([a-z-]*\).*/-\1/p' | tr ' ' '\n'
}

check_commands() {
	commands >"$work/commands"
	[ "$(wc -l <"$work/commands")" -gt 20 ] || complain 'ycf help lists too few commands'
	common >"$work/common"
	while read -r command; do
		paragraph "$command" >"$work/paragraph"
		[ -s "$work/paragraph" ] || complain "ycf.1 has no paragraph on $command"
		for option in $(options "$command"); do
			grep -qE "Fl $option( |\$)" "$work/paragraph" "$work/common" ||
				complain "ycf.1: $command: nothing on option -$option"
		done
	done <"$work/commands"
	for command in $(sed -n '/^\.Sh COMMANDS/,/^\.Sh KEYS/s/^\.It Cm \([a-z-]*\).*/\1/p' \
		"$docs/ycf.1"); do
		grep -qx "$command" "$work/commands" || complain "ycf.1: there is no command $command"
	done
}

check_rules() {
	sed -n 's/^	{"\([a-z_]*\)", .*/\1/p' "$YCF_SRCDIR/libycf/domain/condition.c" >"$work/rules"
	[ "$(wc -l <"$work/rules")" -ge 9 ] || complain 'condition.c: the rules were not found'
	while read -r rule; do
		grep -qE "^\.It Cm $rule( |\$)" "$docs/ycf.1" || complain "ycf.1: nothing on rule $rule"
	done <"$work/rules"
}

# keys_of FILE: the names in the lists of keys that its YAML may have
keys_of() {
	awk '/keys\[\] = \{/ { on = 1 } on { print } /\};/ { on = 0 }' "$1" |
		grep -o '"[a-z_]*"' | tr -d '"' | sort -u
}

check_schemas() {
	for file in domain/framework.c exchange/column_map.c; do
		keys_of "$YCF_SRCDIR/libycf/$file" >"$work/keys"
		[ "$(wc -l <"$work/keys")" -gt 10 ] || complain "$file: its keys were not found"
		while read -r key; do
			grep -qE "^\.(It )?Cm (.*[, ])?$key( |\$)|\{$key:" "$docs/ycf.1" ||
				complain "ycf.1: nothing on the key $key of $file"
		done <"$work/keys"
	done
}

check_fields() {
	sh "$docs/make-fields.sh" "$YCF" >"$work/fields"
	diff -u "$docs/ycf-fields.5" "$work/fields" ||
		complain 'make it again: sh docs/make-fields.sh PROGRAM >docs/ycf-fields.5'
}

# shown PAGE FIRST: the literal block of a page that begins with that line
shown() {
	awk -v first="$2" '
		/^\.Bd -literal/ { begins = 1; next }
		/^\.Ed/ { on = 0 }
		begins { on = index($0, first) == 1; begins = 0 }
		on' "$docs/$1" | sed 's/\\e/\\/g'
}

check_frameworks_and_maps() {
	shown ycf.1 'framework:' >"$work/framework.yaml"
	shown ycf.1 'map:' >"$work/map.yaml"
	"$YCF" init "$work/t.ycf" --framework "$work/framework.yaml" ||
		complain 'ycf.1: its framework does not load'
	printf 'Club No;Club;Address 1;Address 2;Phone;Status\n%s\n%s\n' \
		'7;Owls;1 Way;Yard;none;Open' '8;Cats;2 Way;;01;Shut' >"$work/clubs.csv"
	"$YCF" -t "$work/t.ycf" --by test import setting "$work/clubs.csv" --map "$work/map.yaml"
	[ "$("$YCF" -t "$work/t.ycf" list setting --columns name,street,telephone --format csv |
		tr -d '\r' | tail -n +2)" = 'Owls,"1 Way, Yard",' ] || complain 'ycf.1: its map does not do as told'
}

# make_variable NAME: what the build was configured with
make_variable() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

check_program() {
	shown libycf.3 '#include' >"$work/program.c"
	"$YCF_BUILDDIR/libtool" --quiet --tag=CC --mode=link $(make_variable CC) \
		$(make_variable CFLAGS) $(make_variable YCF_INSTRUMENTS) -std=c11 -Wall -Wextra \
		-Wpedantic -Werror -I"$YCF_SRCDIR/libycf" "$work/program.c" -o "$work/program" \
		"$YCF_BUILDDIR/libycf/libycf.la" -no-install
	"$YCF" -t "$work/t.ycf" --by test join 7 --on 2020-01-05
	"$work/program" "$work/t.ycf" 7 | grep -q 'name a designated lead' ||
		complain 'libycf.3: its program does not show what is due'
	"$YCF" -t "$work/t.ycf" list contact setting=7 kind=call --format csv | grep -q call ||
		complain 'libycf.3: its program logs no call'
}

check_functions() {
	for function in $(sed -n 's/^\.Fn \(ycf_[a-z_]*\).*/\1/p' "$docs/libycf.3"); do
		grep -q "$function(" "$YCF_SRCDIR/libycf/ycf.h" ||
			complain "libycf.3: ycf.h has no $function"
	done
}

# Every key of a layout is spoken of, and no other; what the page shows is sound.
check_layouts() {
	document=$YCF_SRCDIR/libycf/document
	{
		awk '/^} (key_rules|top_keys)\[\] = \{/ { on = 1 } on { print } /^};/ { on = 0 }' \
			"$document/layout_element.c" "$document/layout.c"
		awk '/ keys\[\] = \{/ { on = 1 } on { print } /\};/ { on = 0 }' "$document/layout.c" \
			"$document/layout_table.c"
	} | grep -o '"[a-z_]*"' | tr -d '"' | sort -u >"$work/keys"
	[ "$(wc -l <"$work/keys")" -gt 50 ] || complain 'layout*.c: their keys were not found'
	while read -r key; do
		grep -qE "^\.(It )?Cm (.*[, ])?$key( |\$)" "$docs/ycf-layout.5" ||
			complain "ycf-layout.5: nothing on the key $key"
	done <"$work/keys"
	for kind in certificate plan; do
		shown ycf-layout.5 "document: $kind" >"$work/$kind.yaml"
		"$YCF" layout check "$work/$kind.yaml" || complain "ycf-layout.5: its $kind is not sound"
	done
}

unset YCF_TRACKER YCF_BY
check_form
check_commands
check_rules
check_schemas
check_fields
check_functions
check_frameworks_and_maps
check_layouts
check_program
exit $status
