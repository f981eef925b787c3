/* runs.c — what drafts and files keep of a run: its edits, earlier runs, and its weights when the
 * document makes no plan for now.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "../train/toy-project.h"

#include "core/train/checkpoint.h"
#include "core/train/replay.h"

#include <glib/gstdio.h>

/* The document as another one, in one go. */
static void
set_paths (TdSession *session, const char *const *settings)
{
  TdProject *project = td_session_get_project (session);
  g_autoptr(GError) error = NULL;
  g_auto(TdSpec) spec = { 0 };

  td_project_dup_spec (project, &spec);
  for (guint i = 0; settings[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (settings[i], "=", 2);

      td_spec_set_path (&spec, parts[0], parts[1], &error);
      g_assert_no_error (error);
    }
  td_config_apply_spec (td_project_get_config (project), &spec);
}

static gboolean
is_idle (gpointer session)
{
  td_session_poll (session);
  return !td_session_is_busy (session);
}

static void
train (TdSession *session, double seconds)
{
  g_assert_true (td_session_can_train (session));
  td_session_set_speed (session, 400, 0);
  td_session_train (session);
  wait_for (seconds);
  td_session_pause (session);
  wait_until (is_idle, session);
}

static TdState *
state_of (TdCheckpoint *file)
{
  g_autoptr(TdData) data = td_data_new_in (file->folder, file->fit);
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  TdState *state;

  plan = td_plan_new (&file->project, data, &error);
  g_assert_no_error (error);
  state = td_checkpoint_state (file, plan, NULL, &error);
  g_assert_no_error (error);
  return state;
}

static TdState *
load_state (const char *path)
{
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(GError) error = NULL;

  td_checkpoint_load (path, &file, &error);
  g_assert_no_error (error);
  return state_of (&file);
}

static void
assert_same_parameters (const TdState *a, const TdState *b)
{
  gsize bytes = a->layout->n_weights * sizeof (float);
  gsize slot_bytes = a->layout->n_parameters * sizeof (float);

  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->layout->n_weights, ==, b->layout->n_weights);
  g_assert_cmpmem (a->parameters, bytes, b->parameters, bytes);
  for (guint s = 0; s < a->n_slots; s++)
    g_assert_cmpmem (a->slots[s], slot_bytes, b->slots[s], slot_bytes);
}

/* As `train --restart` does: from the start, with the edits that the file at @path tells. */
static void
assert_replays (const char *path)
{
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(TdState) state = NULL;
  g_autoptr(TdState) again = NULL;
  g_autoptr(TdData) data = NULL;
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdTrainer) trainer = NULL;
  g_auto(TdSpec) end = { 0 };
  TdReplay *replay = NULL;

  td_checkpoint_load (path, &file, &error);
  g_assert_no_error (error);
  g_assert_true (td_edit_dup_project (file.edits, &end, NULL));
  g_assert_true (td_spec_equal (&end, &file.project));
  g_assert_true (td_edit_get_start (file.edits)->from_scratch);
  state = state_of (&file);
  data = td_data_new_in (file.folder, NULL);
  td_replay_new (file.edits, data, &plan, &replay, &error);
  g_assert_no_error (error);
  trainer = td_trainer_new (plan, NULL, NULL);
  td_trainer_replay (trainer, replay);
  td_trainer_run (trainer, &(TdRunLimits) { .steps = state->step });
  g_assert_true (td_trainer_wait (trainer, -1));
  again = td_trainer_snapshot (trainer);
  assert_same_parameters (state, again);
}

static TdSession *
reopen (const char *path)
{
  g_autoptr(GError) error = NULL;
  TdSession *session = td_session_open (path, &error);

  g_assert_no_error (error);
  return session;
}

static void
drafted_cb (guint *n, const GError *error)
{
  g_assert_no_error (error);
  ++*n;
}

static gboolean
is_drafted (gpointer n)
{
  return *(guint *) n > 0;
}

/* Waits for the next draft and leaves it as a kill does, then restores and saves it. */
static void
kill_and_restore (Place *place)
{
  g_auto(TdDraftInfo) info = { 0 };
  g_autoptr(TdDraft) draft = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_signal_connect_swapped (place->session, "drafted", G_CALLBACK (drafted_cb), &n);
  edit_name (place->session, "Killed");
  wait_until (is_drafted, &n);
  g_clear_object (&place->session);
  draft = place_claim (place, &info);
  place->session = td_session_restore (draft, &info, &error);
  g_assert_no_error (error);
  g_assert_true (td_session_get_modified (place->session));
  td_session_keep_drafts (place->session, g_steal_pointer (&draft), NULL);
  g_assert_no_error (save_to (place->session, place->path, FALSE));
}

