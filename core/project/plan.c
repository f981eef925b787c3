/* plan.c — checks a project as a whole and puts document, data and network together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/plan.h"

#include "core/data/sampler.h"
#include "core/project/data.h"
#include "core/project/document.h"
#include "core/project/encode.h"
#include "core/sharing/sharing.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

/* Arrays of all parameters that a run holds at its most: weights, gradients, two optimizer slots,
 * and the best, first and last snapshots. */
#define PARAMETER_ARRAYS 8

/* n / (C n_c), so that every class weighs as much as any other, and all labels together what they
 * number; a class without a training label counts as if it had one. NULL where the loss doesn't ask
 * for it, or nobody has counted: a file of before counts, whose data are gone. */
static float *
balance_classes (const TdSpec      *task,
                 const TdTargetFit *fit)
{
  guint n_classes = td_task_n_classes (task, fit);
  float *weights;

  if (!td_loss_is_balanced (&td_task_options (task)->loss) || fit->counts == NULL
      || fit->n_classes != n_classes)
    return NULL;
  weights = g_new (float, fit->n_columns * n_classes);
  for (guint column = 0; column < fit->n_columns; column++)
    {
      const double *counts = fit->counts + column * n_classes;
      double n = 0;

      for (guint c = 0; c < n_classes; c++)
        n += counts[c];
      for (guint c = 0; c < n_classes; c++)
        weights[column * n_classes + c] = (float) (n / (n_classes * MAX (counts[c], 1)));
    }
  return weights;
}

static gboolean
find_shape (const TdDataSettings *data,
            gsize                 n_features,
            TdShape              *shape,
            GError              **error)
{
  const TdImageSettings *image = data->image.options;

  *shape = (TdShape) { n_features, 1, 1 };
  if (data->image.kind == NULL)
    return TRUE;
  *shape = (TdShape) { image->channels, image->height, image->width };
  if (td_shape_size (*shape) == n_features)
    return TRUE;
  g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE,
               _("data.image is %d x %d with %d channels, which makes %zu inputs, but the "
                 "data have %zu."),
               (int) image->width, (int) image->height, (int) image->channels,
               td_shape_size (*shape), n_features);
  return FALSE;
}

static gboolean
build_graph (TdPlan  *self,
             GError **error)
{
  const TdSpecList *tasks = &td_project_of (&self->project)->tasks;
  const TdNetworkSettings *network = td_network_of (&self->project);
  g_autofree TdHeadSpec *heads = g_new0 (TdHeadSpec, self->n_tasks);
  TdNetworkSpec spec = {
    .seed = td_training_of (&self->project)->seed,
    .trunk = &network->trunk,
    .n_tasks = self->n_tasks,
    .heads = heads,
  };

  if (!find_shape (td_data_of (&self->project), td_fit_width (self->fit), &spec.input, error))
    return FALSE;
  for (guint k = 0; k < self->n_tasks; k++)
    {
      const TdTaskOptions *task = td_task_options (&tasks->items[k]);

      heads[k] = (TdHeadSpec) {
        .id = task->id,
        .head = &task->head,
        .n_outputs = td_task_kind (&tasks->items[k])->n_outputs (task, &self->fit->targets[k]),
        .enabled = task->enabled,
      };
    }
  self->graph = td_sharing_build (&network->sharing, &spec, error);
  return self->graph != NULL;
}

/* Bytes a run needs for parameters and for one batch's values and derivatives. */
static double
estimate_memory (const TdPlan *self)
{
  const TdGraph *graph = self->graph;
  double rows = td_training_of (&self->project)->batch_size;
  double per_row = 0;

  if (self->dataset != NULL)
    rows = MIN (rows, self->dataset->n_part[TD_PART_TRAIN]);
  for (guint v = 0; v < graph->n_values; v++)
    per_row += 2.0 * graph->values[v].width;
  for (guint n = 0; n < graph->n_nodes; n++)
    per_row += graph->nodes[n].scratch;
  return sizeof (float) * (PARAMETER_ARRAYS * (double) graph->layout->n_parameters
                           + rows * per_row);
}

static gboolean
check_memory (const TdPlan *self,
              GError      **error)
{
  double needed = estimate_memory (self);
  double there = (double) sysconf (_SC_PHYS_PAGES) * sysconf (_SC_PAGE_SIZE);

  if (there <= 0 || needed <= there)
    return TRUE;
  g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE,
               _("This network and batch size need about %.0f GB of memory, but this computer has "
                 "%.0f GB; make layers or training.batch-size smaller."),
               needed / 1e9, there / 1e9);
  return FALSE;
}

static gboolean *
dup_enabled (const TdPlan *self)
{
  gboolean *enabled = g_new (gboolean, MAX (self->n_tasks, 1));

  for (guint k = 0; k < self->n_tasks; k++)
    enabled[k] = td_task_options (td_plan_task (self, k))->enabled;
  return enabled;
}

/* Tasks that have rows of their own in a batch need room for them. */
static gboolean
check_batch (const TdPlan *self,
             GError      **error)
{
  const TdSpec *sampling = &td_training_of (&self->project)->sampling;
  g_autofree gboolean *enabled = dup_enabled (self);
  gsize least;

  if (self->dataset == NULL
      || td_sampling_fits (sampling, self->dataset, enabled, td_plan_batch_size (self), &least))
    return TRUE;
  g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_VALUE,
               _("The sampling “%s” puts rows of every task into every batch, but batches have "
                 "%zu rows for %zu tasks; make training.batch-size larger."),
               sampling->kind->id, td_plan_batch_size (self), least);
  return FALSE;
}

