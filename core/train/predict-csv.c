/* predict-csv.c — a table of answers, chunk by chunk.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-write.h"
#include "core/train/predict.h"

/* One enabled task's columns. */
typedef struct
{
  guint        task;
  char       **names;     /* of the details */
  double      *details;   /* (n_details) of the row at hand */
  guint        n_details;
  const float *outputs;   /* (n, n_outputs) of the chunk */
  guint        n_outputs;
} Columns;

static void
columns_clear (gpointer data)
{
  Columns *columns = data;

  g_strfreev (columns->names);
  g_free (columns->details);
}

static GArray *
new_columns (const TdPlan *plan)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Columns));

  g_array_set_clear_func (all, columns_clear);
  for (guint task = 0; task < plan->n_tasks; task++)
    {
      const TdSpec *spec = td_plan_task (plan, task);
      Columns columns = { .task = task };

      if (!td_task_options (spec)->enabled)
        continue;
      columns.names = td_task_kind (spec)->detail_names (spec->options,
                                                         td_plan_target (plan, task));
      columns.n_details = g_strv_length (columns.names);
      columns.details = g_new (double, MAX (columns.n_details, 1));
      g_array_append_val (all, columns);
    }
  return all;
}

static void
append_header (GString       *csv,
               const TdPlan  *plan,
               const Columns *columns)
{
  const char *name = td_task_options (td_plan_task (plan, columns->task))->name;

  td_csv_append_text (csv, name);
  for (guint i = 0; i < columns->n_details; i++)
    {
      g_autofree char *title = g_strconcat (name, ":", columns->names[i], NULL);

      g_string_append_c (csv, ',');
      td_csv_append_text (csv, title);
    }
}

static void
append_answer (GString       *csv,
               const TdPlan  *plan,
               const Columns *columns,
               gsize          row,
               GString       *text)
{
  const TdTaskKind *kind = td_task_kind (td_plan_task (plan, columns->task));

  g_string_truncate (text, 0);
  kind->answer (td_plan_target (plan, columns->task), columns->outputs + row * columns->n_outputs,
                columns->n_outputs, text, columns->details);
  td_csv_append_text (csv, text->str);
  for (guint i = 0; i < columns->n_details; i++)
    {
      g_string_append_c (csv, ',');
      td_csv_append_number (csv, columns->details[i]);
    }
}

static void
append_rows (GString      *csv,
             const TdPlan *plan,
             TdPredictor  *predictor,
             GArray       *all,
             gsize         n)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      Columns *columns = &g_array_index (all, Columns, i);

      columns->outputs = td_predictor_outputs (predictor, columns->task, &columns->n_outputs);
    }
  for (gsize row = 0; row < n; row++)
    {
      for (guint i = 0; i < all->len; i++)
        {
          if (i > 0)
            g_string_append_c (csv, ',');
          append_answer (csv, plan, &g_array_index (all, Columns, i), row, text);
        }
      g_string_append_c (csv, '\n');
    }
}

gboolean
td_predict_csv (TdPlan        *plan,
                const float   *parameters,
                const TdTable *table,
                TdTextFunc     write,
                gpointer       data,
                TdInputNotes  *notes,
                GError       **error)
{
  g_autoptr(TdPredictor) predictor = td_predictor_new (plan, parameters);
  g_autoptr(GArray) all = new_columns (plan);
  g_autoptr(GString) csv = g_string_new (NULL);
  gsize n_rows = td_table_n_rows (table);

  for (guint i = 0; i < all->len; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      append_header (csv, plan, &g_array_index (all, Columns, i));
    }
  g_string_append_c (csv, '\n');
  for (gsize first = 0; first < n_rows; first += TD_PREDICT_ROWS)
    {
      gsize n = MIN (TD_PREDICT_ROWS, n_rows - first);

      if (!td_predictor_run (predictor, table, first, n, notes, error))
        return FALSE;
      append_rows (csv, plan, predictor, all, n);
      if (!write (data, csv->str, csv->len, error))
        return FALSE;
      g_string_truncate (csv, 0);
    }
  return TRUE;
}
