/* spirals.c — the source "spirals": arms wound about the middle, the hardest of these figures.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/generator.h"

#include <math.h>

typedef struct
{
  TdGeneratorOptions base;
  gint64             classes;
  double             turns;
} SpiralsOptions;

static const TdOption options_table[] = {
  TD_OPTIONS_GENERATOR (0.03),
  TD_OPTION_GROUPS (SpiralsOptions, N_("Arms"), N_("How many spirals; each is a class."), 2),
  { "turns", N_("Turns"), N_("How often each arm goes round."),
    TD_NUMBER, G_STRUCT_OFFSET (SpiralsOptions, turns), 0, 5, 1.5 },
  { NULL }
};

static TdPoint
place (gconstpointer options,
       guint32       row,
       double        a,
       double        b)
{
  const SpiralsOptions *self = options;
  guint group = row % (guint) self->classes;
  double angle = 2 * G_PI * (self->turns * a + (double) group / (double) self->classes);

  return (TdPoint) { a * cos (angle), a * sin (angle), group };
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  return td_generate ("spirals", options, place);
}

extern const TdSourceKind td_source_spirals;

const TdSourceKind td_source_spirals = {
  .kind = {
    .id = "spirals",
    .title = N_("Spirals"),
    .summary = N_("Generated: arms wound about the middle; a small network has a hard time."),
    .options = options_table,
    .options_size = sizeof (SpiralsOptions),
  },
  .load = load,
};
