# Sourced, from the root of the checkout, by examples/quickstart.sh and
# tests/all.sh: system packages, ./configure, a build in a folder of its own.

packages_to_run='autoconf automake libtool pkg-config make gcc libc6-dev
	libsqlite3-dev libcsv-dev libhpdf-dev libyaml-dev libjansson-dev
	libfontconfig-dev libharfbuzz-dev libutf8proc-dev libpng-dev libqrencode-dev
	libxlsxwriter-dev libzip-dev libexpat1-dev libsodium-dev
	fonts-sil-gentiumplus fonts-lato fonts-dejavu-core'
packages_to_test='libcmocka-dev clang valgrind libc6-dbg gcovr qpdf poppler-utils
	sqlite3 python3 mandoc file zbar-tools libxml2-utils
	python3-dev python3-pytest python3-hypothesis python3-setuptools python3-wheel python3-pip
	python3-venv mypy chromium libreoffice-calc-nogui
	liblua5.4-dev liblua5.3-dev lua5.4 lua5.3 lua-unit luarocks'
# Where Node.js came from elsewhere, it stays as it is.
for command in node npm; do
	command -v $command >/dev/null && continue
	packages_to_test="$packages_to_test nodejs npm"
	break
done

say() {
	printf '%s\n' "$*"
}

stop() {
	printf '%s\n' "$*" >&2
	exit 1
}

# missing_packages PACKAGE...: those of them that are not installed
missing_packages() {
	installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
		sed -n 's/^installed //p' | tr '\n' ' ')"
	for package in "$@"; do
		case $installed in
		*" $package "*) ;;
		*) printf ' %s' "$package" ;;
		esac
	done
}

# as_root COMMAND...
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		env "$@"
	else
		sudo env "$@"
	fi
}

# install_packages PACKAGE...: says what it will install, where any is missing
install_packages() {
	if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
		stop 'This system has no apt-get. Install what these Debian packages hold,' \
			"then run ./autogen.sh, ./configure and make: $*"
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	say "Installing missing system packages with apt-get:$missing"
	if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
		stop "That takes root, and there is no sudo. As root, run: apt-get install$missing"
	fi
	# Old lists will often do where the network fails: the install decides.
	as_root DEBIAN_FRONTEND=noninteractive apt-get -q update ||
		say 'The package lists could not be updated; going on with those there are.'
	as_root DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
		-o DPkg::Lock::Timeout=300 install $missing ||
		stop "apt-get could not install:$missing"
}

bootstrap() {
	if [ -e config.status ]; then
		stop 'This checkout is configured in place; run "make distclean" here first.'
	fi
	if [ -x configure ] && [ -f Makefile.in ] && [ -f build-aux/ltmain.sh ]; then
		return 0
	fi
	say 'Making ./configure with autoreconf'
	output=$(sh autogen.sh 2>&1) || stop "$output"
}

# configured FOLDER OPTION...: FOLDER is configured with these options, for a
# checkout that lies here (it may have been moved)
configured() {
	folder=$1
	shift
	wanted="$PWD/configure $*"
	if [ -f "$folder/Makefile" ] && [ "$(cat "$folder/configured" 2>/dev/null)" = "$wanted" ]; then
		return 0
	fi
	say "Configuring in $folder: $*"
	rm -rf "$folder"
	mkdir -p "$folder" || return 1
	root=$PWD
	(cd "$folder" && "$root/configure" -q "$@" && printf '%s\n' "$wanted" >configured)
}
