/* rmsprop.c — divides each gradient by the root of a running mean of its squares.
 *
 * q = decay q + (1 - decay) g²; w -= rate g / (√q + epsilon). Centered, the running mean m of g
 * makes it a variance: √(q - m²). With momentum, v = momentum v + g / (…) and w -= rate v.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/optim/optimizer-options.h"

typedef struct
{
  TdOptimizerOptions base;
  double             decay;
  double             momentum;
  gboolean           centered;
  double             epsilon;
  double             weight_decay;
} RmspropOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.01),
  { .name = "decay", .label = N_("Decay"),
    .help = N_("How long squared gradients are remembered: closer to 1 is longer."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (RmspropOptions, decay),
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0.99, .live = TRUE,
    .steps = TD_STEPS_NEAR_ONE },
  TD_OPTION_MOMENTUM (RmspropOptions),
  { .name = "centered", .label = N_("Centered"),
    .help = N_("Divides by the spread of the gradients instead of their size."),
    .type = TD_BOOLEAN, .offset = G_STRUCT_OFFSET (RmspropOptions, centered),
    .minimum = 0, .maximum = 1, .number = FALSE, .live = TRUE },
  TD_OPTION_WEIGHT_DECAY (RmspropOptions, 0),
  TD_OPTION_EPSILON (RmspropOptions, 1e-8),
  { NULL }
};

enum { SQUARE, MEAN, VELOCITY };
static const char *const slots_table[] = { "square_avg", "grad_avg", "momentum_buffer", NULL };

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  const RmspropOptions *rmsprop = options;

  td_kernels ()->rmsprop (weights, gradients, slots[SQUARE],
                          rmsprop->centered ? slots[MEAN] : NULL,
                          rmsprop->momentum > 0 ? slots[VELOCITY] : NULL,
                          n, (float) rate, rmsprop->decay, (float) rmsprop->epsilon,
                          (float) rmsprop->weight_decay, (float) rmsprop->momentum);
}

extern const TdOptimizerKind td_optimizer_rmsprop;

const TdOptimizerKind td_optimizer_rmsprop = {
  .kind = {
    .id = "rmsprop",
    .title = N_("RMSprop"),
    .summary = N_("Gives all weights steps of like size by dividing by their recent gradients."),
    .paper = "Tieleman & Hinton, 2012, Coursera lecture 6.5; Graves, 2013, arXiv:1308.0850",
    .options = options_table,
    .options_size = sizeof (RmspropOptions),
  },
  .slots = slots_table,
  .step = step,
};
