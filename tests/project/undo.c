/* undo.c — entries, labels, merging and limits of undo, without a run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/undo.h"

#include <string.h>

typedef struct
{
  TdProject *project;
  TdUndo    *undo;
} Fixture;

static void
set_up (Fixture *self)
{
  g_auto(TdSpec) spec = { NULL, NULL };

  parse_project (example_json, &spec);
  self->project = td_project_new (&spec, NULL);
  self->undo = td_undo_new (self->project);
}

static void
tear_down (Fixture *self)
{
  g_assert_finalize_object (self->undo);
  g_assert_finalize_object (self->project);
}

static gboolean
record (Fixture *self)
{
  g_autoptr(TdTensorBox) box = td_undo_record (self->undo);

  return box != NULL;
}

static void
set (Fixture    *self,
     const char *name,
     double      value)
{
  g_assert_true (td_config_set_number (td_project_get_training (self->project), name, value, NULL));
  record (self);
  td_undo_applied (self->undo);
}

static double
get (Fixture    *self,
     const char *name)
{
  return td_config_get_number (td_project_get_training (self->project), name);
}

static TdUndoResult
undo (Fixture *self)
{
  g_autoptr(TdTensorBox) box = NULL;

  return td_undo_undo (self->undo, &box);
}

static TdUndoResult
redo (Fixture *self)
{
  g_autoptr(TdTensorBox) box = NULL;

  return td_undo_redo (self->undo, &box);
}

static void
count_cb (guint *count)
{
  *count += 1;
}

static void
test_properties (void)
{
  Fixture fixture;
  guint n_notified = 0;

  set_up (&fixture);
  g_signal_connect_swapped (fixture.undo, "notify::undo-label", G_CALLBACK (count_cb), &n_notified);
  g_assert_false (td_undo_get_can_undo (fixture.undo));
  g_assert_null (td_undo_get_undo_label (fixture.undo));
  g_assert_cmpint (undo (&fixture), ==, TD_UNDO_NOTHING);
  g_assert_false (record (&fixture));
  set (&fixture, "batch-size", 32);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (td_undo_get_undo_label (fixture.undo), ==, "Change batch size");
  set (&fixture, "l2", 0.5);
  g_assert_cmpstr (td_undo_get_undo_label (fixture.undo), ==, "Change L2 penalty");
  g_assert_cmpint (undo (&fixture), ==, TD_UNDO_EDIT);
  g_assert_cmpstr (td_undo_get_redo_label (fixture.undo), ==, "Change L2 penalty");
  g_assert_cmpfloat (get (&fixture, "l2"), ==, 0);
  g_assert_cmpfloat (get (&fixture, "batch-size"), ==, 32);
  g_assert_cmpint (undo (&fixture), ==, TD_UNDO_EDIT);
  g_assert_cmpfloat (get (&fixture, "batch-size"), ==, 64);
  g_assert_false (td_undo_get_can_undo (fixture.undo));
  g_assert_cmpint (redo (&fixture), ==, TD_UNDO_EDIT);
  g_assert_cmpfloat (get (&fixture, "batch-size"), ==, 32);
  td_undo_set_label (fixture.undo, "Set epochs");
  set (&fixture, "epochs", 3);
  g_assert_cmpstr (td_undo_get_undo_label (fixture.undo), ==, "Set epochs");
  g_assert_false (td_undo_get_can_redo (fixture.undo));
  tear_down (&fixture);
}

static void
test_merging (void)
{
  Fixture fixture;

  set_up (&fixture);
  set (&fixture, "epochs", 3);
  set (&fixture, "epochs", 4);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 1);
  set (&fixture, "l1", 0.25);
  set (&fixture, "epochs", 5);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 3);
  td_undo_set_merge_seconds (fixture.undo, 0);
  set (&fixture, "epochs", 6);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 4);
  td_undo_begin_group (fixture.undo);
  set (&fixture, "epochs", 7);
  set (&fixture, "epochs", 8);
  set (&fixture, "l1", 0.5);
  td_undo_end_group (fixture.undo);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 5);
  td_undo_begin_group (fixture.undo);
  set (&fixture, "epochs", 9);
  td_undo_end_group (fixture.undo);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 6);
  undo (&fixture);
  undo (&fixture);
  g_assert_cmpfloat (get (&fixture, "epochs"), ==, 6);
  g_assert_cmpfloat (get (&fixture, "l1"), ==, 0.25);
  tear_down (&fixture);
}

/* What ends where it began is no entry, and what follows an undo is one of its own. */
static void
test_merging_ends (void)
{
  Fixture fixture;

  set_up (&fixture);
  set (&fixture, "epochs", 3);
  set (&fixture, "epochs", 200);
  g_assert_false (td_undo_get_can_undo (fixture.undo));
  set (&fixture, "epochs", 3);
  set (&fixture, "l1", 0.25);
  undo (&fixture);
  set (&fixture, "epochs", 4);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 2);
  undo (&fixture);
  g_assert_cmpfloat (get (&fixture, "epochs"), ==, 3);
  tear_down (&fixture);
}

