/* network-weights.c — what a plan and the newest weights tell about the layers of a picture.
 *
 * A layer's tensors are found by its id; a task's own copy of it has the task's id behind an "@".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-weights.h"

#include "core/nn/layer.h"
#include "ui/network-joints.h"

#include <math.h>
#include <string.h>

G_STATIC_ASSERT (TD_WEIGHT_BINS == TD_HISTOGRAM_BINS);

/* Layer id to its node; only layers with tensors have one. */
static GHashTable *
index_nodes (const TdGraph *graph)
{
  GHashTable *nodes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < graph->n_nodes; i++)
    if (graph->nodes[i].n_tensors > 0)
      g_hash_table_insert (nodes, graph->layout->tensors[graph->nodes[i].tensors[0]].id,
                           &graph->nodes[i]);
  return nodes;
}

static char *
dup_copy_id (const char *id, const char *task)
{
  return task != NULL ? g_strconcat (id, "@", task, NULL) : g_strdup (id);
}

/* Of a layer with all that it holds. */
static gsize
count_part (const TdGraph *graph, const TdLayerPart *part)
{
  gsize n = 0;

  for (guint i = part->first_tensor; i < part->first_tensor + part->n_tensors; i++)
    if (!graph->layout->tensors[i].statistic)
      n += graph->layout->tensors[i].n;
  return n;
}

static gboolean
is_image (TdShape shape)
{
  return shape.height > 1 || shape.width > 1;
}

static gsize
count_parameters (const TdGraph *graph, const TdNode *node)
{
  gsize n = 0;

  for (guint i = 0; i < node->n_tensors; i++)
    if (!graph->layout->tensors[node->tensors[i]].statistic)
      n += graph->layout->tensors[node->tensors[i]].n;
  return n;
}

static void
measure_part (TdBox *box, const TdLayerPart *part, const TdGraph *graph)
{
  const TdValue *value = &graph->values[part->value];

  box->n_out = (guint) value->width;
  box->n_parameters = count_part (graph, part);
  box->shape = is_image (value->shape) ? td_shape_dup_text (value->shape) : NULL;
}

/* Returns the width behind the stack; what the graph doesn't know leaves it as it is. */
static guint
measure_stack (TdBox *boxes, guint n, const char *task, guint width, GHashTable *nodes,
               const TdGraph *graph)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = dup_copy_id (boxes[i].id, task);
      const TdNode *node = g_hash_table_lookup (nodes, id);
      const TdLayerPart *part = g_hash_table_lookup (graph->parts, id);

      boxes[i].n_in = node != NULL ? (guint) node->input_width : width;
      boxes[i].n_out = width;
      boxes[i].has_histogram = node != NULL;
      if (part != NULL)
        measure_part (&boxes[i], part, graph);
      width = boxes[i].n_out;
    }
  return width;
}

static void
measure_head (TdHeadBox *head, guint width, GHashTable *nodes, const TdGraph *graph)
{
  g_autofree char *id = g_strconcat (head->id, ".output", NULL);
  const TdNode *node = g_hash_table_lookup (nodes, id);

  head->n_in = measure_stack (head->layers, head->n_layers, NULL, width, nodes, graph);
  if (node == NULL)
    return;
  head->n_in = (guint) node->input_width;
  head->n_out = (guint) node->output_width;
  head->n_parameters = count_parameters (graph, node);
  for (guint i = 0; i < head->n_layers; i++)
    head->n_parameters += head->layers[i].n_parameters;
}

void
td_network_model_measure (TdNetworkModel *model, const TdPlan *plan)
{
  const TdGraph *graph = plan->graph;
  g_autoptr (GHashTable) nodes = index_nodes (graph);
  guint width = (guint) graph->values[0].width;

  model->n_inputs = width;
  width = measure_stack (model->trunk, model->n_trunk, NULL, width, nodes, graph);
  for (guint i = 0; i < model->n_heads; i++)
    {
      TdHeadBox *head = &model->heads[i];

      measure_head (head, measure_stack (head->trunk, head->n_trunk, head->id, width, nodes, graph),
                    nodes, graph);
    }
}

