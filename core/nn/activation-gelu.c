/* activation-gelu.c — x Φ(x), with the exact normal distribution function.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

static void
forward (gconstpointer options, const float *x, float *y, gsize n)
{
  td_kernels ()->gelu (x, y, n);
}

static void
backward (gconstpointer options, const float *x, float *delta, gsize n)
{
  td_kernels ()->gelu_back (x, delta, n);
}

extern const TdActivationKind td_activation_gelu;

const TdActivationKind td_activation_gelu = {
  .kind = {
    .id = "gelu",
    .title = N_("GELU"),
    .summary = N_("A smooth ReLU: weighs a value by how likely a normal one is below it."),
    .paper = "Hendrycks & Gimpel, 2016, arXiv:1606.08415",
  },
  .relu_like = TRUE,
  .needs_input = TRUE,
  .forward = forward,
  .backward = backward,
};
