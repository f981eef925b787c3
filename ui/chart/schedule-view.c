/* schedule-view.c — the learning rate over a whole run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/schedule-view.h"

#include "ui/chart/color.h"
#include "ui/chart/text.h"
#include "ui/chart/ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FONT 0.9
#define GAP 4.0          /* between text and curve */
#define LEAST_EPOCHS 100 /* shown of a run without an end */
#define DOT 3.5

typedef struct
{
  TdText                 text;
  const TdScheduleModel *model;
  const TdPalette       *palette;
  double                 left, top, width, height; /* of the plot */
  double                 end, highest;             /* epochs, rate */
} View;

static double
epochs_done (const TdScheduleModel *model)
{
  return (double) model->step / (double) model->steps_per_epoch;
}

double
td_schedule_view_end (const TdScheduleModel *model)
{
  const TdScheduleOptions *options;
  double low = 0, high;

  g_return_val_if_fail (model != NULL && model->schedule != NULL, 1);

  if (model->epochs > 0)
    return (double) model->epochs;
  options = model->schedule->options;
  high = MAX (MAX (LEAST_EPOCHS, 2 * options->warmup_epochs), 1.25 * epochs_done (model));
  td_ticks_round (&low, &high, 2);
  return high;
}

/* The row of the past that @epoch falls into; NULL: it isn't over. */
static const TdMoment *
find_past (const TdScheduleModel *model, double epoch)
{
  gsize first = 0, n = model->n_past;

  while (n > 0)
    {
      gsize half = n / 2;

      if (model->past[first + half].x > epoch)
        n = half;
      else
        {
          first += half + 1;
          n -= half + 1;
        }
    }
  return first < model->n_past ? &model->past[first] : NULL;
}

double
td_schedule_view_rate (const TdScheduleModel *model, double epoch)
{
  const TdMoment *past;
  TdClock clock;

  g_return_val_if_fail (model != NULL && model->schedule != NULL, 0);

  past = td_schedule_follows (model->schedule) ? find_past (model, epoch) : NULL;
  if (past != NULL)
    return past->learning_rate;
  clock = (TdClock){ (guint64) (epoch * (double) model->steps_per_epoch), model->steps_per_epoch,
                     model->epochs, model->drops };
  return td_schedule_rate (model->schedule, model->base, &clock);
}

static char *
format_rate (double rate)
{
  return g_strdup_printf ("%.3g", rate);
}

char *
td_schedule_view_describe (const TdScheduleModel *model)
{
  double end;
  g_autofree char *first = NULL, *last = NULL, *now = NULL;

  g_return_val_if_fail (model != NULL && model->schedule != NULL, NULL);

  end = td_schedule_view_end (model);
  first = format_rate (td_schedule_view_rate (model, 0));
  last = format_rate (td_schedule_view_rate (model, end));
  now = format_rate (td_schedule_view_rate (model, epochs_done (model)));
  if (td_schedule_follows (model->schedule))
    return g_strdup_printf (_("From %s, now %s; lower each time progress stops"), first, now);
  return g_strdup_printf (_("From %s to %s in %.0f epochs, now %s"), first, last, end, now);
}

/* One sample per pixel, and one at the very end. */
static double
rate_at (const View *self, double x)
{
  return td_schedule_view_rate (self->model, self->end * x / self->width);
}

static double
y_of (const View *self, double rate)
{
  return self->top + self->height * (1 - (self->highest > 0 ? rate / self->highest : 0));
}

static void
find_highest (View *self)
{
  self->highest = 0;
  for (double x = 0; x <= self->width; x++)
    self->highest = MAX (self->highest, rate_at (self, x));
}

/* From pixel @first to @last. */
static void
draw_piece (const View *self, cairo_t *cr, double first, double last, TdRgba color)
{
  for (double x = first; x <= last; x++)
    cairo_line_to (cr, self->left + x, y_of (self, rate_at (self, x)));
  td_rgba_set (color, cr);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, self->left + floor (last), self->top + self->height);
  cairo_line_to (cr, self->left + first, self->top + self->height);
  td_rgba_set (td_rgba_fade (color, 0.12), cr);
  cairo_fill (cr);
}

/* What is to come is pale where it isn't known. */
static void
draw_curve (const View *self, cairo_t *cr)
{
  TdRgba accent = td_rgba_accent (self->palette->dark);
  double known = self->width;

  if (td_schedule_follows (self->model->schedule))
    known = floor (self->width * MIN (epochs_done (self->model) / self->end, 1));
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  if (known < self->width)
    draw_piece (self, cr, known, self->width, td_rgba_fade (accent, 0.45));
  if (known > 0)
    draw_piece (self, cr, 0, known, accent);
}

static void
draw_base (const View *self, cairo_t *cr)
{
  double y = floor (self->top + self->height) + 0.5;

  td_rgba_set (self->palette->grid, cr);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, self->left, y);
  cairo_line_to (cr, self->left + self->width, y);
  cairo_stroke (cr);
}

/* Where the run is, once it has begun. */
static void
draw_now (View *self, cairo_t *cr)
{
  static const double dots[] = { 1, 2 };
  double epoch = MIN (epochs_done (self->model), self->end);
  double x = self->left + self->width * epoch / self->end;
  TdRgba accent = td_rgba_accent (self->palette->dark);

  td_rgba_set (accent, cr);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  cairo_move_to (cr, floor (x) + 0.5, self->top);
  cairo_line_to (cr, floor (x) + 0.5, self->top + self->height);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, x, y_of (self, td_schedule_view_rate (self->model, epoch)), DOT, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_labels (View *self, double width, double height)
{
  double line = td_text_height (&self->text), now = epochs_done (self->model);
  double last = now > 0 ? now : 0;
  g_autofree char *highest = format_rate (self->highest);
  g_autofree char *rate = format_rate (td_schedule_view_rate (self->model, last));
  g_autofree char *shown = g_strdup_printf (_("now %s"), rate);
  g_autofree char *end = g_strdup_printf ("%.0f", self->end);
  TdRgba dim = self->palette->dim;

  td_text_draw (&self->text, highest, 0, line / 2, -1, TD_TEXT_LEFT, dim);
  if (self->model->step > 0)
    td_text_draw (&self->text, shown, width, line / 2, -1, TD_TEXT_RIGHT,
                  self->palette->foreground);
  td_text_draw (&self->text, "0", 0, height - line / 2, -1, TD_TEXT_LEFT, dim);
  td_text_draw (&self->text, _("epoch"), width / 2, height - line / 2, -1, TD_TEXT_CENTER, dim);
  td_text_draw (&self->text, end, width, height - line / 2, -1, TD_TEXT_RIGHT, dim);
}

void
td_schedule_view_draw (cairo_t *cr, double width, double height, const TdScheduleModel *model,
                       const TdPalette *palette)
{
  View view = { .model = model, .palette = palette };
  double line;

  g_return_if_fail (cr != NULL && model != NULL && palette != NULL);

  td_text_init (&view.text, cr, palette);
  td_text_font (&view.text, FONT, FALSE);
  line = td_text_height (&view.text);
  view.left = DOT;
  view.width = MAX (width - 2 * DOT, 1);
  view.top = line + GAP;
  view.height = MAX (height - 2 * line - 2 * GAP, 1);
  view.end = td_schedule_view_end (model);
  find_highest (&view);
  draw_base (&view, cr);
  draw_curve (&view, cr);
  if (model->step > 0)
    draw_now (&view, cr);
  draw_labels (&view, width, height);
  td_text_clear (&view.text);
}
