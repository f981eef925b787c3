/* data.c — loads, splits, learns and encodes once, and again only when an edit touches it.
 *
 * Two caches: the table, by source and test file, and the encoded data, by the data section and
 * what tasks say about their targets.
 *
 * A kept fit is used as it is for inputs and for tasks it knows. An edit of what such a part was
 * learned from (the pattern of inputs, a task's targets) makes that part learned anew, and taking
 * the edit back brings the kept part back: @kept_uses remembers what each part was kept for.
 *
 * Files that are gone, or that changed so much that they can't be read as the fit says, don't make
 * a trained project useless: it is prepared without data, and says why.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/data.h"

#include "core/data/inputs-choose.h"
#include "core/data/source.h"
#include "core/project/encode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INPUTS "" /* their key among the uses; tasks have their ids */

struct _TdData
{
  TdFolder   *folder;
  gboolean    left_out; /* no data wanted */
  TdFit      *kept;      /* NULL: all is learned from the data */
  GHashTable *kept_uses; /* part to the settings it is kept for */

  char    *table_key;
  TdTable *table;
  gsize    first_test_row;

  char       *key;      /* of what follows */
  GHashTable *uses;     /* part to the settings it was learned for */
  TdFit      *fit;
  TdDataset  *dataset;
  gsize      *n_unseen; /* (n_tasks) */
};

static GHashTable *
new_uses (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static char *
spec_to_text (const TdSpec   *spec,
              const TdFamily *family)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_spec_write_json (spec, family, writer);
  return td_json_writer_finish (writer, NULL);
}

static char *
dup_table_key (const TdDataSettings *settings)
{
  const TdSplitSettings *split = settings->split.options;
  g_autofree char *source = spec_to_text (&settings->source, &td_sources);

  return g_strconcat (source, "\n", split->test_path, NULL);
}

static char *
dup_inputs_use (const TdDataSettings *settings)
{
  g_autofree char *inputs = g_strjoinv ("\n", settings->inputs);

  return g_strdup_printf ("%d\n%s", settings->scaling, inputs);
}

/* What a task says about its targets: all but what it looks like and how it is trained. */
static char *
dup_task_use (const TdSpec *task)
{
  g_auto(TdSpec) copy = { NULL, NULL };
  TdTaskOptions *options;

  td_spec_copy (&copy, task);
  options = copy.options;
  options->weight = 0;
  options->enabled = FALSE;
  *options->name = '\0';
  *options->color = '\0';
  td_spec_clear (&options->loss);
  td_spec_list_clear (&options->head);
  return spec_to_text (&copy, &td_tasks);
}

static GHashTable *
collect_uses (const TdSpec *project)
{
  const TdSpecList *tasks = &td_project_of (project)->tasks;
  GHashTable *uses = new_uses ();

  g_hash_table_insert (uses, g_strdup (INPUTS), dup_inputs_use (td_data_of (project)));
  for (gsize k = 0; k < tasks->n; k++)
    g_hash_table_insert (uses, g_strdup (td_task_options (&tasks->items[k])->id),
                         dup_task_use (&tasks->items[k]));
  return uses;
}

/* All of the data section but where it is saved. */
static char *
dup_data_use (const TdSpec *data)
{
  g_auto(TdSpec) copy = { NULL, NULL };

  td_spec_copy (&copy, data);
  ((TdDataSettings *) copy.options)->embed = FALSE;
  return spec_to_text (&copy, &td_data_settings);
}

static char *
dup_key (const TdSpec *project,
         GHashTable   *uses)
{
  const TdSpecList *tasks = &td_project_of (project)->tasks;
  g_autofree char *data = dup_data_use (&td_project_of (project)->data);
  g_autoptr(GString) key = g_string_new (data);

  for (gsize k = 0; k < tasks->n; k++)
    {
      const char *id = td_task_options (&tasks->items[k])->id;

      g_string_append_printf (key, "\n%s", (char *) g_hash_table_lookup (uses, id));
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Whether @part is still used as when it was kept; the first use of a loaded fit says how. */
static gboolean
is_kept_for (TdData     *self,
             const char *part,
             const char *use)
{
  const char *kept = g_hash_table_lookup (self->kept_uses, part);

  if (kept == NULL)
    g_hash_table_insert (self->kept_uses, g_strdup (part), g_strdup (use));
  return kept == NULL || strcmp (kept, use) == 0;
}

static GHashTable *
collect_kept_names (TdData *self)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->kept->n_inputs; i++)
    g_hash_table_add (names, self->kept->inputs[i].column);
  return names;
}

