/* workload.h — the standard workloads: projects on made-up rows, the same for other programs.
 *
 * A workload is a row of the table: the text of its project, the shape of its data, and the matrix
 * products that a training step cannot do without.
 *
 * Main thread only, as plans are made there.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

#define TD_WORKLOAD_MAX_LAYERS 8
#define TD_WORKLOAD_MAX_TARGETS 12

/* The products of one layer: x W forward, and two of the same size backward. */
typedef struct
{
  gsize n_in, n_out; /* of the weights; both 0 after the last layer */
  gsize n_pixels;    /* of a convolution's output: W times the windows of one image; 0: dense, one
                        product over all rows */
} TdWorkloadLayer;

typedef struct
{
  const char     *name;       /* "W1" */
  const char     *title;      /* what it is, in a few words; not translated: sizes and kinds */
  const char     *project;    /* JSON; inputs are x0, x1 …, targets t0, t1 … of bench.csv */
  gsize           n_features;
  gsize           n_rows;     /* all of them train */
  gsize           batch_size;
  guint           n_values[TD_WORKLOAD_MAX_TARGETS]; /* that each target takes, 0 … n - 1; 0: no more */
  TdWorkloadLayer layers[TD_WORKLOAD_MAX_LAYERS];    /* heads that read the same are one product */
  gsize           n_evaluated; /* rows whose evaluation is timed; 0: it isn't */
} TdWorkload;

/* The table, in order, NULL-terminated. */
const TdWorkload *const *td_workloads     (void);
const TdWorkload        *td_workload_find (const char *name); /* in any letter case; NULL: none */

/* Its rows and a plan of them for @workers, as training.workers. */
TdPlan *td_workload_plan (const TdWorkload *self, guint workers, GError **error);
