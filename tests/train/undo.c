/* undo.c — tests of undoing edits of a run: what an edit drops comes back bit for bit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-monkey.h"
#include "toy-session.h"

#include "core/train/checkpoint.h"

#include <string.h>

static const char without_t2[]
  = "[{\"id\":\"t1\",\"name\":\"Class\",\"kind\":\"classes\",\"targets\":[\"class\"],\"head\":"
    "[{\"id\":\"h1\",\"kind\":\"dense\",\"units\":6,\"activation\":\"tanh\"}]},"
    "{\"id\":\"t3\",\"name\":\"Amount\",\"kind\":\"number\",\"targets\":[\"amount\"]}]";

/* One edit that drops something, with the settings of the project it is made in. */
typedef struct
{
  const char *path, *value;
  const char *setting; /* NULL: none */
} Sort;

static const Sort sorts[] = {
  { "network.trunk",
    "[{\"id\":\"l3\",\"kind\":\"dense\",\"units\":8,\"activation\":\"gelu\"}]", NULL },
  { "tasks", without_t2, NULL },
  { "network.trunk.0.units", "5", NULL },
  { "network.sharing", "separate", NULL },
  { "network.sharing", "hard", "network.sharing=separate" },
  { "tasks.0.head", "[]", NULL },
  { "training.optimizer", "sgd", NULL },
  { "training.optimizer", "rmsprop", "training.early-stopping=9" },
  { "network.trunk.0.bias", "false", NULL },
  { "tasks.1.enabled", "false", NULL },
};

static void
check_sort (const char *folder, const Sort *sort)
{
  const char *settings[] = { "training.epochs=0", sort->setting, NULL };
  ToySession session;
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) edited = NULL;
  g_autoptr (TdState) undone = NULL;
  g_autoptr (TdState) redone = NULL;

  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 27);
  before = toy_session_state (&session);
  toy_session_set (&session, sort->path, sort->value);
  toy_session_train (&session, 9);
  edited = toy_session_state (&session);
  g_assert_true (toy_session_undo (&session));
  undone = toy_session_state (&session);
  g_assert_cmpuint (undone->step, ==, before->step + 9);
  g_assert_true (toy_session_redo (&session));
  redone = toy_session_state (&session);
  toy_assert_same_tensors (edited, redone);
  g_assert_true (td_layout_equal (before->layout, undone->layout));
  toy_session_clear (&session);
}

static void
test_every_sort_with_training_between (void)
{
  char *folder = toy_folder_new (200);

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    check_sort (folder, &sorts[i]);
  toy_folder_remove (folder);
}

static void
test_every_sort_at_rest (void)
{
  char *folder = toy_folder_new (200);

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      const char *settings[] = { "training.epochs=0", sorts[i].setting, NULL };
      ToySession session;
      g_autoptr (TdState) before = NULL;
      g_autoptr (TdState) undone = NULL;

      toy_session_init (&session, folder, settings);
      toy_session_train (&session, 23);
      before = toy_session_state (&session);
      for (guint turn = 0; turn < 3; turn++)
        {
          g_assert_true (turn == 0 || toy_session_redo (&session));
          if (turn == 0)
            toy_session_set (&session, sorts[i].path, sorts[i].value);
          g_assert_true (toy_session_undo (&session));
        }
      undone = toy_session_state (&session);
      toy_assert_same_tensors (before, undone);
      toy_session_train (&session, 1);
      toy_session_clear (&session);
    }
  toy_folder_remove (folder);
}

/* What was dropped rests while the others go on learning. */
static void
test_dropped_tensors_dont_learn (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "training.epochs=0", NULL };
  ToySession session;
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) after = NULL;
  const TdTensor *a, *b;

  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 20);
  before = toy_session_state (&session);
  toy_session_set (&session, "tasks", without_t2);
  toy_session_train (&session, 20);
  toy_session_undo (&session);
  after = toy_session_state (&session);
  a = td_layout_find (before->layout, "heads.1.0.weight");
  b = td_layout_find (after->layout, "heads.1.0.weight");
  g_assert_cmpmem (before->parameters + a->offset, a->n * sizeof (float),
                   after->parameters + b->offset, b->n * sizeof (float));
  g_assert_cmpmem (before->slots[1] + a->offset, a->n * sizeof (float),
                   after->slots[1] + b->offset, b->n * sizeof (float));
  a = td_layout_find (before->layout, "trunk.0.weight");
  g_assert_true (memcmp (before->parameters + a->offset, after->parameters + a->offset,
                         a->n * sizeof (float)) != 0);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* A slider passes many values, and only the first of them matters to undo. */
