/* cli-train.c — `tandem-cli train`: trains a project without a window.
 *
 * The trainer works in its own thread; this one waits, tells how far it is, and turns Ctrl-C into
 * a pause, so that an interrupted run is saved at the end of a step and continues later with the
 * same bits.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-progress.h"
#include "app/cli-report.h"
#include "core/project/archive.h"
#include "core/project/relocate.h"
#include "core/train/trainer.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>

#define WAIT_SECONDS 0.05
#define NOT_GIVEN (-1)

typedef struct
{
  const char *project;  /* the argument */
  TdCliEdits  edits;
  gint64      epochs, steps; /* totals, or NOT_GIVEN */
  char       *weights, *output, *log;
  gboolean    partial, restart, json;
  gboolean    replays; /* the edits of the run that the file holds */
} Options;

static volatile sig_atomic_t caught_signal;

static void
options_clear (Options *self)
{
  td_cli_edits_clear (&self->edits);
  g_free (self->weights);
  g_free (self->output);
  g_free (self->log);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *self, GError **error)
{
  if (self->epochs < NOT_GIVEN || self->steps < NOT_GIVEN)
    g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                         _("--epochs and --steps take whole numbers from 0."));
  else if (self->partial && self->weights == NULL)
    g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                         _("--partial goes with --load-weights FILE."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse (Options *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      N_("Save project, weights and curves"), N_("OUT.tandem") },
    { "epochs", 0, 0, G_OPTION_ARG_INT64, &self->epochs,
      N_("Train until N epochs in all are done"), N_("N") },
    { "steps", 0, 0, G_OPTION_ARG_INT64, &self->steps,
      N_("Train until N steps in all are done"), N_("N") },
    TD_CLI_EDIT_ENTRIES (&self->edits),
    { "load-weights", 0, 0, G_OPTION_ARG_FILENAME, &self->weights,
      N_("Start from these weights"), N_("FILE.safetensors") },
    { "partial", 0, 0, G_OPTION_ARG_NONE, &self->partial,
      N_("Load what fits, and start the rest anew"), NULL },
    { "restart", 0, 0, G_OPTION_ARG_NONE, &self->restart,
      N_("Train from the start again, with the edits that were made on the way"), NULL },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &self->log, N_("Write the curves as a table"),
      N_("FILE.csv") },
    TD_CLI_JSON_ENTRY (&self->json),
    { NULL }
  };

  if (!td_cli_parse (&td_verb_train, entries, 1, 1, &argc, argv, error))
    return FALSE;
  self->project = argv[1];
  return check_options (self, error);
}

static TdState *
load_weights (const char *path, TdPlan *plan, gboolean partial, GError **error)
{
  g_autofree float *initial = g_new0 (float, plan->graph->layout->n_weights);
  g_autofree char *contents = NULL;
  g_autofree char *unfit = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(TdArraySet) arrays = NULL;
  TdState *state;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  arrays = td_array_set_from_bytes (bytes, path, error);
  if (arrays == NULL)
    return NULL;
  td_graph_initialize (plan->graph, initial);
  state = td_state_from_arrays (plan->graph->layout, initial, arrays, NULL, !partial, &unfit,
                                error);
  if (unfit != NULL)
    td_cli_note ("%s", unfit);
  return state;
}

/* Where training starts; NULL without an error: from scratch. */
static TdState *
find_start (const Options *options, TdCliProject *project, GError **error)
{
  if (options->weights != NULL)
    return load_weights (options->weights, project->plan, options->partial, error);
  if (project->checkpoint.weights != NULL)
    return td_cli_project_state (project, options->project, error);
  return NULL;
}

/* Whether the project came to be in a run that can be repeated, and is to be as it was. */
static gboolean
can_replay (const Options *options, const TdCheckpoint *file)
{
  g_auto(TdSpec) end = { 0 };

  return options->restart && options->weights == NULL && options->edits.sets == NULL
         && options->edits.seed == NULL && file->edits != NULL
         && file->edits->kind != TD_EDIT_START && td_edit_get_start (file->edits)->from_scratch
         && td_edit_dup_project (file->edits, &end, NULL) && td_spec_equal (&end, &file->project);
}

