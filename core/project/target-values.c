/* target-values.c — distinct values of numeric and text columns, and what is said about them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/target-values.h"

#include "core/data/cell.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const char *const yes_no_words[] = { "0", "1", "no", "yes", "false", "true", "n", "y" };

static int
find_word (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (yes_no_words); i++)
    if (g_ascii_strcasecmp (text, yes_no_words[i]) == 0)
      return i;
  return -1;
}

static void
init_from_texts (TdTargetValues *self,
                 const TdColumn *column,
                 gsize           n_rows)
{
  self->n = column->n_values;
  self->texts = g_new0 (char *, self->n + 1);
  self->numbers = g_new (double, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      self->texts[i] = g_strdup (column->values[i]);
      self->numbers[i] = td_target_number (self->texts[i]);
    }
  self->codes = g_memdup2 (column->codes, n_rows * sizeof *self->codes);
}

/* -0 and 0 are one value. */
static gint64
bits_of (double number)
{
  gint64 bits;

  number = number == 0 ? 0 : number;
  memcpy (&bits, &number, sizeof bits);
  return bits;
}

static guint32
code_of (GHashTable *codes,
         GArray     *numbers,
         double      number)
{
  gint64 bits = bits_of (number);
  gpointer found;

  if (g_hash_table_lookup_extended (codes, &bits, NULL, &found))
    return GPOINTER_TO_UINT (found);
  number = number == 0 ? 0 : number;
  g_array_append_val (numbers, number);
  g_hash_table_insert (codes, g_memdup2 (&bits, sizeof bits), GUINT_TO_POINTER (numbers->len - 1));
  return numbers->len - 1;
}

static void
init_from_numbers (TdTargetValues *self,
                   const TdColumn *column,
                   gsize           n_rows)
{
  g_autoptr(GHashTable) codes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));

  self->codes = g_new (guint32, n_rows);
  for (gsize r = 0; r < n_rows; r++)
    {
      double number = td_column_number (column, r);

      self->codes[r] = isnan (number) ? TD_MISSING : code_of (codes, numbers, number);
    }
  self->n = numbers->len;
  self->numbers = (double *) (gpointer) g_array_free (numbers, FALSE);
  self->texts = g_new0 (char *, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    {
      self->texts[i] = td_json_number_to_text (self->numbers[i]);
      if (!isfinite (self->numbers[i]))
        self->numbers[i] = NAN;
    }
}

void
td_target_values_init (TdTargetValues *self,
                       const TdColumn *column,
                       gsize           n_rows)
{
  *self = (TdTargetValues) { 0 };
  if (column == NULL)
    {
      self->codes = g_new (guint32, n_rows);
      for (gsize r = 0; r < n_rows; r++)
        self->codes[r] = TD_MISSING;
    }
  else if (column->codes != NULL)
    init_from_texts (self, column, n_rows);
  else
    init_from_numbers (self, column, n_rows);
}

void
td_target_values_clear (TdTargetValues *self)
{
  g_clear_pointer (&self->texts, g_strfreev);
  g_clear_pointer (&self->numbers, g_free);
  g_clear_pointer (&self->codes, g_free);
  self->n = 0;
}

gboolean *
td_target_values_used (const TdTargetValues *self,
                       const guint32        *train,
                       gsize                 n_train)
{
  gboolean *used = g_new0 (gboolean, self->n + 1);

  for (gsize i = 0; i < n_train; i++)
    if (self->codes[train[i]] != TD_MISSING)
      used[self->codes[train[i]]] = TRUE;
  return used;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const double *numbers = data;
  double x = numbers[*(const guint32 *) a];
  double y = numbers[*(const guint32 *) b];

  return (x > y) - (x < y);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  char **texts = data;

  return strcmp (texts[*(const guint32 *) a], texts[*(const guint32 *) b]);
}

void
td_target_values_sort (const TdTargetValues *self,
                       guint32              *codes,
                       guint                 n)
{
  gboolean all_numbers = TRUE;

  for (guint i = 0; i < n; i++)
    all_numbers = all_numbers && !isnan (self->numbers[codes[i]]);
  g_qsort_with_data (codes, n, sizeof *codes, compare_texts, self->texts);
  if (all_numbers)
    g_qsort_with_data (codes, n, sizeof *codes, compare_numbers, self->numbers);
}

gboolean
td_target_values_match (const TdTargetValues *self,
                        guint                 code,
                        const char           *text)
{
  return strcmp (self->texts[code], text) == 0 || self->numbers[code] == td_target_number (text);
}

double
td_target_number (const char *text)
{
  double number;

  if (td_cell_read (text, strlen (text), '.', &number) != TD_CELL_NUMBER || !isfinite (number))
    return NAN;
  return number;
}

int
td_yes_no_word (const char *text)
{
  int word = find_word (text);

  return word >= 0 ? word % 2 : -1;
}

const char *
td_yes_no_opposite (const char *word)
{
  int found = find_word (word);

  g_return_val_if_fail (found >= 0, NULL);

  return yes_no_words[found ^ 1];
}

void
td_target_values_encode (const TdTargetValues *self,
                         const float          *meaning,
                         gsize                 n_rows,
                         float                *values,
                         gsize                 stride,
                         gsize                *n_unseen)
{
  for (gsize r = 0; r < n_rows; r++)
    {
      guint32 code = self->codes[r];

      values[r * stride] = code != TD_MISSING ? meaning[code] : NAN;
      if (code != TD_MISSING && isnan (meaning[code]))
        *n_unseen += 1;
    }
}

gboolean
td_target_refuse (GError       **error,
                  gconstpointer  options,
                  const TdColumn *column,
                  const TdTable *table,
                  gsize          row,
                  const char    *format,
                  ...)
{
  const TdTaskOptions *task = options;
  g_autofree char *place = row != G_MAXSIZE ? td_table_place (table, row) : NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (place != NULL)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE, _("Task “%s”, %s, column “%s”: %s"),
                 task->name, place, column->name, message);
  else
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE, _("Task “%s”, column “%s”: %s"),
                 task->name, column->name, message);
  return FALSE;
}

gboolean
td_target_is_single (gconstpointer options,
                     guint         n_columns,
                     GError      **error)
{
  const TdTaskOptions *task = options;

  if (n_columns == 1)
    return TRUE;
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
               _("Task “%s” has %u target columns, but its kind takes exactly one."), task->name,
               n_columns);
  return FALSE;
}

gboolean
td_target_refuse_fit (gconstpointer options,
                      GError      **error)
{
  const TdTaskOptions *task = options;

  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
               _("Task “%s” doesn't suit what the project's fit.json says of its targets."),
               task->name);
  return FALSE;
}
