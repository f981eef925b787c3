/* sharing-image.c — every kind of sharing on a trunk of convolutions, with batch normalization and
 * a residual block, against its formulas in plain doubles over the whole batch.
 *
 * Copies of a layer have running statistics and batches of their own, images keep their channels
 * where tasks exchange, and gates read images as rows: none of this shows with dense layers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "gradient.h"
#include "reference-layers.h"
#include "reference-sharing.h"
#include "suite.h"
#include "toy-image.h"
#include "toy-project.h"

#include "core/sharing/sharing.h"

#include <math.h>
#include <string.h>

#define N_TASKS 3
#define N_STAGES 3
#define TOLERANCE 2e-5 /* of the largest derivative of a tensor; single precision over 42 pixels */

/* Three stages: a convolution with its norm, a block with a pool, and a dense layer. */
static const char trunk[]
  = "[{\"id\":\"a\",\"kind\":\"conv2d\",\"channels\":3,\"size\":3,\"padding\":1,\"activation\":\"tanh\"},"
    "{\"id\":\"b\",\"kind\":\"batch-norm\",\"epsilon\":0.01},"
    "{\"id\":\"c\",\"kind\":\"residual\",\"layers\":["
    "{\"id\":\"d\",\"kind\":\"conv2d\",\"channels\":3,\"size\":3,\"padding\":1,\"activation\":\"tanh\"},"
    "{\"id\":\"e\",\"kind\":\"batch-norm\",\"epsilon\":0.01}]},"
    "{\"id\":\"f\",\"kind\":\"average-pool\",\"size\":2},"
    "{\"id\":\"g\",\"kind\":\"dense\",\"units\":5,\"activation\":\"tanh\"}]";
static const gsize edges[N_STAGES + 1] = { 0, 2, 4, 5 };

static gsize
size_of (const ReferenceNetwork *self, ReferenceValue value)
{
  return self->n_rows * td_shape_size (value.shape);
}

static ReferenceValue
copy (const ReferenceNetwork *self, ReferenceValue value)
{
  value.x = g_memdup2 (value.x, size_of (self, value) * sizeof (double));
  return value;
}

/* Layers @first … @last-1 of the trunk, the first of them called PREFIX.@number. */
static ReferenceValue
pass (ReferenceNetwork *self, gsize first, gsize last, const char *prefix, gsize number,
      ReferenceValue in)
{
  const TdSpecList *all = &td_network_of (&self->plan->project)->trunk;
  const TdSpecList some = { .items = all->items + first, .n = last - first };
  ReferenceStack *stack = reference_stack_new_from (self, &some, prefix, number, in);
  ReferenceValue out = copy (self, stack->out);

  reference_stack_free (stack);
  return out;
}

/* Takes @in. */
static ReferenceValue
pass_stage (ReferenceNetwork *self, guint stage, const char *prefix, gsize number, ReferenceValue in)
{
  ReferenceValue out = pass (self, edges[stage], edges[stage + 1], prefix, number, in);

  g_free (in.x);
  return out;
}

static ReferenceValue
common_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  return pass (self, 0, edges[N_STAGES], "trunk", 0, in);
}

static ReferenceValue
own_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  g_autofree char *prefix = g_strdup_printf ("trunks.%u", task);

  return pass (self, 0, edges[N_STAGES], prefix, 0, in);
}

static const double *
find (const ReferenceNetwork *self, gsize *n, const char *name)
{
  const TdTensor *tensor = td_layout_find (self->plan->graph->layout, name);

  g_assert_nonnull (tensor);
  *n = tensor->dims[0];
  return self->parameters + tensor->offset;
}

