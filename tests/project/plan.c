/* plan.c — project, data and network put together, kept and encoded anew.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/data/source.h"
#include "core/project/data.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* 40 rows that the example can train on. */
static void
write_digits (const char *name,
              double      offset)
{
  g_autoptr(GString) text = g_string_new ("pixel_0,pixel_1,pixel_2,pixel_3,digit,even,other\n");

  for (guint r = 0; r < 40; r++)
    g_string_append_printf (text, "%g,%u,%u,%u,%u,%u,%s\n", r + offset, r * 7 % 11, r * 3 % 5,
                            r % 2, r % 3, r % 2, r % 4 == 0 ? "" : "x");
  write_text (name, text->str);
}

static TdPlan *
plan_of (const TdSpec *project,
         TdData       *data)
{
  GError *error = NULL;
  TdPlan *plan = td_plan_new (project, data, &error);

  g_assert_no_error (error);
  g_assert_nonnull (plan);
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
  td_document_complete (project);
}

static void
test_example (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdPlan) plan = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  plan = plan_of (&project, data);
  g_assert_cmpuint (plan->n_tasks, ==, 2);
  g_assert_cmpuint (plan->dataset->n_rows, ==, 40);
  g_assert_cmpuint (plan->dataset->n_features, ==, 4);
  g_assert_cmpuint (plan->dataset->n_part[TD_PART_TRAIN], ==, 28);
  g_assert_cmpuint (g_strv_length (td_plan_target (plan, 0)->classes), ==, 3);
  g_assert_cmpstr (td_plan_target (plan, 1)->task, ==, "t2");
  g_assert_cmpuint (td_plan_steps_per_epoch (plan), ==, 1);
  g_assert_cmpuint (plan->graph->n_tasks, ==, 2);
  g_assert_cmpuint (plan->graph->values[plan->graph->outputs[0]].width, ==, 3);
  g_assert_cmpuint (plan->n_unseen[0], ==, 0);
  g_assert_null (plan->missing);
}

/* An edit of the optimizer reads nothing; an edit of a task's target does. */
static void
test_cache (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdPlan) first = NULL;
  g_autoptr(TdPlan) second = NULL;
  g_autoptr(TdPlan) third = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  first = plan_of (&project, data);
  set (&project, "training.optimizer.learning-rate", "0.1");
  set (&project, "tasks.0.name", "Number");
  set (&project, "tasks.1.enabled", "false");
  set (&project, "network.trunk.0.units", "7");
  second = plan_of (&project, data);
  g_assert_true (first->dataset == second->dataset);
  g_assert_true (first->fit == second->fit);
  set (&project, "tasks.0.targets", "even");
  third = plan_of (&project, data);
  g_assert_true (first->dataset != third->dataset);
  g_assert_cmpuint (g_strv_length (td_plan_target (third, 0)->classes), ==, 2);
}

static void
test_kept_fit (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdPlan) first = NULL;
  g_autoptr(TdPlan) split = NULL;
  g_autoptr(TdPlan) edited = NULL;
  g_autoptr(TdPlan) back = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  first = plan_of (&project, data);
  td_data_keep_fit (data);
  set (&project, "data.split.seed", "9");
  split = plan_of (&project, data);
  g_assert_cmpfloat (split->fit->inputs[0].mean, ==, first->fit->inputs[0].mean);
  set (&project, "data.inputs", "[\"pixel_0\", \"pixel_1\", \"pixel_2\"]");
  set (&project, "data.image", "null");
  set (&project, "tasks.0.targets", "even");
  edited = plan_of (&project, data);
  g_assert_cmpuint (edited->dataset->n_features, ==, 3);
  g_assert_cmpfloat (edited->fit->inputs[0].mean, !=, first->fit->inputs[0].mean);
  g_assert_cmpuint (g_strv_length (td_plan_target (edited, 0)->classes), ==, 2);
  set (&project, "data.inputs", "[\"pixel_*\"]");
  set (&project, "tasks.0.targets", "digit");
  back = plan_of (&project, data);
  g_assert_cmpfloat (back->fit->inputs[0].mean, ==, first->fit->inputs[0].mean);
  g_assert_cmpuint (g_strv_length (td_plan_target (back, 0)->classes), ==, 3);
}

/* A trained project whose data changed, then went. */
static void
test_loaded_fit (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) fresh = td_data_new (test_folder, NULL);
  g_autoptr(TdData) data = NULL;
  g_autoptr(TdData) gone = NULL;
  g_autoptr(TdPlan) first = NULL;
  g_autoptr(TdPlan) second = NULL;
  g_autoptr(TdPlan) third = NULL;
  g_autofree char *path = test_path ("digits.csv");
  GError *error = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  first = plan_of (&project, fresh);
  write_digits ("digits.csv", 1000);
  data = td_data_new (test_folder, first->fit);
  second = plan_of (&project, data);
  g_assert_cmpfloat (second->fit->inputs[0].mean, ==, first->fit->inputs[0].mean);
  g_assert_cmpfloat (second->dataset->inputs[0], >, 10);

  g_remove (path);
  gone = td_data_new (test_folder, first->fit);
  third = plan_of (&project, gone);
  g_assert_null (third->dataset);
  g_assert_nonnull (strstr (third->missing, "digits.csv"));
  g_assert_cmpuint (td_plan_steps_per_epoch (third), ==, 0);
  g_assert_cmpuint (third->graph->layout->n_tensors, ==, first->graph->layout->n_tensors);

  /* A task that the fit doesn't know needs the data. */
  set (&project, "tasks.1.id", "t9");
  g_assert_null (td_plan_new (&project, gone, &error));
  assert_says (error, "digits.csv");
}

