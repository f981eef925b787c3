#!/usr/bin/env bash
# touch.sh — runs the window under Wayland, on a screen that nobody sees and that is touched.
# Usage: tests/touch.sh [OPTION…] of the test program, such as -p /touch/canvas; or
# tests/touch.sh -- COMMAND…, another program on that screen. BUILD says where Tandem is built.
# Needs GNOME's compositor: apt-get install --no-install-recommends mutter pipewire
#
# SPDX-License-Identifier: MIT
set -euo pipefail

top=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
build=${BUILD:-$top/build}

if [ "${1-}" = -- ]; then
  shift
else
  [ -f "$build/build.ninja" ] || meson setup --buildtype=release "$build" "$top"
  ninja -C "$build" --quiet tests/ui/test-touch
  set -- "$build/tests/ui/test-touch" "$@"
fi

runtime=$(mktemp --directory)
trap 'rm -rf "$runtime"' EXIT
# Fingers come by way of a stream of the screen, which nobody reads. Mutter 43 may never end by
# itself when such a stream still is.
# shellcheck disable=SC2016
session='pipewire >/dev/null 2>&1 &
pipewire=$!
mutter --headless --wayland --no-x11 --wayland-display tandem --virtual-monitor 1440x900 \
  >"$XDG_RUNTIME_DIR/log" 2>&1 &
trap "kill -KILL $! $pipewire" EXIT
gdbus wait --session --timeout 20 org.gnome.Mutter.RemoteDesktop || cat "$XDG_RUNTIME_DIR/log" >&2
G_DEBUG=fatal-warnings "$@"'
env --unset=DISPLAY --unset=WAYLAND_DISPLAY \
  XDG_RUNTIME_DIR="$runtime" XDG_CONFIG_HOME="$runtime/config" XDG_DATA_HOME="$runtime/data" \
  XDG_CACHE_HOME="$runtime/cache" LC_ALL=C.UTF-8 LANGUAGE=en \
  GDK_BACKEND=wayland WAYLAND_DISPLAY=tandem GSK_RENDERER=cairo GTK_A11Y=test ADW_DISABLE_PORTAL=1 \
  GSETTINGS_BACKEND=memory GIO_USE_VFS=local GIO_USE_VOLUME_MONITOR=unix \
  G_TEST_SRCDIR="$top/tests" G_TEST_BUILDDIR="$build/tests" \
  dbus-run-session -- sh -c "$session" sh "$@"
