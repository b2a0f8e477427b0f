#!/bin/sh
# Publishes the current branch of the book to the target that is set in [publish] of book.toml. Run it by hand or from
# a timer, one run at a time.
set -eu
cd "$(dirname "$0")"
git pull --quiet --ff-only
tickbook publish --strict "$@"
