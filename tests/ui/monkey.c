/* monkey.c — random edits of projects that train as fast as they can.
 *
 * What a monkey does follows from a seed, but not when: a failure may need several tries.
 * TANDEM_MONKEY_SEED=n begins elsewhere, TANDEM_MONKEY_EDITS=n does more or less; the messages say
 * what was done last.
 *
 * SPDX-License-Identifier: MIT
 */
#include "monkey-hands.h"

#include "core/project/document.h"
#include "ui/session-parts.h"

#include <stdlib.h>

#define ROUND 50 /* edits of one window: fewer than can be undone */
#define BURST 5  /* edits until the window is looked at */

static guint
number_from (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) strtoul (text, NULL, 10) : otherwise;
}

/* What holds whatever was done */

/* As a word, so that a task may be called Finance. */
static gboolean
is_no_number (const char *text)
{
  g_auto(GStrv) words = g_regex_split_simple ("[^[:alpha:]]+", text, 0, 0);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], "nan") == 0 || g_ascii_strcasecmp (words[i], "inf") == 0)
      return TRUE;
  return FALSE;
}

static void
assert_numbers (GtkWidget *root)
{
  const char *text = NULL;

  if (GTK_IS_LABEL (root))
    text = gtk_label_get_text (GTK_LABEL (root));
  else if (GTK_IS_EDITABLE (root))
    text = gtk_editable_get_text (GTK_EDITABLE (root));
  if (text != NULL && is_no_number (text))
    g_error ("the window says “%s”", text);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_numbers (child);
}

/* Either the run has the document of now, or the window says why that makes no sense. */
static void
assert_in_step (TdSession *session)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  TdPlan *current = td_session_get_plan (session);

  td_project_dup_spec (td_session_get_project (session), &spec);
  g_assert_true (td_trainer_get_plan (session->trainer) == current);
  plan = td_plan_new (&spec, session->data, &error);
  if (plan == NULL)
    g_assert_cmpstr (td_session_get_problem (session), ==, error->message);
  else
    g_assert_true (td_spec_equal (&current->project, &spec));
  if (plan != NULL && plan->dataset != NULL)
    g_assert_null (td_session_get_problem (session));
}

static void
check (TdMonkey *self)
{
  td_test_settle ();
  assert_in_step (td_window_get_session (self->window));
  assert_numbers (GTK_WIDGET (self->window));
}

static void
assert_document (TdSession *session, const TdSpec *expected)
{
  g_auto(TdSpec) now = { NULL };

  td_project_dup_spec (td_session_get_project (session), &now);
  if (!td_spec_equal (&now, expected))
    g_error ("undone or redone, the document is another:\n%s\nand was\n%s",
             td_document_write (&now, NULL), td_document_write (expected, NULL));
}

/* All of it undone and redone, while the run goes on. */
static void
go_back_and_forth (TdMonkey *self, const TdSpec *first)
{
  TdSession *session = td_window_get_session (self->window);
  g_auto(TdSpec) last = { NULL };

  while (td_session_get_can_redo (session))
    td_test_act (self->window, "redo", NULL);
  td_project_dup_spec (td_session_get_project (session), &last);
  while (td_session_get_can_undo (session))
    td_test_act (self->window, "undo", NULL);
  assert_document (session, first);
  check (self);
  while (td_session_get_can_redo (session))
    td_test_act (self->window, "redo", NULL);
  assert_document (session, &last);
  check (self);
}

/* Rounds */

/* What leaves nothing to train is undone again, and there is no end: at full speed 200 epochs are
 * over in a moment. */
static void
keep_training (TdMonkey *self)
{
  TdSession *session = td_window_get_session (self->window);
  TdConfig *training = td_project_get_training (td_session_get_project (session));

  while (td_session_get_problem (session) != NULL && td_session_get_can_undo (session))
    td_test_act (self->window, "undo", NULL);
  if (td_config_get_number (training, "epochs") > 0)
    {
      td_config_set_number (training, "epochs", 0, NULL);
      td_test_settle ();
    }
  if (td_session_get_status (session) != TD_RUN_TRAINING)
    td_test_act (self->window, "train", NULL);
}

/* Returns how often it was seen training, out of n_edits / BURST. */
static guint
play (TdMonkey *self, guint n_edits)
{
  TdSession *session = td_window_get_session (self->window);
  guint n_training = 0;

  for (guint i = 0; i < n_edits; i++)
    {
      td_monkey_do_something (self);
      if (g_rand_boolean (self->random))
        td_test_run (0.02);
      if (i % BURST != BURST - 1)
        continue;
      check (self);
      keep_training (self);
      td_test_run (0.05);
      if (td_session_get_status (session) == TD_RUN_TRAINING)
        n_training++;
    }
  return n_training;
}

static void
play_round (const char *file, guint n_edits, guint seed)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", file, NULL);
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);
  g_auto(TdSpec) first = { NULL };
  TdMonkey self = { .window = td_test_open (path), .random = random };
  TdSession *session = td_window_get_session (self.window);
  gint64 began = g_get_monotonic_time ();
  guint n_training;

  g_test_message ("%s: %u edits, TANDEM_MONKEY_SEED=%u", file, n_edits, seed);
  self.table = td_session_dup_table (session, NULL);
  td_project_dup_spec (td_session_get_project (session), &first);
  td_test_act (self.window, "speed", "full");
  keep_training (&self);
  n_training = play (&self, n_edits);
  go_back_and_forth (&self, &first);
  g_test_message ("%.1f s, %u entries, training at %u of %u moments, step %" G_GUINT64_FORMAT,
                  (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC,
                  td_undo_get_n_entries (session->undo), n_training, n_edits / BURST,
                  td_session_get_progress (session)->step);
  td_table_unref (self.table);
  td_test_close (self.window);
  td_test_forget_drafts ();
}

static void
test_edits (gconstpointer file)
{
  guint n_edits = number_from ("TANDEM_MONKEY_EDITS", 300) / 2;
  guint seed = number_from ("TANDEM_MONKEY_SEED", 1);

  for (guint done = 0; done < n_edits; done += ROUND)
    play_round (file, MIN (n_edits - done, ROUND), seed++);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  td_test_application ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_data_func ("/ui/monkey/digits", "digits.json", test_edits);
  g_test_add_data_func ("/ui/monkey/playground", "playground.json", test_edits);
  return g_test_run ();
}
