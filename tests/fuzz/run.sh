#!/usr/bin/env bash
# run.sh — builds the fuzz targets with clang, ASan and UBSan, and runs each for a while, two at a
# time. What it learns is kept in build-fuzz/corpus, what it finds in build-fuzz/found.
# Usage: tests/fuzz/run.sh [SECONDS] [TARGET…]      (60 seconds, all targets)
# The last line is "N passed, N failed".
#
# SPDX-License-Identifier: MIT
set -uo pipefail

top=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.." && pwd)
build=$top/build-fuzz
at_once=2

seconds=60
case ${1-} in
  '' | *[!0-9]*) ;;
  *)
    seconds=$1
    shift
    ;;
esac
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(project archive json csv safetensors fit history)

compile() {
  if [ ! -f "$build/build.ninja" ]; then
    CC=clang meson setup -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false \
      -Doptimization=1 "$build" "$top" || return 1
  fi
  ninja -C "$build" --quiet && python3 "$top/tests/fuzz/seeds.py" "$build/seeds"
}

# number LOG NAME: one of libFuzzer's final statistics.
number() {
  sed -n "s/^stat::$2: *//p" "$1" | tail -n 1
}

# fuzz TARGET: one line on standard output; fails when something was found.
fuzz() {
  local target=$1 log=$build/$1.log status
  local TIMEFORMAT='%U %S'
  mkdir -p "$build/corpus/$target" "$build/found/$target" "$top/tests/fuzz/corpus/$target"
  # A limit of 10 s leaves room for sanitizers and busy machines.
  { time "$build/tests/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=65536 -report_slow_units=2 -print_final_stats=1 -use_value_profile=1 \
    -dict="$build/seeds/$target.dict" -artifact_prefix="$build/found/$target/" \
    "$build/corpus/$target" "$build/seeds/$target" "$top/tests/fuzz/corpus/$target" \
    >"$log" 2>&1 </dev/null; } 2>"$log.time"
  status=$?
  printf '%-12s %9s runs, %6s a second, %4.0f s of a core, %5s in the corpus, %s\n' "$target" \
    "$(number "$log" number_of_executed_units)" "$(number "$log" average_exec_per_sec)" \
    "$(awk '{ print $1 + $2 }' "$log.time")" "$(find "$build/corpus/$target" -type f | wc -l)" \
    "$([ $status -eq 0 ] && echo 'nothing found' || echo "FAILED, see $log")"
  return $status
}

if ! log=$(compile 2>&1); then
  printf '%s\nThe fuzz targets did not build.\n0 passed, 1 failed\n' "$log"
  exit 1
fi

# GLib's own allocator would hide its errors from ASan. A small quarantine stays within the limit.
export G_SLICE=always-malloc
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:quarantine_size_mb=64:allocator_may_return_null=1
export LSAN_OPTIONS=suppressions=$top/tests/lsan.supp:print_suppressions=0
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export OPENBLAS_NUM_THREADS=1
TMPDIR=$(mktemp --directory --tmpdir=/dev/shm tandem-fuzz-XXXXXX) || exit 1
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

passed=0
failed=0
running=0

# Waits for one target and counts it.
count_one() {
  if wait -n; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
  running=$((running - 1))
}

for target in "${targets[@]}"; do
  [ $running -lt $at_once ] || count_one
  fuzz "$target" &
  running=$((running + 1))
done
while [ $running -gt 0 ]; do
  count_one
done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
