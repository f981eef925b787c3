/* sampling-temperature.c — between proportional (T = 1) and equal (T → ∞): a task with m labelled
 * rows has a part of every batch that goes with m^(1/T).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/sampling.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  TdSamplingOptions base;
  double            temperature;
} TemperatureOptions;

static const TdOption options_table[] = {
  TD_OPTION_EPOCH,
  { "temperature", N_("Temperature"),
    N_("At 1 tasks have rows as their labels warrant; the higher, the more alike they are."),
    TD_NUMBER, G_STRUCT_OFFSET (TemperatureOptions, temperature), 1, 100, 5 },
  { NULL }
};

static double
share (gconstpointer options,
       double        n_labelled)
{
  const TemperatureOptions *self = options;

  return pow (n_labelled, 1 / self->temperature);
}

extern const TdSamplingKind td_sampling_temperature;
const TdSamplingKind td_sampling_temperature = {
  .kind = {
    .id = "temperature",
    .title = N_("Temperature"),
    .summary = N_("Every task has rows of its own in a batch; tasks with few labels get more than "
                  "those warrant."),
    .paper = "Arivazhagan et al., 2019, arXiv:1907.05019",
    .options = options_table,
    .options_size = sizeof (TemperatureOptions),
  },
  .share = share,
};
