#!/bin/sh
# Publishes the book as it is on its branch, to where [publish] of book.toml says. Run it by hand or by a timer,
# one run after the other.
set -eu
cd "$(dirname "$0")"
git pull --quiet --ff-only
tickbook publish --strict "$@"
