/* blobs.c — the source "blobs": clouds around points on a circle.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/generator.h"

#include <math.h>

#define RADIUS 0.7 /* of the circle, so that clouds stay about within the unit circle */

typedef struct
{
  TdGeneratorOptions base;
  gint64             classes;
} BlobsOptions;

static const TdOption options_table[] = {
  TD_OPTIONS_GENERATOR (0.2),
  TD_OPTION_GROUPS (BlobsOptions, N_("Clouds"), N_("How many clouds; each is a class."), 3),
  { NULL }
};

static TdPoint
place (gconstpointer options,
       guint32       row,
       double        a,
       double        b)
{
  const BlobsOptions *self = options;
  guint group = row % (guint) self->classes;
  double angle = 2 * G_PI * (double) group / (double) self->classes + G_PI / 2;

  return (TdPoint) { RADIUS * cos (angle), RADIUS * sin (angle), group };
}

static TdTable *
load (gconstpointer   options,
      const TdFolder *folder,
      GError        **error)
{
  return td_generate ("blobs", options, place);
}

extern const TdSourceKind td_source_blobs;

const TdSourceKind td_source_blobs = {
  .kind = {
    .id = "blobs",
    .title = N_("Blobs"),
    .summary = N_("Generated: round clouds of points, as wide as the noise."),
    .options = options_table,
    .options_size = sizeof (BlobsOptions),
  },
  .load = load,
};