/* Output t of a stitch; a weight a pair, or a pair and channel. */
static ReferenceValue
stitch (const ReferenceNetwork *self, guint stage, guint t, const ReferenceValue *values)
{
  g_autofree char *name = g_strdup_printf ("stitches.%u.weight", stage);
  gsize n, size = td_shape_size (values[0].shape), channels = values[0].shape.channels;
  const double *weight = find (self, &n, name);
  gboolean by_channel = reference_sharing_flag (self, "per-channel");
  ReferenceValue mixed = copy (self, values[0]);

  g_assert_cmpuint (n, ==, N_TASKS);
  for (gsize i = 0; i < self->n_rows * size; i++)
    {
      gsize channel = i % size / (size / channels);

      mixed.x[i] = 0;
      for (guint s = 0; s < N_TASKS; s++)
        mixed.x[i] += values[s].x[i] * (by_channel ? weight[(t * n + s) * channels + channel]
                                                   : weight[t * n + s]);
    }
  return mixed;
}

static ReferenceValue
stitched_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  ReferenceValue values[N_TASKS], mixed[N_TASKS];

  for (guint t = 0; t < N_TASKS; t++)
    values[t] = copy (self, in);
  for (guint stage = 0; stage < N_STAGES; stage++)
    {
      for (guint t = 0; t < N_TASKS; t++)
        {
          g_autofree char *prefix = g_strdup_printf ("trunks.%u", t);

          values[t] = pass_stage (self, stage, prefix, edges[stage], values[t]);
        }
      for (guint t = 0; t < N_TASKS; t++)
        mixed[t] = stitch (self, stage, t, values);
      for (guint t = 0; t < N_TASKS; t++)
        {
          g_free (values[t].x);
          values[t] = mixed[t];
        }
    }
  for (guint t = 0; t < N_TASKS; t++)
    if (t != task)
      g_free (values[t].x);
  return values[task];
}

/* Images are read as rows. */
static ReferenceValue
mix (ReferenceNetwork *self, ReferenceGate gate, const char *name, ReferenceValue in,
     const ReferenceValue *experts, gsize n)
{
  g_autofree char *weight = g_strconcat (name, ".weight", NULL);
  ReferenceValue mixed = copy (self, experts[0]);
  gsize n_logits, size = td_shape_size (mixed.shape);
  g_autofree double *logits = NULL;

  find (self, &n_logits, weight);
  logits = reference_dense_forward (self, name, in, n_logits);
  for (gsize row = 0; row < self->n_rows; row++)
    {
      g_autofree double *shares
        = gate (self, g_memdup2 (logits + row * n_logits, n_logits * sizeof (double)), n_logits, n);

      for (gsize i = row * size; i < (row + 1) * size; i++)
        {
          mixed.x[i] = 0;
          for (gsize e = 0; e < n; e++)
            mixed.x[i] += shares[e] * experts[e].x[i];
        }
    }
  return mixed;
}

typedef struct
{
  guint         n_levels, n_shared, n_own;
  ReferenceGate gate;
} Levels;

static ReferenceValue
pass_expert (ReferenceNetwork *self, const Levels *levels, guint level, ReferenceValue in,
             const char *prefix)
{
  return pass (self, edges[N_STAGES * level / levels->n_levels],
               edges[N_STAGES * (level + 1) / levels->n_levels], prefix, 0, in);
}

/* All experts of a level: shared ones, then task by task. */
static void
pass_experts (ReferenceNetwork *self, const Levels *levels, guint level, ReferenceValue shared,
              const ReferenceValue *tasks, ReferenceValue *experts)
{
  for (guint e = 0; e < levels->n_shared; e++)
    {
      g_autofree char *prefix = g_strdup_printf ("levels.%u.shared.%u", level, e);

      *experts++ = pass_expert (self, levels, level, shared, prefix);
    }
  for (guint t = 0; t < N_TASKS; t++)
    for (guint e = 0; e < levels->n_own; e++)
      {
        g_autofree char *prefix = g_strdup_printf ("levels.%u.tasks.%u.%u", level, t, e);

        *experts++ = pass_expert (self, levels, level, tasks[t], prefix);
      }
}

