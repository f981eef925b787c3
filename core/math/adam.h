/* adam.h — what one step of Adam and its kin takes, beside the arrays.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct
{
  double rate, beta1, beta2, epsilon; /* double: 1 - beta2 keeps five digits more */
  double correction1, correction2;    /* 1 - beta1^t, 1 - beta2^t */
  double decay;                       /* adam: l2 of the gradient; adamw: shrinks w by rate decay */
} TdAdamStep;

typedef struct
{
  double beta1, beta2, epsilon;
  double correction2;    /* 1 - beta2^t */
  double gradient, mean; /* rates of the gradient and of its running mean */
  double decay;          /* l2 of the gradient */
} TdNadamStep;
