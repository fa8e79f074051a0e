/* The pieces of sweep.lua, and the loading of the module, while memory fails from the n-th
   time on that Lua asks for some, n = 0, 1, 2 ... until each succeeds: no crash, no leak,
   no file left open, and the tracker usable as before. */
#include <dirent.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

struct memory {
	bool armed;
	long left;                  /* till it fails */
	size_t held;
};

static char folder[] = "/tmp/ycf-sweep-XXXXXX";

static void *take(void *context, void *old, size_t before, size_t size)
{
	struct memory *memory = context;
	if (old == NULL)
		before = 0;
	if (size > before && memory->armed && memory->left-- <= 0)
		return NULL;
	memory->held += size - before;
	if (size > 0)
		return realloc(old, size);
	free(old);
	return NULL;
}

static void stop(const char *what, long n, const char *why)
{
	fprintf(stderr, "%s, memory failing from %ld on: %s\n", what, n, why);
	exit(1);
}

/* Runs the function under its arguments while memory fails from n on; whether it got by. */
static bool run_short(lua_State *L, struct memory *memory, const char *what, long n, int arguments)
{
	memory->left = n;
	memory->armed = true;
	int result = lua_pcall(L, arguments, 0, 0);
	memory->armed = false;
	bool was_short = memory->left < 0;
	if (result == LUA_OK)
		return !was_short;
	const char *message = lua_tostring(L, -1);
	if (message == NULL || strstr(message, "not enough memory") == NULL)
		stop(what, n, message != NULL ? message : "an error that is no text");
	lua_pop(L, 1);
	return false;
}

static void call(lua_State *L, const char *what, long n, int arguments, int results)
{
	if (lua_pcall(L, arguments, results, 0) != LUA_OK)
		stop(what, n, lua_tostring(L, -1));
}

static lua_State *open_state(struct memory *memory)
{
	static const char paths[] =
		"local source, build, version = ...\n"
		"package.path = source .. '/bindings/lua/?.lua;' .. package.path\n"
		"package.cpath = build .. '/bindings/lua/' .. version .. '/?.so;' .. package.cpath\n";
	*memory = (struct memory){.armed = false};
	lua_State *L = lua_newstate(take, memory);
	if (L == NULL)
		stop("a state", 0, "there is no memory");
	luaL_openlibs(L);
	if (luaL_loadstring(L, paths) != LUA_OK)
		stop("paths", 0, lua_tostring(L, -1));
	lua_pushstring(L, getenv("YCF_SRCDIR"));
	lua_pushstring(L, getenv("YCF_BUILDDIR"));
	lua_pushliteral(L, LUA_VERSION_MAJOR "." LUA_VERSION_MINOR);
	call(L, "paths", 0, 3, 0);
	return L;
}

static void close_state(lua_State *L, const struct memory *memory, const char *what, long n)
{
	lua_close(L);
	if (memory->held != 0)
		stop(what, n, "memory was not given back");
}

/* Whether a file of the folder is open. */
static bool has_open_file(void)
{
	char link[300], target[4096];
	bool found = false;
	DIR *open = opendir("/proc/self/fd");
	for (struct dirent *entry; open != NULL && (entry = readdir(open)) != NULL;) {
		snprintf(link, sizeof link, "/proc/self/fd/%s", entry->d_name);
		ssize_t length = readlink(link, target, sizeof target - 1);
		target[length > 0 ? length : 0] = '\0';
		found = found || strncmp(target, folder, strlen(folder)) == 0;
	}
	if (open != NULL)
		closedir(open);
	return found;
}

static void sweep_loading(void)
{
	bool done = false;
	for (long n = 0; !done; n += n < 200 ? 1 : 7) {
		struct memory memory;
		lua_State *L = open_state(&memory);
		lua_getglobal(L, "require");
		lua_pushliteral(L, "ycf");
		done = run_short(L, &memory, "loading", n, 1);
		close_state(L, &memory, "loading", n);
	}
}

/* The piece at the top, with the tracker at `tracker`. */
static void sweep_piece(lua_State *L, struct memory *memory, int pieces, int tracker)
{
	int at = lua_gettop(L);
	bool done = false;
	lua_getfield(L, at, "name");
	const char *name = lua_tostring(L, -1);
	for (long n = 0; !done; n++) {
		lua_getfield(L, at, "run");
		lua_pushvalue(L, tracker);
		done = run_short(L, memory, name, n, 1);
		lua_getfield(L, pieces, "check");
		lua_pushvalue(L, tracker);
		call(L, name, n, 1, 0);
	}
	lua_settop(L, at);
}

static void sweep_pieces(void)
{
	char script[4096];
	struct memory memory;
	lua_State *L = open_state(&memory);
	snprintf(script, sizeof script, "%s/tests/bindings/lua/sweep.lua", getenv("YCF_SRCDIR"));
	if (luaL_loadfile(L, script) != LUA_OK)
		stop("sweep.lua", 0, lua_tostring(L, -1));
	lua_pushstring(L, folder);
	call(L, "sweep.lua", 0, 1, 1);
	int pieces = lua_gettop(L);
	for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, pieces); i++) {
		lua_getfield(L, pieces, "open");
		call(L, "open", 0, 0, 1);
		lua_rawgeti(L, pieces, i);
		sweep_piece(L, &memory, pieces, pieces + 1);
		lua_settop(L, pieces);
		lua_gc(L, LUA_GCCOLLECT, 0);
		lua_gc(L, LUA_GCCOLLECT, 0);
		if (has_open_file())
			stop("a piece", (long)i, "a file was left open");
	}
	close_state(L, &memory, "the pieces", 0);
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *walk)
{
	(void)facts;
	(void)kind;
	(void)walk;
	return remove(path);
}

int main(void)
{
	if (getenv("YCF_SRCDIR") == NULL || getenv("YCF_BUILDDIR") == NULL ||
	    mkdtemp(folder) == NULL) {
		fprintf(stderr, "YCF_SRCDIR and YCF_BUILDDIR say where things are\n");
		return 1;
	}
	sweep_loading();
	sweep_pieces();
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}
