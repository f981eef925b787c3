/* schedule-options.h — the row that every schedule's option table begins with, written once.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/optim/schedule.h"

#include <glib/gi18n-lib.h>

/* A constant table can't call a function, hence a macro. */
#define TD_OPTION_WARMUP                                                                          \
  { .name = "warmup-epochs", .label = N_("Warm-up epochs"),                                       \
    .help = N_("The rate climbs to its full value over these first epochs."),                     \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (TdScheduleOptions, warmup_epochs),              \
    .minimum = 0, .maximum = 1e6, .number = 0, .live = TRUE, .usual = 5 }
