/* schedule.h — how the learning rate changes during a run: the family "schedules".
 *
 * Pure functions of the clock, so a live edit of the rate simply changes the base. Whoever trains
 * keeps what the clock says of progress, two counters, and saves them with the run.
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
  guint64 drops;           /* how often a lack of progress has lowered the rate */
} TdClock;

/* What is counted at the ends of epochs; zeros at the start of a run. */
typedef struct
{
  guint64 waited; /* epochs since the last progress or drop */
  guint64 drops;
} TdStall;

/* Every schedule's options begin with this. */
typedef struct
{
  double warmup_epochs;
} TdScheduleOptions;

typedef struct
{
  TdKind kind;
  double (*factor) (gconstpointer options, const TdClock *clock); /* without warm-up; 0 … 1 and more */
  /* Epochs without progress that make a drop, at least 1. NULL: progress is of no concern. */
  guint64 (*patience) (gconstpointer options);
} TdScheduleKind;

extern const TdFamily td_schedules;

/* Rate at @clock: base · warm-up · factor. */
double   td_schedule_rate           (const TdSpec *schedule, double base, const TdClock *clock);
/* Whether the rate depends on how the run goes, so that what is to come isn't known. */
gboolean td_schedule_follows        (const TdSpec *schedule);
/* Counts an epoch that is over. A schedule that doesn't follow the run forgets what was counted. */
void     td_schedule_count_progress (const TdSpec *schedule, gboolean progress, TdStall *stall);
