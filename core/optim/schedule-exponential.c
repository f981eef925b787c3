/* schedule-exponential.c — every epoch's rate is the one before times a factor.
 *
 * As PyTorch's ExponentialLR, the rate stays the same within an epoch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule-options.h"

#include <math.h>

typedef struct
{
  TdScheduleOptions base;
  double            factor;
} ExponentialOptions;

static const TdOption options_table[] = {
  TD_OPTION_WARMUP,
  { .name = "factor", .label = N_("Factor"),
    .help = N_("What the rate is multiplied by from one epoch to the next."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (ExponentialOptions, factor),
    .minimum = 0, .maximum = 1, .number = 0.98, .live = TRUE, .steps = TD_STEPS_NEAR_ONE },
  { NULL }
};

static double
factor (gconstpointer options, const TdClock *clock)
{
  const ExponentialOptions *exponential = options;

  return pow (exponential->factor, (double) (clock->step / clock->steps_per_epoch));
}

extern const TdScheduleKind td_schedule_exponential;

const TdScheduleKind td_schedule_exponential = {
  .kind = {
    .id = "exponential",
    .title = N_("Exponential"),
    .summary = N_("Lowers the learning rate by the same factor after every epoch."),
    .options = options_table,
    .options_size = sizeof (ExponentialOptions),
  },
  .factor = factor,
};
