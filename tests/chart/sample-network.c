/* sample-network.c — made-up networks for the tests of their picture, and for looking at it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/sample-network.h"

#include <math.h>

static const char *const names[] = { "Digit", "Is even", "Has a loop", "Ink amount",
                                     "A task whose name is much too long for its card" };
static const char *const subtitles[] = { "Dense 10 · softmax CE", "Dense 16 → 1 · sigmoid CE",
                                         "Dense 1 · sigmoid CE", "Dense 1 · squared error",
                                         "Dense 1 · sigmoid cross-entropy with more words" };
static const char *const colors[] = { "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00",
                                      "#56B4E9" };
static const char three[] = "..####..##..##......##...####......##......##..##..##...####....";

static TdBox *
boxes (const char *prefix, guint n, gboolean histogram)
{
  TdBox *result = g_new0 (TdBox, n + 1);
  for (guint i = 0; i < n; i++)
    {
      result[i].id = g_strdup_printf ("%s%u", prefix, i);
      result[i].title = i % 2 == 0 ? g_strdup_printf ("Dense %u", 128 >> i / 2)
                                   : g_strdup ("Dropout");
      result[i].subtitle = g_strdup (i % 2 == 0 ? "ReLU · He" : "p = 0.10");
      result[i].mean = result[i].deviation = NAN;
      result[i].has_histogram = histogram && i % 2 == 0;
      result[i].frozen = i == 4;
      for (guint bin = 0; bin < TD_HISTOGRAM_BINS; bin++)
        result[i].histogram[bin] = (float) exp (-pow ((bin - 12.0) / 5, 2));
    }
  return result;
}

static TdHeadBox
sample_head (const NetworkShape *shape, guint i)
{
  g_autofree char *trunk = g_strdup_printf ("t%u.trunk", i);
  g_autofree char *layers = g_strdup_printf ("t%u.", i);
  TdHeadBox head = { .id = g_strdup_printf ("t%u", i),
                     .title = g_strdup (names[i % G_N_ELEMENTS (names)]),
                     .subtitle = g_strdup (subtitles[i % G_N_ELEMENTS (subtitles)]),
                     .value = g_strdup_printf ("%.1f%%", 98.1 - i),
                     .color = td_task_color (colors[i % G_N_ELEMENTS (colors)], shape->dark),
                     .enabled = i != 1 || shape->n_heads < 4 };
  head.n_layers = i % 2 == 1 ? shape->n_private : 0;
  head.layers = boxes (layers, head.n_layers, FALSE);
  head.n_trunk = shape->separate ? shape->n_layers : 0;
  head.trunk = boxes (trunk, head.n_trunk, FALSE);
  return head;
}

#define UNITS 5
static const float weights[UNITS * UNITS]
  = { 1, -0.5f, 0.2f, 0, -1, 0.7f, 0.3f, -0.2f, 0.1f, 0.9f, -0.8f, 0.4f, 0.6f,
      -0.3f, 0.05f, -0.1f, 0.8f, -0.6f, 0.2f, 0.5f, 0.3f, -0.9f, 0.4f, -0.7f, 1 };

/* Every second layer has weights. */
static void
make_small_stack (TdBox *boxes, guint n, guint n_inputs)
{
  for (guint i = 0; i < n; i++)
    {
      boxes[i].n_in = i == 0 ? n_inputs : UNITS;
      boxes[i].n_out = UNITS;
      boxes[i].has_histogram = i % 2 == 0;
      if (i % 2 == 0)
        boxes[i].weights = boxes[i].biases = weights;
    }
}

static void
make_small (TdNetworkModel *model)
{
  model->n_inputs = 2;
  make_small_stack (model->trunk, model->n_trunk, 2);
  for (guint i = 0; i < model->n_heads; i++)
    {
      make_small_stack (model->heads[i].trunk, model->heads[i].n_trunk, 2);
      make_small_stack (model->heads[i].layers, model->heads[i].n_layers, UNITS);
      model->heads[i].n_in = UNITS;
      model->heads[i].n_out = 1 + i;
      model->heads[i].weights = weights;
    }
}

static void
join_head (TdHeadBox *head, guint index, const NetworkShape *shape)
{
  head->n_shares = shape->masks ? shape->n_layers : shape->n_experts;
  head->n_gates = head->n_shares > 0 ? 1 : 0;
  head->n_own_shares = shape->n_experts > 0 ? 1 : 0;
  head->has_masks = shape->masks;
  head->knows_shares = TRUE;
  for (guint i = 0; i < head->n_shares; i++)
    head->shares[i] = (float) (0.1 + 0.7 * ((i + index) % 3) / 2.0);
  for (guint layer = 0; shape->stitched && layer < head->n_trunk; layer++)
    {
      head->trunk[layer].joined = TRUE;
      head->trunk[layer].stitch = g_new (float, shape->n_heads);
      for (guint s = 0; s < shape->n_heads; s++)
        head->trunk[layer].stitch[s] = s == index ? 0.9f : -0.1f + 0.1f * (float) s;
    }
}

/* Of all experts, of which each task has one of its own. */
static void
join_level (TdBox *box, const NetworkShape *shape)
{
  box->joined = TRUE;
  box->n_common = shape->n_experts;
  box->n_gate = shape->n_experts + shape->n_heads;
  box->gate = g_new (float, box->n_gate);
  for (guint i = 0; i < box->n_gate; i++)
    box->gate[i] = 1.0f / (float) box->n_gate;
}

static void
join (TdNetworkModel *model, const NetworkShape *shape)
{
  model->tied = shape->tied;
  model->n_copies = shape->n_experts;
  for (guint i = 0; i < model->n_heads; i++)
    join_head (&model->heads[i], i, shape);
  if (shape->n_experts > 0 && model->n_trunk > 1)
    join_level (&model->trunk[0], shape);
}

TdNetworkModel
sample_network (const NetworkShape *shape)
{
  TdNetworkModel model = { .input_title = g_strdup ("Input"),
                           .input_subtitle = g_strdup ("64 features"),
                           .trunk_title = g_strdup ("Shared trunk φ(x)"),
                           .trunk_subtitle = g_strdup ("16 576 parameters"),
                           .own_trunks = shape->separate,
                           .n_trunk = shape->separate ? 0 : shape->n_layers,
                           .n_heads = shape->n_heads };
  model.trunk = boxes ("l", model.n_trunk, shape->histograms);
  model.heads = g_new0 (TdHeadBox, shape->n_heads + 1);
  for (guint i = 0; i < shape->n_heads; i++)
    model.heads[i] = sample_head (shape, i);
  join (&model, shape);
  if (shape->neurons)
    make_small (&model);
  if (shape->image)
    {
      model.image_width = model.image_height = 8;
      model.image = g_new (float, 64);
      for (guint i = 0; i < 64; i++)
        model.image[i] = three[i] == '#' ? 1 : 0;
    }
  return model;
}
