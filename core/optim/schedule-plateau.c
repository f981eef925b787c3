/* schedule-plateau.c — the rate drops by a factor whenever the run makes no progress any more.
 *
 * Progress is a new best value of the project's monitor, as for early stopping. PyTorch's
 * ReduceLROnPlateau waits for one epoch more, and for a best that is better by a ten-thousandth.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule-options.h"

#include <math.h>

typedef struct
{
  TdScheduleOptions base;
  gint64            patience;
  double            factor;
} PlateauOptions;

static const TdOption options_table[] = {
  TD_OPTION_WARMUP,
  { .name = "patience", .label = N_("Patience"),
    .help = N_("Epochs without a better value of the monitor until the rate drops."),
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (PlateauOptions, patience),
    .minimum = 1, .maximum = 1e6, .number = 10, .live = TRUE, .unit = N_("epochs") },
  { .name = "factor", .label = N_("Factor"), .help = N_("What the rate is multiplied by."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (PlateauOptions, factor),
    .minimum = 0, .maximum = 1, .number = 0.1, .live = TRUE },
  { NULL }
};

static double
factor (gconstpointer options, const TdClock *clock)
{
  const PlateauOptions *plateau = options;

  return pow (plateau->factor, (double) clock->drops);
}

static guint64
patience (gconstpointer options)
{
  return (guint64) ((const PlateauOptions *) options)->patience;
}

extern const TdScheduleKind td_schedule_plateau;

const TdScheduleKind td_schedule_plateau = {
  .kind = {
    .id = "plateau",
    .title = N_("Plateau"),
    .summary = N_("Lowers the learning rate each time the run stops getting better."),
    .options = options_table,
    .options_size = sizeof (PlateauOptions),
  },
  .factor = factor,
  .patience = patience,
};
