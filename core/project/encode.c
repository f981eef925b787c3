/* encode.c — asks inputs and task kinds to learn and to encode, one after the other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/encode.h"

#include "core/project/task.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const TdSpecList *
tasks_of (const TdSpec *project)
{
  return &td_project_of (project)->tasks;
}

static TdInputFit
copy_input (const TdInputFit *from)
{
  TdInputFit copy = *from;

  copy.column = g_strdup (from->column);
  copy.categories = g_strdupv (from->categories);
  return copy;
}

static TdTargetFit
copy_target (const TdTargetFit *from)
{
  TdTargetFit copy = *from;

  copy.task = g_strdup (from->task);
  copy.classes = g_strdupv (from->classes);
  copy.mean = g_memdup2 (from->mean, from->n_columns * sizeof *from->mean);
  copy.scale = g_memdup2 (from->scale, from->n_columns * sizeof *from->scale);
  copy.counts = g_memdup2 (from->counts, from->n_columns * from->n_classes * sizeof *from->counts);
  return copy;
}

static TdTableFile
copy_file (const TdTableFile *from)
{
  TdTableFile copy = *from;

  copy.path = g_strdup (from->path);
  return copy;
}

/* The columns of @task in order, NULL where @table lacks one. */
static const TdColumn **
find_columns (const TdTaskOptions *task,
              const TdTable       *table,
              guint               *n)
{
  const TdColumn **columns;

  *n = g_strv_length (task->targets);
  columns = g_new0 (const TdColumn *, *n + 1);
  for (guint c = 0; table != NULL && c < *n; c++)
    columns[c] = td_table_find (table, task->targets[c]);
  return columns;
}

static gboolean
check_columns (const TdTaskOptions   *task,
               const TdColumn *const *columns,
               guint                  n,
               GError               **error)
{
  for (guint c = 0; c < n; c++)
    if (columns[c] == NULL)
      {
        g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                     _("Task “%s”: the data have no column “%s”."), task->name, task->targets[c]);
        return FALSE;
      }
  return TRUE;
}

/* A kept fit that doesn't suit the task any more is learned anew if there are data. */
static gboolean
fit_task (const TdSpec      *spec,
          const TdTable     *table,
          const TdParts     *parts,
          const TdTargetFit *kept,
          TdTargetFit       *fit,
          GError           **error)
{
  const TdTaskKind *kind = td_task_kind (spec);
  const TdTaskOptions *task = td_task_options (spec);
  guint n_columns;
  g_autofree const TdColumn **columns = find_columns (task, table, &n_columns);

  if (kept != NULL)
    {
      *fit = copy_target (kept);
      if (kind->fit (task, columns, n_columns, table, NULL, 0, fit, parts == NULL ? error : NULL))
        return TRUE;
      if (parts == NULL)
        return FALSE;
      td_target_fit_clear (fit);
      *fit = (TdTargetFit) { NULL };
    }
  fit->task = g_strdup (task->id);
  return check_columns (task, columns, n_columns, error)
         && kind->fit (task, columns, n_columns, table, parts->rows[TD_PART_TRAIN],
                       parts->n[TD_PART_TRAIN], fit, error);
}

static void
take_inputs (TdFit       *self,
             const TdFit *from)
{
  self->n_inputs = from->n_inputs;
  self->inputs = g_new0 (TdInputFit, MAX (from->n_inputs, 1));
  for (guint i = 0; i < from->n_inputs; i++)
    self->inputs[i] = copy_input (&from->inputs[i]);
  self->n_files = from->n_files;
  self->files = g_new0 (TdTableFile, MAX (from->n_files, 1));
  for (guint i = 0; i < from->n_files; i++)
    self->files[i] = copy_file (&from->files[i]);
}

static gboolean
learn_inputs (TdFit         *self,
              const TdSpec  *project,
              const TdTable *table,
              const TdParts *parts,
              GError       **error)
{
  g_autofree const char **targets = td_project_dup_targets (project);

  self->n_files = td_table_n_files (table);
  self->files = g_new0 (TdTableFile, MAX (self->n_files, 1));
  for (guint i = 0; i < self->n_files; i++)
    self->files[i] = copy_file (td_table_file (table, i));
  return td_inputs_fit (self, table, td_data_of (project), targets, parts->rows[TD_PART_TRAIN],
                        parts->n[TD_PART_TRAIN], error);
}

static gboolean
encode_task (const TdSpec      *spec,
             const TdTargetFit *fit,
             const TdTable     *table,
             TdTargets         *targets,
             gsize             *n_unseen,
             GError           **error)
{
  const TdTaskKind *kind = td_task_kind (spec);
  guint n_found;
  g_autofree const TdColumn **columns = find_columns (td_task_options (spec), table, &n_found);

  targets->n_columns = kind->n_columns (spec->options, fit);
  targets->values = g_new (float, MAX (td_table_n_rows (table) * targets->n_columns, 1));
  return kind->encode (spec->options, fit, columns, table, targets->values, n_unseen, error);
}

