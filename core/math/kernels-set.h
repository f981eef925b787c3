/* kernels-set.h — the parts of one instruction set's kernels.
 *
 * The files that include this are built once per set, with TD_KERNELS_SET naming it, and
 * TD_SET (relu) is then td_relu_avx2. The build has -ffp-contract=off: an element gets the same
 * operations in the vector body of a loop and in its scalar rest, so the same bits wherever it
 * stands.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/kernels.h"

#define TD_PASTE_NAMES(name, set) td_##name##_##set
#define TD_PASTE(name, set) TD_PASTE_NAMES (name, set)
#define TD_SET(name) TD_PASTE (name, TD_KERNELS_SET)

typedef void TdLoop (const float *x, float *y, gsize n);
typedef void TdLoopWith (const float *x, float *y, gsize n, float parameter);

extern const TdKernels TD_SET (kernels);
extern const TdNormKernels TD_SET (norm_kernels);

TdLoop TD_SET (relu);
TdLoop TD_SET (gelu);
TdLoop TD_SET (silu);
TdLoop TD_SET (tanh);
TdLoop TD_SET (sigmoid);
TdLoop TD_SET (softplus);
TdLoop TD_SET (exp);
TdLoop TD_SET (log);
TdLoopWith TD_SET (leaky_relu);
TdLoopWith TD_SET (elu);

TdLoop TD_SET (relu_back);
TdLoop TD_SET (gelu_back);
TdLoop TD_SET (silu_back);
TdLoop TD_SET (tanh_back);
TdLoop TD_SET (sigmoid_back);
TdLoop TD_SET (softplus_back);
TdLoopWith TD_SET (leaky_relu_back);
TdLoopWith TD_SET (elu_back);

void TD_SET (rows_to_lanes) (const float *rows, gsize n_rows, gsize width, float *lanes,
                             gboolean add);
void TD_SET (lanes_to_rows) (const float *lanes, gsize n_rows, gsize width, float *rows,
                             gboolean add);
void TD_SET (dots) (const float *const *a, guint n_a, gsize a_at, const float *const *b, guint n_b,
                    gsize b_at, gsize n, double *sums, gsize ld);

void TD_SET (product) (const TdProduct *product);
void TD_SET (one_column) (const TdProduct *product);
void TD_SET (rows_of_eight) (const TdProduct *product);
void TD_SET (outer_product) (const TdProduct *product);
double TD_SET (measure_logits) (const float *z, const float *t, gsize n, gsize *n_labels,
                                gsize *n_right);
void TD_SET (sigmoid_loss) (const float *z, const float *t, const float *share, double *costs,
                            float *slopes, gsize n);

TdConvolve TD_SET (convolve);
TdConvolveBack TD_SET (convolve_back);
TdConvolveGradient TD_SET (convolve_gradient);
TdSumPlanes TD_SET (sum_planes);
TdPoolMax TD_SET (pool_max);
TdUnpoolMax TD_SET (unpool_max);
TdPoolAverage TD_SET (pool_average);
TdUnpoolAverage TD_SET (unpool_average);

void TD_SET (sgd) (float *w, const float *g, gsize n, float rate, float decay);
void TD_SET (sgd_momentum) (float *w, const float *g, float *velocity, gsize n, float rate,
                            float momentum, float decay, gboolean nesterov, gboolean first);
void TD_SET (adagrad) (float *w, const float *g, float *sum, gsize n, float rate, float epsilon,
                       float decay);
void TD_SET (rmsprop) (float *w, const float *g, float *square, float *mean, float *velocity,
                       gsize n, float rate, double alpha, float epsilon, float decay,
                       float momentum);
void TD_SET (adam) (float *w, const float *g, float *m, float *v, gsize n, const TdAdamStep *step);
void TD_SET (adamw) (float *w, const float *g, float *m, float *v, gsize n, const TdAdamStep *step);
void TD_SET (nadam) (float *w, const float *g, float *m, float *v, gsize n,
                     const TdNadamStep *step);
void TD_SET (adadelta) (float *w, const float *g, float *square, float *moves, gsize n, float rate,
                        double rho, float epsilon, float decay);
void TD_SET (lion) (float *w, const float *g, float *m, gsize n, double rate, double beta1,
                    double beta2, double decay);
