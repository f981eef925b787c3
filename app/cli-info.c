/* cli-info.c — `tandem-cli info`: what a project consists of, without training.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-table.h"
#include "core/base/value.h"
#include "core/math/blas.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

/* Rows that carry at least one of the task's labels; 0 without data. */
static gsize
count_labels (const TdPlan *plan, guint task)
{
  const TdTargets *targets;
  gsize n = 0;

  if (plan->dataset == NULL)
    return 0;
  targets = &plan->dataset->targets[task];
  for (gsize row = 0; row < plan->dataset->n_rows; row++)
    for (guint column = 0; column < targets->n_columns; column++)
      if (!isnan (targets->values[row * targets->n_columns + column]))
        {
          n++;
          break;
        }
  return n;
}

static gsize
count_shared (const TdLayout *layout)
{
  gsize n = 0;

  for (guint t = 0; t < layout->n_tensors; t++)
    if (layout->tensors[t].shared && !layout->tensors[t].statistic)
      n += layout->tensors[t].n;
  return n;
}

static guint
count_outputs (const TdPlan *plan, guint task)
{
  const TdSpec *spec = td_plan_task (plan, task);

  return td_task_kind (spec)->n_outputs (spec->options, td_plan_target (plan, task));
}

static char *
dup_value (const TdSpec *layer, const TdOption *option)
{
  gconstpointer value = td_spec_value (layer, option);
  const TdSpec *spec = value;

  if (option->type != TD_KIND)
    return td_value_to_text (option, value);
  return g_strdup (spec->kind != NULL ? spec->kind->id : _("none"));
}

/* "dense (units 128)": the kind with its sizes, and the options that aren't at their defaults. */
static char *
dup_layer (const TdSpec *layer)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const TdOption *option = layer->kind->options;

  for (; option != NULL && option->name != NULL; option++)
    {
      g_autofree char *value = NULL;
      TdOptionValue standard;

      if (option->hidden || option->type == TD_KIND_LIST)
        continue;
      td_value_init (option, &standard);
      if (option->type == TD_INTEGER
          || !td_value_equal (option, td_spec_value (layer, option), &standard))
        {
          value = dup_value (layer, option);
          g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", option->name, value);
        }
      td_value_clear (option, &standard);
    }
  return text->len > 0 ? g_strdup_printf ("%s (%s)", layer->kind->id, text->str)
                       : g_strdup (layer->kind->id);
}