/* Live */

typedef struct
{
  const TdWeights *weights;
  GHashTable      *tensors; /* "id role" to index + 1 */
} Source;

static GHashTable *
index_tensors (const TdLayout *layout)
{
  GHashTable *tensors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < layout->n_tensors; i++)
    g_hash_table_insert (tensors, g_strconcat (layout->tensors[i].id, " ",
                                               layout->tensors[i].role, NULL),
                         GUINT_TO_POINTER (i + 1));
  return tensors;
}

/* -1: there is no such tensor. */
static gint
find_tensor (const Source *source, const char *id, const char *role)
{
  g_autofree char *name = g_strconcat (id, " ", role, NULL);

  return GPOINTER_TO_INT (g_hash_table_lookup (source->tensors, name)) - 1;
}

/* Matrices as they are drawn: (n_in, n_out). */
static const float *
values_of (const Source *source, gint tensor, gsize n)
{
  const TdTensor *at;

  if (tensor < 0 || source->weights->parameters == NULL)
    return NULL;
  at = &source->weights->plan->graph->layout->tensors[tensor];
  return at->n == n && (at->n_dims == 1 || (at->n_dims == 2 && at->transposed))
           ? source->weights->parameters + at->offset
           : NULL;
}

static void
show_summary (TdBox *box, const TdWeightSummary *summary)
{
  guint most = 1;

  for (guint i = 0; i < TD_WEIGHT_BINS; i++)
    most = MAX (most, summary->counts[i]);
  for (guint i = 0; i < TD_WEIGHT_BINS; i++)
    box->histogram[i] = (float) summary->counts[i] / (float) most;
  box->mean = summary->mean;
  box->deviation = summary->deviation;
  box->minimum = summary->minimum;
  box->maximum = summary->maximum;
}

static void
weigh_stack (TdBox *boxes, guint n, const char *task, const Source *source)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = dup_copy_id (boxes[i].id, task);
      gint tensor = find_tensor (source, id, "weight");

      if (tensor < 0)
        continue;
      show_summary (&boxes[i], &source->weights->tensors[tensor]);
      boxes[i].weights = values_of (source, tensor, (gsize) boxes[i].n_in * boxes[i].n_out);
      boxes[i].biases = values_of (source, find_tensor (source, id, "bias"), boxes[i].n_out);
    }
}

void
td_network_model_weigh (TdNetworkModel *model, const TdWeights *weights)
{
  g_autoptr (GHashTable) tensors = index_tensors (weights->plan->graph->layout);
  const Source source = { weights, tensors };

  td_network_model_show_joints (model, weights);
  weigh_stack (model->trunk, model->n_trunk, NULL, &source);
  for (guint i = 0; i < model->n_heads; i++)
    {
      TdHeadBox *head = &model->heads[i];
      g_autofree char *id = g_strconcat (head->id, ".output", NULL);

      weigh_stack (head->trunk, head->n_trunk, head->id, &source);
      weigh_stack (head->layers, head->n_layers, NULL, &source);
      head->weights = values_of (&source, find_tensor (&source, id, "weight"),
                                 (gsize) head->n_in * head->n_out);
    }
}

static void
unweigh_stack (TdBox *boxes, guint n)
{
  for (guint i = 0; i < n; i++)
    boxes[i].weights = boxes[i].biases = NULL;
}

void
td_network_model_unweigh (TdNetworkModel *model)
{
  unweigh_stack (model->trunk, model->n_trunk);
  for (guint i = 0; i < model->n_heads; i++)
    {
      unweigh_stack (model->heads[i].trunk, model->heads[i].n_trunk);
      unweigh_stack (model->heads[i].layers, model->heads[i].n_layers);
      model->heads[i].weights = NULL;
    }
}
