/* init-draw.c — uniform and normal numbers, one counter per element.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/init-draw.h"

void
td_draw_uniform (TdStream stream, double minimum, double maximum, gsize n, float *weights)
{
  for (gsize i = 0; i < n; i++)
    {
      double unit = td_stream_unit (stream, (guint32) (i >> 32), (guint32) i);

      weights[i] = (float) (minimum + (maximum - minimum) * unit);
    }
}

void
td_draw_normal (TdStream stream, double mean, double deviation, gsize n, float *weights)
{
  for (gsize i = 0; i < n; i++)
    {
      double normal = td_stream_normal (stream, (guint32) (i >> 32), (guint32) i);

      weights[i] = (float) (mean + deviation * normal);
    }
}
