/* loss.c — the list of losses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/loss.h"

#include <glib/gi18n-lib.h>

#define LOSSES(row)                                                                               \
  row (sigmoid_cross_entropy)                                                                     \
  row (softmax_cross_entropy)                                                                     \
  row (focal)                                                                                     \
  row (hinge)                                                                                     \
  row (squared_error)                                                                             \
  row (absolute_error)                                                                            \
  row (huber)

#define DECLARE(name) extern const TdLossKind td_loss_##name;
#define ENTRY(name)   &td_loss_##name.kind,

LOSSES (DECLARE)

static const TdKind *const kinds[] = { LOSSES (ENTRY) NULL };

const TdFamily td_losses = {
  .id = "losses",
  .title = N_("Losses"),
  .kinds = kinds,
};
