/* task-labels.c — several labels, any of which may be true: a column and a logit for each.
 *
 * The fit keeps the columns' names as classes, to name outputs by when the data is gone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/layer.h"
#include "core/project/measure.h"
#include "core/project/most-frequent.h"
#include "core/project/target-values.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  TdTaskOptions common;
} Options;

static const char *const losses[] = { "sigmoid-cross-entropy", "focal", "hinge", NULL };

static const TdOption options_table[] = {
  TD_TASK_COMMON_OPTIONS (Options, losses, "sigmoid-cross-entropy"),
  { NULL }
};

static double
guess (const TdColumnSummary *columns,
       guint                  n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (!columns[i].is_words)
      return 0;
  if (n_columns > 1)
    return 0.9;
  return columns->n_values > 1 ? 0.1 : 0;
}

/* Fills one of @stride columns of @encoded; refuses what is neither yes nor no. */
static gboolean
encode_column (gconstpointer   options,
               const TdColumn *column,
               const TdTable  *table,
               float          *encoded,
               gsize           stride,
               GError        **error)
{
  gsize n_rows = td_table_n_rows (table);
  g_auto(TdTargetValues) values = { 0 };
  g_autofree float *meaning = NULL;
  gsize n_unseen = 0;

  td_target_values_init (&values, column, n_rows);
  meaning = g_new (float, values.n + 1);
  for (guint i = 0; i < values.n; i++)
    {
      int word = td_yes_no_word (values.texts[i]);

      meaning[i] = word >= 0 ? word : NAN;
    }
  td_target_values_encode (&values, meaning, n_rows, encoded, stride, &n_unseen);
  for (gsize r = 0; n_unseen > 0; r++)
    if (values.codes[r] != TD_MISSING && isnan (meaning[values.codes[r]]))
      return td_target_refuse (error, options, column, table, r,
                               _("“%s” is neither 1/0, yes/no, true/false nor y/n."),
                               values.texts[values.codes[r]]);
  return TRUE;
}

static gboolean
encode (gconstpointer          options,
        const TdTargetFit     *fit,
        const TdColumn *const *columns,
        const TdTable         *table,
        float                 *encoded,
        gsize                 *n_unseen,
        GError               **error)
{
  for (guint c = 0; c < fit->n_columns; c++)
    if (!encode_column (options, columns[c], table, encoded + c, fit->n_columns, error))
      return FALSE;
  return TRUE;
}

static gboolean
fit_targets (gconstpointer          options,
             const TdColumn *const *columns,
             guint                  n_columns,
             const TdTable         *table,
             const guint32         *train,
             gsize                  n_train,
             TdTargetFit           *fit,
             GError               **error)
{
  const TdTaskOptions *task = options;

  if (train == NULL)
    return (fit->n_columns == n_columns && fit->classes != NULL
            && g_strv_equal ((const char *const *) fit->classes,
                             (const char *const *) task->targets))
           || td_target_refuse_fit (options, error);
  fit->n_columns = n_columns;
  fit->classes = g_new0 (char *, n_columns + 1);
  for (guint c = 0; c < n_columns; c++)
    fit->classes[c] = g_strdup (columns[c]->name);
  return TRUE;
}

static guint
count_columns (gconstpointer      options,
               const TdTargetFit *fit)
{
  return fit->n_columns;
}

static void
measure_row (const float *outputs,
             const float *targets,
             guint        n,
             TdTally     *tally)
{
  gsize n_right = td_measure_logits (outputs, targets, n, tally);

  for (guint c = 0; c < n; c++)
    if (isnan (targets[c]))
      return;
  tally->n_rows += 1;
  tally->n_exact += n_right == n;
}

static void
measure (const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         const float       *targets,
         guint              n_columns,
         gsize              rows,
         TdTally           *tally)
{
  for (gsize r = 0; r < rows; r++)
    measure_row (outputs + r * n_outputs, targets + r * n_columns, n_columns, tally);
}

/* Of each label by itself, so there is no single answer to name. */
static double
most_frequent (const TdTargetFit *fit,
               const TdTargets   *targets,
               const guint32     *rows,
               gsize              n,
               GString           *text)
{
  gsize n_labels = 0, n_most = 0;

  for (guint c = 0; c < targets->n_columns; c++)
    {
      TdMostFrequent found = td_most_frequent (targets, c, 2, rows, n);

      n_labels += found.n_labels;
      n_most += found.n_most;
    }
  return n_labels > 0 ? (double) n_most / (double) n_labels : NAN;
}

static char **
name_details (gconstpointer      options,
              const TdTargetFit *fit)
{
  return g_strdupv (fit->classes);
}

/* The labels that are true, between semicolons. */
static void
answer (const TdTargetFit *fit,
        const float       *outputs,
        guint              n_outputs,
        GString           *text,
        double            *details)
{
  gsize start = text->len;

  for (guint c = 0; c < n_outputs; c++)
    {
      details[c] = td_logit_probability (outputs[c]);
      if (!(outputs[c] > 0))
        continue;
      if (text->len > start)
        g_string_append_c (text, ';');
      g_string_append (text, fit->classes[c]);
    }
}

static void
numbers (const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         double            *values)
{
  for (guint i = 0; i < n_outputs; i++)
    values[i] = td_logit_probability (outputs[i]);
}

extern const TdTaskKind td_task_labels;

const TdTaskKind td_task_labels = {
  .kind = {
    .id = "labels",
    .title = N_("Labels"),
    .summary = N_("Several questions at once, each answered by a column of yes and no."),
    .options = options_table,
    .options_size = sizeof (Options),
  },
  .has_accuracy = TRUE,
  .form = TD_ANSWER_TRUTHS,
  .guess = guess,
  .fit = fit_targets,
  .n_outputs = count_columns,
  .n_columns = count_columns,
  .encode = encode,
  .measure = measure,
  .most_frequent = most_frequent,
  .detail_names = name_details,
  .answer = answer,
  .numbers = numbers,
  .output_names = name_details,
};
