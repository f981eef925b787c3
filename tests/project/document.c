/* document.c — project.json in and out, and everything that is refused.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/nn/layer.h"
#include "core/project/task.h"

#include <string.h>

/* A change to the example, and what the refusal has to name. */
typedef struct
{
  const char *from, *to, *says;
} Refusal;

static const Refusal refusals[] = {
  { "tandem-project", "other", "format" },
  { "\"format\": \"tandem-project\", ", "", "format" },
  { "\"version\": 1", "\"version\": 2", "newer Tandem" },
  { "\"version\": 1", "\"version\": 1.5", "version" },
  { "\"version\": 1", "\"version\": \"1\"", "version" },
  { "\"version\": 1", "\"version\": 0", "version" },
  { "\"name\": \"Handwritten digits\"", "\"name\": 5", "name" },
  { "\"scaling\": \"standard\"", "\"scalling\": \"standard\"", "data" },
  { "\"scaling\": \"standard\"", "\"scaling\": \"big\"", "data.scaling" },
  { "\"kind\": \"csv\"", "\"kind\": \"xls\"", "data.source" },
  { "\"train\": 0.7", "\"train\": 0.8", "data.split" },
  { "\"train\": 0.7", "\"train\": -0.7", "data.split.train" },
  { "\"train\": 0.7, \"validation\": 0.15, \"test\": 0.15",
    "\"train\": 0, \"validation\": 0.5, \"test\": 0.5", "data.split.train" },
  { "\"kind\": \"classes\"", "\"kind\": \"klasses\"", "tasks.0" },
  { "\"kind\": \"classes\", ", "", "tasks.0" },
  { "\"weight\": 1.0", "\"weight\": -1", "tasks.0.weight" },
  { "\"weight\": 1.0", "\"weight\": 1e400", "line" },
  { "\"weight\": 1.0", "\"weight\": 1, \"weight\": 2", "twice" },
  { "\"enabled\": true", "\"enabled\": 1", "tasks.0.enabled" },
  { "\"#0072B2\"", "\"blue\"", "tasks.0.color" },
  { "softmax-cross-entropy", "squared-error", "sigmoid-cross-entropy, softmax-cross-entropy" },
  { "softmax-cross-entropy", "no-loss", "tasks.0.loss" },
  { "[\"digit\"]", "[]", "tasks.0.targets" },
  { "[\"digit\"]", "[\"digit\", \"digit\"]", "tasks.0.targets.1" },
  { "[\"digit\"]", "[\"\"]", "tasks.0.targets.0" },
  { "\"Is even\"", "\"Digit\"", "tasks.1.name" },
  { "\"Is even\"", "\"a\\nb\"", "tasks.1.name" },
  { "\"id\": \"t2\"", "\"id\": \"t1\"", "tasks.1.id" },
  { "\"id\": \"h1\"", "\"id\": \"l1\"", "network.trunk.0.id" },
  { "\"id\": \"l2\"", "\"id\": \"l1\"", "network.trunk.1.id" },
  { "\"id\": \"l2\"", "\"id\": \"../l\"", "network.trunk.1.id" },
  { "\"units\": 32", "\"units\": 0", "tasks.0.head.0.units" },
  { "\"units\": 128", "\"units\": 12.5", "network.trunk.0.units" },
  { "\"units\": 128", "\"units\": \"many\"", "network.trunk.0.units" },
  { "\"rate\": 0.1", "\"rate\": 1.5", "network.trunk.1.rate" },
  { "\"rate\": 0.1", "\"rat\": 0.1", "network.trunk.1" },
  { "\"sharing\": \"hard\"", "\"sharing\": \"harder\"", "network.sharing" },
  { "\"kind\": \"adam\"", "\"kind\": \"adamant\"", "training.optimizer" },
  { "\"learning-rate\": 0.001", "\"learning-rate\": -1", "training.optimizer.learning-rate" },
  { "\"batch-size\": 64", "\"batch-size\": 0", "training.batch-size" },
  { "\"batch-size\": 64", "\"batch-size\": 1e300", "training.batch-size" },
  { "\"epochs\": 200", "\"epochs\": -1", "training.epochs" },
  { "\"seed\": 1, \"workers\"", "\"seed\": -1, \"workers\"", "training.seed" },
  { "\"monitor\": \"loss\"", "\"monitor\": \"Evenness\"", "training.monitor" },
  { "\"monitor\": \"loss\"", "\"monitor\": null", "training.monitor" },
  { "\"tasks\": [", "\"task\": [", "task" },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *text = dup_example (refusals[i].from, refusals[i].to);
      g_auto(TdSpec) project = { NULL, NULL };
      GError *error = NULL;

      if (td_document_parse (text, strlen (text), "test.json", &project, &error))
        g_assert_false (td_document_check (&project, &error));
      else
        {
          g_assert_null (project.kind);
          g_assert_true (g_str_has_prefix (error->message, "test.json"));
        }
      assert_says (error, refusals[i].says);
    }
}

