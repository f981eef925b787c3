/* ticks.c — round numbers for an axis, and their labels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/ticks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SLACK 1e-9 /* of a step: rounding of sums */
#define MIN_LOG_TICKS 3

static const double thirds[] = { 1, 3, 0 };
static const double fifths[] = { 1, 2, 5, 0 };

double
td_ticks_step (double range, double max_parts, gboolean percent)
{
  if (!(range > 0) || !isfinite (range))
    return 1;
  const double steps[] = { 1, percent ? 2.5 : 2, 5, 10 };
  double wanted = range / MAX (max_parts, 1), power = pow (10, floor (log10 (wanted)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= wanted * (1 - SLACK))
      return steps[i] * power;
  return 10 * power;
}

/* A typographic minus, 20 000 rather than 20000, 1e-5 rather than 1e-05. */
static void
tidy (char *label, gsize size, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *exponent = strchr (text, 'e');
  gsize digits = strspn (text + (text[0] == '-'), "0123456789");
  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean after_e = exponent != NULL && p > exponent;
      if (*p == '-')
        g_string_append (out, "−");
      else if (after_e && (*p == '+' || (*p == '0' && !g_ascii_isdigit (p[-1]) && p[1] != '\0')))
        continue;
      else
        g_string_append_c (out, *p);
      if (exponent == NULL && digits > 4 && p == text + (text[0] == '-') + digits - 4)
        g_string_append (out, "\342\200\257"); /* narrow no-break space */
    }
  g_strlcpy (label, out->str, size);
}

static void
add (TdTicks *self, double value, double number, int decimals, gboolean percent)
{
  char text[64];
  if (self->n == TD_MAX_TICKS)
    return;
  double shown = percent ? number * 100 : number;
  double size = fabs (shown);
  if (size < 1e-12)
    snprintf (text, sizeof text, "0");
  else if (size >= 1e6 || decimals > 5)
    snprintf (text, sizeof text, "%.4g", shown);
  else
    snprintf (text, sizeof text, "%.*f", decimals, shown);
  if (percent)
    g_strlcat (text, "%", sizeof text);
  self->values[self->n] = value;
  tidy (self->labels[self->n++], sizeof self->labels[0], text);
}

/* How many digits after the point tell multiples of @step apart. */
static int
decimals_of (double step)
{
  int decimals = (int) MAX (0, -floor (log10 (step) + SLACK));
  double scaled = step * pow (10, decimals);
  return fabs (scaled - round (scaled)) > 1e-6 ? decimals + 1 : decimals;
}

static void
fill_linear (TdTicks *self, double low, double high, double step, gboolean percent)
{
  int decimals = decimals_of (percent ? step * 100 : step);
  double last = floor (high / step + 1e-6);
  self->n = 0;
  for (double i = ceil (low / step - 1e-6); i <= last && self->n < TD_MAX_TICKS; i++)
    add (self, i * step, fabs (i * step) < step * SLACK ? 0 : i * step, decimals, percent);
}

/* A range that happens to hold a single round number gets finer ones. */
void
td_ticks_linear (TdTicks *self, double low, double high, double max_parts, gboolean percent)
{
  self->n = 0;
  if (!(high > low) || !isfinite (high - low))
    return;
  for (double parts = MIN (max_parts, TD_MAX_TICKS - 2); self->n < 2 && parts < 64; parts *= 2)
    fill_linear (self, low, high, td_ticks_step (high - low, parts, percent), percent);
}

/* @mantissas of every decade, or 1 of every @stride decades. */
static void
fill_log (TdTicks *self, double low, double high, const double *mantissas, int stride)
{
  self->n = 0;
  for (int decade = (int) floor (low) - 1; decade <= ceil (high); decade++)
    for (const double *m = mantissas; *m != 0 && self->n < TD_MAX_TICKS; m++)
      {
        double value = decade + log10 (*m);
        if (value < low - 1e-6 || value > high + 1e-6 || (stride > 1 && decade % stride != 0))
          continue;
        int decimals = MAX (0, -decade);
        add (self, value, *m * pow (10, decade), decimals > 4 ? 6 : decimals, FALSE);
        if (stride > 1)
          break;
      }
}

/* Less than a decade: ordinary round numbers, placed by their logarithm. */
static void
fill_short (TdTicks *self, double low, double high, double max_parts)
{
  TdTicks plain;
  td_ticks_linear (&plain, pow (10, low), pow (10, high), max_parts, FALSE);
  self->n = 0;
  for (guint i = 0; i < plain.n; i++)
    if (plain.values[i] > 0)
      {
        self->values[self->n] = log10 (plain.values[i]);
        memcpy (self->labels[self->n++], plain.labels[i], sizeof plain.labels[i]);
      }
}

void
td_ticks_log (TdTicks *self, double low, double high, double max_parts)
{
  self->n = 0;
  if (!(high > low) || !isfinite (high - low))
    return;
  double max = CLAMP (max_parts, 2, TD_MAX_TICKS - 2);
  double decades = high - low;
  if (decades * 2 <= max)
    {
      fill_log (self, low, high, thirds, 1);
      if (self->n < MIN_LOG_TICKS && decades * 3 <= max)
        fill_log (self, low, high, fifths, 1);
      if (self->n < MIN_LOG_TICKS)
        fill_short (self, low, high, MIN (max, 5));
      return;
    }
  const double ones[] = { 1, 0 };
  fill_log (self, low, high, ones, (int) MAX (1, ceil (decades / max)));
  if (self->n < 2)
    fill_log (self, low, high, thirds, 1);
  if (self->n < 2)
    fill_short (self, low, high, max);
}

void
td_ticks_round (double *low, double *high, double max_parts)
{
  double step = td_ticks_step (*high - *low, max_parts, FALSE);
  *low = floor (*low / step + SLACK) * step;
  *high = ceil (*high / step - SLACK) * step;
}

/* The nearest of 1, 2, 3, 5 times a power of ten at or beyond @value, as log10. */
static double
bound (double value, gboolean up)
{
  static const double steps[] = { 0, 0.3010299957, 0.4771212547, 0.6989700043, 1 };
  double decade = floor (value), rest = value - decade;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint at = up ? i : G_N_ELEMENTS (steps) - 1 - i;
      if (up ? steps[at] >= rest - SLACK : steps[at] <= rest + SLACK)
        return decade + steps[at];
    }
  return value;
}

void
td_ticks_round_log (double *low, double *high)
{
  *low = bound (*low, FALSE);
  *high = bound (*high, TRUE);
}
