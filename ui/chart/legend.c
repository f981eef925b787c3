/* legend.c — which colour is which task, and what dashes mean.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/swatch.h"
#include "ui/chart/text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEGEND_FONT 0.88
#define SPACING 16.0 /* between entries */
#define MARGIN 6.0   /* between a swatch and its label */

typedef struct
{
  TdText           text;
  const TdPalette *palette;
  double           left, width, line; /* of the whole legend; height of a line */
  double           x, y;              /* the next entry */
} Pen;

static void
add_entry (Pen *self, const TdSeries *series, gboolean dim)
{
  double label = MIN (td_text_width (&self->text, series->label) + 1,
                      self->width - TD_SWATCH_WIDTH - MARGIN);
  double width = TD_SWATCH_WIDTH + MARGIN + label;
  if (self->x > self->left && self->x + width > self->left + self->width)
    {
      self->x = self->left;
      self->y += self->line;
    }
  if (self->text.cr != NULL)
    {
      double middle = self->y + self->line / 2;
      TdRgba color = dim ? self->palette->dim : self->palette->foreground;
      td_swatch_draw (self->text.cr, series, self->x, middle);
      td_text_draw (&self->text, series->label, self->x + TD_SWATCH_WIDTH + MARGIN, middle, label,
                    TD_TEXT_LEFT, color);
    }
  self->x += width + SPACING;
}

/* A task's validation line shares the name and colour of its training line: one entry. */
static gboolean
is_new (const TdChartModel *model, guint position)
{
  const TdSeries *series = &model->series[position];
  if (series->hidden)
    return FALSE;
  for (guint i = 0; i < position; i++)
    if (!model->series[i].hidden && g_strcmp0 (model->series[i].label, series->label) == 0
        && model->series[i].thick == series->thick)
      return FALSE;
  return series->label != NULL;
}

static void
add_styles (Pen *self, const TdChartModel *model)
{
  gboolean dashed = FALSE;
  TdSeries sample = { .color = self->palette->dim, .tip_x = NAN, .tip_y = NAN };
  for (guint i = 0; i < model->n_series; i++)
    dashed |= model->series[i].dashed && !model->series[i].hidden;
  if (!dashed)
    return;
  sample.label = _("train");
  add_entry (self, &sample, TRUE);
  sample.label = _("validation");
  sample.dashed = TRUE;
  add_entry (self, &sample, TRUE);
}

double
td_chart_draw_legend (cairo_t *cr, double x, double y, double width, const TdChartModel *model,
                      const TdPalette *palette)
{
  Pen pen = { .palette = palette, .left = x, .width = MAX (width, 40), .x = x, .y = y };
  g_return_val_if_fail (model != NULL && palette != NULL, 0);
  td_text_init (&pen.text, cr, palette);
  td_text_font (&pen.text, LEGEND_FONT, FALSE);
  pen.line = ceil (td_text_height (&pen.text) * 1.25);
  for (guint i = 0; i < model->n_series; i++)
    if (is_new (model, i))
      {
        TdSeries entry = model->series[i];
        entry.dashed = FALSE;
        add_entry (&pen, &entry, FALSE);
      }
  add_styles (&pen, model);
  td_text_clear (&pen.text);
  return pen.x == x && pen.y == y ? 0 : pen.y + pen.line - y;
}
