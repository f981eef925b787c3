/* worker.c — the program that is killed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "worker.h"

#include "ui/session-drafts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REPORT_MILLISECONDS 5
#define STEPS_PER_SECOND 400

typedef struct
{
  TdSession *session;
  GRand     *rand;
  int        scale;
  int        longest_edit; /* milliseconds to the next one, at scale 1 */
  int        longest_save;
  guint64    edit;       /* number of the newest */
  guint64    saved_edit; /* of the save under way */
  guint64    saved_step;
  gint64     save_began;
} Worker;

/* One write a line, so that a kill never cuts one. */
static void
tell (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    exit (1); /* the driver is gone */
}

/* A save may have waited for a draft. */
static gint64
busy_since (Worker *self)
{
  gint64 draft = td_session_drafts_get_began (td_session_get_drafts (self->session));

  if (!td_session_is_saving (self->session))
    return draft;
  return draft != 0 ? MIN (draft, self->save_began) : self->save_began;
}

static gboolean
report_cb (gpointer user_data)
{
  Worker *self = user_data;

  td_session_poll (self->session);
  tell ("p %" PRId64 " %" PRIu64 " %" PRIu64 " %" PRId64 "\n", g_get_monotonic_time (),
        self->edit, td_session_get_progress (self->session)->step, busy_since (self));
  return G_SOURCE_CONTINUE;
}

/* Milliseconds. */
static guint
wait_of (Worker *self, int shortest, int longest)
{
  return (guint) (g_rand_int_range (self->rand, shortest, longest) * self->scale);
}

/* Every fourth edit changes the network as well. */
static gboolean
edit_cb (gpointer user_data)
{
  Worker *self = user_data;
  TdProject *project = td_session_get_project (self->session);
  g_autofree char *name = g_strdup_printf (TD_KILL_EDIT "%" PRIu64, ++self->edit);
  g_autofree char *units = g_strdup_printf ("%d", g_rand_int_range (self->rand, 12, 20));
  g_auto(TdSpec) spec = { 0 };

  td_project_dup_spec (project, &spec);
  td_spec_set_path (&spec, "name", name, NULL);
  if (self->edit % 4 == 0)
    td_spec_set_path (&spec, "network.trunk.0.units", units, NULL);
  td_config_apply_spec (td_project_get_config (project), &spec);
  g_timeout_add (wait_of (self, 5, self->longest_edit), edit_cb, self);
  return G_SOURCE_REMOVE;
}

static gboolean
save_cb (gpointer user_data)
{
  Worker *self = user_data;

  if (!td_session_is_saving (self->session))
    {
      tell ("s\n");
      self->save_began = g_get_monotonic_time ();
      self->saved_edit = self->edit;
      self->saved_step = td_session_get_progress (self->session)->step;
      td_session_save (self->session,
                       td_project_get_path (td_session_get_project (self->session)));
    }
  g_timeout_add (wait_of (self, 20, self->longest_save), save_cb, self);
  return G_SOURCE_REMOVE;
}

static void
saved_cb (Worker *self, const GError *error)
{
  if (error == NULL)
    tell ("a %" PRIu64 " %" PRIu64 "\n", self->saved_edit, self->saved_step);
  else
    tell ("e %s\n", error->message);
}

static void
drafted_cb (Worker *self, const GError *error)
{
  if (error == NULL)
    tell ("d\n");
  else
    tell ("e %s\n", error->message);
}

/* The draft, unless the file is newer: killed between a save and the end of its draft. */
static TdSession *
resume (const char *path, const char *folder, TdDraft **draft, GError **error)
{
  g_autoptr(GPtrArray) drafts = td_drafts_list (folder);
  const TdDraftInfo *info;

  if (drafts->len == 0)
    {
      *draft = td_draft_new (folder);
      return td_session_open (path, error);
    }
  info = drafts->pdata[0];
  *draft = td_draft_claim (folder, info->id, error);
  if (*draft == NULL)
    return NULL;
  if (td_file_mark_check (&info->mark, path, NULL))
    return td_session_restore (*draft, info, error);
  td_draft_discard (*draft, error);
  return td_session_open (path, error);
}

static gboolean
begin (Worker *self, const char *folder, GError **error)
{
  const TdDraftTiming timing = { TD_KILL_AFTER_EDIT * self->scale,
                                 TD_KILL_WHILE_TRAINING * self->scale, 0.01 * self->scale };
  g_autofree char *path = g_build_filename (folder, TD_KILL_FILE, NULL);
  g_autofree char *drafts = g_build_filename (folder, TD_KILL_DRAFTS, NULL);
  g_autoptr(TdDraft) draft = NULL;
  const char *name;

  self->session = resume (path, drafts, &draft, error);
  if (self->session == NULL)
    return FALSE;
  name = td_config_get_text (td_project_get_config (td_session_get_project (self->session)),
                             "name");
  self->edit = g_ascii_strtoull (name + strlen (TD_KILL_EDIT), NULL, 10);
  td_session_keep_drafts (self->session, g_steal_pointer (&draft), &timing);
  g_signal_connect_swapped (self->session, "saved", G_CALLBACK (saved_cb), self);
  g_signal_connect_swapped (self->session, "drafted", G_CALLBACK (drafted_cb), self);
  return TRUE;
}

int
td_kill_worker_run (const char *folder, guint32 seed, int scale, gboolean calm)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  Worker self = {
    .rand = g_rand_new_with_seed (seed),
    .scale = scale,
    .longest_edit = calm ? 4000 : 120,
    .longest_save = calm ? 4000 : 900,
  };

  if (!begin (&self, folder, &error))
    {
      tell ("e %s\n", error->message);
      return 1;
    }
  td_session_set_speed (self.session, STEPS_PER_SECOND, 0);
  td_session_train (self.session);
  report_cb (&self);
  g_timeout_add (REPORT_MILLISECONDS, report_cb, &self);
  g_timeout_add (wait_of (&self, 5, calm ? 4000 : 400), edit_cb, &self);
  g_timeout_add (wait_of (&self, 20, self.longest_save), save_cb, &self);
  g_main_loop_run (loop);
  return 0;
}
