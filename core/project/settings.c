/* settings.c — the option tables of the project, its network and its training.
 *
 * Defaults stand here and nowhere else.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/settings.h"

#include "core/balance/balancer.h"
#include "core/data/sampling.h"
#include "core/data/source.h"
#include "core/nn/activation.h"
#include "core/nn/initializer.h"
#include "core/nn/loss.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"
#include "core/project/task.h"
#include "core/sharing/sharing.h"

#include <glib/gi18n-lib.h>

/* Whole numbers up to here are exact in a double, which is what option tables and JSON hold. */
#define LARGEST_SEED 9007199254740991.0

#define NETWORK(field) G_STRUCT_OFFSET (TdNetworkSettings, field)
#define TRAINING(field) G_STRUCT_OFFSET (TdTrainingSettings, field)
#define PROJECT(field) G_STRUCT_OFFSET (TdProjectSettings, field)

static const TdOption network_options[] = {
  { "sharing", N_("Sharing"), N_("How tasks share parameters."), TD_KIND,
    .offset = NETWORK (sharing), .text = "hard", .family = &td_sharings },
  { "trunk", N_("Trunk"), N_("The layers that all tasks share."), TD_KIND_LIST,
    .offset = NETWORK (trunk), .family = &td_layers, .hidden = TRUE },
  { NULL }
};

static const char *const monitors[] = { "loss", "mean-accuracy", NULL };
static const char *const monitor_titles[] = { N_("Loss"), N_("Mean accuracy"), NULL };

/* The monitors, with accuracy where a task has one, and the tasks by name; a task that is called
 * like a monitor can't be meant. */
static char **
suggest_monitors (const TdSpec *root)
{
  const TdOption *option = td_kind_find_option (root->kind, "tasks");
  const TdSpecList *tasks = option != NULL ? td_spec_value (root, option) : NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  gboolean any_accuracy = tasks == NULL;

  for (gsize i = 0; tasks != NULL && i < tasks->n; i++)
    any_accuracy = any_accuracy || td_task_kind (&tasks->items[i])->has_accuracy;
  g_strv_builder_add (names, monitors[0]);
  if (any_accuracy)
    g_strv_builder_add (names, monitors[1]);
  for (gsize i = 0; tasks != NULL && i < tasks->n; i++)
    if (!g_strv_contains (monitors, td_task_options (&tasks->items[i])->name))
      g_strv_builder_add (names, td_task_options (&tasks->items[i])->name);
  return g_strv_builder_end (names);
}

static const TdOption training_options[] = {
  { "optimizer", N_("Optimizer"), N_("How gradients become weight updates."), TD_KIND,
    .offset = TRAINING (optimizer), .text = "adam", .family = &td_optimizers, .live = TRUE },
  { "schedule", N_("Schedule"), N_("How the learning rate changes during the run."), TD_KIND,
    .offset = TRAINING (schedule), .text = "constant", .family = &td_schedules, .live = TRUE },
  { "balancer", N_("Balancing"), N_("How the tasks' losses or gradients become one update."),
    TD_KIND, .offset = TRAINING (balancer), .text = "equal", .family = &td_balancers,
    .live = TRUE, .group = N_("Balance tasks by") },
  { "sampling", N_("Sampling"), N_("Which rows a step trains on."), TD_KIND,
    .offset = TRAINING (sampling), .text = "rows", .family = &td_samplings, .live = TRUE },
  { "batch-size", N_("Batch size"), N_("Rows per step."), TD_INTEGER,
    .offset = TRAINING (batch_size), .minimum = 1, .maximum = 1e6, .number = 64, .live = TRUE,
    .unit = N_("rows"), .steps = TD_STEPS_DOUBLING },
  { "epochs", N_("Epochs"), N_("Passes over the training rows; 0 trains until paused."), TD_INTEGER,
    .offset = TRAINING (epochs), .minimum = 0, .maximum = 1e9, .number = 200, .live = TRUE,
    .usual = 200, .special = N_("Until paused") },
  { "shuffle", N_("Shuffle"), N_("Takes the rows of each epoch in a new random order."), TD_BOOLEAN,
    .offset = TRAINING (shuffle), .number = TRUE, .live = TRUE },
  { "seed", N_("Seed"), N_("The same seed gives the same run."), TD_INTEGER,
    .offset = TRAINING (seed), .minimum = 0, .maximum = LARGEST_SEED, .number = 1,
    .steps = TD_STEPS_SINGLE },
  { "workers", N_("Workers"), N_("Threads that compute; 0 measures what is fastest."), TD_INTEGER,
    .offset = TRAINING (workers), .minimum = 0, .maximum = 1024, .live = TRUE,
    .steps = TD_STEPS_DOUBLING, .usual = 2, .special = N_("Measured") },
  { "l1", N_("L1 penalty"), N_("Adds l1 · sign(θ) to the gradient of weights."), TD_NUMBER,
    .offset = TRAINING (l1), .minimum = 0, .maximum = 1e6, .live = TRUE,
    .group = N_("Regularization"), .usual = 1e-5, .special = N_("Off") },
  { "l2", N_("L2 penalty"), N_("Adds l2 · θ to the gradient of weights."), TD_NUMBER,
    .offset = TRAINING (l2), .minimum = 0, .maximum = 1e6, .live = TRUE,
    .group = N_("Regularization"), .usual = 1e-4, .special = N_("Off") },
  { "clip-norm", N_("Clip gradient at"), N_("Largest norm of the whole gradient; 0 is off."),
    TD_NUMBER, .offset = TRAINING (clip_norm), .minimum = 0, .maximum = 1e9, .live = TRUE,
    .group = N_("Regularization"), .usual = 1, .special = N_("Off") },
  { "early-stopping", N_("Early stopping"),
    N_("Epochs without improvement after which the run ends; 0 is off."), TD_INTEGER,
    .offset = TRAINING (early_stopping), .minimum = 0, .maximum = 1e9, .live = TRUE,
    .unit = N_("epochs"), .usual = 10, .special = N_("Off") },
  { "monitor", N_("Monitor"), N_("What has to improve: loss, mean-accuracy or a task's name."),
    TD_TEXT, .offset = TRAINING (monitor), .text = "loss", .choices = monitors,
    .titles = monitor_titles, .live = TRUE, .suggest = suggest_monitors },
  { NULL }
};

