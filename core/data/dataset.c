/* dataset.c — the numbers a network trains on.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/dataset.h"

#include <math.h>

const char *const td_part_names[] = { "training", "validation", "test", NULL };

static void
count_labels (TdDataset *self,
              TdTargets *targets)
{
  targets->n_labels = g_new0 (gsize, (gsize) TD_N_PARTS * MAX (targets->n_columns, 1));
  for (guint p = 0; p < TD_N_PARTS; p++)
    for (gsize i = 0; i < self->n_part[p]; i++)
      {
        const float *values = targets->values + (gsize) self->rows[p][i] * targets->n_columns;
        gboolean any = FALSE;

        for (guint c = 0; c < targets->n_columns; c++)
          {
            targets->n_labels[p * targets->n_columns + c] += !isnan (values[c]);
            any = any || !isnan (values[c]);
          }
        targets->n_rows[p] += any;
      }
}

TdDataset *
td_dataset_ref (TdDataset *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_dataset_unref (TdDataset *self)
{
  if (!td_refs_dec (&self->refs))
    return;
  for (guint i = 0; i < self->n_tasks; i++)
    {
      g_free (self->targets[i].values);
      g_free (self->targets[i].n_labels);
    }
  for (guint p = 0; p < TD_N_PARTS; p++)
    g_free (self->rows[p]);
  g_free (self->targets);
  g_free (self->inputs);
  g_free (self);
}

TdDataset *
td_dataset_new (gsize       n_rows,
                guint       n_features,
                float      *inputs,
                guint       n_tasks,
                TdTargets  *targets,
                guint32    *rows[TD_N_PARTS],
                const gsize n_part[TD_N_PARTS])
{
  TdDataset *self = g_new0 (TdDataset, 1);

  td_refs_init (&self->refs);
  self->n_rows = n_rows;
  self->n_features = n_features;
  self->inputs = inputs;
  self->n_tasks = n_tasks;
  self->targets = targets;
  for (guint p = 0; p < TD_N_PARTS; p++)
    {
      self->rows[p] = rows[p];
      self->n_part[p] = n_part[p];
    }
  for (guint i = 0; i < n_tasks; i++)
    count_labels (self, &targets[i]);
  return self;
}
