#!/bin/sh
# `luarocks make`, beside an installed libycf: the rock is built and works.
set -eu
lua_version=5.4
. "${YCF_SRCDIR:?}/tests/bindings/lua.sh"
command -v luarocks >/dev/null || skip 'luarocks is missing (Debian: luarocks)'
[ -z "$sanitizer" ] || skip 'luarocks knows of no sanitizers'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
make -s -C "$YCF_BUILDDIR" install-exec install-data DESTDIR="$work/root" >"$work/log" 2>&1 ||
	{ cat "$work/log"; exit 1; }
prefix=$work/root$(setting prefix)
cp -r "$YCF_SRCDIR/bindings" "$work"
cd "$work/bindings/lua"
[ -f "ycf-$(setting VERSION)-1.rockspec" ] || { echo 'the rockspec is of another version'; exit 1; }
HOME=$work luarocks --lua-version "$lua_version" --tree "$work/tree" make YCF_DIR="$prefix" \
	>"$work/log" 2>&1 || { cat "$work/log"; exit 1; }

cd "$work"
LUA_PATH="$work/tree/share/lua/$lua_version/?.lua;;"
LUA_CPATH="$work/tree/lib/lua/$lua_version/?.so;;"
LD_LIBRARY_PATH=$prefix/lib
export LD_LIBRARY_PATH
run_lua - "$work/sample.ycf" <<'END'
local ycf = require "ycf"
local t = assert(ycf.create(arg[1], {by = "Pat Sample"}))
assert(t:add("setting", {name = "Elm Primary", kind = "primary"}))
assert(t:get("setting", "Elm Primary").kind == "primary")
t:close()
END
# What `make install` puts in place works, too.
LUA_PATH="$prefix/share/lua/$lua_version/?.lua;;"
LUA_CPATH="$prefix/lib/lua/$lua_version/?.so;;"
run_lua -e 'assert(require("ycf").version)'
