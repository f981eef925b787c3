/* fair-point.h — the weights at which every task gains its fair share.
 *
 * Allocates nothing; thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* x > 0 solves G x = x^-power, elementwise; G symmetric (n, n), not indefinite. It is the minimum
 * of the convex ½ xᵀ G x + Σ x^(1-power) / (power-1) (-Σ log x at power 1), found by Newton's
 * method with a line search. Where there is none, as for opposite rows, the result is large and
 * finite; zero rows get 0. */
void  td_fair_point           (gsize n, const double *gram, double power, double *x,
                               double *scratch);
gsize td_fair_point_n_scratch (gsize n);
