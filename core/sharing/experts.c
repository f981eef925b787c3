/* experts.c — see experts.h.
 *
 * The first shared expert has the ids of the trunk's layers, so that a trunk that becomes experts,
 * and back, keeps its weights in it; a task's first expert those of the task's own trunk.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/experts.h"

#include "core/nn/joints.h"
#include "core/sharing/stages.h"

#include <glib/gi18n-lib.h>

/* While a network is being built. */
typedef struct
{
  TdGraph             *graph;
  const TdExperts     *experts;
  const TdNetworkSpec *spec;
  guint  n_levels;
  guint  shared;  /* input of the level's shared experts */
  guint *tasks;   /* (n_tasks) of the tasks' own */
  guint *values;  /* (n_shared + n_tasks n_own) of the level's experts: shared ones, then task by task */
} Build;

guint
td_gate_softmax (TdGraph *graph, gconstpointer options, const char *id, const TdPlace *place,
                 guint input, guint n_experts, char **names)
{
  const TdLinear linear = { id, n_experts, FALSE, NULL, NULL, names };

  return td_joint_softmax (graph, place, td_layers_build_linear (graph, &linear, place, input));
}

/* The first of a level's layers; of the level after the last: the trunk's end. */
static gsize
level_start (const Build *self, guint level)
{
  return td_stage_start (self->spec->trunk,
                         td_stage_count (self->spec->trunk) * level / self->n_levels);
}

static gboolean
build_expert (Build *self, guint level, const TdPlace *place, guint input, guint *output,
              GError **error)
{
  return td_layers_build_some (self->graph, self->spec->trunk, level_start (self, level),
                               level_start (self, level + 1), place, 0, input, output, error);
}

static gboolean
build_shared_experts (Build *self, guint level, GError **error)
{
  for (guint e = 0; e < self->experts->n_shared; e++)
    {
      g_autofree char *name = g_strdup_printf ("levels.%u.shared.%u", level, e);
      g_autofree char *copy = e == 0 ? g_strdup ("") : g_strdup_printf ("#%u", e);
      const TdPlace place = { name, copy, -1 };

      if (!build_expert (self, level, &place, self->shared, &self->values[e], error))
        return FALSE;
    }
  return TRUE;
}

/* Below the last level all tasks hear of a task's experts, through the shared ones of the next. */
static gboolean
build_own_experts (Build *self, guint level, guint task, GError **error)
{
  const char *id = self->spec->heads[task].id;

  for (guint e = 0; e < self->experts->n_own; e++)
    {
      g_autofree char *name = g_strdup_printf ("levels.%u.tasks.%u.%u", level, task, e);
      g_autofree char *copy = e == 0 ? g_strdup_printf ("@%s", id)
                                     : g_strdup_printf ("@%s#%u", id, e);
      const TdPlace place = { name, copy, level + 1 == self->n_levels ? (gint) task : -1 };
      guint at = self->experts->n_shared + task * self->experts->n_own + e;

      if (!build_expert (self, level, &place, self->tasks[task], &self->values[at], error))
        return FALSE;
    }
  return TRUE;
}

/* @owner -1: the shared one; @task: who alone hears of it, or -1: then it rests while the layers
 * before it are locked. A gate for one expert has nothing to choose. */
static guint
build_gate (Build *self, guint level, gint owner, const char *id, gint task, guint input,
            const guint *values, guint n, char **names)
{
  g_autofree char *whose = owner < 0 ? g_strdup ("shared") : g_strdup_printf ("%d", owner);
  g_autofree char *name = g_strdup_printf ("levels.%u.gates.%s", level, whose);
  g_autofree char *gate_id = g_strdup_printf ("gate.%u.%s", level, id);
  gboolean rests = task < 0 && td_stages_are_locked (self->spec->trunk, level_start (self, level),
                                                     level_start (self, level + 1));
  const TdPlace place = { name, "", task, rests };
  TdJoint joint = { .task = owner, .level = level, .tensor = -1 };

  if (n == 1)
    return values[0];
  joint.value = self->experts->gate (self->graph, self->experts->options, gate_id, &place, input, n,
                                    names);
  g_array_append_val (self->graph->joints, joint);
  return td_joint_mixture (self->graph, &place, joint.value, values, n);
}

