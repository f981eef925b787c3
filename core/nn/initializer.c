/* initializer.c — the list of initializers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>

#define INITIALIZERS(row)                                                                         \
  row (zeros)                                                                                     \
  row (constant)                                                                                  \
  row (uniform)                                                                                   \
  row (normal)                                                                                    \
  row (glorot_uniform)                                                                            \
  row (glorot_normal)                                                                             \
  row (he_uniform)                                                                                \
  row (he_normal)                                                                                 \
  row (lecun_normal)                                                                              \
  row (orthogonal)

#define DECLARE(name) extern const TdInitializerKind td_initializer_##name;
#define ENTRY(name)   &td_initializer_##name.kind,

INITIALIZERS (DECLARE)

static const TdKind *const kinds[] = { INITIALIZERS (ENTRY) NULL };

const TdFamily td_initializers = {
  .id = "initializers",
  .title = N_("Initializers"),
  .kinds = kinds,
};

const TdSpec *
td_initializer_default (gboolean relu_like)
{
  static TdSpec specs[2];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      td_spec_init (&specs[0], td_family_find (&td_initializers, "glorot-normal"));
      td_spec_init (&specs[1], td_family_find (&td_initializers, "he-normal"));
      g_once_init_leave (&ready, 1);
    }
  return &specs[relu_like ? 1 : 0];
}
