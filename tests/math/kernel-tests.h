/* kernel-tests.h — what the files of the math test program share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/kernels.h"

/* Every table this processor runs, one after the other. */
typedef void (*KernelsTest) (const TdKernels *kernels);
void for_each_table (KernelsTest test);

/* @n numbers from -@size to @size, the same for the same @name. */
void fill (float *x, gsize n, float size, const char *name);

void add_function_tests  (void);
void add_vector_tests    (void);
void add_optimizer_tests (void);
void add_convolution_tests (void);
void add_lane_tests      (void);
void add_norm_tests      (void);
void add_product_tests   (void);
void add_blas_tests      (void);
void add_solver_tests    (void);
