/* bench.h — how fast a standard workload trains here, beside its floor.
 *
 * Runs of the step and of the bare products take turns, and the best of each counts, so that what
 * else the computer does touches both alike.
 *
 * Main thread only; each call takes some seconds.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/bench/workload.h"

#define TD_BENCH_MAX_WAYS 2 /* one worker, all workers */

typedef struct
{
  guint  n_workers;
  double steps_per_second;
  double floor_per_second; /* steps that were products alone */
} TdBenchWay;

typedef struct
{
  guint      n_ways;
  TdBenchWay ways[TD_BENCH_MAX_WAYS];
  guint      chosen;           /* the way that a run settles on by itself */
  double     peak_memory;      /* bytes the process held at most, data included; NaN: unknown */
  double     evaluate_seconds; /* of n_evaluated rows; NaN where none are */
} TdBenchResult;

/* Each of the runs takes about @seconds. */
gboolean td_bench_run (const TdWorkload *workload, double seconds, TdBenchResult *result,
                       GError **error);
