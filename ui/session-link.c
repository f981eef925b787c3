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

/* What is asked for. */
typedef struct
{
  char     *place;
  gboolean  may_write;
} Request;

typedef struct
{
  TdSpec    before, after;
  TdFolder *folder;
  guint64   n_edits;      /* which moment of the document @before is */
  const Request *request; /* of the task that waits for it */
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
  td_spec_clear (&link->before);
  td_spec_clear (&link->after);
  td_folder_unref (link->folder);
  g_free (link);
}

gboolean
td_session_has_data_inside (TdSession *self)
{
  g_auto(TdSpec) spec = { 0 };

  g_return_val_if_fail (TD_IS_SESSION (self), FALSE);

  td_project_dup_spec (self->project, &spec);
  return td_project_has_inside (&spec, self->folder);
}

static void
unpack (GTask *thread, gpointer session, gpointer data, GCancellable *cancellable)
{
  Link *link = data;
  const Request *request = link->request;
  GError *error = NULL;

  td_spec_copy (&link->after, &link->before);
  if (td_project_unpack (&link->after, link->folder, request->place, request->may_write, &error))
    g_task_return_boolean (thread, TRUE);
  else
    g_task_return_error (thread, error);
}

static void unpacked_cb (GObject *session, GAsyncResult *thread, gpointer task);

/* @task taken. */
static void
start (TdSession *self, GTask *task)
{
  g_autoptr(GTask) thread = g_task_new (self, NULL, unpacked_cb, task);
  Link *link = g_new0 (Link, 1);

  td_project_dup_spec (self->project, &link->before);
  link->folder = td_folder_ref (self->folder);
  link->n_edits = self->n_edits;
  link->request = g_task_get_task_data (task);
  g_task_set_task_data (thread, link, (GDestroyNotify) link_free);
  g_task_run_in_thread (thread, unpack);
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
unpacked_cb (GObject *session, GAsyncResult *thread, gpointer user_data)
{
  TdSession *self = TD_SESSION (session);
  g_autoptr(GTask) task = user_data;
  Link *link = g_task_get_task_data (G_TASK (thread));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (thread), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->saving || link->n_edits != self->n_edits || link->folder != self->folder)
    {
      start_when_saved (self, g_steal_pointer (&task));
      return;
    }
  td_session_begin_edit (self, _("Link data"));
  td_data_move (self->data, self->folder, &link->before, &link->after);
  td_config_apply_spec (td_project_get_config (self->project), &link->after);
  td_session_end_edit (self);
  g_task_return_boolean (task, TRUE);
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