static TdTrainer *
make_replaying_trainer (TdCliProject *project, GError **error)
{
  const TdEdit *edits = project->checkpoint.edits;
  g_autoptr(TdPlan) plan = NULL;
  g_autoptr(TdReplay) replay = NULL;
  TdTrainer *trainer;

  if (!td_replay_new (edits, project->data, &plan, &replay, error))
    return NULL;
  td_cli_note (ngettext ("Repeating the run with its %u edit.",
                         "Repeating the run with its %u edits.", replay->n), replay->n);
  trainer = td_trainer_new (plan, NULL, NULL);
  td_trainer_replay (trainer, g_steal_pointer (&replay));
  return trainer;
}

static TdTrainer *
make_trainer (const Options *options, TdCliProject *project, GError **error)
{
  g_autoptr(TdState) start = NULL;
  g_autoptr(GError) failure = NULL;
  gboolean continues = options->weights == NULL;

  if (project->plan->dataset == NULL)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, project->plan->missing);
      return NULL;
    }
  td_cli_note_inputs (&project->plan->dataset->notes);
  if (options->replays)
    return make_replaying_trainer (project, error);
  start = find_start (options, project, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return td_trainer_new (project->plan, start,
                         continues && start != NULL ? project->checkpoint.history : NULL);
}

/* The totals to reach; 0: the project's. */
static TdRunLimits
find_limits (const Options *options)
{
  return (TdRunLimits) {
    .steps = options->steps != NOT_GIVEN ? (guint64) options->steps : 0,
    .epochs = options->epochs != NOT_GIVEN ? (guint64) options->epochs : 0,
  };
}

static gboolean
wants_nothing (const Options *options)
{
  return options->epochs == 0 || options->steps == 0;
}

static void
signal_cb (int number)
{
  caught_signal = number;
}

/* The second Ctrl-C ends the program at once. */
static void
catch_signals (void)
{
  struct sigaction action = { .sa_handler = signal_cb, .sa_flags = (int) SA_RESETHAND };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

/* Runs to the limits or to a signal. */
static void
train (TdTrainer *trainer, const TdPlan *plan, const TdRunLimits *limits, TdProgress *progress)
{
  guint64 planned = (guint64) td_training_of (&plan->project)->epochs;
  guint64 epochs = limits->epochs > 0 ? limits->epochs : planned;
  TdCliProgress line;

  catch_signals ();
  td_cli_progress_init (&line);
  td_trainer_run (trainer, limits);
  while (!td_trainer_wait (trainer, WAIT_SECONDS))
    {
      if (caught_signal != 0)
        td_trainer_pause (trainer);
      td_trainer_get_progress (trainer, progress);
      td_cli_progress_update (&line, progress, epochs);
    }
  td_trainer_get_progress (trainer, progress);
  td_cli_progress_end (&line, progress, epochs);
}

static gboolean
write_log (const char *path, TdTrainer *trainer, const TdSpec *project, GError **error)
{
  g_autofree char *csv = td_history_to_csv (td_trainer_get_history (trainer), project);

  return td_write_file (path, csv, strlen (csv), error);
}

static gboolean
save (const char *path, const TdCliProject *project, const TdState *state, TdTrainer *trainer,
      GError **error)
{
  g_auto(TdSpec) copy = { 0 };
  g_autoptr(TdFolder) folder = NULL;
  TdCheckpointParts parts;

  td_spec_copy (&copy, &project->plan->project);
  folder = td_project_pack (&copy, project->checkpoint.folder, path);
  parts = (TdCheckpointParts) {
    .project = &copy, .folder = folder, .fit = project->plan->fit, .state = state,
    .history = td_trainer_get_history (trainer), .view = project->checkpoint.view,
  };
  if (!td_checkpoint_save_parts (path, &parts, error))
    return FALSE;
  td_cli_note (_("Saved %s."), path);
  return TRUE;
}

static void
print_json (const TdProgress *progress, const TdCliReport *report)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "steps");
  td_json_writer_integer (writer, (gint64) progress->step);
  td_json_writer_name (writer, "epochs");
  td_json_writer_integer (writer, (gint64) progress->epoch);
  td_json_writer_name (writer, "seconds");
  td_json_writer_number (writer, progress->seconds);
  td_json_writer_name (writer, "parameters");
  td_json_writer_integer (writer, (gint64) td_layout_count (report->plan->graph->layout, -2));
  td_cli_report_write_json (report, writer);
  td_json_writer_end_object (writer);
  td_cli_print_json (writer);
}

static void
print_report (const Options *options, const TdProgress *progress, const TdPlan *plan,
              const TdState *state)
{
  g_auto(TdCliReport) report = { 0 };

  td_cli_report_init (&report, plan, NULL, state->parameters);
  if (options->json)
    print_json (progress, &report);
  else
    td_cli_report_print (&report);
}

