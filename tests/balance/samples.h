/* samples.h — random matrices of gradients, as TorchJD's tests draw them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/random.h"

typedef struct
{
  TdStream stream;
  guint32  next;
} TdDice;

double roll_normal (TdDice *dice);
double roll_unit   (TdDice *dice);

/* (m, n) of rank @rank, normally distributed; free with g_free(). */
double *draw_normal       (TdDice *dice, gsize m, gsize n, gsize rank);
/* With some v > 0 so that v A = 0: strongly stationary; m > 1. */
double *draw_stationary   (TdDice *dice, gsize m, gsize n, gsize rank);
/* Weakly stationary only: the first half of the rows balance out, the rest point away from them. */
double *draw_weak         (TdDice *dice, gsize m, gsize n);
/* All rows on one side: not even weakly stationary. */
double *draw_one_sided    (TdDice *dice, gsize m, gsize n);
