/* engine-edit.c — how a run goes on: resumed, edited, started over, ended; and its list of edits.
 *
 * Before the first step a run has nothing to carry over: an edit starts it anew, with the first
 * weights that the edited project would have had all along.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/engine-edit.h"

#include <string.h>

#define IN_BOX "a weight" /* nothing else is in the box of such an edit */

static void
take_edits (TdEngine *self, TdEdit *edits)
{
  td_edit_unref (self->edits);
  self->edits = edits;
}

/* A start of the run that @run belongs to, with the project of today. */
static TdEdit *
start_again (const TdEngine *self, const TdEdit *run)
{
  const TdRunStart *start = td_edit_get_start (run);

  return td_edit_start (&self->plan->project, 0, 0, TRUE, start->number, start->earlier);
}

/* Not even a weight was set by hand. */
static gboolean
is_untouched (guint64 step, const TdEdit *edits)
{
  return step == 0 && edits != NULL && edits->before == NULL && edits->start->from_scratch;
}

/* By their fingerprints: wherever they lie now, and whatever the run's edits call them. */
static gboolean
has_first_data (const TdEngine *self, const TdEdit *edits, const TdSpec *before)
{
  const TdSpec *first = &td_edit_get_start (edits)->project;
  g_auto (TdSpec) same = { NULL };

  td_spec_copy (&same, first);
  td_edit_keep_names (&same, before);
  return self->plan->dataset != NULL && self->plan->changed == NULL && td_spec_equal (&same, first);
}

/* The edits of a state that may come from a file, up to this engine's plan. Weights were found in
 * the file by the places of layers and tasks, which for others there no edit of a run would do. */
static TdEdit *
resume_edits (const TdEngine *self, const TdState *start)
{
  const TdEditPlace place = { start->step, start->epoch, 0, FALSE };
  const TdSpec *project = &self->plan->project;
  g_auto (TdSpec) before = { NULL };
  g_auto (TdSpec) now = { NULL };

  if (start->edits == NULL)
    return td_edit_start (project, start->step, start->epoch, FALSE, 1, NULL);
  if (!td_edit_dup_project (start->edits, &before, NULL)
      || !td_spec_same_elements (&before, project))
    return td_edit_lose_start (start->edits, project, start->step, start->epoch);
  td_spec_copy (&now, project);
  if (has_first_data (self, start->edits, &before))
    td_edit_keep_names (&now, &before);
  return td_edit_change (td_edit_ref (start->edits), &place, &before, &now);
}

TdEngine *
td_engine_resume (TdPlan *plan, const TdState *start)
{
  TdEngine *self = td_engine_new (plan);

  if (is_untouched (start->step, start->edits))
    take_edits (self, start_again (self, start->edits));
  else
    {
      td_engine_carry (self, start, NULL);
      take_edits (self, resume_edits (self, start));
    }
  return self;
}

TdEngine *
td_engine_restore (TdPlan *plan, const TdState *then)
{
  TdEngine *self = td_engine_new (plan);

  td_engine_carry (self, then, NULL);
  take_edits (self, td_edit_ref (then->edits)); /* which may have older names for the same files */
  return self;
}

static gboolean
same_data (const TdPlan *a, const TdPlan *b)
{
  if (a->fit->n_files != b->fit->n_files || a->changed != NULL || b->changed != NULL)
    return FALSE;
  for (guint i = 0; i < a->fit->n_files; i++)
    if (g_strcmp0 (a->fit->files[i].sha256, b->fit->files[i].sha256) != 0)
      return FALSE;
  return TRUE;
}

/* Data that only lie elsewhere now are no edit. */
static TdEdit *
add_change (const TdEngine *before, const TdPlan *plan, const TdEditPlace *place)
{
  g_auto (TdSpec) project = { NULL };

  td_spec_copy (&project, &plan->project);
  if (same_data (before->plan, plan))
    td_edit_keep_names (&project, &before->plan->project);
  return td_edit_change (td_edit_ref (before->edits), place, &before->plan->project, &project);
}

/* A box gets its number when it is first of use. */
static guint
box_number (TdTensorBox *box, const TdEdit *edits)
{
  if (box == NULL)
    return 0;
  if (td_tensor_box_get_number (box) == 0)
    td_tensor_box_set_number (box, edits->n_boxes + 1);
  return td_tensor_box_get_number (box);
}

