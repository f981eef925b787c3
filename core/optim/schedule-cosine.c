/* schedule-cosine.c — half a cosine wave from the full rate down to a fraction of it, step by step.
 *
 * A run that goes on until it is paused has no end to fall towards: its rate stays.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule-options.h"

#include <math.h>

typedef struct
{
  TdScheduleOptions base;
  double            final_fraction;
} CosineOptions;

static const TdOption options_table[] = {
  TD_OPTION_WARMUP,
  { .name = "final-fraction", .label = N_("Final fraction"),
    .help = N_("What part of the rate is left at the end."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (CosineOptions, final_fraction),
    .minimum = 0, .maximum = 1, .number = 0, .live = TRUE },
  { NULL }
};

static double
factor (gconstpointer options, const TdClock *clock)
{
  const CosineOptions *cosine = options;
  double steps = (double) clock->epochs * (double) clock->steps_per_epoch;

  if (clock->epochs == 0)
    return 1;

  double done = MIN ((double) clock->step / steps, 1);

  return cosine->final_fraction + (1 - cosine->final_fraction) * (1 + cos (G_PI * done)) / 2;
}

extern const TdScheduleKind td_schedule_cosine;

const TdScheduleKind td_schedule_cosine = {
  .kind = {
    .id = "cosine",
    .title = N_("Cosine"),
    .summary = N_("Lowers the learning rate smoothly until the last epoch."),
    .paper = "Loshchilov & Hutter, 2017, arXiv:1608.03983",
    .options = options_table,
    .options_size = sizeof (CosineOptions),
  },
  .factor = factor,
};
