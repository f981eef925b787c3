/* undo-entry.c — entries and stacks of them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/undo-entry.h"

#include "core/project/relocate.h"

static void
free_entry (gpointer data)
{
  TdUndoEntry *entry = data;

  td_spec_clear (&entry->before);
  td_spec_clear (&entry->after);
  td_tensor_box_unref (entry->box);
  td_weight_place_free (entry->weight);
  if (entry->past != NULL)
    entry->free_past (entry->past);
  g_free (entry->label);
  g_free (entry->control);
  g_free (entry);
}

GPtrArray *
td_undo_stack_new (void)
{
  return g_ptr_array_new_with_free_func (free_entry);
}

TdUndoEntry *
td_undo_stack_last (GPtrArray *self)
{
  return self->len > 0 ? g_ptr_array_index (self, self->len - 1) : NULL;
}

static gsize
entry_size (const TdUndoEntry *entry)
{
  return entry->past_size + (entry->box != NULL ? td_tensor_box_size (entry->box) : 0);
}

/* Entries that share a box are neighbours. */
gsize
td_undo_stack_size (GPtrArray *self)
{
  const TdTensorBox *counted = NULL;
  gsize size = 0;

  for (guint i = 0; i < self->len; i++)
    {
      const TdUndoEntry *entry = g_ptr_array_index (self, i);

      size += entry->box == counted ? entry->past_size : entry_size (entry);
      counted = entry->box;
    }
  return size;
}

void
td_undo_stack_relocate (GPtrArray      *self,
                        const TdFolder *from,
                        const TdFolder *to)
{
  for (guint i = 0; i < self->len; i++)
    {
      TdUndoEntry *entry = g_ptr_array_index (self, i);

      if (entry->is_reset || entry->weight != NULL)
        continue;
      td_project_follow (&entry->before, from, to);
      td_project_follow (&entry->after, from, to);
    }
}

gboolean
td_undo_entry_takes_weight (const TdUndoEntry *self, const TdWeightPlace *weight, gint64 merge_time)
{
  return self != NULL && self->is_open && self->weight != NULL
         && td_weight_place_equal (self->weight, weight)
         && g_get_monotonic_time () - self->time < merge_time;
}

gboolean
td_undo_entry_takes (const TdUndoEntry *self,
                     guint              group,
                     const char        *control,
                     gint64             merge_time)
{
  if (self == NULL || !self->is_open || self->is_reset || self->weight != NULL)
    return FALSE;
  if (group != 0 || self->group != 0)
    return self->group == group;
  return control != NULL && g_strcmp0 (self->control, control) == 0
         && g_get_monotonic_time () - self->time < merge_time;
}
