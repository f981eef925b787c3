/* activation-identity.c — no activation: the layer stays linear.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

extern const TdActivationKind td_activation_identity;

const TdActivationKind td_activation_identity = {
  .kind = {
    .id = "identity",
    .title = N_("Identity"),
    .summary = N_("Passes values on unchanged; layers in a row then act as a single one."),
  },
};
