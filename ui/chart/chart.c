/* chart.c — the still parts of a chart: title, grid, ticks, and the text when it is empty.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/chart.h"
#include "ui/chart/color.h"
#include "ui/chart/frame.h"
#include "ui/chart/text.h"

#include <math.h>

static double
snapped (double position)
{
  return floor (position) + 0.5;
}

static void
line (cairo_t *cr, double x0, double y0, double x1, double y1)
{
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
}

static void
draw_grid (cairo_t *cr, const TdChartFrame *frame, const TdTicks *ticks, const TdPalette *palette)
{
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < ticks->n; i++)
    {
      double share = (frame->y1 - ticks->values[i]) / (frame->y1 - frame->y0);
      double y = snapped (frame->top + share * frame->height - 0.01);
      line (cr, frame->left, y, frame->left + frame->width, y);
    }
  td_rgba_set (palette->grid, cr);
  cairo_stroke (cr);
}

static void
draw_base (cairo_t *cr, const TdChartFrame *frame, const TdPalette *palette)
{
  double right = frame->left + frame->width, bottom = frame->top + frame->height;
  double left = snapped (frame->left - 1), base = snapped (bottom);
  line (cr, left, frame->top, left, base + 0.5);
  line (cr, left, base, right, base);
  cairo_set_line_width (cr, 1);
  td_rgba_set (td_rgba_fade (palette->dim, 0.55), cr);
  cairo_stroke (cr);
}

static void
draw_y_labels (TdText *text, const TdChartFrame *frame, const TdTicks *ticks,
               const TdPalette *palette)
{
  for (guint i = 0; i < ticks->n; i++)
    {
      double share = (frame->y1 - ticks->values[i]) / (frame->y1 - frame->y0);
      td_text_draw (text, ticks->labels[i], frame->left - 6, frame->top + share * frame->height,
                    -1, TD_TEXT_RIGHT, palette->dim);
    }
}

static void
draw_x_labels (TdText *text, const TdChartFrame *frame, const TdTicks *ticks,
               const TdChartModel *model, const TdPalette *palette)
{
  double height = td_text_height (text), y = frame->top + frame->height + 4 + height / 2;
  for (guint i = 0; i < ticks->n; i++)
    td_text_draw (text, ticks->labels[i], td_frame_x (frame, ticks->values[i]), y, -1,
                  TD_TEXT_CENTER, palette->dim);
  if (model->x_label != NULL && td_frame_is_named (frame))
    td_text_draw (text, model->x_label, frame->left, y + height * 0.95, frame->width,
                  TD_TEXT_CENTER, palette->dim);
}

static void
draw_labels (TdText *text, const TdChartFrame *frame, const TdChartModel *model,
             const TdTicks *y_ticks, const TdPalette *palette)
{
  TdTicks x_ticks;
  td_text_font (text, TD_TICK_FONT, FALSE);
  td_frame_x_ticks (frame, text, &x_ticks);
  draw_x_labels (text, frame, &x_ticks, model, palette);
  if (model->percent || td_chart_has_data (model))
    draw_y_labels (text, frame, y_ticks, palette);
}

void
td_chart_draw_axes (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model,
                    const TdPalette *palette)
{
  TdText text;
  TdTicks y_ticks;
  g_return_if_fail (cr != NULL && frame != NULL && model != NULL && palette != NULL);
  td_text_init (&text, cr, palette);
  td_frame_y_ticks (frame, model->percent, &y_ticks);
  if (td_chart_has_data (model))
    draw_grid (cr, frame, &y_ticks, palette);
  draw_base (cr, frame, palette);
  draw_labels (&text, frame, model, &y_ticks, palette);

  td_text_font (&text, 1, TRUE);
  if (model->title != NULL)
    td_text_draw (&text, model->title, 0, td_text_height (&text) / 2 + 1,
                  frame->left + frame->width, TD_TEXT_LEFT, palette->foreground);
  td_text_font (&text, 1, FALSE);
  if (model->empty != NULL && !td_chart_has_data (model))
    td_text_draw_wrapped (&text, model->empty, frame->left + frame->width / 2,
                          frame->top + frame->height / 2, MAX (frame->width - 16, 40),
                          palette->dim);
  td_text_clear (&text);
}

void
td_chart_draw (cairo_t *cr, double width, double height, const TdChartModel *model,
               const TdChartView *view, const TdPalette *palette)
{
  TdChartFrame frame;
  g_return_if_fail (cr != NULL && model != NULL && view != NULL && palette != NULL);
  if (palette->background.alpha > 0)
    {
      td_rgba_set (palette->background, cr);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_fill (cr);
    }
  td_chart_measure (cr, width, height, model, view, palette, &frame);
  td_chart_draw_axes (cr, &frame, model, palette);
  td_chart_draw_lines (cr, &frame, model, view);
}
