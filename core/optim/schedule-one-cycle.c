/* schedule-one-cycle.c — up from a fraction of the rate to all of it, then down to almost nothing.
 *
 * Both ways are half cosine waves, step by step: PyTorch's OneCycleLR, with peak-at for pct_start
 * and start-fraction for 1 / div_factor. The last step has a ten-thousandth of the first one's
 * rate.
 *
 * A run that goes on until it is paused has no length to divide: its rate stays at the peak.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule-options.h"

#include <math.h>

#define END_BY_START 1e-4 /* the last rate, of the first one */

typedef struct
{
  TdScheduleOptions base;
  double            peak_at;
  double            start_fraction;
} OneCycleOptions;

static const TdOption options_table[] = {
  TD_OPTION_WARMUP,
  { .name = "peak-at", .label = N_("Peak at"),
    .help = N_("What part of the run is over when the rate is highest."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (OneCycleOptions, peak_at),
    .minimum = 0, .maximum = 1, .number = 0.3, .live = TRUE },
  { .name = "start-fraction", .label = N_("Start fraction"),
    .help = N_("What part of the rate the run starts with."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (OneCycleOptions, start_fraction),
    .minimum = 0, .maximum = 1, .number = 0.04, .live = TRUE },
  { NULL }
};

/* From @from to @to while @done goes from 0 to 1. */
static double
half_wave (double from, double to, double done)
{
  return to + (from - to) * (1 + cos (G_PI * CLAMP (done, 0, 1))) / 2;
}

static double
factor (gconstpointer options, const TdClock *clock)
{
  const OneCycleOptions *cycle = options;
  double step = (double) clock->step;
  double last = (double) clock->epochs * (double) clock->steps_per_epoch - 1;
  double peak = cycle->peak_at * (last + 1) - 1;

  if (clock->epochs == 0)
    return 1;
  if (step < peak)
    return half_wave (cycle->start_fraction, 1, step / peak);
  if (last <= peak)
    return 1;
  return half_wave (1, cycle->start_fraction * END_BY_START, (step - peak) / (last - peak));
}

extern const TdScheduleKind td_schedule_one_cycle;

const TdScheduleKind td_schedule_one_cycle = {
  .kind = {
    .id = "one-cycle",
    .title = N_("One cycle"),
    .summary = N_("Raises the learning rate to a peak, then lowers it until the last epoch."),
    .paper = "Smith & Topin, 2019, arXiv:1708.07120",
    .options = options_table,
    .options_size = sizeof (OneCycleOptions),
  },
  .factor = factor,
};
