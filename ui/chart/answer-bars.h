/* answer-bars.h — what every task answers to one row, as text and bars; drawn with cairo.
 *
 * A bar per class or question, of its probability; a number stands on the range of the targets.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/task.h"
#include "ui/chart/chart.h"

typedef struct
{
  const char   *title;
  const char   *answer;  /* "7" */
  const char   *truth;   /* what the data say; NULL: nothing */
  TdRgba        color;
  TdAnswerForm  form;
  guint         n;
  const double *numbers; /* (n) */
  char *const  *names;   /* (n) */
  const double *least, *most; /* (n) of the targets, of AMOUNTS */
} TdAnswerBlock;

/* Draws from the top, in columns where there is room; returns the height. @cr NULL: only
 * measures. */
double td_answer_bars_draw (cairo_t *cr, double width, const TdAnswerBlock *blocks, guint n,
                            const TdPalette *palette);