/* What task @t takes of them: its own come first. */
static ReferenceValue
choose (ReferenceNetwork *self, const Levels *levels, guint level, guint t, ReferenceValue in,
        const ReferenceValue *experts)
{
  g_autofree char *name = g_strdup_printf ("levels.%u.gates.%u", level, t);
  ReferenceValue chosen[16];

  for (guint e = 0; e < levels->n_own; e++)
    chosen[e] = experts[levels->n_shared + t * levels->n_own + e];
  for (guint e = 0; e < levels->n_shared; e++)
    chosen[levels->n_own + e] = experts[e];
  return mix (self, levels->gate, name, in, chosen, levels->n_own + levels->n_shared);
}

static ReferenceValue
leveled_trunk (ReferenceNetwork *self, const Levels *levels, guint task, ReferenceValue in)
{
  guint n_experts = levels->n_shared + N_TASKS * levels->n_own;
  ReferenceValue shared = copy (self, in), tasks[N_TASKS], experts[16];

  for (guint t = 0; t < N_TASKS; t++)
    tasks[t] = copy (self, in);
  for (guint level = 0; level < levels->n_levels; level++)
    {
      g_autofree char *name = g_strdup_printf ("levels.%u.gates.shared", level);
      gboolean last = level + 1 == levels->n_levels;
      ReferenceValue next = { NULL };

      pass_experts (self, levels, level, shared, tasks, experts);
      if (!last)
        next = mix (self, levels->gate, name, shared, experts, n_experts);
      for (guint t = 0; t < N_TASKS; t++)
        {
          /* Each gate once, so that its penalty counts once. */
          ReferenceValue taken = !last || t == task
                                   ? choose (self, levels, level, t, tasks[t], experts)
                                   : (ReferenceValue) { NULL };

          g_free (tasks[t].x);
          tasks[t] = taken;
        }
      for (guint e = 0; e < n_experts; e++)
        g_free (experts[e].x);
      g_free (shared.x);
      shared = next;
    }
  for (guint t = 0; t < N_TASKS; t++)
    if (t != task)
      g_free (tasks[t].x);
  return tasks[task];
}

static ReferenceValue
mmoe_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  const Levels levels = { 1, reference_sharing_number (self, "experts"), 0, reference_softmax_gate };

  return leveled_trunk (self, &levels, task, in);
}

static ReferenceValue
cgc_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  const Levels levels = { 1, reference_sharing_number (self, "shared-experts"),
                          reference_sharing_number (self, "task-experts"), reference_softmax_gate };

  return leveled_trunk (self, &levels, task, in);
}

static ReferenceValue
ple_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  const Levels levels = { reference_sharing_number (self, "levels"),
                          reference_sharing_number (self, "shared-experts"),
                          reference_sharing_number (self, "task-experts"), reference_softmax_gate };

  return leveled_trunk (self, &levels, task, in);
}

static ReferenceValue
dselect_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  const Levels levels = { 1, reference_sharing_number (self, "experts"), 0,
                          reference_selecting_gate };

  return leveled_trunk (self, &levels, task, in);
}

/* z = W x + b of the channels at every pixel; weights are held (out, in). */
static double *
pointwise (ReferenceNetwork *self, const char *name, ReferenceValue in, gsize n_out)
{
  g_autofree char *weight_name = g_strconcat (name, ".weight", NULL);
  g_autofree char *bias_name = g_strconcat (name, ".bias", NULL);
  gsize n, n_in = in.shape.channels, n_pixels = in.shape.height * in.shape.width;
  const double *weight = find (self, &n, weight_name), *bias = find (self, &n, bias_name);
  double *z = g_new (double, self->n_rows * n_out * n_pixels);

  for (gsize row = 0; row < self->n_rows; row++)
    for (gsize o = 0; o < n_out; o++)
      for (gsize pixel = 0; pixel < n_pixels; pixel++)
        {
          double *at = z + (row * n_out + o) * n_pixels + pixel;

          *at = bias[o];
          for (gsize c = 0; c < n_in; c++)
            *at += weight[o * n_in + c] * in.x[(row * n_in + c) * n_pixels + pixel];
        }
  return z;
}

