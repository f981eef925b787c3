/* gram.h — what several balancers ask of a Gram matrix G (n, n), G_ij = <g_i, g_j>.
 *
 * Allocates nothing; thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* |Σ w_i g_i|; never NaN for a rounded G. */
double td_gram_length (gsize n, const double *gram, const double *w);
/* <g_i, Σ w_j g_j> */
double td_gram_dot    (gsize n, const double *gram, gsize i, const double *w);
/* The cosines: ones in the diagonal, a zero row for a gradient of zero. @lengths: |g_i|. */
void   td_gram_cosines (gsize n, const double *gram, double *cosines, double *lengths);
/* Shortens w so that |Σ w_i g_i| is at most @limit; 0: as it is. */
void   td_gram_limit  (gsize n, const double *gram, double limit, double *w);
