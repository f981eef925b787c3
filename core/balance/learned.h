/* learned.h — a number per task that a balancer learns with a rate of its own.
 *
 * Adam with its usual constants, apart from the network's optimizer: the model's rate, schedule
 * and weight decay never touch it. A task's moments count the steps it was present in.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer-options.h"

/* The first task slots of a kind that learns: @first names the learned number. */
#define TD_LEARNED_SLOTS(first, from)                                                             \
  { first, from }, { "exp_avg", 0 }, { "exp_avg_sq", 0 }, { "n_steps", 0 }

#define TD_OPTION_LEARNED_RATE(options, standard)                                                 \
  { .name = "learning-rate", .label = N_("Weights' learning rate"),                               \
    .help = N_("How fast the task weights learn; the network's learning rate has no part in it."), \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (options, learning_rate),                        \
    .minimum = 0, .maximum = 10, .number = standard, .live = TRUE }

/* One step down @slope for the number of task @task. */
void td_learn (TdBalancerMemory *memory, guint task, double rate, double slope);
