/* sampling-proportional.c — a task's part of every batch is as large as its part of the labels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>

static const TdOption options_table[] = { TD_OPTION_EPOCH, { NULL } };

static double
share (gconstpointer options,
       double        n_labelled)
{
  return n_labelled;
}

extern const TdSamplingKind td_sampling_proportional;
const TdSamplingKind td_sampling_proportional = {
  .kind = {
    .id = "proportional",
    .title = N_("Proportional"),
    .summary = N_("Every task has rows of its own in a batch, as many as its labels warrant."),
    .options = options_table,
    .options_size = sizeof (TdSamplingOptions),
  },
  .share = share,
};
