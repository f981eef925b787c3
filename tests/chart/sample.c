/* sample.c — made-up runs for the tests of charts, and for looking at charts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/sample.h"

#include <math.h>
#include <string.h>

static const char *const names[] = { "Digit", "Is even", "Has a loop", "Ink amount", "Slant",
                                     "A task with quite a long name" };
static const char *const colors[] = { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00",
                                      "#56B4E9" };

static gpointer
keep (Sample *self, gpointer block)
{
  g_ptr_array_add (self->blocks, block);
  return block;
}

/* Noise without a generator: the same everywhere. */
static double
noise (gsize row, guint line)
{
  double value = sin ((double) row * 12.9898 + line * 78.233) * 43758.5453;
  return value - floor (value) - 0.5;
}

static TdSeries
line (Sample *self, guint task, gsize n, double total, gboolean dark)
{
  double *x = keep (self, g_new (double, n + 1));
  for (gsize i = 0; i < n; i++)
    x[i] = (double) (i + 1) * total / MAX ((double) n, total);
  char *label = keep (self, g_strdup_printf ("%s%s", names[task % G_N_ELEMENTS (names)],
                                             task < G_N_ELEMENTS (names) ? "" : " 2"));
  return (TdSeries){ .label = label,
                     .color = td_task_color (colors[task % G_N_ELEMENTS (colors)], dark),
                     .marker = task < G_N_ELEMENTS (colors) ? TD_MARKER_NONE
                                                            : TD_MARKER_CIRCLE + task % 3,
                     .n = n, .x = x, .mean = keep (self, g_new (float, n + 1)), .stride = 1,
                     .tip_x = NAN, .tip_y = NAN };
}

static void
start (Sample *self, guint n_series, gsize n_rows, double n_total)
{
  memset (self, 0, sizeof *self);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->series = keep (self, g_new0 (TdSeries, n_series + 1));
  self->model = (TdChartModel){ .x_label = "epoch", .series = self->series,
                                .n_series = n_series, .x_end = n_total,
                                .now = n_rows < n_total ? (double) n_rows : NAN,
                                .empty = "Press Train to see the curves" };
}

static double
fall (guint task, double share, double floor, double start_at)
{
  return floor + (start_at - floor) * exp (-share * (7 + task % 3));
}

void
sample_loss (Sample *self, guint n_tasks, gsize n_rows, double n_total, gboolean dark)
{
  start (self, n_tasks * 2, n_rows, n_total);
  self->model.title = "Loss per task";
  for (guint i = 0; i < n_tasks * 2; i++)
    {
      guint task = i / 2;
      gboolean validation = i % 2 == 1;
      TdSeries series = line (self, task, n_rows, n_total, dark);
      float *values = (float *) series.mean;
      for (gsize row = 0; row < n_rows; row++)
        {
          double share = series.x[row] / n_total;
          double base = fall (task, share, 0.05 + 0.03 * (task % 4) + (validation ? 0.04 : 0),
                              task == 0 ? 2.3 : 0.8);
          double rough = validation ? 0.02 : 0.45;
          values[row] = (float) (base * (1 + rough * noise (row, i)));
        }
      series.dashed = validation;
      self->series[i] = series;
    }
}

void
sample_accuracy (Sample *self, guint n_tasks, gsize n_rows, double n_total, gboolean dark)
{
  start (self, n_tasks + 1, n_rows, n_total);
  self->model.title = "Accuracy — mean 96.2%";
  self->model.percent = TRUE;
  TdSeries mean = line (self, 0, n_rows, n_total, dark);
  memset ((float *) mean.mean, 0, n_rows * sizeof (float));
  for (guint task = 0; task < n_tasks; task++)
    {
      TdSeries series = line (self, task, n_rows, n_total, dark);
      for (gsize row = 0; row < n_rows; row++)
        {
          double share = series.x[row] / n_total;
          double value = 1 - fall (task, share * 1.3, 0.02 + 0.01 * task, 0.9 - 0.2 * (task % 4));
          value = MIN (value + 0.015 * noise (row, task + 40), 1);
          ((float *) series.mean)[row] = (float) value;
          ((float *) mean.mean)[row] += (float) (value / n_tasks);
        }
      self->series[task] = series;
    }
  mean.label = "Mean accuracy";
  mean.color = td_palette (dark).foreground;
  mean.thick = TRUE;
  self->series[n_tasks] = mean;
}

void
sample_clear (Sample *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

cairo_surface_t *
sample_surface (int width, int height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
}

guint
sample_ink (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const unsigned char *data = cairo_image_surface_get_data (surface);
  const guint32 *first = (const guint32 *) (gconstpointer) data;
  guint ink = 0;
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (data + y * stride);
      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        ink += row[x] != *first;
    }
  return ink;
}
