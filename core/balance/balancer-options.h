/* balancer-options.h — options that many balancers share, as rows of their tables.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer.h"

#include <glib/gi18n-lib.h>

/* Whose gradients are compared; indices of td_balancer_on_ids. */
enum { TD_ON_PARAMETERS, TD_ON_REPRESENTATION };

extern const char *const td_balancer_on_ids[];
extern const char *const td_balancer_on_titles[];

typedef struct
{
  int    on;
  gint64 every;
} TdGradientOptions;

#define TD_OPTION_ON(options)                                                                     \
  { .name = "on", .label = N_("Compare"),                                                         \
    .help = N_("Gradients on the shared parameters are exact; on the trunk's output they cost "   \
               "little more than one backward pass."),                                            \
    .type = TD_CHOICE, .offset = G_STRUCT_OFFSET (options, gradient.on), .text = "parameters",    \
    .choices = td_balancer_on_ids, .titles = td_balancer_on_titles, .live = TRUE }

#define TD_OPTION_EVERY(options)                                                                  \
  { .name = "every", .label = N_("Weigh every"),                                                  \
    .help = N_("Weights are found anew every so many steps and used again in between."),          \
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (options, gradient.every),                      \
    .minimum = 1, .maximum = 1000000, .number = 1, .unit = N_("steps"), .live = TRUE }

#define TD_OPTION_MAX_NORM(options)                                                               \
  { .name = "max-norm", .label = N_("Longest update"),                                            \
    .help = N_("The combined gradient is cut to this length."),                                   \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (options, max_norm),                             \
    .minimum = 0, .maximum = 1e9, .number = 0, .special = N_("Off"), .usual = 1, .live = TRUE }