/* Own experts first, as in the paper. */
static guint
build_task_gate (Build *self, guint level, guint task)
{
  const TdExperts *experts = self->experts;
  guint values[TD_NODE_MAX_INPUTS];

  for (guint e = 0; e < experts->n_own; e++)
    values[e] = self->values[experts->n_shared + task * experts->n_own + e];
  for (guint e = 0; e < experts->n_shared; e++)
    values[experts->n_own + e] = self->values[e];
  return build_gate (self, level, (gint) task, self->spec->heads[task].id,
                     level + 2 >= self->n_levels ? (gint) task : -1, self->tasks[task], values,
                     experts->n_own + experts->n_shared, NULL);
}

/* "shared 0", "t1 0": tasks may come, go, and change places. */
static char **
dup_expert_names (const Build *self)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  char **names;

  for (guint e = 0; e < self->experts->n_shared; e++)
    {
      g_autofree char *name = g_strdup_printf ("shared %u", e);

      g_strv_builder_add (builder, name);
    }
  for (guint task = 0; task < self->spec->n_tasks; task++)
    for (guint e = 0; e < self->experts->n_own; e++)
      {
        g_autofree char *name = g_strdup_printf ("%s %u", self->spec->heads[task].id, e);

        g_strv_builder_add (builder, name);
      }
  names = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return names;
}

static guint
build_shared_gate (Build *self, guint level)
{
  guint n = self->experts->n_shared + self->spec->n_tasks * self->experts->n_own;
  g_auto (GStrv) names = dup_expert_names (self);

  return build_gate (self, level, -1, "shared", -1, self->shared, self->values, n, names);
}

static gboolean
build_level (Build *self, guint level, GError **error)
{
  guint n_tasks = self->spec->n_tasks, shared = self->shared;

  if (!build_shared_experts (self, level, error))
    return FALSE;
  for (guint task = 0; task < n_tasks; task++)
    if (!build_own_experts (self, level, task, error))
      return FALSE;
  if (level + 1 < self->n_levels)
    shared = build_shared_gate (self, level);
  for (guint task = 0; task < n_tasks; task++)
    self->tasks[task] = build_task_gate (self, level, task);
  self->shared = shared;
  return TRUE;
}

static gboolean
build_levels (Build *self, GError **error)
{
  for (guint level = 0; level < self->n_levels; level++)
    if (!build_level (self, level, error))
      return FALSE;
  for (guint task = 0; task < self->spec->n_tasks; task++)
    if (!td_sharing_build_head (self->graph, self->spec, task, self->tasks[task], error))
      return FALSE;
  return TRUE;
}

gboolean
td_experts_build (TdGraph *graph, const TdExperts *experts, const TdNetworkSpec *spec, GError **error)
{
  guint n_own = experts->n_own * spec->n_tasks, n = experts->n_shared + n_own;
  guint n_stages = td_stage_count (spec->trunk);
  g_autofree guint *tasks = g_new0 (guint, MAX (spec->n_tasks, 1));
  g_autofree guint *values = g_new0 (guint, MAX (n, 1));
  Build build = { graph, experts, spec, MIN (experts->n_levels, n_stages), 0, tasks, values };
  guint most = build.n_levels > 1 ? n : experts->n_shared + experts->n_own;

  if (most >= TD_NODE_MAX_INPUTS)
    {
      g_set_error (error, TD_GRAPH_ERROR, 0,
                   _("network.sharing makes a gate for %u experts, but a gate takes at most %d; "
                     "choose fewer experts."), most, TD_NODE_MAX_INPUTS - 1);
      return FALSE;
    }
  return build_levels (&build, error);
}
