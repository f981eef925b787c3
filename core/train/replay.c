/* replay.c — from a list of edits to plans with their places.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/replay.h"

#include "core/project/document.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

static TdTensorBox *
find_box (GHashTable *boxes, guint number)
{
  TdTensorBox *box = g_hash_table_lookup (boxes, GUINT_TO_POINTER (number));

  if (number == 0)
    return NULL;
  if (box == NULL)
    {
      box = td_tensor_box_new ();
      g_hash_table_insert (boxes, GUINT_TO_POINTER (number), box);
    }
  return td_tensor_box_ref (box);
}

static gboolean
make_weight (TdReplayStep *step, const TdEdit *edit, const TdPlan *plan, GError **error)
{
  gsize offset;

  step->weight = edit->weight;
  step->value = edit->value;
  if (td_weight_place_find (edit->weight, plan->graph->layout, &offset))
    return TRUE;
  g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
               _("the edit after step %" PRIu64 " sets a weight of “%s” that the network doesn't"
                 " have; the run can't be repeated."),
               edit->step, edit->weight->layer);
  return FALSE;
}

/* @project becomes that after @edit; @plan is that before it. */
static gboolean
make_step (TdReplayStep *step, const TdEdit *edit, TdSpec *project, const TdPlan *plan,
           TdData *data, GHashTable *boxes, GError **error)
{
  *step = (TdReplayStep) { .kind = edit->kind, .step = edit->step, .epoch = edit->epoch };
  if (edit->kind == TD_EDIT_WEIGHT)
    return make_weight (step, edit, plan, error);
  if (edit->kind != TD_EDIT_CHANGE)
    return TRUE;
  if (!td_spec_patch (project, edit->changes, error))
    return FALSE;
  step->plan = td_plan_new (project, data, error);
  step->box = find_box (boxes, edit->box);
  return step->plan != NULL;
}

gboolean
td_replay_new (const TdEdit *edits, TdData *data, TdPlan **start, TdReplay **replay,
               GError **error)
{
  g_autoptr (GPtrArray) list = td_edit_list (edits);
  g_autoptr (GHashTable) boxes
    = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) td_tensor_box_unref);
  g_autoptr (TdReplay) self = g_new0 (TdReplay, 1);
  g_autoptr (TdPlan) first = NULL;
  g_auto (TdSpec) project = { NULL };
  const TdPlan *plan;

  self->edits = td_edit_ref ((TdEdit *) edits);
  td_spec_copy (&project, &((TdEdit *) g_ptr_array_index (list, 0))->start->project);
  first = td_plan_new (&project, data, error);
  if (first == NULL)
    return FALSE;
  td_data_keep_fit (data);
  self->steps = g_new0 (TdReplayStep, list->len);
  plan = first;
  for (guint i = 1; i < list->len; i++)
    {
      TdReplayStep *step = &self->steps[self->n++];

      if (!make_step (step, g_ptr_array_index (list, i), &project, plan, data, boxes, error))
        return FALSE;
      plan = step->plan != NULL ? step->plan : plan;
    }
  *start = g_steal_pointer (&first);
  *replay = g_steal_pointer (&self);
  return TRUE;
}

void
td_replay_free (TdReplay *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n; i++)
    {
      td_plan_unref (self->steps[i].plan);
      td_tensor_box_unref (self->steps[i].box);
    }
  td_edit_unref (self->edits);
  g_free (self->steps);
  g_free (self);
}

gboolean
td_replay_is_due (const TdReplay *self, guint64 step, guint64 epoch)
{
  const TdReplayStep *next = &self->steps[self->next];

  return !td_replay_is_over (self)
         && (step > next->step || (step == next->step && epoch >= next->epoch));
}

gboolean
td_replay_is_over (const TdReplay *self)
{
  return self->next >= self->n;
}
