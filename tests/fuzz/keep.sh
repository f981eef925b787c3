#!/usr/bin/env bash
# keep.sh — replaces the inputs that are kept beside the fuzz targets by the smallest set that covers
# what build-fuzz/corpus and they cover together. Run after long runs of run.sh.
# Usage: tests/fuzz/keep.sh [TARGET…]
#
# SPDX-License-Identifier: MIT
set -euo pipefail

top=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.." && pwd)
build=$top/build-fuzz
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(archive csv edits fit history json project safetensors)

export G_SLICE=always-malloc ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1
TMPDIR=$(mktemp --directory)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

for target in "${targets[@]}"; do
  kept=$top/tests/fuzz/corpus/$target
  small=$TMPDIR/$target
  mkdir -p "$small" "$kept"
  # Long inputs cover little that short ones don't, and the seeds are made anew each time.
  "$build/tests/fuzz/fuzz-$target" -merge=1 -set_cover_merge=1 -max_len=600 \
    "$small" "$kept" "$build/corpus/$target" >"$build/$target-keep.log" 2>&1
  rm -rf "$kept"
  mv "$small" "$kept"
  printf '%-12s %5s inputs, %7s bytes\n' "$target" "$(find "$kept" -type f | wc -l)" \
    "$(find "$kept" -type f -printf '%s\n' | awk '{ n += $1 } END { print n + 0 }')"
done
