/* related-tasks.c — the source "related-tasks": numbers to predict that have more or less in
 * common.
 *
 * Inputs x1 … xd are independent, mean 0 and deviation 1. Task k has a direction
 *   w_k = √r w_0 + √(1 - r) v_k,   all of length 1,
 * where w_0 is the same for all tasks and r is how related they are, and the target
 *   y_k = s_k (tanh (2 w_k · x) + noise),   s_k = spread^(k - 1).
 * The form y = s tanh (w · x) is the toy of Chen et al., "GradNorm", 2018, arXiv:1711.02257,
 * section 4.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/random.h"
#include "core/data/source.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define STEEPNESS 2.0
#define COMMON G_MAXUINT32 /* the stream's step for w_0; tasks count from 0 */

typedef struct
{
  gint64 rows, features, tasks;
  double relatedness, spread, noise;
  gint64 seed;
} RelatedOptions;

static const TdOption options_table[] = {
  { "rows", N_("Rows"), N_("How many rows."),
    TD_INTEGER, G_STRUCT_OFFSET (RelatedOptions, rows), 10, 100000, 1000 },
  { "features", N_("Features"), N_("How many inputs: x1, x2 and so on."),
    TD_INTEGER, G_STRUCT_OFFSET (RelatedOptions, features), 1, 1000, 10 },
  { "tasks", N_("Tasks"), N_("How many numbers to predict: y1, y2 and so on."),
    TD_INTEGER, G_STRUCT_OFFSET (RelatedOptions, tasks), 1, 100, 4 },
  { "relatedness", N_("Relatedness"),
    N_("What tasks have in common: at 0 each is about something else, at 1 all are the same."),
    TD_NUMBER, G_STRUCT_OFFSET (RelatedOptions, relatedness), 0, 1, 0.8 },
  { "spread", N_("Spread"),
    N_("How many times larger each task's numbers are than those of the task before."),
    TD_NUMBER, G_STRUCT_OFFSET (RelatedOptions, spread), 0.01, 100, 1 },
  { "noise", N_("Noise"), N_("Deviation of what can't be predicted; the rest varies by about 0.8."),
    TD_NUMBER, G_STRUCT_OFFSET (RelatedOptions, noise), 0, 10, 0.1 },
  { "seed", N_("Seed"), N_("Another number makes other rows and other tasks."),
    TD_INTEGER, G_STRUCT_OFFSET (RelatedOptions, seed), 0, 9007199254740992.0, 1 },
  { NULL }
};

/* A direction of length 1; @which names it. */
static void
draw_direction (TdStream stream,
                guint32  which,
                double  *w,
                gint64   n)
{
  double square = 0;

  for (gint64 i = 0; i < n; i++)
    {
      w[i] = td_stream_normal (stream, which, (guint32) i);
      square += w[i] * w[i];
    }
  for (gint64 i = 0; i < n; i++)
    w[i] /= sqrt (square);
}

/* (tasks, features) */
static double *
draw_tasks (const RelatedOptions *self)
{
  TdStream stream = td_stream ((guint64) self->seed, "related-tasks/directions");
  g_autofree double *common = g_new (double, self->features);
  double *w = g_new (double, self->tasks * self->features);
  double shared = sqrt (self->relatedness), own = sqrt (1 - self->relatedness);

  draw_direction (stream, COMMON, common, self->features);
  for (gint64 k = 0; k < self->tasks; k++)
    {
      double *w_k = &w[k * self->features];

      draw_direction (stream, (guint32) k, w_k, self->features);
      for (gint64 i = 0; i < self->features; i++)
        w_k[i] = shared * common[i] + own * w_k[i];
    }
  return w;
}

static void
fill_row (const RelatedOptions *self,
          const double         *w,
          TdColumn             *columns,
          guint32               row)
{
  TdStream inputs = td_stream ((guint64) self->seed, "related-tasks/inputs");
  TdStream noise = td_stream ((guint64) self->seed, "related-tasks/noise");

  for (gint64 i = 0; i < self->features; i++)
    columns[i].numbers[row] = td_stream_normal (inputs, row, (guint32) i);
  for (gint64 k = 0; k < self->tasks; k++)
    {
      double sum = 0;

      for (gint64 i = 0; i < self->features; i++)
        sum += w[k * self->features + i] * columns[i].numbers[row];
      columns[self->features + k].numbers[row] =
        pow (self->spread, (double) k)
        * (tanh (STEEPNESS * sum) + self->noise * td_stream_normal (noise, row, (guint32) k));
    }
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  const RelatedOptions *self = options;
  guint n_columns = (guint) (self->features + self->tasks);
  g_autofree double *w = draw_tasks (self);
  TdColumn *columns = g_new0 (TdColumn, n_columns);

  for (gint64 c = 0; c < n_columns; c++)
    {
      gboolean input = c < self->features;

      columns[c].name = g_strdup_printf (input ? "x%" G_GINT64_FORMAT : "y%" G_GINT64_FORMAT,
                                         input ? c + 1 : c - self->features + 1);
      columns[c].numbers = g_new (double, self->rows);
    }
  for (guint32 row = 0; row < self->rows; row++)
    fill_row (self, w, columns, row);
  return td_table_new ((gsize) self->rows, n_columns, columns, 0, NULL);
}

extern const TdSourceKind td_source_related_tasks;

const TdSourceKind td_source_related_tasks = {
  .kind = {
    .id = "related-tasks",
    .title = N_("Related tasks"),
    .summary = N_("Generated: numbers to predict that have as much in common as you like."),
    .paper = "Chen, Badrinarayanan, Lee & Rabinovich, 2018, arXiv:1711.02257",
    .options = options_table,
    .options_size = sizeof (RelatedOptions),
  },
  .load = load,
};
