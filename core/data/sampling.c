/* sampling.c — the list of samplings.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>

extern const TdSamplingKind td_rows_sampling, td_sampling_proportional, td_sampling_equal,
  td_sampling_temperature, td_sampling_one_task;

static const TdKind *const kinds[] = {
  &td_rows_sampling.kind,
  &td_sampling_proportional.kind,
  &td_sampling_equal.kind,
  &td_sampling_temperature.kind,
  &td_sampling_one_task.kind,
  NULL,
};

const char *const td_epoch_names[] = { "all-rows", "longest", "shortest", NULL };
const char *const td_epoch_titles[] = { N_("All rows"), N_("Longest task"), N_("Shortest task"),
                                        NULL };

const TdFamily td_samplings = { "sampling", N_("Sampling"), kinds, FALSE };