static void
test_encode (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdTable) table = NULL;
  g_autoptr(TdDataset) dataset = NULL;
  GError *error = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  plan = plan_of (&project, data);
  write_text ("other.csv", "digit,pixel_3,pixel_2,pixel_1,pixel_0\n2,1,1,1,1\nseven,0,0,0,0\n");
  table = td_csv_load ("other.csv", test_folder, &error);
  g_assert_no_error (error);
  dataset = td_plan_encode (plan, table, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dataset->n_part[TD_PART_TEST], ==, 2);
  g_assert_cmpuint (dataset->n_part[TD_PART_TRAIN], ==, 0);
  g_assert_cmpfloat (dataset->targets[0].values[0], ==, 2);
  g_assert_true (isnan (dataset->targets[0].values[1]));
  g_assert_true (isnan (dataset->targets[1].values[0]));
  g_clear_pointer (&table, td_table_unref);
  write_text ("other.csv", "pixel_0,pixel_1\n1,2\n");
  table = td_csv_load ("other.csv", test_folder, &error);
  g_assert_null (td_plan_encode (plan, table, &error));
  assert_says (error, "pixel_2");
}

static void
test_unseen (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdPlan) plan = NULL;

  write_text ("split.csv", "x,y,part\n1,a,train\n2,b,train\n3,c,test\n4,a,validation\n5,,test\n");
  parse_project ("{\"format\":\"tandem-project\",\"version\":1,"
                 "\"data\":{\"source\":{\"kind\":\"csv\",\"path\":\"split.csv\"},"
                 "\"inputs\":\"x\",\"split\":{\"column\":\"part\"}},"
                 "\"tasks\":[{\"kind\":\"classes\",\"targets\":\"y\"}]}", &project);
  plan = plan_of (&project, data);
  g_assert_cmpuint (plan->n_unseen[0], ==, 1);
  g_assert_cmpuint (plan->dataset->targets[0].n_labels[TD_PART_TEST], ==, 0);
  g_assert_cmpuint (plan->dataset->targets[0].n_labels[TD_PART_VALIDATION], ==, 1);
}

static void
test_test_file (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdPlan) plan = NULL;

  write_digits ("digits.csv", 0);
  write_digits ("more.csv", 0);
  parse_project (example_json, &project);
  set (&project, "data.split", "{\"test-path\": \"more.csv\"}");
  plan = plan_of (&project, data);
  g_assert_cmpuint (plan->dataset->n_part[TD_PART_TEST], ==, 40);
  g_assert_cmpuint (plan->dataset->n_part[TD_PART_TRAIN], ==, 33);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *path, *text, *says;
  } edits[] = {
    { "data.image.width", "3", "data.image" },
    { "data.image.height", "16384", "data.image" },
    { "data.inputs", "[\"digit\", \"pixel_0\"]", "digit" },
    { "data.inputs", "[\"nothing_*\"]", "nothing_*" },
    { "data.source.path", "nowhere.csv", "nowhere.csv" },
    { "data.source.path", "", "CSV file" },
    { "data.split.test-path", "nowhere.csv", "nowhere.csv" },
    { "data.split.column", "nowhere", "nowhere" },
    { "tasks.0.targets", "nowhere", "Task “Digit”: the data have no column “nowhere”" },
    { "tasks.0.targets", "other", "same class" },
    { "tasks.0", "{\"kind\": \"number\", \"targets\": \"other\"}", "isn't a number" },
    { "tasks.0", "{\"kind\": \"number\", \"targets\": \"blank\"}", "label" },
    { "tasks", "[]", "tasks" },
    { "tasks.0.enabled", "false", "switched off" },
    { "training.monitor", "Nothing", "training.monitor" },
  };

  write_digits ("digits.csv", 0);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_auto(TdSpec) project = { NULL, NULL };
      g_autoptr(TdData) data = td_data_new (test_folder, NULL);
      GError *error = NULL;

      parse_project (example_json, &project);
      set (&project, "tasks.1.enabled", "false");
      set (&project, edits[i].path, edits[i].text);
      if (strstr (edits[i].text, "blank") != NULL)
        {
          write_text ("blank.csv", "pixel_0,pixel_1,pixel_2,pixel_3,blank,even\n"
                                   "1,2,3,4,,1\n2,3,4,5,,0\n1,1,1,1,,1\n4,4,4,4,,0\n");
          set (&project, "data.source.path", "blank.csv");
          set (&project, "data.split", "{\"train\": 1, \"validation\": 0, \"test\": 0}");
        }
      g_assert_null (td_plan_new (&project, data, &error));
      assert_says (error, edits[i].says);
    }
}

