/* session-open.c — from a file or a draft to a document with its run.
 *
 * A document may make no plan: somebody saved it halfway through an edit. It opens all the same and
 * says what is wrong. Its run is then that of the last document that made one, as it was before
 * saving; where nothing was trained yet, a blank plan holds its place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/source.h"
#include "core/math/blas.h"
#include "core/project/guess-project.h"
#include "core/project/relocate.h"
#include "ui/session-parts.h"

#define FIRST_REPORT 0.2 /* seconds to wait for it at most */

static gboolean
make_plan (TdSession *self, const TdSpec *project, GError **error)
{
  self->plan = td_plan_new (project, self->data, error);
  return self->plan != NULL;
}

/* A plan of @run, that of the loaded file, whose document makes none because of @problem. */
static gboolean
make_other_plan (TdSession *self, const TdCheckpoint *file, const TdSpec *run,
                 const GError *problem)
{
  td_session_set_problem (self, problem->message);
  if (file->weights != NULL)
    return run->kind != NULL && make_plan (self, run, NULL);
  self->plan = td_plan_new_blank (&file->project, problem->message);
  return TRUE;
}

/* An untrained project without its data makes none, unless @anyway. */
static gboolean
make_any_plan (TdSession *self, const TdCheckpoint *file, gboolean anyway, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_auto(TdSpec) run = { 0 };
  gboolean trained = file->weights != NULL;

  self->data = td_data_new_in (self->folder, file->fit);
  if (trained && file->edits != NULL && td_edit_dup_project (file->edits, &run, NULL))
    td_data_know_uses (self->data, &run);
  if (make_plan (self, &file->project, &problem))
    return TRUE;
  if ((trained || anyway || !g_error_matches (problem, TD_DATA_ERROR, TD_DATA_ERROR_READ))
      && make_other_plan (self, file, &run, problem))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* A wrong BLAS makes all that follows wrong, so it is told before what is amiss with the data. */
static char *
find_notice (const TdPlan *plan, const char *unfit)
{
  g_autoptr(GError) wrong = NULL;

  if (!td_blas_self_check (&wrong))
    return g_strdup (wrong->message);
  if (plan->missing != NULL)
    return g_strdup (plan->missing);
  return g_strdup (plan->changed != NULL ? plan->changed : unfit);
}

static TdState *
load_state (TdSession *self, TdCheckpoint *file, GError **error)
{
  g_autofree char *unfit = NULL;
  TdState *state = td_checkpoint_state (file, self->plan, &unfit, error);

  if (self->problem == NULL) /* that says more */
    self->notice = find_notice (self->plan, unfit);
  return state;
}

/* Makes the run of a loaded file. */
static gboolean
start_trainer (TdSession *self, TdCheckpoint *file, GError **error)
{
  g_autoptr(TdState) state = NULL;
  GError *failure = NULL;

  state = load_state (self, file, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  self->trainer = td_trainer_new (self->plan, state, file->history);
  self->observer = td_observer_new (self->trainer);
  td_trainer_wait (self->trainer, FIRST_REPORT); /* so that the first picture is the right one */
  td_trainer_get_progress (self->trainer, &self->progress);
  self->status = self->progress.status;
  td_session_note_run (self, state != NULL ? state->step : 0, self->progress.edits);
  return TRUE;
}

static gboolean
start (TdSession *self, TdCheckpoint *file, const char *path, gboolean anyway, GError **error)
{
  self->project = td_project_new (&file->project, path);
  self->view = td_view_state_copy (file->view);
  self->folder = td_folder_ref (file->folder);
  return make_any_plan (self, file, anyway, error) && start_trainer (self, file, error);
}

TdSession *
td_session_open (const char *path, GError **error)
{
  g_autoptr(TdSession) self = NULL;
  g_auto(TdCheckpoint) file = { 0 };

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (TD_TYPE_SESSION, NULL);
  self->mark = td_file_mark_take (path); /* before reading: a change meanwhile is noticed later */
  if (!td_checkpoint_load (path, &file, error) || !start (self, &file, path, FALSE, error))
    return NULL;
  td_project_dup_spec (self->project, &self->saved);
  td_session_follow_edits (self);
  return g_steal_pointer (&self);
}

/* Data files that aren't inside are named by their whole path, wherever the copy will be. */
static void
name_wholly_cb (char **name, gpointer data)
{
  const TdFolder *folder = data;
  char *path;

  if (**name == '\0' || td_folder_find (folder, *name) != NULL)
    return;
  path = td_folder_resolve (folder, *name);
  g_free (*name);
  *name = g_canonicalize_filename (path, NULL);
  g_free (path);
}

/* A session of a document that no file holds. */
static TdSession *
open_untitled (TdCheckpoint *file, GError **error)
{
  g_autoptr(TdSession) self = g_object_new (TD_TYPE_SESSION, NULL);

  if (!start (self, file, NULL, TRUE, error))
    return NULL;
  td_project_dup_spec (self->project, &self->saved);
  td_session_follow_edits (self);
  return g_steal_pointer (&self);
}

TdSession *
td_session_open_copy (const char *path, GError **error)
{
  g_auto(TdCheckpoint) file = { 0 };

  g_return_val_if_fail (path != NULL, NULL);

  if (!td_checkpoint_load (path, &file, error))
    return NULL;
  td_project_each_file (&file.project, name_wholly_cb, file.folder);
  return open_untitled (&file, error);
}

TdSession *
td_session_new_from_table (const char *path, GError **error)
{
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(TdTable) table = NULL;
  g_autofree char *full = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  full = g_canonicalize_filename (path, NULL);
  table = td_source_load_file (full, NULL, error);
  if (table == NULL || !td_guess_project (table, full, &file.project, error))
    return NULL;
  file.folder = td_folder_new (NULL);
  file.view = td_view_state_new ();
  return open_untitled (&file, error);
}

/* Data files that aren't inside are looked for there. */
static void
use_folder (TdCheckpoint *file, const char *path)
{
  TdFolder *folder = td_folder_new (path);

  td_folder_add_all (folder, file->folder);
  td_folder_unref (file->folder);
  file->folder = folder;
}

TdSession *
td_session_restore (TdDraft *draft, const TdDraftInfo *info, GError **error)
{
  g_autoptr(TdSession) self = NULL;
  g_auto(TdCheckpoint) file = { 0 };

  g_return_val_if_fail (draft != NULL && info != NULL, NULL);

  if (!td_checkpoint_load (td_draft_get_path (draft), &file, error))
    return NULL;
  if (info->folder != NULL)
    use_folder (&file, info->folder);
  self = g_object_new (TD_TYPE_SESSION, NULL);
  self->mark = info->mark;
  if (!start (self, &file, info->origin, TRUE, error))
    return NULL;
  td_session_follow_edits (self);
  td_session_follow_file (self, &file, info);
  return g_steal_pointer (&self);
}
