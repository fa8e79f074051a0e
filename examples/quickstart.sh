#!/bin/sh
# Sets itself up on Debian or Ubuntu, builds, and runs the main job on sample
# data: sh examples/quickstart.sh
set -eu
cd "$(dirname "$0")/.."
. build-aux/setup.sh

set_up() {
	install_packages $packages_to_run
	bootstrap
	configured build/quickstart --disable-static
	make -s -j2 -C build/quickstart all
	ycf=$PWD/build/quickstart/cli/ycf
	export YCF_TEMPLATES="$PWD/templates"
}

run_the_job() {
	"$ycf" --version
}

set_up
run_the_job
