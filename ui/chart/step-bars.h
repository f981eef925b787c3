/* step-bars.h — what one way to combine gradients would do: its weights, and each loss's change.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* Arrays are borrowed. NaN: not known. */
typedef struct
{
  guint              n;         /* tasks */
  const char *const *names;     /* (n) */
  const TdRgba      *colors;    /* (n) */
  const double      *weights;   /* (n) may be negative */
  const double      *predicted; /* (n) change of the loss to first order; NULL: none */
  const double      *real;      /* (n) measured after a step that was undone; NULL: none */
  const double      *most;      /* (n) the largest change, either way, of any row of the table */
} TdStepBars;

/* One bar, cut by how much each task weighs; parts of negative weight are hollow. */
void  td_step_bars_draw_weights (cairo_t *cr, double width, double height, const TdStepBars *bars,
                                 const TdPalette *palette);
/* A short axis a task: filled what was measured, a tick what was predicted; left is a loss that
 * falls. */
void  td_step_bars_draw_changes (cairo_t *cr, double width, double height, const TdStepBars *bars,
                                 const TdPalette *palette);
/* In words, on one line: "Digit 0.25, Is even 0.75". */
char *td_step_bars_read_weights (const TdStepBars *bars);
char *td_step_bars_read_changes (const TdStepBars *bars);
