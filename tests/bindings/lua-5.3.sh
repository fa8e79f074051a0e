#!/bin/sh
# The binding, from Lua 5.3.
set -eu
lua_version=5.3
. "${YCF_SRCDIR:?}/tests/bindings/lua.sh"
run_lua "$YCF_SRCDIR/tests/bindings/lua/all.lua" -o text
