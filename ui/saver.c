/* saver.c — writes project files in a thread of its own.
 *
 * The idle source only says that the thread is done; joining it is what makes its result visible.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/saver.h"

#include "core/project/relocate.h"

#include <pthread.h>

struct _TdSaver
{
  GQueue      waiting; /* TdSaverJob */
  TdSaverJob *job;     /* under way; NULL: none */
  pthread_t   thread;
  GError     *error;   /* the thread's until it is joined */
};

TdSaverJob *
td_saver_job_new (void)
{
  return g_new0 (TdSaverJob, 1);
}

void
td_saver_job_free (TdSaverJob *job)
{
  if (job == NULL)
    return;
  g_free (job->path);
  td_spec_clear (&job->project);
  td_spec_clear (&job->run);
  g_clear_pointer (&job->folder, td_folder_unref);
  g_clear_pointer (&job->fit, td_fit_unref);
  g_clear_pointer (&job->state, td_state_unref);
  td_edit_unref (job->edits);
  g_clear_pointer (&job->history, td_history_unref);
  g_clear_pointer (&job->view, td_view_state_free);
  td_draft_info_clear (&job->info);
  g_free (job);
}

/* The thread */

/* Reads what is to be inside, which may take its time. A run that isn't the document's keeps what
 * it has inside, so that it can go on when the document is mended. */
static void
pack (TdSaverJob *job)
{
  TdFolder *folder = td_project_pack (&job->project, job->folder, job->path);

  if (job->run.kind != NULL)
    {
      td_project_follow (&job->run, job->folder, folder);
      td_folder_add_all (folder, job->folder);
    }
  td_folder_unref (job->folder);
  job->folder = folder;
}

static gboolean
write_project (const TdSaverJob *job, GError **error)
{
  const TdCheckpointParts parts = {
    .project = &job->project, .run = job->run.kind != NULL ? &job->run : NULL,
    .folder = job->folder, .fit = job->fit, .state = job->state, .history = job->history,
    .view = job->view,
  };

  return td_checkpoint_save_parts (job->path, &parts, error);
}

static gboolean
write_files (TdSaverJob *job, GError **error)
{
  gboolean is_draft = job->draft != NULL && job->info.name != NULL;

  if (is_draft && !td_draft_describe (job->draft, &job->info, error))
    return FALSE;
  if (job->careful && !td_file_mark_check (&job->mark, job->path, error))
    return FALSE;
  if (job->pack)
    pack (job);
  if (!write_project (job, error))
    return FALSE;
  job->mark = td_file_mark_take (job->path);
  if (!is_draft && job->draft != NULL)
    td_draft_discard (job->draft, NULL); /* what it can't remove is offered, and says it is old */
  return TRUE;
}

static gboolean done_cb (gpointer user_data);

static void *
work (void *user_data)
{
  TdSaver *self = user_data;

  write_files (self->job, &self->error);
  g_idle_add (done_cb, self);
  return NULL;
}

/* The main thread */

static void
start (TdSaver *self)
{
  self->job = g_queue_pop_head (&self->waiting);
  if (self->job != NULL && pthread_create (&self->thread, NULL, work, self) != 0)
    g_error ("The system has no room for another thread"); /* as g_thread_new() does */
}

static void
end (TdSaver *self)
{
  g_autoptr(TdSaverJob) job = NULL;
  g_autoptr(GError) error = NULL;

  pthread_join (self->thread, NULL);
  g_idle_remove_by_data (self); /* added before the thread ended; nothing to remove in done_cb() */
  job = g_steal_pointer (&self->job);
  error = g_steal_pointer (&self->error);
  start (self);
  job->callback (job, error, job->user_data); /* which may free @self when nothing is left */
}

static gboolean
done_cb (gpointer user_data)
{
  end (user_data);
  return G_SOURCE_REMOVE;
}

TdSaver *
td_saver_new (void)
{
  TdSaver *self = g_new0 (TdSaver, 1);

  g_queue_init (&self->waiting);
  return self;
}

void
td_saver_free (TdSaver *self)
{
  if (self == NULL)
    return;
  td_saver_finish (self);
  g_free (self);
}

void
td_saver_add (TdSaver *self, TdSaverJob *job)
{
  g_return_if_fail (self != NULL && job != NULL && job->callback != NULL);

  g_queue_push_tail (&self->waiting, job);
  if (self->job == NULL)
    start (self);
}

gboolean
td_saver_is_busy (TdSaver *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->job != NULL;
}

void
td_saver_finish (TdSaver *self)
{
  g_return_if_fail (self != NULL);

  while (self->job != NULL)
    end (self);
}
