#!/bin/sh
# docs/lua.md: its code runs, and it tells of every function.
set -eu
lua_version=5.4
. "${YCF_SRCDIR:?}/tests/bindings/lua.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
ln -s "$YCF_SRCDIR/examples" "$work"
run_lua "$YCF_SRCDIR/tests/bindings/lua/guide.lua" "$YCF_SRCDIR" "$work"
