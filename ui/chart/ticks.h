/* ticks.h — round numbers for an axis, and their labels.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

#define TD_MAX_TICKS 32

typedef struct
{
  guint  n;
  double values[TD_MAX_TICKS]; /* as shown: log10 on a log axis */
  char   labels[TD_MAX_TICKS][20];
} TdTicks;

/* The smallest of 1, 2, 5 times a power of ten (1, 2.5, 5 for @percent) that cuts @range into at
 * most @max_parts. */
double td_ticks_step (double range, double max_parts, gboolean percent);

/* @percent: values are fractions, labels are in %. */
void td_ticks_linear (TdTicks *self, double low, double high, double max_parts, gboolean percent);
/* @low and @high are log10. 1 and 3 of each decade where they fit; more when the range is short,
 * whole decades when it is long. */
void td_ticks_log    (TdTicks *self, double low, double high, double max_parts);

/* Rounds a range outwards so that it changes rarely as data grows. */
void td_ticks_round     (double *low, double *high, double max_parts);
void td_ticks_round_log (double *low, double *high); /* log10; to 1, 2, 3, 5 of a decade */