static TdTargets *
encode_tasks (const TdSpecList *tasks,
              const TdFit      *fit,
              const TdTable    *table,
              gsize            *n_unseen,
              GError          **error)
{
  g_autofree TdTargets *targets = g_new0 (TdTargets, MAX (tasks->n, 1));

  for (gsize k = 0; k < tasks->n; k++)
    {
      gsize unseen = 0;

      if (!encode_task (&tasks->items[k], &fit->targets[k], table, &targets[k], &unseen, error))
        {
          for (gsize i = 0; i <= k; i++)
            g_free (targets[i].values);
          return NULL;
        }
      if (n_unseen != NULL)
        n_unseen[k] = unseen;
    }
  return g_steal_pointer (&targets);
}

void
td_parts_clear (TdParts *self)
{
  for (guint p = 0; p < TD_N_PARTS; p++)
    g_clear_pointer (&self->rows[p], g_free);
}

const char **
td_project_dup_targets (const TdSpec *project)
{
  const TdSpecList *tasks = tasks_of (project);
  GPtrArray *names = g_ptr_array_new ();

  for (gsize k = 0; k < tasks->n; k++)
    for (char **name = td_task_options (&tasks->items[k])->targets; *name != NULL; name++)
      g_ptr_array_add (names, *name);
  g_ptr_array_add (names, NULL);
  return (const char **) g_ptr_array_free (names, FALSE);
}

TdFit *
td_fit_project (const TdSpec             *project,
                const TdTable            *table,
                const TdParts            *parts,
                const TdFit              *inputs,
                const TdTargetFit *const *targets,
                GError                  **error)
{
  const TdSpecList *tasks = tasks_of (project);
  g_autoptr(TdFit) self = td_fit_new ();

  if (inputs != NULL)
    take_inputs (self, inputs);
  self->n_targets = tasks->n;
  self->targets = g_new0 (TdTargetFit, MAX (tasks->n, 1));
  for (gsize k = 0; k < tasks->n; k++)
    if (!fit_task (&tasks->items[k], table, parts, targets != NULL ? targets[k] : NULL,
                   &self->targets[k], error))
      return NULL;
  if (inputs == NULL && !learn_inputs (self, project, table, parts, error))
    return NULL;
  return g_steal_pointer (&self);
}

TdDataset *
td_encode_project (const TdSpec  *project,
                   const TdFit   *fit,
                   const TdTable *table,
                   TdParts       *parts,
                   gsize         *n_unseen,
                   GError       **error)
{
  const TdSpecList *tasks = tasks_of (project);
  TdInputNotes notes = { 0 };
  TdTargets *targets = encode_tasks (tasks, fit, table, n_unseen, error);
  TdDataset *dataset;
  float *inputs;

  if (targets == NULL)
    return NULL;
  inputs = td_inputs_encode (fit, table, &notes, error);
  if (inputs == NULL)
    {
      for (gsize k = 0; k < tasks->n; k++)
        g_free (targets[k].values);
      g_free (targets);
      return NULL;
    }
  dataset = td_dataset_new (td_table_n_rows (table), td_fit_width (fit), inputs, tasks->n, targets,
                            parts->rows, parts->n);
  for (guint p = 0; p < TD_N_PARTS; p++)
    parts->rows[p] = NULL;
  dataset->notes = notes;
  return dataset;
}

static void
count_target (const TdTargets *targets,
              const guint32   *rows,
              gsize            n_rows,
              TdTargetFit     *fit)
{
  fit->counts = g_new0 (double, targets->n_columns * fit->n_classes);
  for (gsize i = 0; i < n_rows; i++)
    for (guint c = 0; c < targets->n_columns; c++)
      {
        float class = targets->values[rows[i] * (gsize) targets->n_columns + c];

        if (!isnan (class))
          fit->counts[c * fit->n_classes + (guint) class] += 1;
      }
}

void
td_fit_count_labels (TdFit           *self,
                     const TdSpec    *project,
                     const TdDataset *dataset)
{
  const TdSpecList *tasks = tasks_of (project);

  for (gsize k = 0; k < tasks->n; k++)
    {
      TdTargetFit *fit = &self->targets[k];
      guint n_classes = td_task_n_classes (&tasks->items[k], fit);

      if (n_classes == 0 || (fit->counts != NULL && fit->n_classes == n_classes))
        continue;
      g_clear_pointer (&fit->counts, g_free);
      fit->n_classes = n_classes;
      count_target (&dataset->targets[k], dataset->rows[TD_PART_TRAIN],
                    dataset->n_part[TD_PART_TRAIN], fit);
    }
}
