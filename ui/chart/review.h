/* review.h — answers against labels: a confusion matrix, a table of truths, or a scatter of
 * numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* Which of the three it is, is which array there is. Arrays are borrowed. */
typedef struct
{
  TdRgba       color;
  char *const *names;      /* of the choices, or of the outputs */
  guint        n;          /* of them */
  const guint *confusion;  /* (n, n): rows that are so, columns that were said; NULL */
  const guint *truths;     /* (n, 4): true and said, true but not said, said but not true, neither;
                              NULL */
  gsize        n_points;
  const double *points;    /* (n_points, n, 2): what is so, what was said; NULL */
  guint        output;     /* of the points */
} TdReviewChart;

void  td_review_draw    (cairo_t *cr, double width, double height, const TdReviewChart *chart,
                         const TdPalette *palette);
/* What is under a point of the drawing, in words; NULL: nothing. */
char *td_review_read    (double width, double height, const TdReviewChart *chart,
                         const TdPalette *palette, double x, double y);
