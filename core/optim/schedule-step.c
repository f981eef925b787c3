/* schedule-step.c — the rate drops by a factor every so many epochs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule-options.h"

#include <math.h>

typedef struct
{
  TdScheduleOptions base;
  gint64            every_epochs;
  double            factor;
} StepOptions;

static const TdOption options_table[] = {
  TD_OPTION_WARMUP,
  { .name = "every-epochs", .label = N_("Every"), .help = N_("Epochs from one drop to the next."),
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (StepOptions, every_epochs),
    .minimum = 1, .maximum = 1e6, .number = 50, .live = TRUE, .unit = N_("epochs") },
  { .name = "factor", .label = N_("Factor"), .help = N_("What the rate is multiplied by."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (StepOptions, factor),
    .minimum = 0, .maximum = 10, .number = 0.5, .live = TRUE },
  { NULL }
};

static double
factor (gconstpointer options, const TdClock *clock)
{
  const StepOptions *step = options;
  guint64 epoch = clock->step / clock->steps_per_epoch;

  return pow (step->factor, (double) (epoch / (guint64) step->every_epochs));
}

extern const TdScheduleKind td_schedule_step;

const TdScheduleKind td_schedule_step = {
  .kind = {
    .id = "step",
    .title = N_("Step decay"),
    .summary = N_("Multiplies the learning rate by a factor every so many epochs."),
    .options = options_table,
    .options_size = sizeof (StepOptions),
  },
  .factor = factor,
};
