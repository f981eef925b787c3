/* activation-softplus.c — log (1 + e^x). Its derivative, the sigmoid, is 1 - e^-y.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

static void
forward (gconstpointer options, const float *x, float *y, gsize n)
{
  td_kernels ()->softplus (x, y, n);
}

static void
backward (gconstpointer options, const float *y, float *delta, gsize n)
{
  td_kernels ()->softplus_back (y, delta, n);
}

extern const TdActivationKind td_activation_softplus;

const TdActivationKind td_activation_softplus = {
  .kind = {
    .id = "softplus",
    .title = N_("Softplus"),
    .summary = N_("A smooth ReLU that is always above zero."),
    .paper = "Dugas et al., 2001, NIPS 13",
  },
  .forward = forward,
  .backward = backward,
};
