/* train.c — `tandem-cli train`: results, limits, --set, files, Ctrl-C.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <signal.h>
#include <string.h>

static void
test_json (void)
{
  static const char *const keys[] = { "steps", "epochs", "seconds", "mean_accuracy",
                                      "mean_log_loss", "parameters", "tasks", "measured_on" };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "train", "toy.json", "--json");
  assert_done (&result);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (result.json, keys[i]));
  g_assert_cmpint (json_object_get_int_member (result.json, "epochs"), ==, 20);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 20 * 6);
  g_assert_cmpfloat (json_object_get_double_member (result.json, "seconds"), >, 0);
  g_assert_cmpint (json_object_get_int_member (result.json, "parameters"), ==, 4 * 16 + 5 * 17);
  g_assert_cmpstr (json_object_get_string_member (result.json, "measured_on"), ==, "test");
  g_assert_cmpint (strchr (result.out, '\n') - result.out, ==, (glong) strlen (result.out) - 1);
}

static void
test_json_tasks (void)
{
  g_auto(Folder) folder = { 0 };
  JsonObject *task;

  folder_init (&folder);
  CLI (result, &folder, "train", "toy.json", "--json", "--epochs", "300");
  assert_done (&result);
  task = result_task (&result, 0);
  g_assert_cmpstr (json_object_get_string_member (task, "name"), ==, "Sign");
  g_assert_cmpfloat (json_object_get_double_member (task, "loss"), <, 0.4);
  g_assert_cmpfloat (json_object_get_double_member (task, "accuracy"), >, 0.9);
  g_assert_false (json_object_has_member (task, "r2"));
  task = result_task (&result, 2);
  g_assert_cmpfloat (json_object_get_double_member (task, "r2"), >, 0.9);
  g_assert_cmpfloat (json_object_get_double_member (task, "rmse"), >, 1);
  g_assert_false (json_object_has_member (task, "accuracy"));
}

static void
test_table (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "train", "toy.json");
  assert_done (&result);
  g_assert_nonnull (strstr (result.out, "test part"));
  g_assert_nonnull (strstr (result.out, "Region"));
  g_assert_nonnull (strstr (result.out, " %"));
}

static void
test_measured_on (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (validation, &folder, "train", "toy.json", "--json", "--epochs", "1",
       "--set", "data.split={\"train\": 0.8, \"validation\": 0.2, \"test\": 0}");
  assert_done (&validation);
  g_assert_cmpstr (json_object_get_string_member (validation.json, "measured_on"), ==,
                   "validation");
  CLI (training, &folder, "train", "toy.json", "--json", "--epochs", "1",
       "--set", "data.split={\"train\": 1, \"validation\": 0, \"test\": 0}");
  assert_done (&training);
  g_assert_cmpstr (json_object_get_string_member (training.json, "measured_on"), ==, "training");
}

static gint64
steps_after (Folder *folder, const char *option, const char *value, const char *option2,
             const char *value2)
{
  CLI (result, folder, "train", "toy.json", "--json", option, value, option2, value2);
  assert_done (&result);
  return json_object_get_int_member (result.json, "steps");
}

static void
test_limits (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  g_assert_cmpint (steps_after (&folder, "--epochs", "3", NULL, NULL), ==, 18);
  g_assert_cmpint (steps_after (&folder, "--steps", "40", NULL, NULL), ==, 40);
  g_assert_cmpint (steps_after (&folder, "--steps", "40", "--epochs", "2"), ==, 12);
  g_assert_cmpint (steps_after (&folder, "--steps", "7", "--epochs", "2"), ==, 7);
  g_assert_cmpint (steps_after (&folder, "--epochs", "30", NULL, NULL), ==, 180);
  g_assert_cmpint (steps_after (&folder, "--steps", "200", NULL, NULL), ==, 200);
  g_assert_cmpint (steps_after (&folder, "--steps", "0", NULL, NULL), ==, 0);
}

/* As if the project had had them from the start. */
static void
test_totals_beyond (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (planned, &folder, "train", "toy.json", "--set", "training.schedule=cosine", "--set",
       "training.epochs=30", "-o", "planned.tandem");
  assert_done (&planned);
  CLI (epochs, &folder, "train", "toy.json", "--set", "training.schedule=cosine", "--epochs", "30",
       "-o", "epochs.tandem");
  assert_done (&epochs);
  CLI (steps, &folder, "train", "toy.json", "--set", "training.schedule=cosine", "--steps", "180",
       "-o", "steps.tandem");
  assert_done (&steps);
  assert_same_weights (&folder, "planned.tandem", "epochs.tandem");
  assert_same_weights (&folder, "planned.tandem", "steps.tandem");
}

static void
test_set (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "train", "toy.json", "--json", "--epochs", "2", "--set",
       "training.optimizer=sgd", "--set", "training.optimizer.learning-rate=0.05", "--set",
       "tasks.0.weight=0.5", "--set", "network.trunk.0.units=4", "--set", "training.balancer=equal",
       "--set", "training.batch-size=168");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (result.json, "parameters"), ==, 4 * 4 + 5 * 5);
}