static GHashTable *
collect_chosen_names (TdData       *self,
                      const TdSpec *project)
{
  g_autofree const char **targets = td_project_dup_targets (project);
  g_autoptr(GPtrArray) chosen = td_inputs_choose (self->table, td_data_of (project), targets, NULL);
  GHashTable *names;

  if (chosen == NULL)
    return NULL;
  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < chosen->len; i++)
    g_hash_table_add (names, ((const TdColumn *) g_ptr_array_index (chosen, i))->name);
  return names;
}

/* Whether the kept inputs are among those that the project names now, and all that it names one
 * by one are there. That the file has got more columns since is no reason to learn anew. */
static gboolean
are_inputs_chosen (TdData       *self,
                   const TdSpec *project)
{
  g_autoptr(GHashTable) chosen = collect_chosen_names (self, project);
  g_autoptr(GHashTable) kept = collect_kept_names (self);
  char **names = td_data_of (project)->inputs;

  if (chosen == NULL)
    return FALSE;
  for (guint i = 0; i < self->kept->n_inputs; i++)
    if (!g_hash_table_contains (chosen, self->kept->inputs[i].column)
        && td_table_find (self->table, self->kept->inputs[i].column) != NULL)
      return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    if (strchr (names[i], '*') == NULL && !g_hash_table_contains (kept, names[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_kept_inputs (TdData       *self,
                 const TdSpec *project,
                 GHashTable   *uses)
{
  return self->kept != NULL && self->kept->n_inputs > 0
         && is_kept_for (self, INPUTS, g_hash_table_lookup (uses, INPUTS))
         && (self->table == NULL || are_inputs_chosen (self, project));
}

/* (n_tasks), NULL for tasks that have to be learned. */
static const TdTargetFit **
find_kept_targets (TdData       *self,
                   const TdSpec *project,
                   GHashTable   *uses)
{
  const TdSpecList *tasks = &td_project_of (project)->tasks;
  const TdTargetFit **targets = g_new0 (const TdTargetFit *, MAX (tasks->n, 1));

  for (gsize k = 0; self->kept != NULL && k < tasks->n; k++)
    {
      const char *id = td_task_options (&tasks->items[k])->id;
      const TdTargetFit *kept = td_fit_find_target (self->kept, id);

      if (kept != NULL && is_kept_for (self, id, g_hash_table_lookup (uses, id)))
        targets[k] = kept;
    }
  return targets;
}

static gboolean
load_table (TdData       *self,
            const TdSpec *project,
            GError      **error)
{
  const TdDataSettings *settings = td_data_of (project);
  const TdSplitSettings *split = settings->split.options;
  g_autofree char *key = dup_table_key (settings);
  g_autoptr(TdTable) table = NULL;
  g_autoptr(TdTable) test = NULL;

  if (self->table != NULL && strcmp (key, self->table_key) == 0)
    return TRUE;
  g_clear_pointer (&self->table, td_table_unref);
  table = td_source_load (&settings->source, self->folder, error);
  if (table == NULL)
    return FALSE;
  self->first_test_row = td_table_first_test_row (table);
  if (*split->test_path != '\0')
    {
      test = td_source_load_file (split->test_path, self->folder, error);
      if (test == NULL)
        return FALSE;
      self->table = td_table_join (table, test);
    }
  else
    self->table = g_steal_pointer (&table);
  g_free (self->table_key);
  self->table_key = g_steal_pointer (&key);
  return TRUE;
}

static gboolean
has_labels (const TdDataset *dataset,
            guint            task)
{
  const TdTargets *targets = &dataset->targets[task];

  for (guint c = 0; c < targets->n_columns; c++)
    if (targets->n_labels[TD_PART_TRAIN * targets->n_columns + c] > 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_labels (const TdSpec    *project,
              const TdDataset *dataset,
              GError         **error)
{
  const TdSpecList *tasks = &td_project_of (project)->tasks;

  for (gsize k = 0; k < tasks->n; k++)
    if (!has_labels (dataset, k))
      {
        g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                     _("Task “%s” has no label in the training part: there is nothing to learn."),
                     td_task_options (&tasks->items[k])->name);
        return FALSE;
      }
  return TRUE;
}

/* Fills the second cache. */
static gboolean
encode (TdData       *self,
        const TdSpec *project,
        GHashTable   *uses,
        GError      **error)
{
  const TdSplitSettings *split = td_data_of (project)->split.options;
  g_autofree const TdTargetFit **targets = find_kept_targets (self, project, uses);
  const TdFit *inputs = has_kept_inputs (self, project, uses) ? self->kept : NULL;
  g_auto(TdParts) parts = { { NULL } };
  g_autofree gsize *n_unseen = g_new0 (gsize, MAX (td_project_of (project)->tasks.n, 1));
  g_autoptr(TdFit) fit = NULL;
  g_autoptr(TdDataset) dataset = NULL;

  if (!td_split_rows (split, self->table, self->first_test_row, parts.rows, parts.n, error))
    return FALSE;
  fit = td_fit_project (project, self->table, &parts, inputs, targets, error);
  if (fit == NULL)
    return FALSE;
  dataset = td_encode_project (project, fit, self->table, &parts, n_unseen, error);
  if (dataset == NULL || !check_labels (project, dataset, error))
    return FALSE;
  td_fit_count_labels (fit, project, dataset);

  g_clear_pointer (&self->fit, td_fit_unref);
  g_clear_pointer (&self->dataset, td_dataset_unref);
  g_free (self->n_unseen);
  self->fit = g_steal_pointer (&fit);
  self->dataset = g_steal_pointer (&dataset);
  self->n_unseen = g_steal_pointer (&n_unseen);
  return TRUE;
}

/* A trained project without its data: possible when the fit knows everything. */
static gboolean
prepare_without_data (TdData       *self,
                      const TdSpec *project,
                      GHashTable   *uses,
                      const char   *why,
                      TdPrepared   *prepared)
{
  g_autofree const TdTargetFit **targets = find_kept_targets (self, project, uses);

  if (!has_kept_inputs (self, project, uses))
    return FALSE;
  for (gsize k = 0; k < td_project_of (project)->tasks.n; k++)
    if (targets[k] == NULL)
      return FALSE;
  prepared->fit = td_fit_project (project, NULL, NULL, self->kept, targets, NULL);
  prepared->missing = g_strdup (why);
  return prepared->fit != NULL;
}

static char *
describe_change (TdData *self)
{
  return self->kept != NULL && self->table != NULL
           ? td_fit_describe_change (self->kept, self->table) : NULL;
}

/* After @why, as the data can't be loaded or encoded. Data that are as they were don't excuse a
 * project that is wrong about them. */
static gboolean
prepare_after_failure (TdData       *self,
                       const TdSpec *project,
                       GHashTable   *uses,
                       GError       *why, /* taken */
                       TdPrepared   *prepared,
                       GError      **error)
{
  g_autofree char *changed = describe_change (self);
  gboolean may_go_on = self->table == NULL || changed != NULL;

  if (changed != NULL)
    g_clear_pointer (&self->table, td_table_unref); /* so that it can't refuse the kept inputs */
  if (!may_go_on || !prepare_without_data (self, project, uses, why->message, prepared))
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  prepared->changed = g_steal_pointer (&changed);
  g_error_free (why);
  return TRUE;
}

TdData *
td_data_new (const char *folder,
             TdFit      *fit)
{
  g_autoptr(TdFolder) place = td_folder_new (folder);

  return td_data_new_in (place, fit);
}

TdData *
td_data_new_in (TdFolder *folder,
                TdFit    *fit)
{
  TdData *self = g_new0 (TdData, 1);

  self->folder = td_folder_ref (folder);
  self->kept = fit != NULL ? td_fit_ref (fit) : NULL;
  self->kept_uses = new_uses ();
  self->uses = new_uses ();
  return self;
}

void
td_data_free (TdData *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->kept, td_fit_unref);
  g_clear_pointer (&self->table, td_table_unref);
  g_clear_pointer (&self->fit, td_fit_unref);
  g_clear_pointer (&self->dataset, td_dataset_unref);
  g_hash_table_unref (self->kept_uses);
  g_hash_table_unref (self->uses);
  g_free (self->n_unseen);
  g_free (self->table_key);
  g_free (self->key);
  td_folder_unref (self->folder);
  g_free (self);
}

void
td_data_keep_fit (TdData *self)
{
  GHashTableIter iterator;
  gpointer part, use;

  if (self->fit == NULL || self->fit == self->kept)
    return;
  g_clear_pointer (&self->kept, td_fit_unref);
  self->kept = td_fit_ref (self->fit);
  g_hash_table_iter_init (&iterator, self->uses);
  while (g_hash_table_iter_next (&iterator, &part, &use))
    g_hash_table_replace (self->kept_uses, g_strdup (part), g_strdup (use));
}

TdTable *
td_data_dup_table (TdData       *self,
                   const TdSpec *project,
                   GError      **error)
{
  const TdDataSettings *settings = td_data_of (project);
  g_autofree char *key = dup_table_key (settings);

  if (self->table != NULL && strcmp (key, self->table_key) == 0)
    return td_table_ref (self->table);
  return td_source_load (&settings->source, self->folder, error);
}

void
td_data_know_uses (TdData       *self,
                   const TdSpec *project)
{
  g_hash_table_unref (self->kept_uses);
  self->kept_uses = collect_uses (project);
}

void
td_data_leave_out (TdData *self)
{
  self->left_out = TRUE;
}

/* Gives *key, that of @before, the new name; any other says nothing any more. */
static gboolean
rename_key (char **key,
            char  *before, /* both taken */
            char  *after)
{
  gboolean same = g_strcmp0 (*key, before) == 0;

  g_free (*key);
  *key = same ? g_steal_pointer (&after) : NULL;
  g_free (before);
  g_free (after);
  return same;
}

void
td_data_move (TdData       *self,
              TdFolder     *folder,
              const TdSpec *before,
              const TdSpec *after)
{
  g_autoptr(GHashTable) uses_before = collect_uses (before);
  g_autoptr(GHashTable) uses_after = collect_uses (after);
  TdFolder *old = self->folder;

  self->folder = td_folder_ref (folder);
  td_folder_unref (old);
  if (!rename_key (&self->table_key, dup_table_key (td_data_of (before)),
                   dup_table_key (td_data_of (after))))
    g_clear_pointer (&self->table, td_table_unref);
  rename_key (&self->key, dup_key (before, uses_before), dup_key (after, uses_after));
}

void
td_prepared_clear (TdPrepared *self)
{
  g_clear_pointer (&self->fit, td_fit_unref);
  g_clear_pointer (&self->dataset, td_dataset_unref);
  g_clear_pointer (&self->n_unseen, g_free);
  g_clear_pointer (&self->missing, g_free);
  g_clear_pointer (&self->changed, g_free);
}

gboolean
td_data_prepare (TdData       *self,
                 const TdSpec *project,
                 TdPrepared   *prepared,
                 GError      **error)
{
  g_autoptr(GHashTable) uses = collect_uses (project);
  g_autofree char *key = dup_key (project, uses);
  GError *why = NULL;

  *prepared = (TdPrepared) { NULL };
  if (self->left_out
      && prepare_without_data (self, project, uses, _("The data were left out."), prepared))
    return TRUE;
  if (self->dataset == NULL || g_strcmp0 (key, self->key) != 0)
    {
      if (!load_table (self, project, &why) || !encode (self, project, uses, &why))
        return prepare_after_failure (self, project, uses, why, prepared, error);
      g_free (self->key);
      self->key = g_steal_pointer (&key);
      g_hash_table_unref (self->uses);
      self->uses = g_steal_pointer (&uses);
    }
  prepared->fit = td_fit_ref (self->fit);
  prepared->dataset = td_dataset_ref (self->dataset);
  prepared->n_unseen = g_memdup2 (self->n_unseen,
                                  MAX (self->fit->n_targets, 1) * sizeof *self->n_unseen);
  prepared->changed = self->table != NULL ? td_fit_describe_change (self->fit, self->table) : NULL;
  return TRUE;
}
