/* decision-map.h — one task's answer all over a plane of two inputs, drawn with cairo.
 *
 * The plane fades from the background to a colour with the answer: to the task's own with the
 * probability of yes or with a number from the least target to the greatest; of several classes, to
 * the colour of the likeliest with its probability. Lines lie where a yes-no answer turns, where
 * classes meet, and at steps of a number. Points are rows of the data, filled by their label where
 * they are trained on and hollow elsewhere.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/task.h"
#include "ui/chart/chart.h"

typedef struct
{
  TdAnswerForm form;
  guint        side, n_outputs;
  const float *numbers;      /* (side, side, n_outputs), rows from y1 down to y0; NULL: not yet */
  guint        output;       /* the one that is drawn, of TRUTHS and AMOUNTS */
  TdRgba       color;        /* the task's */
  double       least, most;  /* of the targets, of AMOUNTS */
  double       x0, x1, y0, y1;
} TdDecisionMap;

typedef struct
{
  double   x, y;
  double   label;    /* 0 or 1, a class, or a number; NaN: none, isn't drawn */
  gboolean trained;
} TdMapPoint;

/* The colour of a class, whatever the tasks' colours are; they repeat after ten, paler. */
TdRgba td_class_color (guint class, gboolean dark);

void   td_decision_map_draw        (cairo_t *cr, double width, double height,
                                    const TdDecisionMap *map, const TdPalette *palette);
void   td_decision_map_draw_points (cairo_t *cr, double width, double height,
                                    const TdDecisionMap *map, const TdMapPoint *points, gsize n,
                                    const TdPalette *palette);
