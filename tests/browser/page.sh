#!/bin/sh
# The self-report page in a real browser: page.js, with the packages it needs.
# Then a page that the program writes is filled in, sent back and read.
# YCF_PAGE names a page to test in place of one made of the template.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}"
source=$YCF_SRCDIR/tests/browser
packages=$YCF_BUILDDIR/browser-packages

skip() {
	echo "skipped: $*"
	exit 77
}

# What runs in the browser is not of the build: one build's word on it is enough.
if grep -q '^YCF_INSTRUMENTS = .' "$YCF_BUILDDIR/Makefile"; then
	skip 'this build is made to look into programs, and the page is none'
fi
for command in node npm /usr/bin/chromium; do
	command -v "$command" >/dev/null || skip "there is no $command (Debian: nodejs, npm, chromium)"
done

# Installed once for each build folder, and again where the list has changed.
if ! cmp -s "$source/package-lock.json" "$packages/installed"; then
	mkdir -p "$packages"
	cp -f "$source/package.json" "$source/package-lock.json" "$packages"
	chmod u+w "$packages"/*.json
	if ! (cd "$packages" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 \
		--fetch-timeout=30000) >"$packages/output" 2>&1; then
		cat "$packages/output"
		! grep -qE 'ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network' \
			"$packages/output" || skip 'npm reaches no registry'
		exit 1
	fi
	cp "$source/package-lock.json" "$packages/installed"
fi

NODE_PATH=$packages/node_modules
export NODE_PATH
page_failed=0
node "$source/page.js" || page_failed=1

set +e
. "$YCF_SRCDIR/tests/cli/lib.sh"
export YCF_TRACKER=there.ycf YCF_BY='Robin Example'

# A setting with a lead, two actions, and everything reported on before.
expect 0 ycf init there.ycf
expect 0 ycf add practitioner name='Robin Example' email=robin@support.example
expect 0 ycf add setting reference=elmtree name='Elmtree Invented School' kind=primary \
	practitioner='Robin Example'
expect 0 ycf join elmtree --on 2025-09-01
expect 0 ycf appoint elmtree 'Ann Sample' --email ann@elmtree.example --on 2025-09-01
expect 0 ycf agree-plan elmtree --with 'Ann Sample' --on 2025-09-08
expect 0 ycf add action setting=elmtree standard=2 what='Core training'
expect 0 ycf add action setting=elmtree standard=3 what='New tablets'
expect 0 ycf assess elmtree --source self --on 2026-01-20 1=met 2=partly 3=met 4=met \
	5=partly:'Asked at the start' 6=met 7=met
expect 0 ycf self-report elmtree -o form.html --on 2026-10-05 --due 2026-10-30
YCF_PAGE=$work/form.html YCF_SAVED=$work/saved.json \
	node "$source/page.js" 'filled in by keyboard' || wrong 'the page that ycf wrote'

expect 0 ycf read-report saved.json
says 'added 1, unchanged 0, refused 0'
expect 0 ycf list report setting=elmtree --format csv \
	--columns date,reporter,lead_in_post,proposed_lead,proposed_email,proposed_telephone,note
says '2026-10-08,Bertram Invented,no,Bertram Invented,bertram@elmtree.example,0113 496 0000,We would like help with the second room.'
expect 0 ycf list remark setting=elmtree --format csv --columns state,note
says 'done,"All three, on 3 October."'
says 'stuck,'
expect 0 ycf list evidence setting=elmtree --format csv --columns title,kept_at,dated
says 'Training record,"Office, blue folder",2026-10-10'
expect 0 ycf compare elmtree --as-of 2026-10-30 --format csv
expect 0 ycf list comparison setting=elmtree --as-of 2026-10-30 --format csv \
	--columns code,self_level,self_date,self_before
says '2,Met,2026-10-08,Partly met'
says '3,Not met,2026-10-08,Met'
says '5,Partly met,2026-10-08,Partly met'
expect 0 ycf read-report saved.json
says 'added 0, unchanged 1, refused 0'
[ "$page_failed" -eq 0 ] || wrong 'the page'
finish
