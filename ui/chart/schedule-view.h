/* schedule-view.h — the learning rate over a whole run, as a small picture.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/optim/schedule.h"
#include "core/train/history.h"
#include "ui/chart/chart.h"

typedef struct
{
  const TdSpec *schedule;        /* borrowed */
  double        base;            /* the optimizer's rate */
  guint64       steps_per_epoch; /* at least 1 */
  guint64       epochs;          /* of the run; 0: until paused */
  guint64       step;            /* done, in epochs of that length */
  /* Of a schedule that follows how the run goes: */
  guint64         drops;         /* of its clock, now */
  const TdMoment *past;          /* (n_past) epochs that are over, in order; borrowed */
  gsize           n_past;
} TdScheduleModel;

/* Epochs that the picture spans: the run's, or some more than are done. */
double td_schedule_view_end      (const TdScheduleModel *model);
/* The rate of the step that is under way at @epoch. A schedule that follows the run has the rates
 * of epochs that are over from @past, and goes on as if there were progress from now on. */
double td_schedule_view_rate     (const TdScheduleModel *model, double epoch);
/* "From 0.001 to 0 in 200 epochs, now 0.0009": owned. */
char  *td_schedule_view_describe (const TdScheduleModel *model);
void   td_schedule_view_draw     (cairo_t *cr, double width, double height,
                                  const TdScheduleModel *model, const TdPalette *palette);
