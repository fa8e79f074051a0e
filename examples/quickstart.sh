#!/bin/sh
# Sets itself up on Debian or Ubuntu, builds, and runs the main job on sample
# data: sh examples/quickstart.sh [FOLDER]
#
# FOLDER, quickstart-output in the checkout unless given, gets the files that
# the job makes; those of an earlier run are replaced. With YCF=PROGRAM that
# program is used as it is, and nothing is set up or built.
set -eu
start=$PWD
cd "$(dirname "$0")/.."
. build-aux/setup.sh

# from_start PATH: PATH as it is meant from where the command was typed
from_start() {
	case $1 in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s\n' "$start/$1" ;;
	esac
}

set_up() {
	if [ -n "${YCF:-}" ]; then
		ycf=$YCF
		case $ycf in */*) ycf=$(from_start "$ycf") ;; esac
		export YCF_TEMPLATES="${YCF_TEMPLATES:-$PWD/templates}"
		return
	fi
	install_packages $packages_to_run
	bootstrap
	configured build/quickstart --disable-static
	make -s -j2 -C build/quickstart all
	ycf=$PWD/build/quickstart/cli/here/ycf
	export YCF_TEMPLATES="$PWD/templates"
}

make_folder() {
	folder=$PWD/quickstart-output
	[ "$#" -eq 0 ] || folder=$(from_start "$1")
	samples=$PWD/examples
	mkdir -p "$folder"
	cd "$folder"
	rm -f sample.ycf sample.ycf-wal sample.ycf-shm certificate.pdf worklist.csv \
		settings.csv practitioner-spreadsheet.csv self-assessment.csv
	cp "$samples/settings.csv" "$samples/practitioner-spreadsheet.csv" \
		"$samples/self-assessment.csv" .
	export YCF_TRACKER=sample.ycf YCF_BY='Robin Example'
}

# quoted WORD...: the words as they would be typed
quoted() {
	for word in "$@"; do
		case $word in
		*=*[\ \']*) printf " %s='%s'" "${word%%=*}" "${word#*=}" ;;
		*[\ \']*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
}

# show WORD...: the command, and what it says
show() {
	printf '\n$ ycf%s\n' "$(quoted "$@")"
	"$ycf" "$@"
}

narrate() {
	printf '\n# %s\n' "$@"
}

# Every day is given, so that each run tells the same.
run_the_job() {
	start_the_tracker
	work_with_a_setting
	award_the_mark
	ask_what_is_due
}

start_the_tracker() {
	narrate 'A tracker is one file. It begins with a framework: the standards and their rules.'
	show init sample.ycf
	narrate 'The settings of the area, most of them only known so far.'
	show import setting settings.csv --map plain
	narrate "A practitioner's own spreadsheet: settings with their leads, and marks held already."
	show import setting practitioner-spreadsheet.csv --map practitioner-spreadsheet
}

work_with_a_setting() {
	narrate 'One of the settings joins. It gets a practitioner and names a lead.'
	show join dovecote --on 2026-01-12
	show edit setting dovecote practitioner='Robin Example'
	show appoint dovecote 'Ann Sample' --email ann@dovecote.example --on 2026-01-19
	narrate 'It rates itself, in a file of three columns: criterion, level, commentary.'
	show assess dovecote --source self --assessor 'Ann Sample' --on 2026-01-26 \
		--from self-assessment.csv
	narrate 'A plan is agreed, worked on, and reviewed within six months.'
	show agree-plan dovecote --with 'Ann Sample' --on 2026-02-02
	show add action setting=dovecote standard=2 what='Core training for new staff' \
		owner='Ann Sample' due=2026-05-01
	show add action setting=dovecote standard=5 what='Ask about caring at enrolment' \
		owner='School office' due=2026-06-30
	show complete dovecote 1 --on 2026-04-20
	show review-plan dovecote --with 'Ann Sample' --on 2026-07-13 --close 2 \
		--add '6: Hand records on when a child leaves=2026-11-20'
}

award_the_mark() {
	narrate 'The practitioner looks at each standard. One criterion is not met yet.'
	show assess dovecote --source practitioner --on 2026-09-07 1=met 2=met 3=met 4=met 5=met \
		6.1=met 6.2=met 6.3=met 6.4=partly:'Nothing is handed on yet' 7=met
	narrate 'So the setting is not ready, and is told why. (The exit status is 1.)'
	show ready dovecote --as-of 2026-09-07 || [ $? -eq 1 ]
	narrate 'Two weeks later it is, and the mark is awarded.'
	show assess dovecote --source practitioner --on 2026-09-21 6.4=met
	show ready dovecote --as-of 2026-09-21
	show award dovecote --on 2026-09-21 --decided-by 'Panel of September'
	show certificate dovecote -o certificate.pdf
}

ask_what_is_due() {
	narrate "Early in November: what is on Robin's list, for Excel and as a table."
	show due practitioner='Robin Example' --within 30 --as-of 2026-11-02 --format csv \
		-o worklist.csv
	show due practitioner='Robin Example' --within 30 --as-of 2026-11-02 \
		--columns date,name,what
	narrate 'And who holds the mark, or is about to lose hold of it.'
	show list standing stage=accredited,at_risk --as-of 2026-11-02 --sort name \
		--columns name,stage,lead,next_review,awarded
}

name_the_files() {
	printf '\nMade in %s:\n' "$folder"
	printf '  %-16s %s\n' sample.ycf 'the tracker, one file with everything in it' \
		certificate.pdf 'the certificate of Dovecote Infant School' \
		worklist.csv 'what is due, for Excel'
}

set_up
make_folder "$@"
run_the_job
name_the_files
