/* session.c — an open document and its run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/session.h"

#include "ui/session-drafts.h"
#include "ui/session-parts.h"

#define QUIET_POLLS 20 /* that see nothing new of an idle trainer before it counts as settled */

G_DEFINE_FINAL_TYPE (TdSession, td_session, G_TYPE_OBJECT)

enum { PROP_STATUS = 1, PROP_PROBLEM, PROP_MODIFIED, PROP_SAVING, PROP_CAN_UNDO,
       PROP_CAN_REDO, PROP_UNDO_LABEL, PROP_REDO_LABEL, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { AWAKE, PROGRESS, OBSERVED, PLANNED, SAVED, DRAFTED, LOOKING, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_status (TdSession *self, TdRunStatus status)
{
  if (self->status == status)
    return;
  self->status = status;
  if (self->drafts != NULL)
    td_session_drafts_trained (self->drafts);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
}

void
td_session_set_problem (TdSession *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
}

void
td_session_note_run (TdSession *self, guint64 step, TdEdit *edits)
{
  td_edit_unref (self->saved_edits);
  self->saved_edits = edits != NULL ? td_edit_ref (edits) : NULL;
  self->saved_step = step;
}

/* Whether it is another run than that of the file, or further, or has other weights set by hand.
 * What edits there were of the document doesn't matter here. Before the first step all runs are
 * one. */
static gboolean
has_run_moved (TdSession *self)
{
  const TdProgress *now = &self->progress;

  if (now->revision == 0)
    return FALSE;
  if (now->step != self->saved_step)
    return TRUE;
  if (self->saved_edits == NULL || now->edits == NULL || now->edits == self->saved_edits)
    return FALSE;
  return td_edit_find_weight (now->edits) != td_edit_find_weight (self->saved_edits)
         || (now->step > 0
             && td_edit_get_start (now->edits) != td_edit_get_start (self->saved_edits));
}

void
td_session_update_modified (TdSession *self)
{
  gboolean modified = td_project_get_modified (self->project) || has_run_moved (self);

  if (self->modified == modified)
    return;
  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

void
td_session_wake (TdSession *self)
{
  self->quiet_polls = 0;
  g_signal_emit (self, signals[AWAKE], 0);
}

/* Object */

static void
td_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TdSession *self = TD_SESSION (object);

  switch (id)
    {
    case PROP_STATUS:
      g_value_set_uint (value, self->status);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->saving);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, td_session_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, td_session_get_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, td_session_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, td_session_get_redo_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
td_session_finalize (GObject *object)
{
  TdSession *self = TD_SESSION (object);

  td_session_end_edits (self);
  g_clear_pointer (&self->saver, td_saver_free);
  g_clear_pointer (&self->drafts, td_session_drafts_free);
  g_clear_pointer (&self->observer, td_observer_free);
  g_clear_pointer (&self->trainer, td_trainer_free);
  td_progress_clear (&self->progress);
  g_clear_pointer (&self->plan, td_plan_unref);
  g_clear_pointer (&self->data, td_data_free);
  g_clear_pointer (&self->folder, td_folder_unref);
  g_clear_pointer (&self->view, td_view_state_free);
  g_clear_object (&self->project);
  td_spec_clear (&self->saved);
  td_edit_unref (self->saved_edits);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->problem);
  g_free (self->notice);
  G_OBJECT_CLASS (td_session_parent_class)->finalize (object);
}

static void
td_session_class_init (TdSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = td_session_get_property;
  object_class->finalize = td_session_finalize;
  props[PROP_STATUS] = g_param_spec_uint ("status", NULL, NULL, 0, TD_RUN_DIVERGED, 0, flags);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  props[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  props[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, flags);
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[AWAKE] = g_signal_new ("awake", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[OBSERVED] = g_signal_new ("observed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[PLANNED] = g_signal_new ("planned", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LOOKING] = g_signal_new ("looking", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[DRAFTED] = g_signal_new ("drafted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
td_session_init (TdSession *self)
{
  self->saver = td_saver_new ();
}

TdProject *
td_session_get_project (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return self->project;
}

TdPlan *
td_session_get_plan (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return self->plan;
}

TdHistory *
td_session_get_history (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return td_trainer_get_history (self->trainer);
}

const TdProgress *
td_session_get_progress (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return &self->progress;
}

TdRunStatus
td_session_get_status (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), TD_RUN_IDLE);
  return self->status;
}

const char *
td_session_get_problem (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return self->problem;
}

gboolean
td_session_get_modified (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);
  return self->modified;
}

const char *
td_session_get_notice (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return self->notice;
}

const TdViewState *
td_session_get_view (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return self->view;
}

TdTable *
td_session_dup_table (TdSession *self, GError **error)
{
  g_auto(TdSpec) spec = { 0 };

  g_return_val_if_fail (TD_IS_SESSION (self), NULL);

  td_project_dup_spec (self->project, &spec);
  return td_data_dup_table (self->data, &spec, error);
}

gboolean
td_session_can_train (TdSession *self)
{
  gint64 epochs;

  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);

  epochs = td_training_of (&self->plan->project)->epochs;
  return self->problem == NULL && self->plan->dataset != NULL
         && (epochs == 0 || self->progress.epoch < (guint64) epochs);
}

gboolean
td_session_is_busy (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);
  return self->status == TD_RUN_TRAINING || self->quiet_polls < QUIET_POLLS
         || td_observer_is_busy (self->observer);
}

static void
run (TdSession *self, const TdRunLimits *limits)
{
  td_data_keep_fit (self->data);
  td_trainer_run (self->trainer, limits);
  self->stepping = limits != &self->limits;
  set_status (self, TD_RUN_TRAINING); /* the next poll tells how it really went */
  td_session_wake (self);
}

void
td_session_train (TdSession *self)
{
  g_return_if_fail (TD_IS_SESSION (self));

  if (td_session_can_train (self))
    run (self, &self->limits);
}

void
td_session_pause (TdSession *self)
{
  g_return_if_fail (TD_IS_SESSION (self));

  td_trainer_pause (self->trainer);
  td_session_wake (self);
}

void
td_session_step (TdSession *self)
{
  TdRunLimits limits = { 0 };

  g_return_if_fail (TD_IS_SESSION (self));

  limits.steps = self->progress.step + 1;
  if (td_session_can_train (self) && self->status != TD_RUN_TRAINING)
    run (self, &limits);
}

void
td_session_set_speed (TdSession *self, double steps_per_second, double epochs_per_second)
{
  g_return_if_fail (TD_IS_SESSION (self));

  self->limits.steps_per_second = steps_per_second;
  self->limits.epochs_per_second = epochs_per_second;
  if (self->status == TD_RUN_TRAINING && !self->stepping)
    td_trainer_run (self->trainer, &self->limits);
}

void
td_session_poll (TdSession *self)
{
  g_return_if_fail (TD_IS_SESSION (self));

  if (td_observer_poll (self->observer))
    g_signal_emit (self, signals[OBSERVED], 0);
  if (!td_trainer_get_progress (self->trainer, &self->progress))
    {
      if (self->quiet_polls < QUIET_POLLS && td_trainer_wait (self->trainer, 0))
        self->quiet_polls++;
      if (self->quiet_polls == QUIET_POLLS)
        set_status (self, self->progress.status);
      return;
    }
  self->quiet_polls = 0;
  td_session_update_modified (self);
  set_status (self, self->progress.status);
  g_signal_emit (self, signals[PROGRESS], 0);
}

TdJob *
td_session_observe (TdSession *self, const TdJobKind *kind, gpointer question)
{
  TdJob *job;

  g_return_val_if_fail (TD_IS_SESSION (self), NULL);

  job = td_observer_add (self->observer, kind, question);
  td_session_wake (self);
  return job;
}

void
td_session_ask (TdSession *self, TdJob *job, gpointer question)
{
  g_return_if_fail (TD_IS_SESSION (self));

  td_job_ask (job, question);
  td_session_wake (self);
}
