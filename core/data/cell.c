/* cell.c — numbers out of cells, exactly and fast.
 *
 * A decimal number with at most 53 bits of digits and a power of ten within 10^±22 needs one
 * correctly rounded operation (Clinger, "How to read floating point numbers accurately", PLDI
 * 1990), as both factors are exact doubles. Everything else goes to g_ascii_strtod().
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/cell.h"

#include "core/data/table.h"

#include <math.h>
#include <string.h>

#define MAX_DIGITS 19      /* a guint64 holds any 19 digits */
#define MAX_EXPONENT 99999 /* beyond any double; keeps the sum of exponents small */
#define EXACT_POWER 22     /* 10^22 is the last power of ten that is an exact double */

typedef struct
{
  guint64 digits;
  guint   n_digits; /* without leading zeros */
  gint64  exponent; /* of ten */
  gboolean any;     /* at least one digit was there */
} Decimal;

static const double powers[EXACT_POWER + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* Takes a run of digits; @step is what each adds to the exponent. */
static const char *
read_digits (Decimal    *self,
             const char *at,
             int         step)
{
  for (; *at >= '0' && *at <= '9'; at++)
    {
      if (self->n_digits > 0 || *at != '0')
        self->n_digits++;
      if (self->n_digits <= MAX_DIGITS)
        self->digits = self->digits * 10 + (guint64) (*at - '0');
      self->exponent += step;
      self->any = TRUE;
    }
  return at;
}

/* NULL when an "e" isn't followed by an exponent. */
static const char *
read_exponent (Decimal    *self,
               const char *at)
{
  gboolean negative;
  gint64 value = 0;

  if (*at != 'e' && *at != 'E')
    return at;
  at++;
  negative = *at == '-';
  if (*at == '-' || *at == '+')
    at++;
  if (*at < '0' || *at > '9')
    return NULL;
  for (; *at >= '0' && *at <= '9'; at++)
    value = MIN (value * 10 + (*at - '0'), MAX_EXPONENT);
  self->exponent += negative ? -value : value;
  return at;
}

static double
read_slowly (const char *text,
             gsize       length,
             char        decimal)
{
  char buffer[64];
  g_autofree char *long_copy = NULL;
  char *copy = buffer;
  char *comma;

  if (decimal == '.')
    return g_ascii_strtod (text, NULL);
  if (length >= sizeof buffer)
    copy = long_copy = g_malloc (length + 1);
  memcpy (copy, text, length + 1);
  comma = memchr (copy, decimal, length);
  if (comma != NULL)
    *comma = '.';
  return g_ascii_strtod (copy, NULL);
}

static gboolean
read_infinity (const char *text,
               double     *number)
{
  const char *word = *text == '-' || *text == '+' ? text + 1 : text;

  if (g_ascii_strcasecmp (word, "inf") != 0 && g_ascii_strcasecmp (word, "infinity") != 0)
    return FALSE;
  *number = *text == '-' ? -INFINITY : INFINITY;
  return TRUE;
}

static gboolean
read_number (const char *text,
             gsize       length,
             char        decimal,
             double     *number)
{
  Decimal value = { 0 };
  gboolean negative = *text == '-';
  const char *at = read_digits (&value, *text == '-' || *text == '+' ? text + 1 : text, 0);

  if (*at == decimal)
    at = read_digits (&value, at + 1, -1);
  at = value.any ? read_exponent (&value, at) : NULL;
  if (at == NULL || at != text + length)
    return FALSE;

  if (value.n_digits > MAX_DIGITS || value.digits > (G_GUINT64_CONSTANT (1) << 53)
      || (value.digits != 0 && ABS (value.exponent) > EXACT_POWER))
    {
      *number = read_slowly (text, length, decimal);
      return TRUE;
    }
  *number = (double) value.digits;
  if (value.digits != 0 && value.exponent < 0)
    *number /= powers[-value.exponent];
  else if (value.digits != 0)
    *number *= powers[value.exponent];
  if (negative)
    *number = -*number;
  return TRUE;
}

TdCell
td_cell_read (const char *text,
              gsize       length,
              char        decimal,
              double     *number)
{
  if (length == 0)
    return TD_CELL_MISSING;
  if (read_number (text, length, decimal, number))
    return TD_CELL_NUMBER;
  if (length <= 4 && td_text_is_missing (text))
    return TD_CELL_MISSING;
  if (length <= 9 && read_infinity (text, number))
    return TD_CELL_NUMBER;
  return TD_CELL_TEXT;
}