static gboolean
fill (TdPlan  *self,
      TdData  *data,
      GError **error)
{
  g_auto(TdPrepared) prepared = { NULL };

  if (!td_data_prepare (data, &self->project, &prepared, error))
    return FALSE;
  self->fit = g_steal_pointer (&prepared.fit);
  self->dataset = g_steal_pointer (&prepared.dataset);
  self->n_unseen = g_steal_pointer (&prepared.n_unseen);
  self->missing = g_steal_pointer (&prepared.missing);
  self->changed = g_steal_pointer (&prepared.changed);
  self->class_weights = g_new0 (float *, MAX (self->n_tasks, 1));
  for (guint k = 0; k < self->n_tasks; k++)
    self->class_weights[k] = balance_classes (td_plan_task (self, k), td_plan_target (self, k));
  return check_batch (self, error) && build_graph (self, error) && check_memory (self, error);
}

TdPlan *
td_plan_new (const TdSpec *project,
             TdData       *data,
             GError      **error)
{
  g_autoptr(TdPlan) self = NULL;

  g_return_val_if_fail (td_project_of (project) != NULL && data != NULL, NULL);

  if (!td_document_check (project, error))
    return NULL;
  self = g_new0 (TdPlan, 1);
  td_refs_init (&self->refs);
  td_spec_copy (&self->project, project);
  self->n_tasks = td_project_of (project)->tasks.n;
  if (!fill (self, data, error))
    return NULL;
  return g_steal_pointer (&self);
}

TdPlan *
td_plan_new_blank (const TdSpec *project,
                   const char   *missing)
{
  const TdShape input = { 1, 1, 1 };
  TdPlan *self;

  g_return_val_if_fail (td_project_of (project) != NULL && missing != NULL, NULL);

  self = g_new0 (TdPlan, 1);
  td_refs_init (&self->refs);
  td_spec_copy (&self->project, project);
  td_spec_list_clear (&((TdProjectSettings *) self->project.options)->tasks);
  td_spec_list_clear (&((TdNetworkSettings *) td_network_of (&self->project))->trunk);
  self->fit = td_fit_new ();
  self->missing = g_strdup (missing);
  self->graph = td_graph_new (td_training_of (project)->seed, input, 0);
  td_graph_finish (self->graph, NULL);
  return self;
}

TdPlan *
td_plan_ref (TdPlan *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_plan_unref (TdPlan *self)
{
  if (self == NULL || !td_refs_dec (&self->refs))
    return;
  g_clear_pointer (&self->graph, td_graph_unref);
  g_clear_pointer (&self->dataset, td_dataset_unref);
  g_clear_pointer (&self->fit, td_fit_unref);
  for (guint k = 0; self->class_weights != NULL && k < self->n_tasks; k++)
    g_free (self->class_weights[k]);
  g_free (self->class_weights);
  g_free (self->n_unseen);
  g_free (self->missing);
  g_free (self->changed);
  td_spec_clear (&self->project);
  g_free (self);
}

const TdSpec *
td_plan_task (const TdPlan *self,
              guint         task)
{
  g_return_val_if_fail (task < self->n_tasks, NULL);

  return &td_project_of (&self->project)->tasks.items[task];
}

const TdTargetFit *
td_plan_target (const TdPlan *self,
                guint         task)
{
  g_return_val_if_fail (task < self->n_tasks, NULL);

  return &self->fit->targets[task];
}

TdLossTask
td_plan_loss_task (const TdPlan *self,
                   guint         task,
                   const float  *share)
{
  const TdSpec *spec = td_plan_task (self, task);
  const TdTargetFit *fit = td_plan_target (self, task);
  const TdTaskKind *kind = td_task_kind (spec);

  return (TdLossTask) {
    .form = kind->form,
    .n_outputs = kind->n_outputs (spec->options, fit),
    .n_targets = kind->n_columns (spec->options, fit),
    .share = share,
    .n_classes = td_task_n_classes (spec, fit),
    .weights = self->class_weights[task],
  };
}

guint64
td_plan_steps_per_epoch (const TdPlan *self)
{
  g_autofree gboolean *enabled = dup_enabled (self);

  if (self->dataset == NULL)
    return 0;
  return td_sampling_steps (&td_training_of (&self->project)->sampling, self->dataset, enabled,
                            td_plan_batch_size (self));
}

gsize
td_plan_batch_size (const TdPlan *self)
{
  gsize n_rows = self->dataset != NULL ? self->dataset->n_part[TD_PART_TRAIN] : 0;

  return CLAMP ((gsize) td_training_of (&self->project)->batch_size, 1, MAX (n_rows, 1));
}

TdDataset *
td_plan_encode (const TdPlan  *self,
                const TdTable *table,
                GError       **error)
{
  gsize n_rows = td_table_n_rows (table);
  g_auto(TdParts) parts = { { NULL } };

  for (guint p = 0; p < TD_N_PARTS; p++)
    parts.rows[p] = g_new (guint32, p == TD_PART_TEST ? MAX (n_rows, 1) : 1);
  for (gsize r = 0; r < n_rows; r++)
    parts.rows[TD_PART_TEST][r] = r;
  parts.n[TD_PART_TEST] = n_rows;
  return td_encode_project (&self->project, self->fit, table, &parts, NULL, error);
}
