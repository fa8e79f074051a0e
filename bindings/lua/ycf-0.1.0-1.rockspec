-- For `luarocks make` in this folder. Where libycf is installed is told by YCF_DIR, unless it
-- is where compilers look anyway:
--     luarocks make YCF_DIR="$(pkg-config --variable=prefix ycf)"
package = "ycf"
version = "0.1.0-1"
source = {
	url = "file://ycf-0.1.0.tar.gz",
	dir = "ycf-0.1.0/bindings/lua",
}
description = {
	summary = "The register of a quality mark",
	detailed = "Reads and writes the trackers of ycf: settings, leads, plans, awards, documents.",
	license = "MIT",
}
dependencies = {"lua >= 5.3, < 5.5"}
external_dependencies = {YCF = {header = "ycf.h", library = "ycf"}}
build = {
	type = "builtin",
	modules = {
		["ycf"] = "ycf.lua",
		["ycf.core"] = {
			sources = {"call.c", "handle.c", "value.c", "../caller.c"},
			defines = {"_GNU_SOURCE"},
			libraries = {"ycf"},
			incdirs = {"$(YCF_INCDIR)"},
			libdirs = {"$(YCF_LIBDIR)"},
		},
	},
}
