#!/bin/sh
# The scenario that is told in each language, here for the program: from a framework to
# a withdrawal. What it makes goes into FOLDER: sh scenario.sh FOLDER
set -eu
: "${YCF_SRCDIR:?}" "${YCF:?}"
given=$YCF_SRCDIR/tests/bindings/harbour
cd "$1"
YCF_TRACKER=tracker.ycf
YCF_BY='Robin Example'
export YCF_TRACKER YCF_BY

# must_fail COMMAND...: it says no, and changes nothing
must_fail() {
	! "$YCF" "$@" >/dev/null 2>&1
}

begin() {
	"$YCF" init tracker.ycf --framework "$YCF_SRCDIR/tests/frameworks/small.yaml" \
		--seed 2026 --clock 2026-01-05T09:00:00Z
	"$YCF" import setting "$given/berths.csv" --map "$given/map.yaml" --reason 'the office list'
	"$YCF" import setting "$given/berths.csv" --map "$given/map.yaml"
	"$YCF" join harbour:S-3 --on 2024-02-12
	"$YCF" appoint bay 'Cy Sample' --email cy@bay.example --job-title Bonesetter --on 2024-02-19
	"$YCF" appoint bay 'Dee Sample' --role deputy --on 2024-02-19
	"$YCF" vacate mole --on 2024-06-30 --why 'Sailed away'
	"$YCF" appoint mole 'Eve Sample'
	"$YCF" upsert setting harbour:q1 'telephone=0113 496 0102' email=mole@sampleport.example
	"$YCF" upsert setting crm:0015g00000XyZAbAAN name='Harbour Øst' kind=other
	"$YCF" upsert setting crm:0015g00000XyZAbAAN name='Harbour Øst'
	"$YCF" upsert setting crm:0015g00000XyZAbAAn name='Harbour West' kind=other reference=west
	"$YCF" upsert lead crm:0035g00000AbCdEAAV setting=crm:0015g00000XyZAbAAN name='Finn Sample' \
		role=designated_lead since=2025-12-01
	"$YCF" edit setting bay 'notes=Ring twice; “after dark” once' email= 'town=Sampleport'
}

work() {
	"$YCF" assess quay --source self --assessor 'Ann Sample' --on 2025-02-03 A=growing C=growing
	"$YCF" assess quay --source self --on 2025-11-03 --from "$given/ratings.csv"
	for code in A B C; do
		"$YCF" add evidence setting=quay standard=$code title="Seen at $code" \
			kept_at="shelf/$code" dated=2025-11-04 expires=2027-11-04
	done
	"$YCF" agree-plan quay --with 'Ann Sample' --on 2025-08-04
	"$YCF" add action setting=quay standard=A what='Oil for the lamp' owner='Ann Sample' \
		due=2025-10-01
	"$YCF" add action setting=quay standard=B what='Coil the ropes' due=2025-10-02
	"$YCF" add action setting=quay standard=C what='Ring the bell'
	"$YCF" add action setting=quay what='Entered twice'
	"$YCF" remove action quay/4 --reason 'entered twice'
	"$YCF" complete quay 1 --on 2025-09-15
	"$YCF" log quay --kind visit --with 'Ann Sample' --on 2025-09-20 --note 'Lamp is bright' \
		--follow-up 2026-03-01
	"$YCF" review-plan quay --with 'Ann Sample' --on 2025-12-01 --close 2 --carry 3=2026-02-01 \
		--add 'B: Paint the wall=2026-05-01'
}

decide() {
	must_fail award quay --on 2026-01-05
	"$YCF" assess quay --source self --on 2025-12-08 'B=secure:The wall was tapped' \
		'C=secure:All can hear it' 'A.2=secure:Lit, and trimmed'
	"$YCF" award quay --on 2026-01-05 --decided-by 'Harbour Friends'
	"$YCF" award mole --on 2024-05-01 --recorded-from 'Minutes of May 2024'
	"$YCF" withdraw mole --on 2025-12-31 --note 'No host for a year'
	"$YCF" depart west --on 2026-01-04 --reason 'Silted up' --closed
	must_fail edit award quay date=2026-01-06
}

tell() {
	"$YCF" list standing --as-of 2026-05-02 --sort=-name --format csv -o standing.csv
	"$YCF" list due --as-of 2026-05-02 --columns reference,kind,date,days,what,who --format json \
		-o due.json
	"$YCF" list alteration since=2026-01-05T09:00:00.010Z \
		--columns noun,record,setting,act,at,change,actor --format json -o alteration.json
	"$YCF" certificate quay -o certificate.pdf
	"$YCF" summary quay --as-of 2026-05-02 -o summary.pdf
	"$YCF" export --all -d all
}

begin
work
decide
tell
