/* watch.c — see watch.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/watch.h"

struct _TdWatch
{
  GtkWidget       *widget; /* not a reference: it owns this */
  TdSession       *session;
  const TdWatcher *watcher;
  TdJob           *job;    /* NULL: the widget isn't seen, or can't ask */
};

static gpointer
make_question (TdWatch *self)
{
  return self->watcher->ask != NULL ? self->watcher->ask (self->widget) : NULL;
}

static void
observed_cb (TdWatch *self)
{
  gpointer result = self->job != NULL ? td_job_take (self->job) : NULL;

  if (result != NULL)
    self->watcher->take (self->widget, result);
}

TdWatch *
td_watch_new (GtkWidget *widget, TdSession *session, const TdWatcher *watcher)
{
  TdWatch *self = g_new0 (TdWatch, 1);

  self->widget = widget;
  self->session = g_object_ref (session);
  self->watcher = watcher;
  g_signal_connect_swapped (session, "observed", G_CALLBACK (observed_cb), self);
  g_signal_connect_swapped (widget, "map", G_CALLBACK (td_watch_look), self);
  g_signal_connect_swapped (widget, "unmap", G_CALLBACK (td_watch_look), self);
  td_watch_look (self);
  return self;
}

void
td_watch_free (TdWatch *self)
{
  g_clear_pointer (&self->job, td_job_remove);
  g_signal_handlers_disconnect_by_data (self->widget, self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self);
}

void
td_watch_look (TdWatch *self)
{
  gboolean wanted = gtk_widget_get_mapped (self->widget)
                    && (self->watcher->can_ask == NULL || self->watcher->can_ask (self->widget));

  if (wanted && self->job == NULL)
    self->job = td_session_observe (self->session, self->watcher->job, make_question (self));
  else if (!wanted)
    g_clear_pointer (&self->job, td_job_remove);
}

void
td_watch_ask (TdWatch *self)
{
  gboolean had_job = self->job != NULL;

  td_watch_look (self);
  if (had_job && self->job != NULL)
    td_session_ask (self->session, self->job, make_question (self));
}
