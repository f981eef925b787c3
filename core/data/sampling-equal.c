/* sampling-equal.c — every task has the same part of every batch, however few its labels are.
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
  return 1;
}

extern const TdSamplingKind td_sampling_equal;
const TdSamplingKind td_sampling_equal = {
  .kind = {
    .id = "equal",
    .title = N_("Equal"),
    .summary = N_("Every task has as many rows of its own in a batch as any other."),
    .options = options_table,
    .options_size = sizeof (TdSamplingOptions),
  },
  .share = share,
};