/* Of one channel of the batch. */
static double
mean_of (const ReferenceNetwork *self, ReferenceValue value, gsize channel, double less, double power)
{
  gsize n_pixels = value.shape.height * value.shape.width;
  double sum = 0;

  for (gsize i = 0; i < size_of (self, value); i++)
    if (i / n_pixels % value.shape.channels == channel)
      sum += pow (value.x[i] - less, power);
  return sum / (self->n_rows * n_pixels);
}

static const double *
find_part (const ReferenceNetwork *self, const char *name, const char *part)
{
  g_autofree char *whole = g_strdup_printf ("%s.norm.%s", name, part);
  gsize n;

  return find (self, &n, whole);
}

/* Channels to mean 0 and variance 1, of the batch or the running ones, then γ and β. */
static void
normalize_channels (const ReferenceNetwork *self, const char *name, ReferenceValue value)
{
  const double *gamma = find_part (self, name, "weight"), *beta = find_part (self, name, "bias");
  const double *means = find_part (self, name, "running_mean");
  const double *variances = find_part (self, name, "running_var");
  gsize n = value.shape.channels, n_pixels = value.shape.height * value.shape.width;

  for (gsize c = 0; c < n; c++)
    {
      double mean = self->training ? mean_of (self, value, c, 0, 1) : means[c];
      double variance = self->training ? mean_of (self, value, c, mean, 2) : variances[c];

      for (gsize i = 0; i < size_of (self, value); i++)
        if (i / n_pixels % n == c)
          value.x[i] = (value.x[i] - mean) / sqrt (variance + 1e-5) * gamma[c] + beta[c];
    }
}

/* A layer of a mask. */
static void
question_forward (ReferenceNetwork *self, const char *name, ReferenceValue *value, gboolean last)
{
  g_autofree char *weight = g_strconcat (name, ".weight", NULL);
  gboolean is_image = value->shape.height * value->shape.width > 1;
  gsize n;
  double *z;

  find (self, &n, weight);
  z = is_image ? pointwise (self, name, *value, n) : reference_dense_forward (self, name, *value, n);
  g_free (value->x);
  value->x = z;
  value->shape.channels = n;
  if (is_image)
    normalize_channels (self, name, *value);
  for (gsize i = 0; i < size_of (self, *value); i++)
    z[i] = last ? 1 / (1 + exp (-z[i])) : MAX (z[i], 0);
}

/* The channels of @a, then those of @b; takes @b. */
static ReferenceValue
stack_channels (const ReferenceNetwork *self, ReferenceValue a, ReferenceValue b)
{
  gsize n_a = td_shape_size (a.shape), n_b = td_shape_size (b.shape);
  ReferenceValue both = { g_new (double, self->n_rows * (n_a + n_b)), a.shape };

  both.shape.channels += b.shape.channels;
  for (gsize row = 0; row < self->n_rows; row++)
    {
      memcpy (both.x + row * (n_a + n_b), a.x + row * n_a, n_a * sizeof (double));
      memcpy (both.x + row * (n_a + n_b) + n_a, b.x + row * n_b, n_b * sizeof (double));
    }
  g_free (b.x);
  return both;
}

static ReferenceValue
masked_trunk (ReferenceNetwork *self, guint task, ReferenceValue in)
{
  ReferenceValue shared = copy (self, in), masked = { NULL };

  for (guint stage = 0; stage < N_STAGES; stage++)
    {
      g_autofree char *before = g_strdup_printf ("masks.%u.%u.before", task, stage);
      g_autofree char *inner = g_strdup_printf ("masks.%u.%u.0", task, stage);
      g_autofree char *outer = g_strdup_printf ("masks.%u.%u.1", task, stage);
      ReferenceValue question;

      shared = pass_stage (self, stage, "trunk", edges[stage], shared);
      question = masked.x == NULL
                   ? copy (self, shared)
                   : stack_channels (self, shared, pass_stage (self, stage, before, 0, masked));
      question_forward (self, inner, &question, FALSE);
      question_forward (self, outer, &question, TRUE);
      masked = copy (self, shared);
      for (gsize i = 0; i < size_of (self, masked); i++)
        masked.x[i] *= question.x[i];
      g_free (question.x);
    }
  g_free (shared.x);
  return masked;
}

