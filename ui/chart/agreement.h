/* agreement.h — how far the tasks' gradients agree: a matrix of cosines, a row and a column a task.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

/* Arrays are borrowed. */
typedef struct
{
  guint              n;       /* tasks */
  const char *const *names;   /* (n) */
  const TdRgba      *colors;  /* (n) */
  const double      *cosines; /* (n, n) −1 … 1; NaN: one of the two has no gradient */
  gint               chosen;  /* its row is framed; -1: none */
} TdAgreement;

/* The usual height for @width: square cells, no larger than they need to be. */
double td_agreement_height (double width, const TdAgreement *chart, const TdPalette *palette);
void   td_agreement_draw   (cairo_t *cr, double width, double height, const TdAgreement *chart,
                            const TdPalette *palette);
/* The cell at a point of the drawing. FALSE: there is none. */
gboolean td_agreement_find (double width, double height, const TdAgreement *chart,
                            const TdPalette *palette, double x, double y, guint *row, guint *column);
/* What a cell says, in words: "Digit and Ink amount: cosine −0.18, they conflict". */
char    *td_agreement_read (const TdAgreement *chart, guint row, guint column);