static void
test_bad_set (void)
{
  static const char *const sets[][2] = {
    { "training.optimizer.learning-rate=fast", "training.optimizer.learning-rate" },
    { "training.optimizer.learning-rate=-1", "training.optimizer.learning-rate" },
    { "training.optimizer=adamant", "training.optimizer" },
    { "training.optimiser=adam", "optimiser" },
    { "tasks.7.weight=1", "tasks" },
    { "network.trunk.0.units=1e9", "network.trunk.0.units" },
    { "network.trunk.0.units=0", "network.trunk.0.units" },
    { "training.epochs", "PATH=VALUE" },
    { "=1", "PATH=VALUE" },
    { "training.monitor=Nobody", "Nobody" },
    { "tasks.1.name=Sign", "Sign" },
  };
  g_auto(Folder) folder = { 0 };
  guint n_files;

  folder_init (&folder);
  n_files = folder_count (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      CLI (result, &folder, "train", "toy.json", "-o", "out.tandem", "--set", sets[i][0]);
      assert_refused (&result, 2, sets[i][1]);
    }
  g_assert_cmpuint (folder_count (&folder), ==, n_files);
}

static void
test_seed (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (one, &folder, "train", "toy.json", "--seed", "7", "-o", "one.tandem");
  assert_done (&one);
  CLI (two, &folder, "train", "toy.json", "--set", "training.seed=7", "-o", "two.tandem");
  assert_done (&two);
  assert_same_weights (&folder, "one.tandem", "two.tandem");
}

static void
test_log (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *csv = NULL;
  g_autoptr(GBytes) history = NULL;
  gsize length;

  folder_init (&folder);
  CLI (result, &folder, "train", "toy.json", "--log", "log.csv", "-o", "toy.tandem");
  assert_done (&result);
  path = folder_file (&folder, "log.csv");
  g_assert_true (g_file_get_contents (path, &csv, &length, NULL));
  g_assert_true (g_str_has_prefix (csv, "epoch,step,seconds,learning_rate,Sign/train_loss,"
                                        "Sign/validation_loss,Sign/train_accuracy,"));
  g_assert_nonnull (strstr (csv, ",Sum/train_r2,"));
  g_assert_nonnull (strstr (csv, ",mean_accuracy,mean_log_loss\n"));
  history = archive_entry (&folder, "toy.tandem", "history.csv");
  g_assert_cmpmem (csv, length, g_bytes_get_data (history, NULL), g_bytes_get_size (history));
}

static void
test_unwritable (void)
{
  static const char *const places[] = { "/proc/none/out.tandem", "none/out.tandem", "." };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      /* Without a limit it would train for ever if the place weren't tried first. */
      CLI (output, &folder, "train", "toy.json", "-o", places[i], "--set", "training.epochs=0");
      assert_refused (&output, 1, places[i]);
      CLI (log, &folder, "train", "toy.json", "--log", places[i], "--set", "training.epochs=0");
      assert_refused (&log, 1, places[i]);
    }
}

static void
test_divergence (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "train", "toy.json", "-o", "out.tandem", "--json", "--set",
       "training.optimizer={\"kind\": \"sgd\", \"learning-rate\": 1000}", "--set",
       "tasks.2.scaling=none");
  g_assert_cmpint (result.status, ==, 1);
  g_assert_cmpstr (result.out, ==, "");
  g_assert_nonnull (strstr (result.err, "tandem-cli: "));
  g_assert_nonnull (strstr (result.err, "step"));
  g_assert_false (folder_has (&folder, "out.tandem"));
}

static void
test_interrupt (void)
{
  static const char *const arguments[] = { "train", "toy.json", "-o", "out.tandem", "--log",
                                           "log.csv", "--json", "--set", "training.epochs=0",
                                           NULL };
  g_auto(Folder) folder = { 0 };
  g_autoptr(GSubprocess) process = NULL;

  folder_init (&folder);
  process = cli_start (&folder, arguments);
  g_subprocess_send_signal (process, SIGINT);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_true (folder_has (&folder, "log.csv"));

  CLI (evaluated, &folder, "evaluate", "out.tandem", "--json");
  assert_done (&evaluated);
}

static void
test_input_stays (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  folder_init (&folder);
  path = folder_file (&folder, "toy.json");
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  CLI (result, &folder, "train", "toy.json", "--epochs", "1");
  assert_done (&result);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (folder_count (&folder), ==, 2);
}

void
add_train_tests (void)
{
  g_test_add_func ("/cli/train/json-is-one-line-with-all-keys", test_json);
  g_test_add_func ("/cli/train/json-tells-each-task", test_json_tasks);
  g_test_add_func ("/cli/train/prints-a-table-of-the-tasks", test_table);
  g_test_add_func ("/cli/train/measures-on-the-first-part-with-rows", test_measured_on);
  g_test_add_func ("/cli/train/limits-are-totals-and-the-first-ends-it", test_limits);
  g_test_add_func ("/cli/train/totals-beyond-the-plan-extend-it", test_totals_beyond);
  g_test_add_func ("/cli/train/set-changes-the-project", test_set);
  g_test_add_func ("/cli/train/bad-set-ends-in-2-and-names-the-path", test_bad_set);
  g_test_add_func ("/cli/train/seed-is-short-for-set", test_seed);
  g_test_add_func ("/cli/train/log-is-the-history", test_log);
  g_test_add_func ("/cli/train/unwritable-places-are-noticed-first", test_unwritable);
  g_test_add_func ("/cli/train/divergence-ends-in-1-and-writes-nothing", test_divergence);
  g_test_add_func ("/cli/train/interrupt-saves-and-ends-in-130", test_interrupt);
  g_test_add_func ("/cli/train/the-project-file-stays-as-it-is", test_input_stays);
}
