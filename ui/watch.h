/* watch.h — has the observer compute something for a widget, as long as the widget is on screen.
 *
 * A hidden widget has no job, so that it costs nothing; what it shows stays as it was.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

/* What a widget watches, and how. */
typedef struct
{
  const TdJobKind *job;
  /* Whether there is anything to ask; NULL: always. td_watch_look() when that changes. */
  gboolean (*can_ask) (gpointer widget);
  /* A question; NULL: the job has none. */
  gpointer (*ask) (gpointer widget);
  /* Takes a new result. */
  void (*take) (gpointer widget, gpointer result);
} TdWatcher;

typedef struct _TdWatch TdWatch;

/* @watcher is borrowed for ever (static). The widget frees its watch before it lets go of what the
 * watcher's functions need. */
TdWatch *td_watch_new  (GtkWidget *widget, TdSession *session, const TdWatcher *watcher);
void     td_watch_free (TdWatch *self);

/* Takes up the job or leaves it, as the widget is seen and can ask; or not. */
void     td_watch_look (TdWatch *self);
/* The same; a job that goes on is asked anew. */
void     td_watch_ask  (TdWatch *self);
