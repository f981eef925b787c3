/* option-step.c — the next number up or down from a setting.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/option-step.h"

#include <math.h>

#define WIDE 100.0       /* ranges from here on are stepped through by magnitudes */
#define FEW 100.0        /* whole numbers are stepped through one by one */
#define SHARE 0.05       /* step between 0 and 1 */
#define FIRST 0.1        /* step from 0 to either side */
#define DEFAULT_FLOOR 1e-6
#define LEAST_REST 1e-6  /* what is nearer to one is one */
#define FLOOR_DECADES 3  /* below what is usual, before a number falls to zero */

/* Without the dust of floating point: 0.30000000000000004 is 0.3. */
static double
tidy (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.10g", value), NULL);
}

/* 10^n with 10^n <= @value < 10^(n+1), tolerant of dust; @value > 0. */
static double
decade (double value)
{
  return tidy (pow (10, floor (log10 (value) + 1e-9)));
}

/* The place of the digit that a step from @value changes: down from 1 it is that of 0.9. */
static double
digit (double value, int direction)
{
  double size = fabs (value), place = decade (size);
  gboolean towards_zero = (value > 0) == (direction < 0);

  return towards_zero && fabs (size / place - 1) < 1e-9 ? place / 10 : place;
}

/* The next of … 0.1, 0.2, 0.5, 1, 2, 5 …; @value > 0. */
static double
step_1_2_5 (double value, int direction)
{
  static const double series[] = { 0.5, 1, 2, 5, 10 };
  double place = decade (value), leading = value / place;

  if (direction > 0)
    {
      for (guint i = 1; i < G_N_ELEMENTS (series); i++)
        if (series[i] > leading * (1 + 1e-9))
          return tidy (series[i] * place);
      return tidy (20 * place);
    }
  for (guint i = G_N_ELEMENTS (series) - 1; i-- > 0;)
    if (series[i] < leading * (1 - 1e-9))
      return tidy (series[i] * place);
  return tidy (0.2 * place);
}

static double
step_digit (double value, int direction, gboolean fine)
{
  double place = value != 0 ? digit (value, direction) : FIRST;

  place /= fine ? 10 : 1;
  return tidy ((round (value / place) + direction) * place);
}

/* Below this a falling number is zero. */
static double
floor_of (const TdOption *option)
{
  double reference = option->number > 0 ? option->number : option->usual;

  return reference > 0 ? decade (reference) * pow (10, -FLOOR_DECADES) : DEFAULT_FLOOR;
}

static double
step_magnitude (const TdOption *option, double value, int direction, gboolean fine)
{
  double least = option->minimum > 0 ? option->minimum : floor_of (option);
  double next;

  if (value <= 0 && direction > 0)
    return option->usual > 0 ? option->usual : least;
  if (value <= least * (1 + 1e-9) && direction < 0)
    return value > 0 ? MAX (option->minimum, 0) : option->minimum;
  next = fine ? step_digit (value, direction, TRUE) : step_1_2_5 (value, direction);
  return next < least ? least : next;
}

/* Equal steps; numbers between them move by their own digit. */
static double
step_equal (const TdOption *option, double value, int direction, gboolean fine)
{
  double range = option->maximum - option->minimum;
  double step = range <= 1 ? SHARE : decade (range / 100);

  if (fine)
    step /= range <= 1 ? 5 : 10;
  if (value != 0 && fabs (value / step - round (value / step)) > 1e-6)
    step = MIN (step, digit (value, direction));
  return tidy ((round (value / step) + direction) * step);
}

static double
step_near_one (const TdOption *option, double value, int direction, gboolean fine)
{
  double rest = tidy (1 - value);

  if (value <= option->minimum && direction > 0)
    return option->usual > 0 ? option->usual : 0.5;
  if (direction < 0 && rest < LEAST_REST)
    return tidy (1 - LEAST_REST);
  rest = fine ? step_digit (rest, -direction, FALSE) : step_1_2_5 (rest, -direction);
  if (direction > 0 && rest < LEAST_REST)
    return option->maximum;
  return rest >= 1 ? option->minimum : tidy (1 - rest);
}

static double
step_integer (const TdOption *option, double value, int direction, gboolean fine)
{
  double step = 1;

  if (value == option->minimum && direction > 0 && option->special != NULL && option->usual > 0)
    return option->usual;
  if (option->steps == TD_STEPS_DOUBLING && !fine && value > 0)
    {
      double power = exp2 (direction > 0 ? floor (log2 (value)) + 1 : ceil (log2 (value)) - 1);

      return power < 1 ? 0 : power;
    }
  if (option->steps == TD_STEPS_USUAL && option->maximum - option->minimum > FEW && value >= 100)
    step = MAX (digit (value, direction) / (fine ? 100 : 10), 1);
  return (floor (value / step) + (direction > 0 ? 1 : value > floor (value / step) * step ? 0 : -1))
         * step;
}

double
td_option_step (const TdOption *option, double value, int direction, gboolean fine)
{
  double next;

  g_return_val_if_fail (option->type == TD_NUMBER || option->type == TD_INTEGER, value);
  g_return_val_if_fail (direction == 1 || direction == -1, value);

  if (option->type == TD_INTEGER)
    next = step_integer (option, value, direction, fine);
  else if (option->steps == TD_STEPS_NEAR_ONE)
    next = step_near_one (option, value, direction, fine);
  else if (option->minimum < 0 && option->special == NULL)
    next = step_digit (value, direction, fine);
  else if (option->maximum >= WIDE || option->minimum > 0)
    next = step_magnitude (option, value, direction, fine);
  else
    next = step_equal (option, value, direction, fine);
  return CLAMP (next, option->minimum, option->maximum);
}
