/* gradient-quantity.h — what of the tasks' gradients can be drawn over time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/gradient-lines.h"

/* What the lines are about. */
typedef struct
{
  const TdAgreementModel *tasks;
  guint  task;  /* chosen */
  gint   layer; /* -1: all that is shared */
  TdRgba plain; /* for lines that belong to no task */
} TdGradientAim;

typedef struct
{
  const char *choice; /* N_() on offer before the task, if one is chosen as well */
  const char *title;  /* N_() */
  const char *empty;  /* N_() said when a run has nothing of it */
  double      low, high; /* of its axis; equal: as it is */
  gboolean    log, percent;
  gboolean    of_task;
  void      (*show) (TdGradientLines *lines, const TdGradientAim *aim);
} TdGradientQuantity;

/* In the order they are offered; the last has no title. */
extern const TdGradientQuantity td_gradient_quantities[];

/* Its axes as they are at first. */
TdChartView  td_gradient_quantity_view  (const TdGradientQuantity *self);
/* With the lines of @aim; without tasks there are none. Good until the lines' next change. */
TdChartModel td_gradient_quantity_chart (const TdGradientQuantity *self, TdGradientLines *lines,
                                         const TdGradientAim *aim);
