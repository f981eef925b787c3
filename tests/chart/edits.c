/* edits.c — tests of ui/chart/edit-marks.c: a run's edits as marks with a few words each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/edit-marks.h"
#include "core/project/settings.h"
#include "tests/chart/suites.h"

static const char project_text[]
    = "{\"tasks\": [{\"id\": \"t1\", \"name\": \"Digit\", \"kind\": \"classes\","
      " \"targets\": [\"digit\"]}],"
      "\"network\": {\"trunk\": [{\"id\": \"l1\", \"kind\": \"dense\", \"units\": 64}]},"
      "\"training\": {\"optimizer\": \"adam\"}}";

typedef struct
{
  TdSpec       project;
  TdEdit      *edits;
  TdEditMarks *marks;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node
      = td_json_parse (project_text, sizeof project_text - 1, "project", &error);
  g_assert_no_error (error);
  td_spec_from_json (&self->project, &td_project_settings, NULL, node, "", &error);
  g_assert_no_error (error);
  self->edits = td_edit_start (&self->project, 0, 0, TRUE, 1, NULL);
  self->marks = td_edit_marks_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  td_edit_marks_free (self->marks);
  td_edit_unref (self->edits);
  td_spec_clear (&self->project);
}

static void
edit (Fixture *self, guint64 step, const char *path, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_auto (TdSpec) before = { NULL };
  TdEditPlace place = { .step = step, .epoch = step / 10 };
  td_spec_copy (&before, &self->project);
  td_spec_set_path (&self->project, path, value, &error);
  g_assert_no_error (error);
  self->edits = td_edit_change (self->edits, &place, &before, &self->project);
}

static gboolean
update (Fixture *self)
{
  return td_edit_marks_update (self->marks, self->edits, 10);
}

static void
assert_mark (Fixture *self, guint position, double x, const char *text)
{
  guint n;
  const TdChartMark *marks = td_edit_marks_get (self->marks, &n);
  g_assert_cmpuint (position, <, n);
  g_assert_cmpfloat (marks[position].x, ==, x);
  g_assert_cmpstr (marks[position].text, ==, text);
}

static guint
count (Fixture *self)
{
  guint n;
  td_edit_marks_get (self->marks, &n);
  return n;
}

static void
test_words (Fixture *self, gconstpointer data)
{
  edit (self, 5, "training.optimizer.learning-rate", "0.01");
  edit (self, 20, "tasks.0.weight", "0.5");
  edit (self, 21, "training.optimizer", "sgd");
  edit (self, 22, "training.shuffle", "false");
  edit (self, 23, "network.trunk", "[{\"id\": \"l1\", \"kind\": \"dense\", \"units\": 64},"
                                   " {\"id\": \"l2\", \"kind\": \"dropout\"}]");
  edit (self, 24, "network.trunk.0.units", "32");
  edit (self, 25, "training.monitor", "mean-accuracy");
  edit (self, 26, "tasks.0.name", "Numeral"); /* names and colours are no news of the run */
  edit (self, 27, "tasks.0.color", "#123456");
  g_assert_true (update (self));
  g_assert_cmpuint (count (self), ==, 7);
  assert_mark (self, 0, 0.5, "Learning rate 0.001 → 0.01");
  assert_mark (self, 1, 2, "Digit: Weight λ 1 → 0.5");
  assert_mark (self, 3, 2.2, "Shuffle on → off");
  assert_mark (self, 4, 2.3, "Add Dropout");
  assert_mark (self, 5, 2.4, "Units 64 → 32");
  assert_mark (self, 6, 2.5, "Monitor Loss → Mean accuracy");
  g_assert_true (g_str_has_suffix (td_edit_marks_get (self->marks, &(guint){ 0 })[2].text,
                                   " Adam → SGD"));
}

static void
test_they_grow_and_start_over (Fixture *self, gconstpointer data)
{
  g_autoptr (TdEdit) other = td_edit_start (&self->project, 0, 0, TRUE, 2, NULL);
  g_assert_true (update (self));
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_false (update (self));
  edit (self, 5, "training.batch-size", "32");
  g_assert_true (update (self));
  edit (self, 15, "training.batch-size", "16");
  g_assert_true (update (self));
  g_assert_cmpuint (count (self), ==, 2);
  assert_mark (self, 1, 1.5, "Batch size 32 → 16");
  g_assert_true (td_edit_marks_update (self->marks, other, 10));
  g_assert_cmpuint (count (self), ==, 0);
  g_assert_true (update (self));
  g_assert_cmpuint (count (self), ==, 2);
  g_assert_true (td_edit_marks_update (self->marks, NULL, 10));
  g_assert_cmpuint (count (self), ==, 0);
}

/* What an edit replaces isn't in the chain any more. */
static void
test_joined_edits (Fixture *self, gconstpointer data)
{
  TdEditPlace place = { .step = 5, .plain = TRUE };
  for (guint i = 0; i < 2; i++)
    {
      g_auto (TdSpec) before = { NULL };
      td_spec_copy (&before, &self->project);
      td_spec_set_path (&self->project, "training.l2", i == 0 ? "0.1" : "0.2", NULL);
      self->edits = td_edit_change (self->edits, &place, &before, &self->project);
      g_assert_true (update (self));
      g_assert_cmpuint (count (self), ==, 1);
    }
  assert_mark (self, 0, 0.5, "L2 penalty 0 → 0.2");
}

static void
test_epochs_of_another_length (Fixture *self, gconstpointer data)
{
  TdEditPlace place = { .step = 900, .epoch = 3 };
  self->edits = td_edit_append (self->edits, TD_EDIT_BEST, &place, NULL);
  g_assert_true (update (self));
  assert_mark (self, 0, 3, "Back to the best weights");
}

#define ADD(name, function) \
  g_test_add ("/chart/edits/" name, Fixture, NULL, set_up, function, tear_down)

void
add_edit_tests (void)
{
  ADD ("are-told-in-a-few-words", test_words);
  ADD ("grow-and-start-over", test_they_grow_and_start_over);
  ADD ("made-at-one-place-are-one", test_joined_edits);
  ADD ("of-epochs-of-another-length-stay-in-theirs", test_epochs_of_another_length);
}
