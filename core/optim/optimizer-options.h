/* optimizer-options.h — rows that several optimizers' option tables share, written once.
 *
 * A constant table can't call a function, hence macros. @Options is the kind's options struct.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/optim/optimizer.h"

#include <glib/gi18n-lib.h>

/* Below one even as a float: at one, Adam's bias correction would divide by zero. */
#define TD_LARGEST_BETA 0.999999
/* Above float's denormals, which are flushed to zero: a weight without gradient divides by it. */
#define TD_SMALLEST_EPSILON 1e-30

#define TD_OPTION_LEARNING_RATE(rate)                                                             \
  { .name = "learning-rate", .label = N_("Learning rate"),                                        \
    .help = N_("How far each step moves the weights: too high diverges, too low is slow."),       \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (TdOptimizerOptions, learning_rate),             \
    .minimum = 0, .maximum = 1000, .number = rate, .live = TRUE }

#define TD_OPTION_WEIGHT_DECAY(Options, decay)                                                    \
  { .name = "weight-decay", .label = N_("Weight decay"),                                          \
    .help = N_("Pulls all weights towards zero, which keeps the network simple."),                \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (Options, weight_decay),                         \
    .minimum = 0, .maximum = 1000, .number = decay, .live = TRUE, .usual = 0.01 }

#define TD_OPTION_EPSILON(Options, value)                                                         \
  { .name = "epsilon", .label = N_("Epsilon"),                                                    \
    .help = N_("Keeps steps finite where gradients are close to zero."),                          \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (Options, epsilon),                              \
    .minimum = TD_SMALLEST_EPSILON, .maximum = 1, .number = value, .live = TRUE }

#define TD_OPTION_MOMENTUM(Options)                                                               \
  { .name = "momentum", .label = N_("Momentum"),                                                  \
    .help = N_("How much of the last steps' direction is kept; 0.9 is common."),                  \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (Options, momentum),                             \
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0, .live = TRUE,                          \
    .steps = TD_STEPS_NEAR_ONE, .usual = 0.9 }
