/* step-bars.c — weights as parts of one bar, changes as bars to the left and the right.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/step-bars.h"

#include "ui/chart/color.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BAR 11.0
#define GAP 2.0
#define LEAST 2.0 /* pixels of a part that isn't zero */
#define AXIS_GAP 14.0 /* from one axis to the next, where there is room */
#define GAP_PART 0.3  /* of a task's width, where there isn't */
#define NARROW 8.0    /* half an axis: ticks are thinner there, or they hide the bars */

static void
fill_box (cairo_t *cr, double x, double y, double width, double height, TdRgba color,
          gboolean hollow)
{
  td_rgba_set (color, cr);
  if (hollow && width > 2)
    {
      cairo_set_line_width (cr, 1.5);
      cairo_rectangle (cr, x + 0.75, y + 0.75, width - 1.5, height - 1.5);
      cairo_stroke (cr);
      return;
    }
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

void
td_step_bars_draw_weights (cairo_t *cr, double width, double height, const TdStepBars *bars,
                           const TdPalette *palette)
{
  double total = 0, x = 0, room = width - (bars->n > 0 ? (bars->n - 1) * GAP : 0);

  for (guint i = 0; i < bars->n; i++)
    total += isfinite (bars->weights[i]) ? fabs (bars->weights[i]) : 0;
  if (!(total > 0))
    {
      fill_box (cr, 0, (height - 1) / 2, width, 1, palette->grid, FALSE);
      return;
    }
  for (guint i = 0; i < bars->n; i++)
    {
      double weight = isfinite (bars->weights[i]) ? bars->weights[i] : 0;
      double part = weight != 0 ? MAX (room * fabs (weight) / total, LEAST) : 0;

      fill_box (cr, x, (height - BAR) / 2, MIN (part, MAX (width - x, 0)), BAR, bars->colors[i],
                weight < 0);
      x += part + (part > 0 ? GAP : 0);
    }
}

/* −1 … 1 of half an axis. */
static double
part_of (const double *changes, const double *most, guint i)
{
  if (changes == NULL || !isfinite (changes[i]) || !(most[i] > 0))
    return NAN;
  return CLAMP (changes[i] / most[i], -1, 1);
}

void
td_step_bars_draw_changes (cairo_t *cr, double width, double height, const TdStepBars *bars,
                           const TdPalette *palette)
{
  double each = bars->n > 0 ? width / bars->n : width;
  double half = MAX ((each - MIN (AXIS_GAP, each * GAP_PART)) / 2, 2);
  double tick = half > NARROW ? 2 : 1;

  for (guint i = 0; i < bars->n; i++)
    {
      double middle = i * each + half, y = (height - BAR) / 2;
      double real = part_of (bars->real, bars->most, i) * half;
      double predicted = part_of (bars->predicted, bars->most, i) * half;

      if (isfinite (real) && fabs (real) > 0)
        fill_box (cr, middle + MIN (real, 0), y, MAX (fabs (real), 1), BAR, bars->colors[i], FALSE);
      fill_box (cr, middle - 0.5, y - 4, 1, BAR + 8, palette->dim, FALSE);
      if (isfinite (predicted))
        fill_box (cr, middle + predicted - tick / 2, y - 2, tick, BAR + 4, palette->foreground,
                  FALSE);
    }
}

/* Of a task whose λ is zero nothing can be predicted, for one. */
static char *
dup_figure (const char *format, const double *values, guint i)
{
  return values != NULL && isfinite (values[i]) ? g_strdup_printf (format, values[i])
                                                : g_strdup ("–");
}

char *
td_step_bars_read_weights (const TdStepBars *bars)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bars->n; i++)
    {
      g_autofree char *weight = dup_figure ("%.3g", bars->weights, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", bars->names[i], weight);
    }
  return g_string_free (text, FALSE);
}

char *
td_step_bars_read_changes (const TdStepBars *bars)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bars->n; i++)
    {
      g_autofree char *real = dup_figure ("%+.2g", bars->real, i);
      g_autofree char *predicted = dup_figure ("%+.2g", bars->predicted, i);

      g_string_append_printf (text, _("%s%s: loss %s, predicted %s"), i > 0 ? "; " : "",
                              bars->names[i], real, predicted);
    }
  return g_string_free (text, FALSE);
}
