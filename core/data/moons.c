/* moons.c — the source "moons": two half circles, each reaching into the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/generator.h"

#include <math.h>

static const TdOption options_table[] = { TD_OPTIONS_GENERATOR (0.1), { NULL } };

static TdPoint
place (gconstpointer options,
       guint32       row,
       double        a,
       double        b)
{
  double angle = G_PI * a, x = cos (angle) - 0.5, y = sin (angle) - 0.25;

  return row % 2 == 0 ? (TdPoint) { x, y, 0 } : (TdPoint) { -x, -y, 1 };
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  return td_generate ("moons", options, place);
}

extern const TdSourceKind td_source_moons;

const TdSourceKind td_source_moons = {
  .kind = {
    .id = "moons",
    .title = N_("Two moons"),
    .summary = N_("Generated: two half circles, each reaching into the other; no line parts them."),
    .options = options_table,
    .options_size = sizeof (TdGeneratorOptions),
  },
  .load = load,
};
