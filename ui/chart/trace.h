/* trace.h — a series reduced to what the pixels of a chart can show.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* In pixels. y NaN: the line breaks here. */
typedef struct
{
  double x, y;
  double low, high; /* the band's edges; equal where there is no spread */
} TdTracePoint;

typedef struct
{
  GArray  *raw;    /* TdTracePoint */
  GArray  *smooth; /* TdTracePoint without band; NULL when @smoothing is 0 */
  gboolean spread; /* some point has a band */
} TdTrace;

/* One pass over the rows in view (over all of them when smoothing). At most as many points as
 * two per pixel of width. */
void td_trace_init  (TdTrace *self, const TdSeries *series, const TdChartFrame *frame,
                     double smoothing);
void td_trace_clear (TdTrace *self);
