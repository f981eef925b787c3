/* sample.h — made-up runs for the tests of charts, and for looking at charts.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* Owns what its model borrows. */
typedef struct
{
  TdChartModel model;
  TdSeries    *series;
  GPtrArray   *blocks;
} Sample;

/* @n_tasks tasks with a training and a dashed validation line of @n_rows epochs of a falling loss;
 * @n_total epochs on the axis. */
void sample_loss     (Sample *self, guint n_tasks, gsize n_rows, double n_total, gboolean dark);
/* As many rising accuracies and their thick mean. */
void sample_accuracy (Sample *self, guint n_tasks, gsize n_rows, double n_total, gboolean dark);
void sample_clear    (Sample *self);

cairo_surface_t *sample_surface (int width, int height);
/* How many pixels differ from the one in the corner. */
guint sample_ink (cairo_surface_t *surface);
