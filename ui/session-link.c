/* session-link.c — how data files get out of the project file again, in a thread of their own.
 *
 * The thread sees a copy of the document. Where that was edited or saved meanwhile it goes again,
 * which is quick, as it finds the files that it wrote. A save that is under way is waited for, as its
 * end says which files are inside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/unpack.h"
#include "ui/session-parts.h"
#include "ui/session-save.h"

#include <glib/gi18n.h>
#include <pthread.h>

/* What is asked for. */
typedef struct
{
  char     *place;
  gboolean  may_write;
} Request;

typedef struct
{
  GTask    *task; /* what waits for it, with its Request */
  TdSpec    before, after;
  TdFolder *folder;
  guint64   n_edits; /* which moment of the document @before is */
  pthread_t thread;
  GError   *error;   /* the thread's until it is joined, as @after is */
} Link;

static void
request_free (Request *request)
{
  g_free (request->place);
  g_free (request);
}

static void
link_free (Link *link)
{
  g_clear_object (&link->task);
  td_spec_clear (&link->before);
  td_spec_clear (&link->after);
  td_folder_unref (link->folder);
  g_clear_error (&link->error);
  g_free (link);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Link, link_free)

gboolean
td_session_has_data_inside (TdSession *self)
{
  g_auto(TdSpec) spec = { 0 };

  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);

  td_project_dup_spec (self->project, &spec);
  return td_project_has_inside (&spec, self->folder);
}

static gboolean done_cb (gpointer link);

static void *
unpack (void *user_data)
{
  Link *link = user_data;
  const Request *request = g_task_get_task_data (link->task);

  td_project_unpack (&link->after, link->folder, request->place, request->may_write, &link->error);
  g_idle_add (done_cb, link);
  return NULL;
}

/* @task taken. */
static void
start (TdSession *self, GTask *task)
{
  Link *link = g_new0 (Link, 1);

  link->task = task;
  td_project_dup_spec (self->project, &link->before);
  td_spec_copy (&link->after, &link->before);
  link->folder = td_folder_ref (self->folder);
  link->n_edits = self->n_edits;
  if (pthread_create (&link->thread, NULL, unpack, link) != 0)
    g_error ("The system has no room for another thread"); /* as g_thread_new() does */
}

static void
saving_cb (TdSession *self, GParamSpec *pspec, GTask *task)
{
  if (self->saving)
    return;
  g_signal_handlers_disconnect_by_func (self, saving_cb, task);
  start (self, task);
}

/* @task taken. */
static void
start_when_saved (TdSession *self, GTask *task)
{
  if (self->saving)
    g_signal_connect (self, "notify::saving", G_CALLBACK (saving_cb), task);
  else
    start (self, task);
}

static void
use_links (TdSession *self, const Link *link)
{
  td_session_begin_edit (self, _("Link data"));
  td_data_move (self->data, self->folder, &link->before, &link->after);
  td_config_apply_spec (td_project_get_config (self->project), &link->after);
  td_session_end_edit (self);
}

/* Joining the thread is what makes its result visible. */
static gboolean
done_cb (gpointer user_data)
{
  g_autoptr(Link) link = user_data;
  TdSession *self = g_task_get_source_object (link->task);

  pthread_join (link->thread, NULL);
  if (link->error != NULL)
    {
      g_task_return_error (link->task, g_steal_pointer (&link->error));
      return G_SOURCE_REMOVE;
    }
  if (self->saving || link->n_edits != self->n_edits || link->folder != self->folder)
    {
      start_when_saved (self, g_steal_pointer (&link->task));
      return G_SOURCE_REMOVE;
    }
  use_links (self, link);
  g_task_return_boolean (link->task, TRUE);
  return G_SOURCE_REMOVE;
}

void
td_session_link_data (TdSession *self, const char *place, gboolean may_write,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (TD_IS_SESSION (self) && place != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  request = g_new (Request, 1);
  request->place = g_strdup (place);
  request->may_write = may_write;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  start_when_saved (self, task);
}

gboolean
td_session_link_data_finish (TdSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
