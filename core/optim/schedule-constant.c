/* schedule-constant.c — the same rate all along.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule-options.h"

static const TdOption options_table[] = {
  TD_OPTION_WARMUP,
  { NULL }
};

static double
factor (gconstpointer options, const TdClock *clock)
{
  return 1;
}

extern const TdScheduleKind td_schedule_constant;

const TdScheduleKind td_schedule_constant = {
  .kind = {
    .id = "constant",
    .title = N_("Constant"),
    .summary = N_("Keeps the learning rate as it is set."),
    .options = options_table,
    .options_size = sizeof (TdScheduleOptions),
  },
  .factor = factor,
};
