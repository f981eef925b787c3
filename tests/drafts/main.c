/* main.c — tests of drafts and of saving when things go wrong, without a window.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "../train/toy-project.h"

#include "core/train/checkpoint.h"

#define PATIENCE (10 * G_USEC_PER_SEC)
#define TURN (G_USEC_PER_SEC / 4) /* that counts of one turn: a machine may stand still */

static const TdDraftTiming timing = { .after_edit = 0.03, .while_training = 0.2, .seeing = 0.01 };

void
place_open (Place *self)
{
  g_auto(TdSpec) project = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = toy_folder_new (200);
  self->path = g_build_filename (self->folder, "toy.tandem", NULL);
  self->drafts = g_build_filename (self->folder, "share", "drafts", NULL);
  toy_project (&project, (const char *[]){ "training.epochs=0", NULL });
  td_checkpoint_save (self->path, &project, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  self->session = td_session_open (self->path, &error);
  g_assert_no_error (error);
  td_session_keep_drafts (self->session, td_draft_new (self->drafts), &timing);
}

void
place_close (Place *self)
{
  g_autofree char *share = g_path_get_dirname (self->drafts);
  GDir *dir = g_dir_open (self->drafts, 0, NULL);

  if (self->session != NULL)
    td_session_drop_draft (self->session);
  g_clear_object (&self->session);
  if (dir != NULL)
    {
      g_dir_close (dir);
      toy_folder_remove (g_strdup (self->drafts));
      toy_folder_remove (g_strdup (share));
    }
  toy_folder_remove (self->folder);
  g_free (self->path);
  g_free (self->drafts);
}

TdDraft *
place_claim (Place *self, TdDraftInfo *info)
{
  g_autoptr(GPtrArray) drafts = td_drafts_list (self->drafts);
  g_autoptr(GError) error = NULL;
  TdDraft *draft;

  g_assert_cmpuint (drafts->len, ==, 1);
  *info = *(TdDraftInfo *) drafts->pdata[0];
  *(TdDraftInfo *) drafts->pdata[0] = (TdDraftInfo) { 0 };
  g_assert_null (info->problem);
  draft = td_draft_claim (self->drafts, info->id, &error);
  g_assert_no_error (error);
  return draft;
}

void
wait_until (gboolean (*condition) (gpointer), gpointer data)
{
  gint64 last = g_get_monotonic_time (), waited = 0;

  while (!condition (data))
    {
      gint64 now;

      g_assert_cmpint (waited, <, PATIENCE);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
      now = g_get_monotonic_time ();
      waited += MIN (now - last, TURN);
      last = now;
    }
}

static gboolean
is_past (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

void
wait_for (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  wait_until (is_past, &end);
}

static void
saved_cb (GError **outcome, const GError *error)
{
  *outcome = error != NULL ? g_error_copy (error) : NULL;
}

static gboolean
is_saved (gpointer session)
{
  return !td_session_is_saving (session);
}

GError *
save_to (TdSession *session, const char *path, gboolean overwrite)
{
  GError *error = NULL;
  gulong handler
    = g_signal_connect_swapped (session, "saved", G_CALLBACK (saved_cb), &error);

  if (overwrite)
    td_session_overwrite (session, path);
  else
    td_session_save (session, path);
  wait_until (is_saved, session);
  g_signal_handler_disconnect (session, handler);
  return error;
}

void
edit_name (TdSession *session, const char *name)
{
  TdConfig *config = td_project_get_config (td_session_get_project (session));

  g_assert_true (td_config_set_text (config, "name", name, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_slot_tests ();
  add_timing_tests ();
  add_failure_tests ();
  add_data_tests ();
  add_run_tests ();
  return g_test_run ();
}
