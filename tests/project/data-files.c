/* data-files.c — data files that change after training, move with a project, or live inside it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/relocate.h"
#include "core/project/task.h"

#include <glib/gstdio.h>
#include <string.h>

#define ROWS "1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n"

static const char project_json[] =
  "{\"format\":\"tandem-project\",\"version\":1,"
  "\"data\":{\"source\":{\"kind\":\"csv\",\"path\":\"rows.csv\"},\"inputs\":\"x\"},"
  "\"tasks\":[{\"kind\":\"classes\",\"targets\":\"y\"}]}";

static TdPlan *
plan_of (const TdSpec *project,
         TdFolder     *folder,
         TdFit        *fit)
{
  g_autoptr(TdData) data = td_data_new_in (folder, fit);
  GError *error = NULL;
  TdPlan *plan = td_plan_new (project, data, &error);

  g_assert_no_error (error);
  return plan;
}

static void
set (TdSpec     *project,
     const char *path,
     const char *text)
{
  GError *error = NULL;

  td_spec_set_path (project, path, text, &error);
  g_assert_no_error (error);
}

static void
assert_path (const TdSpec *project,
             const char   *path,
             const char   *expected)
{
  g_autofree char *text = td_spec_get_path (project, path, NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_changed (void)
{
  static const struct
  {
    const char *name, *text, *says; /* NULL: nothing */
  } files[] = {
    { "rows.csv", "x,y\n" ROWS, NULL },
    { "renamed.csv", "x,y\n" ROWS, NULL },
    { "rows.csv", "x,y\n" ROWS "11,a\n", "rows.csv changed since training: 11 rows, 2 columns now, "
                                         "10 and 2 then" },
    { "rows.csv", "x,y\n7" ROWS, "as many rows and columns, but other content" },
    { "other.csv", "x,y\n7" ROWS, "other.csv isn't rows.csv, which the model was trained on" },
  };
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(TdPlan) trained = NULL;

  write_text ("rows.csv", "x,y\n" ROWS);
  parse_project (project_json, &project);
  trained = plan_of (&project, folder, NULL);
  g_assert_null (trained->changed);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(TdPlan) plan = NULL;

      write_text (files[i].name, files[i].text);
      set (&project, "data.source.path", files[i].name);
      plan = plan_of (&project, folder, trained->fit);
      g_assert_nonnull (plan->dataset);
      if (files[i].says == NULL)
        g_assert_null (plan->changed);
      else
        assert_says (g_error_new_literal (TD_PROJECT_ERROR, 0, plan->changed), files[i].says);
    }
}

/* A trained project opens and predicts though its file has become another. */
static void
test_changed_beyond_use (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(TdPlan) trained = NULL;
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdData) data = NULL;
  GError *error = NULL;

  write_text ("rows.csv", "x,y\n" ROWS);
  parse_project (project_json, &project);
  trained = plan_of (&project, folder, NULL);
  write_text ("rows.csv", "z,y\n" ROWS);
  plan = plan_of (&project, folder, trained->fit);
  g_assert_null (plan->dataset);
  g_assert_nonnull (strstr (plan->missing, "“x”"));
  g_assert_nonnull (strstr (plan->changed, "rows.csv changed"));

  /* Data that are as they were don't excuse a wrong edit. */
  write_text ("rows.csv", "x,y\n" ROWS);
  set (&project, "data.split", "{\"column\": \"nowhere\"}");
  data = td_data_new_in (folder, trained->fit);
  g_assert_null (td_plan_new (&project, data, &error));
  assert_says (error, "nowhere");
}

static void
test_left_out (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(TdPlan) trained = NULL;
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdData) data = NULL;

  write_text ("rows.csv", "x,y\n" ROWS);
  parse_project (project_json, &project);
  trained = plan_of (&project, folder, NULL);
  data = td_data_new_in (folder, trained->fit);
  td_data_leave_out (data);
  plan = td_plan_new (&project, data, NULL);
  g_assert_null (plan->dataset);
  g_assert_cmpuint (plan->graph->layout->n_parameters, ==, trained->graph->layout->n_parameters);
}

/* Names inside go before names on disk, and no file is made. */
static void
test_inside (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x,y\n" ROWS, strlen ("x,y\n" ROWS));
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr(TdData) data = NULL;
  g_autoptr(TdPlan) plan = NULL;
  guint n_files = count_files ();
  GError *error = NULL;

  td_folder_add (folder, "data/inside.csv", bytes);
  td_folder_add (folder, "data/empty.csv", empty);
  parse_project (project_json, &project);
  set (&project, "data.source.path", "data/inside.csv");
  plan = plan_of (&project, folder, NULL);
  g_assert_cmpuint (plan->dataset->n_rows, ==, 10);
  set (&project, "data.source.path", "data/empty.csv");
  data = td_data_new_in (folder, NULL);
  g_assert_null (td_plan_new (&project, data, &error));
  assert_says (error, "empty");
  g_assert_cmpuint (count_files (), ==, n_files);
}

