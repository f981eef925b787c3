/* most-frequent.c — counts classes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/most-frequent.h"

#include <math.h>

TdMostFrequent
td_most_frequent (const TdTargets *targets, guint column, guint n_classes, const guint32 *rows,
                  gsize n)
{
  g_autofree gsize *counts = g_new0 (gsize, MAX (n_classes, 1));
  TdMostFrequent found = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      float value = targets->values[(gsize) rows[i] * targets->n_columns + column];

      if (isnan (value) || (guint) value >= n_classes)
        continue;
      found.n_labels++;
      counts[(guint) value]++;
    }
  for (guint c = 0; c < n_classes; c++)
    if (counts[c] > found.n_most)
      {
        found.n_most = counts[c];
        found.most = c;
      }
  return found;
}
