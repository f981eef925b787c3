/* loss.c — the list of losses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/loss-options.h"

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

const char *const td_class_weights[] = {
  [TD_CLASS_WEIGHTS_NONE] = "none",
  [TD_CLASS_WEIGHTS_BALANCED] = "balanced",
  NULL
};

const char *const td_class_weight_titles[] = {
  [TD_CLASS_WEIGHTS_NONE] = N_("None"), [TD_CLASS_WEIGHTS_BALANCED] = N_("Balanced"), NULL
};

static const TdKind *const kinds[] = { LOSSES (ENTRY) NULL };

const TdFamily td_losses = {
  .id = "losses",
  .title = N_("Losses"),
  .kinds = kinds,
};

gboolean
td_loss_is_balanced (const TdSpec *loss)
{
  const TdClassLossOptions *options = loss->options;

  return ((const TdLossKind *) loss->kind)->weighs_classes
         && options->class_weights == TD_CLASS_WEIGHTS_BALANCED;
}