static void
test_example (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  const TdTaskOptions *second;
  GError *error = NULL;

  parse_project (example_json, &project);
  g_assert_true (td_document_check (&project, &error));
  g_assert_cmpstr (td_project_of (&project)->name, ==, "Handwritten digits");
  second = td_task_options (&td_project_of (&project)->tasks.items[1]);
  g_assert_cmpstr (second->color, ==, "#D55E00");
  g_assert_cmpfloat (second->weight, ==, 1);
  g_assert_true (second->enabled);
  g_assert_cmpstr (second->loss.kind->id, ==, "sigmoid-cross-entropy");
}

static void
test_round_trip (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_auto(TdSpec) again = { NULL, NULL };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize length;

  parse_project (example_json, &project);
  first = td_document_write (&project, &length);
  g_assert_cmpuint (length, ==, strlen (first));
  parse_project (first, &again);
  g_assert_true (td_spec_equal (&project, &again));
  second = td_document_write (&again, NULL);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "\"early-stopping\": 0"));
}

/* docs/project-file.md and `tandem-cli list`. */
static void
test_defaults (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  const TdTrainingSettings *training;
  const TdSplitSettings *split;

  parse_project ("{\"format\":\"tandem-project\",\"version\":1}", &project);
  training = td_training_of (&project);
  split = td_data_of (&project)->split.options;
  g_assert_cmpstr (td_project_of (&project)->name, ==, "test");
  g_assert_null (td_data_of (&project)->image.kind);
  g_assert_cmpint (td_data_of (&project)->scaling, ==, TD_SCALING_STANDARD);
  g_assert_cmpfloat (split->train, ==, 0.7);
  g_assert_cmpint (split->seed, ==, 1);
  g_assert_cmpstr (td_network_of (&project)->sharing.kind->id, ==, "hard");
  g_assert_cmpuint (td_network_of (&project)->trunk.n, ==, 0);
  g_assert_cmpstr (training->optimizer.kind->id, ==, "adam");
  g_assert_cmpstr (training->schedule.kind->id, ==, "constant");
  g_assert_cmpstr (training->balancer.kind->id, ==, "equal");
  g_assert_cmpstr (training->sampling.kind->id, ==, "rows");
  g_assert_cmpint (training->batch_size, ==, 64);
  g_assert_cmpint (training->epochs, ==, 200);
  g_assert_true (training->shuffle);
  g_assert_cmpint (training->seed, ==, 1);
  g_assert_cmpint (training->workers, ==, 0);
  g_assert_cmpfloat (training->l1 + training->l2 + training->clip_norm, ==, 0);
  g_assert_cmpint (training->early_stopping, ==, 0);
  g_assert_cmpstr (training->monitor, ==, "loss");
}

static const char *
layer_id (const TdSpecList *layers,
          guint             index)
{
  return ((const TdLayerOptions *) layers->items[index].options)->id;
}

static void
test_completion (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  const TdSpecList *tasks;
  g_autofree char *id = NULL;

  parse_project ("{\"format\":\"tandem-project\",\"version\":1,\"tasks\":["
                 "{\"kind\":\"number\",\"targets\":\"ink\",\"head\":[\"dropout\"]},"
                 "{\"kind\":\"number\",\"targets\":[\"ink\"],\"head\":[\"dropout\",\"dropout\"]},"
                 "{\"kind\":\"number\",\"id\":\"t2\"}],"
                 "\"network\":{\"trunk\":[\"dropout\",{\"kind\":\"dropout\",\"id\":\"l1\"}]}}",
                 &project);
  tasks = &td_project_of (&project)->tasks;
  g_assert_cmpstr (td_task_options (&tasks->items[0])->id, ==, "t1");
  g_assert_cmpstr (td_task_options (&tasks->items[1])->id, ==, "t3");
  g_assert_cmpstr (td_task_options (&tasks->items[2])->id, ==, "t2");
  g_assert_cmpstr (td_task_options (&tasks->items[0])->name, ==, "ink");
  g_assert_cmpstr (td_task_options (&tasks->items[1])->name, ==, "ink 2");
  g_assert_cmpstr (td_task_options (&tasks->items[2])->name, ==, "Task 3");
  g_assert_cmpstr (td_task_options (&tasks->items[2])->color, ==, td_task_default_color (2));
  g_assert_cmpstr (layer_id (&td_task_options (&tasks->items[0])->head, 0), ==, "h1");
  g_assert_cmpstr (layer_id (&td_task_options (&tasks->items[1])->head, 1), ==, "h3");
  g_assert_cmpstr (layer_id (&td_network_of (&project)->trunk, 0), ==, "l2");
  id = td_document_new_id (&project, "t");
  g_assert_cmpstr (id, ==, "t4");
}

