/* mtan.c — one trunk; after each stage every task masks its features by attention of its own.
 *
 * For task i and stage j: mask = sigmoid (H relu (G [u; f (a)])), a = mask p, where u and p are the
 * stage's first and last features and the a inside is that of the stage before (equations 2 and 3).
 * A stage has one layer with units, so u and p are the same here. f is a copy of the stage's
 * layers, which brings a to its shape; each task has its own, where the paper has one for all, and
 * norms in f are those of the stage. G and H are 1 x 1 convolutions of images with batch norms, as in
 * the paper, and dense layers of rows without.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/activation.h"
#include "core/nn/joints.h"
#include "core/sharing/sharing.h"
#include "core/sharing/stages.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gint64 reduction;
} Mtan;

static const TdOption options[] = {
  { "reduction", N_("Reduction"), N_("By how much a mask's inner layer is smaller than the features."),
    TD_INTEGER, .offset = G_STRUCT_OFFSET (Mtan, reduction), .minimum = 1, .maximum = 64,
    .number = 1, .steps = TD_STEPS_DOUBLING },
  { NULL }
};

/* While a network is being built. */
typedef struct
{
  TdGraph             *graph;
  const Mtan          *options;
  const TdNetworkSpec *spec;
  const TdSpec        *relu, *sigmoid;
  guint *features; /* (n_tasks) the last masked ones */
} Build;

static const TdSpec *
keep_activation (TdGraph *graph, const char *id)
{
  TdSpec spec = { td_family_find (&td_activations, id), NULL };

  return td_graph_keep (graph, g_memdup2 (&spec, sizeof spec));
}

static gboolean
is_image (TdShape shape)
{
  return shape.height * shape.width > 1;
}

/* A convolution of 1 x 1 to @linear's channels, its batch norm, and the activation. */
static gboolean
build_image_layer (const Build *self, const TdLinear *linear, const TdPlace *place,
                   const TdSpec *activation, guint *value, GError **error)
{
  g_autofree char *id = g_strconcat (linear->id, ".norm", NULL);
  g_autofree char *name = g_strconcat (place->name, ".norm", NULL);
  const TdPlace norm = { name, "", place->task };

  if (!td_layers_build_pointwise (self->graph, linear, place, *value, value, error))
    return FALSE;
  *value = td_layers_build_batch_norm (self->graph, id, &norm, *value);
  *value = td_joint_activation (self->graph, activation, place, *value);
  return TRUE;
}

/* A layer of a mask, number @number of its stack, after *value and then that; of images @n_outputs
 * are channels. */
static gboolean
build_layer (const Build *self, const TdPlace *place, guint number, gsize n_outputs,
             const TdSpec *activation, guint *value, GError **error)
{
  gboolean image = is_image (self->graph->values[*value].shape);
  g_autofree char *id = g_strdup_printf ("%s.%u", place->copy, number);
  g_autofree char *name = g_strdup_printf ("%s.%u", place->name, number);
  const TdPlace layer = { name, "", place->task };
  const TdLinear linear = { id, n_outputs, TRUE, image ? NULL : activation, NULL };

  if (image)
    return build_image_layer (self, &linear, &layer, activation, value, error);
  *value = td_layers_build_linear (self->graph, &linear, &layer, *value);
  return TRUE;
}

/* [u; f (a)]; at the first stage u alone. */
static gboolean
build_question (const Build *self, guint stage, guint task, guint features, guint *output,
                GError **error)
{
  const char *id = self->spec->heads[task].id;
  g_autofree char *name = g_strdup_printf ("masks.%u.%u.before", task, stage);
  g_autofree char *copy = g_strdup_printf ("#mask.%s", id);
  const TdPlace place = { name, copy, (gint) task };
  guint both[] = { features, 0 };

  *output = features;
  if (stage == 0)
    return TRUE;
  if (!td_layers_build_some (self->graph, self->spec->trunk,
                             td_stage_start (self->spec->trunk, stage),
                             td_stage_start (self->spec->trunk, stage + 1), &place, 0,
                             self->features[task], &both[1], error))
    return FALSE;
  *output = td_joint_stack (self->graph, &place, both, 2);
  return TRUE;
}

static gboolean
build_mask (const Build *self, guint stage, guint task, guint features, GError **error)
{
  const char *layer = td_stage_id (self->spec->trunk, td_stage_start (self->spec->trunk, stage));
  g_autofree char *name = g_strdup_printf ("masks.%u.%u", task, stage);
  g_autofree char *id = g_strdup_printf ("%s.mask.%s", layer, self->spec->heads[task].id);
  const TdPlace place = { name, id, (gint) task };
  gsize width = self->graph->values[features].shape.channels;
  TdJoint joint = { .task = (gint) task, .level = stage, .is_mask = TRUE, .tensor = -1 };
  guint value;

  if (!build_question (self, stage, task, features, &value, error))
    return FALSE;
  if (!build_layer (self, &place, 0, MAX (width / self->options->reduction, 1), self->relu, &value,
                    error)
      || !build_layer (self, &place, 1, width, self->sigmoid, &value, error))
    return FALSE;
  joint.value = value;
  g_array_append_val (self->graph->joints, joint);
  self->features[task] = td_joint_product (self->graph, &place, value, features);
  return TRUE;
}

static gboolean
build_stages (const Build *self, GError **error)
{
  const TdSpecList *trunk = self->spec->trunk;
  const TdPlace place = { "trunk", "", -1 };
  guint features = 0;

  for (guint stage = 0; stage < td_stage_count (trunk); stage++)
    {
      gsize first = td_stage_start (trunk, stage);

      if (!td_layers_build_some (self->graph, trunk, first, td_stage_end (trunk, first), &place, first,
                                 features, &features, error))
        return FALSE;
      for (guint task = 0; task < self->spec->n_tasks; task++)
        if (!build_mask (self, stage, task, features, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  g_autofree guint *features = g_new0 (guint, MAX (spec->n_tasks, 1));
  const Build work = { graph, data, spec, keep_activation (graph, "relu"),
                       keep_activation (graph, "sigmoid"), features };

  if (!build_stages (&work, error))
    return FALSE;
  for (guint task = 0; task < spec->n_tasks; task++)
    if (!td_sharing_build_head (graph, spec, task, features[task], error))
      return FALSE;
  return TRUE;
}

const TdSharingKind td_sharing_mtan = {
  .kind = { .id = "mtan",
            .title = N_("Attention masks"),
            .summary = N_("All tasks share one trunk; each masks its features after every layer."),
            .paper = "Liu, Johns, Davison, 2019, CVPR, arXiv:1803.10704 (MTAN)",
            .options = options,
            .options_size = sizeof (Mtan) },
  .has_shared_trunk = TRUE,
  .trunk_title = N_("Shared trunk φ(x)"),
  .build = build,
};
