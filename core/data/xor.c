/* xor.c — the source "xor": opposite quarters of a square belong together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/generator.h"

#include <math.h>

#define GAP 0.06 /* on either side of the axes, so that little noise leaves the quarters apart */

static const TdOption options_table[] = { TD_OPTIONS_GENERATOR (0.05), { NULL } };

/* From [0, 1) to [-1, 1) without the gap. */
static double
spread (double a)
{
  double v = 2 * a - 1;

  return copysign (GAP + (1 - GAP) * fabs (v), v);
}

static TdPoint
place (gconstpointer options,
       guint32       row,
       double        a,
       double        b)
{
  return (TdPoint) { spread (a), spread (b), (a < 0.5) != (b < 0.5) };
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  return td_generate ("xor", options, place);
}

extern const TdSourceKind td_source_xor;

const TdSourceKind td_source_xor = {
  .kind = {
    .id = "xor",
    .title = N_("Exclusive or"),
    .summary = N_("Generated: opposite quarters of a square belong together; neither x nor y says "
                  "anything alone."),
    .options = options_table,
    .options_size = sizeof (TdGeneratorOptions),
  },
  .load = load,
};
