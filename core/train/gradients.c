/* gradients.c — how the tasks' gradients lie to one another.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/gradients.h"

#include "core/train/probe.h"

#include <math.h>
#include <string.h>

/* "trunk.0" of "trunk.0.weight". */
static char *
layer_name (const TdTensor *tensor)
{
  const char *end = strrchr (tensor->name, '.');

  return end != NULL ? g_strndup (tensor->name, (gsize) (end - tensor->name))
                     : g_strdup (tensor->name);
}

static gboolean
has_shared (const TdGraph *graph, const TdNode *node)
{
  for (guint i = 0; i < node->n_tensors; i++)
    if (graph->layout->tensors[node->tensors[i]].shared
        && graph->layout->tensors[node->tensors[i]].trainable)
      return TRUE;
  return FALSE;
}

static void
add_layer (TdGradients *self, const TdProbe *probe, gint node)
{
  double *products = g_new (double, MAX ((gsize) self->n_tasks * self->n_tasks, 1));

  td_gram_collect (probe->gram, node, products);
  self->products = g_renew (double *, self->products, self->n_layers + 1);
  self->products[self->n_layers] = products;
}

static TdGradients *
new_gradients (const TdProbe *probe, guint64 step)
{
  const TdGraph *graph = probe->plan->graph;
  TdGradients *self = g_new0 (TdGradients, 1);

  self->plan = td_plan_ref (probe->plan);
  self->step = step;
  self->n_tasks = probe->plan->n_tasks;
  self->present = g_memdup2 (probe->present, self->n_tasks * sizeof (gboolean));
  self->layers = g_new0 (char *, graph->n_nodes + 1);
  for (guint n = 0; n < graph->n_nodes; n++)
    if (probe->deltas->graph.shared[n] && has_shared (graph, &graph->nodes[n]))
      {
        add_layer (self, probe, (gint) n);
        self->layers[self->n_layers++]
          = layer_name (&graph->layout->tensors[graph->nodes[n].tensors[0]]);
      }
  add_layer (self, probe, -1);
  return self;
}

static gpointer
compute (gpointer question, const TdSight *sight, const TdJob *job)
{
  TdProbe *probe = question;

  if (!td_probe_prepare (probe, sight->plan, FALSE))
    return NULL;
  td_probe_take (probe, sight->step);
  td_probe_derive (probe, sight->parameters);
  return td_job_is_cancelled (job) ? NULL : new_gradients (probe, sight->step);
}

static void
free_question (gpointer question)
{
  td_probe_clear (question);
  g_free (question);
}

const TdJobKind td_gradients_job = {
  .interval = 0.25,
  .compute = compute,
  .free_result = (GDestroyNotify) td_gradients_free,
  .free_question = free_question,
};

gpointer
td_gradients_ask (void)
{
  return g_new0 (TdProbe, 1);
}

void
td_gradients_free (TdGradients *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i <= self->n_layers; i++)
    g_free (self->products[i]);
  g_strfreev (self->layers);
  g_free (self->products);
  g_free (self->present);
  td_plan_unref (self->plan);
  g_free (self);
}

static double
product (const TdGradients *self, guint layer, guint a, guint b)
{
  return self->products[layer][(gsize) a * self->n_tasks + b];
}

double
td_gradients_norm (const TdGradients *self, guint layer, guint task)
{
  double square = product (self, layer, task, task);

  return square < 0 ? 0 : sqrt (square);
}

gboolean
td_gradients_are_finite (const TdGradients *self, guint layer)
{
  for (guint k = 0; k < self->n_tasks; k++)
    if (self->present[k] && !isfinite (product (self, layer, k, k)))
      return FALSE;
  return TRUE;
}

double
td_gradients_cosine (const TdGradients *self, guint layer, guint a, guint b)
{
  double lengths = td_gradients_norm (self, layer, a) * td_gradients_norm (self, layer, b);

  return lengths > 0 ? CLAMP (product (self, layer, a, b) / lengths, -1, 1) : NAN;
}

double
td_gradients_conflict (const TdGradients *self, guint layer)
{
  guint n = 0, n_conflicts = 0;

  for (guint a = 0; a < self->n_tasks; a++)
    for (guint b = a + 1; b < self->n_tasks; b++)
      {
        double cosine = td_gradients_cosine (self, layer, a, b);

        n += !isnan (cosine);
        n_conflicts += cosine < 0;
      }
  return n > 0 ? (double) n_conflicts / n : NAN;
}

double
td_gradients_spread (const TdGradients *self, guint layer)
{
  double least = INFINITY, most = 0;

  for (guint k = 0; k < self->n_tasks; k++)
    {
      double norm = td_gradients_norm (self, layer, k);

      if (norm > 0)
        least = MIN (least, norm);
      most = MAX (most, norm);
    }
  return most > 0 ? most / least : 1;
}
