/* color.c — task colours for both styles, palettes, contrast.
 *
 * Contrast is WCAG 2's: (L1 + 0.05) / (L2 + 0.05) of relative luminances. Luminance is linear in
 * linear light, so the factor that reaches a wanted contrast is a single division.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"

#include <math.h>

/* A dark background swallows more of a thin line than a light one, hence more than the 3:1. */
#define LIGHT_CONTRAST 3.1
#define DARK_CONTRAST 4.5

static double
to_linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
from_linear (double value)
{
  value = CLAMP (value, 0, 1);
  return value <= 0.0031308 ? value * 12.92 : 1.055 * pow (value, 1 / 2.4) - 0.055;
}

static TdRgba
linear (TdRgba color)
{
  return (TdRgba){ to_linear (color.red), to_linear (color.green), to_linear (color.blue),
                   color.alpha };
}

static TdRgba
gamma_coded (TdRgba color)
{
  return (TdRgba){ from_linear (color.red), from_linear (color.green), from_linear (color.blue),
                   color.alpha };
}

/* Of a colour in linear light. */
static double
luminance (TdRgba color)
{
  return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue;
}

static TdRgba
scaled (TdRgba color, double factor)
{
  return (TdRgba){ color.red * factor, color.green * factor, color.blue * factor, color.alpha };
}

/* Brighter without losing its hue: scaled as far as the strongest channel allows, then mixed with
 * white. */
static TdRgba
brightened (TdRgba color, double wanted)
{
  double strongest = MAX (color.red, MAX (color.green, color.blue));
  double now = luminance (color);
  if (strongest > 0)
    color = scaled (color, MIN (wanted / now, 1 / strongest));
  now = luminance (color);
  return now >= wanted ? color
                       : td_rgba_mix (color, TD_LIGHT_BACKGROUND, (wanted - now) / (1 - now));
}

gboolean
td_rgba_parse (TdRgba *self, const char *text)
{
  g_return_val_if_fail (self != NULL, FALSE);
  if (text == NULL || text[0] != '#')
    return FALSE;
  guint value = 0;
  for (guint i = 1; i <= 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]); /* -1 at an early end too */
      if (digit < 0)
        return FALSE;
      value = value * 16 + (guint) digit;
    }
  if (text[7] != '\0')
    return FALSE;
  *self = (TdRgba){ (value >> 16) / 255.0, (value >> 8 & 255) / 255.0, (value & 255) / 255.0, 1 };
  return TRUE;
}

TdRgba
td_task_color (const char *text, gboolean dark)
{
  TdRgba color;
  if (!td_rgba_parse (&color, text))
    color = (TdRgba){ 0.5, 0.5, 0.5, 1 };
  TdRgba background = linear (dark ? TD_DARK_BACKGROUND : TD_LIGHT_BACKGROUND);
  color = linear (color);
  if (dark)
    {
      double wanted = DARK_CONTRAST * (luminance (background) + 0.05) - 0.05;
      return gamma_coded (luminance (color) < wanted ? brightened (color, wanted) : color);
    }
  double wanted = (luminance (background) + 0.05) / LIGHT_CONTRAST - 0.05;
  return gamma_coded (luminance (color) > wanted ? scaled (color, wanted / luminance (color))
                                                 : color);
}

TdPalette
td_palette (gboolean dark)
{
  if (dark)
    return (TdPalette){ .foreground = { 1, 1, 1, 1 },
                        .dim = { 1, 1, 1, 0.62 },
                        .grid = { 1, 1, 1, 0.10 },
                        .background = TD_DARK_BACKGROUND,
                        .dark = TRUE,
                        .font_size = 10 };
  return (TdPalette){ .foreground = { 0.10, 0.10, 0.12, 1 },
                      .dim = { 0, 0, 0.03, 0.58 },
                      .grid = { 0, 0, 0.03, 0.09 },
                      .background = { 1, 1, 1, 1 },
                      .dark = FALSE,
                      .font_size = 10 };
}

double
td_rgba_contrast (TdRgba a, TdRgba b)
{
  double la = luminance (linear (a)), lb = luminance (linear (b));
  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

TdRgba
td_rgba_mix (TdRgba a, TdRgba b, double amount)
{
  return (TdRgba){ a.red + (b.red - a.red) * amount, a.green + (b.green - a.green) * amount,
                   a.blue + (b.blue - a.blue) * amount, a.alpha + (b.alpha - a.alpha) * amount };
}

TdRgba
td_rgba_fade (TdRgba color, double alpha)
{
  color.alpha *= alpha;
  return color;
}

TdRgba
td_rgba_accent (gboolean dark)
{
  return dark ? (TdRgba){ 0.47, 0.68, 0.93, 1 } : (TdRgba){ 0.11, 0.44, 0.85, 1 };
}

TdRgba
td_rgba_card (const TdPalette *palette)
{
  return palette->dark ? (TdRgba){ 0.20, 0.20, 0.20, 1 } : (TdRgba){ 1, 1, 1, 1 };
}

void
td_rgba_set (TdRgba color, cairo_t *cr)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha);
}
