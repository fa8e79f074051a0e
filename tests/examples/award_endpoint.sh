#!/bin/sh
# The endpoint of examples/award_endpoint.py, asked over HTTP as a browser, a program and
# somebody of ill will would.
# shellcheck source-path=SCRIPTDIR
. "$YCF_SRCDIR/tests/examples/sample.sh"
needs_python
sample
ycf add setting reference=markup "name=<script>alert('x')</script> & Sons" kind=other \
	joined=2024-01-08 >/dev/null
ycf award markup --on 2026-10-01 --recorded-from minutes >/dev/null
ycf withdraw 900034 --on 2026-10-05 >/dev/null

# code SETTING
code() {
	ycf list award setting="$1" --columns code --format csv | sed -n 2p | tr -d '\r'
}

python award_endpoint.py sample.ycf --port 0 >address 2>log &
server=$!
trap 'kill $server; cd / && rm -rf "$work"' EXIT
tries=0
until [ -s address ]; do
	tries=$((tries + 1))
	[ $tries -lt 300 ] || { cat log; exit 1; }
	sleep 0.1
done
expect 0 "$PYTHON" "$YCF_SRCDIR/tests/examples/ask_endpoint.py" "$(cat address)" "$(code 900035)" \
	"$(code 900034)" "$(code markup)"
cat err
holds 'it runs on' kill -0 $server
! grep -q Traceback log || wrong "it complained: $(tail -n 5 log)"

expect 2 python award_endpoint.py none.ycf
warns none.ycf
expect 2 python award_endpoint.py "$examples/settings.csv"
finish
