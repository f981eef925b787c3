/* edits.c — the chain of a run's edits.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/edits.h"

#include <string.h>

TdPastRun *
td_past_run_new (TdEdit *edits, TdHistory *history, TdArraySet *weights)
{
  TdPastRun *self = g_new (TdPastRun, 1);

  td_refs_init (&self->refs);
  self->edits = edits;
  self->history = history;
  self->weights = weights;
  return self;
}

TdPastRun *
td_past_run_ref (TdPastRun *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_past_run_unref (TdPastRun *self)
{
  if (self == NULL || !td_refs_dec (&self->refs))
    return;
  td_edit_unref (self->edits);
  td_history_unref (self->history);
  td_array_set_free (self->weights);
  g_free (self);
}

static TdEdit *
new_edit (TdEditKind kind, guint64 step, guint64 epoch)
{
  TdEdit *self = g_new0 (TdEdit, 1);

  td_refs_init (&self->refs);
  self->kind = kind;
  self->step = step;
  self->epoch = epoch;
  return self;
}

TdEdit *
td_edit_start (const TdSpec *project, guint64 step, guint64 epoch, gboolean from_scratch,
               guint number, GPtrArray *earlier)
{
  TdEdit *self = new_edit (TD_EDIT_START, step, epoch);

  self->start = g_new0 (TdRunStart, 1);
  td_spec_copy (&self->start->project, project);
  self->start->from_scratch = from_scratch;
  self->start->number = number;
  self->start->earlier
    = earlier != NULL ? g_ptr_array_ref (earlier)
                      : g_ptr_array_new_with_free_func ((GDestroyNotify) td_past_run_unref);
  return self;
}

TdEdit *
td_edit_lose_start (const TdEdit *self, const TdSpec *project, guint64 step, guint64 epoch)
{
  const TdRunStart *start = td_edit_get_start (self);

  return td_edit_start (project, step, epoch, FALSE, start->number, start->earlier);
}

TdEdit *
td_edit_ref (TdEdit *self)
{
  td_refs_inc (&self->refs);
  return self;
}

static void
free_start (TdRunStart *start)
{
  if (start == NULL)
    return;
  td_spec_clear (&start->project);
  g_ptr_array_unref (start->earlier);
  g_free (start);
}

/* A loop, since a chain may be longer than a stack is deep. */
void
td_edit_unref (TdEdit *self)
{
  while (self != NULL && td_refs_dec (&self->refs))
    {
      TdEdit *before = self->before;

      free_start (self->start);
      g_clear_pointer (&self->changes, g_ptr_array_unref);
      td_weight_place_free (self->weight);
      g_free (self);
      self = before;
    }
}

const TdRunStart *
td_edit_get_start (const TdEdit *self)
{
  while (self->before != NULL)
    self = self->before;
  return self->start;
}

GPtrArray *
td_edit_list (const TdEdit *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (; self != NULL; self = self->before)
    g_ptr_array_add (list, (gpointer) self);
  for (guint i = 0; i < list->len / 2; i++)
    {
      gpointer other = list->pdata[i];

      list->pdata[i] = list->pdata[list->len - 1 - i];
      list->pdata[list->len - 1 - i] = other;
    }
  return list;
}

TdEdit *
td_edit_append (TdEdit *last, TdEditKind kind, const TdEditPlace *place, GPtrArray *changes)
{
  TdEdit *self = new_edit (kind, place->step, place->epoch);

  self->before = last;
  self->changes = changes;
  self->box = place->box;
  self->n_boxes = MAX (last->n_boxes, place->box);
  self->plain = place->plain;
  return self;
}

static void
add_copy (GPtrArray *changes, const TdSpecChange *change)
{
  g_ptr_array_add (changes, td_spec_change_new (change->path, change->value));
}

/* Whether @path or something around it is set by @changes. */
static gboolean
overwrites (GPtrArray *changes, const char *path)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const TdSpecChange *change = g_ptr_array_index (changes, i);
      gsize length = strlen (change->path);

      if (strncmp (change->path, path, length) == 0
          && (path[length] == '\0' || path[length] == '.'))
        return TRUE;
    }
  return FALSE;
}

/* Those of @first that @second doesn't overwrite, then @second, which is taken. */
static GPtrArray *
join (GPtrArray *first, GPtrArray *second)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) td_spec_change_free);

  for (guint i = 0; i < first->len; i++)
    if (!overwrites (second, ((TdSpecChange *) g_ptr_array_index (first, i))->path))
      add_copy (changes, g_ptr_array_index (first, i));
  for (guint i = 0; i < second->len; i++)
    add_copy (changes, g_ptr_array_index (second, i));
  g_ptr_array_unref (second);
  return changes;
}

static gboolean
can_join (const TdEdit *last, const TdEditPlace *place)
{
  return last->kind == TD_EDIT_CHANGE && last->plain && place->plain
         && last->step == place->step && last->epoch == place->epoch;
}

TdEdit *
td_edit_change (TdEdit *last, const TdEditPlace *place, const TdSpec *from, const TdSpec *to)
{
  GPtrArray *changes = td_spec_diff (from, to);

  if (changes->len == 0)
    {
      g_ptr_array_unref (changes);
      return last;
    }
  if (can_join (last, place))
    {
      TdEdit *before = td_edit_ref (last->before);

      changes = join (last->changes, changes);
      td_edit_unref (last);
      last = before;
    }
  return td_edit_append (last, TD_EDIT_CHANGE, place, changes);
}

TdEdit *
td_edit_weight (TdEdit *last, const TdEditPlace *place, const TdWeightPlace *weight, float value,
                float was)
{
  TdEdit *self;

  if (last->kind == TD_EDIT_WEIGHT && last->step == place->step && last->epoch == place->epoch
      && td_weight_place_equal (last->weight, weight))
    {
      TdEdit *before = td_edit_ref (last->before);

      was = last->was;
      td_edit_unref (last);
      last = before;
      if (value == was)
        return last;
    }
  self = td_edit_append (last, TD_EDIT_WEIGHT, place, NULL);
  self->weight = td_weight_place_copy (weight);
  self->value = value;
  self->was = was;
  return self;
}

const TdEdit *
td_edit_find_weight (const TdEdit *self)
{
  while (self != NULL && self->kind != TD_EDIT_WEIGHT)
    self = self->before;
  return self;
}

gboolean
td_edit_dup_project (const TdEdit *self, TdSpec *project, GError **error)
{
  g_autoptr (GPtrArray) list = td_edit_list (self);
  g_auto (TdSpec) spec = { NULL };

  *project = (TdSpec) { NULL };
  td_spec_copy (&spec, &((TdEdit *) g_ptr_array_index (list, 0))->start->project);
  for (guint i = 1; i < list->len; i++)
    {
      const TdEdit *edit = g_ptr_array_index (list, i);

      if (edit->changes != NULL && !td_spec_patch (&spec, edit->changes, error))
        return FALSE;
    }
  *project = spec;
  spec = (TdSpec) { NULL };
  return TRUE;
}
