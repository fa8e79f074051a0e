#!/bin/sh
# The self-report page in a real browser: page.js, with the packages it needs.
# YCF_PAGE names a page to test in place of one made of the template.
set -eu
: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}"
source=$YCF_SRCDIR/tests/browser
packages=$YCF_BUILDDIR/browser-packages

skip() {
	echo "skipped: $*"
	exit 77
}

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

NODE_PATH=$packages/node_modules node "$source/page.js"
