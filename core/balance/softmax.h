/* softmax.h — positive numbers with a given sum from any numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* x_k = @sum exp (x_k) / Σ exp (x). Safe for large x. */
void td_softmax (guint n, double *x, double sum);
