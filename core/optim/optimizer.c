/* optimizer.c — the list of optimizers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/optimizer.h"

#include <glib/gi18n-lib.h>

#define OPTIMIZERS(row)                                                                           \
  row (sgd)                                                                                       \
  row (adagrad)                                                                                   \
  row (rmsprop)                                                                                   \
  row (adam)                                                                                      \
  row (adamw)                                                                                     \
  row (nadam)                                                                                     \
  row (adadelta)                                                                                  \
  row (lion)

#define DECLARE(name) extern const TdOptimizerKind td_optimizer_##name;
#define ENTRY(name)   &td_optimizer_##name.kind,

OPTIMIZERS (DECLARE)

static const TdKind *const kinds[] = { OPTIMIZERS (ENTRY) NULL };

const TdFamily td_optimizers = {
  .id = "optimizers",
  .title = N_("Optimizers"),
  .kinds = kinds,
};

guint
td_optimizer_n_slots (const TdOptimizerKind *self)
{
  return self->slots == NULL ? 0 : g_strv_length ((char **) self->slots);
}
