/* sharing-gradient.c — every kind of sharing against its paper's formulas in plain doubles, by
 * central differences of the loss.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-sharing.h"
#include "suite.h"
#include "toy-project.h"

#include "../nn-reference.h"
#include "core/nn/joints.h"
#include "core/sharing/sharing.h"

#include <math.h>
#include <string.h>

static const TdSpecList *
trunk_of (const ReferenceNetwork *self)
{
  return &td_network_of (&self->plan->project)->trunk;
}

static gconstpointer
option (const TdSpec *spec, const char *name)
{
  return td_spec_value (spec, td_kind_find_option (spec->kind, name));
}

/* NULL: there is no such tensor. */
static const double *
find (const ReferenceNetwork *self, gsize *n, const char *format, ...)
{
  g_autofree char *name = NULL;
  const TdTensor *tensor;
  va_list arguments;

  va_start (arguments, format);
  name = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  tensor = td_layout_find (self->plan->graph->layout, name);
  if (tensor != NULL && n != NULL)
    *n = tensor->dims[0];
  return tensor != NULL ? self->parameters + tensor->offset : NULL;
}

/* x W + b; weights are held (inputs, units). */
static double *
linear (const ReferenceNetwork *self, const char *name, const double *x, gsize n_in, gsize *n_out)
{
  const double *weight = find (self, n_out, "%s.weight", name);
  const double *bias = find (self, NULL, "%s.bias", name);
  double *y;

  g_assert_nonnull (weight);
  y = g_new0 (double, *n_out);
  for (gsize o = 0; o < *n_out; o++)
    {
      y[o] = bias != NULL ? bias[o] : 0;
      for (gsize i = 0; i < n_in; i++)
        y[o] += x[i] * weight[i * *n_out + o];
    }
  return y;
}

/* Trunk layer @layer, whose tensors are called @name; frees @x. */
static double *
apply_layer (const ReferenceNetwork *self, gsize layer, const char *name, double *x, gsize *width)
{
  gsize n_out;
  double *y = linear (self, name, x, *width, &n_out);

  for (gsize o = 0; o < n_out; o++)
    y[o] = reference_activate (option (&trunk_of (self)->items[layer], "activation"), y[o]);
  *width = n_out;
  g_free (x);
  return y;
}

/* Layers @first … @last-1, called PREFIX.0, PREFIX.1, … */
static double *
apply_layers (const ReferenceNetwork *self, gsize first, gsize last, const char *prefix,
              const double *x, gsize *width)
{
  double *y = g_memdup2 (x, *width * sizeof (double));

  for (gsize layer = first; layer < last; layer++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%zu", prefix, layer - first);

      y = apply_layer (self, layer, name, y, width);
    }
  return y;
}

static double *
own_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  g_autofree char *prefix = g_strdup_printf ("trunks.%u", task);

  *width = self->plan->graph->values[0].width;
  return apply_layers (self, 0, trunk_of (self)->n, prefix, x, width);
}

static double *
common_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  *width = self->plan->graph->values[0].width;
  return apply_layers (self, 0, trunk_of (self)->n, "trunk", x, width);
}

/* Every layer of these tests is a stage. */
static double *
stitched_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  guint n = self->plan->n_tasks;
  double *values[3], *mixed[3];
  gboolean by_channel = reference_sharing_flag (self, "per-channel");

  g_assert_cmpuint (n, ==, 3);
  *width = self->plan->graph->values[0].width;
  for (guint t = 0; t < n; t++)
    values[t] = g_memdup2 (x, *width * sizeof (double));
  for (gsize layer = 0; layer < trunk_of (self)->n; layer++)
    {
      const double *stitch = find (self, NULL, "stitches.%zu.weight", layer);
      gsize n_in = *width;

      for (guint t = 0; t < n; t++)
        {
          g_autofree char *name = g_strdup_printf ("trunks.%u.%zu", t, layer);

          *width = n_in;
          values[t] = apply_layer (self, layer, name, values[t], width);
        }
      for (guint t = 0; t < n; t++)
        {
          mixed[t] = g_new0 (double, *width);
          for (guint s = 0; s < n; s++)
            for (gsize i = 0; i < *width; i++)
              mixed[t][i] += stitch[by_channel ? (t * n + s) * *width + i : t * n + s] * values[s][i];
        }
      for (guint t = 0; t < n; t++)
        {
          g_free (values[t]);
          values[t] = mixed[t];
        }
    }
  for (guint t = 0; t < n; t++)
    if (t != task)
      g_free (values[t]);
  return values[task];
}

