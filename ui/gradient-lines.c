/* gradient-lines.c — see gradient-lines.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/gradient-lines.h"

#include "ui/gradient-trail.h"

#include <math.h>

#define CELL_FLOATS (sizeof (TdCell) / sizeof (float))

struct _TdGradientLines
{
  TdHistoryView    view;
  TdGradientTrail *trail;
  GArray          *series; /* TdSeries */
};

TdGradientLines *
td_gradient_lines_new (void)
{
  TdGradientLines *self = g_new0 (TdGradientLines, 1);

  self->trail = td_gradient_trail_new ();
  self->series = g_array_new (FALSE, FALSE, sizeof (TdSeries));
  return self;
}

void
td_gradient_lines_free (TdGradientLines *self)
{
  if (self == NULL)
    return;
  td_history_view_clear (&self->view);
  td_gradient_trail_free (self->trail);
  g_array_unref (self->series);
  g_free (self);
}

void
td_gradient_lines_see (TdGradientLines *self, const TdGradients *gradients)
{
  td_gradient_trail_add (self->trail, gradients);
}

void
td_gradient_lines_read (TdGradientLines *self, TdHistory *history)
{
  td_history_view_update (&self->view, history);
}

static const TdCell *
find_column (const TdGradientLines *self, const char *name)
{
  gint column = td_history_view_find (&self->view, name);

  return column >= 0 && self->view.n_rows > 0 ? self->view.cells[column] : NULL;
}

/* Whether the run still records this. */
static gboolean
is_current (const TdGradientLines *self, const TdCell *cells)
{
  return cells != NULL && !isnan (cells[self->view.n_rows - 1].mean);
}

static void
add_column (TdGradientLines *self, const TdCell *cells, const char *label, TdRgba color)
{
  TdSeries series = { .label = label, .color = color, .tip_x = NAN, .tip_y = NAN,
                      .n = self->view.n_rows, .x = self->view.x, .stride = CELL_FLOATS };

  if (cells == NULL)
    return;
  series.mean = &cells->mean;
  series.min = &cells->min;
  series.max = &cells->max;
  g_array_append_val (self->series, series);
}

/* The first entry of the trail after the last epoch that has a value. */
static gsize
first_unrecorded (const TdGradientLines *self, const TdCell *cells)
{
  gsize row = cells != NULL ? self->view.n_rows : 0, first = 0;

  while (row > 0 && isnan (cells[row - 1].mean))
    row--;
  while (row > 0 && first < td_gradient_trail_get_n (self->trail)
         && td_gradient_trail_get_x (self->trail)[first] <= self->view.x[row - 1])
    first++;
  return first;
}

static void
add_seen (TdGradientLines *self, gint layer, guint a, guint b, gsize first, const char *label,
          TdRgba color)
{
  gsize stride, n = td_gradient_trail_get_n (self->trail);
  const float *cosines = td_gradient_trail_get_cosines (self->trail, layer, a, b, &stride);
  TdSeries series = { .label = label, .color = color, .tip_x = NAN, .tip_y = NAN };

  if (cosines == NULL || first >= n)
    return;
  series.n = n - first;
  series.x = td_gradient_trail_get_x (self->trail) + first;
  series.mean = cosines + first * stride;
  series.stride = stride;
  g_array_append_val (self->series, series);
}

/* Columns name a pair in the order that its tasks had when the run began to record it. */
static const TdCell *
find_pair (const TdGradientLines *self, const char *a, const char *b)
{
  g_autofree char *one = g_strdup_printf ("%s/%s/cosine", a, b);
  g_autofree char *other = g_strdup_printf ("%s/%s/cosine", b, a);
  const TdCell *cells = find_column (self, one), *turned = find_column (self, other);

  return is_current (self, turned) || cells == NULL ? turned : cells;
}

void
td_gradient_lines_show_cosines (TdGradientLines *self, const TdAgreementModel *tasks, guint chosen,
                                gint layer)
{
  td_gradient_lines_show_nothing (self);
  for (guint i = 0; i < tasks->n; i++)
    {
      const char *label = tasks->names->pdata[i];
      TdRgba color = g_array_index (tasks->colors, TdRgba, i);
      const TdCell *cells = NULL;

      if (i == chosen)
        continue;
      if (layer < 0)
        cells = find_pair (self, td_agreement_model_id (tasks, chosen),
                           td_agreement_model_id (tasks, i));
      add_column (self, cells, label, color);
      if (!is_current (self, cells))
        add_seen (self, layer, td_agreement_model_place (tasks, chosen),
                  td_agreement_model_place (tasks, i), first_unrecorded (self, cells), label, color);
    }
}

void
td_gradient_lines_show_norms (TdGradientLines *self, const TdAgreementModel *tasks)
{
  td_gradient_lines_show_nothing (self);
  for (guint i = 0; i < tasks->n; i++)
    {
      g_autofree char *name = g_strconcat (td_agreement_model_id (tasks, i), "/gradient_norm", NULL);

      add_column (self, find_column (self, name), tasks->names->pdata[i],
                  g_array_index (tasks->colors, TdRgba, i));
    }
}

void
td_gradient_lines_show_conflicts (TdGradientLines *self, const char *label, TdRgba color)
{
  td_gradient_lines_show_nothing (self);
  add_column (self, find_column (self, "conflict_rate"), label, color);
}

void
td_gradient_lines_show_nothing (TdGradientLines *self)
{
  g_array_set_size (self->series, 0);
}

const TdSeries *
td_gradient_lines_get (const TdGradientLines *self, guint *n)
{
  *n = self->series->len;
  return (const TdSeries *) (gconstpointer) self->series->data;
}

double
td_gradient_lines_last_conflict (const TdGradientLines *self)
{
  const TdCell *cells = find_column (self, "conflict_rate");

  return cells != NULL ? cells[self->view.n_rows - 1].mean : NAN;
}
