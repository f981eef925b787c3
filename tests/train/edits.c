/* edits.c — tests of the list of a run's edits, in files and replayed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-monkey.h"
#include "toy-session.h"

#include "core/project/archive.h"
#include "core/project/document.h"
#include "core/train/checkpoint.h"

#include <string.h>

/* Saves the session's run of now in @folder, with its last epoch evaluated if that is due, and
 * opens it again. */
static TdState *
save_and_load (ToySession *session, const char *folder, TdCheckpoint *file)
{
  g_autofree char *path = g_build_filename (folder, "run.tandem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TdState) state = NULL;
  g_auto (TdSpec) spec = { NULL };

  td_trainer_pause (session->trainer);
  toy_session_train (session, 0);
  state = toy_session_state (session);
  td_project_dup_spec (session->project, &spec);
  td_checkpoint_save (path, &spec, td_trainer_get_plan (session->trainer)->fit, state,
                      td_trainer_get_history (session->trainer), &error);
  g_assert_no_error (error);
  td_checkpoint_load (path, file, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&state);
}

/* The run of a file, from its start to @steps. */
static TdState *
replay (const TdEdit *edits, const char *folder, guint64 steps)
{
  g_autoptr (TdData) data = td_data_new (folder, NULL);
  g_autoptr (TdTrainer) trainer = NULL;
  g_autoptr (TdPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  TdReplay *steps_of_it = NULL;

  td_replay_new (edits, data, &plan, &steps_of_it, &error);
  g_assert_no_error (error);
  trainer = td_trainer_new (plan, NULL, NULL);
  td_trainer_replay (trainer, steps_of_it);
  td_trainer_run (trainer, &(TdRunLimits) { .steps = steps });
  g_assert_true (td_trainer_wait (trainer, -1));
  return td_trainer_snapshot (trainer);
}

static void
assert_same_parameters (const TdState *a, const TdState *b)
{
  gsize bytes = a->layout->n_weights * sizeof (float);
  gsize slot_bytes = a->layout->n_parameters * sizeof (float);

  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->layout->n_weights, ==, b->layout->n_weights);
  g_assert_cmpmem (a->parameters, bytes, b->parameters, bytes);
  g_assert_cmpuint (a->n_slots, ==, b->n_slots);
  for (guint s = 0; s < a->n_slots; s++)
    g_assert_cmpmem (a->slots[s], slot_bytes, b->slots[s], slot_bytes);
}

static void
check_replay (ToySession *session, const char *folder)
{
  g_auto (TdCheckpoint) file = { 0 };
  g_autoptr (TdState) state = save_and_load (session, folder, &file);
  g_autoptr (TdState) again = NULL;
  g_autofree char *written = td_edits_to_json (state->edits, NULL);
  g_autofree char *read = NULL;
  g_auto (TdSpec) end = { NULL };
  g_auto (TdSpec) end_again = { NULL };

  g_assert_nonnull (file.edits);
  read = td_edits_to_json (file.edits, NULL);
  g_assert_cmpstr (written, ==, read);
  again = replay (file.edits, folder, state->step);
  assert_same_parameters (state, again);
  g_assert_true (td_edit_dup_project (state->edits, &end, NULL));
  g_assert_true (td_edit_dup_project (again->edits, &end_again, NULL));
  g_assert_true (td_spec_equal (&end, &end_again));
}

/* The steps are those at which the thread happened to look; the list knows them. */
static void
test_replay_of_edits_while_training (void)
{
  char *folder = toy_folder_new (150);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 3; round++)
    {
      const char *settings[] = { "training.epochs=0", NULL };
      ToySession session;

      toy_session_init (&session, folder, settings);
      toy_session_train (&session, 1 + round);
      td_trainer_run (session.trainer, &(TdRunLimits) { 0 });
      for (guint i = 0; i < 40; i++)
        {
          toy_monkey_edit_run (&session, rand);
          if (g_rand_boolean (rand))
            td_trainer_wait (session.trainer, 0.002);
          if (g_rand_int_range (rand, 0, 8) == 0)
            td_trainer_pause (session.trainer);
          else
            td_trainer_run (session.trainer, &(TdRunLimits) { 0 });
        }
      check_replay (&session, folder);
      toy_session_clear (&session);
    }
  toy_folder_remove (folder);
}

static void
test_replay_of_an_undone_layer (void)
{
  char *folder = toy_folder_new (150);
  const char *settings[] = { "training.epochs=0", NULL };
  ToySession session;

  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 11);
  toy_session_set (&session, "network.trunk", "[{\"id\":\"l1\",\"kind\":\"dense\",\"units\":16}]");
  toy_session_train (&session, 7);
  toy_session_set (&session, "training.optimizer.learning-rate", "0.003");
  toy_session_undo (&session);
  toy_session_undo (&session);
  toy_session_train (&session, 5);
  toy_session_redo (&session);
  toy_session_train (&session, 5);
  check_replay (&session, folder);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* Runs that stop early, end on the best weights, and go on all the same. */