static void
test_edits_in_a_draft (void)
{
  static const char *const edits[][3] = {
    { "training.optimizer.learning-rate=0.003", NULL },
    { "network.trunk.0.units=9", NULL },
    { "tasks.1.weight=0.25", "training.batch-size=5", NULL },
    { "training.optimizer=sgd", NULL },
    { "network.trunk.0.units=16", NULL },
  };
  Place place;

  place_open (&place);
  td_session_set_speed (place.session, 400, 0);
  td_session_train (place.session);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      wait_for (0.04);
      set_paths (place.session, edits[i]);
    }
  wait_for (0.1);
  kill_and_restore (&place);
  g_assert_cmpuint (td_session_get_progress (place.session)->step, >, 20);
  assert_replays (place.path);
  place_close (&place);
}

static void
test_earlier_runs_in_a_draft (void)
{
  Place place;
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(GError) error = NULL;

  place_open (&place);
  train (place.session, 0.1);
  td_session_reset (place.session);
  wait_until (is_idle, place.session);
  kill_and_restore (&place);
  td_checkpoint_load (place.path, &file, &error);
  g_assert_no_error (error);
  g_assert_null (file.weights);
  g_assert_nonnull (file.edits);
  g_assert_cmpuint (td_edit_get_start (file.edits)->earlier->len, ==, 1);
  place_close (&place);
}

static gboolean
has_problem (gpointer session)
{
  return td_session_get_problem (session) != NULL;
}

static gboolean
has_none (gpointer session)
{
  return td_session_get_problem (session) == NULL;
}

#define LOST 2 /* the data too */

static const char *const senseless[][3] = {
  { "tasks=[]", NULL },
  { "data.inputs=[\"nothing\"]", NULL },
  [LOST] = { "data.inputs=[\"nothing\"]", "data.source.path=none.csv", NULL },
  { "tasks.0.targets=[\"nothing\"]", "name=Odd", NULL },
  { "tasks.0.name=Same", "tasks.1.name=Same", NULL },
  { "data.split.train=0.9", NULL },
};

/* Saved and opened, the document says what it said before; mended, it trains. */
static void
save_senseless (Place *place, const char *const *settings)
{
  g_autofree char *problem = NULL;
  guint64 step = td_session_get_progress (place->session)->step;

  set_paths (place->session, settings);
  wait_until (has_problem, place->session);
  problem = g_strdup (td_session_get_problem (place->session));
  g_assert_false (td_session_can_train (place->session));
  g_assert_no_error (save_to (place->session, place->path, FALSE));
  td_session_drop_draft (place->session);
  g_clear_object (&place->session);
  place->session = reopen (place->path);
  g_assert_cmpstr (td_session_get_problem (place->session), ==, problem);
  g_assert_false (td_session_can_train (place->session));
  g_assert_false (td_session_get_modified (place->session));
  g_assert_cmpuint (td_session_get_progress (place->session)->step, ==, step);
}

static void
mend (TdSession *session, const TdSpec *project)
{
  td_config_apply_spec (td_project_get_config (td_session_get_project (session)), project);
  wait_until (has_none, session);
  g_assert_true (td_session_can_train (session));
}

static void
test_untrained_and_senseless (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (senseless); i++)
    {
      Place place;
      g_auto(TdSpec) project = { 0 };

      if (i == LOST)
        continue; /* without its data an untrained project isn't opened */
      place_open (&place);
      td_project_dup_spec (td_session_get_project (place.session), &project);
      save_senseless (&place, senseless[i]);
      mend (place.session, &project);
      train (place.session, 0.05);
      g_assert_no_error (save_to (place.session, place.path, FALSE));
      assert_replays (place.path);
      place_close (&place);
    }
}

