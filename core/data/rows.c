/* rows.c — the sampling "rows": an epoch takes every training row once; a batch trains each task
 * on those of its rows that carry the task's label. The last, short batch is used.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  int epoch; /* index into epoch_names */
} RowsOptions;

static const char *const epoch_names[] = { "all-rows", NULL };
static const char *const epoch_titles[] = { N_("All rows"), NULL };

static const TdOption options[] = {
  { "epoch", N_("Epoch"), N_("When an epoch ends."),
    TD_CHOICE, G_STRUCT_OFFSET (RowsOptions, epoch),
    .text = "all-rows", .choices = epoch_names, .titles = epoch_titles },
  { NULL },
};

static guint64
steps_per_epoch (gconstpointer self,
                 gsize         n_rows,
                 gsize         batch_size)
{
  return n_rows / batch_size + (n_rows % batch_size != 0);
}

static void
order_rows (gconstpointer self,
            TdStream      stream,
            guint64       epoch,
            gboolean      shuffle,
            guint32      *order,
            gsize         n_rows)
{
  if (shuffle)
    {
      td_stream_permute (stream, (guint32) epoch, order, n_rows);
      return;
    }
  for (gsize i = 0; i < n_rows; i++)
    order[i] = (guint32) i;
}

extern const TdSamplingKind td_rows_sampling;
const TdSamplingKind td_rows_sampling = {
  .kind = {
    .id = "rows",
    .title = N_("Rows"),
    .summary = N_("Every row once per epoch; a task learns from the rows that carry its label."),
    .options = options,
    .options_size = sizeof (RowsOptions),
  },
  .steps_per_epoch = steps_per_epoch,
  .order = order_rows,
};
