/* surgery.h — gradients that are changed by one another in turn, as coefficients over the Gram.
 *
 * Every gradient starts as itself, meets the others in random order and may take up a multiple of
 * each. What comes out is added up. Allocates nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer-options.h"

typedef struct
{
  double dot;       /* <d_i, g_j>, d_i as it is by now */
  double own_norm2; /* |d_i|² */
  double norm2;     /* |g_j|² */
} TdSurgery;

/* How much of g_j is added to d_i; places among the tasks present. */
typedef double (*TdMendFunc) (gpointer data, const TdSurgery *surgery, guint i, guint j);

void  td_surgery           (const TdBalancerStep *step, TdMendFunc mend, gpointer data,
                            double *weights, double *scratch);
gsize td_surgery_n_scratch (guint n_tasks);