/* What was trained is neither lost nor changed by that. */
static void
test_trained_and_senseless (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (senseless); i++)
    {
      Place place;
      g_auto(TdSpec) project = { 0 };
      g_autoptr(TdState) before = NULL;
      g_autoptr(TdState) after = NULL;

      place_open (&place);
      train (place.session, 0.1);
      g_assert_no_error (save_to (place.session, place.path, FALSE));
      before = load_state (place.path);
      td_project_dup_spec (td_session_get_project (place.session), &project);
      save_senseless (&place, senseless[i]);
      g_assert_no_error (save_to (place.session, place.path, FALSE)); /* and once more */
      mend (place.session, &project);
      g_assert_no_error (save_to (place.session, place.path, FALSE));
      after = load_state (place.path);
      assert_same_parameters (before, after);
      train (place.session, 0.05);
      g_assert_no_error (save_to (place.session, place.path, FALSE));
      assert_replays (place.path);
      place_close (&place);
    }
}

/* Weights from elsewhere that no step has changed yet. */
static void
test_loaded_weights (void)
{
  Place place;
  g_auto(TdSpec) project = { 0 };
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdState) state = NULL;
  g_autoptr(TdState) again = NULL;
  g_autoptr(GError) error = NULL;

  place_open (&place);
  td_project_dup_spec (td_session_get_project (place.session), &project);
  td_session_drop_draft (place.session);
  g_clear_object (&place.session);
  plan = toy_plan_of (place.folder, &project);
  state = td_state_new (plan->graph->layout); /* zeros, which no first weights are */
  td_checkpoint_save (place.path, &project, plan->fit, state, NULL, &error);
  g_assert_no_error (error);

  place.session = reopen (place.path);
  edit_name (place.session, "Loaded");
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  save_senseless (&place, senseless[0]);
  mend (place.session, &project);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  again = load_state (place.path);
  assert_same_parameters (state, again);
  place_close (&place);
}

/* Data inside the file stay there although the document names others for now. */
static void
test_senseless_with_data_inside (void)
{
  Place place;
  g_auto(TdSpec) project = { 0 };
  g_autofree char *csv = NULL;

  place_open (&place);
  set_paths (place.session, (const char *[]) { "data.embed=true", NULL });
  train (place.session, 0.05);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  csv = g_build_filename (place.folder, "toy.csv", NULL);
  g_assert_cmpint (g_remove (csv), ==, 0);
  td_project_dup_spec (td_session_get_project (place.session), &project);
  save_senseless (&place, senseless[LOST]);
  mend (place.session, &project);
  train (place.session, 0.05);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  assert_replays (place.path);
  place_close (&place);
}

/* Save As elsewhere gives the data files other names, which is no edit of the run: what is of now
 * and what was before it are one run all the same. */
static void
test_another_folder_is_no_edit (void)
{
  Place place;
  g_autofree char *below = NULL, *other = NULL;

  place_open (&place);
  below = g_build_filename (place.folder, "below", NULL);
  other = g_build_filename (below, "other.tandem", NULL);
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  train (place.session, 0.05);
  g_assert_no_error (save_to (place.session, other, FALSE));
  g_assert_false (td_session_get_modified (place.session));
  td_session_reset (place.session);
  wait_until (is_idle, place.session);
  g_assert_true (td_session_get_modified (place.session));
  td_session_undo (place.session);
  wait_until (is_idle, place.session);
  g_assert_false (td_session_get_modified (place.session));
  train (place.session, 0.05);
  td_session_go_back (place.session);
  wait_until (is_idle, place.session);
  train (place.session, 0.05);
  g_assert_no_error (save_to (place.session, other, FALSE));
  assert_replays (other);
  toy_folder_remove (g_steal_pointer (&below));
  place_close (&place);
}

void
add_run_tests (void)
{
  g_test_add_func ("/drafts/edits-are-in-them", test_edits_in_a_draft);
  g_test_add_func ("/drafts/earlier-runs-are-in-them", test_earlier_runs_in_a_draft);
  g_test_add_func ("/saving/another-folder-is-no-edit-of-the-run", test_another_folder_is_no_edit);
  g_test_add_func ("/senseless/untrained-opens-and-is-mended", test_untrained_and_senseless);
  g_test_add_func ("/senseless/trained-opens-and-goes-on", test_trained_and_senseless);
  g_test_add_func ("/senseless/loaded-weights-stay", test_loaded_weights);
  g_test_add_func ("/senseless/data-inside-stay", test_senseless_with_data_inside);
}
