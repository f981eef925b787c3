/* project.c — the document as an object.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/project.h"

static void
count_cb (guint *count)
{
  *count += 1;
}

static TdProject *
open_example (const char *path)
{
  g_auto(TdSpec) spec = { NULL, NULL };

  parse_project (example_json, &spec);
  return td_project_new (&spec, path);
}

static void
test_edits (void)
{
  TdProject *project = open_example (NULL);
  guint edits = 0;
  guint names = 0;
  GError *error = NULL;
  g_autofree char *name = NULL;

  g_signal_connect_swapped (project, "edited", G_CALLBACK (count_cb), &edits);
  g_signal_connect_swapped (project, "notify::name", G_CALLBACK (count_cb), &names);
  g_assert_false (td_project_get_modified (project));
  td_config_set_number (td_project_get_training (project), "epochs", 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (edits, ==, 1);
  g_assert_cmpuint (names, ==, 0);
  g_assert_true (td_project_get_modified (project));
  td_project_set_modified (project, FALSE);
  td_config_set_text (td_project_get_config (project), "name", "Mine", &error);
  g_assert_cmpuint (edits, ==, 2);
  g_assert_cmpuint (names, ==, 1);
  g_object_get (project, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "Mine");
  td_config_list_remove (td_project_get_tasks (project), 1);
  g_assert_cmpuint (edits, ==, 3);
  g_assert_finalize_object (project);
}

static void
test_paths (void)
{
  TdProject *project = open_example ("/some/where/digits.json");
  guint changes = 0;
  g_autofree char *folder = td_project_dup_folder (project);

  g_signal_connect_swapped (project, "notify::path", G_CALLBACK (count_cb), &changes);
  g_assert_cmpstr (folder, ==, "/some/where");
  td_project_set_path (project, "/some/where/digits.json");
  g_assert_cmpuint (changes, ==, 0);
  td_project_set_path (project, NULL);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_null (td_project_get_path (project));
  g_assert_finalize_object (project);
}

static void
test_spec (void)
{
  TdProject *project = open_example (NULL);
  g_auto(TdSpec) spec = { NULL, NULL };
  g_auto(TdSpec) copy = { NULL, NULL };

  parse_project (example_json, &spec);
  td_project_dup_spec (project, &copy);
  g_assert_true (td_spec_equal (&spec, &copy));
  g_assert_finalize_object (project);
}

void
add_project_tests (void)
{
  g_test_add_func ("/project/an-edit-is-told-once-and-marks-it-unsaved", test_edits);
  g_test_add_func ("/project/the-folder-is-that-of-the-file", test_paths);
  g_test_add_func ("/project/the-spec-comes-back-as-it-went-in", test_spec);
}
