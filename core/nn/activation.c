/* activation.c — the list of activations.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

#define ACTIVATIONS(row)                                                                          \
  row (identity)                                                                                  \
  row (relu)                                                                                      \
  row (leaky_relu)                                                                                \
  row (elu)                                                                                       \
  row (gelu)                                                                                      \
  row (silu)                                                                                      \
  row (tanh)                                                                                      \
  row (sigmoid)                                                                                   \
  row (softplus)

#define DECLARE(name) extern const TdActivationKind td_activation_##name;
#define ENTRY(name)   &td_activation_##name.kind,

ACTIVATIONS (DECLARE)

static const TdKind *const kinds[] = { ACTIVATIONS (ENTRY) NULL };

const TdFamily td_activations = {
  .id = "activations",
  .title = N_("Activations"),
  .kinds = kinds,
};
