#!/usr/bin/env bash
# run.sh — builds the fuzz targets with clang, ASan and UBSan, and runs each for a while, two at a
# time. What it learns is kept in build-fuzz/corpus, what it finds in build-fuzz/found, and what it
# did in build-fuzz/record.tsv: target, runs, processor seconds, seconds by the clock, commit.
# Usage: tests/fuzz/run.sh [SECONDS] [TARGET…]      (all targets; the four that everything comes
#                                   through for 60 seconds each, the others for 20)
#        tests/fuzz/run.sh --cpu SECONDS [TARGET…]  (until the record says that each target had that
#                                   much processor time, in rounds of five minutes each, over as
#                                   many goes as it takes)
# The last line is "N passed, N failed".
#
# SPDX-License-Identifier: MIT
set -uo pipefail

top=$(cd -- "$(dirname -- "$(readlink -f -- "$0")")/../.." && pwd)
build=$top/build-fuzz
at_once=2

record=$build/record.tsv

first=(json archive safetensors csv)
others=(project edits fit history idx arff npy)
seconds=
limit=25 # for one input: room for sanitizers and busy machines
cpu=
if [ "${1-}" = --cpu ]; then
  cpu=${2:?SECONDS}
  seconds=300
  limit=120 # as processes of the lowest priority stand still for a while
  shift 2
fi
case ${1-} in
  '' | *[!0-9]*) ;;
  *)
    seconds=$1
    shift
    ;;
esac
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=("${first[@]}" "${others[@]}")

compile() {
  if [ ! -f "$build/build.ninja" ]; then
    CC=clang meson setup -Dfuzzers=true -Db_sanitize=address,undefined -Db_lundef=false \
      -Doptimization=1 -Ddebug=false -Dc_args=-g1 "$build" "$top" || return 1
  fi
  ninja -C "$build" --quiet && python3 "$top/tests/fuzz/seeds.py" "$build/seeds"
}

# number LOG NAME: one of libFuzzer's final statistics.
number() {
  sed -n "s/^stat::$2: *//p" "$1" | tail -n 1
}

# runs LOG: how many inputs were tried, also when something was found and there are no statistics.
runs() {
  sed -n 's/^#\([0-9]\+\)\t.*/\1/p' "$1" | tail -n 1
}

# spent TARGET: the processor seconds that it had so far, by the record.
spent() {
  awk -v target="$1" '$1 == target { n += $3 } END { printf "%d\n", n }' "$record"
}

# seconds_for TARGET
seconds_for() {
  if [ -n "$seconds" ]; then
    echo "$seconds"
  elif [[ " ${first[*]} " == *" $1 "* ]]; then
    echo 60
  else
    echo 20
  fi
}

# fuzz TARGET: one line on standard output; fails when something was found.
fuzz() {
  local target=$1 log=$build/$1.log status
  local TIMEFORMAT='%U %S %R'
  mkdir -p "$build/corpus/$target" "$build/found/$target" "$top/tests/fuzz/corpus/$target"
  { time "$build/tests/fuzz/fuzz-$target" -max_total_time="$(seconds_for "$target")" -timeout="$limit" -rss_limit_mb=1024 \
    -max_len=65536 -report_slow_units=2 -print_final_stats=1 -use_value_profile=1 \
    -dict="$build/seeds/$target.dict" -artifact_prefix="$build/found/$target/" \
    "$build/corpus/$target" "$build/seeds/$target" "$top/tests/fuzz/corpus/$target" \
    >"$log" 2>&1 </dev/null; } 2>"$log.time"
  status=$?
  awk -v target="$target" -v runs="$(runs "$log")" -v commit="$commit" \
    'END { printf "%s\t%d\t%.1f\t%.1f\t%s\n", target, runs, $1 + $2, $3, commit }' "$log.time" >>"$record"
  printf '%-12s %9s runs, %6s a second, %4.0f s of a core, %5s in the corpus, %s\n' "$target" \
    "$(runs "$log")" "$(number "$log" average_exec_per_sec)" \
    "$(awk 'END { print $1 + $2 }' "$log.time")" "$(find "$build/corpus/$target" -type f | wc -l)" \
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

touch "$record"
commit=$(git -C "$top" rev-parse --short HEAD 2>/dev/null || echo unknown)

# fuzz_all: each target once, but for those that had enough; fails when there was none.
fuzz_all() {
  local started=0
  for target in "${targets[@]}"; do
    [ -z "$cpu" ] || [ "$(spent "$target")" -lt "$cpu" ] || continue
    [ $running -lt $at_once ] || count_one
    fuzz "$target" &
    running=$((running + 1))
    started=$((started + 1))
  done
  while [ $running -gt 0 ]; do
    count_one
  done
  [ $started -gt 0 ]
}

while fuzz_all && [ -n "$cpu" ] && [ $failed -eq 0 ]; do :; done

printf '%d passed, %d failed\n' "$passed" "$failed"
[ $failed -eq 0 ] && { [ $passed -gt 0 ] || [ -n "$cpu" ]; }
