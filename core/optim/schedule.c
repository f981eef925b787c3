/* schedule.c — the list of schedules, and the warm-up they share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/schedule.h"

#include <glib/gi18n-lib.h>

#define SCHEDULES(row)                                                                            \
  row (constant)                                                                                  \
  row (step)                                                                                      \
  row (exponential)                                                                               \
  row (cosine)                                                                                    \
  row (one_cycle)                                                                                 \
  row (plateau)

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

static const TdScheduleKind *
kind_of (const TdSpec *schedule)
{
  return (const TdScheduleKind *) schedule->kind;
}

double
td_schedule_rate (const TdSpec *schedule, double base, const TdClock *clock)
{
  return base * warm_up (schedule->options, clock)
         * kind_of (schedule)->factor (schedule->options, clock);
}

gboolean
td_schedule_follows (const TdSpec *schedule)
{
  return kind_of (schedule)->patience != NULL;
}

void
td_schedule_count_progress (const TdSpec *schedule, gboolean progress, TdStall *stall)
{
  if (!td_schedule_follows (schedule))
    {
      *stall = (TdStall) { 0, 0 };
      return;
    }
  stall->waited = progress ? 0 : stall->waited + 1;
  if (stall->waited < kind_of (schedule)->patience (schedule->options))
    return;
  stall->waited = 0;
  stall->drops++;
}
