/* cone.h — the nearest point of a shifted cone, known by products alone.
 *
 * Nothing is allocated: the caller gives scratch. Thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* v minimises vᵀ G v over v >= @least, elementwise; G symmetric (n, n), not indefinite. Lawson and
 * Hanson's active sets on G with its diagonal scaled to one: exact. Pivots of a singular G are
 * raised to 1e-12. In: v is anything. */
void  td_shortest_above           (gsize n, const double *gram, const double *least, double *v,
                                   double *scratch);
gsize td_shortest_above_n_scratch (gsize n);