static void
test_replay_of_a_run_that_went_on (void)
{
  char *folder = toy_folder_new (120);
  const char *settings[] = { "training.early-stopping=2", "training.epochs=400",
                             "training.optimizer.learning-rate=0.1", NULL };
  ToySession session;

  toy_session_init (&session, folder, settings);
  for (guint i = 0; i < 3; i++)
    {
      td_trainer_run (session.trainer, &(TdRunLimits) { 0 });
      g_assert_true (td_trainer_wait (session.trainer, -1));
    }
  check_replay (&session, folder);
  toy_session_set (&session, "training.early-stopping", "0");
  toy_session_train (&session, 10);
  toy_session_set (&session, "training.early-stopping", "50");
  toy_session_set (&session, "training.epochs", "20");
  td_trainer_run (session.trainer, &(TdRunLimits) { .epochs = 1 });
  g_assert_true (td_trainer_wait (session.trainer, -1));
  td_trainer_run (session.trainer, &(TdRunLimits) { 0 });
  g_assert_true (td_trainer_wait (session.trainer, -1));
  toy_session_set (&session, "training.epochs", "30");
  toy_session_train (&session, 3);
  check_replay (&session, folder);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* An edited run that ended by itself ends there when it is repeated. */
static void
test_a_replay_ends_where_the_run_ended (void)
{
  char *folder = toy_folder_new (120);
  const char *settings[] = { "training.epochs=3", NULL };
  ToySession session;
  g_autoptr (TdState) state = NULL;
  g_autoptr (TdState) again = NULL;

  toy_session_init (&session, folder, settings);
  td_trainer_run (session.trainer, &(TdRunLimits) { 0 });
  g_assert_true (td_trainer_wait (session.trainer, -1));
  toy_session_set (&session, "training.epochs", "5");
  td_trainer_run (session.trainer, &(TdRunLimits) { 0 });
  g_assert_true (td_trainer_wait (session.trainer, -1));
  state = toy_session_state (&session);
  again = replay (state->edits, folder, 0);
  g_assert_cmpuint (state->epoch, ==, 5);
  toy_assert_same_state (state, again);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

static guint
count_edits (const TdEdit *edits)
{
  g_autoptr (GPtrArray) list = td_edit_list (edits);

  return list->len - 1;
}

static void
test_a_slider_at_rest_is_one_edit (void)
{
  char *folder = toy_folder_new (120);
  ToySession session;
  g_autoptr (TdState) state = NULL;
  g_autoptr (TdState) later = NULL;

  toy_session_init (&session, folder, NULL);
  toy_session_train (&session, 3);
  for (guint i = 1; i <= 50; i++)
    {
      g_autofree char *rate = g_strdup_printf ("0.%03u", i);

      toy_session_set (&session, "training.optimizer.learning-rate", rate);
      td_state_unref (toy_session_state (&session));
    }
  state = toy_session_state (&session);
  g_assert_cmpuint (count_edits (state->edits), ==, 1);
  g_assert_cmpuint (state->edits->changes->len, ==, 1);
  g_assert_cmpstr (((TdSpecChange *) state->edits->changes->pdata[0])->value, ==, "0.05");
  g_assert_cmpuint (state->edits->box, ==, 0);
  toy_session_train (&session, 1);
  toy_session_set (&session, "training.optimizer.learning-rate", "0.5");
  toy_session_set (&session, "network.trunk.0.units", "3");
  later = toy_session_state (&session);
  g_assert_cmpuint (count_edits (later->edits), ==, 3);
  g_assert_cmpuint (later->edits->box, ==, 1);
  g_assert_cmpuint (count_edits (state->edits), ==, 1);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* Runs that ended in a reset stay in the file, with their curves and weights. */
static void
test_earlier_runs_are_kept (void)
{
  char *folder = toy_folder_new (120);
  ToySession session;
  g_auto (TdCheckpoint) file = { 0 };
  g_auto (TdCheckpoint) fresh = { 0 };
  g_autoptr (TdState) first = NULL;
  g_autoptr (TdState) state = NULL;
  g_autoptr (TdState) loaded = NULL;
  const TdPastRun *past;
  const TdArray *array;

  toy_session_init (&session, folder, NULL);
  toy_session_train (&session, 9);
  toy_session_set (&session, "network.trunk.0.units", "5");
  first = toy_session_state (&session);
  toy_session_reset (&session);
  td_state_unref (save_and_load (&session, folder, &fresh));
  g_assert_null (fresh.weights);
  g_assert_cmpuint (td_edit_get_start (fresh.edits)->earlier->len, ==, 1);
  toy_session_train (&session, 4);
  toy_session_reset (&session);
  toy_session_train (&session, 2);
  state = save_and_load (&session, folder, &file);
  g_assert_cmpuint (td_edit_get_start (file.edits)->number, ==, 3);
  g_assert_cmpuint (td_edit_get_start (file.edits)->earlier->len, ==, 2);
  g_assert_true (td_edit_get_start (file.edits)->from_scratch);
  past = g_ptr_array_index (td_edit_get_start (file.edits)->earlier, 0);
  g_assert_cmpuint (count_edits (past->edits), ==, 1);
  g_assert_cmpuint (td_history_n_rows (past->history), ==, first->epoch);
  array = td_array_set_find (past->weights, "trunk.0.bias");
  g_assert_cmpmem (array->data, array->n * sizeof (float),
                   first->parameters + td_layout_find (first->layout, "trunk.0.bias")->offset,
                   5 * sizeof (float));
  loaded = td_checkpoint_state (&file, td_trainer_get_plan (session.trainer), NULL, NULL);
  assert_same_parameters (state, loaded);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* Files that are named otherwise by the project as it is saved. */
static void
test_files_are_renamed (void)
{
  g_auto (TdSpec) project = { NULL };
  g_auto (TdSpec) edited = { NULL };
  g_auto (TdSpec) saved = { NULL };
  g_auto (TdSpec) renamed_end = { NULL };
  const TdEditPlace place = { 5, 0, 0, TRUE };
  g_autoptr (TdEdit) edits = NULL;
  g_autoptr (TdEdit) renamed = NULL;
  g_autoptr (GHashTable) names = NULL;
  g_autofree char *path = NULL;

  toy_project (&project, NULL);
  td_spec_copy (&edited, &project);
  td_spec_set_path (&edited, "training.l2", "0.5", NULL);
  td_spec_set_path (&edited, "tasks.1.name", "Other", NULL);
  edits = td_edit_change (td_edit_start (&project, 0, 0, TRUE, 1, NULL), &place, &project, &edited);
  td_spec_copy (&saved, &edited);
  td_spec_set_path (&saved, "data.source.path", "data/toy.csv", NULL);
  names = td_edit_find_names (edits, &saved);
  renamed = td_edit_rename (edits, names);
  g_assert_true (td_edit_dup_project (renamed, &renamed_end, NULL));
  g_assert_true (td_spec_equal (&saved, &renamed_end));
  path = td_spec_get_path (&td_edit_get_start (renamed)->project, "data.source.path", NULL);
  g_assert_cmpstr (path, ==, "[\"data/toy.csv\"]");
  g_assert_cmpuint (renamed->changes->len, ==, 2);
}

static void
check_refused (const char *text, const char *part)
{
  g_auto (TdSpec) project = { NULL };
  g_autoptr (GError) error = NULL;
  TdEdit *start;

  toy_project (&project, NULL);
  start = td_edit_start (&project, 0, 0, TRUE, 1, NULL);
  g_assert_null (td_edits_from_json (start, text, strlen (text), "runs/1/edits.json", &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "runs/1/edits.json"));
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, part);
}

static float
weight_of (ToySession *session, const TdWeightPlace *place)
{
  g_autoptr (TdState) state = toy_session_state (session);
  gsize offset;

  g_assert_true (td_weight_place_find (place, state->layout, &offset));
  return state->parameters[offset];
}

/* Weight [1][0] of a layer of four inputs or so: the second output's first. */
static void
test_a_weight_set_by_hand (void)
{
  char *folder = toy_folder_new (150);
  ToySession session;
  g_autoptr (TdState) before = NULL, after = NULL;
  g_autoptr (TdWeightPlace) place = NULL;
  float trained;

  toy_session_init (&session, folder, NULL);
  toy_session_train (&session, 5);
  before = toy_session_state (&session);
  place = td_weight_place_new ("l1", "weight", 3);
  td_undo_set_merge_seconds (session.undo, 60);
  toy_session_set_weight (&session, "l1", 3, 0.25f);
  toy_session_set_weight (&session, "l1", 3, 0.5f); /* soon after, so one edit */
  g_assert_cmpfloat (weight_of (&session, place), ==, 0.5f);
  g_assert_cmpuint (td_undo_get_n_entries (session.undo), ==, 1);
  g_assert_true (toy_session_undo (&session));
  after = toy_session_state (&session);
  toy_assert_same_tensors (before, after);
  g_assert_true (before->edits == after->edits); /* as if nothing had happened */
  g_assert_true (toy_session_redo (&session));
  g_assert_cmpfloat (weight_of (&session, place), ==, 0.5f);

  toy_session_train (&session, 7);
  trained = weight_of (&session, place);
  toy_session_set (&session, "network.trunk.0.units", "6");
  g_assert_true (toy_session_undo (&session));
  g_assert_true (toy_session_undo (&session));
  g_assert_true (toy_session_redo (&session));
  g_assert_cmpfloat (weight_of (&session, place), ==, trained);
  toy_session_train (&session, 4);
  check_replay (&session, folder);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* Before the first step, too: such a run has weights to be saved, and to be carried over. */
static void
test_a_first_weight_set_by_hand (void)
{
  char *folder = toy_folder_new (150);
  ToySession session;
  g_autoptr (TdWeightPlace) place = td_weight_place_new ("l1", "weight", 1);
  g_autoptr (TdState) state = NULL;

  toy_session_init (&session, folder, NULL);
  toy_session_set_weight (&session, "l1", 1, -0.75f);
  toy_session_set (&session, "training.l2", "0.01");
  g_assert_cmpfloat (weight_of (&session, place), ==, -0.75f);
  state = toy_session_state (&session);
  g_assert_true (td_state_is_trained (state));
  toy_session_train (&session, 3);
  check_replay (&session, folder);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

#define FRAME(edits) \
  "{\"format\":\"tandem-edits\",\"version\":1,\"from-scratch\":true,\"edits\":[" edits "]}"

static void
test_hostile_edits (void)
{
  check_refused ("", "");
  check_refused ("[]", "isn't a list of edits");
  check_refused ("{\"format\":\"tandem-edits\",\"version\":2,\"edits\":[]}", "isn't a list");
  check_refused ("{\"format\":\"tandem-edits\",\"version\":{},\"from-scratch\":true,\"edits\":[]}",
                 "isn't a list");
  check_refused ("{\"format\":\"tandem-edits\",\"version\":1,\"from-scratch\":[],\"edits\":[]}",
                 "isn't a list");
  check_refused (FRAME ("1"), "edit 1: it must be an object");
  check_refused (FRAME ("{}"), "“step”");
  check_refused (FRAME ("{\"step\":-1,\"epoch\":0,\"mark\":\"best\"}"), "“step”");
  check_refused (FRAME ("{\"step\":1.5,\"epoch\":0,\"mark\":\"best\"}"), "“step”");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"mark\":\"worst\"}"), "“mark”");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0}"), "nothing unknown");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"mark\":\"best\",\"changes\":[]}"), "nothing unknown");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"changes\":{}}"), "a list");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"weight\":1}"), "“weight”");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"weight\":{\"layer\":\"l1\",\"role\":\"weight\","
                        "\"index\":-1,\"value\":0}}"), "“index”");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"weight\":{\"layer\":\"l1\",\"role\":\"weight\","
                        "\"index\":0,\"value\":1e40}}"), "“weight”");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"changes\":[{\"path\":1,\"value\":1}]}"),
                 "“path”");
  check_refused (FRAME ("{\"step\":2,\"epoch\":0,\"mark\":\"best\"},"
                        "{\"step\":1,\"epoch\":0,\"mark\":\"best\"}"), "edit 2: its step");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"changes\":"
                        "[{\"path\":\"training.epoch\",\"value\":1}]}"), "training");
  check_refused (FRAME ("{\"step\":1,\"epoch\":0,\"changes\":"
                        "[{\"path\":\"training.epochs\",\"value\":-1}]}"), "training.epochs");
}

void
add_edits_tests (void)
{
  g_test_add_func ("/edits/a-slider-at-rest-is-one-edit", test_a_slider_at_rest_is_one_edit);
  g_test_add_func ("/edits/an-undone-layer-is-replayed", test_replay_of_an_undone_layer);
  g_test_add_func ("/edits/a-run-that-went-on-is-replayed", test_replay_of_a_run_that_went_on);
  g_test_add_func ("/edits/a-replay-ends-where-the-run-ended",
                   test_a_replay_ends_where_the_run_ended);
  g_test_add_func ("/edits/edits-while-training-are-replayed",
                   test_replay_of_edits_while_training);
  g_test_add_func ("/edits/earlier-runs-are-kept", test_earlier_runs_are_kept);
  g_test_add_func ("/edits/files-are-named-as-the-project-names-them", test_files_are_renamed);
  g_test_add_func ("/edits/a-weight-set-by-hand-is-undone-and-replayed", test_a_weight_set_by_hand);
  g_test_add_func ("/edits/a-first-weight-set-by-hand-is-kept", test_a_first_weight_set_by_hand);
  g_test_add_func ("/edits/hostile-lists-are-refused", test_hostile_edits);
}
