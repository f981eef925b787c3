/* activation-sigmoid.c — the logistic function 1 / (1 + e^-x).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

static void
forward (gconstpointer options, const float *x, float *y, gsize n)
{
  td_kernels ()->sigmoid (x, y, n);
}

static void
backward (gconstpointer options, const float *y, float *delta, gsize n)
{
  td_kernels ()->sigmoid_back (y, delta, n);
}

extern const TdActivationKind td_activation_sigmoid;

const TdActivationKind td_activation_sigmoid = {
  .kind = {
    .id = "sigmoid",
    .title = N_("Sigmoid"),
    .summary = N_("Squeezes values smoothly between 0 and 1."),
  },
  .forward = forward,
  .backward = backward,
};
