/* pixels.h — the columns that sources of images share.
 *
 * Grey images lie in one block, bytes (n_rows, height, width). The column pixel_Y_X is row Y from
 * the top and column X from the left, both from 0; ink is the mean of an image's pixels.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/table.h"

/* FALSE with a sentence naming @what when a table can't have so many columns or cells. */
gboolean td_pixels_check    (const char *what, gsize width, gsize height, gsize n_rows,
                             GError **error);
/* The first width x height of @columns; the table has to keep @block. */
void     td_pixels_fill     (TdColumn *columns, GBytes *block, gsize width, gsize height);
void     td_pixels_fill_ink (TdColumn *column, GBytes *block, gsize n_pixels, gsize n_rows);
