/* task-number.c — one or more numbers.
 *
 * Targets are trained as (t - mean) / scale with mean and population deviation of the labelled
 * training rows; metrics are in the user's units.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-write.h"
#include "core/data/settings.h"
#include "core/nn/layer.h"
#include "core/project/target-values.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  TdTaskOptions common;
  int           scaling; /* TdScaling */
} Options;

static const char *const losses[] = { "squared-error", "absolute-error", "huber", NULL };

static const TdOption options_table[] = {
  TD_TASK_COMMON_OPTIONS (Options, losses, "squared-error"),
  { "scaling", N_("Scaling"), N_("Trains on targets of mean 0 and deviation 1, or as they are."),
    TD_CHOICE, .offset = G_STRUCT_OFFSET (Options, scaling), .text = "standard",
    .choices = td_scaling_names, .titles = td_scaling_titles },
  { NULL }
};

static double
guess (const TdColumnSummary *columns,
       guint                  n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (!columns[i].is_numeric || columns[i].n_values < 2)
      return 0;
  return 0.5;
}

static gboolean
refuse_text (gconstpointer   options,
             const TdColumn *column,
             const TdTable  *table,
             GError        **error)
{
  gsize n_rows = td_table_n_rows (table);
  gsize first = G_MAXSIZE;

  for (gsize r = 0; r < n_rows; r++)
    {
      guint32 code = column->codes[r];

      if (code == TD_MISSING)
        continue;
      first = first == G_MAXSIZE ? r : first;
      if (isnan (td_target_number (column->values[code])))
        {
          first = r;
          break;
        }
    }
  return td_target_refuse (error, options, column, table, first,
                           _("“%s” isn't a number, but this is a number task."),
                           first != G_MAXSIZE ? column->values[column->codes[first]] : "");
}

static gboolean
check_column (gconstpointer   options,
              const TdColumn *column,
              const TdTable  *table,
              GError        **error)
{
  gsize n_rows = td_table_n_rows (table);

  if (column->codes != NULL)
    return refuse_text (options, column, table, error);
  for (gsize r = 0; r < n_rows; r++)
    if (!isnan (td_column_number (column, r)) && !(fabs (td_column_number (column, r)) <= FLT_MAX))
      return td_target_refuse (error, options, column, table, r,
                               _("the number is infinite or too large."));
  return TRUE;
}

/* Welford's mean and population deviation; a constant keeps its unit. */
static void
learn_scale (const TdColumn *column,
             const guint32  *train,
             gsize           n_train,
             double         *mean,
             double         *scale)
{
  double n = 0;
  double m2 = 0;

  *mean = 0;
  for (gsize i = 0; i < n_train; i++)
    {
      double x = td_column_number (column, train[i]);
      double apart = x - *mean;

      if (isnan (x))
        continue;
      n += 1;
      *mean += apart / n;
      m2 += apart * (x - *mean);
    }
  *scale = m2 > 0 ? sqrt (m2 / n) : 1;
}

static gboolean
suits (const Options     *self,
       const TdTargetFit *fit,
       guint              n_columns)
{
  if (fit->n_columns != n_columns || fit->classes != NULL
      || (fit->mean == NULL) != (fit->scale == NULL)
      || (fit->mean == NULL) != (self->scaling == TD_SCALING_NONE))
    return FALSE;
  for (guint c = 0; fit->scale != NULL && c < n_columns; c++)
    if (!isfinite (fit->mean[c]) || !isfinite (fit->scale[c]) || !(fit->scale[c] > 0))
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
  const Options *self = options;

  if (train == NULL)
    return suits (self, fit, n_columns) || td_target_refuse_fit (options, error);
  for (guint c = 0; c < n_columns; c++)
    if (!check_column (options, columns[c], table, error))
      return FALSE;
  fit->n_columns = n_columns;
  if (self->scaling == TD_SCALING_NONE)
    return TRUE;
  fit->mean = g_new (double, n_columns);
  fit->scale = g_new (double, n_columns);
  for (guint c = 0; c < n_columns; c++)
    learn_scale (columns[c], train, n_train, &fit->mean[c], &fit->scale[c]);
  return TRUE;
}

