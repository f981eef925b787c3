/* rows.c — the sampling "rows": an epoch takes every training row once; a batch trains each task
 * on those of its rows that carry the task's label. The last, short batch is used.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>

static const char *const epoch_names[] = { "all-rows", NULL };
static const char *const epoch_titles[] = { N_("All rows"), NULL };

static const TdOption options[] = {
  { "epoch", N_("Epoch"), N_("When an epoch ends."),
    TD_CHOICE, G_STRUCT_OFFSET (TdSamplingOptions, epoch),
    .text = "all-rows", .choices = epoch_names, .titles = epoch_titles },
  { NULL },
};

extern const TdSamplingKind td_rows_sampling;
const TdSamplingKind td_rows_sampling = {
  .kind = {
    .id = "rows",
    .title = N_("Rows"),
    .summary = N_("Every row once per epoch; a task learns from the rows that carry its label."),
    .options = options,
    .options_size = sizeof (TdSamplingOptions),
  },
};
