/* update-kernels.h — loops of optimizers over n weights; a part of td_kernels(), with its promises.
 *
 * State arrays are as named in each optimizer's paper.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/adam.h"

typedef void TdUpdateSgd      (float *w, const float *g, gsize n, float rate, float decay);
typedef void TdUpdateMomentum (float *w, const float *g, float *velocity, gsize n, float rate,
                               float momentum, float decay, gboolean nesterov, gboolean first);
typedef void TdUpdateAdagrad  (float *w, const float *g, float *sum, gsize n, float rate,
                               float epsilon, float decay);
/* @mean, @velocity NULL: not used. */
typedef void TdUpdateRmsprop  (float *w, const float *g, float *square, float *mean,
                               float *velocity, gsize n, float rate, double alpha, float epsilon,
                               float decay, float momentum);
typedef void TdUpdateAdam     (float *w, const float *g, float *m, float *v, gsize n,
                               const TdAdamStep *step);
typedef void TdUpdateNadam    (float *w, const float *g, float *m, float *v, gsize n,
                               const TdNadamStep *step);
typedef void TdUpdateAdadelta (float *w, const float *g, float *square, float *moves, gsize n,
                               float rate, double rho, float epsilon, float decay);
typedef void TdUpdateLion     (float *w, const float *g, float *m, gsize n, double rate,
                               double beta1, double beta2, double decay);
