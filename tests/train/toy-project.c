/* toy-project.c — see toy-project.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy-project.h"

#include "core/project/document.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const char *const document =
  "{\"format\": \"tandem-project\", \"version\": 1, \"name\": \"Toy\","
  " \"data\": {\"source\": {\"kind\": \"csv\", \"path\": \"toy.csv\"}, \"inputs\": [\"a\", \"b\", \"c\", \"d\"]},"
  " \"tasks\": ["
  "  {\"id\": \"t1\", \"name\": \"Class\", \"kind\": \"classes\", \"targets\": [\"class\"],"
  "   \"head\": [{\"id\": \"h1\", \"kind\": \"dense\", \"units\": 6, \"activation\": \"tanh\"}]},"
  "  {\"id\": \"t2\", \"name\": \"Flag\", \"kind\": \"yes-no\", \"targets\": [\"flag\"]},"
  "  {\"id\": \"t3\", \"name\": \"Amount\", \"kind\": \"number\", \"targets\": [\"amount\"]}],"
  " \"network\": {\"trunk\": ["
  "  {\"id\": \"l1\", \"kind\": \"dense\", \"units\": 16},"
  "  {\"id\": \"l2\", \"kind\": \"dropout\", \"rate\": 0.2},"
  "  {\"id\": \"l3\", \"kind\": \"dense\", \"units\": 8, \"activation\": \"gelu\"}]},"
  " \"training\": {\"batch-size\": 40, \"epochs\": 6, \"optimizer\": {\"kind\": \"adam\","
  "  \"learning-rate\": 0.01}}}";

/* With a point in any locale, and a comma behind it. */
static void
append_number (GString *csv, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (csv, g_ascii_formatd (text, sizeof text, "%.6f", value));
  g_string_append_c (csv, ',');
}

char *
toy_folder_new (guint n_rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GString) csv = g_string_new ("a,b,c,d,class,flag,amount\n");
  char *folder = g_dir_make_tmp ("tandem-train-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "toy.csv", NULL);

  for (guint i = 0; i < n_rows; i++)
    {
      double x[4];

      for (guint j = 0; j < 4; j++)
        x[j] = g_rand_double_range (rand, -1, 1);
      for (guint j = 0; j < 4; j++)
        append_number (csv, x[j]);
      g_string_append_printf (csv, "%s,%s,", x[0] > 0.3 ? "high" : x[1] > 0 ? "middle" : "low",
                              i % 3 == 2 ? "" : x[0] * x[1] > 0 ? "yes" : "no");
      append_number (csv, 100 + 20 * sin (2 * x[2]) + 5 * x[3]);
      csv->str[csv->len - 1] = '\n';
    }
  g_assert_true (g_file_set_contents (path, csv->str, csv->len, NULL));
  return folder;
}

void
toy_folder_remove (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

void
toy_project (TdSpec *project, const char *const *settings)
{
  g_autoptr (GError) error = NULL;

  td_document_parse (document, strlen (document), "toy.json", project, &error);
  g_assert_no_error (error);
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);

      td_spec_set_path (project, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  td_document_complete (project);
}

TdPlan *
toy_plan_of (const char *folder, const TdSpec *project)
{
  g_autoptr (TdData) data = td_data_new (folder, NULL);
  g_autoptr (GError) error = NULL;
  TdPlan *plan = td_plan_new (project, data, &error);

  g_assert_no_error (error);
  return plan;
}

TdPlan *
toy_plan (const char *folder, const char *const *settings)
{
  g_auto (TdSpec) project = { NULL };

  toy_project (&project, settings);
  return toy_plan_of (folder, &project);
}

TdState *
toy_train (TdPlan *plan, TdState *start, const TdRunLimits *limits)
{
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, start, NULL);

  td_trainer_run (trainer, limits);
  g_assert_true (td_trainer_wait (trainer, -1));
  return td_trainer_snapshot (trainer);
}

void
toy_assert_same_balance (const TdBalanceState *a, const TdBalanceState *b)
{
  g_assert_cmpstr (a->kind, ==, b->kind);
  g_assert_cmpuint (a->n_tasks, ==, b->n_tasks);
  g_assert_cmpuint (a->n_numbers, ==, b->n_numbers);
  for (guint i = 0; i < a->n_numbers; i++)
    {
      gsize bytes = td_balance_state_n (a, a->numbers[i].order) * sizeof (double);

      g_assert_cmpstr (a->numbers[i].name, ==, b->numbers[i].name);
      g_assert_cmpmem (a->numbers[i].values, bytes, b->numbers[i].values, bytes);
    }
  g_assert_cmpuint (a->n_rows, ==, b->n_rows);
}

void
toy_assert_same_state (const TdState *a, const TdState *b)
{
  gsize bytes = a->layout->n_weights * sizeof (float);
  gsize slot_bytes = a->layout->n_parameters * sizeof (float);

  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->epoch, ==, b->epoch);
  g_assert_cmpuint (a->batch, ==, b->batch);
  g_assert_cmpuint (a->layout->n_weights, ==, b->layout->n_weights);
  g_assert_cmpmem (a->parameters, bytes, b->parameters, bytes);
  g_assert_cmpuint (a->n_slots, ==, b->n_slots);
  for (guint s = 0; s < a->n_slots; s++)
    g_assert_cmpmem (a->slots[s], slot_bytes, b->slots[s], slot_bytes);
  g_assert_cmpuint (a->best_epoch, ==, b->best_epoch);
  g_assert_cmpuint (a->stall.waited, ==, b->stall.waited);
  g_assert_cmpuint (a->stall.drops, ==, b->stall.drops);
  if (a->best != NULL)
    g_assert_cmpmem (a->best, bytes, b->best, bytes);
  toy_assert_same_balance (a->balance, b->balance);
  for (guint i = 0; i < a->balance->n_rows; i++)
    for (guint k = 0; k < a->n_tasks; k++)
      g_assert_cmpmem (a->balance->rows[i].rows[k], slot_bytes, b->balance->rows[i].rows[k],
                       slot_bytes);
  g_assert_cmpuint (a->n_tasks, ==, b->n_tasks);
  for (guint k = 0; k < a->n_tasks; k++)
    {
      g_assert_cmpstr (a->tasks[k].id, ==, b->tasks[k].id);
      g_assert_cmpmem (&a->tasks[k].first_loss, sizeof (double), &b->tasks[k].first_loss,
                       sizeof (double));
      g_assert_cmpmem (a->tasks[k].tally, a->tasks[k].n_tally * sizeof (double),
                       b->tasks[k].tally, b->tasks[k].n_tally * sizeof (double));
    }
}
