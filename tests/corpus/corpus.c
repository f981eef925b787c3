/* corpus.c — every project in version-1 opens, trains on its data, and is saved without loss.
 *
 * A file put into the folder is a test.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/checkpoint.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

static char *corpus;

typedef struct
{
  TdCheckpoint file;
  TdPlan      *plan;
  TdState     *state; /* NULL: not trained */
} Project;

static void
project_clear (Project *self)
{
  g_clear_pointer (&self->state, td_state_unref);
  g_clear_pointer (&self->plan, td_plan_unref);
  td_checkpoint_clear (&self->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Project, project_clear)

/* The data files lie in the corpus, wherever the project file is. */
static void
open_project (Project *self, const char *path)
{
  g_autoptr(TdFolder) folder = td_folder_new (corpus);
  g_autoptr(TdData) data = NULL;
  g_autofree char *unfit = NULL;
  GError *error = NULL;

  td_checkpoint_load (path, &self->file, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < td_folder_n (self->file.folder); i++)
    {
      const char *name = td_folder_name (self->file.folder, i);

      td_folder_add (folder, name, td_folder_find (self->file.folder, name));
    }
  data = td_data_new_in (folder, self->file.fit);
  self->plan = td_plan_new (&self->file.project, data, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->plan->dataset);
  g_assert_null (self->plan->changed);
  self->state = td_checkpoint_state (&self->file, self->plan, &unfit, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (unfit, ==, NULL);
}

static void
save_project (const Project *self, const char *path)
{
  const TdCheckpointParts parts = {
    .project = &self->file.project, .folder = self->file.folder,
    .fit = self->state != NULL ? self->plan->fit : NULL, .state = self->state,
    .history = self->file.history, .view = self->file.view,
  };
  GError *error = NULL;

  td_checkpoint_save_parts (path, &parts, &error);
  g_assert_no_error (error);
}

static void
assert_same_balance (const TdBalanceState *a, const TdBalanceState *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;
  g_assert_cmpstr (a->kind, ==, b->kind);
  g_assert_cmpuint (a->n_numbers, ==, b->n_numbers);
  g_assert_cmpuint (a->n_rows, ==, b->n_rows);
}

static void
assert_same_state (const TdState *a, const TdState *b)
{
  gsize n_bytes = a->layout->n_weights * sizeof (float);
  gsize slot_n_bytes = a->layout->n_parameters * sizeof (float);

  g_assert_cmpmem (a->parameters, n_bytes, b->parameters, n_bytes);
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->epoch, ==, b->epoch);
  g_assert_cmpuint (a->batch, ==, b->batch);
  g_assert_cmpuint (a->stall.waited, ==, b->stall.waited);
  g_assert_cmpuint (a->stall.drops, ==, b->stall.drops);
  g_assert_cmpstr (a->optimizer, ==, b->optimizer);
  g_assert_cmpuint (a->n_slots, ==, b->n_slots);
  for (guint s = 0; s < a->n_slots; s++)
    g_assert_cmpmem (a->slots[s], slot_n_bytes, b->slots[s], slot_n_bytes);
  assert_same_balance (a->balance, b->balance);
  g_assert_true ((a->best == NULL) == (b->best == NULL));
  if (a->best != NULL)
    g_assert_cmpmem (a->best, n_bytes, b->best, n_bytes);
}

static void
assert_same_project (const Project *a, const Project *b)
{
  g_assert_true (td_spec_equal (&a->file.project, &b->file.project));
  g_assert_true ((a->state == NULL) == (b->state == NULL));
  if (a->state != NULL)
    assert_same_state (a->state, b->state);
  g_assert_cmpuint (td_folder_n (a->file.folder), ==, td_folder_n (b->file.folder));
  g_assert_cmpuint (td_view_state_n (a->file.view), ==, td_view_state_n (b->file.view));
  if (a->state != NULL && a->file.history != NULL)
    {
      g_autofree char *first = td_history_to_csv (a->file.history, &a->file.project);
      g_autofree char *second = td_history_to_csv (b->file.history, &b->file.project);

      g_assert_cmpstr (first, ==, second);
    }
}

static void
assert_same_bytes (const char *a, const char *b)
{
  g_autofree char *first = NULL, *second = NULL;
  gsize n_first, n_second;

  g_assert_true (g_file_get_contents (a, &first, &n_first, NULL));
  g_assert_true (g_file_get_contents (b, &second, &n_second, NULL));
  g_assert_cmpmem (first, n_first, second, n_second);
}

static void
test_project (gconstpointer data)
{
  g_autofree char *path = g_build_filename (corpus, data, NULL);
  g_autofree char *folder = g_dir_make_tmp ("tandem-corpus-XXXXXX", NULL);
  g_autofree char *second_path = g_build_filename (folder, "second.tandem", NULL);
  g_autofree char *third_path = g_build_filename (folder, "third.tandem", NULL);
  g_auto(Project) first = { 0 }, second = { 0 };

  open_project (&first, path);
  save_project (&first, second_path);
  open_project (&second, second_path);
  assert_same_project (&first, &second);
  save_project (&second, third_path);
  assert_same_bytes (second_path, third_path);
  g_remove (second_path);
  g_remove (third_path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
is_project (const char *name)
{
  return g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".tandem");
}

static void
add_tests (void)
{
  g_autoptr(GDir) folder = g_dir_open (corpus, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    if (is_project (name))
      {
        g_autofree char *test = g_strconcat ("/corpus/version-1/", name, NULL);

        g_test_add_data_func_full (test, g_strdup (name), test_project, g_free);
      }
}

static void
test_size (void)
{
  g_autoptr(GDir) folder = g_dir_open (corpus, 0, NULL);
  const char *name;
  goffset size = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (corpus, name, NULL);
      GStatBuf info;

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      size += info.st_size;
    }
  g_assert_cmpint (size, <, 500000);
}

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  corpus = g_test_build_filename (G_TEST_DIST, "corpus", "version-1", NULL);
  add_tests ();
  g_test_add_func ("/corpus/stays-small", test_size);
  status = g_test_run ();
  g_free (corpus);
  return status;
}
