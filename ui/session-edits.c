/* session-edits.c — how edits of an open document get to its run, and back.
 *
 * One edit by a person may be several changes of the project; they are gathered until the main
 * loop is idle, so that each edit makes one entry and one plan.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/past.h"
#include "ui/session-drafts.h"
#include "ui/session-parts.h"

#include <glib/gi18n.h>
#include <math.h>

#define NO_STEP G_MAXUINT64 /* of a file whose weights aren't those of the run */

static void
use_plan (TdSession *self, TdPlan *plan)
{
  td_plan_ref (plan);
  td_plan_unref (self->plan);
  self->plan = plan;
  td_session_wake (self);
  g_signal_emit_by_name (self, "planned");
}

/* A run that has lost its data by an edit can't go on, though what it has learned is still of
 * use. */
static const char *
find_loss (TdSession *self, const TdPlan *plan)
{
  gboolean had_data = self->plan->dataset != NULL || self->problem != NULL;

  return plan->dataset == NULL && had_data ? plan->missing : NULL;
}

/* The run gets the document of now, if that makes a plan. */
static void
plan_and_apply (TdSession *self, TdTensorBox *box)
{
  g_auto(TdSpec) spec = { 0 };
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(GError) error = NULL;

  td_project_dup_spec (self->project, &spec);
  plan = td_plan_new (&spec, self->data, &error);
  td_session_set_problem (self, plan == NULL ? error->message : find_loss (self, plan));
  if (plan == NULL)
    return;
  td_trainer_apply (self->trainer, plan, box);
  td_undo_applied (self->undo);
  use_plan (self, plan);
}

static void
replan (TdSession *self)
{
  g_autoptr(TdTensorBox) box = td_undo_record (self->undo);

  plan_and_apply (self, box);
}

static gboolean
replan_cb (gpointer user_data)
{
  TdSession *self = user_data;

  self->replan_source = 0;
  replan (self);
  return G_SOURCE_REMOVE;
}

void
td_session_flush_edits (TdSession *self)
{
  if (self->replan_source == 0)
    return;
  g_clear_handle_id (&self->replan_source, g_source_remove);
  replan (self);
}

static void
tell_drafts (TdSession *self)
{
  if (self->drafts != NULL)
    td_session_drafts_edited (self->drafts);
}

static void
edited_cb (TdSession *self)
{
  self->n_edits++;
  tell_drafts (self);
  td_session_update_modified (self);
  if (self->replan_source == 0)
    self->replan_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, replan_cb, self, NULL);
}

/* Both have the same properties. */
static void
undo_notify_cb (TdSession *self, GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), pspec->name);
}

void
td_session_follow_edits (TdSession *self)
{
  self->undo = td_undo_new (self->project);
  td_session_follow_names (self);
  g_signal_connect_swapped (self->undo, "notify", G_CALLBACK (undo_notify_cb), self);
  g_signal_connect_swapped (self->project, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->project, "notify::modified",
                            G_CALLBACK (td_session_update_modified), self);
}

void
td_session_end_edits (TdSession *self)
{
  g_clear_handle_id (&self->replan_source, g_source_remove);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  if (self->undo != NULL)
    g_signal_handlers_disconnect_by_data (self->undo, self);
  g_clear_object (&self->undo);
}

/* A file that another program changed meanwhile is no place to go back to. */
static gboolean
load_file (const TdDraftInfo *info, TdCheckpoint *file)
{
  return info->origin != NULL && td_file_mark_check (&info->mark, info->origin, NULL)
         && td_checkpoint_load (info->origin, file, NULL);
}

void
td_session_follow_file (TdSession *self, const TdCheckpoint *draft, const TdDraftInfo *info)
{
  g_auto(TdCheckpoint) file = { 0 };

  td_project_set_modified (self->project, TRUE);
  if (!load_file (info, &file))
    return;
  if (file.weights != NULL || draft->weights != NULL)
    td_session_note_run (self, NO_STEP, NULL);
  td_undo_record_since (self->undo, &file.project, _("Restored changes"));
  td_spec_copy (&self->saved, &file.project);
}

/* Undo and redo */

/* The run of now and the one before a reset change places. */
static void
exchange_runs (TdSession *self)
{
  TdPast *now = td_past_new (self->trainer);
  g_autoptr(TdPast) past = td_undo_exchange (self->undo, now, td_past_size (now));

  td_past_restore (past, self->trainer);
  tell_drafts (self);
  use_plan (self, past->plan);
}

static void
follow_weight (TdSession *self)
{
  self->n_edits++;
  tell_drafts (self);
  td_session_wake (self);
}

