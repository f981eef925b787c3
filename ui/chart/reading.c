/* reading.c — what a chart says at one x.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/reading.h"
#include "ui/chart/frame.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
format_value (const TdChartModel *model, double value, char *text, gsize size)
{
  if (model->percent)
    g_snprintf (text, (gulong) size, "%.4g%%", value * 100);
  else
    g_snprintf (text, (gulong) size, "%.4g", value);
}

/* The row whose x is nearest to @x; there is one. */
static gsize
nearest_row (const TdSeries *series, double x)
{
  gsize row = MIN (td_series_find_row (series, x), series->n - 1);
  return row > 0 && x - series->x[row - 1] <= series->x[row] - x ? row - 1 : row;
}

static gboolean
has_tip (const TdSeries *series)
{
  return isfinite (series->tip_x) && isfinite (series->tip_y) && series->tip_x > 0;
}

static gboolean
find_point (const TdSeries *series, double x, TdReadingValue *value)
{
  gboolean found = FALSE;
  if (series->n > 0)
    {
      gsize at = nearest_row (series, x);
      value->x = series->x[at];
      value->y = series->mean[at * series->stride];
      found = isfinite (value->y);
    }
  if (has_tip (series) && (!found || fabs (series->tip_x - x) < fabs (value->x - x)))
    {
      value->x = series->tip_x;
      value->y = series->tip_y;
      found = TRUE;
    }
  return found;
}

/* The row that @series shares with its label's other line, else a new one. */
static TdReadingRow *
row_for (GArray *rows, const TdSeries *series)
{
  for (guint i = 0; i < rows->len; i++)
    {
      TdReadingRow *row = &g_array_index (rows, TdReadingRow, i);
      if (g_strcmp0 (row->series->label, series->label) == 0
          && row->values[series->dashed ? 1 : 0].text[0] == '\0')
        return row;
    }
  TdReadingRow row = { .series = series };
  g_array_append_val (rows, row);
  return &g_array_index (rows, TdReadingRow, rows->len - 1);
}

static GArray *
find_rows (const TdChartModel *model, double x)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (TdReadingRow));
  for (guint i = 0; i < model->n_series; i++)
    {
      TdReadingValue value;
      const TdSeries *series = &model->series[i];
      if (series->hidden || !find_point (series, x, &value))
        continue;
      format_value (model, value.y, value.text, sizeof value.text);
      row_for (rows, series)->values[series->dashed ? 1 : 0] = value;
    }
  return rows;
}

/* The x of the point nearest to @x. */
static double
nearest_x (const GArray *rows, double x)
{
  double nearest = INFINITY;
  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < 2; k++)
      {
        const TdReadingValue *value = &g_array_index (rows, TdReadingRow, i).values[k];
        if (value->text[0] != '\0' && fabs (value->x - x) < fabs (nearest - x))
          nearest = value->x;
      }
  return nearest;
}

/* The line that has most to step along; NULL: none is visible. */
static const TdSeries *
longest (const TdChartModel *model)
{
  const TdSeries *best = NULL;
  for (guint i = 0; i < model->n_series; i++)
    {
      const TdSeries *series = &model->series[i];
      if (!series->hidden && series->n > 0 && (best == NULL || series->n > best->n))
        best = series;
    }
  return best;
}

static double
x_before (const TdChartModel *model, double x)
{
  const TdSeries *series = longest (model);
  gsize row = series != NULL ? td_series_find_row (series, x) : 0;
  return row > 0 ? series->x[row - 1] : -INFINITY;
}

static void
add_notes (GPtrArray *notes, const TdChartModel *model, double x, double reach)
{
  double before = x_before (model, x);
  if (model->best > 0 && fabs (model->best - x) <= MAX (reach, 1e-9))
    g_ptr_array_add (notes, g_strdup_printf (_("Validation was best at %.6g"), model->best));
  for (guint i = 0; i < model->n_marks; i++)
    {
      double at = model->marks[i].x;
      if ((at > before && at <= x) || fabs (at - x) <= reach)
        g_ptr_array_add (notes, g_strdup (model->marks[i].text));
    }
}

void
td_reading_init (TdReading *self, const TdChartModel *model, double x, double reach)
{
  self->rows = find_rows (model, x);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->x = nearest_x (self->rows, x);
  if (self->rows->len > 0)
    add_notes (self->notes, model, self->x, reach);
}

void
td_reading_clear (TdReading *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

char *
td_reading_dup_head (const TdReading *self, const TdChartModel *model)
{
  return g_strdup_printf ("%s %.6g", model->x_label != NULL ? model->x_label : "x", self->x);
}

static void
describe_row (GString *text, const TdReadingRow *row)
{
  const char *solid = row->values[0].text, *dashed = row->values[1].text;
  g_string_append (text, "; ");
  if (*solid != '\0' && *dashed != '\0')
    g_string_append_printf (text, _("%s %s, validation %s"), row->series->label, solid, dashed);
  else if (*dashed != '\0')
    g_string_append_printf (text, _("%s validation %s"), row->series->label, dashed);
  else
    g_string_append_printf (text, "%s %s", row->series->label, solid);
}

char *
td_chart_describe (const TdChartModel *model, double x)
{
  TdReading reading;
  char *text = NULL;
  g_return_val_if_fail (model != NULL, NULL);
  td_reading_init (&reading, model, x, 0);
  if (reading.rows->len > 0)
    {
      g_autofree char *head = td_reading_dup_head (&reading, model);
      GString *string = g_string_new (head);
      for (guint i = 0; i < reading.notes->len; i++)
        g_string_append_printf (string, "; %s", (char *) reading.notes->pdata[i]);
      for (guint i = 0; i < reading.rows->len; i++)
        describe_row (string, &g_array_index (reading.rows, TdReadingRow, i));
      text = g_string_free (string, FALSE);
    }
  td_reading_clear (&reading);
  return text;
}

double
td_chart_step (const TdChartModel *model, double x, int n_rows)
{
  g_return_val_if_fail (model != NULL, NAN);
  const TdSeries *series = longest (model);
  if (series == NULL)
    return NAN;
  gssize last = (gssize) series->n - 1;
  gssize row = isnan (x) ? last : (gssize) nearest_row (series, x);
  if (!isnan (x) || ABS (n_rows) > 1) /* Home goes to the first in any case */
    row += n_rows;
  return series->x[CLAMP (row, 0, last)];
}
