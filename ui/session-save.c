/* session-save.c — how an open document gets to its file and to its draft.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/session-save.h"

#include "core/project/relocate.h"
#include "ui/session-drafts.h"
#include "ui/session-parts.h"

#include <glib/gi18n.h>

static void
set_saving (TdSession *self, gboolean saving)
{
  self->saving = saving;
  g_object_notify (G_OBJECT (self), "saving");
}

/* With what was inside and isn't any more, as undo may bring its name back. */
static TdFolder *
join_folders (const TdFolder *new, const TdFolder *old)
{
  TdFolder *folder = td_folder_new (td_folder_get_path (new));

  td_folder_add_all (folder, new);
  td_folder_add_all (folder, old);
  return folder;
}

/* The document now lives where @job was written, and its data files are found there. */
static void
move (TdSession *self, const TdSaverJob *job)
{
  g_autoptr(TdFolder) old = self->folder;
  g_auto(TdSpec) before = { 0 }, after = { 0 };

  td_project_set_path (self->project, job->path);
  td_project_dup_spec (self->project, &before);
  td_spec_copy (&after, &before);
  td_project_follow (&after, old, job->folder);
  self->folder = join_folders (job->folder, old);
  td_data_move (self->data, self->folder, &before, &after);
  td_undo_relocate (self->undo, old, job->folder);
  td_config_apply_spec (td_project_get_config (self->project), &after);
}

static void
take_saved (TdSession *self, const TdSaverJob *job)
{
  gboolean edited = self->n_edits != job->n_edits;

  td_session_flush_edits (self);
  td_session_note_run (self, job->step, job->edits);
  self->mark = job->mark;
  move (self, job);
  td_spec_clear (&self->saved);
  td_spec_copy (&self->saved, &job->project);
  if (!edited)
    td_project_set_modified (self->project, FALSE);
  td_session_update_modified (self);
  if (self->drafts != NULL)
    td_session_drafts_saved (self->drafts, job, edited ? job->n_edits : self->n_edits);
}

static void
saved_cb (const TdSaverJob *job, const GError *error, gpointer user_data)
{
  g_autoptr(TdSession) self = user_data;

  if (error == NULL)
    take_saved (self, job);
  else if (self->drafts != NULL)
    td_session_drafts_go_on (self->drafts);
  set_saving (self, FALSE);
  g_signal_emit_by_name (self, "saved", error);
}

typedef struct
{
  const TdFolder *folder;
  char           *name;
} Outside;

static void
find_outside_cb (char **name, gpointer data)
{
  Outside *outside = data;

  if (**name != '\0' && outside->name == NULL && td_folder_find (outside->folder, *name) == NULL)
    outside->name = g_strdup (*name);
}

char *
td_session_dup_left_outside (TdSession *self)
{
  g_auto(TdSpec) project = { 0 };
  Outside outside = { .folder = self->folder };

  g_return_val_if_fail (TD_IS_SESSION (self), NULL);

  td_project_dup_spec (self->project, &project);
  if (td_data_of (&project)->embed)
    td_project_each_file (&project, find_outside_cb, &outside);
  return outside.name;
}

TdSaverJob *
td_session_collect (TdSession *self)
{
  TdSaverJob *job = td_saver_job_new ();
  g_autoptr(TdState) state = NULL;

  g_return_val_if_fail (TD_IS_SESSION (self), job);

  td_session_flush_edits (self);
  job->taken = g_get_monotonic_time ();
  state = td_trainer_snapshot (self->trainer);
  td_project_dup_spec (self->project, &job->project);
  if (self->problem != NULL)
    td_spec_copy (&job->run, &self->plan->project);
  job->folder = td_folder_ref (self->folder);
  job->view = td_view_state_copy (self->view);
  g_signal_emit_by_name (self, "looking", job->view);
  job->n_edits = self->n_edits;
  job->step = state->step;
  job->edits = state->edits != NULL ? td_edit_ref (state->edits) : NULL;
  job->mark = self->mark;
  if (td_state_is_trained (state)) /* else data may still change what they teach the fit */
    {
      job->fit = td_fit_ref (self->plan->fit);
      job->history = td_history_ref (td_session_get_history (self));
    }
  if (td_state_is_trained (state) || td_state_has_past (state))
    job->state = g_steal_pointer (&state);
  return job;
}

static void
save (TdSession *self, const char *path, gboolean careful)
{
  g_autoptr(TdSaverJob) job = td_session_collect (self);

  job->pack = TRUE;
  job->path = g_strdup (path);
  job->careful = careful && g_strcmp0 (path, td_project_get_path (self->project)) == 0;
  job->draft = self->drafts != NULL ? td_session_drafts_get_draft (self->drafts) : NULL;
  job->callback = saved_cb;
  job->user_data = g_object_ref (self);
  set_saving (self, TRUE);
  td_saver_add (self->saver, g_steal_pointer (&job));
}

void
td_session_save (TdSession *self, const char *path)
{
  g_return_if_fail (TD_IS_SESSION (self));
  g_return_if_fail (path != NULL && !self->saving);

  save (self, path, TRUE);
}

void
td_session_overwrite (TdSession *self, const char *path)
{
  g_return_if_fail (TD_IS_SESSION (self));
  g_return_if_fail (path != NULL && !self->saving);

  save (self, path, FALSE);
}

gboolean
td_session_is_saving (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);
  return self->saving;
}

/* Drafts */

void
td_session_keep_drafts (TdSession *self, TdDraft *draft, const TdDraftTiming *timing)
{
  g_return_if_fail (TD_IS_SESSION (self) && draft != NULL);
  g_return_if_fail (self->drafts == NULL);

  self->drafts = td_session_drafts_new (self, self->saver, draft, timing);
}

void
td_session_drop_draft (TdSession *self)
{
  g_autoptr(TdSession) held = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (TD_IS_SESSION (self));

  if (self->drafts == NULL)
    return;
  held = g_object_ref (self);
  td_saver_finish (self->saver);
  if (!td_draft_discard (td_session_drafts_get_draft (self->drafts), &error))
    g_debug ("%s", error->message); /* then it is offered again */
  g_clear_pointer (&self->drafts, td_session_drafts_free);
}

TdSessionDrafts *
td_session_get_drafts (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), NULL);
  return self->drafts;
}

guint64
td_session_get_n_edits (TdSession *self)
{
  g_return_val_if_fail (TD_IS_SESSION (self), 0);
  return self->n_edits;
}

void
td_session_tell_drafted (TdSession *self, const GError *error)
{
  g_return_if_fail (TD_IS_SESSION (self));
  g_signal_emit_by_name (self, "drafted", error);
}