static void
test_colors (void)
{
  static const char *const first[] = { "#0072B2", "#D55E00", "#009E73",
                                       "#CC79A7", "#E69F00", "#56B4E9" };

  for (guint i = 0; i < 18; i++)
    {
      if (i < 6)
        g_assert_cmpstr (td_task_default_color (i), ==, first[i]);
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (td_task_default_color (i), !=, td_task_default_color (k));
    }
  g_assert_cmpstr (td_task_default_color (18), ==, first[0]);
}

/* An edit may leave a project that can't be trained yet; saved, it has to open again. */
static void
test_half_done_opens (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autofree char *text = dup_example ("[\"digit\"]", "[]");
  GError *error = NULL;

  parse_project (text, &project);
  g_assert_false (td_document_check (&project, &error));
  assert_says (error, "tasks.0.targets");
}

static void
assert_refused (const char *text,
                gsize       length)
{
  g_auto(TdSpec) project = { NULL, NULL };
  GError *error = NULL;

  g_assert_false (td_document_parse (text, length, "test.json", &project, &error));
  g_assert_null (project.kind);
  assert_says (error, "test.json");
}

static void
test_truncated (void)
{
  gsize length = strlen (example_json) - 1; /* without the last line break */

  for (gsize n = 0; n < length; n++)
    {
      g_autofree char *text = g_strndup (example_json, n);

      assert_refused (text, n);
    }
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *binary = g_malloc (4096);
  g_autoptr(GString) many = g_string_new ("{\"format\":\"tandem-project\",\"version\":1,"
                                          "\"tasks\":[");
  g_autoptr(GString) nested = g_string_new (NULL);

  assert_refused (deep, strlen (deep));
  for (guint i = 0; i < 4096; i++)
    binary[i] = (char) (i * 2654435761u >> 13);
  assert_refused (binary, 4096);
  assert_refused ("[]", 2);
  assert_refused ("null", 4);
  assert_refused ("\"tandem-project\"", 16);
  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (many, "%s\"number\"", i > 0 ? "," : "");
  g_string_append (many, "]}");
  assert_refused (many->str, many->len);
  for (guint i = 0; i < 60; i++)
    g_string_append (nested, "{\"data\":");
  assert_refused (nested->str, nested->len);
}

/* Every single-byte change is either still a project or refused with a sentence. */
static void
test_flipped_bytes (void)
{
  gsize length = strlen (example_json);

  for (gsize i = 0; i < length; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree char *text = g_strdup (example_json);
        g_auto(TdSpec) project = { NULL, NULL };
        GError *error = NULL;

        text[i] ^= 1 << bit;
        if (td_document_parse (text, length, "test.json", &project, &error))
          td_document_check (&project, &error);
        if (error != NULL)
          assert_says (error, "");
      }
}

static void
test_large_names_are_fast (void)
{
  g_autoptr(GString) text = g_string_new ("{\"format\":\"tandem-project\",\"version\":1,"
                                          "\"network\":{\"trunk\":[");
  g_auto(TdSpec) project = { NULL, NULL };

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "{\"kind\":\"dropout\",\"id\":\"l%u\"},", i + 1);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%s\"dropout\"", i > 0 ? "," : "");
  g_string_append (text, "]}}");
  parse_project (text->str, &project);
  g_assert_cmpstr (layer_id (&td_network_of (&project)->trunk, 39999), ==, "l40000");
}

void
add_document_tests (void)
{
  g_test_add_func ("/document/the-example-of-the-design-opens", test_example);
  g_test_add_func ("/document/written-and-read-it-is-the-same", test_round_trip);
  g_test_add_func ("/document/defaults-are-those-of-the-design", test_defaults);
  g_test_add_func ("/document/ids-names-and-colors-are-filled-in", test_completion);
  g_test_add_func ("/document/eighteen-tasks-have-colors-of-their-own", test_colors);
  g_test_add_func ("/document/refusals-name-the-place", test_refusals);
  g_test_add_func ("/document/a-half-done-edit-opens-but-is-not-used", test_half_done_opens);
  g_test_add_func ("/document/truncated-anywhere-it-is-refused", test_truncated);
  g_test_add_func ("/document/hostile-texts-are-refused", test_hostile);
  g_test_add_func ("/document/flipped-bits-do-no-harm", test_flipped_bytes);
  g_test_add_func ("/document/forty-thousand-ids-take-no-time", test_large_names_are_fast);
}
