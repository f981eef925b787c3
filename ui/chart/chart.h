/* chart.h — line charts drawn with cairo and PangoCairo: the same in windows, files and the CLI.
 *
 * A chart is a pure function of a model, a view and a palette. Cost depends on the pixels, not on
 * the length of the history: each series is reduced to columns of pixels first.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <cairo.h>
#include <glib.h>

typedef struct
{
  double red, green, blue, alpha;
} TdRgba;

gboolean td_rgba_parse (TdRgba *self, const char *text); /* "#0072B2" */
/* A task's colour for the style in use, contrast >= 3:1 against the background. */
TdRgba   td_task_color (const char *text, gboolean dark);

typedef enum { TD_MARKER_NONE, TD_MARKER_CIRCLE, TD_MARKER_SQUARE, TD_MARKER_TRIANGLE } TdMarker;

/* One line. Arrays are borrowed; NaN breaks the line. */
typedef struct
{
  const char   *label;
  TdRgba        color;
  gboolean      dashed; /* validation */
  gboolean      thick;  /* the mean */
  gboolean      hidden;
  TdMarker      marker; /* tells repeated colours apart */
  gsize         n;
  const double *x;
  const float  *mean;   /* element i at i * stride floats */
  const float  *min, *max; /* band; may be NULL */
  gsize         stride;
  double        tip_x, tip_y; /* a provisional last point; NaN: none */
} TdSeries;

/* Something that happened at @x: "Learning rate 0.001 → 0.01". */
typedef struct
{
  double      x;
  const char *text;
} TdChartMark;

typedef struct
{
  const char     *title;   /* "Loss per task"; drawn at the top left */
  const char     *x_label; /* "epoch" */
  gboolean        percent; /* y is 0 … 1, shown in % */
  const TdSeries *series;
  guint           n_series;
  double          x_end;   /* the x axis reaches at least this far; 0: as the data */
  double          now;     /* a dotted mark at this x; NaN: none */
  const char     *empty;   /* shown when there is nothing to draw: "Press Train to see …" */
  double          best;    /* a small mark on the x axis at the best epoch; 0: none */
  const TdChartMark *marks; /* (n_marks) ascending in x; shown on the x axis, told on hover */
  guint           n_marks;
} TdChartModel;

/* What part of it, and how. */
typedef struct
{
  gboolean log_y;
  double   smoothing; /* 0 … 0.99, debiased exponential mean over x; the raw line stays faint under it */
  gboolean zoomed;    /* then x0 … y1 hold, in data units, each axis where its range isn't empty;
                       * else all data. An automatic y fits what is shown of x. */
  double   x0, x1, y0, y1;
} TdChartView;

typedef struct
{
  TdRgba   foreground, dim, grid, background; /* background alpha 0: none is painted */
  gboolean dark;
  double   font_size; /* in points */
  const char *font;   /* family, borrowed; NULL: Cantarell, or what the system has */
} TdPalette;

TdPalette td_palette (gboolean dark); /* light and dark defaults, background painted */

/* Data-to-pixel mapping of a drawn chart, for hover and zoom. */
typedef struct
{
  double   left, top, width, height; /* of the plot */
  double   x0, x1, y0, y1;           /* shown ranges; log10 of y when log_y */
  gboolean log_y;
} TdChartFrame;

/* Where the plot lies and what ranges it shows, without drawing. */
void td_chart_measure (cairo_t *cr, double width, double height, const TdChartModel *model,
                       const TdChartView *view, const TdPalette *palette, TdChartFrame *frame);
/* Layers, bottom to top; a window draws them in widgets of their own so that they are cached. */
void td_chart_draw_axes  (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model,
                          const TdPalette *palette);
void td_chart_draw_lines (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model,
                          const TdChartView *view);
/* Crosshair at data @x with one line per visible series at the point nearest in x. Draws nothing
 * when @x isn't in view or NaN. */
void td_chart_draw_hover (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model,
                          const TdPalette *palette, double x);
/* A rectangle under the pointer, in pixels. */
void td_chart_draw_selection (cairo_t *cr, double x, double y, double width, double height,
                              const TdPalette *palette);
/* All but the hover. */
void td_chart_draw       (cairo_t *cr, double width, double height, const TdChartModel *model,
                          const TdChartView *view, const TdPalette *palette);
/* A legend of the visible series' labels from @x, @y, wrapped at @width; returns its height. @cr
 * NULL: only measure. */
double td_chart_draw_legend (cairo_t *cr, double x, double y, double width,
                             const TdChartModel *model, const TdPalette *palette);

/* The hover's words, on one line, for those who don't see it; NULL: there is nothing at @x. */
char  *td_chart_describe (const TdChartModel *model, double x);
/* The x of the point @n_rows beyond the one nearest to @x. When that is NaN: of the last one, or,
 * for more than one row, of the point that far from it. NaN: there are no points. */
double td_chart_step     (const TdChartModel *model, double x, int n_rows);
