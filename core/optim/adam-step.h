/* adam-step.h — what the optimizers of Adam's family have in common.
 *
 * m = β1 m + (1 - β1) g; v = β2 v + (1 - β2) g²;
 * w -= rate / (1 - β1^t) · m / (√v / √(1 - β2^t) + epsilon).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/kernels.h"
#include "core/optim/optimizer-options.h"

typedef struct
{
  TdOptimizerOptions base;
  double             beta1;
  double             beta2;
  double             epsilon;
  double             weight_decay;
} TdAdamOptions;

/* Two rows of an option table. */
#define TD_ADAM_OPTIONS                                                                           \
  { .name = "beta1", .label = N_("Beta 1"),                                                       \
    .help = N_("How long the gradient's direction is remembered: closer to 1 is longer."),        \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (TdAdamOptions, beta1),                          \
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0.9, .live = TRUE,                        \
    .steps = TD_STEPS_NEAR_ONE },                                                                 \
  { .name = "beta2", .label = N_("Beta 2"),                                                       \
    .help = N_("How long the gradient's size is remembered: closer to 1 is longer."),             \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (TdAdamOptions, beta2),                          \
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0.999, .live = TRUE,                      \
    .steps = TD_STEPS_NEAR_ONE }

extern const char *const td_adam_slots[]; /* m and v, under PyTorch's names */

TdAdamStep td_adam_step (const TdAdamOptions *options, double rate, guint64 t);
