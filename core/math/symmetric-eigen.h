/* symmetric-eigen.h — eigenvalues and functions of a symmetric matrix, by LAPACK.
 *
 * Allocates nothing; thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* A = Σ_i values[i] v_i v_iᵀ, values rising, v_i = row i of @vectors (n, n). FALSE: A isn't
 * finite, or LAPACK gives up. Scratch: td_symmetric_eigen_n_scratch (n). */
gboolean td_symmetric_eigen           (gsize n, const double *a, double *values, double *vectors,
                                       double *scratch);
gsize    td_symmetric_eigen_n_scratch (gsize n);

/* x = A⁺ b, by the pseudo-inverse: eigenvalues up to @tolerance of the largest count as zero. With
 * no such eigenvalue it is the solution. FALSE as above. Scratch: td_pseudo_solve_n_scratch (n). */
gboolean td_pseudo_solve           (gsize n, const double *a, const double *b, double tolerance,
                                    double *x, double *scratch);
gsize    td_pseudo_solve_n_scratch (gsize n);
