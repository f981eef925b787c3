/* review.c — answers against labels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/review.h"

#include "ui/chart/color.h"
#include "ui/chart/text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LABEL 0.3       /* of the width at most, for the names */
#define LEGIBLE 13.0    /* pixels that a cell with a number in it is high at least */
#define MOST_WIDTH 112.0
#define MOST_HEIGHT 56.0
#define ASIDE 4.0       /* left and right of a figure or a name */
#define BELOW 8.0       /* between the matrix and upright names, and at their end */
#define POINT 2.2

typedef struct
{
  double   left, top;     /* of the matrix */
  double   width, height; /* of a cell, which is at least as wide as high; 0: no room */
  double   label;         /* of the names at its left */
  gboolean upright;       /* the names below it, which are too wide to lie side by side */
} Matrix;

static double
measure_names (TdText *text, const TdReviewChart *chart)
{
  double widest = 0;

  for (guint i = 0; i < chart->n; i++)
    widest = MAX (widest, td_text_width (text, chart->names[i]));
  return widest;
}

static double
measure_figures (TdText *text, const TdReviewChart *chart)
{
  guint most = 0;
  g_autofree char *figure = NULL;

  for (guint i = 0; i < chart->n * chart->n; i++)
    most = MAX (most, chart->confusion[i]);
  figure = g_strdup_printf ("%u", most);
  return td_text_width (text, figure);
}

/* Cells are wider than high where that lets names lie side by side, or figures be read. */
static Matrix
place_matrix (TdText *text, double width, double height, const TdReviewChart *chart)
{
  Matrix self = { 0 };
  double line = td_text_height (text), widest = measure_names (text, chart), each, high, wanted;

  self.label = MIN (widest + 2, LABEL * width);
  self.left = self.label + 8 + 1.4 * line;
  self.top = 1.4 * line;
  each = MAX ((width - self.left - 4) / chart->n, 0);
  wanted = widest + 2 * ASIDE;
  self.upright = wanted > MIN (each, MOST_WIDTH);
  if (self.upright)
    wanted = measure_figures (text, chart) + 2 * ASIDE;
  high = height - self.top - (self.upright ? BELOW + MIN (widest + 2, LABEL * height) : 1.5 * line);
  self.height = CLAMP (MIN (each, high / chart->n), 0, MOST_HEIGHT);
  self.width = MIN (each, MAX (self.height, MIN (wanted, MOST_WIDTH)));
  return self;
}

static guint
row_sum (const TdReviewChart *chart, guint row)
{
  guint sum = 0;

  for (guint i = 0; i < chart->n; i++)
    sum += chart->confusion[row * chart->n + i];
  return sum;
}

static void
draw_cell (TdText *text, const TdReviewChart *chart, const Matrix *matrix, guint row, guint column,
           const TdPalette *palette)
{
  guint count = chart->confusion[row * chart->n + column], sum = row_sum (chart, row);
  double share = sum > 0 ? (double) count / sum : 0;
  double x = matrix->left + column * matrix->width, y = matrix->top + row * matrix->height;
  TdRgba background = palette->dark ? TD_DARK_BACKGROUND : TD_LIGHT_BACKGROUND;
  TdRgba fill = td_rgba_mix (background, chart->color, count > 0 ? 0.08 + 0.82 * share : 0.03);
  g_autofree char *figure = g_strdup_printf ("%u", count);
  TdRgba light = { 1, 1, 1, 1 }, dark = { 0, 0, 0, 1 };

  td_rgba_set (fill, text->cr);
  cairo_rectangle (text->cr, x + 0.5, y + 0.5, matrix->width - 1, matrix->height - 1);
  cairo_fill (text->cr);
  if (count > 0 && matrix->height >= LEGIBLE && td_text_width (text, figure) < matrix->width)
    td_text_draw (text, figure, x, y + matrix->height / 2, matrix->width, TD_TEXT_CENTER,
                  td_rgba_contrast (fill, light) > td_rgba_contrast (fill, dark) ? light : dark);
}

/* From below upwards, so that the end is next to the column. */
static void
draw_upright (TdText *text, const char *name, double x, double top, double room, TdRgba color)
{
  cairo_save (text->cr);
  cairo_translate (text->cr, x, top);
  cairo_rotate (text->cr, -G_PI / 2);
  td_text_draw (text, name, -room, 0, room, TD_TEXT_RIGHT, color);
  cairo_restore (text->cr);
}