/* Frees the experts' values. */
static double *
mix (const ReferenceNetwork *self, ReferenceGate gate, const char *name, const double *x, gsize n_in,
     double **experts, gsize n, gsize width)
{
  gsize n_logits;
  double *logits = linear (self, name, x, n_in, &n_logits);
  g_autofree double *shares = gate (self, logits, n_logits, n);
  double *y = g_new0 (double, width);

  for (gsize e = 0; e < n; e++)
    for (gsize i = 0; i < width; i++)
      y[i] += shares[e] * experts[e][i];
  return y;
}

typedef struct
{
  guint n_levels, n_shared, n_own;
  ReferenceGate gate;
} Levels;

/* Layers of the level: the tests' trunks have one each, or the only level has all. */
static double *
expert (const ReferenceNetwork *self, const Levels *levels, guint level, const double *x,
        gsize n_in, gsize *width, const char *format, ...)
{
  g_autofree char *prefix = NULL;
  gsize n = trunk_of (self)->n;
  va_list arguments;

  va_start (arguments, format);
  prefix = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  *width = n_in;
  return apply_layers (self, n * level / levels->n_levels, n * (level + 1) / levels->n_levels, prefix,
                       x, width);
}

static double *
leveled_trunk (const ReferenceNetwork *self, const Levels *levels, guint task, const double *x,
               gsize *width)
{
  guint n = self->plan->n_tasks, n_experts = levels->n_shared + n * levels->n_own;
  gsize n_in = self->plan->graph->values[0].width;
  double *shared = g_memdup2 (x, n_in * sizeof (double)), *tasks[3];
  double **experts = g_new0 (double *, n_experts);

  for (guint t = 0; t < n; t++)
    tasks[t] = g_memdup2 (x, n_in * sizeof (double));
  for (guint level = 0; level < levels->n_levels; level++)
    {
      double *next_shared = NULL;

      for (guint e = 0; e < levels->n_shared; e++)
        experts[e] = expert (self, levels, level, shared, n_in, width, "levels.%u.shared.%u", level, e);
      for (guint t = 0; t < n; t++)
        for (guint e = 0; e < levels->n_own; e++)
          experts[levels->n_shared + t * levels->n_own + e]
            = expert (self, levels, level, tasks[t], n_in, width, "levels.%u.tasks.%u.%u", level, t, e);
      if (level + 1 < levels->n_levels)
        {
          g_autofree char *name = g_strdup_printf ("levels.%u.gates.shared", level);

          next_shared = mix (self, levels->gate, name, shared, n_in, experts, n_experts, *width);
        }
      for (guint t = 0; t < n; t++)
        {
          g_autofree char *name = g_strdup_printf ("levels.%u.gates.%u", level, t);
          double *chosen[16], *next;

          for (guint e = 0; e < levels->n_own; e++)
            chosen[e] = experts[levels->n_shared + t * levels->n_own + e];
          for (guint e = 0; e < levels->n_shared; e++)
            chosen[levels->n_own + e] = experts[e];
          /* Each gate once per row, so that its penalty counts once. */
          next = level + 1 < levels->n_levels || t == task
                   ? mix (self, levels->gate, name, tasks[t], n_in, chosen,
                          levels->n_own + levels->n_shared, *width)
                   : NULL;
          g_free (tasks[t]);
          tasks[t] = next;
        }
      for (guint e = 0; e < n_experts; e++)
        g_free (experts[e]);
      g_free (shared);
      shared = next_shared;
      n_in = *width;
    }
  for (guint t = 0; t < n; t++)
    if (t != task)
      g_free (tasks[t]);
  g_free (experts);
  return tasks[task];
}

static double *
mmoe_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  const Levels levels = { 1, reference_sharing_number (self, "experts"), 0, reference_softmax_gate };

  return leveled_trunk (self, &levels, task, x, width);
}

static double *
cgc_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  const Levels levels = { 1, reference_sharing_number (self, "shared-experts"),
                          reference_sharing_number (self, "task-experts"), reference_softmax_gate };

  return leveled_trunk (self, &levels, task, x, width);
}

static double *
ple_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  const Levels levels = { reference_sharing_number (self, "levels"), reference_sharing_number (self, "shared-experts"),
                          reference_sharing_number (self, "task-experts"), reference_softmax_gate };

  return leveled_trunk (self, &levels, task, x, width);
}

static double *
dselect_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  const Levels levels = { 1, reference_sharing_number (self, "experts"), 0, reference_selecting_gate };

  return leveled_trunk (self, &levels, task, x, width);
}