/* With data.embed, whatever can be read goes inside, under a name that no other file has. */
static void
test_pack (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(TdFolder) packed = NULL;
  g_autoptr(TdFolder) repacked = NULL;
  g_autofree char *to = g_build_filename (test_folder, "below", "a.tandem", NULL);
  g_autofree char *gone = test_path ("gone.csv");
  g_autofree char *paths = g_strdup_printf ("[\"rows.csv\", \".rows.csv\", \"./rows.csv\", "
                                            "\"%s/rows.csv\", \"gone.csv\"]", test_folder);
  g_autofree char *expected = g_strdup_printf ("[\"data/rows.csv\", \"data/_rows.csv\", "
                                               "\"data/rows.csv\", \"data/rows.csv\", \"%s\"]",
                                               gone);

  write_text ("rows.csv", "x,y\n" ROWS);
  write_text (".rows.csv", "x,y\n" ROWS);
  parse_project (project_json, &project);
  set (&project, "data.source.path", paths);
  set (&project, "data.embed", "true");
  packed = td_project_pack (&project, folder, to);
  assert_path (&project, "data.source.path", expected);
  g_assert_cmpuint (td_folder_n (packed), ==, 2);

  /* What is inside stays inside, even when nobody asks for it any more. */
  set (&project, "data.embed", "false");
  repacked = td_project_pack (&project, packed, "/elsewhere/b.tandem");
  assert_path (&project, "data.source.path", expected);
  g_assert_cmpuint (td_folder_n (repacked), ==, 2);
}

/* A file that is inside already doesn't lose its name to one from the disk. */
static void
test_pack_keeps_names (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(TdFolder) packed = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x,y\n", 4);

  write_text ("rows.csv", "x,y\n" ROWS);
  td_folder_add (folder, "data/rows.csv", bytes);
  parse_project (project_json, &project);
  set (&project, "data.source.path", "[\"rows.csv\", \"data/rows.csv\"]");
  set (&project, "data.embed", "true");
  packed = td_project_pack (&project, folder, "/elsewhere/b.tandem");
  assert_path (&project, "data.source.path", "[\"data/rows-2.csv\", \"data/rows.csv\"]");
  g_assert_true (td_folder_find (packed, "data/rows.csv") == bytes);
}

/* Without embedding: relative where the file lies beside or below, else absolute. */
static void
test_pack_links (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdFolder) folder = td_folder_new (test_folder);
  g_autoptr(TdFolder) same = NULL;
  g_autoptr(TdFolder) above = NULL;
  g_autoptr(TdFolder) elsewhere = NULL;
  g_autofree char *beside = test_path ("a.tandem");
  g_autofree char *over = g_strconcat (test_folder, ".tandem", NULL);
  g_autofree char *base = g_path_get_basename (test_folder);
  g_autofree char *below = g_strdup_printf ("[\"%s/rows.csv\"]", base);
  g_autofree char *absolute = g_strdup_printf ("[\"%s/rows.csv\"]", test_folder);

  parse_project (project_json, &project);
  same = td_project_pack (&project, folder, beside);
  assert_path (&project, "data.source.path", "[\"rows.csv\"]");
  above = td_project_pack (&project, folder, over);
  assert_path (&project, "data.source.path", below);
  elsewhere = td_project_pack (&project, above, "/elsewhere/b.tandem");
  assert_path (&project, "data.source.path", absolute);
  g_assert_cmpuint (td_folder_n (elsewhere), ==, 0);
}

void
add_data_file_tests (void)
{
  g_test_add_func ("/data-files/changes-since-training-are-said", test_changed);
  g_test_add_func ("/data-files/a-changed-file-does-not-lock-its-model", test_changed_beyond_use);
  g_test_add_func ("/data-files/can-be-left-out-to-predict", test_left_out);
  g_test_add_func ("/data-files/inside-go-before-those-on-disk", test_inside);
  g_test_add_func ("/data-files/are-packed-once-each", test_pack);
  g_test_add_func ("/data-files/keep-their-names-inside", test_pack_keeps_names);
  g_test_add_func ("/data-files/are-linked-from-another-folder", test_pack_links);
}