static void
draw_names (TdText *text, double height, const TdReviewChart *chart, const Matrix *matrix,
            const TdPalette *palette)
{
  double line = td_text_height (text), high = matrix->height * chart->n;
  double bottom = matrix->top + high;
  guint every = (guint) MAX (ceil (line / MAX (matrix->height, 0.1)), 1);

  for (guint i = 0; i < chart->n; i += every)
    {
      td_text_draw (text, chart->names[i], 1.4 * line, matrix->top + (i + 0.5) * matrix->height,
                    matrix->label, TD_TEXT_RIGHT, palette->dim);
      if (matrix->upright)
        draw_upright (text, chart->names[i], matrix->left + (i + 0.5) * matrix->width,
                      bottom + BELOW / 2, height - bottom - BELOW, palette->dim);
      else
        td_text_draw (text, chart->names[i], matrix->left + i * matrix->width, bottom + 0.7 * line,
                      matrix->width * every, TD_TEXT_CENTER, palette->dim);
    }
  td_text_draw (text, _("said →"), matrix->left, 0.6 * line,
                matrix->width * chart->n, TD_TEXT_LEFT, palette->dim);
  draw_upright (text, _("← is"), 0.6 * line, matrix->top, high, palette->dim);
}

static void
draw_confusion (TdText *text, double width, double height, const TdReviewChart *chart,
                const TdPalette *palette)
{
  Matrix matrix = place_matrix (text, width, height, chart);

  for (guint row = 0; row < chart->n; row++)
    for (guint column = 0; column < chart->n; column++)
      draw_cell (text, chart, &matrix, row, column, palette);
  draw_names (text, height, chart, &matrix, palette);
}

/* Truths */

static void
draw_share (TdText *text, double part, double whole, double x, double y, double width,
            TdRgba bar, const TdPalette *palette)
{
  double share = whole > 0 ? part / whole : 0;
  g_autofree char *figure = whole > 0 ? g_strdup_printf ("%.0f%%", 100 * share)
                                      : g_strdup ("–");

  td_rgba_set (palette->grid, text->cr);
  cairo_rectangle (text->cr, x, y + 8, width - 12, 3);
  cairo_fill (text->cr);
  td_rgba_set (bar, text->cr);
  cairo_rectangle (text->cr, x, y + 8, share * (width - 12), 3);
  cairo_fill (text->cr);
  td_text_draw (text, figure, x, y - 2, width - 12, TD_TEXT_LEFT, palette->foreground);
}

static void
draw_truths (TdText *text, double width, double height, const TdReviewChart *chart,
             const TdPalette *palette)
{
  static const char *const titles[] = { N_("right"), N_("found of yes"), N_("yes that are so") };
  double line = td_text_height (text), row = 2 * line, name = LABEL * width;
  double each = (width - name - 12) / 3;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    td_text_draw (text, _(titles[i]), name + 12 + i * each, line / 2, each - 12, TD_TEXT_LEFT,
                  palette->dim);
  for (guint i = 0; i < chart->n && (i + 1.5) * row < height; i++)
    {
      const guint *count = chart->truths + 4 * i;
      double y = line + (i + 0.7) * row;

      td_text_draw (text, chart->names[i], 0, y, name, TD_TEXT_RIGHT, palette->foreground);
      draw_share (text, count[0] + count[3], count[0] + count[1] + count[2] + count[3], name + 12,
                  y, each, chart->color, palette);
      draw_share (text, count[0], count[0] + count[1], name + 12 + each, y, each, chart->color,
                  palette);
      draw_share (text, count[0], count[0] + count[2], name + 12 + 2 * each, y, each,
                  chart->color, palette);
    }
}

/* Numbers */

typedef struct
{
  double left, top, side, least, most;
} Plot;

static Plot
place_plot (TdText *text, double width, double height, const TdReviewChart *chart)
{
  Plot self = { .least = INFINITY, .most = -INFINITY };
  double line = td_text_height (text);

  for (gsize i = 0; i < chart->n_points; i++)
    for (guint j = 0; j < 2; j++)
      {
        double value = chart->points[2 * (i * chart->n + chart->output) + j];

        if (!isfinite (value))
          continue;
        self.least = MIN (self.least, value);
        self.most = MAX (self.most, value);
      }
  if (!(self.most > self.least))
    {
      self.least = isfinite (self.least) ? self.least - 0.5 : 0;
      self.most = self.least + 1;
    }
  self.left = 4 * line;
  self.top = 0.5 * line;
  self.side = MAX (MIN (width - self.left - line, height - self.top - 2.6 * line), 10);
  return self;
}

static double
at (const Plot *plot, double value)
{
  return (value - plot->least) / (plot->most - plot->least) * plot->side;
}

