#!/bin/sh
# Makes ./configure from a checkout.
cd "$(dirname "$0")" && mkdir -p m4 && exec autoreconf -i
