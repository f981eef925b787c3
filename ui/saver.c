/* saver.c — writes a project file in a thread of its own.
 *
 * The idle source only says that the thread is done; joining it is what makes its result visible.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/saver.h"

#include <pthread.h>

typedef struct
{
  pthread_t        thread;
  char            *path;
  TdSpec           project;
  TdFolder        *folder;
  TdFit           *fit;
  TdState         *state;
  TdHistory       *history;
  GError          *error;
  TdSaverCallback  callback;
  gpointer         user_data;
} Job;

static void
job_free (Job *job)
{
  g_free (job->path);
  td_spec_clear (&job->project);
  td_folder_unref (job->folder);
  g_clear_pointer (&job->fit, td_fit_unref);
  g_clear_pointer (&job->state, td_state_unref);
  g_clear_pointer (&job->history, td_history_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
done_cb (gpointer user_data)
{
  Job *job = user_data;

  pthread_join (job->thread, NULL);
  job->callback (job->path, job->error, job->user_data);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void *
write_file (void *user_data)
{
  Job *job = user_data;

  td_checkpoint_save_with (job->path, &job->project, job->folder, job->fit, job->state,
                           job->history, &job->error);
  g_idle_add (done_cb, job);
  return NULL;
}

void
td_saver_start (const char      *path,
                const TdSpec    *project,
                TdFolder        *folder,
                TdFit           *fit,
                TdState         *state,
                TdHistory       *history,
                TdSaverCallback  callback,
                gpointer         user_data)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  td_spec_copy (&job->project, project);
  job->folder = td_folder_ref (folder);
  job->fit = fit != NULL ? td_fit_ref (fit) : NULL;
  job->state = state != NULL ? td_state_ref (state) : NULL;
  job->history = history != NULL ? td_history_ref (history) : NULL;
  job->callback = callback;
  job->user_data = user_data;
  if (pthread_create (&job->thread, NULL, write_file, job) != 0)
    g_error ("The system has no room for another thread"); /* as g_thread_new() does */
}
