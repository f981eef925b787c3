/* schedule.c — the list of schedules, and the warm-up they share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule.h"

#include <glib/gi18n-lib.h>

#define SCHEDULES(row)                                                                            \
  row (constant)                                                                                  \
  row (step)                                                                                      \
  row (cosine)

#define DECLARE(name) extern const TdScheduleKind td_schedule_##name;
#define ENTRY(name)   &td_schedule_##name.kind,

SCHEDULES (DECLARE)

static const TdKind *const kinds[] = { SCHEDULES (ENTRY) NULL };

const TdFamily td_schedules = {
  .id = "schedules",
  .title = N_("Schedules"),
  .kinds = kinds,
};

/* Linear, and never zero: the first step already moves. */
static double
warm_up (const TdScheduleOptions *options, const TdClock *clock)
{
  double steps = options->warmup_epochs * (double) clock->steps_per_epoch;
  double done = (double) clock->step + 1;

  return done < steps ? done / steps : 1;
}

double
td_schedule_rate (const TdSpec *schedule, double base, const TdClock *clock)
{
  const TdScheduleKind *kind = (const TdScheduleKind *) schedule->kind;

  return base * warm_up (schedule->options, clock) * kind->factor (schedule->options, clock);
}