static char *
dup_layers (const TdSpecList *layers)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < layers->n; i++)
    {
      g_autofree char *layer = dup_layer (&layers->items[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", layer);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
print_data (const TdPlan *plan)
{
  const TdDataset *data = plan->dataset;
  const TdSpec *source = &td_data_of (&plan->project)->source;

  for (guint i = 0; i < plan->fit->n_files; i++)
    g_print (_("Data: %s, %zu rows, %zu columns\n"), plan->fit->files[i].path,
             plan->fit->files[i].n_rows, plan->fit->files[i].n_columns);
  if (plan->fit->n_files == 0 && source->kind != NULL)
    g_print (_("Data: %s, made by Tandem\n"), _(source->kind->title));
  if (data == NULL)
    {
      g_print ("%s\n", plan->missing);
      return;
    }
  g_print (_("Rows: %zu training, %zu validation, %zu test; %u features\n"),
           data->n_part[TD_PART_TRAIN], data->n_part[TD_PART_VALIDATION],
           data->n_part[TD_PART_TEST], data->n_features);
  td_cli_note_inputs (&data->notes);
}

static void
add_integer (TdCliTable *table, gsize value)
{
  g_autofree char *text = g_strdup_printf ("%zu", value);

  td_cli_table_add (table, text);
}

static void
add_task (TdCliTable *table, const TdPlan *plan, guint task)
{
  const TdSpec *spec = td_plan_task (plan, task);
  const TdTaskOptions *options = td_task_options (spec);
  g_autofree char *weight = td_json_number_to_text (options->weight);
  g_autofree char *head = dup_layers (&options->head);

  td_cli_table_add (table, options->name);
  td_cli_table_add (table, options->enabled ? spec->kind->id : _("switched off"));
  add_integer (table, count_labels (plan, task));
  add_integer (table, count_outputs (plan, task));
  td_cli_table_add (table, weight);
  add_integer (table, td_layout_count (plan->graph->layout, (gint) task));
  td_cli_table_add (table, head);
}

static void
print_tasks (const TdPlan *plan)
{
  g_autoptr(TdCliTable) table = td_cli_table_new ("llrrrrl");
  const char *const headings[] = { N_("Task"), N_("Kind"), N_("Labels"), N_("Outputs"), N_("λ"),
                                   N_("Parameters"), N_("Head") };

  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    td_cli_table_add (table, _(headings[i]));
  for (guint k = 0; k < plan->n_tasks; k++)
    add_task (table, plan, k);
  td_cli_table_print (table);
}

static void
print_info (const TdPlan *plan, const TdState *state)
{
  const TdNetworkSettings *network = td_network_of (&plan->project);
  const TdLayout *layout = plan->graph->layout;
  g_autofree char *trunk = dup_layers (&network->trunk);

  g_print ("%s\n", td_project_of (&plan->project)->name);
  print_data (plan);
  g_print ("\n");
  print_tasks (plan);
  g_print ("\n");
  g_print (_("Sharing: %s\n"), network->sharing.kind->id);
  g_print (_("Trunk: %s\n"), trunk[0] != '\0' ? trunk : _("no layers"));
  g_print (_("Parameters: %zu in all, %zu shared\n"), td_layout_count (layout, -2),
           count_shared (layout));
  if (state != NULL)
    g_print (_("Trained: %" PRIu64 " steps, %" PRIu64 " epochs, %.2f s\n"), state->step,
             state->epoch, state->seconds);
  g_print (_("BLAS kernel: %s\n"), td_blas_kernel ());
}

/* --json */

static void
write_integer (TdJsonWriter *writer, const char *name, guint64 value)
{
  td_json_writer_name (writer, name);
  td_json_writer_integer (writer, (gint64) value);
}

static void
write_text (TdJsonWriter *writer, const char *name, const char *value)
{
  td_json_writer_name (writer, name);
  td_json_writer_text (writer, value);
}

static void
write_data (TdJsonWriter *writer, const TdPlan *plan)
{
  const TdDataset *data = plan->dataset;

  td_json_writer_name (writer, "data");
  if (data == NULL)
    {
      td_json_writer_null (writer);
      return;
    }
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "files");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < plan->fit->n_files; i++)
    td_json_writer_text (writer, plan->fit->files[i].path);
  td_json_writer_end_array (writer);
  write_integer (writer, "rows", data->n_rows);
  write_integer (writer, "features", data->n_features);
  for (guint part = 0; part < TD_N_PARTS; part++)
    write_integer (writer, td_part_names[part], data->n_part[part]);
  write_integer (writer, "blank_inputs", data->notes.n_blank);
  write_integer (writer, "unseen_inputs", data->notes.n_unseen);
  td_json_writer_end_object (writer);
}

static void
write_tasks (TdJsonWriter *writer, const TdPlan *plan)
{
  td_json_writer_name (writer, "tasks");
  td_json_writer_begin_array (writer);
  for (guint k = 0; k < plan->n_tasks; k++)
    {
      const TdTaskOptions *options = td_task_options (td_plan_task (plan, k));

      td_json_writer_begin_object (writer);
      write_text (writer, "name", options->name);
      write_text (writer, "kind", td_plan_task (plan, k)->kind->id);
      write_integer (writer, "labels", count_labels (plan, k));
      write_integer (writer, "outputs", count_outputs (plan, k));
      td_json_writer_name (writer, "weight");
      td_json_writer_number (writer, options->weight);
      td_json_writer_name (writer, "enabled");
      td_json_writer_boolean (writer, options->enabled);
      write_integer (writer, "parameters", td_layout_count (plan->graph->layout, (gint) k));
      td_json_writer_end_object (writer);
    }
  td_json_writer_end_array (writer);
}

static void
write_network (TdJsonWriter *writer, const TdPlan *plan)
{
  const TdNetworkSettings *network = td_network_of (&plan->project);

  td_json_writer_name (writer, "network");
  td_json_writer_begin_object (writer);
  write_text (writer, "sharing", network->sharing.kind->id);
  td_json_writer_name (writer, "trunk");
  td_json_writer_begin_array (writer);
  for (gsize i = 0; i < network->trunk.n; i++)
    td_json_writer_text (writer, network->trunk.items[i].kind->id);
  td_json_writer_end_array (writer);
  td_json_writer_end_object (writer);
}

static void
print_json (const TdPlan *plan, const TdState *state)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_json_writer_begin_object (writer);
  write_text (writer, "name", td_project_of (&plan->project)->name);
  write_data (writer, plan);
  write_tasks (writer, plan);
  write_network (writer, plan);
  write_integer (writer, "parameters", td_layout_count (plan->graph->layout, -2));
  write_integer (writer, "shared_parameters", count_shared (plan->graph->layout));
  write_integer (writer, "steps", state != NULL ? state->step : 0);
  write_integer (writer, "epochs", state != NULL ? state->epoch : 0);
  write_text (writer, "blas_kernel", td_blas_kernel ());
  td_json_writer_end_object (writer);
  td_cli_print_json (writer);
}

static int
run (int argc, char **argv, GError **error)
{
  g_auto(TdCliEdits) edits = { 0 };
  g_auto(TdCliProject) project = { 0 };
  g_autoptr(TdState) state = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    TD_CLI_EDIT_ENTRIES (&edits),
    TD_CLI_JSON_ENTRY (&json),
    { NULL }
  };

  if (!td_cli_parse (&td_verb_info, entries, 1, 1, &argc, argv, error)
      || !td_cli_project_open (&project, argv[1], &edits, TD_CLI_DATA_READ, error))
    return 1;
  if (project.checkpoint.weights != NULL)
    {
      state = td_cli_project_state (&project, argv[1], error);
      if (state == NULL)
        return 1;
    }
  td_blas_init ();
  if (json)
    print_json (project.plan, state);
  else
    print_info (project.plan, state);
  return 0;
}

const TdVerb td_verb_info = {
  .name = "info",
  .arguments = N_("PROJECT"),
  .summary = N_("Tell what a project consists of: data, tasks, network, parameters"),
  .run = run,
};
