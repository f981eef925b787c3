/* schedule.h — how the learning rate changes during a run: the family "schedules".
 *
 * Pure functions of the clock, so resuming needs no state and a live edit of the rate simply
 * changes the base.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef struct
{
  guint64 step;            /* steps done, from 0 */
  guint64 steps_per_epoch; /* at least 1 */
  guint64 epochs;          /* of the whole run; 0: until paused */
} TdClock;

/* Every schedule's options begin with this. */
typedef struct
{
  double warmup_epochs;
} TdScheduleOptions;

typedef struct
{
  TdKind kind;
  double (*factor) (gconstpointer options, const TdClock *clock); /* without warm-up; 0 … 1 and more */
} TdScheduleKind;

extern const TdFamily td_schedules;

/* Rate at @clock: base · warm-up · factor. */
double td_schedule_rate (const TdSpec *schedule, double base, const TdClock *clock);
