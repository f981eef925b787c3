/* activation-tanh.c — the hyperbolic tangent.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

static void
forward (gconstpointer options, const float *x, float *y, gsize n)
{
  td_kernels ()->tanh (x, y, n);
}

static void
backward (gconstpointer options, const float *y, float *delta, gsize n)
{
  td_kernels ()->tanh_back (y, delta, n);
}

extern const TdActivationKind td_activation_tanh;

const TdActivationKind td_activation_tanh = {
  .kind = {
    .id = "tanh",
    .title = N_("Tanh"),
    .summary = N_("Squeezes values smoothly between -1 and 1."),
  },
  .forward = forward,
  .backward = backward,
};