static guint
count_columns (gconstpointer      options,
               const TdTargetFit *fit)
{
  return fit->n_columns;
}

static guint
count_numbers (const TdTargetFit *fit)
{
  return fit->n_columns;
}

static double
mean_of (const TdTargetFit *fit,
         guint              column)
{
  return fit->mean != NULL ? fit->mean[column] : 0;
}

static double
scale_of (const TdTargetFit *fit,
          guint              column)
{
  return fit->scale != NULL ? fit->scale[column] : 1;
}

/* Fills one of @stride columns of @encoded. */
static gboolean
encode_column (gconstpointer   options,
               const TdColumn *column,
               const TdTable  *table,
               double          mean,
               double          scale,
               float          *encoded,
               gsize           stride,
               GError        **error)
{
  gsize n_rows = td_table_n_rows (table);

  if (column != NULL && !check_column (options, column, table, error))
    return FALSE;
  for (gsize r = 0; r < n_rows; r++)
    {
      float value = column != NULL ? (float) ((td_column_number (column, r) - mean) / scale) : NAN;

      if (isinf (value))
        return td_target_refuse (error, options, column, table, r,
                                 _("the number is too far from those of the training part."));
      encoded[r * stride] = value;
    }
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
    if (!encode_column (options, columns[c], table, mean_of (fit, c), scale_of (fit, c),
                        encoded + c, fit->n_columns, error))
      return FALSE;
  return TRUE;
}

static void
measure_cell (double         prediction,
              double         target,
              TdNumberTally *tally)
{
  double apart = target - tally->mean;

  tally->n += 1;
  tally->mean += apart / tally->n;
  tally->m2 += apart * (target - tally->mean);
  tally->error2 += (prediction - target) * (prediction - target);
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
  for (guint c = 0; c < n_columns; c++)
    {
      double mean = mean_of (fit, c);
      double scale = scale_of (fit, c);

      for (gsize r = 0; r < rows; r++)
        if (!isnan (targets[r * n_columns + c]))
          measure_cell (outputs[r * n_outputs + c] * scale + mean,
                        targets[r * n_columns + c] * scale + mean, &tally->numbers[c]);
    }
}

/* A single number is the answer itself. */
static char **
name_details (gconstpointer      options,
              const TdTargetFit *fit)
{
  const TdTaskOptions *task = options;

  return fit->n_columns > 1 ? g_strdupv (task->targets) : g_new0 (char *, 1);
}

/* The numbers in the user's units, between semicolons. */
static void
answer (const TdTargetFit *fit,
        const float       *outputs,
        guint              n_outputs,
        GString           *text,
        double            *details)
{
  for (guint c = 0; c < n_outputs; c++)
    {
      double number = outputs[c] * scale_of (fit, c) + mean_of (fit, c);

      if (c > 0)
        g_string_append_c (text, ';');
      td_csv_append_number (text, number);
      if (n_outputs > 1)
        details[c] = number;
    }
}

static void
numbers (const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         double            *values)
{
  for (guint c = 0; c < n_outputs; c++)
    values[c] = outputs[c] * scale_of (fit, c) + mean_of (fit, c);
}

static char **
name_outputs (gconstpointer      options,
              const TdTargetFit *fit)
{
  return g_strdupv (((const TdTaskOptions *) options)->targets);
}

extern const TdTaskKind td_task_number;

const TdTaskKind td_task_number = {
  .kind = {
    .id = "number",
    .title = N_("Number"),
    .summary = N_("One or more numbers, such as how much ink it has."),
    .options = options_table,
    .options_size = sizeof (Options),
  },
  .has_accuracy = FALSE,
  .form = TD_ANSWER_AMOUNTS,
  .guess = guess,
  .fit = fit_targets,
  .n_outputs = count_columns,
  .n_columns = count_columns,
  .encode = encode,
  .measure = measure,
  .detail_names = name_details,
  .answer = answer,
  .numbers = numbers,
  .output_names = name_outputs,
  .n_numbers = count_numbers,
};