static double *
masked_trunk (const ReferenceNetwork *self, guint task, const double *x, gsize *width)
{
  double *shared, *masked = NULL;

  *width = self->plan->graph->values[0].width;
  shared = g_memdup2 (x, *width * sizeof (double));
  for (gsize layer = 0; layer < trunk_of (self)->n; layer++)
    {
      g_autofree char *name = g_strdup_printf ("trunk.%zu", layer);
      g_autofree char *before = g_strdup_printf ("masks.%u.%zu.before.0", task, layer);
      g_autofree char *g_name = g_strdup_printf ("masks.%u.%zu.0", task, layer);
      g_autofree char *h_name = g_strdup_printf ("masks.%u.%zu.1", task, layer);
      gsize n_before = *width, n_inner, n_mask;
      g_autofree double *question = NULL;
      g_autofree double *inner = NULL;
      double *mask;

      shared = apply_layer (self, layer, name, shared, width);
      question = g_new (double, 2 * *width);
      memcpy (question, shared, *width * sizeof (double));
      if (masked != NULL)
        {
          masked = apply_layer (self, layer, before, masked, &n_before);
          memcpy (question + *width, masked, *width * sizeof (double));
        }
      inner = linear (self, g_name, question, masked != NULL ? 2 * *width : *width, &n_inner);
      for (gsize i = 0; i < n_inner; i++)
        inner[i] = MAX (inner[i], 0);
      mask = linear (self, h_name, inner, n_inner, &n_mask);
      g_assert_cmpuint (n_mask, ==, *width);
      for (gsize i = 0; i < *width; i++)
        mask[i] = shared[i] / (1 + exp (-mask[i]));
      g_free (masked);
      masked = mask;
    }
  g_free (shared);
  return masked;
}

static const struct
{
  const char       *id;
  ReferenceFeatures features;
  const char       *settings[3];
} references[] = {
  { "hard", common_trunk },
  { "separate", own_trunk },
  { "soft", own_trunk },
  { "cross-stitch", stitched_trunk, { "network.sharing.own=0.6" } },
  { "cross-stitch", stitched_trunk, { "network.sharing.per-channel=true" } },
  { "mmoe", mmoe_trunk, { "network.sharing.experts=3" } },
  { "cgc", cgc_trunk, { "network.sharing.task-experts=2" } },
  { "ple", ple_trunk, { "network.sharing.levels=3" } },
  { "ple", ple_trunk, { "network.sharing.levels=1", "network.sharing.task-experts=0" } },
  { "mtan", masked_trunk, { "network.sharing.reduction=2" } },
  { "dselect-k", dselect_trunk, { "network.sharing.entropy=0.1" } },
  { "dselect-k", dselect_trunk, { "network.sharing.experts=5", "network.sharing.nonzeros=3" } },
};

static void
check_reference (const char *folder, guint index)
{
  g_autofree char *sharing = g_strdup_printf ("network.sharing=%s", references[index].id);
  const char *settings[] = {
    "network.trunk=[{\"id\":\"l1\",\"kind\":\"dense\",\"units\":7,\"activation\":\"tanh\"},"
    "{\"id\":\"l2\",\"kind\":\"dense\",\"units\":6,\"activation\":\"silu\"},"
    "{\"id\":\"l3\",\"kind\":\"dense\",\"units\":5,\"activation\":\"sigmoid\"}]",
    "tasks.1.weight=0.3", sharing, references[index].settings[0], references[index].settings[1], NULL
  };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  ReferenceNetwork reference = { .features = references[index].features };

  g_test_message ("%s %s", sharing, settings[3] != NULL ? settings[3] : "");
  reference_check_sharing (plan, &reference, 3, 1e-5);
}

static void
test_every_kind (void)
{
  char *folder = toy_folder_new (60);

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    check_reference (folder, i);
  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      gboolean is_there = FALSE;

      for (guint r = 0; r < G_N_ELEMENTS (references); r++)
        is_there |= strcmp (references[r].id, td_sharings.kinds[i]->id) == 0;
      g_assert_true (is_there); /* a new kind needs its formulas here */
    }
  toy_folder_remove (folder);
}

/* METHODS.md 1.1 */
static void
test_smooth_step (void)
{
  g_assert_cmpfloat (td_smooth_step (-0.5, 1), ==, 0);
  g_assert_cmpfloat (td_smooth_step (0.5, 1), ==, 1);
  g_assert_cmpfloat (td_smooth_step (0, 1), ==, 0.5);
  g_assert_cmpfloat_with_epsilon (td_smooth_step (0.25, 1), -2.0 / 64 + 3.0 / 8 + 0.5, 1e-15);
  for (double t = -3; t < 3; t += 0.01)
    g_assert_cmpfloat_with_epsilon (td_smooth_step (t, 2), reference_smooth_step (t, 2), 1e-12);
}

void
add_sharing_gradient_tests (void)
{
  g_test_add_func ("/sharing/every-kind-has-the-gradient-of-its-formula", test_every_kind);
  g_test_add_func ("/sharing/smooth-step-values", test_smooth_step);
}