static void
test_unrecorded_edits (void)
{
  Fixture fixture;

  set_up (&fixture);
  td_config_set_number (td_project_get_training (fixture.project), "epochs", 9, NULL);
  g_assert_cmpint (undo (&fixture), ==, TD_UNDO_EDIT);
  g_assert_cmpfloat (get (&fixture, "epochs"), ==, 200);
  redo (&fixture);
  g_assert_cmpfloat (get (&fixture, "epochs"), ==, 9);
  tear_down (&fixture);
}

static void
test_identity (void)
{
  Fixture fixture;
  TdConfigList *tasks;
  TdConfig *kept;

  set_up (&fixture);
  tasks = td_project_get_tasks (fixture.project);
  kept = td_config_list_get (tasks, 1);
  td_config_set_number (kept, "weight", 3, NULL);
  record (&fixture);
  td_config_list_remove (tasks, 0);
  record (&fixture);
  g_assert_cmpstr (td_undo_get_undo_label (fixture.undo), ==, "Remove Digit");
  undo (&fixture);
  g_assert_true (td_config_list_get (tasks, 1) == kept);
  undo (&fixture);
  g_assert_true (td_config_list_get (tasks, 1) == kept);
  g_assert_cmpfloat (td_config_get_number (kept, "weight"), ==, 1);
  tear_down (&fixture);
}

static void
test_number_of_entries (void)
{
  Fixture fixture;
  guint n = 0;

  set_up (&fixture);
  td_undo_set_merge_seconds (fixture.undo, 0);
  for (guint i = 0; i < 150; i++)
    set (&fixture, "epochs", 1000 + i);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, TD_UNDO_MAX_ENTRIES);
  while (undo (&fixture) == TD_UNDO_EDIT)
    n++;
  g_assert_cmpuint (n, ==, TD_UNDO_MAX_ENTRIES);
  g_assert_cmpfloat (get (&fixture, "epochs"), ==, 1049);
  tear_down (&fixture);
}

static void
forget_cb (gpointer past)
{
  *(guint *) past += 1;
}

static void
test_bytes (void)
{
  Fixture fixture;
  guint forgotten = 0;

  set_up (&fixture);
  for (guint i = 0; i < 5; i++)
    td_undo_record_reset (fixture.undo, &forgotten, TD_UNDO_MAX_BYTES / 3, forget_cb);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 3);
  g_assert_cmpuint (forgotten, ==, 2);
  td_undo_record_reset (fixture.undo, &forgotten, 2u * TD_UNDO_MAX_BYTES, forget_cb);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 1);
  g_assert_cmpuint (forgotten, ==, 5);
  tear_down (&fixture);
  g_assert_cmpuint (forgotten, ==, 6);
}

static void
test_resets (void)
{
  Fixture fixture;
  guint forgotten = 0;
  guint first = 0;
  guint second = 0;

  set_up (&fixture);
  td_undo_record_reset (fixture.undo, &first, 1, forget_cb);
  g_assert_cmpstr (td_undo_get_undo_label (fixture.undo), ==, "Reset");
  g_assert_cmpint (undo (&fixture), ==, TD_UNDO_RUN);
  g_assert_true (td_undo_exchange (fixture.undo, &second, 1) == &first);
  g_assert_cmpint (redo (&fixture), ==, TD_UNDO_RUN);
  g_assert_true (td_undo_exchange (fixture.undo, &forgotten, 1) == &second);
  tear_down (&fixture);
  g_assert_cmpuint (forgotten, ==, 1);
  g_assert_cmpuint (first + second, ==, 0);
}