/* A run that ended by itself says why; one that diverged is a failure. */
static gboolean
check_status (const TdProgress *progress, GError **error)
{
  if (progress->status == TD_RUN_DIVERGED)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, progress->message);
      return FALSE;
    }
  if (progress->message[0] != '\0')
    td_cli_note ("%s", progress->message);
  return TRUE;
}

static int
finish (const Options *options, TdTrainer *trainer, const TdProgress *progress,
        const TdCliProject *project, GError **error)
{
  const TdPlan *plan = project->plan;
  g_autoptr(TdState) state = NULL;

  if (options->log != NULL && !write_log (options->log, trainer, &plan->project, error))
    return 1;
  if (!check_status (progress, error))
    return 1;
  state = td_trainer_snapshot (trainer);
  if (options->output != NULL
      && !save (options->output, project, state, trainer, error))
    return 1;
  if (caught_signal != 0)
    return 128 + caught_signal;
  print_report (options, progress, plan, state);
  return 0;
}

/* The epochs that the totals ask for; 0: they don't say. */
static gint64
count_epochs (const Options *options, const TdPlan *plan)
{
  gint64 per_epoch = (gint64) td_plan_steps_per_epoch (plan);

  if (options->epochs != NOT_GIVEN)
    return options->epochs;
  if (options->steps == NOT_GIVEN || per_epoch == 0)
    return 0;
  return options->steps / per_epoch + (options->steps % per_epoch > 0);
}

/* Totals beyond the project's epochs become its epochs, so that the schedule reaches that far:
 * after its end, a cosine would train at a rate of zero. */
static gboolean
extend_epochs (const Options *options, TdCliProject *project, GError **error)
{
  gint64 planned = td_training_of (&project->plan->project)->epochs;
  gint64 wanted = count_epochs (options, project->plan);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, wanted);

  if (planned == 0 || wanted <= planned)
    return TRUE;
  return td_cli_set_path (&project->checkpoint.project, "training.epochs", text, error)
         && td_cli_project_plan (project, error);
}

/* The project as far as its run was repeated. */
static gboolean
follow_replay (TdCliProject *project, TdTrainer *trainer, GError **error)
{
  g_autoptr(TdState) state = td_trainer_snapshot (trainer);

  td_spec_clear (&project->checkpoint.project);
  return td_edit_dup_project (state->edits, &project->checkpoint.project, error)
         && td_cli_project_plan (project, error);
}

static gboolean
prepare (Options *options, TdCliProject *project, GError **error)
{
  if (!td_cli_project_open (project, options->project, &options->edits,
                            options->restart ? TD_CLI_DATA_AFRESH : TD_CLI_DATA_READ, error))
    return FALSE;
  options->replays = can_replay (options, &project->checkpoint);
  if (!options->replays && !extend_epochs (options, project, error))
    return FALSE;
  if (options->output != NULL && !td_cli_check_writable (options->output, error))
    return FALSE;
  if (options->log != NULL && !td_cli_check_writable (options->log, error))
    return FALSE;
  return TRUE;
}

static int
run_trainer (const Options *options, TdTrainer *trainer, TdCliProject *project, GError **error)
{
  TdRunLimits limits = find_limits (options);
  TdProgress progress = { 0 };
  int status;

  if (!wants_nothing (options))
    train (trainer, project->plan, &limits, &progress);
  td_trainer_get_progress (trainer, &progress);
  if (options->replays && !follow_replay (project, trainer, error))
    status = 1;
  else
    status = finish (options, trainer, &progress, project, error);
  td_progress_clear (&progress);
  return status;
}

static int
run (int argc, char **argv, GError **error)
{
  g_auto(Options) options = { .epochs = NOT_GIVEN, .steps = NOT_GIVEN };
  g_auto(TdCliProject) project = { 0 };
  g_autoptr(TdTrainer) trainer = NULL;

  if (!parse (&options, argc, argv, error) || !prepare (&options, &project, error))
    return 1;
  trainer = make_trainer (&options, &project, error);
  return trainer != NULL ? run_trainer (&options, trainer, &project, error) : 1;
}

const TdVerb td_verb_train = {
  .name = "train",
  .arguments = N_("PROJECT"),
  .summary = N_("Train a project; a file with weights continues from its step"),
  .computes = TRUE,
  .run = run,
};
