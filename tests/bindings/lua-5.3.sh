#!/bin/sh
# The binding, from Lua 5.3.
set -eu
lua_version=5.3
. "${YCF_SRCDIR:?}/tests/bindings/lua.sh"
# Its source is that for 5.4, which is looked into; same.sh and sweep53 look into this one too.
[ -z "$sanitizer" ] || skip 'this build is made to look into programs, and the binding for 5.4 is'
run_lua "$YCF_SRCDIR/tests/bindings/lua/all.lua" -o text
