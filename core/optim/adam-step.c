/* adam-step.c — the figures of one step from the options.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/adam-step.h"

#include <math.h>

const char *const td_adam_slots[] = { "exp_avg", "exp_avg_sq", NULL };

TdAdamStep
td_adam_step (const TdAdamOptions *options, double rate, guint64 t)
{
  return (TdAdamStep) {
    .rate = rate,
    .beta1 = options->beta1,
    .beta2 = options->beta2,
    .epsilon = options->epsilon,
    .correction1 = 1 - pow (options->beta1, (double) t),
    .correction2 = 1 - pow (options->beta2, (double) t),
    .decay = options->weight_decay,
  };
}
