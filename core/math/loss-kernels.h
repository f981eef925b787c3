/* loss-kernels.h — loops of losses; a part of td_kernels(), with its promises.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Cross-entropy of yes and no: costs = share (-t log σ(z) - (1 - t) log (1 - σ(z))), and
 * slopes = share (σ(z) - t); a share of 0 costs nothing. */
typedef void TdSigmoidLoss (const float *z, const float *t, const float *share, double *costs,
                            float *slopes, gsize n);

/* Σ -log of the probability given to the labels t, in a fixed order for given n; NaN is none. Adds
 * how many there are, and how many of them have more than half of the probability. */
typedef double TdMeasureLogits (const float *z, const float *t, gsize n, gsize *n_labels,
                                gsize *n_right);
