/* cli-report.c — the result of training or evaluating, for people and for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-report.h"

#include "app/cli-table.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *const part_titles[TD_N_PARTS] = {
  [TD_PART_TRAIN] = N_("training part"),
  [TD_PART_VALIDATION] = N_("validation part"),
  [TD_PART_TEST] = N_("test part"),
};

void
td_cli_report_init (TdCliReport     *self,
                    const TdPlan    *plan,
                    const TdDataset *dataset,
                    const float     *parameters)
{
  const TdDataset *measured = dataset != NULL ? dataset : plan->dataset;

  self->plan = plan;
  self->part = td_evaluation_part (measured);
  self->n_rows = measured->n_part[self->part];
  self->tasks = g_new0 (TdTaskMetrics, plan->n_tasks);
  td_evaluate (plan, measured, parameters, self->part, self->tasks);
}

void
td_cli_report_clear (TdCliReport *self)
{
  g_clear_pointer (&self->tasks, g_free);
}

/* @format has one double; what doesn't apply stays blank. */
static void
add_number (TdCliTable *table, const char *format, double value)
{
  g_autofree char *text = isfinite (value) ? g_strdup_printf (format, value) : g_strdup ("");

  td_cli_table_add (table, text);
}

static void
print_tasks (const TdCliReport *self)
{
  g_autoptr(TdCliTable) table = td_cli_table_new ("lrrrr");

  td_cli_table_add (table, _("Task"));
  td_cli_table_add (table, _("Loss"));
  td_cli_table_add (table, _("Accuracy"));
  td_cli_table_add (table, _("R²"));
  td_cli_table_add (table, _("RMSE"));
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      const TdTaskMetrics *metrics = &self->tasks[k];

      td_cli_table_add (table, td_task_options (td_plan_task (self->plan, k))->name);
      add_number (table, "%.4g", metrics->loss);
      add_number (table, "%.1f %%", 100 * metrics->accuracy);
      add_number (table, "%.4f", metrics->r2);
      add_number (table, "%.4g", metrics->rmse);
    }
  td_cli_table_print (table);
}

void
td_cli_report_print (const TdCliReport *self)
{
  double accuracy = td_mean_accuracy (self->tasks, self->plan->n_tasks);
  double log_loss = td_mean_log_loss (self->tasks, self->plan->n_tasks);

  g_print (_("Measured on the %s, %zu rows:\n"), _(part_titles[self->part]), self->n_rows);
  print_tasks (self);
  if (isfinite (accuracy))
    g_print (_("Mean accuracy %.1f %%, mean log loss %.4g\n"), 100 * accuracy, log_loss);
}

static void
write_task (const TdSpec *task, const TdTaskMetrics *metrics, TdJsonWriter *writer)
{
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "name");
  td_json_writer_text (writer, td_task_options (task)->name);
  td_json_writer_name (writer, "loss");
  td_json_writer_number (writer, metrics->loss);
  if (td_task_kind (task)->has_accuracy)
    {
      td_json_writer_name (writer, "accuracy");
      td_json_writer_number (writer, metrics->accuracy);
    }
  else
    {
      td_json_writer_name (writer, "r2");
      td_json_writer_number (writer, metrics->r2);
      td_json_writer_name (writer, "rmse");
      td_json_writer_number (writer, metrics->rmse);
    }
  td_json_writer_end_object (writer);
}

void
td_cli_report_write_json (const TdCliReport *self, TdJsonWriter *writer)
{
  td_json_writer_name (writer, "mean_accuracy");
  td_json_writer_number (writer, td_mean_accuracy (self->tasks, self->plan->n_tasks));
  td_json_writer_name (writer, "mean_log_loss");
  td_json_writer_number (writer, td_mean_log_loss (self->tasks, self->plan->n_tasks));
  td_json_writer_name (writer, "tasks");
  td_json_writer_begin_array (writer);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    write_task (td_plan_task (self->plan, k), &self->tasks[k], writer);
  td_json_writer_end_array (writer);
  td_json_writer_name (writer, "measured_on");
  td_json_writer_text (writer, td_part_names[self->part]);
}
