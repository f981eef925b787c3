#!/usr/bin/env bash
# kill.sh — kills a Tandem that edits, trains and saves, N times (1000 if not said), and checks that
# nothing that was saved is lost, and of the rest no more than the drafts promise.
# Usage: tests/kill.sh [N [SCALE]], at SCALE times a hundredth of the usual times (1); TMPDIR says on
# which disk, BUILD where the program is built.
#
# SPDX-License-Identifier: MIT
set -euo pipefail

top=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
build=${BUILD:-$top/build}

[ -f "$build/build.ninja" ] || meson setup --buildtype=release "$build" "$top"
ninja -C "$build" --quiet tests/kill/kill
G_DEBUG=fatal-warnings exec "$build/tests/kill/kill" "${1:-1000}" "${2:-1}"