/* Whoever undoes all edits since the file was saved has it before them again. */
static void
compare_with_file (TdSession *self)
{
  g_auto(TdSpec) spec = { 0 };

  td_project_dup_spec (self->project, &spec);
  if (self->saved.kind != NULL && td_spec_equal (&spec, &self->saved))
    td_project_set_modified (self->project, FALSE);
}

static void
follow_undo (TdSession *self, TdUndoResult result, TdTensorBox *box)
{
  if (result == TD_UNDO_NOTHING)
    return;
  g_clear_handle_id (&self->replan_source, g_source_remove); /* for the changes just made */
  if (result == TD_UNDO_RUN)
    exchange_runs (self);
  else if (result == TD_UNDO_WEIGHT)
    {
      td_trainer_swap_weight (self->trainer, td_undo_get_weight (self->undo), box);
      follow_weight (self);
    }
  else
    plan_and_apply (self, box);
  compare_with_file (self);
}

void
td_session_undo (TdSession *self)
{
  g_autoptr(TdTensorBox) box = NULL;
  TdUndoResult result;

  g_return_if_fail (TD_IS_SESSION (self));

  td_session_flush_edits (self);
  result = td_undo_undo (self->undo, &box);
  follow_undo (self, result, box);
}

void
td_session_redo (TdSession *self)
{
  g_autoptr(TdTensorBox) box = NULL;
  TdUndoResult result;

  g_return_if_fail (TD_IS_SESSION (self));

  td_session_flush_edits (self);
  result = td_undo_redo (self->undo, &box);
  follow_undo (self, result, box);
}

void
td_session_reset (TdSession *self)
{
  TdPast *past;

  g_return_if_fail (TD_IS_SESSION (self));

  td_session_flush_edits (self);
  past = td_past_new (self->trainer);
  td_undo_record_reset (self->undo, past, td_past_size (past), (GDestroyNotify) td_past_free);
  td_trainer_reset (self->trainer);
  tell_drafts (self);
  td_session_wake (self);
}

/* The document that the run goes on with after it went back. */
static gboolean
halve_rate (TdSession *self)
{
  TdConfig *training = td_config_get_child (td_project_get_config (self->project), "training");
  TdConfig *optimizer = td_config_get_child (training, "optimizer");
  double rate = td_config_get_number (optimizer, "learning-rate");

  return td_config_set_number (optimizer, "learning-rate", rate / 2, NULL);
}

void
td_session_go_back (TdSession *self)
{
  g_auto(TdSpec) spec = { 0 };
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdTensorBox) box = NULL;
  TdPast *past;

  g_return_if_fail (TD_IS_SESSION (self));

  td_session_flush_edits (self);
  if (self->problem != NULL || !halve_rate (self))
    return;
  g_clear_handle_id (&self->replan_source, g_source_remove); /* for the change just made */
  td_undo_set_label (self->undo, _("Halve the learning rate and go back"));
  box = td_undo_record (self->undo);
  past = td_past_new (self->trainer);
  td_undo_keep_past (self->undo, past, td_past_size (past), (GDestroyNotify) td_past_free);
  td_project_dup_spec (self->project, &spec);
  plan = td_plan_new (&spec, self->data, NULL);
  g_return_if_fail (plan != NULL); /* it made one with the double rate */
  td_trainer_go_back (self->trainer, plan);
  td_undo_applied (self->undo);
  tell_drafts (self);
  use_plan (self, plan);
}

void
td_session_set_weight (TdSession *self, const TdWeightPlace *place, float value, const char *label)
{
  g_autoptr(TdTensorBox) box = NULL;

  g_return_if_fail (TD_IS_SESSION (self));
  g_return_if_fail (isfinite (value));

  td_session_flush_edits (self);
  if (self->problem != NULL)
    return;
  box = td_undo_record_weight (self->undo, place, label);
  td_trainer_set_weight (self->trainer, place, value, box);
  follow_weight (self);
}

void
td_session_begin_edit (TdSession *self, const char *label)
{
  g_return_if_fail (TD_IS_SESSION (self));

  td_session_flush_edits (self);
  td_undo_begin_group (self->undo);
  if (label != NULL)
    td_undo_set_label (self->undo, label);
}

void
td_session_end_edit (TdSession *self)
{
  g_return_if_fail (TD_IS_SESSION (self));

  td_session_flush_edits (self);
  td_undo_end_group (self->undo);
}

gboolean
td_session_get_can_undo (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);
  return td_undo_get_can_undo (self->undo);
}

gboolean
td_session_get_can_redo (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);
  return td_undo_get_can_redo (self->undo);
}

const char *
td_session_get_undo_label (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return td_undo_get_undo_label (self->undo);
}

const char *
td_session_get_redo_label (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return td_undo_get_redo_label (self->undo);
}
