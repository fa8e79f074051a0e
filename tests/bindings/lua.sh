# What the tests of each version of Lua share: LUA is $lua_version's, and finds the
# binding of the build and luaunit; skips where one is missing.
# shellcheck shell=sh

: "${YCF_SRCDIR:?}" "${YCF_BUILDDIR:?}"
setting() {
	sed -n "s/^$1 = //p" "$YCF_BUILDDIR/Makefile"
}

skip() {
	echo "$1: skipped"
	exit 77
}

LUA=$(setting "LUA$(echo "$lua_version" | tr -d .)")
modules=$YCF_BUILDDIR/bindings/lua/$lua_version
[ -e "$modules/ycf/core.so" ] || skip "the binding for Lua $lua_version was not built"
[ -n "$LUA" ] || skip "lua$lua_version is missing"
LUA_PATH="$YCF_SRCDIR/bindings/lua/?.lua;$YCF_SRCDIR/tests/bindings/lua/?.lua;;"
LUA_CPATH="$modules/?.so;;"
unset LUA_INIT LUA_INIT_5_4 LUA_INIT_5_3 LUA_PATH_5_4 LUA_PATH_5_3 LUA_CPATH_5_4 LUA_CPATH_5_3
unset YCF_TRACKER YCF_BY
TZ=UTC
export LUA LUA_PATH LUA_CPATH TZ

# The interpreter was built without the sanitizers, which must come first then; other programs, such
# as mktemp, leak.
sanitizer=
case $(setting YCF_INSTRUMENTS) in
*-fsanitize=*)
	asan=$($(setting CC) -print-file-name=libasan.so)
	[ -e "$asan" ] || skip 'the address sanitizer cannot be loaded first'
	sanitizer=$(readlink -f "$asan")
	;;
esac
run_lua() {
	LD_PRELOAD=$sanitizer "$LUA" "$@"
}
run_lua -e 'require "luaunit"' 2>/dev/null || skip 'luaunit is missing (Debian: lua-unit)'
