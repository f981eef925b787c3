/* circles.c — the source "circles": a ring within a ring.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/generator.h"

#include <math.h>

typedef struct
{
  TdGeneratorOptions base;
  double             factor;
} CirclesOptions;

static const TdOption options_table[] = {
  TD_OPTIONS_GENERATOR (0.1),
  { "factor", N_("Inner radius"), N_("The inner ring's radius; the outer one's is 1."),
    TD_NUMBER, G_STRUCT_OFFSET (CirclesOptions, factor), 0, 1, 0.5 },
  { NULL }
};

static TdPoint
place (gconstpointer options,
       guint32       row,
       double        a,
       double        b)
{
  const CirclesOptions *self = options;
  double angle = 2 * G_PI * a, radius = row % 2 == 0 ? 1 : self->factor;

  return (TdPoint) { radius * cos (angle), radius * sin (angle), row % 2 };
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  return td_generate ("circles", options, place);
}

extern const TdSourceKind td_source_circles;

const TdSourceKind td_source_circles = {
  .kind = {
    .id = "circles",
    .title = N_("Circles"),
    .summary = N_("Generated: a ring within a ring."),
    .options = options_table,
    .options_size = sizeof (CirclesOptions),
  },
  .load = load,
};
