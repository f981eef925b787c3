/* agreement.c — the matrix of cosines.
 *
 * Agreement and conflict have colours that no task has, purple and green, which people who see no
 * red or no green tell apart as well; none is the colour of the background.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/agreement.h"

#include "ui/chart/color.h"
#include "ui/chart/text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_WIDE 84.0 /* of a cell, in pixels */
#define MOST_HIGH 52.0
#define SWATCH 10.0
#define GAP 8.0
#define ROUND 3.0

static const TdRgba agree = { 0.36, 0.24, 0.60, 1 };
static const TdRgba conflict = { 0.16, 0.50, 0.22, 1 };

typedef struct
{
  double left, top, width, height; /* of a cell */
} Grid;

static Grid
place (double width, double height, const TdAgreement *chart)
{
  Grid grid = { .left = SWATCH + GAP, .top = SWATCH + GAP };
  double n = MAX (chart->n, 1);

  grid.width = CLAMP ((width - grid.left) / n, 1, MOST_WIDE);
  grid.height = CLAMP ((height - grid.top) / n, 1, MIN (MOST_HIGH, grid.width));
  return grid;
}

double
td_agreement_height (double width, const TdAgreement *chart, const TdPalette *palette)
{
  Grid grid = place (width, INFINITY, chart);

  return grid.top + chart->n * grid.height;
}

static void
add_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  radius = MIN (radius, MIN (width, height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static TdRgba
fill_of (double cosine, const TdPalette *palette)
{
  TdRgba background = palette->dark ? TD_DARK_BACKGROUND : TD_LIGHT_BACKGROUND;
  TdRgba end = cosine < 0 ? conflict : agree;

  if (palette->dark)
    end = td_rgba_mix (end, TD_LIGHT_BACKGROUND, 0.25);
  return td_rgba_mix (background, end, isnan (cosine) ? 0 : 0.06 + 0.84 * MIN (fabs (cosine), 1));
}

static char *
figure_of (double cosine, int digits)
{
  g_autofree char *figure = g_strdup_printf ("%.*f", digits, fabs (cosine));

  return g_strconcat (cosine < 0 ? "−" : "+", figure, NULL);
}

static void
draw_cell (TdText *text, const Grid *grid, const TdAgreement *chart, guint row, guint column,
           const TdPalette *palette)
{
  static const TdRgba white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  double cosine = chart->cosines[row * chart->n + column];
  double x = grid->left + column * grid->width, y = grid->top + row * grid->height;
  TdRgba fill = fill_of (cosine, palette);

  td_rgba_set (fill, text->cr);
  add_box (text->cr, x + 1, y + 1, MAX (grid->width - 2, 0.5), MAX (grid->height - 2, 0.5), ROUND);
  cairo_fill (text->cr);
  if (grid->height < td_text_height (text))
    return;
  for (int digits = 2; digits > 0; digits--)
    {
      g_autofree char *figure = isnan (cosine) ? g_strdup ("–") : figure_of (cosine, digits);

      if (td_text_width (text, figure) > grid->width - 6)
        continue;
      td_text_draw (text, figure, x, y + grid->height / 2, grid->width, TD_TEXT_CENTER,
                    td_rgba_contrast (fill, white) > td_rgba_contrast (fill, black) ? white : black);
      return;
    }
}

static void
draw_swatches (cairo_t *cr, const Grid *grid, const TdAgreement *chart)
{
  double across = MIN (2 * SWATCH, grid->width - 2), down = MIN (2 * SWATCH, grid->height - 4);

  for (guint i = 0; i < chart->n; i++)
    {
      td_rgba_set (chart->colors[i], cr);
      add_box (cr, grid->left + (i + 0.5) * grid->width - across / 2, 0, across, SWATCH, ROUND);
      add_box (cr, 0, grid->top + (i + 0.5) * grid->height - down / 2, SWATCH, down, ROUND);
      cairo_fill (cr);
    }
}

void
td_agreement_draw (cairo_t *cr, double width, double height, const TdAgreement *chart,
                   const TdPalette *palette)
{
  Grid grid = place (width, height, chart);
  TdText text;

  td_text_init (&text, cr, palette);
  td_text_font (&text, 0.95, FALSE);
  draw_swatches (cr, &grid, chart);
  for (guint row = 0; row < chart->n; row++)
    for (guint column = 0; column < chart->n; column++)
      draw_cell (&text, &grid, chart, row, column, palette);
  if (chart->chosen >= 0 && (guint) chart->chosen < chart->n)
    {
      td_rgba_set (td_rgba_accent (palette->dark), cr);
      cairo_set_line_width (cr, 2);
      add_box (cr, grid.left, grid.top + chart->chosen * grid.height, chart->n * grid.width,
               grid.height, ROUND + 1);
      cairo_stroke (cr);
    }
  td_text_clear (&text);
}

gboolean
td_agreement_find (double width, double height, const TdAgreement *chart, const TdPalette *palette,
                   double x, double y, guint *row, guint *column)
{
  Grid grid = place (width, height, chart);
  double across = (x - grid.left) / grid.width, down = (y - grid.top) / grid.height;

  if (!(across >= 0 && across < chart->n && down >= 0 && down < chart->n))
    return FALSE;
  *row = (guint) down;
  *column = (guint) across;
  return TRUE;
}

char *
td_agreement_read (const TdAgreement *chart, guint row, guint column)
{
  double cosine = chart->cosines[row * chart->n + column];
  g_autofree char *figure = NULL;

  if (row == column)
    return g_strdup (chart->names[row]);
  if (isnan (cosine))
    return g_strdup_printf (_("%s and %s: one of them has no gradient"), chart->names[row],
                            chart->names[column]);
  figure = figure_of (cosine, 3);
  return g_strdup_printf (cosine < 0 ? _("%s and %s: cosine %s, they conflict")
                                     : _("%s and %s: cosine %s, they agree"),
                          chart->names[row], chart->names[column], figure);
}