static void
test_relocation (void)
{
  Fixture fixture;
  g_autoptr(TdFolder) from = td_folder_new ("/a"), to = td_folder_new ("/b");
  g_autofree char *path = NULL;
  TdConfig *source;

  set_up (&fixture);
  source = td_config_get_child (td_project_get_data (fixture.project), "source");
  set (&fixture, "epochs", 3);
  td_undo_relocate (fixture.undo, from, to);
  undo (&fixture);
  path = td_config_dup_value (source, "path");
  g_assert_nonnull (strstr (path, "/a/digits.csv"));
  tear_down (&fixture);
}

static void
apply (Fixture      *self,
       const TdSpec *spec)
{
  td_config_apply_spec (td_project_get_config (self->project), spec);
  g_assert_true (record (self));
  td_undo_applied (self->undo);
}

static void
assert_label (Fixture    *self,
              const char *label)
{
  g_assert_cmpstr (td_undo_get_undo_label (self->undo), ==, label);
}

/* Edits of lists are named after what came or went, with a task its head doesn't count. */
static void
test_list_labels (void)
{
  Fixture fixture;
  TdConfigList *tasks, *trunk;
  g_auto(TdSpec) layer = { NULL, NULL }, project = { NULL, NULL };

  set_up (&fixture);
  tasks = td_project_get_tasks (fixture.project);
  trunk = td_config_get_list (td_project_get_network (fixture.project), "trunk");
  td_project_dup_spec (fixture.project, &project);
  td_config_dup_spec (td_config_list_get (trunk, 0), &layer);
  td_config_list_remove (tasks, 0);
  g_assert_true (record (&fixture));
  assert_label (&fixture, "Remove Digit");
  td_config_list_remove (trunk, 0);
  g_assert_true (record (&fixture));
  assert_label (&fixture, "Remove Dense");
  td_config_list_insert (td_config_get_list (td_config_list_get (tasks, 0), "head"), 0, &layer);
  g_assert_true (record (&fixture));
  assert_label (&fixture, "Add Dense");
  td_config_list_remove (td_config_get_list (td_config_list_get (tasks, 0), "head"), 0);
  td_config_list_insert (trunk, 0, &layer);
  g_assert_true (record (&fixture));
  assert_label (&fixture, "Move Dense");
  apply (&fixture, &project);
  assert_label (&fixture, "Add Digit");
  td_config_list_remove (tasks, 1);
  td_config_list_remove (tasks, 0);
  g_assert_true (record (&fixture));
  assert_label (&fixture, "Change tasks");
  tear_down (&fixture);
}

/* A document that was restored has a past already. */
static void
test_since (void)
{
  Fixture fixture;
  g_auto(TdSpec) before = { NULL, NULL };

  set_up (&fixture);
  td_project_dup_spec (fixture.project, &before);
  td_undo_record_since (fixture.undo, &before, "Restored");
  g_assert_false (td_undo_get_can_undo (fixture.undo));
  g_assert_true (td_spec_set_path (&before, "training.epochs", "3", NULL));
  td_undo_record_since (fixture.undo, &before, "Restored");
  g_assert_cmpstr (td_undo_get_undo_label (fixture.undo), ==, "Restored");
  set (&fixture, "epochs", 5);
  g_assert_cmpuint (td_undo_get_n_entries (fixture.undo), ==, 2);
  undo (&fixture);
  g_assert_cmpint (undo (&fixture), ==, TD_UNDO_EDIT);
  g_assert_cmpfloat (get (&fixture, "epochs"), ==, 3);
  g_assert_cmpint (redo (&fixture), ==, TD_UNDO_EDIT);
  g_assert_cmpfloat (get (&fixture, "epochs"), !=, 3);
  tear_down (&fixture);
}

void
add_undo_tests (void)
{
  g_test_add_func ("/undo/labels-and-properties-follow", test_properties);
  g_test_add_func ("/undo/changes-of-one-control-are-one-entry", test_merging);
  g_test_add_func ("/undo/merging-ends-with-an-undo", test_merging_ends);
  g_test_add_func ("/undo/an-unrecorded-edit-is-undone-first", test_unrecorded_edits);
  g_test_add_func ("/undo/configs-keep-their-identity", test_identity);
  g_test_add_func ("/undo/at-most-a-hundred-entries", test_number_of_entries);
  g_test_add_func ("/undo/at-most-so-many-bytes", test_bytes);
  g_test_add_func ("/undo/resets-exchange-the-past", test_resets);
  g_test_add_func ("/undo/lists-are-named-after-what-came-and-went", test_list_labels);
  g_test_add_func ("/undo/a-restored-document-has-a-past", test_since);
  g_test_add_func ("/undo/files-are-found-after-a-move", test_relocation);
}