static void
test_memory (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(GString) trunk = g_string_new ("[");
  GError *error = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (trunk, "%s{\"kind\":\"dense\",\"units\":20000}", i > 0 ? "," : "");
  g_string_append_c (trunk, ']');
  set (&project, "network.trunk", trunk->str);
  g_assert_null (td_plan_new (&project, data, &error));
  assert_says (error, "memory");
}

/* A small file can name many layers, and every task can have a copy of each. */
static void
test_many_layers (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(GString) trunk = g_string_new ("[\"dropout\"");
  GError *error = NULL;

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  for (guint i = 1; i < 60000; i++)
    g_string_append (trunk, ",\"dropout\"");
  g_string_append_c (trunk, ']');
  set (&project, "network.trunk", trunk->str);
  set (&project, "network.sharing", "separate");
  g_assert_null (td_plan_new (&project, data, &error));
  assert_says (error, "one layer too many");
}

/* Training rows of @class, found in the encoded data. */
static double
count_class (const TdPlan *plan,
             guint         task,
             guint         class)
{
  const TdDataset *data = plan->dataset;
  double n = 0;

  for (gsize i = 0; i < data->n_part[TD_PART_TRAIN]; i++)
    n += data->targets[task].values[data->rows[TD_PART_TRAIN][i]] == (float) class;
  return n;
}

static void
assert_balanced (const TdPlan *plan,
                 guint         task,
                 guint         n_classes)
{
  const TdTargetFit *fit = td_plan_target (plan, task);
  double n = 0, sum = 0;

  g_assert_cmpuint (fit->n_classes, ==, n_classes);
  for (guint c = 0; c < n_classes; c++)
    n += fit->counts[c];
  for (guint c = 0; c < n_classes; c++)
    {
      g_assert_cmpfloat_with_epsilon (plan->class_weights[task][c], n / (n_classes * fit->counts[c]),
                                      1e-6);
      sum += plan->class_weights[task][c] * fit->counts[c];
    }
  g_assert_cmpfloat_with_epsilon (sum, n, 1e-4); /* together they weigh what they number */
}

/* Balanced class weights come from the training rows and stay with the fit. */
static void
test_class_weights (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdData) data = td_data_new (test_folder, NULL);
  g_autoptr(TdData) changed = NULL;
  g_autoptr(TdData) gone = NULL;
  g_autoptr(TdPlan) plain = NULL, balanced = NULL, later = NULL, last = NULL;
  g_autofree char *path = test_path ("digits.csv");

  write_digits ("digits.csv", 0);
  parse_project (example_json, &project);
  plain = plan_of (&project, data);
  g_assert_null (plain->class_weights[0]);
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat (td_plan_target (plain, 0)->counts[c], ==, count_class (plain, 0, c));
  set (&project, "tasks.0.loss.class-weights", "balanced");
  set (&project, "tasks.1.loss", "{\"kind\":\"focal\",\"class-weights\":\"balanced\"}");
  balanced = plan_of (&project, data);
  g_assert_true (balanced->dataset == plain->dataset);
  assert_balanced (balanced, 0, 3);
  assert_balanced (balanced, 1, 2);
  g_assert_true (td_plan_loss_task (balanced, 0, NULL).weights == balanced->class_weights[0]);

  write_text ("digits.csv", "pixel_0,pixel_1,pixel_2,pixel_3,digit,even\n1,2,3,4,0,1\n1,2,3,5,1,0\n"
                            "1,2,3,4,2,1\n1,2,3,5,1,0\n");
  changed = td_data_new (test_folder, balanced->fit);
  later = plan_of (&project, changed);
  g_remove (path);
  gone = td_data_new (test_folder, balanced->fit);
  last = plan_of (&project, gone);
  for (guint c = 0; c < 3; c++)
    {
      g_assert_cmpfloat (later->class_weights[0][c], ==, balanced->class_weights[0][c]);
      g_assert_cmpfloat (last->class_weights[0][c], ==, balanced->class_weights[0][c]);
    }
}

void
add_plan_tests (void)
{
  g_test_add_func ("/plan/the-example-of-the-design-can-be-trained", test_example);
  g_test_add_func ("/plan/an-edit-of-the-optimizer-reads-no-file", test_cache);
  g_test_add_func ("/plan/a-kept-fit-stays-until-what-it-is-for-changes", test_kept_fit);
  g_test_add_func ("/plan/a-loaded-fit-outlives-its-data", test_loaded_fit);
  g_test_add_func ("/plan/balanced-classes-are-weighed-by-the-fit", test_class_weights);
  g_test_add_func ("/plan/another-table-is-encoded-as-the-fit-says", test_encode);
  g_test_add_func ("/plan/classes-only-tests-have-are-counted", test_unseen);
  g_test_add_func ("/plan/a-test-file-is-the-test-part", test_test_file);
  g_test_add_func ("/plan/refusals-name-the-place", test_refusals);
  g_test_add_func ("/plan/networks-beyond-memory-are-refused", test_memory);
  g_test_add_func ("/plan/networks-of-too-many-layers-are-refused", test_many_layers);
}
