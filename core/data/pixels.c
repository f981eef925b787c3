/* pixels.c — columns over a block of images.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/pixels.h"

#include <glib/gi18n-lib.h>

#define MAX_PIXELS 99000 /* leaves room for labels in as many columns as a CSV file may have */
#define MAX_CELLS (G_GUINT64_CONSTANT (1) << 31)

gboolean
td_pixels_check (const char *what,
                 gsize       width,
                 gsize       height,
                 gsize       n_rows,
                 GError    **error)
{
  guint64 n_pixels = (guint64) width * height;

  if (n_pixels > MAX_PIXELS)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s has images of more than %d pixels; make them smaller."), what, MAX_PIXELS);
  else if (n_rows > MAX_CELLS / n_pixels)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s makes the table too large; take fewer images."), what);
  else
    return TRUE;
  return FALSE;
}

void
td_pixels_fill (TdColumn *columns,
                GBytes   *block,
                gsize     width,
                gsize     height)
{
  const guint8 *bytes = g_bytes_get_data (block, NULL);

  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++)
      {
        TdColumn *column = &columns[y * width + x];

        column->name = g_strdup_printf ("pixel_%zu_%zu", y, x);
        column->bytes = bytes + y * width + x;
        column->stride = width * height;
      }
}

void
td_pixels_fill_ink (TdColumn *column,
                    GBytes   *block,
                    gsize     n_pixels,
                    gsize     n_rows)
{
  const guint8 *bytes = g_bytes_get_data (block, NULL);

  column->name = g_strdup ("ink");
  column->numbers = g_new (double, n_rows);
  for (gsize row = 0; row < n_rows; row++, bytes += n_pixels)
    {
      guint32 sum = 0; /* of up to 99,000 bytes */

      for (gsize i = 0; i < n_pixels; i++)
        sum += bytes[i];
      column->numbers[row] = (double) sum / (double) n_pixels;
    }
}
