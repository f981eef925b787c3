/* template-pictures.c — see template-pictures.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/template-pictures.h"

#include "core/project/task.h"
#include "ui/chart/color.h"

#include <math.h>

#define DIGIT 8   /* pixels of a digit, each way */
#define CLOTHES 14
#define GAP 2     /* pixels between pictures */
#define N_POINTS 26
#define NOISE 0.07
#define N_CURVES 4
#define N_STEPS 40

/* Rows of data/digits.csv, a pixel's ink in hexadecimal. */
static const char *const digits[][DIGIT] = {
  { "029fe930", "04d89f80", "0006ef30", "000be200", "0002fb00", "00002f40", "0156df60",
    "02ccdb00" },
  { "001de300", "008fd200", "02ff3000", "03fc1000", "05fe5000", "03ffff60", "01efffc0",
    "003cfe70" },
  { "009e8100", "00ceec00", "009a0f40", "003fce20", "004ff200", "03f8ad20", "01f13f80",
    "00bffb10" },
};

/* Test images 19, 5 and 39 of Fashion-MNIST, each pixel the mean of four. */
static const char *const clothes[][CLOTHES] = {
  { "00017b77b61000", "003bbbccbbc300", "00abbbbbbbb800", "01ecccbcdcbb00", "02cccaccadca10",
    "0008cdcbdd8000", "0006cccced5000", "0006cccccc5000", "0006cccccc5000", "0006cccccc6000",
    "0006cccccc6000", "0006cccccc6000", "0006cccccc6000", "0006bccccc5000" },
  { "00000ccbcb0000", "00001edcdb0000", "00007cddcc3000", "00008bdddc3000", "0000abd5ec3000",
    "0000bba0eb3000", "0000ab50da3000", "00009d10b83000", "00007c10884000", "00005d507b4000",
    "00002d706d4000", "00000ba05e4000", "000007c05e4000", "000003b23b3000" },
  { "00000000000000", "00000000000000", "00000000870000", "00000000cbdcc1", "00000002cccdd3",
    "00000005ccccc0", "0000002cbccbb1", "00000049accbc5", "0024568bcbbbc8", "02b757bbbcccda",
    "06bbcccdccdcba", "00268acb943bb9", "00000000000000", "00000000000000" },
};

static TdRgba
color_of (guint task, const TdPalette *palette)
{
  return td_task_color (td_task_default_color (task), palette->dark);
}

static void
draw_picture (cairo_t *cr, const char *const *rows, guint pixels, double x, double y, double size,
              TdRgba color)
{
  for (guint i = 0; i < pixels; i++)
    for (guint j = 0; j < pixels; j++)
      {
        double ink = g_ascii_xdigit_value (rows[i][j]) / 15.0;

        td_rgba_set (td_rgba_fade (color, ink), cr);
        cairo_rectangle (cr, x + j * size, y + i * size, size, size);
        cairo_fill (cr);
      }
}

/* @n pictures side by side, each of @pixels strings, on whole pixels, or seams would show. */
static void
draw_pictures (cairo_t *cr, const char *const *rows, guint n, guint pixels, double width,
               double height, const TdPalette *palette)
{
  const double columns = n * pixels + (n - 1) * GAP;
  const double size = floor (MIN (width / columns, height / pixels));
  const double left = round ((width - columns * size) / 2);
  const double top = round ((height - pixels * size) / 2);

  for (guint i = 0; i < n; i++)
    draw_picture (cr, rows + i * pixels, pixels, left + i * (pixels + GAP) * size, top, size,
                  palette->foreground);
}

void
td_template_draw_digits (cairo_t *cr, double width, double height, const TdPalette *palette)
{
  draw_pictures (cr, digits[0], G_N_ELEMENTS (digits), DIGIT, width, height, palette);
}

void
td_template_draw_fashion (cairo_t *cr, double width, double height, const TdPalette *palette)
{
  draw_pictures (cr, clothes[0], G_N_ELEMENTS (clothes), CLOTHES, width, height, palette);
}

/* The same on every run: a low-discrepancy sequence in place of chance. */
static double
jitter (guint i)
{
  return NOISE * (2 * fmod (i * 0.61803398875, 1) - 1);
}

static void
draw_moon (cairo_t *cr, gboolean lower, double left, double top, double unit, TdRgba color)
{
  td_rgba_set (color, cr);
  for (guint i = 0; i < N_POINTS; i++)
    {
      double angle = G_PI * i / (N_POINTS - 1), radius = 1 + 2 * jitter (i + lower);
      double x = lower ? 1 - radius * cos (angle) : radius * cos (angle);
      double y = lower ? 0.5 - radius * sin (angle) : radius * sin (angle);

      cairo_arc (cr, left + (x + 1.1) * unit, top + (1.1 - y) * unit, 2.2, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

void
td_template_draw_playground (cairo_t *cr, double width, double height, const TdPalette *palette)
{
  const double unit = MIN (width / 3.2, height / 1.8);
  const double left = (width - 3.2 * unit) / 2, top = (height - 1.8 * unit) / 2;

  td_rgba_set (td_rgba_fade (palette->dim, 0.5), cr);
  cairo_set_line_width (cr, 1.5);
  cairo_move_to (cr, left, top + 1.55 * unit);
  cairo_curve_to (cr, left + 1.2 * unit, top + 1.9 * unit, left + 0.9 * unit, top + 0.5 * unit,
                  left + 1.6 * unit, top + 0.85 * unit);
  cairo_curve_to (cr, left + 2.3 * unit, top + 1.2 * unit, left + 2.0 * unit, top - 0.2 * unit,
                  left + 3.2 * unit, top + 0.15 * unit);
  cairo_stroke (cr);
  draw_moon (cr, FALSE, left, top, unit, color_of (0, palette));
  draw_moon (cr, TRUE, left, top, unit, color_of (1, palette));
}

void
td_template_draw_related (cairo_t *cr, double width, double height, const TdPalette *palette)
{
  cairo_set_line_width (cr, 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint k = 0; k < N_CURVES; k++)
    {
      for (guint i = 0; i <= N_STEPS; i++)
        {
          double x = (double) i / N_STEPS;
          double y = 0.5 + 0.26 * sin (6.2 * x + 0.22 * k) + 0.05 * k - 0.075
                     + 0.05 * sin (11 * x + 1.9 * k);

          cairo_line_to (cr, 2 + x * (width - 4), height * (1 - y));
        }
      td_rgba_set (color_of (k, palette), cr);
      cairo_stroke (cr);
    }
}
