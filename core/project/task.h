/* task.h — one target to predict: the family "tasks".
 *
 * A task kind knows how labels are read and encoded, how many outputs the head ends in, which
 * losses it takes, and how good an answer is.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"
#include "core/data/dataset.h"
#include "core/nn/metrics.h"

/* Every task kind's options begin with this. */
typedef struct
{
  char      *id, *name;
  char     **targets; /* column names */
  double     weight;  /* λ */
  gboolean   enabled;
  char      *color;   /* "#0072B2", light style; the dark variant is derived */
  TdSpec     loss;
  TdSpecList head;
} TdTaskOptions;

typedef struct
{
  TdKind   kind;
  gboolean has_accuracy; /* else R² and RMSE */

  /* Learns classes or scaling from the training rows (@train: NULL when a fit exists). Columns are
   * options->targets in order. Refuses, naming task, row and column, what it can't read. */
  gboolean (*fit) (gconstpointer options, const TdColumn *const *columns, guint n_columns,
                   const TdTable *table, const guint32 *train, gsize n_train, TdTargetFit *fit,
                   GError **error);
  guint (*n_outputs) (gconstpointer options, const TdTargetFit *fit); /* of the head */
  guint (*n_columns) (gconstpointer options, const TdTargetFit *fit); /* of TdTargets */
  /* Fills @values (n_rows, n_columns); NaN where the label is missing. A class unknown to @fit is
   * missing too, and counted in @n_unseen. */
  gboolean (*encode) (gconstpointer options, const TdTargetFit *fit, const TdColumn *const *columns,
                      const TdTable *table, float *values, gsize *n_unseen, GError **error);

  /* Adds rows to @tally, all but `loss`. Outputs are raw: logits, or scaled numbers. */
  void (*measure) (const TdTargetFit *fit, const float *outputs /* (rows, n_outputs) */,
                   guint n_outputs, const float *targets /* (rows, n_columns) */, guint n_columns,
                   gsize rows, TdTally *tally);
  guint (*n_numbers) (const TdTargetFit *fit); /* for td_tally_init(); NULL: 0 */
} TdTaskKind;

extern const TdFamily td_tasks;

const TdTaskKind    *td_task_kind    (const TdSpec *task);
const TdTaskOptions *td_task_options (const TdSpec *task);

/* The default colour of the task at @position: Okabe–Ito without black and yellow. */
const char *td_task_default_color (guint position);
