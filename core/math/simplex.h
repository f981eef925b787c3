/* simplex.h — weights that are not negative and sum to one.
 *
 * All is about n points of which only the products <g_i, g_j> are known, a symmetric (n, n)
 * matrix. Nothing is allocated: the caller gives scratch. Thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* x = the nearest point of the simplex (Held, Wolfe & Crowder, 1974). Scratch: n. */
void td_simplex_project (gsize n, double *x, double *scratch);

/* The point of the convex hull nearest to the origin: w minimises wᵀ G w over the simplex. Wolfe's
 * method, exact in finitely many steps ("Finding the nearest point in a polytope", 1976). */
void  td_min_norm           (gsize n, const double *gram, double *w, double *scratch);
gsize td_min_norm_n_scratch (gsize n);
