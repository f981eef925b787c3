/* cholesky.h — A = L Lᵀ for small dense matrices, grown a row at a time.
 *
 * Active-set solvers add one variable after the other: a row costs O(p²), not O(p³). L is
 * row-major with row stride @ld; only its lower triangle is used. Allocates nothing; thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Given L (p, p), adds row p of A, @row (p + 1). A pivot below @least becomes @least: the matrix
 * is then slightly more than A, and never singular. */
void td_cholesky_append (double *l, gsize ld, gsize p, const double *row, double least);
/* x = A⁻¹ x. */
void td_cholesky_solve  (const double *l, gsize ld, gsize p, double *x);