static const struct
{
  const char            *id;
  ReferenceBatchFeatures features;
  const char            *setting;
} references[] = {
  { "hard", common_trunk },
  { "separate", own_trunk },
  { "soft", own_trunk },
  { "cross-stitch", stitched_trunk, "network.sharing.own=0.6" },
  { "cross-stitch", stitched_trunk, "network.sharing.per-channel=true" },
  { "mmoe", mmoe_trunk, "network.sharing.experts=3" },
  { "cgc", cgc_trunk, "network.sharing.shared-experts=2" },
  { "ple", ple_trunk, "network.sharing.levels=2" },
  { "ple", ple_trunk, "network.sharing.levels=3" },
  { "mtan", masked_trunk, "network.sharing.reduction=3" },
  { "dselect-k", dselect_trunk, "network.sharing.entropy=0.1" },
};

static void
check_reference (const char *folder, guint index, gboolean training)
{
  g_autofree char *sharing = g_strdup_printf ("network.sharing=%s", references[index].id);
  const char *settings[] = { sharing, references[index].setting, NULL };
  ReferenceNetwork reference = { .batch_features = references[index].features,
                                 .training = training };
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdPlan) plan = NULL;

  g_test_message ("%s %s%s", sharing, settings[1] != NULL ? settings[1] : "",
                  training ? ", training" : "");
  toy_image_project (&project, trunk, "[]", settings);
  plan = toy_plan_of (folder, &project);
  g_assert_cmpuint (plan->n_tasks, ==, N_TASKS);
  reference_check_losses (plan, &reference, TOLERANCE);
  if (training)
    reference_check_sharing (plan, &reference, 1, TOLERANCE);
}

static void
test_every_kind (gconstpointer training)
{
  char *folder = toy_image_folder_new (40);

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    check_reference (folder, i, training != NULL);
  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      gboolean is_there = FALSE;

      for (guint r = 0; r < G_N_ELEMENTS (references); r++)
        is_there |= strcmp (references[r].id, td_sharings.kinds[i]->id) == 0;
      g_assert_true (is_there); /* a new kind needs its formulas here */
    }
  toy_folder_remove (folder);
}

static TdState *
train (const char *folder, const char *id, guint workers, guint64 steps, TdState *start)
{
  g_autofree char *sharing = g_strdup_printf ("network.sharing=%s", id);
  g_autofree char *count = g_strdup_printf ("training.workers=%u", workers);
  const char *settings[] = { sharing, count, "training.batch-size=130", NULL };
  const TdRunLimits limits = { .steps = steps };
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdPlan) plan = NULL;

  toy_image_project (&project, trunk, "[]", settings);
  plan = toy_plan_of (folder, &project);
  return toy_train (plan, start, &limits);
}

/* Running statistics of every copy included. */
static void
test_workers_and_pauses_change_nothing (void)
{
  char *folder = toy_image_folder_new (300);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      const char *id = td_sharings.kinds[i]->id;
      g_autoptr (TdState) one = train (folder, id, 1, 5, NULL);
      g_autoptr (TdState) half = train (folder, id, 3, 2, NULL);
      g_autoptr (TdState) three = train (folder, id, 3, 5, half);

      g_test_message ("%s", id);
      toy_assert_same_state (one, three);
    }
  toy_folder_remove (folder);
}

void
add_sharing_image_tests (void)
{
  g_test_add_data_func ("/sharing-image/every-kind-has-the-gradient-of-its-formula", &edges,
                        test_every_kind);
  g_test_add_data_func ("/sharing-image/every-kind-is-evaluated-by-its-formula", NULL,
                        test_every_kind);
  g_test_add_func ("/sharing-image/workers-and-pauses-change-nothing",
                   test_workers_and_pauses_change_nothing);
}