static void
test_a_drag_keeps_the_first_tensors (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "training.epochs=0", NULL };
  ToySession session;
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) after = NULL;

  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 20);
  before = toy_session_state (&session);
  td_undo_begin_group (session.undo);
  for (guint units = 15; units >= 3; units--)
    {
      g_autofree char *text = g_strdup_printf ("%u", units);

      toy_session_set (&session, "network.trunk.0.units", text);
    }
  toy_session_set (&session, "network.trunk.0.units", "16");
  toy_session_set (&session, "network.trunk.0.units", "4");
  td_undo_end_group (session.undo);
  g_assert_cmpuint (td_undo_get_n_entries (session.undo), ==, 1);
  g_assert_cmpstr (td_undo_get_undo_label (session.undo), ==, "Change units");
  toy_session_undo (&session);
  after = toy_session_state (&session);
  toy_assert_same_tensors (before, after);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* Between two documents that can be trained may be some that can't. */
static void
test_a_leap_over_nonsense (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "training.epochs=0", NULL };
  ToySession session;
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) after = NULL;
  g_autoptr (TdState) again = NULL;
  g_autoptr (TdState) other = NULL;

  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 20);
  before = toy_session_state (&session);
  toy_session_set (&session, "tasks", "[]");
  toy_session_set (&session, "tasks", "[{\"kind\":\"yes-no\",\"targets\":[\"flag\"]}]");
  toy_session_train (&session, 5);
  other = toy_session_state (&session);
  g_assert_cmpuint (other->n_tasks, ==, 1);
  g_assert_cmpuint (other->step, ==, before->step + 5);
  toy_session_undo (&session);
  toy_session_undo (&session);
  after = toy_session_state (&session);
  for (guint i = 0; i < before->layout->n_tensors; i++)
    {
      const TdTensor *tensor = &before->layout->tensors[i];

      if (tensor->task >= 0)
        g_assert_cmpmem (before->parameters + tensor->offset, tensor->n * sizeof (float),
                         after->parameters + tensor->offset, tensor->n * sizeof (float));
    }
  toy_session_redo (&session);
  toy_session_redo (&session);
  again = toy_session_state (&session);
  toy_assert_same_tensors (other, again);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

static void
test_a_reset_can_be_undone (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "training.epochs=0", NULL };
  ToySession session;
  g_autoptr (TdState) first = NULL;
  g_autoptr (TdState) second = NULL;
  g_autoptr (TdState) state = NULL;
  g_autofree char *curves = NULL;
  g_autofree char *again = NULL;
  g_auto (TdSpec) spec = { NULL };

  toy_session_init (&session, folder, settings);
  td_project_dup_spec (session.project, &spec);
  toy_session_train (&session, 33);
  first = toy_session_state (&session);
  curves = td_history_to_csv (td_trainer_get_history (session.trainer), &spec);
  toy_session_reset (&session);
  g_assert_cmpstr (td_undo_get_undo_label (session.undo), ==, "Reset");
  toy_session_set (&session, "network.trunk.0.units", "9");
  toy_session_train (&session, 11);
  second = toy_session_state (&session);
  g_assert_cmpuint (second->step, ==, 11);
  g_assert_true (td_state_has_past (second));
  toy_session_undo (&session);
  toy_session_undo (&session);
  state = toy_session_state (&session);
  toy_assert_same_state (first, state);
  g_assert_true (first->edits == state->edits);
  again = td_history_to_csv (td_trainer_get_history (session.trainer), &spec);
  g_assert_cmpstr (curves, ==, again);
  toy_session_redo (&session);
  toy_session_redo (&session);
  td_state_unref (g_steal_pointer (&state));
  state = toy_session_state (&session);
  toy_assert_same_tensors (second, state);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