static void
draw_axes (TdText *text, const Plot *plot, const TdPalette *palette)
{
  double line = td_text_height (text), bottom = plot->top + plot->side;
  g_autofree char *least = g_strdup_printf ("%.3g", plot->least);
  g_autofree char *most = g_strdup_printf ("%.3g", plot->most);

  td_rgba_set (palette->grid, text->cr);
  cairo_set_line_width (text->cr, 1);
  cairo_rectangle (text->cr, plot->left + 0.5, plot->top + 0.5, plot->side, plot->side);
  cairo_stroke (text->cr);
  td_rgba_set (palette->dim, text->cr);
  cairo_move_to (text->cr, plot->left, bottom);
  cairo_line_to (text->cr, plot->left + plot->side, plot->top);
  cairo_stroke (text->cr);
  td_text_draw (text, least, plot->left, bottom + 0.7 * line, plot->side / 2, TD_TEXT_LEFT,
                palette->dim);
  td_text_draw (text, most, plot->left + plot->side / 2, bottom + 0.7 * line, plot->side / 2,
                TD_TEXT_RIGHT, palette->dim);
  td_text_draw (text, _("in the data"), plot->left, bottom + 1.7 * line, plot->side,
                TD_TEXT_CENTER, palette->dim);
  td_text_draw (text, least, 0, bottom - line / 2, plot->left - 6, TD_TEXT_RIGHT, palette->dim);
  td_text_draw (text, most, 0, plot->top + line / 2, plot->left - 6, TD_TEXT_RIGHT, palette->dim);
  td_text_draw (text, _("said"), 0, plot->top + plot->side / 2, plot->left - 6, TD_TEXT_RIGHT,
                palette->dim);
}

static void
draw_points (TdText *text, double width, double height, const TdReviewChart *chart,
             const TdPalette *palette)
{
  Plot plot = place_plot (text, width, height, chart);

  draw_axes (text, &plot, palette);
  td_rgba_set (td_rgba_fade (chart->color, 0.55), text->cr);
  for (gsize i = 0; i < chart->n_points; i++)
    {
      const double *point = chart->points + 2 * (i * chart->n + chart->output);

      if (!isfinite (point[0]) || !isfinite (point[1]))
        continue;
      cairo_rectangle (text->cr, plot.left + at (&plot, point[0]) - POINT,
                       plot.top + plot.side - at (&plot, point[1]) - POINT, 2 * POINT, 2 * POINT);
      cairo_fill (text->cr);
    }
}

void
td_review_draw (cairo_t *cr, double width, double height, const TdReviewChart *chart,
                const TdPalette *palette)
{
  TdText text;

  td_text_init (&text, cr, palette);
  td_text_font (&text, 0.95, FALSE);
  if (chart->confusion != NULL)
    draw_confusion (&text, width, height, chart, palette);
  else if (chart->truths != NULL)
    draw_truths (&text, width, height, chart, palette);
  else if (chart->points != NULL)
    draw_points (&text, width, height, chart, palette);
  td_text_clear (&text);
}

static char *
read_confusion (TdText *text, double width, double height, const TdReviewChart *chart, double x,
                double y)
{
  Matrix matrix = place_matrix (text, width, height, chart);
  double row = (y - matrix.top) / matrix.height, column = (x - matrix.left) / matrix.width;
  guint count, sum;

  if (!(row >= 0 && row < chart->n && column >= 0 && column < chart->n))
    return NULL;
  count = chart->confusion[(guint) row * chart->n + (guint) column];
  sum = row_sum (chart, (guint) row);
  return g_strdup_printf (_("Is %s, said %s: %u of %u (%.0f%%)"), chart->names[(guint) row],
                          chart->names[(guint) column], count, sum,
                          sum > 0 ? 100.0 * count / sum : 0);
}

static char *
read_points (TdText *text, double width, double height, const TdReviewChart *chart, double x,
             double y)
{
  Plot plot = place_plot (text, width, height, chart);
  double best = 8;
  const double *found = NULL;

  for (gsize i = 0; i < chart->n_points; i++)
    {
      const double *point = chart->points + 2 * (i * chart->n + chart->output);
      double away = hypot (plot.left + at (&plot, point[0]) - x,
                           plot.top + plot.side - at (&plot, point[1]) - y);

      if (away < best)
        {
          best = away;
          found = point;
        }
    }
  return found != NULL ? g_strdup_printf (_("Is %.4g, said %.4g"), found[0], found[1]) : NULL;
}

char *
td_review_read (double width, double height, const TdReviewChart *chart, const TdPalette *palette,
                double x, double y)
{
  TdText text;
  char *words = NULL;

  td_text_init (&text, NULL, palette);
  td_text_font (&text, 0.95, FALSE);
  if (chart->confusion != NULL)
    words = read_confusion (&text, width, height, chart, x, y);
  else if (chart->points != NULL)
    words = read_points (&text, width, height, chart, x, y);
  td_text_clear (&text);
  return words;
}
