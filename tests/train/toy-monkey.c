/* toy-monkey.c — see toy-monkey.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "toy-monkey.h"

#include "core/nn/layer.h"
#include "core/project/document.h"

static void
init_layer (TdSpec *layer, const TdSpec *project, GRand *rand)
{
  const char *kind = g_rand_boolean (rand) ? "dense" : "dropout";
  TdLayerOptions *options;

  td_spec_init (layer, td_family_find (&td_layers, kind));
  options = layer->options;
  g_free (options->id);
  options->id = td_document_new_id (project, "l");
  if (td_kind_find_option (layer->kind, "units") != NULL)
    {
      g_autofree char *units = g_strdup_printf ("%d", g_rand_int_range (rand, 2, 10));

      td_spec_set_path (layer, "units", units, NULL);
    }
}

static void
insert (TdSpecList *list, gsize position, TdSpec *spec)
{
  list->items = g_renew (TdSpec, list->items, list->n + 1);
  for (gsize i = list->n; i > position; i--)
    list->items[i] = list->items[i - 1];
  list->items[position] = *spec;
  list->n++;
}

static TdSpec
take (TdSpecList *list, gsize position)
{
  TdSpec spec = list->items[position];

  list->n--;
  for (gsize i = position; i < list->n; i++)
    list->items[i] = list->items[i + 1];
  return spec;
}

/* Adds, removes or moves an element. */
static void
change_list (TdSpecList *list, const TdSpec *project, GRand *rand)
{
  gsize position = g_rand_int_range (rand, 0, (gint32) list->n + 1);
  gboolean may_remove = list->n > 0;
  TdSpec spec;

  if (!may_remove || (list->n < 4 && g_rand_boolean (rand)))
    {
      init_layer (&spec, project, rand);
      insert (list, position, &spec);
      return;
    }
  spec = take (list, MIN (position, list->n - 1));
  if (g_rand_int_range (rand, 0, 3) == 0)
    insert (list, g_rand_int_range (rand, 0, (gint32) list->n + 1), &spec);
  else
    td_spec_clear (&spec);
}

static void
change_tasks (TdSpec *project, GRand *rand)
{
  static const char *const new_tasks[] = {
    "{\"kind\":\"yes-no\",\"targets\":[\"flag\"]}",
    "{\"kind\":\"number\",\"targets\":[\"amount\"]}",
    "{\"kind\":\"classes\",\"targets\":[\"class\"],\"head\":[{\"kind\":\"dense\",\"units\":3}]}",
  };
  TdSpecList *tasks = &((TdProjectSettings *) project->options)->tasks;
  const char *text = new_tasks[g_rand_int_range (rand, 0, G_N_ELEMENTS (new_tasks))];
  g_autoptr (JsonNode) node = NULL;
  TdSpec spec;

  if (tasks->n > 0 && (tasks->n > 4 || g_rand_boolean (rand)))
    {
      spec = take (tasks, g_rand_int_range (rand, 0, (gint32) tasks->n));
      td_spec_clear (&spec);
      return;
    }
  node = json_from_string (text, NULL);
  g_assert_true (td_spec_from_json (&spec, &td_tasks, NULL, node, "task", NULL));
  insert (tasks, g_rand_int_range (rand, 0, (gint32) tasks->n + 1), &spec);
}

static void
set_random (TdSpec *project, GRand *rand)
{
  static const struct { const char *path; const char *values[4]; } settings[] = {
    { "training.optimizer", { "sgd", "adam", "rmsprop", "adagrad" } },
    { "training.optimizer", { "adamw", "nadam", "adadelta", "lion" } },
    { "training.schedule", { "constant", "{\"kind\":\"plateau\",\"patience\":1}", "one-cycle",
                             "exponential" } },
    { "tasks.0.loss", { "focal", "hinge", "sigmoid-cross-entropy", "huber" } },
    { "tasks.0.loss.class-weights", { "balanced", "none", "balanced", "none" } },
    { "training.optimizer.learning-rate", { "0.01", "0.001", "0.002", "0.005" } },
    { "network.sharing", { "hard", "separate", "soft", "cross-stitch" } },
    { "network.sharing", { "mmoe", "cgc", "ple", "mtan" } },
    { "network.sharing", { "hard", "dselect-k", "hard", "{\"kind\":\"cgc\",\"task-experts\":2}" } },
    { "training.batch-size", { "40", "30", "50", "64" } },
    { "training.early-stopping", { "0", "1", "2", "0" } },
    { "training.l2", { "0", "0.01", "0.1", "0" } },
    { "network.trunk.0.units", { "16", "8", "5", "16" } },
    { "network.trunk.0.activation", { "relu", "tanh", "gelu", "elu" } },
    { "network.trunk.1.frozen", { "true", "false", "true", "false" } },
    { "tasks.0.weight", { "1", "0.5", "2", "0" } },
    { "tasks.0.name", { "A", "B", "C", "" } },
    { "tasks.1.enabled", { "true", "false", "true", "false" } },
    { "tasks.1.targets", { "[\"flag\"]", "[\"flag\"]", "[]", "[\"flag\"]" } },
  };
  guint i = g_rand_int_range (rand, 0, G_N_ELEMENTS (settings));

  td_spec_set_path (project, settings[i].path, settings[i].values[g_rand_int_range (rand, 0, 4)],
                    NULL);
}

static void
change (ToySession *session, GRand *rand)
{
  g_auto (TdSpec) spec = { NULL };
  TdProjectSettings *project;
  TdNetworkSettings *network;
  guint what = g_rand_int_range (rand, 0, 10);

  td_project_dup_spec (session->project, &spec);
  project = spec.options;
  network = project->network.options;
  if (what < 2)
    change_list (&network->trunk, &spec, rand);
  else if (what < 3 && project->tasks.n > 0)
    change_list (&((TdTaskOptions *) project->tasks.items[0].options)->head, &spec, rand);
  else if (what < 5)
    change_tasks (&spec, rand);
  else
    set_random (&spec, rand);
  td_document_complete (&spec);
  toy_session_apply (session, &spec);
}

void
toy_monkey_edit_run (ToySession *session, GRand *rand)
{
  guint what = g_rand_int_range (rand, 0, 10);

  if (what < 2)
    toy_session_undo (session);
  else if (what < 3)
    toy_session_redo (session);
  else if (what < 4)
    toy_session_set_weight (session, g_rand_boolean (rand) ? "l1" : "t1.output",
                            g_rand_int_range (rand, 0, 12),
                            (float) g_rand_double_range (rand, -1, 1));
  else
    change (session, rand);
}

void
toy_monkey_edit (ToySession *session, GRand *rand)
{
  if (g_rand_int_range (rand, 0, 20) == 0)
    toy_session_reset (session);
  else if (g_rand_int_range (rand, 0, 8) == 0)
    toy_session_undo (session);
  else
    change (session, rand);
}
