/* activation-silu.c — x σ(x), also known as swish.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

static void
forward (gconstpointer options, const float *x, float *y, gsize n)
{
  td_kernels ()->silu (x, y, n);
}

static void
backward (gconstpointer options, const float *x, float *delta, gsize n)
{
  td_kernels ()->silu_back (x, delta, n);
}

extern const TdActivationKind td_activation_silu;

const TdActivationKind td_activation_silu = {
  .kind = {
    .id = "silu",
    .title = N_("SiLU"),
    .summary = N_("A smooth ReLU: weighs a value by its sigmoid; also called swish."),
    .paper = "Elfwing, Uchibe & Doya, 2017, arXiv:1702.03118",
  },
  .relu_like = TRUE,
  .needs_input = TRUE,
  .forward = forward,
  .backward = backward,
};
