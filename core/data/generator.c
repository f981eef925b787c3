/* generator.c — tables of points on a plane.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/generator.h"

#include <math.h>

enum { X, Y, CLASS, ABOVE, INSIDE, DISTANCE, N_COLUMNS };

static const char *const names[N_COLUMNS] = { "x", "y", "class", "above", "inside", "distance" };

/* Which of a row's random numbers is which. */
enum { PLACE_A, PLACE_B, NOISE_X, NOISE_Y };

static void
fill_row (TdColumn *columns,
          guint32   row,
          TdPoint   point)
{
  double distance = sqrt (point.x * point.x + point.y * point.y);

  columns[X].numbers[row] = point.x;
  columns[Y].numbers[row] = point.y;
  columns[CLASS].numbers[row] = point.group;
  columns[ABOVE].numbers[row] = point.y > 0;
  columns[INSIDE].numbers[row] = distance < G_SQRT2 / 2;
  columns[DISTANCE].numbers[row] = distance;
}

TdTable *
td_generate (const char   *id,
             gconstpointer options,
             TdPlacePoint  place)
{
  const TdGeneratorOptions *self = options;
  TdStream stream = td_stream ((guint64) self->seed, id);
  TdColumn *columns = g_new0 (TdColumn, N_COLUMNS);

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      columns[c].name = g_strdup (names[c]);
      columns[c].numbers = g_new (double, self->rows);
    }
  for (guint32 row = 0; row < self->rows; row++)
    {
      TdPoint point = place (options, row, td_stream_unit (stream, row, PLACE_A),
                             td_stream_unit (stream, row, PLACE_B));

      point.x += self->noise * td_stream_normal (stream, row, NOISE_X);
      point.y += self->noise * td_stream_normal (stream, row, NOISE_Y);
      fill_row (columns, row, point);
    }
  return td_table_new ((gsize) self->rows, N_COLUMNS, columns, 0, NULL);
}
