/* toy-session.c — see toy-session.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy-session.h"

#include "core/project/document.h"

void
toy_session_init (ToySession *self, const char *folder, const char *const *settings)
{
  g_auto (TdSpec) spec = { NULL };
  g_autoptr (TdPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  toy_project (&spec, settings);
  self->project = td_project_new (&spec, NULL);
  self->undo = td_undo_new (self->project);
  td_undo_set_merge_seconds (self->undo, 0);
  self->data = td_data_new (folder, NULL);
  plan = td_plan_new (&spec, self->data, &error);
  g_assert_no_error (error);
  self->trainer = td_trainer_new (plan, NULL, NULL);
}

void
toy_session_clear (ToySession *self)
{
  td_trainer_free (self->trainer);
  td_data_free (self->data);
  g_assert_finalize_object (self->undo);
  g_assert_finalize_object (self->project);
}

TdState *
toy_session_state (ToySession *self)
{
  return td_trainer_snapshot (self->trainer);
}

void
toy_session_train (ToySession *self, guint64 steps)
{
  g_autoptr (TdState) state = toy_session_state (self);

  if (state->step + steps == 0)
    return; /* which would be no limit */
  td_data_keep_fit (self->data);
  td_trainer_run (self->trainer, &(TdRunLimits) { .steps = state->step + steps });
  g_assert_true (td_trainer_wait (self->trainer, -1));
}

/* Makes the document of now the run's, if it can be. */
static void
plan_and_apply (ToySession *self, TdTensorBox *box)
{
  g_auto (TdSpec) spec = { NULL };
  g_autoptr (TdPlan) plan = NULL;

  td_project_dup_spec (self->project, &spec);
  plan = td_plan_new (&spec, self->data, NULL);
  if (plan == NULL)
    return;
  td_trainer_apply (self->trainer, plan, box);
  td_undo_applied (self->undo);
}

void
toy_session_apply (ToySession *self, const TdSpec *spec)
{
  g_autoptr (TdTensorBox) box = NULL;

  td_config_apply_spec (td_project_get_config (self->project), spec);
  box = td_undo_record (self->undo);
  plan_and_apply (self, box);
}

void
toy_session_set (ToySession *self, const char *path, const char *value)
{
  g_auto (TdSpec) spec = { NULL };
  g_autoptr (GError) error = NULL;

  td_project_dup_spec (self->project, &spec);
  td_spec_set_path (&spec, path, value, &error);
  g_assert_no_error (error);
  td_document_complete (&spec);
  toy_session_apply (self, &spec);
}

void
toy_session_set_weight (ToySession *self, const char *layer, guint64 index, float value)
{
  g_autoptr (TdWeightPlace) place = td_weight_place_new (layer, "weight", index);
  g_autoptr (TdTensorBox) box = td_undo_record_weight (self->undo, place, "Set weight");

  td_trainer_set_weight (self->trainer, place, value, box);
}

void
toy_session_reset (ToySession *self)
{
  TdPast *past = td_past_new (self->trainer);

  td_undo_record_reset (self->undo, past, td_past_size (past), (GDestroyNotify) td_past_free);
  td_trainer_reset (self->trainer);
}

static gboolean
follow (ToySession *self, TdUndoResult result, TdTensorBox *box)
{
  g_autoptr (TdTensorBox) owned = box;
  g_autoptr (TdPast) past = NULL;
  TdPast *now;

  if (result == TD_UNDO_EDIT)
    plan_and_apply (self, box);
  if (result == TD_UNDO_WEIGHT)
    td_trainer_swap_weight (self->trainer, td_undo_get_weight (self->undo), box);
  if (result != TD_UNDO_RUN)
    return result != TD_UNDO_NOTHING;
  now = td_past_new (self->trainer);
  past = td_undo_exchange (self->undo, now, td_past_size (now));
  td_past_restore (past, self->trainer);
  return TRUE;
}

gboolean
toy_session_undo (ToySession *self)
{
  TdTensorBox *box;
  TdUndoResult result = td_undo_undo (self->undo, &box);

  return follow (self, result, box);
}

gboolean
toy_session_redo (ToySession *self)
{
  TdTensorBox *box;
  TdUndoResult result = td_undo_redo (self->undo, &box);

  return follow (self, result, box);
}

void
toy_assert_same_tensors (const TdState *a, const TdState *b)
{
  gsize bytes = a->layout->n_weights * sizeof (float);
  gsize slot_bytes = a->layout->n_parameters * sizeof (float);

  g_assert_cmpuint (a->layout->n_weights, ==, b->layout->n_weights);
  g_assert_cmpmem (a->parameters, bytes, b->parameters, bytes);
  g_assert_cmpstr (a->optimizer, ==, b->optimizer);
  for (guint s = 0; s < a->n_slots; s++)
    g_assert_cmpmem (a->slots[s], slot_bytes, b->slots[s], slot_bytes);
  g_assert_cmpuint (a->best_epoch, ==, b->best_epoch);
  if (a->best != NULL)
    g_assert_cmpmem (a->best, bytes, b->best, bytes);
}
