/* inputs-choose.c — names with * against the columns of a table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/inputs-choose.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PATTERNS 1000 /* each is held against every column */

typedef struct
{
  const TdTable *table;
  GHashTable    *reserved; /* names that no pattern takes: targets, the split column */
  GHashTable    *taken;    /* TdColumn */
  GPtrArray     *chosen;   /* TdColumn */
} Choice;

/* Whether @pattern, where * stands for any run of bytes, is all of @text. After a mismatch only
 * the last * can take more. */
static gboolean
matches (const char *pattern,
         const char *text)
{
  const char *star = NULL, *retry = NULL;

  while (*text != '\0')
    {
      if (*pattern == '*')
        {
          star = pattern++;
          retry = text;
        }
      else if (*pattern == *text)
        {
          pattern++;
          text++;
        }
      else if (star != NULL)
        {
          pattern = star + 1;
          text = ++retry;
        }
      else
        return FALSE;
    }
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

static void
take (Choice         *self,
      const TdColumn *column)
{
  if (g_hash_table_add (self->taken, (gpointer) column))
    g_ptr_array_add (self->chosen, (gpointer) column);
}

static gboolean
take_exact (Choice         *self,
            const TdColumn *column,
            GError        **error)
{
  if (g_hash_table_contains (self->reserved, column->name))
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                   _("Column “%s” is an input and also a target or the split column; take it out "
                     "of data.inputs."), column->name);
      return FALSE;
    }
  take (self, column);
  return TRUE;
}

static gboolean
take_pattern (Choice     *self,
              const char *pattern,
              GError    **error)
{
  gboolean any = FALSE;

  for (guint i = 0; i < td_table_n_columns (self->table); i++)
    {
      const TdColumn *column = td_table_column (self->table, i);
      if (!matches (pattern, column->name)
          || g_hash_table_contains (self->reserved, column->name))
        continue;
      take (self, column);
      any = TRUE;
    }
  if (!any && strchr (pattern, '*') != NULL)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                 _("No column but targets matches “%s” (data.inputs)."), pattern);
  else if (!any)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                 _("The data have no column “%s” (data.inputs)."), pattern);
  return any;
}

static gboolean
take_all (Choice            *self,
          const char *const *names,
          GError           **error)
{
  guint n_patterns = 0;

  for (; *names != NULL; names++)
    {
      const TdColumn *column = td_table_find (self->table, *names);

      if (column == NULL && ++n_patterns > MAX_PATTERNS)
        {
          g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                       _("data.inputs has more than %d names with *; take fewer that match "
                         "more."), MAX_PATTERNS);
          return FALSE;
        }
      if (!(column != NULL ? take_exact (self, column, error)
                           : take_pattern (self, *names, error)))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
td_inputs_choose (const TdTable        *table,
                  const TdDataSettings *settings,
                  const char *const    *targets,
                  GError              **error)
{
  static const char *const everything[] = { "*", NULL };
  const TdSplitSettings *split = settings->split.options;
  g_autoptr (GHashTable) reserved = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  Choice choice = { table, reserved, taken, chosen };

  for (; *targets != NULL; targets++)
    g_hash_table_add (reserved, (gpointer) *targets);
  if (split != NULL && *split->column != '\0')
    g_hash_table_add (reserved, split->column);
  if (!take_all (&choice, settings->inputs[0] != NULL ? (const char *const *) settings->inputs
                                                      : everything, error))
    return NULL;
  return g_steal_pointer (&chosen);
}
