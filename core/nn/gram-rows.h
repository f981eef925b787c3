/* gram-rows.h — scalar products of the gradients of Y = X W + b that several deltas of Y have,
 * from the rows of X and of the deltas alone.
 *
 * With M = X Xᵀ (+ 1, all ones, for b) it is <XᵀD_i, XᵀD_j> = <D_i, M D_j>. M is symmetric, so only
 * its upper half U, with half the diagonal, meets the deltas: H_ij = <D_i, U D_j>, and the products
 * are H + Hᵀ. Worth it while there are fewer rows than inputs.
 *
 * Thread-safe: parts are blocks of rows, each with a scratch of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  const float *inputs;   /* (rows, n_in) */
  gsize        n_in, n_out, rows;
  gboolean     has_bias;
} TdGramRows;

/* By the number of multiplications, against n weight gradients and their products. */
gboolean td_gram_rows_pays    (gsize n_in, gsize n_out, gsize rows, guint n);
guint    td_gram_rows_parts   (gsize rows);
gsize    td_gram_rows_scratch (gsize n_out, gsize rows, guint n);
/* Adds block @part to H, @half (n, n). @deltas: n of (rows, n_out). */
void     td_gram_rows_add     (const TdGramRows *self, const float *const *deltas, guint n,
                               guint part, guint n_parts, float *scratch, double *half);
