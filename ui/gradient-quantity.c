/* gradient-quantity.c — see gradient-quantity.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/gradient-quantity.h"

#include <glib/gi18n.h>
#include <math.h>

#define UNRECORDED N_("Runs record this when their method of balancing compares gradients.")

static void
show_cosines (TdGradientLines *lines, const TdGradientAim *aim)
{
  td_gradient_lines_show_cosines (lines, aim->tasks, aim->task, aim->layer);
}

static void
show_norms (TdGradientLines *lines, const TdGradientAim *aim)
{
  td_gradient_lines_show_norms (lines, aim->tasks);
}

static void
show_conflicts (TdGradientLines *lines, const TdGradientAim *aim)
{
  td_gradient_lines_show_conflicts (lines, _("Pairs in conflict"), aim->plain);
}

const TdGradientQuantity td_gradient_quantities[] = {
  { N_("Cosine with"), N_("Cosine over time"), N_("Cosines are drawn here while you look."), -1, 1,
    FALSE, FALSE, TRUE, show_cosines },
  { N_("Gradient norms"), N_("Gradient norms over time"), UNRECORDED, 0, 0, TRUE, FALSE,
    FALSE, show_norms },
  { N_("Conflicts"), N_("Pairs in conflict over time"), UNRECORDED, 0, 1, FALSE, TRUE,
    FALSE, show_conflicts },
  { NULL },
};

TdChartView
td_gradient_quantity_view (const TdGradientQuantity *self)
{
  return (TdChartView) { .zoomed = self->high > self->low, .y0 = self->low, .y1 = self->high,
                         .log_y = self->log };
}

TdChartModel
td_gradient_quantity_chart (const TdGradientQuantity *self, TdGradientLines *lines,
                            const TdGradientAim *aim)
{
  const TdPlan *plan = aim->tasks->plan;
  TdChartModel model = {
    .title = _(self->title),
    .x_label = _("epoch"),
    .percent = self->percent,
    .x_end = plan != NULL ? (double) MAX (td_training_of (&plan->project)->epochs, 0) : 0,
    .now = NAN,
    .empty = _(self->empty),
  };

  if (plan != NULL)
    self->show (lines, aim);
  else
    td_gradient_lines_show_nothing (lines);
  model.series = td_gradient_lines_get (lines, &model.n_series);
  return model;
}