static const TdOption project_options[] = {
  { "name", N_("Name"), N_("Of the experiment."), TD_TEXT, .offset = PROJECT (name), .text = "",
    .live = TRUE, .looks = TRUE },
  { "data", N_("Data"), N_("Where rows come from and how they are prepared."), TD_KIND,
    .offset = PROJECT (data), .text = "data", .family = &td_data_settings },
  { "tasks", N_("Tasks"), N_("The targets to predict."), TD_KIND_LIST, .offset = PROJECT (tasks),
    .family = &td_tasks },
  { "network", N_("Network"), N_("The layers and how tasks share them."), TD_KIND,
    .offset = PROJECT (network), .text = "network", .family = &td_network_settings },
  { "training", N_("Training"), N_("How the network is trained."), TD_KIND,
    .offset = PROJECT (training), .text = "training", .family = &td_training_settings },
  { NULL }
};

static const TdKind network_kind = {
  .id = "network",
  .title = N_("Network"),
  .summary = N_("The layers and how tasks share them."),
  .options = network_options,
  .options_size = sizeof (TdNetworkSettings),
};

static const TdKind training_kind = {
  .id = "training",
  .title = N_("Training"),
  .summary = N_("How the network is trained."),
  .options = training_options,
  .options_size = sizeof (TdTrainingSettings),
};

static const TdKind project_kind = {
  .id = "project",
  .title = N_("Project"),
  .summary = N_("Data, tasks, network and training settings."),
  .options = project_options,
  .options_size = sizeof (TdProjectSettings),
};

static const TdKind *const network_kinds[] = { &network_kind, NULL };
static const TdKind *const training_kinds[] = { &training_kind, NULL };
static const TdKind *const project_kinds[] = { &project_kind, NULL };

const TdFamily td_network_settings = { "network", N_("Network"), network_kinds, TRUE };
const TdFamily td_training_settings = { "training", N_("Training"), training_kinds, TRUE };
const TdFamily td_project_settings = { "project", N_("Project"), project_kinds, TRUE };

const TdProjectSettings *
td_project_of (const TdSpec *project)
{
  g_return_val_if_fail (project != NULL && project->kind == &project_kind, NULL);

  return project->options;
}

const TdDataSettings *
td_data_of (const TdSpec *project)
{
  return td_project_of (project)->data.options;
}

const TdNetworkSettings *
td_network_of (const TdSpec *project)
{
  return td_project_of (project)->network.options;
}

const TdTrainingSettings *
td_training_of (const TdSpec *project)
{
  return td_project_of (project)->training.options;
}

const TdFamily *const *
td_families (void)
{
  static const TdFamily *const families[] = {
    &td_tasks, &td_layers, &td_activations, &td_initializers, &td_losses, &td_sharings,
    &td_optimizers, &td_schedules, &td_balancers, &td_samplings, &td_sources, NULL
  };

  return families;
}
