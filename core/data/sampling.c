/* sampling.c — the list of samplings.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>

extern const TdSamplingKind td_rows_sampling;

static const TdKind *const kinds[] = {
  &td_rows_sampling.kind,
  NULL,
};

const TdFamily td_samplings = { "sampling", N_("Sampling"), kinds, FALSE };
