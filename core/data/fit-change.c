/* fit-change.c — says how the data files differ from those that a model was trained on.
 *
 * Files are compared in order, by fingerprint: where they lie and what they are called may change
 * when a project is moved.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/fit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_same (const TdTableFile *a,
         const TdTableFile *b)
{
  return strcmp (a->sha256, b->sha256) == 0;
}

static gboolean
has_same_name (const TdTableFile *a,
               const TdTableFile *b)
{
  g_autofree char *first = g_path_get_basename (a->path);
  g_autofree char *second = g_path_get_basename (b->path);

  return strcmp (first, second) == 0;
}

static char *
describe_files (guint n_then,
                guint n_now)
{
  return g_strdup_printf (_("The data come from %u files now, from %u when the model was trained; "
                            "inputs are still read and scaled as they were then."), n_now, n_then);
}

static char *
describe_file (const TdTableFile *then,
               const TdTableFile *now)
{
  if (!has_same_name (then, now))
    return g_strdup_printf (_("%s isn't %s, which the model was trained on; inputs are still read "
                              "and scaled as they were then."), now->path, then->path);
  if (then->n_rows == now->n_rows && then->n_columns == now->n_columns)
    return g_strdup_printf (_("%s changed since training: as many rows and columns, but other "
                              "content; inputs are still read and scaled as they were then."),
                            now->path);
  return g_strdup_printf (_("%s changed since training: %zu rows, %zu columns now, %zu and %zu "
                            "then; inputs are still read and scaled as they were then."),
                          now->path, now->n_rows, now->n_columns, then->n_rows, then->n_columns);
}

char *
td_fit_describe_change (const TdFit   *self,
                        const TdTable *table)
{
  if (self->n_files != td_table_n_files (table))
    return describe_files (self->n_files, td_table_n_files (table));
  for (guint i = 0; i < self->n_files; i++)
    if (!is_same (&self->files[i], td_table_file (table, i)))
      return describe_file (&self->files[i], td_table_file (table, i));
  return NULL;
}
