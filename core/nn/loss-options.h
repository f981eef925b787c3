/* loss-options.h — rows that several losses' option tables share, written once.
 *
 * A constant table can't call a function, hence macros. @Options is the kind's options struct.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/loss.h"

#include <glib/gi18n-lib.h>

/* At one, nothing would be left of the label. */
#define TD_LARGEST_SMOOTHING 0.999

extern const char *const td_class_weights[], *const td_class_weight_titles[];

#define TD_OPTION_CLASS_WEIGHTS                                                                   \
  { .name = "class-weights", .label = N_("Class weights"),                                        \
    .help = N_("Balanced, rare classes count more: all of them weigh the same together."),        \
    .type = TD_CHOICE, .offset = G_STRUCT_OFFSET (TdClassLossOptions, class_weights),             \
    .text = "none", .choices = td_class_weights, .titles = td_class_weight_titles, .live = TRUE }

#define TD_OPTION_LABEL_SMOOTHING(Options)                                                        \
  { .name = "label-smoothing", .label = N_("Label smoothing"),                                    \
    .help = N_("What part of a label is given to all answers alike, against too much trust."),    \
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (Options, label_smoothing),                      \
    .minimum = 0, .maximum = TD_LARGEST_SMOOTHING, .number = 0, .live = TRUE, .usual = 0.1,       \
    .special = N_("Off") }