/* What was measured last goes on being shown until it is measured again. */
static void
keep_metrics (TdEngine *self, const TdEngine *before)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    for (guint old = 0; old < before->plan->n_tasks; old++)
      if (g_str_equal (td_task_options (td_plan_task (self->plan, k))->id,
                       td_task_options (td_plan_task (before->plan, old))->id))
        {
          self->training[k] = before->training[old];
          self->validation[k] = before->validation[old];
        }
}

TdEngine *
td_engine_edit (const TdEngine *before, TdPlan *plan, TdTensorBox *box)
{
  TdEngine *self = td_engine_new (plan);
  g_autoptr (TdState) state = NULL;
  TdEditPlace place = { before->step, before->epoch, 0, FALSE };

  if (is_untouched (before->step, before->edits))
    {
      take_edits (self, start_again (self, before->edits));
      return self;
    }
  keep_metrics (self, before);
  state = td_engine_state (before);
  place.plain = td_engine_carry (self, state, box);
  place.box = place.plain ? 0 : box_number (box, before->edits);
  take_edits (self, add_change (before, plan, &place));
  return self;
}

gboolean
td_engine_set_weight (TdEngine *self, const TdWeightPlace *place, const float *value,
                      TdTensorBox *box)
{
  const TdEditPlace now = { self->step, self->epoch, 0, FALSE };
  float was, kept;
  gsize offset;

  if (!td_weight_place_find (place, self->plan->graph->layout, &offset))
    return FALSE;
  was = self->parameters[offset];
  if (value != NULL)
    kept = *value;
  else if (box == NULL || !td_tensor_box_take (box, IN_BOX, &kept, NULL, sizeof kept))
    return FALSE;
  if (box != NULL)
    td_tensor_box_keep (box, IN_BOX, &was, sizeof was);
  self->parameters[offset] = kept;
  self->measured = FALSE;
  self->edits = td_edit_weight (self->edits, &now, place, kept, was);
  return TRUE;
}

/* The earlier runs and the one that ends here; the oldest goes when there are too many. */
static GPtrArray *
list_runs (const TdEngine *ended, TdHistory *history)
{
  GPtrArray *earlier = td_edit_get_start (ended->edits)->earlier;
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) td_past_run_unref);
  g_autoptr (TdState) state = td_engine_state (ended);

  for (guint i = earlier->len < TD_MAX_EARLIER_RUNS ? 0 : 1; i < earlier->len; i++)
    g_ptr_array_add (runs, td_past_run_ref (g_ptr_array_index (earlier, i)));
  g_ptr_array_add (runs, td_past_run_new (td_edit_ref (ended->edits), td_history_copy (history),
                                          td_state_weights (state)));
  return runs;
}

TdEngine *
td_engine_restart (const TdEngine *before, TdHistory *history)
{
  TdEngine *self = td_engine_new (before->plan);
  g_autoptr (GPtrArray) runs = NULL;

  if (before->step == 0)
    {
      take_edits (self, start_again (self, before->edits));
      return self;
    }
  runs = list_runs (before, history);
  take_edits (self, td_edit_start (&before->plan->project, 0, 0, TRUE,
                                   td_edit_get_start (before->edits)->number + 1, runs));
  return self;
}

static void
mark (TdEngine *self, TdEditKind kind)
{
  const TdEditPlace place = { self->step, self->epoch, 0, FALSE };

  self->edits = td_edit_append (self->edits, kind, &place, NULL);
}

static gboolean
is_marked (const TdEngine *self, TdEditKind kind)
{
  return self->edits->kind == kind && self->edits->step == self->step
         && self->edits->epoch == self->epoch;
}

void
td_engine_use_best (TdEngine *self)
{
  if (self->monitor.best_epoch == 0)
    return;
  memcpy (self->parameters, self->best, self->plan->graph->layout->n_weights * sizeof (float));
  if (!is_marked (self, TD_EDIT_BEST))
    mark (self, TD_EDIT_BEST);
}

void
td_engine_go_on (TdEngine *self)
{
  if (is_marked (self, TD_EDIT_BEST))
    mark (self, TD_EDIT_GO_ON);
}
