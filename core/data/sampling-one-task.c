/* sampling-one-task.c — each step trains a single task, on rows that carry its label: for tasks
 * that exclude one another. Tasks take turns in an order of chance.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>

static const TdOption options_table[] = { TD_OPTION_EPOCH, { NULL } };

extern const TdSamplingKind td_sampling_one_task;
const TdSamplingKind td_sampling_one_task = {
  .kind = {
    .id = "one-task",
    .title = N_("One task at a time"),
    .summary = N_("Each step trains a single task on rows that carry its label; tasks take turns."),
    .options = options_table,
    .options_size = sizeof (TdSamplingOptions),
  },
  .one_task = TRUE,
};
