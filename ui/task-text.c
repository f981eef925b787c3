/* task-text.c — see task-text.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-text.h"

#include "ui/format.h"

#include <glib/gi18n.h>
#include <math.h>

#define NEARLY_ALWAYS 0.8

static char *
dup_percent (double share, int digits)
{
  return g_strdup_printf ("%.*f%%", digits, 100 * share);
}

/* Of the first column; @part TD_N_PARTS: in all parts. */
static gsize
count_labels (const TdDataset *data, guint task, guint part)
{
  const TdTargets *targets = &data->targets[task];
  gsize n = 0;

  for (guint p = 0; p < TD_N_PARTS; p++)
    if (part == TD_N_PARTS || part == p)
      n += targets->n_labels[p * targets->n_columns];
  return n;
}

static void
append_labels (GString *text, const TdDataset *data, guint task)
{
  gsize n = count_labels (data, task, TD_N_PARTS);
  g_autofree char *count = td_format_count (n);

  g_string_append_printf (text, g_dngettext (NULL, " · %s label", " · %s labels", (gulong) n),
                          count);
  if (n < data->n_rows)
    {
      g_autofree char *share = dup_percent ((double) n / (double) data->n_rows, 0);

      g_string_append_printf (text, " (%s)", share);
    }
}

char *
td_task_text_summary (const TdPlan *plan, guint task)
{
  const TdSpec *spec = td_plan_task (plan, task);
  guint n_outputs = td_task_kind (spec)->n_outputs (spec->options, td_plan_target (plan, task));
  g_autofree char *kind = g_utf8_strdown (_(spec->kind->title), -1);
  GString *text = g_string_new (NULL);

  if (n_outputs > 1)
    g_string_append_printf (text, _("%u %s"), n_outputs, kind); /* 10 classes */
  else
    g_string_append (text, kind);
  if (plan->dataset != NULL)
    append_labels (text, plan->dataset, task);
  return g_string_free (text, FALSE);
}

char *
td_task_text_labels (const TdPlan *plan, guint task)
{
  const TdDataset *data = plan->dataset;
  g_autofree char *labels = NULL, *rows = NULL, *train = NULL, *validation = NULL, *test = NULL;

  if (data == NULL)
    return NULL;
  labels = td_format_count (count_labels (data, task, TD_N_PARTS));
  rows = td_format_count (data->n_rows);
  train = td_format_count (count_labels (data, task, TD_PART_TRAIN));
  validation = td_format_count (count_labels (data, task, TD_PART_VALIDATION));
  test = td_format_count (count_labels (data, task, TD_PART_TEST));
  return g_strdup_printf (_("%s of %s rows have a label: training %s, validation %s, test %s"),
                          labels, rows, train, validation, test);
}

char *
td_task_text_imbalance (const TdPlan *plan, guint task)
{
  const TdTaskKind *kind = td_task_kind (td_plan_task (plan, task));
  const TdDataset *data = plan->dataset;
  g_autoptr(GString) answer = g_string_new (NULL);
  g_autofree char *percent = NULL;
  double share;

  if (data == NULL || kind->most_frequent == NULL)
    return NULL;
  share = kind->most_frequent (td_plan_target (plan, task), &data->targets[task],
                               data->rows[TD_PART_TRAIN], data->n_part[TD_PART_TRAIN], answer);
  if (!(share > NEARLY_ALWAYS))
    return NULL;
  percent = dup_percent (floor (100 * share) / 100, 0);
  if (answer->len == 0)
    return g_strdup_printf (_("Always giving each label’s more frequent answer would already be "
                              "%s right."), percent);
  return g_strdup_printf (_("%s of the labels are “%s”: always answering so would already be %s "
                            "right."), percent, answer->str, percent);
}

/* @format has a place for a text; @figure is taken. */
static void
append_figure (GString *text, const char *format, double value, char *figure)
{
  g_autofree char *taken = figure;
  g_autofree char *part = g_strdup_printf (format, figure);

  if (isfinite (value))
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

char *
td_task_text_metrics (const TdTaskMetrics *metrics, double labels_per_batch)
{
  GString *text = g_string_new (NULL);

  append_figure (text, _("accuracy %s"), metrics->accuracy, dup_percent (metrics->accuracy, 1));
  append_figure (text, _("exact match %s"), metrics->exact, dup_percent (metrics->exact, 1));
  append_figure (text, _("R² %s"), metrics->r2, g_strdup_printf ("%.3f", metrics->r2));
  append_figure (text, _("RMSE %s"), metrics->rmse, g_strdup_printf ("%.4g", metrics->rmse));
  append_figure (text, _("loss %s"), metrics->loss, g_strdup_printf ("%.4g", metrics->loss));
  if (labels_per_batch > 0)
    append_figure (text, _("%s labels a batch"), labels_per_batch,
                   g_strdup_printf ("%.3g", labels_per_batch));
  return g_string_free (text, text->len == 0);
}