/* Before the first step an edited project has the weights it would always have had. */
static void
test_edits_before_the_first_step (void)
{
  char *folder = toy_folder_new (200);
  const char *changed[] = { "training.seed=7", "network.trunk.0.initializer=orthogonal", NULL };
  ToySession session;
  g_autoptr (TdPlan) plan = toy_plan (folder, changed);
  g_autoptr (TdTrainer) fresh = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdState) expected = td_trainer_snapshot (fresh);
  g_autoptr (TdState) state = NULL;

  toy_session_init (&session, folder, NULL);
  toy_session_set (&session, "training.seed", "7");
  toy_session_set (&session, "network.trunk.0.initializer", "orthogonal");
  state = toy_session_state (&session);
  toy_assert_same_state (expected, state);
  g_assert_cmpint (state->edits->kind, ==, TD_EDIT_START);
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

static void
check_monkey (ToySession *session, GRand *rand, guint n_edits)
{
  g_autoptr (TdState) before = toy_session_state (session);
  g_autoptr (TdState) edited = NULL;
  g_autoptr (TdState) state = NULL;
  g_auto (TdSpec) first = { NULL };
  g_auto (TdSpec) last = { NULL };
  g_auto (TdSpec) now = { NULL };
  guint n = 0;

  td_project_dup_spec (session->project, &first);
  for (guint i = 0; i < n_edits; i++)
    toy_monkey_edit (session, rand);
  td_project_dup_spec (session->project, &last);
  edited = toy_session_state (session);
  while (toy_session_undo (session))
    n++;
  g_assert_cmpuint (n, >, n_edits / 4);
  state = toy_session_state (session);
  td_project_dup_spec (session->project, &now);
  g_assert_true (td_spec_equal (&first, &now));
  toy_assert_same_tensors (before, state);
  g_assert_cmpuint (before->step, ==, state->step);
  for (; n > 0; n--)
    g_assert_true (toy_session_redo (session));
  td_state_unref (g_steal_pointer (&state));
  state = toy_session_state (session);
  td_spec_clear (&now);
  td_project_dup_spec (session->project, &now);
  g_assert_true (td_spec_equal (&last, &now));
  /* Under a document that makes no sense goes on what was there before, whatever that was. */
  if (td_spec_equal (&last, &td_trainer_get_plan (session->trainer)->project))
    toy_assert_same_tensors (edited, state);
  while (toy_session_undo (session))
    ;
}

/* Random edits, some of them nonsense, some undone and redone at once, some resets: undoing all
 * gives the document and every bit of the run back, redoing all the edited ones. */
static void
test_monkey (void)
{
  char *folder = toy_folder_new (150);
  const char *settings[] = { "training.epochs=0", NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  ToySession session;

  toy_session_init (&session, folder, settings);
  for (guint round = 0; round < 4; round++)
    {
      check_monkey (&session, rand, 75);
      toy_session_set (&session, "training.l2", round % 2 == 0 ? "0.001" : "0");
      toy_session_train (&session, 13);
      toy_session_clear (&session);
      toy_session_init (&session, folder, settings);
      toy_session_train (&session, 17 + round);
    }
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

void
add_undo_tests (void)
{
  g_test_add_func ("/undo/every-sort-of-edit-at-rest-leaves-no-trace", test_every_sort_at_rest);
  g_test_add_func ("/undo/every-sort-of-edit-is-redone-as-it-was",
                   test_every_sort_with_training_between);
  g_test_add_func ("/undo/dropped-tensors-come-back-as-they-went", test_dropped_tensors_dont_learn);
  g_test_add_func ("/undo/a-drag-keeps-the-first-tensors", test_a_drag_keeps_the_first_tensors);
  g_test_add_func ("/undo/documents-that-make-no-sense-are-leapt-over", test_a_leap_over_nonsense);
  g_test_add_func ("/undo/a-reset-changes-places-with-the-run-before", test_a_reset_can_be_undone);
  g_test_add_func ("/undo/before-the-first-step-all-starts-anew", test_edits_before_the_first_step);
  g_test_add_func ("/undo/a-monkey-leaves-no-trace", test_monkey);
}
